//! Places, organisations and addresses: several words in their order, each as others write it.

use super::index::{Index, Match, Near, near};
use super::join::is_blank;
use super::names::exact_certainty;
use crate::kind::{Certainty, Kind, Why};
use crate::text::{Shape, Words, folded_words};
use crate::words::{Ordinary, ordinary, ordinary_or_inflected};

/// Words that say what kind of thing is named, and are left out when people speak of it.
const GENERIC: [&str; 71] = [
    "c",
    "of",
    "e",
    "ce",
    "cofe",
    "catholic",
    "rc",
    "voluntary",
    "aided",
    "school",
    "primary",
    "secondary",
    "infant",
    "infants",
    "junior",
    "juniors",
    "academy",
    "college",
    "nursery",
    "preschool",
    "playgroup",
    "hospital",
    "infirmary",
    "surgery",
    "clinic",
    "practice",
    "medical",
    "health",
    "centre",
    "center",
    "hub",
    "ward",
    "unit",
    "house",
    "home",
    "childrens",
    "family",
    "police",
    "station",
    "refuge",
    "church",
    "mosque",
    "club",
    "youth",
    "project",
    "trust",
    "nhs",
    "foundation",
    "council",
    "borough",
    "city",
    "county",
    "district",
    "community",
    "high",
    "grammar",
    "special",
    "general",
    "royal",
    "university",
    "fostering",
    "housing",
    "association",
    "estate",
    "ltd",
    "limited",
    "plc",
    "service",
    "services",
    "team",
    "company",
];

/// Words before a place that are left out.
const LED_BY: [&str; 13] = [
    "the", "upper", "lower", "great", "little", "north", "south", "east", "west", "new", "old",
    "higher", "central",
];

/// All phrases.
#[derive(Default)]
pub(crate) struct Phrases {
    starts: Index,
    forms: Vec<PhraseForm>,
}

/// One way of saying the name.
struct PhraseForm {
    entity: usize,
    words: Vec<String>,
    /// Not the whole name.
    is_part: bool,
}

impl Phrases {
    /// Adds the name of a place or an organisation.
    pub fn add(&mut self, name: &str, kind: Kind, entity: usize) {
        let words: Vec<String> = folded_words(name).into_iter().map(canonical).collect();
        let inner: Vec<String> = words
            .iter()
            .filter(|word| *word != "the")
            .cloned()
            .collect();
        let core = core(&inner);
        self.add_form(inner.clone(), entity, false);
        if core.len() < inner.len() && tells(&core) {
            self.add_form(core.clone(), entity, true);
        }
        if kind == Kind::Place && inner.len() > 1 {
            for word in inner.iter().filter(|word| word.chars().count() >= 5) {
                if ordinary(word) == Ordinary::No {
                    self.add_form(vec![word.clone()], entity, true);
                }
            }
        }
    }

    /// Adds what an operation is called, with the words before it and alone.
    pub fn add_operation(&mut self, name: &str, entity: usize) {
        let words = folded_words(name);
        for said in ["operation", "op"] {
            let mut with = vec![said.to_owned()];
            with.extend(words.iter().cloned());
            self.add_form(with, entity, false);
        }
        self.add_form(words, entity, true);
    }

    /// Adds an address: the whole, its first line, and its street with a number.
    pub fn add_address(&mut self, address: &str, entity: usize) {
        let lines = address.split([',', '\n']).map(str::trim);
        for line in lines.filter(|line| !line.is_empty()) {
            let words: Vec<String> = folded_words(line).into_iter().map(canonical).collect();
            let has_number = words
                .iter()
                .any(|word| word.chars().any(|c| c.is_ascii_digit()));
            let letters = words
                .iter()
                .filter(|word| word.chars().all(char::is_alphabetic))
                .count();
            let is_postcode = letters == 0;
            if is_postcode || words.len() < 2 {
                continue;
            }
            let street: Vec<String> = words
                .iter()
                .skip_while(|word| word.chars().any(|c| c.is_ascii_digit()) || *word == "flat")
                .cloned()
                .collect();
            if has_number && street.len() >= 2 {
                self.add_form(street, entity, true);
            }
            self.add_form(words, entity, false);
        }
    }

