//! Say what people are to each other.

use access::{Ctx, Section, actions};
use model::case::{Relationship, Subject};
use model::{FormId, RecordId};
use vault::VaultError;

use super::about::has_code;
use crate::keep::{kept_before, open, save, take_away};
use crate::{App, AppError, Place, Reference};

/// Says what one person is to others, or changes it.
///
/// # Errors
/// [`AppError::Rule`] `relationship-is` for a code that the scheme does not have, `relationship-of` when
/// it is to nobody, to themself or to somebody who is not in the case, `case-closed`;
/// [`AppError::NotFound`]; [`AppError::Clash`].
pub async fn relate(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &Relationship,
) -> Result<RecordId, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let section = Section::General;
                let (permit, scheme) =
                    open::<actions::EditIncident>(tx, app, reference, section).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                vault::one::<_, Subject>(tx, &permit, new.person).await?;
                if !has_code(scheme, "relationship", &new.is) {
                    return Err(VaultError::Rule("relationship-is"));
                }
                let all = vault::list_with::<_, Subject>(tx, &permit).await?;
                let here = |other: &RecordId| {
                    *other != new.person && all.iter().any(|one| one.id == *other)
                };
                if new.of.is_empty() || !new.of.iter().all(here) {
                    return Err(VaultError::Rule("relationship-of"));
                }
                save(tx, &permit, sent, new).await
            })
        })
        .await?)
}

/// Takes a relationship away that was entered by mistake; what stood there is kept.
///
/// # Errors
/// [`AppError::Rule`] `case-closed`; [`AppError::NotFound`]; [`AppError::Clash`].
pub async fn part(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, (RecordId, i64)),
) -> Result<(), AppError> {
    take_away::<actions::EditIncident, Relationship>(app, ctx, reference, sent).await
}
