//! Parts of a page that ask nothing.

use govuk::{
    Button, Details, ErrorSummary, Html, InsetText, NotificationBanner, Panel, PhaseBanner,
    SummaryError, Tag, WarningText,
};

use super::{dress, given, heading, switched};
use crate::options::Options;

pub fn button(options: &Options<'_>) -> Html {
    let of_markup = options.filled("html").is_some();
    let content = options.content_or_empty();
    let mut button = match options.filled("href") {
        Some(href) => Button::link(content, href),
        None => Button::new(content),
    };
    if options.is("isStartButton") {
        button = if of_markup {
            button.start_with_markup()
        } else {
            button.start()
        };
    }
    switched!(button, options, disabled: "disabled");
    given!(button,
        kind: options.filled("type"),
        name: options.filled("name"),
        value: options.filled("value"),
        id: options.filled("id"),
        double_click_prevention: options.flag("preventDoubleClick"),
    );
    dress!(button, options);
    button.render()
}

pub fn tag(options: &Options<'_>) -> Tag {
    let mut tag = Tag::new(options.content_or_empty());
    dress!(tag, options);
    tag
}

pub fn details(options: &Options<'_>) -> Html {
    let summary = options
        .either("summaryText", "summaryHtml")
        .unwrap_or_default();
    let mut details = Details::new(summary, options.content_or_empty());
    given!(details, id: options.filled("id"));
    switched!(details, options, open: "open");
    dress!(details, options);
    details.render()
}

pub fn inset_text(options: &Options<'_>) -> Html {
    let mut inset = InsetText::new(options.content_or_empty());
    given!(inset, id: options.filled("id"));
    dress!(inset, options);
    inset.render()
}

pub fn warning_text(options: &Options<'_>) -> Html {
    let icon = options.text_or("iconFallbackText", "Warning");
    let mut warning = WarningText::new(icon, options.content_or_empty());
    dress!(warning, options);
    warning.render()
}

pub fn panel(options: &Options<'_>) -> Html {
    let title = options.either("titleText", "titleHtml").unwrap_or_default();
    let classes = options.text("classes").unwrap_or_default();
    let (mut panel, classes) = match classes.strip_prefix("govuk-panel--interruption") {
        Some(others) => (Panel::interruption(title), others.trim().to_owned()),
        None => (Panel::confirmation(title), classes),
    };
    given!(panel, body: options.content(), heading: options.number("headingLevel").map(heading));
    panel = panel.classes(classes);
    for (name, value) in options.pairs("attributes") {
        panel = panel.attribute(name, value);
    }
    panel.render()
}

pub fn phase_banner(options: &Options<'_>) -> Html {
    let phase = options
        .part("tag")
        .map_or_else(|| Tag::new(""), |options| tag(&options));
    let mut banner = PhaseBanner::new(phase, options.content_or_empty());
    dress!(banner, options);
    banner.render()
}

pub fn notification_banner(options: &Options<'_>) -> Html {
    let success = options.text("type").as_deref() == Some("success");
    let usual = if success { "Success" } else { "Important" };
    let title = options
        .either("titleText", "titleHtml")
        .unwrap_or_else(|| usual.into());
    let mut banner = if options.filled("html").is_some() {
        NotificationBanner::of_markup(title, options.content_or_empty())
    } else {
        NotificationBanner::new(title, options.content_or_empty())
    };
    if success {
        banner = banner.success();
    }
    given!(banner,
        heading: options.number("titleHeadingLevel").map(heading),
        title_id: options.filled("titleId"),
        role: options.filled("role"),
        disable_auto_focus: options.flag("disableAutoFocus"),
    );
    dress!(banner, options);
    banner.render()
}

pub fn error_summary(options: &Options<'_>) -> Html {
    let title = options.either("titleText", "titleHtml").unwrap_or_default();
    let mut summary = ErrorSummary::new(title);
    given!(summary,
        description: options.either("descriptionText", "descriptionHtml"),
        disable_auto_focus: options.flag("disableAutoFocus"),
    );
    for item in options.list("errorList") {
        let mut error = SummaryError::new(item.content_or_empty());
        given!(error, href: item.filled("href"));
        for (name, value) in item.pairs("attributes") {
            error = error.attribute(name, value);
        }
        summary = summary.item(error);
    }
    dress!(summary, options);
    summary.render()
}
