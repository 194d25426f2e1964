//! Deciding whether to notify: who has given a view, one's own view, one entered for a partner, the
//! local authority's decision, and what follows it.

mod cards;
mod clash;
mod decide;
mod follow;
mod give;
mod withdraw;
mod words;

use access::{Action as _, actions};
use app::Reference;
use app::decision::{DecisionView, MayDecide, view};
use askama::Template;
use axum::extract::{Path, State};
use govuk::Choice;
use model::scheme::{Item, Scheme, StageKind, StepText, TrackKind};

use crate::form::Hidden;
use crate::frame::{Frame, show};
use crate::pages::brought_in;
use crate::pages::people::reference;
use crate::problem::{Answer, PageError};
use crate::table::{Row, Who, page, send};
use crate::texts::t;
use crate::{Signed, WebState};

use words::{Decided, Earlier, Followed, Line};

pub(crate) fn rows() -> Vec<Row> {
    let base = "/o/{organisation}/reviews/{reference}/decision";
    let mine = "/o/{organisation}/reviews/{reference}/decision/view";
    let theirs = "/o/{organisation}/reviews/{reference}/decision/view-for";
    let confirmed = "/o/{organisation}/reviews/{reference}/decision/confirm";
    let decided = "/o/{organisation}/reviews/{reference}/decision/decide";
    let route = "/o/{organisation}/reviews/{reference}/decision/route";
    let withdrawn = "/o/{organisation}/reviews/{reference}/decision/withdraw";
    let transferred = "/o/{organisation}/reviews/{reference}/decision/transfer";
    let reopened = "/o/{organisation}/reviews/{reference}/decision/reopen";
    let read = Who::May(actions::ReadCase::INFO);
    let give_view = Who::May(actions::RecordView::INFO);
    let give_for = Who::May(actions::RecordViewFor::INFO);
    let confirm = Who::May(actions::ConfirmView::INFO);
    let decide = Who::May(actions::DecideNotification::INFO);
    let pass = Who::May(actions::PassLead::INFO);
    let moves = Who::May(actions::MoveTrack::INFO);
    let rows = [
        page("decision", read, base, overview),
        page("view", give_view, mine, give::form),
        send(give_view, mine, give::save),
        page("view-for", give_for, theirs, give::form_for),
        send(give_for, theirs, give::save_for),
        send(confirm, confirmed, give::save_confirm),
        page("decide", decide, decided, decide::form),
        send(decide, decided, decide::save),
        page("local-route", moves, route, follow::route_form),
        send(moves, route, follow::save_route),
        page("withdraw", decide, withdrawn, withdraw::form),
        send(decide, withdrawn, withdraw::save),
        page("transfer", pass, transferred, follow::transfer_form),
        send(pass, transferred, follow::save_transfer),
        page("reopen", moves, reopened, follow::reopen_form),
        send(moves, reopened, follow::save_reopen),
    ];
    rows.into_iter().map(Row::secret).collect()
}

type Here = Path<(String, String)>;

#[derive(Template)]
#[template(path = "decision/overview.html")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is something the page shows or does not"
)]
struct OverviewPage {
    frame: Frame,
    step: Option<StepText>,
    hidden: Hidden,
    /// What was decided before the review was brought in.
    before: govuk::Html,
    lines: Vec<Line>,
    decisions: Vec<Decided>,
    followed: Vec<Followed>,
    differ: bool,
    stands: bool,
    missing: bool,
    begun_withdrawal: bool,
    comparable: Vec<Earlier>,
    my_view: bool,
    may: MayDecide,
    base: String,
}

/// Where the decision stands, with what every page about it needs.
struct Now<'a> {
    view: DecisionView,
    scheme: &'a Scheme,
    base: String,
    reference: Reference,
}

impl Now<'_> {
    /// The four lines of a step of the scheme; those of the decision where it has none of its own.
    fn step(&self, id: &str) -> Option<StepText> {
        let known = self.scheme.step(id);
        known.or_else(|| self.scheme.step("decision")).cloned()
    }
}

