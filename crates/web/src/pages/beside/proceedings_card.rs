//! The card of one set of proceedings, with what is held back because of it.

use askama::Template;
use govuk::{Html, Link, SummaryCard, SummaryList, SummaryRow};

use super::proceedings::{Card, ListPage};
use crate::draw::{change, marked, row};
use crate::texts::t;

#[derive(Template)]
#[template(path = "beside/proceedings_card.html")]
struct Content<'a> {
    card: &'a Card,
    may: bool,
    base: &'a str,
}

impl Content<'_> {
    fn list(&self) -> SummaryList {
        let card = self.card;
        let track = card.track.as_ref().map(|track| {
            let link = Link::new(&card.stands, track);
            let link = link.visually_hidden(format!(": {}", card.kind));
            SummaryRow::new(t("review-stage"), link)
        });
        let rows = card.rows.iter().map(|(key, words)| row(key, words));
        SummaryList::new().rows(track).rows(rows)
    }
}

impl ListPage {
    pub(super) fn card(&self, card: &Card) -> askama::Result<SummaryCard> {
        let content = Html::rendered(&Content {
            card,
            may: self.may,
            base: &self.base,
        })?;
        let mark = if card.unchecked {
            t("list-unchecked-mark")
        } else {
            String::new()
        };
        let href = format!("{}/proceedings/{}", self.base, card.id);
        Ok(SummaryCard::new(marked(&card.kind, mark), content)
            .plain_links()
            .actions(self.may.then(|| change(href, &card.kind))))
    }
}
