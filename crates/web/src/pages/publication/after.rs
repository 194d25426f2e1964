//! What follows publication: where it can be read, and that it went to the repository of reviews.

use app::publication::keep_after;
use axum::extract::{Path, State};
use model::case::PublicationAfter;
use model::{Date, Sensitive};

use super::{Seen, seen};
use crate::form::{Field, Filled, field};
use crate::pages::seen::{Here, changeable, opened, place_shown};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Sheet, input};
use crate::texts::t;
use crate::{Signed, WebState};

const ADDRESS: Field = field("address", "after-address");
const KEPT_BY: Field = field("kept-by", "after-kept-by");
const REPOSITORY: Field = field("repository-on", "after-repository");
const REPOSITORY_WORDS: Field = field("repository-words", "after-repository-words");
const HEARD: Field = field("heard", "after-heard");

fn filled(one: &PublicationAfter) -> Filled {
    let repository = one.repository.map(|on| on.to_string());
    Filled::with([
        (ADDRESS.id, one.address.0.clone()),
        (KEPT_BY.id, one.kept_by.0.clone()),
        (REPOSITORY.id, repository.unwrap_or_default()),
        (REPOSITORY_WORDS.id, one.repository_words.0.clone()),
        (HEARD.id, one.told_first.0.clone()),
    ])
}

fn sheet(seen: &Seen<'_>) -> Sheet {
    let mut sheet = seen.sheet(t("after-title"), "publication_after");
    sheet.explain = vec![t("after-explain")];
    sheet.inputs = vec![
        input(HEARD, Ask::Words),
        input(ADDRESS, Ask::Line),
        input(KEPT_BY, Ask::Line),
        input(REPOSITORY, Ask::Line),
        input(REPOSITORY_WORDS, Ask::Words),
    ];
    sheet
}

fn usable(seen: &Seen<'_>) -> Result<(), PageError> {
    changeable(&seen.publication.case, seen.publication.may_edit)?;
    if !seen.publication.made.is_out() {
        return Err(PageError::Rule("publication-not-out"));
    }
    Ok(())
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    usable(&seen)?;
    let said = seen.publication.made.after.last();
    let (form, hidden) = opened(&state, &signed, said, (filled, Filled::empty()))?;
    sheet(&seen).show(&state, &signed, &form, hidden)
}

fn read(form: &mut Filled, today: Date) -> Option<PublicationAfter> {
    let told_first = form.text(&HEARD, 5_000);
    let address = form.text(&ADDRESS, 1_000);
    let kept_by = form.text(&KEPT_BY, 200);
    let repository = form.uncertain_date_or_none(&REPOSITORY, today);
    let words = form.text_or_none(&REPOSITORY_WORDS, 5_000);
    if !form.is_good() {
        return None;
    }
    Some(PublicationAfter {
        address: Sensitive(address?),
        kept_by: Sensitive(kept_by?),
        repository,
        repository_words: Sensitive(words.unwrap_or_default()),
        told_first: Sensitive(told_first?),
    })
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "publication-address" => Some(ADDRESS),
        "publication-kept-by" => Some(KEPT_BY),
        "publication-heard" => Some(HEARD),
        "publication-repository" => Some(REPOSITORY),
        _ => None,
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    usable(&seen)?;
    let sheet = sheet(&seen);
    let Some(new) = read(&mut form, signed.ctx.today()) else {
        return sheet.again(&state, &signed, &form);
    };
    let said = seen.publication.made.after.last();
    let sent = (form.form_id()?, place_shown(said, &form)?);
    let outcome = keep_after(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &seen.base,
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}