async fn now<'a>(state: &'a WebState, signed: &Signed, text: &str) -> Result<Now<'a>, PageError> {
    let reference = reference(text)?;
    let view = view(state.app(), &signed.ctx, &reference).await?;
    let loaded = state
        .app()
        .scheme_of(&view.case.scheme, &view.case.scheme_digest)?;
    let base = format!(
        "/o/{}/reviews/{reference}/decision",
        signed.place.organisation.code
    );
    Ok(Now {
        view,
        scheme: &loaded.scheme,
        base,
        reference,
    })
}

/// What people read for an item of the scheme, with a mark while nobody has compared it with its
/// source.
pub(crate) fn marked(label: &str, checked: bool) -> String {
    if checked {
        label.to_owned()
    } else {
        format!("{label} ({})", t("unchecked-wording"))
    }
}

pub(crate) fn item_choice(item: &Item) -> Choice {
    let choice = Choice::new(item.id.as_str(), marked(&item.label.en, item.checked));
    match &item.help {
        Some(help) => choice.hint(help.en.as_str()),
        None => choice,
    }
}

fn outcomes(scheme: &Scheme) -> Vec<Choice> {
    scheme
        .outcomes
        .iter()
        .map(|one| item_choice(&one.item))
        .collect()
}

fn routes(scheme: &Scheme) -> Vec<Choice> {
    scheme.local_routes.iter().map(item_choice).collect()
}

async fn overview(State(state): State<WebState>, signed: Signed, Path((_, text)): Here) -> Answer {
    let now = now(&state, &signed, &text).await?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let (view, scheme) = (&now.view, now.scheme);
    let seen = view.partners.iter().filter_map(|one| one.view.as_ref());
    let outcomes: std::collections::BTreeSet<&str> =
        seen.map(|one| one.body.outcome.as_str()).collect();
    let lines = view
        .partners
        .iter()
        .map(|one| words::line(scheme, &names, one));
    let decisions = view
        .decisions
        .iter()
        .rev()
        .map(|one| words::decided(scheme, &one.body));
    let home = now.base.trim_end_matches("/decision").to_owned();
    let before = before(&now, &home);
    // The views were given where it was decided; one that was given here since stays to be read.
    let decided_before = !before.is_empty();
    let lines = lines.filter(|line| !decided_before || line.view.is_some());
    show(&OverviewPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("decision-title"))
            .back(home),
        step: now.step("decision"),
        hidden: state.hidden(&signed.visit, None)?,
        before,
        lines: lines.collect(),
        decisions: decisions.collect(),
        followed: words::followed(scheme, &view.steps),
        differ: outcomes.len() > 1,
        // A notification taken back or a decision opened again has none that stands.
        stands: !matches!(view.stage, Some(StageKind::Withdrawn | StageKind::Reopened)),
        missing: !decided_before && view.partners.iter().any(|one| !one.received),
        begun_withdrawal: view.withdrawal.is_some(),
        comparable: view
            .comparable
            .iter()
            .map(|one| words::earlier(scheme, one))
            .collect(),
        my_view: !decided_before && view.my_partner.is_some(),
        may: view.may,
        base: now.base,
    })
}

/// What was decided before the review was brought in; nothing where the decision is still to be taken, or was taken here.
fn before(now: &Now<'_>, review: &str) -> govuk::Html {
    let steps = || now.view.steps.iter().map(|one| &one.step);
    let decided: Vec<StageKind> = now.scheme.outcomes.iter().map(|one| one.stage).collect();
    let track = TrackKind::Notification;
    if !brought_in::was_before(steps(), track, &decided) {
        return govuk::Html::default();
    }
    brought_in::done_before(
        now.scheme,
        steps().filter(|step| step.to != StageKind::Notified),
        (track, "done-before-decision"),
        review,
    )
}
