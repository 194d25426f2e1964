//! Buttons, and links that look like one.

use crate::Html;
use crate::html::Markup;
use crate::options::{Extra, extra_options, printable, setters};

/// A button of a form, or a link that looks like a button.
///
/// ```
/// let send = govuk::Button::new("Send").prevent_double_click().name("step").value("send");
/// assert!(send.render().as_str().contains("data-prevent-double-click"));
/// ```
#[derive(Debug, Clone)]
pub struct Button {
    content: Html,
    href: Option<String>,
    kind: Option<String>,
    name: Option<String>,
    value: Option<String>,
    id: Option<String>,
    disabled: bool,
    prevent_double_click: Option<bool>,
    start: Option<StartContent>,
    pub(crate) hidden: bool,
    pub(crate) extra: Extra,
}

/// Whether the content of a start button is a text, or markup that needs a box of its own beside the arrow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StartContent {
    Text,
    Markup,
}

setters!(Button {
    /// The `type` of the button element; `submit` unless set.
    kind: String,
    /// The name sent with the form when this button is used.
    name: String,
    /// The value sent with the form when this button is used.
    value: String,
    /// The id of the element.
    id: String,
});
extra_options!(Button, extra);
printable!(Button);

impl Button {
    /// A button that submits its form.
    pub fn new(content: impl Into<Html>) -> Self {
        Self {
            content: content.into(),
            href: None,
            kind: None,
            name: None,
            value: None,
            id: None,
            disabled: false,
            prevent_double_click: None,
            start: None,
            hidden: false,
            extra: Extra::default(),
        }
    }

    /// A link that looks like a button; it changes nothing, since a link may be opened by a mail scanner.
    pub fn link(content: impl Into<Html>, href: impl Into<String>) -> Self {
        let mut button = Self::new(content);
        button.href = Some(href.into());
        button
    }

    /// The grey button of a second choice.
    #[must_use]
    pub fn secondary(self) -> Self {
        self.classes("govuk-button--secondary")
    }

    /// The red button of something that cannot be undone easily.
    #[must_use]
    pub fn warning(self) -> Self {
        self.classes("govuk-button--warning")
    }

    /// The white button on a dark background.
    #[must_use]
    pub fn inverse(self) -> Self {
        self.classes("govuk-button--inverse")
    }

    /// With an arrow, for the first page of a service.
    #[must_use]
    pub fn start(mut self) -> Self {
        self.start = Some(StartContent::Text);
        self
    }

    /// As [`Button::start`], for content with elements of its own, kept together beside the arrow.
    #[must_use]
    pub fn start_with_markup(mut self) -> Self {
        self.start = Some(StartContent::Markup);
        self
    }

    /// Shown but not usable. Prefer an enabled button and an error that says what is missing.
    #[must_use]
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }

    /// A second click within a second is ignored, so that nothing is sent twice by accident.
    #[must_use]
    pub fn prevent_double_click(self) -> Self {
        self.double_click_prevention(true)
    }

    /// Says outright whether a second click within a second is ignored.
    #[must_use]
    pub fn double_click_prevention(mut self, on: bool) -> Self {
        self.prevent_double_click = Some(on);
        self
    }

    pub(crate) fn write(&self, out: &mut Markup) {
        if let Some(href) = &self.href {
            out.raw("<a")
                .attr("href", href)
                .raw(" role=\"button\" draggable=\"false\"");
            self.write_common(out);
            self.write_content(out);
            out.raw("</a>");
            return;
        }
        out.raw("<button")
            .attr("type", self.kind.as_deref().unwrap_or("submit"))
            .attr_if("value", self.value.as_deref())
            .attr_if("name", self.name.as_deref());
        if self.disabled {
            out.raw(" disabled aria-disabled=\"true\"");
        }
        let prevention = self
            .prevent_double_click
            .map(|on| if on { "true" } else { "false" });
        out.attr_if("data-prevent-double-click", prevention);
        self.write_common(out);
        self.write_content(out);
        out.raw("</button>");
    }

    fn write_common(&self, out: &mut Markup) {
        let start = if self.start.is_some() {
            "govuk-button--start"
        } else {
            ""
        };
        out.class(["govuk-button", self.extra.classes(), start])
            .raw(" data-module=\"govuk-button\"");
        self.extra.write_attributes(out);
        out.flag("hidden", self.hidden)
            .attr_if("id", self.id.as_deref())
            .raw(">");
    }

    fn write_content(&self, out: &mut Markup) {
        match self.start {
            Some(StartContent::Markup) => out.raw("<span>").html(&self.content).raw("</span>"),
            Some(StartContent::Text) | None => out.html(&self.content),
        };
        if self.start.is_some() {
            out.raw(
                "<svg class=\"govuk-button__start-icon\" xmlns=\"http://www.w3.org/2000/svg\" width=\"17.5\" \
                 height=\"19\" viewBox=\"0 0 33 40\" aria-hidden=\"true\" focusable=\"false\">\
                 <path fill=\"currentColor\" d=\"M0 0h13l20 20-20 20H0l20-20z\"/></svg>",
            );
        }
    }
}
