//! From pairs to events: one event with an account of each agency.

use std::collections::{BTreeMap, HashMap};

use model::{RecordId, Sensitive};

use super::facts::{CLOSE, Class, Fact, Facts, days_between, shared_words};
use super::reader::read_of;
use super::weights::Weights;
use super::words::{Sort, as_written};
use super::{Compared, Proposed, Reason, differences};
use crate::Item;

/// Below this a pair does not speak for joining two groups at all.
pub(super) const HEARD_FROM: f64 = 0.1;
/// An agency has two accounts in one event only where the two are so clearly of one.
const SAME_AGENCY_FROM: f64 = 0.7;
/// An event has at most so many accounts: a note that was copied a hundred times is no event.
const MOST: usize = 40;
/// Words shown as a reason.
const WORDS_SHOWN: usize = 5;

/// Entries that are proposed as one event, by their places.
pub(super) struct Group {
    members: Vec<usize>,
    likely: f64,
}

/// Groups, the likeliest first. No entry is in two.
pub(super) fn groups(facts: &Facts, pairs: &[Compared], weights: &Weights) -> Vec<Group> {
    let mut forming = Forming::new(facts, pairs, weights.on_average);
    let mut sorted: Vec<&Compared> = pairs
        .iter()
        .filter(|pair| pair.likely >= weights.proposed_from)
        .collect();
    sorted.sort_by(|a, b| {
        let places = (a.one, a.two).cmp(&(b.one, b.two));
        b.likely.total_cmp(&a.likely).then(places)
    });
    for pair in sorted {
        forming.join(pair.one, pair.two);
    }
    let mut groups = forming.finish();
    groups.sort_by(|a, b| {
        let members = a.members.cmp(&b.members);
        b.likely.total_cmp(&a.likely).then(members)
    });
    groups
}

struct Forming<'a> {
    facts: &'a Facts,
    on_average: f64,
    /// In order.
    likely: Vec<((usize, usize), f64)>,
    group_of: HashMap<usize, usize>,
    groups: BTreeMap<usize, Vec<usize>>,
}

impl<'a> Forming<'a> {
    fn new(facts: &'a Facts, pairs: &[Compared], on_average: f64) -> Self {
        let pairs = pairs.iter();
        let mut likely: Vec<_> = pairs
            .map(|pair| (key(pair.one, pair.two), pair.likely))
            .collect();
        likely.sort_unstable_by_key(|(pair, _)| *pair);
        Self {
            facts,
            on_average,
            likely,
            group_of: HashMap::new(),
            groups: BTreeMap::new(),
        }
    }

    fn likely(&self, one: usize, two: usize) -> f64 {
        let pair = key(one, two);
        let found = self.likely.binary_search_by_key(&pair, |(pair, _)| *pair);
        let found = found.ok().and_then(|at| self.likely.get(at));
        found.map_or(0.0, |(_, likely)| *likely)
    }

    fn members(&self, entry: usize) -> Vec<usize> {
        self.group_of
            .get(&entry)
            .and_then(|group| self.groups.get(group).cloned())
            .unwrap_or_else(|| vec![entry])
    }

    fn join(&mut self, one: usize, two: usize) {
        let (first, second) = (self.members(one), self.members(two));
        if first.contains(&two) || !self.may_join(&first, &second) {
            return;
        }
        let number = self.group_of.get(&one).copied().unwrap_or(one);
        let old = self.group_of.get(&two).copied();
        if let Some(old) = old {
            self.groups.remove(&old);
        }
        let mut all = first;
        all.extend(second);
        for entry in &all {
            self.group_of.insert(*entry, number);
        }
        self.groups.insert(number, all);
    }

    fn may_join(&self, first: &[usize], second: &[usize]) -> bool {
        if first.len() + second.len() > MOST {
            return false;
        }
        let mut sum = 0.0;
        let mut count = 0.0;
        for one in first {
            for two in second {
                let likely = self.likely(*one, *two);
                if self.agency(*one) == self.agency(*two) && likely < SAME_AGENCY_FROM {
                    return false;
                }
                sum += likely;
                count += 1.0;
            }
        }
        sum >= self.on_average * count
    }

    fn agency(&self, entry: usize) -> Option<u32> {
        self.facts.get(entry).map(|fact| fact.agency)
    }

    fn finish(self) -> Vec<Group> {
        let groups = self.groups.values();
        groups
            .map(|members| Group {
                likely: self.weakest(members),
                members: members.clone(),
            })
            .collect()
    }

    /// How firmly the loosest of them is tied to the others.
    fn weakest(&self, members: &[usize]) -> f64 {
        let ties = members.iter().map(|one| {
            let others = members.iter().filter(|two| *two != one);
            let ties = others.map(|two| self.likely(*one, *two));
            ties.fold(0.0, f64::max)
        });
        ties.fold(1.0, f64::min)
    }
}

fn key(one: usize, two: usize) -> (usize, usize) {
    (one.min(two), one.max(two))
}

