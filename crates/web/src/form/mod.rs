//! Forms: what was typed is kept, turned into the model's types, or told about in the words that
//! GOV.UK Frontend's error summary shows.
//!
//! ```text
//! const WHAT: Field = field("what", "raise-what");       // id in the page, message in texts/en
//!
//! async fn save(signed: Signed, mut form: Filled) -> Answer {
//!     let what = form.text(&WHAT, 4_000);                 // None when told about
//!     let day = form.date(&DAY);
//!     let (Some(what), Some(day)) = (what, day) else { return show(&signed, form) };
//! ```

mod contact;
mod day;
mod errors;
mod field;
mod filled;
mod hidden;
mod inputs;
mod outside;
mod resolve;
mod text;
mod upload;

pub use day::TimeOfDay;
pub use errors::{FieldError, FormErrors};
pub use field::{Field, field};
pub use filled::Filled;
pub use hidden::Hidden;
pub use outside::read_whatever;
pub use upload::{BrokenOff, Chosen, UPLOAD_LIMIT, UPLOAD_PATIENCE, UploadForm};

#[cfg(test)]
mod tests;
