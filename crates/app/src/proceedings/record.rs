//! Record proceedings that run beside a review; each has a track of its own.

use access::{Ctx, Permit, Section, actions};
use model::case::Proceedings;
use model::scheme::{Scheme, StageKind, TrackKind};
use model::track::{Transition, may_step};
use model::{FormId, RecordId};
use vault::{VaultError, VaultTx};

use crate::decision::decide::has_words;
use crate::decision::steps::{certainly_later, entered};
use crate::keep::{kept_before, open, save};
use crate::{App, AppError, Place, Reference};

/// Records proceedings, or changes what is known of them. New ones begin a track where the scheme has
/// one; the day they began is changed there afterwards.
///
/// # Errors
/// [`AppError::Rule`] `proceedings-kind` for a kind the scheme does not have, `proceedings-contact`
/// without a contact, `proceedings-later` when they would begin in future, `case-closed`;
/// [`AppError::Clash`].
pub async fn record(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &Proceedings,
) -> Result<RecordId, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let section = Section::General;
                let (permit, scheme) =
                    open::<actions::EditProceedings>(tx, app, reference, section).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                check(scheme, ctx, new).map_err(VaultError::Rule)?;
                let mut body = new.clone();
                if let Some((id, _)) = sent.1 {
                    let kept = vault::one::<_, Proceedings>(tx, &permit, id).await?.body;
                    body.instance = kept.instance;
                    body.began = kept.began;
                } else {
                    body.instance = begin(tx, (&permit, scheme), new).await?;
                }
                save(tx, &permit, sent, &body).await
            })
        })
        .await?)
}

fn check(scheme: &Scheme, ctx: &Ctx, new: &Proceedings) -> Result<(), &'static str> {
    let list = scheme.list("proceedings").ok_or("no-scheme")?;
    if list.label_of(&new.kind).is_none() {
        return Err("proceedings-kind");
    }
    if !has_words(&new.contact) {
        return Err("proceedings-contact");
    }
    if certainly_later(ctx, &new.began) {
        return Err("proceedings-later");
    }
    Ok(())
}

/// The first step of a track of their own, and its number.
async fn begin(
    tx: &mut VaultTx<'_>,
    (permit, scheme): (&Permit<'_, actions::EditProceedings>, &Scheme),
    new: &Proceedings,
) -> Result<Option<u32>, VaultError> {
    if scheme.track(TrackKind::Proceedings).is_none() {
        return Ok(None);
    }
    let steps = entered(tx, permit).await?;
    let instance = crate::tracks::next_number(&steps, TrackKind::Proceedings);
    let step = Transition {
        instance,
        ..Transition::new(TrackKind::Proceedings, StageKind::Begun, new.began)
    };
    may_step(scheme, &steps, &step).map_err(|refused| VaultError::Rule(refused.code()))?;
    vault::save_new(tx, permit, &step).await?;
    Ok(Some(instance))
}
