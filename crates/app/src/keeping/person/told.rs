//! What a record or a file says, in labels and words, as far as it is about one person.

use std::collections::BTreeSet;

use model::UncertainDate;
use model::learning::{ConcernPassedOn, Moment};
use model::record::Record as _;
use papers::ExtractedText;
use papers::read::Part;
use serde_json::Value;
use vault::{FileRow, VaultError, Written};

use super::others::Known;
use super::{HeldFile, HeldRecord, Version, kinds};

/// A record when one of its versions names the person, points at them, or is the record of them.
///
/// # Errors
/// [`VaultError::Body`] when a version cannot be read back.
pub(super) fn record(
    versions: &[Written],
    known: &Known<'_>,
) -> Result<Option<HeldRecord>, VaultError> {
    of(versions, known, false)
}

/// As [`record`]; `about` where it is about the person whatever it names.
///
/// # Errors
/// [`VaultError::Body`] when a version cannot be read back.
pub(super) fn of(
    versions: &[Written],
    known: &Known<'_>,
    mut about: bool,
) -> Result<Option<HeldRecord>, VaultError> {
    let mut told = Vec::new();
    let mut others = BTreeSet::new();
    for one in versions {
        let body: Value = serde_json::from_str(&one.body.0).map_err(|_| VaultError::Body("any"))?;
        let mut says = Said {
            known,
            lines: Vec::new(),
            others: BTreeSet::new(),
            about: Some(one.record) == known.subject,
        };
        says.add("", &body);
        about |= says.about;
        others.append(&mut says.others);
        told.push(Version {
            at: one.at,
            // Who saw something differently is told nobody.
            by: known
                .behind(&one.by)
                .filter(|_| one.kind != Moment::KIND && one.kind != ConcernPassedOn::KIND),
            says: says.lines,
        });
    }
    let Some(last) = versions.last().filter(|_| about) else {
        return Ok(None);
    };
    told.reverse();
    Ok(Some(HeldRecord {
        what: kinds::words(&last.kind),
        removed_at: last.removed_at,
        versions: told,
        others,
    }))
}

/// What a body says, line by line.
struct Said<'a, 'b> {
    known: &'a Known<'b>,
    lines: Vec<(String, String)>,
    others: BTreeSet<usize>,
    about: bool,
}

impl Said<'_, '_> {
    fn add(&mut self, label: &str, value: &Value) {
        match value {
            Value::Null => {}
            Value::Bool(yes) => self.line(label, if *yes { "Yes" } else { "No" }.to_owned()),
            Value::Number(number) => self.line(label, number.to_string()),
            Value::String(text) => self.text(label, text),
            Value::Array(all) => all.iter().for_each(|one| self.add(label, one)),
            Value::Object(fields) => fields.iter().for_each(|(name, one)| {
                let own = as_words(name);
                let label = if label.is_empty() {
                    own
                } else {
                    format!("{label}, {}", own.to_lowercase())
                };
                self.add(&label, one);
            }),
        }
    }

    fn text(&mut self, label: &str, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        if let Ok(id) = text.parse::<model::RecordId>() {
            self.about |= Some(id) == self.known.subject;
            if let Some(name) = self.known.behind(text) {
                self.written(label, &name);
            }
            return;
        }
        if is_code(text) {
            self.line(label, as_words(text));
            return;
        }
        if let Ok(date) = text.parse::<UncertainDate>() {
            self.line(label, date.to_string());
            return;
        }
        self.written(label, text);
    }

    fn written(&mut self, label: &str, text: &str) {
        let mut marked = self.known.marked(text);
        self.about |= marked.names_them;
        self.others.append(&mut marked.others);
        self.line(label, marked.text);
    }

    fn line(&mut self, label: &str, says: String) {
        let label = if label.is_empty() { "Says" } else { label };
        self.lines.push((label.to_owned(), says));
    }
}

/// A stable code rather than something that a person wrote.
fn is_code(text: &str) -> bool {
    text.contains('_')
        && text
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
}

/// A code as words: `given_by` is *Given by*.
fn as_words(code: &str) -> String {
    let words = code.replace('_', " ");
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// A file when its name or a paragraph of it names the person.
///
/// # Errors
/// [`VaultError::Body`] when its text cannot be read back.
pub(super) fn file(
    row: &FileRow,
    kept: &str,
    known: &Known<'_>,
) -> Result<Option<HeldFile>, VaultError> {
    let text: ExtractedText =
        serde_json::from_str(kept).map_err(|_| VaultError::Body("file text"))?;
    let mut title = known.marked(&row.name.0);
    let mut found = HeldFile {
        name: title.text,
        added_at: row.added_at,
        passages: Vec::new(),
        others: std::mem::take(&mut title.others),
    };
    for part in &text.parts {
        let words = match part {
            Part::Heading { text, .. } | Part::Paragraph(text) | Part::Note(text) => text.clone(),
            Part::TableRow(cells) => cells.join(" | "),
            Part::Page(_) => continue,
        };
        let mut marked = known.marked(&words);
        if marked.names_them {
            found.passages.push(marked.text);
            found.others.append(&mut marked.others);
        }
    }
    let about = title.names_them || !found.passages.is_empty();
    Ok(about.then_some(found))
}
