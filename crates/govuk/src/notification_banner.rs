//! What a person should know before they go on with the page.

use crate::Html;
use crate::html::Markup;
use crate::options::{Extra, Heading, extra_options, printable, setters};

/// A banner above the content of a page: that something has been done, or something of importance to this page.
#[derive(Debug, Clone)]
pub struct NotificationBanner {
    title: Html,
    content: Content,
    success: bool,
    heading: Heading,
    title_id: String,
    role: Option<String>,
    disable_auto_focus: Option<bool>,
    extra: Extra,
}

#[derive(Debug, Clone)]
enum Content {
    Sentence(Html),
    Blocks(Html),
}

setters!(NotificationBanner {
    /// The ARIA role instead of `region`, or `alert` for a success.
    role: String,
});
extra_options!(NotificationBanner, extra);
printable!(NotificationBanner);

impl NotificationBanner {
    /// A banner with the word in its head and one sentence.
    pub fn new(title: impl Into<Html>, sentence: impl Into<Html>) -> Self {
        Self {
            title: title.into(),
            content: Content::Sentence(sentence.into()),
            success: false,
            heading: Heading::H2,
            title_id: "govuk-notification-banner-title".to_owned(),
            role: None,
            disable_auto_focus: None,
            extra: Extra::default(),
        }
    }

    /// A banner with the word in its head and elements of its own instead of one sentence.
    pub fn of_markup(title: impl Into<Html>, blocks: impl Into<Html>) -> Self {
        let mut banner = Self::new(title, "");
        banner.content = Content::Blocks(blocks.into());
        banner
    }

    /// Green and read out at once: what the person asked for has been done.
    #[must_use]
    pub fn success(mut self) -> Self {
        self.success = true;
        self
    }

    /// The level of the word in the head.
    #[must_use]
    pub fn heading(mut self, heading: Heading) -> Self {
        self.heading = heading;
        self
    }

    /// The id of the word in the head, for a page with two banners.
    #[must_use]
    pub fn title_id(mut self, id: impl Into<String>) -> Self {
        self.title_id = id.into();
        self
    }

    /// Whether the script leaves the focus where it is.
    #[must_use]
    pub fn disable_auto_focus(mut self, disable: bool) -> Self {
        self.disable_auto_focus = Some(disable);
        self
    }

    fn write(&self, out: &mut Markup) {
        let (class, role) = if self.success {
            ("govuk-notification-banner--success", "alert")
        } else {
            ("", "region")
        };
        let disable = self
            .disable_auto_focus
            .map(|disable| if disable { "true" } else { "false" });
        out.raw("<div")
            .class(["govuk-notification-banner", class, self.extra.classes()])
            .attr("role", self.role.as_deref().unwrap_or(role))
            .attr("aria-labelledby", &self.title_id)
            .raw(" data-module=\"govuk-notification-banner\"")
            .attr_if("data-disable-auto-focus", disable);
        self.extra.write_attributes(out);
        out.raw("><div class=\"govuk-notification-banner__header\">")
            .raw(self.heading.open())
            .raw(" class=\"govuk-notification-banner__title\"")
            .attr("id", &self.title_id)
            .raw(">")
            .html(&self.title)
            .raw(self.heading.close())
            .raw("</div><div class=\"govuk-notification-banner__content\">");
        match &self.content {
            Content::Sentence(sentence) => out
                .raw("<p class=\"govuk-notification-banner__heading\">")
                .html(sentence)
                .raw("</p>"),
            Content::Blocks(blocks) => out.html(blocks),
        };
        out.raw("</div></div>");
    }
}
