//! Names inside a longer run of letters: `#JusticeForTamsin`, `TamsinsLaw`, `teamtamsin`. Capitals inside a run take it apart as
//! somebody reads it; without them the run is no word of the language, which says as much.

use crate::kind::Certainty;
use crate::letters::{Letters, fold_into, is_mark};
use crate::words::{Ordinary, is_built_of_a_word, ordinary_or_inflected};

/// A run with a name inside: how it is written, and where the name lies among its letters, small and plain.
pub(super) struct Run<'text> {
    /// As it stands in the text.
    pub said: &'text str,
    /// Its letters, small and plain, without `'s`.
    pub letters: &'text str,
    /// The first letter of the name, and the one behind it.
    pub name: (usize, usize),
    /// Whether it is a hashtag.
    pub tagged: bool,
}

/// A name shorter than this lies by chance in too many runs.
const LONG: usize = 5;

/// A much used word shorter than this is a syllable of too many others.
const SHORTEST_WORD: usize = 3;

/// What stands before or behind the name in a campaign, a fund or a law: it makes a word of the language a name.
const BEFORE: &[&str] = &[
    "justicefor",
    "for",
    "of",
    "rip",
    "team",
    "love",
    "miss",
    "missing",
    "remember",
    "remembering",
    "find",
    "save",
    "baby",
    "little",
];
const BEHIND: &[&str] = &[
    "law", "fund", "review", "inquiry", "inquest", "case", "campaign", "appeal", "story", "report",
    "family", "mum", "mother", "dad", "father", "xx", "xxx", "rip", "forever", "trust",
];

/// With what another name goes on from one that it begins with: Robertson, Martinez.
const OTHER_NAMES: &[&str] = &[
    "son", "sons", "ton", "ez", "a", "e", "i", "o", "y", "ie", "ina", "ine", "ette", "ella", "ian",
    "iana", "ham", "ley", "ford", "ville", "bury", "field", "wood", "worth", "well",
];

/// Whether words end where a short name begins: it lies by chance in too many runs where they do not.
fn leads(led: &str) -> bool {
    led.is_empty() || BEFORE.iter().any(|one| led.ends_with(one)) || is_word(led)
}

/// Whether words begin where a short name ends.
fn follows(rest: &str) -> bool {
    let behind = rest.strip_prefix('s').unwrap_or(rest);
    let goes_with = |one: &str| rest.starts_with(one) || behind.starts_with(one);
    rest.is_empty() || BEHIND.iter().any(|one| goes_with(one)) || is_word(rest)
}

fn is_word(letters: &str) -> bool {
    match ordinary_or_inflected(letters) {
        Ordinary::Very => letters.chars().count() >= SHORTEST_WORD,
        Ordinary::No => false,
        Ordinary::Some => letters.chars().count() >= LONG,
    }
}

impl Run<'_> {
    /// How sure it is that the name is meant; nothing where the run is a word that only has its letters.
    pub fn certainty(&self, is_word: bool) -> Option<Certainty> {
        let (start, end) = self.name;
        let (led, rest) = (self.letters.get(..start)?, self.letters.get(end..)?);
        let name = self.letters.get(start..end)?;
        if self.is_set_off() {
            let clan = matches!(led, "mc" | "mac" | "de" | "la" | "le" | "o");
            let sure = !clan && (!is_word || name.chars().count() >= LONG);
            return Some(if sure {
                Certainty::Likely
            } else {
                Certainty::Asked
            });
        }
        if is_built_of_a_word(self.letters) != Ordinary::No {
            return None;
        }
        if name.chars().count() < LONG {
            let other_name = led.is_empty() && OTHER_NAMES.contains(&rest) && !self.tagged;
            let whole = !other_name && leads(led) && follows(rest);
            return whole.then_some(Certainty::Asked);
        }
        let goes_on = led.is_empty() && OTHER_NAMES.contains(&rest) && !self.tagged;
        let meant = self.tagged
            || BEFORE.iter().any(|one| led.ends_with(one))
            || BEHIND.iter().any(|one| {
                rest.strip_prefix('s').unwrap_or(rest).starts_with(one) || rest.starts_with(one)
            });
        Some(match () {
            () if goes_on => Certainty::Asked,
            () if meant || !is_word => Certainty::Likely,
            () => Certainty::Asked,
        })
    }

    /// Whether capitals set the name off on both sides.
    fn is_set_off(&self) -> bool {
        let (start, end) = self.name;
        let shown = self.shown();
        let Some(first) = shown.get(start) else {
            return false;
        };
        let capital = |at: Option<usize>| at.and_then(|at| shown.get(at)).copied().flatten();
        let behind = |at: usize| at >= self.letters.len() || capital(Some(at)) == Some(true);
        let second_is_small = capital(Some(start + 1)) == Some(false);
        let begins = *first == Some(true)
            && (start == 0 || capital(start.checked_sub(1)) != Some(true) || second_is_small);
        let plural = self.letters.as_bytes().get(end) == Some(&b's');
        let ends = behind(end) || (plural && behind(end + 1));
        let within = shown.get(start + 1..end).unwrap_or_default();
        let inner = within.iter().filter(|one| **one == Some(true)).count();
        begins && ends && second_is_small && inner <= 1
    }

    /// Of every byte of the letters whether it is a capital in the text; nothing for a figure.
    fn shown(&self) -> Vec<Option<bool>> {
        let mut shown = Vec::with_capacity(self.letters.len());
        let mut folded = String::new();
        for one in Letters::new(self.said)
            .filter(|one| !is_mark(one.letter) && one.letter.is_alphanumeric())
        {
            folded.clear();
            fold_into(one.letter, &mut folded);
            let capital = one
                .letter
                .is_alphabetic()
                .then(|| one.letter.is_uppercase());
            shown.extend(folded.bytes().map(|_| capital));
        }
        shown
    }
}
