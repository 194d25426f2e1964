//! From the options of a fixture to our component. What govuk-frontend has a default for and we want from the page,
//! the page's text is that default.

mod choices;
mod field;
mod group;
mod navigation;
mod page;
mod summary;

use govuk::{Heading, Html};

use crate::options::Options;

/// Calls each method of a component for which the fixture has a value.
macro_rules! given {
    ($component:ident, $($method:ident: $value:expr),+ $(,)?) => {
        $(
            if let Some(value) = $value {
                $component = $component.$method(value);
            }
        )+
    };
}

/// The classes and attributes of a component's outer element.
macro_rules! dress {
    ($component:ident, $options:expr) => {
        dress!(
            $component,
            $options,
            classes,
            attribute,
            "classes",
            "attributes"
        );
    };
    ($component:ident, $options:expr, $classes:ident, $attribute:ident, $class_key:literal, $attribute_key:literal) => {
        if let Some(classes) = $options.filled($class_key) {
            $component = $component.$classes(classes);
        }
        for (name, value) in $options.pairs($attribute_key) {
            $component = $component.$attribute(name, value);
        }
    };
}

/// Calls each method without arguments whose option is on.
macro_rules! switched {
    ($component:ident, $options:expr, $($method:ident: $key:literal),+ $(,)?) => {
        $(
            if $options.is($key) {
                $component = $component.$method();
            }
        )+
    };
}

pub(crate) use {dress, given, switched};

/// What our component writes for these options; nothing when we have no such component.
pub fn render(component: &str, options: &Options<'_>) -> Option<Html> {
    Some(match component {
        "back-link" => navigation::back_link(options),
        "breadcrumbs" => navigation::breadcrumbs(options),
        "button" => page::button(options),
        "character-count" => field::character_count(options),
        "checkboxes" => choices::checkboxes(options),
        "date-input" => group::date_input(options),
        "details" => page::details(options),
        "error-message" => field::error_message(options).render(),
        "error-summary" => page::error_summary(options),
        "exit-this-page" => navigation::exit_this_page(options),
        "fieldset" => group::fieldset(options).render(),
        "file-upload" => field::file_upload(options),
        "generic-header" => navigation::generic_header(options),
        "hint" => field::hint(options).render(),
        "input" => field::text_input(options).render(),
        "inset-text" => page::inset_text(options),
        "label" => field::label(options).render(),
        "notification-banner" => page::notification_banner(options),
        "pagination" => navigation::pagination(options),
        "panel" => page::panel(options),
        "password-input" => field::password_input(options),
        "phase-banner" => page::phase_banner(options),
        "radios" => choices::radios(options),
        "select" => field::select(options),
        "service-navigation" => navigation::service_navigation(options),
        "skip-link" => navigation::skip_link(options),
        "summary-list" => summary::summary_list(options),
        "table" => summary::table(options),
        "tag" => page::tag(options).render(),
        "task-list" => summary::task_list(options),
        "textarea" => field::textarea(options).render(),
        "warning-text" => page::warning_text(options),
        _ => return None,
    })
}

/// A level of headings.
fn heading(level: u8) -> Heading {
    match level {
        1 => Heading::H1,
        2 => Heading::H2,
        3 => Heading::H3,
        4 => Heading::H4,
        5 => Heading::H5,
        _ => Heading::H6,
    }
}
