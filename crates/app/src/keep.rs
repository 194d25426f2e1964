//! Keeping a record of a case: in an open case, once for each form, never over somebody's change.

use access::{Action, Ctx, Permit, Section};
use model::record::Record;
use model::scheme::Scheme;
use model::{CaseId, FormId, RecordId};
use vault::{Stored, VaultError, VaultTx};

use crate::decision::steps::scheme_of;
use crate::incident::find;
use crate::{App, AppError, Reference};

/// Where a form's record goes: none for a new one, or the record and the version that was shown.
pub type Place = Option<(RecordId, i64)>;

/// A permit on a case that is open, and the scheme that the case runs under.
pub(crate) async fn open<'tx, 'a, A: Action>(
    tx: &mut VaultTx<'tx>,
    app: &'a App,
    reference: &Reference,
    section: Section,
) -> Result<(Permit<'tx, A>, &'a Scheme), VaultError> {
    let case = find(tx, reference).await?;
    let permit = tx.permit::<A>(case, section).await?;
    if vault::case_of(tx, &permit).await?.closed_at.is_some() {
        return Err(VaultError::Rule("case-closed"));
    }
    let scheme = scheme_of(tx, app, &permit).await?;
    Ok((permit, scheme))
}

/// The record that a form made or changed when it was sent before.
pub(crate) async fn kept_before(
    tx: &mut VaultTx<'_>,
    form: FormId,
) -> Result<Option<RecordId>, VaultError> {
    let before = vault::already_done(tx, form).await?;
    before
        .map(|id| id.parse().map_err(|_| VaultError::NotFound))
        .transpose()
}

/// Adds a record or changes one, and remembers the form.
pub(crate) async fn save<A: Action, R: Record>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    (form, place): (FormId, Place),
    body: &R,
) -> Result<RecordId, VaultError> {
    let id = match place {
        None => vault::save_new(tx, permit, body).await?,
        Some((id, shown)) => {
            vault::save(tx, permit, id, shown, body).await?;
            id
        }
    };
    vault::remember(tx, form, &id.to_string()).await?;
    Ok(id)
}

/// Keeps a record of the general section that needs nothing but its own check.
pub(crate) async fn keep<A: Action, R: Record>(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    (body, check): (
        &R,
        impl Fn(&Scheme) -> Result<(), &'static str> + Send + Sync,
    ),
) -> Result<RecordId, AppError> {
    keep_where::<A, R>(app, ctx, reference, sent, (body, check, false)).await
}

/// Keeps the one record of its kind in the general section of a case; two people who both make the first
/// meet with both texts.
pub(crate) async fn keep_only<A: Action, R: Record>(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    (body, check): (
        &R,
        impl Fn(&Scheme) -> Result<(), &'static str> + Send + Sync,
    ),
) -> Result<RecordId, AppError> {
    keep_where::<A, R>(app, ctx, reference, sent, (body, check, true)).await
}

/// Keeps a record after its own check; `only` where a case has at most one of the kind.
async fn keep_where<A: Action, R: Record>(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    (body, check, only): (
        &R,
        impl Fn(&Scheme) -> Result<(), &'static str> + Send + Sync,
        bool,
    ),
) -> Result<RecordId, AppError> {
    let check = &check;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, scheme) = open::<A>(tx, app, reference, Section::General).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                check(scheme).map_err(VaultError::Rule)?;
                if only && sent.1.is_none() {
                    let all = vault::list_with::<_, R>(tx, &permit).await?;
                    vault::none_yet(all.last())?;
                }
                save(tx, &permit, sent, body).await
            })
        })
        .await?)
}

/// A form goes where the record that it is about stands: a new one where there is none, a change to that one alone.
pub(crate) fn goes_there<R: Record>(
    standing: Option<&Stored<R>>,
    place: Place,
) -> Result<(), VaultError> {
    match place {
        None => vault::none_yet(standing),
        Some((id, _)) if standing.is_none_or(|one| one.id != id) => {
            Err(VaultError::Rule("changed-meanwhile"))
        }
        Some(_) => Ok(()),
    }
}

/// Takes a record of the general section out of sight, once for each form; its versions are kept.
pub(crate) async fn take_away<A: Action, R: Record>(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, (id, shown)): (FormId, (RecordId, i64)),
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, _) = open::<A>(tx, app, reference, Section::General).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                vault::remove::<A, R>(tx, &permit, id, shown).await?;
                vault::remember(tx, form, &id.to_string()).await
            })
        })
        .await
        .map_err(changed_meanwhile)
}

/// The section in which a record of a kind stands, of those in which the actor may do this.
pub(crate) async fn stands_in<A: Action, R: Record>(
    tx: &mut VaultTx<'_>,
    (case, id): (CaseId, RecordId),
) -> Result<Section, VaultError> {
    for section in tx.sections_permitted::<A>(case).await? {
        let permit = tx.permit::<A>(case, section).await?;
        let all = vault::list_with::<_, R>(tx, &permit).await?;
        if all.iter().any(|one| one.id == id) {
            return Ok(section);
        }
    }
    Err(VaultError::Rule("changed-meanwhile"))
}

/// As [`take_away`], in whichever section the record stands.
pub(crate) async fn take_away_anywhere<A: Action, R: Record>(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, (id, shown)): (FormId, (RecordId, i64)),
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, _) = open::<A>(tx, app, reference, Section::General).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let case = permit.case()?;
                let section = stands_in::<A, R>(tx, (case, id)).await?;
                let permit = tx.permit::<A>(case, section).await?;
                vault::remove::<A, R>(tx, &permit, id, shown).await?;
                vault::remember(tx, form, &id.to_string()).await
            })
        })
        .await
        .map_err(changed_meanwhile)
}

/// What cannot be merged, such as taking something away, is only refused when somebody changed it.
pub(crate) fn changed_meanwhile(error: VaultError) -> AppError {
    match error {
        VaultError::Clash(_) => AppError::Rule("changed-meanwhile"),
        other => other.into(),
    }
}
