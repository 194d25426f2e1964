//! A day in three boxes.

use super::fieldset::{Fieldset, Legend};
use super::group::Parts;
use super::options::parts_options;
use super::{Label, TextInput};
use crate::html::Markup;
use crate::options::{Extra, extra_options, printable, setters};

/// One box of a [`DateInput`].
#[derive(Debug, Clone)]
pub struct DatePart {
    name: String,
    label: Label,
    width: u8,
    id: Option<String>,
    value: Option<String>,
    error: Option<bool>,
    inputmode: Option<String>,
    autocomplete: Option<String>,
    pattern: Option<String>,
    extra: Extra,
}

setters!(DatePart {
    /// The id of the box, instead of the id of the date and the name of the box.
    id: String,
    /// What was typed before, unchanged.
    value: String,
    /// Which keyboard a phone shows; `numeric` unless set.
    inputmode: String,
    /// What browsers may fill in, such as `bday-day`.
    autocomplete: String,
    /// A regular expression the answer must match in the browser; prefer an error from the server.
    pattern: String,
});
extra_options!(DatePart, extra);

impl DatePart {
    /// A box of this name and label, two characters wide.
    pub fn new(name: impl Into<String>, label: impl Into<Label>) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            width: 2,
            id: None,
            value: None,
            error: None,
            inputmode: None,
            autocomplete: None,
            pattern: None,
            extra: Extra::default(),
        }
    }

    /// The box of the day of the month.
    pub fn day(label: impl Into<Label>) -> Self {
        Self::new("day", label)
    }

    /// The box of the month.
    pub fn month(label: impl Into<Label>) -> Self {
        Self::new("month", label)
    }

    /// The box of the year, four characters wide.
    pub fn year(label: impl Into<Label>) -> Self {
        Self::new("year", label).width(4)
    }

    /// As wide as this many characters; the stylesheet knows 2, 3, 4, 5, 10, 20 and 30.
    #[must_use]
    pub fn width(mut self, characters: u8) -> Self {
        self.width = characters;
        self
    }

    /// What was typed before, when something was.
    #[must_use]
    pub fn value_if(mut self, value: Option<impl Into<String>>) -> Self {
        self.value = value.map(Into::into);
        self
    }

    /// Says whether the error is in this box. When no box says so, the error of the date marks all of them.
    #[must_use]
    pub fn has_error(mut self, on: bool) -> Self {
        self.error = Some(on);
        self
    }

    fn write(&self, out: &mut Markup, date: &DateInput, any_part_has_error: bool) {
        let name = match &date.name_prefix {
            Some(prefix) => format!("{prefix}-{}", self.name),
            None => self.name.clone(),
        };
        let id = self
            .id
            .clone()
            .unwrap_or_else(|| format!("{}-{}", date.id, self.name));
        let of_date = date.parts.error.is_some() && !any_part_has_error;
        let mut input = TextInput::new(name, self.label.clone())
            .id(id)
            .inputmode(self.inputmode.as_deref().unwrap_or("numeric"))
            .value_if(self.value.as_deref());
        input
            .field
            .label
            .extra
            .prepend_classes("govuk-date-input__label");
        input.autocomplete.clone_from(&self.autocomplete);
        input.pattern.clone_from(&self.pattern);
        input.own_class = "govuk-date-input__input";
        input.field.extra = self.extra.clone();
        if !self.extra.classes().contains("govuk-input--width-") {
            input
                .field
                .extra
                .prepend_classes(&format!("govuk-input--width-{}", self.width));
        }
        if self.error.unwrap_or(of_date) {
            input.field.extra.prepend_classes("govuk-input--error");
        }
        out.raw("<div class=\"govuk-date-input__item\">");
        input.write(out);
        out.raw("</div>");
    }
}

