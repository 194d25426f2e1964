//! A corrected version of something that was released: what it means, and beginning it.

use app::sharing::{DraftStands, begin_next};
use axum::extract::{Path, State};
use govuk::{Html, Link, SummaryRow};

use super::{As, HereDraft, Seen, seen};
use crate::draw::{go, paragraph, row};
use crate::form::Filled;
use crate::frame::next_page;
use crate::pages::seen::changeable;
use crate::problem::{Answer, PageError};
use crate::sheet::Sheet;
use crate::texts::{t, t_with, t1};
use crate::{Signed, WebState};

/// What a page of a draft offers of versions: to begin the next one, or to go on with the one that was begun.
pub(super) fn offered(seen: &Seen<'_>) -> Html {
    let view = &seen.view;
    let may = changeable(&view.case, view.may.write).is_ok();
    let Some(release) = view.release().filter(|_| may) else {
        return Html::default();
    };
    if view.stands() != DraftStands::Released {
        return Html::default();
    }
    let (key, href) = match view.made.next_begun(release.body.item) {
        Some(begun) => ("share-next-go-on", format!("{}/{}", seen.all, begun.id)),
        None => ("share-next-title", format!("{}/next", seen.base)),
    };
    paragraph(go(t(key), href).secondary().render())
}

/// Which version of what a draft is; nothing for what was not shared before. What others read now is there to be seen while they
/// can.
pub(super) fn about(seen: &Seen<'_>) -> Option<SummaryRow> {
    let follows = seen.view.draft.body.follows.as_ref()?;
    let newest = seen.view.made.newest(follows.item);
    let can_be_read = newest.is_some_and(|newest| newest.body.taken_back.is_none());
    let key = match seen.view.release() {
        Some(_) => "share-next-is",
        None if can_be_read => "share-next-follows",
        None => "share-next-ended",
    };
    let values = [
        ("version", (follows.version + 1).into()),
        ("before", follows.version.into()),
    ];
    let mut lines = vec![Html::escape(t_with(key, &values))];
    if can_be_read {
        let item = format!("{}/{}", seen.items, follows.item);
        lines.push(Link::new(t("share-next-item"), item).render());
    }
    Some(row(t("share-next-version"), Html::lines(lines)))
}

/// That this is not the newest version of what was released.
pub(super) fn newer(seen: &Seen<'_>) -> Html {
    let Some(release) = seen.view.release() else {
        return Html::default();
    };
    let newest = seen.view.made.newest(release.body.item);
    match newest.filter(|newest| newest.body.version > release.body.version) {
        Some(newest) => paragraph(t1("share-next-newer", "version", newest.body.version)),
        None => Html::default(),
    }
}

fn sheet(seen: &Seen<'_>) -> Sheet {
    let mut sheet = seen.sheet("share-next-title", "sharing");
    sheet.explain = vec![t("share-next-explain"), t("share-next-gate")];
    sheet.button = t("share-next-button");
    sheet.back.clone_from(&seen.base);
    sheet
}

/// Something was released of it, the case is open, and the reader may write.
fn usable(seen: &Seen<'_>) -> Result<(), PageError> {
    changeable(&seen.view.case, seen.view.may.write)?;
    match seen.view.release() {
        Some(_) => Ok(()),
        None => Err(PageError::Rule("version-none")),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereDraft,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id), As::Reader).await?;
    usable(&seen)?;
    let hidden = state.hidden(&signed.visit, None)?;
    sheet(&seen).show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereDraft,
    form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id), As::Reader).await?;
    usable(&seen)?;
    let sent = (form.form_id()?, seen.view.draft.id);
    let begun = begin_next(state.app(), &signed.ctx, &seen.reference, sent).await?;
    Ok(next_page(&format!("{}/{begun}/write", seen.all)))
}
