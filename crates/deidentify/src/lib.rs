//! What in a text could give somebody away, why, and what could stand there instead.
//!
//! [`find`] looks with the case's own [`Register`], with the forms and check digits of identifiers of the United Kingdom,
//! and takes in what a recogniser of names supposes. A person reads what it found and decides each; [`apply`] writes
//! what they decided. Nothing is decided here.

mod everyones;
mod find;
mod finding;
mod fit;
mod groups;
mod kind;
mod letters;
mod merge;
mod names;
mod offsets;
mod options;
mod patterns;
mod policy;
mod recognised;
mod register;
mod replace;
mod supposed;
mod text;
mod words;

pub mod combinations;
pub mod jsonl;
pub mod suppress;

pub use find::{find, find_with};
pub use finding::{Finding, How, Replacement, apply};
pub use kind::{Certainty, Kind, Source, Why};
pub use names::{Names, Naming};
pub use offsets::in_letters;
pub use options::{DateForm, Options, Policy};
pub use patterns::is_named_day;
pub use recognised::{recognised, suppositions};
pub use register::{Body, Known, Person, Register, RegisterError, Role};
pub use supposed::Supposed;
pub use words::is_ordinary;
