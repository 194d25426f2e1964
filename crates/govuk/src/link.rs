//! A link in a text or in a cell.

use crate::Html;
use crate::html::Markup;
use crate::options::{Extra, extra_options, printable};

/// A link, for content that is put together in the page's code.
#[derive(Debug, Clone)]
pub struct Link {
    content: Html,
    href: String,
    visually_hidden: Option<String>,
    extra: Extra,
}

extra_options!(Link, extra);
printable!(Link);

impl Link {
    /// A link with its words and where it goes.
    pub fn new(content: impl Into<Html>, href: impl Into<String>) -> Self {
        Self {
            content: content.into(),
            href: href.into(),
            visually_hidden: None,
            extra: Extra::default(),
        }
    }

    /// Read out after the words of the link, as it stands: with a space or comma of its own.
    #[must_use]
    pub fn visually_hidden(mut self, text: impl Into<String>) -> Self {
        self.visually_hidden = Some(text.into());
        self
    }

    fn write(&self, out: &mut Markup) {
        out.raw("<a")
            .class(["govuk-link", self.extra.classes()])
            .attr("href", &self.href);
        self.extra.write_attributes(out);
        out.raw(">").html(&self.content);
        out.when(self.visually_hidden.as_deref(), |out, text| {
            out.raw("<span class=\"govuk-visually-hidden\">")
                .text(text)
                .raw("</span>");
        });
        out.raw("</a>");
    }
}
