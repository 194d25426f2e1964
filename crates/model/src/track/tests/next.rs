//! What of a review is next.

use super::*;
use NextStep as N;

const SENT: StillOpen = StillOpen {
    rapid_review: true,
    safety: false,
    actions: false,
};

fn next(steps: &[(T, S, i8)]) -> Vec<NextStep> {
    what_is_next(&england(), &case(steps), SENT)
}

#[test]
fn a_review_goes_from_the_decision_to_closing() {
    let way = [
        (T::Notification, S::Raised, N::Decision),
        (T::Notification, S::DecisionPending, N::Decision),
        (T::Notification, S::Notifiable, N::Notification),
        (T::Notification, S::NotificationDraft, N::Notification),
        (T::Notification, S::NotificationAuthorised, N::Notification),
        (T::Notification, S::Notified, N::RapidReview),
        (T::RapidReview, S::Drafted, N::RapidReview),
        (T::RapidReview, S::Completed, N::RapidReview),
        (T::RapidReview, S::Sent, N::LocalReview),
        (T::LocalReview, S::DecidedYes, N::LocalReview),
        (T::LocalReview, S::Begun, N::LocalReview),
        (T::LocalReview, S::Completed, N::Publication),
        (T::Publication, S::NoticeGiven, N::Publication),
        (T::Publication, S::Published, N::Close),
    ];
    let mut steps = Vec::new();
    assert_eq!(next(&steps), [N::Decision]);
    for (place, (track, stage, then)) in way.into_iter().enumerate() {
        steps.push((track, stage, i8::try_from(place).unwrap() + 1));
        assert_eq!(next(&steps), [then], "after {stage:?}");
    }
}

#[test]
fn without_a_notification_the_partners_say_how_to_learn_from_it() {
    let mut steps = vec![
        (T::Notification, S::Raised, 2),
        (T::Notification, S::NotNotifiable, 3),
    ];
    assert_eq!(next(&steps), [N::Decision]);
    steps.push((T::LocalReview, S::LocalLearningBegun, 4));
    assert_eq!(next(&steps), [N::Learning]);
    steps.push((T::LocalReview, S::LocalLearningCompleted, 5));
    assert_eq!(next(&steps), [N::Close]);
}

#[test]
fn what_is_open_beside_the_steps_is_next_as_well() {
    let open = StillOpen {
        safety: true,
        actions: true,
        ..SENT
    };
    let steps = case(&[
        (T::Notification, S::Raised, 2),
        (T::Notification, S::Notifiable, 3),
        (T::Notification, S::Notified, 4),
        (T::PanelExchange, S::LetterReceived, 5),
    ]);
    let all = what_is_next(&england(), &steps, open);
    assert_eq!(all, [N::Safety, N::RapidReview, N::Letters, N::Learning]);
    let none_needed = StillOpen {
        rapid_review: false,
        ..SENT
    };
    let ended = &steps[..3];
    assert_eq!(what_is_next(&england(), ended, none_needed), [N::Close]);
}
