//! What is on record, made ready for the check.

use std::collections::BTreeMap;

use deidentify::{Person, Register, Role};
use model::Date;

use super::register::{Known, KnownKind};

/// What is on record, in the shape in which it is looked for.
pub(super) fn made<'a>(known: impl Iterator<Item = &'a Known>) -> Register {
    let mut people: BTreeMap<&str, Person> = BTreeMap::new();
    let mut bodies: BTreeMap<(&str, KnownKind), Vec<String>> = BTreeMap::new();
    let mut all = deidentify::Known::default();
    for one in known {
        match one.kind {
            KnownKind::Child | KnownKind::Adult | KnownKind::Practitioner => {
                let person = people.entry(&one.of).or_default();
                person.role = role(one.kind);
                person.names.push(one.words.clone());
            }
            KnownKind::Born => {
                let person = people.entry(&one.of).or_default();
                person.born = one.words.parse().ok().or(person.born);
            }
            KnownKind::Place | KnownKind::Organisation => {
                let names = bodies.entry((one.of.as_str(), one.kind)).or_default();
                names.push(one.words.clone());
            }
            KnownKind::Address => all.addresses.push(one.words.clone()),
            KnownKind::Identifier => all.identifiers.push(one.words.clone()),
            KnownKind::Day => all.days.extend(one.words.parse::<Date>()),
        }
    }
    all.people = people.into_values().collect();
    for ((_, kind), names) in bodies {
        let body = deidentify::Body { names };
        match kind {
            KnownKind::Place => all.places.push(body),
            _ => all.organisations.push(body),
        }
    }
    Register::new(&all)
}

const fn role(kind: KnownKind) -> Role {
    match kind {
        KnownKind::Child => Role::Child,
        KnownKind::Practitioner => Role::Practitioner,
        _ => Role::Family,
    }
}
