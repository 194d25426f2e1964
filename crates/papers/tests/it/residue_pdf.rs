//! What a PDF carries beside its pages.

use papers::{Carried, residue};

/// A PDF of these objects, numbered from 1: the first is the catalogue, and the last holds the properties.
fn pdf(objects: &[&str]) -> Vec<u8> {
    let mut whole = "%PDF-1.7\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects) {
        places.push(whole.len());
        whole.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let start = whole.len();
    let count = objects.len() + 1;
    whole.push_str(&format!("xref\n0 {count}\n0000000000 65535 f \n"));
    for place in places {
        whole.push_str(&format!("{place:010} 00000 n \n"));
    }
    let last = objects.len();
    whole.push_str(&format!(
        "trailer\n<< /Size {count} /Root 1 0 R /Info {last} 0 R /ID [<41><42>] >>\nstartxref\n{start}\n%%EOF\n"
    ));
    whole.into_bytes()
}

/// What a PDF of one page carries whose catalogue and one more object are these.
fn carried(catalogue: &str, more: &str, information: &str) -> Vec<papers::Residue> {
    let catalogue = format!("<< /Type /Catalog /Pages 2 0 R {catalogue} >>");
    let words = "BT /F1 12 Tf (What people read) Tj ET";
    let content = format!("<< /Length {} >>\nstream\n{words}\nendstream", words.len());
    let file = pdf(&[
        &catalogue,
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R /Annots [6 0 R] /Resources << /Font << /F1 5 0 R >> >> >>",
        &content,
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        more,
        information,
    ]);
    residue(&file).unwrap()
}

fn told(what: Carried, (catalogue, more): (&str, &str)) {
    let found = carried(catalogue, more, "<< /Producer (x) >>");
    assert!(
        found
            .iter()
            .any(|one| one.what == what && one.text.contains("Tamsin")),
        "{what:?} of {catalogue} {more}: {:?}",
        found
            .iter()
            .map(|one| (one.what, &one.text))
            .collect::<Vec<_>>()
    );
}

#[test]
fn properties_notes_and_descriptions_of_a_pdf_are_told() {
    let note = "<< /Type /Annot /Subtype /Text /Rect [0 0 1 1] /Contents (Is this her?) /T (Ivo Reader) >>";
    let found = carried("", note, "<< /Author (Una Writer) /Title <FEFF00C4> >>");
    for (what, text) in [
        (Carried::Property, "Una Writer"),
        (Carried::Property, "\u{C4}"),
        (Carried::Comment, "Is this her?"),
        (Carried::Comment, "Ivo Reader"),
    ] {
        assert!(
            found.iter().any(|one| one.what == what && one.text == text),
            "{what:?} {text}: {found:?}"
        );
    }
}

#[test]
fn fields_names_of_places_and_whatever_else_is_no_page_are_told() {
    let field =
        |more: &str| format!("<< /Type /Annot /Subtype /Widget /FT /Tx /Rect [0 0 9 9] {more} >>");
    for (what, catalogue, more) in [
        (Carried::Form, "", field("/T (f1) /V (Tamsin Quillfeather)")),
        (Carried::Form, "", field("/TU (Tamsin Quillfeather)")),
        (
            Carried::Form,
            "",
            field("/Opt [(one) (Tamsin Quillfeather)]"),
        ),
        (
            Carried::Place,
            "",
            "<< /Title (Tamsin Quillfeather) /Parent 5 0 R >>".to_owned(),
        ),
        (
            Carried::Place,
            "",
            "<< /Type /OCG /Name (Tamsin Quillfeather) >>".to_owned(),
        ),
        (
            Carried::Place,
            "/PageLabels << /Nums [0 << /P (Tamsin Quillfeather) >>] >>",
            "null".to_owned(),
        ),
        (
            Carried::Place,
            "",
            "<< /Names [(Tamsin Quillfeather) [3 0 R /Fit]] >>".to_owned(),
        ),
        (
            Carried::Place,
            "/Dests << /Tamsin [3 0 R /Fit] >>",
            "null".to_owned(),
        ),
        (
            Carried::Link,
            "",
            "<< /S /URI /URI (https://example.org/Tamsin-Quillfeather) >>".to_owned(),
        ),
    ] {
        told(what, (catalogue, &more));
    }
}

#[test]
fn what_is_no_page_and_no_field_is_told() {
    for (what, catalogue, more) in [
        (
            Carried::OwnData,
            "",
            "<< /S /JavaScript /JS (tell\\('Tamsin'\\)) >>",
        ),
        (
            Carried::OwnData,
            "",
            "<< /AnythingElse (Tamsin Quillfeather) >>",
        ),
        (
            Carried::OwnData,
            "",
            "<< /Type /Filespec /ID [(Tamsin Quillfeather) (x)] >>",
        ),
        (
            Carried::FileInside,
            "",
            "<< /Type /EmbeddedFile /Length 15 >>\nstream\nTamsin was seen\nendstream",
        ),
    ] {
        told(what, (catalogue, more));
    }
}

#[test]
fn what_a_note_shows_is_told() {
    // The appearance is the content of the page, which is as good as any.
    let note = "<< /Type /Annot /Subtype /Stamp /Rect [0 0 9 9] /AP << /N 4 0 R >> >>";
    let found = carried("", note, "<< /Producer (x) >>");
    let shown = found.iter().find(|one| one.what == Carried::Form).unwrap();
    assert_eq!(shown.text.trim(), "What people read");
}

#[test]
fn an_outline_of_headings_that_stand_on_the_pages_is_not_told() {
    let found = carried(
        "/Lang (en-GB)",
        "<< /Title (What people read) /Parent 5 0 R >>",
        "<< /CreationDate (D:20240303120000Z) >>",
    );
    let told: Vec<Carried> = found.iter().map(|one| one.what).collect();
    assert_eq!(told, [Carried::Property], "{found:?}");
}

#[test]
fn the_numbers_by_which_a_file_is_told_from_others_are_not_told() {
    let table = "<< /Type /XRef /ID [(Qx7k Zt9w Vv3j) (Qx7k Zt9w Vv3j)] >>";
    let found = carried("", table, "<< /Producer (x) >>");
    assert!(
        found.iter().all(|one| one.what == Carried::Property),
        "{found:?}"
    );
}
