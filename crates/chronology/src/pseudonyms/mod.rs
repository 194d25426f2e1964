//! A chronology without the names on record: each name replaced by what its bearer is in the case, the same throughout.
//!
//! Made on copies. What is stored keeps its words, so a chronology can be read named and pseudonymous and loses nothing. Only
//! names on record are found: the people of the case with every name and spelling, and whoever an entry says it is about. A
//! word that is also a name ("May") is replaced as well, but not within a date: rather too much than too little. Places on record are replaced where they
//! stand by their whole name. Agencies, other places and dates stay, and so do names that nobody has put on record, which is why
//! somebody must read the result before it goes anywhere.

mod dates;
mod everyday;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use model::chronology::{Checked, Entry, Person, Shared, Source};
use model::{RecordId, Sensitive};

use dates::in_a_date;
use everyday::{is_everyday, is_no_part, is_title};
use words::{Word, may_join, runs_on, words};

/// Names apart by a comma, a semicolon or a line.
pub fn listed(text: &str) -> impl Iterator<Item = &str> {
    let each = text.split([',', ';', '\n']).map(str::trim);
    each.filter(|name| !name.is_empty())
}

/// What stands in the place of somebody's name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Called {
    /// "Child A", "Child B".
    Child,
    /// "Adult 1".
    Adult,
    /// What they are: "Mother", or a role. Numbered where there are several.
    As(String),
    /// A place, by what it is: "School". Only its whole names are replaced.
    Place(String),
}

/// Somebody on record.
#[derive(Clone)]
pub struct Known {
    /// Who of the people of the case.
    pub id: RecordId,
    /// What stands in the place of their names.
    pub called: Called,
    /// Their names, each whole.
    pub names: Vec<String>,
    /// Other names and spellings, as somebody noted them. Words of these that are somebody's name already stay theirs.
    pub also: Vec<String>,
    /// Whether they are described rather than named: then small words of the description stay as they are.
    pub described: bool,
}

/// Who bears a name: an index of the labels.
type Bearers = BTreeSet<usize>;

/// The names of a case and what stands in their place.
#[derive(Clone, Default)]
pub struct Pseudonyms {
    labels: Vec<String>,
    of_record: BTreeMap<RecordId, usize>,
    /// Names as words in small letters, with who bears them and whether anybody bears them as the last part of a name.
    names: BTreeMap<Vec<String>, (Bearers, bool)>,
    /// Whole names of places.
    places: BTreeSet<Vec<String>>,
    /// Names of several, by what stands in their place.
    shared: BTreeMap<Vec<String>, String>,
    /// Names in scripts that part no words.
    run_on: Vec<(String, usize)>,
    /// Most words of a name.
    longest: usize,
    strangers: usize,
    /// Names that were learned from entries and are of nobody on record.
    learned: BTreeSet<Vec<String>>,
}

