//! The job that puts what was released where others read it, and takes away what was taken back. It runs again after a crash and
//! then does the same: what it did is in the record of the release.

use access::{Ctx, Section, actions};
use model::CaseId;
use model::RecordId;
use model::case::{LearningRelease, LearningTakenBack, ReleaseStands};
use vault::{Vault, VaultError};

use super::ended::{end_here, ends, keep_end, kept_as, release_at, taken_back};
use super::put::{put, take_away};
use crate::instance::job_ctx;
use crate::{App, AppError};

/// Name of the job; the policies know it.
pub(super) const JOB: &str = "release";

/// Does what waits in one store; returns how much there was. What fails is left for the next round.
pub(crate) async fn carry(app: &App, vault: &Vault) -> Result<u64, AppError> {
    let ctx = &job_ctx(JOB, vault.organisation(), app.clock().now())?;
    let waiting = vault
        .look(ctx, |tx| Box::pin(vault::releases_waiting(tx)))
        .await?;
    let mut done = 0;
    for one in waiting {
        match carry_one(app, vault, ctx, one).await {
            Ok(()) => done += 1,
            Err(error) => {
                let (organisation, record) = (vault.organisation(), one.1);
                tracing::error!(%organisation, %record, %error, "a release of learning was not carried out");
            }
        }
    }
    Ok(done)
}

/// Does at once what waits of one release that stays within its partnership: it lies in the same store. What fails is left for the
/// next round of the job.
pub(super) async fn carry_now(app: &App, ctx: &Ctx, at: Option<(CaseId, RecordId)>) {
    let Some(at) = at else { return };
    if let Err(error) = carry_within(app, ctx, at).await {
        let (organisation, record) = (ctx.organisation, at.1);
        tracing::error!(%organisation, %record, %error, "a release within a partnership waits for the job");
    }
}

async fn carry_within(app: &App, ctx: &Ctx, at: (CaseId, RecordId)) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    let ctx = &job_ctx(JOB, vault.organisation(), ctx.now)?;
    carry_one(app, &vault, ctx, at).await
}

async fn carry_one(
    app: &App,
    vault: &Vault,
    ctx: &Ctx,
    at: (CaseId, RecordId),
) -> Result<(), AppError> {
    let release = release_at(vault, ctx, at).await?;
    let mut became = release.clone();
    match (&release.stands, &release.taken_back) {
        (ReleaseStands::Waiting, None) => {
            // In a copy that is older than the release's end it waits again: it never comes back.
            if let Some(end) = ends(app, ctx).await?.get(&kept_as(release.item)?) {
                return end_here(app, (vault, ctx), at, (&release, end)).await;
            }
            put(app, ctx, &release).await?;
            became.stands = ReleaseStands::Out;
        }
        (ReleaseStands::TakingBack, Some(back)) => {
            keep_end(app, ctx, &taken_back(&release, back)?).await?;
            let readers = take_away(app, ctx, (&release, back)).await?;
            became.stands = ReleaseStands::TakenBack;
            became.taken_back = Some(LearningTakenBack {
                readers,
                ..back.clone()
            });
        }
        _ => return Ok(()),
    }
    note(vault, ctx, at, (&release, &became)).await
}

/// Notes what was done, where the release still stands as it did: one that was taken back meanwhile waits again by itself.
pub(super) async fn note(
    vault: &Vault,
    ctx: &Ctx,
    (case, id): (CaseId, RecordId),
    (did, became): (&LearningRelease, &LearningRelease),
) -> Result<(), AppError> {
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx
                    .permit::<actions::PutLearning>(case, Section::General)
                    .await?;
                let kept = vault::one::<_, LearningRelease>(tx, &permit, id).await?;
                if kept.body != *did {
                    return Ok(());
                }
                vault::save(tx, &permit, id, kept.version, became).await?;
                Ok::<_, VaultError>(())
            })
        })
        .await?;
    Ok(())
}
