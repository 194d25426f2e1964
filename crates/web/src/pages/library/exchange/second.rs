//! The second person for what is told of learning of others: what was written beside exactly what would leave, and agreeing to it,
//! sending it back or withdrawing it.

use app::AppError;
use app::exchange::{
    AskedToTell, OfItem, agree_to_tell, asked_to_tell, of_item, send_back_telling, withdraw_telling,
};
use axum::extract::{Path, State};
use govuk::{Html, TableCell};
use model::learning::{KnowledgeStep, SharedUptake, Uptake};
use model::{Sensitive, SharedId};

use super::HereItem;
use super::decision::about;
use super::others::result;
use super::tell::found_in;
use crate::draw::{Columns, go, inset, link_button, paragraph, warning};
use crate::form::Filled;
use crate::frame::next_page;
use crate::pages::library::item::id;
use crate::pages::library::second::{READ, WHY, agreement, back_sheet, not_second, read_it};
use crate::problem::{Answer, PageError};
use crate::sheet::{Sheet, drawn};
use crate::texts::{t, t_code, t_with, t1};
use crate::when::date_in_words;
use crate::{Signed, WebState};

/// What waits for a second person, on the page of the item: since when, what the reader may do, and that it was sent back.
pub(super) fn on_item(
    (state, signed): (&WebState, &Signed),
    found: &OfItem,
    base: &str,
) -> Result<Html, PageError> {
    let Some(own) = &found.own else {
        return Ok(Html::default());
    };
    let mut parts = Vec::new();
    if let Some(back) = &own.body.sent_back {
        let values = [
            ("day", date_in_words(back.on).into()),
            ("why", back.why.0.as_str().into()),
        ];
        parts.push(inset(t_with("second-sent-back", &values)).render());
    }
    if let Some(asked) = &own.body.asked {
        let day = date_in_words(asked.on);
        parts.push(inset(t1("second-waits", "day", day)).render());
        match found.may_agree {
            Some(Ok(())) => {
                let href = format!("{base}/decision/agree");
                parts.push(paragraph(go(t("second-agree-title"), href).render()));
            }
            Some(Err(code)) => parts.push(paragraph(not_second(code))),
            None => {}
        }
        let me = signed.ctx.actor.person().map(|one| one.id);
        if me == Some(asked.by.person) {
            let hidden = state.hidden(&signed.visit, Some(own.version))?;
            let about = format!(" {}", t("second-withdraw-about"));
            let action = format!("{base}/decision/withdraw");
            parts.push(link_button(
                &action,
                hidden,
                (&t("second-withdraw"), &about),
            )?);
        }
    }
    Ok(Html::join(parts))
}

/// What was written beside what would leave, line by line: of some of it nothing leaves.
fn side_by_side(one: &Uptake, asked: &SharedUptake) -> Html {
    let joined = |told: &SharedUptake| {
        let lines: Vec<String> = told.results.iter().map(result).collect();
        lines.join(" ")
    };
    let stays = t("second-stays");
    let named = if asked.names_area {
        "uptake-named-yes"
    } else {
        "uptake-named-no"
    };
    let decision = |code: &str| t_code("uptake-decision", code);
    let step = one.step.map(KnowledgeStep::code);
    let step = step.map(|code| t_code("uptake-step", code));
    let lines = [
        (
            "uptake-decision-key",
            decision(one.decision.code()),
            decision(asked.decision.code()),
        ),
        (
            "uptake-why-key",
            one.reasons.0.clone(),
            asked.reasons.clone(),
        ),
        (
            "uptake-differences-key",
            one.differences.0.clone(),
            asked.differences.clone(),
        ),
        (
            "uptake-results-key",
            joined(&one.to_tell(asked.names_area)),
            joined(asked),
        ),
        ("uptake-step-key", step.unwrap_or_default(), stays.clone()),
        ("uptake-steps-key", one.steps.0.clone(), stays.clone()),
        ("uptake-who-key", one.responsible.0.clone(), stays),
    ];
    let cell = |words: &str| TableCell::new(Html::element("span", "tl-words", words));
    let rows = lines
        .iter()
        .filter(|(_, written, _)| !written.is_empty())
        .map(|(key, written, leaves)| vec![TableCell::new(t(key)), cell(written), cell(leaves)]);
    let mut rows: Vec<Vec<TableCell>> = rows.collect();
    rows.push(vec![
        TableCell::new(t("second-named-key")),
        cell(""),
        cell(&t(named)),
    ]);
    let columns = Columns::of(&["share-part", "share-as-written", "share-as-leaves"]);
    columns.table(t("share-side-by-side"), rows).render()
}

