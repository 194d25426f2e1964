//! Sentences of an account that no list of words knows: somebody of the family, or the author, did something.

use model::chronology::EntryKind;

use super::people::{Names, Subject, meant};
use super::whom::STAFF;

/// Verbs of the past that do not end in "ed".
const PAST: &[&str] = &[
    "ran", "hid", "sat", "stood", "left", "got", "gave", "made", "kept", "held", "threw", "broke",
    "fell", "woke", "wore", "lost", "found", "shook", "drew", "felt", "went", "came", "took",
    "drove", "clung", "cut", "wet", "wept", "lay", "hung", "caught", "bought", "spat", "stole",
    "fought", "began", "slept",
];

/// What nobody would put into a chronology by itself.
const BENIGN: &[&str] = &[
    "smiled",
    "laughed",
    "played",
    "babbled",
    "enjoyed",
    "waved",
    "chatted",
    "crawled",
    "settled",
    "seemed",
    "looked",
    "appeared",
    "needed",
    "wanted",
    "liked",
    "hoped",
    "lived",
    "used",
    "showed",
    "thanked",
    "started",
    "remained",
    "continued",
    "opened",
    "agreed",
    "worked",
    "thought",
    "described",
    "explained",
    "mentioned",
    "answered",
    "replied",
    "stated",
    "asked",
    "hundred",
    "need",
    "indeed",
];

/// How many words may stand before the one who did it: "At lunch", "On my way out the".
const BEFORE: usize = 3;

/// The kind of event that a flat sentence without a date and without known words may tell of: what a child or somebody of
/// the family did is for a reader to look at, what the author did is a contact.
pub(super) fn kind(flat: &str, names: &Names) -> Option<EntryKind> {
    let words: Vec<&str> = flat.split_whitespace().collect();
    let (at, author) = words
        .iter()
        .take(BEFORE + 1)
        .enumerate()
        .find_map(|(at, word)| {
            let author = matches!(*word, "i" | "we");
            let somebody = author
                || matches!(*word, "he" | "she" | "they")
                || names.has(word)
                || matches!(meant(word, names), Some(Subject::Child | Subject::Adult));
            somebody.then_some((at, author))
        })?;
    let verb = words
        .iter()
        .skip(at + 1)
        .take(2)
        .find(|word| is_past(word))?;
    // "The partner had left before they came": what was before is only told beside.
    if BENIGN.contains(verb) || words.get(at + 1) == Some(&"had") {
        return None;
    }
    let staff = words.get(at).is_some_and(|word| STAFF.contains(word));
    Some(if author || staff {
        EntryKind::Contact
    } else {
        EntryKind::Concern
    })
}

fn is_past(word: &str) -> bool {
    PAST.contains(&word) || (word.ends_with("ed") && word.len() > 4)
}
