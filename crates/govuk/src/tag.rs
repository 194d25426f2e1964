//! Tags: a status in a word.

use crate::Html;
use crate::html::Markup;
use crate::options::{Extra, extra_options, printable};

/// Colours of tags. A colour never says anything by itself: the word does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TagColour {
    /// Grey.
    Grey,
    /// Green.
    Green,
    /// Teal.
    Teal,
    /// Blue.
    Blue,
    /// Purple.
    Purple,
    /// Magenta.
    Magenta,
    /// Red.
    Red,
    /// Orange.
    Orange,
    /// Yellow.
    Yellow,
}

/// A status in a word.
#[derive(Debug, Clone)]
pub struct Tag {
    content: Html,
    extra: Extra,
}

impl Tag {
    /// A tag with its word.
    #[must_use]
    pub fn new(content: impl Into<Html>) -> Self {
        Self {
            content: content.into(),
            extra: Extra::default(),
        }
    }

    /// Its colour.
    #[must_use]
    pub fn colour(mut self, colour: TagColour) -> Self {
        self.extra.add_classes(match colour {
            TagColour::Grey => "govuk-tag--grey",
            TagColour::Green => "govuk-tag--green",
            TagColour::Teal => "govuk-tag--teal",
            TagColour::Blue => "govuk-tag--blue",
            TagColour::Purple => "govuk-tag--purple",
            TagColour::Magenta => "govuk-tag--magenta",
            TagColour::Red => "govuk-tag--red",
            TagColour::Orange => "govuk-tag--orange",
            TagColour::Yellow => "govuk-tag--yellow",
        });
        self
    }

    pub(crate) fn in_phase_banner(mut self) -> Self {
        self.extra
            .prepend_classes("govuk-phase-banner__content__tag");
        self
    }

    fn write(&self, out: &mut Markup) {
        out.raw("<strong")
            .class(["govuk-tag", self.extra.classes()]);
        self.extra.write_attributes(out);
        out.raw(">").html(&self.content).raw("</strong>");
    }
}

extra_options!(Tag, extra);
printable!(Tag);
