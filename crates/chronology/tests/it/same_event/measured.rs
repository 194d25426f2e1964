//! Precision and recall, with every miss printed.

use std::collections::BTreeSet;

use chronology::same_event::propose_by;
use chronology::same_event::weights::{FITTED, Weights};
use model::RecordId;

use super::labelled::{Family, held_out, held_out_again, tuning};

#[derive(Default, Clone, Copy)]
pub struct Measured {
    pub right: u32,
    pub wrong: u32,
    pub missed: u32,
}

impl Measured {
    pub fn add(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }

    pub fn precision(self) -> f64 {
        f64::from(self.right) / f64::from((self.right + self.wrong).max(1))
    }

    pub fn recall(self) -> f64 {
        f64::from(self.right) / f64::from((self.right + self.missed).max(1))
    }
}

fn proposed(family: &Family, weights: &Weights) -> BTreeSet<(RecordId, RecordId)> {
    let mut pairs = BTreeSet::new();
    for event in propose_by(&family.items(), weights) {
        for one in &event.entries {
            pairs.extend(
                event
                    .entries
                    .iter()
                    .filter(|two| one < two)
                    .map(|two| (*one, *two)),
            );
        }
    }
    pairs
}

/// Over every pair of each family.
pub fn all_pairs(families: &[Family], weights: &Weights) -> Measured {
    let mut measured = Measured::default();
    for family in families {
        let proposed = proposed(family, weights);
        for (at, one) in family.entries.iter().enumerate() {
            for two in family.entries.iter().skip(at + 1) {
                let pair = (one.id.min(two.id), one.id.max(two.id));
                match (one.same(two), proposed.contains(&pair)) {
                    (true, true) => measured.right += 1,
                    (true, false) => {
                        measured.missed += 1;
                        println!("  missed {} {} {}", family.code, one.name, two.name);
                    }
                    (false, true) => {
                        measured.wrong += 1;
                        println!("  wrong  {} {} {}", family.code, one.name, two.name);
                    }
                    (false, false) => {}
                }
            }
        }
    }
    measured
}

/// Over the pairs that were written on purpose.
fn listed_pairs(families: &[Family], weights: &Weights) -> Measured {
    let mut measured = Measured::default();
    for family in families {
        let proposed = proposed(family, weights);
        for listed in &family.listed {
            let (one, two) = (family.named(&listed.one), family.named(&listed.two));
            assert_eq!(one.same(two), listed.same, "{} {}", listed.one, listed.two);
            let found = proposed.contains(&(one.id.min(two.id), one.id.max(two.id)));
            match (listed.same, found) {
                (true, true) => measured.right += 1,
                (true, false) => measured.missed += 1,
                (false, true) => measured.wrong += 1,
                (false, false) => continue,
            }
            if listed.same != found {
                println!("  {} {}: {}", listed.one, listed.two, listed.why);
            }
        }
    }
    measured
}

pub fn print(what: &str, measured: Measured) {
    let Measured {
        right,
        wrong,
        missed,
    } = measured;
    println!(
        "{what}: precision {:.3}, recall {:.3} ({right} right, {wrong} wrong, {missed} missed)",
        measured.precision(),
        measured.recall()
    );
}

#[test]
fn measured_on_the_tuning_half() {
    let families = tuning();
    let all = all_pairs(&families, &FITTED);
    print("tuning, all pairs", all);
    print("tuning, listed pairs", listed_pairs(&families, &FITTED));
    assert!(all.precision() > 0.93 && all.recall() > 0.84);
}

#[test]
fn measured_on_the_half_that_nothing_was_fitted_to() {
    let families = held_out();
    let all = all_pairs(&families, &FITTED);
    print("held out, all pairs", all);
    print("held out, listed pairs", listed_pairs(&families, &FITTED));
    assert!(all.precision() >= 0.87 && all.recall() >= 0.8);
}

#[test]
fn measured_on_the_second_half_that_nothing_was_fitted_to() {
    let families = held_out_again();
    let all = all_pairs(&families, &FITTED);
    print("held out again, all pairs", all);
    print(
        "held out again, listed pairs",
        listed_pairs(&families, &FITTED),
    );
    assert!(all.precision() >= 0.92 && all.recall() >= 0.83);
}

/// What a reader would be offered who asks for more, or for fewer and surer ones. Printed, and used to choose nothing.
#[test]
fn measured_at_other_thresholds() {
    let families = held_out();
    let at = |proposed_from: f64| {
        let weights = Weights {
            proposed_from,
            ..FITTED
        };
        let measured = all_pairs(&families, &weights);
        let listed = listed_pairs(&families, &weights);
        print(
            &format!("held out from {proposed_from}, all pairs"),
            measured,
        );
        print(
            &format!("held out from {proposed_from}, listed pairs"),
            listed,
        );
        measured
    };
    let [more, .., fewer] = [0.3, 0.35, 0.4, 0.45, 0.5].map(at);
    assert!(more.recall() > fewer.recall() && more.precision() < fewer.precision());
}

/// The labels are told apart from labels of any kind: nonsense weights do not reach what is asked.
#[test]
fn without_weights_hardly_anything_is_right() {
    let nothing = Weights {
        each: [0.0; chronology::same_event::weights::COUNT],
        ..FITTED
    };
    let all = all_pairs(&tuning(), &nothing);
    assert!(all.precision() < 0.5, "{:.2}", all.precision());
}
