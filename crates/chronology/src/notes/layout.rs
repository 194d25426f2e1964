//! What of a document is head, foot or boilerplate, and what is account.

use std::ops::Range;

use model::{Date, Sensitive};

use super::Document;
use crate::dates::{Frame, Reading, in_text};

/// What the head of a document says about it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Header {
    /// When it was written or typed.
    pub written: Option<Date>,
    /// The day that it tells of, where the head names one: of a visit, a clinic, a call.
    pub happened: Option<Date>,
    /// Role of whoever wrote it.
    pub by_role: Sensitive<String>,
    /// Whom or what it is about, in its own words.
    pub subject: Sensitive<String>,
    /// Everything in the head, for what kind of record it is.
    pub(crate) all: Sensitive<String>,
}

/// A line of account, or several that run on, within one paragraph.
#[derive(Debug, Clone)]
pub(super) struct Segment {
    /// The paragraph, by its place in the document.
    pub piece: usize,
    /// Where it stands, in Unicode characters within the paragraph.
    pub letters: Range<usize>,
    /// Its words.
    pub text: String,
    /// Whether it begins with a date or time of its own, as in a log.
    pub logged: bool,
}

const BY: [&str; 17] = [
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
];
const ABOUT: [&str; 11] = [
    "re", "subject", "pupil", "child", "name", "family", "patient", "tenant", "children", "client",
    "student",
];
const HAPPENED: [&str; 12] = [
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
];
const WRITTEN: [&str; 13] = [
    "date",
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
];

/// Reads the head of a document.
#[must_use]
pub fn header(document: &Document) -> Header {
    let mut header = Header::default();
    let first = first_account(document).unwrap_or(document.pieces.len());
    for piece in document.pieces.iter().take(first) {
        for line in piece.text.0.lines() {
            take_line(&mut header, line.trim());
        }
    }
    let other = header.all.0.lines().find_map(|line| day_of(line, None));
    header.written = header
        .written
        .max(header.happened)
        .or(other)
        .or(document.date);
    header
}

