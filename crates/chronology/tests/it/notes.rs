//! Events of notes, compared with what a careful reader finds in them.

use chronology::notes::{Ask, Proposal, Status, propose};
use model::chronology::{EntryKind, ShareStands};
use proptest::prelude::*;

use crate::measured::{Tally, document, measured, plain, status};

#[test]
fn the_notes_of_the_shared_data_give_all_that_a_careful_reader_finds() {
    let Some(tally) = measured("harding") else {
        println!("skipped: the shared data is not beside the workspace");
        return;
    };
    tally.print("harding", true);
    assert_eq!(tally.found, tally.expected);
    assert_eq!(
        tally.proposed, tally.expected,
        "more than a careful reader finds"
    );
}

#[test]
fn notes_of_other_styles_give_their_events() {
    let tally = measured("tuned").unwrap();
    tally.print("tuned", true);
    assert!(Tally::share(tally.found, tally.expected) >= 0.95);
    assert!(Tally::share(tally.found, tally.proposed) >= 0.95);
}

/// Their rules were not looked at while these notes were read; the figures say how others will come out.
#[test]
fn notes_that_were_kept_apart_are_measured() {
    let tally = measured("held").unwrap();
    tally.print("held", false);
    assert!(tally.notes >= 6);
    assert!(Tally::share(tally.found, tally.expected) >= 0.85);
    assert!(Tally::share(tally.found, tally.proposed) >= 0.85);
}

/// A note of a school about a child, with one sentence of account.
pub fn note_with(sentence: &str) -> Vec<Proposal> {
    let text = format!(
        "Note of concern\nPupil: Robin Example (Year 4)\nLogged by: Teacher\nDate: 20 February 2026\n\n{sentence}"
    );
    propose(&document("note.txt", &text))
}

/// What children and others tell of harm, as staff write it down.
const TOLD: [&str; 32] = [
    "Robin said \"Dad hits me with a belt\".",
    "Robin told me that his mum's boyfriend pushed him down the stairs on Monday.",
    "\"He hurts me at night\", said Robin.",
    "Robin disclosed that she had been touched by her uncle.",
    "He says that nobody feeds him at weekends.",
    "Robin whispered that he was scared to go home.",
    "When asked about the bruise, Robin said that daddy did it.",
    "Robin had a bruise on his cheek and told the TA that Nan slapped him.",
    "Robin explained on 18 February that he was kicked on 15 February and has a bruise from it.",
    "Robin told staff he sleeps on the floor; there is a man in mum's bed and he has a mark on his arm.",
    "She said \"I have a secret. My uncle touched me. I got a bruise.\"",
    "Robin's sister Wren told the dinner lady that dad gets drunk and hits mum.",
    "Mum disclosed that her partner has strangled her twice.",
    "Wren said that she was frightened because of the shouting.",
    "Robin mentioned that he had not eaten since yesterday and that mum was asleep.",
    "Robin has told me today that his step-dad threatened him with a knife.",
    "“Mummy locked me in the shed,” Robin replied.",
    "Robin asked me not to tell anybody about the burn.",
    "Later Robin stated that the injury to his hand was done by his brother.",
    "The child alleged that the teacher grabbed him on 12 February.",
    "Robin described being slapped by her aunt.",
    "He told us he was left alone all night on Saturday.",
    "Robin says his cousin bites him and that he has bruises.",
    "Robin confided in the nurse that she is cutting her arms.",
    "On 19 February 2026 at 2.15pm Robin told the head that mum was drunk again.",
    "Robin said he fell off the swing, then said that his dad threw him.",
    "Robin said nothing at first but then said \"they fight and mum bleeds\".",
    "Robin talked about being hit with a shoe.",
    "A friend of Robin told us that Robin gets smacked when he is late.",
    "Robin made a disclosure of sexual abuse by a lodger.",
    "Robin said that on 3 February and 9 February his dad came home drunk.",
    "Robin wrote that he wants to die and that his injury was not an accident.",
];

