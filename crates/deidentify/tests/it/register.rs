//! What the register finds and what it leaves.

use deidentify::{Certainty, Finding, Kind, Options, Register, Why, find};

const REGISTER: &str = r#"{
  "people": [
    {"names": ["Amelia Rose Tattersall", "Millie"], "role": "child", "born": "2019-03-04", "identifiers": ["943 476 5919"]},
    {"name": "Grace Baker", "role": "mother", "phones": ["07700 900123"]},
    {"given": "Zoë", "family": "O'Shaughnessy", "role": "practitioner", "job": "health visitor"},
    {"name": "Kai Lee", "initials": ["KL"], "role": "child"}
  ],
  "places": ["Nettlecombe", "Upper Wexley"],
  "organisations": ["St Aelred's Primary School"],
  "addresses": ["12 Orchard Lane, Nettlecombe, HG1 1AA"],
  "identifiers": ["LCS-1234567"],
  "days": ["2024-01-15"]
}"#;

fn found(text: &str) -> Vec<Finding> {
    find(
        text,
        &Register::from_json(REGISTER).unwrap(),
        &Options::default(),
    )
}

fn taken(text: &str) -> Vec<(&str, Kind)> {
    found(text)
        .iter()
        .filter(|one| one.certainty > Certainty::Asked)
        .map(|one| (&text[one.range()], one.kind))
        .collect()
}

#[test]
fn every_way_of_writing_somebody_is_found() {
    for (text, said) in [
        ("We saw Amelia Tattersall.", "Amelia Tattersall"),
        ("We saw Amelia Rose Tattersall.", "Amelia Rose Tattersall"),
        ("We saw amelia\ntattersall there.", "amelia\ntattersall"),
        ("We saw TATTERSALL, AMELIA.", "TATTERSALL, AMELIA"),
        ("the Tattersalls moved", "Tattersalls"),
        ("Tattersall's plan", "Tattersall"),
        ("Tattersall’s plan", "Tattersall"),
        ("We saw Amelia Tattersal.", "Amelia Tattersal"),
        ("We saw Tatersall.", "Tatersall"),
        ("We saw Amleia.", "Amleia"),
        ("We saw A. Tattersall.", "A. Tattersall"),
        ("We saw A.R. Tattersall.", "A.R. Tattersall"),
        ("We saw A.T. there", "A.T."),
        ("We saw Millie.", "Millie"),
        ("We saw Amelia T there", "Amelia T"),
    ] {
        assert_eq!(taken(text), [(said, Kind::Child)], "{text}");
    }
    for (text, said) in [
        ("We saw Zoe OShaughnessy.", "Zoe OShaughnessy"),
        ("We saw Zoë O’Shaughnessy.", "Zoë O’Shaughnessy"),
        ("We saw Zoe\u{308} O'Shaugnessy.", "Zoe\u{308} O'Shaugnessy"),
    ] {
        assert_eq!(taken(text), [(said, Kind::Practitioner)], "{text}");
    }
    assert_eq!(taken("Then KL ran"), [("KL", Kind::Child)]);
}

#[test]
fn names_that_are_words_are_told_by_how_they_stand() {
    for text in [
        "It was a grace period, and the baker was kind.",
        "They baked the bread.",
        "The bakers were paid.",
        "He leans on the rail.",
    ] {
        assert_eq!(taken(text), [], "{text}");
    }
    for text in [
        "We told Grace about it.",
        "Grace said so.",
        "Mrs Baker said so.",
        "we told grace baker about it.",
    ] {
        assert_eq!(taken(text).len(), 1, "{text}");
    }
    let asked = found("they spoke of grace and left");
    assert_eq!(
        (asked[0].certainty, asked[0].why),
        (Certainty::Asked, Why::OrdinaryWord)
    );
    let short = found("We saw Kaj there");
    assert_eq!(
        (short[0].certainty, short[0].why),
        (Certainty::Asked, Why::ShortMisspelt)
    );
}

#[test]
fn places_bodies_numbers_and_days_are_found() {
    for (text, said, kind) in [
        ("moved to Netlecombe then", "Netlecombe", Kind::Place),
        ("moved to upper  wexley then", "upper  wexley", Kind::Place),
        (
            "at Saint Aelreds Primary then",
            "Saint Aelreds",
            Kind::Organisation,
        ),
        (
            "at St Aelred’s Primary School then",
            "St Aelred’s Primary School",
            Kind::Organisation,
        ),
        ("at 12 Orchard Ln then", "12 Orchard Ln", Kind::Address),
        ("number 9434765919 on", "9434765919", Kind::Reference),
        (
            "rang +44 7700 900 123 then",
            "+44 7700 900 123",
            Kind::Reference,
        ),
        ("file lcs 123 4567 was", "lcs 123 4567", Kind::Reference),
        ("on 4 March 2019 she", "4 March 2019", Kind::BirthDate),
        (
            "on the fourth of March she",
            "the fourth of March",
            Kind::BirthDate,
        ),
        ("on 15/1/24 it", "15/1/24", Kind::Date),
    ] {
        let all = taken(text);
        let covers = all
            .iter()
            .any(|(found, _)| found.contains(said) || said.contains(found));
        assert!(covers, "{text}: {all:?}");
        if !matches!(kind, Kind::Reference | Kind::Organisation) {
            assert_eq!(all[0], (said, kind), "{text}");
        }
    }
    let age = found("the child was aged 4 when");
    assert_eq!(age[0].why, Why::KnownBirth);
    let day = found("it was on 15 January 2024.");
    assert_eq!(day[0].why, Why::KnownDay);
}

#[test]
fn a_register_of_another_shape_is_refused_without_what_it_holds() {
    for text in [
        "[",
        "3",
        r#"{"people": "Secret Name", "what": 1}"#,
        r#"{"people": [{"born": "yesterday"}]}"#,
    ] {
        let error = Register::from_json(text).err().unwrap().to_string();
        assert!(
            !error.contains("Secret") && !error.contains("yesterday"),
            "{error}"
        );
    }
    assert!(Register::from_json(r#"["Amelia Tattersall"]"#).is_ok());
}

#[test]
fn initials_follow_from_every_whole_name_wherever_it_stands_on_record() {
    let register = r#"{"people": [
        {"names": ["Bill Oxtoby", "Wilfred Oxtoby"], "role": "family"},
        {"names": ["KM", "Kayleigh-Mae Ostrowska", "Kayls"], "role": "child"}
    ]}"#;
    let register = Register::from_json(register).unwrap();
    for (text, said) in [
        ("They said W O told nobody.", "W O"),
        ("They said W.O. told nobody.", "W.O."),
        ("They said B.O. told nobody.", "B.O."),
        ("They said K-M was not asked.", "K-M"),
        ("They said KMO was not asked.", "KMO"),
        ("They said K.M.O. was not asked.", "K.M.O."),
        ("They said KO was not asked.", "KO"),
    ] {
        let all = find(text, &register, &Options::default());
        let known: Vec<_> = all
            .iter()
            .filter(|one| one.why == Why::KnownInitials && one.certainty > Certainty::Asked)
            .map(|one| &text[one.range()])
            .collect();
        assert_eq!(known, [said], "{text}: {all:?}");
    }
}
