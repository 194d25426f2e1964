//! The card of a person in the list of the people of a review.

use govuk::{Html, SummaryAction, SummaryCard, SummaryList, SummaryRow};

use super::{Listed, PeoplePage};
use crate::draw::{change, row, strong};
use crate::texts::{t, t1};

impl PeoplePage {
    pub(super) fn card(&self, person: &Listed) -> SummaryCard {
        let may = self.add.is_some();
        let rows = [
            Some(person.kind()),
            Some(SummaryRow::new(t("people-born-key"), &person.born)),
            Some(person.about()),
            person.police(),
            person.safety(may),
            Some(person.family()),
        ];
        let list = SummaryList::new().rows(rows.into_iter().flatten());
        let card = SummaryCard::new(&person.name, list).plain_links();
        if may {
            card.action(change(&person.href, &person.name))
        } else {
            card
        }
    }
}

impl Listed {
    fn kind(&self) -> SummaryRow {
        let words = if self.relation.is_empty() {
            self.kind.clone()
        } else {
            format!("{}, {}", self.kind, self.relation)
        };
        SummaryRow::new(t("people-is"), words)
    }

    fn about(&self) -> SummaryRow {
        let see = SummaryAction::new(t("about-see"), &self.about_href);
        SummaryRow::new(t("about-key"), &self.progress).action(see.visually_hidden(&self.name))
    }

    fn police(&self) -> Option<SummaryRow> {
        let (said, href) = self.police.as_ref()?;
        let drawn = row(t("police-key"), said);
        let about = format!("{} {}", t("police-key"), self.name);
        Some(match href {
            Some(href) => drawn.action(change(href, about)),
            None => drawn,
        })
    }

    fn family(&self) -> SummaryRow {
        let family = &self.family;
        let mut lines: Vec<Html> = family.words.iter().map(Html::escape).collect();
        if family.waits {
            lines.push(strong(t("family-second")));
        }
        let about = format!("{} {}", t("family-key"), self.name);
        let drawn = SummaryRow::new(t("family-key"), Html::lines(lines));
        let drawn = match &family.change {
            Some(href) => drawn.action(change(href, about)),
            None => drawn,
        };
        match &family.second {
            Some(href) => drawn.action(
                SummaryAction::new(t("family-second-do"), href).visually_hidden(&self.name),
            ),
            None => drawn,
        }
    }

    fn safety(&self, may: bool) -> Option<SummaryRow> {
        let (said, open, who) = self.safety.as_ref()?;
        let mut lines = vec![Html::escape(said)];
        if *open {
            let whose = if who.is_empty() {
                Html::default()
            } else {
                Html::join([" ".to_owned(), t1("today-who", "who", who)])
            };
            lines.push(Html::join([strong(t("safety-open")), whose]));
        }
        let drawn = SummaryRow::new(t("people-safe-key"), Html::lines(lines));
        let about = format!("{} {}", t("people-safe-of"), self.name);
        Some(if may {
            drawn.action(change(&self.safety_href, about))
        } else {
            drawn
        })
    }
}
