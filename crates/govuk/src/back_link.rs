//! The way back to the page before.

use crate::Html;
use crate::html::Markup;
use crate::options::{Extra, extra_options, printable};

/// A link to the page before, above the content of a page.
///
/// ```
/// let back = govuk::BackLink::new("Back to the review", "/reviews/1");
/// assert!(back.render().as_str().contains("href=\"/reviews/1\""));
/// ```
#[derive(Debug, Clone)]
pub struct BackLink {
    content: Html,
    href: String,
    extra: Extra,
}

extra_options!(BackLink, extra);
printable!(BackLink);

impl BackLink {
    /// A link back with its words and where it goes.
    pub fn new(content: impl Into<Html>, href: impl Into<String>) -> Self {
        Self {
            content: content.into(),
            href: href.into(),
            extra: Extra::default(),
        }
    }

    /// White, on a dark background.
    #[must_use]
    pub fn inverse(self) -> Self {
        self.classes("govuk-back-link--inverse")
    }

    fn write(&self, out: &mut Markup) {
        out.raw("<a")
            .attr("href", &self.href)
            .class(["govuk-back-link", self.extra.classes()]);
        self.extra.write_attributes(out);
        out.raw(">").html(&self.content).raw("</a>");
    }
}
