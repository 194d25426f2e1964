//! What is shared no longer, held in three places: the store of shared learning, the releases of each case, and a list of ids in the
//! directory. An older copy of one that is put back is brought to what the others know; where they differ, more is hidden.

use std::collections::BTreeMap;

use access::{Ctx, Section, actions};
use commons::Commons;
use model::case::{LearningRelease, LearningTakenBack, RecallReason, ReleaseReader, ReleaseStands};
use model::learning::{EndedShared, HowEnded};
use model::{CaseId, RecordId, Sensitive, SharedId};
use vault::{Vault, VaultError};

use super::job::{JOB, note};
use super::put::{end_again, take_away};
use crate::instance::job_ctx;
use crate::library::nobody_at_all;
use crate::{App, AppError};

/// Keeps in the directory that something is shared no longer, before it ends in the store of shared learning: where the service
/// stops in between, it ends there when it is next opened.
pub(crate) async fn keep_end(app: &App, ctx: &Ctx, one: &EndedShared) -> Result<(), AppError> {
    let kept = app
        .directory()
        .transact(ctx, |tx| Box::pin(async move { tx.end_shared(one).await }));
    Ok(kept.await?)
}

/// Everything that the directory says is shared no longer, by its id.
pub(crate) async fn ends(
    app: &App,
    ctx: &Ctx,
) -> Result<BTreeMap<RecordId, EndedShared>, AppError> {
    let all = app
        .directory()
        .look(ctx, |tx| Box::pin(tx.shared_ended()))
        .await?;
    Ok(all.into_iter().map(|one| (one.id, one)).collect())
}

/// Everything that is shared no longer, for whoever keeps it outside of the instance's databases too.
///
/// # Errors
/// [`AppError`] when the directory fails.
pub async fn ended(app: &App) -> Result<Vec<EndedShared>, AppError> {
    let ctx = &job_ctx(JOB, nobody_at_all(), app.clock().now())?;
    Ok(ends(app, ctx).await?.into_values().collect())
}

/// Keeps in the directory what was kept elsewhere as shared no longer: it was put back from before that. The store of shared
/// learning ends it when it is next opened. Returns how much was new.
///
/// # Errors
/// [`AppError`] when the directory fails.
pub async fn keep_ended(app: &App, all: &[EndedShared]) -> Result<usize, AppError> {
    let ctx = &job_ctx(JOB, nobody_at_all(), app.clock().now())?;
    let known = ends(app, ctx).await?;
    let mut new = 0;
    for one in all.iter().filter(|one| !known.contains_key(&one.id)) {
        keep_end(app, ctx, one).await?;
        new += 1;
    }
    Ok(new)
}

/// The id under which the end of an item is kept.
pub(crate) fn kept_as(item: SharedId) -> Result<RecordId, AppError> {
    item.to_string().parse().map_err(|_| AppError::NotFound)
}

/// That a release was taken back.
pub(super) fn taken_back(
    release: &LearningRelease,
    back: &LearningTakenBack,
) -> Result<EndedShared, AppError> {
    let how = if release.audience.is_beyond() {
        HowEnded::Recalled
    } else {
        HowEnded::TakenBackWithin
    };
    Ok(EndedShared {
        id: kept_as(release.item)?,
        how,
        reason: back.reason.code().to_owned(),
        on: back.on,
    })
}

/// Brings the store of shared learning, as it is opened, to what the directory says ended; and the directory to what ended there.
pub(crate) async fn hold_against(app: &App, commons: &Commons) -> Result<(), AppError> {
    let ctx = &job_ctx(JOB, nobody_at_all(), app.clock().now())?;
    let listed = ends(app, ctx).await?;
    let unlisted = &end_again(commons, ctx, &listed).await?;
    if unlisted.is_empty() {
        return Ok(());
    }
    let kept = app.directory().transact(ctx, |tx| {
        Box::pin(async move {
            for one in unlisted {
                tx.end_shared(one).await?;
            }
            Ok(())
        })
    });
    Ok(kept.await?)
}

