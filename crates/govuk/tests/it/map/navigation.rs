//! The frame of a page and the ways out of it.

use govuk::{
    BackLink, Breadcrumbs, ExitThisPage, GenericHeader, Html, NavigationItem, PageLink, Pagination,
    ServiceNavigation, SkipLink,
};

use super::{dress, given, switched};
use crate::options::{Options, markup};

pub fn back_link(options: &Options<'_>) -> Html {
    let content = options.content().unwrap_or_else(|| "Back".into());
    let mut link = BackLink::new(content, options.text_or("href", "#"));
    dress!(link, options);
    link.render()
}

pub fn skip_link(options: &Options<'_>) -> Html {
    let mut link = SkipLink::new(
        options.content_or_empty(),
        options.text_or("href", "#content"),
    );
    dress!(link, options);
    link.render()
}

pub fn breadcrumbs(options: &Options<'_>) -> Html {
    let mut crumbs = Breadcrumbs::new(options.text_or("labelText", "Breadcrumb"));
    for item in options.list("items") {
        crumbs = match item.filled("href") {
            Some(href) => crumbs.link(item.content_or_empty(), href),
            None => crumbs.here(item.content_or_empty()),
        };
    }
    switched!(crumbs, options, collapse_on_mobile: "collapseOnMobile");
    dress!(crumbs, options);
    crumbs.render()
}

pub fn exit_this_page(options: &Options<'_>) -> Html {
    let usual = "<span class=\"govuk-visually-hidden\">Emergency</span> Exit this page";
    let content = options.content().unwrap_or_else(|| markup(usual));
    let href = options.text_or("redirectUrl", "https://www.bbc.co.uk/weather");
    let mut exit = ExitThisPage::new(content, href);
    given!(exit,
        id: options.filled("id"),
        activated_text: options.filled("activatedText"),
        timed_out_text: options.filled("timedOutText"),
        press_two_more_times_text: options.filled("pressTwoMoreTimesText"),
        press_one_more_time_text: options.filled("pressOneMoreTimeText"),
    );
    dress!(exit, options);
    exit.render()
}

pub fn generic_header(options: &Options<'_>) -> Html {
    let logo = options.either("logoText", "logoHtml").unwrap_or_default();
    let mut header = GenericHeader::new(logo, options.text_or("url", "/"));
    given!(header, container_classes: options.filled("containerClasses"));
    dress!(header, options);
    header.render()
}

fn page_link(options: &Options<'_>, usual: &str) -> Option<PageLink> {
    let href = options.filled("href")?;
    let usual = format!("{usual}<span class=\"govuk-visually-hidden\"> page</span>");
    let content = options.content().unwrap_or_else(|| markup(&usual));
    let mut link = PageLink::new(content, href);
    given!(link, label: options.filled("labelText"));
    Some(link)
}

pub fn pagination(options: &Options<'_>) -> Html {
    let mut pages = Pagination::new(options.text_or("landmarkLabel", "Pagination"));
    for item in options.list("items") {
        if item.is("ellipsis") {
            pages = pages.ellipsis();
            continue;
        }
        let number = item.text_or("number", "");
        let label = item.text_or("visuallyHiddenText", &format!("Page {number}"));
        let href = item.text_or("href", "");
        pages = if item.is("current") {
            pages.current_page(number, href, label)
        } else {
            pages.page(number, href, label)
        };
    }
    given!(pages,
        previous: options.part("previous").and_then(|options| page_link(&options, "Previous")),
        next: options.part("next").and_then(|options| page_link(&options, "Next")),
    );
    dress!(pages, options);
    pages.render()
}

pub fn service_navigation(options: &Options<'_>) -> Html {
    let mut navigation = ServiceNavigation::new(options.text_or("menuButtonText", "Menu"));
    if let Some(name) = options.filled("serviceName") {
        let label = options.text_or("ariaLabel", "Service information");
        navigation = navigation.service(name, options.filled("serviceUrl"), label);
    }
    for item in options.list("navigation") {
        let content = item.content_or_empty();
        let mut link = match item.filled("href") {
            Some(href) => NavigationItem::new(content, href),
            None => NavigationItem::text(content),
        };
        switched!(link, item, current_page: "current", current_section: "active");
        for (name, value) in item.pairs("attributes") {
            link = link.attribute(name, value);
        }
        navigation = navigation.item(link);
    }
    given!(navigation,
        menu_label: options.filled("menuButtonLabel"),
        label: options.filled("navigationLabel"),
        navigation_classes: options.filled("navigationClasses"),
        navigation_id: options.filled("navigationId"),
        collapse_on_mobile: options.flag("collapseNavigationOnMobile"),
    );
    dress!(navigation, options);
    navigation.render()
}
