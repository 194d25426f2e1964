//! Witnesses and suspects, as the police advise: kept in the section that is police-restricted.

use access::{Ctx, Section, actions};
use model::case::{Hold, PoliceMark, Subject};
use model::{FormId, RecordId};
use vault::{Stored, VaultError};

use crate::decision::decide::has_words;
use crate::decision::steps::certainly_later;
use crate::incident::find;
use crate::keep::{kept_before, open, save};
use crate::{App, AppError, Beside, Place, Reference};

/// What somebody has to know before they contact the people of a case.
#[derive(Debug, Clone, Default)]
pub struct BeforeContact {
    /// Whether proceedings hold back speaking to somebody; everybody on the case learns that.
    pub speaking_held: bool,
    /// Whom the police named; absent for a reader who may not know whether there is anybody.
    pub police: Option<Vec<Stored<PoliceMark>>>,
    /// Whether the reader may mark people.
    pub may_mark: bool,
}

/// Reads it; the reading is written down. A reader without the restricted section is refused nothing:
/// the section is not looked at.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn before_contact(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
) -> Result<BeforeContact, AppError> {
    let restricted = Section::PoliceRestricted;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                let holds = vault::list::<Hold>(tx, &permit).await?;
                let beside = Beside {
                    holds,
                    ..Beside::default()
                };
                let may_read = tx
                    .would_permit_in::<actions::ReadCase>(case, restricted)
                    .await?;
                let police = if may_read {
                    let permit = tx.permit::<actions::ReadCase>(case, restricted).await?;
                    Some(vault::list::<PoliceMark>(tx, &permit).await?)
                } else {
                    None
                };
                Ok(BeforeContact {
                    speaking_held: beside.holds_speaking(),
                    may_mark: police.is_some()
                        && tx
                            .would_permit_in::<actions::EditProceedings>(case, restricted)
                            .await?,
                    police,
                })
            })
        })
        .await?)
}

/// Marks a child or adult of the case as the police advise, or changes the mark.
///
/// # Errors
/// [`AppError::Rule`] `police-advised-by` when nobody is named who advised it, `police-later` when it
/// would be in future, `changed-meanwhile` when somebody has marked the same person, `case-closed`;
/// [`AppError::NotFound`] without such a person; [`AppError::NotPermitted`] without the restricted
/// section; [`AppError::Clash`].
pub async fn mark(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &PoliceMark,
) -> Result<RecordId, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let restricted = Section::PoliceRestricted;
                let (permit, _) =
                    open::<actions::EditProceedings>(tx, app, reference, restricted).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                if !has_words(&new.advised_by) {
                    return Err(VaultError::Rule("police-advised-by"));
                }
                if certainly_later(ctx, &new.on) {
                    return Err(VaultError::Rule("police-later"));
                }
                let (general, _) =
                    open::<actions::EditProceedings>(tx, app, reference, Section::General).await?;
                vault::one::<_, Subject>(tx, &general, new.subject).await?;
                let all = vault::list_with::<_, PoliceMark>(tx, &permit).await?;
                let same = |one: &Stored<PoliceMark>| one.body.subject == new.subject;
                if sent.1.is_none() && all.iter().any(same) {
                    return Err(VaultError::Rule("changed-meanwhile"));
                }
                save(tx, &permit, sent, new).await
            })
        })
        .await?)
}
