//! Word documents: a [`Paper`] as Office Open XML (ECMA-376), written so that Word's accessibility checker and a screen
//! reader find title, language, heading styles and repeated header rows. No author, company or other trace of a person
//! is written, and the same document gives the same bytes.

mod across;
mod body;
mod form;
mod parts;
mod picture;
mod styles;
mod xml;

use std::io::{Cursor, Write};

use model::paper::{Paper, PaperFault};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

pub(crate) use across::{Bookmark, Line, MarkedRow, Sheet, table_of_marked};
pub use form::{FormPiece, FormTable};
pub(crate) use xml::Xml;

/// Why no Word document was made.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The document itself is not fit to print.
    #[error("the document is not fit to print: {0}")]
    Document(#[from] PaperFault),
    /// A part could not be written.
    #[error("a part of the word document could not be written: {0}")]
    Part(#[from] std::io::Error),
    /// The parts could not be put together.
    #[error("the word document could not be put together: {0}")]
    Container(#[from] zip::result::ZipError),
}

/// Writes a document for Word. Control characters that XML 1.0 forbids are replaced.
///
/// # Errors
/// [`PaperError::Document`] when [`Paper::check`] finds a fault; the others do not occur with memory to spare.
pub fn docx(paper: &Paper) -> Result<Vec<u8>, PaperError> {
    docx_with(paper, &[])
}

/// Writes a document for Word with its drawings as PNG files, in their order. A drawing for which there is no file is written
/// as its words.
///
/// # Errors
/// As [`docx`].
pub fn docx_with(paper: &Paper, pictures: &[Vec<u8>]) -> Result<Vec<u8>, PaperError> {
    paper.check()?;
    let width = paper.one_page.then_some(body::ONE_PAGE_WIDTH);
    let document = body::document(paper, pictures.len())?;
    contained(paper, document, (width, pictures), None)
}

/// What stands in the file of a document and on no page.
pub(crate) struct Beside {
    /// The namespace of its root element.
    pub(crate) namespace: &'static str,
    /// The part.
    pub(crate) part: Vec<u8>,
}

/// Writes a document that lies across the page: facts, under them what `table` puts there, and then the blocks of the paper. What
/// `beside` holds stands in the file and on no page.
///
/// # Errors
/// As [`docx`].
pub(crate) fn across(
    paper: &Paper,
    facts: &[(String, String)],
    (sheet, pictures): (Sheet, &[Vec<u8>]),
    beside: Beside,
    table: impl FnOnce(&mut Xml) -> std::io::Result<()>,
) -> Result<Vec<u8>, PaperError> {
    paper.check()?;
    let document = across::document(paper, (facts, pictures.len()), sheet, table)?;
    let with = (Some(sheet.text_width()), pictures);
    contained(paper, document, with, Some(beside))
}

/// Writes a document that people fill in elsewhere: facts, and under them the pieces. Each row of a table can be told again
/// from what stands in it, whatever program it was filled in with.
///
/// # Errors
/// As [`docx`].
pub fn form(
    paper: &Paper,
    facts: &[(String, String)],
    pieces: &[FormPiece],
) -> Result<Vec<u8>, PaperError> {
    paper.check()?;
    let document = form::document(paper, facts, pieces)?;
    let with = (Some(Sheet::A4Across.text_width()), &[][..]);
    contained(paper, document, with, None)
}

/// Puts the parts around the main one: its width where it is not that of the styles, its drawings, and what stands on no page.
fn contained(
    paper: &Paper,
    document: Vec<u8>,
    (width, pictures): (Option<usize>, &[Vec<u8>]),
    beside: Option<Beside>,
) -> Result<Vec<u8>, PaperError> {
    let parts = [
        (
            "[Content_Types].xml",
            parts::content_types(!pictures.is_empty(), beside.is_some())?,
        ),
        ("_rels/.rels", parts::package_relationships()?),
        ("docProps/core.xml", parts::core_properties(paper)?),
        ("docProps/app.xml", parts::application_properties()?),
        ("word/document.xml", document),
        (
            "word/styles.xml",
            styles::styles(&paper.language, paper.one_page)?,
        ),
        ("word/settings.xml", parts::settings(&paper.language)?),
        ("word/numbering.xml", parts::numbering()?),
        ("word/header1.xml", parts::header(paper, width)?),
        ("word/footer1.xml", parts::footer(paper, width)?),
        (
            "word/_rels/document.xml.rels",
            parts::document_relationships(pictures.len(), beside.is_some())?,
        ),
    ];
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut container = ZipWriter::new(Cursor::new(Vec::new()));
    let beside = match beside {
        Some(Beside { namespace, part }) => vec![
            (parts::BESIDE, part),
            (
                parts::BESIDE_PROPERTIES,
                parts::beside_properties(namespace)?,
            ),
            (parts::BESIDE_RELATIONSHIPS, parts::beside_relationships()?),
        ],
        None => Vec::new(),
    };
    for (name, part) in parts.into_iter().chain(beside) {
        container.start_file(name, options)?;
        container.write_all(&part)?;
    }
    for (at, picture) in pictures.iter().enumerate() {
        container.start_file(format!("word/{}", picture::name(at)), options)?;
        container.write_all(picture)?;
    }
    Ok(container.finish()?.into_inner())
}
