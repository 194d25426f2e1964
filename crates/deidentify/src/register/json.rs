//! A register written as JSON.

use model::Date;
use serde_json::{Map, Value};
use thiserror::Error;

use super::{Body, Known, Person, Role};

/// Why a register is not taken. It holds no part of what was read.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum RegisterError {
    /// The text is no JSON.
    #[error("the register is no JSON: line {0}, column {1}")]
    NotJson(usize, usize),
    /// It is neither an object nor a list.
    #[error("the register must be an object with people, places and so on, or a list of names")]
    NotAnObject,
    /// A part has another shape.
    #[error("the register's part `{0}` has another shape than it must have")]
    Shape(&'static str),
    /// The name of a part is not known.
    #[error(
        "the register has a part that is not known; known are people, places, organisations, addresses, identifiers and days"
    )]
    UnknownPart,
    /// Somebody has a part that is not known.
    #[error("an entry of the register's part `{0}` has a part that is not known, or holds no name")]
    UnknownOf(&'static str),
    /// A day that is none.
    #[error("the register holds a day that is not written as 2026-11-23")]
    Day,
}

/// The register that the text holds.
pub(super) fn known(text: &str) -> Result<Known, RegisterError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let value: Value = serde_json::from_str(text)
        .map_err(|error| RegisterError::NotJson(error.line(), error.column()))?;
    let mut known = Known::default();
    match value {
        Value::Object(parts) => {
            for (name, part) in &parts {
                take(&mut known, name, part)?;
            }
        }
        Value::Array(list) => {
            for one in &list {
                take_typed(&mut known, one)?;
            }
        }
        _ => return Err(RegisterError::NotAnObject),
    }
    Ok(known)
}

/// An entry of a plain list: somebody, unless it says what it is.
fn take_typed(known: &mut Known, one: &Value) -> Result<(), RegisterError> {
    let said = |key: &str| one.get(key).and_then(Value::as_str);
    let part = match said("kind").or_else(|| said("type")).unwrap_or("person") {
        "place" | "location" | "town" | "street" => "places",
        "organisation" | "organization" | "school" | "hospital" => "organisations",
        "address" => "addresses",
        "identifier" | "phone" | "email" | "number" => "identifiers",
        "day" | "date" => "days",
        _ => "people",
    };
    let value = match one.get("value").or_else(|| one.get("text")) {
        Some(value) => value.clone(),
        None => one.clone(),
    };
    take(known, part, &Value::Array(vec![value]))
}

fn take(known: &mut Known, name: &str, part: &Value) -> Result<(), RegisterError> {
    match name {
        "people" | "persons" | "names" | "children" | "family" | "practitioners" => {
            known.people.extend(each(list(part, "people")?, person)?)
        }
        "places" | "locations" | "towns" | "streets" => {
            known.places.extend(each(list(part, "places")?, body)?)
        }
        "organisations" | "organizations" | "schools" | "hospitals" => {
            known
                .organisations
                .extend(each(list(part, "organisations")?, body)?);
        }
        "addresses" => known.addresses.extend(strings(part, "addresses")?),
        "identifiers" | "phones" | "emails" | "accounts" | "numbers" => {
            known.identifiers.extend(strings(part, "identifiers")?);
        }
        "days" | "dates" => {
            for day in strings(part, "days")? {
                known.days.push(date(&day)?);
            }
        }
        _ => return Err(RegisterError::UnknownPart),
    }
    Ok(())
}

fn list<'value>(part: &'value Value, name: &'static str) -> Result<&'value [Value], RegisterError> {
    part.as_array()
        .map(Vec::as_slice)
        .ok_or(RegisterError::Shape(name))
}

fn each<T>(
    list: &[Value],
    read: impl Fn(&Value) -> Result<T, RegisterError>,
) -> Result<Vec<T>, RegisterError> {
    list.iter().map(read).collect()
}

/// One string, a list of strings, or an object whose values are such.
fn strings(part: &Value, name: &'static str) -> Result<Vec<String>, RegisterError> {
    match part {
        Value::Null => Ok(Vec::new()),
        Value::String(one) => Ok(vec![one.clone()]),
        Value::Array(list) => {
            let all: Result<Vec<Vec<String>>, RegisterError> =
                list.iter().map(|value| strings(value, name)).collect();
            Ok(all?.concat())
        }
        Value::Object(map) => {
            let all: Result<Vec<Vec<String>>, RegisterError> =
                map.values().map(|value| strings(value, name)).collect();
            Ok(all?.concat())
        }
        Value::Number(number) => Ok(vec![number.to_string()]),
        Value::Bool(_) => Err(RegisterError::Shape(name)),
    }
}

