//! Record a step on a track.

use access::{Ctx, Permit, Section, actions};
use model::case::Proceedings;
use model::scheme::{Scheme, StageKind, TrackKind};
use model::track::{Transition, may_step};
use model::{FormId, RecordId};
use vault::{VaultError, VaultTx};

use crate::decision::steps::{after_others_of_today, certainly_later, entered};
use crate::keep::{kept_before, open, save};
use crate::{App, AppError, Beside, Reference};

use super::next_number;

/// Whether a step is recorded on a page of its own, which asks more than a step does.
#[must_use]
pub const fn has_own_page(track: TrackKind, to: StageKind) -> bool {
    match track {
        TrackKind::Notification => true,
        TrackKind::LocalReview => matches!(
            to,
            StageKind::LocalLearningBegun | StageKind::DecidedYes | StageKind::DecidedNo
        ),
        TrackKind::Publication => matches!(
            to,
            StageKind::NoticeGiven
                | StageKind::Published
                | StageKind::ImprovementsOnly
                | StageKind::Withheld
        ),
        TrackKind::Proceedings => matches!(to, StageKind::Begun),
        _ => false,
    }
}

/// Records a step that has no page of its own.
///
/// # Errors
/// [`AppError::Rule`] `step-own-page` for one that has, `step-later` for a day that is to come,
/// `proceedings-hold` when proceedings that would end still hold something back, `case-closed`; the codes of
/// [`model::track::StepRefused`].
pub async fn step(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &Transition,
) -> Result<RecordId, AppError> {
    if has_own_page(new.track, new.to) {
        return Err(AppError::Rule("step-own-page"));
    }
    if certainly_later(ctx, &new.happened) {
        return Err(AppError::Rule("step-later"));
    }
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let section = Section::General;
                let (permit, scheme) =
                    open::<actions::MoveTrack>(tx, app, reference, section).await?;
                if let Some(before) = kept_before(tx, form).await? {
                    return Ok(before);
                }
                held(tx, &permit, new).await?;
                let next = checked(tx, (&permit, scheme), new).await?;
                save(tx, &permit, (form, None), &next).await
            })
        })
        .await?)
}

async fn checked(
    tx: &mut VaultTx<'_>,
    (permit, scheme): (&Permit<'_, actions::MoveTrack>, &Scheme),
    new: &Transition,
) -> Result<Transition, VaultError> {
    let steps = entered(tx, permit).await?;
    if new.instance > next_number(&steps, new.track) {
        return Err(VaultError::Rule("track-no-such-stage"));
    }
    let mut next = new.clone();
    next.happened = after_others_of_today(tx.ctx, &steps, &next);
    may_step(scheme, &steps, &next).map_err(|refused| VaultError::Rule(refused.code()))?;
    Ok(next)
}

/// Proceedings that still hold something back are not over.
async fn held(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::MoveTrack>,
    new: &Transition,
) -> Result<(), VaultError> {
    if (new.track, new.to) != (TrackKind::Proceedings, StageKind::Ended) {
        return Ok(());
    }
    let beside = Beside::of(tx, permit).await?;
    let own = beside.proceedings.iter();
    let own: Vec<RecordId> = own
        .filter(|one| is_of(&one.body, new.instance))
        .map(|one| one.id)
        .collect();
    let mut standing = beside.standing_holds();
    if standing.any(|one| own.contains(&one.body.proceedings)) {
        return Err(VaultError::Rule("proceedings-hold"));
    }
    Ok(())
}

fn is_of(one: &Proceedings, instance: u32) -> bool {
    one.instance == Some(instance)
}
