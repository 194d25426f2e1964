//! One request for what is held: received, decided, answered.

use access::actions;
use app::AppError;
use app::keeping::{about_of, due, keep_request, register};
use app::vault::RequestLine;
use axum::extract::{Path, State};
use model::case::DataRequest;
use model::scheme::Scheme;
use model::{CaseId, Date, RecordId, Sensitive};

use crate::form::{Field, Filled, field};
use crate::pages::decision::marked;
use crate::pages::seen::{coded, list_mark, one_of};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Offer, Sheet, group, input, put_day};
use crate::texts::{t, t1};
use crate::{Signed, WebState};

const KIND: Field = field("kind", "data-request-kind");
const RECEIVED: Field = field("received", "data-request-received");
const DUE: Field = field("due", "data-request-due");
const FROM: Field = field("from", "data-request-from");
const ABOUT: Field = field("about", "data-request-about");
const WANTED: Field = field("wanted", "data-request-wanted");
const IDENTITY: Field = field("identity", "data-request-identity");
const DECIDED: Field = field("decided", "data-request-decided");
const HELD_BACK: Field = field("held-back", "data-request-held-back");
const HELD_WHY: Field = field("held-why", "data-request-held-why");
const ANSWERED: Field = field("answered", "data-request-answered");
const LONGEST: usize = 10_000;

type Here = Path<(String, String)>;

fn filled(one: &DataRequest) -> Filled {
    let codes = one.held_back.iter();
    let codes = codes.map(|code| (HELD_BACK.id, code.clone()));
    let words = [
        (KIND.id, one.kind.clone()),
        (FROM.id, one.from.0.clone()),
        (WANTED.id, one.wanted.0.clone()),
        (IDENTITY.id, one.identity.0.clone()),
        (DECIDED.id, one.decided.0.clone()),
        (HELD_WHY.id, one.held_back_why.0.clone()),
    ];
    let mut form = Filled::with(words.into_iter().chain(codes));
    put_day(&mut form, &RECEIVED, Some(one.received));
    put_day(&mut form, &DUE, Some(one.due));
    put_day(&mut form, &ANSWERED, one.answered);
    form
}

/// The line of an address; none for a new one.
async fn line(
    state: &WebState,
    signed: &Signed,
    text: &str,
) -> Result<Option<RequestLine>, PageError> {
    signed.may::<actions::ManageKeeping>(state).await?;
    if text == "new" {
        return Ok(None);
    }
    let id: RecordId = text.parse().map_err(|_| PageError::NotFound)?;
    let all = register(state.app(), &signed.ctx).await?;
    let found = all.into_iter().find(|one| one.id == id);
    found.map(Some).ok_or(PageError::NotFound)
}

