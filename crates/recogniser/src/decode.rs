//! From probabilities to found pieces of text.

use std::collections::HashMap;

use crate::Found;
use crate::agreement::agree;
use crate::facts::{Prepared, prepare};
use crate::features::{earlier, features};
use crate::label::Label;
use crate::model::{Model, Row, begins};

/// How readily each kind is reported.
#[derive(Clone, Copy, Debug)]
pub struct Leaning {
    /// The probability of being of some kind that identifies from which a token is reported.
    pub from: f32,
    /// The same for tokens whose likeliest kind is a person.
    pub person: f32,
    /// The same for organisations and addresses, which ordinary words in capitals resemble most.
    pub body: f32,
    /// By how much the probability of a body that everyone knows must exceed that of an organisation.
    pub public: f32,
    /// Whether a name that was found in one place is found wherever it stands.
    pub agree: bool,
}

impl Default for Leaning {
    fn default() -> Leaning {
        Leaning {
            from: 0.4,
            person: 0.5,
            body: 0.6,
            public: 1.0,
            agree: true,
        }
    }
}

const LABELS: usize = Label::ALL.len();

/// The probability of each label at each token.
fn by_label(row: &Row) -> [f32; LABELS] {
    let mut out = [0.0; LABELS];
    for (label, cell) in Label::ALL.into_iter().zip(&mut out) {
        let at = begins(label);
        *cell =
            row.get(at).copied().unwrap_or_default() + row.get(at + 1).copied().unwrap_or_default();
    }
    out
}

/// A reading of a text.
pub struct Reading {
    /// How much each tag is supported at each token.
    pub support: Vec<Row>,
    /// The probability of each tag at each token.
    pub rows: Vec<Row>,
}

/// Reads a prepared text.
pub fn read(model: &Model, prepared: &Prepared) -> Reading {
    let mut asked = Vec::with_capacity(128);
    let support: Vec<Row> = (0..prepared.tokens.len())
        .map(|at| {
            features(prepared, at, &mut asked);
            model.support(&asked)
        })
        .collect();
    let rows = weigh(model, prepared, &support);
    Reading { support, rows }
}

fn weigh(model: &Model, prepared: &Prepared, support: &[Row]) -> Vec<Row> {
    let mut rows = Vec::with_capacity(support.len());
    for sentence in &prepared.sentences {
        rows.extend(model.marginals(support.get(sentence.clone()).unwrap_or_default()));
    }
    rows
}

/// Reads a text again that [`remember`] told of the first reading.
pub fn read_again(model: &Model, prepared: &Prepared, mut first: Reading) -> Vec<Row> {
    let mut asked = Vec::with_capacity(8);
    for (at, row) in first.support.iter_mut().enumerate() {
        asked.clear();
        earlier(prepared, at, &mut asked);
        if !asked.is_empty() {
            for (cell, more) in row.iter_mut().zip(model.support(&asked)) {
                *cell += more;
            }
        }
    }
    weigh(model, prepared, &first.support)
}

/// Tells each token what its word was taken for elsewhere in the text.
pub fn remember(prepared: &mut Prepared, rows: &[Row]) {
    let telling = |prepared: &Prepared, at: usize| {
        prepared
            .facts
            .get(at)
            .is_some_and(|fact| fact.wordlike && (fact.capital || fact.style != 0))
    };
    let mut sums: HashMap<u32, ([f32; LABELS], f32)> = HashMap::new();
    for (at, (key, row)) in prepared.keys.iter().zip(rows).enumerate() {
        if telling(prepared, at) {
            let (sum, count) = sums.entry(*key).or_default();
            for (cell, share) in sum.iter_mut().zip(by_label(row)) {
                *cell += share;
            }
            *count += 1.0;
        }
    }
    for at in 0..rows.len() {
        let told = telling(prepared, at);
        let (Some(key), Some(row)) = (prepared.keys.get(at), rows.get(at)) else {
            continue;
        };
        let earlier = sums.get(key).filter(|_| told).map_or(0, |(sum, count)| {
            let others = count - 1.0;
            if others < 0.5 {
                return 0;
            }
            let own = by_label(row);
            let (label, share) = likeliest(sum.iter().zip(own).map(|(all, own)| all - own));
            u8::try_from(if share / others > 0.5 {
                label + 1
            } else {
                LABELS + 1
            })
            .unwrap_or(0)
        });
        if let Some(fact) = prepared.facts.get_mut(at) {
            fact.earlier = earlier;
        }
    }
}

