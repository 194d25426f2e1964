//! The agencies that are involved in a review, each with somebody to speak to.

use access::{Ctx, Section, actions};
use model::case::AgencyInvolved;
use model::{FormId, RecordId};
use vault::{Stored, VaultError};

use crate::decision::decide::has_words;
use crate::keep::{kept_before, open, save};
use crate::{App, AppError, Place, Reference};

/// Names an agency that is involved, or changes what is known of it.
///
/// # Errors
/// [`AppError::Rule`] `agency-which` for none and for one that does not work in this partnership,
/// `agency-contact` without a contact, `agency-known` for one that is named already, `case-closed`;
/// [`AppError::Clash`].
pub async fn involve(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &AgencyInvolved,
) -> Result<RecordId, AppError> {
    let names = crate::names::names(app, ctx).await?;
    let exists = match new.agency {
        Some(agency) => names.agency(&agency.to_string()).is_some(),
        None => has_words(&new.named),
    };
    if !has_words(&new.contact) {
        return Err(AppError::Rule("agency-contact"));
    }
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let section = Section::General;
                let (permit, _) = open::<actions::ManageTeam>(tx, app, reference, section).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                let own = sent.1.map(|(id, _)| id);
                let all = vault::list_with::<_, AgencyInvolved>(tx, &permit).await?;
                let same = |one: &&Stored<AgencyInvolved>| {
                    one.body.agency.is_some() && one.body.agency == new.agency
                };
                let other = all.iter().find(same).map(|one| one.id);
                // An agency that has since left the partnership stays as it was named.
                if !exists && (other.is_none() || other != own) {
                    return Err(VaultError::Rule("agency-which"));
                }
                if other.is_some() && other != own {
                    return Err(VaultError::Rule("agency-known"));
                }
                save(tx, &permit, sent, new).await
            })
        })
        .await?)
}
