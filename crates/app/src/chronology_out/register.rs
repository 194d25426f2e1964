//! The names on record of a case, and what stands in their place.

use access::{Permit, actions};
use chronology::pseudonyms::{Called, Known, Pseudonyms, listed};
use model::RecordId;
use model::case::{
    AgencyRequest, AskedAbout, NameHow, PlaceKind, PractitionerContact, RegisterPerson,
    Relationship, Subject, SubjectKind, TakenOut,
};
use model::chronology::Entry;
use vault::{Stored, VaultError, VaultTx};

use crate::people_places::CaseRegister;

/// What somebody is to the child, as it is typed, and how they are called then.
const RELATIONS: &[(&str, &str)] = &[
    ("mother", "Mother"),
    ("mum", "Mother"),
    ("birth mother", "Mother"),
    ("father", "Father"),
    ("dad", "Father"),
    ("birth father", "Father"),
    ("stepmother", "Stepmother"),
    ("stepfather", "Stepfather"),
    ("grandmother", "Grandmother"),
    ("grandfather", "Grandfather"),
    ("aunt", "Aunt"),
    ("uncle", "Uncle"),
];

/// What else somebody is in a child's life whom only the accounts mention.
const ROLES: &[(&str, &str)] = &[
    ("brother", "Brother"),
    ("sister", "Sister"),
    ("cousin", "Cousin"),
    ("mother's partner", "Mother's partner"),
    ("father's partner", "Father's partner"),
    ("carer", "Carer"),
    ("foster carer", "Foster carer"),
    ("neighbour", "Neighbour"),
    ("friend", "Friend"),
    ("family friend", "Family friend"),
    ("landlord", "Landlord"),
    ("teacher", "Teacher"),
    ("social worker", "Social worker"),
    ("health visitor", "Health visitor"),
    ("midwife", "Midwife"),
    ("nurse", "Nurse"),
    ("gp", "GP"),
    ("doctor", "Doctor"),
    ("police officer", "Police officer"),
];

/// Whether what somebody is called in an account says what they are, and names nobody: "Mother".
pub(crate) fn is_role(called: &str) -> bool {
    let typed = called.trim().to_lowercase();
    let mut all = RELATIONS.iter().chain(ROLES);
    all.any(|(role, _)| *role == typed)
}

/// Everybody whose name a case has on record.
#[derive(Clone)]
pub struct Register {
    known: Vec<Known>,
    /// Names that belong to none of the people of the case any more, or to practitioners: then with their role.
    elsewhere: Vec<(String, Option<String>)>,
}

impl Register {
    /// Of the case of a permit.
    pub(super) async fn read(
        tx: &mut VaultTx<'_>,
        permit: &Permit<'_, actions::ReadCase>,
    ) -> Result<Self, VaultError> {
        let subjects = vault::list::<Subject>(tx, permit).await?;
        let related = vault::list::<Relationship>(tx, permit).await?;
        let requests = vault::list::<AgencyRequest>(tx, permit).await?;
        let gone = vault::list::<TakenOut>(tx, permit).await?;
        let practitioners = vault::list::<PractitionerContact>(tx, permit).await?;
        let asked = requests.iter().flat_map(|one| &one.body.about);
        let mut register = Self::of(subjects, &related, &asked.collect::<Vec<_>>());
        let others = CaseRegister::read(tx, permit.case()?).await?;
        register.with(&others);
        for one in gone {
            let was = one.body.was;
            register.adds([was.name.0.as_str(), was.also_known_as.0.as_str()], None);
        }
        for one in practitioners {
            register.adds([one.body.name.0.as_str()], Some(one.body.role.0.as_str()));
        }
        Ok(register)
    }

    fn of(
        mut subjects: Vec<Stored<Subject>>,
        related: &[Stored<Relationship>],
        asked: &[&AskedAbout],
    ) -> Self {
        subjects.sort_by_key(|one| one.body.kind);
        let is_child = |id: &RecordId| {
            let mut all = subjects.iter();
            all.any(|one| one.id == *id && one.body.kind == SubjectKind::Child)
        };
        let known = subjects.iter().map(|one| {
            let own = related.iter().filter(|tie| tie.body.person == one.id);
            let own = own.filter(|tie| tie.body.of.iter().any(is_child));
            let ties = own.map(|tie| tie.body.is.as_str());
            let as_asked = asked.iter().filter(|person| person.subject == one.id);
            let also =
                as_asked.flat_map(|person| names_of(&person.name.0, &person.also_known_as.0));
            Known {
                id: one.id,
                called: called(&one.body, ties),
                names: vec![one.body.name.0.clone()],
                also: listed(&one.body.also_known_as.0)
                    .map(str::to_owned)
                    .chain(also)
                    .collect(),
                described: one.body.kind == SubjectKind::NotYetIdentified,
            }
        });
        let known: Vec<Known> = known.collect();
        let mut register = Self {
            elsewhere: Vec::new(),
            known,
        };
        let no_more = asked.iter().filter(|person| {
            let mut all = subjects.iter();
            !all.any(|one| one.id == person.subject)
        });
        for person in no_more {
            let names = [person.name.0.as_str(), person.also_known_as.0.as_str()];
            register.adds(names, None);
        }
        register
    }

