//! Parts of names that stand together become one mention.

use super::index::Match;
use super::initials::Initials;
use super::names::{Part, Use};
use crate::kind::{Certainty, Why};
use crate::text::{Shape, Words};
use crate::words::PARTICLES;

/// The mentions that the parts make, in the order of the text.
pub(super) fn joined(words: &Words<'_>, parts: &[Part], initials: &Initials) -> Vec<Match> {
    let mut found: Vec<Match> = Vec::new();
    let mut at = 0;
    while let Some(first) = parts.get(at) {
        let mut group = vec![first];
        let mut shared = entities(&first.uses);
        while let Some(next) = parts.get(at + group.len()) {
            let last = group.last().map_or(first.word, |part| part.word);
            let both: Vec<usize> = entities(&next.uses)
                .into_iter()
                .filter(|entity| shared.contains(entity))
                .collect();
            if both.is_empty() || !stand_together(words, last, next, group.as_slice()) {
                break;
            }
            shared = both;
            group.push(next);
        }
        at += group.len();
        if let Some(one) = mention(words, &group, &shared, initials) {
            found.push(one);
        }
    }
    found
}

fn entities(uses: &[Use]) -> Vec<usize> {
    let mut list: Vec<usize> = uses.iter().map(|one| one.entity).collect();
    list.sort_unstable();
    list.dedup();
    list
}

/// Whether the next part follows the last: at once, over an initial, a particle or a middle name, or turned round
/// with a comma.
fn stand_together(words: &Words<'_>, last: usize, next: &Part, group: &[&Part]) -> bool {
    let gap = words.gap_after(last);
    let possessive = words
        .get(last)
        .is_some_and(|word| word.stem_end != word.end);
    if possessive {
        return false;
    }
    let turned = group
        .iter()
        .all(|part| part.uses.iter().any(|one| one.is_family))
        && next.uses.iter().any(|one| !one.is_family);
    match next.word - last {
        1 => {
            is_blank(gap) || gap.trim() == "-" || gap.trim() == "." || (turned && gap.trim() == ",")
        }
        2 => {
            let between = words.get(last + 1);
            let folded = words.folded_at(Some(last + 1));
            let is_small_part = PARTICLES.contains(&folded)
                || between.is_some_and(|word| {
                    word.shape == Shape::Capital && (word.end - word.start) <= 24
                });
            let joins = |gap: &str| is_blank(gap) || matches!(gap.trim(), "-" | ".");
            is_small_part && joins(gap) && joins(words.gap_after(last + 1))
        }
        steps @ 3..=4 => (1..steps).all(|step| {
            let at = last + step;
            PARTICLES.contains(&words.folded_at(Some(at)))
                && is_blank(words.gap_after(at))
                && is_blank(gap)
        }),
        _ => false,
    }
}

/// Spaces, one line break; not an empty line.
pub(super) fn is_blank(gap: &str) -> bool {
    !gap.is_empty()
        && gap.chars().all(char::is_whitespace)
        && gap.chars().filter(|letter| *letter == '\n').count() < 2
}

fn mention(
    words: &Words<'_>,
    group: &[&Part],
    shared: &[usize],
    initials: &Initials,
) -> Option<Match> {
    let (first, last) = (group.first()?, group.last()?);
    let entity = *shared.first()?;
    let alone = group.len() == 1;
    let has_exact = group
        .iter()
        .any(|part| matches!(part.why, Why::Known | Why::KnownForm));
    let surest = group.iter().map(|part| part.certainty).max()?;
    let lifted = !alone && has_exact;
    let (start, with_initial) = before(words, first, shared, initials);
    let (end, initial_behind) = behind(words, last, shared, initials);
    let certainty = if lifted || with_initial || initial_behind {
        Certainty::Sure
    } else {
        surest
    };
    let misspelt = group.iter().find(|part| part.why == Why::KnownMisspelt);
    let why = misspelt.map_or(first.why, |part| part.why);
    let why = if certainty == Certainty::Asked && why == Why::Known {
        Why::OrdinaryWord
    } else {
        why
    };
    Some(Match {
        start,
        end,
        entity,
        certainty,
        why,
    })
}

/// The first byte with the initials and particles before a family name.
fn before(words: &Words<'_>, first: &Part, shared: &[usize], initials: &Initials) -> (usize, bool) {
    let mut start = first.start;
    let mut with_initial = false;
    let is_family = first.uses.iter().any(|one| one.is_family);
    for steps in 1..=3 {
        let Some(at) = first.word.checked_sub(steps) else {
            break;
        };
        let Some(word) = words.get(at) else { break };
        let gap = words.gap_after(at).trim();
        let folded = words.folded(word);
        let is_particle = PARTICLES.contains(&folded) && gap.is_empty();
        let fits = is_family
            && folded.len() == 1
            && word.shape == Shape::Capital
            && matches!(gap, "" | ".")
            && initials.begins_somebody(folded, shared);
        if !is_particle && !fits {
            break;
        }
        start = word.start;
        with_initial |= fits;
    }
    (start, with_initial)
}

/// The last byte with the initial behind a given name: "Amelia H."
fn behind(words: &Words<'_>, last: &Part, shared: &[usize], initials: &Initials) -> (usize, bool) {
    let is_given = last.uses.iter().any(|one| !one.is_family);
    let next = words.get(last.word + 1);
    let Some(next) = next.filter(|_| is_given && is_blank(words.gap_after(last.word))) else {
        return (last.end, false);
    };
    let folded = words.folded(next);
    let fits = folded.len() == 1
        && next.shape == Shape::Capital
        && last.end == words.get(last.word).map_or(0, |word| word.end)
        && initials.ends_somebody(folded, shared);
    if fits {
        (next.end, true)
    } else {
        (last.end, false)
    }
}
