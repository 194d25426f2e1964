//! A chronology: what each agency says happened, when, and where that is written.

mod columns;
mod entry;
mod guard;
mod lines;
mod source;

pub use columns::{Column, Labels, check_number, read_columns};
pub use entry::{
    Checked, ChildSeen, Entry, EntryKind, Person, Recorded, Restriction, ShareStands, Shared,
    Significance,
};
pub use guard::{APOSTROPHE, UNSEEN, could_run, guarded, unguarded};
pub use source::Source;

#[cfg(test)]
mod tests;
