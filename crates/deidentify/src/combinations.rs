//! Facts that are harmless one by one and point at one child together.
//!
//! How many children a combination fits is counted from national numbers (`data/national.toml`, not compared with the
//! primary documents): incidents of a year, times the share of each fact. The facts are taken as independent, which they
//! are not; the count says "very few", not how many.

mod national;
mod prose;

pub use national::{National, NationalError};
pub use prose::{FoundFact, facts_in};

/// What kind of fact it is. Texts on screen: `gate-part-` and the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The age band of the national statistics.
    Age,
    /// Sex.
    Sex,
    /// The group of ethnicity.
    Ethnicity,
    /// A region, or a local authority under any other code.
    Area,
    /// The month.
    Month,
    /// The kind of harm.
    Harm,
    /// A place so small that few families live there.
    SmallPlace,
    /// Something that was reported.
    InPress,
    /// A job that one person holds in a place.
    OneHolder,
}

impl Part {
    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Age => "age",
            Self::Sex => "sex",
            Self::Ethnicity => "ethnicity",
            Self::Area => "area",
            Self::Month => "month",
            Self::Harm => "harm",
            Self::SmallPlace => "small-place",
            Self::InPress => "in-press",
            Self::OneHolder => "one-holder",
        }
    }

    /// Whether national numbers tell how many it fits.
    #[must_use]
    pub const fn is_counted(self) -> bool {
        !matches!(self, Self::SmallPlace | Self::InPress | Self::OneHolder)
    }
}

/// A fact: "age: under-1".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fact {
    /// What kind.
    pub part: Part,
    /// Which, by its code in the national numbers; the month as 1 to 12.
    pub code: String,
}

/// The facts that leave together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Each once.
    pub facts: Vec<Fact>,
    /// Whether the year is given too.
    pub has_year: bool,
}

impl Facts {
    /// Adds a fact.
    pub fn add(&mut self, part: Part, code: impl Into<String>) {
        let fact = Fact {
            part,
            code: code.into(),
        };
        if !self.facts.contains(&fact) {
            self.facts.push(fact);
        }
    }

    fn of(&self, part: Part) -> impl Iterator<Item = &Fact> {
        self.facts.iter().filter(move |fact| fact.part == part)
    }
}

/// Why a combination is pointed out. Texts on screen: `gate-together-` and the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Together {
    /// It fits very few children in the country.
    FewInTheCountry,
    /// In so small a place people know each other.
    SmallPlace,
    /// Together with what was reported, names can be found.
    InPress,
    /// One person holds the job.
    OneHolder,
}

impl Together {
    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::FewInTheCountry => "few-in-the-country",
            Self::SmallPlace => "small-place",
            Self::InPress => "in-press",
            Self::OneHolder => "one-holder",
        }
    }
}

/// Facts that could be put together.
#[derive(Clone, Debug, PartialEq)]
pub struct Combination {
    /// Why it is pointed out.
    pub why: Together,
    /// The facts; without any one of them there is no such combination.
    pub facts: Vec<Fact>,
    /// How many children it fits, counted from national numbers; none where they say nothing.
    pub fits: Option<f64>,
    /// From how many on it would not be pointed out.
    pub fewest: u32,
}

/// The combinations that are too rare to leave, each as small as it can be; the rarest first.
#[must_use]
pub fn combinations(facts: &Facts, national: &National) -> Vec<Combination> {
    let mut found = special(facts, national);
    // Facts of a kind exclude each other: each kind counts once, by its rarest.
    let counted: Vec<&Fact> = [
        Part::Age,
        Part::Sex,
        Part::Ethnicity,
        Part::Area,
        Part::Month,
        Part::Harm,
    ]
    .into_iter()
    .filter_map(|part| {
        facts
            .of(part)
            .min_by(|one, other| national.share(one).total_cmp(&national.share(other)))
    })
    .collect();
    let mut few: Vec<(u32, Combination)> = Vec::new();
    let mut choices: Vec<u32> = (1..1_u32 << counted.len()).collect();
    choices.sort_by_key(|choice| choice.count_ones());
    for choice in choices
        .into_iter()
        .filter(|choice| choice.count_ones() >= 2)
    {
        if few.iter().any(|(smaller, _)| smaller & choice == *smaller) {
            continue;
        }
        let chosen: Vec<Fact> = (0_u32..)
            .zip(&counted)
            .filter(|(at, _)| choice >> at & 1 == 1)
            .map(|(_, fact)| (*fact).clone())
            .collect();
        let fits = national.fits(&chosen, facts.has_year);
        if fits < f64::from(national.fewest()) {
            let combination = Combination {
                why: Together::FewInTheCountry,
                facts: chosen,
                fits: Some(fits),
                fewest: national.fewest(),
            };
            few.push((choice, combination));
        }
    }
    few.sort_by(|(_, one), (_, other)| {
        one.fits
            .unwrap_or_default()
            .total_cmp(&other.fits.unwrap_or_default())
    });
    found.extend(few.into_iter().map(|(_, combination)| combination));
    found
}

/// Those that no number is needed for.
fn special(facts: &Facts, national: &National) -> Vec<Combination> {
    let mut found = Vec::new();
    let mut point_out = |why, part: Part, with: &[Part]| {
        let Some(first) = facts.of(part).next() else {
            return;
        };
        let others: Vec<Fact> = with
            .iter()
            .filter_map(|part| facts.of(*part).next().cloned())
            .collect();
        if !others.is_empty() {
            found.push(Combination {
                why,
                facts: std::iter::once(first.clone()).chain(others).collect(),
                fits: None,
                fewest: national.fewest(),
            });
        }
    };
    let about_a_child = [Part::Age, Part::Sex, Part::Ethnicity, Part::Harm];
    point_out(
        Together::InPress,
        Part::InPress,
        &[
            Part::Harm,
            Part::Area,
            Part::SmallPlace,
            Part::Month,
            Part::Age,
        ],
    );
    point_out(Together::SmallPlace, Part::SmallPlace, &about_a_child);
    point_out(
        Together::OneHolder,
        Part::OneHolder,
        &[Part::Area, Part::SmallPlace, Part::Harm],
    );
    found
}

#[cfg(test)]
mod tests;
