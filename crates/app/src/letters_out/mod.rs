//! Letters that a partnership writes: their templates, and each letter as it was made. The service sends none: a letter is
//! printed, and somebody sends it or hands it over.

mod paper;
mod read;
mod templates;
mod write;

pub use paper::letter_paper;
pub use read::{LettersOut, Writing, letters_out, writing};
pub use templates::{Template, change_template, templates};
pub use write::{NewLetter, keep_letter};
