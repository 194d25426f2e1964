//! Forms that people write when they are in a hurry, and texts that hold nobody.

use deidentify::{Certainty, Options, Register, find, find_with, recognised};

const REGISTER: &str = r#"{
  "people": [
    {"name": "Mary-Jane Harding-O'Connor", "role": "child"},
    {"name": "Will Young", "role": "father"},
    {"name": "May Heather Chase", "role": "mother"},
    {"name": "Mohammed Al-Hassan", "role": "family"},
    {"name": "Dr Di Woodward", "role": "practitioner"},
    {"name": "Nurse Bich Nguyễn", "role": "practitioner"},
    {"name": "Ian Ng", "role": "child"}
  ],
  "places": ["Reading", "St Budeaux", "Wood Green"],
  "organisations": ["The Grange School", "All Saints C of E Primary School", "Barking & Dagenham Family Hub"],
  "addresses": ["Flat 2, 14 St John's Road, Wood Green, N22 6XX"],
  "identifiers": ["amber.t@example.org", "020 7946 0018", "CAD 4567/12"]
}"#;

fn left(text: &str, said: &str) -> Vec<char> {
    let findings = find(
        text,
        &Register::from_json(REGISTER).unwrap(),
        &Options::default(),
    );
    let start = text.find(said).unwrap();
    said.char_indices()
        .filter(|(_, letter)| letter.is_alphanumeric())
        .filter(|(at, _)| {
            !findings
                .iter()
                .any(|one| one.certainty > Certainty::Asked && one.range().contains(&(start + at)))
        })
        .map(|(_, letter)| letter)
        .collect()
}

const IN_HASTE: [(&str, &str); 49] = [
    ("seen with Mary Jane today", "Mary Jane"),
    ("seen with Maryjane today", "Maryjane"),
    ("seen with MJ Harding today", "MJ Harding"),
    ("HARDING'S file", "HARDING"),
    ("the Harding O’Connors' house", "Harding O’Connors"),
    ("the O Connor family", "Connor"),
    (
        "Mary-Jane Harding-\nO'Connor was",
        "Mary-Jane Harding-\nO'Connor",
    ),
    ("Mary\u{A0}Jane\tHarding was", "Mary\u{A0}Jane\tHarding"),
    ("seen with Hardin today", "Hardin"),
    ("seen with Hardinge-OConnor today", "Hardinge-OConnor"),
    ("Will said he would", "Will"),
    ("we asked Will why", "Will"),
    ("spoke to will young twice", "will young"),
    ("and Mr Young left", "Young"),
    ("Youngs' house", "Youngs"),
    ("May was tired", "May"),
    ("M. Chase rang", "M. Chase"),
    ("MHC rang", "MHC"),
    ("M.H.C. rang", "M.H.C."),
    ("Mohamed Alhassan was", "Mohamed Alhassan"),
    ("Mohammed Hassan was", "Mohammed Hassan"),
    ("mohammed al hassan was", "mohammed al hassan"),
    ("told Di about it", "Di"),
    ("told Di Woodwerd about it", "Di Woodwerd"),
    ("told Woodward, Di about it", "Woodward, Di"),
    ("told Nguyen about it", "Nguyen"),
    ("told Nguyễn’s team", "Nguyễn"),
    ("told Ian Ng about it", "Ian Ng"),
    ("told the Ngs about it", "Ngs"),
    ("moved to Reading that year", "Reading"),
    ("moved to READING that year", "READING"),
    ("moved to St. Budeaux that year", "St. Budeaux"),
    ("moved to Saint Budeaux that year", "Saint Budeaux"),
    ("moved to St Budeux that year", "St Budeux"),
    ("moved to wood green that year", "wood green"),
    ("moved to Wood-Green that year", "Wood-Green"),
    ("at Grange School then", "Grange School"),
    ("at the grange school then", "grange school"),
    ("at All Saints Primary then", "All Saints"),
    ("at All Saints CofE Primary School then", "All Saints"),
    (
        "at Barking and Dagenham Family Hub then",
        "Barking and Dagenham Family Hub",
    ),
    ("at 14 St Johns Rd then", "14 St Johns Rd"),
    ("at 14, Saint John's Road then", "14, Saint John's Road"),
    ("near St John's Road then", "St John's Road"),
    ("at n226xx then", "n226xx"),
    ("wrote to AMBER.T@EXAMPLE.ORG then", "AMBER.T@EXAMPLE.ORG"),
    ("rang +442079460018 then", "+442079460018"),
    ("rang 0207 946 0018 then", "0207 946 0018"),
    ("log CAD4567/12 then", "CAD4567/12"),
];

