//! Where a review came from, with the proof of its record up to then.

use app::transfer::came_from as read;
use askama::Template;
use axum::extract::{Path, State};
use govuk::SummaryList;

use crate::draw::rows;
use crate::frame::{Frame, show};
use crate::pages::people::reference;
use crate::pages::seen::Here;
use crate::problem::{Answer, PageError};
use crate::texts::{t, t1};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

#[derive(Template)]
#[template(path = "transfer/came_from.html")]
struct CameFromPage {
    frame: Frame,
    caption: String,
    facts: SummaryList,
}

pub(super) async fn came_from(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let reference = reference(&text)?;
    let found = read(state.app(), &signed.ctx, &reference).await?;
    let origin = found.ok_or(PageError::NotFound)?;
    let from = origin.from;
    let proved = if origin.holds {
        t1("came-from-proved", "many", from.proved.to_string())
    } else {
        t("came-from-not-proved")
    };
    let facts = [
        (t("came-from-key"), origin.name),
        (t("came-from-at-key"), moment_in_words(from.at)),
        (t("came-from-record-key"), proved),
        (t("came-from-unproved-key"), from.unproved.to_string()),
        (t("came-from-digest-key"), from.digest),
    ];
    show(&CameFromPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("came-from-title"))
            .back(signed.path(&format!("reviews/{reference}"))),
        caption: t1("today-review", "reference", reference.as_str()),
        facts: rows(&facts),
    })
}
