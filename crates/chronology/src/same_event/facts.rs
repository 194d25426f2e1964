//! What is compared of each entry, read once.

use std::collections::HashMap;

use model::chronology::{Entry, EntryKind};
use model::{Date, UncertainDate};

use super::clock::{PartOfDay, part_of_minute, parts_in, times_in};
use super::weights::{COUNT, Feature};
use super::words::{Sort, Words};
use crate::Item;

/// Dates wider than this many days say too little: the widest that is compared is a season.
const WIDEST: i32 = 92;
/// How many days may lie between the two ends of one passing-on.
pub(super) const REACH: i32 = 7;
/// Times at most this many minutes apart are close.
pub(super) const CLOSE: i64 = 90;
/// A time in the words of one entry is the other's when at most so many minutes lie between.
const NEAR_IN_TEXT: i64 = 15;
/// How far "about" may reach, in days.
const ABOUT: i32 = 3;

/// Everything that is compared, of all entries.
pub(super) struct Facts {
    /// By the place of the item; none where the date is too wide to compare.
    pub(super) each: Vec<Option<Fact>>,
    pub(super) words: Words,
    /// In how many entries each word stands.
    pub(super) entries_with: Vec<u32>,
    /// How rare each word is: 1 where one entry has it, 0 where all have.
    rarities: Vec<f64>,
    /// How many entries there are of each kind.
    of_kind: HashMap<EntryKind, u32>,
    /// One more than there are entries.
    all: f64,
}

