//! For how long the partnership keeps what it keeps.

use access::actions;
use app::AppError;
use app::keeping::{ScheduleItem, change_schedule, schedule};
use app::names::Names;
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, SummaryList};
use model::Sensitive;

use crate::draw::{change, marked, row, strong};
use crate::form::{Field, Filled, field};
use crate::frame::{Frame, next_page, show};
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Offer, Sheet, group, input};
use crate::texts::{t, t_code, t_with, t1};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

const HOW: Field = field("how", "retention-how");
const YEARS: Field = field("years", "retention-years");
const REASON: Field = field("reason", "retention-reason");

#[derive(Template)]
#[template(path = "keeping/schedule.html")]
struct SchedulePage {
    frame: Frame,
    items: SummaryList,
}

fn years_words(years: Option<i64>) -> String {
    years.map_or_else(
        || t("retention-without-end"),
        |years| t_with("retention-for", &[("years", years.into())]),
    )
}

fn who(names: &Names, id: &str) -> String {
    names
        .person(id)
        .map_or_else(|| t("somebody"), str::to_owned)
}

/// How long, whose words that is, and every change with its reason.
fn words(names: &Names, one: &ScheduleItem) -> Html {
    let mut lines = vec![strong(years_words(one.years()))];
    let source = one.def.item.source.clone().unwrap_or_default();
    let default = years_words(one.def.years.map(i64::from));
    let values = [("years", default.into()), ("source", source.into())];
    let key = if one.def.item.checked {
        "retention-suggested"
    } else {
        "retention-suggested-unchecked"
    };
    lines.push(marked("", t_with(key, &values)));
    for change in &one.changes {
        let values = [
            ("years", years_words(change.years).into()),
            ("who", who(names, &change.by).into()),
            ("when", moment_in_words(change.at).into()),
            ("reason", change.reason.0.clone().into()),
        ];
        lines.push(marked("", t_with("retention-changed-by", &values)));
    }
    Html::lines(lines)
}

pub(super) async fn show_schedule(State(state): State<WebState>, signed: Signed) -> Answer {
    let all = schedule(state.app(), &signed.ctx).await?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let base = signed.path("keeping/schedule");
    let line = |one: &ScheduleItem| {
        let label = &one.def.item.label.en;
        let link = change(format!("{base}/{}", one.def.item.id), label);
        row(label, words(&names, one)).action(link)
    };
    show(&SchedulePage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("schedule-title"))
            .back(signed.path("keeping")),
        items: SummaryList::new().rows(all.iter().map(line)),
    })
}

type Here = Path<(String, String)>;

async fn item(state: &WebState, signed: &Signed, id: &str) -> Result<ScheduleItem, PageError> {
    signed.may::<actions::ManageKeeping>(state).await?;
    let all = schedule(state.app(), &signed.ctx).await?;
    let found = all.into_iter().find(|one| one.def.item.id == id);
    found.ok_or(PageError::NotFound)
}

fn sheet(signed: &Signed, one: &ScheduleItem) -> Sheet {
    let offers = ["years", "without_end"];
    let offers = offers.map(|code| Offer::new(code, t_code("retention-how", code)));
    let mut explain = vec![t1("retention-now", "years", years_words(one.years()))];
    explain.extend(one.def.item.help.as_ref().map(|help| help.en.clone()));
    explain.push(t("retention-explain"));
    Sheet {
        title: one.def.item.label.en.clone(),
        caption: t("schedule-title"),
        step: None,
        explain,
        inputs: vec![
            input(HOW, Ask::OneOf(offers.into())),
            group(t("retention-if-years"), vec![input(YEARS, Ask::Line)]),
            input(REASON, Ask::Words),
        ],
        button: t("save"),
        back: signed.path("keeping/schedule"),
    }
}

fn filled(one: &ScheduleItem) -> Filled {
    let how = if one.years().is_some() {
        "years"
    } else {
        "without_end"
    };
    let years = one.years().map(|years| years.to_string());
    Filled::with([
        (HOW.id, how.to_owned()),
        (YEARS.id, years.unwrap_or_default()),
    ])
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, id)): Here,
) -> Answer {
    let one = item(&state, &signed, &id).await?;
    let hidden = state.hidden(&signed.visit, Some(one.version()))?;
    sheet(&signed, &one).show(&state, &signed, &filled(&one), hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, id)): Here,
    mut form: Filled,
) -> Answer {
    let one = item(&state, &signed, &id).await?;
    let page = sheet(&signed, &one);
    let years = match form.choice::<String>(&HOW).as_deref() {
        Some("years") => form.number(&YEARS, 0, 200).map(Some),
        Some("without_end") => Some(None),
        Some(_) => {
            form.not_on_offer(&HOW);
            None
        }
        None => None,
    };
    let reason = form.text(&REASON, 1_000);
    let (Some(years), Some(reason)) = (years, reason) else {
        return page.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, form.version()?);
    let (app, ctx, reason) = (state.app(), &signed.ctx, Sensitive(reason));
    match change_schedule(app, ctx, sent, (&id, years), &reason).await {
        Ok(()) => Ok(next_page(&signed.path("keeping/schedule"))),
        Err(AppError::Rule("retention-changed")) => {
            let now = item(&state, &signed, &id).await?;
            let changed = now.changes.first();
            let names = app::names::names(app, ctx).await?;
            let changed = changed.map(|last| {
                let values = [
                    ("who", who(&names, &last.by).into()),
                    ("when", moment_in_words(last.at).into()),
                ];
                t_with("changed-by", &values)
            });
            let mut standing = filled(&now);
            let last = now.changes.first().map(|last| last.reason.0.clone());
            standing.set(REASON.id, last.unwrap_or_default());
            let sides = (&form, &standing);
            Err(page.laid(sides, now.version(), changed.unwrap_or_default()))
        }
        Err(error) => Err(error.into()),
    }
}
