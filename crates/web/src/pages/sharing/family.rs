//! Whether the family knows that learning is shared.

use app::sharing::keep_family;
use axum::extract::{Path, State};
use model::case::{FamilyKnows, SharingFamily};

use super::{As, HereDraft, Seen, seen};
use crate::form::{Field, Filled, field};
use crate::pages::seen::{opened, place_shown};
use crate::problem::Answer;
use crate::sheet::{After, Ask, Offer, Sheet, input};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

const KNOWS: Field = field("knows", "share-knows");
const WORDS: Field = field("words", "share-knows-words");

fn filled(one: &SharingFamily) -> Filled {
    Filled::with([
        (KNOWS.id, one.knows.code().to_owned()),
        (WORDS.id, one.words.0.clone()),
    ])
}

fn sheet(seen: &Seen<'_>) -> Sheet {
    // Of an organisation's own work no family is told.
    let own = seen.view.draft.body.is_own_work();
    let offers = FamilyKnows::ALL.iter();
    let offers = offers.filter(|one| own == (**one == FamilyKnows::NotConcerned));
    let offers = offers.map(|one| {
        let code = one.code();
        Offer::new(code, t_code("share-family-is", code))
    });
    let mut sheet = seen.sheet("share-family-title", "sharing");
    sheet.explain = vec![t("share-family-explain")];
    sheet.inputs = vec![
        input(KNOWS, Ask::OneOf(offers.collect())),
        input(WORDS, Ask::Words),
    ];
    sheet
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "sharing-family-words" => Some(WORDS),
        "sharing-family-partner" | "sharing-family-agency" | "sharing-family-own" => Some(KNOWS),
        _ => None,
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereDraft,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id), As::Reader).await?;
    seen.usable(seen.view.may.write)?;
    let kept = seen.view.made.family(seen.view.draft.id);
    let (form, hidden) = opened(&state, &signed, kept, (filled, Filled::empty()))?;
    sheet(&seen).show(&state, &signed, &form, hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereDraft,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id), As::Reader).await?;
    seen.usable(seen.view.may.write)?;
    let sheet = sheet(&seen);
    let knows = form.coded(&KNOWS, FamilyKnows::from_code);
    let words = form.text(&WORDS, 2_000);
    let (Some(knows), Some(words)) = (knows, words) else {
        return sheet.again(&state, &signed, &form);
    };
    let kept = seen.view.made.family(seen.view.draft.id);
    let sent = (form.form_id()?, place_shown(kept, &form)?);
    let new = (seen.view.draft.id, knows, words.as_str());
    let outcome = keep_family(state.app(), &signed.ctx, &seen.reference, sent, new).await;
    let after = After {
        next: &seen.base,
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}