impl Pseudonyms {
    /// Everybody on record in their order, and whoever the entries say they are about.
    #[must_use]
    pub fn new<'a>(known: &[Known], entries: impl IntoIterator<Item = &'a Entry>) -> Self {
        let mut made = Self {
            labels: labels(known),
            ..Self::default()
        };
        for (index, one) in known.iter().enumerate() {
            made.of_record.insert(one.id, index);
            for name in &one.names {
                match one.called {
                    Called::Place(_) => made.place(name, index),
                    _ => made.add(name, index, one.described),
                }
            }
        }
        for (index, one) in known.iter().enumerate() {
            for name in &one.also {
                match one.called {
                    Called::Place(_) => made.place(name, index),
                    _ => made.also(name, index),
                }
            }
        }
        for person in entries.into_iter().flat_map(|entry| &entry.about) {
            let whose = person.known.and_then(|id| made.of_record.get(&id).copied());
            made.learn_of(&person.called.0, whose, None);
        }
        made.name_shared();
        made
    }

    /// Learns a name that stands somewhere else on record. Words of it that are known stay whose they are; for the others its
    /// bearer is called `called`, or "Person" with a number.
    pub fn learn(&mut self, name: &str, called: Option<&str>) {
        self.learn_of(name, None, called);
        self.name_shared();
    }

    /// A name of a place. Its words alone name nothing: "St Mary's Primary School" is not every school.
    fn place(&mut self, name: &str, index: usize) {
        let whole: Vec<String> = words(name).into_iter().map(|word| word.name).collect();
        if whole.is_empty() || name.chars().any(runs_on) {
            self.add(name, index, false);
        } else if !self.names.contains_key(&whole) {
            self.places.insert(whole.clone());
            self.bear(whole, index, false);
        }
    }

    fn learn_of(&mut self, name: &str, whose: Option<usize>, called: Option<&str>) {
        let found = words(name);
        let whole: Vec<String> = found.iter().map(|word| word.name.clone()).collect();
        let of_nobody = whose.is_none() && called.is_none();
        if self.places.contains(&whole) || (of_nobody && self.learned.contains(&whole)) {
            return;
        }
        let described = is_described(name, &found);
        let unknown = |word: &&Word| {
            let is_name = !described || begins_with_capital(name, word);
            let known = word.forms.iter().any(|form| self.bears(&form.text));
            let is_word = is_everyday(&word.name) || is_title(&word.name);
            word.name.chars().count() > 1 && is_name && !known && !is_word
        };
        let new = found.iter().filter(unknown);
        let new: Vec<String> = new.map(|word| word.name.clone()).collect();
        let runs_on = name.chars().any(runs_on) && !self.run_on.iter().any(|(one, _)| one == name);
        let family = family_name(&found, described);
        // "Ms Harding" need not be the child who is called Harding.
        let titled = found.first().is_some_and(|word| is_title(&word.name));
        let other = family.filter(|_| titled && found.len() == 2);
        if new.is_empty() && !runs_on && other.is_none() {
            return;
        }
        let index = whose.unwrap_or_else(|| self.stranger(called));
        if of_nobody {
            self.learned.insert(whole);
        }
        if let Some(family) = family {
            self.bear(vec![family.to_owned()], index, true);
        }
        if runs_on {
            self.run_on.push((name.trim().to_owned(), index));
        }
        for word in &new {
            self.bear(vec![word.clone()], index, false);
        }
        if new.len() > 1 {
            self.bear(new, index, false);
        }
    }

    /// Another name of somebody.
    fn also(&mut self, name: &str, index: usize) {
        let found = words(name);
        if found.is_empty() {
            self.add(name, index, false);
            return;
        }
        self.learn_of(name, Some(index), None);
        let described = is_described(name, &found);
        let whole: Vec<String> = found.into_iter().map(|word| word.name).collect();
        if !described && !self.names.contains_key(&whole) {
            self.bear(whole, index, false);
        }
    }

    fn stranger(&mut self, called: Option<&str>) -> usize {
        let label = called.map(str::trim).filter(|called| !called.is_empty());
        let label = label.map_or_else(
            || {
                self.strangers += 1;
                format!("Person {}", self.strangers)
            },
            str::to_owned,
        );
        self.labels.push(label);
        self.labels.len() - 1
    }

    fn bears(&self, word: &str) -> bool {
        self.names
            .contains_key(std::slice::from_ref(&word.to_owned()))
    }

    fn bear(&mut self, name: Vec<String>, index: usize, last: bool) {
        self.longest = self.longest.max(name.len());
        let (bearers, as_last) = self
            .names
            .entry(name)
            .or_insert_with(|| (Bearers::new(), last));
        bearers.insert(index);
        *as_last |= last;
    }

    /// Adds a whole name, each part that names somebody by itself, and all of it written in one word.
    fn add(&mut self, name: &str, index: usize, described: bool) {
        let found = words(name);
        if found.is_empty() || name.chars().any(runs_on) {
            let name = name.trim();
            if !name.is_empty() {
                self.run_on.push((name.to_owned(), index));
            }
            return;
        }
        let whole: Vec<String> = found.iter().map(|word| word.name.clone()).collect();
        let many = whole.len();
        for (place, (part, word)) in whole.iter().zip(&found).enumerate() {
            let small = described && (is_everyday(part) || !begins_with_capital(name, word));
            if many > 1 && !small && !is_no_part(part, (place, many)) {
                self.bear(vec![part.clone()], index, place + 1 == many);
            }
        }
        if many > 1 {
            self.bear(vec![whole.concat()], index, false);
        }
        self.bear(whole, index, false);
    }

    /// Names of several people are theirs together: a family name, mostly.
    fn name_shared(&mut self) {
        let several = self
            .names
            .iter()
            .filter(|(_, (bearers, _))| bearers.len() > 1);
        let (family, other): (Vec<_>, Vec<_>) = several.partition(|(_, (_, last))| *last);
        let mut named = BTreeMap::new();
        for (all, word) in [(family, "family name"), (other, "shared name")] {
            let many = all.len();
            for (number, (name, _)) in (1..).zip(all) {
                let label = if many == 1 {
                    format!("[{word}]")
                } else {
                    format!("[{word} {number}]")
                };
                named.insert(name.clone(), label);
            }
        }
        self.shared = named;
    }

    /// What stands in the place of the names of somebody on record.
    #[must_use]
    pub fn of(&self, id: RecordId) -> Option<&str> {
        let index = self.of_record.get(&id)?;
        self.labels.get(*index).map(String::as_str)
    }

    fn in_place_of(&self, name: &[String]) -> Option<&str> {
        if let Some(shared) = self.shared.get(name) {
            return Some(shared);
        }
        let (bearers, _) = self.names.get(name)?;
        let label = self.labels.get(*bearers.first()?)?;
        Some(label)
    }

    /// The longest name that begins at a word: how many words it has, where it begins and ends, what stands in its place.
    fn name_at(&self, text: &str, here: &[Word]) -> Option<(usize, (usize, usize), &str)> {
        let most = self.longest.min(here.len());
        (1..=most).rev().find_map(|many| {
            let (label, ends) = self.name_of(text, here.get(..many)?)?;
            Some((many, ends, label))
        })
    }

    fn name_of(&self, text: &str, here: &[Word]) -> Option<(&str, (usize, usize))> {
        let (first, last) = (here.first()?, here.last()?);
        if here.len() == 1 {
            return first.forms.iter().find_map(|form| {
                let label = self.of_word(&form.text)?;
                Some((label, (form.start, form.end)))
            });
        }
        for pair in here.windows(2) {
            let [one, other] = pair else { return None };
            let between = (one.forms.first()?.end, other.forms.first()?.start);
            if !may_join(one, text.get(between.0..between.1)?) {
                return None;
            }
        }
        let middle = here.get(1..here.len() - 1)?.iter();
        let middle: Vec<String> = middle.map(|word| word.whole().to_owned()).collect();
        first.forms.iter().find_map(|begin| {
            last.forms.iter().find_map(|end| {
                let mut name = vec![begin.text.clone()];
                name.extend(middle.iter().cloned());
                name.push(end.text.clone());
                let label = self.in_place_of(&name)?;
                Some((label, (begin.start, end.end)))
            })
        })
    }

    /// One word, also as several bear it: "the Oakfields".
    fn of_word(&self, word: &str) -> Option<&str> {
        let label = |word: &str| self.in_place_of(std::slice::from_ref(&word.to_owned()));
        let one_of = |ending: &str| {
            let one = word.strip_suffix(ending)?;
            (one.chars().count() > 2).then(|| label(one)).flatten()
        };
        label(word).or_else(|| one_of("s")).or_else(|| one_of("es"))
    }

    /// A text in which no name on record stands.
    #[must_use]
    pub fn replaced(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (name, index) in &self.run_on {
            if let Some(label) = self.labels.get(*index) {
                text = text.replace(name.as_str(), label);
            }
        }
        let found = words(&text);
        let mut made = String::with_capacity(text.len());
        let (mut upto, mut at) = (0, 0);
        while let Some(here) = found.get(at..).filter(|here| !here.is_empty()) {
            let named = self.name_at(&text, here);
            let named = named.filter(|(many, _, _)| *many > 1 || !in_a_date(&text, &found, at));
            let Some((many, (start, end), label)) = named else {
                at += 1;
                continue;
            };
            made.push_str(text.get(upto..start).unwrap_or_default());
            made.push_str(label);
            upto = closed(&text, (start, end));
            at += many;
        }
        made.push_str(text.get(upto..).unwrap_or_default());
        made
    }

    fn words(&self, text: &Sensitive<String>) -> Sensitive<String> {
        Sensitive(self.replaced(&text.0))
    }

    fn person(&self, person: &Person) -> Person {
        let label = person.known.and_then(|id| self.of(id)).map(str::to_owned);
        Person {
            // Where the register is drawn by this, it would name them.
            known: None,
            called: Sensitive(label.unwrap_or_else(|| self.replaced(&person.called.0))),
        }
    }

    /// A copy of an entry in which no name on record stands. Its dates and answers stay as they are.
    #[must_use]
    pub fn entry(&self, entry: &Entry) -> Entry {
        let shared = |one: &Shared| Shared {
            with: self.words(&one.with),
            ..one.clone()
        };
        // Who recorded it need not be on record: the role is all that is said.
        let checked = |one: &Checked| Checked {
            role: self.words(&one.role),
            who: Sensitive::default(),
            what: self.words(&one.what),
            words: self.words(&one.words),
            ..one.clone()
        };
        let source = |one: &Source| Source {
            file: self.words(&one.file),
            words: self.words(&one.words),
            ..one.clone()
        };
        let mut copy = entry.clone();
        for text in [
            &mut copy.date_words,
            &mut copy.text,
            &mut copy.response,
            &mut copy.outcome,
            &mut copy.voice,
            &mut copy.comment,
            &mut copy.recorded.by_role,
            &mut copy.recorded.system,
        ] {
            *text = self.words(text);
        }
        copy.about = entry.about.iter().map(|one| self.person(one)).collect();
        copy.present = entry.present.iter().map(|one| self.words(one)).collect();
        copy.shared = entry.shared.iter().map(shared).collect();
        copy.checked = entry.checked.iter().map(checked).collect();
        copy.source = entry.source.as_ref().map(source);
        copy
    }
}

