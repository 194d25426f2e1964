//! What has been recorded of one of several: a card with a title.

use crate::html::Markup;
use crate::options::{Extra, Heading, extra_options, printable};
use crate::{Html, SummaryAction, SummaryList};

/// A card with a title, links that concern all of it, and a [`SummaryList`] or other content.
///
/// ```
/// use govuk::{SummaryCard, SummaryList, SummaryRow};
/// let card = SummaryCard::of_list("Child 1", SummaryList::new().row(SummaryRow::new("Age", "7")));
/// assert!(card.render().as_str().contains("<h2 class=\"govuk-summary-card__title\">Child 1</h2>"));
/// ```
#[derive(Debug, Clone)]
pub struct SummaryCard {
    title: Html,
    heading: Heading,
    actions: Vec<SummaryAction>,
    content: Content,
    plain_links: bool,
    extra: Extra,
}

#[derive(Debug, Clone)]
enum Content {
    List(SummaryList),
    Markup(Html),
}

extra_options!(SummaryCard, extra);
printable!(SummaryCard);

impl SummaryCard {
    /// A card with a title around a list; each link of the list then says the title too.
    pub fn of_list(title: impl Into<Html>, list: SummaryList) -> Self {
        Self::with(title.into(), Content::List(list))
    }

    /// A card with a title around anything else.
    pub fn new(title: impl Into<Html>, content: impl Into<Html>) -> Self {
        Self::with(title.into(), Content::Markup(content.into()))
    }

    fn with(title: Html, content: Content) -> Self {
        Self {
            title,
            heading: Heading::H2,
            actions: Vec::new(),
            content,
            plain_links: false,
            extra: Extra::default(),
        }
    }

    /// The level of the title.
    #[must_use]
    pub fn heading(mut self, heading: Heading) -> Self {
        self.heading = heading;
        self
    }

    /// Adds links that concern all of the card.
    #[must_use]
    pub fn actions(mut self, actions: impl IntoIterator<Item = SummaryAction>) -> Self {
        self.actions.extend(actions);
        self
    }

    /// Adds a link that concerns all of the card.
    #[must_use]
    pub fn action(mut self, action: SummaryAction) -> Self {
        self.actions.push(action);
        self
    }

    /// The links of the card say by themselves what they are about: the title is not added to them.
    #[must_use]
    pub fn plain_links(mut self) -> Self {
        self.plain_links = true;
        self
    }

    fn write(&self, out: &mut Markup) {
        out.raw("<div")
            .class(["govuk-summary-card", self.extra.classes()]);
        self.extra.write_attributes(out);
        out.raw("><div class=\"govuk-summary-card__title-wrapper\">")
            .raw(self.heading.open())
            .raw(" class=\"govuk-summary-card__title\">")
            .html(&self.title)
            .raw(self.heading.close());
        self.write_actions(out);
        out.raw("</div><div class=\"govuk-summary-card__content\">");
        match &self.content {
            Content::List(list) => list.write_in(out, Some(&self.title)),
            Content::Markup(html) => {
                out.html(html);
            }
        }
        out.raw("</div></div>");
    }

    fn write_actions(&self, out: &mut Markup) {
        let title = (!self.plain_links).then_some(&self.title);
        match self.actions.as_slice() {
            [] => {}
            [only] => {
                out.raw("<div class=\"govuk-summary-card__actions\">");
                only.write(out, title);
                out.raw("</div>");
            }
            several => {
                out.raw("<ul class=\"govuk-summary-card__actions\">");
                for action in several {
                    out.raw("<li class=\"govuk-summary-card__action\">");
                    action.write(out, title);
                    out.raw("</li>");
                }
                out.raw("</ul>");
            }
        }
    }
}
