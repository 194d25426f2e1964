//! Rows of tables in which somebody tells of harm, or whose kind does not fit their words: asked, never taken in as they stand.

use chronology::tables::QuestionCode;

use crate::tables::{asked, read, table};

#[test]
fn what_a_child_told_and_who_caused_harm_are_asked_of_rows_too() {
    let rows = read(&table(&[
        "Date | Details",
        "03/02/2026 | Tyler disclosed that Darren hit him with a belt",
        "04/02/2026 | Tyler said \"I get in trouble when mum's boyfriend is here, he shouts and grabs\"",
        "05/02/2026 | Mum's partner Darren Cole broke Tyler's wrist",
        "06/02/2026 | Telephone call to the health visitor about the review of the plan",
    ]));
    let codes: Vec<_> = rows.iter().skip(1).map(asked).collect();
    assert!(codes[0].contains(&QuestionCode::Disclosure), "{codes:?}");
    assert!(codes[1].contains(&QuestionCode::Disclosure), "{codes:?}");
    assert!(codes[1].contains(&QuestionCode::WhoCausedHarm), "{codes:?}");
    assert!(codes[2].contains(&QuestionCode::WhoCausedHarm), "{codes:?}");
    assert_eq!(codes[3], []);
}

#[test]
fn harm_by_somebody_who_is_named_and_words_that_nothing_leads_to_are_asked() {
    let rows = read(&table(&[
        "Date | Details",
        "03/02/2026 | “My uncle makes me do things” – Tyler to TA",
        "04/02/2026 | Referral by neighbour: JB seen slapping child in street",
        "05/02/2026 | Allegation made against foster carer by Tyler",
        "06/02/2026 | Bite mark; Mo says sibling did it",
        "07/02/2026 | T told Mrs B today that he slept in the car",
        "08/02/2026 | “We will ring you” – mother to GP",
    ]));
    let codes: Vec<_> = rows.iter().skip(1).map(asked).collect();
    for told in [&codes[0], &codes[4]] {
        assert!(told.contains(&QuestionCode::Disclosure), "{codes:?}");
    }
    for who in &codes[..4] {
        assert!(who.contains(&QuestionCode::WhoCausedHarm), "{codes:?}");
    }
    assert_eq!(codes[5], []);
}

#[test]
fn what_stands_in_quotation_marks_or_after_a_shortened_title_stays_one_sentence() {
    let rows = read(&table(&[
        "Date | Details",
        "03/02/2026 | Tyler said \"I don't like it there. He hits me.\" Mum was told.",
        "04/02/2026 | Disclosed to Dr. Cole that her uncle hits her.",
        "05/02/2026 | Tyler was with Dr. Cole. Weight and height taken.",
        "06/02/2026 | Tyler drew and said “Dad comes in at night. He hurt me.”",
    ]));
    let codes: Vec<_> = rows.iter().skip(1).map(asked).collect();
    for told in [&codes[0], &codes[1], &codes[3]] {
        assert!(told.contains(&QuestionCode::Disclosure), "{codes:?}");
    }
    for told in [&codes[1], &codes[3]] {
        assert!(told.contains(&QuestionCode::WhoCausedHarm), "{codes:?}");
    }
    assert_eq!(codes[2], []);
}

#[test]
fn a_kind_that_does_not_fit_the_account_is_asked() {
    let rows = read(&table(&[
        "Date | Type | Details",
        "03/02/2026 | Attendance | Absent. No reason given. Third absence this half term.",
        "04/02/2026 | Home visit | Announced visit. No reply at the door.",
        "05/02/2026 | Home visit | Child seen, playing with a train.",
    ]));
    let asks = |at: usize| asked(&rows[at]).contains(&QuestionCode::Kind);
    assert!(asks(1) && asks(2) && !asks(3));
}

#[test]
fn rows_of_our_own_tables_say_whose_they_are_and_are_asked_as_others_are() {
    let rows = read(&table(&[
        "code:agency | code:date | code:text",
        "Whose account | Date for programs | What happened",
        "Elm surgery | 2026-02-03 | Seen by GP",
        "Eastfold Police | 2026-02-04 | Tyler said “Lee hits me”.",
        "Elm surgery | 2026-02-05 | ",
    ]));
    let agencies: Vec<&str> = rows.iter().map(|row| row.agency.0.as_str()).collect();
    assert_eq!(
        agencies[2..],
        ["Elm surgery", "Eastfold Police", "Elm surgery"]
    );
    assert_eq!(asked(&rows[2]), []);
    let told = asked(&rows[3]);
    assert!(
        told.contains(&QuestionCode::Disclosure) && told.contains(&QuestionCode::WhoCausedHarm)
    );
    assert_eq!(asked(&rows[4]), [QuestionCode::NoText]);
}

#[test]
fn words_that_are_struck_through_are_asked() {
    let mut struck = table(&["Date | Details", "03/02/2026 | Seen by GP. Referred."]);
    struck.rows[1].cells[1].struck = true;
    assert_eq!(asked(&read(&struck)[1]), [QuestionCode::Struck]);
}
