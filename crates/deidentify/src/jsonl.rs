//! One text a line, as `throughline deidentify --jsonl` reads and prints them.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;

use crate::find::{Supposed, find_with};
use crate::finding::{Finding, apply};
use crate::kind::Certainty;
use crate::offsets::in_letters;
use crate::options::Options;
use crate::register::Register;

/// Why a line is not answered. It holds no part of the line.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum LineError {
    /// The line is not the JSON that it must be.
    #[error("the line is not {{\"id\": …, \"text\": \"…\"}}: column {0}")]
    NotJson(usize),
}

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: Value,
    text: String,
}

#[derive(Serialize)]
struct Answer<'line> {
    id: &'line Value,
    spans: Vec<Span<'line>>,
    text: String,
}

#[derive(Serialize)]
struct Span<'line> {
    start: usize,
    end: usize,
    kind: &'static str,
    direct: bool,
    replacement: &'line str,
    why: &'static str,
}

/// Answers a line: `{"id", "text"}` with `{"id", "spans": [{"start", "end", "kind", "direct", "replacement", "why"}],
/// "text"}`. Places are counted in Unicode characters of the text that came; `text` is the one with replacements. What
/// is only asked about is no span and stays. `supposed` is the recogniser; give one that supposes nothing without it.
///
/// # Errors
/// [`LineError`] when the line has another shape.
pub fn answer(
    line: &str,
    register: &Register,
    options: &Options,
    supposed: impl Fn(&str) -> Vec<Supposed>,
) -> Result<String, LineError> {
    let line: Line =
        serde_json::from_str(line).map_err(|error| LineError::NotJson(error.column()))?;
    let text = line.text.as_str();
    let mut naming = options.names.start(register);
    let findings: Vec<Finding> = find_with(text, register, options, &supposed(text), &mut naming)
        .into_iter()
        .filter(|one| one.certainty > Certainty::Asked)
        .collect();
    let ranges: Vec<_> = findings.iter().map(Finding::range).collect();
    let instead = |one: &'_ Finding| {
        one.suggestions
            .first()
            .map_or(String::new(), |best| best.text.clone())
    };
    let texts: Vec<String> = findings.iter().map(instead).collect();
    let replacements: Vec<_> = ranges
        .iter()
        .cloned()
        .zip(texts.iter().map(String::as_str))
        .collect();
    let (written, _) = apply(text, &replacements);
    let spans = findings
        .iter()
        .zip(in_letters(text, &ranges))
        .zip(&texts)
        .map(|((one, letters), replacement)| Span {
            start: letters.start,
            end: letters.end,
            kind: one.kind.code(),
            direct: one.direct,
            replacement,
            why: one.why.code(),
        })
        .collect();
    let answer = Answer {
        id: &line.id,
        spans,
        text: written,
    };
    serde_json::to_string(&answer).map_err(|error| LineError::NotJson(error.column()))
}
