//! The weights and how a sentence is read with them: a linear-chain conditional random field, read by its marginals.

use crate::label::Label;
use crate::lexicon::Lexicon;

/// Tags: 0 outside, then for each label one that begins and one that goes on; the last of the 32 is never used.
pub const TAGS: usize = 32;

/// Tags that mean something.
pub const USED: usize = 1 + 2 * Label::ALL.len();

/// A row of weights or scores, one a tag.
pub type Row = [f32; TAGS];

/// The tag that begins a label.
pub fn begins(label: Label) -> usize {
    1 + 2 * label.number()
}

/// The first bytes of a model.
pub const MARK: &[u8; 8] = b"RECOG-1\n";

/// The most by which scores of tokens and transitions are raised to a power in one step; larger ones are cut.
const CAP: f32 = 30.0;

/// A trained model.
pub struct Model {
    lexicon: Lexicon,
    keys: Vec<u32>,
    slots: Vec<u32>,
    shift: u32,
    rows: &'static [u8],
    scale: f32,
    transitions: Vec<Row>,
}

/// Why a model could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged;

fn take<'a>(bytes: &mut &'a [u8], length: usize) -> Result<&'a [u8], Damaged> {
    let (head, rest) = bytes.split_at_checked(length).ok_or(Damaged)?;
    *bytes = rest;
    Ok(head)
}

fn number(bytes: &mut &[u8]) -> Result<u32, Damaged> {
    let head = take(bytes, 4)?;
    head.try_into().map(u32::from_le_bytes).map_err(|_| Damaged)
}

impl Model {
    /// Reads a model that [`write`] wrote.
    ///
    /// # Errors
    ///
    /// The bytes are not a whole model.
    pub fn read(mut bytes: &'static [u8]) -> Result<Model, Damaged> {
        let bytes = &mut bytes;
        if take(bytes, MARK.len())? != MARK {
            return Err(Damaged);
        }
        let words = number(bytes)? as usize;
        let count = number(bytes)? as usize;
        let scale = f32::from_bits(number(bytes)?);
        let lexicon = Lexicon::read(take(bytes, words * crate::lexicon::ENTRY)?).ok_or(Damaged)?;
        let mut transitions = vec![[0.0; TAGS]; TAGS];
        for cell in transitions.iter_mut().flatten() {
            *cell = f32::from_bits(number(bytes)?);
        }
        let mut keys = Vec::with_capacity(count);
        for _ in 0..count {
            keys.push(number(bytes)?);
        }
        let rows = take(bytes, count * TAGS)?;
        if !bytes.is_empty() {
            return Err(Damaged);
        }
        let mut model = Model {
            lexicon,
            keys,
            slots: Vec::new(),
            shift: 0,
            rows,
            scale,
            transitions,
        };
        model.build_slots();
        Ok(model)
    }

    fn build_slots(&mut self) {
        let size = (self.keys.len() * 2).next_power_of_two().max(16);
        self.shift = 32 - size.trailing_zeros();
        self.slots = vec![u32::MAX; size];
        for (row, key) in (0u32..).zip(&self.keys) {
            let mut at = self.slot(*key);
            while self.slots.get(at).is_some_and(|slot| *slot != u32::MAX) {
                at = (at + 1) % size;
            }
            if let Some(slot) = self.slots.get_mut(at) {
                *slot = row;
            }
        }
    }

    fn slot(&self, key: u32) -> usize {
        (key.wrapping_mul(0x9e37_79b1) >> self.shift) as usize
    }

    fn row(&self, key: u32) -> Option<&[u8; TAGS]> {
        let mut at = self.slot(key);
        loop {
            let row = *self.slots.get(at)? as usize;
            if *self.keys.get(row)? == key {
                return self.rows.get(row * TAGS..(row + 1) * TAGS)?.try_into().ok();
            }
            at = (at + 1) % self.slots.len();
        }
    }

    /// The lists and classes of words.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// How much each tag is supported by the features of one token.
    pub fn support(&self, features: &[u32]) -> Row {
        let mut sums = [0i32; TAGS];
        for key in features {
            if let Some(row) = self.row(*key) {
                for (sum, weight) in sums.iter_mut().zip(row) {
                    *sum += i32::from(weight.cast_signed());
                }
            }
        }
        sums.map(|sum| {
            #[expect(clippy::cast_precision_loss, reason = "sums of a hundred bytes")]
            let sum = sum as f32;
            sum * self.scale
        })
    }

    /// The probability of each tag at each token of a sentence, given the support of each.
    pub fn marginals(&self, support: &[Row]) -> Vec<Row> {
        marginals(&self.transitions, support)
    }
}

/// Whether `to` may follow `from`: what goes on must have begun.
pub fn may_follow(from: usize, to: usize) -> bool {
    to < USED && from < USED && (to == 0 || to % 2 == 1 || from == to || from + 1 == to)
}

