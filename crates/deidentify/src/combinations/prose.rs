//! Facts of a combination in free text.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::{Fact, Facts, Part};
use crate::kind::Kind;
use crate::patterns::{self, Seen, age_number, age_unit};
use crate::register::{AgeUnit, Register};
use crate::text::Words;

const SAID: &str = include_str!("../../data/said.toml");

/// A fact and where it is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundFact {
    /// First byte in the text.
    pub start: usize,
    /// Byte behind the last.
    pub end: usize,
    /// The fact.
    pub fact: Fact,
}

struct Said {
    search: AhoCorasick,
    facts: Vec<Fact>,
}

static WORDS: LazyLock<Option<Said>> = LazyLock::new(said);

fn said() -> Option<Said> {
    let lists: BTreeMap<String, BTreeMap<String, Vec<String>>> = toml::from_str(SAID).ok()?;
    let mut facts = Vec::new();
    let mut forms = Vec::new();
    for (part, codes) in &lists {
        let part = part_of(part)?;
        for (code, words) in codes {
            for word in words {
                for form in [word.clone(), format!("{word}s")] {
                    forms.push(form);
                    facts.push(Fact {
                        part,
                        code: code.clone(),
                    });
                }
            }
        }
    }
    let search = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostLongest)
        .build(forms)
        .ok()?;
    Some(Said { search, facts })
}

fn part_of(code: &str) -> Option<Part> {
    [
        Part::Age,
        Part::Sex,
        Part::Ethnicity,
        Part::Area,
        Part::Month,
        Part::Harm,
        Part::SmallPlace,
        Part::InPress,
        Part::OneHolder,
    ]
    .into_iter()
    .find(|part| part.code() == code)
}

/// The facts that a text gives, in its order, and all of them as they leave together.
#[must_use]
pub fn facts_in(text: &str) -> (Vec<FoundFact>, Facts) {
    let mut found: Vec<FoundFact> = Vec::new();
    let mut has_year = false;
    if let Some(said) = WORDS.as_ref() {
        for one in said.search.find_iter(text) {
            let (start, end) = (one.start(), one.end());
            if let Some(fact) = said.facts.get(one.pattern().as_usize())
                && stands_alone(text, start, end)
            {
                found.push(FoundFact {
                    start,
                    end,
                    fact: fact.clone(),
                });
            }
        }
    }
    for seen in patterns::all(&Words::new(text), &Register::default()) {
        has_year |= seen.date.is_some_and(|date| date.year.is_some());
        if let Some(fact) = of_pattern(text, &seen) {
            // "14 months old" is an age of its own, not the word for a baby in it.
            found.retain(|one| one.end <= seen.start || seen.end <= one.start);
            found.push(FoundFact {
                start: seen.start,
                end: seen.end,
                fact,
            });
        }
    }
    found.sort_by_key(|one| (one.start, one.end));
    let mut facts = Facts {
        has_year,
        ..Facts::default()
    };
    for one in &found {
        facts.add(one.fact.part, one.fact.code.clone());
    }
    (found, facts)
}

fn of_pattern(text: &str, seen: &Seen) -> Option<Fact> {
    match seen.kind {
        Kind::Age => {
            let said = text.get(seen.start..seen.end)?;
            let number = age_number(said)?;
            let years = match age_unit(said) {
                AgeUnit::Years => number,
                AgeUnit::Months => number / 12,
                AgeUnit::Weeks => number / 52,
                AgeUnit::Days => number / 365,
            };
            Some(Fact {
                part: Part::Age,
                code: band(years)?.to_owned(),
            })
        }
        Kind::Date | Kind::BirthDate => Some(Fact {
            part: Part::Month,
            code: seen.date?.month?.to_string(),
        }),
        Kind::Place | Kind::Address | Kind::Postcode | Kind::PostcodeArea => Some(Fact {
            part: Part::Area,
            code: "authority".to_owned(),
        }),
        _ => None,
    }
}

/// The band of the national statistics; none for grown-up people.
const fn band(years: u32) -> Option<&'static str> {
    match years {
        0 => Some("under-1"),
        1..=5 => Some("1-to-5"),
        6..=10 => Some("6-to-10"),
        11..=15 => Some("11-to-15"),
        16..=17 => Some("16-to-17"),
        _ => None,
    }
}

fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let before = text
        .get(..start)
        .and_then(|before| before.chars().next_back());
    let after = text.get(end..).and_then(|after| after.chars().next());
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}
