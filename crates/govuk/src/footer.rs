//! The foot of every page. It has no crown and no Crown copyright: both belong to GOV.UK.

use crate::Html;
use crate::html::Markup;
use crate::options::{Extra, extra_options, printable, setters};

/// A footer with links and a sentence about the content.
///
/// govuk-frontend's own footer always draws the crown, so no fixture can agree with this one; the classes are the same.
///
/// ```
/// let footer = govuk::Footer::new("Support links").link("Privacy", "/privacy").licence("Our words are <free>.");
/// assert!(footer.render().as_str().contains("Our words are &lt;free&gt;."));
/// ```
#[derive(Debug, Clone)]
pub struct Footer {
    title: String,
    links: Vec<(Html, String)>,
    licence: Option<Html>,
    extra: Extra,
}

setters!(Footer {
    /// Under which licence the content of the service may be used.
    licence: Html,
});
extra_options!(Footer, extra);
printable!(Footer);

impl Footer {
    /// A footer with the heading that a screen reader reads before its links.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            links: Vec::new(),
            licence: None,
            extra: Extra::default(),
        }
    }

    /// Adds a link.
    #[must_use]
    pub fn link(mut self, content: impl Into<Html>, href: impl Into<String>) -> Self {
        self.links.push((content.into(), href.into()));
        self
    }

    fn write(&self, out: &mut Markup) {
        out.raw("<div")
            .class(["govuk-footer", self.extra.classes()]);
        self.extra.write_attributes(out);
        out.raw("><div class=\"govuk-width-container\"><div class=\"govuk-footer__meta\">")
            .raw("<div class=\"govuk-footer__meta-item govuk-footer__meta-item--grow\">")
            .raw("<h2 class=\"govuk-visually-hidden\">")
            .text(&self.title)
            .raw("</h2><ul class=\"govuk-footer__inline-list\">");
        for (content, href) in &self.links {
            // The spaces part the links where a browser sets them in one line.
            out.raw("<li class=\"govuk-footer__inline-list-item\"><a class=\"govuk-footer__link\"")
                .attr("href", href)
                .raw(">")
                .html(content)
                .raw("</a></li> ");
        }
        out.raw("</ul>");
        out.when(self.licence.as_ref(), |out, licence| {
            out.raw("<span class=\"govuk-footer__licence-description\">")
                .html(licence)
                .raw("</span>");
        });
        out.raw("</div></div></div></div>");
    }
}