/// What is compared of one entry.
pub(super) struct Fact {
    /// First and last day it can mean, counted from a fixed day.
    pub(super) first: i32,
    pub(super) last: i32,
    /// Minute, counted from a fixed one, where it is certain.
    pub(super) minute: Option<i64>,
    pub(super) firm: bool,
    pub(super) kind: EntryKind,
    pub(super) class: Class,
    pub(super) agency: u32,
    /// Words for the agency itself.
    called: Vec<u32>,
    /// Words of the account; in order, each once.
    pub(super) text: Vec<u32>,
    /// How rare they are, added up.
    weight: f64,
    /// Of these: names and abbreviations.
    names: Vec<u32>,
    /// Minutes of the day in its words.
    times: Vec<i64>,
    /// Part of the day, from its words or its time.
    part_of_day: PartOfDay,
    /// Words of the roles that were there.
    present: Vec<u32>,
    /// Names of the people it is about.
    pub(super) people: Vec<u32>,
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
    const fn of(kind: EntryKind) -> Self {
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
    days <= 1 || (passing && days <= REACH) || (about && days <= ABOUT)
}

fn count_days(day: Date) -> i32 {
    const START: Date = Date::constant(1900, 1, 1);
    (day - START).get_days()
}

impl Facts {
    pub(super) fn read(items: &[Item<'_>]) -> Self {
        let mut reader = Reader::default();
        let each: Vec<Option<Fact>> = items.iter().map(|item| reader.fact(item)).collect();
        let mut entries_with = vec![0; reader.words.count()];
        let mut of_kind: HashMap<EntryKind, u32> = HashMap::new();
        for fact in each.iter().flatten() {
            *of_kind.entry(fact.kind).or_default() += 1;
            for word in fact.text.iter().chain(&fact.people) {
                if let Some(count) = place(*word).and_then(|at| entries_with.get_mut(at)) {
                    *count += 1;
                }
            }
        }
        let all = f64::from(u32::try_from(each.len()).unwrap_or(u32::MAX)) + 1.0;
        let rarities = entries_with.iter().map(|with| rarity(all, *with)).collect();
        let mut facts = Self {
            each,
            words: reader.words,
            entries_with,
            rarities,
            of_kind,
            all,
        };
        facts.weigh();
        facts
    }

    /// Adds up how rare the words of each entry are.
    fn weigh(&mut self) {
        let rarities = &self.rarities;
        for fact in self.each.iter_mut().flatten() {
            let rare = fact
                .text
                .iter()
                .filter_map(|word| rarities.get(place(*word)?));
            fact.weight = rare.sum();
        }
    }

    pub(super) fn get(&self, place: usize) -> Option<&Fact> {
        self.each.get(place).and_then(Option::as_ref)
    }

    pub(super) fn count_of(&self, word: u32) -> u32 {
        place(word)
            .and_then(|at| self.entries_with.get(at).copied())
            .unwrap_or(0)
    }

    pub(super) fn rarity(&self, word: u32) -> f64 {
        place(word)
            .and_then(|at| self.rarities.get(at).copied())
            .unwrap_or(0.0)
    }

    /// What the two have in common and what not; none where they are not near.
    pub(super) fn compare(&self, one: usize, two: usize) -> Option<[f64; COUNT]> {
        let (one, two) = (self.get(one)?, self.get(two)?);
        if !near(one, two) {
            return None;
        }
        let mut features = Features([0.0; COUNT]);
        features.set(Feature::Always, 1.0);
        times(&mut features, one, two);
        parts_of_day(&mut features, one, two);
        self.kinds(&mut features, one, two);
        self.words_of(&mut features, one, two);
        self.people_of(&mut features, one, two);
        self.services_of(&mut features, one, two);
        Some(features.0)
    }

    fn words_of(&self, features: &mut Features, one: &Fact, two: &Fact) {
        let (mut common, mut numbers, mut meeting) = (0.0, 0.0, false);
        for word in shared(&one.text, &two.text) {
            let rarity = self.rarity(*word);
            match self.words.sort(*word) {
                Sort::Number => numbers += rarity,
                Sort::MeetingKind => meeting = true,
                Sort::Service | Sort::Passing => {}
                Sort::Plain => common += rarity,
            }
        }
        let shorter = one.weight.min(two.weight).max(1.0);
        features.set(Feature::SharedWords, f64::min(common / 3.0, 1.5));
        features.set(Feature::SharedPart, f64::min(common / shorter, 1.0));
        features.set(Feature::SharedNumbers, f64::min(numbers, 2.0));
        features.set_if(Feature::SameMeetingKind, meeting);
        let names = shared(&one.names, &two.names);
        let names: f64 = names.map(|name| self.rarity(*name)).sum();
        features.set(Feature::SharedNames, names.min(2.0));
    }

    fn has(&self, fact: &Fact, sort: Sort) -> bool {
        fact.text.iter().any(|word| self.words.sort(*word) == sort)
    }

    fn people_of(&self, features: &mut Features, one: &Fact, two: &Fact) {
        let common: f64 = shared(&one.people, &two.people)
            .map(|name| 0.2 + self.rarity(*name))
            .sum();
        features.set(Feature::SharedPeople, common.min(2.0));
        let named = !one.people.is_empty() && !two.people.is_empty();
        features.set_if(Feature::OtherPeople, named && common == 0.0);
    }

    fn services_of(&self, features: &mut Features, one: &Fact, two: &Fact) {
        if one.agency == two.agency {
            features.set(Feature::SameAgency, 1.0);
            return;
        }
        let named = (one.names(two), two.names(one));
        let both_passing = one.class == Class::Passing && two.class == Class::Passing;
        features.set_if(Feature::BothNameTheOther, named == (true, true));
        features.set_if(Feature::NeitherNamesTheOther, named == (false, false));
        features.set_if(Feature::NoSender, both_passing && named == (false, false));
        features.set_if(Feature::TellsOfPassing, self.tells_of_passing(one, two));
        let roles = shared(&one.present, &two.present).count();
        features.set_if(Feature::SharedRoles, roles > 0);
        let third = shared(&one.text, &two.text).any(|word| {
            self.words.sort(*word) == Sort::Service
                && !one.called.contains(word)
                && !two.called.contains(word)
        });
        features.set_if(Feature::BothNameAThird, third);
        features.set_if(Feature::SameSender, both_passing && third);
    }

    /// Whether one is of something passed on and the other, which is not, says that it was passed to that agency.
    fn tells_of_passing(&self, one: &Fact, two: &Fact) -> bool {
        let tells = |teller: &Fact, other: &Fact| {
            teller.class != Class::Passing
                && other.class == Class::Passing
                && teller.names(other)
                && self.has(teller, Sort::Passing)
        };
        tells(one, two) || tells(two, one)
    }

    fn kinds(&self, features: &mut Features, one: &Fact, two: &Fact) {
        if one.kind == two.kind {
            let count = self.of_kind.get(&one.kind).copied().unwrap_or(1);
            features.set(Feature::SameKind, rarity(self.all, count));
        }
        classes(features, one, two);
    }
}

/// What was compared, by name.
struct Features([f64; COUNT]);

impl Features {
    fn set(&mut self, feature: Feature, value: f64) {
        if let Some(place) = self.0.get_mut(feature as usize) {
            *place = value;
        }
    }

