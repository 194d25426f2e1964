//! The sets that the model learns from, brought to one form.

use std::path::Path;

use recogniser::Label;
use recogniser::lexicon::{LISTS, Lexicon, Word, hash};
use serde_json::Value;

/// A marked piece of text, in bytes.
#[derive(Clone, Copy, Debug)]
pub struct Gold {
    pub start: usize,
    pub end: usize,
    pub label: Label,
}

/// A text with what is marked in it.
#[derive(Clone, Debug, Default)]
pub struct Document {
    pub text: String,
    pub gold: Vec<Gold>,
    /// Documents of one group are never on both sides of a fold.
    pub group: usize,
    pub set: &'static str,
}

fn turned(c: char, upper: bool) -> char {
    let mut to: Vec<char> = if upper {
        c.to_uppercase().collect()
    } else {
        c.to_lowercase().collect()
    };
    match to.pop() {
        Some(one) if to.is_empty() && one.len_utf8() == c.len_utf8() => one,
        _ => c,
    }
}

impl Document {
    /// The same text all in capitals or all in small letters.
    pub fn in_case(mut self, upper: bool) -> Document {
        self.text = self.text.chars().map(|c| turned(c, upper)).collect();
        self
    }

    fn settle(mut self) -> Document {
        self.gold
            .sort_by_key(|gold| (gold.start, std::cmp::Reverse(gold.end)));
        let mut end = 0;
        self.gold.retain(|gold| {
            let keep = gold.start >= end && gold.start < gold.end;
            end = if keep { gold.end } else { end };
            keep
        });
        let text = self.text.clone();
        let mut floor = 0;
        for gold in &mut self.gold {
            if matches!(gold.label, Label::Person) {
                take_title(&text, gold, floor);
            }
            floor = gold.end;
        }
        self
    }
}

const PRACTICE: [&str; 22] = [
    "dr",
    "dr.",
    "doctor",
    "consultant",
    "prof",
    "prof.",
    "professor",
    "nurse",
    "sister",
    "midwife",
    "registrar",
    "pc",
    "dc",
    "ds",
    "sgt",
    "inspector",
    "judge",
    "constable",
    "detective",
    "matron",
    "physiotherapist",
    "psychiatrist",
];
const COURTESY: [&str; 14] = [
    "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "mx", "sir", "master", "lady", "lord",
    "madam", "dame",
];

/// A title just before a name is part of it; a professional one makes it a name of a practitioner.
fn take_title(text: &str, gold: &mut Gold, floor: usize) {
    let own = text[gold.start..gold.end]
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_lowercase();
    if PRACTICE.contains(&own.as_str()) {
        gold.label = Label::Practitioner;
    }
    let before = text[floor..gold.start].trim_end_matches(' ');
    let word = before
        .rsplit(|c: char| c.is_whitespace() || c == '(' || c == ',')
        .next()
        .unwrap_or_default();
    let lower = word.to_lowercase();
    if word.is_empty() || gold.start - (floor + before.len()) > 1 {
        return;
    }
    if PRACTICE.contains(&lower.as_str()) {
        gold.label = Label::Practitioner;
    }
    if PRACTICE.contains(&lower.as_str()) || COURTESY.contains(&lower.as_str()) {
        gold.start = floor + before.len() - word.len();
    }
}

/// Byte offsets of characters, and the length at the end.
pub fn offsets(text: &str) -> Vec<usize> {
    text.char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect()
}

