//! What is counted (README.md of this crate says how).

use std::collections::BTreeMap;
use std::path::Path;

use recogniser::tokens::tokens;
use recogniser::{Found, Label};

use super::data::{json, offsets, places};

/// The type of a marked piece, and where it starts and ends.
pub type Span = (String, usize, usize);

/// A note: text, what must be found, what must be kept with the reason.
pub struct Note {
    pub text: String,
    pub gold: Vec<(String, String)>,
    pub keep: Vec<(String, String)>,
}

/// Hits out of all.
#[derive(Clone, Copy, Debug, Default)]
pub struct Share {
    pub hits: usize,
    pub all: usize,
}

impl Share {
    pub fn add(&mut self, hit: bool) {
        self.hits += usize::from(hit);
        self.all += 1;
    }

    pub fn value(self) -> f64 {
        self.hits as f64 / self.all.max(1) as f64
    }
}

/// Words that need not be covered for a mention to be hidden.
const SMALL: [&str; 17] = [
    "the", "a", "an", "of", "and", "in", "at", "to", "by", "for", "from", "on", "with", "or", "no",
    "s", "'s",
];

struct Mention {
    start: usize,
    end: usize,
}

#[derive(Default)]
struct Entity {
    direct: bool,
    quasi: bool,
    mentions: Vec<Mention>,
}

/// The judgments with who is in them.
pub struct Tab {
    cases: Vec<(String, Vec<Vec<Entity>>)>,
}

/// Figures over judgments.
#[derive(Clone, Copy, Debug, Default)]
pub struct TabFigures {
    pub direct: Share,
    pub quasi: Share,
    pub precision: Share,
    pub recall: Share,
    pub leaking: Share,
}

impl Tab {
    pub fn load(folder: &Path) -> Tab {
        let set = json(&folder.join("tab_train_92.json"));
        let mut cases = Vec::new();
        for case in set.as_array().into_iter().flatten() {
            let text = case["text"].as_str().unwrap_or_default().to_string();
            let at = offsets(&text);
            let mut annotators = Vec::new();
            for one in case["annotations"]
                .as_object()
                .into_iter()
                .flat_map(|all| all.values())
            {
                let mut entities: BTreeMap<String, Entity> = BTreeMap::new();
                for mention in one["entity_mentions"].as_array().into_iter().flatten() {
                    let kind = mention["identifier_type"].as_str().unwrap_or_default();
                    if kind == "NO_MASK" {
                        continue;
                    }
                    let entity = entities
                        .entry(mention["entity_id"].to_string())
                        .or_default();
                    entity.direct |= kind == "DIRECT";
                    entity.quasi |= kind == "QUASI";
                    entity.mentions.push(Mention {
                        start: at[mention["start_offset"].as_u64().unwrap_or(0) as usize],
                        end: at[mention["end_offset"].as_u64().unwrap_or(0) as usize],
                    });
                }
                annotators.push(entities.into_values().collect());
            }
            cases.push((text, annotators));
        }
        Tab { cases }
    }

    /// Adds what was found in one judgment.
    pub fn count(&self, case: usize, found: &[Found], into: &mut TabFigures) {
        let (text, annotators) = &self.cases[case];
        let words: Vec<(usize, usize)> = tokens(text)
            .into_iter()
            .filter(|token| token.of(text).contains(char::is_alphanumeric))
            .map(|token| (token.start, token.end))
            .collect();
        let hidden = |word: &(usize, usize)| {
            found
                .iter()
                .any(|f| f.label.identifies() && f.start < word.1 && word.0 < f.end)
        };
        let covered: Vec<bool> = words.iter().map(hidden).collect();
        let mut leak = false;
        for entities in annotators {
            for entity in entities {
                let gone = entity.mentions.iter().all(|m| {
                    words.iter().zip(&covered).all(|(word, covered)| {
                        *covered
                            || word.1 <= m.start
                            || word.0 >= m.end
                            || SMALL.contains(&text[word.0..word.1].to_lowercase().as_str())
                    })
                });
                if entity.direct {
                    into.direct.add(gone);
                    leak |= !gone;
                } else if entity.quasi {
                    into.quasi.add(gone);
                }
            }
        }
        let marked = |word: &(usize, usize)| {
            annotators
                .iter()
                .flatten()
                .flat_map(|e| &e.mentions)
                .any(|m| m.start < word.1 && word.0 < m.end)
        };
        for (word, covered) in words.iter().zip(&covered) {
            let marked = marked(word);
            if *covered {
                into.precision.add(marked);
            }
            if marked {
                into.recall.add(*covered);
            }
        }
        into.leaking.add(leak);
    }
}

