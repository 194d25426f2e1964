//! The head of a document: who wrote it, when, and about whom.

use model::{Date, Sensitive};

use super::head_days::{last_day_of, last_of_week};
use super::layout::{first_account, is_logged};
use super::role::role;
use super::{Document, clause, kinds};
use crate::dates::{Frame, Reading, in_text};

/// What the head of a document says about it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Header {
    /// When it was written or typed.
    pub written: Option<Date>,
    /// The day that it tells of, where the head names one: of a visit, a clinic, a call.
    pub happened: Option<Date>,
    /// The last day of the term, month or weeks that the head names, where it names no day: days without a year count from it.
    pub(crate) until: Option<Date>,
    /// Role of whoever wrote it.
    pub by_role: Sensitive<String>,
    /// Whom or what it is about, in its own words.
    pub subject: Sensitive<String>,
    /// Everything in the head, for what kind of record it is.
    pub(crate) all: Sensitive<String>,
}

const BY: [&str; 26] = [
    "logged by",
    "recorded by",
    "author",
    "entry by",
    "worker",
    "officer",
    "reporting officer",
    "completed by",
    "keyworker",
    "contact by",
    "crew",
    "from",
    "consultant",
    "written by",
    "signed",
    "seen by",
    "practitioner",
    "compiled by",
    "prepared by",
    "case holder",
    "staff member",
    "interviewer",
    "advocate",
    "caseworker",
    "case worker",
    "taken by",
];
const ABOUT: [&str; 19] = [
    "re",
    "subject",
    "pupil",
    "child",
    "name",
    "family",
    "patient",
    "tenant",
    "children",
    "client",
    "student",
    "young person",
    "woman",
    "child's name",
    "name of child",
    "patient name",
    "regarding",
    "concerning",
    "service user",
];
const HAPPENED: [&str; 18] = [
    "date of contact",
    "date of visit",
    "clinic date",
    "date of call",
    "date of incident",
    "date of discharge",
    "date of attendance",
    "visit date",
    "seen on",
    "contact date",
    "incident date",
    "date of session",
    "held",
    "held on",
    "date of meeting",
    "meeting date",
    "date seen",
    "date of event",
];
const WRITTEN: [&str; 21] = [
    "date",
    "dictated",
    "dated",
    "note date",
    "date of entry",
    "sent",
    "typed",
    "date recorded",
    "recorded on",
    "printed",
    "date of report",
    "date typed",
    "letter date",
    "date of letter",
    "created",
    "opened",
    "logged",
    "received",
    "produced",
    "date and time",
    "report date",
];
/// Labels of a head that say nothing that is used.
const OTHERS: [&str; 32] = [
    "to",
    "cc",
    "reference",
    "ref",
    "hospital",
    "dob",
    "date of birth",
    "address",
    "gp",
    "school",
    "nhs number",
    "tenancy",
    "booking",
    "ward",
    "time",
    "place",
    "copy to",
    "age",
    "year group",
    "class",
    "team",
    "unit",
    "room",
    "type",
    "type of contact",
    "contact type",
    "method",
    "present",
    "attendees",
    "service",
    "letter to",
    "received by",
];
/// Labels under which an account begins.
const NARRATIVE: [&str; 22] = [
    "plan",
    "action",
    "actions",
    "outcome",
    "summary",
    "history",
    "observation",
    "observations",
    "details",
    "concern",
    "concerns",
    "account",
    "update",
    "note",
    "notes",
    "entry",
    "analysis",
    "decision",
    "reason",
    "event",
    "incident",
    "what happened",
];

/// Reads the head of a document.
#[must_use]
pub fn header(document: &Document) -> Header {
    let mut header = Header::default();
    let first = first_account(document).unwrap_or(document.pieces.len());
    for (place, piece) in document.pieces.iter().enumerate().take(first + 1) {
        let text = &piece.text.0;
        if place < first {
            for line in text.lines() {
                take_line(&mut header, line.trim());
            }
        } else {
            let head: String = text.chars().take(head_end(text)).collect();
            for line in head.lines() {
                take_line(&mut header, line.trim());
            }
        }
    }
    let other = header
        .all
        .0
        .lines()
        .filter(|line| !tells_birth(line))
        .find_map(|line| day_of(line, None));
    header.written = header
        .written
        .max(header.happened)
        .or(other)
        .or_else(|| lone_day(document))
        .or(document.date);
    if header.written.is_none() {
        let lines = header.all.0.lines().filter(|line| !tells_birth(line));
        header.until = lines.filter_map(last_day_of).max();
    }
    header
}

