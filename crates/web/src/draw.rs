//! The components that many pages have, each made in one place; templates call them as `crate::draw::…`.

use std::fmt::Display;

use govuk::{Button, Html, InsetText, NotificationBanner, WarningText};

use crate::texts::t;

/// The button that sends a form which needs no guard: what it does may be done twice.
pub(crate) fn press(words: impl Into<Html>) -> Button {
    Button::new(words)
}

/// The button that sends a form once, also where somebody clicks twice.
pub(crate) fn send(words: impl Into<Html>) -> Button {
    Button::new(words).prevent_double_click()
}

/// A link that looks like a button.
pub(crate) fn go(words: impl Into<Html>, href: impl Display) -> Button {
    Button::link(words, href.to_string())
}

/// A sentence set apart.
pub(crate) fn inset(words: impl Into<Html>) -> InsetText {
    InsetText::new(words)
}

/// What must not be overlooked.
pub(crate) fn warning(words: impl Into<Html>) -> WarningText {
    WarningText::new(t("warning"), words)
}

/// What was asked for is done.
pub(crate) fn done(title: impl Into<Html>, sentence: impl Into<Html>) -> NotificationBanner {
    NotificationBanner::new(title, sentence).success()
}
