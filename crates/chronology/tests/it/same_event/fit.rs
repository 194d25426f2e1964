//! How the weights were made, and that they are still what the tuning half gives.

use chronology::same_event::pairs;
use chronology::same_event::weights::{COUNT, FITTED, NAMES, Weights};

use super::labelled::{Family, tuning};
use super::measured::{Measured, all_pairs, print};

/// One pair: what was compared, and whether both tell of one event.
pub type Example = ([f64; COUNT], bool);

/// Newton's steps from zero; it stands still after eight or so.
const STEPS: usize = 12;
/// Penalty on large weights, as if added to the number of examples; the first weight, which every pair has, is left free.
const PENALTY: f64 = 1.0;

pub fn examples(families: &[Family]) -> Vec<Example> {
    let mut all = Vec::new();
    for family in families {
        let by_id = family.by_id();
        for pair in pairs(&family.items()) {
            all.push((pair.features, by_id[&pair.one].same(by_id[&pair.two])));
        }
    }
    all
}

pub fn fit(examples: &[Example]) -> Weights {
    let mut weights = [0.0; COUNT];
    for _ in 0..STEPS {
        let mut slope = [0.0; COUNT];
        let mut bend = [[0.0; COUNT]; COUNT];
        for (features, same) in examples {
            let sum: f64 = features.iter().zip(&weights).map(|(f, w)| f * w).sum();
            let likely = 1.0 / (1.0 + (-sum).exp());
            let wrong = likely - f64::from(u8::from(*same));
            for one in (0..COUNT).filter(|one| features[*one] != 0.0) {
                slope[one] += wrong * features[one];
                for two in 0..COUNT {
                    bend[one][two] += likely * (1.0 - likely) * features[one] * features[two];
                }
            }
        }
        for at in 0..COUNT {
            let penalty = if at == 0 { 1e-6 } else { PENALTY };
            slope[at] += penalty * weights[at];
            bend[at][at] += penalty;
        }
        for (weight, step) in weights.iter_mut().zip(solved(bend, slope)) {
            *weight -= step;
        }
    }
    Weights {
        each: weights.map(|weight| (weight * 100.0).round() / 100.0),
        ..FITTED
    }
}

/// Gauss's elimination; `bend` is symmetric and has no zero on its diagonal.
fn solved(mut bend: [[f64; COUNT]; COUNT], mut slope: [f64; COUNT]) -> [f64; COUNT] {
    for column in 0..COUNT {
        for row in column + 1..COUNT {
            let part = bend[row][column] / bend[column][column];
            let above = bend[column];
            for (value, from) in bend[row].iter_mut().zip(above).skip(column) {
                *value -= part * from;
            }
            slope[row] -= part * slope[column];
        }
    }
    let mut step = [0.0; COUNT];
    for row in (0..COUNT).rev() {
        let known: f64 = (row + 1..COUNT).map(|at| bend[row][at] * step[at]).sum();
        step[row] = (slope[row] - known) / bend[row][row];
    }
    step
}

#[test]
fn the_weights_are_what_the_tuning_half_gives() {
    let fitted = fit(&examples(&tuning()));
    for (name, fitted) in NAMES.iter().zip(&fitted.each) {
        println!("    {fitted:.2}, // {name}");
    }
    for ((name, fitted), weight) in NAMES.iter().zip(fitted.each).zip(FITTED.each) {
        assert!(
            (fitted - weight).abs() < 0.015,
            "{name}: {fitted:.2}, not {weight}"
        );
    }
}

/// How it does on a family that it was not fitted to: each of the tuning half in turn. Features and thresholds were chosen by this.
#[test]
fn each_family_of_the_tuning_half_left_out_in_turn() {
    let families = tuning();
    let mut measured = Measured::default();
    for left_out in &families {
        let rest: Vec<Example> = families
            .iter()
            .filter(|family| family.code != left_out.code)
            .flat_map(|family| examples(std::slice::from_ref(family)))
            .collect();
        measured.add(all_pairs(std::slice::from_ref(left_out), &fit(&rest)));
    }
    print("each family left out in turn, all pairs", measured);
    assert!(measured.precision() > 0.93 && measured.recall() > 0.83);
}
