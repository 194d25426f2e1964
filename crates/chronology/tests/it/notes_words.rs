//! What notes give of who wrote them, whom they are about, with whom something was shared, and in whose words.

use chronology::notes::propose;
use model::chronology::ShareStands;

use crate::notes::{document, note_with};

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
