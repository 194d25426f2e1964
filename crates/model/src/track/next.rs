//! What of a review can be done now, of the steps that every review goes through in their order.

use super::{Entered, Unfinished, standings, unfinished};
use crate::scheme::{Scheme, StageKind as S, TrackKind as T};

/// A step of a review that has a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NextStep {
    /// Find out whether every child is safe.
    Safety,
    /// Decide whether the criteria are met and what follows from it.
    Decision,
    /// Fill in the notification and send it.
    Notification,
    /// The rapid review.
    RapidReview,
    /// The local review: whether there is one, and how it goes.
    LocalReview,
    /// A letter of the national body waits for an answer.
    Letters,
    /// Learning, and actions that are still to be done.
    Learning,
    /// Publication.
    Publication,
    /// Nothing is left to do: close the review.
    Close,
}

/// What of a review is still open beside its steps.
#[derive(Debug, Clone, Copy, Default)]
pub struct StillOpen {
    /// Whether the decision that stands asks for a rapid review.
    pub rapid_review: bool,
    /// Whether of some child it is not known whether they are safe.
    pub safety: bool,
    /// Whether an action is still to be done.
    pub actions: bool,
}

/// The steps that can be done now, in their order: those that are under way, and the one that follows from what was done
/// last. Of a review that goes to another area nothing but closing it is left.
#[must_use]
pub fn what_is_next(scheme: &Scheme, steps: &[Entered], open: StillOpen) -> Vec<NextStep> {
    let mut next = Vec::new();
    if open.safety {
        next.push(NextStep::Safety);
    }
    let before_notified = of_notification(steps);
    match before_notified {
        Some(first) => next.push(first),
        None => {
            let left = unfinished(scheme, steps, open.rapid_review);
            next.extend(left.iter().filter_map(of_track));
        }
    }
    if open.actions {
        next.push(NextStep::Learning);
    }
    next.sort();
    next.dedup();
    if next.is_empty() {
        next.push(NextStep::Close);
    }
    next
}

/// What is next of the notification; nothing once it is at an end and what follows was begun.
fn of_notification(steps: &[Entered]) -> Option<NextStep> {
    let standings = standings(steps);
    let at = |track: T| standings.get(&(track, 0)).map(|one| one.stage);
    match at(T::Notification) {
        Some(S::Notifiable | S::NotificationDraft | S::NotificationAuthorised) => {
            Some(NextStep::Notification)
        }
        Some(S::Notified | S::Withdrawn | S::Transferred) => None,
        // Without a notification the partners still say whether and how something is learned from it.
        Some(S::NotNotifiable | S::NearMiss) => {
            let chosen = at(T::LocalReview).is_some();
            (!chosen).then_some(NextStep::Decision)
        }
        _ => Some(NextStep::Decision),
    }
}

/// The page on which a track goes on; nothing for those that run beside the review.
fn of_track(one: &Unfinished) -> Option<NextStep> {
    match one.track {
        T::RapidReview => Some(NextStep::RapidReview),
        T::PanelExchange => Some(NextStep::Letters),
        T::LocalReview if one.stage == Some(S::LocalLearningBegun) => Some(NextStep::Learning),
        T::LocalReview => Some(NextStep::LocalReview),
        T::Publication => Some(NextStep::Publication),
        T::Actions => Some(NextStep::Learning),
        T::Notification | T::Proceedings | T::FamilyContact | T::PractitionerContact => None,
    }
}
