//! What somebody was not brought to: our words, and what the source says in quotation marks.

use model::chronology::EntryKind;

use super::Proposal;
use super::clause::{flat, has};
use super::parts::one_line;

/// Words that say nothing of whose doing it was, so that they can stand as they are.
const OURS: &[&str] = &[
    "not brought",
    "wasn't brought",
    "not taken",
    "wnb",
    "not seen",
    "no access",
];

/// Words that blame whoever was not there.
const BLAME: &[&str] = &[
    "did not attend",
    "didn't attend",
    "not attended",
    "failed to",
    "dna",
    "dna'd",
    "dnad",
    "no show",
    "non-attendance",
    "missed",
];

/// Puts our words before those of the source, which stay in quotation marks: of each of several appointments in one sentence its own
/// part of it.
pub(super) fn in_our_words(one: &mut Proposal) {
    let words = one_line(&one.source.words.0);
    let said = flat(&words);
    let ours = match one.kind {
        EntryKind::NotBrought if !has(&said, OURS) || has(&said, BLAME) => "Was not brought.",
        EntryKind::NotSeen if has(&said, BLAME) => "Was not seen.",
        _ => return,
    };
    let words = words.strip_prefix("and ").unwrap_or(&words);
    let words = words.trim_end_matches(['.', ',', ';']);
    one.text.0 = format!("{ours} The source says: \u{201c}{words}\u{201d}");
}
