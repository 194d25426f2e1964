//! Which tracks are at an end, so that a case can be closed.

use super::{Entered, standings};
use crate::scheme::{Scheme, StageKind as S, TrackKind as T};

/// Whether nothing more is to come on a track that stands here.
#[must_use]
pub const fn is_at_an_end(track: T, stage: S) -> bool {
    match track {
        T::Notification => matches!(
            stage,
            S::Notified | S::NotNotifiable | S::NearMiss | S::Withdrawn | S::Transferred
        ),
        T::RapidReview => matches!(stage, S::Sent | S::Ended),
        T::PanelExchange => matches!(stage, S::LetterAnswered | S::Ended),
        T::LocalReview => matches!(
            stage,
            S::Completed
                | S::DecidedNo
                | S::StoodDown
                | S::LocalLearningCompleted
                | S::NoLocalLearning
        ),
        T::Publication => matches!(stage, S::Published | S::ImprovementsOnly | S::Withheld),
        T::Actions => matches!(stage, S::Completed | S::Closed),
        T::Proceedings => matches!(stage, S::Ended),
        T::FamilyContact | T::PractitionerContact => matches!(stage, S::Ended | S::NotBegun),
    }
}

/// A track that is not at an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unfinished {
    /// Which track.
    pub track: T,
    /// Which of several.
    pub instance: u32,
    /// Where it stands; absent when it has not begun and should have.
    pub stage: Option<S>,
}

/// The tracks that are not at an end: those that stand before their end, and those that have not begun
/// although what happened asks for them: a rapid review after a notification that needs one, a
/// decision on a local review after a rapid review, publication after a local review. When the lead
/// has passed to another area nothing is left to finish here.
#[must_use]
pub fn unfinished(scheme: &Scheme, steps: &[Entered], needs_rapid_review: bool) -> Vec<Unfinished> {
    let standings = standings(steps);
    let at = |track: T| standings.get(&(track, 0)).map(|one| one.stage);
    if at(T::Notification) == Some(S::Transferred) {
        return Vec::new();
    }
    let has_begun = |track: T| standings.keys().any(|(known, _)| *known == track);
    let rapid_review_sent = standings
        .values()
        .any(|one| one.track == T::RapidReview && one.stage == S::Sent);
    let awaited = [
        (
            T::RapidReview,
            needs_rapid_review && at(T::Notification) == Some(S::Notified),
        ),
        (T::LocalReview, rapid_review_sent),
        (T::Publication, at(T::LocalReview) == Some(S::Completed)),
    ];
    let not_begun = awaited
        .into_iter()
        .filter(|(track, awaited)| *awaited && !has_begun(*track) && scheme.track(*track).is_some())
        .map(|(track, _)| Unfinished {
            track,
            instance: 0,
            stage: None,
        });
    let standing = standings
        .values()
        .filter(|one| !is_at_an_end(one.track, one.stage))
        .map(|one| Unfinished {
            track: one.track,
            instance: one.instance,
            stage: Some(one.stage),
        });
    let mut all: Vec<Unfinished> = standing.chain(not_begun).collect();
    all.sort();
    all
}
