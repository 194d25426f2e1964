//! What single notes and sentences give, where what is said and what is left out matter more than how many are found.

use chronology::notes::{Ask, Document, Piece, Proposal, Status, header, propose};
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

#[test]
fn the_week_that_a_head_names_gives_the_days_of_its_lines() {
    let text = "Family support record\nFamily: Okoro\nWeek of 8 September 2025\n\n\
        Monday: home visit, Grace was seen with her mother.\nThursday: rang Grace, no reply.";
    assert_eq!(
        header(&document(text)).written,
        Date::new(2025, 9, 14).ok(),
        "the last day of that week"
    );
    let found = lines(text);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found
            .first()
            .unwrap()
            .starts_with("proposed contact 2025-09-08")
    );
    assert!(
        found
            .last()
            .unwrap()
            .starts_with("proposed attempted_contact 2025-09-11")
    );
}

#[test]
fn the_date_of_anything_in_a_head_is_the_day_that_it_tells_of_and_a_birth_is_not() {
    let text = "Return interview\nYoung person: Kian Frost\nDate of birth: 4 May 2010\nDate of interview: 23 July 2025\n\n\
        Kian agreed to meet me in the park.";
    let head = header(&document(text));
    assert_eq!(head.happened, Date::new(2025, 7, 23).ok());
    assert_eq!(head.written, head.happened);
    assert_eq!(
        lines(text),
        ["proposed contact 2025-07-23? Kian agreed to meet me in the park."]
    );
}

/// A note of 20 February 2026 with one more sentence after a dated one.
fn after_a_day(sentence: &str) -> Vec<String> {
    let text = format!(
        "Note\nPupil: Robin Example (Year 4)\nDate: 20 February 2026\n\nOn 18 February Robin was absent. {sentence}"
    );
    lines(&text).split_off(1)
}

#[test]
fn what_somebody_did_is_an_event_of_the_day_before_it() {
    let cases = [
        ("Robin hid under the table.", "concern 2026-02-18?"),
        ("His mother walked out of the room.", "concern 2026-02-18?"),
        ("She has stopped eating with the others.", "concern"),
        (
            "I let the social worker know.",
            "information_shared 2026-02-18?",
        ),
        ("That afternoon I phoned home.", "contact 2026-02-18 "),
        ("I went to see him at home.", "contact 2026-02-18?"),
        ("Police brought him home.", "police_attendance 2026-02-18?"),
        ("They came back to the clinic.", "contact 2026-02-18?"),
    ];
    for (sentence, expected) in cases {
        let found = after_a_day(sentence);
        let line = found.first().map_or("", String::as_str);
        assert!(
            line.starts_with(&format!("proposed {expected}")),
            "{sentence} {found:?}"
        );
    }
    let none = [
        "Robin smiled and played.",
        "The partner had left before that.",
    ];
    for sentence in none {
        assert_eq!(after_a_day(sentence), Vec::<String>::new(), "{sentence}");
    }
}

#[test]
fn a_relative_who_tells_is_not_the_child() {
    let found = after_a_day("He came with his father, who described a cough.");
    assert!(
        found.iter().all(|line| !line.starts_with("disclosure")),
        "{found:?}"
    );
    let asked = after_a_day("He came with his father, who described how he hits him.");
    assert!(
        asked.iter().any(|line| line.starts_with("disclosure")),
        "{asked:?}"
    );
}

#[test]
fn a_letter_without_a_day_asks_when_and_what_is_to_be_is_no_event() {
    let letter = "Dear Dr Nolan\n\nThank you for referring this boy, who was not brought to his appointment today.\n\nHe will be \
                  seen again in six weeks.";
    let found = read(letter);
    let asked = |words: &str| {
        let one = found.iter().find(|one| one.text.0.contains(words));
        one.unwrap_or_else(|| panic!("{found:?}")).status
    };
    let no_day = Ask::Date(chronology::dates::Doubt::NoDocumentDate);
    assert_eq!(asked("not brought"), Status::Question(no_day));
    assert_eq!(asked("six weeks"), Status::Question(Ask::Appointment));
    let found = read(&format!(
        "Dictated: 4 March 2025\nClinic date: 3rd March 2025\n\n{letter}"
    ));
    let brought = found.iter().find(|one| one.text.0.contains("not brought"));
    assert_eq!(
        brought.map(|one| one.date.to_edtf()).as_deref(),
        Some("2025-03-03")
    );
}

#[test]
fn a_message_that_is_quoted_below_has_its_own_day_and_its_head_is_no_event() {
    let thread = "From: Karen Osei\nSent: 21 January 2026 09:02\n\nThanks for ringing.\n\n> From: Office\n> Sent: 19 January 2026 14:00\n\
                  > T told Mrs B today that he slept in the car on Saturday.";
    let found = read(thread);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].status, Status::Question(Ask::Disclosure));
    assert_eq!(found[0].date.to_edtf(), "2026-01-19");
    let log = read(
        "16.1.26 Strategy discussion held with police.\nYesterday's CP medical found two bruises.",
    );
    let dates: Vec<String> = log.iter().map(|one| one.date.to_edtf()).collect();
    assert_eq!(dates, ["2026-01-16", "2026-01-15"]);
}
