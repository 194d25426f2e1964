//! Names of the register's people as others write them.

use super::index::{Index, LONG, Match};
use super::spread::Spread;
use super::{initials::Initials, join};
use crate::kind::{Certainty, Why};
use crate::text::{Shape, Word, Words};
use crate::words::{
    NOT_AFTER_A_NAME, Ordinary, PARTICLES, PRACTITIONER_WORDS, RELATIONS, TITLES, ordinary,
    ordinary_or_inflected,
};

/// The names of all people.
#[derive(Default)]
pub(crate) struct Names {
    parts: Index,
    /// Each part's place in its name, and whose it is: what the index counts.
    uses: Vec<Use>,
    initials: Initials,
    spread: Spread,
}

/// A part of a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Use {
    pub entity: usize,
    pub is_family: bool,
}

/// A word of the text that is part of a known name.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// Which word.
    pub word: usize,
    pub start: usize,
    pub end: usize,
    pub uses: Vec<Use>,
    pub certainty: Certainty,
    pub why: Why,
}

impl Names {
    /// Adds a name; only the whole name, not one that people call them by, gives initials.
    pub fn add(&mut self, name: &str, entity: usize, gives_initials: bool) {
        let name = turned(name);
        let pieces: Vec<&str> = name.split_whitespace().collect();
        let last = pieces.len().saturating_sub(1);
        let mut firsts = String::new();
        let mut with_particles = String::new();
        let mut run = String::new();
        let mut all: Vec<String> = Vec::new();
        for (at, piece) in pieces.iter().enumerate() {
            let words = crate::text::folded_words(piece);
            let joined: String = words.concat();
            let is_title = is_title(piece, &joined);
            let is_particle = PARTICLES.contains(&joined.as_str())
                && pieces.len() > 1
                && !(firsts.is_empty() && matches!(joined.as_str(), "di" | "al"));
            if is_title && pieces.len() > 1 && at == 0 {
                continue;
            }
            run.push_str(&joined);
            all.push(joined.clone());
            if is_particle {
                with_particles.extend(joined.chars().next());
                continue;
            }
            firsts.extend(words.iter().filter_map(|word| word.chars().next()));
            with_particles.extend(words.iter().filter_map(|word| word.chars().next()));
            let place = Use {
                entity,
                is_family: at == last && last > 0,
            };
            for word in words.iter().chain([&joined, &run]) {
                if word.chars().count() >= 2 {
                    self.uses.push(place);
                    self.parts.add(word, self.uses.len() - 1);
                    self.spread.add_part(word, entity);
                }
            }
            run.clear();
        }
        self.spread.add_whole(&all, entity);
        self.initials.add_lone(&firsts, entity);
        if gives_initials {
            self.initials.add_counted(&firsts, entity);
            self.initials.add_beside(&with_particles, entity);
            let begins = pieces
                .first()
                .is_some_and(|first| is_title(first, &crate::text::folded_words(first).concat()));
            let untitled = pieces.get(usize::from(begins)..).unwrap_or_default();
            self.initials.add_shortened(untitled, entity);
        }
        for piece in &pieces {
            self.initials.add_piece(piece, entity);
        }
    }

    /// Adds the first letters of a place or a body.
    pub fn add_body(&mut self, letters: String, entity: usize) {
        self.initials.add_body(letters, entity);
    }

    /// Says that somebody works with families: a lone initial is theirs only behind a title.
    pub fn works(&mut self, entity: usize) {
        self.initials.works(entity);
    }

    /// Whether the letter begins a name of somebody of the family.
    pub fn is_initial(&self, letter: char) -> bool {
        self.initials.is_lone(letter)
    }

    /// Adds initials that are used of somebody.
    pub fn add_initials(&mut self, initials: &str, entity: usize) {
        self.initials.add_given(initials, entity);
    }

    /// Makes the search ready.
    pub fn make_ready(&mut self) {
        self.spread.make_ready();
    }

