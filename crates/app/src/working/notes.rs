//! Keeping a working note.

use access::{Ctx, Permit, Section, actions};
use model::case::{AtEnd, LearningPoint, WorkingNote};
use model::{FormId, RecordId, Sensitive};
use vault::{Stored, VaultError, VaultTx};

use super::Commissions;
use crate::decision::decide::has_words;
use crate::keep::{kept_before, open, save};
use crate::{App, AppError, Place, Reference};

/// A note as the reviewer writes it.
#[derive(Debug, Clone)]
pub struct NewNote {
    /// What it is about.
    pub title: Sensitive<String>,
    /// The note.
    pub text: Sensitive<String>,
    /// Learning points that it belongs to.
    pub points: Vec<RecordId>,
    /// What becomes of it when the commission ends.
    pub at_end: AtEnd,
}

/// One of the actor's own notes.
pub(super) async fn own_note(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
    id: RecordId,
) -> Result<Stored<WorkingNote>, VaultError> {
    let me = tx.ctx.person()?.id;
    let note = vault::one::<_, WorkingNote>(tx, permit, id).await?;
    let commissions = Commissions::of(tx, permit).await?;
    if commissions.is_own(note.body.commission, me) {
        Ok(note)
    } else {
        Err(VaultError::NotFound)
    }
}

/// Keeps a note, or changes one; every version is kept.
///
/// # Errors
/// [`AppError::Rule`] `working-title` or `working-text` without words, `working-point` for what is no learning point of
/// the review, `case-closed`; [`AppError::NotFound`] for a note of somebody else; [`AppError::NotPermitted`] for everybody
/// but the lead reviewer while their commission lasts; [`AppError::Clash`].
pub async fn keep_note(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &NewNote,
) -> Result<RecordId, AppError> {
    for (words, refused) in [(&new.title, "working-title"), (&new.text, "working-text")] {
        if !has_words(words) {
            return Err(AppError::Rule(refused));
        }
    }
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let section = Section::ReviewerWorking;
                let (permit, _) =
                    open::<actions::EditWorkingNotes>(tx, app, reference, section).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                let case = permit.case()?;
                let read = tx.permit::<actions::ReadCase>(case, section).await?;
                let general = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                let points = vault::list::<LearningPoint>(tx, &general).await?;
                let is_point = |id: &RecordId| points.iter().any(|one| one.id == *id);
                if !new.points.iter().all(is_point) {
                    return Err(VaultError::Rule("working-point"));
                }
                let before = match sent.1 {
                    None => None,
                    Some((id, _)) => Some(own_note(tx, &read, id).await?.body),
                };
                let (commission, shared) = match before {
                    Some(note) => (note.commission, note.shared),
                    None => (Commissions::of(tx, &read).await?.mine(tx)?.id, Vec::new()),
                };
                let note = WorkingNote {
                    commission,
                    title: new.title.clone(),
                    text: new.text.clone(),
                    points: new.points.clone(),
                    shared,
                    at_end: new.at_end,
                };
                save(tx, &permit, sent, &note).await
            })
        })
        .await?)
}
