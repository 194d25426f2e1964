//! A line of enquiry: a question that may change while the review runs.

use app::local_review::keep_line;
use axum::extract::{Path, State};
use model::Sensitive;
use model::case::{EnquiryStands, LineOfEnquiry};

use super::{Seen, seen};
use crate::form::{Field, Filled, field};
use crate::pages::seen::{HereOne, by_id, one_of, opened, place_of};
use crate::problem::Answer;
use crate::sheet::{After, Ask, Offer, Sheet, input};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

const ASKS: Field = field("asks", "line-asks");
const COMES_FROM: Field = field("comes-from", "line-comes-from");
const INEQUALITY: Field = field("inequality", "line-inequality");
const STANDS: Field = field("stands", "line-stands");
const WORDS: Field = field("words", "line-words");

fn filled(one: &LineOfEnquiry) -> Filled {
    let inequality = if one.inequality { "yes" } else { "no" };
    let words = one.stands.words().map(|words| words.0.clone());
    Filled::with([
        (ASKS.id, one.asks.0.clone()),
        (COMES_FROM.id, one.comes_from.0.clone()),
        (INEQUALITY.id, inequality.to_owned()),
        (STANDS.id, one.stands.code().to_owned()),
        (WORDS.id, words.unwrap_or_default()),
    ])
}

fn sheet(seen: &Seen<'_>) -> Sheet {
    let inequality = ["yes", "no"].map(|code| Offer::new(code, t_code("line-inequality", code)));
    let stands = EnquiryStands::CODES.map(|code| Offer::new(code, t_code("line-stands", code)));
    Sheet {
        title: t("line-title"),
        caption: seen.caption(),
        step: seen.step("line_of_enquiry"),
        explain: Vec::new(),
        inputs: vec![
            input(ASKS, Ask::Words),
            input(COMES_FROM, Ask::Words),
            input(INEQUALITY, Ask::OneOf(inequality.to_vec())),
            input(STANDS, Ask::OneOf(stands.to_vec())),
            input(WORDS, Ask::Words),
        ],
        button: t("save"),
        back: seen.base.clone(),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.local.may_edit)?;
    let kept = by_id(&seen.local.lines, &id)?;
    let empty = Filled::with([(STANDS.id, "open".to_owned())]);
    let (form, hidden) = opened(&state, &signed, kept, (filled, empty))?;
    sheet(&seen).show(&state, &signed, &form, hidden)
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "line-asks" => Some(ASKS),
        "line-words" => Some(WORDS),
        _ => None,
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.local.may_edit)?;
    let kept = by_id(&seen.local.lines, &id)?;
    let sheet = sheet(&seen);
    let asks = form.text(&ASKS, 5_000);
    let comes_from = form.text_or_none(&COMES_FROM, 5_000);
    let inequality = one_of(&mut form, &INEQUALITY, |code| ["yes", "no"].contains(&code));
    let stands = one_of(&mut form, &STANDS, |code| {
        EnquiryStands::CODES.contains(&code)
    });
    let words = Sensitive(form.text_or_none(&WORDS, 20_000).unwrap_or_default());
    let (Some(asks), Some(inequality), Some(stands)) = (asks, inequality, stands) else {
        return sheet.again(&state, &signed, &form);
    };
    let new = LineOfEnquiry {
        asks: Sensitive(asks),
        comes_from: Sensitive(comes_from.unwrap_or_default()),
        inequality: inequality == "yes",
        stands: match stands.as_str() {
            "answered" => EnquiryStands::Answered { words },
            "set_aside" => EnquiryStands::SetAside { words },
            _ => EnquiryStands::Open,
        },
    };
    let sent = (form.form_id()?, place_of(kept, &form)?);
    let outcome = keep_line(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &seen.base,
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}
