//! Keep a log of what was sent to whom, and what came back: inside this service or outside it.

use access::{Ctx, Permit, Section, actions};
use model::case::{AffectedArea, Told};
use model::scheme::Scheme;
use model::{FormId, RecordId};
use vault::{VaultError, VaultTx};

use crate::decision::decide::has_words;
use crate::decision::steps::certainly_later;
use crate::files::is_of_review;
use crate::keep::{kept_before, open, save, take_away};
use crate::{App, AppError, Place, Reference};

/// Keeps that somebody was told or answered, or puts right what stands there.
///
/// # Errors
/// [`AppError::Rule`] `told-recipient` for a recipient that the scheme does not have, `told-lacks` when
/// whom, by whom or how is missing, `told-later` when it would be in future, `told-area` for an area that
/// is not named in the case, `told-file` for a file that is not among the files of this review which everybody
/// on it may read, or was taken away, `case-closed`; [`AppError::Clash`].
pub async fn tell(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    told: &Told,
) -> Result<RecordId, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let section = Section::General;
                let (permit, scheme) =
                    open::<actions::TellOthers>(tx, app, reference, section).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                check(scheme, ctx, told).map_err(VaultError::Rule)?;
                let areas = vault::list_with::<_, AffectedArea>(tx, &permit).await?;
                let named = |area: RecordId| areas.iter().any(|one| one.id == area);
                if told.area.is_some_and(|area| !named(area)) {
                    return Err(VaultError::Rule("told-area"));
                }
                check_file(tx, &permit, sent.1, told).await?;
                save(tx, &permit, sent, told).await
            })
        })
        .await?)
}

/// The file is one of the general section of this review. One that was taken away since it was entered may stay
/// where it stands: that is what was sent.
async fn check_file(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::TellOthers>,
    place: Place,
    told: &Told,
) -> Result<(), VaultError> {
    let Some(file) = told.file else { return Ok(()) };
    if let Some((id, _)) = place
        && vault::one::<_, Told>(tx, permit, id).await?.body.file == Some(file)
    {
        return Ok(());
    }
    is_of_review(tx, permit, file, "told-file").await
}

fn check(scheme: &Scheme, ctx: &Ctx, told: &Told) -> Result<(), &'static str> {
    let mut listed = scheme.recipients.iter();
    if told.recipient != Told::OTHER && !listed.any(|item| item.id == told.recipient) {
        return Err("told-recipient");
    }
    let known = Told::CHANNELS.contains(&told.channel.as_str());
    if !known || !has_words(&told.whom) || !has_words(&told.by) {
        return Err("told-lacks");
    }
    if certainly_later(ctx, &told.on) {
        return Err("told-later");
    }
    Ok(())
}

/// Takes an entry away that was made by mistake; what stood there is kept.
///
/// # Errors
/// [`AppError::Rule`] `changed-meanwhile`, `case-closed`; [`AppError::NotFound`].
pub async fn untell(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, (RecordId, i64)),
) -> Result<(), AppError> {
    take_away::<actions::TellOthers, Told>(app, ctx, reference, sent).await
}