#[test]
fn forms_of_haste_are_found() {
    let mut missed = Vec::new();
    for (text, said) in IN_HASTE {
        let left = left(text, said);
        if !left.is_empty() {
            missed.push(format!("{text}: {left:?}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn texts_that_hold_nobody_are_left() {
    let register = Register::from_json(REGISTER).unwrap();
    let mut taken = Vec::new();
    for text in [
        "They may chase the young man, who will be reading in the green wood.",
        "The weather on the heath was harder; the wood warden was reading.",
        "Will you say what may be done? May we ask? Young people said so.",
        "A hearing was held, and the handling of the hardening view was heard.",
        "In the school, all saints' days were kept; a family hub opened.",
        "I am in the garden. As an aside, he is my age.",
        "The plan was read by ten people in an hour, and no one was angry.",
    ] {
        for one in find(text, &register, &Options::default()) {
            if one.certainty > Certainty::Asked {
                taken.push(format!("{text}: {}", &text[one.range()]));
            }
        }
    }
    assert!(taken.len() <= 2, "{}", taken.join("\n"));
}

/// Nobody of these is on record.
const IN_SMALL_LETTERS: &[(&str, &str, bool)] = &[
    ("then mr smith rang", "smith", true),
    ("then mrs brown rang", "brown", true),
    ("then mr Smith rang", "Smith", true),
    ("seen by dr patel today", "patel", true),
    ("seen by dr Patel today", "Patel", true),
    ("her aunt julie rang", "julie", true),
    ("uncle dave rang", "dave", true),
    ("a boy called jayden was", "jayden", true),
    ("her son called kai was", "kai", true),
    ("spoke of somebody called kayleigh today", "kayleigh", true),
    ("his name was tyrell then", "tyrell", true),
    ("mr and mrs smith came", "smith", true),
    ("seen by the dr today", "dr", false),
    ("her aunt looked pale", "looked", false),
    ("they called police twice", "police", false),
    ("they called ofsted twice", "ofsted", false),
    ("an app called roblox was used", "roblox", false),
    ("a condition called hypoxia was found", "hypoxia", false),
    ("the baby cried at night", "cried", false),
    ("they miss appointments often", "appointments", false),
    ("an MR scan was done", "scan", false),
    ("they called cps about it", "cps", false),
];

#[test]
fn a_name_in_small_letters_is_found_behind_a_word_that_announces_it() {
    let options = Options::default();
    for &(text, said, is_name) in IN_SMALL_LETTERS {
        let start = text.rfind(said).unwrap();
        let place = start..start + said.len();
        let found = find(text, &Register::default(), &options);
        let hidden = found.iter().any(|one| {
            let covers = one.start <= place.start && place.end <= one.end;
            covers && one.certainty > Certainty::Asked
        });
        assert_eq!(hidden, is_name, "{text}: {found:?}");
    }
}

#[test]
fn names_on_record_are_found_in_small_letters() {
    for (text, said) in [
        ("we met harding at the gate", "harding"),
        (
            "we met mary-jane harding-o'connor there",
            "mary-jane harding-o'connor",
        ),
        ("we met mohammed at the gate", "mohammed"),
        ("then mr young rang", "young"),
        ("her father will rang", "will"),
    ] {
        assert_eq!(left(text, said), [], "{text}");
    }
}

/// Sentences of the generated set that hold nobody, with the recogniser.
#[test]
fn ordinary_words_are_left_by_the_whole() {
    let register = Register::from_json(REGISTER).unwrap();
    let options = Options::default();
    let texts = include_str!("../../examples/gate/ordinary.txt").lines();
    let sentences = include_str!("../../examples/gate/sentences.txt").lines();
    let held_by_nobody = sentences.filter_map(|line| line.split_once('\t'));
    let all: Vec<String> = texts
        .map(str::to_owned)
        .chain(held_by_nobody.map(|(_, sentence)| sentence.replace("{}", "the child")))
        .collect();
    let (mut words, mut taken) = (0, Vec::new());
    for text in &all {
        words += text.split_whitespace().count();
        let mut naming = options.names.start(&register);
        for one in find_with(text, &register, &options, &recognised(text), &mut naming) {
            if one.certainty > Certainty::Asked {
                let said = &text[one.range()];
                taken.extend(said.split_whitespace().map(str::to_owned));
            }
        }
    }
    let most = words * 2 / 100;
    assert!(taken.len() <= most, "{} of {words}: {taken:?}", taken.len());
}
