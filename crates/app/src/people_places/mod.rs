//! One register of people and places in a case. The children and adults of the review are read from where they stand; beside them
//! stand people and places that only the accounts mention, what names in the accounts are, and what people are to each other over
//! time. No account is changed by any of it.

mod change;
mod genogram;
mod history;
mod paper;
mod read;
mod tie;
mod unnamed;

use std::collections::BTreeMap;
use std::sync::Arc;

use access::{Section, actions};
use model::case::{NameSaid, PlaceAddress, RegisterPerson, RegisterPlace, RegisterWithheld, Tie};
use model::chronology::Person;
use model::record::Record;
use model::{CaseId, RecordId};
use vault::{Stored, VaultError, VaultTx};

use crate::chronology::Account;

pub use change::{Answer, Edit, NewName, save_person, save_place, say_name, undo_name};
pub use genogram::Fact;
pub use history::{Changed, Said, register_history};
pub(crate) use paper::{part_of_file, part_of_paper};
pub use read::{Mention, Mentioned, PeoplePlaces, people_places};
pub use tie::{NewTie, remove_tie, save_tie};
pub use unnamed::{WithoutNames, unnamed, without_names};

/// A record with the section in which it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept<R> {
    /// The section.
    pub section: Section,
    /// The record.
    pub record: Stored<R>,
}

/// What stands in the register beside the children and adults of the review, as far as its reader may read it.
#[derive(Debug, Clone, Default)]
pub struct CaseRegister {
    /// People whom only the accounts mention.
    pub people: Vec<Kept<RegisterPerson>>,
    /// Places.
    pub places: Vec<Kept<RegisterPlace>>,
    /// Addresses of places.
    pub addresses: Vec<Kept<PlaceAddress>>,
    /// What names in the accounts are.
    pub names: Vec<Kept<NameSaid>>,
    /// What people are to each other, and where they live.
    pub ties: Vec<Kept<Tie>>,
    /// How many people stand in sections that the reader may not read.
    pub hidden: usize,
}

impl CaseRegister {
    /// Of a case, in the sections that the actor may read.
    pub(crate) async fn read(tx: &mut VaultTx<'_>, case: CaseId) -> Result<Self, VaultError> {
        let open = tx.sections_permitted::<actions::ReadCase>(case).await?;
        let people = in_sections::<RegisterPerson>(tx, (case, &open)).await?;
        let withheld = in_sections::<RegisterWithheld>(tx, (case, &open)).await?;
        let there = |id: RecordId| people.iter().any(|one| one.record.id == id);
        let hidden = withheld.iter();
        Ok(Self {
            hidden: hidden.filter(|one| !there(one.record.body.of)).count(),
            places: in_sections(tx, (case, &open)).await?,
            addresses: in_sections(tx, (case, &open)).await?,
            names: in_sections(tx, (case, &open)).await?,
            ties: in_sections(tx, (case, &open)).await?,
            people,
        })
    }

    /// The people whom only the accounts mention: ids and names.
    pub fn people(&self) -> impl Iterator<Item = (RecordId, &str)> {
        let all = self.people.iter().map(|one| &one.record);
        all.map(|one| (one.id, one.body.name.0.as_str()))
    }

    /// The places: ids and names.
    pub fn places(&self) -> impl Iterator<Item = (RecordId, &str)> {
        let all = self.places.iter().map(|one| &one.record);
        all.map(|one| (one.id, one.body.name.0.as_str()))
    }

    /// Whether an id is that of a place.
    #[must_use]
    pub fn is_place(&self, id: RecordId) -> bool {
        self.places.iter().any(|one| one.record.id == id)
    }

    /// The address of a place, where the reader may read it.
    #[must_use]
    pub fn address(&self, place: RecordId) -> Option<&str> {
        let mut all = self.addresses.iter().map(|one| &one.record.body);
        let found = all.find(|one| one.place == place)?;
        Some(found.address.0.as_str())
    }

    /// What somebody said of a name, however it is written in capitals and spaces.
    #[must_use]
    pub fn said(&self, called: &str) -> Option<&Kept<NameSaid>> {
        let name = folded(called);
        let mut all = self.names.iter();
        all.find(|one| folded(&one.record.body.called.0) == name)
    }

    /// The section of somebody or something in the register; of the children and adults of the review it is the general one.
    fn section(&self, id: RecordId) -> Option<Section> {
        let people = self.people.iter().map(|one| (one.record.id, one.section));
        let places = self.places.iter().map(|one| (one.record.id, one.section));
        let mut all = people.chain(places);
        all.find(|(one, _)| *one == id).map(|(_, section)| section)
    }

    /// Lets names of which somebody said whose they are count for them. Only who is meant is filled in, on what was read; the
    /// words stay as the agency wrote them.
    pub(crate) fn count(&self, accounts: &mut [Account]) {
        let names = self.names.iter().map(|one| &one.record.body);
        let people = names.filter(|one| one.of.is_some_and(|id| !self.is_place(id)));
        let known: BTreeMap<String, RecordId> = people
            .filter_map(|one| Some((folded(&one.called.0), one.of?)))
            .collect();
        if known.is_empty() {
            return;
        }
        let meant = |one: &Person| match one.known {
            None => known.get(&folded(&one.called.0)).copied(),
            Some(_) => None,
        };
        let entries = accounts.iter_mut().filter_map(|one| one.entry.as_mut());
        for entry in entries.filter(|entry| entry.body.about.iter().any(|one| meant(one).is_some()))
        {
            for person in &mut Arc::make_mut(entry).body.about {
                person.known = person.known.or_else(|| meant(person));
            }
        }
    }
}

/// A name without what differs between two who write it: capitals and spaces.
#[must_use]
pub fn folded(name: &str) -> String {
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

/// Whether two write one name.
fn same_name(one: &Person, name: &str) -> bool {
    folded(&one.called.0) == name
}

/// The section of these that the fewest read.
#[must_use]
pub fn most_restricted(sections: &[Section]) -> Section {
    let by_restriction = [
        Section::ProtectedIdentities,
        Section::ProtectedAddresses,
        Section::PoliceRestricted,
    ];
    let mut most = by_restriction.into_iter();
    most.find(|section| sections.contains(section))
        .unwrap_or(Section::General)
}

/// The records of a kind, in every section of `open`; oldest first.
async fn in_sections<R: Record>(
    tx: &mut VaultTx<'_>,
    of: (CaseId, &[Section]),
) -> Result<Vec<Kept<R>>, VaultError> {
    let all = crate::chronology::in_sections(tx, of).await?.into_iter();
    let kept = all.map(|(section, record)| Kept { section, record });
    Ok(kept.collect())
}

/// Changes a record in the section in which it stands.
async fn change<R: Record>(
    tx: &mut VaultTx<'_>,
    (case, section): (CaseId, Section),
    (id, shown): (RecordId, i64),
    body: &R,
) -> Result<RecordId, VaultError> {
    let permit = tx.permit::<actions::EditRegister>(case, section).await?;
    vault::save(tx, &permit, id, shown, body).await?;
    Ok(id)
}
