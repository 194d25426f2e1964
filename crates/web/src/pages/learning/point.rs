//! One learning point: what was learned, why it made sense, which condition lies behind it, who can change it.

use app::learning::{keep_point, take_point_away};
use app::names::Names;
use app::vault::Stored;
use axum::extract::{Path, State};
use model::case::LearningPoint;
use model::{Date, Sensitive};

use super::{Seen, seen};
use crate::form::{Field, Filled, field};
use crate::frame::saved_page;
use crate::pages::seen::{HereOne, by_id, coded, list_mark, one_of, opened, place_of};
use crate::pages::team::agency_name;
use crate::problem::Answer;
use crate::sheet::{After, Ask, Offer, Sheet, input};
use crate::texts::t;
use crate::{Signed, WebState};

const LEARNED: Field = field("learned", "learning-learned");
const EPISODE: Field = field("episode", "learning-episode");
const SENSE: Field = field("made-sense", "learning-sense");
const CONDITION: Field = field("condition", "learning-condition");
const LEVEL: Field = field("level", "learning-level");
const CHANGED_AT: Field = field("changed-at", "learning-changed-at");
const WHO: Field = field("who", "learning-who");
const AGENCIES: Field = field("agencies", "learning-agencies");
const ON: Field = field("on", "learning-on");

fn filled(one: &LearningPoint) -> Filled {
    let mut pairs = vec![
        (LEARNED.id.to_owned(), one.learned.0.clone()),
        (EPISODE.id.to_owned(), one.episode.0.clone()),
        (SENSE.id.to_owned(), one.made_sense.0.clone()),
        (CONDITION.id.to_owned(), one.condition.0.clone()),
        (LEVEL.id.to_owned(), one.level.clone()),
        (CHANGED_AT.id.to_owned(), one.changed_at.clone()),
        (WHO.id.to_owned(), one.who_can_change.0.clone()),
        (ON.id.to_owned(), one.learned_on.to_string()),
    ];
    let agencies = one.agencies.iter();
    pairs.extend(agencies.map(|id| (AGENCIES.id.to_owned(), id.to_string())));
    Filled::posted(pairs)
}

fn sheet(seen: &Seen<'_>, names: &Names) -> Sheet {
    let levels = seen.scheme.list("level");
    let agencies = seen.learning.agencies.iter();
    let agencies: Vec<Offer> = agencies
        .map(|one| Offer::new(one.id.to_string(), agency_name(names, &one.body)))
        .collect();
    let mut inputs = vec![
        input(LEARNED, Ask::Words),
        input(EPISODE, Ask::Words),
        input(SENSE, Ask::Words),
        input(CONDITION, Ask::Words),
        input(LEVEL, Ask::OneOf(coded(levels))),
        input(CHANGED_AT, Ask::OneOf(coded(levels))),
        input(WHO, Ask::Line),
    ];
    if !agencies.is_empty() {
        inputs.push(input(AGENCIES, Ask::AnyOf(agencies)));
    }
    inputs.push(input(ON, Ask::Line));
    let mut explain = vec![t("learning-point-explain")];
    explain.extend(list_mark(levels));
    Sheet {
        title: t("learning-point-title"),
        caption: seen.caption(),
        step: seen.step("learning_point"),
        explain,
        inputs,
        button: t("save"),
        back: seen.base.clone(),
    }
}

fn empty(today: Date) -> Filled {
    let day = model::UncertainDate::day(today).map(|day| day.to_string());
    Filled::with([(ON.id, day.unwrap_or_default())])
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.learning.may_learn)?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let kept = by_id(&seen.learning.points, &id)?;
    let (form, hidden) = opened(&state, &signed, kept, (filled, empty(signed.ctx.today())))?;
    sheet(&seen, &names).show(&state, &signed, &form, hidden)
}

/// What was typed; its themes stay as they are.
fn read(
    form: &mut Filled,
    (seen, kept): (&Seen<'_>, Option<&Stored<LearningPoint>>),
    today: Date,
) -> Option<LearningPoint> {
    let levels = seen.scheme.list("level");
    let known = |code: &str| levels.is_some_and(|list| list.label_of(code).is_some());
    let learned = form.text(&LEARNED, 2_000);
    let episode = form.text_or_none(&EPISODE, 5_000);
    let made_sense = form.text_or_none(&SENSE, 5_000);
    let condition = form.text_or_none(&CONDITION, 5_000);
    let level = one_of(form, &LEVEL, known);
    let changed_at = one_of(form, &CHANGED_AT, known);
    let who = form.text_or_none(&WHO, 200);
    let agencies = form.choices(&AGENCIES);
    let on = form.uncertain_date(&ON, today);
    if !form.is_good() {
        return None;
    }
    let words = |words: Option<String>| Sensitive(words.unwrap_or_default());
    Some(LearningPoint {
        learned: Sensitive(learned?),
        episode: words(episode),
        made_sense: words(made_sense),
        condition: words(condition),
        level: level?,
        changed_at: changed_at?,
        who_can_change: words(who),
        agencies: agencies?,
        learned_on: on?,
        themes: kept.map_or_else(Vec::new, |one| one.body.themes.clone()),
    })
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "learning-learned" => Some(LEARNED),
        "learning-level" => Some(LEVEL),
        "learning-changed-at" => Some(CHANGED_AT),
        "learning-later" => Some(ON),
        "learning-agency" => Some(AGENCIES),
        _ => None,
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.learning.may_learn)?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let kept = by_id(&seen.learning.points, &id)?;
    let sheet = sheet(&seen, &names);
    let Some(new) = read(&mut form, (&seen, kept), signed.ctx.today()) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, place_of(kept, &form)?);
    let outcome = keep_point(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &seen.base,
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}

fn away_sheet(seen: &Seen<'_>, words: &str) -> Sheet {
    Sheet {
        title: t("learning-away-title"),
        caption: seen.caption(),
        step: None,
        explain: vec![words.to_owned(), t("learning-away-explain")],
        inputs: Vec::new(),
        button: t("learning-away-button"),
        back: seen.base.clone(),
    }
}

pub(super) async fn ask_away(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.learning.may_learn)?;
    let kept = seen.point(&id)?;
    let hidden = state.hidden(&signed.visit, Some(kept.version))?;
    let sheet = away_sheet(&seen, &kept.body.learned.0);
    sheet.show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn away(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let kept = seen.point(&id)?;
    let sent = (form.form_id()?, (kept.id, form.version()?));
    take_point_away(state.app(), &signed.ctx, &seen.reference, sent).await?;
    Ok(saved_page(&seen.base))
}
