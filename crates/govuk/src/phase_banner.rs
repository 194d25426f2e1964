//! In which phase the service is.

use crate::html::Markup;
use crate::options::{Extra, extra_options, printable};
use crate::{Html, Tag};

/// A line under the header with the phase of the service and what that means.
#[derive(Debug, Clone)]
pub struct PhaseBanner {
    tag: Tag,
    content: Html,
    extra: Extra,
}

extra_options!(PhaseBanner, extra);
printable!(PhaseBanner);

impl PhaseBanner {
    /// The tag of the phase and a sentence.
    pub fn new(tag: Tag, content: impl Into<Html>) -> Self {
        Self {
            tag,
            content: content.into(),
            extra: Extra::default(),
        }
    }

    fn write(&self, out: &mut Markup) {
        out.raw("<div").class([
            "govuk-phase-banner",
            "govuk-width-container",
            self.extra.classes(),
        ]);
        self.extra.write_attributes(out);
        out.raw("><p class=\"govuk-phase-banner__content\">")
            .html(&self.tag.clone().in_phase_banner().render())
            .raw(" <span class=\"govuk-phase-banner__text\">")
            .html(&self.content)
            .raw("</span></p></div>");
    }
}
