//! Reading text and choices.

use std::str::FromStr;

use super::field::Problem;
use super::{Field, Filled};

/// Longer than any password manager makes, and short enough to digest.
const LONGEST_SECRET: usize = 1_000;

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
    /// is too long or holds characters that no keyboard types.
    fn cleaned(&mut self, field: &Field, most: usize) -> Option<String> {
        let text = self
            .value(field.id)
            .replace("\r\n", "\n")
            .replace('\r', "\n")
            .trim()
            .to_owned();
        if text
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