fn some(
    map: &Map<String, Value>,
    keys: &[&str],
    name: &'static str,
) -> Result<Vec<String>, RegisterError> {
    let mut found = Vec::new();
    for part in keys.iter().filter_map(|key| map.get(*key)) {
        found.extend(strings(part, name)?);
    }
    Ok(found)
}

/// Parts of a place or a body.
const OF_A_BODY: &[&str] = &["name", "names", "aliases"];
/// Parts of somebody.
const OF_SOMEBODY: &[&str] = &[
    "name",
    "given",
    "first_name",
    "given_name",
    "first",
    "forename",
    "middle",
    "family",
    "last_name",
    "family_name",
    "last",
    "surname",
    "names",
    "aliases",
    "alias",
    "known_as",
    "nicknames",
    "born",
    "birth_date",
    "date_of_birth",
    "dob",
    "role",
    "initials",
    "job",
    "identifiers",
    "phone",
    "phones",
    "email",
    "emails",
    "accounts",
    "nhs_number",
];
/// What any entry may say beside: what it is, in a plain list, and what somebody keeps of it for themselves.
const BESIDE: &[&str] = &["kind", "type", "id", "note", "notes"];

/// That nothing of an entry is left unread: a part that is spelt otherwise would be looked for nowhere.
fn known_parts(
    map: &Map<String, Value>,
    parts: &[&str],
    name: &'static str,
) -> Result<(), RegisterError> {
    let known = |key: &String| parts.contains(&key.as_str()) || BESIDE.contains(&key.as_str());
    match map.keys().all(known) {
        true => Ok(()),
        false => Err(RegisterError::UnknownOf(name)),
    }
}

fn body(value: &Value) -> Result<Body, RegisterError> {
    let names = match value {
        Value::Object(map) => {
            known_parts(map, OF_A_BODY, "places")?;
            some(map, OF_A_BODY, "places")?
        }
        Value::String(_) | Value::Array(_) => strings(value, "places")?,
        _ => return Err(RegisterError::Shape("places")),
    };
    Ok(Body { names })
}

fn person(value: &Value) -> Result<Person, RegisterError> {
    const PART: &str = "people";
    let Value::Object(map) = value else {
        if !matches!(value, Value::String(_) | Value::Array(_)) {
            return Err(RegisterError::Shape(PART));
        }
        return Ok(Person {
            names: strings(value, PART)?,
            ..Person::default()
        });
    };
    known_parts(map, OF_SOMEBODY, PART)?;
    let names = names_of(map, PART)?;
    let born = some(map, &["born", "birth_date", "date_of_birth", "dob"], PART)?;
    let born = born.first().map(|day| date(day)).transpose()?;
    let role = some(map, &["role"], PART)?;
    Ok(Person {
        names,
        initials: some(map, &["initials"], PART)?,
        role: role.first().map_or(Role::Other, |role| role_of(role)),
        job: some(map, &["job"], PART)?.into_iter().next(),
        born,
        identifiers: some(
            map,
            &[
                "identifiers",
                "phone",
                "phones",
                "email",
                "emails",
                "accounts",
                "nhs_number",
            ],
            PART,
        )?,
    })
}

/// The whole name first.
fn names_of(map: &Map<String, Value>, part: &'static str) -> Result<Vec<String>, RegisterError> {
    let mut names = some(map, &["name"], part)?;
    let mut parts = some(
        map,
        &[
            "given",
            "first_name",
            "given_name",
            "first",
            "forename",
            "middle",
        ],
        part,
    )?;
    parts.extend(some(
        map,
        &["family", "last_name", "family_name", "last", "surname"],
        part,
    )?);
    if !parts.is_empty() {
        names.push(parts.join(" "));
    }
    names.extend(some(
        map,
        &["names", "aliases", "alias", "known_as", "nicknames"],
        part,
    )?);
    Ok(names)
}

fn role_of(role: &str) -> Role {
    match role.to_lowercase().as_str() {
        "child" | "sibling" | "brother" | "sister" | "son" | "daughter" => Role::Child,
        "parent" | "mother" | "father" | "carer" | "step-parent" | "partner" => Role::Parent,
        "family" | "relative" | "household" | "grandparent" | "grandmother" | "grandfather"
        | "aunt" | "uncle" => Role::Family,
        "practitioner" | "professional" | "worker" => Role::Practitioner,
        _ => Role::Other,
    }
}

fn date(day: &str) -> Result<Date, RegisterError> {
    day.trim().parse().map_err(|_| RegisterError::Day)
}
