//! The journey of a review: how moments are linked, how the understanding in each changed and why, when somebody looks at
//! them again, and a few figures that are private to the review.

mod basis;
mod figures;
mod links;
mod more;
mod read;
mod remind;
mod turns;
mod waits;

pub use basis::{Readable, readable, rest_on};
pub use figures::{Days, Figures, Revisits, Seen, Share, figures};
pub use links::{circles, link, unlink};
pub use more::say_more;
pub use read::{
    End, Journey, OfMoment, ShownLink, Version, journey, of_moment, own_journey, own_of_moment,
    seen_within, towards,
};
pub use remind::remind_revisiting;
pub use turns::{Look, doubt, look_again, reopen, revise};
pub(crate) use waits::{Revisit, all_cases, own_revisits, revisit_lines, revisits};
