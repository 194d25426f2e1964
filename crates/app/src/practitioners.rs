//! Contact with the practitioners who take part in a review.

use access::{Ctx, Section, actions};
use model::case::PractitionerContact;
use model::scheme::Scheme;
use model::{FormId, RecordId};
use vault::{CaseFile, Stored};

use crate::decision::decide::has_words;
use crate::decision::steps::certainly_later;
use crate::incident::find;
use crate::keep::{keep, take_away};
use crate::people::check_told;
use crate::{App, AppError, Place, Reference};

/// The list of the scheme that says why a practitioner is not told.
pub const NOT_TOLD: &str = "practitioner_not_told";

/// The practitioners of a review.
#[derive(Debug, Clone)]
pub struct Practitioners {
    /// The case.
    pub case: CaseFile,
    /// What is known of contact with each, oldest first.
    pub all: Vec<Stored<PractitionerContact>>,
    /// Whether the reader may change it.
    pub may_edit: bool,
}

/// Reads contact with practitioners; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn practitioners(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
) -> Result<Practitioners, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                Ok(Practitioners {
                    case: vault::case_file(tx, &permit).await?,
                    all: vault::list(tx, &permit).await?,
                    may_edit: tx
                        .would_permit::<actions::EditPractitionerContact>(case)
                        .await?,
                })
            })
        })
        .await?)
}

/// Keeps contact with a practitioner, or changes it.
///
/// # Errors
/// [`AppError::Rule`] `practitioner-role` without a role and agency, the codes of
/// [`crate::people::keep_family_contact`] about telling them, `practitioner-draft` when the draft was given in future or
/// nothing says how long they had it, `practitioner-feedback` when they were told what came of it in future or by nobody,
/// `case-closed`; [`AppError::Clash`].
pub async fn keep_practitioner(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &PractitionerContact,
) -> Result<RecordId, AppError> {
    let check = |scheme: &Scheme| check(scheme, ctx, new);
    keep::<actions::EditPractitionerContact, _>(app, ctx, reference, sent, (new, check)).await
}

/// Takes an entry away that was made by mistake; what stood there is kept.
///
/// # Errors
/// [`AppError::Rule`] `changed-meanwhile`, `case-closed`; [`AppError::NotFound`].
pub async fn take_away_practitioner(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, (RecordId, i64)),
) -> Result<(), AppError> {
    take_away::<actions::EditPractitionerContact, PractitionerContact>(app, ctx, reference, sent)
        .await
}

fn check(scheme: &Scheme, ctx: &Ctx, new: &PractitionerContact) -> Result<(), &'static str> {
    if !has_words(&new.role) {
        return Err("practitioner-role");
    }
    check_told(scheme, ctx, (&new.told, NOT_TOLD))?;
    if let Some(draft) = &new.draft
        && (!has_words(&draft.how_long) || certainly_later(ctx, &draft.from))
    {
        return Err("practitioner-draft");
    }
    if let Some(told) = &new.feedback
        && (!has_words(&told.by) || certainly_later(ctx, &told.on))
    {
        return Err("practitioner-feedback");
    }
    Ok(())
}
