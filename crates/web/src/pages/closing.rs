//! Close a review, and open it again.

use access::{Action as _, actions};
use app::closing::{close, left_open, open_again};
use app::review::Home;
use axum::extract::{Path, State};
use govuk::{Html, Label, Textarea};
use model::Sensitive;
use model::case::{Closing, LeftOpen, OpenedAgain};
use model::scheme::Scheme;
use model::track::Unfinished;

use crate::form::{Field, Filled, field};
use crate::frame::next_page;
use crate::pages::seen::{Here, Seen, seen};
use crate::pages::tracks::numbered;
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Sheet, drawn, input};
use crate::table::{Row, Who, page, send};
use crate::texts::{t, t_with, t1};
use crate::when::date_in_words;
use crate::{Signed, WebState};

const REASON: Field = field("reason", "close-reason");
const AGAIN: Field = field("reason", "open-again-reason");

/// Longest reason for one track.
const LONGEST: usize = 2_000;

pub(crate) fn rows() -> Vec<Row> {
    let closed = "/o/{organisation}/reviews/{reference}/close";
    let opened = "/o/{organisation}/reviews/{reference}/open-again";
    let moves = Who::May(actions::MoveTrack::INFO);
    vec![
        page("close", moves, closed, close_form).secret(),
        send(moves, closed, save_close).secret(),
        page("open-again", moves, opened, again_form).secret(),
        send(moves, opened, save_again).secret(),
    ]
}

fn name_of(one: &Unfinished) -> String {
    format!("left-{}-{}", one.track.code(), one.instance)
}

/// A track and where it stands, in words.
fn words_of(scheme: &Scheme, one: &Unfinished) -> String {
    let label = numbered(scheme, one.track, one.instance);
    let stage = one.stage.and_then(|stage| scheme.stage(one.track, stage));
    let stands = stage.map_or_else(|| t("track-not-begun"), |stage| stage.label.en.clone());
    let values = [("track", label.into()), ("stage", stands.into())];
    t_with("close-left", &values)
}

fn reason_box(seen: &Seen<'_>, one: &Unfinished, form: &Filled) -> Html {
    let name = name_of(one);
    Textarea::new(name.as_str(), Label::new(words_of(seen.scheme, one)))
        .hint(t("close-left-hint"))
        .value(form.value(&name))
        .rows(3)
        .error_if(form.errors().of(&name))
        .render()
}

/// What is still to do elsewhere and stops no closing, in sentences.
fn reminders(home: &Home, scheme: &Scheme) -> Vec<String> {
    let mut all = vec![t("close-explain")];
    let others = crate::pages::beside::others_summary(home, scheme);
    all.push(format!("{}: {others}", t("others-title")));
    let late = home.clocks.iter().filter(|one| one.asks().is_some());
    for one in late.filter(|one| !one.advisory && !one.expectation) {
        all.push(t1("close-late", "clock", &one.label));
    }
    all
}

fn close_sheet(seen: &Seen<'_>, open: &[Unfinished], form: &Filled) -> Sheet {
    let mut inputs = vec![input(REASON, Ask::Words)];
    inputs.extend(open.iter().map(|one| drawn(reason_box(seen, one, form))));
    Sheet {
        title: t("close-title"),
        caption: seen.caption(),
        step: seen.step("close"),
        explain: reminders(&seen.home, seen.scheme),
        inputs,
        button: t("close-button"),
        back: seen.base.clone(),
    }
}

async fn close_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.home.may.track)?;
    if !app::safety::open_lines(&seen.home.records.safety).is_empty() {
        return Err(PageError::Rule("close-safety"));
    }
    let open = left_open(seen.scheme, &seen.home.records);
    let hidden = state.hidden(&signed.visit, None)?;
    let form = Filled::empty();
    close_sheet(&seen, &open, &form).show(&state, &signed, &form, hidden)
}

fn read_left(form: &mut Filled, open: &[Unfinished]) -> Vec<LeftOpen> {
    let mut left = Vec::new();
    for one in open {
        let name = name_of(one);
        let words = form.value(&name).replace("\r\n", "\n").trim().to_owned();
        let odd = |letter: char| letter.is_control() && letter != '\n' && letter != '\t';
        if words.is_empty() {
            form.say(&name, "close-left-missing");
        } else if words.chars().count() > LONGEST || words.chars().any(odd) {
            form.say(&name, "close-left-wrong");
        }
        left.push(LeftOpen {
            track: one.track,
            instance: one.instance,
            reason: Sensitive(words),
        });
    }
    left
}

async fn save_close(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let sent = form.form_id()?;
    let open = left_open(seen.scheme, &seen.home.records);
    let reason = form.text(&REASON, 5_000);
    let left_open = read_left(&mut form, &open);
    let (Some(reason), true) = (reason, form.is_good()) else {
        return close_sheet(&seen, &open, &form).again(&state, &signed, &form);
    };
    let new = Closing {
        reason: Sensitive(reason),
        left_open,
        passed_to: None,
    };
    close(state.app(), &signed.ctx, &seen.reference, sent, &new).await?;
    Ok(next_page(&seen.base))
}

fn again_sheet(seen: &Seen<'_>) -> Sheet {
    Sheet {
        title: t("open-again-title"),
        caption: seen.caption(),
        step: None,
        explain: vec![t("open-again-explain")],
        inputs: vec![input(AGAIN, Ask::Words)],
        button: t("open-again-button"),
        back: seen.base.clone(),
    }
}

async fn again_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    if !seen.home.may.track {
        return Err(PageError::refused());
    }
    if seen.home.case.closed_at.is_none() {
        return Err(PageError::Rule("case-open"));
    }
    let hidden = state.hidden(&signed.visit, None)?;
    again_sheet(&seen).show(&state, &signed, &Filled::empty(), hidden)
}

async fn save_again(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let sent = form.form_id()?;
    let sheet = again_sheet(&seen);
    let Some(reason) = form.text(&AGAIN, 5_000) else {
        return sheet.again(&state, &signed, &form);
    };
    let (app, ctx) = (state.app(), &signed.ctx);
    let outcome = open_again(app, ctx, &seen.reference, sent, &Sensitive(reason)).await;
    let after = After::<OpenedAgain> {
        next: &seen.base,
        filled: |_| Filled::empty(),
        field_of: |code| (code == "open-again-reason").then_some(AGAIN),
    };
    sheet.saved((&state, &signed), form, outcome, after).await
}

/// When, by whom and why the review was closed, for its home.
pub(crate) fn closed_words(home: &Home, names: &app::names::Names) -> Option<(String, String)> {
    let at = home.case.closed_at?;
    let last = home.records.beside.closings.last();
    let who = last.and_then(|one| names.person(&one.by));
    let values = [
        ("date", date_in_words(at.date_in_london()).into()),
        (
            "who",
            who.map_or_else(|| t("somebody"), str::to_owned).into(),
        ),
    ];
    let reason = last.map(|one| match &one.body.passed_to {
        Some(area) => {
            let passed = t1("closed-passed", "area", area.0.as_str());
            format!("{passed} {}", one.body.reason.0)
        }
        None => one.body.reason.0.clone(),
    });
    Some((t_with("closed-on", &values), reason.unwrap_or_default()))
}
