//! What is wrong with a form, in the order of its fields.

use crate::texts::t;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Field that it belongs to; a date's three boxes are one field.
    pub field: String,
    /// Id of the element that the error summary links to.
    pub anchor: String,
    /// What to say.
    pub text: String,
    /// Whether only that element is wrong: one box of a date and not the date.
    pub only_there: bool,
}

/// Everything that is wrong with a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormErrors(Vec<FieldError>);

impl FormErrors {
    /// Nothing is wrong.
    #[must_use]
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// Says with a text of `texts/en` that a field is wrong.
    pub fn say(&mut self, field: &str, key: &str) {
        self.add(field, field, t(key));
    }

    /// Says that a field is wrong; the summary links to `anchor`. The first word on a field stays.
    pub fn add(&mut self, field: &str, anchor: &str, text: String) {
        if self.of(field).is_none() {
            let (field, anchor) = (field.to_owned(), anchor.to_owned());
            self.0.push(FieldError {
                field,
                anchor,
                text,
                only_there: false,
            });
        }
    }

    /// Says that one box of a field is wrong.
    pub(crate) fn add_only(&mut self, field: &str, anchor: &str, text: String) {
        if self.of(field).is_none() {
            let (field, anchor) = (field.to_owned(), anchor.to_owned());
            self.0.push(FieldError {
                field,
                anchor,
                text,
                only_there: true,
            });
        }
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is wrong with this field.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<&str> {
        self.found(field).map(|error| error.text.as_str())
    }

    /// Whether this box of a field is the only wrong one: for the red border of one box of a date.
    #[must_use]
    pub fn only_at(&self, anchor: &str) -> bool {
        self.0
            .iter()
            .any(|error| error.only_there && error.anchor == anchor)
    }

    /// Everything, for the error summary.
    pub fn iter(&self) -> impl Iterator<Item = &FieldError> {
        self.0.iter()
    }

    fn found(&self, field: &str) -> Option<&FieldError> {
        self.0.iter().find(|error| error.field == field)
    }
}
