//! What a published document seems to find and to recommend, by its headings and numbers. Rules propose; a person confirms.

use commons::{FindingKind, Proposed};
use papers::ExtractedText;
use papers::read::Part;

/// Most that is proposed from one document: what follows is read by a person in the document itself.
const MOST: usize = 200;
/// Shortest and longest text that is proposed, in characters.
const SHORTEST: usize = 25;
const LONGEST: usize = 4_000;

/// Words of a heading under which findings stand.
const FINDINGS: [&str; 8] = [
    "finding",
    "learning",
    "lesson",
    "analysis",
    "conclusion",
    "what we learned",
    "practice theme",
    "key theme",
];
/// Words of a heading under which recommendations stand.
const RECOMMENDATIONS: [&str; 4] = [
    "recommendation",
    "considerations for the partnership",
    "questions for the partnership",
    "next steps",
];
/// How a paragraph names itself.
const NAMED: [(&str, FindingKind); 5] = [
    ("recommendation", FindingKind::Recommendation),
    ("finding", FindingKind::Finding),
    ("learning point", FindingKind::Finding),
    ("lesson", FindingKind::Finding),
    ("key learning", FindingKind::Finding),
];

/// Proposes findings and recommendations, in the order of the document: paragraphs that name themselves (*Recommendation
/// 3*), and those under a heading that says what they are.
#[must_use]
pub fn split(text: &ExtractedText) -> Vec<Proposed> {
    let mut under: Option<(FindingKind, String)> = None;
    let mut proposed = Vec::new();
    for part in &text.parts {
        match part {
            Part::Heading { text, .. } => under = heading(text),
            Part::Paragraph(text) | Part::Note(text) => {
                for piece in text.split("\n\n") {
                    if looks_like_a_heading(piece) {
                        under = heading(piece);
                    } else {
                        proposed.extend(paragraph(piece, under.as_ref()));
                    }
                }
            }
            Part::TableRow(_) | Part::Page(_) => {}
        }
        if proposed.len() >= MOST {
            proposed.truncate(MOST);
            break;
        }
    }
    proposed
}

/// What stands under a heading; nothing where it says neither.
fn heading(text: &str) -> Option<(FindingKind, String)> {
    let plain = text.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| plain.contains(word));
    let kind = if says(&RECOMMENDATIONS) {
        FindingKind::Recommendation
    } else if says(&FINDINGS) {
        FindingKind::Finding
    } else {
        return None;
    };
    Some((kind, text.split_whitespace().collect::<Vec<_>>().join(" ")))
}

/// A PDF has no headings: a short line without a full stop that names what follows is taken for one.
fn looks_like_a_heading(text: &str) -> bool {
    let text = text.trim();
    let words = text.split_whitespace().count();
    (1..=8).contains(&words)
        && !text.ends_with(['.', ';', ','])
        && !text.contains('\n')
        && named(text).is_none_or(|(_, rest)| rest.is_empty())
}

/// A paragraph that names itself: what it is, and what it says after that.
fn named(text: &str) -> Option<(FindingKind, &str)> {
    let text = text.trim_start();
    let plain = text.to_lowercase();
    let (name, kind) = NAMED.iter().find(|(name, _)| plain.starts_with(name))?;
    let after = text.get(name.len()..)?.trim_start();
    let digits = after.len()
        - after
            .trim_start_matches(|sign: char| sign.is_ascii_digit())
            .len();
    if digits == 0 {
        return None;
    }
    let rest = after.get(digits..)?;
    let rest =
        rest.trim_start_matches(|sign: char| sign.is_whitespace() || ":.-–—)".contains(sign));
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
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = words.chars().count();
    if !(SHORTEST..=LONGEST).contains(&length) {
        return None;
    }
    Some(Proposed {
        kind,
        text: words,
        because,
        themes: Vec::new(),
    })
}

#[cfg(test)]
#[path = "split_tests.rs"]
mod tests;
