//! The rapid review: its report, its meetings, the three sign-offs, and sending it.

mod advice;
mod agreed;
mod meeting;
mod pack;
mod paper;
mod parts;
mod read;
mod send;
mod sign;

pub use advice::{Advice, advice};
pub(crate) use agreed::SIGNED;
pub use meeting::keep_meeting;
pub use pack::{PANEL, PackFor, keep_pack, pack};

pub(crate) use paper::{CHILD, PEOPLE, THERE};
pub use paper::{Report, paper};
pub use parts::keep_part;
pub use read::{RapidReview, rapid_review};
pub use send::{Sending, is_national_here, send};
pub use sign::{confirm_sign_off, sign, sign_for};
