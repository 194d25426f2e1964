//! The components that many pages have, each made in one place; templates call them as `crate::draw::…`.

use std::fmt::Display;

use askama::Template;
use govuk::{
    Button, Html, InsetText, NotificationBanner, SummaryAction, SummaryList, SummaryRow, Table,
    TableCell, WarningText,
};

use crate::form::Hidden;
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

/// A paragraph.
pub(crate) fn paragraph(words: impl Into<Html>) -> Html {
    Html::element("p", "govuk-body", words)
}

/// A list with bullets.
pub(crate) fn bullets(lines: impl IntoIterator<Item = Html>) -> Html {
    let lines = lines.into_iter().map(|line| Html::element("li", "", line));
    Html::element("ul", "govuk-list govuk-list--bullet", Html::join(lines))
}

/// Words that stand out.
pub(crate) fn strong(words: impl Into<Html>) -> Html {
    Html::element("strong", "", words)
}

/// Words with more about them in small print; nothing more where that is empty.
pub(crate) fn marked(words: impl Into<Html>, more: impl Into<Html>) -> Html {
    let more: Html = more.into();
    if more.is_empty() {
        return words.into();
    }
    let more = Html::element("span", "tl-needs__more", more);
    Html::join([words.into(), " ".into(), more])
}

/// A row whose answer keeps the lines in which it was typed.
pub(crate) fn row(key: impl Into<Html>, words: impl Into<Html>) -> SummaryRow {
    SummaryRow::new(key, words).value_classes("tl-words")
}

/// A list of pairs of a key and words.
pub(crate) fn rows(pairs: &[(String, String)]) -> SummaryList {
    SummaryList::new().rows(pairs.iter().map(|(key, words)| row(key, words)))
}

/// The link to change something; what it is about is read out only.
pub(crate) fn change(href: impl Into<String>, about: impl Into<String>) -> SummaryAction {
    SummaryAction::new(t("change"), href).visually_hidden(about)
}

/// A form of one button; the second words are read out only.
pub(crate) fn button(
    action: &str,
    hidden: Hidden,
    (words, about): (&str, &str),
) -> askama::Result<Html> {
    let button = send(spoken(words, about)).render();
    Html::rendered(&ButtonForm {
        action,
        hidden,
        button,
    })
}

/// The same, where the button looks like a link.
pub(crate) fn link_button(
    action: &str,
    hidden: Hidden,
    said: (&str, &str),
) -> askama::Result<Html> {
    link_button_with(action, (hidden, Html::default()), said)
}

/// The same, which carries more in hidden boxes.
pub(crate) fn link_button_with(
    action: &str,
    (hidden, boxes): (Hidden, Html),
    (words, about): (&str, &str),
) -> askama::Result<Html> {
    let words = spoken(words, about);
    let button = Html::rendered(&LinkButton { words })?;
    Html::rendered(&ButtonForm {
        action,
        hidden,
        button: Html::join([boxes, button]),
    })
}

/// Words, and more of them that are read out only.
fn spoken(words: &str, about: &str) -> Html {
    let about = Html::element("span", "govuk-visually-hidden", about);
    Html::join([Html::escape(words), about])
}

#[derive(Template)]
#[template(
    source = r#"<form method="post" action="{{ action }}">{{ hidden }}{{ button }}</form>"#,
    ext = "html"
)]
struct ButtonForm<'a> {
    action: &'a str,
    hidden: Hidden,
    button: Html,
}

#[derive(Template)]
#[template(
    source = r#"<button type="submit" class="tl-linkbutton">{{ words }}</button>"#,
    ext = "html"
)]
struct LinkButton {
    words: Html,
}

/// A box that is not shown and comes back with the form.
pub(crate) fn kept(name: &str, value: &str) -> Html {
    Html::rendered(&KeptBox { name, value }).unwrap_or_default()
}

#[derive(Template)]
#[template(
    source = r#"<input type="hidden" name="{{ name }}" value="{{ value }}">"#,
    ext = "html"
)]
struct KeptBox<'a> {
    name: &'a str,
    value: &'a str,
}

/// The columns of a table whose rows become cards where they would not fit: there each cell says the heading of
/// its column.
#[derive(Default)]
pub(crate) struct Columns {
    heads: Vec<TableCell>,
    labels: Vec<Option<String>>,
}

impl Columns {
    /// Columns with the headings of these texts.
    pub(crate) fn of(keys: &[&str]) -> Self {
        Self::default().with(keys)
    }

    /// These columns and others with the headings of these texts.
    pub(crate) fn with(self, keys: &[&str]) -> Self {
        keys.iter().fold(self, |columns, key| {
            let head = t(key);
            let label = Some(head.clone());
            columns.and(head, label)
        })
    }

    /// Columns with these headings, which are no texts of ours.
    pub(crate) fn named(heads: &[String]) -> Self {
        heads.iter().fold(Self::default(), |columns, head| {
            columns.and(head, Some(head.clone()))
        })
    }

    /// One more column, whose cells say by themselves what they are.
    pub(crate) fn silent(self, head: impl Into<Html>) -> Self {
        self.and(head, None)
    }

    fn and(mut self, head: impl Into<Html>, label: Option<String>) -> Self {
        self.heads.push(TableCell::new(head));
        self.labels.push(label);
        self
    }

    /// The table of these rows, with its caption.
    pub(crate) fn table(
        &self,
        caption: impl Into<Html>,
        rows: impl IntoIterator<Item = Vec<TableCell>>,
    ) -> Table {
        let labelled = |cells: Vec<TableCell>| {
            let cells = cells.into_iter().zip(&self.labels);
            let cells = cells.map(|(cell, label)| match label {
                Some(label) => cell.attribute("data-label", label),
                None => cell,
            });
            cells.collect()
        };
        Table::new()
            .classes("tl-stack")
            .caption(caption)
            .head(self.heads.iter().cloned())
            .rows(rows.into_iter().map(labelled))
    }
}
