//! What the case itself knows: its people, places, organisations, numbers and days. Nothing of it may pass.

mod identifiers;
mod index;
mod initials;
mod inside;
mod join;
mod json;
mod names;
mod operations;
mod phrases;
mod shortened;
mod spread;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use model::Date;

pub use json::RegisterError;

use crate::kind::Kind;
use identifiers::Identifiers;
use names::Names;
use phrases::Phrases;

pub(crate) use index::Match;

/// What somebody of the register is to the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Role {
    /// A child.
    Child,
    /// A parent, or somebody in a parent's place.
    Parent,
    /// Another member of the family or household.
    Family,
    /// Somebody who worked with the family.
    Practitioner,
    /// Anybody else.
    #[default]
    Other,
}

impl Role {
    /// The kind of a finding that names them.
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::Child => Kind::Child,
            Self::Parent | Self::Family => Kind::Family,
            Self::Practitioner => Kind::Practitioner,
            Self::Other => Kind::Person,
        }
    }
}

/// Somebody of the register.
#[derive(Clone, Default)]
pub struct Person {
    /// The whole name first, then other names and names people call them by.
    pub names: Vec<String>,
    /// Initials as they are used of them beside those that follow from the names.
    pub initials: Vec<String>,
    /// What they are to the case.
    pub role: Role,
    /// Their job, for a practitioner: "health visitor".
    pub job: Option<String>,
    /// When they were born.
    pub born: Option<Date>,
    /// Their numbers, telephones, e-mail and social accounts.
    pub identifiers: Vec<String>,
}

/// A place or organisation of the register.
#[derive(Clone, Default)]
pub struct Body {
    /// The whole name first, then others.
    pub names: Vec<String>,
}

/// What is known, before it is made ready for searching.
#[derive(Clone, Default)]
pub struct Known {
    /// People.
    pub people: Vec<Person>,
    /// Places, larger ones too.
    pub places: Vec<Body>,
    /// Organisations.
    pub organisations: Vec<Body>,
    /// Postal addresses, whole.
    pub addresses: Vec<String>,
    /// Numbers, telephones, e-mail addresses and accounts that are of nobody in particular.
    pub identifiers: Vec<String>,
    /// Days that matter: of the incident, of a hearing.
    pub days: Vec<Date>,
}

/// One thing of the register, by its place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entity {
    pub kind: Kind,
    pub role: Role,
    /// The folded words of its names, so that no pseudonym is like them.
    pub words: Vec<String>,
    /// The name as given, for the kind of an organisation or the job of a practitioner.
    pub label: String,
}

/// The register of one case, ready to be searched for. It has no `Debug`: it is names and nothing else.
#[derive(Default)]
pub struct Register {
    entities: Vec<Entity>,
    names: Names,
    phrases: Phrases,
    identifiers: Identifiers,
    births: Vec<(Date, usize)>,
    days: Vec<Date>,
    ages: BTreeMap<(u32, AgeUnit), usize>,
    free_names: OnceLock<Vec<&'static str>>,
}

/// What an age is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum AgeUnit {
    Years,
    Months,
    Weeks,
    Days,
}

impl Register {
    /// Makes the register ready.
    #[must_use]
    pub fn new(known: &Known) -> Self {
        let mut register = Self {
            days: known.days.clone(),
            ..Self::default()
        };
        for person in &known.people {
            register.add_person(person);
        }
        for (bodies, kind) in [
            (&known.places, Kind::Place),
            (&known.organisations, Kind::Organisation),
        ] {
            for body in bodies {
                let entity = register.add(kind, Role::Other, &body.names);
                for name in &body.names {
                    register.add_body_name(name, kind, entity);
                }
            }
        }
        for address in &known.addresses {
            let entity = register.add(Kind::Address, Role::Other, std::slice::from_ref(address));
            register.phrases.add_address(address, entity);
            register.identifiers.add_postcodes_of(address, entity);
        }
        for identifier in &known.identifiers {
            let entity = register.add(
                Kind::Reference,
                Role::Other,
                std::slice::from_ref(identifier),
            );
            register.identifiers.add(identifier, entity);
            if let Some(name) = operations::name_of(identifier) {
                register.phrases.add_operation(&name, entity);
            }
        }
        register.names.make_ready();
        register.identifiers.make_ready();
        register.count_ages();
        register
    }

    /// Reads a register from JSON; `docs/accuracy-gate.md` says in which shape.
    ///
    /// # Errors
    /// [`RegisterError`] when it is no JSON, or a part of it is of another shape; it never holds what was read.
    pub fn from_json(text: &str) -> Result<Self, RegisterError> {
        json::known(text).map(|known| Self::new(&known))
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty() && self.days.is_empty()
    }

