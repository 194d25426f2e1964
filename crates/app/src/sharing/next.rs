//! A corrected version of something that was shared: a draft that begins with the words of the newest version and goes through
//! everything that the first one went through. Its item keeps its permanent id.

use access::{Ctx, Section, actions};
use model::case::{FollowsVersion, LearningRelease, SharingAuthor, SharingDraft};
use model::{FormId, RecordId, Sensitive};
use vault::{Stored, VaultError};

use super::made::Made;
use super::write::author;
use super::writers::writers;
use crate::keep::{kept_before, open, save};
use crate::{App, AppError, Reference};

/// Begins the next version of what was released of a draft, and returns the draft of it. Nothing that was decided in the check of
/// the version before counts for it, and nobody who wrote any version releases it.
///
/// # Errors
/// [`AppError::Rule`] `version-none` while it has not left, `version-ended` when it was taken back, `version-begun` when somebody
/// began a next version that is not released yet, `case-closed`; [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn begin_next(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, draft): (FormId, RecordId),
) -> Result<RecordId, AppError> {
    let seed = crypto::to_hex(&crypto::random::<32>()?);
    let seed = &seed;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, _) =
                    open::<actions::WriteSharing>(tx, app, reference, Section::General).await?;
                if let Some(before) = kept_before(tx, form).await? {
                    return Ok(before);
                }
                let made = Made::of(tx, &permit).await?;
                let newest = may_begin(&made, draft)?;
                let before = made.draft(newest.body.of).ok_or(VaultError::NotFound)?;
                let me = author(tx.ctx)?;
                let body = body(me, (&made, before), &newest.body, seed);
                save(tx, &permit, (form, None), &body).await
            })
        })
        .await?)
}

/// The newest version of what was released of a draft, where a next one may be begun.
fn may_begin(made: &Made, draft: RecordId) -> Result<&Stored<LearningRelease>, VaultError> {
    made.draft(draft).ok_or(VaultError::NotFound)?;
    let released = made.release(draft);
    let item = released.ok_or(VaultError::Rule("version-none"))?.body.item;
    let newest = made.newest(item).ok_or(VaultError::NotFound)?;
    if newest.body.taken_back.is_some() {
        return Err(VaultError::Rule("version-ended"));
    }
    match made.next_begun(item) {
        Some(_) => Err(VaultError::Rule("version-begun")),
        None => Ok(newest),
    }
}

fn body(
    me: SharingAuthor,
    (made, before): (&Made, &Stored<SharingDraft>),
    newest: &LearningRelease,
    seed: &str,
) -> SharingDraft {
    let mut authors: Vec<SharingAuthor> = Vec::new();
    for one in writers(made, before).into_iter().chain([me]) {
        if !authors.contains(&one) {
            authors.push(one);
        }
    }
    SharingDraft {
        from: before.body.from,
        of: before.body.of,
        learning: Sensitive(newest.learning.clone()),
        audience: newest.audience,
        names_partnership: newest.origin.partnership.is_some(),
        authors,
        seed: Sensitive(seed.to_owned()),
        follows: Some(FollowsVersion {
            item: newest.item,
            version: newest.version,
        }),
    }
}
