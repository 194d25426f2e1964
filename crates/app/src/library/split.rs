//! What a published document seems to find and to recommend, by its headings and numbers. Rules propose; a person confirms.

use commons::{FindingKind, Proposed};
use papers::ExtractedText;
use papers::read::Part;

mod sections;
mod tables;

use sections::Sections;
use tables::Table;

/// Most that is proposed from one document: what follows is read by a person in the document itself.
const MOST: usize = 200;
/// Shortest and longest text that is proposed, in characters.
const SHORTEST: usize = 25;
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
    for part in &text.parts {
        if !matches!(part, Part::TableRow(_) | Part::Page(_)) {
            table = Table::default();
        }
        match part {
            Part::Heading { level, text } => sections.heading(*level, text),
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
    let mut passage = String::new();
    for line in piece.lines().map(str::trim) {
        // A line of a table of contents is neither.
        if line.is_empty() || sections::is_of_contents(line) {
            continue;
        }
        let ended = passage.is_empty() || passage.ends_with(['.', '?', '!', ':', ';']);
        let is_heading = sections::looks_like_a_heading(line)
            && (!piece.contains('\n') || sections::is_known(line));
        if ended && is_heading {
            proposed.extend(paragraph(&passage, sections.under()));
            passage.clear();
            sections.line(line);
            continue;
        }
        let (number, rest) = item(line);
        if ended && number {
            proposed.extend(paragraph(&passage, sections.under()));
            passage.clear();
        }
        if !passage.is_empty() && !rest.is_empty() {
            passage.push('\n');
        }
        passage.push_str(rest);
    }
    proposed.extend(paragraph(&passage, sections.under()));
}

/// Whether a line begins with the number or the sign of a list, and what follows it.
fn item(line: &str) -> (bool, &str) {
    if named(line).is_some() {
        return (true, line);
    }
    let signs = ['\u{2022}', '\u{25CF}', '\u{2023}', '\u{25E6}', '\u{F0B7}'];
    if let Some(rest) = line.strip_prefix(signs) {
        return (true, rest.trim_start());
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
            rest.len() < after.len() && rest.starts_with(['.', ':', ')'])
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

/// A passage of a length that can be a finding.
pub(super) fn proposal(kind: FindingKind, words: &str, because: String) -> Option<Proposed> {
    let text = words.split_whitespace().collect::<Vec<_>>().join(" ");
    (SHORTEST..=LONGEST)
        .contains(&text.chars().count())
        .then_some(Proposed {
            kind,
            text,
            because,
            themes: Vec::new(),
        })
}

#[cfg(test)]
#[path = "split_tests.rs"]
mod tests;
