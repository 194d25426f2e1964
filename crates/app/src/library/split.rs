//! What a published document seems to find and to recommend, by its headings and numbers. Rules propose; a person confirms.

use commons::{FindingKind, Proposed};
use papers::ExtractedText;
use papers::read::Part;

mod pages;
mod sections;
mod tables;

use sections::Sections;
use tables::Table;

/// Most that is proposed from one document: what follows is read by a person in the document itself, whose page says so.
pub const MOST: usize = 1_000;
/// Text of this many characters is proposed whatever it is; shorter text where it is a sentence or an item of a list.
const SHORTEST: usize = 25;
/// Longest text that is proposed, in characters.
const LONGEST: usize = 4_000;

/// How a paragraph names itself.
const NAMED: [(&str, FindingKind); 5] = [
    ("recommendation", FindingKind::Recommendation),
    ("finding", FindingKind::Finding),
    ("learning point", FindingKind::Finding),
    ("lesson", FindingKind::Finding),
    ("key learning", FindingKind::Finding),
];

/// Proposes findings and recommendations, in the order of the document: paragraphs that name themselves (*Recommendation
/// 3*), those under a heading that says what they are or under one of its parts, and rows of tables whose columns say so.
#[must_use]
pub fn split(text: &ExtractedText) -> Vec<Proposed> {
    let mut sections = Sections::default();
    let mut table = Table::default();
    let mut proposed = Vec::new();
    for part in &pages::joined(&text.parts) {
        if !matches!(part, Part::TableRow(_) | Part::Page(_)) {
            table = Table::default();
        }
        match part {
            Part::Heading { level, text } => {
                // The heading may be the finding itself: *Finding 1: Nobody saw the letters*.
                let itself = named(text).filter(|(_, rest)| !rest.is_empty());
                proposed.extend(itself.and_then(|_| paragraph(text, None)));
                sections.heading(*level, text);
            }
            Part::Paragraph(text) => {
                for piece in text.split("\n\n") {
                    lines(piece, &mut sections, &mut proposed);
                }
            }
            // Notes follow the running text, under no heading of it.
            Part::Note(text) => proposed.extend(paragraph(text, None)),
            Part::TableRow(cells) => proposed.extend(table.row(cells, sections.under())),
            Part::Page(_) => {}
        }
        if proposed.len() >= MOST {
            proposed.truncate(MOST);
            break;
        }
    }
    proposed
}

/// The passages of a paragraph: a PDF may hold a heading and a whole list in one.
fn lines(piece: &str, sections: &mut Sections, proposed: &mut Vec<Proposed>) {
    let mut passage = Passage::default();
    for line in piece.lines().map(str::trim) {
        // A line of a table of contents is neither.
        if line.is_empty() || sections::is_of_contents(line) {
            continue;
        }
        let ended = passage.words.is_empty() || passage.words.ends_with(['.', '?', '!', ':', ';']);
        let has_sign = line.starts_with(SIGNS);
        let is_heading = sections::looks_like_a_heading(line)
            && !has_sign
            && (!piece.contains('\n') || sections::is_known(line));
        if ended && is_heading {
            proposed.extend(passage.taken(sections));
            sections.line(line);
            continue;
        }
        let (number, rest) = item(line);
        // A sign begins an item also where the one before has no full stop.
        if number && (ended || has_sign) {
            proposed.extend(passage.taken(sections));
            passage.has_sign = has_sign;
        }
        if !passage.words.is_empty() && !rest.is_empty() {
            passage.words.push('\n');
        }
        passage.words.push_str(rest);
    }
    proposed.extend(passage.taken(sections));
}

/// A passage while its lines are read.
#[derive(Default)]
struct Passage {
    words: String,
    /// Whether it began with the sign of a list.
    has_sign: bool,
}

impl Passage {
    /// What it proposes; after that it begins anew.
    fn taken(&mut self, sections: &mut Sections) -> Option<Proposed> {
        let Self { words, has_sign } = std::mem::take(self);
        sections.reads(&words);
        let under = sections.under();
        let found = paragraph(&words, under);
        match (found, under) {
            (None, Some((kind, heading))) if has_sign => of_a_list(*kind, &words, heading.clone()),
            (found, _) => found,
        }
    }
}

/// The signs with which items of a list begin.
const SIGNS: [char; 5] = ['\u{2022}', '\u{25CF}', '\u{2023}', '\u{25E6}', '\u{F0B7}'];

