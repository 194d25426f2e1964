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
        r#"{"people": [{"name": "Secret Name", "brn": "2020-01-02"}]}"#,
        r#"{"places": [{"naem": "Secret"}]}"#,
        r#"{"poeple": ["Secret Name"]}"#,
        "[1]",
    ] {
        let error = Register::from_json(text).err().unwrap().to_string();
        assert!(
            !error.contains("Secret") && !error.contains("yesterday"),
            "{error}"
        );
    }
    assert!(Register::from_json(r#"["Amelia Tattersall"]"#).is_ok());
    let marked = "\u{FEFF}[\"Amelia Tattersall\"]";
    assert!(Register::from_json(marked).is_ok_and(|register| !register.is_empty()));
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

const WRITTEN_SHORT: &str = r#"{
    "people": [
        {"names": ["Siobhan O'Dwyer"], "role": "mother"}, {"names": ["Iain McAllister"], "role": "father"},
        {"names": ["Pieter van den Berg"], "role": "family"}, {"names": ["D'Andre St John"], "role": "child"},
        {"names": ["Mary-Jane Watson-Parker"], "role": "child"}, {"names": ["Kayleigh-Mae Ostrowska"], "role": "child"}
    ],
    "places": [{"name": "Coppice Rise", "aliases": ["CR"]}],
    "organisations": ["St Werburgh's Catholic Primary School", "Nettlecombe Family Centre"],
    "identifiers": ["Operation Marram", "OP-LARKSPUR 42/7731"]
}"#;

#[test]
fn names_with_apostrophes_particles_and_hyphens_places_and_operations_are_found_by_their_first_letters()
 {
    let register = Register::from_json(WRITTEN_SHORT).unwrap();
    for said in [
        "S O'D",
        "SO'D",
        "S. O\u{2019}D",
        "O'D",
        "IMcA",
        "I McA",
        "PvdB",
        "P. v.d. B",
        "DStJ",
        "D StJ",
        "D. St. J",
        "D'A",
        "MWP",
        "MJWP",
        "K/O",
        "C.R.",
        "SWCPS",
        "Operation Marram",
        "Op Marram",
        "Op. Marram",
        "OP MARRAM",
        "marram",
        "Op Larkspur",
        "Operation Larkspur",
        "op larkspur",
    ] {
        let text = format!("They wrote that {said} was not asked then.");
        let all = find(&text, &register, &Options::default());
        let known = all.iter().filter(|one| one.on_record);
        let known: Vec<_> = known.map(|one| &text[one.range()]).collect();
        assert_eq!(known, [said], "{text}: {all:?}");
    }
    for said in ["St W", "SWS", "NFC"] {
        let text = format!("They wrote that {said} was not asked then.");
        let all = find(&text, &register, &Options::default());
        let asked: Vec<_> = all
            .iter()
            .map(|one| (&text[one.range()], one.certainty))
            .collect();
        assert_eq!(asked, [(said, Certainty::Asked)], "{text}");
    }
    for text in [
        "The form says Y/N and M/F, N/A or I/O.",
        "It is a PDF, and the MDT met.",
        "They were asked to operate Operation theatre lists.",
        "An SOD is cut, and a so-and-so left.",
    ] {
        let all = find(text, &register, &Options::default());
        assert!(
            all.iter().all(|one| one.certainty == Certainty::Asked),
            "{text}: {all:?}"
        );
    }
}

#[test]
fn somebody_on_record_counts_by_themselves_within_what_a_recogniser_takes_for_one_name() {
    let register = r#"{"people": [{"names": ["Gwendal Moss"], "role": "child"}, {"names": ["Bev Oxley"], "role": "family"},
        {"names": ["Kayls"], "role": "child"}]}"#;
    let register = Register::from_json(register).unwrap();
    let found = |text: &str, span: &str| {
        let start = text.find(span).unwrap();
        let one = deidentify::Supposed {
            start,
            end: start + span.len(),
            kind: deidentify::Kind::Person,
            score: 0.9,
            singles_out: true,
        };
        let options = Options::default();
        let all = deidentify::find_with(
            text,
            &register,
            &options,
            &[one],
            &mut options.names.start(&register),
        );
        let said = all
            .iter()
            .map(|one| (text[one.range()].to_owned(), one.on_record, one.kind));
        said.collect::<Vec<_>>()
    };
    use deidentify::Kind::{Child, Family, Person};
    let named = |all: &[(&str, bool, deidentify::Kind)]| -> Vec<_> {
        all.iter()
            .map(|(said, known, kind)| ((*said).to_owned(), *known, *kind))
            .collect()
    };
    assert_eq!(
        found("Nobody asked Ginny, Gwendal's mum.", "Ginny, Gwendal"),
        named(&[("Ginny", false, Person), ("Gwendal", true, Child)])
    );
    assert_eq!(
        found("Staff met Bev Kayls then.", "Bev Kayls"),
        named(&[("Bev", true, Family), ("Kayls", true, Child)])
    );
    assert_eq!(
        found(
            "Staff met Gwendal Thistlewood-Ashe then.",
            "Gwendal Thistlewood-Ashe"
        ),
        named(&[("Gwendal Thistlewood-Ashe", true, Child)])
    );
}