pub fn json(path: &Path) -> Value {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn tab_label(kind: &str, masked: bool, words: &str) -> Option<Label> {
    let digits = words.bytes().any(|b| b.is_ascii_digit());
    Some(match kind {
        "PERSON" => Label::Person,
        "ORG" if masked => Label::Organisation,
        "ORG" => Label::PublicBody,
        "LOC" => Label::Place,
        "DATETIME" => Label::Date,
        "QUANTITY" => Label::Quantity,
        "DEM" if digits => Label::Age,
        "DEM" => Label::Demographic,
        "CODE" => Label::Code,
        "MISC" if masked => Label::Misc,
        _ => return None,
    })
}

/// The judgments of the Text Anonymization Benchmark.
pub fn tab(folder: &Path) -> Vec<Document> {
    let set = json(&folder.join("tab_train_92.json"));
    let mut documents = Vec::new();
    for (group, case) in set.as_array().into_iter().flatten().enumerate() {
        let text = case["text"].as_str().unwrap_or_default().to_string();
        let at = offsets(&text);
        let Some(first) = case["annotations"]
            .as_object()
            .and_then(|all| all.values().next())
        else {
            continue;
        };
        let mut gold = Vec::new();
        for mention in first["entity_mentions"].as_array().into_iter().flatten() {
            let (start, end) = (
                at[mention["start_offset"].as_u64().unwrap_or(0) as usize],
                at[mention["end_offset"].as_u64().unwrap_or(0) as usize],
            );
            let masked = mention["identifier_type"] != "NO_MASK";
            if let Some(label) = tab_label(
                mention["entity_type"].as_str().unwrap_or_default(),
                masked,
                &text[start..end],
            ) {
                gold.push(Gold { start, end, label });
            }
        }
        documents.push(
            Document {
                text,
                gold,
                group,
                set: "tab",
            }
            .settle(),
        );
    }
    documents
}

pub fn presidio_label(kind: &str, words: &str) -> Option<Label> {
    Some(match kind {
        "PERSON" => Label::Person,
        "STREET_ADDRESS" | "ZIP_CODE" => Label::Address,
        "GPE" => Label::Place,
        "ORGANIZATION" => Label::Organisation,
        "CREDIT_CARD" | "IBAN_CODE" | "US_SSN" | "IP_ADDRESS" | "US_DRIVER_LICENSE" => Label::Code,
        "DATE_TIME" => Label::Date,
        "TITLE"
            if COURTESY.contains(&words.to_lowercase().as_str())
                || PRACTICE.contains(&words.to_lowercase().as_str()) =>
        {
            return None;
        }
        "TITLE" => Label::Role,
        "PHONE_NUMBER" | "EMAIL_ADDRESS" | "DOMAIN_NAME" => Label::Contact,
        "AGE" => Label::Age,
        "NRP" => Label::Demographic,
        _ => return None,
    })
}

/// The synthetic sentences of Presidio's evaluation, grouped by template.
pub fn presidio(folder: &Path) -> Vec<Document> {
    let set = json(&folder.join("presidio_synth_v2.json"));
    let mut documents = Vec::new();
    for line in set.as_array().into_iter().flatten() {
        let text = line["full_text"].as_str().unwrap_or_default().to_string();
        let at = offsets(&text);
        let mut gold = Vec::new();
        for span in line["spans"].as_array().into_iter().flatten() {
            let (start, end) = (
                at[span["start_position"].as_u64().unwrap_or(0) as usize],
                at[span["end_position"].as_u64().unwrap_or(0) as usize],
            );
            if let Some(label) = presidio_label(
                span["entity_type"].as_str().unwrap_or_default(),
                &text[start..end],
            ) {
                gold.push(Gold { start, end, label });
            }
        }
        let group = line["template_id"].as_u64().unwrap_or(0) as usize;
        documents.push(
            Document {
                text,
                gold,
                group,
                set: "presidio",
            }
            .settle(),
        );
    }
    documents
}

/// Where a value of the notes stands: exactly, or with spaces and signs left out.
pub fn places(text: &str, value: &str) -> Vec<(usize, usize)> {
    let exact: Vec<_> = text
        .match_indices(value)
        .map(|(at, found)| (at, at + found.len()))
        .collect();
    if !exact.is_empty() {
        return exact;
    }
    let letters: Vec<(usize, char)> = text
        .char_indices()
        .filter(|(_, c)| c.is_alphanumeric())
        .collect();
    let wanted: Vec<char> = value.chars().filter(|c| c.is_alphanumeric()).collect();
    letters
        .windows(wanted.len().max(1))
        .filter(|window| window.iter().map(|(_, c)| c).eq(wanted.iter()))
        .filter_map(|window| {
            Some((
                window.first()?.0,
                window.last().map(|(at, c)| at + c.len_utf8())?,
            ))
        })
        .collect()
}

/// The notes of Redacta.
pub fn redacta(folder: &Path) -> Vec<Document> {
    let set = json(&folder.join("redacta_100.json"));
    let mut documents = Vec::new();
    for (group, note) in set["notes"].as_array().into_iter().flatten().enumerate() {
        let text = note["text"].as_str().unwrap_or_default().to_string();
        let mut gold = Vec::new();
        for (list, kind) in [("gold", "cat"), ("preserve", "reason")] {
            for item in note[list].as_array().into_iter().flatten() {
                let label = match item[kind].as_str().unwrap_or_default() {
                    "PATIENT_NAME" | "RELATIVE_NAME" => Label::Person,
                    "NHS_NUMBER" | "MRN" | "NI_NUMBER" => Label::Code,
                    "DATE_OF_BIRTH" => Label::Date,
                    "PHONE" | "EMAIL" => Label::Contact,
                    "POSTCODE" => Label::Address,
                    "clinician name" => Label::Practitioner,
                    "appointment date" => Label::Appointment,
                    _ => continue,
                };
                let value = item["value"].as_str().unwrap_or_default();
                gold.extend(places(&text, value).into_iter().map(|(start, end)| Gold {
                    start,
                    end,
                    label,
                }));
            }
        }
        documents.push(
            Document {
                text,
                gold,
                group,
                set: "redacta",
            }
            .settle(),
        );
    }
    documents
}

/// The lists of words, hand-written first.
pub fn lists() -> Vec<(String, Vec<String>)> {
    let mut lists = Vec::new();
    for file in [
        include_str!("../../data/lexicon.txt"),
        include_str!("../../data/names.txt"),
    ] {
        let mut of_file: Vec<(String, Vec<String>)> = Vec::new();
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split_whitespace().map(str::to_string);
            let Some(kind) = words.next() else { continue };
            assert!(LISTS.contains(&kind.as_str()), "no list is called {kind}");
            match of_file.iter_mut().find(|(k, _)| *k == kind) {
                Some((_, all)) => all.extend(words),
                None => of_file.push((kind, words.collect())),
            }
        }
        lists.extend(of_file);
    }
    lists
}

/// All that is known of words. While learning, some names are left out, so that names on no list are learned from too.
pub fn lexicon(lists: &[(String, Vec<String>)], learning: bool) -> Lexicon {
    let mut words: std::collections::HashMap<u32, Word> = classes();
    for (kind, list) in lists {
        let bit = LISTS.iter().position(|known| known == kind).unwrap_or(0);
        for word in list {
            let key = hash(word);
            if learning && bit <= 2 && key.is_multiple_of(4) {
                continue;
            }
            words.entry(key).or_default().lists |= 1 << bit;
        }
    }
    if learning {
        for (key, word) in &mut words {
            if key.is_multiple_of(7) && word.lists & 7 != 0 {
                (word.fine, word.coarse) = (0, 0);
            }
        }
    }
    Lexicon::of(words.into_iter().collect())
}

/// The classes of common words (`data/classes.bin`, made by the example `classes`).
fn classes() -> std::collections::HashMap<u32, Word> {
    let known =
        Lexicon::read(include_bytes!("../../data/classes.bin")).expect("data/classes.bin is whole");
    known.entries().collect()
}
