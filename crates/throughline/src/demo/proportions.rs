//! How often what occurs in the demonstration: one file that a person can edit, each figure with its source and whether
//! anybody compared it.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context as _;
use serde::Deserialize;

use super::dice::Dice;

const SHIPPED: &str = include_str!("../../data/demonstration.toml");

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proportions {
    /// How many reviews there are.
    pub reviews: Reviews,
    shares: BTreeMap<String, Share>,
    rates: BTreeMap<String, Rate>,
    lengths: BTreeMap<String, Length>,
}

/// How many reviews are drawn by chance.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reviews {
    /// In the first partnership, beside one at each stage.
    pub here: usize,
    /// In each neighbouring partnership.
    pub neighbour: usize,
    /// How many working days back they begin at most.
    pub working_days: i64,
}

/// How a whole falls into parts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Share {
    source: String,
    checked: bool,
    parts: Vec<Part>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    code: String,
    weight: u32,
}

/// How often something is so, out of 100.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rate {
    source: String,
    checked: bool,
    percent: u32,
}

/// How long something takes; the item says in what.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Length {
    source: String,
    checked: bool,
    least: i64,
    most: i64,
}

impl Proportions {
    /// Those of a file, or those that this program ships.
    ///
    /// # Errors
    /// When the file cannot be read, has an item that nobody knows, or lacks one: with its line.
    pub fn load(file: Option<&Path>) -> anyhow::Result<Self> {
        let Some(file) = file else {
            return Self::read(SHIPPED);
        };
        let text = std::fs::read_to_string(file)
            .with_context(|| format!("the file {} cannot be read", file.display()))?;
        Self::read(&text).with_context(|| format!("the file {}", file.display()))
    }

    fn read(text: &str) -> anyhow::Result<Self> {
        let all: Self = toml::from_str(text)?;
        let lacking = SHARES
            .iter()
            .filter(|id| !all.shares.contains_key(**id))
            .chain(RATES.iter().filter(|id| !all.rates.contains_key(**id)))
            .chain(LENGTHS.iter().filter(|id| !all.lengths.contains_key(**id)))
            .copied()
            .collect::<Vec<_>>();
        anyhow::ensure!(lacking.is_empty(), "lacks {}", lacking.join(", "));
        let unsourced = all.items().find(|(_, source, _)| source.trim().is_empty());
        if let Some((id, ..)) = unsourced {
            anyhow::bail!("{id} has no source");
        }
        Ok(all)
    }

    fn items(&self) -> impl Iterator<Item = (&str, &str, bool)> {
        let shares = self.shares.iter();
        let shares = shares.map(|(id, one)| (id.as_str(), one.source.as_str(), one.checked));
        let rates = self.rates.iter();
        let rates = rates.map(|(id, one)| (id.as_str(), one.source.as_str(), one.checked));
        let lengths = self.lengths.iter();
        let lengths = lengths.map(|(id, one)| (id.as_str(), one.source.as_str(), one.checked));
        shares.chain(rates).chain(lengths)
    }

    /// How many figures there are, and how many of them nobody compared with a primary document.
    #[must_use]
    pub fn unchecked(&self) -> (usize, usize) {
        let unchecked = self.items().filter(|(_, _, checked)| !checked);
        (self.items().count(), unchecked.count())
    }

    /// Draws one part of a whole; empty when nobody knows the whole.
    pub fn draw(&self, id: &str, dice: &mut Dice) -> &str {
        let parts = self.shares.get(id).map_or(&[][..], |one| &one.parts);
        dice.one_of(parts, |part| part.weight)
            .map_or("", |part| part.code.as_str())
    }

    /// Draws whether something is so.
    pub fn happens(&self, id: &str, dice: &mut Dice) -> bool {
        let percent = self.rates.get(id).map_or(0, |one| one.percent);
        dice.happens(percent)
    }

    /// Draws how long something takes.
    pub fn takes(&self, id: &str, dice: &mut Dice) -> i64 {
        self.lengths
            .get(id)
            .map_or(0, |one| dice.between(one.least, one.most))
    }
}

/// The wholes that are drawn from.
const SHARES: &[&str] = &["nature", "age", "ethnicity", "decision"];
/// The rates that are drawn by.
const RATES: &[&str] = &[
    "looked_after",
    "notified_in_time",
    "rapid_review_in_time",
    "local_review",
    "local_review_in_time",
    "national_body_agrees",
];
/// The lengths that are drawn.
const LENGTHS: &[&str] = &["rapid_review_late", "local_review_late"];

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    #[test]
    fn the_shipped_file_is_whole_and_says_what_nobody_checked() {
        let shipped = Proportions::load(None).unwrap();
        let (all, unchecked) = shipped.unchecked();
        assert_eq!(all, SHARES.len() + RATES.len() + LENGTHS.len());
        assert!(unchecked > 0 && unchecked < all);
        let mut dice = Dice::of("test");
        let deaths = (0..10_000).filter(|_| shipped.draw("nature", &mut dice) == "death");
        let deaths = deaths.count();
        assert!((4_300..4_700).contains(&deaths), "160 of 357: {deaths}");
    }

    #[test]
    fn a_file_that_lacks_something_is_refused_with_what_it_lacks() {
        let without = SHIPPED.replace("[rates.local_review]", "[rates.another]");
        let said = format!("{:#}", Proportions::read(&without).unwrap_err());
        assert!(said.contains("lacks local_review"), "{said}");
        let unknown = SHIPPED.replace("percent = 32", "percent = 32\nmood = 1");
        let said = format!("{:#}", Proportions::read(&unknown).unwrap_err());
        assert!(said.contains("mood") && said.contains("line"), "{said}");
        let unsourced = SHIPPED.replacen("source = \"Department", "source = \"\" # \"", 1);
        let said = format!("{:#}", Proportions::read(&unsourced).unwrap_err());
        assert!(said.contains("has no source"), "{said}");
    }
}
