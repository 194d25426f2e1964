//! What others did with an item, so that nobody is told who did what unless they want it told.

use access::directory::Organisation;
use commons::ToldUptake;
use model::learning::{SharedResult, UptakeDecision};

/// With fewer areas than this nothing is told apart: who did what could be guessed.
pub const FEWEST: usize = 3;

/// What others did with an item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many areas told what they do with it.
    pub areas: usize,
    /// How many decided what, in the order of the decisions; empty where fewer than [`FEWEST`] told.
    pub decided: Vec<(UptakeDecision, usize)>,
    /// What came of it where it was tried, as it was told, failures as well.
    pub results: Vec<SharedResult>,
    /// Areas that want to be named.
    pub named: Vec<String>,
}

/// Counts what was told of one item.
pub(crate) fn tally(told: &[ToldUptake], all: &[Organisation]) -> Tally {
    let count = |decision: &UptakeDecision| {
        let same = told.iter().filter(|one| one.text.decision == *decision);
        (*decision, same.count())
    };
    let decided = UptakeDecision::ALL.iter().map(count);
    let decided = decided.filter(|(_, many)| *many > 0 && told.len() >= FEWEST);
    let named = told.iter().filter_map(|one| {
        let found = all.iter().find(|other| Some(other.id) == one.named)?;
        Some(found.name.clone())
    });
    let mut results: Vec<SharedResult> = told
        .iter()
        .flat_map(|one| one.text.results.iter().cloned())
        .collect();
    // In the order of their words: the order in which areas told would tell which results are of one area.
    results.sort_by(|one, other| (&one.words, &one.evidence).cmp(&(&other.words, &other.evidence)));
    Tally {
        areas: told.len(),
        decided: decided.collect(),
        results,
        named: named.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::learning::SharedUptake;

    fn told(decision: UptakeDecision) -> ToldUptake {
        ToldUptake {
            text: SharedUptake {
                decision,
                reasons: String::new(),
                differences: String::new(),
                results: Vec::new(),
                names_area: false,
            },
            named: None,
            own: false,
            version: 1,
        }
    }

    #[test]
    fn decisions_are_told_apart_from_three_areas_on() {
        let two = [told(UptakeDecision::Adopt), told(UptakeDecision::Reject)];
        let counted = tally(&two, &[]);
        assert_eq!((counted.areas, counted.decided.len()), (2, 0));
        let three = [
            told(UptakeDecision::Adopt),
            told(UptakeDecision::Reject),
            told(UptakeDecision::Adopt),
        ];
        let expected = vec![(UptakeDecision::Adopt, 2), (UptakeDecision::Reject, 1)];
        assert_eq!(tally(&three, &[]).decided, expected);
    }
}
