//! What few people need, shown when they ask for it.

use crate::Html;
use crate::html::Markup;
use crate::options::{Extra, extra_options, printable, setters};

/// A line that opens to show more.
#[derive(Debug, Clone)]
pub struct Details {
    summary: Html,
    content: Html,
    id: Option<String>,
    open: bool,
    extra: Extra,
}

setters!(Details {
    /// The id of the element.
    id: String,
});
extra_options!(Details, extra);
printable!(Details);

impl Details {
    /// The line that is always shown, and what it opens.
    pub fn new(summary: impl Into<Html>, content: impl Into<Html>) -> Self {
        Self {
            summary: summary.into(),
            content: content.into(),
            id: None,
            open: false,
            extra: Extra::default(),
        }
    }

    /// Open from the start.
    #[must_use]
    pub fn open(mut self) -> Self {
        self.open = true;
        self
    }

    fn write(&self, out: &mut Markup) {
        out.raw("<details")
            .attr_if("id", self.id.as_deref())
            .class(["govuk-details", self.extra.classes()]);
        self.extra.write_attributes(out);
        out.flag("open", self.open)
            .raw("><summary class=\"govuk-details__summary\"><span class=\"govuk-details__summary-text\">")
            .html(&self.summary)
            .raw("</span></summary><div class=\"govuk-details__text\">")
            .html(&self.content)
            .raw("</div></details>");
    }
}
