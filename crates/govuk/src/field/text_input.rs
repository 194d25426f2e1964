//! One line of text.

use super::Label;
use super::group::Field;
use super::options::{field_options, value_options};
use crate::Html;
use crate::html::Markup;
use crate::options::{Extra, extra_options, from_content, setters};

/// A short answer in one line.
///
/// ```
/// let reference = govuk::TextInput::new("reference", "Reference number")
///     .hint("It is on the confirmation page of the government's service")
///     .width(10)
///     .spellcheck(false)
///     .error_if(Some("Enter the reference number"));
/// let html = reference.render();
/// assert!(html.as_str().contains("aria-describedby=\"reference-hint reference-error\""));
/// ```
#[derive(Debug, Clone)]
pub struct TextInput {
    pub(crate) field: Field,
    pub(crate) kind: Option<String>,
    pub(crate) value: Option<String>,
    pub(crate) spellcheck: Option<bool>,
    pub(crate) autocomplete: Option<String>,
    pub(crate) autocapitalize: Option<String>,
    pub(crate) pattern: Option<String>,
    pub(crate) inputmode: Option<String>,
    prefix: Option<Affix>,
    suffix: Option<Affix>,
    pub(crate) wrapper: Extra,
    pub(crate) group_class: &'static str,
    pub(crate) own_class: &'static str,
}

setters!(TextInput {
    /// The `type` of the control; `text` unless set.
    kind: String,
    /// What browsers may fill in, a token of the HTML standard such as `email` or `name`.
    autocomplete: String,
    /// Whether phones begin with a capital, a token of the HTML standard such as `none`.
    autocapitalize: String,
    /// A regular expression the answer must match in the browser; prefer an error from the server.
    pattern: String,
    /// Which keyboard a phone shows, such as `numeric` or `decimal`.
    inputmode: String,
    /// What stands before the answer and is not part of it, such as a currency sign.
    prefix: Affix,
    /// What stands after the answer and is not part of it, such as a unit.
    suffix: Affix,
});
field_options!(TextInput);
value_options!(TextInput);

impl TextInput {
    /// An input of this name and label.
    pub fn new(name: impl Into<String>, label: impl Into<Label>) -> Self {
        Self {
            field: Field::new(name.into(), label.into()),
            kind: None,
            value: None,
            spellcheck: None,
            autocomplete: None,
            autocapitalize: None,
            pattern: None,
            inputmode: None,
            prefix: None,
            suffix: None,
            wrapper: Extra::default(),
            group_class: "",
            own_class: "",
        }
    }

    /// An input for an e-mail address.
    #[must_use]
    pub fn email(self) -> Self {
        self.kind("email").autocomplete("email").spellcheck(false)
    }

    /// An input for whole numbers, which shows the number keys on a phone.
    #[must_use]
    pub fn whole_number(self) -> Self {
        self.inputmode("numeric").spellcheck(false)
    }

    /// As wide as this many characters; the stylesheet knows 2, 3, 4, 5, 10, 20 and 30.
    #[must_use]
    pub fn width(self, characters: u8) -> Self {
        self.classes(format!("govuk-input--width-{characters}"))
    }

    /// Says outright whether the browser checks the spelling.
    #[must_use]
    pub fn spellcheck(mut self, on: bool) -> Self {
        self.spellcheck = Some(on);
        self
    }

    /// Adds classes to the box around prefix, control and suffix.
    #[must_use]
    pub fn wrapper_classes(mut self, classes: impl Into<String>) -> Self {
        self.wrapper.add_classes(&classes.into());
        self
    }

    /// Adds an attribute to the box around prefix, control and suffix.
    #[must_use]
    pub fn wrapper_attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.wrapper.add_attribute(name, value.into());
        self
    }

    pub(crate) fn write(&self, out: &mut Markup) {
        self.field.parts.open(out, self.group_class);
        out.raw(">");
        self.field.write_head(out);
        let around = [&self.field.before_input, &self.field.after_input];
        let wrapped = self.prefix.is_some()
            || self.suffix.is_some()
            || around.iter().any(|html| html.is_some());
        if wrapped {
            out.raw("<div")
                .class(["govuk-input__wrapper", self.wrapper.classes()]);
            self.wrapper.write_attributes(out);
            out.raw(">");
        }
        if let Some(html) = &self.field.before_input {
            out.html(html);
        }
        if let Some(prefix) = &self.prefix {
            prefix.write(out, "govuk-input__prefix");
        }
        self.write_control(out);
        if let Some(suffix) = &self.suffix {
            suffix.write(out, "govuk-input__suffix");
        }
        if let Some(html) = &self.field.after_input {
            out.html(html);
        }
        out.raw(if wrapped { "</div></div>" } else { "</div>" });
    }

    fn write_control(&self, out: &mut Markup) {
        let error = if self.field.parts.error.is_some() {
            "govuk-input--error"
        } else {
            ""
        };
        let spellcheck = self.spellcheck.map(|on| if on { "true" } else { "false" });
        out.raw("<input")
            .class([
                "govuk-input",
                self.own_class,
                self.field.extra.classes(),
                error,
            ])
            .attr("id", self.field.id())
            .attr("name", &self.field.name)
            .attr("type", self.kind.as_deref().unwrap_or("text"))
            .attr_if("spellcheck", spellcheck)
            .attr_if("value", self.value.as_deref())
            .flag("disabled", self.field.disabled)
            .attr_if("aria-describedby", self.field.described_by().as_deref())
            .attr_if("autocomplete", self.autocomplete.as_deref())
            .attr_if("autocapitalize", self.autocapitalize.as_deref())
            .attr_if("pattern", self.pattern.as_deref())
            .attr_if("inputmode", self.inputmode.as_deref());
        self.field.extra.write_attributes(out);
        out.raw(">");
    }
}

/// What stands before or after an input. Screen readers skip it, so the label must say it too.
#[derive(Debug, Clone)]
pub struct Affix {
    content: Html,
    extra: Extra,
}

extra_options!(Affix, extra);
from_content!(Affix);

impl Affix {
    /// A prefix or suffix of this content.
    pub fn new(content: impl Into<Html>) -> Self {
        Self {
            content: content.into(),
            extra: Extra::default(),
        }
    }

    fn write(&self, out: &mut Markup, class: &'static str) {
        out.raw("<div")
            .class([class, self.extra.classes()])
            .raw(" aria-hidden=\"true\"");
        self.extra.write_attributes(out);
        out.raw(">").html(&self.content).raw("</div>");
    }
}