fn take_line(header: &mut Header, line: &str) {
    header.all.0.push_str(line);
    header.all.0.push('\n');
    let Some((label, value)) = label(line) else {
        if header.written.is_none() {
            header.written = day_of(line, header.written);
        }
        return;
    };
    let value = value.trim();
    if BY.contains(&label.as_str()) && header.by_role.0.is_empty() {
        header.by_role.0 = value.to_owned();
    } else if ABOUT.contains(&label.as_str()) {
        if !header.subject.0.is_empty() {
            header.subject.0.push_str("; ");
        }
        header.subject.0.push_str(value);
    } else if HAPPENED.contains(&label.as_str()) {
        header.happened = day_of(value, None).or(header.happened);
    } else if WRITTEN.contains(&label.as_str()) {
        header.written = header.written.max(day_of(value, None));
    }
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

/// "Logged by: ...": the words before the colon in small letters, and what follows.
pub(super) fn label(line: &str) -> Option<(String, &str)> {
    let (label, value) = line.split_once(':')?;
    let words = label.split_whitespace().count();
    let plain = label
        .chars()
        .all(|letter| letter.is_alphabetic() || matches!(letter, ' ' | '/' | '-' | '\''));
    let fits = (1..=4).contains(&words) && plain && label.starts_with(char::is_uppercase);
    fits.then(|| (label.trim().to_lowercase(), value))
}

fn first_account(document: &Document) -> Option<usize> {
    document
        .pieces
        .iter()
        .position(|piece| is_account(&piece.text.0))
}

/// Whether a paragraph tells something, rather than naming, greeting or closing.
fn is_account(text: &str) -> bool {
    let trimmed = text.trim();
    if (trimmed.starts_with('[') && trimmed.ends_with(']')) || is_boilerplate(trimmed) {
        return false;
    }
    let lines: Vec<&str> = trimmed.lines().map(str::trim).collect();
    let all_labelled = lines
        .iter()
        .all(|line| label(line).is_some_and(|(label, _)| is_head_label(&label)));
    if all_labelled || is_greeting(trimmed) {
        return false;
    }
    let head = lines.iter().filter(|line| is_head_line(line)).count();
    if head > 0 && head + 1 >= lines.len() && !lines.iter().any(|line| is_logged(line)) {
        return false;
    }
    lines.iter().any(|line| tells(line) || is_logged(line))
}

fn is_head_line(line: &str) -> bool {
    label(line).is_some_and(|(label, _)| is_head_label(&label))
}

fn is_head_label(label: &str) -> bool {
    const OTHERS: [&str; 16] = [
        "to",
        "cc",
        "reference",
        "ref",
        "hospital",
        "dob",
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
    ];
    [&BY[..], &ABOUT, &HAPPENED, &WRITTEN, &OTHERS]
        .iter()
        .any(|labels| labels.contains(&label))
}

/// A line that holds a sentence.
fn tells(line: &str) -> bool {
    let words = line.split_whitespace().count();
    let ended = line.ends_with(['.', '!', '?', '"', '”']) && words >= 4;
    ended || words >= 9 || (words >= 5 && line.contains(". "))
}

/// A line that begins with a date or a time and goes on.
pub(super) fn is_logged(line: &str) -> bool {
    let starts = line.chars().take(3).any(|letter| letter.is_ascii_digit())
        || line
            .split_whitespace()
            .next()
            .is_some_and(|word| word.len() >= 3);
    if !starts {
        return false;
    }
    let head: String = line.chars().take(60).collect();
    let day = Date::new(2000, 1, 1).ok();
    let found = in_text(&head, Frame { written: day, day });
    let begins = found.first().is_some_and(|found| {
        found.start == 0
            && matches!(found.reading, Reading::Date(_))
            && has_figure(&head, found.end)
    });
    begins && line.split_whitespace().count() >= 4
}

fn has_figure(text: &str, letters: usize) -> bool {
    text.chars()
        .take(letters)
        .any(|letter| letter.is_ascii_digit())
}

fn is_greeting(text: &str) -> bool {
    let text = text.to_lowercase();
    const STARTS: [&str; 9] = [
        "dear ",
        "hi",
        "hello",
        "yours ",
        "kind regards",
        "many thanks",
        "best wishes",
        "regards",
        "thanks",
    ];
    text.split_whitespace().count() <= 14 && STARTS.iter().any(|start| text.starts_with(start))
}

fn is_boilerplate(text: &str) -> bool {
    let text = text.to_lowercase();
    const MARKS: [&str; 8] = [
        "intended solely for",
        "this email and any attachments",
        "this message is confidential",
        "if you have received this",
        "page 1 of",
        "private and confidential",
        "official-sensitive",
        "data protection act",
    ];
    MARKS.iter().any(|mark| text.contains(mark)) && text.split_whitespace().count() < 120
}

/// The account of a document, line by line where it is a log.
pub(super) fn segments(document: &Document) -> Vec<Segment> {
    let Some(first) = first_account(document) else {
        return Vec::new();
    };
    let mut segments = Vec::new();
    for (index, piece) in document.pieces.iter().enumerate().skip(first) {
        if is_account(&piece.text.0) {
            segments.extend(segments_of(index, &piece.text.0));
        } else if is_greeting(piece.text.0.trim()) && index > first {
            break;
        }
    }
    segments
}

fn segments_of(piece: usize, text: &str) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let length = line.chars().count();
        let ended = segments
            .last()
            .is_none_or(|last| last.logged || ends(&last.text));
        let logged = ended && is_logged(line.trim());
        let begins =
            logged || line.trim_start().starts_with(['•', '*', '-', '–']) || starts_anew(line);
        match segments.last_mut() {
            Some(last) if !begins => {
                last.text.push('\n');
                last.text.push_str(line);
                last.letters.end = at + length;
            }
            _ => segments.push(Segment {
                piece,
                letters: at..at + length,
                text: line.to_owned(),
                logged,
            }),
        }
        at += length + 1;
    }
    segments
}

/// Whether a line ends a sentence, so that a date after it does not go on in it.
fn ends(text: &str) -> bool {
    text.trim_end().ends_with(['.', '!', '?', '"', '”'])
}

fn starts_anew(line: &str) -> bool {
    label(line.trim()).is_some_and(|(label, _)| {
        matches!(label.as_str(), "plan" | "action" | "actions" | "outcome")
    })
}
