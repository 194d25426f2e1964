//! Goes through everything that was written in a case and takes out of it what must not leave.

use std::collections::{BTreeMap, BTreeSet};

use access::Section;
use deidentify::is_ordinary;
use model::UncertainDate;
use model::case::{NameHow, NameSaid, RegisterPerson, Subject};
use model::record::Record;
use serde_json::Value;
use vault::{OnRecord, VaultError};

use super::kinds::{self, Holds, Kind};
use super::words::{is_place, names_in_prose, reached_at, references_in, who};
use super::{CaseKnown, KnownKind};
use crate::people_places::folded;

/// A section that is opened to nobody: what stands there is found, and nobody is told what it is.
pub(super) const UNSEEN: Section = Section::Returns;

/// What was read so far, with what is only known by its id.
#[derive(Default)]
pub(super) struct Reading {
    /// What must not leave.
    pub(super) known: CaseKnown,
    /// Ids of people who sign in here, with the section in which they stand.
    pub(super) people: BTreeSet<(String, Section)>,
    /// Ids of local authorities, with the section in which they stand.
    pub(super) authorities: BTreeSet<(String, Section)>,
    /// What somebody who has a record of their own is.
    pub(super) kinds: BTreeMap<String, KnownKind>,
    /// Ids of places.
    pub(super) places: BTreeSet<String>,
    /// Names in accounts of which somebody said that they are none.
    pub(super) no_names: BTreeSet<String>,
}

/// Reads everything.
///
/// # Errors
/// [`VaultError::Body`] when something cannot be read back.
pub(super) fn read(all: &[OnRecord]) -> Result<Reading, VaultError> {
    let mut reading = Reading::default();
    for one in all {
        reading.note(one)?;
    }
    for one in all {
        reading.people.insert((one.by.clone(), one.section));
        match kinds::of(&one.kind) {
            Some(Kind::Fields(fields)) => {
                let body: Value =
                    serde_json::from_str(&one.body.0).map_err(|_| VaultError::Body("any"))?;
                for (path, holds) in fields {
                    reading.field((one, &body), (*path, *holds));
                }
            }
            Some(Kind::Own(own)) => own(&mut reading, one)?,
            Some(Kind::Nothing(_)) | None => {}
        }
    }
    Ok(reading)
}

/// A record as its own type.
///
/// # Errors
/// [`VaultError::Body`] when it cannot be read back.
pub(super) fn body<R: Record>(one: &OnRecord) -> Result<R, VaultError> {
    serde_json::from_str(&one.body.0).map_err(|_| VaultError::Body(R::KIND))
}

/// What the subject of a review is.
pub(super) const fn kind_of(subject: &Subject) -> KnownKind {
    if subject.kind.is_child() {
        KnownKind::Child
    } else {
        KnownKind::Adult
    }
}

