//! What becomes of what was changed because of learning that was taken back or taken down since.

use app::exchange::{EndedItem, OfItem, say_after};
use app::vault::Stored;
use axum::extract::{Path, State};
use model::learning::{AfterEnd, Uptake};
use model::{Sensitive, SharedId};

use super::HereItem;
use super::decision::{about, deciding};
use super::others::end_words;
use crate::form::{Field, Filled, field};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Offer, Sheet, input};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

const BECOMES: Field = field("becomes", "uptake-after-becomes");
const WHY: Field = field("why", "uptake-after-why");

fn filled(one: &Uptake) -> Filled {
    one.after.as_ref().map_or_else(Filled::empty, |after| {
        Filled::with([
            (BECOMES.id, after.becomes.code().to_owned()),
            (WHY.id, after.why.0.clone()),
        ])
    })
}

fn field_of(code: &str) -> Option<Field> {
    (code == "uptake-after-why").then_some(WHY)
}

/// An item that ended, and what was decided of it.
fn ended(found: &OfItem) -> Result<(EndedItem, &Stored<Uptake>), PageError> {
    let own = found.own.as_ref().ok_or(PageError::NotFound)?;
    let end = EndedItem::of(&found.item).ok_or(PageError::Rule("uptake-after-stands"))?;
    Ok((end, own))
}

fn sheet(signed: &Signed, (id, end): (SharedId, &EndedItem), found: &OfItem) -> Sheet {
    let mut sheet = about(signed, id, found, "uptake-after-title");
    sheet
        .explain
        .extend([end_words(end), t("uptake-after-explain")]);
    let offers = AfterEnd::ALL.iter().map(|one| {
        let code = one.code();
        Offer::new(code, t_code("uptake-after", code))
    });
    sheet.inputs = vec![
        input(BECOMES, Ask::OneOf(offers.collect())),
        input(WHY, Ask::Words),
    ];
    sheet
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereItem,
) -> Answer {
    let (id, found) = deciding((&state, &signed), &text).await?;
    let (end, own) = ended(&found)?;
    let hidden = state.hidden(&signed.visit, Some(own.version))?;
    sheet(&signed, (id, &end), &found).show(&state, &signed, &filled(&own.body), hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereItem,
    mut form: Filled,
) -> Answer {
    let (id, found) = deciding((&state, &signed), &text).await?;
    let (end, _) = ended(&found)?;
    let sheet = sheet(&signed, (id, &end), &found);
    let becomes = form.coded(&BECOMES, AfterEnd::from_code);
    let why = form.text(&WHY, 2_000);
    let (Some(becomes), Some(why)) = (becomes, why) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, (id, form.version()?));
    let why = Sensitive(why);
    let outcome = say_after(state.app(), &signed.ctx, sent, (becomes, &why)).await;
    let after = After {
        next: &sheet.back,
        filled,
        field_of,
    };
    sheet.saved((&state, &signed), form, outcome, after).await
}
