//! One track: its history and what may come next.

use access::{Ctx, Section, actions};
use model::Instant;
use model::scheme::{Scheme, StageKind, TrackKind};
use model::track::{Transition, next_steps};
use vault::{CaseFile, Stored, VaultError, VaultTx};

use crate::decision::steps::entered;
use crate::incident::find;
use crate::{App, AppError, Reference};

use super::next_number;

/// A step as recorded.
#[derive(Debug, Clone)]
pub struct StepLine {
    /// The step.
    pub step: Stored<Transition>,
    /// Who entered it first.
    pub by: String,
    /// Who marked it as entered in error and when, if somebody did.
    pub marked: Option<(String, Instant)>,
}

/// One track, or one of several.
#[derive(Debug, Clone)]
pub struct TrackView {
    /// The case.
    pub case: CaseFile,
    /// Every step, also those entered in error: in the order in which they happened.
    pub steps: Vec<StepLine>,
    /// Every stage that may come next.
    pub next: Vec<StageKind>,
    /// Number of a further one beside this, where the scheme has several.
    pub another: Option<u32>,
    /// Numbers of all there are.
    pub numbers: Vec<u32>,
    /// Whether the reader may record steps.
    pub may_move: bool,
    /// Whether the reader may put right what the government's service gave.
    pub may_correct_notification: bool,
}

/// Reads a track; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`] where the scheme has no such track or the number leads nowhere.
pub async fn track(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (kind, instance): (TrackKind, u32),
) -> Result<TrackView, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(read(tx, app, reference, (kind, instance)))
        })
        .await?)
}

async fn read(
    tx: &mut VaultTx<'_>,
    app: &App,
    reference: &Reference,
    (kind, instance): (TrackKind, u32),
) -> Result<TrackView, VaultError> {
    let case = find(tx, reference).await?;
    let permit = tx
        .permit::<actions::ReadCase>(case, Section::General)
        .await?;
    let file = vault::case_file(tx, &permit).await?;
    let loaded = app.scheme_of(&file.scheme, &file.scheme_digest);
    let scheme: &Scheme = &loaded.map_err(|_| VaultError::Rule("no-scheme"))?.scheme;
    let known = scheme.track(kind).ok_or(VaultError::NotFound)?;
    let all = entered(tx, &permit).await?;
    let free = next_number(&all, kind);
    let last = if known.several { free } else { 0 };
    if instance > last {
        return Err(VaultError::NotFound);
    }
    let mut steps = Vec::new();
    for one in vault::list::<Transition>(tx, &permit).await? {
        if (one.body.track, one.body.instance) != (kind, instance) {
            continue;
        }
        let marked = (!one.body.counts()).then(|| (one.by.clone(), one.changed_at));
        let by = if one.version == 1 {
            one.by.clone()
        } else {
            let versions = vault::history::<Transition>(tx, &permit, one.id).await?;
            versions
                .last()
                .map_or_else(String::new, |first| first.by.clone())
        };
        steps.push(StepLine {
            by,
            marked,
            step: one,
        });
    }
    steps.sort_by(|one, two| {
        let happened = one.step.body.sorts(&two.step.body);
        happened.then_with(|| one.step.added_at.cmp(&two.step.added_at))
    });
    let closed = file.closed_at.is_some();
    Ok(TrackView {
        next: next_steps(scheme, &all, kind, instance),
        another: known.several.then_some(free),
        numbers: (0..free).collect(),
        may_move: !closed && tx.would_permit::<actions::MoveTrack>(case).await?,
        may_correct_notification: !closed
            && tx.would_permit::<actions::RecordNotified>(case).await?,
        case: file,
        steps,
    })
}
