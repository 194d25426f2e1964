//! One chronology of a review: the accounts of every agency as it signed them off, in order; what one agency, or one
//! role in it, knew on one day; and what people said of accounts that may tell of one event.

mod events;
mod filter;
mod filters;
mod horizon;
mod reach;
mod read;
mod unfold;

pub use chronology::horizon::{Certainty, Episode, Knew, Standing, Through};
pub use chronology::{Item, gaps, genogram, merge, same_event, timeline};
pub use events::{Event, NewEvent, Undo, events, proposals, say, undo};
pub(crate) use events::{joined, retain_readable};
pub use filter::Filter;
pub use filters::{
    LONGEST_NAME, SavedFilter, SavedFilters, remove_filter, rename_filter, save_filter,
    saved_filters,
};
pub(crate) use horizon::roles_in;
pub use horizon::{Eyes, Role, changes, roles, stand, stand_if_shared};
pub use reach::{Reached, reached, record_reach, take_reach_away};
pub use read::{Account, Chronology, chronology, items};
pub(crate) use read::{READ_UNDER, in_order, in_sections, read_everywhere};
pub(crate) use unfold::not_now;
pub use unfold::{
    Expected, MOST_EXPECTED, NotNow, Reading, Readings, begin, episodes, keep_reading, lapse,
    let_reading_go, open_episode, readings,
};
