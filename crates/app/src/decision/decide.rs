//! The local authority decides. It may act with views missing or against, with reasons: day five
//! never waits.

use access::{Ctx, Permit, Section, actions};
use model::FormId;
use model::case::{CriterionView, Decision};
use model::scheme::{Scheme, StageKind, TrackKind};
use model::track::{Entered, StepDetails, Transition, may_step};
use vault::{VaultError, VaultTx};

use crate::incident::find;
use crate::review::CaseRecords;
use crate::{App, AppError, Reference};

/// A decision to be recorded.
pub type Deciding = Decision;

/// Records the decision on notifying, and the step it means. An earlier decision is kept.
///
/// # Errors
/// [`AppError::Rule`] `decision-outcome` for an outcome the scheme does not have, `decision-date` when
/// its day is not certain, `decision-despite` when a view is missing or against and no reason is
/// given, `decision-route` when nothing is notified and no local route is chosen; the codes of
/// [`model::track::StepRefused`].
pub async fn decide(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &Deciding,
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::DecideNotification>(case, Section::General)
                    .await?;
                if vault::already_done(tx, form).await?.is_some() {
                    return Ok(());
                }
                let file = vault::case_of(tx, &permit).await?;
                let loaded = app
                    .scheme_of(&file.scheme, &file.scheme_digest)
                    .map_err(|_| VaultError::Rule("no-scheme"))?;
                record(tx, &permit, &loaded.scheme, new).await?;
                vault::remember(tx, form, "kept").await
            })
        })
        .await?;
    Ok(())
}

async fn record(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::DecideNotification>,
    scheme: &Scheme,
    new: &Decision,
) -> Result<(), VaultError> {
    let outcome = scheme
        .outcome(&new.outcome)
        .ok_or(VaultError::Rule("decision-outcome"))?;
    if new.on.is_certain_day().is_none() {
        return Err(VaultError::Rule("decision-date"));
    }
    let views = vault::list_with::<_, CriterionView>(tx, permit).await?;
    let agrees = |partner: &str| {
        let view = views.iter().rfind(|one| one.body.partner == partner);
        view.is_some_and(|one| one.body.outcome == new.outcome)
    };
    let all_agree = scheme.partners.iter().all(|partner| agrees(&partner.id));
    let explained = new
        .despite
        .as_ref()
        .is_some_and(|words| !words.0.trim().is_empty());
    if !all_agree && !explained {
        return Err(VaultError::Rule("decision-despite"));
    }
    if !outcome.notify && outcome.local_route && new.local_route.is_none() {
        return Err(VaultError::Rule("decision-route"));
    }
    vault::save_new(tx, permit, new).await?;
    take(
        tx,
        permit,
        scheme,
        (TrackKind::Notification, outcome.stage),
        new,
    )
    .await?;
    match new.local_route.as_deref() {
        None => Ok(()),
        Some("none_with_reason") => {
            let stage = (TrackKind::LocalReview, StageKind::NoLocalLearning);
            take(tx, permit, scheme, stage, new).await
        }
        Some(_) => {
            let stage = (TrackKind::LocalReview, StageKind::LocalLearningBegun);
            take(tx, permit, scheme, stage, new).await
        }
    }
}

async fn take(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::DecideNotification>,
    scheme: &Scheme,
    (track, to): (TrackKind, StageKind),
    new: &Decision,
) -> Result<(), VaultError> {
    let taken = CaseRecords {
        steps: vault::list_with(tx, permit).await?,
        ..CaseRecords::default()
    };
    let entered: Vec<Entered> = taken.entered();
    let details = StepDetails {
        local_route: new.local_route.clone(),
        ..StepDetails::default()
    };
    let next = Transition {
        track,
        instance: 0,
        to,
        happened: new.on,
        reason: Some(new.reasons.clone()),
        details,
    };
    may_step(scheme, &entered, &next).map_err(|refused| VaultError::Rule(refused.code()))?;
    vault::save_new(tx, permit, &next).await.map(|_| ())
}
