//! Parts of sentences and of proposals.

use std::ops::Range;

use model::chronology::{ChildSeen, EntryKind, ShareStands, Shared};
use model::{Sensitive, UncertainDate};

use super::Proposal;
use super::clause::{Clause, flat, has};
use super::telling::{Went, went};
use super::when::{Said, is_perfect};

pub(super) fn treats(last: EntryKind, next: EntryKind) -> bool {
    matches!(
        (last, next),
        (EntryKind::Injury, EntryKind::Attendance) | (EntryKind::Attendance, EntryKind::Injury)
    )
}

/// Makes one of two; `letters` are those of their segment, which begins at `offset`.
pub(super) fn join(last: &mut Proposal, next: Proposal, letters: &[char], offset: usize) {
    if matches!(next.kind, EntryKind::NotSeen | EntryKind::AttemptedContact)
        && last.kind != EntryKind::NotSeen
    {
        last.kind = next.kind;
        last.seen = next.seen;
    }
    if last.text != next.text {
        last.text.0.push(' ');
        last.text.0.push_str(&next.text.0);
    }
    last.source.end = next.source.end.max(last.source.end);
    let place = |at: u32| usize::try_from(at).unwrap_or(0).saturating_sub(offset);
    let words = letters.get(place(last.source.start)..place(last.source.end));
    last.source.words.0 = words.unwrap_or_default().iter().collect();
    for person in next.about {
        if !last.about.contains(&person) {
            last.about.push(person);
        }
    }
}

/// A part of a sentence speaks of what has been done where the whole does.
pub(super) fn perfect_words(words: &str, open: bool) -> String {
    if open && !is_perfect(words) {
        format!("{words}has been ")
    } else {
        words.to_owned()
    }
}