#[test]
fn what_is_told_of_harm_is_always_asked_and_never_proposed() {
    const VERBS: [&str; 14] = [
        "said",
        "told",
        "says",
        "disclosed",
        "whispered",
        "explained",
        "mentioned",
        "replied",
        "asked me",
        "stated",
        "alleged",
        "described",
        "confided",
        "wrote",
    ];
    for sentence in TOLD {
        let proposals = note_with(sentence);
        let asked = proposals
            .iter()
            .any(|one| one.status == Status::Question(Ask::Disclosure));
        assert!(asked, "not asked: {sentence}");
        for one in proposals
            .iter()
            .filter(|one| one.status == Status::Proposed)
        {
            let words = plain(&one.source.words.0);
            let told = VERBS.iter().any(|verb| words.contains(verb));
            assert!(!told, "proposed: {words}");
            assert!(one.entry().is_some());
        }
        for one in proposals
            .iter()
            .filter(|one| one.status != Status::Proposed)
        {
            assert_eq!(one.entry(), None, "a question is no entry");
        }
    }
}

#[test]
fn an_account_that_goes_on_in_the_next_sentence_is_asked_too() {
    let proposals = note_with(
        "Robin told me that dad shouts. He has been hit before. He has a bruise from it. Robin flinched at a noise.",
    );
    let read: Vec<(String, EntryKind)> = proposals
        .iter()
        .map(|one| (status(one), one.kind))
        .collect();
    let asked = ("?disclosure".to_owned(), EntryKind::Disclosure);
    let who = ("?who_caused_harm".to_owned(), EntryKind::Disclosure);
    let seen = ("proposed".to_owned(), EntryKind::Concern);
    assert_eq!(read, [asked.clone(), who, asked.clone(), asked, seen]);
}

#[test]
fn who_may_have_caused_harm_is_always_asked() {
    for sentence in [
        "Robin said \"Dad hits me with a belt\".",
        "Robin told me that his mum's boyfriend pushed him down the stairs on Monday.",
        "Police attended on 18 February after an altercation between mum and her ex-partner.",
        "Mum's partner was arrested on 18 February 2026 on suspicion of assault.",
        "A male was detained at the address on 18 February.",
        "Dad smacked Robin at the gate on 18 February.",
        "An argument between dad and his girlfriend was heard on 17 February.",
        "Robin disclosed that she had been touched by her uncle.",
    ] {
        let proposals = note_with(sentence);
        let who = proposals
            .iter()
            .filter(|one| one.status == Status::Question(Ask::WhoCausedHarm));
        assert_eq!(who.count(), 1, "{sentence}");
        for one in proposals
            .iter()
            .filter(|one| one.status == Status::Proposed)
        {
            let named = one.about.iter().any(|person| {
                let called = person.called.0.to_lowercase();
                ["partner", "boyfriend", "male", "uncle"]
                    .iter()
                    .any(|word| called.contains(word))
            });
            assert!(!named, "{sentence}");
        }
    }
    let held = note_with("Mum's partner was arrested on 18 February 2026 on suspicion of assault.");
    assert!(held.iter().all(|one| one.status != Status::Proposed));
}

#[test]
fn a_source_keeps_its_own_words_and_says_who_and_with_whom() {
    let proposals = note_with(
        "Robin did not attend the dentist on 9 February and the school nurse was informed.",
    );
    let [missed, shared] = proposals.as_slice() else {
        panic!("two events");
    };
    assert_eq!(missed.kind, EntryKind::NotBrought);
    assert_eq!(
        missed.text.0,
        "Was not brought. The source says: \u{201c}Robin did not attend the dentist on 9 February\u{201d}"
    );
    assert_eq!(missed.about.first().unwrap().called.0, "Robin");
    assert_eq!(missed.date_words.0, "9 February");
    assert_eq!(missed.recorded.by_role.0, "Teacher");
    assert_eq!(shared.kind, EntryKind::InformationShared);
    let with = shared.shared.first().unwrap();
    assert_eq!(
        (with.with.0.as_str(), with.stands),
        ("school nurse", ShareStands::Proposed)
    );
    assert_eq!(with.agency, None);
}

