//! What single notes and sentences give, where what is said and what is left out matter more than how many are found.

use chronology::notes::{Document, Piece, Proposal, Status, header, propose};
use model::chronology::{ChildSeen, EntryKind};
use model::{Date, Sensitive};

fn document(text: &str) -> Document {
    let pieces = model::paper::paragraphs(text)
        .into_iter()
        .zip(1..)
        .map(|(lines, paragraph)| Piece {
            page: None,
            paragraph: Some(paragraph),
            text: Sensitive(lines.join("\n")),
        })
        .collect();
    Document {
        name: Sensitive("note.txt".to_owned()),
        date: None,
        pieces,
    }
}

fn read(text: &str) -> Vec<Proposal> {
    propose(&document(text))
}

/// Status, kind, date and words of each.
fn lines(text: &str) -> Vec<String> {
    read(text)
        .iter()
        .map(|one| {
            let status = match one.status {
                Status::Proposed => "proposed",
                Status::Question(ask) => ask.code(),
            };
            let words = one.source.words.0.split_whitespace().collect::<Vec<_>>();
            format!(
                "{status} {} {} {}",
                one.kind.code(),
                one.date.to_edtf(),
                words.join(" ")
            )
        })
        .collect()
}

#[test]
fn a_head_on_one_line_is_no_event_and_gives_the_year() {
    let text = "Health visitor record. Date: 3 February 2026\n\n8 December: home visit. The child was not seen.\n\n\
        On 12 January 2026 mother telephoned and said that she could not come to clinic.";
    assert_eq!(
        header(&document(text)).written,
        Date::new(2026, 2, 3).ok(),
        "the head's date"
    );
    let found = lines(text);
    assert_eq!(
        found.first().unwrap(),
        "proposed not_seen 2025-12-08 home visit. The child was not seen."
    );
    assert_eq!(read(text).first().unwrap().seen, ChildSeen::No);
    assert!(
        found[1].starts_with("proposed contact 2026-01-12 "),
        "{found:?}"
    );
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn a_head_of_two_lines_loses_no_visit() {
    assert_eq!(
        lines(
            "Health visitor record\nDate: 3 February 2026\n\n8 December: home visit. The child was not seen."
        ),
        ["proposed not_seen 2025-12-08 home visit. The child was not seen."]
    );
}

#[test]
fn the_account_may_follow_in_the_same_paragraph_as_the_head() {
    for text in [
        "Health visitor record\nDate: 3 February 2026\n8 December: home visit. Mother seen.",
        "Health visitor record. Author: Health Visitor. Date: 3 February 2026\n8 December: home visit. Mother seen.",
        "Health visitor record | Date: 3 February 2026\n8 December: home visit. Mother seen.",
    ] {
        assert_eq!(
            lines(text),
            ["proposed contact 2025-12-08 home visit. Mother seen."],
            "{text}"
        );
    }
}

#[test]
fn nobody_who_answered_is_no_disclosure() {
    assert_eq!(
        lines(
            "School record. Date: 3 February 2026\n\n8 December: the class teacher telephoned home. Nobody answered."
        ),
        [
            "proposed attempted_contact 2025-12-08 the class teacher telephoned home. Nobody answered."
        ]
    );
    for answer in [
        "Nobody answered.",
        "No one answered.",
        "Mum did not answer.",
    ] {
        let found = read(&format!(
            "Date: 3 February 2026\n\nOn 12 January the school rang home. {answer}"
        ));
        assert_eq!(found.len(), 1, "{answer}");
        assert_eq!(found[0].kind, EntryKind::AttemptedContact, "{answer}");
        assert_eq!(found[0].status, Status::Proposed);
    }
}

#[test]
fn who_met_the_child_had_contact() {
    for sentence in [
        "On 12 January 2026 the school nurse met the child in the medical room.",
        "On 12 January 2026 the social worker saw the child at school.",
        "On 12 January 2026 the health visitor spoke with both parents.",
    ] {
        let found = read(&format!("Date: 3 February 2026\n\n{sentence}"));
        assert_eq!(found.len(), 1, "{sentence}");
        assert_eq!(found[0].kind, EntryKind::Contact, "{sentence}");
        assert_eq!(found[0].date.to_edtf(), "2026-01-12", "{sentence}");
    }
}

#[test]
fn what_a_child_tells_after_staff_are_named_is_asked() {
    for text in [
        "On 12 January 2026 the school nurse met the child. She said that somebody at home had hurt her.",
        "On 12 January 2026 the school nurse met the child. The child said that somebody at home had hurt her.",
        "12 January: the nurse saw the child. He said that he is scared of Kev.",
        "12 January: spoken to alone, the child answered that his dad shakes him.",
        "12 January: later he showed a worker the marks and said that he had done them with a ruler.",
        "On 12 January 2026 the child drew a picture of a man and said \"he gets in my bed\".",
        "12 January: I saw the child. I wrote it down. She mentioned that she gets up alone.",
        "12 January: brought in by police. Says he had drunk a bottle of vodka.",
        "12 January: the child answered \"Dad shakes me\".",
    ] {
        let found = lines(&format!("School record. Date: 3 February 2026\n\n{text}"));
        assert!(
            found.iter().any(|one| one.starts_with("disclosure ")),
            "{found:?}"
        );
        for one in found.iter().filter(|one| one.starts_with("proposed")) {
            assert!(!one.contains("said") && !one.contains("answered"), "{one}");
        }
    }
}

#[test]
fn harm_told_as_fact_is_only_asked() {
    let found = lines(
        "Date: 3 March 2026\nChild: Robin Example\n\nOn 1 March Dad smacked Robin at the gate.",
    );
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("who_caused_harm "), "{found:?}");
}

#[test]
fn somebody_called_by_a_name_alone_may_have_caused_harm() {
    let found =
        lines("Date: 3 February 2026\nChild: Robin Example\n\nRobin told me that Kev grabs him.");
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("disclosure "));
    assert!(found[1].starts_with("who_caused_harm "));
}

#[test]
fn times_of_a_log_go_past_midnight() {
    let found = lines(
        "Log of 22/08/2025\nDate: 22/08/2025\n\n23:48 Officers attended the address.\n00:30 Officers attended again.",
    );
    assert!(found[0].contains("2025-08-22T23:48"), "{found:?}");
    assert!(found[1].contains("2025-08-23T00:30"), "{found:?}");
}

#[test]
fn a_day_on_a_line_of_its_own_holds_for_the_times_after_it() {
    let found = lines(
        "Log printed\nDate: 24/08/2025\n\n22/08/2025\n00:38 Officers attended the address.\n01:30 Officers attended again.\n23/08/2025\n09:00 Referral made.",
    );
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[0].contains("2025-08-22T00:38"), "{found:?}");
    assert!(found[1].contains("2025-08-22T01:30"), "{found:?}");
    assert!(found[2].contains("2025-08-23T09:00"), "{found:?}");
}

#[test]
fn a_label_of_the_head_in_the_account_keeps_what_follows_it() {
    let found = lines(
        "Minutes\nDate: 6 November 2025\n\nSchool: away since 3 November 2025.\nGP: mother seen in surgery on 4 November 2025.\nChild: bruise on his arm on 5 November 2025.",
    );
    assert_eq!(found.len(), 3, "{found:?}");
}
