//! Record that what came was read, that it was considered, that two cases are one incident.

use access::{Action, Ctx, Permit, Section, actions};
use model::case::{Consideration, LetterStands, NationalLetter, ReceivedStep, SameIncident};
use model::{EnvelopeId, FormId, Instant, OrganisationId, RecordId};
use vault::{Inbox, Stored, VaultError, VaultTx};

use crate::decision::decide::has_words;
use crate::decision::steps::certainly_later;
use crate::incident::find;
use crate::keep::{Place, changed_meanwhile, kept_before, save};
use crate::post::MESSAGE;
use crate::{App, AppError, Reference};

/// What a case waits for, after everything that came and everything that was done.
fn waits_for(
    arrived: &[Inbox],
    considered: &[Stored<Consideration>],
    letters: &[Stored<NationalLetter>],
) -> ReceivedStep {
    if arrived.iter().any(|one| one.handled_at.is_none()) {
        return ReceivedStep::ToRead;
    }
    let open = letters.iter().rev().find_map(|one| match one.body.stands {
        LetterStands::Draft => Some(ReceivedStep::ToApprove),
        LetterStands::Approved { .. } => Some(ReceivedStep::ToSend),
        LetterStands::Sent { .. } => None,
    });
    if let Some(step) = open {
        return step;
    }
    // A message asks for no consideration of its own.
    let came = arrived.iter().filter(|one| one.kind != MESSAGE);
    let came: Option<Instant> = came.map(|one| one.at).max();
    let last = considered.last();
    let Some(last) = last.filter(|one| Some(one.added_at) >= came) else {
        return ReceivedStep::ToConsider;
    };
    let sent_since = letters.iter().any(|one| one.changed_at >= last.added_at);
    if last.body.letter && !sent_since {
        ReceivedStep::ToWrite
    } else {
        ReceivedStep::Done
    }
}

/// Sets what the case of a permit waits for.
pub(super) async fn settle<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<(), VaultError> {
    let arrived = vault::received_about(tx, permit).await?;
    let considered = vault::list_with(tx, permit).await?;
    let letters = vault::list_with(tx, permit).await?;
    let step = waits_for(&arrived, &considered, &letters);
    vault::waits_for(tx, permit, step).await
}

/// A permit to work on a case that was received.
pub(super) async fn working<'tx, A: Action>(
    tx: &mut VaultTx<'tx>,
    reference: &Reference,
) -> Result<Permit<'tx, A>, VaultError> {
    let case = find(tx, reference).await?;
    tx.permit::<A>(case, Section::General).await
}

/// Who told of a case that the actor works on.
pub(super) async fn sender(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
) -> Result<OrganisationId, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = working::<actions::WorkOnReceived>(tx, reference).await?;
                Ok(vault::received_case(tx, &permit).await?.sender)
            })
        })
        .await?)
}

/// Records that what came was read: these envelopes, and no others that came meanwhile. Who read one first stays on
/// record.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn mark_read(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    envelopes: &[EnvelopeId],
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = working::<actions::WorkOnReceived>(tx, reference).await?;
                for envelope in envelopes {
                    vault::mark_read(tx, &permit, *envelope).await?;
                }
                settle(tx, &permit).await
            })
        })
        .await?;
    Ok(())
}

/// Records that the national body considered the case.
///
/// # Errors
/// [`AppError::Rule`] `consider-there` without anybody, `consider-words` without what was seen, `consider-later` when
/// it would be in future, `consider-read-first` while something that came is unread; [`AppError::Clash`].
pub async fn consider(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &Consideration,
) -> Result<RecordId, AppError> {
    if !has_words(&new.there) {
        return Err(AppError::Rule("consider-there"));
    }
    if !has_words(&new.words) {
        return Err(AppError::Rule("consider-words"));
    }
    if certainly_later(ctx, &new.on) {
        return Err(AppError::Rule("consider-later"));
    }
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = working::<actions::WorkOnReceived>(tx, reference).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                let arrived = vault::received_about(tx, &permit).await?;
                if arrived.iter().any(|one| one.handled_at.is_none()) {
                    return Err(VaultError::Rule("consider-read-first"));
                }
                let kept = save(tx, &permit, sent, new).await?;
                settle(tx, &permit).await?;
                Ok(kept)
            })
        })
        .await?)
}

/// Records that the case is about the same incident as another one, which goes on.
///
/// # Errors
/// [`AppError::Rule`] `same-why` without a reason, `same-unknown` when there is no such case here, `same-itself`,
/// `same-linked`, `same-goes-on`; [`AppError::Clash`].
pub async fn link(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &SameIncident,
) -> Result<RecordId, AppError> {
    if !has_words(&new.why) {
        return Err(AppError::Rule("same-why"));
    }
    let vault = app.vault(ctx).await?;
    let linked = vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = working::<actions::WorkOnReceived>(tx, reference).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                let standing = vault::list_with::<_, SameIncident>(tx, &permit).await?;
                crate::keep::goes_there(standing.last(), sent.1)?;
                vault::link_to(tx, &permit, Some(&new.goes_on)).await?;
                save(tx, &permit, sent, new).await
            })
        })
        .await;
    match linked {
        Err(VaultError::NotFound) => Err(AppError::Rule("same-unknown")),
        other => Ok(other?),
    }
}

/// Records that the case is not about the same incident after all. What was recorded stays in its versions.
///
/// # Errors
/// [`AppError::Rule`] `changed-meanwhile`; [`AppError::NotFound`].
pub async fn unlink(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, (record, shown)): (FormId, (RecordId, i64)),
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = working::<actions::WorkOnReceived>(tx, reference).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                vault::remove::<_, SameIncident>(tx, &permit, record, shown).await?;
                vault::link_to(tx, &permit, None).await?;
                vault::remember(tx, form, &record.to_string()).await
            })
        })
        .await
        .map_err(changed_meanwhile)
}
