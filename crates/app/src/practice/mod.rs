//! Practice runs: an invented review in which a team goes through every step, on days that pass when it says so. It is in
//! no count, nobody else sees it, and nothing of it is sent.

mod end;
mod move_on;
mod read;
mod start;

pub use end::end;
pub use move_on::{STEPS, move_on};
pub(crate) use read::{Moved, day_at, days, moves};
pub use read::{Practice, day, day_of_return, practice, stands_on};
pub use start::start;
