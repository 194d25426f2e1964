//! What stands apart from the text around it.

use crate::Html;
use crate::html::Markup;
use crate::options::{Extra, extra_options, printable, setters};

/// A text set apart by a bar at its side.
#[derive(Debug, Clone)]
pub struct InsetText {
    content: Html,
    id: Option<String>,
    extra: Extra,
}

setters!(InsetText {
    /// The id of the element.
    id: String,
});
extra_options!(InsetText, extra);
printable!(InsetText);

impl InsetText {
    /// An inset of this content.
    pub fn new(content: impl Into<Html>) -> Self {
        Self {
            content: content.into(),
            id: None,
            extra: Extra::default(),
        }
    }

    fn write(&self, out: &mut Markup) {
        out.raw("<div")
            .attr_if("id", self.id.as_deref())
            .class(["govuk-inset-text", self.extra.classes()]);
        self.extra.write_attributes(out);
        out.raw(">").html(&self.content).raw("</div>");
    }
}
