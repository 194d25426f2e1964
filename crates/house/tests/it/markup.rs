//! Components of the GOV.UK Design System are drawn by `govuk`, not written by hand in a template.

use crate::repository::FILES;

/// The components, each by the class of its outermost element.
const COMPONENTS: [&str; 21] = [
    "back-link",
    "button",
    "checkboxes",
    "details",
    "error-summary",
    "fieldset",
    "footer",
    "form-group",
    "generic-header",
    "inset-text",
    "notification-banner",
    "pagination",
    "panel",
    "radios",
    "service-navigation",
    "skip-link",
    "summary-card",
    "summary-list",
    "table",
    "tag",
    "warning-text",
];

/// What is still written by hand: component, how often, and why.
const BY_HAND: &[(&str, usize, &str)] = &[
    (
        "details",
        1,
        "`wraps.html` puts it around what a template writes itself",
    ),
    (
        "inset-text",
        1,
        "`wraps.html` puts it around what a template writes itself",
    ),
];

/// How often a text writes an element of this component: the class alone or beside others.
fn written(text: &str, component: &str) -> usize {
    let class = format!("govuk-{component}");
    text.split("class=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|classes| {
            let mut names =
                classes.split(|letter: char| letter.is_whitespace() || "{}%".contains(letter));
            names.any(|name| name == class)
        })
        .count()
}

/// Templates, and the code of pages with the templates written in it.
fn is_page(path: &str) -> bool {
    let template = path.starts_with("crates/web/templates/") && path.ends_with(".html");
    template || (path.starts_with("crates/web/src/") && path.ends_with(".rs"))
}

#[test]
fn pages_write_no_component_by_hand() {
    let mut wrong = Vec::new();
    for component in COMPONENTS {
        let pages = FILES.iter().filter(|file| is_page(&file.path));
        let found: Vec<(&str, usize)> = pages
            .map(|file| {
                let text = file.text.as_deref().unwrap_or_default();
                (file.path.as_str(), written(text, component))
            })
            .filter(|(_, count)| *count > 0)
            .collect();
        let count: usize = found.iter().map(|(_, count)| count).sum();
        let listed = BY_HAND.iter().find(|(name, _, _)| *name == component);
        let allowed = listed.map_or(0, |(_, allowed, _)| *allowed);
        if count != allowed {
            wrong.push(format!(
                "{component}: written {count} times by hand, {allowed} on the list: {found:?}; \
                 draw it with the type of `govuk`, and let the list say what is left"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_list_names_components_once_each_with_a_reason() {
    for (at, (component, count, reason)) in BY_HAND.iter().enumerate() {
        assert!(
            COMPONENTS.contains(component),
            "{component} is no component"
        );
        assert!(*count > 0 && !reason.is_empty(), "{component}");
        let again = BY_HAND[at + 1..]
            .iter()
            .any(|(name, _, _)| name == component);
        assert!(!again, "{component} stands twice");
    }
}

#[test]
fn planted_components_are_counted() {
    let text = "<div class=\"govuk-inset-text\"></div><p class=\"govuk-body tl-x govuk-inset-text\">\
                <div class=\"govuk-inset-text{% if wide %} tl-wide{% endif %}\"><b class=\"govuk-inset-text__part\">\
                <a class=\"govuk-button-group\"><table class=\"govuk-table\">";
    assert_eq!(written(text, "inset-text"), 3);
    assert_eq!(written(text, "button"), 0);
    assert_eq!(written(text, "table"), 1);
}
