//! Labels, hints and error messages.

use crate::Html;
use crate::html::Markup;
use crate::options::{Extra, Size, extra_options, from_content, printable, setters};

/// The label of one control.
#[derive(Debug, Clone)]
pub struct Label {
    content: Html,
    for_id: Option<String>,
    page_heading: bool,
    pub(crate) extra: Extra,
}

setters!(Label {
    /// The id of the control; the form components set it themselves.
    for_id: String,
});
extra_options!(Label, extra);
printable!(Label);

impl Label {
    /// A label of this content.
    pub fn new(content: impl Into<Html>) -> Self {
        Self {
            content: content.into(),
            for_id: None,
            page_heading: false,
            extra: Extra::default(),
        }
    }

    /// The label is also the heading of the page, for a page that asks one thing.
    #[must_use]
    pub fn page_heading(mut self) -> Self {
        self.page_heading = true;
        self
    }

    /// The label in the size of a heading.
    #[must_use]
    pub fn size(self, size: Size) -> Self {
        self.classes(format!("govuk-label--{}", size.suffix()))
    }

    pub(crate) fn write(&self, out: &mut Markup) {
        self.write_for(out, self.for_id.as_deref());
    }

    pub(crate) fn write_for(&self, out: &mut Markup, id: Option<&str>) {
        self.write_with(out, id, "");
    }

    pub(crate) fn write_with(&self, out: &mut Markup, id: Option<&str>, class: &'static str) {
        if self.page_heading {
            out.raw("<h1 class=\"govuk-label-wrapper\">");
        }
        out.raw("<label")
            .class(["govuk-label", class, self.extra.classes()]);
        self.extra.write_attributes(out);
        out.attr_if("for", id)
            .raw(">")
            .html(&self.content)
            .raw("</label>");
        if self.page_heading {
            out.raw("</h1>");
        }
    }
}

from_content!(Label);

/// A hint that helps to answer, read out after the label.
#[derive(Debug, Clone)]
pub struct Hint {
    content: Html,
    id: Option<String>,
    pub(crate) extra: Extra,
}

setters!(Hint {
    /// The id of the hint; the form components set it themselves.
    id: String,
});
extra_options!(Hint, extra);
printable!(Hint);

impl Hint {
    /// A hint of this content.
    pub fn new(content: impl Into<Html>) -> Self {
        Self {
            content: content.into(),
            id: None,
            extra: Extra::default(),
        }
    }

    pub(crate) fn write(&self, out: &mut Markup) {
        self.write_as(out, self.id.as_deref(), "");
    }

    pub(crate) fn write_as(&self, out: &mut Markup, id: Option<&str>, class: &'static str) {
        out.raw("<div")
            .attr_if("id", id)
            .class(["govuk-hint", class, self.extra.classes()]);
        self.extra.write_attributes(out);
        out.raw(">").html(&self.content).raw("</div>");
    }
}

from_content!(Hint);

/// What is wrong with an answer and how to put it right, beside the control.
#[derive(Debug, Clone)]
pub struct ErrorMessage {
    content: Html,
    id: Option<String>,
    prefix: String,
    pub(crate) extra: Extra,
}

setters!(ErrorMessage {
    /// The id of the message; the form components set it themselves.
    id: String,
});
extra_options!(ErrorMessage, extra);
printable!(ErrorMessage);

impl ErrorMessage {
    /// A message of this content.
    pub fn new(content: impl Into<Html>) -> Self {
        Self {
            content: content.into(),
            id: None,
            prefix: "Error".to_owned(),
            extra: Extra::default(),
        }
    }

    /// The word read out before the message, "Error" unless set; none when it is empty.
    #[must_use]
    pub fn visually_hidden_text(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    pub(crate) fn write(&self, out: &mut Markup) {
        self.write_as(out, self.id.as_deref());
    }

    pub(crate) fn write_as(&self, out: &mut Markup, id: Option<&str>) {
        out.raw("<p")
            .attr_if("id", id)
            .class(["govuk-error-message", self.extra.classes()]);
        self.extra.write_attributes(out);
        out.raw(">");
        if !self.prefix.is_empty() {
            out.raw("<span class=\"govuk-visually-hidden\">")
                .text(&self.prefix)
                .raw(":</span> ");
        }
        out.html(&self.content).raw("</p>");
    }
}

from_content!(ErrorMessage);
