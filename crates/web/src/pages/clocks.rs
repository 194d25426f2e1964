//! Late with a reason; pauses of publication and local milestones; the planned day of publication.

use access::{Action as _, actions};
use app::lateness::{late, lift_pause, pause};
use app::publication::plan;
use app::vault::Stored;
use axum::extract::{Path, State};
use model::case::PublicationDay;
use model::clock::{ClockLine, ClockState, Lateness, Pause, Why};
use model::scheme::{EventKind, Scheme};
use model::{Sensitive, UncertainDate};

use crate::form::{Field, Filled, field};
use crate::pages::beside::{lift_inputs, lifted_field, read_lifted};
use crate::pages::seen::{Here, HereOne, Seen, items, one_of, opened, place_shown, seen};
use crate::pages::today::time_left;
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Offer, Sheet, group, input, put_day};
use crate::table::{Row, Who, page, send};
use crate::texts::t;
use crate::{Signed, WebState};

const REASON: Field = field("reason", "late-reason");
const WORDS: Field = field("words", "late-words");
const TOLD: Field = field("told", "late-told");
const TOLD_ON: Field = field("told-on", "late-told-on");
const FROM: Field = field("from", "pause-from");
const WHY: Field = field("why", "pause-why");
const LOOK: Field = field("look", "pause-look");
const LIFTS: Field = field("lifts", "pause-lifts");
const ON: Field = field("on", "publication-on");
const SET_BY: Field = field("set-by", "publication-set-by");

pub(crate) fn rows() -> Vec<Row> {
    let lateness = "/o/{organisation}/reviews/{reference}/clocks/{clock_id}/late";
    let paused = "/o/{organisation}/reviews/{reference}/clocks/{clock_id}/pause";
    let lifted = "/o/{organisation}/reviews/{reference}/clocks/{clock_id}/lift";
    let day = "/o/{organisation}/reviews/{reference}/publication-day";
    let say = Who::May(actions::RecordLate::INFO);
    let moves = Who::May(actions::MoveTrack::INFO);
    let rows = [
        page("late", say, lateness, late_form),
        send(say, lateness, save_late),
        page("pause", moves, paused, pause_form),
        send(moves, paused, save_pause),
        page("pause-lift", moves, lifted, lift_form),
        send(moves, lifted, save_lift),
        page("publication-day", moves, day, day_form),
        send(moves, day, save_day),
    ];
    rows.into_iter().map(Row::secret).collect()
}

/// The clock of an address.
fn clock<'a>(seen: &'a Seen<'_>, id: &str) -> Result<&'a ClockLine, PageError> {
    let found = seen.home.clocks.iter().find(|one| one.id == id);
    found.ok_or(PageError::NotFound)
}

/// Where the date of an event is put right: end of an address.
pub(crate) fn settled_at(scheme: &Scheme, event: EventKind) -> String {
    match event {
        EventKind::Incident | EventKind::FirstAgencyKnew | EventKind::AuthorityKnew => {
            "incident".to_owned()
        }
        EventKind::PartnersTold => "areas".to_owned(),
        EventKind::PublicationPlanned => "publication-day".to_owned(),
        _ => {
            let gives = |track: &&model::scheme::TrackDef| {
                let mut stages = track.stages.iter();
                stages.any(|stage| stage.gives.contains(&event) || stage.renews.contains(&event))
            };
            let track = scheme.tracks.iter().find(gives);
            track.map_or_else(String::new, |track| {
                format!("tracks/{}/0", track.kind.code())
            })
        }
    }
}

/// The event whose date a clock asks for, when it cannot be worked out.
pub(crate) const fn asks_for(state: &ClockState) -> Option<EventKind> {
    match state {
        ClockState::CannotSay(
            Why::UncertainDate(event)
            | Why::NotRecorded(event)
            | Why::OutOfOrder { starts: event, .. },
        ) => Some(*event),
        _ => None,
    }
}

fn late_filled(one: &Lateness) -> Filled {
    Filled::with([
        (REASON.id, one.reason.clone()),
        (WORDS.id, one.words.0.clone()),
        (
            TOLD.id,
            if one.told.is_some() { "yes" } else { "not_yet" }.to_owned(),
        ),
        (
            TOLD_ON.id,
            one.told.map(|day| day.to_string()).unwrap_or_default(),
        ),
    ])
}