    fn add(&mut self, kind: Kind, role: Role, names: &[String]) -> usize {
        self.entities.push(Entity {
            kind,
            role,
            words: names
                .iter()
                .flat_map(|name| crate::text::folded_words(name))
                .collect(),
            label: names.first().cloned().unwrap_or_default(),
        });
        self.entities.len() - 1
    }

    /// A name of a place or a body, with its first letters: where they are on record themselves, they count with points too.
    fn add_body_name(&mut self, name: &str, kind: Kind, entity: usize) {
        self.phrases.add(name, kind, entity);
        if is_written_as_initials(name) {
            self.names.add_initials(name, entity);
            return;
        }
        for letters in phrases::first_letters(name) {
            self.names.add_body(letters, entity);
        }
    }

    fn add_person(&mut self, person: &Person) {
        let entity = self.add(person.role.kind(), person.role, &person.names);
        if let (Some(job), Some(added)) = (&person.job, self.entities.get_mut(entity)) {
            added.label.clone_from(job);
        } else if let Some(added) = self.entities.get_mut(entity) {
            added.label.clear();
        }
        for name in &person.names {
            let in_parts = name.split_whitespace().count() > 1;
            self.names.add(name, entity, in_parts);
            if !in_parts && is_written_as_initials(name) {
                self.names.add_initials(name, entity);
            }
            if let Some(over) = crate::letters::written_over(name) {
                self.names.add(&over, entity, false);
            }
        }
        if person.role == Role::Practitioner {
            self.names.works(entity);
        }
        for initials in &person.initials {
            self.names.add_initials(initials, entity);
        }
        for identifier in &person.identifiers {
            self.identifiers.add(identifier, entity);
        }
        if let Some(born) = person.born {
            self.births.push((born, entity));
        }
    }

    /// The ages that the known people had on the days that matter.
    fn count_ages(&mut self) {
        for &(born, entity) in &self.births {
            for &day in &self.days {
                let Ok(since) = day.since(born) else { continue };
                let days = u32::try_from(since.get_days()).unwrap_or_default();
                let months = whole_months(born, day);
                for (number, unit) in [
                    (months / 12, AgeUnit::Years),
                    (months, AgeUnit::Months),
                    (days / 7, AgeUnit::Weeks),
                    (days, AgeUnit::Days),
                ] {
                    self.ages.insert((number, unit), entity);
                }
            }
        }
    }

    pub(crate) fn entity(&self, at: usize) -> Option<&Entity> {
        self.entities.get(at)
    }

    /// Whether the letter, a small one, begins a name of somebody who is no practitioner.
    pub(crate) fn is_initial(&self, letter: char) -> bool {
        self.names.is_initial(letter)
    }

    /// Invented names that are like nobody's here.
    pub(crate) fn free_names(&self) -> &[&'static str] {
        self.free_names.get_or_init(|| {
            let words = self.entities.iter().flat_map(|entity| entity.words.iter());
            crate::names::unlike(words.map(String::as_str))
        })
    }

    pub(crate) fn birth(&self, year: Option<i16>, month: i8, day: i8) -> Option<usize> {
        let fits = |date: &Date| fits(*date, year, month, day);
        self.births
            .iter()
            .find(|(date, _)| fits(date))
            .map(|(_, entity)| *entity)
    }

    pub(crate) fn is_known_day(&self, year: Option<i16>, month: i8, day: i8) -> bool {
        self.days.iter().any(|date| fits(*date, year, month, day))
    }

    pub(crate) fn age(&self, number: u32, unit: AgeUnit) -> Option<usize> {
        self.ages.get(&(number, unit)).copied()
    }

    /// Every mention of what is known, in no order; mentions may overlap.
    pub(crate) fn matches(&self, words: &crate::text::Words<'_>) -> Vec<Match> {
        if self.entities.is_empty() {
            return Vec::new();
        }
        let mut found = self.names.matches(words);
        found.extend(self.phrases.matches(words));
        found.extend(self.identifiers.matches(words.text));
        found
    }
}

/// Whether a name is nothing but two to four capitals, with or without points and hyphens: "KM", "K.M.", "K-M".
fn is_written_as_initials(name: &str) -> bool {
    let letters: Vec<char> = name
        .chars()
        .filter(|letter| !matches!(letter, '.' | '-' | '\u{2019}' | '\''))
        .collect();
    (2..=4).contains(&letters.len()) && letters.iter().all(|letter| letter.is_uppercase())
}

fn fits(date: Date, year: Option<i16>, month: i8, day: i8) -> bool {
    date.month() == month && date.day() == day && year.is_none_or(|year| year == date.year())
}

fn whole_months(from: Date, to: Date) -> u32 {
    let months = i32::from(to.year() - from.year()) * 12 + i32::from(to.month() - from.month());
    let begun = i32::from(to.day() < from.day());
    u32::try_from(months - begun).unwrap_or_default()
}
