#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;

fn kinds(text: &str) -> Vec<(String, Kind)> {
    let mut seen: Vec<_> = all(&Words::new(text), &Register::default())
        .into_iter()
        .filter(|one| one.certainty > Certainty::Asked)
        .map(|one| (text.get(one.start..one.end).unwrap().to_owned(), one.kind))
        .collect();
    seen.sort();
    seen.dedup();
    seen
}

/// Each with the words around it, what has to be found, and as what.
const FOUND: [(&str, &str, Kind); 34] = [
    ("NHS number 943 476 5919.", "943 476 5919", Kind::NhsNumber),
    ("her NHS no: 9434765919", "9434765919", Kind::NhsNumber),
    (
        "NI AB 12 34 56 C on file",
        "AB 12 34 56 C",
        Kind::NationalInsurance,
    ),
    (
        "passport number 123456789 was seen",
        "123456789",
        Kind::Passport,
    ),
    (
        "licence MORGA657054SM9IJ was shown",
        "MORGA657054SM9IJ",
        Kind::DrivingLicence,
    ),
    ("a blue van, AB51 ABC, drove off", "AB51 ABC", Kind::Vehicle),
    ("rang 07700 900123 twice", "07700 900123", Kind::Phone),
    ("rang +44 7700 900123 twice", "+44 7700 900123", Kind::Phone),
    ("on (020) 7946 0000 at noon", "(020) 7946 0000", Kind::Phone),
    (
        "wrote to a.person@example.org today",
        "a.person@example.org",
        Kind::Email,
    ),
    (
        "see https://example.org/page?x=1 now",
        "https://example.org/page?x=1",
        Kind::Web,
    ),
    ("see example.co.uk now", "example.co.uk", Kind::Web),
    ("posted as @some_one99 again", "@some_one99", Kind::Social),
    (
        "his Snapchat name some_one99 was",
        "some_one99",
        Kind::Social,
    ),
    ("from 192.168.10.4 at night", "192.168.10.4", Kind::Device),
    ("lives at LS8 2AB now", "LS8 2AB", Kind::Postcode),
    ("in the LS8 area", "LS8", Kind::PostcodeArea),
    (
        "lives at 12 Orchard Lane, with",
        "12 Orchard Lane",
        Kind::Address,
    ),
    (
        "at Flat 3, 12a Orchard Lane with",
        "Flat 3, 12a Orchard Lane",
        Kind::Address,
    ),
    ("case ZE24C00123 was heard", "ZE24C00123", Kind::CourtCase),
    (
        "as in [2024] EWFC 123 (B), where",
        "[2024] EWFC 123 (B)",
        Kind::CourtCase,
    ),
    (
        "application no. 12345/06 against",
        "12345/06",
        Kind::CourtCase,
    ),
    (
        "crime reference 13/456789/24 was",
        "13/456789/24",
        Kind::PoliceReference,
    ),
    ("MRN: RJ1-1807656. She", "RJ1-1807656", Kind::RecordNumber),
    (
        "card 4111 1111 1111 1111 was",
        "4111 1111 1111 1111",
        Kind::BankCard,
    ),
    (
        "to GB82 WEST 1234 5698 7654 32 in",
        "GB82 WEST 1234 5698 7654 32",
        Kind::BankAccount,
    ),
    ("Born on 12/12/1962. She", "12/12/1962", Kind::BirthDate),
    (
        "on Monday 4th March 2024, when",
        "Monday 4th March 2024",
        Kind::Date,
    ),
    ("in the spring of 2021 they", "spring of 2021", Kind::Date),
    ("a 3-year-old boy", "3-year-old", Kind::Age),
    ("aged 14 months when", "14 months", Kind::Age),
    ("told Mrs Ovenden that", "Ovenden", Kind::Person),
    ("by Dr Ovenden later", "Ovenden", Kind::Practitioner),
    (
        "at Foxcote Primary School when",
        "Foxcote Primary School",
        Kind::Organisation,
    ),
];

