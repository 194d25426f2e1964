//! Forms in which notes are written: points of lists, messages of a thread, pasted rows, lines that came apart.

use chronology::notes::{Ask, Proposal, Status, propose};

use crate::measured::{document, plain, status};

/// Status, kind, date and words of each.
fn lines(text: &str) -> Vec<String> {
    let line = |one: &Proposal| {
        let words = plain(&one.source.words.0);
        let (kind, date) = (one.kind.code(), one.date.to_edtf());
        format!("{} {kind} {date} {words}", status(one))
    };
    propose(&document("note.txt", text))
        .iter()
        .map(line)
        .collect()
}

fn has(found: &[String], start: &str, words: &str) -> bool {
    let fits = |line: &&String| line.starts_with(start) && line.contains(words);
    found.iter().any(|line| fits(&line))
}

#[test]
fn points_of_a_list_each_begin_anew_and_count_from_the_term_of_the_head() {
    let found = lines(
        "Tutor log\nSpring term 2026\n\n• 12 Jan - phoned home, no reply\n• 19 Jan - late again\n  - in the afternoon she wept\n\
         • 2 Feb (planned) - meeting with mum",
    );
    assert!(
        has(&found, "proposed attempted_contact 2026-01-12 ", "no reply"),
        "{found:?}"
    );
    assert!(
        has(&found, "proposed concern 2026-01-19", "late again"),
        "{found:?}"
    );
    assert!(
        has(&found, "proposed concern 2026-01-19", "she wept"),
        "{found:?}"
    );
    assert!(
        has(&found, "?appointment ", "meeting with mum"),
        "{found:?}"
    );
}

#[test]
fn a_point_that_only_a_year_could_date_is_asked() {
    let found = lines("Tutor log\n\n• 12 Jan - phoned home, no reply\n• 19 Jan - late again");
    assert!(
        found.iter().all(|line| line.starts_with("?date ")),
        "{found:?}"
    );
}

#[test]
fn each_message_of_a_thread_has_its_own_day() {
    let found = lines(
        "From: Officer\nSent: 12 June 2026 09:00\nSubject: FW: Elm Court\n\nI called round yesterday. Nobody in.\n\nRegards\nA\n\n\
         -----Original Message-----\nFrom: Caretaker\nSent: 4 June 2026 17:10\nSubject: Elm Court\n\n\
         I called round yesterday and heard a child crying.",
    );
    assert!(
        has(&found, "proposed not_seen 2026-06-11 ", "nobody in"),
        "{found:?}"
    );
    assert!(
        has(&found, "proposed concern 2026-06-03 ", "child crying"),
        "{found:?}"
    );
}

#[test]
fn a_pasted_row_begins_anew_and_today_is_its_own_day() {
    let found = lines(
        "Contact sheet\nChild: Robin Example\nDate: 9 March 2026\n\nDate\tWhat\n04/02/2026\tRobin was absent\nwithout a reason\tAdvised\n\
         11/02/2026\tSurgery: not brought for his appointment\nthis morning\tRebook",
    );
    assert!(
        has(&found, "proposed concern 2026-02-04", "absent"),
        "{found:?}"
    );
    assert!(
        has(&found, "proposed not_brought 2026-02-11", "not brought"),
        "{found:?}"
    );
}

#[test]
fn lines_that_came_apart_are_one_sentence_and_the_passage_lies_in_one_of_them() {
    let text = "Report\nChild: Robin Example\nDate of report: 28 November 2025\n\nRobin was brought by his grandmother and\n\n\
        was seen at the clinic on Friday 14 No-\n\nvember 2025. He had a bruise on the left\n\narm and was quiet for the whole of the\n\n\
        visit. The notes show that he had been\n\nto the hospital on 2 May 2025 with a sprain\n\nof the wrist and on 17 August 2025 with a\n\n\
        burn to the hand.";
    let found = lines(text);
    assert!(
        has(
            &found,
            "proposed attendance 2025-11-14 ",
            "seen at the clinic"
        ),
        "{found:?}"
    );
    assert!(
        has(&found, "proposed injury 2025-11-14?", "bruise on the left"),
        "{found:?}"
    );
    let of = |day: &str| found.iter().filter(|line| line.contains(day)).count();
    assert_eq!((of("2025-05-02"), of("2025-08-17")), (1, 1), "{found:?}");
    let all = propose(&document("note.txt", text));
    let burn = all
        .iter()
        .find(|one| one.date.to_edtf() == "2025-08-17")
        .unwrap();
    assert!(
        burn.text.0.contains("burn to the hand") && !burn.text.0.contains("sprain"),
        "{}",
        burn.text.0
    );
}

#[test]
fn a_day_that_is_only_compared_with_is_no_day_of_the_event() {
    let found = lines(
        "Letter\nPatient: Robin Example\nDate: 14 May 2026\n\nRobin was seen on 29 April 2026 in surgery. He weighed 13 kg, having weighed 14 kg in \
         the December.",
    );
    assert!(
        !found.iter().any(|line| line.contains("2025-12")),
        "{found:?}"
    );
    let found = lines(
        "Letter\nPatient: Robin Example\nDate: 14 May 2026\n\nI referred Robin to the eye clinic, who discharged him on 4 March 2026.",
    );
    assert!(
        has(&found, "proposed referral 2026-05-14?", "referred robin"),
        "{found:?}"
    );
    assert!(
        has(&found, "proposed decision 2026-03-04 ", "discharged him"),
        "{found:?}"
    );
}

#[test]
fn a_time_is_never_told_of_a_day_that_the_words_do_not_say() {
    let found = lines(
        "E-mail\nDate: 27 January 2026\n\nLast week Robin was in for two days, and on Thursday he was late at 11.20.",
    );
    assert!(
        !found.iter().any(|line| line.contains("2026-01-27T")),
        "{found:?}"
    );
    let found = lines(
        "Note\nDate: 27 January 2026\n\nOn 26 January 2026 Robin was sent home, collected at 1.30.",
    );
    assert!(
        !found.iter().any(|line| line.contains("T01:30")),
        "{found:?}"
    );
    let found = lines(
        "Health visitor\nDate: 30 September 2025\n\nOn 29 September 2025 the 6-8/52 check was done, baby was pale.",
    );
    assert!(!found.iter().any(|line| line.contains("1952")), "{found:?}");
}

#[test]
fn own_words_of_a_child_are_asked_whatever_leads_to_them() {
    for sentence in [
        "Robin volunteered that \"the strap is for when I wet\".",
        "Robin piped up \"I sleep in the shed\".",
        "Told me at the gate that he sleeps in the van.",
    ] {
        let text = format!("Note\nPupil: Robin Example\nDate: 3 March 2026\n\n{sentence}");
        let found = propose(&document("note.txt", &text));
        let asked = |one: &Proposal| {
            matches!(
                one.status,
                Status::Question(Ask::Disclosure | Ask::WhoCausedHarm)
            )
        };
        assert!(
            !found.is_empty() && found.iter().all(asked),
            "{sentence} {found:?}"
        );
    }
    let unnamed =
        lines("Tutor log\nDate: 3 March 2026\n\nTold me at the gate that he sleeps in the van.");
    assert!(
        has(&unnamed, "?disclosure ", "sleeps in the van"),
        "{unnamed:?}"
    );
}
