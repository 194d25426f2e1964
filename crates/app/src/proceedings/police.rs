//! Witnesses and suspects, as the police advise: kept in the section that is police-restricted.

use access::{Ctx, Permit, Section, actions};
use model::case::{Hold, PoliceMark, Subject};
use model::{FormId, RecordId};
use vault::{Stored, VaultError, VaultTx};

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
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                before_contact_in(tx, &permit).await
            })
        })
        .await?)
}

/// As [`before_contact`], of the case that a permit is for.
pub(crate) async fn before_contact_in(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
) -> Result<BeforeContact, VaultError> {
    let restricted = Section::PoliceRestricted;
    let case = permit.case()?;
    let beside = Beside {
        holds: vault::list::<Hold>(tx, permit).await?,
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
    let may_mark = tx
        .would_permit_in::<actions::EditProceedings>(case, restricted)
        .await?;
    Ok(BeforeContact {
        speaking_held: beside.holds_speaking(),
        may_mark: police.is_some() && may_mark,
        police,
    })
}

/// Marks a child or adult of the case as the police advise, or changes the mark.
///
/// # Errors
/// [`AppError::Rule`] `police-advised-by` when nobody is named who advised it, `police-later` when it
/// would be in future, `case-closed`; [`AppError::NotFound`] without such a person; [`AppError::NotPermitted`] without
/// the restricted section; [`AppError::Clash`], also when somebody has marked the same person meanwhile.
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
                if sent.1.is_none() {
                    vault::none_yet(all.iter().find(|one| one.body.subject == new.subject))?;
                }
                save(tx, &permit, sent, new).await
            })
        })
        .await?)
}
