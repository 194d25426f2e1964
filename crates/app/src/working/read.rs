//! What the lead reviewer has in their working notes.

use access::{Ctx, Section, actions};
use model::case::{AtEnd, LearningPoint, WorkingFile, WorkingNote};
use model::scheme::StepText;
use model::{Date, RecordId};
use vault::{CaseFile, FileRow, Revision, Stored};

use super::Commissions;
use super::files::{choice_of, is_own_file};
use crate::decision::steps::scheme_of;
use crate::incident::find;
use crate::{App, AppError, Reference};

/// A file of the working notes.
#[derive(Debug, Clone)]
pub struct WorkingFileRow {
    /// The file.
    pub file: FileRow,
    /// What becomes of it when the commission ends.
    pub at_end: AtEnd,
}

/// Working notes and files of one person.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Notes, oldest first.
    pub notes: Vec<Stored<WorkingNote>>,
    /// Files, oldest first.
    pub files: Vec<WorkingFileRow>,
}

impl Kept {
    /// How many notes and files there are of which nobody has said what becomes of them.
    #[must_use]
    pub fn undecided(&self) -> usize {
        let notes = self.notes.iter().map(|one| one.body.at_end);
        let files = self.files.iter().map(|one| one.at_end);
        notes
            .chain(files)
            .filter(|at_end| *at_end == AtEnd::Undecided)
            .count()
    }
}

/// The working notes as the lead reviewer reads them.
#[derive(Debug, Clone)]
pub struct Working {
    /// The case.
    pub case: CaseFile,
    /// Their own.
    pub own: Kept,
    /// What whoever led the review before handed over.
    pub handed_over: Kept,
    /// Learning points of the review, to which a note may belong.
    pub points: Vec<Stored<LearningPoint>>,
    /// Last day of the commission.
    pub until: Date,
    /// Whether anything may be changed: not in a closed review.
    pub may_edit: bool,
    /// The four lines.
    pub step: Option<StepText>,
}

/// Reads the working notes; that they were read is written down before the answer is given.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::NotPermitted`] for everybody but the lead reviewer while their commission lasts.
pub async fn working(app: &App, ctx: &Ctx, reference: &Reference) -> Result<Working, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let me = tx.ctx.person()?.id;
                let case = find(tx, reference).await?;
                let section = Section::ReviewerWorking;
                let permit = tx.permit::<actions::ReadCase>(case, section).await?;
                let general = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                let commissions = Commissions::of(tx, &permit).await?;
                let mut own = Kept {
                    notes: Vec::new(),
                    files: Vec::new(),
                };
                let mut handed_over = own.clone();
                for note in vault::list::<WorkingNote>(tx, &permit).await? {
                    let of = note.body.commission;
                    if commissions.is_own(of, me) {
                        own.notes.push(note);
                    } else if note.body.at_end == AtEnd::HandedOver
                        && commissions.is_predecessor(of, tx)
                    {
                        handed_over.notes.push(note);
                    }
                }
                let choices = vault::list::<WorkingFile>(tx, &permit).await?;
                for file in vault::files_of(tx, &permit).await? {
                    let choice = choice_of(&choices, file.id);
                    let at_end = choice.map(|one| one.body.at_end).unwrap_or_default();
                    let row = WorkingFileRow { file, at_end };
                    if is_own_file(&row.file, me) {
                        own.files.push(row);
                    } else if super::files::is_handed_over(tx, &commissions, choice) {
                        handed_over.files.push(row);
                    }
                }
                let found = Working {
                    case: vault::case_file(tx, &general).await?,
                    own,
                    handed_over,
                    points: vault::list(tx, &general).await?,
                    until: commissions.mine(tx)?.until,
                    may_edit: tx
                        .would_permit_in::<actions::EditWorkingNotes>(case, section)
                        .await?,
                    step: scheme_of(tx, app, &general)
                        .await?
                        .step("working_notes")
                        .cloned(),
                };
                vault::note_section_read(tx, &permit).await?;
                Ok(found)
            })
        })
        .await?)
}

/// Every version of one of the reader's own notes, the one that stands first.
///
/// # Errors
/// [`AppError::NotFound`] also for a note of somebody else; [`AppError::NotPermitted`].
pub async fn note_versions(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    note: RecordId,
) -> Result<Vec<Revision<WorkingNote>>, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let section = Section::ReviewerWorking;
                let permit = tx.permit::<actions::ReadCase>(case, section).await?;
                super::notes::own_note(tx, &permit, note).await?;
                let versions = vault::history(tx, &permit, note).await?;
                vault::note_section_read(tx, &permit).await?;
                Ok(versions)
            })
        })
        .await?)
}
