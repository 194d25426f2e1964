//! What an entry tells of, by the words that it opens with.

use std::sync::LazyLock;

use model::chronology::EntryKind;

use super::words::{fold, lines};

/// Says of a phrase that nothing is certain where it stands.
const UNSURE: &str = "unsure";

/// Phrases with a space on either side, the longest first; nothing for those that leave a doubt.
static PHRASES: LazyLock<Vec<(String, Option<EntryKind>)>> = LazyLock::new(|| {
    let mut phrases: Vec<(String, Option<EntryKind>)> = lines(include_str!("kinds.csv"))
        .filter_map(|(phrase, says)| match says {
            UNSURE => Some((apart(phrase), None)),
            code => Some((apart(phrase), Some(EntryKind::from_code(code)?))),
        })
        .collect();
    phrases.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
    phrases
});

/// Folded words with a space on either side, so that only whole words are found.
pub(super) fn apart(text: &str) -> String {
    format!(" {} ", fold(text))
}

/// What an entry tells of, where the phrase that it opens with leaves no doubt; else [`EntryKind::Other`]. It is
/// other where the same sentence names two kinds, or says that something was planned, asked for or did not happen.
#[must_use]
pub fn kind_by_opening(text: &str) -> EntryKind {
    let (opening, rest) = opening(text);
    let mut left = apart(opening);
    let mut kinds = Vec::new();
    let mut opens = None;
    for (phrase, kind) in PHRASES.iter() {
        let Some(kind) = kind else { continue };
        if left.starts_with(phrase.as_str()) {
            opens = Some(*kind);
        }
        if left.contains(phrase.as_str()) {
            kinds.push(*kind);
            left = left.replace(phrase.as_str(), "  ");
        }
    }
    let after = apart(rest);
    let doubtful = PHRASES.iter().filter(|(_, kind)| kind.is_none());
    let mut doubtful = doubtful.map(|(phrase, _)| phrase);
    let is_doubtful =
        doubtful.any(|phrase| left.contains(phrase) || after.starts_with(phrase.as_str()));
    match opens {
        Some(kind) if !is_doubtful && kinds.iter().all(|other| *other == kind) => kind,
        _ => EntryKind::Other,
    }
}

/// The first sentence, and after a colon what follows it.
fn opening(text: &str) -> (&str, &str) {
    let text = text.trim();
    // A full stop between figures or letters, as in 10.40 or t.c., ends nothing.
    let ends = text.char_indices().find(|(at, letter)| {
        let next = text
            .get(at + letter.len_utf8()..)
            .and_then(|rest| rest.chars().next());
        match letter {
            ';' | ':' | '\n' | '?' | '!' => true,
            '.' => next.is_none_or(char::is_whitespace),
            _ => false,
        }
    });
    let Some((at, sign)) = ends else {
        return (text, "");
    };
    let (opening, rest) = text.split_at_checked(at).unwrap_or((text, ""));
    (opening, if sign == ':' { rest } else { "" })
}