/// How much is shared no longer: while this is the same, no store has to be compared again.
pub(crate) async fn many(app: &App) -> Result<i64, AppError> {
    let ctx = &job_ctx(JOB, nobody_at_all(), app.clock().now())?;
    Ok(app
        .directory()
        .look(ctx, |tx| Box::pin(tx.shared_ended_many()))
        .await?)
}

/// Takes away once more what the releases of a store say was taken back, and says of releases that others can read, in a store
/// that is older than what the directory knows, that they were taken back. Returns how much there was to change.
pub(crate) async fn compare(app: &App, vault: &Vault) -> Result<u64, AppError> {
    let ctx = &job_ctx(JOB, vault.organisation(), app.clock().now())?;
    let settled = vault
        .look(ctx, |tx| Box::pin(vault::releases_settled(tx)))
        .await?;
    if settled.is_empty() {
        return Ok(0);
    }
    let listed = &ends(app, ctx).await?;
    let mut changed = 0;
    for at in settled {
        changed += u64::from(compare_one(app, (vault, ctx), at, listed).await?);
    }
    Ok(changed)
}

/// One release as it stands.
pub(super) async fn release_at(
    vault: &Vault,
    ctx: &Ctx,
    (case, id): (CaseId, RecordId),
) -> Result<LearningRelease, AppError> {
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx
                    .permit::<actions::PutLearning>(case, Section::General)
                    .await?;
                let kept = vault::one::<_, LearningRelease>(tx, &permit, id).await?;
                Ok::<_, VaultError>(kept.body)
            })
        })
        .await?)
}

async fn compare_one(
    app: &App,
    (vault, ctx): (&Vault, &Ctx),
    at: (CaseId, RecordId),
    listed: &BTreeMap<RecordId, EndedShared>,
) -> Result<bool, AppError> {
    let release = release_at(vault, ctx, at).await?;
    match (&release.stands, &release.taken_back) {
        (ReleaseStands::TakenBack, Some(back)) => {
            keep_end(app, ctx, &taken_back(&release, back)?).await?;
            let readers = take_away(app, ctx, (&release, back)).await?;
            let became = with_readers(&release, back, readers);
            if became == release {
                return Ok(false);
            }
            note(vault, ctx, at, (&release, &became)).await?;
            Ok(true)
        }
        (ReleaseStands::Out, _) => match listed.get(&kept_as(release.item)?) {
            Some(end) => {
                end_here(app, (vault, ctx), at, (&release, end)).await?;
                Ok(true)
            }
            None => Ok(false),
        },
        _ => Ok(false),
    }
}

/// Those who read it since it came back with an older copy are named with those who had read it before.
fn with_readers(
    release: &LearningRelease,
    back: &LearningTakenBack,
    readers: Vec<ReleaseReader>,
) -> LearningRelease {
    let mut all = back.readers.clone();
    all.extend(readers);
    all.sort();
    all.dedup();
    LearningRelease {
        taken_back: Some(LearningTakenBack {
            readers: all,
            ..back.clone()
        }),
        ..release.clone()
    }
}

/// Says of a release that what it put ended elsewhere. Who ended it and why in words is not known here.
pub(super) async fn end_here(
    app: &App,
    (vault, ctx): (&Vault, &Ctx),
    at: (CaseId, RecordId),
    (release, end): (&LearningRelease, &EndedShared),
) -> Result<(), AppError> {
    let back = LearningTakenBack {
        person: None,
        on: end.on,
        reason: RecallReason::nearest(&end.reason),
        why: Sensitive(String::new()),
        readers: Vec::new(),
    };
    let readers = take_away(app, ctx, (release, &back)).await?;
    let ended = LearningRelease {
        stands: ReleaseStands::TakenBack,
        ..with_readers(release, &back, readers)
    };
    note(vault, ctx, at, (release, &ended)).await
}
