//! From documents to a model.

use std::collections::HashMap;

use recogniser::decode::{read, remember};
use recogniser::facts::{Prepared, prepare};
use recogniser::features::features;
use recogniser::lexicon::Lexicon;
use recogniser::model::{Model, Parts, Row, begins, write};

use super::chance::Chance;
use super::crf::{Dictionary, Sentence, Settings, train};
use super::data::{Document, Gold, lexicon, lists, presidio, redacta, tab};
use super::fill::Maker;

/// How much is made and kept.
pub struct Plan {
    pub own: usize,
    pub epochs: usize,
    pub rows: usize,
    pub cross: bool,
}

impl Default for Plan {
    fn default() -> Plan {
        Plan {
            own: 5500,
            epochs: 8,
            rows: 110_000,
            cross: true,
        }
    }
}

/// The documents of the three sets.
pub fn documents(folder: &std::path::Path) -> Vec<Document> {
    let mut all = tab(folder);
    all.extend(presidio(folder));
    all.extend(redacta(folder));
    all
}

/// Documents made from the templates that may be used.
pub fn own(count: usize, seed: u64, may: impl Fn(usize) -> bool) -> Vec<Document> {
    let mut maker = Maker::new(&lists(), seed, may);
    (0..count).map(|number| maker.document(number)).collect()
}

fn tags(prepared: &Prepared, gold: &[Gold]) -> Vec<u8> {
    let mut tags = vec![0u8; prepared.tokens.len()];
    let mut pieces = gold.iter().peekable();
    let mut opened = usize::MAX;
    for (token, tag) in prepared.tokens.iter().zip(&mut tags) {
        while pieces.next_if(|piece| piece.end <= token.start).is_some() {}
        if let Some(piece) = pieces.peek().filter(|piece| piece.start < token.end) {
            let begin = begins(piece.label);
            *tag = (if opened == piece.start {
                begin + 1
            } else {
                begin
            }) as u8;
            opened = piece.start;
        }
    }
    for range in &prepared.sentences {
        // What goes on over the end of a sentence begins anew.
        if let Some(tag) = tags
            .get_mut(range.start)
            .filter(|tag| **tag > 0 && **tag % 2 == 0)
        {
            *tag -= 1;
        }
    }
    tags
}

/// Texts with capitals taken away, so that what stands in small letters or all capitals is learned too.
fn turned(documents: &[&Document]) -> Vec<Document> {
    let mut chance = Chance(7);
    let mut out = Vec::new();
    for document in documents {
        match document.set {
            "presidio" if chance.chance(120) => out.push((*document).clone().in_case(false)),
            "presidio" if chance.chance(40) => out.push((*document).clone().in_case(true)),
            _ => {}
        }
    }
    out
}

struct Asked {
    keys: Vec<Vec<u32>>,
    tags: Vec<u8>,
    weight: f32,
}

fn ask(prepared: &Prepared, document: &Document, weight: f32, into: &mut Vec<Asked>) {
    let tags = tags(prepared, &document.gold);
    let mut keys = Vec::new();
    for range in &prepared.sentences {
        let mut sentence = Vec::with_capacity(range.len());
        for at in range.clone() {
            features(prepared, at, &mut keys);
            sentence.push(keys.clone());
        }
        into.push(Asked {
            keys: sentence,
            tags: tags[range.clone()].to_vec(),
            weight,
        });
    }
}

fn weight(document: &Document) -> f32 {
    match document.set {
        "redacta" => 0.5,
        "own" => 0.7,
        _ => 1.0,
    }
}

fn learn(asked: &[Asked], lexicon: Lexicon, epochs: usize, rows: usize) -> Vec<u8> {
    let dictionary = Dictionary::of(
        asked.iter().flat_map(|a| a.keys.iter().map(Vec::as_slice)),
        3,
    );
    let sentences: Vec<Sentence> = asked
        .iter()
        .map(|a| Sentence {
            features: a
                .keys
                .iter()
                .map(|keys| {
                    keys.iter()
                        .filter_map(|key| dictionary.rows.get(key).copied())
                        .collect()
                })
                .collect(),
            tags: a.tags.clone(),
            weight: a.weight,
        })
        .collect();
    let settings = Settings {
        epochs,
        step: 0.35,
        decay: 0.002,
        drop: 100,
    };
    let trained = train(&sentences, dictionary.keys.len(), &settings);
    let mut counts: HashMap<u32, f32> = HashMap::new();
    for row in sentences.iter().flat_map(|s| s.features.iter().flatten()) {
        *counts.entry(*row).or_default() += 1.0;
    }
    let mut kept: Vec<(f32, u32, Row)> = trained
        .weights
        .iter()
        .zip(0u32..)
        .map(|(row, at)| {
            let size: f32 = row.iter().map(|w| w * w).sum::<f32>();
            (
                size * counts.get(&at).copied().unwrap_or(0.0).powf(0.5),
                dictionary.keys[at as usize],
                *row,
            )
        })
        .collect();
    let total = kept.len();
    kept.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    kept.truncate(rows);
    kept.sort_by_key(|(_, key, _)| *key);
    eprintln!("  {total} features, {} kept", kept.len());
    write(&Parts {
        lexicon,
        rows: kept.into_iter().map(|(_, key, row)| (key, row)).collect(),
        transitions: trained.transitions,
    })
}

/// Trains a model on documents.
pub fn build(documents: &[&Document], plan: &Plan) -> Vec<u8> {
    let lists = lists();
    let small = lexicon(&lists, true);
    let turned = turned(documents);
    let all: Vec<&Document> = documents.iter().copied().chain(&turned).collect();
    let mut prepared: Vec<Prepared> = all.iter().map(|d| prepare(&d.text, &small)).collect();
    let mut asked = Vec::new();
    for (p, d) in prepared.iter().zip(&all) {
        ask(p, d, weight(d), &mut asked);
    }
    if plan.cross {
        // What a word was taken for elsewhere is learned from readings by models that did not learn from the text.
        for half in 0..2 {
            let mut part = Vec::new();
            for (p, d) in prepared
                .iter()
                .zip(&all)
                .filter(|(_, d)| d.group % 2 != half)
            {
                ask(p, d, weight(d), &mut part);
            }
            let bytes: &'static [u8] = Box::leak(
                learn(&part, lexicon(&lists, true), plan.epochs / 2 + 1, plan.rows)
                    .into_boxed_slice(),
            );
            let model = Model::read(bytes).expect("a model just written");
            for (p, _) in prepared
                .iter_mut()
                .zip(&all)
                .filter(|(_, d)| d.group % 2 == half)
            {
                let first = read(&model, p);
                remember(p, &first.rows);
            }
        }
        for (p, d) in prepared.iter().zip(&all) {
            if p.facts.iter().any(|fact| fact.earlier > 0) {
                ask(p, d, weight(d), &mut asked);
            }
        }
    }
    learn(&asked, lexicon(&lists, false), plan.epochs, plan.rows)
}
