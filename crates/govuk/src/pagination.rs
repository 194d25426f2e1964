//! The pages of a long list, or of a guide.

use crate::Html;
use crate::html::Markup;
use crate::options::{Extra, extra_options, printable};

/// Links to the page before, the page after and some by number.
///
/// ```
/// use govuk::{PageLink, Pagination};
/// let pages = Pagination::new("Pages of the record")
///     .page("1", "?page=1", "Page 1")
///     .current_page("2", "?page=2", "Page 2")
///     .next(PageLink::new("Next page", "?page=3"));
/// assert!(pages.render().as_str().contains("aria-current=\"page\""));
/// ```
#[derive(Debug, Clone)]
pub struct Pagination {
    label: String,
    previous: Option<PageLink>,
    next: Option<PageLink>,
    pages: Vec<Page>,
    extra: Extra,
}

#[derive(Debug, Clone)]
enum Page {
    Numbered {
        number: String,
        href: String,
        label: String,
        current: bool,
    },
    Ellipsis,
}

extra_options!(Pagination, extra);
printable!(Pagination);

impl Pagination {
    /// Links with the words that name them to a screen reader, still without a page.
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            previous: None,
            next: None,
            pages: Vec::new(),
            extra: Extra::default(),
        }
    }

    /// The page before.
    #[must_use]
    pub fn previous(mut self, link: PageLink) -> Self {
        self.previous = Some(link);
        self
    }

    /// The page after.
    #[must_use]
    pub fn next(mut self, link: PageLink) -> Self {
        self.next = Some(link);
        self
    }

    /// Adds a page: its number, where it is, and the words read out for it.
    #[must_use]
    pub fn page(
        self,
        number: impl Into<String>,
        href: impl Into<String>,
        label: impl Into<String>,
    ) -> Self {
        self.numbered(number.into(), href.into(), label.into(), false)
    }

    /// Adds the page that is shown.
    #[must_use]
    pub fn current_page(
        self,
        number: impl Into<String>,
        href: impl Into<String>,
        label: impl Into<String>,
    ) -> Self {
        self.numbered(number.into(), href.into(), label.into(), true)
    }

    fn numbered(mut self, number: String, href: String, label: String, current: bool) -> Self {
        self.pages.push(Page::Numbered {
            number,
            href,
            label,
            current,
        });
        self
    }

    /// Pages that are left out.
    #[must_use]
    pub fn ellipsis(mut self) -> Self {
        self.pages.push(Page::Ellipsis);
        self
    }

    fn write(&self, out: &mut Markup) {
        // Without numbers the two links stand under each other, each with room for a label.
        let block = self.pages.is_empty() && (self.previous.is_some() || self.next.is_some());
        let block_class = if block { "govuk-pagination--block" } else { "" };
        out.raw("<nav")
            .class(["govuk-pagination", block_class, self.extra.classes()])
            .attr("aria-label", &self.label);
        self.extra.write_attributes(out);
        out.raw(">");
        if let Some(previous) = &self.previous {
            out.raw("<div class=\"govuk-pagination__prev\">");
            previous.write(out, "prev", block);
            out.raw("</div>");
        }
        if !self.pages.is_empty() {
            out.raw("<ul class=\"govuk-pagination__list\">");
            for page in &self.pages {
                page.write(out);
            }
            out.raw("</ul>");
        }
        if let Some(next) = &self.next {
            out.raw("<div class=\"govuk-pagination__next\">");
            next.write(out, "next", block);
            out.raw("</div>");
        }
        out.raw("</nav>");
    }
}

impl Page {
    fn write(&self, out: &mut Markup) {
        let Self::Numbered {
            number,
            href,
            label,
            current,
        } = self
        else {
            out.raw("<li class=\"govuk-pagination__item govuk-pagination__item--ellipsis\">&ctdot;</li>");
            return;
        };
        let class = if *current {
            "govuk-pagination__item--current"
        } else {
            ""
        };
        out.raw("<li")
            .class(["govuk-pagination__item", class])
            .raw("><a class=\"govuk-link govuk-pagination__link\"")
            .attr("href", href)
            .attr("aria-label", label)
            .attr_if("aria-current", current.then_some("page"))
            .raw(">")
            .text(number)
            .raw("</a></li>");
    }
}

/// A link to the page before or after.
#[derive(Debug, Clone)]
pub struct PageLink {
    content: Html,
    href: String,
    label: Option<String>,
}

const PREVIOUS_ARROW: &str = "<svg class=\"govuk-pagination__icon govuk-pagination__icon--prev\" \
    xmlns=\"http://www.w3.org/2000/svg\" height=\"13\" width=\"15\" aria-hidden=\"true\" focusable=\"false\" \
    viewBox=\"0 0 15 13\"><path d=\"m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 \
    1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z\"></path></svg>";
const NEXT_ARROW: &str = "<svg class=\"govuk-pagination__icon govuk-pagination__icon--next\" \
    xmlns=\"http://www.w3.org/2000/svg\" height=\"13\" width=\"15\" aria-hidden=\"true\" focusable=\"false\" \
    viewBox=\"0 0 15 13\"><path d=\"m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 \
    1.377 1.4492 6.7441-6.4062-6.7246-6.7266z\"></path></svg>";

impl PageLink {
    /// A link with its words and where it goes.
    pub fn new(content: impl Into<Html>, href: impl Into<String>) -> Self {
        Self {
            content: content.into(),
            href: href.into(),
            label: None,
        }
    }

    /// The title of that page; shown only where no pages are numbered.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    fn write(&self, out: &mut Markup, rel: &'static str, block: bool) {
        out.raw("<a class=\"govuk-link govuk-pagination__link\"")
            .attr("href", &self.href)
            .attr("rel", rel)
            .raw(">");
        let previous = rel == "prev";
        if block || previous {
            out.raw(if previous { PREVIOUS_ARROW } else { NEXT_ARROW })
                .raw(" ");
        }
        let decorated = if block && self.label.is_none() {
            "govuk-pagination__link-title--decorated"
        } else {
            ""
        };
        out.raw("<span")
            .class(["govuk-pagination__link-title", decorated])
            .raw(">")
            .html(&self.content)
            .raw("</span>");
        if let (Some(label), true) = (&self.label, block) {
            out.raw(" <span class=\"govuk-visually-hidden\">:</span> ")
                .raw("<span class=\"govuk-pagination__link-label\">")
                .text(label)
                .raw("</span>");
        }
        if !block && !previous {
            out.raw(" ").raw(NEXT_ARROW);
        }
        out.raw("</a>");
    }
}