fn late_sheet(seen: &Seen<'_>, line: &ClockLine) -> Sheet {
    let told = vec![
        Offer::new("yes", t("late-told-yes")),
        Offer::new("not_yet", t("late-not-yet")),
    ];
    let mut explain = vec![format!(
        "{}: {}",
        line.label,
        time_left(&line.state, line.expectation)
    )];
    let foreseen = matches!(line.state, ClockState::Runs { .. } | ClockState::Waits(_));
    if foreseen {
        explain.push(t("late-foreseen"));
    }
    explain.push(t("late-explain"));
    Sheet {
        title: t("late-title"),
        caption: seen.caption(),
        step: seen.step("late"),
        explain,
        inputs: vec![
            input(REASON, Ask::OneOf(items(&seen.scheme.late_reasons))),
            input(WORDS, Ask::Words),
            input(TOLD, Ask::OneOf(told)),
            group(t("if-told"), vec![input(TOLD_ON, Ask::Line)]),
        ],
        button: t("save"),
        back: seen.base.clone(),
    }
}

fn kept_lateness<'a>(seen: &'a Seen<'_>, id: &str) -> Option<&'a Stored<Lateness>> {
    let all = seen.home.records.lateness.iter();
    all.rev().find(|one| one.body.clock == id)
}

async fn late_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.home.may.late)?;
    let line = clock(&seen, &id)?;
    if line.advisory || line.expectation {
        return Err(PageError::Rule("clock-never-late"));
    }
    let kept = kept_lateness(&seen, &id);
    let (form, hidden) = opened(&state, &signed, kept, (late_filled, Filled::empty()))?;
    late_sheet(&seen, line).show(&state, &signed, &form, hidden)
}

fn late_field(code: &str) -> Option<Field> {
    match code {
        "clock-no-such-reason" => Some(REASON),
        "clock-needs-words" => Some(WORDS),
        "late-told-later" => Some(TOLD_ON),
        _ => None,
    }
}

async fn save_late(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let sheet = late_sheet(&seen, clock(&seen, &id)?);
    let reasons = &seen.scheme.late_reasons;
    let reason = one_of(&mut form, &REASON, |code| {
        reasons.iter().any(|one| one.id == code)
    });
    let words = form.text(&WORDS, 5_000);
    let told = one_of(&mut form, &TOLD, |code| matches!(code, "yes" | "not_yet"));
    let told_on = match told.as_deref() {
        Some("yes") => form.uncertain_date(&TOLD_ON, signed.ctx.today()),
        _ => None,
    };
    let (Some(reason), Some(words), true) = (reason, words, form.is_good()) else {
        return sheet.again(&state, &signed, &form);
    };
    let new = Lateness {
        clock: id.clone(),
        reason,
        words: Sensitive(words),
        told: told_on,
    };
    let sent = (
        form.form_id()?,
        place_shown(kept_lateness(&seen, &id), &form)?,
    );
    let outcome = late(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &seen.base,
        filled: late_filled,
        field_of: late_field,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}

/// The clock, when it is one that may be paused.
fn pausable<'a>(seen: &'a Seen<'_>, id: &str) -> Result<&'a ClockLine, PageError> {
    let line = clock(seen, id)?;
    let known = seen.scheme.clock(id);
    if known.is_some_and(model::scheme::ClockDef::can_be_paused) {
        Ok(line)
    } else {
        Err(PageError::Rule("clock-never-paused"))
    }
}

fn standing<'a>(seen: &'a Seen<'_>, id: &str) -> Option<&'a Stored<Pause>> {
    let mut all = seen.home.records.pauses.iter();
    all.find(|one| one.body.clock == id && one.body.to.is_none())
}

fn pause_sheet(seen: &Seen<'_>, line: &ClockLine) -> Sheet {
    Sheet {
        title: t("pause-title"),
        caption: seen.caption(),
        step: seen.step("pause"),
        explain: vec![line.label.clone(), t("pause-explain")],
        inputs: vec![
            input(FROM, Ask::Day),
            input(WHY, Ask::Words),
            input(LOOK, Ask::Day),
            input(LIFTS, Ask::Line),
        ],
        button: t("pause-button"),
        back: seen.base.clone(),
    }
}

fn pause_filled(one: &Pause) -> Filled {
    let mut form = Filled::with([
        (WHY.id, one.reason.0.clone()),
        (LIFTS.id, one.lifts.0.clone()),
    ]);
    put_day(&mut form, &FROM, Some(one.from));
    put_day(&mut form, &LOOK, one.look_again);
    form
}

async fn pause_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.home.may.track)?;
    let line = pausable(&seen, &id)?;
    if standing(&seen, &id).is_some() {
        let lift = format!("{}/clocks/{id}/lift", seen.base);
        return Ok(crate::frame::next_page(&lift));
    }
    let hidden = state.hidden(&signed.visit, None)?;
    pause_sheet(&seen, line).show(&state, &signed, &Filled::empty(), hidden)
}

