//! Bodies, schemes and words of the field that everybody has, with capitals, and that name nobody: "Home Office", "Family Nurse
//! Partnership", the national body by its own name.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::kind::Kind;
use crate::merge::Candidate;
use crate::patterns::stands_alone;

/// Names in small letters, however they are written.
const NAMES: &[&str] = &[
    "child safeguarding practice review panel",
    "child safeguarding practice reviews",
    "child safeguarding practice review",
    "local child safeguarding practice review",
    "family nurse partnership",
    "family drug and alcohol court",
    "lullaby trust",
    "home office",
    "department for education",
    "department of health and social care",
    "ministry of justice",
    "ministry of defence",
    "nhs england",
    "care quality commission",
    "crown prosecution service",
    "youth justice board",
    "information commissioner's office",
    "information commissioner\u{2019}s office",
    "office for national statistics",
    "national referral mechanism",
    "national child mortality database",
    "child death overview panel",
    "healthy child programme",
    "national crime agency",
    "college of policing",
    "social work england",
    "foundations what works centre",
    "operation encompass",
    "dear colleague",
    "cumulative harm",
    "working together",
    "children act",
    "family hub",
    "family hubs",
    "start for life",
    "early help",
    "graded care profile",
    "signs of safety",
    "think family",
    "was not brought",
];

/// Short forms, in capitals only: "Ed" is somebody.
const SHORT: &[&str] = &[
    "ED", "DA", "NAI", "IDVA", "IDVAS", "ISVA", "MARAC", "MASH", "MAPPA", "CAMHS", "SUDI", "SUDIC",
    "LADO", "SENCO", "EHCP", "CIN", "CP", "LAC", "IRO", "FGC", "PLO", "FII", "CSE", "CCE", "FGM",
    "NRM", "ICB", "YJS", "YOT", "PRU", "DASH", "DVPN", "DVPO", "GCP", "FNP", "CDOP", "ICPC",
    "RCPC",
];

static SEARCH: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostLongest)
        .build(NAMES)
        .ok()
});

/// Where they stand.
pub(crate) fn places(text: &str) -> Vec<(usize, usize)> {
    let all = SEARCH.iter().flat_map(|search| search.find_iter(text));
    let all = all.map(|one| (one.start(), one.end()));
    all.filter(|(start, end)| stands_alone(text, *start, *end))
        .collect()
}

/// Whether a name, place or body lies within one of them.
pub(crate) fn is_in(one: &Candidate, places: &[(usize, usize)]) -> bool {
    let named = one.kind.is_somebody() || matches!(one.kind, Kind::Place | Kind::Organisation);
    named
        && places
            .iter()
            .any(|(start, end)| *start <= one.start && one.end <= *end)
}

/// Whether the words are such a short form, alone or before a small word: "ED", "DA lead".
pub(crate) fn is_short(said: &str) -> bool {
    let mut words = said.split(|letter: char| !letter.is_alphanumeric());
    let first = words.next().unwrap_or_default();
    let rest_is_small = words.all(|word| !word.chars().any(char::is_uppercase));
    SHORT.contains(&first) && rest_is_small || is_section(said)
}

/// "S.17", "s 47".
fn is_section(said: &str) -> bool {
    let rest = said.strip_prefix(['S', 's']).unwrap_or_default();
    let number = rest.trim_start_matches(['.', ' ']);
    !number.is_empty() && number.len() <= 3 && number.bytes().all(|byte| byte.is_ascii_digit())
}
