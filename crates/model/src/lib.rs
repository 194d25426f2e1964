//! The field's words as types and pure rules. No table, no page, no clock on the wall.

pub mod calendar;
pub mod case;
pub mod chronology;
pub mod clock;
pub mod grid;
mod id;
pub mod identity;
mod instant;
pub mod learning;
pub mod letter_words;
pub mod paper;
mod practice;
pub mod record;
mod resemble;
pub mod scheme;
mod sensitive;
pub mod track;
pub mod uncertain;
mod unseen;

pub use calendar::{
    Calendar, CalendarError, Nation, NotANation, Override, OverrideKind, months_later,
};
pub use id::*;
pub use instant::{Clock, Instant};
pub use jiff::civil::{Date, DateTime, Time};
pub use practice::{PracticeAgency, PracticePerson, PracticeScript, practice_scripts};
pub use resemble::{is_found_by, plain, resembles};
pub use sensitive::Sensitive;
pub use uncertain::{SortKey, TypedDateError, UncertainDate, parse_typed};
pub use unseen::is_unseen;
