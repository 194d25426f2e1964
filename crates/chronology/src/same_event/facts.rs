//! What is compared of each entry, read once.

use std::collections::HashMap;
use std::rc::Rc;

use model::chronology::EntryKind;

use super::clock::PartOfDay;
use super::reader::Reader;
use super::words::Words;
use crate::Item;

/// How many days may lie between the two ends of one passing-on.
pub(super) const REACH: i32 = 7;
/// Times at most this many minutes apart are close.
pub(super) const CLOSE: i64 = 90;
/// Dates that reach over so many days are no one's day in words.
const WEEK: i32 = 7;
/// How far "about" may reach, in days.
const ABOUT: i32 = 3;

/// Everything that is compared, of all entries.
pub(super) struct Facts {
    /// Those with a date that can be compared, by the first day that they can mean: those that are compared lie together in memory.
    pub(super) in_time: Vec<Fact>,
    /// By the place of the item: where it stands in time.
    positions: Vec<Option<usize>>,
    pub(super) words: Words,
    /// In how many entries each word stands.
    pub(super) entries_with: Vec<u32>,
    /// How rare each word is: 1 where one entry has it, 0 where all have.
    rarities: Vec<f64>,
}

/// What is compared of one entry.
#[derive(Clone)]
pub(super) struct Fact {
    /// The place of the item.
    pub(super) place: usize,
    /// First and last day it can mean, counted from a fixed day.
    pub(super) first: i32,
    pub(super) last: i32,
    /// Minute, counted from a fixed one, where it is certain.
    pub(super) minute: Option<i64>,
    pub(super) firm: bool,
    pub(super) kind: EntryKind,
    /// How rare entries of its kind are.
    pub(super) kind_is_rare: f64,
    pub(super) class: Class,
    pub(super) agency: u32,
    /// Words for the agency itself.
    pub(super) called: Rc<[u32]>,
    /// Words of the account; in order, each once.
    pub(super) text: Vec<u32>,
    /// How rare they are, added up.
    pub(super) weight: f64,
    /// Of these: names and abbreviations.
    pub(super) names: Vec<u32>,
    /// Minutes of the day in its words.
    pub(super) times: Vec<i64>,
    /// Part of the day, from its words or its time.
    pub(super) part_of_day: PartOfDay,
    /// Words of the roles that were there.
    pub(super) present: Vec<u32>,
    /// Names of the people it is about.
    pub(super) people: Vec<u32>,
    /// Of what it speaks.
    pub(super) speaks: Speaks,
    /// Words for who may have passed something on, as its own words tell it.
    pub(super) senders: Vec<u32>,
    /// Days other than its own that its words name, in order.
    pub(super) named_days: Vec<i32>,
    /// One of a series: its agency wrote an entry of the same kind a week or a fortnight before or after.
    pub(super) in_series: bool,
}

/// Of what the words of an account speak.
#[derive(Clone, Copy)]
pub(super) struct Speaks {
    /// Of something passed on.
    pub(super) passing: bool,
    /// Of people who met.
    pub(super) meeting: bool,
}

/// Kinds of entry that can be accounts of one event.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub(super) enum Class {
    /// Something passed from one to another.
    Passing,
    /// People met about the case.
    Meeting,
    /// Nobody was seen.
    Unseen,
    /// Something happened, and somebody was there.
    Scene,
}

impl Class {
    pub(super) const fn of(kind: EntryKind) -> Self {
        match kind {
            EntryKind::Referral | EntryKind::InformationShared => Self::Passing,
            EntryKind::Meeting => Self::Meeting,
            EntryKind::NotBrought | EntryKind::NotSeen | EntryKind::AttemptedContact => {
                Self::Unseen
            }
            _ => Self::Scene,
        }
    }
}

impl Fact {
    /// Whether this account names the agency of another.
    pub(super) fn names(&self, other: &Self) -> bool {
        let stands = |words: &[u32], word: &u32| words.binary_search(word).is_ok();
        let meant = |word: &u32| stands(&self.text, word) || stands(&self.present, word);
        other.called.iter().any(meant)
    }

    /// Whether its words say that the agency of another passed something on.
    pub(super) fn sent_by(&self, other: &Self) -> bool {
        let sent = |word: &u32| self.senders.binary_search(word).is_ok();
        other.called.iter().any(sent)
    }

    /// Whether its words name a day of the other.
    pub(super) fn names_day_of(&self, other: &Self) -> bool {
        let mut days = self.named_days.iter();
        other.last - other.first < WEEK && days.any(|day| (other.first..=other.last).contains(day))
    }
}

/// Days between two ranges; 0 where they share one.
pub(super) fn days_between(one: &Fact, two: &Fact) -> i32 {
    (two.first - one.last).max(one.first - two.last).max(0)
}

/// Whether two entries are near enough in time to be compared.
pub(super) fn near(one: &Fact, two: &Fact) -> bool {
    let days = days_between(one, two);
    let passing = one.class == Class::Passing || two.class == Class::Passing;
    let about = !one.firm || !two.firm;
    days <= 1
        || (passing && days <= REACH)
        || (about && days <= ABOUT)
        || (days <= REACH && (one.names_day_of(two) || two.names_day_of(one)))
}

