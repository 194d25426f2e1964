//! A field of a form: its place in the page and everything that is said about it.

use crate::texts::{Value, t, t_about, t_with};

/// A field of a form. Its message in `texts/en` is the field's name as it stands inside a
/// sentence ("date of the incident"); attributes of the message say the rest:
/// `.label`, `.hint`, and errors of its own (`.missing`, `.long`, `.choice`, …) where the general
/// ones of `forms.ftl` would read badly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Name in the posted form and id in the page. A date adds `-day`, `-month`, `-year`.
    pub id: &'static str,
    /// Key of its message.
    pub key: &'static str,
}

/// A field: `field("what", "raise-what")`.
#[must_use]
pub const fn field(id: &'static str, key: &'static str) -> Field {
    Field { id, key }
}

impl Field {
    /// What stands above it: `.label`, or its name with a capital.
    #[must_use]
    pub fn label(&self) -> String {
        t_about(self.key, "label", &[]).unwrap_or_else(|| capital(&self.name()))
    }

    /// What helps to answer it.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        t_about(self.key, "hint", &[])
    }

    /// Its name inside a sentence.
    #[must_use]
    pub fn name(&self) -> String {
        t(self.key)
    }

    /// What is said when something is wrong: the field's own words, or the general ones.
    pub(crate) fn wrong(&self, problem: Problem, values: &[(&str, Value<'_>)]) -> String {
        let name = self.name();
        let mut all = values.to_vec();
        all.push(("field", name.clone().into()));
        all.push(("Field", capital(&name).into()));
        t_about(self.key, problem.attribute(), &all).unwrap_or_else(|| t_with(problem.key(), &all))
    }
}

/// What can be wrong with an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Problem {
    Missing,
    NotChosen,
    UnknownChoice,
    Long,
    Characters,
    NotADate,
    DatePart,
    Year,
    DateRange,
    NotAnUncertainDate,
    NotATime,
    Email,
    Phone,
    Number,
}

impl Problem {
    /// Attribute of the field's message that replaces the general words.
    const fn attribute(self) -> &'static str {
        match self {
            Self::Missing | Self::NotChosen => "missing",
            Self::UnknownChoice => "choice",
            Self::Long => "long",
            Self::Characters => "characters",
            Self::NotADate | Self::NotAnUncertainDate => "date",
            Self::DatePart => "part",
            Self::Year => "year",
            Self::DateRange => "range",
            Self::NotATime => "time",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Number => "number",
        }
    }

    /// Key of the general words.
    const fn key(self) -> &'static str {
        match self {
            Self::Missing => "form-missing",
            Self::NotChosen => "form-not-chosen",
            Self::UnknownChoice => "form-choice",
            Self::Long => "form-long",
            Self::Characters => "form-characters",
            Self::NotADate => "form-date",
            Self::DatePart => "form-date-part",
            Self::Year => "form-date-year",
            Self::DateRange => "form-date-range",
            Self::NotAnUncertainDate => "form-uncertain-date",
            Self::NotATime => "form-time",
            Self::Email => "form-email",
            Self::Phone => "form-phone",
            Self::Number => "form-number",
        }
    }
}

/// The text with a capital at its start, for the beginning of a sentence.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
