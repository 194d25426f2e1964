//! A name that a recogniser supposes over several people, one of them on record, taken apart: each counts by themselves.

use super::Candidate;
use crate::kind::{Certainty, Source};

/// Somebody on record: first byte, byte behind the last, and who.
type Known = (usize, usize, usize);

/// The candidates, those of a recogniser that hold somebody on record in pieces of one person each.
pub(super) fn apart(text: &str, candidates: Vec<Candidate>) -> Vec<Candidate> {
    let known: Vec<Known> = candidates.iter().filter_map(known).collect();
    if known.is_empty() {
        return candidates;
    }
    let one = |one: Candidate| {
        let somebody = one.source == Source::Recogniser && one.kind.is_somebody();
        let within = |two: &&Known| one.start <= two.0 && two.1 <= one.end;
        let mut inside: Vec<Known> = match somebody {
            true => known.iter().filter(within).copied().collect(),
            false => Vec::new(),
        };
        inside.sort_unstable();
        match inside.is_empty() {
            true => vec![one],
            false => pieces(text, &one, &inside),
        }
    };
    candidates.into_iter().flat_map(one).collect()
}

fn known(one: &Candidate) -> Option<Known> {
    let counts = one.source == Source::Register
        && one.kind.is_somebody()
        && one.certainty > Certainty::Asked;
    let entity = one.entity.filter(|_| counts)?;
    Some((one.start, one.end, entity))
}

/// Cut at commas and the like, and where somebody else on record begins.
fn pieces(text: &str, one: &Candidate, inside: &[Known]) -> Vec<Candidate> {
    let said = text.get(one.start..one.end).unwrap_or_default();
    let in_known = |at: usize| inside.iter().any(|two| two.0 < at && at < two.1);
    let mut cuts: Vec<usize> = Vec::new();
    for sign in [", ", ";", "/", " & ", " and ", " or ", "(", ")", "\n"] {
        let places = said.match_indices(sign).map(|(at, _)| one.start + at);
        cuts.extend(
            places
                .filter(|at| !in_known(*at))
                .flat_map(|at| [at, at + sign.len()]),
        );
    }
    let others = inside.windows(2).filter_map(|pair| match pair {
        [first, second] if first.2 != second.2 => Some(second.0),
        _ => None,
    });
    cuts.extend(others.filter(|at| !in_known(*at)));
    cuts.extend([one.start, one.end]);
    cuts.sort_unstable();
    cuts.dedup();
    let ranges = cuts.windows(2).filter_map(|pair| match pair {
        [start, end] => named(text, (*start, *end)),
        _ => None,
    });
    let piece = |(start, end)| Candidate {
        start,
        end,
        ..one.clone()
    };
    ranges.map(piece).collect()
}

/// The piece without what stands around its letters; none where it holds no capital.
fn named(text: &str, (start, end): (usize, usize)) -> Option<(usize, usize)> {
    let said = text.get(start..end)?;
    let begun = said.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let inner = begun.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    let first = start + said.len() - begun.len();
    let capital = inner.chars().any(char::is_uppercase);
    capital.then_some((first, first + inner.len()))
}
