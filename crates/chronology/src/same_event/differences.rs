//! In what accounts of one event differ. Every value stays with whoever gave it.

use model::chronology::{ChildSeen, Entry};
use model::{RecordId, UncertainDate, resembles};

use super::facts::CLOSE;
use super::{Difference, DiffersIn};
use crate::Item;

pub(super) fn between(items: &[Item<'_>]) -> Vec<Difference> {
    let mut found = when(items);
    let others = [
        (DiffersIn::About, by(items, about, same_people)),
        (DiffersIn::Present, by(items, present, |a, b| a == b)),
        (DiffersIn::Said, what_was_said(items)),
        (
            DiffersIn::Seen,
            by(items, |entry| known(entry.seen), |a, b| a == b),
        ),
        (
            DiffersIn::SeenAlone,
            by(items, |entry| known(entry.seen_alone), |a, b| a == b),
        ),
    ];
    for (what, values) in others {
        if values.len() > 1 {
            found.push(Difference { what, values });
        }
    }
    found
}

/// Accounts by what they say; those that say nothing are left out.
fn by<'a, T>(
    items: &[Item<'a>],
    says: impl Fn(&'a Entry) -> Option<T>,
    same: impl Fn(&T, &T) -> bool,
) -> Vec<Vec<RecordId>> {
    let mut values: Vec<(T, Vec<RecordId>)> = Vec::new();
    for item in items {
        let Some(value) = says(item.entry) else {
            continue;
        };
        match values.iter_mut().find(|(other, _)| same(&value, other)) {
            Some((_, ids)) => ids.push(item.id),
            None => values.push((value, vec![item.id])),
        }
    }
    values.into_iter().map(|(_, ids)| ids).collect()
}

fn when(items: &[Item<'_>]) -> Vec<Difference> {
    let dates: Vec<UncertainDate> = items.iter().map(|item| item.entry.date).collect();
    let any = |test: fn(&UncertainDate, &UncertainDate) -> bool| {
        dates
            .iter()
            .enumerate()
            .any(|(at, one)| dates.iter().skip(at + 1).any(|two| test(one, two)))
    };
    let mut found = Vec::new();
    if any(other_day) {
        let values = by(items, dated, |a, b| a == b);
        let what = DiffersIn::Day;
        found.push(Difference { what, values });
    }
    if any(other_time) {
        let values = by(items, |entry| entry.date.is_certain_minute(), |a, b| a == b);
        let what = DiffersIn::Time;
        found.push(Difference { what, values });
    }
    found
}

/// What is compared of a date: with its days only, so that one with a time says the same day as one without.
fn dated(entry: &Entry) -> Option<(Option<model::Date>, Option<model::Date>, bool)> {
    let date = &entry.date;
    (!date.is_unknown()).then(|| (date.earliest(), date.latest(), date.is_firm()))
}

fn other_day(one: &UncertainDate, two: &UncertainDate) -> bool {
    let apart =
        |a: &UncertainDate, b: &UncertainDate| a.certainly_before(b) && a.latest() < b.earliest();
    (apart(one, two) || apart(two, one)) && !minutes_apart(one, two).is_some_and(is_close)
}

fn other_time(one: &UncertainDate, two: &UncertainDate) -> bool {
    minutes_apart(one, two).is_some_and(|minutes| {
        minutes > 0 && (one.earliest() == two.earliest() || is_close(minutes))
    })
}

const fn is_close(minutes: i64) -> bool {
    minutes <= CLOSE
}

fn minutes_apart(one: &UncertainDate, two: &UncertainDate) -> Option<i64> {
    let (one, two) = (one.is_certain_minute()?, two.is_certain_minute()?);
    let apart = one.duration_since(two);
    Some(apart.as_mins().abs())
}

fn about(entry: &Entry) -> Option<Vec<Somebody<'_>>> {
    let people = entry.about.iter();
    let all: Vec<_> = people
        .map(|person| (person.known, person.called.0.as_str()))
        .collect();
    (!all.is_empty()).then_some(all)
}

type Somebody<'a> = (Option<RecordId>, &'a str);

fn same_people(one: &Vec<Somebody<'_>>, two: &Vec<Somebody<'_>>) -> bool {
    let all_in = |some: &[Somebody<'_>], others: &[Somebody<'_>]| {
        some.iter()
            .all(|person| others.iter().any(|other| may_be_one(*person, *other)))
    };
    all_in(one, two) && all_in(two, one)
}

fn may_be_one(one: Somebody<'_>, two: Somebody<'_>) -> bool {
    match (one.0, two.0) {
        (Some(first), Some(second)) => first == second,
        _ => resembles(one.1, two.1) || plain(one.1) == plain(two.1),
    }
}

fn present(entry: &Entry) -> Option<Vec<String>> {
    let mut roles: Vec<String> = entry.present.iter().map(|role| plain(&role.0)).collect();
    roles.sort_unstable();
    roles.dedup();
    (!roles.is_empty()).then_some(roles)
}

/// What was said; an account without any words of the child differs from one that has some.
fn what_was_said(items: &[Item<'_>]) -> Vec<Vec<RecordId>> {
    let mut values = by(items, said, |a, b| a == b);
    let has_voice = |item: &Item<'_>| !item.entry.voice.0.trim().is_empty();
    let silent: Vec<RecordId> = items
        .iter()
        .filter(|item| said(item.entry).is_none())
        .map(|item| item.id)
        .collect();
    if items.iter().any(has_voice) && !silent.is_empty() {
        values.push(silent);
    }
    values
}

/// What the child said or showed, or else the words in quotation.
fn said(entry: &Entry) -> Option<String> {
    let words = if entry.voice.0.trim().is_empty() {
        quoted(&entry.text.0)
    } else {
        entry.voice.0.clone()
    };
    let words = plain(&words);
    (!words.is_empty()).then_some(words)
}

fn quoted(text: &str) -> String {
    let pieces = text.split(['"', '“', '”']);
    let inside: Vec<&str> = pieces.skip(1).step_by(2).collect();
    inside.join(" ")
}

fn plain(text: &str) -> String {
    let words = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

fn known(seen: ChildSeen) -> Option<ChildSeen> {
    (seen != ChildSeen::NotRecorded).then_some(seen)
}