pub(super) fn words_at(letters: &[char], said: Said) -> String {
    let words: String = letters
        .get(said.start..said.end)
        .unwrap_or_default()
        .iter()
        .collect();
    one_line(&words)
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "This is the second call to this address".
pub(super) fn is_earlier_event(words: &str) -> bool {
    const ORDINALS: [&str; 8] = [
        "second", "third", "fourth", "fifth", "sixth", "2nd", "3rd", "4th",
    ];
    let mut all = words.split_whitespace();
    let starts = matches!(
        (all.next(), all.next(), all.next()),
        (
            Some("this" | "it" | "that"),
            Some("is" | "was"),
            Some("the" | "his" | "her" | "their")
        )
    );
    starts && all.next().is_some_and(|word| ORDINALS.contains(&word))
}

/// The parts of a clause that belong to each of its dates.
pub(super) fn chunks(letters: &[char], dates: &[Said]) -> Vec<(Range<usize>, Said)> {
    let mut start = 0;
    let mut chunks = Vec::new();
    for (index, said) in dates.iter().enumerate() {
        let last = index + 1 == dates.len();
        let mut end = if last { letters.len() } else { said.end };
        while letters.get(end) == Some(&')') {
            end += 1;
        }
        if let Some(next) = dates.get(index + 1) {
            end += goes_with(letters.get(end..next.start).unwrap_or_default());
        }
        let begins = (start..said.start)
            .find(|at| {
                letters
                    .get(*at)
                    .is_some_and(|letter| letter.is_alphanumeric() || *letter == '"')
            })
            .unwrap_or(start);
        chunks.push((begins..end, *said));
        start = end;
    }
    chunks
}

/// Whether words after a date say what was on it: "with a sprain", "when he fell".
pub(super) fn belongs(after: &[char]) -> bool {
    let text: String = after.iter().take(20).collect();
    let words = flat(&text);
    let mut words = words.split_whitespace();
    let leads = matches!(
        words.next(),
        Some("with" | "for" | "when" | "because" | "after")
    );
    let names = matches!(
        words.next(),
        Some("a" | "an" | "the" | "his" | "her" | "their" | "he" | "she" | "they")
    );
    leads && names
}

/// How many letters after a date still belong to it, of those before the next: "on 2 May with a sprain and" of "on 2 May with a sprain and on 17
/// August with a scald".
fn goes_with(between: &[char]) -> usize {
    if !belongs(between) {
        return 0;
    }
    let text: String = between.iter().collect();
    let end = text.rfind(" and ").or_else(|| text.rfind(','));
    let before = end.and_then(|end| text.get(..end));
    before.map_or(0, |before| before.chars().count())
}

/// Whether words stand there that say what it is.
pub(super) fn has_content(letters: &[char], range: Range<usize>) -> bool {
    const EMPTY: [&str; 12] = [
        "and", "on", "the", "also", "again", "then", "at", "from", "to", "by", "another", "date",
    ];
    let text: String = letters.get(range).unwrap_or_default().iter().collect();
    let words = flat(&text);
    words
        .split_whitespace()
        .filter(|word| word.len() > 2 && !EMPTY.contains(word))
        .count()
        >= 2
}

/// Where so many words end.
pub(super) fn end_of_words(text: &str, count: usize) -> Option<usize> {
    let mut words = 0;
    let mut letters = 0;
    for part in text.split_inclusive(char::is_whitespace) {
        if words >= count {
            break;
        }
        words += flat(part).split_whitespace().count();
        letters += part.chars().count();
    }
    (words >= count && count > 0).then_some(letters)
}

/// What stands before the last "and" or comma.
pub(super) fn without_last_and(letters: &[char], part: &Clause) -> Option<Clause> {
    let range = part.letters.clone();
    let text: String = letters.get(range.clone())?.iter().collect();
    let place = text.rfind(" and").or_else(|| text.rfind(','))?;
    let count = text.get(..place)?.chars().count();
    Some(Clause::of(letters, range.start..range.start + count))
}

/// Where a line of a log names its author: " - Class teacher" at its end.
pub(super) fn author_of_line(text: &str) -> Option<usize> {
    let at = text.rfind(" - ").or_else(|| text.rfind(" – "))?;
    let (before, author) = text.split_at(at);
    let short = author.split_whitespace().count() <= 5 && !author.contains('.');
    (short && !before.trim().is_empty()).then(|| before.chars().count())
}

pub(super) fn is_partner(called: &str) -> bool {
    let called = flat(called);
    has(
        &called,
        &[
            "partner",
            "ex-partner",
            "boyfriend",
            "girlfriend",
            "husband",
            "male",
            "man",
            "stepfather",
            "step-father",
            "stepdad",
            "step-dad",
            "carer",
            "uncle",
            "cousin",
            "nanny",
            "lodger",
            "someone",
        ],
    )
}

pub(super) fn seen(words: &str, kind: EntryKind) -> ChildSeen {
    if matches!(kind, EntryKind::NotBrought | EntryKind::NotSeen) {
        ChildSeen::No
    } else if has(
        words,
        &[
            "were seen",
            "children seen",
            "was seen",
            "seen alone",
            "baby seen",
            "seen at home",
        ],
    ) {
        ChildSeen::Yes
    } else {
        ChildSeen::NotRecorded
    }
}

/// With whom it was shared, for somebody to confirm; with the author, by their role, where another agency told them.
pub(super) fn shared(
    words: &str,
    kind: EntryKind,
    (date, author): (UncertainDate, &str),
) -> Vec<Shared> {
    if !matches!(kind, EntryKind::InformationShared | EntryKind::Referral) {
        return Vec::new();
    }
    let with = match went(words) {
        Went::To(with) => with,
        Went::ToAuthor => author,
        Went::NotSaid => "",
    };
    if with.is_empty() {
        return Vec::new();
    }
    vec![Shared {
        agency: None,
        with: Sensitive(with.to_owned()),
        on: date,
        stands: ShareStands::Proposed,
    }]
}
