//! That people in a role were told of the review, and how they are supported.

use app::returns::{keep_staff, remove_staff};
use app::vault::Stored;
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, SummaryAction, SummaryCard, SummaryList};
use model::case::StaffTold;
use model::{Date, Sensitive};

use super::{Here, HereOne, Seen, paper, seen};
use crate::draw::change;
use crate::form::{Field, Filled, field};
use crate::frame::{Frame, next_page, show};
use crate::pages::seen::{SentOf, by_id, opened, place_of, sent_of};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Sheet, group, input, put_day};
use crate::texts::t;
use crate::{Signed, WebState};

const ROLE: Field = field("role", "staff-role");
const TOLD_ON: Field = field("told-on", "staff-told-on");
const BY: Field = field("by", "staff-by");
const WHY_NOT: Field = field("why-not", "staff-why-not");
const OFFERED: Field = field("offered", "staff-offered");
const TAKEN: Field = field("taken", "staff-taken");
const BESIDE: Field = field("beside", "staff-beside");
const FOLLOW_UP: Field = field("follow-up", "staff-follow-up");

#[derive(Template)]
#[template(path = "returns/staff.html")]
struct ListPage {
    frame: Frame,
    caption: String,
    cards: Html,
    may_add: bool,
    base: String,
}

pub(super) async fn list(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let cards = seen.found.staff.iter().map(|one| card(&seen, one));
    show(&ListPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("return-staff-title"))
            .back(seen.base.clone()),
        caption: seen.title(),
        cards: Html::join(cards),
        may_add: seen.usable().is_ok(),
        base: format!("{}/staff", seen.base),
    })
}

fn card(seen: &Seen<'_>, one: &Stored<StaffTold>) -> Html {
    let list = SummaryList::new().rows(paper::staff_rows(&one.body));
    let href = format!("{}/staff/{}", seen.base, one.id);
    let name = &one.body.role.0;
    let away = SummaryAction::new(t("staff-away"), format!("{href}/take-away"));
    let actions = [change(href, name), away.visually_hidden(name)];
    let may = seen.usable().is_ok();
    SummaryCard::new(name, list)
        .plain_links()
        .actions(actions.into_iter().filter(|_| may))
        .render()
}

fn filled(one: &StaffTold) -> Filled {
    let told_on = one.told_on.map(|on| on.to_string()).unwrap_or_default();
    let mut form = Filled::with([
        (ROLE.id, one.role.0.clone()),
        (TOLD_ON.id, told_on),
        (BY.id, one.by.0.clone()),
        (WHY_NOT.id, one.why_not.0.clone()),
        (OFFERED.id, one.offered.0.clone()),
        (TAKEN.id, one.taken.0.clone()),
        (BESIDE.id, one.beside.0.clone()),
    ]);
    put_day(&mut form, &FOLLOW_UP, one.follow_up);
    form
}

fn sheet(seen: &Seen<'_>) -> Sheet {
    Sheet {
        title: t("staff-title"),
        caption: seen.title(),
        step: None,
        explain: vec![t("return-staff-explain")],
        inputs: vec![
            input(ROLE, Ask::Line),
            group(
                t("staff-if-told"),
                vec![input(TOLD_ON, Ask::Line), input(BY, Ask::Line)],
            ),
            group(t("staff-if-not-told"), vec![input(WHY_NOT, Ask::Words)]),
            input(OFFERED, Ask::Words),
            input(TAKEN, Ask::Words),
            input(BESIDE, Ask::Line),
            input(FOLLOW_UP, Ask::Day),
        ],
        button: t("save"),
        back: format!("{}/staff", seen.base),
    }
}

fn read(form: &mut Filled, today: Date) -> Option<StaffTold> {
    let role = form.text(&ROLE, 200);
    let told_on = form.uncertain_date_or_none(&TOLD_ON, today);
    let by = form.text_or_none(&BY, 200).unwrap_or_default();
    let why_not = form.text_or_none(&WHY_NOT, 2_000).unwrap_or_default();
    let offered = form.text_or_none(&OFFERED, 2_000).unwrap_or_default();
    let taken = form.text_or_none(&TAKEN, 2_000).unwrap_or_default();
    let beside = form.text_or_none(&BESIDE, 200).unwrap_or_default();
    let follow_up = form.date_or_none(&FOLLOW_UP);
    if !form.is_good() {
        return None;
    }
    Some(StaffTold {
        role: Sensitive(role?),
        told_on,
        by: Sensitive(by),
        why_not: Sensitive(why_not),
        offered: Sensitive(offered),
        taken: Sensitive(taken),
        beside: Sensitive(beside),
        follow_up,
    })
}

/// What is missing is about who told them, where a day is given; else about why nobody did.
fn field_of(form: &Filled, code: &str) -> Option<Field> {
    match code {
        "staff-role" => Some(ROLE),
        "staff-later" => Some(TOLD_ON),
        "staff-told" if form.value(TOLD_ON.id).trim().is_empty() => Some(WHY_NOT),
        "staff-told" => Some(BY),
        _ => None,
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable()?;
    let kept = by_id(&seen.found.staff, &id)?;
    let (form, hidden) = opened(&state, &signed, kept, (filled, Filled::empty()))?;
    sheet(&seen).show(&state, &signed, &form, hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable()?;
    let sheet = sheet(&seen);
    let SentOf::Place(kept) = sent_of(&seen.found.staff, &id, &form)? else {
        form.say(ROLE.id, "staff-gone");
        let hidden = state.hidden(&signed.visit, None)?;
        return sheet.show(&state, &signed, &form, hidden);
    };
    let Some(new) = read(&mut form, signed.ctx.today()) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, place_of(kept, &form)?);
    let outcome = keep_staff(state.app(), &signed.ctx, seen.request, sent, &new).await;
    if let Err(app::AppError::Rule(code)) = &outcome
        && let Some(field) = field_of(&form, code)
    {
        form.refuse(&field, code);
        return sheet.again(&state, &signed, &form);
    }
    let after = After {
        next: &sheet.back,
        filled,
        field_of: |_| None,
    };
    let outcome = outcome.map(drop);
    sheet.saved((&state, &signed), form, outcome, after).await
}

pub(super) async fn ask_away(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable()?;
    let one = by_id(&seen.found.staff, &id)?.ok_or(PageError::NotFound)?;
    let hidden = state.hidden(&signed.visit, Some(one.version))?;
    let sheet = Sheet {
        title: t("staff-away"),
        caption: seen.title(),
        step: None,
        explain: vec![one.body.role.0.clone(), t("return-away-explain")],
        inputs: Vec::new(),
        button: t("staff-away"),
        back: format!("{}/staff", seen.base),
    };
    sheet.show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn away(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let record = id.parse().map_err(|_| PageError::NotFound)?;
    let sent = (form.form_id()?, (record, form.version()?));
    remove_staff(state.app(), &signed.ctx, seen.request, sent).await?;
    Ok(next_page(&format!("{}/staff", seen.base)))
}