    fn add_form(&mut self, words: Vec<String>, entity: usize, is_part: bool) {
        if let Some(first) = words.first() {
            self.starts.add(first, self.forms.len());
            self.forms.push(PhraseForm {
                entity,
                words,
                is_part,
            });
        }
    }

    /// Every mention, the longest at each place.
    pub fn matches(&self, words: &Words<'_>) -> Vec<Match> {
        let mut found = Vec::new();
        if self.forms.is_empty() {
            return found;
        }
        let mut scratch = String::new();
        for at in 0..words.all().len() {
            let longest = self
                .beginning_at(words, at, &mut scratch)
                .into_iter()
                .max_by_key(|one| (one.end, one.certainty));
            found.extend(longest);
        }
        found
    }

    fn beginning_at(&self, words: &Words<'_>, at: usize, scratch: &mut String) -> Vec<Match> {
        let Some(word) = words.get(at) else {
            return Vec::new();
        };
        let mut forms: Vec<usize> = Vec::new();
        for said in [words.stem(word), words.folded(word)] {
            forms.extend(self.starts.same(canonical_of(said)).unwrap_or_default());
            if let Some(singular) = said.strip_suffix('s') {
                forms.extend(self.starts.same(singular).unwrap_or_default());
            }
        }
        let looks_wrong = word.shape != Shape::Digits
            && (word.shape != Shape::Small
                || ordinary_or_inflected(words.stem(word)) == Ordinary::No);
        if forms.is_empty() && looks_wrong {
            let near = self.starts.one_wrong(words.stem(word), scratch);
            forms.extend(near.iter().flat_map(|(_, uses)| uses.iter()));
        }
        forms.sort_unstable();
        forms.dedup();
        forms
            .into_iter()
            .filter_map(|form| self.forms.get(form))
            .filter_map(|form| form.here(words, at))
            .collect()
    }
}

impl PhraseForm {
    /// The mention where the words from here on are this phrase.
    fn here(&self, words: &Words<'_>, at: usize) -> Option<Match> {
        let mut place = at;
        let mut wrong = 0;
        for (step, wanted) in self.words.iter().enumerate() {
            if step > 0 {
                let gap = words.gap_behind(place);
                let joins = is_blank(gap) || matches!(gap.trim(), "-" | "." | "," | "&" | "/");
                if !joins {
                    return None;
                }
                place += 1;
            }
            let word = words.get(place)?;
            wrong +=
                usize::from(said(wanted, words.stem(word), words.folded(word))? == Near::OneWrong);
        }
        if wrong > 1 && wrong == self.words.len() {
            return None;
        }
        let (first, last) = (words.get(at)?, words.get(place)?);
        let certainty = self.certainty(words, at, wrong);
        let why = match (wrong, self.is_part) {
            _ if certainty == Certainty::Asked => Why::OrdinaryWord,
            (1.., _) => Why::KnownMisspelt,
            (_, true) => Why::KnownForm,
            _ => Why::Known,
        };
        let whole_last = self
            .words
            .last()
            .is_some_and(|wanted| wanted == words.folded(last));
        Some(Match {
            start: first.start,
            end: if whole_last { last.end } else { last.stem_end },
            entity: self.entity,
            certainty,
            why,
        })
    }

