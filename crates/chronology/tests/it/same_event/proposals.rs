//! What a proposal says: which accounts, why, and in what they differ.

use chronology::same_event::{Difference, DiffersIn, Proposed, Reason, propose};
use model::Sensitive;
use model::chronology::{ChildSeen, EntryKind};

use crate::invented::{Told, items, record, told};

fn text(told: Told, text: &str) -> Told {
    told.with(|entry| entry.text = Sensitive(text.to_owned()))
}

fn visit(number: i64, agency: &'static str, date: &str, words: &str) -> Told {
    text(told(number, agency, date, EntryKind::Contact), words).about(900)
}

/// Two accounts of one visit, one of another day, and others that make the shared words rare.
fn family() -> Vec<Told> {
    let mut entries = vec![
        visit(
            1,
            "police",
            "2024-03-04T16:10",
            "Joint visit with social worker to Tallow Row. Bolt on bedroom door, taken off. \"For the dog\".",
        )
        .with(|entry| entry.seen = ChildSeen::No),
        visit(
            2,
            "social care",
            "2024-03-04T16:00",
            "Visit to Tallow Row with police officer. Bolt outside the bedroom removed. \"I like the dog\".",
        )
        .with(|entry| entry.seen = ChildSeen::Yes),
        visit(3, "social care", "2024-03-11T16:00", "Visit. Seen at play."),
    ];
    for number in 4..30 {
        let date = format!("2024-05-{number:02}");
        entries.push(visit(
            number,
            "school",
            &date,
            "In class, played, ate lunch.",
        ));
    }
    entries
}

fn of_one(entries: &[Told]) -> Proposed {
    let mut proposed = propose(&items(entries));
    assert_eq!(proposed.len(), 1, "{proposed:?}");
    proposed.remove(0)
}

#[test]
fn a_proposal_says_why_and_keeps_every_value() {
    let proposed = of_one(&family());
    assert_eq!(proposed.entries, [record(2), record(1)], "in order of time");
    assert!(proposed.reasons.contains(&Reason::CloseInTime));
    assert!(proposed.reasons.contains(&Reason::NamesTheOther));
    assert!(proposed.reasons.contains(&Reason::SamePeople));
    let words = proposed.reasons.iter().find_map(|reason| match reason {
        Reason::SharedWords(words) => Some(words),
        _ => None,
    });
    assert!(words.unwrap().iter().any(|word| word.0 == "bolt"));
    let apart = |what| Difference {
        what,
        values: vec![vec![record(2)], vec![record(1)]],
    };
    let expected = [DiffersIn::Time, DiffersIn::Said, DiffersIn::Seen].map(apart);
    assert_eq!(proposed.differences, expected);
}

#[test]
fn what_is_not_recorded_and_people_under_another_name_are_no_difference() {
    let mut entries = family();
    entries[0].entry.seen = ChildSeen::NotRecorded;
    entries[0].entry.about[0].called = Sensitive("the elder boy".to_owned());
    let whats: Vec<_> = of_one(&entries)
        .differences
        .iter()
        .map(|one| one.what)
        .collect();
    assert_eq!(whats, [DiffersIn::Time, DiffersIn::Said]);
}

#[test]
fn one_agency_has_one_account_of_an_event() {
    let mut entries = family();
    entries.push(visit(
        40,
        "police",
        "2024-03-04T11:00",
        "Bolt bought at hardware shop near Tallow Row, shop owner spoken to by officer.",
    ));
    let proposed = of_one(&entries);
    assert_eq!(proposed.entries, [record(2), record(1)]);
}

#[test]
fn a_day_that_cannot_be_right_is_marked_and_an_approximate_one_is_not() {
    let mut entries = family();
    entries[0].entry.date = crate::invented::edtf("2024-03-05");
    let whats: Vec<_> = of_one(&entries)
        .differences
        .iter()
        .map(|one| one.what)
        .collect();
    assert!(whats.contains(&DiffersIn::Day));
    entries[0].entry.date = crate::invented::edtf("2024-03-05~");
    let whats: Vec<_> = of_one(&entries)
        .differences
        .iter()
        .map(|one| one.what)
        .collect();
    assert!(!whats.contains(&DiffersIn::Day));
}

#[test]
fn without_a_date_or_words_nothing_is_proposed_and_the_order_of_entries_does_not_matter() {
    let mut entries = family();
    let expected = propose(&items(&entries));
    entries.reverse();
    let ids = |proposed: Vec<Proposed>| {
        proposed
            .into_iter()
            .map(|one| one.entries)
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(propose(&items(&entries))), ids(expected));
    for told in &mut entries {
        told.entry.date = model::UncertainDate::UNKNOWN;
    }
    assert_eq!(propose(&items(&entries)), []);
    assert_eq!(propose(&[]), []);
}

#[test]
fn a_note_that_was_copied_again_and_again_makes_no_event_without_end() {
    let copies: Vec<Told> = (0..500)
        .map(|number| {
            visit(
                number,
                "police",
                "2024-03-04T16:10",
                "Bolt on bedroom door at Tallow Row.",
            )
        })
        .collect();
    let proposed = propose(&items(&copies));
    assert!(proposed.iter().all(|one| one.entries.len() <= 40));
}

#[test]
fn a_meeting_entered_days_later_is_found_by_the_day_that_its_words_name() {
    let meeting = |number, agency, date, text| {
        visit(number, agency, date, text).with(|entry| entry.kind = EntryKind::Meeting)
    };
    let mut entries = vec![
        meeting(
            1,
            "social care",
            "2024-03-01",
            "Network meeting at Tallow school. Close in a month if well.",
        ),
        meeting(
            2,
            "health visitor",
            "2024-03-04",
            "Entered late: network meeting of Friday at Tallow school, close in a month.",
        ),
    ];
    entries.extend(family().into_iter().skip(3));
    let proposed = of_one(&entries);
    assert_eq!(proposed.entries, [record(1), record(2)]);
    assert!(!proposed.reasons.contains(&Reason::DatesMayMeet));
    let whats: Vec<_> = proposed.differences.iter().map(|one| one.what).collect();
    assert!(whats.contains(&DiffersIn::Day));
    entries.remove(1);
    assert!(propose(&items(&entries)).is_empty());
}

#[test]
fn words_of_the_child_in_only_one_account_are_a_difference() {
    let mut entries = family();
    entries[0].entry.text = Sensitive(
        "Joint visit with social worker to Tallow Row. Bolt on bedroom door, taken off.".to_owned(),
    );
    entries[1].entry.text = Sensitive(
        "Visit to Tallow Row with police officer. Bolt outside the bedroom removed.".to_owned(),
    );
    let said = |entries: &[Told]| {
        let all = of_one(entries).differences.into_iter();
        let mut said = all.filter(|one| one.what == DiffersIn::Said);
        said.next().map(|one| one.values)
    };
    assert_eq!(said(&entries), None, "neither has any");
    entries[1].entry.voice = Sensitive("I sleep with the dog".to_owned());
    let expected = vec![vec![record(2)], vec![record(1)]];
    assert_eq!(said(&entries), Some(expected));
}
