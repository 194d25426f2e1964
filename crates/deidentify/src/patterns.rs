//! Identifiers that are known by their form, by a check digit or by the words around them.

mod ages;
mod bands;
mod bodies;
mod checks;
mod conditions;
mod contacts;
mod context;
mod dates;
mod named_days;
mod numbers;
mod people;
mod places;
mod references;
mod said;
mod settings;
mod spelt;
mod squares;
mod streets;

use regex::Regex;

use crate::kind::{Certainty, Kind, Why};
use crate::register::Register;
use crate::text::Words;

pub(crate) use ages::{number_in as age_number, numbers_in as age_numbers, unit_in as age_unit};
pub(crate) use bands::groups as groups_of_ages;
pub(crate) use conditions::named as named_conditions;
pub(crate) use context::{
    after, before, comes_again, has_word, is_guidance, stands_alone, words_before,
};
pub(crate) use dates::Written;
pub(crate) use named_days::general as instead_of_named_day;
pub use named_days::is_named_day;
pub(crate) use places::is_postcode;
pub(crate) use spelt::ones_in;

/// What a pattern found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    /// First byte.
    pub start: usize,
    /// Byte behind the last.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
    /// How sure.
    pub certainty: Certainty,
    /// Why.
    pub why: Why,
    /// Of whom of the register it tells.
    pub entity: Option<usize>,
    /// The date, as far as it is written.
    pub date: Option<Written>,
}

impl Seen {
    pub(crate) const fn new(
        place: (usize, usize),
        kind: Kind,
        certainty: Certainty,
        why: Why,
    ) -> Self {
        Self {
            start: place.0,
            end: place.1,
            kind,
            certainty,
            why,
            entity: None,
            date: None,
        }
    }
}

/// Everything that the patterns find, in no order; findings may overlap.
pub(crate) fn all(words: &Words<'_>, register: &Register) -> Vec<Seen> {
    let text = words.text;
    let mut seen = Vec::new();
    if text.bytes().any(|byte| byte.is_ascii_digit()) {
        numbers::find(text, &mut seen);
        references::find(text, &mut seen);
        places::find(text, &mut seen);
    }
    contacts::find(text, &mut seen);
    dates::find(text, register, &mut seen);
    named_days::find(text, &mut seen);
    ages::find(text, register, &mut seen);
    bodies::find(words, &mut seen);
    streets::find(words, &mut seen);
    people::find(text, &mut seen);
    said::find(words, &mut seen);
    squares::find(text, &mut seen);
    conditions::find(text, &mut seen);
    settings::find(text, &mut seen);
    seen
}

/// The rule, or none where it is wrong; a test reads every rule.
pub(crate) fn rule(pattern: &str) -> Option<Regex> {
    let built = Regex::new(pattern);
    debug_assert!(built.is_ok(), "a rule that cannot be read: {pattern}");
    built.ok()
}

/// A rule that is made once.
macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $pattern:expr;)*) => {
        $($(#[$doc])* static $name: std::sync::LazyLock<Option<regex::Regex>> =
            std::sync::LazyLock::new(|| $crate::patterns::rule($pattern));)*
    };
}
pub(crate) use rules;

/// Where a rule fits: the places of the group named `x`, or of the whole.
pub(crate) fn places_of<'text>(
    rule: &'static Option<Regex>,
    text: &'text str,
) -> impl Iterator<Item = (usize, usize)> + 'text {
    let has_group = rule
        .as_ref()
        .is_some_and(|rule| rule.capture_names().flatten().any(|name| name == "x"));
    let mut from = 0;
    std::iter::from_fn(move || {
        let rule = rule.as_ref()?;
        let place = if has_group {
            let found = rule.captures_at(text, from)?;
            let group = found.name("x")?;
            (group.start(), group.end())
        } else {
            let found = rule.find_at(text, from)?;
            (found.start(), found.end())
        };
        from = place.1.max(from + 1);
        while from < text.len() && !text.is_char_boundary(from) {
            from += 1;
        }
        (from <= text.len()).then_some(place)
    })
}

#[cfg(test)]
mod tests;
