//! Radios and checkboxes.

use super::fieldset::{Fieldset, Legend};
use super::group::Parts;
use super::options::parts_options;
use super::{Hint, Label};
use crate::Html;
use crate::html::Markup;
use crate::options::{Extra, extra_options, printable};

/// One choice of radios or checkboxes.
#[derive(Debug, Clone)]
pub struct Choice {
    value: String,
    label: Label,
    hint: Option<Hint>,
    id: Option<String>,
    name: Option<String>,
    checked: Option<bool>,
    disabled: bool,
    exclusive: bool,
    reveals: Option<Html>,
    extra: Extra,
}

impl Choice {
    /// A choice that sends a value and shows a label.
    pub fn new(value: impl Into<String>, label: impl Into<Label>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: None,
            id: None,
            name: None,
            checked: None,
            disabled: false,
            exclusive: false,
            reveals: None,
            extra: Extra::default(),
        }
    }

    /// A hint under the label.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Hint>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The id of the control, instead of the name of the group and a number.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The name under which a checkbox is sent, instead of that of the group. Radios have one name for all.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Says outright whether it is chosen, whatever the values of the group.
    #[must_use]
    pub fn checked(mut self, on: bool) -> Self {
        self.checked = Some(on);
        self
    }

    /// Shown but not to be chosen.
    #[must_use]
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }

    /// A checkbox that clears all others, for "none of these". Without JavaScript the server must refuse both.
    #[must_use]
    pub fn exclusive(mut self) -> Self {
        self.exclusive = true;
        self
    }

    /// Shown only while this is chosen; without JavaScript always.
    #[must_use]
    pub fn reveals(mut self, html: impl Into<Html>) -> Self {
        self.reveals = Some(html.into());
        self
    }

    /// Adds an attribute to the control. The name is a literal, the value is escaped.
    #[must_use]
    pub fn attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.extra.add_attribute(name, value.into());
        self
    }
}

/// A choice, or a word between choices.
#[derive(Debug, Clone)]
enum Entry {
    Choice(Box<Choice>),
    Divider(String),
}

/// Which of the two controls, and the class names that differ.
struct Kind {
    module: &'static str,
    input_type: &'static str,
    block: &'static str,
    item: &'static str,
    input: &'static str,
    label: &'static str,
    hint: &'static str,
    divider: &'static str,
    conditional: &'static str,
    conditional_hidden: &'static str,
}

const RADIOS: Kind = Kind {
    module: "govuk-radios",
    input_type: "radio",
    block: "govuk-radios",
    item: "govuk-radios__item",
    input: "govuk-radios__input",
    label: "govuk-radios__label",
    hint: "govuk-radios__hint",
    divider: "govuk-radios__divider",
    conditional: "govuk-radios__conditional",
    conditional_hidden: "govuk-radios__conditional--hidden",
};

const CHECKBOXES: Kind = Kind {
    module: "govuk-checkboxes",
    input_type: "checkbox",
    block: "govuk-checkboxes",
    item: "govuk-checkboxes__item",
    input: "govuk-checkboxes__input",
    label: "govuk-checkboxes__label",
    hint: "govuk-checkboxes__hint",
    divider: "govuk-checkboxes__divider",
    conditional: "govuk-checkboxes__conditional",
    conditional_hidden: "govuk-checkboxes__conditional--hidden",
};

/// What radios and checkboxes share.
#[derive(Debug, Clone)]
struct Choices {
    name: String,
    id_prefix: Option<String>,
    fieldset: Option<Fieldset>,
    parts: Parts,
    values: Vec<String>,
    entries: Vec<Entry>,
    extra: Extra,
}

impl Choices {
    fn new(name: String, fieldset: Option<Fieldset>) -> Self {
        Self {
            name,
            id_prefix: None,
            fieldset,
            parts: Parts::default(),
            values: Vec::new(),
            entries: Vec::new(),
            extra: Extra::default(),
        }
    }

    fn prefix(&self) -> &str {
        self.id_prefix.as_deref().unwrap_or(&self.name)
    }

    fn write(&self, out: &mut Markup, kind: &Kind) {
        let mut parts = self.parts.clone();
        if let Some(own) = self.fieldset.as_ref().and_then(Fieldset::own_description) {
            parts.described_by = Some(own.to_owned());
        }
        let described_by = parts.described_by(self.prefix());
        parts.open(out, "");
        out.raw(">");
        if let Some(fieldset) = &self.fieldset {
            fieldset.write_open(out, described_by.as_deref(), None);
        }
        parts.write_hint_and_error(out, self.prefix());
        out.raw("<div").class([kind.block, self.extra.classes()]);
        self.extra.write_attributes(out);
        out.attr("data-module", kind.module).raw(">");
        // Without a fieldset a checkbox says hint and error itself; radios never do, following the design system.
        let repeats = self.fieldset.is_none() && kind.input_type == "checkbox";
        let group_description = described_by.as_deref().filter(|_| repeats);
        for (index, entry) in (1_usize..).zip(&self.entries) {
            match entry {
                Entry::Divider(text) => {
                    out.raw("<div")
                        .class([kind.divider])
                        .raw(">")
                        .text(text)
                        .raw("</div>");
                }
                Entry::Choice(choice) => {
                    self.write_choice(out, kind, choice, index, group_description)
                }
            }
        }
        out.raw(if self.fieldset.is_some() {
            "</div></fieldset></div>"
        } else {
            "</div></div>"
        });
    }

