//! The cards of the page where the decision stands.

use askama::Template;
use govuk::{Heading, Html, SummaryCard, SummaryList, SummaryRow};
use model::FormId;

use super::OverviewPage;
use super::words::{Decided, Followed, Line, Seen};
use crate::draw::{marked, row, strong};
use crate::texts::t;

/// What a card says of a partner.
#[derive(Template)]
#[template(path = "decision/partner.html")]
struct Partner<'a> {
    line: &'a Line,
    base: &'a str,
    form: FormId,
    may_give_for: bool,
}

impl OverviewPage {
    pub(super) fn card(&self, line: &Line) -> askama::Result<SummaryCard> {
        let content = Html::rendered(&Partner {
            line,
            base: &self.base,
            form: self.hidden.form,
            may_give_for: self.may.give_for,
        })?;
        let mark = if line.unchecked {
            t("unchecked-wording")
        } else {
            String::new()
        };
        Ok(SummaryCard::new(marked(&line.label, mark), content).heading(Heading::H3))
    }
}

impl Seen {
    fn list(&self) -> SummaryList {
        let by = [Some(&self.by), self.source.as_ref()];
        let plain = |(key, words): &(String, String)| SummaryRow::new(key, words);
        SummaryList::new()
            .row(SummaryRow::new(t("decision-outcome-key"), &self.outcome))
            .rows(self.answers.iter().map(plain))
            .row(row(t("decision-why"), &self.reasons))
            .row(SummaryRow::new(
                t("decision-by"),
                Html::lines(by.into_iter().flatten()),
            ))
            .row(SummaryRow::new(t("decision-given-on"), &self.on))
    }
}

impl Decided {
    /// The one that stands, or an earlier one.
    pub(super) fn card(&self, stands: bool) -> SummaryCard {
        let title = if stands {
            t("decision-stands")
        } else {
            t("decision-earlier")
        };
        let outcome = [strong(&self.outcome), format!(", {}", self.on).into()];
        let despite = self.despite.as_ref();
        let route = self.route.as_ref();
        let list = SummaryList::new()
            .row(SummaryRow::new(
                t("decision-outcome-key"),
                Html::join(outcome),
            ))
            .rows((!self.reasons.is_empty()).then(|| row(t("decision-why"), &self.reasons)))
            .rows(despite.map(|words| row(t("decision-despite-key"), words)))
            .rows(route.map(|words| SummaryRow::new(t("decision-route-key"), words)));
        SummaryCard::new(title, list)
    }
}

impl Followed {
    pub(super) fn card(&self) -> SummaryCard {
        let list = SummaryList::new()
            .row(SummaryRow::new(t("follow-when"), &self.on))
            .row(row(t("decision-why"), &self.reason))
            .rows(self.more.iter().map(|(label, words)| row(label, words)));
        SummaryCard::new(&self.title, list)
    }
}
