//! Controls that belong together.

use crate::Html;
use crate::html::Markup;
use crate::options::{Extra, Size, extra_options, from_content, printable, setters};

/// The legend of a group of controls: the question they answer.
#[derive(Debug, Clone)]
pub struct Legend {
    content: Html,
    page_heading: bool,
    classes: String,
}

from_content!(Legend);

impl Legend {
    /// A legend of this content.
    pub fn new(content: impl Into<Html>) -> Self {
        Self {
            content: content.into(),
            page_heading: false,
            classes: String::new(),
        }
    }

    /// The legend is also the heading of the page, for a page that asks one thing.
    #[must_use]
    pub fn page_heading(mut self) -> Self {
        self.page_heading = true;
        self
    }

    /// The legend in the size of a heading.
    #[must_use]
    pub fn size(self, size: Size) -> Self {
        self.classes(format!("govuk-fieldset__legend--{}", size.suffix()))
    }

    /// Sets the classes of the legend.
    #[must_use]
    pub fn classes(mut self, classes: impl Into<String>) -> Self {
        self.classes = classes.into();
        self
    }

    fn write(&self, out: &mut Markup) {
        out.raw("<legend")
            .class(["govuk-fieldset__legend", &self.classes])
            .raw(">");
        if self.page_heading {
            out.raw("<h1 class=\"govuk-fieldset__heading\">")
                .html(&self.content)
                .raw("</h1>");
        } else {
            out.html(&self.content);
        }
        out.raw("</legend>");
    }
}

/// A group of controls with a legend.
#[derive(Debug, Clone, Default)]
pub struct Fieldset {
    legend: Option<Legend>,
    content: Option<Html>,
    role: Option<String>,
    described_by: Option<String>,
    extra: Extra,
}

setters!(Fieldset {
    /// The legend.
    legend: Legend,
    /// The controls.
    content: Html,
    /// The ARIA role, where `fieldset` alone is not read out rightly.
    role: String,
    /// Ids of the elements that describe the group, separated by spaces.
    described_by: String,
});
extra_options!(Fieldset, extra);
printable!(Fieldset);

impl Fieldset {
    /// A group with this legend.
    pub fn new(legend: impl Into<Legend>) -> Self {
        Self::default().legend(legend)
    }

    /// A group without a legend, for a group that something else on the page names.
    pub fn without_legend() -> Self {
        Self::default()
    }

    pub(crate) fn own_description(&self) -> Option<&str> {
        self.described_by.as_deref().filter(|ids| !ids.is_empty())
    }

    pub(crate) fn write(&self, out: &mut Markup) {
        self.write_open(out, self.described_by.as_deref(), self.role.as_deref());
        if let Some(content) = &self.content {
            out.html(content);
        }
        out.raw("</fieldset>");
    }

    /// The opening with its legend; what describes the group is what the caller says.
    pub(crate) fn write_open(
        &self,
        out: &mut Markup,
        described_by: Option<&str>,
        role: Option<&str>,
    ) {
        out.raw("<fieldset")
            .class(["govuk-fieldset", self.extra.classes()])
            .attr_if("role", role)
            .attr_if("aria-describedby", described_by);
        self.extra.write_attributes(out);
        out.raw(">");
        if let Some(legend) = &self.legend {
            legend.write(out);
        }
    }
}
