//! What stands in the place of a finding.

use deidentify::{DateForm, How, Known, Names, Options, Person, Register, Role, apply, find};
use proptest::prelude::*;

fn register() -> Register {
    let person = |name: &str, role| Person {
        names: vec![name.to_owned()],
        role,
        ..Person::default()
    };
    Register::new(&Known {
        people: vec![
            person("Amelia Tattersall", Role::Child),
            person("Brenda Tattersall", Role::Parent),
            Person {
                job: Some("health visitor".to_owned()),
                ..person("Olga Kettlewell", Role::Practitioner)
            },
        ],
        ..Known::default()
    })
}

fn written(text: &str, seed: u8, dates: DateForm) -> String {
    let options = Options {
        names: Names::new([seed; 32]),
        dates,
        ..Options::default()
    };
    let findings = find(text, &register(), &options);
    let replacements: Vec<_> = findings
        .iter()
        .map(|one| (one.range(), one.suggestions[0].text.as_str()))
        .collect();
    let (written, count) = apply(text, &replacements);
    assert_eq!(count, findings.len());
    written
}

#[test]
fn a_pseudonym_is_one_persons_in_a_document_and_another_in_the_next_release() {
    let text = "Amelia was cold. Amelia Tattersall's coat was lost; Brenda Tattersall said so.";
    let one = written(text, 1, DateForm::Year);
    let child: Vec<&str> = one
        .match_indices("Child ")
        .map(|(at, _)| &one[at..at + 7])
        .collect();
    assert_eq!(child.len(), 2, "{one}");
    assert_eq!(child[0], child[1]);
    assert!(
        one.contains("Parent ") && !one.contains("Child A ") && !one.contains("Child T "),
        "{one}"
    );
    assert!((2..20).any(|seed| written(text, seed, DateForm::Year) != one));
    assert_eq!(written(text, 1, DateForm::Year), one);
}

#[test]
fn ages_dates_and_roles_become_wider() {
    let text =
        "On 4 March 2024 Olga Kettlewell saw a 3-year-old boy, aged 3, at Foxcote Primary School.";
    let year = written(text, 1, DateForm::Year);
    assert_eq!(
        year,
        "On a day in 2024 a health visitor saw a 1-to-5-year-old boy, aged 1 to 5, at a primary school."
    );
    assert!(written(text, 1, DateForm::Season).contains("spring 2024"));
    assert!(written(text, 1, DateForm::Removed).contains("[date removed]"));
    let last = find(text, &register(), &Options::default());
    assert!(
        last.iter()
            .all(|one| one.suggestions.last().unwrap().how == How::Removed)
    );
}

#[test]
fn what_stands_in_a_place_fits_the_words_around_it() {
    let said = |text: &str| written(text, 1, DateForm::Year);
    assert_eq!(
        said("They met at the Foxcote Family Centre."),
        "They met at the centre."
    );
    assert_eq!(
        said("They met at Foxcote Family Centre."),
        "They met at a centre."
    );
    assert_eq!(said("It ended by 4 March 2024."), "It ended by 2024.");
    let register = Register::from_json(r#"[{"name": "Iris Moss", "role": "mother"}]"#).unwrap();
    let text = "They saw Iris Moss' house.";
    let all = find(text, &register, &Options::default());
    let (written, _) = apply(text, &[(all[0].range(), &all[0].suggestions[0].text)]);
    assert!(
        written.starts_with("They saw Parent ") && written.ends_with("'s house."),
        "{written}"
    );
    let ages = find(
        "Twins aged 3 and 7 were seen.",
        &register,
        &Options::default(),
    );
    assert_eq!(ages[0].suggestions[0].text, "1 to 10");
}

#[test]
fn a_range_that_does_not_fit_is_left_out() {
    let text = "naïve plan";
    let (written, count) = apply(text, &[(0..2, "x"), (1..4, "y"), (3..4, "z"), (7..99, "w")]);
    assert_eq!((written.as_str(), count), ("xïve plan", 1));
}

proptest! {
    #[test]
    fn nothing_panics_and_nothing_overlaps(text in "\\PC{0,200}") {
        let findings = find(&text, &register(), &Options::default());
        for pair in findings.windows(2) {
            prop_assert!(pair[0].end <= pair[1].start);
        }
        for one in &findings {
            prop_assert!(text.get(one.range()).is_some_and(|said| !said.is_empty()));
        }
    }
}
