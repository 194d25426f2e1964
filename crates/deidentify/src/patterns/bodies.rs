//! Schools, hospitals and other bodies that say what they are.

use super::Seen;
use crate::kind::{Certainty, Kind, Why};
use crate::text::{Shape, Words};

/// Words with which the names of bodies end.
const CALLED: [&str; 42] = [
    "school",
    "schools",
    "academy",
    "college",
    "nursery",
    "preschool",
    "playgroup",
    "hospital",
    "infirmary",
    "hospice",
    "surgery",
    "practice",
    "clinic",
    "centre",
    "hub",
    "ward",
    "house",
    "station",
    "refuge",
    "church",
    "mosque",
    "temple",
    "gurdwara",
    "club",
    "trust",
    "university",
    "fostering",
    "association",
    "prison",
    "court",
    "council",
    "constabulary",
    "hostel",
    "ltd",
    "limited",
    "plc",
    "llp",
    "inc",
    "corp",
    "corporation",
    "gmbh",
    "llc",
];

/// Words that say what kind of body it is, and stand in many names.
const EVERY: [&str; 51] = [
    "primary",
    "infant",
    "infants",
    "junior",
    "high",
    "secondary",
    "grammar",
    "special",
    "comprehensive",
    "community",
    "medical",
    "health",
    "childrens",
    "general",
    "district",
    "youth",
    "family",
    "day",
    "nursery",
    "housing",
    "police",
    "fire",
    "school",
    "schools",
    "academy",
    "college",
    "hospital",
    "surgery",
    "practice",
    "clinic",
    "centre",
    "hub",
    "ward",
    "house",
    "station",
    "refuge",
    "club",
    "trust",
    "court",
    "council",
    "association",
    "county",
    "crown",
    "magistrates",
    "supreme",
    "constitutional",
    "city",
    "local",
    "walk",
    "sixth",
    "sports",
];

/// Words with a capital at the beginning of a sentence that are part of no name.
pub(super) const LEADS: [&str; 38] = [
    "the", "a", "an", "in", "on", "at", "near", "from", "this", "that", "their", "her", "his",
    "to", "and", "when", "he", "she", "they", "staff", "since", "after", "before", "while", "both",
    "by", "our", "my", "its", "local", "with", "for", "of", "as", "is", "was", "under", "every",
];

/// A name has at most so many words.
const LONGEST: usize = 7;

/// Finds them.
pub(crate) fn find(words: &Words<'_>, seen: &mut Vec<Seen>) {
    for (at, word) in words.all().iter().enumerate() {
        if matches!(word.shape, Shape::Capital | Shape::Capitals)
            && CALLED.contains(&words.folded(word))
            && let Some(place) = body(words, at)
        {
            seen.push(Seen::new(
                place,
                Kind::Organisation,
                Certainty::Likely,
                Why::FormFits,
            ));
        }
    }
}

fn body(words: &Words<'_>, last: usize) -> Option<(usize, usize)> {
    let mut first = last;
    let mut at = last;
    while last - at < LONGEST
        && let Some(before) = at.checked_sub(1)
        && let Some(word) = words.get(before)
        && joins(words, before)
    {
        let is_name = matches!(word.shape, Shape::Capital | Shape::Capitals);
        let is_link = matches!(words.folded(word), "of" | "the" | "and" | "for");
        if !is_name && !is_link {
            break;
        }
        at = before;
        if is_name {
            first = before;
        }
    }
    while first < last && LEADS.contains(&words.folded_at(Some(first))) {
        first += 1;
    }
    let tells = (first..last).any(|at| {
        let folded = words.folded_at(Some(at));
        !EVERY.contains(&folded) && !LEADS.contains(&folded)
    });
    let place = (words.get(first)?.start, words.get(last)?.end);
    (tells && first < last).then_some(place)
}

/// Whether the word and the next can be of one name; a point only behind "St" or an initial.
pub(super) fn joins(words: &Words<'_>, at: usize) -> bool {
    let gap = words.gap_behind(at);
    let is_short = words.folded_at(Some(at)).len() <= 2;
    matches!(gap, " " | "\n" | "-" | " & " | "\u{A0}" | "\r\n") || gap == ". " && is_short
}
