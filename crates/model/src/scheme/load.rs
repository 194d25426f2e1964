//! Reading a scheme file, with errors that a person who edits one can act on.

use serde::{Deserialize, Deserializer};

use super::Scheme;
use super::check::Checker;
use super::place::{Places, line_at};
use crate::Nation;

/// A scheme file cannot be used. The text names file, line, key, what is wrong and what is allowed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}{}: {what}", key_in_words(key))]
pub struct SchemeError {
    /// Name of the file.
    pub file: String,
    /// The line, counted from 1; the first line when it concerns the whole file.
    pub line: usize,
    /// The key, such as `clocks[2].trigger` (the second clock); empty when it concerns the whole file.
    pub key: String,
    /// What is wrong, and what is allowed.
    pub what: String,
}

fn key_in_words(key: &str) -> String {
    if key.is_empty() {
        return String::new();
    }
    format!(", {key}")
}

pub(super) fn nation<'de, D: Deserializer<'de>>(input: D) -> Result<Nation, D::Error> {
    let code = String::deserialize(input)?;
    code.parse().map_err(|_| {
        let all: Vec<_> = Nation::ALL.iter().map(|nation| nation.code()).collect();
        let all = all.join(", ");
        serde::de::Error::custom(format!("no nation \"{code}\"; allowed: {all}"))
    })
}

pub(super) fn parse(text: &str, file: &str) -> Result<Scheme, SchemeError> {
    let wrong = |error: &toml::de::Error, places: Option<&Places<'_>>| {
        let at = error.span().map_or(0, |span| span.start);
        SchemeError {
            file: file.to_owned(),
            line: line_at(text, at),
            key: places.map(|places| places.key_at(at)).unwrap_or_default(),
            what: error.message().to_owned(),
        }
    };
    let places = Places::of(text).map_err(|error| wrong(&error, None))?;
    let scheme: Scheme = toml::from_str(text).map_err(|error| wrong(&error, Some(&places)))?;
    let checker = Checker::new(file, &places);
    checker.whole(&scheme)?;
    Ok(scheme)
}
