//! Propose to dispose of a review, confirm it, or take the proposal back.

use app::AppError;
use app::keeping::{Proposal, confirm, propose, take_back};
use app::vault::Stored;
use axum::extract::{Path, State};
use model::Sensitive;
use model::case::DisposalProposed;

use super::list::until;
use super::{Seen, seen};
use crate::form::{Field, Filled, field};
use crate::frame::next_page;
use crate::pages::seen::Here;
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Offer, Sheet, group, input};
use crate::texts::{t, t1};
use crate::{Signed, WebState};

const REASON: Field = field("reason", "dispose-reason");
const EARLY: Field = field("early", "dispose-early");
const SURE: Field = field("sure", "dispose-sure");
const BACK: Field = field("reason", "dispose-back-reason");

fn sheet(seen: &Seen<'_>, title: &str, inputs: Vec<crate::sheet::Input>) -> Sheet {
    Sheet {
        title: t(title),
        caption: seen.caption(),
        step: seen.step("disposal"),
        explain: vec![t1("dispose-until", "day", until(&seen.kept))],
        inputs,
        button: t(title),
        back: seen.base.clone(),
    }
}

fn propose_sheet(seen: &Seen<'_>) -> Sheet {
    let early = group(t("dispose-if-early"), vec![input(EARLY, Ask::Words)]);
    let inputs = vec![input(REASON, Ask::Words), early];
    sheet(seen, "dispose-title", inputs)
}

/// Nothing that makes the form useless stands against it.
fn may_propose(seen: &Seen<'_>) -> Result<(), PageError> {
    let kept = &seen.kept;
    if kept.case.closed_at.is_none() {
        return Err(PageError::Rule("dispose-open"));
    }
    if kept.held().next().is_some() {
        return Err(PageError::Rule("dispose-held"));
    }
    Ok(())
}

pub(super) async fn propose_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    may_propose(&seen)?;
    let hidden = state.hidden(&signed.visit, None)?;
    propose_sheet(&seen).show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn propose_it(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let page = propose_sheet(&seen);
    let reason = form.text(&REASON, 5_000);
    let early = form.text_or_none(&EARLY, 5_000);
    let (Some(reason), true) = (reason, form.is_good()) else {
        return page.again(&state, &signed, &form);
    };
    let new = Proposal {
        reason: Sensitive(reason),
        early: early.map(Sensitive),
    };
    let sent = form.form_id()?;
    match propose(state.app(), &signed.ctx, &seen.reference, sent, &new).await {
        Ok(()) => Ok(next_page(&seen.base)),
        Err(AppError::Rule("dispose-early")) => {
            form.refuse(&EARLY, "dispose-early");
            page.again(&state, &signed, &form)
        }
        Err(error) => Err(error.into()),
    }
}

fn standing<'a>(seen: &'a Seen<'_>) -> Result<&'a Stored<DisposalProposed>, PageError> {
    seen.kept.proposal().ok_or(PageError::Rule("dispose-none"))
}

fn confirm_sheet(seen: &Seen<'_>, one: &Stored<DisposalProposed>) -> Sheet {
    let sure = Offer::new("yes", t("dispose-sure-yes"));
    let mut page = sheet(
        seen,
        "dispose-confirm-title",
        vec![input(SURE, Ask::AnyOf(vec![sure]))],
    );
    page.explain
        .push(t1("dispose-proposed-why", "reason", &one.body.reason.0));
    if let Some(early) = &one.body.early {
        page.explain
            .push(t1("dispose-proposed-early", "reason", &early.0));
    }
    page.explain.push(t("dispose-confirm-explain"));
    page
}

pub(super) async fn confirm_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let one = standing(&seen)?;
    let me = signed.ctx.actor.person().map(|person| person.id);
    if Some(one.body.proposed_by) == me {
        return Err(PageError::Rule("dispose-same-person"));
    }
    may_propose(&seen)?;
    let hidden = state.hidden(&signed.visit, Some(one.version))?;
    confirm_sheet(&seen, one).show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn confirm_it(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let one = standing(&seen)?;
    if !form.has(SURE.id, "yes") {
        form.refuse(&SURE, "dispose-sure");
        return confirm_sheet(&seen, one).again(&state, &signed, &form);
    }
    let sent = (form.form_id()?, (one.id, form.version()?));
    let certificate = confirm(state.app(), &signed.ctx, &seen.reference, sent).await?;
    Ok(next_page(
        &signed.path(&format!("keeping/disposed/{certificate}")),
    ))
}

fn back_sheet(seen: &Seen<'_>) -> Sheet {
    sheet(seen, "dispose-back-title", vec![input(BACK, Ask::Words)])
}

pub(super) async fn back_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let one = standing(&seen)?;
    let hidden = state.hidden(&signed.visit, Some(one.version))?;
    back_sheet(&seen).show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn back_it(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let one = standing(&seen)?;
    let Some(reason) = form.text(&BACK, 5_000) else {
        return back_sheet(&seen).again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, (one.id, form.version()?));
    let (app, ctx) = (state.app(), &signed.ctx);
    take_back(app, ctx, &seen.reference, sent, &Sensitive(reason)).await?;
    Ok(next_page(&seen.base))
}