    fn set_if(&mut self, feature: Feature, is: bool) {
        self.set(feature, if is { 1.0 } else { 0.0 });
    }
}

fn times(features: &mut Features, one: &Fact, two: &Fact) {
    let days = days_between(one, two);
    let passing = one.class == Class::Passing && two.class == Class::Passing;
    if let (Some(first), Some(second)) = (one.minute, two.minute) {
        let minutes = (first - second).abs();
        let near = minutes <= CLOSE;
        let closeness = f64::from(i32::try_from(minutes).unwrap_or(i32::MAX)) / 90.0;
        features.set(
            Feature::CloseInTime,
            if near { 1.5 - closeness } else { 0.0 },
        );
        features.set_if(Feature::FarInTime, !near);
    }
    let exact = one.firm && two.firm && one.first == one.last && two.first == two.last;
    features.set_if(Feature::SameDay, days == 0 && exact);
    features.set_if(Feature::DatesMayMeet, days == 0 && !exact);
    features.set_if(Feature::DayApart, days == 1 && !passing);
    features.set_if(Feature::DaysApart, days > 1 && !passing);
    let days_of_passing = if passing { f64::from(days) } else { 0.0 };
    features.set(Feature::DaysOfPassing, days_of_passing / 7.0);
}

fn parts_of_day(features: &mut Features, one: &Fact, two: &Fact) {
    let of_day = |fact: &Fact| fact.minute.map(|minute| minute.rem_euclid(24 * 60));
    let mut in_text = false;
    for (teller, other) in [(one, two), (two, one)] {
        let meant = other.times.iter().copied().chain(of_day(other));
        in_text |= meant
            .flat_map(|at| teller.times.iter().map(move |time| (at - time).abs()))
            .any(|apart| apart <= NEAR_IN_TEXT);
    }
    features.set_if(Feature::TimeInText, in_text);
    let both_exact = one.minute.is_some() && two.minute.is_some();
    if !both_exact && one.part_of_day != 0 && two.part_of_day != 0 {
        let agree = one.part_of_day & two.part_of_day != 0;
        features.set_if(Feature::PartOfDayAgrees, agree);
    }
}

fn classes(features: &mut Features, one: &Fact, two: &Fact) {
    let either = |class: Class| one.class == class || two.class == class;
    if one.class == two.class {
        match one.class {
            Class::Passing => features.set(Feature::BothPassing, 1.0),
            Class::Meeting => features.set(Feature::BothMeetings, 1.0),
            Class::Unseen => features.set(Feature::BothUnseen, 1.0),
            Class::Scene => {}
        }
        return;
    }
    features.set_if(Feature::OnePassing, either(Class::Passing));
    features.set_if(Feature::OneMeeting, either(Class::Meeting));
    features.set_if(Feature::OneUnseen, either(Class::Unseen));
}

/// What stands in both of two lists that are in order.
fn shared<'a>(one: &'a [u32], two: &'a [u32]) -> impl Iterator<Item = &'a u32> {
    let mut rest = two.iter().peekable();
    one.iter().filter(move |word| {
        while rest.next_if(|other| other < word).is_some() {}
        rest.peek() == Some(word)
    })
}

pub(super) fn shared_words<'a>(one: &'a Fact, two: &'a Fact) -> impl Iterator<Item = &'a u32> {
    shared(&one.text, &two.text)
}

pub(super) fn place(word: u32) -> Option<usize> {
    usize::try_from(word).ok()
}

/// Reads entries one after the other.
#[derive(Default)]
struct Reader {
    words: Words,
    agencies: HashMap<String, (u32, Vec<u32>)>,
}

impl Reader {
    fn fact(&mut self, item: &Item<'_>) -> Option<Fact> {
        let (first, last) = days(&item.entry.date)?;
        let (agency, called) = self.agency(item);
        let entry = item.entry;
        let (mut text, mut names, mut times) = (Vec::new(), Vec::new(), Vec::new());
        let mut part_of_day = 0;
        for part in [&entry.text, &entry.response, &entry.outcome, &entry.voice] {
            self.words.read_with_names(&part.0, &mut text, &mut names);
            times_in(&part.0, &mut times);
            part_of_day |= parts_in(&part.0);
        }
        let minute = minute(&entry.date);
        if let Some(minute) = minute {
            part_of_day = part_of_minute(minute.rem_euclid(24 * 60));
        }
        Some(Fact {
            first,
            last,
            minute,
            firm: entry.date.is_firm(),
            kind: entry.kind,
            class: Class::of(entry.kind),
            agency,
            called,
            text: in_order(text),
            weight: 0.0,
            names: in_order(names),
            times,
            part_of_day,
            present: self.all(entry.present.iter().map(|role| role.0.as_str())),
            people: self.people(entry),
        })
    }

