//! Reads what is compared of each entry, one after the other.

use std::collections::HashMap;
use std::rc::Rc;

use model::chronology::Entry;
use model::{RecordId, Sensitive, UncertainDate};

use super::clock::{part_of_minute, parts_in, times_in};
use super::days::{days_in, number_of};
use super::facts::{Class, Fact, Speaks};
use super::words::{Sort, Words, stem};
use crate::Item;

/// Dates wider than this many days say too little: the widest that is compared is a season.
const WIDEST: i32 = 92;

/// The texts of an entry whose words are compared.
pub(super) fn read_of(entry: &Entry) -> impl Iterator<Item = &Sensitive<String>> {
    [&entry.text, &entry.response, &entry.outcome, &entry.voice].into_iter()
}

/// Reads entries one after the other.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) words: Words,
    /// People on record, as the words that their ids come to.
    on_record: HashMap<RecordId, Vec<u32>>,
    agencies: HashMap<String, (u32, Rc<[u32]>)>,
}

impl Reader {
    pub(super) fn fact(&mut self, place: usize, item: &Item<'_>) -> Option<Fact> {
        let (first, last) = days(&item.entry.date)?;
        let (agency, called) = self.agency(item);
        let entry = item.entry;
        let mut text = Vec::with_capacity(entry.text.0.len() / 6);
        let (mut names, mut times) = (Vec::new(), Vec::new());
        let mut named_days = Vec::new();
        let mut part_of_day = 0;
        for part in read_of(entry).filter(|part| !part.0.is_empty()) {
            self.words.read_with_names(&part.0, &mut text, &mut names);
            times_in(&part.0, &mut times);
            part_of_day |= parts_in(&part.0);
            if let Some(own) = entry.date.earliest() {
                days_in(&part.0, own, &mut named_days);
            }
        }
        let text = in_order(text);
        let senders = self.words.take_senders();
        let minute = minute(&entry.date);
        if let Some(minute) = minute {
            part_of_day = part_of_minute(minute.rem_euclid(24 * 60));
        }
        named_days.retain(|day| !(first..=last).contains(day));
        named_days.sort_unstable();
        Some(Fact {
            place,
            first,
            last,
            minute,
            firm: entry.date.is_firm(),
            kind: entry.kind,
            kind_is_rare: 0.0,
            class: Class::of(entry.kind),
            agency,
            called,
            weight: 0.0,
            names: in_order(names),
            times,
            part_of_day,
            present: self.all(entry.present.iter().map(|role| role.0.as_str())),
            people: self.people(entry),
            speaks: self.speaks(&text),
            text,
            senders,
            named_days,
            in_series: false,
        })
    }

    fn speaks(&self, text: &[u32]) -> Speaks {
        let mut words = text.iter();
        Speaks {
            passing: words.any(|word| self.words.sort(*word) == Sort::Passing),
            meeting: text.iter().any(|word| self.words.text(*word) == "meeting"),
        }
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
        let called = entry.about.iter().map(|person| person.called.0.as_str());
        let mut words = self.all(called);
        for id in entry.about.iter().filter_map(|person| person.known) {
            if let Some(known) = self.on_record.get(&id) {
                words.extend(known);
                continue;
            }
            let known = self.all([id.to_string().replace('-', "").as_str()].into_iter());
            words.extend(&known);
            self.on_record.insert(id, known);
        }
        in_order(words)
    }

    fn agency(&mut self, item: &Item<'_>) -> (u32, Rc<[u32]>) {
        if let Some((agency, called)) = self.agencies.get(item.agency) {
            return (*agency, Rc::clone(called));
        }
        let mut called = self.all([item.called, item.agency].into_iter());
        called.retain(|word| {
            let text = self.words.text(*word);
            !GENERAL.iter().any(|general| stem(general) == text)
        });
        let agency = u32::try_from(self.agencies.len()).unwrap_or(u32::MAX);
        let called: Rc<[u32]> = called.into();
        let kept = (agency, Rc::clone(&called));
        self.agencies.insert(item.agency.to_owned(), kept);
        (agency, called)
    }
}

/// Each word once, in order.
fn in_order(mut words: Vec<u32>) -> Vec<u32> {
    words.sort_unstable();
    words.dedup();
    words
}

/// Words in the names of agencies that do not tell one from another.
const GENERAL: [&str; 11] = [
    "service",
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
    let (first, last) = (number_of(date.earliest()?), number_of(date.latest()?));
    (last - first < WIDEST).then_some((first, last))
}

fn minute(date: &UncertainDate) -> Option<i64> {
    let at = date.is_certain_minute()?;
    let of_day = i64::from(at.hour()) * 60 + i64::from(at.minute());
    Some(i64::from(number_of(at.date())) * 24 * 60 + of_day)
}
