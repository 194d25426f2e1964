//! Steps of a track in words.

use app::names::Names;
use app::tracks::StepLine;
use model::scheme::{Scheme, StageKind, TrackKind};
use model::track::StepDetails;

use super::Now;
use crate::texts::{t, t_code, t_with};
use crate::when::{date_in_words, moment_in_words};

/// A step as listed.
pub(super) struct Line {
    pub(super) label: String,
    pub(super) happened: String,
    pub(super) reason: String,
    pub(super) more: Vec<(String, String)>,
    pub(super) entered: String,
    /// Why it was entered in error, and by whom that was said and when.
    pub(super) wrong: Option<(String, String)>,
    /// Where it is put right, for who may.
    pub(super) correct: Option<String>,
}

pub(crate) fn stage_label(scheme: &Scheme, track: TrackKind, to: StageKind) -> String {
    let stage = scheme.stage(track, to);
    stage.map_or_else(|| to.code().to_owned(), |stage| stage.label.en.clone())
}

/// Where the track stands now.
pub(super) fn stands(now: &Now<'_>) -> String {
    let steps = now.view.steps.iter().map(|one| model::track::Entered {
        step: one.step.body.clone(),
        at: one.step.added_at,
    });
    let steps: Vec<model::track::Entered> = steps.collect();
    let standings = model::track::standings(&steps);
    let standing = standings.get(&(now.kind, now.instance));
    standing.map_or_else(
        || t("track-not-begun"),
        |one| stage_label(now.scheme, now.kind, one.stage),
    )
}

pub(super) fn lines(now: &Now<'_>, names: &Names) -> Vec<Line> {
    let all = now.view.steps.iter();
    all.map(|one| line(now, names, one)).collect()
}

fn line(now: &Now<'_>, names: &Names, one: &StepLine) -> Line {
    let body = &one.step.body;
    let who = |id: &str| {
        names
            .person(id)
            .map_or_else(|| t("somebody"), str::to_owned)
    };
    let said = |id: &str, at| {
        let values = [
            ("who", who(id).into()),
            ("when", moment_in_words(at).into()),
        ];
        t_with("step-entered", &values)
    };
    let why = body.details.entered_in_error.as_ref();
    let marked = one.marked.as_ref();
    let reason = body.reason.as_ref();
    Line {
        label: stage_label(now.scheme, now.kind, body.to),
        happened: body.happened.to_string(),
        reason: reason.map_or_else(String::new, |reason| reason.0.clone()),
        more: details(now.scheme, &body.details),
        entered: said(&one.by, one.step.added_at),
        wrong: why
            .zip(marked)
            .map(|(why, (id, at))| (why.0.clone(), said(id, *at))),
        correct: correctable(now, one),
    }
}

/// Steps of the notification are the authority's to put right, and those of a decision are decided
/// again instead.
fn correctable(now: &Now<'_>, one: &StepLine) -> Option<String> {
    let body = &one.step.body;
    if !body.counts() {
        return None;
    }
    let before = body.details.done_before.is_some();
    if now.kind != TrackKind::Notification || before {
        let href = format!("{}/wrong/{}", now.here(), one.step.id);
        return now.view.may_move.then_some(href);
    }
    let given = matches!(
        body.to,
        StageKind::Notified | StageKind::Withdrawn | StageKind::Transferred | StageKind::Reopened
    );
    let href = format!("{}/notification/steps/{}/wrong", now.base, one.step.id);
    (given && now.view.may_correct_notification).then_some(href)
}

/// What a step says beside its date and reason.
fn details(scheme: &Scheme, one: &StepDetails) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    let mut row = |key: &str, words: Option<String>| {
        if let Some(words) = words.filter(|words| !words.is_empty()) {
            rows.push((t(key), words));
        }
    };
    let text = |text: &Option<model::Sensitive<String>>| text.as_ref().map(|text| text.0.clone());
    row(
        "done-before-track",
        one.done_before
            .as_ref()
            .map(|before| match before.source.0.as_str() {
                "" => t("done-before-yes"),
                source => source.to_owned(),
            }),
    );
    row(
        "step-point-key",
        one.point.map(|one| t_code("step-point", one.code())),
    );
    row("step-national-key", text(&one.national_reference));
    row("step-told-key", one.panel_told.map(|day| day.to_string()));
    row("transfer-area", text(&one.to_area));
    row("transfer-agreed", text(&one.agreed_by));
    row("step-look-key", one.look_again.map(date_in_words));
    let outcomes = scheme.list("letter_outcome");
    let says = one.letter_says.iter().map(|code| {
        let label = outcomes.and_then(|list| list.label_of(code));
        label.unwrap_or(code).to_owned()
    });
    row("step-letter-key", Some(says.collect::<Vec<_>>().join("; ")));
    row("step-answer-key", one.answer_by.map(date_in_words));
    let route = one.local_route.as_ref().map(|id| {
        let known = scheme.local_routes.iter().find(|item| item.id == *id);
        known.map_or_else(|| id.clone(), |item| item.label.en.clone())
    });
    row("step-route-key", route);
    for view in &one.views {
        let known = scheme.partners.iter().find(|item| item.id == view.partner);
        let label = known.map_or_else(|| view.partner.clone(), |item| item.label.en.clone());
        let agrees = if view.agrees { "yes" } else { "no" };
        let agrees = t_code("withdraw-agrees", agrees);
        let words = format!("{agrees}. {} {}", view.words.0, view.given_by.0);
        rows.push((label, words.trim().to_owned()));
    }
    rows
}