/// Whether a line begins with the number or the sign of a list, and what follows it.
fn item(line: &str) -> (bool, &str) {
    if named(line).is_some() {
        return (true, line);
    }
    if let Some(rest) = line.strip_prefix(SIGNS) {
        return (true, rest.trim_start());
    }
    // The number of a paragraph: *4.1*.
    let (first, others) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let others = others.trim_start();
    if sections::numbers(first) > 1 && others.starts_with(char::is_uppercase) {
        return (true, others);
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..).unwrap_or_default();
    let after = rest.trim_start_matches(['.', ')']);
    let apart = after.is_empty() || after.starts_with(char::is_whitespace);
    // A year or a count that stands at the beginning of a line is no number of a list.
    let is_number =
        (1..=2).contains(&digits) && apart && (after.len() < rest.len() || after.is_empty());
    if is_number {
        (true, after.trim_start())
    } else {
        (false, line)
    }
}

/// Numbers in words, as documents name their recommendations.
const COUNTED: [&str; 12] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
];

/// A paragraph that names itself: what it is, and what it says after that.
fn named(text: &str) -> Option<(FindingKind, &str)> {
    let text = text.trim_start();
    let plain = text.to_lowercase();
    let by_letter = [
        ("r", FindingKind::Recommendation),
        ("f", FindingKind::Finding),
    ];
    let whole = NAMED.iter().find(|(name, _)| plain.starts_with(name));
    let (name, kind) = whole.or_else(|| {
        let is_numbered = |name: &str| {
            let after = plain.strip_prefix(name).unwrap_or_default();
            let rest = after.trim_start_matches(|sign: char| sign.is_ascii_digit());
            let has_dash = rest.trim_start().starts_with(['\u{2013}', '\u{2014}']);
            rest.len() < after.len() && (rest.starts_with(['.', ':', ')']) || has_dash)
        };
        by_letter.iter().find(|(name, _)| is_numbered(name))
    })?;
    let after = text.get(name.len()..)?.trim_start();
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let word = after.split(|sign: char| !sign.is_alphabetic()).next()?;
    let counted = match digits {
        0 if COUNTED.contains(&word.to_lowercase().as_str()) => word.len(),
        0 => return None,
        digits => digits,
    };
    let rest = after.get(counted..)?;
    let rest = rest.trim_start_matches(|sign: char| {
        sign.is_whitespace() || ":.-\u{2013}\u{2014})".contains(sign)
    });
    Some((*kind, rest))
}

fn paragraph(text: &str, under: Option<&(FindingKind, String)>) -> Option<Proposed> {
    let (kind, words, because) = match (named(text), under) {
        (Some((kind, rest)), _) => {
            let name = text.trim_start().strip_suffix(rest).unwrap_or_default();
            (kind, rest, name.trim().to_owned())
        }
        (None, Some((kind, heading))) => (*kind, text, heading.clone()),
        (None, None) => return None,
    };
    proposal(kind, words, because)
}

/// A passage that can be a finding: a longer one, or a short sentence.
pub(super) fn proposal(kind: FindingKind, words: &str, because: String) -> Option<Proposed> {
    of_length(kind, words, because, is_sentence)
}

/// An item of a list, or a cell under a heading of findings, which may be short and without a full stop.
pub(super) fn of_a_list(kind: FindingKind, words: &str, because: String) -> Option<Proposed> {
    of_length(kind, words, because, says_something)
}

fn of_length(
    kind: FindingKind,
    words: &str,
    because: String,
    may_be_short: fn(&str) -> bool,
) -> Option<Proposed> {
    let text = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let long = text.chars().count();
    let fits = long <= LONGEST && (long >= SHORTEST || may_be_short(&text));
    fits.then_some(Proposed {
        kind,
        text,
        because,
        themes: Vec::new(),
    })
}

/// Whether a short text says something by itself, and does not only point elsewhere in the document.
fn says_something(text: &str) -> bool {
    const ELSEWHERE: [&str; 5] = ["above", "below", "overleaf", "page", "section"];
    let plain = text.to_lowercase();
    let mut words = plain.split(|sign: char| !sign.is_alphanumeric());
    text.split_whitespace().count() > 1
        && text.starts_with(char::is_uppercase)
        && !text.contains(|sign: char| sign.is_ascii_digit())
        && words.all(|word| !ELSEWHERE.contains(&word))
}

/// The same of a whole sentence.
fn is_sentence(text: &str) -> bool {
    says_something(text) && text.ends_with(['.', '!', '?'])
}

#[cfg(test)]
#[path = "split_tests.rs"]
mod tests;
