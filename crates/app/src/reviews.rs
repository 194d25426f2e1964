//! Every review that the reader may see, and where each stands: references, days and codes only.

use std::collections::{BTreeMap, BTreeSet};

use access::{Ctx, actions};
use model::scheme::{Scheme, StageKind, TrackKind};
use model::track::{Entered, Transition, standings};
use model::{CaseId, UncertainDate};
use vault::CaseFile;

use crate::{App, AppError};

/// A review of the list.
#[derive(Debug, Clone)]
pub struct ReviewLine {
    /// The case.
    pub case: CaseFile,
    /// Labels of the track and of the stage at which it stands.
    pub stands: Option<(String, String)>,
    /// When it was raised, where that was before it was brought in.
    pub raised_before: Option<UncertainDate>,
}

/// The tracks of a review in the order in which they are reached.
const ORDER: [TrackKind; 5] = [
    TrackKind::Notification,
    TrackKind::RapidReview,
    TrackKind::LocalReview,
    TrackKind::Actions,
    TrackKind::Publication,
];

/// Every review that the reader may see, closed ones too, newest first. A practice run that was ended is gone from it.
///
/// # Errors
/// [`AppError`].
pub async fn reviews(app: &App, ctx: &Ctx) -> Result<Vec<ReviewLine>, AppError> {
    let vault = app.vault(ctx).await?;
    let (cases, steps) = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::SeeToday>()?;
                let mut cases = vault::cases_of(tx, &permit).await?;
                cases.retain(|case| !case.practice || case.closed_at.is_none());
                let ids: BTreeSet<CaseId> = cases.iter().map(|case| case.id).collect();
                let steps = vault::across::<Transition>(tx, &permit, &ids).await?;
                Ok((cases, steps))
            })
        })
        .await?;
    let mut entered: BTreeMap<CaseId, Vec<Entered>> = BTreeMap::new();
    for one in steps {
        let step = Entered {
            step: one.body,
            at: one.added_at,
        };
        entered.entry(one.case).or_default().push(step);
    }
    let line = |case: CaseFile| {
        let loaded = app.scheme_of(&case.scheme, &case.scheme_digest).ok();
        let steps = entered.get(&case.id).map_or(&[][..], Vec::as_slice);
        let stands = loaded.and_then(|loaded| furthest(&loaded.scheme, steps));
        ReviewLine {
            raised_before: crate::bring_in::raised_before(steps),
            case,
            stands,
        }
    };
    Ok(cases.into_iter().map(line).collect())
}

/// Where the furthest track stands. A case that was not notified, was withdrawn or passed on says that, unless local
/// learning has begun.
fn furthest(scheme: &Scheme, steps: &[Entered]) -> Option<(String, String)> {
    let standing = standings(steps);
    let at = |track| standing.values().rfind(|one| one.track == track);
    let ended = at(TrackKind::Notification).filter(|one| {
        matches!(
            one.stage,
            StageKind::Withdrawn | StageKind::Transferred | StageKind::Reopened
        )
    });
    let found = ended.or_else(|| ORDER.into_iter().rev().find_map(at))?;
    let track = scheme.track(found.track)?;
    let stage = scheme.stage(found.track, found.stage)?;
    Some((track.label.en.clone(), stage.label.en.clone()))
}