    fn write_choice(
        &self,
        out: &mut Markup,
        kind: &Kind,
        choice: &Choice,
        index: usize,
        described: Option<&str>,
    ) {
        let id = match (&choice.id, index) {
            (Some(id), _) => id.clone(),
            // The first has no number, so that an error summary can link to it by the name of the group.
            (None, 1) => self.prefix().to_owned(),
            (None, _) => format!("{}-{index}", self.prefix()),
        };
        let checked = choice
            .checked
            .unwrap_or_else(|| self.values.contains(&choice.value));
        let hint_id = choice.hint.as_ref().map(|_| format!("{id}-item-hint"));
        let description: Vec<&str> = [described, hint_id.as_deref()]
            .into_iter()
            .flatten()
            .collect();
        let description = (!description.is_empty()).then(|| description.join(" "));
        let conditional_id = choice.reveals.as_ref().map(|_| format!("conditional-{id}"));
        out.raw("<div")
            .class([kind.item])
            .raw("><input")
            .class([kind.input]);
        out.attr("id", &id)
            .attr("name", choice.name.as_deref().unwrap_or(&self.name))
            .attr("type", kind.input_type)
            .attr("value", &choice.value)
            .flag("checked", checked)
            .flag("disabled", choice.disabled)
            .attr_if("data-aria-controls", conditional_id.as_deref())
            .attr_if("data-behaviour", choice.exclusive.then_some("exclusive"))
            .attr_if("aria-describedby", description.as_deref());
        choice.extra.write_attributes(out);
        out.raw(">");
        choice.label.write_with(out, Some(&id), kind.label);
        if let Some(hint) = &choice.hint {
            hint.write_as(out, hint_id.as_deref(), kind.hint);
        }
        out.raw("</div>");
        if let (Some(html), Some(conditional_id)) = (&choice.reveals, &conditional_id) {
            let hidden = if checked { "" } else { kind.conditional_hidden };
            out.raw("<div")
                .class([kind.conditional, hidden])
                .attr("id", conditional_id);
            out.raw(">").html(html).raw("</div>");
        }
    }
}

macro_rules! choices_options {
    ($name:ident, $kind:ident) => {
        parts_options!($name, choices.parts);
        extra_options!($name, choices.extra);
        printable!($name);

        impl $name {
            /// A group of this name under a legend.
            pub fn new(name: impl Into<String>, legend: impl Into<Legend>) -> Self {
                Self::in_fieldset(name, Fieldset::new(legend))
            }

            /// A group of this name in a fieldset with options of its own; what describes it stands before hint and error.
            pub fn in_fieldset(name: impl Into<String>, fieldset: Fieldset) -> Self {
                Self {
                    choices: Choices::new(name.into(), Some(fieldset)),
                }
            }

            /// A group of this name without a legend, for a group that something else on the page names.
            pub fn without_fieldset(name: impl Into<String>) -> Self {
                Self {
                    choices: Choices::new(name.into(), None),
                }
            }

            /// What ids begin with, instead of the name. An error summary links to it.
            #[must_use]
            pub fn id_prefix(mut self, prefix: impl Into<String>) -> Self {
                self.choices.id_prefix = Some(prefix.into());
                self
            }

            /// Adds a choice.
            #[must_use]
            pub fn choice(mut self, choice: Choice) -> Self {
                self.choices.entries.push(Entry::Choice(Box::new(choice)));
                self
            }

            /// Adds choices.
            #[must_use]
            pub fn choices(self, choices: impl IntoIterator<Item = Choice>) -> Self {
                choices.into_iter().fold(self, Self::choice)
            }

            /// Adds a word, usually "or", before the next choice.
            #[must_use]
            pub fn divider(mut self, text: impl Into<String>) -> Self {
                self.choices.entries.push(Entry::Divider(text.into()));
                self
            }

            pub(crate) fn write(&self, out: &mut Markup) {
                self.choices.write(out, &$kind);
            }
        }
    };
}

/// Radios: one of several choices.
#[derive(Debug, Clone)]
pub struct Radios {
    choices: Choices,
}

choices_options!(Radios, RADIOS);

impl Radios {
    /// The value of the choice made before.
    #[must_use]
    pub fn value(self, value: impl Into<String>) -> Self {
        self.value_if(Some(value))
    }

    /// The value of the choice made before, when one was.
    #[must_use]
    pub fn value_if(mut self, value: Option<impl Into<String>>) -> Self {
        self.choices.values = value
            .map(Into::into)
            .filter(|value: &String| !value.is_empty())
            .into_iter()
            .collect();
        self
    }

    /// Side by side, for two short choices.
    #[must_use]
    pub fn inline(self) -> Self {
        self.classes("govuk-radios--inline")
    }

    /// Smaller, for a list that filters a page.
    #[must_use]
    pub fn small(self) -> Self {
        self.classes("govuk-radios--small")
    }
}

/// Checkboxes: any number of several choices.
#[derive(Debug, Clone)]
pub struct Checkboxes {
    choices: Choices,
}

choices_options!(Checkboxes, CHECKBOXES);

impl Checkboxes {
    /// The values of the choices made before.
    #[must_use]
    pub fn values<T: Into<String>>(mut self, values: impl IntoIterator<Item = T>) -> Self {
        self.choices.values = values.into_iter().map(Into::into).collect();
        self
    }

    /// Smaller, for a list that filters a page.
    #[must_use]
    pub fn small(self) -> Self {
        self.classes("govuk-checkboxes--small")
    }
}
