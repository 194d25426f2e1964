#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;

fn facts(list: &[(Part, &str)]) -> Facts {
    let mut facts = Facts::default();
    for (part, code) in list {
        facts.add(*part, *code);
    }
    facts
}

#[test]
fn common_facts_may_leave_together() {
    let national = National::england().unwrap();
    assert!(!national.is_checked());
    let common = facts(&[
        (Part::Age, "under-1"),
        (Part::Sex, "male"),
        (Part::Harm, "death"),
    ]);
    assert_eq!(combinations(&common, &national), []);
}

#[test]
fn a_rare_combination_is_as_small_as_it_can_be() {
    let national = National::england().unwrap();
    let rare = facts(&[
        (Part::Age, "6-to-10"),
        (Part::Sex, "female"),
        (Part::Ethnicity, "traveller"),
        (Part::Harm, "drowning"),
    ]);
    let found = combinations(&rare, &national);
    assert!(!found.is_empty());
    for one in &found {
        let fits = one.fits.unwrap();
        assert!(
            fits < f64::from(one.fewest) && one.facts.len() >= 2,
            "{one:?}"
        );
        for left_out in &one.facts {
            let rest: Vec<Fact> = one
                .facts
                .iter()
                .filter(|fact| *fact != left_out)
                .cloned()
                .collect();
            assert!(
                rest.len() < 2 || national.fits(&rest, false) >= f64::from(one.fewest),
                "{one:?}"
            );
        }
    }
    let names_the_harm = |one: &Combination| one.facts.iter().any(|fact| fact.code == "drowning");
    assert!(found.iter().any(names_the_harm), "{found:?}");
}

#[test]
fn a_year_makes_a_combination_rarer() {
    let national = National::england().unwrap();
    let mut given = facts(&[
        (Part::Area, "north-east"),
        (Part::Sex, "male"),
        (Part::Month, "3"),
    ]);
    let before = combinations(&given, &national);
    given.has_year = true;
    let after = combinations(&given, &national);
    assert!(
        after.first().unwrap().fits < before.first().and_then(|one| one.fits).or(Some(f64::MAX))
    );
}

#[test]
fn prose_gives_its_facts_and_they_are_put_together() {
    let national = National::england().unwrap();
    let text = "A 9-year-old girl from a Gypsy family drowned near a village in March 2024; the inquest was on the news.";
    let (found, together) = facts_in(text);
    let parts: Vec<(Part, &str)> = found
        .iter()
        .map(|one| (one.fact.part, one.fact.code.as_str()))
        .collect();
    for wanted in [
        (Part::Age, "6-to-10"),
        (Part::Sex, "female"),
        (Part::Ethnicity, "traveller"),
        (Part::Harm, "drowning"),
        (Part::SmallPlace, "small"),
        (Part::Month, "3"),
        (Part::InPress, "reported"),
    ] {
        assert!(parts.contains(&wanted), "{wanted:?} in {parts:?}");
    }
    let why: Vec<Together> = combinations(&together, &national)
        .into_iter()
        .map(|one| one.why)
        .collect();
    for wanted in [
        Together::FewInTheCountry,
        Together::SmallPlace,
        Together::InPress,
    ] {
        assert!(why.contains(&wanted), "{wanted:?}");
    }
    let (_, plain) = facts_in("A plan was made and nobody was told who would carry it out.");
    assert_eq!(combinations(&plain, &national), []);
}

#[test]
fn numbers_that_are_no_shares_are_refused() {
    let text = include_str!("../../data/national.toml").replace("share = 0.36", "share = 36.0");
    assert!(
        matches!(National::from_toml(&text), Err(NationalError::Share(name)) if name == "under-1")
    );
}