/// Whether a label may stand for a type of Presidio's set.
pub fn fits(kind: &str, label: Label) -> bool {
    match kind {
        "PERSON" => matches!(label, Label::Person | Label::Practitioner),
        "TITLE" => matches!(label, Label::Person | Label::Practitioner | Label::Role),
        "STREET_ADDRESS" | "GPE" => matches!(label, Label::Address | Label::Place),
        "ZIP_CODE" => matches!(label, Label::Address | Label::Code),
        "ORGANIZATION" => label == Label::Organisation,
        "DATE_TIME" => label == Label::Date,
        "AGE" => label == Label::Age,
        "NRP" => label == Label::Demographic,
        "PHONE_NUMBER" => matches!(label, Label::Contact | Label::Code),
        "EMAIL_ADDRESS" | "DOMAIN_NAME" => label == Label::Contact,
        _ => matches!(label, Label::Code | Label::Contact),
    }
}

/// Figures over sentences.
#[derive(Clone, Debug, Default)]
pub struct SpanFigures {
    pub precision: Share,
    pub recall: Share,
    pub typed: BTreeMap<String, Share>,
    pub leaking: Share,
    pub words_precision: Share,
    pub words_recall: Share,
}

/// Presidio's sentences: type, start and end of each span.
pub fn presidio_spans(folder: &Path) -> Vec<(String, Vec<Span>)> {
    let set = json(&folder.join("presidio_synth_v2.json"));
    let mut out = Vec::new();
    for line in set.as_array().into_iter().flatten() {
        let text = line["full_text"].as_str().unwrap_or_default().to_string();
        let at = offsets(&text);
        let spans = line["spans"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|s| {
                let place = |key: &str| at[s[key].as_u64().unwrap_or(0) as usize];
                (
                    s["entity_type"].as_str().unwrap_or_default().to_string(),
                    place("start_position"),
                    place("end_position"),
                )
            })
            .collect();
        out.push((text, spans));
    }
    out
}

/// Adds what was found in one sentence.
pub fn count_spans(text: &str, spans: &[Span], found: &[Found], into: &mut SpanFigures) {
    let mut leak = false;
    for (kind, start, end) in spans {
        let hit = found
            .iter()
            .any(|f| f.start < *end && *start < f.end && fits(kind, f.label));
        into.recall.add(hit);
        into.typed.entry(kind.clone()).or_default().add(hit);
        leak |= !hit;
    }
    for f in found.iter().filter(|f| f.label.identifies()) {
        let hit = spans
            .iter()
            .any(|(kind, start, end)| f.start < *end && *start < f.end && fits(kind, f.label));
        into.precision.add(hit);
        into.typed
            .entry(format!("found {}", f.label.code()))
            .or_default()
            .add(hit);
    }
    into.leaking.add(leak);
    for token in tokens(text)
        .iter()
        .filter(|t| t.of(text).contains(char::is_alphanumeric))
    {
        let gold = spans
            .iter()
            .any(|(_, start, end)| *start < token.end && token.start < *end);
        let hidden = found
            .iter()
            .any(|f| f.label.identifies() && f.start < token.end && token.start < f.end);
        if gold {
            into.words_recall.add(hidden);
        }
        if hidden {
            into.words_precision.add(gold);
        }
    }
}

/// Redacta's notes: text, what must be found, what must be kept with the reason.
pub fn redacta_items(folder: &Path) -> Vec<Note> {
    let set = json(&folder.join("redacta_100.json"));
    let list = |note: &serde_json::Value, name: &str, kind: &str| -> Vec<(String, String)> {
        note[name]
            .as_array()
            .into_iter()
            .flatten()
            .map(|i| {
                (
                    i["value"].as_str().unwrap_or_default().to_string(),
                    i[kind].as_str().unwrap_or_default().to_string(),
                )
            })
            .collect()
    };
    set["notes"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|note| Note {
            text: note["text"].as_str().unwrap_or_default().to_string(),
            gold: list(note, "gold", "cat"),
            keep: list(note, "preserve", "reason"),
        })
        .collect()
}

/// Adds what was found in one note; names of practitioners are not hidden.
pub fn count_note(note: &Note, found: &[Found], into: &mut BTreeMap<String, Share>) {
    let Note { text, gold, keep } = note;
    let hidden = |start: usize, end: usize, whole: bool| {
        let words: Vec<_> = tokens(text)
            .into_iter()
            .filter(|t| {
                t.start < end && start < t.end && t.of(text).contains(char::is_alphanumeric)
            })
            .collect();
        let covered = |t: &recogniser::tokens::Token| {
            found.iter().any(|f| {
                f.label.identifies()
                    && f.label != Label::Practitioner
                    && f.start < t.end
                    && t.start < f.end
            })
        };
        if whole {
            words.iter().all(covered)
        } else {
            words.iter().any(covered)
        }
    };
    for (value, kind) in gold {
        let hit = places(text, value)
            .iter()
            .all(|(start, end)| hidden(*start, *end, true));
        into.entry(format!("found {kind}")).or_default().add(hit);
        into.entry("FOUND".into()).or_default().add(hit);
    }
    for (value, reason) in keep {
        let kept = places(text, value)
            .iter()
            .all(|(start, end)| !hidden(*start, *end, false));
        into.entry(format!("kept {reason}")).or_default().add(kept);
        into.entry("KEPT".into()).or_default().add(kept);
    }
}
