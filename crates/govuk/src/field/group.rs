//! The box around a control with its hint and error, and the ids that tie them together.

use super::{ErrorMessage, Hint, Label};
use crate::Html;
use crate::html::Markup;
use crate::options::Extra;

/// Hint, error and what describes the control; the same for one control and for a group of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parts {
    pub(crate) hint: Option<Hint>,
    pub(crate) error: Option<ErrorMessage>,
    pub(crate) described_by: Option<String>,
    pub(crate) group: Extra,
}

impl Parts {
    pub(crate) fn open(&self, out: &mut Markup, class: &'static str) {
        let error = if self.error.is_some() {
            "govuk-form-group--error"
        } else {
            ""
        };
        out.raw("<div")
            .class(["govuk-form-group", error, class, self.group.classes()]);
        self.group.write_attributes(out);
    }

    /// The ids of all that describes the control, hint before error.
    pub(crate) fn described_by(&self, id: &str) -> Option<String> {
        let given = self.described_by.clone().filter(|ids| !ids.is_empty());
        let hint = self.hint.as_ref().map(|_| format!("{id}-hint"));
        let error = self.error.as_ref().map(|_| format!("{id}-error"));
        let ids: Vec<String> = [given, hint, error].into_iter().flatten().collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    pub(crate) fn write_hint_and_error(&self, out: &mut Markup, id: &str) {
        if let Some(hint) = &self.hint {
            hint.write_as(out, Some(&format!("{id}-hint")), "");
        }
        if let Some(error) = &self.error {
            error.write_as(out, Some(&format!("{id}-error")));
        }
    }
}

/// A labelled control: all that text inputs, text areas, selects and file inputs share.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) id: Option<String>,
    pub(crate) label: Label,
    pub(crate) parts: Parts,
    pub(crate) extra: Extra,
    pub(crate) disabled: bool,
    pub(crate) before_input: Option<Html>,
    pub(crate) after_input: Option<Html>,
}

impl Field {
    pub(crate) fn new(name: String, label: Label) -> Self {
        Self {
            name,
            id: None,
            label,
            parts: Parts::default(),
            extra: Extra::default(),
            disabled: false,
            before_input: None,
            after_input: None,
        }
    }

    pub(crate) fn id(&self) -> &str {
        self.id.as_deref().unwrap_or(&self.name)
    }

    pub(crate) fn described_by(&self) -> Option<String> {
        self.parts.described_by(self.id())
    }

    /// Label, hint and error, after the opening of the group.
    pub(crate) fn write_head(&self, out: &mut Markup) {
        self.label.write_for(out, Some(self.id()));
        self.parts.write_hint_and_error(out, self.id());
    }
}
