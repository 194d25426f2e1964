//! Entries of different agencies that may tell of the same event, as proposals.
//!
//! Two accounts are compared by what both say: when (with all that is uncertain about it), of whom, in which kind of entry, in which
//! words (a word that few entries of the case have says more), and whether one names the other's agency. What the comparison is worth
//! was fitted to families labelled by hand ([`weights`] says how). Nothing is joined by it: a person accepts or declines each proposal, and
//! where accounts differ, every value stays.
//!
//! "The same event" is the same occasion, told from whichever end. A letter sent and received is one event; being told of
//! an event is not the event.

mod candidates;
mod clock;
mod compare;
mod days;
mod differences;
mod facts;
mod group;
mod lexicon;
mod reader;
pub mod weights;
mod words;

use model::{RecordId, Sensitive};

use crate::Item;
use facts::{Fact, Facts};
use weights::Weights;
pub(crate) use words::services_named;

/// Several accounts that may be of one event.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposed {
    /// The accounts, in the order of the chronology; two or more.
    pub entries: Vec<RecordId>,
    /// How likely it is that all tell of one event, from 0 to 1, as fitted: to sort proposals by, never to decide by.
    pub likely: f64,
    /// Why it is proposed.
    pub reasons: Vec<Reason>,
    /// In what the accounts differ.
    pub differences: Vec<Difference>,
}

/// Why accounts are proposed as one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Their times are at most an hour and a half apart.
    CloseInTime,
    /// They give the same day.
    SameDay,
    /// They give days one apart.
    DayApart,
    /// Passed on and received, this many days apart.
    PassedOn {
        /// From the first date to the last.
        days: u16,
    },
    /// Their dates are not exact and may mean the same day.
    DatesMayMeet,
    /// They are of one kind.
    SameKind,
    /// At least one names the agency of another.
    NamesTheOther,
    /// They are about the same people.
    SamePeople,
    /// Words and numbers that two of them share and few other entries have; the rarest first, five at most.
    SharedWords(Vec<Sensitive<String>>),
}

/// Something in which accounts of one event differ. No value is chosen and none is averaged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// In what.
    pub what: DiffersIn,
    /// The accounts by what they say: those in one list say the same. Accounts that say nothing of it are left out, but where another has
    /// words of the child: then those without any are the last list.
    pub values: Vec<Vec<RecordId>>,
}

/// In what accounts can differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DiffersIn {
    /// Days that cannot both be right.
    Day,
    /// The same day, and times that cannot both be right.
    Time,
    /// Whom it is about.
    About,
    /// Who was there.
    Present,
    /// What the child said or showed, or words in quotation.
    Said,
    /// Whether the child was seen.
    Seen,
    /// Whether the child was seen alone.
    SeenAlone,
}

/// Two entries compared: what a proposal is made from, and what the weights are fitted to.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The one that sorts first.
    pub one: RecordId,
    /// The other.
    pub two: RecordId,
    /// What was compared, in the order of [`weights::NAMES`].
    pub features: [f64; weights::COUNT],
    /// How likely both tell of one event, from 0 to 1.
    pub likely: f64,
}

/// Proposals for a whole chronology, the likeliest first. No entry stands in two of them. Time grows as n log n: each entry is
/// compared with a bounded number of others that are near in time and share a word, a person or a kind with it.
///
/// Entries without a date, with an open one, or with one that is wider than a season are left to people.
#[must_use]
pub fn propose(items: &[Item<'_>]) -> Vec<Proposed> {
    propose_by(items, &weights::FITTED)
}

/// As [`propose`], by other weights: for fitting and measuring, and for a reader who asks for more that are less sure
/// (`Weights { proposed_from: 0.3, ..FITTED }`).
#[must_use]
pub fn propose_by(items: &[Item<'_>], weights: &Weights) -> Vec<Proposed> {
    let facts = Facts::read(items);
    let mut pairs = Vec::new();
    candidates::each(&facts, |one, two| {
        let likely = weights.likely(&facts.compare(one, two));
        if likely >= group::HEARD_FROM {
            let (one, two) = (one.place, two.place);
            pairs.push(Compared { one, two, likely });
        }
    });
    group::groups(&facts, &pairs, weights)
        .into_iter()
        .map(|group| group.proposed(items, &facts))
        .collect()
}

/// In what accounts of one event differ. Every value stays with whoever gave it; none is chosen.
#[must_use]
pub fn differ(items: &[Item<'_>]) -> Vec<Difference> {
    differences::between(items)
}

/// Every pair that is near enough to be compared, with what came of it. For fitting and measuring.
#[must_use]
pub fn pairs(items: &[Item<'_>]) -> Vec<Pair> {
    let facts = Facts::read(items);
    let id = |fact: &Fact| items.get(fact.place).map(|item| item.id);
    let mut pairs = Vec::new();
    candidates::each(&facts, |one, two| {
        let features = facts.compare(one, two);
        let likely = weights::FITTED.likely(&features);
        pairs.extend(id(one).zip(id(two)).map(|(one, two)| Pair {
            one,
            two,
            features,
            likely,
        }));
    });
    pairs
}

/// Two entries, by their places among the items, and how likely both tell of one event.
struct Compared {
    one: usize,
    two: usize,
    likely: f64,
}
