//! The first link of every page, which jumps over what stands on all of them.

use crate::Html;
use crate::html::Markup;
use crate::options::{Extra, extra_options, printable};

/// A link to the content of the page, shown when it has the focus.
#[derive(Debug, Clone)]
pub struct SkipLink {
    content: Html,
    href: String,
    extra: Extra,
}

extra_options!(SkipLink, extra);
printable!(SkipLink);

impl SkipLink {
    /// A link with its words to the element of this address, such as `#main-content`.
    pub fn new(content: impl Into<Html>, href: impl Into<String>) -> Self {
        Self {
            content: content.into(),
            href: href.into(),
            extra: Extra::default(),
        }
    }

    fn write(&self, out: &mut Markup) {
        out.raw("<a")
            .attr("href", &self.href)
            .class(["govuk-skip-link", self.extra.classes()])
            .raw(" data-module=\"govuk-skip-link\"");
        self.extra.write_attributes(out);
        out.raw(">").html(&self.content).raw("</a>");
    }
}
