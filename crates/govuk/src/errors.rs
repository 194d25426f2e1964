//! The error summary at the top of a page.

use crate::Html;
use crate::html::Markup;
use crate::options::{Extra, extra_options, printable};

/// What is wrong with the answers of a page, each linked to its field.
///
/// ```
/// let summary = govuk::ErrorSummary::new("There is a problem").error("name", "Enter your name");
/// assert!(summary.render().as_str().contains("href=\"#name\""));
/// ```
#[derive(Debug, Clone)]
pub struct ErrorSummary {
    title: Html,
    description: Option<Html>,
    errors: Vec<SummaryError>,
    disable_auto_focus: Option<bool>,
    extra: Extra,
}

/// One thing that is wrong.
#[derive(Debug, Clone)]
pub struct SummaryError {
    content: Html,
    href: Option<String>,
    extra: Extra,
}

impl SummaryError {
    /// An error that links to nothing.
    #[must_use]
    pub fn new(content: impl Into<Html>) -> Self {
        Self {
            content: content.into(),
            href: None,
            extra: Extra::default(),
        }
    }

    /// Where the error is put right.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// Adds an attribute to the link.
    #[must_use]
    pub fn attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.extra.add_attribute(name, value.into());
        self
    }

    fn write(&self, out: &mut Markup) {
        out.raw("<li>");
        match &self.href {
            Some(href) => {
                out.raw("<a").attr("href", href);
                self.extra.write_attributes(out);
                out.raw(">").html(&self.content).raw("</a>");
            }
            None => {
                out.html(&self.content);
            }
        }
        out.raw("</li>");
    }
}

impl ErrorSummary {
    /// A summary with its title.
    #[must_use]
    pub fn new(title: impl Into<Html>) -> Self {
        Self {
            title: title.into(),
            description: None,
            errors: Vec::new(),
            disable_auto_focus: None,
            extra: Extra::default(),
        }
    }

    /// A sentence under the title.
    #[must_use]
    pub fn description(mut self, description: impl Into<Html>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// An error at the field with this id.
    #[must_use]
    pub fn error(self, field: &str, content: impl Into<Html>) -> Self {
        self.item(SummaryError::new(content).href(format!("#{field}")))
    }

    /// An error made by hand.
    #[must_use]
    pub fn item(mut self, error: SummaryError) -> Self {
        self.errors.push(error);
        self
    }

    /// Whether the script leaves the focus where it is.
    #[must_use]
    pub fn disable_auto_focus(mut self, disable: bool) -> Self {
        self.disable_auto_focus = Some(disable);
        self
    }

    fn write(&self, out: &mut Markup) {
        out.raw("<div")
            .class(["govuk-error-summary", self.extra.classes()]);
        if let Some(disable) = self.disable_auto_focus {
            out.attr(
                "data-disable-auto-focus",
                if disable { "true" } else { "false" },
            );
        }
        self.extra.write_attributes(out);
        out.raw(" data-module=\"govuk-error-summary\"><div role=\"alert\">");
        out.raw("<h2 class=\"govuk-error-summary__title\">")
            .html(&self.title)
            .raw("</h2>");
        out.raw("<div class=\"govuk-error-summary__body\">");
        out.when(self.description.as_ref(), |out, text| {
            out.raw("<p>").html(text).raw("</p>");
        });
        if !self.errors.is_empty() {
            out.raw("<ul class=\"govuk-list govuk-error-summary__list\">");
            for error in &self.errors {
                error.write(out);
            }
            out.raw("</ul>");
        }
        out.raw("</div></div></div>");
    }
}

extra_options!(ErrorSummary, extra);
printable!(ErrorSummary);
