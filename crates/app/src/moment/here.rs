//! What the box on a page of a review has to know: who may write, what runs beside the review, what the review is doing.

use access::{Action, Ctx, Permit, Section, actions};
use model::case::Proceedings;
use model::learning::LearningStage;
use model::scheme::{Scheme, TrackKind};
use model::track::Entered;
use vault::{VaultError, VaultTx};

use super::{any_runs, is_held_back};
use crate::decision::steps::entered;
use crate::{App, AppError, Reference};

/// What the box says on a page of one case.
#[derive(Debug, Clone)]
pub struct Here<'a> {
    /// The scheme that the case runs under.
    pub scheme: &'a Scheme,
    /// Whether proceedings run beside it.
    pub live: bool,
    /// What the review is doing, as far as its parts tell.
    pub stage: LearningStage,
}

/// What the box says; nothing for whoever may not write, who may be a witness without advice on record, and where there is no
/// such case. Nothing of the case is shown by it, so no reading is written down.
///
/// # Errors
/// [`AppError`] when the store cannot be read.
pub async fn here<'a>(
    app: &'a App,
    ctx: &Ctx,
    reference: &Reference,
) -> Result<Option<Here<'a>>, AppError> {
    let vault = app.vault(ctx).await?;
    let found = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let Some(case) = vault::case_by_reference(tx, reference.as_str()).await? else {
                    return Ok(None);
                };
                if !tx.would_permit::<actions::RecordMoment>(case).await? {
                    return Ok(None);
                }
                let permit = tx
                    .permit::<actions::RecordMoment>(case, Section::General)
                    .await?;
                if is_held_back(tx, &permit).await? {
                    return Ok(None);
                }
                let steps = entered(tx, &permit).await?;
                let live = is_live_after(tx, &permit, &steps).await?;
                let file = vault::case_of(tx, &permit).await?;
                Ok(Some((file, live, doing(&steps))))
            })
        })
        .await?;
    let Some((file, live, stage)) = found else {
        return Ok(None);
    };
    let scheme = &app.scheme_of(&file.scheme, &file.scheme_digest)?.scheme;
    Ok(Some(Here {
        scheme,
        live,
        stage,
    }))
}

/// Whether proceedings run beside the case of a permit.
pub(super) async fn is_live<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<bool, VaultError> {
    let steps = entered(tx, permit).await?;
    is_live_after(tx, permit, &steps).await
}

/// The same, for whoever has read the steps of the case already.
pub(crate) async fn is_live_after<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    steps: &[Entered],
) -> Result<bool, VaultError> {
    let all = vault::list_with::<_, Proceedings>(tx, permit).await?;
    Ok(any_runs(steps, all.iter().map(|one| &one.body)))
}

/// What a review is doing: the furthest of its parts that has begun.
fn doing(steps: &[Entered]) -> LearningStage {
    let parts = [
        (TrackKind::Actions, LearningStage::Implementation),
        (TrackKind::Publication, LearningStage::Publication),
        (TrackKind::LocalReview, LearningStage::AgencyAnalysis),
        (TrackKind::PanelExchange, LearningStage::PanelExchange),
        (TrackKind::RapidReview, LearningStage::InformationGathering),
    ];
    let begun = |track| steps.iter().any(|one| one.step.track == track);
    let found = parts.iter().find(|(track, _)| begun(*track));
    found.map_or(LearningStage::IncidentKnown, |(_, stage)| *stage)
}
