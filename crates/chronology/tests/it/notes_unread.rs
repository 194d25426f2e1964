//! Lines whose day cannot be read: nothing after them is told of the day before.

use chronology::notes::{Ask, Proposal, Status, propose};

use crate::measured::{document, plain};

/// What is proposed or asked of a log that was written on 1 March 2026, by the words that it stands in.
fn read(log: &str) -> Vec<Proposal> {
    let text = format!("Contact log\nChild: Robin Example\nDate: 1 March 2026\n\n{log}");
    propose(&document("note.txt", &text))
}

fn of<'a>(found: &'a [Proposal], words: &str) -> &'a Proposal {
    let holds = |one: &&Proposal| plain(&one.source.words.0).contains(words);
    found
        .iter()
        .find(holds)
        .unwrap_or_else(|| panic!("{words}: {found:?}"))
}

fn is_asked(one: &Proposal) {
    assert!(
        matches!(one.status, Status::Question(Ask::Date(_))),
        "{one:?}"
    );
    assert!(one.date.is_unknown(), "{one:?}");
}

#[test]
fn a_line_whose_day_does_not_exist_is_asked_with_all_that_follows_it() {
    let found = read(
        "20/02/2026 Home visit. Robin was seen.\n\
         Tues 31st Feb phoned mum, no reply. Letter sent to mum.\n\
         10:30 Nobody home at a second visit.\n\
         24/02/2026 Robin was weighed at the clinic.",
    );
    assert_eq!(of(&found, "robin was seen").date.to_edtf(), "2026-02-20");
    for words in ["phoned mum", "letter sent", "nobody home"] {
        is_asked(of(&found, words));
    }
    assert_eq!(of(&found, "weighed").date.to_edtf(), "2026-02-24");
}

#[test]
fn a_day_alone_on_its_line_that_cannot_be_read_holds_for_the_lines_after_it() {
    let found = read(
        "20/02/2026\n10:00 Home visit. Robin was seen.\n\
         31/02/2026\n11:00 Phoned mum, no reply.\n12:00 Letter sent to mum.",
    );
    assert_eq!(
        of(&found, "robin was seen").date.to_edtf(),
        "2026-02-20T10:00"
    );
    for words in ["phoned mum", "letter sent"] {
        is_asked(of(&found, words));
    }
}

#[test]
fn a_feast_begins_a_line_of_its_own() {
    let found = read(
        "20/12/2025 Home visit. Robin was seen.\n\
         Xmas Eve - phoned mum, no reply.\n\
         28/12/2025 Robin was weighed at the clinic.",
    );
    assert_eq!(of(&found, "phoned mum").date.to_edtf(), "2025-12-24");
    assert_eq!(of(&found, "weighed").date.to_edtf(), "2025-12-28");
}

#[test]
fn a_day_whose_year_is_not_clear_is_asked_with_the_sentences_after_it() {
    let found = read(
        "On 20 February 2026 Robin was seen at home. On 28/10/25 or 28/10/24 a letter was sent to mum. \
         On 31 February the nurse phoned mum. Mum was not at home when the nurse visited.",
    );
    assert_eq!(of(&found, "robin was seen").date.to_edtf(), "2026-02-20");
    is_asked(of(&found, "nurse phoned"));
    is_asked(of(&found, "not at home"));
}
