//! Steps on the tracks of a review: what was recorded, what may come next, and putting right what was
//! entered in error.

mod correct;
mod read;
mod step;

pub use correct::{Correcting, correct, correct_notification};
pub use read::{StepLine, TrackView, track};
pub use step::{has_own_page, step};

use model::scheme::TrackKind;
use model::track::Entered;

/// The next free number of a track that may stand several times, also past those entered in error.
pub(crate) fn next_number(steps: &[Entered], track: TrackKind) -> u32 {
    let of_track = steps.iter().filter(|one| one.step.track == track);
    of_track
        .map(|one| one.step.instance.saturating_add(1))
        .max()
        .unwrap_or(0)
}
