//! Facts that are harmless one by one and point at one child together.
//!
//! How many children a combination fits is counted from national numbers (`data/national.toml`, not compared with the
//! primary documents): incidents of a year, times the share of each fact. The facts are taken as independent, which they
//! are not; the count says "very few", not how many.

mod announced;
mod jobs;
mod national;
mod prose;
mod school;
mod told;

pub use national::{National, NationalError};
pub use prose::{FoundFact, facts_in};

/// What kind of fact it is. Texts on screen: `gate-part-` and the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The age band of the national statistics.
    Age,
    /// Sex.
    Sex,
    /// The group of ethnicity; also a nationality, a language or a faith.
    Ethnicity,
    /// A region, or a local authority under any other code.
    Area,
    /// The month, a season or a feast.
    Month,
    /// The kind of harm.
    Harm,
    /// A place so small that few families live there.
    SmallPlace,
    /// What kind of place it happened at.
    PlaceKind,
    /// A twin, an only child, one of many brothers and sisters.
    Siblings,
    /// The only one, the first, the youngest of somewhere.
    Unique,
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
            Self::PlaceKind => "place-kind",
            Self::Siblings => "siblings",
            Self::Unique => "unique",
            Self::InPress => "in-press",
            Self::OneHolder => "one-holder",
        }
    }

    /// Whether national numbers tell how many it fits.
    #[must_use]
    pub fn is_counted(self) -> bool {
        COUNTED.contains(&self)
    }
}

/// What national numbers tell of.
const COUNTED: [Part; 6] = [
    Part::Age,
    Part::Sex,
    Part::Ethnicity,
    Part::Area,
    Part::Month,
    Part::Harm,
];

/// What is told of a child, and not only of a place or a time: without any of it nobody is meant.
const OF_A_CHILD: [Part; 4] = [Part::Age, Part::Sex, Part::Ethnicity, Part::Harm];

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

    /// Adds those of another text that leaves with it.
    pub fn join(&mut self, others: Self) {
        self.has_year |= others.has_year;
        for one in others.facts {
            self.add(one.part, one.code);
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
    /// It says that there is only one such.
    Unique,
    /// Few have brothers and sisters so.
    Siblings,
    /// What happened, when and where: it can be looked up.
    Event,
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
            Self::Unique => "unique",
            Self::Siblings => "siblings",
            Self::Event => "event",
        }
    }
}

/// Facts that could be put together.
#[derive(Clone, Debug, PartialEq)]
pub struct Combination {
    /// Why it is pointed out.
    pub why: Together,
    /// The facts. Where it was counted, there is no such combination without any one of them; else without the first.
    pub facts: Vec<Fact>,
    /// How many children it fits, counted from national numbers; none where they say nothing.
    pub fits: Option<f64>,
    /// From how many on it would not be pointed out.
    pub fewest: u32,
}

/// The combinations that are too rare to leave, each as small as it can be; the rarest first.
#[must_use]
pub fn combinations(facts: &Facts, national: &National) -> Vec<Combination> {
    let mut found: Vec<Combination> = SPECIAL
        .iter()
        .filter_map(|one| special(one, facts, national))
        .collect();
    found.extend(event(facts, national));
    // Facts of a kind exclude each other: each kind counts once, by its rarest.
    let rarest = |part: &Part| {
        let share = |fact: &&Fact| national.share(fact);
        facts
            .of(*part)
            .min_by(|one, other| share(one).total_cmp(&share(other)))
    };
    let counted: Vec<&Fact> = COUNTED.iter().filter_map(rarest).collect();
    let mut few: Vec<(u32, Combination)> = Vec::new();
    let mut choices: Vec<u32> = (1..1_u32 << counted.len()).collect();
    choices.sort_by_key(|choice| choice.count_ones());
    for choice in choices {
        let chosen: Vec<Fact> = (0_u32..)
            .zip(&counted)
            .filter(|(at, _)| choice >> at & 1 == 1)
            .map(|(_, fact)| (*fact).clone())
            .collect();
        let of_a_child = chosen.iter().any(|fact| OF_A_CHILD.contains(&fact.part));
        let has_smaller = few.iter().any(|(smaller, _)| smaller & choice == *smaller);
        if chosen.len() < 2 || !of_a_child || has_smaller {
            continue;
        }
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

/// A combination that no number is needed for.
struct Special {
    why: Together,
    first: Part,
    /// With what it tells of somebody.
    with: &'static [Part],
    /// With how many of them at least.
    fewest: usize,
}

const SPECIAL: [Special; 5] = [
    Special {
        why: Together::InPress,
        first: Part::InPress,
        with: &[
            Part::Harm,
            Part::Area,
            Part::SmallPlace,
            Part::PlaceKind,
            Part::Month,
            Part::Age,
            Part::Ethnicity,
            Part::Siblings,
            Part::Unique,
        ],
        fewest: 1,
    },
    Special {
        why: Together::SmallPlace,
        first: Part::SmallPlace,
        with: &OF_A_CHILD,
        fewest: 1,
    },
    Special {
        why: Together::OneHolder,
        first: Part::OneHolder,
        with: &[
            Part::Area,
            Part::SmallPlace,
            Part::Harm,
            Part::Month,
            Part::Ethnicity,
            Part::Unique,
        ],
        fewest: 1,
    },
    Special {
        why: Together::Unique,
        first: Part::Unique,
        with: &[
            Part::Age,
            Part::Sex,
            Part::Ethnicity,
            Part::Harm,
            Part::Area,
            Part::SmallPlace,
        ],
        fewest: 0,
    },
    Special {
        why: Together::Siblings,
        first: Part::Siblings,
        with: &[
            Part::Age,
            Part::Ethnicity,
            Part::Harm,
            Part::Area,
            Part::SmallPlace,
            Part::Month,
        ],
        fewest: 2,
    },
];

/// The first fact with all those that it stands with.
fn special(one: &Special, facts: &Facts, national: &National) -> Option<Combination> {
    let first = facts.of(one.first).next()?;
    let with = one.with.iter();
    let of = |part: &Part| {
        let mut all = facts.of(*part);
        all.find(|fact| one.why != Together::OneHolder || !national.is_wide(fact))
    };
    let others: Vec<&Fact> = with.filter_map(of).collect();
    let fewest = match first.code.as_str() {
        told::BORN_TOGETHER => 1,
        _ => one.fewest,
    };
    (others.len() >= fewest).then(|| Combination {
        why: one.why,
        facts: std::iter::once(first).chain(others).cloned().collect(),
        fits: None,
        fewest: national.fewest(),
    })
}

/// What happened, in which month or season, and at what kind of place.
fn event(facts: &Facts, national: &National) -> Option<Combination> {
    let first = |part: Part| facts.of(part).next();
    let place = first(Part::PlaceKind).or_else(|| first(Part::SmallPlace))?;
    let all = [first(Part::Harm)?, first(Part::Month)?, place];
    Some(Combination {
        why: Together::Event,
        facts: all.into_iter().cloned().collect(),
        fits: None,
        fewest: national.fewest(),
    })
}

#[cfg(test)]
mod tests;