fn powers(row: &Row) -> Row {
    let top = row.iter().take(USED).copied().fold(f32::MIN, f32::max);
    let mut out = [0.0; TAGS];
    for (to, from) in out.iter_mut().zip(row).take(USED) {
        *to = (from - top).max(-CAP).exp();
    }
    out
}

fn level(row: &mut Row) {
    let sum: f32 = row.iter().sum();
    if sum > 0.0 {
        for cell in row.iter_mut() {
            *cell /= sum;
        }
    }
}

/// What stands before a sentence lets nothing go on that has not begun.
fn opening() -> Row {
    let mut row = [0.0; TAGS];
    for (tag, cell) in row.iter_mut().enumerate() {
        *cell = f32::from(u8::from(may_follow(0, tag)));
    }
    row
}

/// The powers of transitions, zero where one tag may not follow another.
pub fn transition_powers(transitions: &[Row]) -> Vec<Row> {
    let mut out = vec![[0.0; TAGS]; TAGS];
    for (from, (powers, weights)) in out.iter_mut().zip(transitions).enumerate() {
        for (to, (power, weight)) in powers.iter_mut().zip(weights).enumerate() {
            if may_follow(from, to) {
                *power = weight.clamp(-CAP, CAP).exp();
            }
        }
    }
    out
}

/// Forward and backward messages of a sentence, each levelled to sum to one, and the powers of its support.
pub struct Messages {
    /// Powers of the support.
    pub powers: Vec<Row>,
    /// Forward, with the token's own support.
    pub forward: Vec<Row>,
    /// Backward, without the token's own support.
    pub backward: Vec<Row>,
}

/// Passes messages along a sentence.
pub fn messages(transitions: &[Row], support: &[Row]) -> Messages {
    let powers: Vec<Row> = support.iter().map(powers).collect();
    let mut forward: Vec<Row> = Vec::with_capacity(powers.len());
    for power in &powers {
        let mut row = [0.0; TAGS];
        match forward.last() {
            None => row = opening(),
            Some(last) => {
                for (share, weights) in last.iter().zip(transitions) {
                    for (cell, weight) in row.iter_mut().zip(weights) {
                        *cell += share * weight;
                    }
                }
            }
        }
        for (cell, power) in row.iter_mut().zip(power) {
            *cell *= power;
        }
        level(&mut row);
        forward.push(row);
    }
    let mut backward: Vec<Row> = vec![[1.0; TAGS]; powers.len()];
    let mut last = [1.0; TAGS];
    for (row, power) in backward.iter_mut().zip(&powers).rev() {
        *row = last;
        let mut ahead = [0.0; TAGS];
        for (cell, (here, power)) in ahead.iter_mut().zip(last.iter().zip(power)) {
            *cell = here * power;
        }
        for (cell, weights) in last.iter_mut().zip(transitions) {
            *cell = weights
                .iter()
                .zip(&ahead)
                .map(|(weight, ahead)| weight * ahead)
                .sum();
        }
        level(&mut last);
    }
    Messages {
        powers,
        forward,
        backward,
    }
}

/// The probability of each tag at each token; `transitions` as powers.
pub fn marginals(transitions: &[Row], support: &[Row]) -> Vec<Row> {
    let messages = messages(transitions, support);
    messages
        .forward
        .into_iter()
        .zip(&messages.backward)
        .map(|(mut row, back)| {
            for (cell, back) in row.iter_mut().zip(back) {
                *cell *= back;
            }
            level(&mut row);
            row
        })
        .collect()
}

/// What a model is made of, for writing it.
pub struct Parts {
    /// Lists and classes of words.
    pub lexicon: Lexicon,
    /// Feature keys with their weights.
    pub rows: Vec<(u32, Row)>,
    /// Weights of one tag after another.
    pub transitions: Vec<Row>,
}

/// A model as bytes: mark, counts, scale, lexicon, powers of transitions, keys, rows of one byte a weight.
pub fn write(parts: &Parts) -> Vec<u8> {
    let most = parts
        .rows
        .iter()
        .flat_map(|(_, row)| row)
        .fold(0.0f32, |most, w| most.max(w.abs()));
    let scale = most.clamp(0.1, 4.0) / 127.0;
    let mut bytes = MARK.to_vec();
    for count in [parts.lexicon.len(), parts.rows.len()] {
        bytes.extend(u32::try_from(count).unwrap_or(u32::MAX).to_le_bytes());
    }
    bytes.extend(scale.to_bits().to_le_bytes());
    bytes.extend(parts.lexicon.write());
    for cell in transition_powers(&parts.transitions).iter().flatten() {
        bytes.extend(cell.to_bits().to_le_bytes());
    }
    for (key, _) in &parts.rows {
        bytes.extend(key.to_le_bytes());
    }
    for weight in parts.rows.iter().flat_map(|(_, row)| row) {
        #[expect(clippy::cast_possible_truncation, reason = "clamped to a byte")]
        let small = (weight / scale).round().clamp(-127.0, 127.0) as i8;
        bytes.push(small.cast_unsigned());
    }
    bytes
}
