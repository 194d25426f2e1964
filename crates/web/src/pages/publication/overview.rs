//! Where publication stands: what is missing, and everything that is on record about it.

use app::publication::lacks;
use askama::Template;
use axum::extract::{Path, State};
use govuk::Html;
use model::case::{NOTICE_TO, PublicationOutcome, REASONS_TO};
use model::clock::ClockState;
use model::scheme::{ClockKind, StepText, TrackKind};

use super::overview_parts::{after_rows, decisions, delays, lacks_list, notices, told, version};
use super::{Seen, checklist, seen};
use crate::form::Hidden;
use crate::frame::{Frame, show};
use crate::pages::brought_in::done_before;
use crate::pages::seen::{Here, list_mark};
use crate::pages::signing::{sign_offs, to_confirm};
use crate::pages::today::clock_line;
use crate::problem::Answer;
use crate::texts::{t, t_code, t1};
use crate::{Signed, WebState};

#[derive(Template)]
#[template(path = "publication/overview.html")]
struct OverviewPage {
    frame: Frame,
    caption: String,
    step: Option<StepText>,
    /// Where the track and its clocks stand.
    stands: Vec<String>,
    /// The end of the page of a notice that is late, and what can be said there.
    late: Option<(String, String)>,
    /// What was done of it before the review was brought in.
    before: Html,
    missing: Html,
    planned: String,
    version: Html,
    checklist: Html,
    /// The next line that the reader may answer.
    next: Option<String>,
    told: Html,
    notices: Html,
    notices_mark: Option<String>,
    delays: Html,
    reasons_mark: Option<String>,
    approvals: Html,
    decisions: Html,
    after: Html,
    /// What was entered for the reader's partner, to confirm.
    confirm: Option<String>,
    is_out: bool,
    has_version: bool,
    /// The reader may record what comes before publication, what stays open after it, and approve.
    may_edit: bool,
    may_add: bool,
    may_approve: bool,
    hidden: Hidden,
    base: String,
    review: String,
}

pub(super) async fn overview(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let publication = &seen.publication;
    let made = &publication.made;
    let is_out = made.is_out();
    let before = !is_out;
    let open = seen.is_open(true);
    let mine = publication.my_partner.as_ref();
    let confirm = to_confirm(&publication.approvals, mine)
        .filter(|_| open && before && publication.may_approve);
    let approvals = sign_offs(&publication.approvals, &seen.names, |code| {
        t_code("approve-stands", code)
    });
    let steps = made.records.steps.iter().map(|one| &one.body);
    let about = (TrackKind::Publication, "done-before-again");
    show(&OverviewPage {
        before: done_before(seen.scheme, steps, about, seen.review()),
        frame: Frame::of(&state, &signed.visit)
            .titled(t("publish-title"))
            .back(seen.review().to_owned()),
        caption: seen.caption(),
        step: seen.step("publication"),
        stands: stands(&seen),
        late: late(&seen),
        missing: if before {
            missing(&seen)
        } else {
            Html::default()
        },
        planned: planned(&seen),
        version: version(&seen),
        checklist: checklist::summary(&seen).render(),
        next: checklist::next(&seen),
        told: told(&seen).render(),
        notices: notices(&seen).render(),
        notices_mark: list_mark(seen.scheme.list(NOTICE_TO)),
        delays: delays(&seen),
        reasons_mark: list_mark(seen.scheme.list(REASONS_TO)),
        approvals: approvals.render(),
        decisions: decisions(&seen),
        after: after_rows(&seen),
        is_out,
        has_version: has_version(&seen),
        may_edit: open && before && publication.may_edit,
        may_add: open && publication.may_edit,
        may_approve: open
            && before
            && publication.may_approve
            && mine.is_some()
            && has_version(&seen),
        hidden: state.hidden(&signed.visit, confirm.as_ref().map(|(_, version)| *version))?,
        confirm: confirm.map(|(record, _)| record),
        review: seen.review().to_owned(),
        base: seen.base,
    })
}

fn has_version(seen: &Seen<'_>) -> bool {
    seen.current().is_some()
}

/// The stage, and the clocks of publication that say something.
fn stands(seen: &Seen<'_>) -> Vec<String> {
    let publication = &seen.publication;
    let stage = publication.made.stage();
    let stage = stage.and_then(|stage| seen.scheme.stage(TrackKind::Publication, stage));
    let label = stage.map_or_else(|| t("publish-not-begun"), |stage| stage.label.en.clone());
    let mut all = vec![t1("publish-stands", "stage", label)];
    let wanted = if publication.made.is_out() {
        ClockKind::KeepAvailable
    } else {
        ClockKind::PublicationNotice
    };
    let clocks = publication.clocks.iter();
    let with_a_day = clocks.filter(|one| one.kind == wanted && one.due.is_some());
    all.extend(with_a_day.map(clock_line));
    all
}

/// Where it is said why the notices are late, or changed, for whoever may.
fn late(seen: &Seen<'_>) -> Option<(String, String)> {
    let publication = &seen.publication;
    let mut clocks = publication.clocks.iter();
    let clock = clocks.find(|one| one.kind == ClockKind::PublicationNotice)?;
    let is_late = matches!(clock.state, ClockState::Late { .. });
    if !is_late || !seen.is_open(publication.may_say_late) {
        return None;
    }
    let key = if clock.lateness.is_some() {
        "late-change"
    } else {
        "late-say"
    };
    Some((format!("clocks/{}/late", clock.id), t(key)))
}

/// What stands in the way of publishing the report, as sentences that lead to where each is put right.
fn missing(seen: &Seen<'_>) -> Html {
    let publication = &seen.publication;
    let outcome = PublicationOutcome::Published;
    let all = lacks(
        &publication.made,
        seen.scheme,
        &publication.approvals,
        outcome,
    );
    lacks_list(seen, &all)
}

fn planned(seen: &Seen<'_>) -> String {
    let beside = &seen.publication.made.records.beside;
    match beside.publication.last() {
        None => t("publish-no-day"),
        Some(day) => t1("publish-day", "day", day.body.on.to_string()),
    }
}
