//! Reading text and choices.

use std::str::FromStr;

use model::is_unseen;

use super::field::Problem;
use super::{Field, Filled};

/// Longer than any password manager makes, and short enough to digest.
const LONGEST_SECRET: usize = 1_000;

/// Makes what follows read from right to left, whatever it is.
const TURNS: char = '\u{202E}';

/// The text without what shows nothing; joiners stay between letters of the scripts that are written with them.
fn seen_of(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let joined = |letter: Option<&char>| {
        letter.is_some_and(|letter| matches!(letter, '\u{600}'..='\u{DFF}'))
    };
    let stays = |at: usize, letter: char| match letter {
        '\u{200C}' | '\u{200D}' => {
            let before = at.checked_sub(1).and_then(|at| letters.get(at));
            joined(before) && joined(letters.get(at + 1))
        }
        other => !is_unseen(other),
    };
    let kept = letters.iter().enumerate();
    kept.filter(|(at, letter)| stays(*at, **letter))
        .map(|(_, letter)| *letter)
        .collect()
}

impl Filled {
    /// A text that must be given, of at most `most` characters.
    pub fn text(&mut self, field: &Field, most: usize) -> Option<String> {
        match self.cleaned(field, most) {
            Some(text) if text.is_empty() => {
                self.wrong(field, Problem::Missing, &[]);
                None
            }
            other => other,
        }
    }

    /// A text that may be left out; `None` when it is empty or was told about, so look at
    /// [`Filled::is_good`] afterwards.
    pub fn text_or_none(&mut self, field: &Field, most: usize) -> Option<String> {
        self.cleaned(field, most).filter(|text| !text.is_empty())
    }

    /// A password: as typed, white space and all; at most 1,000 characters.
    pub fn secret(&mut self, field: &Field) -> Option<String> {
        let typed = self.value(field.id).to_owned();
        if typed.is_empty() {
            self.wrong(field, Problem::Missing, &[]);
            return None;
        }
        let length = typed.chars().count();
        if length > LONGEST_SECRET {
            let over = i64::try_from(length.saturating_sub(LONGEST_SECRET)).unwrap_or(i64::MAX);
            let values = [("most", 1_000.into()), ("over", over.into())];
            self.wrong(field, Problem::Long, &values);
            return None;
        }
        Some(typed)
    }

    /// One of a few codes, as offered by radio buttons or a list.
    pub fn choice<T: FromStr>(&mut self, field: &Field) -> Option<T> {
        let typed = self.value(field.id).to_owned();
        if typed.is_empty() {
            self.wrong(field, Problem::NotChosen, &[]);
            return None;
        }
        let chosen = typed.parse().ok();
        if chosen.is_none() {
            self.wrong(field, Problem::UnknownChoice, &[]);
        }
        chosen
    }

    /// One of a few codes that `read` knows.
    pub fn coded<T>(&mut self, field: &Field, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let code = self.choice::<String>(field)?;
        let chosen = read(&code);
        if chosen.is_none() {
            self.not_on_offer(field);
        }
        chosen
    }

    /// Says that what was chosen is not on offer.
    pub fn not_on_offer(&mut self, field: &Field) {
        self.wrong(field, Problem::UnknownChoice, &[]);
    }

    /// One of a few codes, or nothing.
    pub fn choice_or_none<T: FromStr>(&mut self, field: &Field) -> Option<T> {
        if self.value(field.id).is_empty() {
            None
        } else {
            self.choice(field)
        }
    }

    /// Every code that was ticked, perhaps none; `None` when one of them is not on offer.
    pub fn choices<T: FromStr>(&mut self, field: &Field) -> Option<Vec<T>> {
        let typed: Vec<&str> = self
            .all(field.id)
            .filter(|value| !value.is_empty())
            .collect();
        let chosen: Option<Vec<T>> = typed.into_iter().map(|code| code.parse().ok()).collect();
        if chosen.is_none() {
            self.wrong(field, Problem::UnknownChoice, &[]);
        }
        chosen
    }

    /// A whole number from `least` to `most`.
    pub fn number(&mut self, field: &Field, least: i64, most: i64) -> Option<i64> {
        let typed = self.value(field.id).trim().to_owned();
        if typed.is_empty() {
            self.wrong(field, Problem::Missing, &[]);
            return None;
        }
        let number = typed
            .parse()
            .ok()
            .filter(|number| (least..=most).contains(number));
        if number.is_none() {
            self.wrong(
                field,
                Problem::Number,
                &[("least", least.into()), ("most", most.into())],
            );
        }
        number
    }

    /// What was typed, without white space at its ends and with plain line ends; `None` when it
    /// is too long or holds characters that no keyboard types. Characters that show nothing (soft
    /// hyphens, joiners, marks of direction) come along when a text is copied from elsewhere and are
    /// left out; the one that makes a text read backwards is refused, since without it the words
    /// would not be those that were seen.
    fn cleaned(&mut self, field: &Field, most: usize) -> Option<String> {
        let typed = self.value(field.id).replace("\r\n", "\n");
        let text = seen_of(&typed.replace('\r', "\n")).trim().to_owned();
        let turned = typed.contains(TURNS);
        if turned
            || text
                .chars()
                .any(|letter| letter.is_control() && letter != '\n' && letter != '\t')
        {
            self.wrong(field, Problem::Characters, &[]);
            return None;
        }
        let length = text.chars().count();
        if length > most {
            let values = [
                ("most", i64::try_from(most).unwrap_or(i64::MAX).into()),
                (
                    "over",
                    i64::try_from(length.saturating_sub(most))
                        .unwrap_or(i64::MAX)
                        .into(),
                ),
            ];
            self.wrong(field, Problem::Long, &values);
            return None;
        }
        Some(text)
    }
}
