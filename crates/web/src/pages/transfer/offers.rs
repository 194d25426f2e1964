//! What other partnerships offer to hand over, the answer to it, and what was handed over from here.

use app::transfer::{Offers, answer, offers};
use app::vault::{CaseOffer, Stub};
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Link, Table, TableCell};
use model::case::OfferState;
use model::scheme::Scheme;
use model::{OrganisationId, RecordId, Sensitive};

use super::why;
use crate::draw::{Columns, marked};
use crate::form::{Field, Filled, field};
use crate::frame::{Frame, next_page, show};
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Offer, Sheet, input};
use crate::texts::{t, t_code, t1};
use crate::when::{date_in_words, moment_in_words};
use crate::{Signed, WebState};

const ACCEPTS: Field = field("accepts", "offered-accepts");
const WORDS: Field = field("words", "offered-words");

#[derive(Template)]
#[template(path = "transfer/offers.html")]
struct OffersPage {
    frame: Frame,
    offers: Option<Table>,
    stubs: Option<Table>,
}

fn name(found: &Offers, id: OrganisationId) -> String {
    let name = found.organisations.name(id);
    name.map_or_else(|| t("somebody"), str::to_owned)
}

fn offer_row(signed: &Signed, found: &Offers, scheme: &Scheme, one: &CaseOffer) -> Vec<TableCell> {
    let title = t1("today-review", "reference", &one.reference);
    let about = format!("{}. {}", name(found, one.sender), why(scheme, &one.why));
    let end = match one.state {
        OfferState::Open => Some(format!("offered/{}", one.id)),
        OfferState::Here => Some(format!("reviews/{}", one.reference)),
        _ => None,
    };
    let first = match end {
        Some(end) => marked(Link::new(title, signed.path(&end)), about),
        None => marked(title, about),
    };
    vec![
        TableCell::new(first).header(),
        TableCell::new(moment_in_words(one.at)),
        TableCell::new(t_code("offered-is", one.state.code())),
    ]
}

fn stub_row(found: &Offers, scheme: &Scheme, one: &Stub) -> Vec<TableCell> {
    let title = t1("today-review", "reference", &one.reference);
    let to = format!("{}. {}", name(found, one.recipient), why(scheme, &one.why));
    vec![
        TableCell::new(marked(title, to)).header(),
        TableCell::new(date_in_words(one.raised_on)),
        TableCell::new(moment_in_words(one.at)),
    ]
}

pub(super) async fn list(State(state): State<WebState>, signed: Signed) -> Answer {
    let found = offers(state.app(), &signed.ctx).await?;
    let scheme = &state.app().scheme_on(signed.ctx.today())?.scheme;
    let heads = ["offered-review-key", "offered-at-key", "offered-stands-key"];
    let rows = found.offers.iter();
    let rows = rows.map(|one| offer_row(&signed, &found, scheme, one));
    let offers = Columns::of(&heads).table(t("offered-to-us"), rows);
    let heads = ["offered-review-key", "stub-raised-key", "stub-at-key"];
    let rows = found.stubs.iter().map(|one| stub_row(&found, scheme, one));
    let stubs = Columns::of(&heads).table(t("stubs-title"), rows);
    show(&OffersPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("offered-title"))
            .back(signed.path("reviews")),
        offers: (!found.offers.is_empty()).then_some(offers),
        stubs: (!found.stubs.is_empty()).then_some(stubs),
    })
}

async fn open(
    state: &WebState,
    signed: &Signed,
    id: &str,
) -> Result<(CaseOffer, Sheet), PageError> {
    let id: RecordId = id.parse().map_err(|_| PageError::NotFound)?;
    let found = offers(state.app(), &signed.ctx).await?;
    let scheme = &state.app().scheme_on(signed.ctx.today())?.scheme;
    let one = found.offers.iter().find(|one| one.id == id);
    let one = one.ok_or(PageError::NotFound)?;
    let choices = [
        Offer::new("yes", t("offered-yes")),
        Offer::new("no", t("offered-no")),
    ];
    let sheet = Sheet {
        title: t("offered-answer-title"),
        caption: t1("today-review", "reference", &one.reference),
        step: scheme.step("answer_offer").cloned(),
        explain: vec![
            t1("offered-from", "name", name(&found, one.sender)),
            t1("hand-over-confirm-why", "why", why(scheme, &one.why)),
            t1("hand-over-confirm-words", "words", &one.words.0),
        ],
        inputs: vec![
            input(ACCEPTS, Ask::OneOf(choices.to_vec())),
            input(WORDS, Ask::Words),
        ],
        button: t("offered-button"),
        back: signed.path("offered"),
    };
    Ok((one.clone(), sheet))
}

type One = Path<(String, String)>;

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, id)): One,
) -> Answer {
    let (one, sheet) = open(&state, &signed, &id).await?;
    if one.state != OfferState::Open {
        return Err(PageError::Rule("hand-over-not-open"));
    }
    let hidden = state.hidden(&signed.visit, None)?;
    sheet.show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, id)): One,
    mut form: Filled,
) -> Answer {
    let (one, sheet) = open(&state, &signed, &id).await?;
    let accepts = form.coded(&ACCEPTS, |code| match code {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    });
    let words = form.text_or_none(&WORDS, 5_000);
    let (Some(accepts), true) = (accepts, form.is_good()) else {
        return sheet.again(&state, &signed, &form);
    };
    let words = Sensitive(words.unwrap_or_default());
    let sent = form.form_id()?;
    match answer(state.app(), &signed.ctx, sent, (one.id, accepts, &words)).await {
        Ok(()) => Ok(next_page(&signed.path("offered"))),
        Err(app::AppError::Rule("hand-over-answer-words")) => {
            form.refuse(&WORDS, "hand-over-answer-words");
            sheet.again(&state, &signed, &form)
        }
        Err(error) => Err(error.into()),
    }
}
