//! What notes give of who wrote them, whom they are about, with whom something was shared, and in whose words.

use chronology::notes::{Ask, Proposal, Status, propose};
use model::chronology::ShareStands;

use crate::measured::document;
use crate::notes::note_with;

#[test]
fn each_of_several_appointments_has_its_own_part_of_the_sentence_in_quotation_marks() {
    let proposals = note_with(
        "He did not attend a routine developmental review (8 December), a follow-up appointment about his asthma (13 January), and a dental check (29 January).",
    );
    let texts: Vec<&str> = proposals.iter().map(|one| one.text.0.as_str()).collect();
    let quoted = |words: &str| format!("Was not brought. The source says: \u{201c}{words}\u{201d}");
    assert_eq!(
        texts,
        [
            quoted("He did not attend a routine developmental review (8 December)"),
            quoted("a follow-up appointment about his asthma (13 January)"),
            quoted("a dental check (29 January)"),
        ]
    );
}

#[test]
fn an_initial_ends_no_name_and_the_role_of_whoever_wrote_is_kept() {
    let note = "Safeguarding note - Example School\nLogged by: R. Ahmed, Year 3 Class Teacher / DSL informed\nDate: 20 February 2026\n\nRobin Example (Year 3) had a bruise on his arm.";
    let proposals = propose(&document("note.txt", note));
    assert_eq!(proposals[0].recorded.by_role.0, "Year 3 Class Teacher");
}

#[test]
fn only_who_an_event_is_certainly_about_is_proposed() {
    let about = |sentence: &str| -> Vec<String> {
        let proposals = note_with(sentence);
        let first = proposals.first().unwrap();
        first.about.iter().map(|one| one.called.0.clone()).collect()
    };
    let child = ["Robin Example".to_owned()];
    assert_eq!(
        about(
            "History given by mother was that he \"fell off the sofa\", but the injury and the swelling looked more significant than that account, and the presentation was delayed by around two days."
        ),
        child
    );
    assert_eq!(
        about(
            "Officers attended at 22:40 on 13 February following a report from a neighbour of shouting."
        ),
        [""; 0]
    );
    assert_eq!(
        about("Mum rang on 3 February to say that she was moving."),
        ["Mum"]
    );
    assert_eq!(
        about("Robin had a bruise on his cheek on 3 February and mum collected him."),
        ["Robin"]
    );
}

#[test]
fn what_another_agency_told_went_to_whoever_wrote_it_down() {
    let proposals =
        note_with("The health visitor has separately mentioned Robin's attendance has dropped.");
    let shared: Vec<_> = proposals.iter().flat_map(|one| &one.shared).collect();
    let [shared] = shared.as_slice() else {
        panic!("one sharing: {proposals:?}");
    };
    assert_eq!(
        shared.with.0, "Teacher",
        "it was shared by the health visitor"
    );
    assert_eq!(shared.stands, ShareStands::Proposed);
}

/// The words of what is proposed, and of what is asked.
fn texts(sentence: &str) -> (Vec<String>, Vec<String>) {
    let proposals = note_with(sentence);
    let (proposed, asked): (Vec<_>, Vec<_>) = proposals
        .into_iter()
        .partition(|one| one.status == Status::Proposed);
    let words = |all: Vec<Proposal>| all.into_iter().map(|one| one.text.0).collect();
    (words(proposed), words(asked))
}

#[test]
fn whoever_was_reported_or_suspected_or_did_harm_is_only_asked() {
    for sentence in [
        "A male partner was reported to have shouted; the child was awake.",
        "A verbal altercation between the mother and a male partner was reported.",
        "On 17 February her ex-partner was reported to have thrown a plate.",
        "The boyfriend was shaking the baby on 17 February.",
        "On 18 February an unknown man was seen hitting the window.",
        "The stepfather was suspected of it on 17 February.",
        "Mother was seen at home on 17 February with her partner, who was shouting.",
        "The carer shouted at him in the hall on 17 February.",
    ] {
        let proposals = note_with(sentence);
        let who = Status::Question(Ask::WhoCausedHarm);
        let asked = proposals.iter().filter(|one| one.status == who);
        assert_eq!(asked.count(), 1, "{sentence}");
        for one in proposals.iter().filter(|one| one.status != who) {
            let text = one.text.0.to_lowercase();
            let about = one
                .about
                .iter()
                .map(|person| person.called.0.to_lowercase());
            for words in std::iter::once(text).chain(about) {
                let named = ["partner", "boyfriend", "man", "stepfather", "carer"]
                    .iter()
                    .any(|who| words.split_whitespace().any(|word| word.contains(who)));
                assert!(!named, "{sentence}: {words}");
            }
        }
    }
}

#[test]
fn what_happened_is_proposed_without_who_may_have_caused_harm() {
    let whole =
        "A verbal altercation between the mother, Ms Example, and a male partner was reported";
    let (proposed, asked) = texts(&format!(
        "{whole}; the partner had left before officers arrived."
    ));
    assert_eq!(proposed, ["A verbal altercation"]);
    assert_eq!(asked, [whole]);
    let (proposed, asked) =
        texts("A male partner was reported to have shouted; the child was awake.");
    assert_eq!(proposed, [""; 0]);
    assert_eq!(asked, ["A male partner was reported to have shouted"]);
}

#[test]
fn an_entry_holds_the_words_that_its_passage_shows_and_no_two_the_same() {
    let note = "X-ray confirmed a fracture of the wrist on 18 February; the school nurse was informed of it on 19 February.";
    let proposals = note_with(note);
    assert!(proposals.len() > 1, "{proposals:?}");
    let mut texts: Vec<&str> = Vec::new();
    for one in &proposals {
        assert_eq!(one.text.0, one.source.words.0.trim_end_matches(';'));
        assert!(
            !texts.contains(&one.text.0.as_str()),
            "twice: {}",
            one.text.0
        );
        texts.push(&one.text.0);
    }
}

#[test]
fn a_child_named_at_the_end_of_a_line_is_whom_it_is_about() {
    let note = "Notification\nDate: 14 February 2026\n\nTwo children were present in the home, including Robin Example\n(7), who was awake and described by the officer as \"very quiet and watchful\".";
    let proposals = propose(&document("note.txt", note));
    let [one] = proposals.as_slice() else {
        panic!("one event: {proposals:?}");
    };
    let about: Vec<&str> = one.about.iter().map(|one| one.called.0.as_str()).collect();
    assert_eq!(about, ["Robin Example"]);
    let begins = "Notification\nDate: 14 February 2026\n\nIncluding Robin Example (7), who was watchful all evening.";
    let proposals = propose(&document("note.txt", begins));
    let about = proposals.iter().flat_map(|one| &one.about);
    let about: Vec<&str> = about.map(|one| one.called.0.as_str()).collect();
    assert_eq!(about, ["Robin Example"]);
}
