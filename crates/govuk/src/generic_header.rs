//! The bar at the top of every page. It has no crown: that belongs to GOV.UK.

use crate::Html;
use crate::html::Markup;
use crate::options::{Extra, extra_options, printable, setters};

/// A header with the name of the service, for a service that is not on GOV.UK.
#[derive(Debug, Clone)]
pub struct GenericHeader {
    logo: Html,
    href: String,
    container_classes: Option<String>,
    extra: Extra,
}

setters!(GenericHeader {
    /// Classes of the box inside, instead of the one that keeps it as wide as the page.
    container_classes: String,
});
extra_options!(GenericHeader, extra);
printable!(GenericHeader);

impl GenericHeader {
    /// A header with the name of the service, or its logo, and the first page it leads to.
    pub fn new(logo: impl Into<Html>, href: impl Into<String>) -> Self {
        Self {
            logo: logo.into(),
            href: href.into(),
            container_classes: None,
            extra: Extra::default(),
        }
    }

    fn write(&self, out: &mut Markup) {
        let container = self.container_classes.as_deref();
        out.raw("<div")
            .class(["govuk-generic-header", self.extra.classes()]);
        self.extra.write_attributes(out);
        out.raw("><div")
            .class([
                "govuk-generic-header__container",
                container.unwrap_or("govuk-width-container"),
            ])
            .raw("><div class=\"govuk-generic-header__logo\"><a")
            .attr("href", &self.href)
            .raw(" class=\"govuk-generic-header__homepage-link\">")
            .html(&self.logo)
            .raw("</a></div></div></div>");
    }
}
