//! Documents in and Word documents out.
//!
//! What comes in is never trusted: [`sniff()`](sniff::sniff) decides by content what an upload is, [`read`] takes the
//! text out of it under limits, and [`whole`] looks at all of it as it passes. What goes out is a [`model::paper::Paper`], written by [`docx()`](docx::docx).

pub mod docx;
pub mod file_name;
pub mod read;
pub mod refusal;
pub mod sniff;
pub mod whole;

mod compound;
mod container;

pub use docx::{PaperError, docx};
pub use file_name::safe_file_name;
pub use read::{Answer, ExtractedText, is_readable, text_of};
pub use refusal::Refusal;
pub use sniff::{FileKind, sniff};
pub use whole::Whole;
