//! Documents in; Word documents and chronologies out.
//!
//! What comes in is never trusted: [`sniff()`](sniff::sniff) decides by content what an upload is, [`read`] takes the
//! text or the tables out of it under limits, and [`whole`] looks at all of it as it passes. What goes out is a
//! [`model::paper::Paper`], written by [`docx()`](docx::docx), or a [`chronology`].

pub mod chronology;
pub mod docx;
pub mod file_name;
pub mod read;
pub mod refusal;
pub mod residue;
pub mod sniff;
pub mod whole;

mod compound;
mod container;

pub use chronology::{Book, ChronologyError};
pub use docx::{FormPiece, FormTable, PaperError, docx, docx_with, form};
pub use file_name::safe_file_name;
pub use read::grid::{Grid, grid_of, pasted};
pub use read::{Answer, ExtractedText, is_readable, text_of};
pub use refusal::Refusal;
pub use residue::{Carried, Residue, residue};
pub use sniff::{FileKind, sniff};
pub use whole::Whole;
