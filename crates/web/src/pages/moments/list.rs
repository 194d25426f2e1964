//! The moments of a place, newest first, and who may read them.

use app::moment::SeenMoment;
use askama::Template;
use axum::extract::{Path, State};
use govuk::Html;
use model::scheme::StepText;

use super::{Parts, Place, Seen, seen, who_words};
use crate::draw::warning;
use crate::frame::{Frame, show};
use crate::problem::Answer;
use crate::texts::{t, t_code, t_with};
use crate::when::date_in_words;
use crate::{Signed, WebState};

/// One moment in the list.
pub(crate) struct Line {
    pub(crate) href: String,
    pub(crate) text: String,
    /// Who and when, what kind, at which stage.
    pub(crate) about: String,
}

#[derive(Template)]
#[template(path = "moments/list.html")]
struct ListPage {
    frame: Frame,
    title: String,
    caption: String,
    step: Option<StepText>,
    warning: Option<Html>,
    says: Vec<String>,
    base: String,
    may_write: bool,
    held_back: bool,
    lines: Vec<Line>,
    /// Concerns that were passed on instead.
    passed_on: Vec<String>,
    /// How the understanding grew, of the organisation's own work; a review has its own way there.
    journey: Option<String>,
    /// Where what the organisation learned from its own work is checked before it is shared.
    share: Option<String>,
}

pub(super) async fn list(
    State(state): State<WebState>,
    signed: Signed,
    Path(parts): Parts,
) -> Answer {
    let seen = seen(&state, &signed, &parts).await?;
    let found = seen.moments.as_ref();
    let lines = found.map_or(&[][..], |found| &found.all).iter();
    show(&ListPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t_code("moments-of", seen.place.code()))
            .back(seen.above.clone()),
        title: t_code("moments-of", seen.place.code()),
        caption: seen.caption.clone(),
        step: seen.step(),
        warning: seen.is_live().then(|| warning(t("moment-live")).render()),
        says: super::says(seen.place.code(), false),
        may_write: seen.usable().is_ok(),
        held_back: found.is_some_and(|found| found.held_back),
        lines: lines.map(|one| line(&seen, one)).collect(),
        passed_on: passed_on(&seen),
        journey: own_journey(&seen),
        share: found
            .filter(|_| seen.is_own())
            .map(|found| signed.path(&format!("reviews/{}/sharing", found.case.reference))),
        base: seen.base,
    })
}

/// The way to how the understanding grew, once somebody has written in the organisation's own place.
fn own_journey(seen: &Seen<'_>) -> Option<String> {
    let any = seen.moments.as_ref().is_some_and(|all| !all.all.is_empty());
    seen.journey("").filter(|_| any && seen.place == Place::Own)
}

fn line(seen: &Seen<'_>, one: &SeenMoment) -> Line {
    Line {
        href: format!("{}/{}", seen.base, one.kept.id),
        text: one.kept.body.seen_differently.0.clone(),
        about: about(seen, one),
    }
}

fn about(seen: &Seen<'_>, one: &SeenMoment) -> String {
    let body = &one.kept.body;
    let label = |list: &str, code: Option<&'static str>| {
        let found = seen.scheme.list(list)?.label_of(code?)?;
        Some(found.to_owned())
    };
    let parts = [
        Some(who_words(&one.who)),
        Some(date_in_words(one.kept.added_at.date_in_london())),
        label("moment_kind", body.kind.map(|kind| kind.code())),
        label("learning_stage", body.stage.map(|stage| stage.code())),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" · ")
}

fn passed_on(seen: &Seen<'_>) -> Vec<String> {
    let all = seen.moments.as_ref().map(|found| found.passed_on.iter());
    let list = seen.scheme.list(app::moment::CONCERN_TO);
    let words = |one: &app::vault::Stored<model::learning::ConcernPassedOn>| {
        let to = list.and_then(|list| list.label_of(&one.body.to));
        let to = to.unwrap_or(&one.body.to).to_owned();
        let day = date_in_words(one.body.on);
        t_with("concern-line", &[("to", to.into()), ("day", day.into())])
    };
    all.into_iter().flatten().map(words).collect()
}
