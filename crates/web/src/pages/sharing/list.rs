//! What is shared from one review, and what one may begin from.

use app::sharing::{SharingList, sharing};
use app::vault::Stored;
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, Link, TableCell};
use model::case::SharingDraft;
use model::scheme::StepText;

use super::all::Told;
use crate::draw::Columns;
use crate::frame::{Frame, show};
use crate::pages::people::reference;
use crate::pages::seen::Here;
use crate::problem::Answer;
use crate::texts::{t, t_code, t_with};
use crate::when::date_in_words;
use crate::{Signed, WebState};

#[derive(Template)]
#[template(path = "sharing/list.html")]
struct ListPage {
    frame: Frame,
    caption: String,
    step: Option<StepText>,
    table: Option<Html>,
    may_write: bool,
    /// What one may begin from: end of the address and words.
    moments: Vec<(String, String)>,
    points: Vec<(String, String)>,
    base: String,
    everywhere: String,
}

pub(super) async fn list(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let reference = reference(&text)?;
    let found = sharing(state.app(), &signed.ctx, &reference).await?;
    let case = &found.case;
    let loaded = state.app().scheme_of(&case.scheme, &case.scheme_digest)?;
    let review = signed.path(&format!("reviews/{reference}"));
    let base = format!("{review}/sharing");
    let above = match found.own_work {
        true => signed.path("own-learning"),
        false => review,
    };
    let moments = found.moments.iter();
    let points = found.points.iter();
    show(&ListPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("share-title"))
            .back(above),
        caption: super::caption(found.own_work, &reference),
        step: loaded.scheme.step("sharing").cloned(),
        table: table(&found, &Told::of(&state, &signed).await, &base),
        may_write: found.may_write && case.closed_at.is_none(),
        moments: moments
            .map(|one| (one.id.to_string(), one.body.seen_differently.0.clone()))
            .collect(),
        points: points
            .map(|one| (one.id.to_string(), one.body.learned.0.clone()))
            .collect(),
        base,
        everywhere: signed.path("sharing"),
    })
}

fn table(found: &SharingList, told: &Told, base: &str) -> Option<Html> {
    if found.made.drafts.is_empty() {
        return None;
    }
    let stands =
        |one: &Stored<SharingDraft>| t_code("share-stands", found.made.stands(one.id).code());
    let rows = found.made.drafts.iter().rev().map(|one| {
        vec![
            TableCell::new(link(one, base)),
            TableCell::new(t_code("share-audience", one.body.audience.code())),
            TableCell::new(told.beside(stands(one), one.id)),
            TableCell::new(date_in_words(one.changed_at.date_in_london())),
        ]
    });
    let columns = Columns::of(&["share-what", "share-for", "share-where", "share-changed"]);
    Some(columns.table(t("share-list"), rows).render())
}

fn link(one: &Stored<SharingDraft>, base: &str) -> Html {
    let words = &one.body.learning.0.condition;
    let words = if words.chars().count() > 120 {
        let short: String = words.chars().take(117).collect();
        t_with("share-shortened", &[("words", short.into())])
    } else {
        words.clone()
    };
    Link::new(words, format!("{base}/{}", one.id)).render()
}
