//! Components of a form, filled with what was typed and with what is wrong.

use std::borrow::Borrow;

use govuk::{
    Checkboxes, Choice, DateInput, ErrorSummary, FileUpload, Html, Label, Legend, PasswordInput,
    Radios, Size, TextInput, Textarea,
};

use super::{Field, Filled};
use crate::texts::t;

impl Field {
    /// The label as the heading of the page, for a page that asks one thing.
    #[must_use]
    pub fn heading(&self) -> Label {
        Label::new(self.label()).page_heading().size(Size::L)
    }

    /// The legend of a group.
    #[must_use]
    pub fn legend(&self) -> Legend {
        Legend::new(self.label()).size(Size::M)
    }

    /// The legend of a group as the heading of the page, for a page that asks one thing.
    #[must_use]
    pub fn heading_legend(&self) -> Legend {
        Legend::new(self.label()).page_heading().size(Size::L)
    }
}

/// Puts hint and error where there are any.
macro_rules! told {
    ($component:expr, $form:expr, $field:expr) => {{
        let mut component = $component;
        if let Some(hint) = $field.hint() {
            component = component.hint(hint);
        }
        component.error_if($form.errors().of($field.id))
    }};
}

impl Filled {
    /// The error summary; empty when nothing is wrong. It stands first in `main`.
    #[must_use]
    pub fn summary(&self) -> Html {
        if self.is_good() {
            return Html::default();
        }
        let start = ErrorSummary::new(t("form-there-is-a-problem"));
        let add = |summary: ErrorSummary, error: &super::FieldError| {
            summary.error(error.anchor.as_str(), error.text.as_str())
        };
        self.errors().iter().fold(start, add).into()
    }

    /// One line.
    #[must_use]
    pub fn input(&self, field: impl Borrow<Field>) -> TextInput {
        let field = field.borrow();
        self.labelled_input(field, Label::new(field.label()))
    }

    /// One line, with a label of the caller's making: `form.labelled_input(WHAT, WHAT.heading())`.
    #[must_use]
    pub fn labelled_input(&self, field: impl Borrow<Field>, label: Label) -> TextInput {
        let field = field.borrow();
        told!(
            TextInput::new(field.id, label).value(self.value(field.id)),
            self,
            field
        )
    }

    /// A file to send. It stands last in its form, which needs `enctype="multipart/form-data"`; when the form is
    /// shown again the file has to be chosen again.
    #[must_use]
    pub fn file(&self, field: impl Borrow<Field>) -> FileUpload {
        let field = field.borrow();
        told!(
            FileUpload::new(field.id, Label::new(field.label()).size(Size::M)),
            self,
            field
        )
    }

    /// Several lines.
    #[must_use]
    pub fn area(&self, field: impl Borrow<Field>, label: Label) -> Textarea {
        let field = field.borrow();
        told!(
            Textarea::new(field.id, label).value(self.value(field.id)),
            self,
            field
        )
    }

    /// A password; what was typed is never sent back.
    #[must_use]
    pub fn password(&self, field: impl Borrow<Field>) -> PasswordInput {
        let field = field.borrow();
        PasswordInput::new(field.id, Label::new(field.label()))
            .input(|input| told!(input, self, field))
            .show_text(t("form-password-show"))
            .hide_text(t("form-password-hide"))
            .show_label(t("form-password-show-label"))
            .hide_label(t("form-password-hide-label"))
            .shown_announcement(t("form-password-shown"))
            .hidden_announcement(t("form-password-hidden"))
    }

    /// A real date in three boxes.
    #[must_use]
    pub fn date_boxes(&self, field: impl Borrow<Field>, legend: Legend) -> DateInput {
        let field = field.borrow();
        let parts = ["day", "month", "year"].map(|part| format!("{}-{part}", field.id));
        let [day, month, year] = parts.each_ref().map(|name| Some(self.value(name)));
        let [wrong_day, wrong_month, wrong_year] =
            parts.each_ref().map(|name| self.errors().only_at(name));
        let boxes = DateInput::new(field.id, legend)
            .labels(t("form-box-day"), t("form-box-month"), t("form-box-year"))
            .values(day, month, year)
            .error_in(wrong_day, wrong_month, wrong_year);
        told!(boxes, self, field)
    }

    /// One of a few choices.
    #[must_use]
    pub fn radios(
        &self,
        field: impl Borrow<Field>,
        legend: Legend,
        choices: impl IntoIterator<Item = Choice>,
    ) -> Radios {
        let field = field.borrow();
        let radios = Radios::new(field.id, legend)
            .choices(choices)
            .value(self.value(field.id));
        told!(radios, self, field)
    }

    /// Any number of a few choices.
    #[must_use]
    pub fn checkboxes(
        &self,
        field: impl Borrow<Field>,
        legend: Legend,
        choices: impl IntoIterator<Item = Choice>,
    ) -> Checkboxes {
        let field = field.borrow();
        let ticked: Vec<&str> = self.all(field.id).collect();
        let boxes = Checkboxes::new(field.id, legend)
            .choices(choices)
            .values(ticked);
        told!(boxes, self, field)
    }
}
