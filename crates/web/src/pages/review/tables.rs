//! The tables of the home of a review.

use govuk::{Html, Link, Size, Table, TableCell};

use super::strip::{Strip, StripStep};
use super::{Clock, HomePage, Track};
use crate::draw::{Columns, marked};
use crate::texts::t;

impl HomePage {
    /// What is due, by when, and who holds it.
    pub(super) fn clocks(&self) -> Table {
        let columns = Columns::of(&["today-what", "today-left", "today-by", "today-holder"]);
        let rows = self.clocks.iter().map(|clock| clock.cells(&self.base));
        columns
            .table(t("review-clocks"), rows)
            .caption_size(Size::M)
    }

    /// Where each track stands.
    pub(super) fn tracks(&self) -> Table {
        let row = |track: &Track| {
            let href = format!("{}/tracks/{}", self.base, track.href);
            vec![
                TableCell::new(Link::new(&track.label, href)).header(),
                TableCell::new(&track.stage),
                TableCell::new(&track.since),
            ]
        };
        let columns = Columns::of(&["review-track", "review-stage", "review-since"]);
        let table = columns.table(t("review-tracks"), self.tracks.iter().map(row));
        table.caption_size(Size::M)
    }
}

impl Clock {
    fn cells(&self, base: &str) -> Vec<TableCell> {
        let unchecked = self.unchecked.then(|| t("unchecked-mark"));
        let more: Vec<&str> = [
            Some(self.source.as_str()),
            unchecked.as_deref(),
            self.note.as_deref(),
        ]
        .into_iter()
        .flatten()
        .collect();
        let more = Html::element("span", "tl-needs__more", more.join(" · "));
        let links = self.links.iter().flat_map(|(end, words)| {
            let link = Link::new(words, format!("{base}/{end}")).classes("tl-clocklink");
            let link = link.visually_hidden(format!(": {}", self.label));
            [link.render(), " ".into()]
        });
        let what = [
            Html::escape(&self.label),
            " ".into(),
            more,
            Html::join(links),
        ];
        vec![
            TableCell::new(Html::join(what)).header(),
            TableCell::new(&self.left),
            TableCell::new(&self.due),
            TableCell::new(&self.holder),
        ]
    }
}

impl Strip {
    /// The steps of the plan, in order.
    pub(super) fn table(&self) -> Table {
        let row = |step: &StripStep| {
            let mark = if step.unchecked {
                t("unchecked-mark")
            } else {
                String::new()
            };
            vec![
                TableCell::new(marked(&step.label, mark)).header(),
                TableCell::new(&step.when),
                TableCell::new(&step.holder),
            ]
        };
        let columns = Columns::of(&["today-what", "strip-when", "today-holder"]);
        let table = columns.table(t("strip-steps"), self.steps.iter().map(row));
        table.caption_size(Size::S)
    }
}
