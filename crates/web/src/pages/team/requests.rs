//! Who asked for access, and the answer: yes with a day and sections, or no with a reason.

use app::team::{answer_no, answer_yes, requests};
use app::vault::Stored;
use axum::extract::{Path, State};
use govuk::Html;
use model::Sensitive;
use model::case::AccessRequest;

use super::add::{Adding, adding, field_of, listed, read};
use super::{Of, kept};
use crate::form::{Field, Filled, field};
use crate::frame::next_page;
use crate::pages::seen::{HereOne, by_id};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Sheet, drawn, input};
use crate::texts::{linked, t, t_with};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

const NO: Field = field("why", "request-no-why");

/// A request that has no answer yet.
async fn one<'a>(
    state: &'a WebState,
    signed: &Signed,
    (text, id): (&str, &str),
) -> Result<(Of<'a>, Stored<AccessRequest>), PageError> {
    let (of, _) = kept(state, signed, text).await?;
    let all = requests(state.app(), &signed.ctx, &of.reference).await?;
    let found = by_id(&all, id)?.ok_or(PageError::NotFound)?.clone();
    if found.body.answer.is_some() {
        return Err(PageError::Rule("ask-answered"));
    }
    Ok((of, found))
}

/// The page on which somebody is added, with what they asked and the way to say no.
async fn yes<'a>(
    state: &'a WebState,
    signed: &Signed,
    (text, id): (&str, &str),
) -> Result<(Adding<'a>, Stored<AccessRequest>), PageError> {
    let (of, request) = one(state, signed, (text, id)).await?;
    let person = request.body.person.to_string();
    let mut adding = adding(state, signed, (text, &person), true).await?;
    let values = [
        ("name", adding.who.name.as_str().into()),
        ("when", moment_in_words(request.added_at).into()),
    ];
    adding.sheet.title = t("request-title");
    let said = [t_with("request-asked", &values), request.body.why.0.clone()];
    adding.sheet.explain.splice(0..0, said);
    let no = linked("request-no-link", &format!("{}/requests/{id}/no", of.base));
    let no = Html::element("p", "govuk-body", no);
    adding.sheet.inputs.insert(0, drawn(no));
    adding.sheet.button = t("request-yes-button");
    adding.sheet.back.clone_from(&of.base);
    Ok((adding, request))
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let (adding, _) = yes(&state, &signed, (&text, &id)).await?;
    let hidden = state.hidden(&signed.visit, None)?;
    adding.sheet.show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let (adding, request) = yes(&state, &signed, (&text, &id)).await?;
    if let Some(next) = listed(&mut form, &adding) {
        return Ok(next_page(&next));
    }
    let Some(new) = read(&mut form, &adding) else {
        return adding.sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, request.id, request.version);
    let reference = &adding.of.reference;
    let outcome = answer_yes(state.app(), &signed.ctx, reference, sent, &new).await;
    let after = After::<AccessRequest> {
        next: &adding.of.base,
        filled: |_| Filled::empty(),
        field_of,
    };
    adding
        .sheet
        .saved((&state, &signed), form, outcome, after)
        .await
}

fn no_sheet(of: &Of<'_>, request: &Stored<AccessRequest>) -> Sheet {
    Sheet {
        title: t("request-no-title"),
        caption: of.caption(),
        step: of.step("ask_access"),
        explain: vec![request.body.why.0.clone()],
        inputs: vec![input(NO, Ask::Words)],
        button: t("request-no-button"),
        back: format!("{}/requests/{}", of.base, request.id),
    }
}

pub(super) async fn no_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let (of, request) = one(&state, &signed, (&text, &id)).await?;
    let hidden = state.hidden(&signed.visit, None)?;
    no_sheet(&of, &request).show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn save_no(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let (of, request) = one(&state, &signed, (&text, &id)).await?;
    let sheet = no_sheet(&of, &request);
    let Some(why) = form.text(&NO, 2_000) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, request.id, request.version);
    let why = Sensitive(why);
    let outcome = answer_no(state.app(), &signed.ctx, &of.reference, sent, &why).await;
    let after = After::<AccessRequest> {
        next: &of.base,
        filled: |_| Filled::empty(),
        field_of: |code| (code == "ask-no-why").then_some(NO),
    };
    sheet.saved((&state, &signed), form, outcome, after).await
}
