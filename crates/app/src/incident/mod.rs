//! A possible serious incident: raising it, reading it, changing what is known of it.

mod change;
mod raise;
mod read;

pub use change::change_incident;
pub use raise::{NewSubject, Raise, raise};
pub(crate) use raise::{check as check_subjects, keep_subjects, still_here};
pub(crate) use read::find;
pub use read::{IncidentView, incident};
