//! One text a line, as `throughline deidentify --jsonl` reads and prints them.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;

use crate::combinations::{Combination, FoundFact, National, combinations, facts_in};
use crate::find::find_with;
use crate::finding::{Finding, apply};
use crate::kind::Certainty;
use crate::offsets::in_letters;
use crate::options::Options;
use crate::register::Register;
use crate::supposed::Supposed;

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
    #[serde(skip_serializing_if = "Vec::is_empty")]
    combinations: Vec<Rare<'line>>,
}

/// What could be put together, though each part of it may stay.
#[derive(Serialize)]
struct Rare<'line> {
    kind: &'static str,
    why: &'static str,
    says: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    fits: Option<f64>,
    parts: Vec<RarePart<'line>>,
}

#[derive(Serialize)]
struct RarePart<'line> {
    start: usize,
    end: usize,
    part: &'static str,
    words: &'line str,
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

#[derive(Serialize)]
struct Refusal<'line> {
    id: &'line Value,
    error: String,
}

/// What is printed in the place of an answer: `{"id", "error"}`. The id is that of the line where it can be read, also where a
/// half of a character that stands alone makes the rest of the line no text; else null. It holds nothing else of the line.
#[must_use]
pub fn refusal(line: &str, error: &LineError) -> String {
    let read = |line: &str| serde_json::from_str::<Value>(line).ok();
    let whole = read(line).or_else(|| read(&without_halves(line)));
    let id = whole.and_then(|mut line| line.get_mut("id").map(Value::take));
    let short = id.filter(|id| match id {
        Value::String(id) => id.chars().count() <= LONGEST_ID,
        other => other.is_number(),
    });
    let refusal = Refusal {
        id: &short.unwrap_or_default(),
        error: error.to_string(),
    };
    serde_json::to_string(&refusal).unwrap_or_default()
}

/// Characters of an id that is said again beside an error.
const LONGEST_ID: usize = 200;

/// The line with U+FFFD for every half of a character that is written as an escape.
fn without_halves(line: &str) -> String {
    let mut whole = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find("\\u") {
        let (before, escape) = rest.split_at(at);
        let digits = escape.get(2..6).unwrap_or_default();
        let code = u32::from_str_radix(digits, 16).unwrap_or_default();
        let length = if digits.is_empty() { 2 } else { 6 };
        whole.push_str(before);
        match code {
            0xD800..=0xDFFF => whole.push_str("\\ufffd"),
            _ => whole.push_str(escape.get(..length).unwrap_or_default()),
        }
        rest = escape.get(length..).unwrap_or_default();
    }
    whole.push_str(rest);
    whole
}

/// Answers a line: `{"id", "text"}` with `{"id", "spans": [{"start", "end", "kind", "direct", "replacement", "why"}],
/// "text"}`. Places are counted in Unicode characters of the text that came; `text` is the one with replacements. What
/// is only asked about is no span and stays. Where facts of the text point at somebody together, `combinations` lists them:
/// `{"kind": "rare_combination", "why", "says", "fits", "parts": [{"start", "end", "part", "words"}]}`, with the places in the
/// text that came; nothing of them is replaced, because saying less of one of them is enough. `supposed` is the recogniser; give one that supposes nothing without it.
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
        combinations: rare(text),
    };
    serde_json::to_string(&answer).map_err(|error| LineError::NotJson(error.column()))
}

static ENGLAND: LazyLock<Option<National>> = LazyLock::new(|| National::england().ok());

/// What could be put together, the rarest first. Nothing where the national numbers cannot be read.
fn rare(text: &str) -> Vec<Rare<'_>> {
    let Some(national) = ENGLAND.as_ref() else {
        return Vec::new();
    };
    let (found, facts) = facts_in(text);
    let all = combinations(&facts, national).into_iter();
    all.map(|one| rare_one(text, &found, &one)).collect()
}

fn rare_one<'text>(text: &'text str, found: &[FoundFact], one: &Combination) -> Rare<'text> {
    let said: Vec<&FoundFact> = found
        .iter()
        .filter(|found| one.facts.contains(&found.fact))
        .collect();
    let ranges: Vec<_> = said.iter().map(|said| said.start..said.end).collect();
    let parts = said.iter().zip(in_letters(text, &ranges));
    let parts: Vec<RarePart<'text>> = parts
        .map(|(said, letters)| RarePart {
            start: letters.start,
            end: letters.end,
            part: said.fact.part.code(),
            words: text.get(said.start..said.end).unwrap_or_default(),
        })
        .collect();
    Rare {
        kind: "rare_combination",
        why: one.why.code(),
        says: sentence(&parts),
        fits: one.fits,
        parts,
    }
}

/// "Together, “Year 3”, “Somali” and “February” may tell who this is." Words that are said twice are quoted once.
fn sentence(parts: &[RarePart<'_>]) -> String {
    let mut quoted: Vec<String> = Vec::with_capacity(parts.len());
    for part in parts {
        let one = format!("“{}”", part.words);
        if !quoted.contains(&one) {
            quoted.push(one);
        }
    }
    match quoted.split_last() {
        Some((last, [])) => format!("{last} may tell who this is."),
        Some((last, others)) => {
            let others = others.join(", ");
            format!("Together, {others} and {last} may tell who this is.")
        }
        None => String::new(),
    }
}
