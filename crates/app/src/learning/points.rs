//! Learning points: recorded from the first day, by anybody on the team.

use access::{Ctx, Permit, Section, actions};
use commons::ThemeList;
use model::case::{Action, AgencyInvolved, LearningPoint};
use model::{FormId, RecordId};
use vault::{Stored, VaultError, VaultTx};

use crate::decision::decide::has_words;
use crate::decision::steps::certainly_later;
use crate::keep::{kept_before, open, save};
use crate::library::list_for;
use crate::people::has_code;
use crate::{App, AppError, Place, Reference};

/// Records what was learned, or changes it.
///
/// # Errors
/// [`AppError::Rule`] `learning-learned` without words, `learning-level` or `learning-changed-at` for a code that the
/// scheme does not have, `learning-later` when it would be in future, `learning-agency` for an agency that is not involved,
/// `learning-theme` for a theme that the list does not have, `case-closed`; [`AppError::Clash`].
pub async fn keep_point(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &LearningPoint,
) -> Result<RecordId, AppError> {
    let themes = &list_for(app, ctx, &new.themes).await?;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, scheme) =
                    open::<actions::EditLearning>(tx, app, reference, Section::General).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                if !has_words(&new.learned) {
                    return Err(VaultError::Rule("learning-learned"));
                }
                for (code, refusal) in [
                    (&new.level, "learning-level"),
                    (&new.changed_at, "learning-changed-at"),
                ] {
                    if !has_code(scheme, "level", code) {
                        return Err(VaultError::Rule(refusal));
                    }
                }
                if certainly_later(tx.ctx, &new.learned_on) {
                    return Err(VaultError::Rule("learning-later"));
                }
                let involved = vault::list_with::<_, AgencyInvolved>(tx, &permit).await?;
                let is_involved = |id: &RecordId| involved.iter().any(|one| one.id == *id);
                if !new.agencies.iter().all(is_involved) {
                    return Err(VaultError::Rule("learning-agency"));
                }
                if let Some(list) = themes {
                    bears(tx, &permit, list, (sent.1, &new.themes)).await?;
                }
                save(tx, &permit, sent, new).await
            })
        })
        .await?)
}

/// It bears themes of the list alone; one that is retired only where it bore it before.
async fn bears(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::EditLearning>,
    list: &ThemeList,
    (place, themes): (Place, &[String]),
) -> Result<(), VaultError> {
    let all: Vec<Stored<LearningPoint>> = vault::list_with(tx, permit).await?;
    let kept = place.and_then(|(id, _)| all.iter().find(|one| one.id == id));
    let before = kept.map_or(&[][..], |one| one.body.themes.as_slice());
    match list.may_bear(themes, before) {
        true => Ok(()),
        false => Err(VaultError::Rule("learning-theme")),
    }
}

/// Takes a learning point out of sight that nobody wants to keep; its versions stay.
///
/// # Errors
/// [`AppError::Rule`] `learning-has-actions` while an action answers it, `changed-meanwhile`, `case-closed`.
pub async fn take_point_away(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, (id, shown)): (FormId, (RecordId, i64)),
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, _) =
                    open::<actions::EditLearning>(tx, app, reference, Section::General).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let all = vault::list_with::<_, Action>(tx, &permit).await?;
                if all.iter().any(|one| one.body.learning_point == id) {
                    return Err(VaultError::Rule("learning-has-actions"));
                }
                vault::remove::<_, LearningPoint>(tx, &permit, id, shown).await?;
                vault::remember(tx, form, &id.to_string()).await
            })
        })
        .await
        .map_err(crate::keep::changed_meanwhile)
}
