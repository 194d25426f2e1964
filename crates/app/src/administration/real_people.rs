//! Whether real people may be recorded on this instance: what has to be there first, asking, confirming, going back.

use access::directory::{self, RealPeople, Said};
use access::{Ctx, actions};
use model::{FormId, RecordId};

use super::Reach;
use crate::{App, AppError};

/// Everything on record about it: for whoever runs the instance, or for those who see the administration of an
/// organisation.
///
/// # Errors
/// [`AppError::NotPermitted`].
pub async fn real_people(app: &App, ctx: &Ctx, reach: Reach) -> Result<RealPeople, AppError> {
    Ok(app
        .directory()
        .look(ctx, |tx| {
            Box::pin(async move {
                match reach {
                    Reach::Ours => tx
                        .permit_organisation::<actions::SeeAdministration>()
                        .map(drop)?,
                    Reach::All => tx
                        .permit_directory::<actions::ManageDirectory>()
                        .map(drop)?,
                }
                directory::real_people(tx).await
            })
        })
        .await?)
}

/// Puts on record one of the things that have to be there; `version` is what the form showed.
///
/// # Errors
/// [`AppError::NotPermitted`]; [`AppError::Rule`] as [`directory::record_fact`].
pub async fn record_fact(
    app: &App,
    ctx: &Ctx,
    (form, version): (FormId, i64),
    said: &Said,
) -> Result<(), AppError> {
    app.directory()
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_directory::<actions::ManageDirectory>()?;
                if directory::already_done(tx, form).await?.is_some() {
                    return Ok(());
                }
                directory::record_fact(tx, &permit, version, said).await?;
                directory::remember(tx, form, "").await
            })
        })
        .await?;
    Ok(())
}

/// The operator asks that real people may be recorded.
///
/// # Errors
/// [`AppError::NotPermitted`]; [`AppError::Rule`] as [`directory::ask_real_people`].
pub async fn ask_real_people(app: &App, ctx: &Ctx, form: FormId) -> Result<(), AppError> {
    app.directory()
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_directory::<actions::ManageDirectory>()?;
                if directory::already_done(tx, form).await?.is_some() {
                    return Ok(());
                }
                directory::ask_real_people(tx, &permit).await?;
                directory::remember(tx, form, "").await
            })
        })
        .await?;
    Ok(())
}

/// Somebody else, who answers for data protection in an organisation, confirms it: from now on real people may be
/// recorded. `asked` is the step that they saw.
///
/// # Errors
/// [`AppError::NotPermitted`]; [`AppError::Rule`] as [`directory::confirm_real_people`].
pub async fn confirm_real_people(
    app: &App,
    ctx: &Ctx,
    form: FormId,
    asked: RecordId,
) -> Result<(), AppError> {
    app.directory()
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::ConfirmRealPeople>()?;
                if directory::already_done(tx, form).await?.is_some() {
                    return Ok(());
                }
                directory::confirm_real_people(tx, &permit, asked).await?;
                directory::remember(tx, form, "").await
            })
        })
        .await?;
    Ok(app.directory().look_whether_real().await?)
}

/// The operator says that it is a rehearsal again, and why. What was recorded stays.
///
/// # Errors
/// [`AppError::NotPermitted`]; [`AppError::Rule`] as [`directory::back_to_rehearsal`].
pub async fn back_to_rehearsal(
    app: &App,
    ctx: &Ctx,
    form: FormId,
    reason: &str,
) -> Result<(), AppError> {
    app.directory()
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_directory::<actions::ManageDirectory>()?;
                if directory::already_done(tx, form).await?.is_some() {
                    return Ok(());
                }
                directory::back_to_rehearsal(tx, &permit, reason).await?;
                directory::remember(tx, form, "").await
            })
        })
        .await?;
    Ok(app.directory().look_whether_real().await?)
}
