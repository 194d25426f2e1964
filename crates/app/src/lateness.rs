//! Late with a reason, and pauses of the clocks that may be paused.

use access::{Ctx, Section, actions};
use model::case::Lifted;
use model::clock::{Lateness, Pause};
use model::{FormId, RecordId};
use vault::VaultError;

use crate::decision::decide::has_words;
use crate::decision::steps::certainly_later;
use crate::keep::{kept_before, open, save};
use crate::{App, AppError, Place, Reference};

/// Says why a clock is late or will be, and when the national body was told.
///
/// # Errors
/// [`AppError::Rule`] `late-told-later` when it would be told in future, `case-closed`, and the codes of
/// [`model::clock::ClockRefused`]; [`AppError::Clash`], also when somebody has said it meanwhile.
pub async fn late(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &Lateness,
) -> Result<RecordId, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let section = Section::General;
                let (permit, scheme) =
                    open::<actions::RecordLate>(tx, app, reference, section).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                new.check(scheme)
                    .map_err(|refused| VaultError::Rule(refused.code()))?;
                if new.told.is_some_and(|told| certainly_later(ctx, &told)) {
                    return Err(VaultError::Rule("late-told-later"));
                }
                let all = vault::list_with::<_, Lateness>(tx, &permit).await?;
                if sent.1.is_none() {
                    vault::none_yet(all.iter().rfind(|one| one.body.clock == new.clock))?;
                }
                save(tx, &permit, sent, new).await
            })
        })
        .await?)
}

/// Pauses a clock that may be paused: publication and local milestones alone. It moves no due date.
///
/// # Errors
/// [`AppError::Rule`] `pause-stands` when it is paused, `pause-lifts` when nobody is named who lifts
/// it, `pause-look-again` without a day to look again after it begins, `case-closed`, and the codes of
/// [`model::clock::ClockRefused`].
pub async fn pause(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &Pause,
) -> Result<RecordId, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let section = Section::General;
                let (permit, scheme) =
                    open::<actions::MoveTrack>(tx, app, reference, section).await?;
                if let Some(before) = kept_before(tx, form).await? {
                    return Ok(before);
                }
                new.check(scheme)
                    .map_err(|refused| VaultError::Rule(refused.code()))?;
                if !has_words(&new.lifts) {
                    return Err(VaultError::Rule("pause-lifts"));
                }
                if new.look_again.is_none_or(|day| day < new.from) {
                    return Err(VaultError::Rule("pause-look-again"));
                }
                let all = vault::list_with::<_, Pause>(tx, &permit).await?;
                let stands = |one: &Pause| one.clock == new.clock && one.to.is_none();
                if all.iter().any(|one| stands(&one.body)) {
                    return Err(VaultError::Rule("pause-stands"));
                }
                save(tx, &permit, (form, None), new).await
            })
        })
        .await?)
}

/// Lifts the pause of a clock; the clock goes on with the day that it had.
///
/// # Errors
/// [`AppError::Rule`] `pause-none` when it is not paused, `lifted-words` without who lifted it and
/// why, `lifted-later` when it would be in future, `clock-pause-ends-before-it-begins`, `case-closed`.
pub async fn lift_pause(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    (clock, how): (&str, &Lifted),
) -> Result<RecordId, AppError> {
    check_lifted(ctx, how).map_err(AppError::Rule)?;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let section = Section::General;
                let (permit, scheme) =
                    open::<actions::MoveTrack>(tx, app, reference, section).await?;
                if let Some(before) = kept_before(tx, form).await? {
                    return Ok(before);
                }
                let all = vault::list_with::<_, Pause>(tx, &permit).await?;
                let stands = |one: &Pause| one.clock == clock && one.to.is_none();
                let one = all.into_iter().find(|one| stands(&one.body));
                let one = one.ok_or(VaultError::Rule("pause-none"))?;
                let new = one.body.lifted(how.clone());
                new.check(scheme)
                    .map_err(|refused| VaultError::Rule(refused.code()))?;
                save(tx, &permit, (form, Some((one.id, one.version))), &new).await
            })
        })
        .await?)
}

/// What every lifting says: who, why, and a day that has come.
pub(crate) fn check_lifted(ctx: &Ctx, how: &Lifted) -> Result<(), &'static str> {
    if !has_words(&how.by) || !has_words(&how.why) {
        return Err("lifted-words");
    }
    if how.on > ctx.today() {
        return Err("lifted-later");
    }
    Ok(())
}
