//! The second person for a published document: it as it will stand, and agreeing to it, sending it back or withdrawing it.

use app::AppError;
use app::library::documents::{DocumentView, document};
use app::library::waiting::{Waits, agree, send_back as back_to_author, withdraw as take_out};
use axum::extract::{Path, State};
use govuk::{Html, Link};
use model::RecordId;

use super::document::{HereDocument, id, rows};
use super::second::{READ, WHY, agreement, back_sheet, not_second, read_it};
use super::words::Labels;
use crate::draw::{bullets, go, inset, link_button, paragraph, warning};
use crate::form::Filled;
use crate::frame::next_page;
use crate::problem::{Answer, PageError};
use crate::sheet::{Sheet, drawn};
use crate::texts::{t, t_with, t1};
use crate::when::date_in_words;
use crate::{Signed, WebState};

/// That a document waits, on its page: since when, what the reader may do, and that it was sent back. Nothing once it stands.
pub(super) fn on_page(
    (state, signed): (&WebState, &Signed),
    view: &DocumentView,
    base: &str,
) -> Result<Option<Html>, PageError> {
    let Some(waits) = &view.waits else {
        return Ok(None);
    };
    let day = date_in_words(view.document.added_on());
    let mut parts = vec![inset(t1("second-document-waits", "day", day)).render()];
    if let Some(why) = &view.document.sent_back {
        parts.push(inset(t1("second-document-back", "why", why.as_str())).render());
    }
    match waits.may {
        Ok(()) => {
            let link = go(t("second-agree-title"), format!("{base}/agree"));
            parts.push(paragraph(link.render()));
        }
        Err(code) => parts.push(paragraph(not_second(code))),
    }
    if waits.mine {
        let hidden = state.hidden(&signed.visit, Some(view.document.version))?;
        let about = format!(" {}", t("second-document-about"));
        let action = format!("{base}/withdraw");
        parts.push(link_button(
            &action,
            hidden,
            (&t("second-withdraw"), &about),
        )?);
    }
    Ok(Some(Html::join(parts)))
}

async fn waiting(
    (state, signed): (&WebState, &Signed),
    text: &str,
) -> Result<(RecordId, DocumentView, Waits), PageError> {
    let id = id(text)?;
    signed.may::<access::actions::AgreeLeaving>(state).await?;
    let view = document(state.app(), &signed.ctx, id).await?;
    let waits = view.waits.ok_or(PageError::NotFound)?;
    Ok((id, view, waits))
}

async fn sheet(
    (state, signed): (&WebState, &Signed),
    (id, view, waits): &(RecordId, DocumentView, Waits),
) -> Result<Sheet, PageError> {
    let scheme = &state.app().scheme_on(signed.ctx.today())?.scheme;
    let known = Labels {
        scheme,
        themes: &view.themes,
    };
    let base = signed.path(&format!("shared/documents/{id}"));
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let by = names.of(view.document.by.0);
    let values = [
        (
            "person",
            by.map_or_else(|| t("somebody"), str::to_owned).into(),
        ),
        ("day", date_in_words(view.document.added_on()).into()),
    ];
    let heading = |key: &str| Html::element("h2", "govuk-heading-m", t(key));
    let file = Link::new(t("document-file-link"), format!("{base}/file"));
    let found = view.findings.iter();
    let found = bullets(found.map(|one| Html::escape(&one.body.text)));
    let mut sheet = Sheet {
        title: t("second-agree-title"),
        caption: t("shared-title"),
        step: None,
        explain: vec![
            t("second-document-explain"),
            t_with("second-asked-by", &values),
        ],
        inputs: vec![
            drawn(heading("second-document-stands")),
            drawn(rows(view, &known)),
            drawn(paragraph(file.render())),
            drawn(heading("finding-heading")),
            drawn(if view.findings.is_empty() {
                paragraph(t("finding-none-waits"))
            } else {
                found
            }),
        ],
        button: String::new(),
        back: base.clone(),
    };
    let not_now = waits.may.err();
    let not_now = not_now.map(|code| warning(not_second(code)).render());
    let back = format!("{base}/send-back");
    agreement(
        &mut sheet,
        (not_now, waits.may.is_ok()),
        ("second-document-button", &back),
    );
    Ok(sheet)
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereDocument,
) -> Answer {
    let found = waiting((&state, &signed), &text).await?;
    let hidden = state.hidden(&signed.visit, Some(found.1.document.version))?;
    let sheet = sheet((&state, &signed), &found).await?;
    sheet.show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereDocument,
    mut form: Filled,
) -> Answer {
    let document = id(&text)?;
    signed.may::<access::actions::AgreeLeaving>(&state).await?;
    let sent = (form.form_id()?, document, form.version()?);
    if !read_it(&mut form) {
        let found = waiting((&state, &signed), &text).await?;
        let sheet = sheet((&state, &signed), &found).await?;
        return sheet.again(&state, &signed, &form);
    }
    match agree(state.app(), &signed.ctx, sent).await {
        Ok(()) => Ok(next_page(
            &signed.path(&format!("shared/documents/{document}")),
        )),
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
    Path((_, text)): HereDocument,
) -> Answer {
    let (id, view, waits) = waiting((&state, &signed), &text).await?;
    waits.may.map_err(PageError::Rule)?;
    let hidden = state.hidden(&signed.visit, Some(view.document.version))?;
    let sheet = back_sheet(signed.path(&format!("shared/documents/{id}/agree")));
    sheet.show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn send_back(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereDocument,
    mut form: Filled,
) -> Answer {
    let id = id(&text)?;
    signed.may::<access::actions::AgreeLeaving>(&state).await?;
    let base = signed.path(&format!("shared/documents/{id}"));
    let sheet = back_sheet(format!("{base}/agree"));
    let Some(why) = form.text(&WHY, 2_000) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, id, form.version()?);
    match back_to_author(state.app(), &signed.ctx, sent, &why).await {
        Ok(()) => Ok(next_page(&base)),
        Err(error @ AppError::Rule(_)) => sheet.refused((&state, &signed), form, (&WHY, error)),
        Err(error) => Err(error.into()),
    }
}

/// Withdraws a document that the reader added.
pub(super) async fn withdraw(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereDocument,
    form: Filled,
) -> Answer {
    let id = id(&text)?;
    signed
        .may::<access::actions::DepositDocument>(&state)
        .await?;
    let sent = (form.form_id()?, id, form.version()?);
    take_out(state.app(), &signed.ctx, sent).await?;
    Ok(next_page(&signed.path("shared/documents")))
}
