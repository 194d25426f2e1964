//! Reading without names: what was read of a case, with what stands in the place of every name on record. Nothing that is kept is
//! changed, so whoever reads it with names again finds all of it.

use std::sync::Arc;

use chronology::pseudonyms::Pseudonyms;
use model::case::Subject;
use model::chronology::Entry;
use model::{RecordId, Sensitive};
use vault::Stored;

use super::{CaseRegister, PeoplePlaces};
use crate::chronology::{Account, Chronology, Reached};
use crate::chronology_out::Register;

/// Takes the names on record out of a chronology that was read. The same person is called the same here, on every other page and
/// in every file of the same reader. Returns what takes them out of other words that stand beside it.
pub fn without_names(register: &Register, found: &mut Chronology) -> WithoutNames {
    let made = made(register, &found.accounts);
    for one in &mut found.accounts {
        account(one, &made);
    }
    for one in &mut found.subjects {
        subject(one, &made);
    }
    for one in &mut found.said {
        words(&mut one.body.words, &made);
    }
    for said in found
        .checks
        .iter_mut()
        .filter_map(|one| one.body.said.as_mut())
    {
        words(&mut said.what, &made);
        words(&mut said.words, &made);
    }
    found.register.rename(&made);
    WithoutNames(made)
}

/// Takes the names on record out of words.
pub struct WithoutNames(Pseudonyms);

impl WithoutNames {
    /// Words without them.
    #[must_use]
    pub fn words(&self, text: &str) -> String {
        self.0.replaced(text)
    }

    /// Takes them out of what people said of reaching a record.
    pub fn said(&self, found: &mut Reached) {
        for one in &mut found.said {
            let said = &mut one.body;
            words(&mut said.said_by, &self.0);
            words(&mut said.role, &self.0);
            for needed in [
                &mut said.system,
                &mut said.permission,
                &mut said.reason,
                &mut said.time,
            ] {
                words(&mut needed.words, &self.0);
            }
        }
    }
}

/// Takes the names on record out of a register that was read.
pub fn unnamed(register: &Register, found: &mut PeoplePlaces) {
    let made = made(register, &found.accounts);
    for one in &mut found.accounts {
        account(one, &made);
    }
    for one in &mut found.people.subjects {
        subject(one, &made);
    }
    for one in &mut found.people.relationships {
        words(&mut one.body.more, &made);
    }
    for one in &mut found.mentions {
        words(&mut one.called, &made);
    }
    found.register.rename(&made);
}

fn made(register: &Register, accounts: &[Account]) -> Pseudonyms {
    let entries = accounts.iter().filter_map(|one| one.entry.as_ref());
    register.pseudonyms(entries.map(|entry| &entry.body))
}

fn account(one: &mut Account, made: &Pseudonyms) {
    let Some(entry) = &mut one.entry else { return };
    let entry = Arc::make_mut(entry);
    let unnamed: Entry = made.entry(&entry.body);
    let was = std::mem::replace(&mut entry.body, unnamed);
    // Who is meant is an id, and pages choose by it.
    for (person, was) in entry.body.about.iter_mut().zip(was.about) {
        person.known = was.known;
    }
}

fn subject(one: &mut Stored<Subject>, made: &Pseudonyms) {
    name(&mut one.body.name, one.id, made);
    one.body.also_known_as = Sensitive::default();
    words(&mut one.body.relation, made);
}

/// What stands in the place of a name; where nothing does, the name with every part of it that is on record replaced.
fn name(name: &mut Sensitive<String>, id: RecordId, made: &Pseudonyms) {
    let label = made.of(id).map(str::to_owned);
    name.0 = label.unwrap_or_else(|| made.replaced(&name.0));
}

fn words(text: &mut Sensitive<String>, made: &Pseudonyms) {
    text.0 = made.replaced(&text.0);
}

impl CaseRegister {
    /// Addresses are no names and still say who somebody is: none is left.
    fn rename(&mut self, made: &Pseudonyms) {
        for one in &mut self.people {
            name(&mut one.record.body.name, one.record.id, made);
            one.record.body.also_known_as = Sensitive::default();
            words(&mut one.record.body.role, made);
        }
        for one in &mut self.places {
            name(&mut one.record.body.name, one.record.id, made);
            one.record.body.also_known_as = Sensitive::default();
        }
        self.addresses.clear();
        for one in &mut self.names {
            words(&mut one.record.body.called, made);
        }
        for one in &mut self.ties {
            words(&mut one.record.body.source, made);
        }
    }
}