async fn waiting(
    (state, signed): (&WebState, &Signed),
    text: &str,
) -> Result<(SharedId, OfItem, AskedToTell), PageError> {
    let id = id(text)?;
    signed.may::<access::actions::AgreeLeaving>(state).await?;
    let waits = asked_to_tell(state.app(), &signed.ctx, id).await?;
    Ok((id, of_item(state.app(), &signed.ctx, id).await?, waits))
}

/// Why the reader cannot agree now; nothing where they can.
fn not_now(waits: &AskedToTell) -> Option<Html> {
    match waits.may {
        Err(code) => Some(warning(not_second(code)).render()),
        Ok(()) if waits.is_stopped() => Some(warning(t("second-stopped")).render()),
        Ok(()) => None,
    }
}

async fn sheet(
    (state, signed): (&WebState, &Signed),
    (id, found, waits): &(SharedId, OfItem, AskedToTell),
) -> Result<Sheet, PageError> {
    let mut sheet = about(signed, *id, found, "second-agree-title");
    sheet.explain.push(t("second-agree-explain"));
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let by = names.of(waits.asked.by.person);
    let values = [
        (
            "person",
            by.map_or_else(|| t("somebody"), str::to_owned).into(),
        ),
        ("day", date_in_words(waits.asked.on).into()),
    ];
    sheet.explain.push(t_with("second-asked-by", &values));
    sheet.inputs = vec![
        drawn(side_by_side(&waits.kept.body, &waits.asked.text)),
        drawn(found_in(&waits.found, waits.is_stopped())),
    ];
    let back = format!("{}/decision/send-back", sheet.back);
    let may = (not_now(waits), waits.may.is_ok());
    agreement(&mut sheet, may, ("uptake-agree-button", &back));
    Ok(sheet)
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereItem,
) -> Answer {
    let found = waiting((&state, &signed), &text).await?;
    let hidden = state.hidden(&signed.visit, Some(found.2.kept.version))?;
    let sheet = sheet((&state, &signed), &found).await?;
    sheet.show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereItem,
    mut form: Filled,
) -> Answer {
    let item = id(&text)?;
    signed.may::<access::actions::AgreeLeaving>(&state).await?;
    let back = signed.path(&format!("shared/items/{item}"));
    let sent = (form.form_id()?, (item, form.version()?));
    if !read_it(&mut form) {
        let found = waiting((&state, &signed), &text).await?;
        let sheet = sheet((&state, &signed), &found).await?;
        return sheet.again(&state, &signed, &form);
    }
    match agree_to_tell(state.app(), &signed.ctx, sent).await {
        Ok(()) => Ok(next_page(&back)),
        Err(error) => match waiting((&state, &signed), &text).await {
            Ok(found) => {
                let sheet = sheet((&state, &signed), &found).await?;
                sheet.refused((&state, &signed), form, (&READ, error))
            }
            Err(_) => Err(error.into()),
        },
    }
}

pub(super) async fn back_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereItem,
) -> Answer {
    let (id, _, waits) = waiting((&state, &signed), &text).await?;
    waits.may.map_err(PageError::Rule)?;
    let hidden = state.hidden(&signed.visit, Some(waits.kept.version))?;
    let sheet = back_sheet(signed.path(&format!("shared/items/{id}/decision/agree")));
    sheet.show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn send_back(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereItem,
    mut form: Filled,
) -> Answer {
    let id = id(&text)?;
    signed.may::<access::actions::AgreeLeaving>(&state).await?;
    let item = signed.path(&format!("shared/items/{id}"));
    let sheet = back_sheet(format!("{item}/decision/agree"));
    let Some(why) = form.text(&WHY, 2_000) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, (id, form.version()?));
    match send_back_telling(state.app(), &signed.ctx, sent, &Sensitive(why)).await {
        Ok(()) => Ok(next_page(&item)),
        Err(error @ AppError::Rule(_)) => sheet.refused((&state, &signed), form, (&WHY, error)),
        Err(error) => Err(error.into()),
    }
}

/// Withdraws what the reader asked for.
pub(super) async fn withdraw(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereItem,
    form: Filled,
) -> Answer {
    let id = id(&text)?;
    signed.may::<access::actions::DecideUptake>(&state).await?;
    let sent = (form.form_id()?, (id, form.version()?));
    withdraw_telling(state.app(), &signed.ctx, sent).await?;
    Ok(next_page(&signed.path(&format!("shared/items/{id}"))))
}
