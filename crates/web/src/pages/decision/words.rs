//! Views, decisions and what followed, in words.

use app::decision::{Comparable, PartnerLine};
use app::names::Names;
use model::case::{CriterionView, Decision, OnBehalf};
use model::scheme::{Scheme, StageKind, TrackKind};
use model::track::{Entered, PartnerView, in_order};

use super::marked;
use crate::texts::{t, t_code, t_with};

/// A partner's line.
pub(super) struct Line {
    pub(super) label: String,
    pub(super) unchecked: bool,
    pub(super) state: String,
    pub(super) view: Option<Seen>,
    /// Record and version, when the reader is asked to confirm it.
    pub(super) confirm: Option<(String, i64)>,
    /// Code of the partner while what was entered for them may be put right.
    pub(super) correct: Option<String>,
}

/// A view.
pub(super) struct Seen {
    pub(super) outcome: String,
    pub(super) answers: Vec<(String, String)>,
    pub(super) reasons: String,
    pub(super) by: String,
    pub(super) on: String,
    pub(super) source: Option<String>,
}

/// A decision.
pub(super) struct Decided {
    pub(super) outcome: String,
    pub(super) reasons: String,
    pub(super) on: String,
    pub(super) despite: Option<String>,
    pub(super) route: Option<String>,
}

/// A step that followed a decision.
pub(super) struct Followed {
    pub(super) title: String,
    pub(super) on: String,
    pub(super) reason: String,
    pub(super) more: Vec<(String, String)>,
}

/// An earlier decision.
pub(super) struct Earlier {
    pub(super) when: String,
    pub(super) outcome: String,
    pub(super) answers: Vec<(String, String)>,
}

pub(super) fn outcome_label(scheme: &Scheme, id: &str) -> String {
    scheme
        .outcome(id)
        .map(|one| marked(&one.item.label.en, one.item.checked))
        .unwrap_or_default()
}

fn partner_label(scheme: &Scheme, id: &str) -> String {
    let found = scheme.partners.iter().find(|item| item.id == id);
    found.map(|item| item.label.en.clone()).unwrap_or_default()
}

fn route_label(scheme: &Scheme, id: &str) -> Option<String> {
    let found = scheme.local_routes.iter().find(|item| item.id == id);
    found.map(|item| marked(&item.label.en, item.checked))
}

pub(super) fn line(scheme: &Scheme, names: &Names, one: &PartnerLine) -> Line {
    let state = match (one.received, one.unconfirmed, one.view.is_none()) {
        (false, _, _) => t("view-not-yet"),
        (true, true, _) => t("view-unconfirmed"),
        (true, false, true) => t("view-received-unseen"),
        (true, false, false) => t("view-received"),
    };
    let confirm = one.view.as_ref().filter(|_| one.mine && one.unconfirmed);
    Line {
        label: one.partner.label.clone(),
        unchecked: !one.partner.checked,
        state,
        view: one
            .view
            .as_ref()
            .map(|view| seen(scheme, names, &view.body)),
        confirm: confirm.map(|view| (view.id.to_string(), view.version)),
        correct: one
            .view
            .as_ref()
            .filter(|_| one.unconfirmed)
            .map(|_| one.partner.code()),
    }
}

fn seen(scheme: &Scheme, names: &Names, view: &CriterionView) -> Seen {
    let by = match &view.cover_for {
        None => view.given_by.0.clone(),
        Some(whom) => t_with(
            "view-for-whom",
            &[
                ("who", view.given_by.0.as_str().into()),
                ("whom", whom.0.as_str().into()),
            ],
        ),
    };
    let answers = scheme.criteria.iter().filter_map(|item| {
        let known = view.answers.get(&item.id)?;
        let answer = t_code("known", known.code());
        Some((marked(&item.label.en, item.checked), answer))
    });
    Seen {
        outcome: outcome_label(scheme, &view.outcome),
        answers: answers.collect(),
        reasons: view.reasons.0.clone(),
        by,
        on: view.on.to_string(),
        source: view.on_behalf.as_ref().map(|one| came(names, one)),
    }
}

