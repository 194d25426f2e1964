//! Steps entered in error, and which tracks are at an end.

use super::*;

fn notified() -> Vec<Entered> {
    case(&[
        (T::Notification, S::Raised, 16),
        (T::Notification, S::Notifiable, 18),
        (T::Notification, S::Notified, 20),
    ])
}

fn marked(mut steps: Vec<Entered>, place: usize) -> Vec<Entered> {
    steps[place].step.details.entered_in_error = Some(words("the wrong case"));
    steps
}

#[test]
fn a_step_entered_in_error_stays_on_record_and_counts_for_nothing() {
    let steps = marked(notified(), 2);
    assert_eq!(steps.len(), 3);
    assert_eq!(stands(&steps, T::Notification), Some(S::Notifiable));
    assert!(!events(&england(), &steps).contains_key(&EventKind::Notified));
    let refused = may(&steps, T::RapidReview, S::Begun, 21);
    assert_eq!(refused, Err(StepRefused::OtherFirst));
    let next = next_steps(&england(), &steps, T::RapidReview, 0);
    assert!(next.is_empty(), "{next:?}");
    may(&steps, T::Notification, S::Notified, 19).unwrap();
}

#[test]
fn the_last_step_may_be_marked_and_one_that_others_follow_may_not() {
    let scheme = england();
    assert_eq!(may_correct(&scheme, &notified(), 2, None), Ok(()));
    let refused = may_correct(&scheme, &notified(), 0, None);
    assert_eq!(refused, Err(StepRefused::BreaksLater));
    let refused = may_correct(&scheme, &notified(), 9, None);
    assert_eq!(refused, Err(StepRefused::NoSuchStage));
}

#[test]
fn a_step_that_another_track_requires_is_not_taken_from_under_it() {
    let scheme = england();
    let mut steps = notified();
    let review = full(T::RapidReview, S::Begun, november(21));
    steps.push(enter(review, 4));
    let refused = may_correct(&scheme, &steps, 2, None);
    assert_eq!(refused, Err(StepRefused::BreaksLater));
    let earlier = full(T::Notification, S::Notified, november(19));
    assert_eq!(may_correct(&scheme, &steps, 2, Some(&earlier)), Ok(()));
    let later = full(T::Notification, S::Notified, november(23));
    let refused = may_correct(&scheme, &steps, 2, Some(&later));
    assert_eq!(refused, Err(StepRefused::BreaksLater));
    let too_early = full(T::Notification, S::Notified, november(17));
    let refused = may_correct(&scheme, &steps, 2, Some(&too_early));
    assert!(refused.is_err(), "before it was decided: {refused:?}");
}

#[test]
fn a_step_in_its_place_is_of_the_same_track_and_lacks_nothing() {
    let scheme = england();
    let other = full(T::Actions, S::Begun, november(20));
    let refused = may_correct(&scheme, &notified(), 2, Some(&other));
    assert_eq!(refused, Err(StepRefused::NoSuchStage));
    let steps = case(&[
        (T::LocalReview, S::DecidedYes, 18),
        (T::LocalReview, S::StoodDown, 20),
    ]);
    let mut bare = full(T::LocalReview, S::StoodDown, november(19));
    bare.details.national_reference = None;
    let refused = may_correct(&scheme, &steps, 1, Some(&bare));
    assert_eq!(refused, Err(StepRefused::NeedsNationalReference));
}

#[test]
fn what_did_not_follow_before_stops_no_correction() {
    let steps = case(&[
        (T::Actions, S::Begun, 10),
        (T::Actions, S::Reopened, 12),
        (T::FamilyContact, S::Begun, 12),
    ]);
    assert_eq!(may_correct(&england(), &steps, 2, None), Ok(()));
}

#[test]
fn a_case_that_was_only_notified_is_not_finished() {
    let scheme = england();
    let open = |steps: &[Entered], needs: bool| -> Vec<(T, Option<S>)> {
        unfinished(&scheme, steps, needs)
            .iter()
            .map(|one| (one.track, one.stage))
            .collect()
    };
    let mut steps = notified();
    assert_eq!(open(&steps, true), [(T::RapidReview, None)]);
    assert!(open(&steps, false).is_empty(), "a death without abuse");
    steps.push(enter(full(T::RapidReview, S::Drafted, november(21)), 4));
    assert_eq!(open(&steps, true), [(T::RapidReview, Some(S::Drafted))]);
    steps.push(enter(full(T::RapidReview, S::Sent, november(22)), 5));
    assert_eq!(open(&steps, true), [(T::LocalReview, None)]);
    steps.push(enter(full(T::LocalReview, S::DecidedNo, november(23)), 6));
    assert!(open(&steps, true).is_empty());
    let mut second = full(T::Proceedings, S::Begun, november(23));
    second.instance = 1;
    steps.push(enter(second, 7));
    let all = unfinished(&scheme, &steps, true);
    assert_eq!((all.len(), all[0].instance), (1, 1));
    steps.push(enter(
        full(T::Notification, S::Transferred, november(24)),
        8,
    ));
    assert!(open(&steps, true).is_empty(), "another area leads now");
}
