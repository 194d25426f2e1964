//! Files of the working notes: whose they are, and what becomes of them.

use access::{Ctx, Section, actions};
use model::case::{AtEnd, WorkingFile};
use model::{CaseId, FileId, FormId, PersonId};
use vault::{FileRow, Stored, VaultError, VaultTx};

use super::Commissions;
use crate::keep::{kept_before, open};
use crate::{App, AppError, Reference};

/// Whether the actor has working notes in a case.
pub(crate) async fn is_open(tx: &mut VaultTx<'_>, case: CaseId) -> Result<bool, VaultError> {
    tx.would_permit_in::<actions::ReadCase>(case, Section::ReviewerWorking)
        .await
}

pub(super) fn is_own_file(file: &FileRow, me: PersonId) -> bool {
    file.added_by == me.to_string()
}

pub(super) fn choice_of(
    choices: &[Stored<WorkingFile>],
    file: FileId,
) -> Option<&Stored<WorkingFile>> {
    choices.iter().find(|one| one.body.file == file)
}

pub(super) fn is_handed_over(
    tx: &VaultTx<'_>,
    commissions: &Commissions,
    choice: Option<&Stored<WorkingFile>>,
) -> bool {
    choice.is_some_and(|one| {
        one.body.at_end == AtEnd::HandedOver && commissions.is_predecessor(one.body.commission, tx)
    })
}

/// Whether the actor may know of a file in a section that they may read: of the working notes only their own, and what was
/// handed over to them.
pub(crate) async fn sees_file(
    tx: &mut VaultTx<'_>,
    case: CaseId,
    file: &FileRow,
) -> Result<bool, VaultError> {
    if file.section != Section::ReviewerWorking || is_own_file(file, tx.ctx.person()?.id) {
        return Ok(true);
    }
    let permit = tx.permit::<actions::ReadCase>(case, file.section).await?;
    let commissions = Commissions::of(tx, &permit).await?;
    let choices = vault::list::<WorkingFile>(tx, &permit).await?;
    Ok(is_handed_over(
        tx,
        &commissions,
        choice_of(&choices, file.id),
    ))
}

/// What is done with a file of the working notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileChoice {
    /// Everybody on the review may read it from now on.
    Share,
    /// It stays, and this becomes of it when the commission ends.
    AtEnd(AtEnd),
}

/// Shares one of the actor's own files with the review, or says what becomes of it at the end.
///
/// # Errors
/// [`AppError::Rule`] `case-closed`; [`AppError::NotFound`] for a file of somebody else or one that is not there any more;
/// [`AppError::NotPermitted`] for everybody but the lead reviewer while their commission lasts.
pub async fn choose_for_file(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, file): (FormId, FileId),
    choice: FileChoice,
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let section = Section::ReviewerWorking;
                let (permit, _) =
                    open::<actions::EditWorkingNotes>(tx, app, reference, section).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let row = vault::file_of(tx, &permit, file).await?;
                if !is_own_file(&row, tx.ctx.person()?.id) {
                    return Err(VaultError::NotFound);
                }
                let case = permit.case()?;
                let at_end = match choice {
                    FileChoice::AtEnd(at_end) => at_end,
                    FileChoice::Share => {
                        let to = tx
                            .permit::<actions::AttachFile>(case, Section::General)
                            .await?;
                        vault::share_file(tx, &permit, &to, file).await?;
                        return vault::remember(tx, form, &file.to_string()).await;
                    }
                };
                let read = tx.permit::<actions::ReadCase>(case, section).await?;
                let commission = Commissions::of(tx, &read).await?.mine(tx)?.id;
                let new = WorkingFile {
                    commission,
                    file,
                    at_end,
                };
                let choices = vault::list::<WorkingFile>(tx, &read).await?;
                match choice_of(&choices, file) {
                    None => vault::save_new(tx, &permit, &new).await.map(drop)?,
                    Some(kept) => {
                        vault::save(tx, &permit, kept.id, kept.version, &new).await?;
                    }
                }
                vault::remember(tx, form, &file.to_string()).await
            })
        })
        .await?;
    Ok(())
}
