//! Where the local review stands.

use askama::Template;
use axum::extract::{Path, State};
use govuk::Html;
use model::scheme::{StageKind, StepText, TrackKind};

use super::{Seen, cards, seen};
use crate::frame::{Frame, show};
use crate::pages::brought_in::{done_before, was_before};
use crate::pages::seen::Here;
use crate::pages::today::clock_line;
use crate::pages::tracks::words::stage_label;
use crate::problem::Answer;
use crate::texts::t;
use crate::{Signed, WebState};

#[derive(Template)]
#[template(path = "local_review/overview.html")]
struct OverviewPage {
    frame: Frame,
    caption: String,
    step: Option<StepText>,
    /// Where the track stands, and its clocks.
    stands: Vec<String>,
    /// What was done of it before the review was brought in.
    before: Html,
    /// Whether it was decided then.
    decided_before: bool,
    decisions: Html,
    terms: Option<Html>,
    lines: Html,
    /// Whether something asks about racism and other inequality, or why nothing does is said.
    asks_about_inequality: bool,
    reviewers: Html,
    notes: Html,
    checks: Html,
    requests: Html,
    drafts: Html,
    may_decide: bool,
    may_edit: bool,
    /// Whether the chronology can be read episode by episode.
    may_unfold: bool,
    may_draft: bool,
    base: String,
    review: String,
}

pub(super) async fn overview(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let local = &seen.local;
    let open = local.case.closed_at.is_none();
    let may_edit = open && local.may_edit;
    let steps = || local.records.steps.iter().map(|one| &one.body);
    let track = TrackKind::LocalReview;
    let decided = [StageKind::DecidedYes, StageKind::DecidedNo];
    show(&OverviewPage {
        before: done_before(
            seen.scheme,
            steps(),
            (track, "done-before-again"),
            &seen.review,
        ),
        decided_before: was_before(steps(), track, &decided),
        frame: Frame::of(&state, &signed.visit)
            .titled(t("local-review-title"))
            .back(seen.review.clone()),
        caption: seen.caption(),
        step: seen.step("local_review"),
        stands: stands(&seen),
        decisions: cards::decisions(&seen),
        terms: local.terms.as_ref().map(|one| cards::terms(&seen, one)),
        lines: cards::lines(&seen),
        asks_about_inequality: local.asks_about_inequality(),
        reviewers: cards::reviewers(&seen),
        notes: cards::notes(&seen),
        checks: cards::checks(&seen),
        requests: cards::requests(&seen),
        drafts: cards::drafts(&seen),
        may_decide: open && local.may_decide,
        may_edit,
        may_draft: may_edit && local.asks_about_inequality() && !local.files.is_empty(),
        may_unfold: local.may_unfold,
        base: seen.base.clone(),
        review: seen.review.clone(),
    })
}

fn stands(seen: &Seen<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(stage) = seen.local.stage() {
        lines.push(stage_label(seen.scheme, TrackKind::LocalReview, stage));
    }
    lines.extend(seen.local.clocks.iter().map(clock_line));
    lines
}
