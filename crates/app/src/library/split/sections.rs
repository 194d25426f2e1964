//! Under which heading something stands.

use commons::FindingKind;

use super::named;

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
/// Words with which a heading begins that ends them: what follows is neither.
const NEITHER: [&str; 17] = [
    "references",
    "bibliography",
    "appendix",
    "appendices",
    "annex",
    "method",
    "terms of reference",
    "glossary",
    "abbreviations",
    "acknowledgement",
    "contents",
    "introduction",
    "contact",
    "about the author",
    "about this review",
    "sources",
    "endnotes",
];

/// A heading that is open.
struct Open {
    level: usize,
    /// What stands under it.
    under: Option<(FindingKind, String)>,
}

/// The headings that are open, the highest first.
#[derive(Default)]
pub(super) struct Sections {
    open: Vec<Open>,
}

impl Sections {
    /// What stands here, and the heading that says so.
    pub(super) fn under(&self) -> Option<&(FindingKind, String)> {
        self.open.last()?.under.as_ref()
    }

    /// A heading of the document. One below another stands for what that says, unless it says something itself.
    pub(super) fn heading(&mut self, level: u8, text: &str) {
        self.begin(usize::from(level), text);
    }

    /// A line that stands for a heading, as in a PDF, which tells no levels: its number does, or whether its words are known.
    pub(super) fn line(&mut self, text: &str) {
        let level = match numbers(text) {
            0 if is_known(text) => 1,
            0 => 9,
            depth => depth,
        };
        self.begin(level, text);
    }

    fn begin(&mut self, level: usize, text: &str) {
        while self.open.last().is_some_and(|one| one.level >= level) {
            self.open.pop();
        }
        let under = if says_neither(text) {
            None
        } else if let Some(kind) = kind(text) {
            Some((kind, text.split_whitespace().collect::<Vec<_>>().join(" ")))
        } else {
            self.under().cloned()
        };
        self.open.push(Open { level, under });
    }
}

/// How many numbers a heading bears: two for *4.1*.
fn numbers(text: &str) -> usize {
    let number = text.trim().split(char::is_whitespace).next();
    let number = number.unwrap_or_default().trim_end_matches(['.', ')']);
    let is_number =
        |piece: &str| !piece.is_empty() && piece.bytes().all(|byte| byte.is_ascii_digit());
    match number.split('.').all(is_number) {
        true => number.split('.').count(),
        false => 0,
    }
}

/// The heading in small letters without its number.
fn plain(text: &str) -> String {
    let is_of_number =
        |sign: char| sign.is_ascii_digit() || sign.is_whitespace() || ".)".contains(sign);
    text.trim_start_matches(is_of_number).to_lowercase()
}

fn says_neither(text: &str) -> bool {
    let plain = plain(text);
    NEITHER.iter().any(|word| plain.starts_with(word))
}

/// What a heading says stands under it.
pub(super) fn kind(text: &str) -> Option<FindingKind> {
    let plain = plain(text);
    let says = |words: &[&str]| words.iter().any(|word| plain.contains(word));
    if says(&RECOMMENDATIONS) {
        Some(FindingKind::Recommendation)
    } else if says(&FINDINGS) {
        Some(FindingKind::Finding)
    } else {
        None
    }
}

/// Whether the words of a heading say what follows, or that neither does.
pub(super) fn is_known(text: &str) -> bool {
    says_neither(text) || kind(text).is_some()
}

/// A PDF has no headings: a short line without a full stop that names what follows is taken for one.
pub(super) fn looks_like_a_heading(text: &str) -> bool {
    let text = text.trim();
    let words = text.split_whitespace().count();
    let begins = plain(text).is_empty()
        || text
            .trim_start_matches(|sign: char| !sign.is_alphabetic())
            .starts_with(char::is_uppercase);
    (1..=8).contains(&words)
        && begins
        && text.chars().any(char::is_alphabetic)
        && !text.ends_with(['.', ';', ','])
        && named(text).is_none_or(|(_, rest)| rest.is_empty())
}

/// Whether a line is one of a table of contents: dots, or a page at its end.
pub(super) fn is_of_contents(line: &str) -> bool {
    let last = line.split_whitespace().last().unwrap_or_default();
    let is_page = last.len() <= 3 && last.bytes().all(|byte| byte.is_ascii_digit());
    let words = line.split_whitespace().count();
    line.contains("....")
        || is_page && (2..=10).contains(&words) && named(line).is_none() && is_known(line)
}
