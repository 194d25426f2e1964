//! Administering one organisation: its people and their roles, and its record of who did what. Whoever
//! does this sees no case by it.

mod people;
mod record;

pub use people::{Added, NewMember, add_member, end_role, members};
pub use record::{RecordPage, record};
