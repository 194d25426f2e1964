//! Say what one person is to others: the mother of these children, the brother of that one.

use app::people::{About, part, relate};
use app::vault::Stored;
use axum::extract::{Path, State};
use model::RecordId;
use model::Sensitive;
use model::case::{Known, Relationship};

use super::seen::{HereBeneath, Seen, seen, yes_no_not_known};
use crate::form::{Field, Filled, field};
use crate::frame::saved_page;
use crate::pages::seen::{by_id, coded, list_mark, one_of, opened, place_of};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Offer, Sheet, input};
use crate::texts::t;
use crate::{Signed, WebState};

const IS: Field = field("is", "relationship-is");
const MORE: Field = field("more", "relationship-more");
const OF: Field = field("of", "relationship-of");
const SAME_HOME: Field = field("same-home", "relationship-same-home");

fn filled(one: &Relationship) -> Filled {
    let of = one.of.iter().map(|other| (OF.id, other.to_string()));
    let single = [
        (IS.id, one.is.clone()),
        (MORE.id, one.more.0.clone()),
        (SAME_HOME.id, one.same_home.code().to_owned()),
    ];
    Filled::with(single.into_iter().chain(of))
}

fn sheet(seen: &Seen<'_>, about: &About<'_>) -> Sheet {
    let list = seen.scheme.list("relationship");
    let others = seen.view.people.everybody();
    let others = others.filter(|one| one.subject.id != about.subject.id);
    let others = others
        .map(|one| Offer::new(one.subject.id.to_string(), one.subject.body.name.0.as_str()))
        .collect();
    let inputs = vec![
        input(IS, Ask::OneOf(coded(list))),
        input(MORE, Ask::Line),
        input(OF, Ask::AnyOf(others)),
        input(SAME_HOME, yes_no_not_known()),
    ];
    let mut sheet = seen.sheet(about, t("relationship-title"), inputs);
    sheet.explain.push(t("relationship-explain"));
    sheet.explain.extend(list_mark(list));
    sheet
}

/// The relationship of an address: it must be this person's.
fn kept<'a>(
    seen: &'a Seen<'_>,
    about: &About<'_>,
    tie: &str,
) -> Result<Option<&'a Stored<Relationship>>, PageError> {
    let found = by_id(&seen.view.people.relationships, tie)?;
    match found {
        Some(one) if one.body.person != about.subject.id => Err(PageError::NotFound),
        found => Ok(found),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record, tie)): HereBeneath,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let about = seen.changing(&record)?;
    let kept = kept(&seen, &about, &tie)?;
    let (form, hidden) = opened(&state, &signed, kept, (filled, Filled::empty()))?;
    sheet(&seen, &about).show(&state, &signed, &form, hidden)
}

fn read(form: &mut Filled, person: RecordId, seen: &Seen<'_>) -> Option<Relationship> {
    let list = seen.scheme.list("relationship");
    let is = one_of(form, &IS, |code| {
        list.is_some_and(|list| list.label_of(code).is_some())
    });
    let more = form.text_or_none(&MORE, 500);
    let of = form.choices::<RecordId>(&OF);
    let same_home = one_of(form, &SAME_HOME, |code| Known::from_code(code).is_some());
    if !form.is_good() {
        return None;
    }
    Some(Relationship {
        person,
        is: is?,
        more: Sensitive(more.unwrap_or_default()),
        of: of?,
        same_home: Known::from_code(&same_home?)?,
    })
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record, tie)): HereBeneath,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let about = seen.changing(&record)?;
    let kept = kept(&seen, &about, &tie)?;
    let sheet = sheet(&seen, &about);
    let Some(new) = read(&mut form, about.subject.id, &seen) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, place_of(kept, &form)?);
    let outcome = relate(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &seen.about(about.subject.id),
        filled,
        field_of: |code| match code {
            "relationship-is" => Some(IS),
            "relationship-of" => Some(OF),
            _ => None,
        },
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}

/// Asks once more before a relationship is taken away.
pub(super) async fn sure(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record, tie)): HereBeneath,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let about = seen.changing(&record)?;
    let kept = kept(&seen, &about, &tie)?.ok_or(PageError::NotFound)?;
    let hidden = state.hidden(&signed.visit, Some(kept.version))?;
    let mut sheet = seen.sheet(&about, t("relationship-away-title"), Vec::new());
    sheet.explain.push(t("relationship-away-explain"));
    sheet.button = t("relationship-away-button");
    sheet.show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn away(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record, tie)): HereBeneath,
    form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let about = seen.changing(&record)?;
    let id = tie.parse().map_err(|_| PageError::NotFound)?;
    let sent = (form.form_id()?, (id, form.version()?));
    part(state.app(), &signed.ctx, &seen.reference, sent).await?;
    Ok(saved_page(&seen.about(about.subject.id)))
}