impl Reading {
    /// What other records rest on.
    fn note(&mut self, one: &OnRecord) -> Result<(), VaultError> {
        let id = one.record.to_string();
        match one.kind.as_str() {
            Subject::KIND => {
                self.kinds.insert(id, kind_of(&body::<Subject>(one)?));
            }
            RegisterPerson::KIND => {
                let child = body::<RegisterPerson>(one)?.child;
                let kind = if child {
                    KnownKind::Child
                } else {
                    KnownKind::Adult
                };
                self.kinds.insert(id, kind);
            }
            model::case::RegisterPlace::KIND => {
                self.places.insert(id);
            }
            NameSaid::KIND if one.stands => {
                let said: NameSaid = body(one)?;
                if matches!(said.how, NameHow::WordFor | NameHow::Nobody) {
                    self.no_names.insert(folded(&said.called.0));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn field(&mut self, (one, body): (&OnRecord, &Value), (path, holds): (&str, Holds)) {
        let id = one.record.to_string();
        for value in values(body, path) {
            let Some(text) = value.as_str() else { continue };
            match holds {
                Holds::NameOf(field) => {
                    let of = values(body, field);
                    let of = of.first().and_then(|of| of.as_str()).unwrap_or(&id);
                    let kind = self.kinds.get(of).copied().unwrap_or(KnownKind::Adult);
                    self.known.add_all(kind, (of, one.section), text);
                }
                Holds::Signs => {
                    self.people.insert((text.to_owned(), one.section));
                }
                Holds::SignsUnseen => {
                    self.people.insert((text.to_owned(), UNSEEN));
                }
                Holds::Authority => {
                    self.authorities.insert((text.to_owned(), one.section));
                }
                holds => self.known.add_box(holds, (&id, one.section), text),
            }
        }
    }
}

impl CaseKnown {
    /// What somebody typed into a box.
    pub(super) fn add_box(&mut self, holds: Holds, at: (&str, Section), text: &str) {
        let section = at.1;
        match holds {
            Holds::Names(kind) => self.add_all(kind, at, text),
            Holds::NamesUnseen => self.add_people(KnownKind::Practitioner, UNSEEN, who(text)),
            Holds::Who => self.add_people(KnownKind::Practitioner, section, who(text)),
            Holds::Contact => {
                self.add_people(KnownKind::Practitioner, section, who(text));
                for one in reached_at(text) {
                    self.add(KnownKind::Identifier, at, &one);
                }
            }
            Holds::Prose(kind) => self.add_people(kind, section, names_in_prose(text, false)),
            Holds::Place => self.add_named(KnownKind::Place, at, text),
            Holds::School => self.add(KnownKind::Organisation, at, text),
            Holds::Organisation if text.split_whitespace().any(|word| !is_ordinary(word)) => {
                self.add(KnownKind::Organisation, at, text);
            }
            Holds::Address => self.add(KnownKind::Address, at, text),
            Holds::Identifier => self.add(KnownKind::Identifier, at, text),
            Holds::Reference => {
                for one in references_in(text) {
                    self.add(KnownKind::Identifier, at, &one);
                }
            }
            Holds::Day => {
                if let Ok(day) = text.parse::<UncertainDate>() {
                    self.add_day(KnownKind::Day, at, &day);
                }
            }
            // Looked up by their ids.
            Holds::NameOf(_)
            | Holds::Signs
            | Holds::SignsUnseen
            | Holds::Authority
            | Holds::Organisation => {}
        }
    }

    /// People of whom nothing but the name is known: one name is one person wherever it stands.
    pub(super) fn add_people(&mut self, kind: KnownKind, section: Section, names: Vec<String>) {
        for name in names {
            self.add(kind, (&folded(&name), section), &name);
        }
    }

    /// What somebody wrote in a box that need not hold a place.
    fn add_named(&mut self, kind: KnownKind, at: (&str, Section), words: &str) {
        if super::is_named(words) || is_place(words) {
            self.add(kind, at, words);
        }
    }

    /// A line that may be an address.
    pub(super) fn add_line(&mut self, at: (&str, Section), line: &str) {
        let digit = line.chars().any(|letter| letter.is_ascii_digit());
        if digit || super::is_named(line) || is_place(line) {
            self.add(KnownKind::Address, at, line);
        }
    }
}

/// The values at a path; lists on the way are gone through.
fn values<'v>(body: &'v Value, path: &str) -> Vec<&'v Value> {
    let mut here = vec![body];
    for step in path.split('.') {
        let mut next = Vec::new();
        for value in here {
            each(value, &mut |one| match one {
                Value::Object(fields) if step == "*" => next.extend(fields.values()),
                Value::Object(fields) => next.extend(fields.get(step)),
                _ => {}
            });
        }
        here = next;
    }
    let mut found = Vec::new();
    for value in here {
        each(value, &mut |one| found.push(one));
    }
    found
}

fn each<'v>(value: &'v Value, take: &mut impl FnMut(&'v Value)) {
    match value {
        Value::Array(all) => {
            for one in all {
                take(one);
            }
        }
        one => take(one),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    fn record(kind: &str, body: &str) -> OnRecord {
        OnRecord {
            record: "0190b3a4-7c00-7000-8000-000000000002".parse().unwrap(),
            kind: kind.to_owned(),
            section: Section::General,
            stands: true,
            by: "0190b3a4-7c00-7000-8000-000000000001".to_owned(),
            body: model::Sensitive(body.to_owned()),
        }
    }

    fn words(kind: &str, body: &str) -> Vec<String> {
        let found = read(&[record(kind, body)]).unwrap();
        found.known.all().map(|one| one.words.clone()).collect()
    }

    #[test]
    fn boxes_of_many_kinds_are_read() {
        for (kind, body, expected) in [
            (
                "review_meeting",
                r#"{"attended":"Jexmar Quorrin, chair\nVolbrin Thraxel, police"}"#,
                vec!["Jexmar Quorrin", "Volbrin Thraxel"],
            ),
            (
                "proceedings",
                r#"{"reference":"CO 17/99213","contact":"DS Jexmar Quorrin, 01632 960 123"}"#,
                vec!["CO 17/99213", "17/99213", "Jexmar Quorrin", "01632 960 123"],
            ),
            (
                "transition",
                r#"{"details":{"national_reference":"SI-2291"}}"#,
                vec!["SI-2291", "SI-2291"],
            ),
            (
                "other_notification",
                r#"{"name":"","stands":{"done":{"by":"Jexmar Quorrin","reference":"Q-771"}}}"#,
                vec!["Jexmar Quorrin", "Q-771"],
            ),
            (
                "brought_in",
                r#"{"local_reference":"BR/14"}"#,
                vec!["BR/14"],
            ),
            (
                "home",
                r#"{"authority":null,"elsewhere":"near brackenfold"}"#,
                vec!["near brackenfold"],
            ),
            (
                "notification",
                r#"{"siblings":"Zorvik and Quembla are with an aunt.","phone":"01632 960 123"}"#,
                vec!["01632 960 123", "Zorvik", "Quembla"],
            ),
        ] {
            assert_eq!(words(kind, body), expected, "{kind}");
        }
    }

    #[test]
    fn whom_the_conflict_list_names_is_found_and_shown_to_nobody() {
        let body = r#"{"person":null,"named":"Jexmar Quorrin"}"#;
        let found = read(&[record("conflict_line", body)]).unwrap();
        assert!(found.known.all().count() > 0);
        assert!(found.known.all().all(|one| one.section == UNSEEN));
    }

    #[test]
    fn a_kind_of_a_newer_program_is_passed_over() {
        assert_eq!(words("something_new", r#"{"name":"Jexmar"}"#), [""; 0]);
    }
}
