//! The text of PDF files, written by hand.

use papers::read::{Part, Warning, text_of};
use papers::{FileKind, Refusal};
use pdf_extract::{Document, EncryptionState, EncryptionVersion, Permissions};

/// A PDF whose pages show these lines.
fn pdf(pages: &[&str]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len())
        .map(|at| format!("{} 0 R", 4 + 2 * at))
        .collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!(
            "<< /Type /Pages /Kids [{}] /Count {} >>",
            kids.join(" "),
            pages.len()
        ),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
            .to_owned(),
    ];
    for (at, words) in pages.iter().enumerate() {
        let shown = if words.is_empty() {
            String::new()
        } else {
            format!("BT /F1 12 Tf 50 700 Td ({words}) Tj ET")
        };
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
            5 + 2 * at
        ));
        objects.push(format!(
            "<< /Length {} >>\nstream\n{shown}\nendstream",
            shown.len()
        ));
    }
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", at + 1));
    }
    let table = file.len();
    file.push_str(&format!(
        "xref\n0 {}\n0000000000 65535 f \n",
        objects.len() + 1
    ));
    for place in places {
        file.push_str(&format!("{place:010} 00000 n \n"));
    }
    file.push_str(&format!(
        "trailer\n<< /Size {} /Root 1 0 R /ID [<00112233445566778899AABBCCDDEEFF> <00112233445566778899AABBCCDDEEFF>] >>\nstartxref\n{table}\n%%EOF\n",
        objects.len() + 1
    ));
    file.into_bytes()
}

/// The same, opened with a password.
fn locked(bytes: &[u8], password: &str) -> Vec<u8> {
    let mut document = Document::load_mem(bytes).unwrap();
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: password,
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    let mut written = Vec::new();
    document.save_to(&mut written).unwrap();
    written
}

#[test]
fn pages_are_read_with_their_numbers() {
    let read = text_of(FileKind::Pdf, &pdf(&["First page", "", "Third page"])).unwrap();
    let expected = [
        Part::Page(1),
        Part::Paragraph("First page".to_owned()),
        Part::Page(2),
        Part::Page(3),
        Part::Paragraph("Third page".to_owned()),
    ];
    assert!(read.parts == expected, "{}", read.plain_text());
    assert_eq!(read.warnings, [Warning::FromPdf, Warning::PagesWithoutText]);
}

#[test]
fn a_pdf_of_pictures_says_that_it_holds_no_text() {
    assert_eq!(
        text_of(FileKind::Pdf, &pdf(&["", ""])),
        Err(Refusal::NoText)
    );
}

#[test]
fn a_password_is_named_and_an_empty_one_opens() {
    let plain = pdf(&["Only for those who know"]);
    let shut = locked(&plain, "secret");
    assert_eq!(text_of(FileKind::Pdf, &shut), Err(Refusal::Password));
    // Many programs lock only printing: such a file opens without asking.
    let open = text_of(FileKind::Pdf, &locked(&plain, "")).unwrap();
    assert!(open.plain_text().contains("Only for those who know"));
}

#[test]
fn what_is_no_pdf_is_damaged_or_too_large() {
    assert_eq!(text_of(FileKind::Pdf, b"%PDF-1.7"), Err(Refusal::Damaged));
    let mut cut = pdf(&["First page"]);
    cut.truncate(200);
    assert!(text_of(FileKind::Pdf, &cut).is_err());
    let large = vec![b' '; FileKind::Pdf.largest() + 1];
    assert_eq!(text_of(FileKind::Pdf, &large), Err(Refusal::TooLarge));
}
