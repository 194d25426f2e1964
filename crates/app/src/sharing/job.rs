//! The job that puts what was released where others read it, and takes away what was taken back. It runs again after a crash and
//! then does the same: what it did is in the record of the release.

use access::{Ctx, Section, actions};
use model::CaseId;
use model::RecordId;
use model::case::{LearningRelease, ReleaseReader, ReleaseStands};
use vault::{Vault, VaultError};

use super::put::{put, take_away};
use crate::instance::job_ctx;
use crate::library::{Changed, follow};
use crate::{App, AppError};

/// Name of the job; the policies know it.
const JOB: &str = "release";

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

async fn carry_one(
    app: &App,
    vault: &Vault,
    ctx: &Ctx,
    (case, id): (CaseId, RecordId),
) -> Result<(), AppError> {
    let release = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx
                    .permit::<actions::PutLearning>(case, Section::General)
                    .await?;
                Ok::<_, VaultError>(
                    vault::one::<_, LearningRelease>(tx, &permit, id)
                        .await?
                        .body,
                )
            })
        })
        .await?;
    let commons = app.commons().await?;
    let readers = match (&release.stands, &release.taken_back) {
        (ReleaseStands::Waiting, None) => {
            put(&commons, ctx, &release).await?;
            follow(app, Changed::Item(release.item)).await;
            Vec::new()
        }
        (ReleaseStands::TakingBack, Some(back)) => {
            let readers = take_away(&commons, ctx, (&release, back)).await?;
            follow(app, Changed::Item(release.item)).await;
            readers
        }
        _ => return Ok(()),
    };
    note(vault, ctx, (case, id), (&release, &readers)).await
}

/// Notes what was done, where the release still stands as it did: one that was taken back meanwhile waits again by itself.
async fn note(
    vault: &Vault,
    ctx: &Ctx,
    (case, id): (CaseId, RecordId),
    (did, readers): (&LearningRelease, &[ReleaseReader]),
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
                let mut body = kept.body;
                body.stands = match body.stands {
                    ReleaseStands::Waiting => ReleaseStands::Out,
                    _ => ReleaseStands::TakenBack,
                };
                if let Some(back) = &mut body.taken_back {
                    back.readers = readers.to_vec();
                }
                vault::save(tx, &permit, id, kept.version, &body).await?;
                Ok::<_, VaultError>(())
            })
        })
        .await?;
    Ok(())
}
