//! Who hears of publication first, and their time with the draft.

use access::{Ctx, Section, actions};
use model::case::{NotFirst, ToldFirst};
use model::scheme::Scheme;
use model::{FormId, RecordId};
use vault::VaultError;

use super::{Made, by_somebody};
use crate::decision::decide::has_words;
use crate::decision::steps::certainly_later;
use crate::keep::{kept_before, open, save};
use crate::{App, AppError, Place, Reference};

/// Keeps whether a group was told first and had the draft, or why not; there is one record for each group.
///
/// # Errors
/// [`AppError::Rule`] `told-first-danger` when nobody says whether it could put somebody in danger, `publication-by` and
/// `publication-later` about the telling, `told-first-draft` when the draft was given in future or nothing says how long
/// they had it, `told-first-reason` when they were not told or had no draft and the reason lacks a code of the scheme,
/// words or a name; the rules on versions of [`super::keep_check`]; [`AppError::Clash`].
pub async fn keep_told_first(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &ToldFirst,
) -> Result<RecordId, AppError> {
    said(ctx, new).map_err(AppError::Rule)?;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, scheme) =
                    open::<actions::EditPublication>(tx, app, reference, Section::General).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                let has_reason = |one: &NotFirst| is_reason(scheme, one);
                if !new.not_first.as_ref().is_none_or(has_reason) {
                    return Err(VaultError::Rule("told-first-reason"));
                }
                let made = Made::of(tx, &permit).await?;
                made.accepts(new.of, made.told(new.whom), sent.1)?;
                save(tx, &permit, sent, new).await
            })
        })
        .await?)
}

fn said(ctx: &Ctx, new: &ToldFirst) -> Result<(), &'static str> {
    if !has_words(&new.danger) {
        return Err("told-first-danger");
    }
    if let Some(told) = &new.told {
        by_somebody(ctx, &told.by, &told.on)?;
    }
    if let Some(draft) = &new.draft
        && (!has_words(&draft.how_long) || certainly_later(ctx, &draft.from))
    {
        return Err("told-first-draft");
    }
    let lacks = new.told.is_none() || new.draft.is_none();
    if lacks && new.not_first.is_none() {
        return Err("told-first-reason");
    }
    Ok(())
}

fn is_reason(scheme: &Scheme, one: &NotFirst) -> bool {
    let list = scheme.list("not_told_first");
    let known = list.is_some_and(|list| list.label_of(&one.reason).is_some());
    known && has_words(&one.words) && has_words(&one.decided_by)
}