    /// Every mention.
    pub fn matches(&self, words: &Words<'_>) -> Vec<Match> {
        let mut scratch = String::new();
        let parts: Vec<Part> = (0..words.all().len())
            .filter_map(|at| self.part(words, at, &mut scratch))
            .collect();
        let mut found = join::joined(words, &parts, &self.initials);
        let mut spread = self.spread.matches(words);
        // The same as it stands says more.
        spread.retain(|one| {
            let beside = found.partition_point(|two| two.end < one.end);
            !found.get(beside).is_some_and(|two| {
                let within = two.start <= one.start && two.entity == one.entity;
                within && two.certainty > Certainty::Asked
            })
        });
        found.extend(spread);
        found.extend(self.initials.matches(words));
        found
    }

    fn part(&self, words: &Words<'_>, at: usize, scratch: &mut String) -> Option<Part> {
        let word = words.get(at)?;
        if word.shape == Shape::Digits {
            return None;
        }
        let stem = words.stem(word);
        if stem.len() < 2 {
            return None;
        }
        if let Some((uses, why, end)) = self.exact(words, word) {
            return Some(Part {
                word: at,
                start: word.start,
                end,
                certainty: exact_certainty(words, at),
                why,
                uses,
            });
        }
        self.misspelt(words, at, scratch)
    }

    /// The word as it stands, without `'s`, or as a plural.
    fn exact(&self, words: &Words<'_>, word: &Word) -> Option<(Vec<Use>, Why, usize)> {
        let stem = words.stem(word);
        let plain = |uses: &[usize]| self.uses_of(uses);
        if let Some(uses) = self.parts.same(stem) {
            let why = if word.stem_end == word.end {
                Why::Known
            } else {
                Why::KnownForm
            };
            return Some((plain(uses), why, word.stem_end));
        }
        let folded = words.folded(word);
        if let Some(uses) = self.parts.same(folded) {
            return Some((plain(uses), Why::Known, word.end));
        }
        for ending in ["es", "s"] {
            let singular = stem
                .strip_suffix(ending)
                .filter(|singular| singular.len() > 2 || word.shape != Shape::Small);
            if let Some(uses) = singular.and_then(|singular| self.parts.same(singular)) {
                return Some((plain(uses), Why::KnownForm, word.stem_end));
            }
        }
        let singular = stem.strip_suffix("ies").map(|stem| format!("{stem}y"));
        let uses = singular.and_then(|singular| self.parts.same(&singular).map(plain))?;
        Some((uses, Why::KnownForm, word.stem_end))
    }

    fn misspelt(&self, words: &Words<'_>, at: usize, scratch: &mut String) -> Option<Part> {
        let word = words.get(at)?;
        let stem = words.stem(word);
        let common = ordinary_or_inflected(stem);
        if word.shape == Shape::Small && common != Ordinary::No && !word.begins {
            return None;
        }
        let mut near = self.parts.one_wrong(stem, scratch);
        if near.is_empty()
            && let Some(singular) = stem.strip_suffix('s')
        {
            near = self.parts.one_wrong(singular, scratch);
        }
        let longest = near.iter().map(|(length, _)| *length).max()?;
        let is_long = longest >= LONG;
        let uses: Vec<Use> = near
            .iter()
            .filter(|(length, _)| !is_long || *length >= LONG)
            .flat_map(|(_, uses)| self.uses_of(uses))
            .collect();
        let (certainty, why) = if is_long {
            (misspelt_certainty(words, at, common), Why::KnownMisspelt)
        } else {
            (Certainty::Asked, Why::ShortMisspelt)
        };
        // A short word of small letters is too near to too many.
        if !is_long
            && (word.shape == Shape::Small
                || common != Ordinary::No
                || word.shape == Shape::Capitals)
        {
            return None;
        }
        Some(Part {
            word: at,
            start: word.start,
            end: word.stem_end,
            uses,
            certainty,
            why,
        })
    }

    fn uses_of(&self, uses: &[usize]) -> Vec<Use> {
        uses.iter()
            .filter_map(|at| self.uses.get(*at).copied())
            .collect()
    }
}

/// Whether a name in the register begins with a title: "Dr", "PC", "Nurse"; "Di" is a name and "DI" an inspector.
fn is_title(piece: &str, joined: &str) -> bool {
    let in_capitals = piece.chars().all(|letter| !letter.is_lowercase());
    TITLES.contains(&joined)
        || joined == "dr"
        || PRACTITIONER_WORDS.contains(&joined) && (in_capitals || joined.len() > 3)
}

