//! What everybody may read of shared learning, without signing in. A reader who is signed in goes on to the page of their
//! organisation, where the same address of an item works for what is not public.

use app::AppError;
use app::commons::Item;
use app::library::{ItemView, public_item, public_list};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use govuk::Html;
use http::StatusCode;

use super::item::{id, part};
use super::words::permanent;
use crate::frame::{Frame, next_page, show};
use crate::paging::{Paging, page_asked};
use crate::problem::Answer;
use crate::texts::{t, t_code};
use crate::when::in_year;
use crate::{Anyone, Visit, WebState};

/// Items on a page.
const A_PAGE: usize = 20;

#[derive(Template)]
#[template(path = "library/public_list.html")]
struct ListPage {
    frame: Frame,
    lines: Vec<(String, String, String)>,
    range: Option<String>,
    pages: Option<Html>,
}

pub(super) async fn list(
    State(state): State<WebState>,
    Anyone(visit): Anyone,
    RawQuery(query): RawQuery,
) -> Answer {
    let all = public_list(state.app()).await?;
    let paging = Paging::of(page_asked(query.as_deref())?, A_PAGE, all.len());
    show(&ListPage {
        frame: Frame::of(&state, &visit).titled(t("public-learning-title")),
        lines: paging.part(&all).iter().filter_map(line).collect(),
        range: paging.words(),
        pages: paging.links(),
    })
}

fn line(item: &Item) -> Option<(String, String, String)> {
    let body = item.body.as_ref()?;
    let released = item.released_on.map(in_year).unwrap_or_default();
    let effect = t_code("shared-effect", body.effect_seen.code());
    Some((
        permanent(item.id),
        body.condition.clone(),
        format!("{effect}. {released}"),
    ))
}

#[derive(Template)]
#[template(path = "library/not_public.html")]
struct NotPublicPage {
    frame: Frame,
}

/// An address below that of items under which nothing is for everybody: a reader who is signed in goes on to the page of their
/// organisation, everybody else may sign in. Whether there is such an item is told to nobody here.
pub(super) fn not_public((state, visit): (&WebState, &Visit), end: &str) -> Answer {
    if let Some(session) = visit.session() {
        let first = session.organisations.first().ok_or(AppError::NotFound)?;
        return Ok(next_page(&format!("/o/{}/shared/items/{end}", first.code)));
    }
    let mut page = show(&NotPublicPage {
        frame: Frame::of(state, visit)
            .titled(t("not-public-title"))
            .back("/shared-learning"),
    })?;
    *page.status_mut() = StatusCode::NOT_FOUND;
    Ok(page)
}

#[derive(Template)]
#[template(path = "library/public_item.html")]
struct ItemPage {
    frame: Frame,
    part: Html,
}

pub(super) async fn one(
    State(state): State<WebState>,
    Anyone(visit): Anyone,
    Path(text): Path<String>,
) -> Answer {
    let id = id(&text)?;
    let view = match public_item(state.app(), id).await {
        Ok(view) => view,
        Err(AppError::NotFound) => return not_public((&state, &visit), &id.to_string()),
        Err(error) => return Err(error.into()),
    };
    public_page((&state, &visit), &view)
}

/// The page of an item that everybody may read, also when it no longer stands.
pub(super) fn public_page((state, visit): (&WebState, &Visit), view: &ItemView) -> Answer {
    let today = visit.now().date_in_london();
    let scheme = &state.app().scheme_on(today)?.scheme;
    show(&ItemPage {
        frame: Frame::of(state, visit)
            .titled(t("shared-item-title"))
            .back("/shared-learning"),
        part: part(state, view, scheme, "/shared-learning")?,
    })
}