/// The last part of a name of several words, which may be the name of a whole family; none of what only describes somebody.
fn family_name(found: &[Word], described: bool) -> Option<&str> {
    let last = found.last().filter(|_| found.len() > 1 && !described)?;
    let is_name = last.name.chars().count() > 1 && !is_everyday(&last.name);
    is_name.then_some(last.name.as_str())
}

/// Where a name ends that stands partly in brackets: after the bracket that closes.
fn closed(text: &str, (start, end): (usize, usize)) -> usize {
    let name = text.get(start..end).unwrap_or_default();
    let is_open = name.contains('(') && !name.contains(')');
    let closes = text.get(end..).is_some_and(|rest| rest.starts_with(')'));
    if is_open && closes { end + 1 } else { end }
}

fn begins_with_capital(text: &str, word: &Word) -> bool {
    let start = word.forms.first().map_or(0, |form| form.start);
    let first = text.get(start..).and_then(|rest| rest.chars().next());
    first.is_some_and(char::is_uppercase)
}

/// Whether words say who somebody is and do not only name them: "Auntie Rosa", "says Heather".
fn is_described(text: &str, found: &[Word]) -> bool {
    let capital = |word: &Word| begins_with_capital(text, word);
    let mixed = found.iter().any(capital) && !found.iter().all(capital);
    mixed || found.iter().any(|word| is_everyday(&word.name))
}

