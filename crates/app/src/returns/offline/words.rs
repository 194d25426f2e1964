//! The words of the document that is handed out, and of its fixed answers.

use std::collections::BTreeMap;

use model::chronology::Labels;

/// Words by their keys; a key stands for itself where there are none. A question has its key, with `.hint` what is said
/// with it; a fixed answer has the key of its question, `=` and its code.
#[derive(Debug, Clone, Default)]
pub struct FormWords {
    /// The words.
    pub said: BTreeMap<String, String>,
    /// Heads of the chronology's columns, and words of their fixed answers.
    pub labels: Labels,
}

impl FormWords {
    /// The words of a key.
    #[must_use]
    pub fn of<'a>(&'a self, key: &'a str) -> &'a str {
        self.said.get(key).map_or(key, String::as_str)
    }

    /// What is said with a question; empty where nothing is.
    pub(super) fn hint(&self, key: &str) -> &str {
        let hint = self.said.get(&format!("{key}.hint"));
        hint.map_or("", String::as_str)
    }

    /// The words of a fixed answer; its code where there are none.
    pub(super) fn answer(&self, key: &str, code: &str) -> String {
        let words = self.said.get(&format!("{key}={code}"));
        words.map_or_else(|| code.to_owned(), Clone::clone)
    }

    /// The code of a fixed answer from its words, or from itself, in whatever capitals.
    pub(super) fn code_of(
        &self,
        key: &str,
        codes: &[&'static str],
        words: &str,
    ) -> Option<&'static str> {
        let words = words.trim().to_lowercase();
        let mut all = codes.iter().copied();
        all.find(|code| words == *code || words == self.answer(key, code).trim().to_lowercase())
    }
}
