//! What came of it: added to a decision, failures as well.

use app::exchange::{OfItem, add_result};
use app::vault::Stored;
use axum::extract::{Path, State};
use model::learning::{EffectSeen, Uptake, UptakeResult};
use model::{Date, Sensitive, SharedId};

use super::HereItem;
use super::decision::{about, deciding};
use crate::form::{Field, Filled, field};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Offer, Sheet, input, put_day};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

const SEEN: Field = field("seen", "uptake-seen");
const WORDS: Field = field("words", "uptake-words");
const EVIDENCE: Field = field("evidence", "uptake-evidence");
const LOOK: Field = field("look", "uptake-look-next");

fn sheet(signed: &Signed, id: SharedId, found: &OfItem) -> Sheet {
    let mut sheet = about(signed, id, found, "uptake-result-title");
    sheet.explain.push(t("uptake-result-explain"));
    let effects = EffectSeen::ALL.iter().map(|one| {
        let code = one.code();
        Offer::new(code, t_code("shared-effect", code))
    });
    sheet.inputs = vec![
        input(SEEN, Ask::OneOf(effects.collect())),
        input(WORDS, Ask::Words),
        input(EVIDENCE, Ask::Words),
        input(LOOK, Ask::Day),
    ];
    sheet
}

/// A result is always added: the boxes are never filled in from one.
fn filled(_: &Uptake) -> Filled {
    Filled::empty()
}

/// The day that stands, where it is still to come.
fn standing(kept: &Uptake, today: Date) -> Filled {
    let mut form = Filled::empty();
    let ahead = kept.look_again.filter(|day| *day > today);
    put_day(&mut form, &LOOK, ahead);
    form
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "uptake-result" => Some(WORDS),
        "uptake-look-later" => Some(LOOK),
        _ => None,
    }
}

fn own(found: &OfItem) -> Result<&Stored<Uptake>, PageError> {
    found.own.as_ref().ok_or(PageError::NotFound)
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereItem,
) -> Answer {
    let (id, found) = deciding((&state, &signed), &text).await?;
    let own = own(&found)?;
    let hidden = state.hidden(&signed.visit, Some(own.version))?;
    let form = standing(&own.body, signed.ctx.today());
    sheet(&signed, id, &found).show(&state, &signed, &form, hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereItem,
    mut form: Filled,
) -> Answer {
    let (id, found) = deciding((&state, &signed), &text).await?;
    let sheet = sheet(&signed, id, &found);
    let place = (own(&found)?.id, form.version()?);
    let seen = form.coded(&SEEN, EffectSeen::from_code);
    let words = form.text(&WORDS, 2_000);
    let evidence = form.text_or_none(&EVIDENCE, 2_000);
    let look_again = form.date_or_none(&LOOK);
    let (Some(seen), Some(words), true) = (seen, words, form.is_good()) else {
        return sheet.again(&state, &signed, &form);
    };
    let new = UptakeResult {
        seen,
        words: Sensitive(words),
        evidence: Sensitive(evidence.unwrap_or_default()),
        on: signed.ctx.today(),
    };
    let sent = (form.form_id()?, place);
    let outcome = add_result(state.app(), &signed.ctx, sent, (&new, look_again)).await;
    let after = After {
        next: &sheet.back,
        filled,
        field_of,
    };
    sheet.saved((&state, &signed), form, outcome, after).await
}