#[test]
fn each_form_is_found_as_what_it_is() {
    for (text, said, kind) in FOUND {
        let found = kinds(text);
        assert!(
            found.contains(&(said.to_owned(), kind)),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn what_fails_its_check_is_asked_about_and_left() {
    for text in [
        "NHS number 943 476 5918 is wrong",
        "Old form quoted BG 12 34 56 A, since corrected.",
        "Lab sample reference 1766711031 (not an NHS number).",
        "GB82 WEST 1234 5698 7654 33",
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn ordinary_sentences_hold_none() {
    for text in [
        "The plan was reviewed at 10.30 and 14:15 by 3 of the 12 members.",
        "Under section 47 and S47 of the Act, 20 mg was given; see Article 6 § 1 and rule 59.",
        "It may march on, and the 2 may agree; 25% of 1,200 cases took 15 days.",
        "Version 2.3.1 cost £2024 and page 1999 was blank.",
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

/// What is found or asked about, whatever the certainty, with its words.
fn all_of(text: &str) -> Vec<(&str, Kind, Certainty)> {
    let seen = all(&Words::new(text), &Register::default()).into_iter();
    seen.map(|one| {
        (
            text.get(one.start..one.end).unwrap(),
            one.kind,
            one.certainty,
        )
    })
    .collect()
}

/// Words, what of them is found, as what, and how surely.
const LINKS_AND_MORE: &[(&str, &str, Kind, Certainty)] = &[
    (
        "see bit.ly/3xYzAb now",
        "bit.ly/3xYzAb",
        Kind::Web,
        Certainty::Sure,
    ),
    (
        "at we.tl/t-abc, and",
        "we.tl/t-abc",
        Kind::Web,
        Certainty::Sure,
    ),
    (
        "on gofund.me/helptheboy.",
        "gofund.me/helptheboy",
        Kind::Web,
        Certainty::Sure,
    ),
    (
        "on facebook.com/brenda.t they",
        "facebook.com/brenda.t",
        Kind::Web,
        Certainty::Sure,
    ),
    (
        "moved at nine months, and",
        "nine months",
        Kind::Age,
        Certainty::Asked,
    ),
    (
        "their baby of nine months was",
        "nine months",
        Kind::Age,
        Certainty::Likely,
    ),
    ("was newly 16 when", "16", Kind::Age, Certainty::Likely),
    (
        "was in her GCSE year then",
        "GCSE year",
        Kind::Age,
        Certainty::Asked,
    ),
    (
        "in her fifth year then",
        "fifth year",
        Kind::Age,
        Certainty::Asked,
    ),
    (
        "a reception child was",
        "reception",
        Kind::Age,
        Certainty::Asked,
    ),
    (
        "her fourteenth birthday was",
        "fourteenth",
        Kind::Age,
        Certainty::Likely,
    ),
    (
        "aged fifteen and three-quarters then",
        "fifteen and three-quarters",
        Kind::Age,
        Certainty::Sure,
    ),
    ("met on the 3rd, and", "3rd", Kind::Date, Certainty::Asked),
    ("seen on 12.3 and", "12.3", Kind::Date, Certainty::Asked),
    (
        "was on Ward 7B for",
        "Ward 7B",
        Kind::Organisation,
        Certainty::Likely,
    ),
    (
        "was on Bluebell ward for",
        "Bluebell ward",
        Kind::Organisation,
        Certainty::Likely,
    ),
    (
        "as Re T (A Child) shows",
        "Re T (A Child)",
        Kind::CourtCase,
        Certainty::Likely,
    ),
    (
        "had Menkes disease from",
        "Menkes disease",
        Kind::Other,
        Certainty::Asked,
    ),
    (
        "with a tracheostomy and",
        "tracheostomy",
        Kind::Other,
        Certainty::Asked,
    ),
];

#[test]
fn links_ages_in_words_wards_cases_and_conditions_are_found_or_asked_about() {
    for (text, said, kind, certainty) in LINKS_AND_MORE {
        let all = all_of(text);
        let one = (*said, *kind, *certainty);
        assert!(all.contains(&one), "{text}: {all:?}");
    }
}

#[test]
fn what_a_tired_author_writes_every_day_is_left() {
    for text in [
        "The average caseload was 45.",
        "They met at junction 45 of the M1.",
        "As Working Together 2023 says.",
        "Keeping Children Safe in Education (2024) says so.",
        "They came on the 3rd attempt, on the 2nd floor.",
        "It rose by 12.3 and fell.",
        "She/he said so, and/or they did.",
        "The ward was full. Each ward has a list.",
        "A delay of nine months followed.",
    ] {
        let all = all_of(text);
        assert_eq!(all, [], "{text}");
    }
    let cited = all_of("As Re B (Children) [2008] UKHL 35 says.");
    assert!(
        cited.iter().all(|one| !one.0.starts_with("Re")),
        "{cited:?}"
    );
}
