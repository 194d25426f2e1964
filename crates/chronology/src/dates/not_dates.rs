//! Numbers that look like dates and are none: birth dates, addresses, scores, references.

use super::kind::Kind;
use super::token::Tokens;

/// Words before a number that make it something else than a date.
const NUMBERED: [&str; 44] = [
    "flat",
    "room",
    "ward",
    "page",
    "pages",
    "ref",
    "reference",
    "no",
    "number",
    "version",
    "section",
    "regulation",
    "reg",
    "paragraph",
    "para",
    "form",
    "case",
    "band",
    "house",
    "unit",
    "apartment",
    "apt",
    "score",
    "scored",
    "pain",
    "gcs",
    "bp",
    "weight",
    "temp",
    "temperature",
    "tel",
    "ext",
    "bed",
    "step",
    "level",
    "stage",
    "ratio",
    "£",
    "#",
    "v",
    "pcn",
    "urn",
    "bay",
    "plot",
];

/// Words after a number and a month that make it an address or a family.
const STREETS: [&str; 22] = [
    "street", "road", "avenue", "lane", "close", "court", "way", "drive", "house", "crescent",
    "gardens", "place", "terrace", "rise", "grove", "mews", "walk", "hill", "square", "ward",
    "family", "lodge",
];

/// Where reading goes on after something that only looks like a date.
pub(crate) fn skipped(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    birth_date(tokens, at).or_else(|| address(tokens, at))
}

/// "DOB: 12/05/2018", "date of birth 12 May 2018".
fn birth_date(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let after = if tokens.is(at, &["dob", "d.o.b"]) {
        at + 1
    } else if tokens.are(at, &["date", "of", "birth"]) {
        at + 3
    } else {
        return None;
    };
    let mut next = after;
    while tokens.is(next, &[":", "-", ".", "(", "is", "was"]) {
        next += 1;
    }
    let numeric = |at: usize| !matches!(tokens.kind(at), Kind::Other | Kind::Season);
    let most = next + 3;
    while next < most && numeric(next) {
        let whole = tokens.kind(next) == Kind::Full;
        next += 1;
        if whole {
            break;
        }
    }
    Some(next)
}

/// "31 August Street", "the May family".
fn address(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let month = if tokens.kind(at) == Kind::Number {
        at + 1
    } else {
        at
    };
    let named = tokens.kind(month) == Kind::Month;
    (named && is_street(tokens, month + 1)).then_some(month + 2)
}

/// Whether the word before it names a street, a house or a family.
pub(crate) fn is_street(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.is(at, &STREETS)
}

/// Whether the number there counts or names something else.
pub(crate) fn is_numbered(tokens: &Tokens<'_>, at: usize) -> bool {
    let before = [1, 2].map(|by| tokens.back(at, by));
    let [one, two] = before;
    NUMBERED.contains(&one)
        || (matches!(one, "." | ":" | "score" | "at") && NUMBERED.contains(&two))
}
