//! The pages of the service, under the header of each.

use crate::Html;
use crate::html::Markup;
use crate::options::{Extra, extra_options, printable, setters};

/// The name of the service and links to its parts.
///
/// ```
/// use govuk::{NavigationItem, ServiceNavigation};
/// let navigation = ServiceNavigation::new("Menu")
///     .item(NavigationItem::new("Today", "/today").current_section())
///     .item(NavigationItem::new("Received", "/received"));
/// assert!(navigation.render().as_str().contains("aria-current=\"true\""));
/// ```
#[derive(Debug, Clone)]
pub struct ServiceNavigation {
    name: Option<(Html, Option<String>)>,
    section_label: String,
    items: Vec<NavigationItem>,
    menu_text: String,
    menu_label: Option<String>,
    label: Option<String>,
    navigation_classes: String,
    navigation_id: String,
    collapse: Option<bool>,
    extra: Extra,
}

setters!(ServiceNavigation {
    /// What is read out for the button that opens the menu on a narrow screen, when its text does not say enough.
    menu_label: String,
    /// What the list of links is called to a screen reader; the text of the button unless set.
    label: String,
});
extra_options!(ServiceNavigation, extra);
printable!(ServiceNavigation);

impl ServiceNavigation {
    /// A navigation with the text of the button that opens it on a narrow screen, still without links.
    pub fn new(menu_text: impl Into<String>) -> Self {
        Self {
            name: None,
            section_label: String::new(),
            items: Vec::new(),
            menu_text: menu_text.into(),
            menu_label: None,
            label: None,
            navigation_classes: String::new(),
            navigation_id: "navigation".to_owned(),
            collapse: None,
            extra: Extra::default(),
        }
    }

    /// The name of the service, where it leads, and what the bar with name and links is called to a screen reader.
    #[must_use]
    pub fn service(
        mut self,
        name: impl Into<Html>,
        href: Option<impl Into<String>>,
        section_label: impl Into<String>,
    ) -> Self {
        self.name = Some((name.into(), href.map(Into::into)));
        self.section_label = section_label.into();
        self
    }

    /// Adds a link.
    #[must_use]
    pub fn item(mut self, item: NavigationItem) -> Self {
        self.items.push(item);
        self
    }

    /// Adds links.
    #[must_use]
    pub fn items(mut self, items: impl IntoIterator<Item = NavigationItem>) -> Self {
        self.items.extend(items);
        self
    }

    /// Sets classes of the list of links.
    #[must_use]
    pub fn navigation_classes(mut self, classes: impl Into<String>) -> Self {
        self.navigation_classes = classes.into();
        self
    }

    /// The id of the list of links, `navigation` unless set.
    #[must_use]
    pub fn navigation_id(mut self, id: impl Into<String>) -> Self {
        self.navigation_id = id.into();
        self
    }

    /// Says outright whether a narrow screen hides the links behind a button; unless set it does with two or more.
    #[must_use]
    pub fn collapse_on_mobile(mut self, collapse: bool) -> Self {
        self.collapse = Some(collapse);
        self
    }

    fn write(&self, out: &mut Markup) {
        if self.name.is_some() {
            out.raw("<section").attr("aria-label", &self.section_label);
        } else {
            out.raw("<div");
        }
        out.class(["govuk-service-navigation", self.extra.classes()])
            .raw(" data-module=\"govuk-service-navigation\"");
        self.extra.write_attributes(out);
        out.raw("><div class=\"govuk-width-container\"><div class=\"govuk-service-navigation__container\">");
        if let Some((name, href)) = &self.name {
            out.raw("<span class=\"govuk-service-navigation__service-name\">");
            match href {
                Some(href) => out
                    .raw("<a class=\"govuk-service-navigation__link\"")
                    .attr("href", href)
                    .raw(">")
                    .html(name)
                    .raw("</a>"),
                None => out
                    .raw("<span class=\"govuk-service-navigation__text\">")
                    .html(name)
                    .raw("</span>"),
            };
            out.raw("</span>");
        }
        if !self.items.is_empty() {
            self.write_links(out);
        }
        out.raw("</div></div>").raw(if self.name.is_some() {
            "</section>"
        } else {
            "</div>"
        });
    }

    fn write_links(&self, out: &mut Markup) {
        out.raw("<nav")
            .attr(
                "aria-label",
                self.label.as_deref().unwrap_or(&self.menu_text),
            )
            .class([
                "govuk-service-navigation__wrapper",
                &self.navigation_classes,
            ])
            .raw(">");
        if self.collapse.unwrap_or(self.items.len() > 1) {
            let label = self.menu_label.as_deref();
            out.raw("<button type=\"button\"")
                .raw(" class=\"govuk-service-navigation__toggle govuk-js-service-navigation-toggle\"")
                .attr("aria-controls", &self.navigation_id)
                .attr_if(
                    "aria-label",
                    label.filter(|label| *label != self.menu_text),
                )
                .raw(" hidden aria-hidden=\"true\">")
                .text(&self.menu_text)
                .raw("</button>");
        }
        out.raw("<ul class=\"govuk-service-navigation__list\"")
            .attr("id", &self.navigation_id)
            .raw(">");
        for item in &self.items {
            item.write(out);
        }
        out.raw("</ul></nav>");
    }
}

/// A link of a [`ServiceNavigation`].
#[derive(Debug, Clone)]
pub struct NavigationItem {
    content: Html,
    href: Option<String>,
    current: Option<&'static str>,
    extra: Extra,
}

impl NavigationItem {
    /// A link with its words and where it goes.
    pub fn new(content: impl Into<Html>, href: impl Into<String>) -> Self {
        let mut item = Self::text(content);
        item.href = Some(href.into());
        item
    }

    /// Words that lead nowhere.
    pub fn text(content: impl Into<Html>) -> Self {
        Self {
            content: content.into(),
            href: None,
            current: None,
            extra: Extra::default(),
        }
    }

    /// The page that is shown.
    #[must_use]
    pub fn current_page(mut self) -> Self {
        self.current = Some("page");
        self
    }

    /// The part of the service to which the shown page belongs.
    #[must_use]
    pub fn current_section(mut self) -> Self {
        self.current.get_or_insert("true");
        self
    }

    /// Adds an attribute to the link. The name is a literal, the value is escaped.
    #[must_use]
    pub fn attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.extra.add_attribute(name, value.into());
        self
    }

    fn write(&self, out: &mut Markup) {
        let active = if self.current.is_some() {
            "govuk-service-navigation__item--active"
        } else {
            ""
        };
        out.raw("<li")
            .class(["govuk-service-navigation__item", active])
            .raw(">");
        match &self.href {
            Some(href) => out
                .raw("<a class=\"govuk-service-navigation__link\"")
                .attr("href", href),
            None => out.raw("<span class=\"govuk-service-navigation__text\""),
        };
        out.attr_if("aria-current", self.current);
        self.extra.write_attributes(out);
        out.raw(">");
        if self.current.is_some() {
            out.raw("<strong class=\"govuk-service-navigation__active-fallback\">")
                .html(&self.content)
                .raw("</strong>");
        } else {
            out.html(&self.content);
        }
        out.raw(if self.href.is_some() {
            "</a></li>"
        } else {
            "</span></li>"
        });
    }
}
