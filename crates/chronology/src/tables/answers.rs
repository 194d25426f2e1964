//! Cells that have fixed answers: was the child seen, how much does it matter.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::Field;
use super::words::{key, lines};

type Answers = BTreeMap<(&'static str, String), &'static str>;

static ANSWERS: LazyLock<Answers> = LazyLock::new(|| {
    let rows = lines(include_str!("values.csv"));
    let split = rows.filter_map(|(left, code)| {
        let (field, words) = left.split_once(',')?;
        Some(((field, key(words)), code))
    });
    split.collect()
});

/// The code of an answer; nothing where the words leave any doubt.
pub fn answer(field: Field, words: &str) -> Option<&'static str> {
    ANSWERS.get(&(field.code(), key(words))).copied()
}
