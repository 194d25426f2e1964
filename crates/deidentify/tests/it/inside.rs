//! Names inside hashtags and longer runs of letters, and words that only have the letters of a name.

use deidentify::{Certainty, Finding, Kind, Options, Register, Supposed, find, find_with};

const REGISTER: &str = r#"{
  "people": [
    {"name": "Tamsin Quillfeather", "role": "child"},
    {"name": "Kai Orrell", "role": "child"},
    {"name": "Grace Heath", "role": "mother"},
    {"name": "Ellen Black", "role": "mother"}
  ],
  "places": ["Nettlecombe"]
}"#;

fn found(text: &str) -> Vec<Finding> {
    let register = Register::from_json(REGISTER).unwrap();
    find(text, &register, &Options::default())
}

fn names(text: &str) -> Vec<Finding> {
    let mut all = found(text);
    all.retain(|one| one.kind.is_somebody());
    all
}

#[test]
fn a_name_inside_a_run_of_letters_is_on_record() {
    for said in [
        "#JusticeForTamsin",
        "#justicefortamsin",
        "#JUSTICEFORTAMSIN",
        "JusticeForTamsinQuillfeather",
        "#TamsinsLaw",
        "RIPTamsin",
        "#TeamTamsin",
        "tamsinfund",
        "QuillfeatherReview",
        "quillfeatherreview",
        "MissQuillfeather",
        "mrsquillfeather",
        "mumoftamsin",
        "tamsinxx",
        "IloveTamsin",
        "SmithQuillfeather",
        "justice_for_tamsin",
        "#JusticeForT4msin",
        "#JusticeForKai",
        "#justiceforgrace",
        "#JusticeForGrace",
    ] {
        let text = format!("They met under {said} that day.");
        let all = names(&text);
        let on_record = |one: &Finding| one.on_record && one.of_a_family;
        assert!(all.iter().any(on_record), "{said}: {all:?}");
    }
    for said in [
        "x.com/justicefortamsin",
        "https://example.org/Tamsin-Quillfeather",
        "gofund.me/helptamsin",
    ] {
        let all = found(said);
        let whole = |one: &Finding| one.range() == (0..said.len()) && one.of_a_family;
        assert!(all.iter().any(whole), "{said}: {all:?}");
    }
    let school = found("https://www.nettlecombe.example.org/times");
    assert!(school.iter().all(|one| !one.of_a_family), "{school:?}");
}

#[test]
fn words_that_only_have_the_letters_are_left() {
    for text in [
        "It was a disgrace, and gracefully put.",
        "The excellent team did excellently.",
        "A kaizen approach. The kaiser rang.",
    ] {
        assert_eq!(names(text), [], "{text}");
    }
    let asked = names("They moved to Heathfield, on the heathland.");
    assert!(
        asked.iter().all(|one| one.certainty == Certainty::Asked),
        "{asked:?}"
    );
}

#[test]
fn a_short_name_counts_as_a_word_and_is_asked_about_in_a_run_of_small_letters() {
    let register = r#"{"people": [
        {"name": "Amy Orrell", "role": "child"},
        {"name": "Kai Smith", "role": "child"},
        {"name": "Tom Orrell", "role": "father"}
    ]}"#;
    let register = Register::from_json(register).unwrap();
    let look = |text: &str| {
        let all = find(text, &register, &Options::default());
        let all = all.into_iter().filter(|one| one.kind.is_somebody());
        all.map(|one| (text.get(one.range()).unwrap().to_owned(), one.certainty))
            .collect::<Vec<_>>()
    };
    for (text, said) in [
        ("They stayed with amy and her aunt.", "amy"),
        ("They stayed with AMY and her aunt.", "AMY"),
        ("It was kai who rang.", "kai"),
    ] {
        let found = look(text);
        let sure = |one: &(String, Certainty)| one.0 == said && one.1 > Certainty::Asked;
        assert!(found.iter().any(sure), "{text}: {found:?}");
    }
    for (text, said) in [
        ("The account was tomsmith then.", "tomsmith"),
        ("They wrote justiceforkai on it.", "justiceforkai"),
        ("They called it teamamy there.", "teamamy"),
        ("They went with tom and a bag.", "tom"),
        ("She is kaismum online.", "kaismum"),
    ] {
        let found = look(text);
        assert_eq!(found, [(said.to_owned(), Certainty::Asked)], "{text}");
    }
    for text in [
        "A kaizen approach. The kaiser rang.",
        "Tomorrow the customer eats tomatoes.",
        "Amyloid was found, and tombola tickets.",
    ] {
        assert_eq!(look(text), [], "{text}");
    }
}

#[test]
fn a_group_of_people_is_no_name_though_the_word_is_one() {
    let register = Register::from_json(REGISTER).unwrap();
    let options = Options::default();
    let look = |text: &str| {
        let start = text.find("Black").unwrap();
        let supposed = Supposed {
            start,
            end: start + 5,
            kind: Kind::Person,
            score: 0.9,
            singles_out: true,
        };
        let naming = &mut options.names.start(&register);
        let all = find_with(text, &register, &options, &[supposed], naming);
        all.into_iter().find(|one| one.start == start)
    };
    for text in [
        "Black children wait longer.",
        "For Black families it is worse.",
    ] {
        assert_eq!(look(text), None, "{text}");
    }
    let one = look("A Black mother waited.").unwrap();
    assert_eq!(
        (one.kind, one.direct, one.on_record),
        (Kind::Group, false, false)
    );
    for text in ["Then Ms Black rang.", "They saw the Black family."] {
        let one = look(text).unwrap();
        assert!(one.kind.is_somebody() && one.on_record, "{text}: {one:?}");
    }
}

#[test]
fn an_age_is_no_identification_of_a_family() {
    let register = r#"{"people": [{"name": "Tamsin Quillfeather", "role": "child", "born": "2017-03-04"}], "days": ["2024-06-01"]}"#;
    let register = Register::from_json(register).unwrap();
    let look = |text: &str| find(text, &register, &Options::default());
    let age = look("A child aged 7 waited.");
    assert!(
        age.iter()
            .any(|one| one.kind == Kind::Age && one.on_record && !one.of_a_family),
        "{age:?}"
    );
    let born = look("A child born on 4 March 2017 waited.");
    assert!(born.iter().any(|one| one.of_a_family), "{born:?}");
}
