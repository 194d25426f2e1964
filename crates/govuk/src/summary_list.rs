//! What has been recorded: questions and answers in rows.

use crate::Html;
use crate::html::Markup;
use crate::options::{Extra, extra_options, printable};

/// Rows of what is asked and what was answered, with links to change it.
///
/// ```
/// use govuk::{SummaryAction, SummaryList, SummaryRow};
/// let list = SummaryList::new().row(
///     SummaryRow::new("Date of birth", "27 March 2019")
///         .action(SummaryAction::new("Change", "/people/1").visually_hidden("date of birth")),
/// );
/// assert!(list.render().as_str().contains("Change<span class=\"govuk-visually-hidden\"> date of birth</span>"));
/// ```
#[derive(Debug, Clone, Default)]
pub struct SummaryList {
    rows: Vec<SummaryRow>,
    extra: Extra,
}

extra_options!(SummaryList, extra);
printable!(SummaryList);

impl SummaryList {
    /// A list, still without rows.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a row.
    #[must_use]
    pub fn row(mut self, row: SummaryRow) -> Self {
        self.rows.push(row);
        self
    }

    /// Adds rows.
    #[must_use]
    pub fn rows(mut self, rows: impl IntoIterator<Item = SummaryRow>) -> Self {
        self.rows.extend(rows);
        self
    }

    /// Without lines between the rows.
    #[must_use]
    pub fn no_border(self) -> Self {
        self.classes("govuk-summary-list--no-border")
    }

    fn write(&self, out: &mut Markup) {
        self.write_in(out, None);
    }

    /// The list inside a card; each link then says the title of the card too.
    pub(crate) fn write_in(&self, out: &mut Markup, card: Option<&Html>) {
        let any_actions = self.rows.iter().any(SummaryRow::does_something);
        out.raw("<dl")
            .class(["govuk-summary-list", self.extra.classes()]);
        self.extra.write_attributes(out);
        out.raw(">");
        for row in &self.rows {
            row.write(out, any_actions, card);
        }
        out.raw("</dl>");
    }
}

/// A row of a [`SummaryList`].
#[derive(Debug, Clone)]
pub struct SummaryRow {
    key: Html,
    value: Html,
    key_classes: String,
    value_classes: String,
    actions_classes: String,
    actions: Vec<SummaryAction>,
    control: Option<Html>,
    classes: String,
}

impl SummaryRow {
    /// What is asked, and what was answered.
    pub fn new(key: impl Into<Html>, value: impl Into<Html>) -> Self {
        Self {
            key: key.into(),
            value: value.into(),
            key_classes: String::new(),
            value_classes: String::new(),
            actions_classes: String::new(),
            actions: Vec::new(),
            control: None,
            classes: String::new(),
        }
    }

    /// Adds a link, usually to change the answer.
    #[must_use]
    pub fn action(mut self, action: SummaryAction) -> Self {
        self.actions.push(action);
        self
    }

    /// Adds links.
    #[must_use]
    pub fn actions(mut self, actions: impl IntoIterator<Item = SummaryAction>) -> Self {
        self.actions.extend(actions);
        self
    }

    /// Something else than a link where the links stand, such as a form of one button.
    #[must_use]
    pub fn control(mut self, control: impl Into<Html>) -> Self {
        self.control = Some(control.into());
        self
    }

    fn does_something(&self) -> bool {
        self.control.is_some() || !self.actions.is_empty()
    }

    /// Sets classes of the row.
    #[must_use]
    pub fn classes(mut self, classes: impl Into<String>) -> Self {
        self.classes = classes.into();
        self
    }

    /// Sets classes of what is asked.
    #[must_use]
    pub fn key_classes(mut self, classes: impl Into<String>) -> Self {
        self.key_classes = classes.into();
        self
    }

    /// Sets classes of the answer.
    #[must_use]
    pub fn value_classes(mut self, classes: impl Into<String>) -> Self {
        self.value_classes = classes.into();
        self
    }

    /// Sets classes of the cell with the links.
    #[must_use]
    pub fn actions_classes(mut self, classes: impl Into<String>) -> Self {
        self.actions_classes = classes.into();
        self
    }

    fn write(&self, out: &mut Markup, any_actions: bool, card: Option<&Html>) {
        let none = if any_actions && !self.does_something() {
            "govuk-summary-list__row--no-actions"
        } else {
            ""
        };
        out.raw("<div")
            .class(["govuk-summary-list__row", none, &self.classes])
            .raw("><dt")
            .class(["govuk-summary-list__key", &self.key_classes])
            .raw(">")
            .html(&self.key)
            .raw("</dt><dd")
            .class(["govuk-summary-list__value", &self.value_classes])
            .raw(">")
            .html(&self.value)
            .raw("</dd>");
        if self.does_something() {
            out.raw("<dd")
                .class(["govuk-summary-list__actions", &self.actions_classes])
                .raw(">");
            match &self.control {
                Some(control) => {
                    out.html(control);
                }
                None => self.write_actions(out, card),
            }
            out.raw("</dd>");
        }
        out.raw("</div>");
    }

    /// One link stands alone; several are a list.
    fn write_actions(&self, out: &mut Markup, card: Option<&Html>) {
        if let [only] = self.actions.as_slice() {
            only.write(out, card);
            return;
        }
        out.raw("<ul class=\"govuk-summary-list__actions-list\">");
        for action in &self.actions {
            out.raw("<li class=\"govuk-summary-list__actions-list-item\">");
            action.write(out, card);
            out.raw("</li>");
        }
        out.raw("</ul>");
    }
}

/// A link of a row or of a card.
#[derive(Debug, Clone)]
pub struct SummaryAction {
    content: Html,
    href: String,
    visually_hidden: Option<String>,
    extra: Extra,
}

extra_options!(SummaryAction, extra);

impl SummaryAction {
    /// A link with its word and where it goes.
    pub fn new(content: impl Into<Html>, href: impl Into<String>) -> Self {
        Self {
            content: content.into(),
            href: href.into(),
            visually_hidden: None,
            extra: Extra::default(),
        }
    }

    /// What the link is about, read out after its word, so that "Change" is not all a person hears.
    #[must_use]
    pub fn visually_hidden(mut self, text: impl Into<String>) -> Self {
        self.visually_hidden = Some(text.into());
        self
    }

    pub(crate) fn write(&self, out: &mut Markup, card: Option<&Html>) {
        out.raw("<a")
            .class(["govuk-link", self.extra.classes()])
            .attr("href", &self.href);
        self.extra.write_attributes(out);
        out.raw(">").html(&self.content);
        let hidden = self.visually_hidden.as_deref();
        if hidden.is_some() || card.is_some() {
            out.raw("<span class=\"govuk-visually-hidden\">");
            out.when(hidden, |out, text| {
                out.raw(" ").text(text);
            });
            out.when(card, |out, title| {
                out.raw(" (").html(title).raw(")");
            });
            out.raw("</span>");
        }
        out.raw("</a>");
    }
}
