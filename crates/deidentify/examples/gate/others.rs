//! The sets of others: the Text Anonymization Benchmark's training judgments, Redacta's notes, Presidio's sentences.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use deidentify::{Certainty, Finding, Options, Policy, Register, find_with};
use serde_json::Value;

use super::folds::{learn, supposed};

fn folder() -> Option<PathBuf> {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|folder| folder.join("shared/data/deid"))
        .find(|folder| folder.is_dir())
}

fn read(folder: &Path, name: &str) -> Option<Value> {
    let text = std::fs::read_to_string(folder.join(name)).ok()?;
    serde_json::from_str(&text).ok()
}

/// Prints the figures of each set that is there.
pub fn print() {
    let Some(folder) = folder() else {
        println!("\nsets of others: left out, there is no shared/data/deid beside the repository");
        return;
    };
    learn(&folder);
    if let Some(set) = read(&folder, "redacta_100.json") {
        redacta(&set);
    }
    if let Some(set) = read(&folder, "presidio_synth_v2.json") {
        presidio(&set);
    }
    if let Some(set) = read(&folder, "tab_train_92.json") {
        judgments(&set);
    }
}

/// For each letter whether it is replaced.
fn replaced(text: &str, policy: Policy) -> Vec<bool> {
    let register = Register::default();
    let options = Options {
        policy,
        ..Options::default()
    };
    let mut naming = options.names.start(&register);
    let findings = find_with(text, &register, &options, &supposed(text), &mut naming);
    let taken: Vec<&Finding> = findings
        .iter()
        .filter(|one| one.certainty > Certainty::Asked)
        .collect();
    text.char_indices()
        .map(|(at, _)| taken.iter().any(|one| one.start <= at && at < one.end))
        .collect()
}

fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

fn list<'value>(value: &'value Value, key: &str) -> &'value [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// The value with any spacing, as places in letters.
fn places(text: &str, value: &str) -> Vec<(usize, usize)> {
    let letters: Vec<(usize, char)> = text
        .chars()
        .enumerate()
        .filter(|(_, letter)| letter.is_alphanumeric())
        .collect();
    let wanted: Vec<char> = value
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .collect();
    letters
        .windows(wanted.len().max(1))
        .filter(|window| {
            window
                .iter()
                .map(|(_, letter)| *letter)
                .eq(wanted.iter().copied())
        })
        .filter_map(|window| Some((window.first()?.0, window.last()?.0 + 1)))
        .collect()
}

fn redacta(set: &Value) {
    let (mut gold, mut found, mut keep, mut kept, mut leaks) = (0, 0, 0, 0, 0);
    let mut missed: BTreeMap<String, usize> = BTreeMap::new();
    let notes = list(set, "notes");
    for note in notes {
        let text = note["text"].as_str().unwrap_or_default();
        let mask = replaced(text, Policy::ByText);
        let taken = |value: &str, all: bool| {
            let places = places(text, value);
            let covered = |(from, to): &(usize, usize)| {
                text.chars()
                    .enumerate()
                    .skip(*from)
                    .take(to - from)
                    .filter(|(_, letter)| letter.is_alphanumeric())
                    .all(|(at, _)| mask[at] == all)
            };
            !places.is_empty() && places.iter().all(covered)
        };
        let before = gold - found;
        for one in list(note, "gold") {
            gold += 1;
            if taken(one["value"].as_str().unwrap_or_default(), true) {
                found += 1;
            } else {
                *missed.entry(one["cat"].to_string()).or_default() += 1;
            }
        }
        leaks += usize::from(gold - found > before);
        for one in list(note, "preserve") {
            keep += 1;
            if taken(one["value"].as_str().unwrap_or_default(), false) {
                kept += 1;
            } else {
                *missed.entry(format!("keep {}", one["reason"])).or_default() += 1;
            }
        }
    }
    println!(
        "\n## Redacta: {} notes\nidentifiers found {:.4}; must keep, kept {:.4}; notes with any leak {leaks}; missed {missed:?}",
        notes.len(),
        ratio(found, gold),
        ratio(kept, keep)
    );
}

fn presidio(set: &Value) {
    let mut by_kind: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let (mut gold, mut masked, mut both, mut leaks) = (0, 0, 0, 0);
    let (mut spans, mut spans_found) = (0, 0);
    let mut examples: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let sentences = set.as_array().map_or(&[][..], Vec::as_slice);
    for sentence in sentences {
        let text = sentence["full_text"].as_str().unwrap_or_default();
        let mask = replaced(text, Policy::ByText);
        let letters: Vec<char> = text.chars().collect();
        let mut wanted = vec![false; letters.len()];
        let mut leak = false;
        for span in list(sentence, "spans") {
            let place = |key: &str| {
                usize::try_from(span[key].as_u64().unwrap_or_default()).unwrap_or_default()
            };
            let (from, to) = (
                place("start_position"),
                place("end_position").min(letters.len()),
            );
            wanted[from..to].fill(true);
            let alnum = |at: &usize| letters[*at].is_alphanumeric();
            let covered = (from..to).filter(alnum).all(|at| mask[at]);
            let count = by_kind.entry(span["entity_type"].to_string()).or_default();
            count.0 += 1;
            count.1 += usize::from(covered);
            spans += 1;
            spans_found += usize::from(covered);
            leak |= !covered;
            if !covered {
                let list = examples.entry(span["entity_type"].to_string()).or_default();
                list.push(span["entity_value"].as_str().unwrap_or_default().to_owned());
            }
        }
        leaks += usize::from(leak);
        for (from, to) in tokens(&letters) {
            let is_wanted = wanted[from..to].iter().any(|one| *one);
            let is_masked = mask[from..to].iter().any(|one| *one);
            gold += usize::from(is_wanted);
            masked += usize::from(is_masked);
            both += usize::from(is_wanted && is_masked);
            if is_masked && !is_wanted {
                let list = examples.entry("wrongly".to_owned()).or_default();
                list.push(letters[from..to].iter().collect());
            }
        }
    }
    println!(
        "\n## Presidio's sentences: {}\nwords: precision {:.4}, recall {:.4}; spans wholly found {:.4}; sentences with any leak {leaks}",
        sentences.len(),
        ratio(both, masked),
        ratio(both, gold),
        ratio(spans_found, spans)
    );
    for (kind, (all, found)) in by_kind {
        println!("  {kind}: {found} of {all}");
    }
    show(&examples);
}

