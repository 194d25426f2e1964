//! Groups of ages, which are nobody's age: "16- and 17-year-olds", "aged 18 to 25", "mothers aged under 20".

use super::context::words_before;
use super::rules;
use crate::groups::in_general;

macro_rules! number {
    () => {
        r"(?:[0-9]{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty)"
    };
}
macro_rules! unit {
    () => {
        r"(?:\s?(?:years?|yrs?|months?|weeks?))"
    };
}

rules! {
    OLDS = concat!(r"(?i)(?-u:\b)", number!(), r"-?(?:,?\s?(?:,|to|and|or|/|–|-)\s?", number!(), r"-?){0,5}[ -]?(?:years?|months?|weeks?)[ -]olds(?-u:\b)");
    RANGE = concat!(r"(?i)(?-u:\b)(?:aged?|ages?)\s(?:from\s)?", number!(), unit!(), r"?\s?(?:to|–|-)\s?", number!(), r"(?:(?:,|\sand|\sor|,\sand)\s?", number!(), r"\s?(?:to|–|-)\s?", number!(), r")*", unit!(), r"?(?-u:\b)");
    BETWEEN = concat!(r"(?i)(?-u:\b)(?:aged between|between the ages of|from the ages? of)\s", number!(), r"\s(?:and|to)\s", number!(), unit!(), r"?(?-u:\b)");
    PAIR = concat!(r"(?i)(?-u:\b)(?P<people>[a-z]+) (?P<x>aged ", number!(), r" (?:and|or) ", number!(), r")(?-u:\b)");
    LIMIT = concat!(r"(?i)(?-u:\b)(?:(?:aged?|ages)\s)?(?:under|over|below|above|at least|up to|younger than|older than)[ -](?:the age of |age )?", number!(), r"s?(?-u:\b)(?:\sand (?:under|over))?", unit!(), r"?(?:\s(?:old|of age))?(?-u:\b)");
}

/// Those of whom "aged 3 and 5" says which they are.
const KIN: [&str; 7] = [
    "siblings",
    "brothers",
    "sisters",
    "sons",
    "daughters",
    "children",
    "twins",
];

/// "Young people aged 16 and 17": several ages behind people of whom nobody says which.
fn pairs(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let all = PAIR.iter().flat_map(|rule| rule.captures_iter(text));
    all.filter_map(|one| {
        let (people, pair) = (one.name("people")?, one.name("x")?);
        let kin = KIN.contains(&people.as_str().to_lowercase().as_str());
        let general = !kin && in_general(text, (people.start(), people.end()));
        general.then_some((pair.start(), pair.end()))
    })
}

/// Where the text tells of ages of people in general.
pub(crate) fn groups(text: &str) -> Vec<(usize, usize)> {
    // Most texts tell of none: looked for by a piece of each form first.
    let lower = text.contains("ge") || text.contains("GE") || text.contains("old");
    let limits = [
        "der ", "ver ", "low ", "ove ", "han ", "to ", "ast ", "der-", "ver-",
    ];
    if !lower && !limits.iter().any(|piece| text.contains(piece)) {
        return Vec::new();
    }
    let found = |rule: &'static Option<regex::Regex>| {
        let all = rule.iter().flat_map(|rule| rule.find_iter(text));
        all.map(|one| (one.start(), one.end()))
    };
    let mut all: Vec<(usize, usize)> = found(&OLDS).chain(found(&RANGE)).collect();
    all.retain(|place| !is_of_certain(text, *place));
    all.extend(found(&BETWEEN));
    all.extend(found(&LIMIT));
    all.extend(pairs(text));
    all
}

/// Several of whom the text says which they are: "her two 16- and 17-year-olds".
pub(crate) fn of_certain(text: &str) -> Vec<(usize, usize)> {
    let all = OLDS.iter().flat_map(|rule| rule.find_iter(text));
    let all = all.map(|one| (one.start(), one.end()));
    all.filter(|place| is_of_certain(text, *place)).collect()
}

/// Whether the words before say which people are meant.
fn is_of_certain(text: &str, (start, _): (usize, usize)) -> bool {
    const CERTAIN: &[&str] = &[
        "both",
        "two",
        "three",
        "four",
        "five",
        "six",
        "2",
        "3",
        "4",
        "5",
        "6",
        "his",
        "her",
        "their",
        "my",
        "our",
        "these",
        "those",
        "twins",
        "siblings",
        "brothers",
        "sisters",
        "sons",
        "daughters",
        "child",
        "boy",
        "girl",
        "baby",
        "son",
        "daughter",
    ];
    let words = words_before(text, start);
    words
        .iter()
        .take(4)
        .any(|word| CERTAIN.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_of_people_in_general_are_told_from_those_of_somebody() {
        for (text, said) in [
            (
                "16- and 17-year-olds are moved at 18.",
                "16- and 17-year-olds",
            ),
            ("For 5- to 7-year-olds it is hard.", "5- to 7-year-olds"),
            ("Most 16/17 year olds wait.", "16/17 year olds"),
            ("Care leavers aged 18 to 25 wait.", "aged 18 to 25"),
            (
                "Ages 0-5, 6-10 and 11-15 are told apart.",
                "Ages 0-5, 6-10 and 11-15",
            ),
            ("Mothers aged under 20 wait.", "aged under 20"),
            ("Children under 5 wait.", "under 5"),
            ("Young people aged 16 and 17 wait.", "aged 16 and 17"),
            ("It is for those over 18 months.", "over 18 months"),
        ] {
            let all = groups(text);
            let found: Vec<&str> = all.iter().map(|(start, end)| &text[*start..*end]).collect();
            assert_eq!(found, [said], "{text}");
        }
        for text in [
            "Her two 16- and 17-year-olds were seen.",
            "The siblings, aged 3 to 7, were seen.",
            "Her two young people aged 16 and 17 were seen.",
            "Children aged 3 and 5 were seen.",
            "A girl aged 7 was seen.",
            "She was 17 years old.",
        ] {
            assert!(groups(text).is_empty(), "{text}");
        }
    }
}
