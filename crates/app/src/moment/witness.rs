//! People of a review who may be witnesses: who they are, and the advice on whether they may write down what they see
//! differently.

use access::{Ctx, Section, actions};
use model::learning::Witness;
use model::{FormId, RecordId};
use vault::{CaseFile, Stored, VaultError};

use crate::decision::decide::has_words;
use crate::incident::find;
use crate::keep::{kept_before, open, save};
use crate::{App, AppError, Place, Reference};

/// Those of a review.
#[derive(Debug, Clone)]
pub struct Witnesses {
    /// The case.
    pub case: CaseFile,
    /// Oldest first.
    pub all: Vec<Stored<Witness>>,
}

/// Reads them, for whoever keeps proceedings and for nobody else; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn witnesses(app: &App, ctx: &Ctx, reference: &Reference) -> Result<Witnesses, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::EditProceedings>(case, Section::General)
                    .await?;
                tx.counts_as_reading(&permit)?;
                Ok(Witnesses {
                    case: vault::case_of(tx, &permit).await?,
                    all: vault::list_with(tx, &permit).await?,
                })
            })
        })
        .await?)
}

/// Says that somebody may be a witness, or puts the advice on record.
///
/// # Errors
/// [`AppError::Rule`] `witness-said-by` when nobody is named who said so, `witness-later` when a day would be in future,
/// `witness-advice` for advice without words, `case-closed`; [`AppError::Clash`], also when somebody named the same person
/// meanwhile.
pub async fn keep_witness(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &Witness,
) -> Result<RecordId, AppError> {
    check(ctx, new).map_err(AppError::Rule)?;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, _) =
                    open::<actions::EditProceedings>(tx, app, reference, Section::General).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                if sent.1.is_none() {
                    let all: Vec<Stored<Witness>> = vault::list_with(tx, &permit).await?;
                    vault::none_yet(all.iter().find(|one| one.body.person == new.person))?;
                }
                let kept: Result<_, VaultError> = save(tx, &permit, sent, new).await;
                kept
            })
        })
        .await?)
}

fn check(ctx: &Ctx, new: &Witness) -> Result<(), &'static str> {
    if !has_words(&new.said_by) {
        return Err("witness-said-by");
    }
    let advice = new.advice.as_ref();
    if advice.is_some_and(|one| !has_words(&one.words)) {
        return Err("witness-advice");
    }
    let later = |day| day > ctx.today();
    if later(new.on) || advice.is_some_and(|one| later(one.on)) {
        return Err("witness-later");
    }
    Ok(())
}
