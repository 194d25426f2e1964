//! The best items so far.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use crate::text::Segment;

/// What the items of one segment have reached, by their number: score, and a bit for each term that gave it.
pub(crate) type Marks = Vec<(f32, u32)>;

/// The best so far; the worst of them stands first.
#[derive(Clone)]
pub(crate) struct Best<'a> {
    top: usize,
    allowed: &'a dyn Fn(&str) -> bool,
    heap: BinaryHeap<Candidate<'a>>,
}

#[derive(Clone)]
struct Candidate<'a> {
    score: f32,
    id: &'a str,
    terms: u32,
}

impl Ord for Candidate<'_> {
    /// The worse one is greater, so that it leaves the heap first.
    fn cmp(&self, other: &Self) -> Ordering {
        other
            .score
            .total_cmp(&self.score)
            .then_with(|| self.id.cmp(other.id))
    }
}

impl PartialOrd for Candidate<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Candidate<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Candidate<'_> {}

impl<'a> Best<'a> {
    pub(crate) fn new(top: usize, allowed: &'a dyn Fn(&str) -> bool) -> Self {
        Self {
            top,
            allowed,
            heap: BinaryHeap::with_capacity(top.min(1_000) + 1),
        }
    }

    /// What an item has to be worth to come among the best, once there are enough of them: these, and `docs` of a segment by
    /// what they have reached so far.
    pub(crate) fn with(&self, segment: &'a Segment, marks: &Marks, docs: &[u32]) -> Option<f32> {
        let mut best = self.clone();
        best.take(segment, marks, docs);
        let worst = best.heap.peek().filter(|_| best.heap.len() >= best.top);
        worst.map(|worst| worst.score)
    }

    /// Takes in those of these items of a segment that are among the best.
    pub(crate) fn take(&mut self, segment: &'a Segment, marks: &Marks, docs: &[u32]) {
        for doc in docs {
            let place = *doc as usize;
            let (Some((score, terms)), Some(id)) = (marks.get(place), segment.ids.get(place))
            else {
                continue;
            };
            let full = self.heap.len() >= self.top;
            let worst = self.heap.peek().filter(|_| full);
            if worst.is_some_and(|worst| *score < worst.score) {
                continue;
            }
            let candidate = Candidate {
                score: *score,
                id,
                terms: *terms,
            };
            if full && self.heap.peek().is_none_or(|worst| candidate >= *worst) {
                continue;
            }
            if segment.reader.is_deleted(*doc) || !(self.allowed)(id) {
                continue;
            }
            if full {
                self.heap.pop();
            }
            self.heap.push(candidate);
        }
    }

    /// Id, score and terms of each, best first.
    pub(crate) fn done(self) -> Vec<(&'a str, f32, u32)> {
        let sorted = self.heap.into_sorted_vec().into_iter();
        let told = sorted.map(|found| (found.id, found.score, found.terms));
        told.collect()
    }
}
