//! Disposing of a review: one person proposes it, another confirms it, and nothing of it is left.

use access::directory::{self, Backup};
use access::{Ctx, Permit, Section, actions};
use model::case::{DisposalProposed, LegalHold};
use model::{FormId, OrganisationId, RecordId, Sensitive};
use serde::{Deserialize, Serialize};
use vault::{Basis, Certificate, Stored, Vault, VaultError, VaultTx};

use super::schedule::of_case_file;
use crate::decision::decide::has_words;
use crate::incident::find;
use crate::instance::job_ctx;
use crate::keep::{changed_meanwhile, kept_before, save};
use crate::{App, AppError, Reference};

/// Name of the job that cleans up, as the policies know it.
const JOB: &str = "disposals";

/// Why a review is disposed of.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// Why.
    pub reason: Sensitive<String>,
    /// Why before its day, where that has not come.
    pub early: Option<Sensitive<String>>,
}

/// A disposal as it is kept beside the stores, for a store that is put back from before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disposed {
    /// Whose store.
    pub organisation: OrganisationId,
    /// What is left.
    pub certificate: Certificate,
}

/// Proposes to dispose of a closed review.
///
/// # Errors
/// [`AppError::Rule`]: `dispose-reason` without a reason, `dispose-open` for an open review, `dispose-held` under a legal hold,
/// `dispose-early` before its day without a reason for that, `dispose-proposed` when a proposal stands.
pub async fn propose(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &Proposal,
) -> Result<(), AppError> {
    if !has_words(&new.reason) {
        return Err(AppError::Rule("dispose-reason"));
    }
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ProposeDisposal>(case, Section::General)
                    .await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let body = DisposalProposed {
                    reason: new.reason.clone(),
                    early: new.early.clone().filter(has_words),
                    proposed_by: tx.ctx.person()?.id,
                    taken_back: None,
                };
                basis(tx, app, &permit, &body).await?;
                let all = vault::list_with::<_, DisposalProposed>(tx, &permit).await?;
                if all.iter().any(|one| one.body.stands()) {
                    return Err(VaultError::Rule("dispose-proposed"));
                }
                save(tx, &permit, (form, None), &body).await.map(drop)
            })
        })
        .await?;
    Ok(())
}

/// Takes a proposal back; whoever may propose may.
///
/// # Errors
/// [`AppError::Rule`]: `dispose-reason` without a reason, `dispose-none` when it does not stand, `changed-meanwhile`.
pub async fn take_back(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, (id, shown)): (FormId, (RecordId, i64)),
    reason: &Sensitive<String>,
) -> Result<(), AppError> {
    if !has_words(reason) {
        return Err(AppError::Rule("dispose-reason"));
    }
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ProposeDisposal>(case, Section::General)
                    .await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let standing = standing(tx, &permit, id).await?;
                let body = DisposalProposed {
                    taken_back: Some(reason.clone()),
                    ..standing.body
                };
                let place = Some((id, shown));
                save(tx, &permit, (form, place), &body).await.map(drop)
            })
        })
        .await
        .map_err(changed_meanwhile)
}

/// Confirms what somebody else proposed: everything of the review is removed, in one transaction; its sealed files after
/// it. Returns the id of the certificate.
///
/// # Errors
/// [`AppError::Rule`]: `dispose-none` when the proposal does not stand as it was shown, and as [`propose`] and [`vault::dispose`].
pub async fn confirm(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, (id, shown)): (FormId, (RecordId, i64)),
) -> Result<RecordId, AppError> {
    let vault = app.vault(ctx).await?;
    let (certificate, blobs) = vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                // The case is gone when the form is sent again.
                if let Some(before) = kept_before(tx, form).await? {
                    return Ok((before, Vec::new()));
                }
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ConfirmDisposal>(case, Section::General)
                    .await?;
                let proposal = standing(tx, &permit, id).await?;
                if proposal.version != shown {
                    return Err(VaultError::Rule("dispose-none"));
                }
                let basis = basis(tx, app, &permit, &proposal.body).await?;
                let (certificate, blobs) = vault::dispose(tx, &permit, &proposal, basis).await?;
                vault::remember(tx, form, &certificate.id.to_string()).await?;
                Ok((certificate.id, blobs))
            })
        })
        .await?;
    vault.files().remove_disposed(&blobs);
    Ok(certificate)
}