fn pause_field(code: &str) -> Option<Field> {
    match code {
        "pause-look-again" => Some(LOOK),
        "pause-lifts" => Some(LIFTS),
        "clock-needs-words" => Some(WHY),
        _ => None,
    }
}

async fn save_pause(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let sheet = pause_sheet(&seen, pausable(&seen, &id)?);
    let from = form.date(&FROM);
    let why = form.text(&WHY, 5_000);
    let look = form.date(&LOOK);
    let lifts = form.text(&LIFTS, 200);
    let (Some(from), Some(why), Some(look), Some(lifts)) = (from, why, look, lifts) else {
        return sheet.again(&state, &signed, &form);
    };
    let new = Pause {
        clock: id,
        from,
        to: None,
        reason: Sensitive(why),
        look_again: Some(look),
        lifts: Sensitive(lifts),
        lifted: None,
    };
    let sent = form.form_id()?;
    let outcome = pause(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &seen.base,
        filled: pause_filled,
        field_of: pause_field,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}

fn lift_sheet(seen: &Seen<'_>, line: &ClockLine, kept: &Pause) -> Sheet {
    Sheet {
        title: t("pause-lift-title"),
        caption: seen.caption(),
        step: seen.step("pause"),
        explain: vec![
            format!("{}: {}", line.label, kept.reason.0),
            format!("{}: {}", t("hold-lifts-key"), kept.lifts.0),
        ],
        inputs: lift_inputs(),
        button: t("lift-button"),
        back: seen.base.clone(),
    }
}

async fn lift_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.home.may.track)?;
    let line = pausable(&seen, &id)?;
    let kept = standing(&seen, &id).ok_or(PageError::Rule("pause-none"))?;
    let hidden = state.hidden(&signed.visit, None)?;
    lift_sheet(&seen, line, &kept.body).show(&state, &signed, &Filled::empty(), hidden)
}

async fn save_lift(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let sent = form.form_id()?;
    let line = pausable(&seen, &id)?;
    let kept = standing(&seen, &id).ok_or(PageError::Rule("pause-none"))?;
    let sheet = lift_sheet(&seen, line, &kept.body);
    let Some(how) = read_lifted(&mut form) else {
        return sheet.again(&state, &signed, &form);
    };
    let (app, ctx) = (state.app(), &signed.ctx);
    let outcome = lift_pause(app, ctx, &seen.reference, sent, (&id, &how)).await;
    let after = After {
        next: &seen.base,
        filled: pause_filled,
        field_of: lifted_field,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}

fn day_filled(one: &PublicationDay) -> Filled {
    let mut form = Filled::with([(SET_BY.id, one.set_by.0.clone())]);
    put_day(&mut form, &ON, one.on.is_certain_day());
    form
}

fn day_sheet(seen: &Seen<'_>) -> Sheet {
    Sheet {
        title: t("publication-title"),
        caption: seen.caption(),
        step: seen.step("publication_day"),
        explain: Vec::new(),
        inputs: vec![input(ON, Ask::Day), input(SET_BY, Ask::Words)],
        button: t("save"),
        back: seen.base.clone(),
    }
}

async fn day_form(State(state): State<WebState>, signed: Signed, Path((_, text)): Here) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.home.may.track)?;
    let kept = seen.home.records.beside.publication.last();
    let (form, hidden) = opened(&state, &signed, kept, (day_filled, Filled::empty()))?;
    day_sheet(&seen).show(&state, &signed, &form, hidden)
}

async fn save_day(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let sheet = day_sheet(&seen);
    let on = form.date(&ON);
    let set_by = form.text(&SET_BY, 2_000);
    let (Some(on), Some(set_by)) = (on, set_by) else {
        return sheet.again(&state, &signed, &form);
    };
    let new = PublicationDay {
        on: UncertainDate::day(on).unwrap_or(UncertainDate::UNKNOWN),
        set_by: Sensitive(set_by),
    };
    let kept = seen.home.records.beside.publication.last();
    let sent = (form.form_id()?, place_shown(kept, &form)?);
    let outcome = plan(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &seen.base,
        filled: day_filled,
        field_of: |code| (code == "publication-set-by").then_some(SET_BY),
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}
