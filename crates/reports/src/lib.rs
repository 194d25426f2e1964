//! Tagged PDF: a [`Paper`] typeset by Typst, with PDF/UA-1 enforced.
//!
//! The template is fixed (`paper.typ`) and the document reaches it as values; what a person typed is never read as
//! markup. The typesetter sees no file system, no packages, no environment and no clock.

mod legible;
mod picture;
mod values;
mod world;

use model::Sensitive;
use model::paper::{Paper, PaperFault};
use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::world::ClosedWorld;

pub use picture::{png, pngs};

/// Why no PDF was made.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The document itself is not fit to print.
    #[error("the document is not fit to print: {0}")]
    Document(#[from] PaperFault),
    /// The typesetter refused it. Its words may quote the document, so they are kept apart from the message.
    #[error("the document could not be typeset as an accessible PDF")]
    Typesetting(Sensitive<String>),
    /// A drawing in it cannot be drawn.
    #[error("a drawing of the document could not be drawn")]
    Drawing,
}

/// Typesets a document as a PDF that declares and meets PDF/UA-1.
///
/// The same document gives the same bytes. A character for which there is no letter form prints as a box, and a note at
/// the end of the document says so. The typesetter's cache, which holds the text, is emptied before this returns.
///
/// # Errors
/// [`ReportError::Document`] when [`Paper::check`] finds a fault; [`ReportError::Typesetting`] when the typesetter or
/// its accessibility check refuses the result.
pub fn pdf(paper: &Paper) -> Result<Vec<u8>, ReportError> {
    Ok(made(paper)?.0)
}

/// How many pages the PDF of a document has.
///
/// # Errors
/// As [`pdf`].
pub fn pages(paper: &Paper) -> Result<usize, ReportError> {
    Ok(made(paper)?.1)
}

/// The PDF and the number of its pages.
fn made(paper: &Paper) -> Result<(Vec<u8>, usize), ReportError> {
    paper.check()?;
    let _emptied_on_return = EmptyCache;
    let world = ClosedWorld::new(values::inputs(paper)?);
    let document = typst::compile(&world)
        .output
        .map_err(|found| refused(&found))?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1])
        .map_err(|found| ReportError::Typesetting(Sensitive(found.message().to_string())))?;
    let options = PdfOptions {
        creator: Smart::Custom(Some("Throughline".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&document, &options).map_err(|found| refused(&found))?;
    Ok((bytes, document.pages().len()))
}

fn refused(found: &[SourceDiagnostic]) -> ReportError {
    let messages: Vec<&str> = found
        .iter()
        .map(|diagnostic| diagnostic.message.as_str())
        .collect();
    ReportError::Typesetting(Sensitive(messages.join("; ")))
}

/// Empties the typesetter's process-wide cache when dropped, whichever way the typesetting ends.
struct EmptyCache;

impl Drop for EmptyCache {
    fn drop(&mut self) {
        typst::comemo::evict(0);
    }
}
