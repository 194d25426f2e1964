//! The text of a PDF, page by page. A page that fails fails the document: text that is silently missing would
//! mislead.

use model::paper::paragraphs;
use pdf_extract::{Document, Error, OutputError, PlainTextOutput, output_doc_page};

use super::{ExtractedText, MOST_LETTERS, Part, Warning};
use crate::refusal::Refusal;
use crate::sniff::FileKind;

/// The text of each page.
pub fn text_of(bytes: &[u8]) -> Result<ExtractedText, Refusal> {
    if bytes.len() > FileKind::Pdf.largest() {
        return Err(Refusal::TooLarge);
    }
    let mut document = Document::load_mem(bytes).map_err(|error| refused(&error))?;
    if document.is_encrypted() {
        document.decrypt("").map_err(|_| Refusal::Password)?;
    }
    let mut parts = Vec::new();
    let (mut letters, mut without_text) = (0, false);
    for number in document.get_pages().into_keys() {
        let text = page(&document, number)?;
        letters += text.len();
        if letters > MOST_LETTERS {
            return Err(Refusal::TooLarge);
        }
        let found = paragraphs(&text);
        without_text |= found.is_empty();
        parts.push(Part::Page(number));
        parts.extend(
            found
                .into_iter()
                .map(|lines| Part::Paragraph(lines.join("\n"))),
        );
    }
    if !parts.iter().any(|part| matches!(part, Part::Paragraph(_))) {
        return Err(Refusal::NoText);
    }
    let mut warnings = vec![Warning::FromPdf];
    if without_text {
        warnings.push(Warning::PagesWithoutText);
    }
    Ok(ExtractedText { parts, warnings })
}

fn page(document: &Document, number: u32) -> Result<String, Refusal> {
    let mut text = String::new();
    output_doc_page(document, &mut PlainTextOutput::new(&mut text), number).map_err(|error| {
        match error {
            OutputError::PdfError(error) => refused(&error),
            OutputError::FormatError(_) | OutputError::IoError(_) => Refusal::Damaged,
        }
    })?;
    Ok(text)
}

fn refused(error: &Error) -> Refusal {
    match error {
        Error::Decryption(_) | Error::InvalidPassword => Refusal::Password,
        _ => Refusal::Damaged,
    }
}