#[test]
fn heads_greetings_and_small_print_are_no_events() {
    for text in [
        "Missed appointments log\nLogged by: Health Visitor\nDate: 3 February 2026\n\nRe: Robin Example, age 7",
        "From: a@school.example\nTo: mash@council.example\nSent: 4 December 2025\nSubject: Police visit yesterday",
        "Dear Colleague\n\nYours sincerely\nDr A Example",
        "This email and any attachments are confidential and intended solely for the police officer named above.",
        "[Test data: the child was seen by the police on 3 May 2025 and was injured.]",
        "",
    ] {
        assert_eq!(propose(&document("head", text)), Vec::new(), "{text}");
    }
}

/// Notes made of what notes are made of.
fn any_note() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        proptest::sample::select(vec![
            "Date: 3 February 2026",
            "Re: Robin Example, age 7",
            "Dear Colleague",
            "Robin",
            "He",
            "said",
            "told me",
            "did not attend",
            "on 8 December",
            "(13 January)",
            "and",
            "a bruise",
            "the police attended",
            "at 22:40",
            "was informed",
            ".",
            ". ",
            ";",
            "\n",
            "\n\n",
            "\"",
            "'",
            "”",
            "“",
            "will be seen on 3 May 2027",
            "DNA",
            "12/02/2026 10:15",
            "referral made",
            "mum's boyfriend",
            "hits",
            "same day",
            "- DSL",
            "Plan:",
            "é",
            "–",
            "last Tuesday",
            "since the summer",
            "no access",
            "This is the second call in six weeks",
            "(",
            ")",
            ",",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,5}",
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn passages_stand_where_they_say_and_nothing_proposed_is_to_come(note in any_note()) {
        let document = document("any", &note);
        let written = chronology::notes::header(&document).written;
        for one in propose(&document) {
            let piece = document.pieces.iter().find(|piece| piece.paragraph == one.source.paragraph).unwrap();
            let (start, end) = (one.source.start as usize, one.source.end as usize);
            let cut: String = piece.text.0.chars().skip(start).take(end - start).collect();
            prop_assert_eq!(&cut, &one.source.words.0);
            prop_assert!(start < end);
            if let (Status::Proposed, Some(written), Some(first)) = (one.status, written, one.date.earliest()) {
                prop_assert!(first <= written, "{} {}", note, one.date);
            }
        }
    }
}

/// Written when the rules stood: what they first gave is the fair figure, and in `docs/accuracy.md`.
#[test]
fn notes_written_after_the_rules_are_measured() {
    let tally = measured("fresh").unwrap();
    tally.print("fresh", true);
    assert!(tally.notes >= 4);
}

/// `styles` was labelled before rules were changed and used to change them, `apart` was labelled with it and kept apart,
/// `later` was written when those rules stood; `practice` and `unseen` before the next, as the first two. See `docs/accuracy.md`.
#[test]
fn notes_of_further_styles_are_measured() {
    let older = [("styles", 6, 0.9), ("apart", 6, 0.7), ("later", 5, 0.7)];
    let newer = [("practice", 10, 0.3), ("unseen", 5, 0.3)];
    for (group, notes, least) in older.into_iter().chain(newer) {
        let tally = measured(group).unwrap();
        tally.print(group, group != "unseen");
        assert!(tally.notes >= notes);
        assert!(
            Tally::share(tally.found, tally.expected) >= least,
            "{group}"
        );
    }
}

/// Ten styles that no rule was made for, labelled before any rule was changed: `mixed` was used to change them, `mixed_apart` was only
/// counted. See `docs/accuracy.md`.
#[test]
fn notes_of_ten_mixed_styles_are_measured() {
    for (group, least) in [("mixed", 0.7), ("mixed_apart", 0.5)] {
        let tally = measured(group).unwrap();
        tally.print(group, group == "mixed");
        assert_eq!((tally.notes, tally.wrong_day), (5, 0), "{group}");
        assert!(
            Tally::share(tally.found, tally.expected) >= least,
            "{group}"
        );
    }
}
