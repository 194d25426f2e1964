//! Under which heading something stands.

use commons::FindingKind;

use super::named;

/// Words of a heading under which findings stand.
const FINDINGS: [&str; 10] = [
    "finding",
    "learning",
    "lesson",
    "analysis",
    "conclusion",
    "what we learned",
    "we find",
    "we found",
    "practice theme",
    "key theme",
];
/// Words of a heading under which recommendations stand.
const RECOMMENDATIONS: [&str; 8] = [
    "recommendation",
    "considerations for the partnership",
    "questions for the partnership",
    "next steps",
    "what should change",
    "what needs to change",
    "what must change",
    "what should be done",
];
/// Words with which a heading begins that ends them: what follows is neither.
const NEITHER: [&str; 26] = [
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
    "about this",
    "helpline",
    "useful",
    "further reading",
    "further information",
    "where to get help",
    "questions for your",
    "questions for practi",
    "questions for team",
    "reflective questions",
    "sources",
    "endnotes",
];

/// Words of the title of a document, which says what it is and not what stands under it: *Learning Briefing: Child Hazel*.
const TITLE: [&str; 9] = [
    "briefing",
    "review",
    "report",
    "summary",
    "bulletin",
    "newsletter",
    "child",
    "baby",
    "family",
];
/// Words with which a heading of findings begins, also one that stands before any text.
const NO_TITLE: [&str; 6] = [
    "finding",
    "key finding",
    "recommendation",
    "conclusion",
    "what ",
    "key ",
];
/// Running text has begun once so many words stood together.
const RUNNING: usize = 12;

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
    /// Whether running text has begun: the title of a document stands before it.
    has_begun: bool,
    /// The lines that are the title, in small letters: they may stand on every page.
    titles: Vec<String>,
}

impl Sections {
    /// What stands here, and the heading that says so.
    pub(super) fn under(&self) -> Option<&(FindingKind, String)> {
        self.open.last()?.under.as_ref()
    }

    /// Reads a passage of the document.
    pub(super) fn reads(&mut self, passage: &str) {
        self.has_begun |= passage.split_whitespace().count() >= RUNNING;
    }

    /// Whether a heading is the title of the document: it stands for nothing, and ends nothing where it stands once more.
    fn is_title(&mut self, text: &str) -> bool {
        let plain = plain(text);
        if self.titles.contains(&plain) {
            return true;
        }
        let begins = |words: &&str| plain.starts_with(*words);
        let is_title = !self.has_begun
            && numbers(text) == 0
            && kind(text).is_some()
            && TITLE.iter().any(|word| plain.contains(word))
            && !NO_TITLE.iter().any(begins);
        if is_title {
            self.titles.push(plain);
        }
        is_title
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
        if self.is_title(text) {
            return;
        }
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
pub(super) fn numbers(text: &str) -> usize {
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
    let plain = plain.trim_start();
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