fn likeliest(shares: impl Iterator<Item = f32>) -> (usize, f32) {
    shares.enumerate().fold((0, f32::MIN), |best, (at, share)| {
        if share > best.1 { (at, share) } else { best }
    })
}

/// What one token was decided to be.
#[derive(Clone, Copy)]
struct Decided {
    label: Label,
    score: f32,
    opens: bool,
}

fn decide(row: &Row, leaning: &Leaning) -> Option<Decided> {
    let mut shares = by_label(row);
    if let Some(share) = shares.get_mut(Label::PublicBody.number()) {
        *share *= leaning.public;
    }
    let (number, top) = likeliest(shares.into_iter());
    let label = *Label::ALL.get(number)?;
    let identifying: f32 = Label::ALL
        .into_iter()
        .zip(shares)
        .filter(|(l, _)| l.identifies())
        .map(|(_, share)| share)
        .sum();
    let from = match label {
        Label::Person | Label::Practitioner => leaning.person,
        Label::Organisation | Label::Address => leaning.body,
        _ => leaning.from,
    };
    let (score, enough) = if label.identifies() {
        (identifying, identifying >= from)
    } else {
        (top, top >= 0.5)
    };
    let at = begins(label);
    let opens =
        row.get(at).copied().unwrap_or_default() > row.get(at + 1).copied().unwrap_or_default();
    enough.then_some(Decided {
        label,
        score,
        opens,
    })
}

/// Everything found in a text.
pub fn find(model: &Model, text: &str, leaning: &Leaning) -> Vec<Found> {
    let mut prepared = prepare(text, model.lexicon());
    let first = read(model, &prepared);
    remember(&mut prepared, &first.rows);
    let rows = read_again(model, &prepared, first);
    spans(text, &prepared, &rows, leaning)
}

/// Everything that the probabilities and the text as a whole speak for.
pub fn spans(text: &str, prepared: &Prepared, rows: &[Row], leaning: &Leaning) -> Vec<Found> {
    let found = pieces(text, prepared, rows, leaning);
    if leaning.agree {
        agree(text, prepared, found)
    } else {
        found
    }
}

/// Joins tokens of one kind to pieces of text.
fn pieces(text: &str, prepared: &Prepared, rows: &[Row], leaning: &Leaning) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut open: Option<Label> = None;
    for (token, row) in prepared.tokens.iter().zip(rows) {
        let Some(decided) = decide(row, leaning) else {
            open = None;
            continue;
        };
        match found.last_mut() {
            Some(last) if open == Some(decided.label) && !decided.opens && token.lines < 2 => {
                last.end = token.end;
                last.score = last.score.max(decided.score);
            }
            _ => found.push(Found {
                start: token.start,
                end: token.end,
                label: decided.label,
                score: decided.score,
            }),
        }
        open = Some(decided.label);
    }
    found
        .into_iter()
        .filter_map(|piece| trimmed(text, piece))
        .collect()
}

/// The piece without signs at its edges; nothing when only signs are left.
fn trimmed(text: &str, piece: Found) -> Option<Found> {
    let words = text.get(piece.start..piece.end)?;
    let edge = |c: char| !c.is_alphanumeric();
    let lead = |c: char| edge(c) && !matches!(c, '+' | '@' | '#' | '£' | '$' | '€' | '(');
    let tail = |c: char| edge(c) && !matches!(c, ')' | '%' | '/' | '\u{300}'..='\u{36f}');
    let mut start = piece.start + words.len() - words.trim_start_matches(lead).len();
    let mut end = piece.start + words.trim_end_matches(tail).len();
    let inner = text.get(start..end).unwrap_or_default();
    if inner.starts_with('(') && !inner.contains(')') {
        start += 1;
    }
    if inner.ends_with(')') && !inner.contains('(') {
        end -= 1;
    }
    let whole = text
        .get(start..end)
        .is_some_and(|inner| inner.contains(char::is_alphanumeric));
    whole.then_some(Found {
        start,
        end,
        ..piece
    })
}
