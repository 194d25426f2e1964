//! The children and adults of a case: who they are, a part at a time; what they are to each other; and
//! taking somebody out who had been entered by mistake.

mod about;
mod change;
mod family;
mod read;
mod relate;

pub(crate) use about::has_code;
pub use about::{keep_home, keep_identity, keep_school, keep_status};
pub use change::{change_person, take_out};
pub(crate) use family::check_told;
pub use family::{countersign, keep_family_contact};
pub(crate) use read::authorities;
pub use read::{About, People, PeopleList, PeopleView, Progress, list, view};
pub use relate::{part, relate};
