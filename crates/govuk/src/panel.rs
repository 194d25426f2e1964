//! That something is done.

use crate::Html;
use crate::html::Markup;
use crate::options::{Extra, Heading, extra_options, printable};

/// The panel of a page that confirms what a person has done.
#[derive(Debug, Clone)]
pub struct Panel {
    title: Html,
    body: Option<Html>,
    heading: Heading,
    kind: &'static str,
    extra: Extra,
}

extra_options!(Panel, extra);
printable!(Panel);

impl Panel {
    /// A panel with its title, which is the heading of the page.
    pub fn confirmation(title: impl Into<Html>) -> Self {
        Self {
            title: title.into(),
            body: None,
            heading: Heading::H1,
            kind: "govuk-panel--confirmation",
            extra: Extra::default(),
        }
    }

    /// A blue panel that stops people before they go on, to think again; what they may do stands after it.
    pub fn interruption(title: impl Into<Html>) -> Self {
        let mut panel = Self::confirmation(title);
        panel.kind = "govuk-panel--interruption";
        panel
    }

    /// What stands under the title.
    #[must_use]
    pub fn body(mut self, body: impl Into<Html>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// The level of the title, where something else is the heading of the page.
    #[must_use]
    pub fn heading(mut self, heading: Heading) -> Self {
        self.heading = heading;
        self
    }

    fn write(&self, out: &mut Markup) {
        out.raw("<div")
            .class(["govuk-panel", self.kind, self.extra.classes()]);
        self.extra.write_attributes(out);
        out.raw(">");
        out.raw(self.heading.open())
            .raw(" class=\"govuk-panel__title\">")
            .html(&self.title)
            .raw(self.heading.close());
        out.when(self.body.as_ref(), |out, body| {
            out.raw("<div class=\"govuk-panel__body\">")
                .html(body)
                .raw("</div>");
        });
        out.raw("</div>");
    }
}
