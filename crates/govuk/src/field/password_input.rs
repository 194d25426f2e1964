//! A password, which can be shown while typing.

use super::{Label, TextInput};
use crate::button::Button;
use crate::html::Markup;
use crate::options::{printable, setters};

/// An input for a password with a button that shows it.
#[derive(Debug, Clone)]
pub struct PasswordInput {
    input: TextInput,
    button_classes: String,
    show_text: Option<String>,
    hide_text: Option<String>,
    show_label: Option<String>,
    hide_label: Option<String>,
    shown_announcement: Option<String>,
    hidden_announcement: Option<String>,
}

setters!(PasswordInput {
    /// The text of the button while the password is hidden; "Show" unless set.
    show_text: String,
    /// The text of the button while the password is shown.
    hide_text: String,
    /// What is read out for the button while the password is hidden; "Show password" unless set.
    show_label: String,
    /// What is read out for the button while the password is shown.
    hide_label: String,
    /// Read out when the password is shown.
    shown_announcement: String,
    /// Read out when the password is hidden again.
    hidden_announcement: String,
});
printable!(PasswordInput);

impl PasswordInput {
    /// An input of this name and label for the password a person has.
    pub fn new(name: impl Into<String>, label: impl Into<Label>) -> Self {
        let mut input = TextInput::new(name, label)
            .kind("password")
            .spellcheck(false)
            .autocapitalize("none");
        input.autocomplete = Some("current-password".to_owned());
        input.group_class = "govuk-password-input";
        input.own_class = "govuk-password-input__input govuk-js-password-input-input";
        input.wrapper.add_classes("govuk-password-input__wrapper");
        Self {
            input,
            button_classes: String::new(),
            show_text: None,
            hide_text: None,
            show_label: None,
            hide_label: None,
            shown_announcement: None,
            hidden_announcement: None,
        }
    }

    /// For a password that is being chosen: browsers offer to make a strong one.
    #[must_use]
    pub fn new_password(self) -> Self {
        self.input(|input| input.autocomplete("new-password"))
    }

    /// Changes the input inside: id, hint, error and the rest. A password that was typed is never shown again.
    #[must_use]
    pub fn input(mut self, change: impl FnOnce(TextInput) -> TextInput) -> Self {
        self.input = change(self.input);
        self
    }

    /// Sets classes of the button.
    #[must_use]
    pub fn button_classes(mut self, classes: impl Into<String>) -> Self {
        self.button_classes = classes.into();
        self
    }

    pub(crate) fn write(&self, out: &mut Markup) {
        let mut input = self.input.clone();
        let texts = [
            ("data-i18n.show-password", &self.show_text),
            ("data-i18n.hide-password", &self.hide_text),
            ("data-i18n.show-password-aria-label", &self.show_label),
            ("data-i18n.hide-password-aria-label", &self.hide_label),
            (
                "data-i18n.password-shown-announcement",
                &self.shown_announcement,
            ),
            (
                "data-i18n.password-hidden-announcement",
                &self.hidden_announcement,
            ),
        ];
        let group = &mut input.field.parts.group;
        group.add_attribute("data-module", "govuk-password-input".to_owned());
        for (name, text) in texts {
            if let Some(text) = text {
                group.add_attribute(name, text.clone());
            }
        }
        let mut button = Button::new(self.show_text.as_deref().unwrap_or("Show"))
            .kind("button")
            .classes("govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle")
            .attribute("aria-controls", input.field.id())
            .attribute("aria-label", self.show_label.as_deref().unwrap_or("Show password"));
        button.hidden = true;
        if !self.button_classes.is_empty() {
            button = button.classes(self.button_classes.as_str());
        }
        let after = input.field.after_input.take();
        input.field.after_input = Some(crate::Html::join(
            [button.render()].into_iter().chain(after),
        ));
        input.write(out);
    }
}