/// The day that stands in a paragraph of its own, as at the foot of a letter.
fn lone_day(document: &Document) -> Option<Date> {
    document
        .pieces
        .iter()
        .map(|piece| piece.text.0.trim())
        .filter(|text| text.split_whitespace().count() <= 5)
        .find_map(|text| day_of(text, None))
}

fn take_line(header: &mut Header, line: &str) {
    header.all.0.push_str(line);
    header.all.0.push('\n');
    for part in parts(line) {
        take_part(header, &part.text);
    }
}

fn take_part(header: &mut Header, part: &str) {
    if let Some(day) = last_of_week(part) {
        header.written = header.written.max(Some(day));
        return;
    }
    let Some((label, value)) = label(part) else {
        if header.written.is_none() && !tells_birth(part) {
            header.written = day_of(part, header.written);
        }
        return;
    };
    let value = value.trim();
    if BY.contains(&label.as_str()) && header.by_role.0.is_empty() {
        header.by_role.0 = role(value).to_owned();
    } else if ABOUT.contains(&label.as_str()) {
        if !header.subject.0.is_empty() {
            header.subject.0.push_str("; ");
        }
        header.subject.0.push_str(value);
    } else if is_of_what_happened(&label) {
        header.happened = day_of(value, None).or(header.happened);
    } else if WRITTEN.contains(&label.as_str()) {
        header.written = header.written.max(day_of(value, None));
    }
}

fn tells_birth(text: &str) -> bool {
    clause::has(
        &clause::flat(text),
        &["dob", "d.o.b", "born", "birth", "edd", "due"],
    )
}

/// The one certain day of a line.
fn day_of(line: &str, written: Option<Date>) -> Option<Date> {
    in_text(line, Frame::written(written))
        .iter()
        .find_map(|found| match found.reading {
            Reading::Date(date) => date.is_certain_day(),
            Reading::Question(_) => None,
        })
}

/// "Logged by: ...": the words before the colon in small letters, and what follows. "Date 13/09/2025" too.
pub(super) fn label(line: &str) -> Option<(String, &str)> {
    let bare = line.strip_prefix("Date ").or(line.strip_prefix("DATE "));
    if let Some(value) = bare
        && value.starts_with(|letter: char| letter.is_ascii_digit())
    {
        return Some(("date".to_owned(), value));
    }
    let (label, value) = line.split_once(':')?;
    let words = label.split_whitespace().count();
    let plain = label.chars().all(|letter| {
        letter.is_alphabetic() || matches!(letter, ' ' | '/' | '-' | '\'' | '’' | '(' | ')')
    });
    let fits = (1..=4).contains(&words) && plain && label.starts_with(char::is_uppercase);
    // "Child(ren)" asks for a child.
    let label = label.replace("(ren)", "").replace("(s)", "");
    fits.then(|| (label.trim().to_lowercase().replace('’', "'"), value))
}

/// Whether a line begins with a label under which an account begins.
pub(super) fn is_narrative(line: &str) -> bool {
    label(line).is_some_and(|(label, _)| NARRATIVE.contains(&label.as_str()))
}

fn is_head_label(label: &str) -> bool {
    label.starts_with("date ")
        || label.ends_with(" type")
        || [&BY[..], &ABOUT, &HAPPENED, &WRITTEN, &OTHERS]
            .iter()
            .any(|labels| labels.contains(&label))
}

/// "Date of visit", "date of interview": of anything that has a day, except a birth and the writing itself.
fn is_of_what_happened(label: &str) -> bool {
    let other = WRITTEN.contains(&label) || OTHERS.contains(&label);
    HAPPENED.contains(&label) || (label.starts_with("date of ") && !other)
}

/// A part of a line, between full stops or wide spaces.
struct Part {
    /// Where it ends, in Unicode characters.
    end: usize,
    text: String,
}

/// The parts of a text that may each be a field of a head: between line breaks, wide spaces, bars, and full stops
/// before a label.
fn parts(text: &str) -> Vec<Part> {
    let letters: Vec<char> = text.chars().collect();
    let letter = |at: usize| letters.get(at).copied().unwrap_or('\n');
    let mut parts = Vec::new();
    let mut start = 0;
    for at in 0..=letters.len() {
        let wide = letter(at).is_whitespace() && letter(at + 1).is_whitespace();
        let stop = letter(at) == '.'
            && letter(at + 1).is_whitespace()
            && (!is_initial(&letters, at) || is_field(&letters, at + 1));
        if !(at == letters.len() || matches!(letter(at), '\n' | '\t' | '|') || wide || stop) {
            continue;
        }
        let words: String = letters.get(start..at).unwrap_or_default().iter().collect();
        let end = (at + 1).min(letters.len());
        if !words.trim().is_empty() {
            parts.push(Part {
                end,
                text: words.trim().to_owned(),
            });
        } else if let Some(last) = parts.last_mut() {
            last.end = end;
        }
        start = end;
    }
    parts
}

