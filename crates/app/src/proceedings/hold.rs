//! What proceedings hold back, the condition that ends it, and lifting it.

use access::{Ctx, Section, actions};
use model::case::{Hold, Lifted, Proceedings};
use model::scheme::Scheme;
use model::{FormId, RecordId};
use vault::VaultError;

use crate::decision::decide::has_words;
use crate::keep::{kept_before, open, save};
use crate::lateness::check_lifted;
use crate::{App, AppError, Place, Reference};

/// Records that proceedings hold something back, or changes it: a new day to look again, another
/// condition. It pauses no clock.
///
/// # Errors
/// [`AppError::Rule`] `hold-what` for something the scheme does not list, `hold-words` when it does not
/// say about whom or what, who asked, what ends it or who lifts it, `hold-review` when the day to look
/// again is before it begins, `hold-lifted` when it no longer stands, `case-closed`;
/// [`AppError::NotFound`] without such proceedings; [`AppError::Clash`].
pub async fn hold(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &Hold,
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
                check(scheme, new).map_err(VaultError::Rule)?;
                vault::one::<_, Proceedings>(tx, &permit, new.proceedings).await?;
                let mut body = new.clone();
                body.lifted = None;
                if let Some((id, _)) = sent.1 {
                    let kept = vault::one::<_, Hold>(tx, &permit, id).await?.body;
                    if !kept.stands() {
                        return Err(VaultError::Rule("hold-lifted"));
                    }
                    body.proceedings = kept.proceedings;
                }
                save(tx, &permit, sent, &body).await
            })
        })
        .await?)
}

fn check(scheme: &Scheme, new: &Hold) -> Result<(), &'static str> {
    let list = scheme.list("held").ok_or("no-scheme")?;
    if list.label_of(&new.what).is_none() {
        return Err("hold-what");
    }
    let words = [&new.about, &new.asked_by, &new.ends_when, &new.lifts];
    if !words.into_iter().all(has_words) {
        return Err("hold-words");
    }
    if new.review_on < new.from {
        return Err("hold-review");
    }
    Ok(())
}

/// Lifts a hold: who, when, why. What it said stays on record.
///
/// # Errors
/// [`AppError::Rule`] `lifted-words`, `lifted-later`, `hold-lifted-early` when that day is before it
/// began, `hold-lifted` when it no longer stands, `case-closed`; [`AppError::NotFound`].
pub async fn lift(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    (id, how): (RecordId, &Lifted),
) -> Result<(), AppError> {
    check_lifted(ctx, how).map_err(AppError::Rule)?;
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let section = Section::General;
                let (permit, _) =
                    open::<actions::EditProceedings>(tx, app, reference, section).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let kept = vault::one::<_, Hold>(tx, &permit, id).await?;
                if !kept.body.stands() {
                    return Err(VaultError::Rule("hold-lifted"));
                }
                if how.on < kept.body.from {
                    return Err(VaultError::Rule("hold-lifted-early"));
                }
                let mut new = kept.body;
                new.lifted = Some(how.clone());
                save(tx, &permit, (form, Some((id, kept.version))), &new)
                    .await
                    .map(|_| ())
            })
        })
        .await?;
    Ok(())
}