/// A day in boxes for day, month and year. Dates that people remember or look up; never a calendar to click.
///
/// ```
/// let known = govuk::DateInput::new("known", "When did the local authority first know?")
///     .values(Some("31"), Some("2"), Some("2026"))
///     .error("Enter a real date, like 27 3 2026");
/// assert!(known.render().as_str().contains("name=\"known-day\""));
/// ```
#[derive(Debug, Clone)]
pub struct DateInput {
    id: String,
    name_prefix: Option<String>,
    fieldset: Option<Fieldset>,
    parts: Parts,
    items: Vec<DatePart>,
    extra: Extra,
}

parts_options!(DateInput, parts);
extra_options!(DateInput, extra);
printable!(DateInput);

impl DateInput {
    /// A day of this name under a legend: boxes `{name}-day`, `{name}-month`, `{name}-year`, labelled in English.
    pub fn new(name: impl Into<String>, legend: impl Into<Legend>) -> Self {
        let name = name.into();
        let mut date = Self::in_fieldset(name.clone(), Fieldset::new(legend));
        date.name_prefix = Some(name);
        date.labels("Day", "Month", "Year")
    }

    /// A date of this id in a fieldset with options of its own, still without boxes.
    pub fn in_fieldset(id: impl Into<String>, fieldset: Fieldset) -> Self {
        let mut date = Self::without_fieldset(id);
        date.fieldset = Some(fieldset);
        date
    }

    /// A date of this id without a legend, still without boxes, for a date that something else on the page names.
    pub fn without_fieldset(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            name_prefix: None,
            fieldset: None,
            parts: Parts::default(),
            items: Vec::new(),
            extra: Extra::default(),
        }
    }

    /// What the names of all boxes begin with, followed by a hyphen.
    #[must_use]
    pub fn name_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.name_prefix = Some(prefix.into());
        self
    }

    /// Boxes of day, month and year with these labels, instead of the boxes so far.
    #[must_use]
    pub fn labels(
        mut self,
        day: impl Into<Label>,
        month: impl Into<Label>,
        year: impl Into<Label>,
    ) -> Self {
        self.items = vec![
            DatePart::day(day),
            DatePart::month(month),
            DatePart::year(year),
        ];
        self
    }

    /// Adds a box.
    #[must_use]
    pub fn part(mut self, part: DatePart) -> Self {
        self.items.push(part);
        self
    }

    /// What was typed before into the first three boxes, unchanged.
    #[must_use]
    pub fn values<T: Into<String>>(
        mut self,
        day: Option<T>,
        month: Option<T>,
        year: Option<T>,
    ) -> Self {
        for (item, value) in self.items.iter_mut().zip([day, month, year]) {
            item.value = value.map(Into::into);
        }
        self
    }

    /// Says which of the first three boxes the error is in.
    #[must_use]
    pub fn error_in(mut self, day: bool, month: bool, year: bool) -> Self {
        for (item, wrong) in self.items.iter_mut().zip([day, month, year]) {
            item.error = wrong.then_some(true);
        }
        self
    }

    pub(crate) fn write(&self, out: &mut Markup) {
        let mut parts = self.parts.clone();
        if let Some(own) = self.fieldset.as_ref().and_then(Fieldset::own_description) {
            parts.described_by = Some(own.to_owned());
        }
        parts.open(out, "");
        out.raw(">");
        if let Some(fieldset) = &self.fieldset {
            // A fieldset of text inputs is read out with its hint only when it is also a group.
            fieldset.write_open(out, parts.described_by(&self.id).as_deref(), Some("group"));
        }
        parts.write_hint_and_error(out, &self.id);
        out.raw("<div")
            .class(["govuk-date-input", self.extra.classes()]);
        self.extra.write_attributes(out);
        out.attr("id", &self.id).raw(">");
        let any_part_has_error = self.items.iter().any(|item| item.error == Some(true));
        for item in &self.items {
            item.write(out, self, any_part_has_error);
        }
        out.raw(if self.fieldset.is_some() {
            "</div></fieldset></div>"
        } else {
            "</div></div>"
        });
    }
}
