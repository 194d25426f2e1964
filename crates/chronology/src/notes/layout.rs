//! What of a document is head, foot or boilerplate, and what is account.

use std::ops::Range;

use model::Date;

use super::Document;
use super::broken::{GoesOn, is_broken, joined};
use super::clause::{flat, has};
use super::head::{head_end, is_entry, is_narrative, label};
use crate::dates::{Doubt, Frame, Reading, in_text};

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
    /// The paragraphs that it goes on in, where a document has each of its lines in one of its own.
    pub more: Vec<GoesOn>,
}

pub(super) fn first_account(document: &Document) -> Option<usize> {
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
    let account: String = text.chars().skip(head_end(text)).collect();
    let account = account.trim();
    if account.is_empty() || is_greeting(account) {
        return false;
    }
    account.lines().any(|line| {
        let bare: String = line.chars().skip(list_mark(line, true)).collect();
        tells(bare.trim()) || is_logged(bare.trim())
    })
}

/// A line that holds a sentence.
fn tells(line: &str) -> bool {
    let words = line.split_whitespace().count();
    let ended = line.ends_with(['.', '!', '?', '"', '”']) && words >= 4;
    ended || words >= 9 || (words >= 5 && line.contains(". "))
}

/// A line that begins with a date or a time and goes on.
pub(super) fn is_logged(line: &str) -> bool {
    if is_entry(line) {
        return true;
    }
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
            && is_day_of_a_line(found.reading)
            && (has_figure(&head, found.end) || is_feast_of_a_line(&head, found.end))
    });
    let rest = found.first().map_or(0, |found| found.end);
    let words = |text: &str| {
        text.split_whitespace()
            .filter(|word| word.len() > 1)
            .count()
    };
    let after: String = line.chars().skip(rest).collect();
    begins && line.split_whitespace().count() >= 4 && words(&after) >= 1
}

/// A line that is nothing but a day, for the times of the lines after it.
fn is_day_alone(line: &str) -> bool {
    let day = Date::new(2000, 1, 1).ok();
    let found = in_text(line, Frame { written: day, day });
    let [only] = found.as_slice() else {
        return false;
    };
    let whole = only.start == 0 && only.end + 1 >= line.chars().count();
    let dated = match only.reading {
        Reading::Date(date) => date.is_certain_day().is_some() && has_figure(line, only.end),
        reading @ Reading::Question(_) => is_day_of_a_line(reading) && has_figure(line, only.end),
    };
    whole && (dated || is_feast(line))
}

/// Whether words name a feast that is one day or a few.
fn is_feast(words: &str) -> bool {
    const FEASTS: [&str; 7] = [
        "christmas",
        "xmas",
        "boxing day",
        "new year*",
        "easter*",
        "good friday",
        "bank holiday",
    ];
    has(&flat(words), &FEASTS)
}

/// "Xmas Eve - phoned": a feast with a mark after it begins a line as a day in figures does.
fn is_feast_of_a_line(head: &str, end: usize) -> bool {
    let day: String = head.chars().take(end).collect();
    let after = head.chars().skip(end).find(|letter| *letter != ' ');
    let marked = after.is_some_and(|letter| matches!(letter, ':' | '-' | '–' | '—' | '|' | '\t'));
    marked && is_feast(&day)
}