impl Facts {
    pub(super) fn read(items: &[Item<'_>]) -> Self {
        let mut reader = Reader::default();
        let mut read: Vec<Fact> = Vec::with_capacity(items.len());
        for (place, item) in items.iter().enumerate() {
            read.extend(reader.fact(place, item));
        }
        let mut entries_with = vec![0; reader.words.count()];
        for word in read
            .iter()
            .flat_map(|fact| fact.text.iter().chain(&fact.people))
        {
            if let Some(count) = place(*word).and_then(|at| entries_with.get_mut(at)) {
                *count += 1;
            }
        }
        let all = f64::from(u32::try_from(items.len()).unwrap_or(u32::MAX)) + 1.0;
        let rarities = entries_with.iter().map(|with| rarity(all, *with)).collect();
        let in_time = in_time(&read);
        let mut positions = vec![None; items.len()];
        for (position, fact) in in_time.iter().enumerate() {
            if let Some(stands) = positions.get_mut(fact.place) {
                *stands = Some(position);
            }
        }
        let mut facts = Self {
            in_time,
            positions,
            words: reader.words,
            entries_with,
            rarities,
        };
        facts.weigh(all);
        facts.find_series();
        facts
    }

    /// Marks what recurs: entries of one agency and kind a week or a fortnight apart.
    fn find_series(&mut self) {
        let mut days: HashMap<(u32, EntryKind), Vec<i32>> = HashMap::new();
        for fact in &self.in_time {
            let own = days.entry((fact.agency, fact.kind)).or_default();
            own.push(fact.first);
        }
        for own in days.values_mut() {
            own.sort_unstable();
        }
        for fact in &mut self.in_time {
            let own = days.get(&(fact.agency, fact.kind));
            let stands = |day: i32| own.is_some_and(|own| own.binary_search(&day).is_ok());
            fact.in_series = [-14, -7, 7, 14]
                .iter()
                .any(|days| stands(fact.first + days));
        }
    }

    /// Adds up how rare the words of each entry are, and says how rare its kind is.
    fn weigh(&mut self, all: f64) {
        let mut of_kind: HashMap<EntryKind, u32> = HashMap::new();
        for fact in &self.in_time {
            *of_kind.entry(fact.kind).or_default() += 1;
        }
        let kinds: HashMap<EntryKind, f64> = of_kind
            .into_iter()
            .map(|(kind, count)| (kind, rarity(all, count)))
            .collect();
        let rarities = &self.rarities;
        for fact in &mut self.in_time {
            let rare = fact
                .text
                .iter()
                .filter_map(|word| rarities.get(place(*word)?));
            fact.weight = rare.sum();
            fact.kind_is_rare = kinds.get(&fact.kind).copied().unwrap_or(0.0);
        }
    }

    pub(super) fn get(&self, place: usize) -> Option<&Fact> {
        let position = self.positions.get(place).copied().flatten()?;
        self.in_time.get(position)
    }

    pub(super) fn count_of(&self, word: u32) -> u32 {
        place(word)
            .and_then(|at| self.entries_with.get(at).copied())
            .unwrap_or(0)
    }

    /// Whether so few entries have the word that sharing it says something: a twentieth of all, or two where there are few.
    pub(super) fn is_in_few(&self, word: u32) -> bool {
        let few = (self.in_time.len() / 20).max(2);
        usize::try_from(self.count_of(word)).is_ok_and(|with| with <= few)
    }

    pub(super) fn rarity(&self, word: u32) -> f64 {
        place(word)
            .and_then(|at| self.rarities.get(at).copied())
            .unwrap_or(0.0)
    }
}

/// Copied in order, so that what is near in time is near in memory.
fn in_time(read: &[Fact]) -> Vec<Fact> {
    let mut order: Vec<&Fact> = read.iter().collect();
    order.sort_by_key(|fact| (fact.first, fact.last));
    order.into_iter().cloned().collect()
}

/// How rare something is that so many have, of one less than `all`.
pub(super) fn rarity(all: f64, with: u32) -> f64 {
    (all / f64::from(with.max(1))).ln().max(0.0) / all.ln()
}

/// What stands in both of two lists that are in order.
pub(super) fn shared<'a>(one: &'a [u32], two: &'a [u32]) -> impl Iterator<Item = &'a u32> {
    let (mut first, mut second) = (0, 0);
    std::iter::from_fn(move || {
        while let (Some(a), Some(b)) = (one.get(first), two.get(second)) {
            first += usize::from(a <= b);
            second += usize::from(b <= a);
            if a == b {
                return Some(a);
            }
        }
        None
    })
}

pub(super) fn shared_words<'a>(one: &'a Fact, two: &'a Fact) -> impl Iterator<Item = &'a u32> {
    shared(&one.text, &two.text)
}

pub(super) fn place(word: u32) -> Option<usize> {
    usize::try_from(word).ok()
}
