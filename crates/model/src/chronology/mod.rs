//! A chronology: what each agency says happened, when, and where that is written.

mod entry;
mod source;

pub use entry::{
    ChildSeen, Entry, EntryKind, Person, Recorded, Restriction, ShareStands, Shared, Significance,
};
pub use source::Source;
