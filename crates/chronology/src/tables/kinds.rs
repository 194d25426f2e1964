//! What an entry tells of, by the words that it opens with.

use std::sync::LazyLock;

use model::chronology::EntryKind;

use super::words::{fold, lines};

/// Says of a phrase that nothing is certain where it stands.
const UNSURE: &str = "unsure";

/// Phrases, the longest first; nothing for those that leave a doubt.
static PHRASES: LazyLock<Vec<(String, Option<EntryKind>)>> = LazyLock::new(|| {
    let mut phrases: Vec<(String, Option<EntryKind>)> = lines(include_str!("kinds.csv"))
        .filter_map(|(phrase, says)| match says {
            UNSURE => Some((fold(phrase), None)),
            code => Some((fold(phrase), Some(EntryKind::from_code(code)?))),
        })
        .collect();
    phrases.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
    phrases
});

/// What an entry tells of, where the phrase that it opens with leaves no doubt; else [`EntryKind::Other`]. It is
/// other where the same sentence names two kinds, or says that something was planned, asked for or did not happen.
#[must_use]
pub fn kind_by_opening(text: &str) -> EntryKind {
    let (opening, rest) = opening(text);
    let mut left = format!(" {} ", fold(opening));
    let mut kinds = Vec::new();
    let mut opens = None;
    for (phrase, kind) in PHRASES.iter() {
        let Some(kind) = kind else { continue };
        let phrase = format!(" {phrase} ");
        if left.starts_with(&phrase) {
            opens = Some(*kind);
        }
        if left.contains(&phrase) {
            kinds.push(*kind);
            left = left.replace(&phrase, "  ");
        }
    }
    let after = format!(" {} ", fold(rest));
    let doubtful = PHRASES.iter().filter(|(_, kind)| kind.is_none());
    let is_doubtful = doubtful
        .map(|(phrase, _)| format!(" {phrase} "))
        .any(|phrase| left.contains(&phrase) || after.starts_with(&phrase));
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