fn sheet(signed: &Signed, scheme: &Scheme, line: Option<&RequestLine>) -> Sheet {
    let kinds = scheme.requests.iter().map(|def| {
        let label = marked(&def.item.label.en, def.item.checked);
        Offer::new(def.item.id.as_str(), label)
    });
    let list = scheme.list("request_exemption");
    let about = line.and_then(|line| line.case.as_ref());
    let about = about.map(|(_, reference)| t1("data-request-is-about", "reference", reference));
    let mut inputs = vec![
        input(KIND, Ask::OneOf(kinds.collect())),
        input(RECEIVED, Ask::Day),
        input(DUE, Ask::Day),
        input(FROM, Ask::Words),
        input(WANTED, Ask::Words),
        input(IDENTITY, Ask::Words),
        group(
            t("data-request-if-decided"),
            vec![
                input(DECIDED, Ask::Words),
                input(HELD_BACK, Ask::AnyOf(coded(list))),
                input(HELD_WHY, Ask::Words),
                input(ANSWERED, Ask::Day),
            ],
        ),
    ];
    if line.is_none() {
        inputs.insert(3, input(ABOUT, Ask::Line));
    }
    let mut explain: Vec<String> = about.into_iter().collect();
    explain.extend(list_mark(list));
    Sheet {
        title: t("data-request-title"),
        caption: t("requests-title"),
        step: scheme.step("data_request").cloned(),
        explain,
        inputs,
        button: t("save"),
        back: signed.path("keeping/requests"),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let line = line(&state, &signed, &text).await?;
    let scheme = &state.app().scheme_on(signed.ctx.today())?.scheme;
    let form = line
        .as_ref()
        .map_or_else(Filled::empty, |one| filled(&one.body));
    let hidden = state.hidden(&signed.visit, line.as_ref().map(|one| one.version))?;
    sheet(&signed, scheme, line.as_ref()).show(&state, &signed, &form, hidden)
}

fn field_of(code: &str) -> Option<Field> {
    Some(match code {
        "request-kind" => KIND,
        "request-words" => FROM,
        "request-later" => RECEIVED,
        "request-due" => DUE,
        "request-no-review" => ABOUT,
        "request-exemption" => HELD_BACK,
        "request-held-back" => HELD_WHY,
        "request-answered" => ANSWERED,
        "request-decided" => DECIDED,
        _ => return None,
    })
}

/// The day by which it is answered: as typed, or worked out.
async fn due_day(
    (state, signed): (&WebState, &Signed),
    form: &mut Filled,
    kind: Option<&String>,
    received: Option<Date>,
) -> Result<Option<Date>, PageError> {
    let typed = form.date_or_none(&DUE);
    let nothing = ["day", "month", "year"];
    let nothing = nothing.map(|part| form.value(&format!("{}-{part}", DUE.id)).trim().is_empty());
    if typed.is_some() || nothing != [true; 3] {
        return Ok(typed);
    }
    let (Some(kind), Some(received)) = (kind, received) else {
        return Ok(None);
    };
    let day = due(state.app(), &signed.ctx, kind, received).await?;
    if day.is_none() {
        form.refuse(&DUE, "request-due-named");
    }
    Ok(day)
}

/// The review that a new line is about, where one was named.
async fn about(
    (state, signed): (&WebState, &Signed),
    form: &mut Filled,
) -> Result<Option<CaseId>, PageError> {
    let Some(typed) = form.text_or_none(&ABOUT, 50) else {
        return Ok(None);
    };
    let Ok(reference) = typed.to_uppercase().parse() else {
        form.refuse(&ABOUT, "request-no-review");
        return Ok(None);
    };
    match about_of(state.app(), &signed.ctx, &reference).await {
        Ok(case) => Ok(Some(case)),
        Err(AppError::Rule(code)) => {
            form.refuse(&ABOUT, code);
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let line = line(&state, &signed, &text).await?;
    let scheme = &state.app().scheme_on(signed.ctx.today())?.scheme;
    let page = sheet(&signed, scheme, line.as_ref());
    let both = (&state, &signed);
    let known = |code: &str| scheme.requests.iter().any(|def| def.item.id == code);
    let kind = one_of(&mut form, &KIND, known);
    let received = form.date(&RECEIVED);
    let due = due_day(both, &mut form, kind.as_ref(), received).await?;
    let about = match line {
        None => about(both, &mut form).await?,
        Some(_) => None,
    };
    let from = form.text(&FROM, 2_000);
    let wanted = form.text(&WANTED, LONGEST);
    let mut optional = |field: &Field| {
        let typed = form.text_or_none(field, LONGEST);
        Sensitive(typed.unwrap_or_default())
    };
    let (identity, decided) = (optional(&IDENTITY), optional(&DECIDED));
    let held_back_why = optional(&HELD_WHY);
    let held_back = form.choices::<String>(&HELD_BACK);
    let answered = form.date_or_none(&ANSWERED);
    let (Some(kind), Some(received), Some(due), Some(from), Some(wanted), Some(held_back), true) =
        (kind, received, due, from, wanted, held_back, form.is_good())
    else {
        return page.again(&state, &signed, &form);
    };
    let body = DataRequest {
        kind,
        received,
        due,
        from: Sensitive(from),
        wanted: Sensitive(wanted),
        identity,
        decided,
        held_back,
        held_back_why,
        answered,
    };
    let place = match &line {
        None => None,
        Some(line) => Some((line.id, form.version()?)),
    };
    let sent = (form.form_id()?, place);
    let outcome = keep_request(state.app(), &signed.ctx, sent, about, &body).await;
    let next = signed.path("keeping/requests");
    let after = After {
        next: &next,
        filled,
        field_of,
    };
    page.saved(both, form, outcome.map(drop), after).await
}
