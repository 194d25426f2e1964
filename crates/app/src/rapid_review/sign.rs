//! Sign the report off for one's own partner; enter a sign-off that was given in another way; confirm it.

use access::directory::Agency;
use access::{Action, Ctx, Permit, Section, actions};
use model::case::SignOff;
use model::{FormId, RecordId};
use vault::{Stored, VaultError, VaultTx};

use super::read::{MadeOf, is_of};
use crate::decision::Partner;
use crate::decision::decide::has_words;
use crate::decision::is_sourced;
use crate::decision::partners::{agencies, own, partners};
use crate::decision::steps::certainly_later;
use crate::keep::{kept_before, open};
use crate::{App, AppError, Reference};

/// Signs the report off as it was shown, or says that the partner does not and why. Each time is a record of its own:
/// what was said of an earlier report stays.
///
/// # Errors
/// [`AppError::Rule`] `sign-no-partner` when the actor does not speak for that partner, `sign-changed` when the report
/// is no longer what was shown, `sign-by` without a name and role, `sign-why` when it is not signed and nothing says why,
/// `sign-later` when it would be in future, `case-closed`.
pub async fn sign(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &SignOff,
) -> Result<RecordId, AppError> {
    let here = agencies(app, ctx).await?;
    let here = here.as_slice();
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, scheme) =
                    open::<actions::SignReport>(tx, app, reference, Section::General).await?;
                if let Some(before) = kept_before(tx, form).await? {
                    return Ok(before);
                }
                let me = own(tx.ctx, &partners(scheme, here));
                let mine = me.is_some_and(|me| is_of(&me, new)) && new.on_behalf.is_none();
                if !mine {
                    return Err(VaultError::Rule("sign-no-partner"));
                }
                keep(tx, &permit, form, new).await
            })
        })
        .await?)
}

/// Enters a sign-off that a partner gave in another way, with its source. The partner confirms it later.
///
/// # Errors
/// [`AppError::Rule`] `sign-source` without a way and a source, `sign-no-such-partner`, `sign-given` when the partner
/// signed this report themself or confirmed it, and the rules of [`sign`].
pub async fn sign_for(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &SignOff,
) -> Result<RecordId, AppError> {
    let on_behalf = new.on_behalf.clone().filter(is_sourced);
    let mut on_behalf = on_behalf.ok_or(AppError::Rule("sign-source"))?;
    on_behalf.entered_by = Some(ctx.person()?.id);
    on_behalf.confirmed_by = None;
    let new = &SignOff {
        on_behalf: Some(on_behalf),
        ..new.clone()
    };
    let here = agencies(app, ctx).await?;
    let here = here.as_slice();
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, scheme) =
                    open::<actions::SignReportFor>(tx, app, reference, Section::General).await?;
                if let Some(before) = kept_before(tx, form).await? {
                    return Ok(before);
                }
                let all = partners(scheme, here);
                let partner = all.iter().find(|one| is_of(one, new));
                let partner = partner.ok_or(VaultError::Rule("sign-no-such-partner"))?;
                let kept = latest(tx, &permit, partner).await?;
                let own =
                    |one: &Stored<SignOff>| one.body.of == new.of && !one.body.is_unconfirmed();
                if kept.as_ref().is_some_and(own) {
                    return Err(VaultError::Rule("sign-given"));
                }
                keep(tx, &permit, form, new).await
            })
        })
        .await?)
}

/// Confirms the sign-off that was entered for the actor's own partner.
///
/// # Errors
/// [`AppError::Rule`] `sign-no-partner`, `case-closed`; [`AppError::NotFound`] when there is none to confirm.
pub async fn confirm_sign_off(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    (record, shown): (RecordId, i64),
) -> Result<(), AppError> {
    let me = ctx.person()?.id;
    let here: Vec<Agency> = agencies(app, ctx).await?;
    let here = here.as_slice();
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, scheme) =
                    open::<actions::SignReport>(tx, app, reference, Section::General).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let mine = own(tx.ctx, &partners(scheme, here));
                let mine = mine.ok_or(VaultError::Rule("sign-no-partner"))?;
                let mut one = vault::one::<_, SignOff>(tx, &permit, record).await?;
                if !is_of(&mine, &one.body) {
                    return Err(VaultError::Rule("sign-no-partner"));
                }
                let on_behalf = one.body.on_behalf.as_mut().ok_or(VaultError::NotFound)?;
                on_behalf.confirmed_by.get_or_insert(me);
                vault::save(tx, &permit, record, shown, &one.body).await?;
                vault::remember(tx, form, &record.to_string()).await
            })
        })
        .await?;
    Ok(())
}

async fn latest<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    partner: &Partner,
) -> Result<Option<Stored<SignOff>>, VaultError> {
    let all = vault::list_with::<_, SignOff>(tx, permit).await?;
    Ok(all.into_iter().rfind(|one| is_of(partner, &one.body)))
}

/// What every sign-off must be, whoever enters it.
async fn keep<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    form: FormId,
    new: &SignOff,
) -> Result<RecordId, VaultError> {
    if !has_words(&new.given_by) {
        return Err(VaultError::Rule("sign-by"));
    }
    if !new.signs && !has_words(&new.words) {
        return Err(VaultError::Rule("sign-why"));
    }
    if certainly_later(tx.ctx, &new.on) {
        return Err(VaultError::Rule("sign-later"));
    }
    if MadeOf::of(tx, permit).await?.print()? != new.of {
        return Err(VaultError::Rule("sign-changed"));
    }
    crate::keep::save(tx, permit, (form, None), new).await
}
