//! Facts of a combination in free text.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::{Fact, Facts, Part, announced, jobs, school, told};
use crate::groups::in_general;
use crate::kind::Kind;
use crate::patterns::{self, Seen, age_number, age_unit, before, stands_alone};
use crate::register::{AgeUnit, Register};
use crate::text::Words;
use crate::words::is_ordinary;

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
    /// Whether it is said of people in general ("Black boys are seen as older"): no fact of one child.
    pub of_many: bool,
}

impl FoundFact {
    pub(super) fn new((start, end): (usize, usize), part: Part, code: impl Into<String>) -> Self {
        Self {
            start,
            end,
            fact: Fact {
                part,
                code: code.into(),
            },
            of_many: false,
        }
    }
}

/// When a word of a list counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Counts {
    /// Wherever it stands.
    Always,
    /// An ordinary word that is a people or a faith only with a capital, or beside a person.
    Named,
    /// Beside a word for a person or a family.
    Beside,
    /// Where one is meant, or several of them.
    Held,
    /// Where a certain one is meant.
    Definite,
}

struct Said {
    search: AhoCorasick,
    facts: Vec<(Fact, Counts)>,
}

static WORDS: LazyLock<Option<Said>> = LazyLock::new(said);

fn said() -> Option<Said> {
    let lists: BTreeMap<String, BTreeMap<String, Vec<String>>> = toml::from_str(SAID).ok()?;
    let mut facts = Vec::new();
    let mut forms = Vec::new();
    for (list, codes) in &lists {
        let (part, counts) = list_of(list)?;
        let has_plural = !matches!(counts, Counts::Held | Counts::Definite);
        for (code, words) in codes {
            let code = code.as_str();
            for word in words {
                let plural = has_plural.then(|| format!("{word}s"));
                for form in std::iter::once(word.clone()).chain(plural) {
                    forms.push(form);
                    let code = code.to_owned();
                    facts.push((Fact { part, code }, counts));
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

/// What a list of words tells, and when.
fn list_of(name: &str) -> Option<(Part, Counts)> {
    let part = |code: &str| PARTS.into_iter().find(|part| part.code() == code);
    if let Some(code) = name.strip_suffix("-beside") {
        return Some((part(code)?, Counts::Beside));
    }
    if let Some(code) = name.strip_suffix("-definite") {
        return Some((part(code)?, Counts::Definite));
    }
    let part = part(name)?;
    let counts = match part {
        Part::Ethnicity => Counts::Named,
        Part::OneHolder => Counts::Held,
        _ => Counts::Always,
    };
    Some((part, counts))
}

const PARTS: [Part; 9] = [
    Part::Age,
    Part::Sex,
    Part::Ethnicity,
    Part::Area,
    Part::Harm,
    Part::SmallPlace,
    Part::PlaceKind,
    Part::InPress,
    Part::OneHolder,
];

/// The facts that a text gives, in its order, and all of them as they leave together.
#[must_use]
pub fn facts_in(text: &str) -> (Vec<FoundFact>, Facts) {
    let mut found: Vec<FoundFact> = of_lists(text);
    school::find(text, &mut found);
    announced::find(text, &mut found);
    told::find(text, &mut found);
    jobs::find(text, &mut found);
    let mut has_year = false;
    for seen in patterns::all(&Words::new(text), &Register::default()) {
        has_year |= seen.date.is_some_and(|date| date.year.is_some());
        if let Some(one) = of_pattern(text, &seen) {
            // "14 months old" is an age of its own, not the word for a baby in it. "The only 9-year-old" says more than the age.
            let apart = |two: &FoundFact| two.end <= one.start || one.end <= two.start;
            let says_more = |two: &FoundFact| {
                matches!(
                    two.fact.part,
                    Part::Unique | Part::Siblings | Part::InPress | Part::OneHolder
                )
            };
            found.retain(|two| apart(two) || says_more(two));
            found.push(one);
        }
    }
    found.sort_by_key(|one| (one.start, std::cmp::Reverse(one.end)));
    // "Four siblings" is in "one of four siblings" already.
    let mut whole: Vec<FoundFact> = Vec::with_capacity(found.len());
    for one in found {
        let is_in = |two: &FoundFact| two.fact == one.fact && one.end <= two.end;
        if !whole.iter().any(is_in) {
            whole.push(one);
        }
    }
    let mut found = whole;
    say_who_are_many(text, &mut found);
    let mut facts = Facts {
        has_year,
        ..Facts::default()
    };
    for one in found.iter().filter(|one| !one.of_many) {
        facts.add(one.fact.part, one.fact.code.clone());
    }
    (found, facts)
}

/// Marks what is said of people in general: sex and ethnicity of several of whom nobody says which, in a sentence that tells of no
/// certain place, day or news.
fn say_who_are_many(text: &str, found: &mut [FoundFact]) {
    let end_of = |at: usize| {
        let rest = text.get(at..).unwrap_or_default();
        rest.find(['.', '!', '?', '\n'])
            .map_or(text.len(), |end| at + end)
    };
    let tied: Vec<usize> = found
        .iter()
        .filter(|one| {
            matches!(
                one.fact.part,
                Part::SmallPlace | Part::PlaceKind | Part::Unique | Part::InPress | Part::Month
            )
        })
        .map(|one| end_of(one.end))
        .collect();
    for one in found {
        let general = matches!(one.fact.part, Part::Ethnicity | Part::Sex)
            && in_general(text, (one.start, one.end));
        one.of_many = general && !tied.contains(&end_of(one.end));
    }
}

fn of_lists(text: &str) -> Vec<FoundFact> {
    let Some(said) = WORDS.as_ref() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for one in said.search.find_iter(text) {
        let place = (one.start(), one.end());
        if let Some((fact, counts)) = said.facts.get(one.pattern().as_usize())
            && stands_alone(text, place.0, place.1)
            && counts.here(text, place)
        {
            let (start, end) = match fact.part {
                Part::Ethnicity => (place.0, with_speaking(text, place.1)),
                _ => place,
            };
            found.push(FoundFact::new((start, end), fact.part, fact.code.clone()));
        }
    }
    found
}

/// Words for a person, a family or where they come from.
const PERSON_WORDS: [&str; 62] = [
    "child",
    "children",
    "boy",
    "boys",
    "girl",
    "girls",
    "baby",
    "babies",
    "infant",
    "toddler",
    "teenager",
    "teenagers",
    "pupil",
    "pupils",
    "student",
    "students",
    "family",
    "families",
    "parent",
    "parents",
    "mother",
    "mothers",
    "father",
    "fathers",
    "mum",
    "dad",
    "carer",
    "carers",
    "couple",
    "household",
    "households",
    "woman",
    "women",
    "man",
    "men",
    "person",
    "people",
    "adult",
    "adults",
    "sibling",
    "siblings",
    "brother",
    "sister",
    "son",
    "daughter",
    "twins",
    "community",
    "communities",
    "heritage",
    "background",
    "origin",
    "descent",
    "ethnicity",
    "faith",
    "congregation",
    "youth",
    "youths",
    "grandmother",
    "grandfather",
    "grandparents",
    "male",
    "female",
];

/// Words of somebody of whom something is said.
const THEY: [&str; 5] = ["he", "she", "they", "who", "we"];

/// Words between somebody and what is said of them.
const ARE: [&str; 8] = ["is", "was", "are", "were", "as", "a", "an", "being"];

impl Counts {
    fn here(self, text: &str, place: (usize, usize)) -> bool {
        match self {
            Self::Always => true,
            Self::Named => {
                let said = text.get(place.0..place.1).unwrap_or_default();
                let has_capital = said.chars().next().is_some_and(char::is_uppercase);
                has_capital || !is_ordinary(said) || beside_a_person(text, place)
            }
            Self::Beside => beside_a_person(text, place),
            Self::Held => {
                let before = last_words(text, place.0);
                let every = ["every", "each", "any", "no", "per"];
                !before
                    .first()
                    .is_some_and(|word| every.contains(&word.as_str()))
            }
            Self::Definite => is_definite(text, place.0),
        }
    }
}

/// The words before a place in its sentence, the nearest first, in small letters.
fn last_words(text: &str, place: usize) -> Vec<String> {
    let around = before(text, place, 40);
    let sentence = around.rsplit(['.', ';', '!', '?', '\n']).next();
    let words = sentence.unwrap_or_default().split_whitespace().rev();
    words
        .map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()))
        .map(str::to_owned)
        .take(3)
        .collect()
}

/// Whether a word for a person follows at once or after one word more, or somebody is said to be this.
fn beside_a_person(text: &str, place: (usize, usize)) -> bool {
    let behind = patterns::after(text, place.1, 40);
    let sentence = behind.split(['.', ',', ';', ':', '!', '?', '\n']).next();
    let words = sentence
        .unwrap_or_default()
        .split(|letter: char| !letter.is_alphabetic());
    let mut words = words.filter(|word| !word.is_empty()).take(2);
    if words.any(|word| PERSON_WORDS.contains(&word)) {
        return true;
    }
    let before = last_words(text, place.0);
    let mut before = before.iter().map(String::as_str);
    let is = before.next().is_some_and(|word| ARE.contains(&word));
    let mut somebody = before.skip_while(|word| ARE.contains(word));
    let somebody = somebody.next();
    is && somebody.is_some_and(|word| THEY.contains(&word) || PERSON_WORDS.contains(&word))
}

/// "the practice nurse", "our then practice nurse", "the school's designated doctor".
fn is_definite(text: &str, place: usize) -> bool {
    const BETWEEN: [&str; 10] = [
        "then", "former", "current", "acting", "only", "local", "same", "new", "school", "trust",
    ];
    let before = last_words(text, place);
    let mut before = before.iter().map(String::as_str);
    let meant = |word: &str| matches!(word, "the" | "our") || word.ends_with("'s");
    match (before.next(), before.next()) {
        (Some(first), _) if meant(first) || first.ends_with("’s") => true,
        (Some(first), Some(second)) => BETWEEN.contains(&first) && meant(second),
        _ => false,
    }
}

/// "Polish-speaking", "Urdu interpreter": the whole of it.
fn with_speaking(text: &str, end: usize) -> usize {
    const ENDS: [&str; 6] = [
        "speaking",
        "speakers",
        "speaker",
        "interpreters",
        "interpreter",
        "language",
    ];
    let behind = patterns::after(text, end, 16);
    let Some(rest) = behind.strip_prefix([' ', '-']) else {
        return end;
    };
    let word = ENDS.iter().find(|word| rest.starts_with(**word));
    let whole = word.map_or(end, |word| end + 1 + word.len());
    match text.is_char_boundary(whole) {
        true => whole,
        false => end,
    }
}

fn of_pattern(text: &str, seen: &Seen) -> Option<FoundFact> {
    let place = (seen.start, seen.end);
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
            Some(FoundFact::new(place, Part::Age, band(years)?))
        }
        Kind::Date | Kind::BirthDate => {
            let month = seen.date?.month?;
            Some(FoundFact::new(place, Part::Month, month.to_string()))
        }
        Kind::Place | Kind::Address | Kind::Postcode | Kind::PostcodeArea => {
            Some(FoundFact::new(place, Part::Area, "authority"))
        }
        _ => None,
    }
}

/// The band of the national statistics; none for grown-up people.
pub(super) const fn band(years: u32) -> Option<&'static str> {
    match years {
        0 => Some("under-1"),
        1..=5 => Some("1-to-5"),
        6..=10 => Some("6-to-10"),
        11..=15 => Some("11-to-15"),
        16..=17 => Some("16-to-17"),
        _ => None,
    }
}
