//! Chronologies: what a careful reader does with agencies' accounts. Pure rules over [`model::chronology`].
//!
//! Nothing here decides: what is read out of a note or a table is proposed, and a person accepts, changes or declines it.

pub mod dates;
pub mod gaps;
pub mod genogram;
pub mod horizon;
mod item;
pub mod merge;
pub mod notes;
pub mod pseudonyms;
pub mod same_event;
pub mod tables;
pub mod timeline;

pub use item::Item;
