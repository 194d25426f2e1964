//! Facts under a heading, drawn the same way wherever a notification is read.

use app::notification::{ChangedAt, Part};
use askama::Template;

use crate::pages::people::{FactRow, fact_rows};

/// Several facts under one heading.
pub(crate) struct Section {
    pub(crate) title: String,
    pub(crate) rows: Vec<FactRow>,
}

#[derive(Template)]
#[template(path = "facts.html")]
pub(crate) struct Facts<'a> {
    rows: &'a [FactRow],
}

impl askama::filters::HtmlSafe for Facts<'_> {}

impl Section {
    /// A part of a notification, each fact with the link to where it is changed when it may be.
    pub(crate) fn of(part: &Part, review: &str, may: impl Fn(ChangedAt) -> bool) -> Self {
        Self {
            title: part.title.clone(),
            rows: fact_rows(&part.facts, review, may),
        }
    }

    /// Its rows, under the name that the shared list of facts has for them.
    pub(crate) fn list(&self) -> Facts<'_> {
        Facts { rows: &self.rows }
    }
}
