//! Whether the family knows that learning is shared. How anybody is reached safely is never here.

use access::{Ctx, Role, Section, actions};
use model::case::{FamilyKnows, SharingFamily};
use model::{FormId, RecordId, Sensitive};
use vault::VaultError;

use super::made::Made;
use super::wanted::is_of_another;
use super::write::{ask_no_more, author};
use super::writers::writers;
use crate::decision::decide::has_words;
use crate::keep::{goes_there, kept_before, open, save};
use crate::{App, AppError, Place, Reference};

/// Whether somebody decides for a partner.
pub(super) fn is_partner(ctx: &Ctx) -> bool {
    let person = ctx.actor.person();
    person.is_some_and(|one| {
        one.roles.contains(&Role::DelegatedPartner) || one.roles.contains(&Role::LeadPartner)
    })
}

/// Keeps whether the family knows. Where they do not, whatever the reason, a partner of another agency than those who wrote it says
/// why it is shared all the same.
///
/// # Errors
/// [`AppError::Rule`] `sharing-family-words` without words, `sharing-family-partner` when somebody who is no partner says that they do
/// not know, `sharing-family-agency` when they are of the agency of somebody who wrote it, `sharing-family-own` when no family is
/// concerned and it comes from a review, or the other way round, `sharing-released`, `case-closed`; [`AppError::Clash`], [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn keep_family(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    (draft, knows, words): (RecordId, FamilyKnows, &str),
) -> Result<RecordId, AppError> {
    let words = &Sensitive(words.to_owned());
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, _) =
                    open::<actions::WriteSharing>(tx, app, reference, Section::General).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                if !has_words(words) {
                    return Err(VaultError::Rule("sharing-family-words"));
                }
                if knows.needs_partner() && !is_partner(tx.ctx) {
                    return Err(VaultError::Rule("sharing-family-partner"));
                }
                let made = Made::of(tx, &permit).await?;
                let of = made.unreleased(draft)?;
                if of.body.is_own_work() != (knows == FamilyKnows::NotConcerned) {
                    return Err(VaultError::Rule("sharing-family-own"));
                }
                let wrote = writers(&made, of);
                if knows.needs_partner() && !is_of_another(&author(tx.ctx)?, &wrote) {
                    return Err(VaultError::Rule("sharing-family-agency"));
                }
                let standing = made.family(draft);
                goes_there(standing, sent.1)?;
                let body = SharingFamily {
                    of: draft,
                    knows,
                    words: words.clone(),
                    by: author(tx.ctx)?,
                    as_partner: is_partner(tx.ctx),
                };
                if standing.is_some_and(|one| one.body.knows != knows) {
                    ask_no_more(tx, &permit, made.check(draft)).await?;
                }
                save(tx, &permit, sent, &body).await
            })
        })
        .await?)
}