    fn all<'a>(&mut self, texts: impl Iterator<Item = &'a str>) -> Vec<u32> {
        let mut words = Vec::new();
        for text in texts {
            self.words.read(text, &mut words);
        }
        in_order(words)
    }

    /// Names, and for people whom somebody has identified who they are.
    fn people(&mut self, entry: &Entry) -> Vec<u32> {
        let known: Vec<String> = entry
            .about
            .iter()
            .filter_map(|person| person.known.map(|id| id.to_string().replace('-', "")))
            .collect();
        let called = entry.about.iter().map(|person| person.called.0.as_str());
        self.all(called.chain(known.iter().map(String::as_str)))
    }

    fn agency(&mut self, item: &Item<'_>) -> (u32, Vec<u32>) {
        if let Some((agency, called)) = self.agencies.get(item.agency) {
            return (*agency, called.clone());
        }
        let mut called = self.all([item.called, item.agency].into_iter());
        called.retain(|word| !GENERAL.contains(&self.words.text(*word)));
        let agency = u32::try_from(self.agencies.len()).unwrap_or(u32::MAX);
        let kept = (agency, called.clone());
        self.agencies.insert(item.agency.to_owned(), kept);
        (agency, called)
    }
}

/// How rare something is that so many have, of one less than `all`.
fn rarity(all: f64, with: u32) -> f64 {
    (all / f64::from(with.max(1))).ln().max(0.0) / all.ln()
}

/// Each word once, in order.
fn in_order(mut words: Vec<u32>) -> Vec<u32> {
    words.sort_unstable();
    words.dedup();
    words
}

/// Words in the names of agencies that do not tell one from another.
const GENERAL: [&str; 12] = [
    "service",
    "servic",
    "team",
    "trust",
    "nhs",
    "council",
    "county",
    "unit",
    "general",
    "foundation",
    "office",
    "agency",
];

fn days(date: &UncertainDate) -> Option<(i32, i32)> {
    let (first, last) = (count_days(date.earliest()?), count_days(date.latest()?));
    (last - first < WIDEST).then_some((first, last))
}

fn minute(date: &UncertainDate) -> Option<i64> {
    let at = date.is_certain_minute()?;
    let of_day = i64::from(at.hour()) * 60 + i64::from(at.minute());
    Some(i64::from(count_days(at.date())) * 24 * 60 + of_day)
}
