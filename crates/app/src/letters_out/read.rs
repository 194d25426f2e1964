//! The letters of a review, and what has to be known before one is written.

use access::{Ctx, Section, actions};
use model::case::{FamilyContact, LetterOut, Protected, Subject};
use vault::{CaseFile, Stored, VaultTx};

use super::templates::{Template, all};
use crate::incident::find;
use crate::proceedings::{BeforeContact, before_contact_in};
use crate::withheld::{holds_sharing, withheld};
use crate::wording::confirmations_for;
use crate::{App, AppError, Reference};

/// The letters that were written in a review.
#[derive(Debug, Clone)]
pub struct LettersOut {
    /// The case.
    pub case: CaseFile,
    /// Letters, oldest first.
    pub letters: Vec<Stored<LetterOut>>,
    /// Whether the reader may write one.
    pub may_write: bool,
}

/// Reads the letters of a review; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn letters_out(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
) -> Result<LettersOut, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                Ok(LettersOut {
                    case: vault::case_file(tx, &permit).await?,
                    letters: vault::list(tx, &permit).await?,
                    may_write: tx.would_permit::<actions::WriteLetter>(case).await?,
                })
            })
        })
        .await?)
}

/// What somebody who writes a letter has to know.
pub struct Writing {
    /// The case.
    pub case: CaseFile,
    /// The templates of the partnership.
    pub templates: Vec<Template>,
    /// Children and adults of the review.
    pub subjects: Vec<Stored<Subject>>,
    /// Who of them was told of the review, and what they need.
    pub contacts: Vec<Stored<FamilyContact>>,
    /// What proceedings hold back, and what the police say to those who may know it.
    pub before: BeforeContact,
    /// How to contact people safely, as it holds now; absent for a writer to whom that section is not open.
    pub safe: Option<Vec<Stored<Protected>>>,
    /// What the letter keeps back, by kind.
    pub withheld: Vec<String>,
}

impl Writing {
    /// A template by its id.
    ///
    /// # Errors
    /// [`AppError::NotFound`].
    pub fn template(&self, id: &str) -> Result<&Template, AppError> {
        let mut all = self.templates.iter();
        let found = all.find(|one| one.def.item.id == id);
        found.ok_or(AppError::NotFound)
    }
}

/// Reads what has to be known before a letter is written. Where the section on safe contact is open to the writer, that it
/// was read is written down; to others it is not looked into.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn writing(app: &App, ctx: &Ctx, reference: &Reference) -> Result<Writing, AppError> {
    let loaded = app.scheme_on(ctx.today())?;
    let practice = reference.is_practice();
    let confirmed = &confirmations_for(app, ctx, loaded, practice).await?;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let id = find(tx, reference).await?;
                let writes = tx
                    .permit::<actions::WriteLetter>(id, Section::General)
                    .await?;
                let permit = tx.permit::<actions::ReadCase>(id, Section::General).await?;
                let own = vault::letter_templates(tx, &writes).await?;
                let sharing_held = holds_sharing(&vault::list(tx, &permit).await?);
                Ok(Writing {
                    case: vault::case_file(tx, &permit).await?,
                    templates: all(&loaded.scheme, confirmed, &own),
                    subjects: vault::list(tx, &permit).await?,
                    contacts: vault::list(tx, &permit).await?,
                    before: before_contact_in(tx, &permit).await?,
                    withheld: withheld(tx, id, sharing_held).await?,
                    safe: safe_contact(tx, id, true).await?,
                })
            })
        })
        .await?)
}

/// The sheets on safe contact that hold, for a reader to whom the section is open.
pub(super) async fn safe_contact(
    tx: &mut VaultTx<'_>,
    case: model::CaseId,
    noted: bool,
) -> Result<Option<Vec<Stored<Protected>>>, vault::VaultError> {
    let section = Section::SafeContact;
    if !tx
        .would_permit_in::<actions::ReadCase>(case, section)
        .await?
    {
        return Ok(None);
    }
    let permit = tx.permit::<actions::ReadCase>(case, section).await?;
    let mut sheets: Vec<Stored<Protected>> = vault::list(tx, &permit).await?;
    sheets.retain(|one| one.body.ended.is_none());
    if noted {
        vault::note_section_read(tx, &permit).await?;
    }
    Ok(Some(sheets))
}
