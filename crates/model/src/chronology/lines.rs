//! Several things in one cell, a line each: people, sharings, what was said of facts.
//!
//! Where a text would be mistaken for the sign that separates it, a `\` stands before.

use super::columns::{Column, Labels};
use super::{Checked, ShareStands, Shared};
use crate::case::FactsStand;
use crate::uncertain::parse_typed;
use crate::{AgencyId, Date, Sensitive, UncertainDate};

/// Days in words are whole: nothing in them depends on the day on which they are read.
const READ_ON: Date = Date::constant(2100, 1, 1);

/// A sharing as people read it: `with | agency | when | how sure`. Of an agency that the labels name, the id stands behind the name;
/// a day that can be read again stands in words.
pub(super) fn share(shared: &Shared, labels: &Labels) -> String {
    let agency = shared.agency.as_deref().map_or(String::new(), |id| {
        let name = labels.words_of(Column::Shared, id);
        if name == id {
            escaped(id)
        } else {
            format!("{} ({id})", escaped(name))
        }
    });
    let on = shared.on.to_string();
    let on = match parse_typed(&on, READ_ON) {
        Ok(read) if read == shared.on => on,
        _ => shared.on.to_edtf(),
    };
    let stands = labels.words_of(Column::Shared, shared.stands.code());
    format!("{} | {agency} | {on} | {stands}", escaped(&shared.with.0))
}

pub(super) fn unshare(line: &str, labels: &Labels) -> Option<Shared> {
    let [with, agency, on, stands] = parts(line).try_into().ok()?;
    let agency = agency.as_str();
    let behind_name = agency
        .strip_suffix(')')
        .and_then(|named| named.rsplit_once('('))
        .map(|(_, id)| id)
        .filter(|id| id.parse::<AgencyId>().is_ok());
    let on = on.trim();
    let stands = stands.trim();
    let stands = labels.code_of(Column::Shared, stands).unwrap_or(stands);
    Some(Shared {
        agency: Some(behind_name.unwrap_or(agency))
            .filter(|agency| !agency.is_empty())
            .map(unescaped),
        with: Sensitive(unescaped(&with)),
        on: UncertainDate::from_edtf(Some(on).filter(|on| !on.is_empty())?)
            .ok()
            .or_else(|| parse_typed(on, READ_ON).ok())?,
        stands: ShareStands::from_code(stands)?,
    })
}

/// That a check speaks of the version that stands, or of an earlier one.
const VERSIONS: [&str; 2] = ["this", "earlier"];

pub(super) fn check(checked: &Checked) -> String {
    let [this, earlier] = VERSIONS;
    format!(
        "{} | {} | {} | {} | {} | {} | {}",
        escaped(&checked.role.0),
        escaped(&checked.who.0),
        checked.on,
        checked.says.code(),
        escaped(&checked.what.0),
        escaped(&checked.words.0),
        if checked.earlier { earlier } else { this }
    )
}

pub(super) fn uncheck(line: &str) -> Option<Checked> {
    let [role, who, on, says, what, words, version] = parts(line).try_into().ok()?;
    let version = version.trim();
    let [_, earlier] = VERSIONS;
    let text = |part: &str| Sensitive(unescaped(part));
    Some(Checked {
        role: text(&role),
        who: text(&who),
        on: on.trim().parse().ok()?,
        says: FactsStand::from_code(says.trim())?,
        what: text(&what),
        words: text(&words),
        earlier: Some(version == earlier).filter(|_| VERSIONS.contains(&version))?,
    })
}

/// The parts of a line between its bars, without the one space on either side of each bar.
fn parts(line: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        if letter == '|' {
            parts.push(String::new());
            continue;
        }
        let Some(part) = parts.last_mut() else { break };
        part.push(letter);
        if letter == '\\' {
            part.extend(letters.next());
        }
    }
    let last = parts.len() - 1;
    let trimmed = parts.iter().enumerate().map(|(at, part)| {
        let begun = if at == 0 {
            part
        } else {
            part.strip_prefix(' ').unwrap_or(part)
        };
        let ended = if at == last {
            begun
        } else {
            begun.strip_suffix(' ').unwrap_or(begun)
        };
        ended.to_owned()
    });
    trimmed.collect()
}

/// Texts on lines of their own.
pub(super) fn lines<'a>(texts: impl IntoIterator<Item = &'a Sensitive<String>>) -> String {
    let all: Vec<String> = texts.into_iter().map(|text| escaped(&text.0)).collect();
    all.join("\n")
}

pub(super) fn unlined(cell: &str) -> impl Iterator<Item = String> {
    // `lines` would take a carriage return away with the line end.
    cell.split('\n')
        .filter(|line| !line.is_empty())
        .map(unescaped)
}

/// A text that has no line end and no bar, and is never empty.
fn escaped(text: &str) -> String {
    if text.is_empty() {
        return "\\-".to_owned();
    }
    let mut written = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '|' => written.push_str("\\|"),
            _ => written.push(letter),
        }
    }
    written
}

fn unescaped(written: &str) -> String {
    let mut text = String::with_capacity(written.len());
    let mut letters = written.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            text.push(letter);
            continue;
        }
        match letters.next() {
            Some('n') => text.push('\n'),
            Some('-') => {}
            Some(sign @ ('\\' | '|')) => text.push(sign),
            other => text.extend(std::iter::once('\\').chain(other)),
        }
    }
    text
}