/// How a view came, who entered it, and who confirmed it.
fn came(names: &Names, one: &OnBehalf) -> String {
    let name = |id: model::PersonId| names.of(id).map_or_else(|| t("somebody"), str::to_owned);
    let who = one.entered_by.map_or_else(|| t("somebody"), name);
    let channel = t_code("view-came", &one.channel);
    let values = [
        ("channel", channel.into()),
        ("source", one.source.0.as_str().into()),
        ("who", who.into()),
    ];
    let entered = t_with("decision-source", &values);
    match one.confirmed_by {
        None => entered,
        Some(id) => {
            let confirmed = t_with("decision-confirmed-by", &[("who", name(id).into())]);
            format!("{entered} {confirmed}")
        }
    }
}

pub(super) fn decided(scheme: &Scheme, one: &Decision) -> Decided {
    Decided {
        outcome: outcome_label(scheme, &one.outcome),
        reasons: one.reasons.0.clone(),
        on: one.on.to_string(),
        despite: one.despite.as_ref().map(|words| words.0.clone()),
        route: one
            .local_route
            .as_deref()
            .and_then(|id| route_label(scheme, id)),
    }
}

/// Local learning, withdrawing, passing on and opening again, newest first.
pub(super) fn followed(scheme: &Scheme, steps: &[Entered]) -> Vec<Followed> {
    let follows = |one: &&Entered| {
        matches!(
            (one.step.track, one.step.to),
            (
                TrackKind::Notification,
                StageKind::Withdrawn | StageKind::Transferred | StageKind::Reopened
            ) | (
                TrackKind::LocalReview,
                StageKind::LocalLearningBegun | StageKind::NoLocalLearning
            )
        )
    };
    let ordered = in_order(steps).into_iter().rev().filter(follows);
    ordered.map(|one| follow(scheme, one)).collect()
}

fn follow(scheme: &Scheme, one: &Entered) -> Followed {
    let (step, details) = (&one.step, &one.step.details);
    let stage = scheme.stage(step.track, step.to);
    let mut more: Vec<(String, String)> = Vec::new();
    let route = details.local_route.as_deref();
    more.extend(
        route
            .and_then(|id| route_label(scheme, id))
            .map(|label| (t("decision-route-key"), label)),
    );
    let said = |words: &model::Sensitive<String>| words.0.clone();
    more.extend(
        details
            .to_area
            .as_ref()
            .map(|to| (t("transfer-area"), said(to))),
    );
    more.extend(
        details
            .agreed_by
            .as_ref()
            .map(|who| (t("transfer-agreed"), said(who))),
    );
    more.extend(
        details
            .panel_told
            .map(|told| (t("withdraw-told-key"), told.to_string())),
    );
    more.extend(
        details
            .views
            .iter()
            .map(|view| (partner_label(scheme, &view.partner), on_withdrawing(view))),
    );
    Followed {
        title: stage
            .map(|stage| marked(&stage.label.en, stage.checked))
            .unwrap_or_default(),
        on: step.happened.to_string(),
        reason: step.reason.as_ref().map(said).unwrap_or_default(),
        more,
    }
}

fn on_withdrawing(view: &PartnerView) -> String {
    let key = if view.agrees {
        "withdraw-agrees-yes"
    } else {
        "withdraw-agrees-no"
    };
    let parts = [t(key), view.words.0.clone(), view.given_by.0.clone()];
    let given = parts.into_iter().filter(|part| !part.trim().is_empty());
    given.collect::<Vec<_>>().join("; ")
}

pub(super) fn earlier(scheme: &Scheme, one: &Comparable) -> Earlier {
    let answers = scheme.criteria.iter().filter_map(|item| {
        let known = one.answers.get(&item.id)?.iter();
        let words: Vec<String> = known.map(|one| t_code("known", one.code())).collect();
        Some((marked(&item.label.en, item.checked), words.join(", ")))
    });
    let month = t_code("month", &one.month.to_string());
    Earlier {
        when: format!("{month} {}", one.year),
        outcome: outcome_label(scheme, &one.outcome),
        answers: answers.collect(),
    }
}
