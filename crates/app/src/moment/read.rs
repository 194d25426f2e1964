//! The moments of a case as its readers see them: what was seen, in which role, and nobody's name.

use access::{Action, Ctx, Permit, Section, actions};
use model::learning::{ConcernPassedOn, Moment};
use vault::{CaseFile, Stored, VaultError, VaultTx};

use super::{WroteIt, holders};
use crate::incident::find;
use crate::{App, AppError, Reference};

/// One moment, with who wrote it as far as readers are told.
#[derive(Debug, Clone)]
pub struct SeenMoment {
    /// The moment. Whose it is stands in it for the store, and on no page.
    pub kept: Stored<Moment>,
    /// Who wrote it.
    pub who: WroteIt,
    /// Who else learned.
    pub learned: Vec<WroteIt>,
}

/// The moments of a case.
#[derive(Debug, Clone)]
pub struct Moments {
    /// The case.
    pub case: CaseFile,
    /// All of them, newest first.
    pub all: Vec<SeenMoment>,
    /// Concerns that were passed on instead, newest first.
    pub passed_on: Vec<Stored<ConcernPassedOn>>,
    /// Whether the reader may write one.
    pub may_write: bool,
    /// Whether the reader may be a witness, and no advice is on record.
    pub held_back: bool,
    /// Whether proceedings run beside the case.
    pub live: bool,
}

struct Read {
    case: CaseFile,
    all: Vec<Stored<Moment>>,
    passed_on: Vec<Stored<ConcernPassedOn>>,
    may_write: bool,
    held_back: bool,
    live: bool,
}

/// Reads the moments of a case, one that was received and the organisation's own among them; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn moments(app: &App, ctx: &Ctx, reference: &Reference) -> Result<Moments, AppError> {
    let vault = app.vault(ctx).await?;
    let found = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let writes = tx.would_permit::<actions::RecordMoment>(case).await?;
                if writes && !tx.would_permit::<actions::ReadCase>(case).await? {
                    // What was received, and the organisation's own, are no reviews: whoever writes there reads there.
                    let permit = tx
                        .permit::<actions::RecordMoment>(case, Section::General)
                        .await?;
                    tx.counts_as_reading(&permit)?;
                    return read(tx, &permit, writes).await;
                }
                let permit = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                read(tx, &permit, writes).await
            })
        })
        .await?;
    let holders = holders(app, ctx).await?;
    let loaded = app.scheme_of(&found.case.scheme, &found.case.scheme_digest)?;
    let rule = &loaded.scheme.learning;
    let seen = |kept: Stored<Moment>| SeenMoment {
        who: holders.of(ctx, &kept, rule),
        learned: kept
            .body
            .who_learned
            .iter()
            .map(|one| holders.told(one, rule))
            .collect(),
        kept,
    };
    Ok(Moments {
        all: found.all.into_iter().rev().map(seen).collect(),
        passed_on: found.passed_on.into_iter().rev().collect(),
        case: found.case,
        may_write: found.may_write && !found.held_back,
        held_back: found.held_back,
        live: found.live,
    })
}

async fn read<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    may_write: bool,
) -> Result<Read, VaultError> {
    Ok(Read {
        case: vault::case_of(tx, permit).await?,
        all: vault::list_with(tx, permit).await?,
        passed_on: vault::list_with(tx, permit).await?,
        held_back: super::is_held_back(tx, permit).await?,
        live: super::here::is_live(tx, permit).await?,
        may_write,
    })
}
