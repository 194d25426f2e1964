//! Keeping and letting go: for how long what is kept, legal holds, the register of requests, disposal by two people.

mod cases;
mod disposal;
mod hold;
mod person;
mod register;
mod schedule;
mod waits;

pub use cases::{Keeping, KeptCase, keeping, kept_case};
pub use disposal::{
    Disposed, Proposal, backups_that_hold, certificates, clean, confirm, disposals, propose,
    replay, take_back,
};
pub use hold::{NewHold, lift_hold, put_hold};
pub use person::{
    Asked, Choice, HeldFile, HeldOn, HeldRecord, HeldReturn, Version, held_on, to_choose,
};
pub use register::{about_of, due, keep_request, register};
pub use schedule::{CASE_FILE, ScheduleItem, change_schedule, schedule};
pub use waits::KeepingWaits;
pub(crate) use waits::waits;