    fn certainty(&self, words: &Words<'_>, at: usize, wrong: usize) -> Certainty {
        let capital = |at: usize| {
            words
                .get(at)
                .is_some_and(|word| matches!(word.shape, Shape::Capital | Shape::Capitals))
        };
        if self.words.len() == 1 {
            let sure = exact_certainty(words, at);
            let is_slip = wrong > 0
                && words
                    .get(at)
                    .is_some_and(|word| ordinary_or_inflected(words.stem(word)) != Ordinary::No);
            return if is_slip && !capital(at) {
                Certainty::Asked
            } else {
                sure
            };
        }
        let every_ordinary = self.words.iter().all(|word| ordinary(word) != Ordinary::No);
        let has_capital = (at..at + self.words.len())
            .any(|at| capital(at) && words.get(at).is_some_and(|word| !word.begins));
        if every_ordinary && self.is_part && !has_capital && !capital(at + 1) {
            Certainty::Asked
        } else {
            Certainty::Sure
        }
    }
}

/// Whether the word of the text says the wanted one.
fn said(wanted: &str, stem: &str, folded: &str) -> Option<Near> {
    let (stem, folded) = (canonical_of(stem), canonical_of(folded));
    if wanted == folded || wanted == stem || stem.strip_suffix('s') == Some(wanted) {
        return Some(Near::Same);
    }
    near(wanted, stem).or_else(|| near(wanted, folded))
}

/// First letters of a name of three words or more, with and without the words that only say what kind of thing it is; "St"
/// as one letter and as two. Of two words too, where they are long enough to be no slip.
pub(super) fn first_letters(name: &str) -> Vec<String> {
    let words = folded_words(name);
    let inner: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|word| !matches!(*word, "the" | "of" | "and" | "c" | "e"))
        .collect();
    if inner.len() < 2 {
        return Vec::new();
    }
    let letters = |words: &[&str], saint: bool| -> String {
        let first = |word: &&str| match (saint, *word) {
            (true, "st") => "st".to_owned(),
            (_, word) => word.chars().take(1).collect(),
        };
        words.iter().map(first).collect()
    };
    let plain: Vec<&str> = inner
        .iter()
        .copied()
        .filter(|word| !matches!(*word, "catholic" | "primary" | "rc" | "ce" | "cofe"))
        .collect();
    let mut all = vec![letters(&inner, false)];
    if inner.contains(&"st") {
        all.push(letters(&inner, true));
        all.push(letters(inner.get(..2).unwrap_or_default(), true));
    }
    let nearly: Vec<&str> = inner
        .iter()
        .copied()
        .filter(|word| *word != "catholic")
        .collect();
    for fewer in [&plain, &nearly] {
        if fewer.len() > 1 {
            all.push(letters(fewer, false));
        }
    }
    all
}

/// What is left without the words that only say what kind of thing it is.
fn core(words: &[String]) -> Vec<String> {
    let end = words
        .iter()
        .rposition(|word| !GENERIC.contains(&word.as_str()))
        .map_or(0, |last| last + 1);
    let inner = words.get(..end).unwrap_or_default();
    let begin = inner
        .iter()
        .position(|word| !LED_BY.contains(&word.as_str()))
        .unwrap_or(0);
    inner.get(begin..).unwrap_or_default().to_vec()
}

/// Whether the words alone point at the thing.
fn tells(core: &[String]) -> bool {
    match core {
        [] => false,
        [one] => one.chars().count() >= 4 && ordinary(one) == Ordinary::No,
        _ => true,
    }
}

fn canonical(word: String) -> String {
    let short = canonical_of(&word);
    if short == word {
        word
    } else {
        short.to_owned()
    }
}

/// One way of writing words that people shorten.
fn canonical_of(word: &str) -> &str {
    match word {
        "saint" | "street" | "str" => "st",
        "road" => "rd",
        "avenue" => "ave",
        "lane" => "ln",
        "drive" => "dr",
        "close" => "cl",
        "crescent" => "cres",
        "court" => "ct",
        "terrace" => "terr",
        "gardens" => "gdns",
        "square" => "sq",
        "place" => "pl",
        "apartment" | "apt" => "flat",
        "and" => "&",
        other => other,
    }
}