/// "Harding, Amelia" as "Amelia Harding".
fn turned(name: &str) -> String {
    match name.split_once(',') {
        Some((family, given)) if !given.contains(',') => {
            format!("{} {}", given.trim(), family.trim())
        }
        _ => name.to_owned(),
    }
}

/// How sure it is that a word which is a name of the register stands for it.
pub(super) fn exact_certainty(words: &Words<'_>, at: usize) -> Certainty {
    let Some(word) = words.get(at) else {
        return Certainty::Asked;
    };
    let stem = words.stem(word);
    let common = ordinary_or_inflected(stem);
    let previous = words.folded_at(at.checked_sub(1));
    let introduced = is_introduced(previous);
    match word.shape {
        _ if introduced => Certainty::Sure,
        Shape::Small if stem.chars().count() <= 2 => Certainty::Asked,
        _ if common == Ordinary::No => Certainty::Sure,
        Shape::Small => Certainty::Asked,
        _ if word.begins => begins_as_name(words, at, common),
        Shape::Capitals if is_in_capitals(words, at) => Certainty::Likely,
        _ => Certainty::Sure,
    }
}

/// Whether the word before says that a name follows.
pub(super) fn is_introduced(previous: &str) -> bool {
    TITLES.contains(&previous)
        || RELATIONS.contains(&previous)
        || PRACTITIONER_WORDS.contains(&previous)
        || matches!(previous, "named" | "called" | "surname" | "forename")
}

/// A word of the language at the beginning of a sentence: a name unless what follows speaks against it.
fn begins_as_name(words: &Words<'_>, at: usize, common: Ordinary) -> Certainty {
    let next = words.folded_at(Some(at + 1));
    let goes_on = words.gap_after(at).trim().is_empty();
    if common == Ordinary::Very && goes_on && NOT_AFTER_A_NAME.contains(&next) {
        Certainty::Asked
    } else {
        Certainty::Likely
    }
}

/// Whether the words around are in capitals too, so that capitals say nothing.
fn is_in_capitals(words: &Words<'_>, at: usize) -> bool {
    let capitals = |at: Option<usize>| {
        at.and_then(|at| words.get(at))
            .is_some_and(|word| word.shape == Shape::Capitals && word.end - word.start > 3)
    };
    capitals(at.checked_sub(1)) || capitals(Some(at + 1))
}

fn misspelt_certainty(words: &Words<'_>, at: usize, common: Ordinary) -> Certainty {
    let previous = words.folded_at(at.checked_sub(1));
    let begins = words.get(at).is_some_and(|word| word.begins);
    let capitals = words
        .get(at)
        .is_some_and(|word| word.shape == Shape::Capitals);
    let plain = ordinary(words.get(at).map_or("", |word| words.stem(word)));
    match common {
        Ordinary::No => Certainty::Sure,
        _ if is_introduced(previous) => Certainty::Sure,
        _ if matches!(previous, "the" | "a" | "an" | "this" | "that") => Certainty::Asked,
        _ if capitals && is_in_capitals(words, at) => Certainty::Asked,
        Ordinary::Very if begins => begins_as_slip(words, at, plain),
        _ => Certainty::Likely,
    }
}

/// One of the most used words at the beginning of a sentence, one letter away from a name.
fn begins_as_slip(words: &Words<'_>, at: usize, plain: Ordinary) -> Certainty {
    const VERBS: [&str; 22] = [
        "said",
        "told",
        "was",
        "had",
        "has",
        "asked",
        "went",
        "came",
        "looked",
        "wrote",
        "rang",
        "phoned",
        "moved",
        "left",
        "lived",
        "felt",
        "did",
        "disclosed",
        "reported",
        "attended",
        "stayed",
        "returned",
    ];
    let next = words.folded_at(Some(at + 1));
    const FUNCTION: [&str; 30] = [
        "there", "these", "those", "where", "which", "while", "when", "what", "then", "them",
        "they", "this", "that", "than", "about", "after", "again", "other", "every", "their",
        "would", "could", "should", "some", "such", "with", "from", "here", "have", "were",
    ];
    let stem = words.get(at).map_or("", |word| words.stem(word));
    if FUNCTION.contains(&stem) || plain == Ordinary::No || !VERBS.contains(&next) {
        Certainty::Asked
    } else {
        Certainty::Likely
    }
}
