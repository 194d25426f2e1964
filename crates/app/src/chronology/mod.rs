//! One chronology of a review: the accounts of every agency as it signed them off, in order; what one agency knew on one day;
//! and what people said of accounts that may tell of one event.

mod events;
mod filter;
mod read;

pub use chronology::horizon::{Certainty, Knew, Standing};
pub use chronology::{Item, gaps, same_event, timeline};
pub use events::{Event, NewEvent, Undo, events, proposals, say, undo};
pub use filter::Filter;
pub(crate) use read::in_order;
pub use read::{Account, Chronology, chronology, items};
