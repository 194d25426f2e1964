//! Records of which several fields together say what their names are.

use access::Section;
use model::case::{
    AgencyRequest, NameHow, NameSaid, Protected, ProtectedKind, RegisterPerson, RegisterPlace,
    Subject, TakenOut,
};
use model::chronology::Entry;
use vault::{OnRecord, VaultError};

use super::KnownKind::{self, Adult, Identifier, Place, Practitioner};
use super::read::{Reading, body, kind_of};
use super::words::{names_in_prose, who};
use crate::chronology_out::is_role;
use crate::people_places::folded;

/// Letters of a line that may be an address; a longer one is prose.
const MOST_ADDRESS: usize = 80;

impl Reading {
    fn add_subject(&mut self, at: (&str, Section), subject: &Subject) {
        let kind = kind_of(subject);
        self.known.add(kind, at, &subject.name.0);
        self.known.add_all(kind, at, &subject.also_known_as.0);
        self.known.add_day(KnownKind::Born, at, &subject.born);
    }

    fn kind(&self, id: &str) -> KnownKind {
        self.kinds.get(id).copied().unwrap_or(Adult)
    }
}

pub(super) fn subject(reading: &mut Reading, one: &OnRecord) -> Result<(), VaultError> {
    let id = one.record.to_string();
    reading.add_subject((&id, one.section), &body(one)?);
    Ok(())
}

pub(super) fn taken_out(reading: &mut Reading, one: &OnRecord) -> Result<(), VaultError> {
    let taken: TakenOut = body(one)?;
    let id = taken.person.to_string();
    reading.add_subject((&id, one.section), &taken.was);
    Ok(())
}

pub(super) fn request(reading: &mut Reading, one: &OnRecord) -> Result<(), VaultError> {
    let asked: AgencyRequest = body(one)?;
    for about in &asked.about {
        let id = about.subject.to_string();
        let (kind, at) = (reading.kind(&id), (id.as_str(), one.section));
        reading.known.add(kind, at, &about.name.0);
        reading.known.add_all(kind, at, &about.also_known_as.0);
        reading.known.add_day(KnownKind::Born, at, &about.born);
    }
    if let Some(manager) = &asked.manager {
        let id = one.record.to_string();
        let names = who(&manager.who.0);
        reading.known.add_people(Practitioner, one.section, names);
        let address = &manager.address.0;
        reading.known.add(Identifier, (&id, one.section), address);
    }
    Ok(())
}

pub(super) fn person(reading: &mut Reading, one: &OnRecord) -> Result<(), VaultError> {
    let person: RegisterPerson = body(one)?;
    let id = one.record.to_string();
    let (kind, at) = (reading.kind(&id), (id.as_str(), one.section));
    reading.known.add(kind, at, &person.name.0);
    reading.known.add_all(kind, at, &person.also_known_as.0);
    Ok(())
}

pub(super) fn place(reading: &mut Reading, one: &OnRecord) -> Result<(), VaultError> {
    let place: RegisterPlace = body(one)?;
    let id = one.record.to_string();
    let at = (id.as_str(), one.section);
    reading.known.add(Place, at, &place.name.0);
    reading.known.add_all(Place, at, &place.also_known_as.0);
    Ok(())
}

pub(super) fn name_said(reading: &mut Reading, one: &OnRecord) -> Result<(), VaultError> {
    let said: NameSaid = body(one)?;
    let called = &said.called.0;
    let none = matches!(said.how, NameHow::WordFor | NameHow::Nobody);
    if none || is_role(called) {
        return Ok(());
    }
    let id = said.of.map(|id| id.to_string());
    let kind = match &id {
        Some(id) if reading.places.contains(id) => Place,
        Some(id) => reading.kind(id),
        None => Adult,
    };
    let of = id.unwrap_or_else(|| folded(called));
    reading.known.add(kind, (&of, one.section), called);
    Ok(())
}

/// An entry of a chronology, signed off or not: whom it is about, who was there, who checked it, with whom it was shared.
pub(super) fn entry(reading: &mut Reading, one: &OnRecord) -> Result<(), VaultError> {
    let entry: Entry = body(one)?;
    for person in &entry.about {
        let called = &person.called.0;
        if is_role(called) || reading.no_names.contains(&folded(called)) {
            continue;
        }
        let id = person.known.map(|id| id.to_string());
        let kind = id.as_ref().map_or(Adult, |id| reading.kind(id));
        let of = id.unwrap_or_else(|| folded(called));
        reading.known.add(kind, (&of, one.section), called);
    }
    let there = entry.present.iter();
    let checked = entry.checked.iter().map(|one| &one.who);
    let shared = entry.shared.iter().map(|one| &one.with);
    for text in there.chain(checked).chain(shared) {
        let names = who(&text.0);
        reading.known.add_people(Practitioner, one.section, names);
    }
    Ok(())
}

/// Protected identities and addresses. How somebody is reached safely is in nobody's words, and its section stays shut here too.
pub(super) fn protected(reading: &mut Reading, one: &OnRecord) -> Result<(), VaultError> {
    let sheet: Protected = body(one)?;
    let id = one.record.to_string();
    let at = (id.as_str(), one.section);
    reading.known.add_all(Adult, at, &sheet.named.0);
    let says = &sheet.says.0;
    match sheet.kind {
        ProtectedKind::SafeContact => {}
        ProtectedKind::Address => {
            let short = |line: &&str| line.chars().count() <= MOST_ADDRESS;
            for line in says.lines().filter(short) {
                reading.known.add_line(at, line);
            }
        }
        ProtectedKind::Identity => {
            for name in names_in_prose(says, true) {
                reading.known.add(Adult, at, &name);
            }
        }
    }
    reading
        .known
        .add_people(Practitioner, one.section, who(&sheet.set_by.0));
    Ok(())
}
