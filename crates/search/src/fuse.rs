//! Two lists into one: what stands high in either stands high, what stands in both stands higher.

use std::collections::BTreeMap;

use crate::rank::Found;
use crate::{Hit, Why};

/// So far each list is looked at.
pub(crate) const DEPTH: usize = 200;
/// Softens the difference between the first places (reciprocal rank fusion: Cormack, Clarke and Büttcher, 2009).
const SOFTEN: f32 = 60.0;

impl From<Found> for Hit {
    fn from(found: Found) -> Self {
        Self {
            id: found.id,
            score: found.score,
            why: Why {
                words: found.words,
                near: false,
            },
            nearness: None,
        }
    }
}

/// The best of both lists, each of which has its best first.
pub(crate) fn fuse(by_words: Vec<Found>, near: Vec<(String, f32)>, top: usize) -> Vec<Hit> {
    let mut hits: BTreeMap<String, Hit> = BTreeMap::new();
    for (place, found) in by_words.into_iter().enumerate() {
        let mut hit = Hit::from(found);
        hit.score = worth(place);
        hits.insert(hit.id.clone(), hit);
    }
    for (place, (id, nearness)) in near.into_iter().enumerate() {
        let hit = hits.entry(id.clone()).or_insert_with(|| Hit {
            id,
            score: 0.0,
            why: Why::default(),
            nearness: None,
        });
        hit.score += worth(place);
        hit.why.near = true;
        hit.nearness = Some(nearness);
    }
    let mut hits: Vec<Hit> = hits.into_values().collect();
    hits.sort_by(|one, other| {
        other
            .score
            .total_cmp(&one.score)
            .then_with(|| one.id.cmp(&other.id))
    });
    hits.truncate(top);
    hits
}

/// Two lists of whatever it is, each with its best first, in one order. What stands in one alone is in it too.
#[must_use]
pub fn fused<T: Ord + Copy>(by_words: &[T], near: &[T]) -> Vec<T> {
    let mut worths: BTreeMap<T, f32> = BTreeMap::new();
    for list in [by_words, near] {
        for (place, one) in list.iter().enumerate() {
            *worths.entry(*one).or_default() += worth(place);
        }
    }
    let mut all: Vec<(T, f32)> = worths.into_iter().collect();
    all.sort_by(|(one, worth), (other, others)| {
        others.total_cmp(worth).then_with(|| one.cmp(other))
    });
    all.into_iter().map(|(one, _)| one).collect()
}

fn worth(place: usize) -> f32 {
    1.0 / (SOFTEN + 1.0 + place as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(id: &str) -> Found {
        Found {
            id: id.to_owned(),
            score: 1.0,
            words: Vec::new(),
        }
    }

    #[test]
    fn lists_of_anything_are_fused_the_same_way() {
        assert_eq!(fused(&["a", "b", "c"], &["b", "d"]), ["b", "a", "d", "c"]);
        assert_eq!(fused(&[2, 1], &[]), [2, 1]);
    }

    #[test]
    fn what_both_lists_hold_comes_first_and_says_so() {
        let by_words = vec![found("a"), found("b"), found("c")];
        let near = vec![("b".to_owned(), 0.9), ("d".to_owned(), 0.8)];
        let hits = fuse(by_words, near, 3);
        let ids: Vec<&str> = hits.iter().map(|hit| hit.id.as_str()).collect();
        assert_eq!(ids, ["b", "a", "d"]);
        let near: Vec<bool> = hits.iter().map(|hit| hit.why.near).collect();
        assert_eq!(near, [true, false, true]);
        let nearness: Vec<Option<f32>> = hits.iter().map(|hit| hit.nearness).collect();
        assert_eq!(nearness, [Some(0.9), None, Some(0.8)]);
    }
}
