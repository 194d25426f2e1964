//! What was learned and what is done about it: learning points, the actions that answer them, the looks at whether
//! anything changed, and the list of actions across all reviews.

mod actions;
mod points;
mod read;
mod tracker;

pub use actions::{keep_action, look_again, stand, take_action_away};
pub use points::{keep_point, take_point_away};
pub use read::{Learning, learning};
pub use tracker::{Shown, Tracker, TrackerLine, tracker};
