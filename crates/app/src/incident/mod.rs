//! A possible serious incident: raising it, reading it, changing what is known of it.

mod change;
mod raise;
mod read;

pub use change::change_incident;
pub use raise::{NewSubject, Raise, raise};
pub use read::{IncidentView, incident};
pub(crate) use read::{find, in_case};
