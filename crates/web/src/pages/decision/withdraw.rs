//! Take a notification back: kept as far as it is known, withdrawn when all of it is.

use app::AppError;
use app::decision::{keep_withdrawal, withdraw};
use askama::Template;
use axum::extract::{Path, State};
use govuk::Html;
use model::case::Withdrawal;
use model::scheme::{Item, NeedKind, Scheme, StepText};
use model::track::StepRefused;
use model::{Sensitive, UncertainDate};

use super::clash::{Group, withdrawal_clash};
use super::{Here, Now, now};
use crate::form::{Field, Filled, Hidden, field};
use crate::frame::{Frame, saved_page, show_form};
use crate::pages::partner_views::{names, partner_boxes, read_views};
use crate::problem::{Answer, PageError, Side};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

const REASON: Field = field("reason", "withdraw-reason");
const TOLD: Field = field("told", "withdraw-told");
const ON: Field = field("on", "withdraw-on");

/// The fields that are not about one partner.
pub(super) const FIELDS: &[&Field] = &[&REASON, &TOLD, &ON];

#[derive(Template)]
#[template(path = "decision/withdraw.html")]
struct WithdrawPage {
    frame: Frame,
    step: Option<StepText>,
    form: Filled,
    hidden: Hidden,
    partners: Vec<Html>,
}

fn agrees_in_words(code: &str) -> String {
    match code {
        "" => String::new(),
        code => t_code("withdraw-agrees", code),
    }
}

/// A partner's answers, for the page with two versions.
pub(super) fn groups(item: &Item) -> [Group<'static>; 3] {
    let [agrees, words, by] = names(item);
    let group = |name, key: &str, words| Group {
        name,
        label: format!("{}: {}", item.label.en, t(key)),
        words,
    };
    [
        group(agrees, "withdraw-agrees", &agrees_in_words),
        group(words, "withdraw-words", &str::to_owned),
        group(by, "withdraw-by", &str::to_owned),
    ]
}

/// A withdrawal as the boxes of the form hold it.
pub(super) fn filled(one: &Withdrawal) -> Filled {
    let mut form = Filled::with([(REASON.id, one.reason.0.clone())]);
    for (field, date) in [(TOLD, one.panel_told), (ON, one.on)] {
        let Some(day) = date.and_then(|date| date.is_certain_day()) else {
            continue;
        };
        form.set(&format!("{}-day", field.id), day.day().to_string());
        form.set(&format!("{}-month", field.id), day.month().to_string());
        form.set(&format!("{}-year", field.id), day.year().to_string());
    }
    for view in &one.views {
        let agrees = if view.agrees { "yes" } else { "no" };
        form.set(&format!("agrees-{}", view.partner), agrees);
        form.set(&format!("words-{}", view.partner), view.words.0.clone());
        form.set(&format!("by-{}", view.partner), view.given_by.0.clone());
    }
    form
}

/// What stands in a field's boxes, one or three.
pub(super) fn boxes(field: &Field, form: &Filled) -> Side {
    if field.id == REASON.id {
        return Side::words(field, form.value(field.id));
    }
    let parts = ["day", "month", "year"].map(|part| format!("{}-{part}", field.id));
    let answers: Vec<(String, String)> = parts
        .into_iter()
        .map(|name| (name.clone(), form.value(&name).to_owned()))
        .collect();
    let words: Vec<&str> = answers.iter().map(|(_, typed)| typed.as_str()).collect();
    Side {
        text: words.join(" "),
        answers,
        is_words: false,
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let now = now(&state, &signed, &text).await?;
    if !now.view.may.decide {
        return Err(PageError::refused());
    }
    if !now.view.may.withdraw {
        return Err(PageError::Rule("withdrawal-not-notified"));
    }
    let kept = now.view.withdrawal.as_ref();
    let form = kept.map_or_else(Filled::empty, |one| filled(&one.body));
    let version = kept.map_or(0, |one| one.version);
    let hidden = state.hidden(&signed.visit, Some(version))?;
    withdraw_page(&state, &signed, &now, (form, hidden))
}

fn withdraw_page(
    state: &WebState,
    signed: &Signed,
    now: &Now<'_>,
    (form, hidden): (Filled, Hidden),
) -> Answer {
    let errors = form.errors().clone();
    let frame = Frame::of(state, &signed.visit)
        .titled(t("withdraw-title"))
        .back(now.base.clone())
        .with_errors(&errors);
    let partners = now.scheme.partners.iter();
    let page = WithdrawPage {
        frame,
        step: now.step("withdraw"),
        partners: partners.map(|item| partner_boxes(item, &form)).collect(),
        form,
        hidden,
    };
    show_form(&errors, &page)
}

/// Reads what is there; what is not there yet is left out.
fn read(form: &mut Filled, scheme: &Scheme) -> Withdrawal {
    let reason = form.text_or_none(&REASON, 5_000).unwrap_or_default();
    let views = read_views(form, scheme);
    let day = |day: Option<model::Date>| day.and_then(|day| UncertainDate::day(day).ok());
    Withdrawal {
        reason: Sensitive(reason),
        views,
        panel_told: day(form.date_or_none(&TOLD)),
        on: day(form.date_or_none(&ON)),
        taken: false,
    }
}

/// Says at its place everything that is missing, not only the first of it.
fn say_missing(form: &mut Filled, scheme: &Scheme, new: &Withdrawal, code: &str) {
    let said = code;
    for need in new.lacks(scheme) {
        let code = StepRefused::lacking(need).code();
        match need {
            NeedKind::Views => {
                let given = |item: &&Item| !new.views.iter().any(|one| one.partner == item.id);
                for item in scheme.partners.iter().filter(given) {
                    let [agrees, _, _] = names(item);
                    form.say(&agrees, "rule-track-needs-views");
                }
            }
            NeedKind::PanelTold => form.refuse(&TOLD, code),
            _ => form.refuse(&REASON, code),
        }
    }
    if said == "withdrawal-told-later" {
        form.refuse(&TOLD, said);
    }
    if said == "step-date" || new.on.is_none() {
        form.refuse(&ON, "step-date");
    }
    if form.is_good() {
        form.refuse(&REASON, said);
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let now = now(&state, &signed, &text).await?;
    let (hidden, form_id) = (form.hidden()?, form.form_id()?);
    let shown = form.version()?;
    let new = read(&mut form, now.scheme);
    if !form.is_good() {
        return withdraw_page(&state, &signed, &now, (form, hidden));
    }
    let (app, ctx, reference) = (state.app(), &signed.ctx, &now.reference);
    let outcome = if form.value("do") == "withdraw" {
        withdraw(app, ctx, reference, form_id, shown, &new).await
    } else {
        keep_withdrawal(app, ctx, reference, form_id, shown, &new).await
    };
    match outcome {
        Ok(()) => Ok(saved_page(&now.base)),
        Err(AppError::Clash(clash)) => {
            Err(withdrawal_clash(&state, &signed, (&form, now.scheme), &clash).await?)
        }
        Err(AppError::Rule(code)) if code != "withdrawal-not-notified" => {
            say_missing(&mut form, now.scheme, &new, code);
            withdraw_page(&state, &signed, &now, (form, hidden))
        }
        Err(error) => Err(error.into()),
    }
}
