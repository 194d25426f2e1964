//! A list to choose one from.

use super::Label;
use super::group::Field;
use super::options::{field_options, value_options};
use crate::html::Markup;
use crate::options::Extra;

/// A drop-down list. Prefer radios where the choices fit on the page.
#[derive(Debug, Clone)]
pub struct Select {
    pub(crate) field: Field,
    value: Option<String>,
    options: Vec<SelectOption>,
}

field_options!(Select);
value_options!(Select);

impl Select {
    /// A list of this name and label, still without options.
    pub fn new(name: impl Into<String>, label: impl Into<Label>) -> Self {
        Self {
            field: Field::new(name.into(), label.into()),
            value: None,
            options: Vec::new(),
        }
    }

    /// Adds an option.
    #[must_use]
    pub fn option(mut self, option: SelectOption) -> Self {
        self.options.push(option);
        self
    }

    /// Adds options.
    #[must_use]
    pub fn options(mut self, options: impl IntoIterator<Item = SelectOption>) -> Self {
        self.options.extend(options);
        self
    }

    pub(crate) fn write(&self, out: &mut Markup) {
        self.field.parts.open(out, "");
        out.raw(">");
        self.field.write_head(out);
        if let Some(html) = &self.field.before_input {
            out.html(html);
        }
        let error = if self.field.parts.error.is_some() {
            "govuk-select--error"
        } else {
            ""
        };
        out.raw("<select")
            .class(["govuk-select", self.field.extra.classes(), error])
            .attr("id", self.field.id())
            .attr("name", &self.field.name)
            .flag("disabled", self.field.disabled)
            .attr_if("aria-describedby", self.field.described_by().as_deref());
        self.field.extra.write_attributes(out);
        out.raw(">");
        let chosen = self.value.as_deref().filter(|value| !value.is_empty());
        for option in &self.options {
            option.write(out, chosen);
        }
        out.raw("</select>");
        if let Some(html) = &self.field.after_input {
            out.html(html);
        }
        out.raw("</div>");
    }
}

/// One option of a [`Select`].
#[derive(Debug, Clone)]
pub struct SelectOption {
    text: String,
    value: Option<String>,
    selected: Option<bool>,
    disabled: bool,
    extra: Extra,
}

impl SelectOption {
    /// An option that sends a value and shows a text.
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        let mut option = Self::of_text(text);
        option.value = Some(value.into());
        option
    }

    /// An option that sends the text it shows.
    pub fn of_text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            value: None,
            selected: None,
            disabled: false,
            extra: Extra::default(),
        }
    }

    /// Says outright whether this is the one chosen, whatever the value of the list.
    #[must_use]
    pub fn selected(mut self, on: bool) -> Self {
        self.selected = Some(on);
        self
    }

    /// Shown but not to be chosen.
    #[must_use]
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }

    /// Adds an attribute to the option. The name is a literal, the value is escaped.
    #[must_use]
    pub fn attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.extra.add_attribute(name, value.into());
        self
    }

    fn write(&self, out: &mut Markup, chosen: Option<&str>) {
        let effective = self.value.as_deref().unwrap_or(&self.text);
        let selected = self.selected.unwrap_or(chosen == Some(effective));
        out.raw("<option")
            .attr_if("value", self.value.as_deref())
            .flag("selected", selected)
            .flag("disabled", self.disabled);
        self.extra.write_attributes(out);
        out.raw(">").text(&self.text).raw("</option>");
    }
}
