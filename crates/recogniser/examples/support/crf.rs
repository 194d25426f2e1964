//! Training of the weights: stochastic gradient with a step per row that shrinks as the row is used.

use std::collections::HashMap;

use super::chance::Chance;
use recogniser::model::{Row, TAGS, USED, may_follow, messages, transition_powers};

/// A sentence to learn from: features of each token as rows, and the right tags.
pub struct Sentence {
    pub features: Vec<Vec<u32>>,
    pub tags: Vec<u8>,
    pub weight: f32,
}

/// Feature keys that occur often enough, by row.
pub struct Dictionary {
    pub rows: HashMap<u32, u32>,
    pub keys: Vec<u32>,
}

impl Dictionary {
    pub fn of<'a>(documents: impl Iterator<Item = &'a [u32]>, least: u32) -> Dictionary {
        let mut counts: HashMap<u32, u32> = HashMap::new();
        for keys in documents {
            for key in keys {
                *counts.entry(*key).or_default() += 1;
            }
        }
        let mut keys: Vec<u32> = counts
            .into_iter()
            .filter(|(_, n)| *n >= least)
            .map(|(key, _)| key)
            .collect();
        keys.sort_unstable();
        let rows = keys.iter().copied().zip(0..).collect();
        Dictionary { rows, keys }
    }
}

pub struct Settings {
    pub epochs: usize,
    pub step: f32,
    pub decay: f32,
    pub drop: u64,
}

pub struct Trained {
    pub weights: Vec<Row>,
    pub transitions: Vec<Row>,
}

/// Learns weights for `rows` rows.
pub fn train(sentences: &[Sentence], rows: usize, settings: &Settings) -> Trained {
    let mut weights = vec![[0.0f32; TAGS]; rows];
    let mut used = vec![0.0f32; rows];
    let mut transitions = vec![[0.0f32; TAGS]; TAGS];
    let mut transitions_used = vec![[0.0f32; TAGS]; TAGS];
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut chance = Chance(88_172_645_463_325_252);
    for epoch in 0..settings.epochs {
        for i in (1..order.len()).rev() {
            order.swap(i, chance.below(i + 1));
        }
        // Steps fall to a tenth by the end.
        let step = settings.step * (1.0 - 0.9 * epoch as f32 / settings.epochs as f32);
        let mut powers = transition_powers(&transitions);
        for (count, &at) in order.iter().enumerate() {
            if count % 20 == 0 {
                powers = transition_powers(&transitions);
            }
            let sentence = &sentences[at];
            let kept = drop_some(sentence, settings.drop, &mut chance);
            let lift = 1000.0 / (1000 - settings.drop) as f32;
            let support: Vec<Row> = kept.iter().map(|all| sum_up(all, &weights, lift)).collect();
            let m = messages(&powers, &support);
            for (t, all) in kept.iter().enumerate() {
                let Some((gradient, norm)) = gradient_at(&m, t, sentence.tags[t]) else {
                    continue;
                };
                for &f in all {
                    let f = f as usize;
                    used[f] += norm;
                    let rate = step * sentence.weight / (used[f] + 1.0).sqrt();
                    let keep = 1.0 - rate * settings.decay;
                    for (w, g) in weights[f].iter_mut().zip(&gradient) {
                        *w = *w * keep + rate * g;
                    }
                }
            }
            pass_transitions(
                &m,
                &powers,
                sentence,
                (&mut transitions, &mut transitions_used),
                step,
            );
        }
    }
    Trained {
        weights,
        transitions,
    }
}

fn drop_some(sentence: &Sentence, drop: u64, chance: &mut Chance) -> Vec<Vec<u32>> {
    sentence
        .features
        .iter()
        .map(|all| {
            all.iter()
                .copied()
                .filter(|_| !chance.chance(drop))
                .collect()
        })
        .collect()
}

fn sum_up(features: &[u32], weights: &[Row], lift: f32) -> Row {
    let mut row = [0.0; TAGS];
    for &f in features {
        for (cell, w) in row.iter_mut().zip(&weights[f as usize]) {
            *cell += w * lift;
        }
    }
    row
}

/// The right tag less what the model thinks of each, and how far apart they are; nothing when they are close.
fn gradient_at(m: &recogniser::model::Messages, t: usize, right: u8) -> Option<(Row, f32)> {
    let mut gradient = [0.0f32; TAGS];
    for (g, (f, b)) in gradient
        .iter_mut()
        .zip(m.forward[t].iter().zip(&m.backward[t]))
    {
        *g = f * b;
    }
    let sum: f32 = gradient.iter().sum();
    if sum <= 0.0 || sum.is_nan() {
        return None;
    }
    for g in &mut gradient {
        *g /= -sum;
    }
    gradient[right as usize] += 1.0;
    let norm: f32 = gradient.iter().map(|g| g * g).sum();
    (norm >= 1e-5).then_some((gradient, norm))
}

fn pass_transitions(
    m: &recogniser::model::Messages,
    powers: &[Row],
    sentence: &Sentence,
    into: (&mut [Row], &mut [Row]),
    step: f32,
) {
    let (transitions, used) = into;
    let mut gradient = vec![[0.0f32; TAGS]; TAGS];
    for t in 1..sentence.tags.len() {
        let mut pair = vec![[0.0f32; TAGS]; USED];
        let mut sum = 0.0;
        let mut ahead = [0.0f32; TAGS];
        for (a, (p, b)) in ahead.iter_mut().zip(m.powers[t].iter().zip(&m.backward[t])) {
            *a = p * b;
        }
        for (i, row) in pair.iter_mut().enumerate() {
            let share = m.forward[t - 1][i];
            if share < 1e-6 {
                continue;
            }
            for k in 0..USED {
                row[k] = share * powers[i][k] * ahead[k];
                sum += row[k];
            }
        }
        if sum <= 0.0 || sum.is_nan() {
            continue;
        }
        for (i, row) in pair.iter().enumerate() {
            for k in 0..USED {
                gradient[i][k] -= row[k] / sum;
            }
        }
        gradient[sentence.tags[t - 1] as usize][sentence.tags[t] as usize] += 1.0;
    }
    for i in 0..USED {
        for k in 0..USED {
            let g = gradient[i][k] * sentence.weight;
            if may_follow(i, k) && g != 0.0 {
                used[i][k] += g * g;
                transitions[i][k] += step * g / (used[i][k] + 1.0).sqrt();
            }
        }
    }
}
