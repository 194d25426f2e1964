//! The report was sent to those who must have it before it is published.

use access::{Ctx, Permit, Section, actions};
use model::case::{NOTICE_TO, PublicationNotice, Told};
use model::scheme::{Scheme, StageKind, TrackKind};
use model::track::{Transition, standings};
use model::{FormId, RecordId, UncertainDate};
use vault::{VaultError, VaultTx};

use super::lacks::items;
use super::{Made, by_somebody};
use crate::decision::steps::{entered, step};
use crate::keep::{kept_before, open, save};
use crate::{App, AppError, Place, Reference};

/// Keeps that the report was sent to one of them; there is one record for each. With the last one the step *notice given*
/// is taken in the same transaction, with the latest of the dates.
///
/// # Errors
/// [`AppError::Rule`] `publication-no-such-recipient`, `publication-channel` for a way that there is not,
/// `publication-by`, `publication-later`, the rules on versions of [`super::keep_check`], the codes of
/// [`model::track::StepRefused`]; [`AppError::Clash`].
pub async fn keep_notice(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &PublicationNotice,
) -> Result<RecordId, AppError> {
    by_somebody(ctx, &new.by, &new.on).map_err(AppError::Rule)?;
    if !Told::CHANNELS.contains(&new.channel.as_str()) {
        return Err(AppError::Rule("publication-channel"));
    }
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, scheme) =
                    open::<actions::EditPublication>(tx, app, reference, Section::General).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                let mut known = items(scheme, NOTICE_TO);
                if !known.any(|item| item.code == new.recipient) {
                    return Err(VaultError::Rule("publication-no-such-recipient"));
                }
                let made = Made::of(tx, &permit).await?;
                made.accepts(new.of, made.notice(&new.recipient), sent.1)?;
                let id = save(tx, &permit, sent, new).await?;
                if let Some(on) = all_given(&made, scheme, new) {
                    given(tx, &permit, scheme, on).await?;
                }
                Ok(id)
            })
        })
        .await?)
}

/// The latest of the dates, when with the new notice everybody has the report.
fn all_given(made: &Made, scheme: &Scheme, new: &PublicationNotice) -> Option<UncertainDate> {
    let list = scheme.list(NOTICE_TO)?;
    let mut latest = new.on;
    for item in &list.items {
        if item.code == new.recipient {
            continue;
        }
        let on = made.given(&item.code)?.body.on;
        if on.latest() > latest.latest() {
            latest = on;
        }
    }
    Some(latest)
}

/// The step, unless the track stands there already with this date.
async fn given(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::EditPublication>,
    scheme: &Scheme,
    on: UncertainDate,
) -> Result<(), VaultError> {
    let steps = entered(tx, permit).await?;
    let standing = standings(&steps);
    let here = standing.get(&(TrackKind::Publication, 0));
    let there = here.is_some_and(|one| {
        one.stage == StageKind::NoticeGiven && one.since.is_certain_day() == on.is_certain_day()
    });
    if there {
        return Ok(());
    }
    let next = Transition::new(TrackKind::Publication, StageKind::NoticeGiven, on);
    step(tx, permit, (scheme, &steps), next).await
}
