//! National numbers as they stand in `data/national.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;
use thiserror::Error;

use super::{Fact, Part};

const ENGLAND: &str = include_str!("../../data/national.toml");

/// Why national numbers cannot be read.
#[derive(Debug, Error)]
pub enum NationalError {
    /// They are not written as they must be.
    #[error("the national numbers cannot be read: {0}")]
    Toml(#[from] toml::de::Error),
    /// A share is none.
    #[error("the share of {0} is not between 0 and 1")]
    Share(String),
}

/// National numbers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct National {
    checked: bool,
    notified_in_a_year: u32,
    notified_source: String,
    sources: BTreeMap<String, String>,
    fewest: u32,
    years_without_a_date: u32,
    rare: BTreeMap<String, Share>,
    age: BTreeMap<String, Share>,
    sex: BTreeMap<String, Share>,
    ethnicity: BTreeMap<String, Share>,
    area: BTreeMap<String, Share>,
    month: BTreeMap<String, Share>,
    harm: BTreeMap<String, Share>,
}

/// A share of the incidents and where it is from.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Share {
    share: f64,
    source: String,
}

impl National {
    /// Those of England that come with the program.
    ///
    /// # Errors
    /// [`NationalError`] when the file inside the program is damaged; a test reads it.
    pub fn england() -> Result<Self, NationalError> {
        Self::from_toml(ENGLAND)
    }

    /// Reads others.
    ///
    /// # Errors
    /// [`NationalError`] when they are not written as `data/national.toml` is.
    pub fn from_toml(text: &str) -> Result<Self, NationalError> {
        let national: Self = toml::from_str(text)?;
        for (name, share) in national.all().into_iter().flatten() {
            if !(share.share > 0.0 && share.share <= 1.0) {
                return Err(NationalError::Share(name.clone()));
            }
        }
        Ok(national)
    }

    fn all(&self) -> [&BTreeMap<String, Share>; 7] {
        [
            &self.rare,
            &self.age,
            &self.sex,
            &self.ethnicity,
            &self.area,
            &self.month,
            &self.harm,
        ]
    }

    /// Whether somebody has compared them with the primary documents.
    #[must_use]
    pub const fn is_checked(&self) -> bool {
        self.checked
    }

    /// From how many children on a combination may leave.
    #[must_use]
    pub const fn fewest(&self) -> u32 {
        self.fewest
    }

    /// Whether there is a number for exactly this fact.
    #[must_use]
    pub fn lists(&self, fact: &Fact) -> bool {
        self.of(fact.part)
            .is_some_and(|list| list.contains_key(&fact.code))
    }

    /// Whether the fact is an area in which many hold a job that one person holds in a district or a school: a region.
    #[must_use]
    pub fn is_wide(&self, fact: &Fact) -> bool {
        fact.part == Part::Area && self.lists(fact)
    }

    /// The share of incidents that the fact holds for, from 0 to 1; 1 for what is not counted.
    #[must_use]
    pub fn share(&self, fact: &Fact) -> f64 {
        self.line(fact).map_or(1.0, |line| line.share)
    }

    /// Where the share is from, with the name of the document; none where it is nobody's figure but our own.
    #[must_use]
    pub fn source(&self, fact: &Fact) -> Option<String> {
        let said = self.line(fact)?.source.as_str();
        if said.contains("(A)") {
            return None;
        }
        let tags = self.sources.iter();
        let named = |text: String, (tag, title): (&String, &String)| {
            text.replace(&format!("[{tag}]"), &format!("({title})"))
        };
        Some(tags.fold(said.to_owned(), named))
    }

    /// How many incidents are counted in all, where a year is given or not.
    #[must_use]
    pub const fn whole(&self, has_year: bool) -> u32 {
        let years = if has_year {
            1
        } else {
            self.years_without_a_date
        };
        self.notified_in_a_year * years
    }

    /// Where their number is from.
    #[must_use]
    pub fn whole_source(&self) -> &str {
        let tag = &self.notified_source;
        self.sources.get(tag).unwrap_or(tag)
    }

    fn of(&self, part: Part) -> Option<&BTreeMap<String, Share>> {
        Some(match part {
            Part::Age => &self.age,
            Part::Sex => &self.sex,
            Part::Ethnicity => &self.ethnicity,
            Part::Area => &self.area,
            Part::Month => &self.month,
            Part::Harm => &self.harm,
            Part::SmallPlace
            | Part::PlaceKind
            | Part::Siblings
            | Part::Unique
            | Part::InPress
            | Part::OneHolder => return None,
        })
    }

    fn line(&self, fact: &Fact) -> Option<&Share> {
        self.of(fact.part)?
            .get(&fact.code)
            .or_else(|| self.rare.get(fact.part.code()))
    }

    /// How many children the facts fit together.
    #[must_use]
    pub fn fits(&self, facts: &[Fact], has_year: bool) -> f64 {
        let whole = f64::from(self.whole(has_year));
        facts
            .iter()
            .fold(whole, |fits, fact| fits * self.share(fact))
    }
}
