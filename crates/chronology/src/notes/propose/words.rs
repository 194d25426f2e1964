//! What the words of a passage say of whether it is an event.

use model::chronology::EntryKind;

use crate::notes::clause::has;

/// "14 Nov (planned) - TAF": a line of a log that only says what was to be.
pub(super) fn begins_planned(words: &str) -> bool {
    let first = words.split_whitespace().next();
    matches!(first, Some("planned" | "booked" | "scheduled" | "proposed"))
}

/// "He will be seen again in six weeks": what was to be, and no day of it.
pub(super) fn is_to_be(words: &str) -> bool {
    const WILL: &[&str] = &[
        "will be seen",
        "will be reviewed",
        "will see",
        "will review",
        "will visit",
        "will be visited",
        "will be followed up",
        "will be offered",
        "will attend",
        "will meet",
        "shall see",
        "shall review",
        "to be seen again",
        "to be reviewed in",
    ];
    has(words, WILL) && !has(words, &["if", "unless"])
}

/// Whether so few words are more than a heading: "Rang out." and "Home visit." are, of a line of a log.
pub(super) fn says_enough(words: &str, kind: EntryKind, logged: bool) -> bool {
    let enough = match kind {
        EntryKind::Other => 3,
        _ if logged => 1,
        EntryKind::AttemptedContact | EntryKind::NotSeen => 2,
        _ => 3,
    };
    words.split_whitespace().count() >= enough
}