impl Group {
    pub(super) fn proposed(&self, items: &[Item<'_>], facts: &Facts) -> Proposed {
        let own = self.members.iter().filter_map(|at| items.get(*at).copied());
        let own = crate::merge::in_order(&own.collect::<Vec<_>>());
        let ids: Vec<RecordId> = own.iter().map(|item| item.id).collect();
        let read: Vec<&Fact> = self
            .members
            .iter()
            .filter_map(|at| facts.get(*at))
            .collect();
        Proposed {
            entries: ids,
            likely: self.likely,
            reasons: reasons(facts, &read, &own),
            differences: differences::between(&own),
        }
    }
}

fn reasons(facts: &Facts, read: &[&Fact], accounts: &[Item<'_>]) -> Vec<Reason> {
    let two_of = || {
        read.iter()
            .enumerate()
            .flat_map(|(at, one)| read.iter().skip(at + 1).map(move |two| (*one, *two)))
    };
    let mut reasons = Vec::new();
    reasons.extend(when(two_of().collect()));
    if two_of().all(|(one, two)| one.kind == two.kind) {
        reasons.push(Reason::SameKind);
    }
    if two_of().any(|(one, two)| one.names(two) || two.names(one)) {
        reasons.push(Reason::NamesTheOther);
    }
    let pairs = |(at, one): (usize, &'_ Item<'_>)| {
        let others = accounts.iter().skip(at + 1);
        others
            .map(|two| same_person(one, two))
            .collect::<Vec<bool>>()
    };
    if accounts.iter().enumerate().flat_map(pairs).all(|same| same) {
        reasons.push(Reason::SamePeople);
    }
    let words = rare_words(facts, two_of(), accounts);
    if !words.is_empty() {
        reasons.push(Reason::SharedWords(words));
    }
    reasons
}

fn when(pairs: Vec<(&Fact, &Fact)>) -> Option<Reason> {
    let days = pairs
        .iter()
        .map(|(one, two)| days_between(one, two))
        .max()?;
    let all = |test: fn(&Fact, &Fact) -> bool| pairs.iter().all(|(one, two)| test(one, two));
    Some(if all(close) {
        Reason::CloseInTime
    } else if days == 0 && all(exact) {
        Reason::SameDay
    } else if days == 0 {
        Reason::DatesMayMeet
    } else if pairs.iter().any(|(one, two)| passing(one, two)) {
        let days = u16::try_from(days).unwrap_or(u16::MAX);
        Reason::PassedOn { days }
    } else if days == 1 {
        Reason::DayApart
    } else if all(exact) {
        // Days apart, and one names the other's day in its words: that they differ is said with the differences.
        return None;
    } else {
        Reason::DatesMayMeet
    })
}

fn close(one: &Fact, two: &Fact) -> bool {
    let minutes = one.minute.zip(two.minute);
    minutes.is_some_and(|(first, second)| (first - second).abs() <= CLOSE)
}

fn exact(one: &Fact, two: &Fact) -> bool {
    [one, two]
        .iter()
        .all(|fact| fact.firm && fact.first == fact.last)
}

fn passing(one: &Fact, two: &Fact) -> bool {
    one.class == Class::Passing || two.class == Class::Passing
}

/// Whether two accounts are about one person: the same on record, or called by the same first name. A family name alone is many people's.
fn same_person(one: &Item<'_>, two: &Item<'_>) -> bool {
    let first = |called: &str| called.split_whitespace().next().map(str::to_lowercase);
    one.entry.about.iter().any(|person| {
        let mut others = two.entry.about.iter();
        others.any(|other| match (person.known, other.known) {
            (Some(one), Some(two)) => one == two,
            _ => first(&person.called.0).is_some_and(|one| first(&other.called.0) == Some(one)),
        })
    })
}

/// Words that two of the accounts share, each as one of them has it: where one says "forearm" and another "arm", one of the two.
fn rare_words<'a>(
    facts: &Facts,
    pairs: impl Iterator<Item = (&'a Fact, &'a Fact)>,
    accounts: &[Item<'_>],
) -> Vec<Sensitive<String>> {
    let mut words: Vec<(u32, &str, &str)> = pairs
        .flat_map(|(one, two)| shared_words(one, two))
        .filter(|word| facts.words.sort(**word) != Sort::Service)
        .filter(|word| facts.is_in_few(**word))
        .map(|word| {
            let (written, kept) = (facts.words.written(*word), facts.words.text(*word));
            (facts.count_of(*word), written, kept)
        })
        .collect();
    words.sort_unstable();
    words.dedup();
    let as_here = |(_, written, kept): &(u32, &str, &str)| {
        let mut texts = accounts.iter().flat_map(|item| read_of(item.entry));
        let here = texts.find_map(|text| as_written(kept, &text.0));
        Sensitive(here.unwrap_or_else(|| (*written).to_owned()))
    };
    words.iter().take(WORDS_SHOWN).map(as_here).collect()
}
