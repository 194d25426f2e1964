//! Close a case when nothing is left open, and open it again when something comes to light.

use access::{Ctx, Section, actions};
use model::case::{Action, Closing, Decision, OpenedAgain, SafetyLine};
use model::scheme::Scheme;
use model::track::{Entered, Unfinished, unfinished};
use model::{FormId, Sensitive};
use vault::{Stored, VaultError};

use crate::decision::decide::has_words;
use crate::decision::steps::entered;
use crate::incident::find;
use crate::keep::open;
use crate::review::CaseRecords;
use crate::{App, AppError, Reference};

/// The tracks of a case that are not at an end.
#[must_use]
pub fn left_open(scheme: &Scheme, records: &CaseRecords) -> Vec<Unfinished> {
    open_tracks(scheme, &records.entered(), records.decision())
}

fn open_tracks(
    scheme: &Scheme,
    steps: &[Entered],
    decision: Option<&Stored<Decision>>,
) -> Vec<Unfinished> {
    let outcome = decision.and_then(|one| scheme.outcome(&one.body.outcome));
    unfinished(scheme, steps, outcome.is_some_and(|one| one.rapid_review))
}

/// Closes a case.
///
/// # Errors
/// [`AppError::Rule`] `close-safety` while a child's safety is open, `close-actions` while an action is still to be done,
/// `close-reason` without a reason,
/// `close-tracks` when a track is not at an end and no reason is named for it, `case-closed`.
pub async fn close(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &Closing,
) -> Result<(), AppError> {
    if !has_words(&new.reason) {
        return Err(AppError::Rule("close-reason"));
    }
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                if vault::already_done(tx, form).await?.is_some() {
                    return Ok(());
                }
                let section = Section::General;
                let (permit, scheme) =
                    open::<actions::MoveTrack>(tx, app, reference, section).await?;
                let safety = vault::list_with::<_, SafetyLine>(tx, &permit).await?;
                if safety.iter().any(|one| one.body.is_open()) {
                    return Err(VaultError::Rule("close-safety"));
                }
                let all = vault::list_with::<_, Action>(tx, &permit).await?;
                if all.iter().any(|one| one.body.is_open()) {
                    return Err(VaultError::Rule("close-actions"));
                }
                let steps = entered(tx, &permit).await?;
                let decisions = vault::list_with::<_, Decision>(tx, &permit).await?;
                for one in open_tracks(scheme, &steps, decisions.last()) {
                    let named = new.left_open.iter().any(|left| {
                        (left.track, left.instance) == (one.track, one.instance)
                            && has_words(&left.reason)
                    });
                    if !named {
                        return Err(VaultError::Rule("close-tracks"));
                    }
                }
                vault::save_new(tx, &permit, new).await?;
                vault::set_closed(tx, &permit, true).await?;
                vault::remember(tx, form, "closed").await
            })
        })
        .await?;
    Ok(())
}

/// Opens a closed case again.
///
/// # Errors
/// [`AppError::Rule`] `open-again-reason` without a reason, `case-open` when it is open.
pub async fn open_again(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    reason: &Sensitive<String>,
) -> Result<(), AppError> {
    if !has_words(reason) {
        return Err(AppError::Rule("open-again-reason"));
    }
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::MoveTrack>(case, Section::General)
                    .await?;
                if vault::already_done(tx, form).await?.is_some() {
                    return Ok(());
                }
                if vault::case_of(tx, &permit).await?.closed_at.is_none() {
                    return Err(VaultError::Rule("case-open"));
                }
                let new = OpenedAgain {
                    reason: reason.clone(),
                };
                vault::save_new(tx, &permit, &new).await?;
                vault::set_closed(tx, &permit, false).await?;
                vault::remember(tx, form, "opened").await
            })
        })
        .await?;
    Ok(())
}