    /// People and places beside the children and adults of the review, with the names that somebody said are theirs.
    fn with(&mut self, others: &CaseRegister) {
        let said = |id: RecordId| -> Vec<String> {
            let names = others.names.iter().map(|one| &one.record.body);
            // "Mum" is no name: where it stands says who is meant.
            let own = names.filter(|one| one.of == Some(id) && one.how != NameHow::WordFor);
            own.map(|one| one.called.0.clone()).collect()
        };
        for one in &mut self.known {
            one.also.extend(said(one.id));
        }
        let add = |id: RecordId, called: Called, (name, also): (&str, &str)| Known {
            id,
            called,
            names: vec![name.to_owned()],
            also: listed(also).map(str::to_owned).chain(said(id)).collect(),
            described: false,
        };
        let people = others.people.iter().map(|one| &one.record);
        let people = people.map(|one| {
            let names = (one.body.name.0.as_str(), one.body.also_known_as.0.as_str());
            add(one.id, called_in_accounts(&one.body), names)
        });
        let places = others.places.iter().map(|one| &one.record);
        let places = places.map(|one| {
            let names = (one.body.name.0.as_str(), one.body.also_known_as.0.as_str());
            let called = Called::Place(place(one.body.kind).to_owned());
            add(one.id, called, names)
        });
        let new: Vec<Known> = people.chain(places).collect();
        self.known.extend(new);
    }

    fn adds<const MANY: usize>(&mut self, texts: [&str; MANY], called: Option<&str>) {
        let names = texts.into_iter().flat_map(listed);
        let called = called.map(str::to_owned);
        let with = names.map(|name| (name.to_owned(), called.clone()));
        self.elsewhere.extend(with.collect::<Vec<_>>());
    }

    /// The name of somebody, or of a place, that is on record.
    pub(super) fn name(&self, id: RecordId) -> Option<&str> {
        let one = self.known.iter().find(|one| one.id == id)?;
        one.names.first().map(String::as_str)
    }

    /// What stands in the place of every name on record. The same entries in the same order give the same.
    #[must_use]
    pub fn pseudonyms<'e>(&self, entries: impl IntoIterator<Item = &'e Entry>) -> Pseudonyms {
        let mut made = Pseudonyms::new(&self.known, entries);
        for (name, called) in &self.elsewhere {
            made.learn(name, called.as_deref());
        }
        made
    }
}

/// What somebody is called whom only the accounts mention: a child by a letter, an adult by what they are in the child's life. Other
/// roles than these are not used, for they may name somebody: "Rosa's friend".
fn called_in_accounts(person: &RegisterPerson) -> Called {
    if person.child {
        return Called::Child;
    }
    let typed = person.role.0.trim().to_lowercase();
    let mut known = RELATIONS.iter().chain(ROLES);
    let found = known.find(|(role, _)| *role == typed);
    found.map_or(Called::Adult, |(_, label)| Called::As((*label).to_owned()))
}

/// What stands in the place of a place's name.
const fn place(kind: PlaceKind) -> &'static str {
    match kind {
        PlaceKind::Home => "Home",
        PlaceKind::Placement => "Placement",
        PlaceKind::School => "School",
        PlaceKind::Nursery => "Nursery",
        PlaceKind::GpSurgery => "GP surgery",
        PlaceKind::Hospital => "Hospital",
        PlaceKind::Service => "Service",
        PlaceKind::Other => "Place",
    }
}

fn names_of(name: &str, also: &str) -> Vec<String> {
    let name = Some(name.trim()).filter(|name| !name.is_empty());
    name.into_iter()
        .chain(listed(also))
        .map(str::to_owned)
        .collect()
}

fn called<'a>(subject: &Subject, ties: impl Iterator<Item = &'a str>) -> Called {
    if subject.kind.is_child() {
        return Called::Child;
    }
    let typed = subject.relation.0.trim().to_lowercase();
    let mut said = ties.map(str::to_owned).chain([typed]);
    let found = said.find_map(|said| {
        let mut all = RELATIONS.iter();
        all.find(|(typed, _)| *typed == said)
    });
    found.map_or(Called::Adult, |(_, label)| Called::As((*label).to_owned()))
}
