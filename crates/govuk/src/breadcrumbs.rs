//! Where a page stands among the others.

use crate::Html;
use crate::html::Markup;
use crate::options::{Extra, extra_options, printable};

/// The way from the first page down to this one.
///
/// ```
/// let way = govuk::Breadcrumbs::new("Breadcrumb").link("Today", "/today").here("Received");
/// assert!(way.render().as_str().contains("aria-current=\"page\">Received"));
/// ```
#[derive(Debug, Clone)]
pub struct Breadcrumbs {
    label: String,
    crumbs: Vec<(Html, Option<String>)>,
    collapse_on_mobile: bool,
    extra: Extra,
}

extra_options!(Breadcrumbs, extra);
printable!(Breadcrumbs);

impl Breadcrumbs {
    /// Breadcrumbs with the words that name them to a screen reader, still without a page.
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            crumbs: Vec::new(),
            collapse_on_mobile: false,
            extra: Extra::default(),
        }
    }

    /// Adds a page above this one.
    #[must_use]
    pub fn link(mut self, content: impl Into<Html>, href: impl Into<String>) -> Self {
        self.crumbs.push((content.into(), Some(href.into())));
        self
    }

    /// Adds the page itself.
    #[must_use]
    pub fn here(mut self, content: impl Into<Html>) -> Self {
        self.crumbs.push((content.into(), None));
        self
    }

    /// Shows only the first and the last on a narrow screen.
    #[must_use]
    pub fn collapse_on_mobile(mut self) -> Self {
        self.collapse_on_mobile = true;
        self
    }

    fn write(&self, out: &mut Markup) {
        let collapse = if self.collapse_on_mobile {
            "govuk-breadcrumbs--collapse-on-mobile"
        } else {
            ""
        };
        out.raw("<nav")
            .class(["govuk-breadcrumbs", self.extra.classes(), collapse]);
        self.extra.write_attributes(out);
        out.attr("aria-label", &self.label)
            .raw("><ol class=\"govuk-breadcrumbs__list\">");
        for (content, href) in &self.crumbs {
            match href {
                Some(href) => out
                    .raw("<li class=\"govuk-breadcrumbs__list-item\"><a class=\"govuk-breadcrumbs__link\"")
                    .attr("href", href)
                    .raw(">")
                    .html(content)
                    .raw("</a></li>"),
                None => out
                    .raw("<li class=\"govuk-breadcrumbs__list-item\" aria-current=\"page\">")
                    .html(content)
                    .raw("</li>"),
            };
        }
        out.raw("</ol></nav>");
    }
}
