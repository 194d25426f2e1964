//! What a person must not overlook.

use crate::Html;
use crate::html::Markup;
use crate::options::{Extra, extra_options, printable};

/// A warning with an exclamation mark.
///
/// ```
/// let warning = govuk::WarningText::new("Warning", "This does not report a child in danger.");
/// assert!(warning.render().as_str().contains(">Warning</span> This does"));
/// ```
#[derive(Debug, Clone)]
pub struct WarningText {
    icon_words: String,
    content: Html,
    extra: Extra,
}

extra_options!(WarningText, extra);
printable!(WarningText);

impl WarningText {
    /// A warning; the first words are read out instead of the mark.
    pub fn new(icon_words: impl Into<String>, content: impl Into<Html>) -> Self {
        Self {
            icon_words: icon_words.into(),
            content: content.into(),
            extra: Extra::default(),
        }
    }

    fn write(&self, out: &mut Markup) {
        out.raw("<div")
            .class(["govuk-warning-text", self.extra.classes()]);
        self.extra.write_attributes(out);
        out.raw("><span class=\"govuk-warning-text__icon\" aria-hidden=\"true\">!</span> ")
            .raw(
                "<strong class=\"govuk-warning-text__text\"><span class=\"govuk-visually-hidden\">",
            )
            .text(&self.icon_words)
            .raw("</span> ")
            .html(&self.content)
            .raw("</strong></div>");
    }
}