/// Whether a line can begin with it: "since 9 February" is no day that a line tells of.
fn is_day_of_a_line(reading: Reading) -> bool {
    match reading {
        Reading::Date(date) => date.latest().is_some(),
        Reading::Question(doubt) => matches!(
            doubt,
            Doubt::YearUnclear
                | Doubt::NoYear
                | Doubt::WeekdayDiffers
                | Doubt::NoSuchDay
                | Doubt::NoSuchMonth
                | Doubt::MonthFirst
                | Doubt::YearOutOfRange
        ),
    }
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

pub(super) fn is_boilerplate(text: &str) -> bool {
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
    let marked = MARKS.iter().any(|mark| text.contains(mark));
    (marked && text.split_whitespace().count() < 120) || is_of_a_page(&text)
}

/// What stands at the head or foot of each page: "CONFIDENTIAL   Page 2 of 3".
fn is_of_a_page(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let numbered = words
        .windows(4)
        .any(|four| matches!(four, ["page", one, "of", all] if number(one) && number(all)));
    numbered && words.len() < 20
}

/// The account of a document, line by line where it is a log.
pub(super) fn segments(document: &Document) -> Vec<Segment> {
    let Some(first) = first_account(document) else {
        return Vec::new();
    };
    let broken = is_broken(document, first);
    let mut segments = Vec::new();
    for (index, piece) in document.pieces.iter().enumerate().skip(first) {
        let text = piece.text.0.trim();
        let goes_on = broken && !is_boilerplate(text) && !is_greeting(text);
        if is_account(&piece.text.0) || is_day_alone(text) || goes_on {
            segments.extend(segments_of(index, &piece.text.0));
        } else if is_greeting(piece.text.0.trim()) && index > first {
            break;
        }
    }
    if broken { joined(segments) } else { segments }
}

/// Whether a line ends a sentence, so that a date after it does not go on in it.
pub(super) fn ends(text: &str) -> bool {
    text.trim_end().ends_with(['.', '!', '?', '"', '”'])
}

fn segments_of(piece: usize, text: &str) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    let head = head_end(text);
    let mut at = head;
    let account: String = text.chars().skip(head).collect();
    let rows = account.split('\n').filter(|line| is_row(line)).count();
    let mut lines = account.split('\n').peekable();
    // Whether the line before ended what it said.
    let mut ended = true;
    // Whether the line before was a point of a list, or went on in one.
    let mut listed = false;
    while let Some(line) = lines.next() {
        let length = line.chars().count();
        let mark = list_mark(line, ended || listed);
        let bare: String = line.chars().skip(mark).collect();
        let row = rows > 1 && is_row(line);
        let logged =
            (ended || mark > 0 || row) && (is_logged(bare.trim()) || is_day_alone(bare.trim()));
        let heads =
            ended && !logged && is_heading(line, lines.peek().copied(), segments.is_empty());
        let begins = logged || mark > 0 || ended && begins_anew(line);
        listed = mark > 0 || (listed && !begins);
        match segments.last_mut() {
            _ if heads => {}
            Some(last) if !begins && last.letters.end + 1 == at => {
                last.text.push('\n');
                last.text.push_str(line);
                last.letters.end = at + length;
            }
            _ => segments.push(Segment {
                piece,
                letters: at + mark..at + length,
                text: bare,
                logged,
                more: Vec::new(),
            }),
        }
        ended = heads || logged || ends(line);
        at += length + 1;
    }
    segments.retain(|segment| !segment.text.trim().is_empty());
    segments
}

/// Whether a line begins with a whole date in figures and goes on with a new sentence or a new column: a row of a table that was pasted as
/// text begins anew, however the line before ended.
fn is_row(line: &str) -> bool {
    let date: String = line
        .chars()
        .take_while(|letter| !letter.is_whitespace())
        .collect();
    let figures = date.chars().filter(char::is_ascii_digit).count();
    let marks = date
        .chars()
        .filter(|letter| matches!(letter, '/' | '.' | '-'))
        .count();
    let is_date = date.len() <= 10 && figures + marks == date.len() && marks == 2 && figures >= 6;
    let rest: Vec<char> = line.chars().skip(date.chars().count()).collect();
    let tab = rest.first() == Some(&'\t');
    let next = rest.iter().find(|letter| letter.is_alphabetic());
    is_date && (tab || next.is_some_and(|letter| letter.is_uppercase()))
}

/// How many letters the mark of a point of a list takes up at the start of a line: "• ", "- ". A dash may also go on in a sentence,
/// so it is a mark only where one can begin.
fn list_mark(line: &str, may_begin: bool) -> usize {
    let blank = line
        .chars()
        .take_while(|letter| letter.is_whitespace())
        .count();
    let mut rest = line.chars().skip(blank);
    let (mark, after) = (rest.next(), rest.next());
    let is_mark = match mark {
        Some('•' | '▪' | '◦' | '·' | '●' | '‣') => true,
        Some('-' | '–' | '—' | '*') => may_begin,
        _ => false,
    };
    let apart = after.is_some_and(char::is_whitespace);
    if is_mark && apart { blank + 2 } else { 0 }
}

/// A short line without an end before one that begins anew: "Child's views", "2. Information shared".
fn is_heading(line: &str, next: Option<&str>, first: bool) -> bool {
    let line = line.trim();
    let titles = first && next.is_some_and(|next| label(next).is_some() || is_logged(next.trim()));
    let (words, letters) = if titles { (12, 90) } else { (6, 50) };
    let short = line.split_whitespace().count() <= words && line.chars().count() < letters;
    let starts = line.starts_with(|letter: char| letter.is_uppercase() || letter.is_ascii_digit());
    let open = !line.ends_with(['.', '!', '?', '"', '”', ',', ';', ')']);
    let begins = next.is_some_and(|next| {
        next.trim()
            .starts_with(|letter: char| letter.is_uppercase() || letter.is_ascii_digit())
    });
    let bullet = line.starts_with(['•', '*', '-', '–']);
    short && starts && open && begins && !bullet && !is_narrative(line)
}

/// A point of a list, or words under a label of their own: "Plan: ...", "Police: ...".
pub(super) fn begins_anew(line: &str) -> bool {
    let line = line.trim();
    line.starts_with(['•', '*', '-', '–']) || label(line).is_some()
}
