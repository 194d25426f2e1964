//! Tests of what is decided before learning is shared.

#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::case::{KeptAgreed, ReleaseStep, ReleasedAs};

#[test]
fn a_decision_holds_for_its_field_words_and_kind_alone() {
    let by = SharingAuthor {
        person: "0190b3a4-7c00-7000-8000-000000000001".parse().unwrap(),
        agency: None,
    };
    let one = FindingDecided {
        field: "condition".to_owned(),
        words: Sensitive("Brackenfold".to_owned()),
        kind: "place".to_owned(),
        choice: FindingChoice::Removed,
        by,
        on: Date::constant(2026, 3, 2),
    };
    let check = SharingCheck {
        of: "0190b3a4-7c00-7000-8000-000000000002".parse().unwrap(),
        decided: vec![one],
        asked_on: None,
        asked_before: 0,
    };
    assert!(
        check
            .said_of(("condition", "Brackenfold", "place"))
            .is_some()
    );
    assert!(check.said_of(("tried", "Brackenfold", "place")).is_none());
    assert!(
        check
            .said_of(("condition", "brackenfold", "place"))
            .is_none()
    );
    assert!(
        check
            .said_of(("condition", "Brackenfold", "person"))
            .is_none()
    );
}

#[test]
fn a_change_takes_back_that_it_was_asked_for_and_counts_it() {
    let mut check = SharingCheck {
        of: "0190b3a4-7c00-7000-8000-000000000002".parse().unwrap(),
        decided: Vec::new(),
        asked_on: Some(Date::constant(2026, 3, 2)),
        asked_before: 0,
    };
    check.ask_no_more();
    check.ask_no_more();
    assert_eq!((check.asked_on, check.asked_before), (None, 1));
}

#[test]
fn what_stays_has_nothing_in_its_place() {
    let kept = FindingChoice::Kept {
        why: Sensitive("A word of the field".to_owned()),
    };
    assert_eq!(kept.replacement(), None);
    assert_eq!(FindingChoice::Removed.replacement(), Some(""));
}

#[test]
fn a_release_agrees_to_exact_words_and_never_without_a_reason() {
    let agreed = |words: &str, why: &str| KeptAgreed {
        words: Sensitive(words.to_owned()),
        why: Sensitive(why.to_owned()),
    };
    let step = ReleaseStep {
        of: "0190b3a4-7c00-7000-8000-000000000002".parse().unwrap(),
        text: String::new(),
        in_place_of: None,
        released_as: ReleasedAs::Partner,
        person: "0190b3a4-7c00-7000-8000-000000000001".parse().unwrap(),
        agency: None,
        on: Date::constant(2026, 3, 2),
        agreed: vec![
            agreed("twins + neglect", "Several are meant."),
            agreed("vigil", " "),
        ],
    };
    assert!(step.agrees_to("twins + neglect"));
    assert!(!step.agrees_to("twins"));
    assert!(!step.agrees_to("vigil"));
    let text = serde_json::to_string(&step).unwrap();
    let kept: ReleaseStep = serde_json::from_str(&text).unwrap();
    assert_eq!(kept, step);
    let mut older: serde_json::Value = serde_json::from_str(&text).unwrap();
    older.as_object_mut().unwrap().remove("agreed").unwrap();
    let older: ReleaseStep = serde_json::from_value(older).unwrap();
    assert!(older.agreed.is_empty());
}