async fn standing<A: access::Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    id: RecordId,
) -> Result<Stored<DisposalProposed>, VaultError> {
    let found = vault::one::<_, DisposalProposed>(tx, permit, id).await?;
    if found.body.stands() {
        Ok(found)
    } else {
        Err(VaultError::Rule("dispose-none"))
    }
}

/// What the schedule says of the case on this day, when nothing stands against disposing of it.
async fn basis<A: access::Action>(
    tx: &mut VaultTx<'_>,
    app: &App,
    permit: &Permit<'_, A>,
    proposal: &DisposalProposed,
) -> Result<Basis, VaultError> {
    let closed = vault::case_of(tx, permit).await?.closed_at;
    let closed = closed.ok_or(VaultError::Rule("dispose-open"))?;
    let holds = vault::list_with::<_, LegalHold>(tx, permit).await?;
    if holds.iter().any(|one| one.body.stands()) {
        return Err(VaultError::Rule("dispose-held"));
    }
    let today = tx.ctx.today();
    let scheme = app.scheme_on(today);
    let scheme = &scheme.map_err(|_| VaultError::Rule("no-scheme"))?.scheme;
    let rules = vault::retention_rules(tx, permit).await?;
    let item = of_case_file(scheme, &rules).map_err(VaultError::Rule)?;
    let kept_until = item.kept_until(closed.date_in_london());
    let early = kept_until.is_none_or(|last| last >= today);
    if early && proposal.early.is_none() {
        return Err(VaultError::Rule("dispose-early"));
    }
    Ok(Basis { kept_until, early })
}

/// Every certificate of the actor's partnership, newest first.
///
/// # Errors
/// [`AppError::NotPermitted`].
pub async fn certificates(app: &App, ctx: &Ctx) -> Result<Vec<Certificate>, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::SeeKeeping>()?;
                vault::certificates(tx, &permit).await
            })
        })
        .await?)
}

/// The backups of the instance that were made before a disposal and are still kept: they hold the case.
///
/// # Errors
/// [`AppError`].
pub async fn backups_that_hold(
    app: &App,
    ctx: &Ctx,
    certificate: &Certificate,
) -> Result<Vec<Backup>, AppError> {
    let (at, today) = (certificate.at, ctx.today());
    Ok(app
        .directory()
        .look(ctx, |tx| Box::pin(directory::backups_before(tx, at, today)))
        .await?)
}

/// What was disposed of in a store, to be kept beside the stores.
///
/// # Errors
/// [`AppError`].
pub async fn disposals(app: &App, vault: &Vault) -> Result<Vec<Disposed>, AppError> {
    let organisation = vault.organisation();
    let ctx = job_ctx(JOB, organisation, app.clock().now())?;
    let all = vault
        .look(&ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::ReplayDisposal>()?;
                vault::certificates(tx, &permit).await
            })
        })
        .await?;
    let all = all.into_iter();
    Ok(all
        .map(|certificate| Disposed {
            organisation,
            certificate,
        })
        .collect())
}

/// Writes a store anew when something was disposed of since it was last done; returns whether anything was to do.
///
/// # Errors
/// [`AppError`]; then it is done in the next round.
pub async fn clean(app: &App, vault: &Vault) -> Result<bool, AppError> {
    let ctx = job_ctx(JOB, vault.organisation(), app.clock().now())?;
    Ok(vault.clean_after_disposals(&ctx).await?)
}

/// Disposes once more of what came back with an older copy of a store; returns how many cases that were.
///
/// # Errors
/// [`AppError`].
pub async fn replay(app: &App, vault: &Vault, all: &[Disposed]) -> Result<usize, AppError> {
    let ctx = job_ctx(JOB, vault.organisation(), app.clock().now())?;
    let own = all.iter();
    let own = own.filter(|one| one.organisation == vault.organisation());
    let mut again = 0;
    for one in own {
        let certificate = &one.certificate;
        let blobs = vault
            .transact(&ctx, |tx| {
                Box::pin(async move {
                    let permit = tx.permit_organisation::<actions::ReplayDisposal>()?;
                    vault::dispose_again(tx, &permit, certificate).await
                })
            })
            .await?;
        if let Some(blobs) = blobs {
            vault.files().remove_disposed(&blobs);
            again += 1;
        }
    }
    Ok(again)
}