/// What everybody is called, in their order.
fn labels(known: &[Known]) -> Vec<String> {
    let mut many: BTreeMap<&Called, usize> = BTreeMap::new();
    for one in known {
        *many.entry(&one.called).or_default() += 1;
    }
    let mut seen: BTreeMap<&Called, usize> = BTreeMap::new();
    let label = |one: &Known| match (&one.called, many.get(&one.called)) {
        (Called::As(words) | Called::Place(words), Some(1)) => (words.clone(), false),
        (Called::As(words) | Called::Place(words), _) => (words.clone(), true),
        (Called::Child, _) => ("Child".to_owned(), true),
        (Called::Adult, _) => ("Adult".to_owned(), true),
    };
    let mut all = Vec::with_capacity(known.len());
    for one in known {
        let number = seen.entry(&one.called).or_default();
        *number += 1;
        all.push(match label(one) {
            (words, false) => words,
            (words, true) if one.called == Called::Child => format!("{words} {}", letters(*number)),
            (words, true) => format!("{words} {number}"),
        });
    }
    all
}

/// A to Z, then AA.
fn letters(number: usize) -> String {
    let mut left = number;
    let mut made = String::new();
    while left > 0 {
        left -= 1;
        let letter = u8::try_from(left % 26).map_or('?', |step| char::from(b'A' + step));
        made.insert(0, letter);
        left /= 26;
    }
    made
}

#[cfg(test)]
mod tests;
