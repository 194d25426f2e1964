//! Contact with the family about the review: who was told, who is not and why, and a second person's look at that.

use access::{Ctx, Section, actions};
use model::case::{Countersigned, FamilyContact, SafetyLine, ToldOfReview, has_died};
use model::scheme::Scheme;
use model::{FormId, RecordId, Sensitive};
use vault::{VaultError, VaultTx};

use super::about::{has_code, keep_about};
use crate::decision::decide::has_words;
use crate::decision::steps::certainly_later;
use crate::incident::find;
use crate::keep::{kept_before, open, save};
use crate::{App, AppError, Place, Reference};

/// Keeps whether a child or adult was told of the review, and what they need.
///
/// # Errors
/// [`AppError::Rule`] `family-died` of a child who has died, `family-told-later` when it would be in future, `family-how`, `family-by`, `family-due-past`,
/// `family-reason`, `family-tried`, `family-decided-by`, `family-review-past`, `changed-meanwhile`, `case-closed`;
/// [`AppError::NotFound`] without such a person; [`AppError::Clash`].
pub async fn keep_family_contact(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &FamilyContact,
) -> Result<RecordId, AppError> {
    let vault = app.vault(ctx).await?;
    let died = vault
        .look(ctx, |tx| Box::pin(is_dead(tx, reference, new.person)))
        .await?;
    let check = |scheme: &Scheme| {
        if died {
            return Err("family-died");
        }
        check_told(scheme, ctx, (&new.told, "not_told"))
    };
    keep_about::<actions::EditFamilyContact, _>(app, ctx, reference, sent, (new, check)).await
}

async fn is_dead(
    tx: &mut VaultTx<'_>,
    reference: &Reference,
    person: RecordId,
) -> Result<bool, VaultError> {
    let case = find(tx, reference).await?;
    let permit = tx
        .permit::<actions::ReadCase>(case, Section::General)
        .await?;
    let lines = vault::list::<SafetyLine>(tx, &permit).await?;
    Ok(has_died(lines.iter().map(|one| &one.body), person))
}

/// What is said of telling somebody of the review is whole; `reasons` names the list of the scheme for not telling them.
pub(crate) fn check_told(
    scheme: &Scheme,
    ctx: &Ctx,
    (told, reasons): (&ToldOfReview, &str),
) -> Result<(), &'static str> {
    match told {
        ToldOfReview::Told { on, how, by } => {
            if certainly_later(ctx, on) {
                return Err("family-told-later");
            }
            if !ToldOfReview::WAYS.contains(&how.as_str()) {
                return Err("family-how");
            }
            has_words(by).then_some(()).ok_or("family-by")
        }
        ToldOfReview::NotYet { due, .. } => {
            let ahead = *due >= ctx.today();
            ahead.then_some(()).ok_or("family-due-past")
        }
        ToldOfReview::NotTold {
            reason,
            tried,
            decided_by,
            review_on,
        } => {
            if !has_code(scheme, reasons, reason) {
                return Err("family-reason");
            }
            if !has_words(tried) {
                return Err("family-tried");
            }
            if !has_words(decided_by) {
                return Err("family-decided-by");
            }
            let ahead = *review_on >= ctx.today();
            ahead.then_some(()).ok_or("family-review-past")
        }
    }
}

/// A second person looks at the decision not to invite somebody.
///
/// # Errors
/// [`AppError::Rule`] `countersign-words` without why, `countersign-none` when nothing waits for it, `countersign-own`
/// for whoever wrote the decision, `countersign-done` when it was done, `changed-meanwhile` when the decision has
/// changed, `case-closed`; [`AppError::NotFound`] without such a person.
pub async fn countersign(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    (person, shown, agrees, words): (RecordId, i64, bool, &Sensitive<String>),
) -> Result<RecordId, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let section = Section::General;
                let (permit, _) = open::<actions::Countersign>(tx, app, reference, section).await?;
                if let Some(before) = kept_before(tx, form).await? {
                    return Ok(before);
                }
                if !has_words(words) {
                    return Err(VaultError::Rule("countersign-words"));
                }
                let all = vault::list_with::<_, FamilyContact>(tx, &permit).await?;
                let one = all.into_iter().find(|one| one.body.person == person);
                let one = one.ok_or(VaultError::NotFound)?;
                if !one.body.wants_second_person() {
                    return Err(VaultError::Rule("countersign-none"));
                }
                if one.version != shown {
                    return Err(VaultError::Rule("changed-meanwhile"));
                }
                if one.by == tx.ctx.person()?.id.to_string() {
                    return Err(VaultError::Rule("countersign-own"));
                }
                let new = Countersigned {
                    of: one.id,
                    of_version: one.version,
                    agrees,
                    words: words.clone(),
                };
                let done = vault::list_with::<_, Countersigned>(tx, &permit).await?;
                if done.iter().any(|done| done.body.is_of(one.id, one.version)) {
                    return Err(VaultError::Rule("countersign-done"));
                }
                save(tx, &permit, (form, None), &new).await
            })
        })
        .await?)
}