/// Some of what was missed, where `GATE_SHOWS` is an argument.
fn show(examples: &BTreeMap<String, Vec<String>>) {
    if std::env::args().any(|argument| argument == "--show") {
        for (kind, list) in examples {
            let some: Vec<&String> = list.iter().step_by((list.len() / 25).max(1)).collect();
            println!("    {kind}: {some:?}");
        }
    }
}

fn tokens(letters: &[char]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = None;
    for at in 0..=letters.len() {
        let is_in = letters
            .get(at)
            .is_some_and(|letter| letter.is_alphanumeric());
        match (start, is_in) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                found.push((from, at));
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Recall as the benchmark counts it: an entity is found where every mention of it is masked whole.
#[derive(Default)]
struct Judged {
    entities: BTreeMap<&'static str, (usize, usize)>,
    kinds: BTreeMap<String, (usize, usize)>,
    masked: usize,
    right: usize,
    leaks: usize,
    quasi_leaks: usize,
    examples: BTreeMap<String, Vec<String>>,
}

impl Judged {
    fn judgment(&mut self, judgment: &Value) {
        let text = judgment["text"].as_str().unwrap_or_default();
        let mask = replaced(text, Policy::ByText);
        let letters: Vec<char> = text.chars().collect();
        let mut wanted = vec![false; letters.len()];
        let (mut leak, mut quasi_leak) = (false, false);
        let annotators = judgment["annotations"].as_object();
        for annotator in annotators.into_iter().flat_map(|all| all.values()) {
            for (found, kind, what) in self.entities_of(annotator, &letters, &mask, &mut wanted) {
                let count = self.entities.entry(kind).or_default();
                count.0 += 1;
                count.1 += usize::from(found);
                let count = self.kinds.entry(format!("{kind} {what}")).or_default();
                count.0 += 1;
                count.1 += usize::from(found);
                leak |= !found && kind == "direct";
                quasi_leak |= !found;
            }
        }
        self.leaks += usize::from(leak);
        self.quasi_leaks += usize::from(quasi_leak);
        for (from, to) in tokens(&letters) {
            if mask[from..to].iter().any(|one| *one) {
                self.masked += 1;
                let is_right = wanted[from..to].iter().any(|one| *one);
                self.right += usize::from(is_right);
                if !is_right {
                    let list = self.examples.entry("wrongly".to_owned()).or_default();
                    list.push(letters[from..to].iter().collect());
                }
            }
        }
    }

    /// Each entity of an annotator: whether it is found, whether it is direct, what it is.
    fn entities_of(
        &mut self,
        annotator: &Value,
        letters: &[char],
        mask: &[bool],
        wanted: &mut [bool],
    ) -> Vec<(bool, &'static str, String)> {
        let mut entities: BTreeMap<String, (bool, &'static str, String)> = BTreeMap::new();
        for mention in list(annotator, "entity_mentions") {
            let kind = match mention["identifier_type"].as_str() {
                Some("DIRECT") => "direct",
                Some("QUASI") => "quasi",
                _ => continue,
            };
            let place = |key: &str| {
                usize::try_from(mention[key].as_u64().unwrap_or_default()).unwrap_or_default()
            };
            let (from, to) = (
                place("start_offset"),
                place("end_offset").min(letters.len()),
            );
            wanted[from..to].fill(true);
            let covered = (from..to)
                .filter(|at| letters[*at].is_alphanumeric())
                .all(|at| mask[at]);
            let what = mention["entity_type"]
                .as_str()
                .unwrap_or_default()
                .to_owned();
            if !covered {
                let list = self.examples.entry(format!("{kind} {what}")).or_default();
                list.push(mention["span_text"].as_str().unwrap_or_default().to_owned());
            }
            let entity = entities
                .entry(mention["entity_id"].as_str().unwrap_or_default().to_owned())
                .or_insert((true, kind, what));
            entity.0 &= covered;
            if kind == "direct" {
                entity.1 = kind;
            }
        }
        entities.into_values().collect()
    }
}

fn judgments(set: &Value) {
    let mut judged = Judged::default();
    let judgments = set.as_array().map_or(&[][..], Vec::as_slice);
    for judgment in judgments {
        judged.judgment(judgment);
    }
    println!(
        "\n## Judgments of the Text Anonymization Benchmark: {}\nprecision of words {:.4}; judgments with any direct leak {}, with any leak {}",
        judgments.len(),
        ratio(judged.right, judged.masked),
        judged.leaks,
        judged.quasi_leaks
    );
    for (kind, (all, found)) in &judged.entities {
        println!(
            "  {kind}: {found} of {all} entities found whole ({:.4})",
            ratio(*found, *all)
        );
    }
    for (kind, (all, found)) in &judged.kinds {
        println!("    {kind}: {found} of {all}");
    }
    show(&judged.examples);
}
