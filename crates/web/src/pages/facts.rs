//! Facts under a heading, drawn the same way wherever a notification is read.

use app::notification::{ChangedAt, Part};
use govuk::{Html, SummaryList};

use crate::draw::{change, marked, row, strong};
use crate::pages::people::{FactRow, fact_rows};
use crate::texts::t1;

/// Several facts under one heading.
pub(crate) struct Section {
    pub(crate) title: String,
    /// Id of its heading; empty where nothing leads to it.
    pub(crate) id: String,
    pub(crate) rows: Vec<FactRow>,
}

/// Facts one under another; what is still open stands out.
pub(crate) fn list(facts: &[FactRow]) -> SummaryList {
    let drawn = |fact: &FactRow| {
        let value = if fact.open {
            strong(&fact.value)
        } else {
            Html::escape(&fact.value)
        };
        let hides = if fact.hides.is_empty() {
            String::new()
        } else {
            t1("about-hides", "what", &fact.hides)
        };
        let drawn = row(&fact.label, marked(value, hides));
        match &fact.href {
            Some(href) => drawn.action(change(href, &fact.label)),
            None => drawn,
        }
    };
    SummaryList::new().rows(facts.iter().map(drawn))
}

impl Section {
    /// A part of a notification, each fact with the link to where it is changed when it may be.
    pub(crate) fn of(part: &Part, review: &str, may: impl Fn(ChangedAt) -> bool) -> Self {
        Self {
            title: part.title.clone(),
            id: String::new(),
            rows: fact_rows(&part.facts, review, may),
        }
    }

    /// The same with an id of its place among others, from 0.
    pub(crate) fn numbered(mut self, place: usize) -> Self {
        self.id = format!("part-{}", place.saturating_add(1));
        self
    }

    /// Its facts.
    pub(crate) fn list(&self) -> SummaryList {
        list(&self.rows)
    }
}