/// Whether a full stop follows a single capital: "R. Ahmed".
fn is_initial(letters: &[char], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).and_then(|at| letters.get(at));
    before(1).is_some_and(|letter| letter.is_uppercase())
        && before(2).is_none_or(|letter| !letter.is_alphanumeric())
}

/// Whether a known field of a head begins there: "Block C. Tenant: ...".
fn is_field(letters: &[char], at: usize) -> bool {
    let rest: String = letters.iter().skip(at).take(40).collect();
    label(rest.trim_start()).is_some_and(|(label, _)| is_head_label(&label))
}

/// Where the head that a paragraph begins with ends, in Unicode characters; 0 where it begins with none. A title and
/// fields of the head stand in it, and at least one field that is known.
pub(super) fn head_end(text: &str) -> usize {
    let end = fields_end(text);
    let before: String = text.chars().take(end).collect();
    let begun = before.rfind('\n').map_or(0, |at| at + 1);
    let line = text.get(begun..).unwrap_or_default().lines().next();
    if end > 0 && line.is_some_and(is_entry) {
        return before.get(..begun).unwrap_or_default().chars().count();
    }
    end
}

/// Whether a line is an entry of its own: "Date: 4 March 2026. Type: visit. Mother seen."
pub(super) fn is_entry(line: &str) -> bool {
    let line = line.trim();
    let Some((label, value)) = label(line) else {
        return false;
    };
    let dated = label.starts_with("date")
        && value
            .trim()
            .starts_with(|letter: char| letter.is_ascii_alphanumeric());
    let end = fields_end(line);
    let rest: String = line.chars().skip(end).collect();
    let day = line.chars().take(end).collect::<String>();
    dated && end > 0 && rest.split_whitespace().count() >= 2 && day_of(&day, None).is_some()
}

/// Where the words of such an entry begin.
pub(super) fn entry_words(line: &str) -> Option<usize> {
    is_entry(line).then(|| fields_end(line))
}

/// Where the title and the fields that a text begins with end.
fn fields_end(text: &str) -> usize {
    let mut end = 0;
    let mut titles = 0;
    let mut known = false;
    for part in parts(text) {
        let is_known = match label(&part.text) {
            _ if last_of_week(&part.text).is_some() => true,
            Some((label, _)) if NARRATIVE.contains(&label.as_str()) => break,
            Some((label, value)) if is_head_label(&label) => {
                if !holds_a_field(&label, value.trim()) {
                    break;
                }
                true
            }
            Some((_, value)) if known && is_plain_field(value) => false,
            None if is_rule(&part.text) => {
                known = true;
                continue;
            }
            None if !known && titles < 3 && is_title(&part.text) => {
                titles += 1;
                continue;
            }
            _ => break,
        };
        known |= is_known;
        end = part.end;
    }
    if known { end } else { 0 }
}

/// "-----Original Message-----", or a line that is drawn.
pub(super) fn is_rule(text: &str) -> bool {
    let words = text.trim_matches(|letter: char| !letter.is_alphanumeric());
    let drawn = text.starts_with(['-', '_', '=']) && text.len() > 4;
    let said = [
        "original message",
        "forwarded message",
        "begin forwarded message",
    ];
    (drawn && words.is_empty()) || said.contains(&words.to_lowercase().as_str())
}

/// Whether what follows a known label is its value: "Child: seen alone" and "School: away since May" tell something.
fn holds_a_field(label: &str, value: &str) -> bool {
    let tells = ABOUT.contains(&label) || OTHERS.contains(&label);
    let named = matches!(label, "re" | "subject" | "method") || label.contains("type");
    let begins = value.starts_with(|letter: char| letter.is_uppercase() || letter.is_ascii_digit());
    let figure = value.starts_with(|letter: char| letter.is_ascii_digit());
    let kind = kinds::kind(&clause::flat(value), kinds::Record::default(), false);
    !tells || named || figure || value.is_empty() || (begins && kind.is_none())
}

/// Whether the value of an unknown label tells nothing.
fn is_plain_field(value: &str) -> bool {
    let words = clause::flat(value);
    let short = words.split_whitespace().count() <= 12;
    let plain = kinds::kind(&words, kinds::Record::default(), false).is_none();
    short && plain && in_text(value, Frame::default()).is_empty()
}

/// A few words without a verb of their own.
fn is_title(text: &str) -> bool {
    text.split_whitespace().count() <= 9
        && text.starts_with(|letter: char| letter.is_uppercase() || letter.is_ascii_digit())
        && !text.ends_with(['!', '?', '"', '”', ',', ';'])
        && !is_logged(text)
}
