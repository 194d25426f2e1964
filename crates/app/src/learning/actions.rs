//! Actions: agreed, done or given up, and looked at again.

use access::{Ctx, Permit, Section, actions};
use model::case::{Action, ActionStands, ChangeSeen, LearningPoint, Seen};
use model::{FormId, RecordId};
use vault::{VaultError, VaultTx};

use crate::decision::decide::has_words;
use crate::keep::{kept_before, open, save, take_away};
use crate::{App, AppError, Place, Reference};

type Acts<'tx> = Permit<'tx, actions::EditActions>;

/// Agrees an action, or changes what was agreed. Where it stands and what was seen of it stay as they are; days on
/// which nobody has looked yet move with the day on which it is due.
///
/// # Errors
/// [`AppError::Rule`] `action-what`, `action-owner`, `action-different` or `action-known` without words, `action-past` for
/// a new one that would be due before today, `case-closed`; [`AppError::NotFound`] without such a learning point;
/// [`AppError::Clash`].
pub async fn keep_action(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &Action,
) -> Result<RecordId, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, _) =
                    open::<actions::EditActions>(tx, app, reference, Section::General).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                let needed = [
                    (&new.what, "action-what"),
                    (&new.owner, "action-owner"),
                    (&new.different, "action-different"),
                    (&new.how_known, "action-known"),
                ];
                if let Some((_, code)) = needed.into_iter().find(|(words, _)| !has_words(words)) {
                    return Err(VaultError::Rule(code));
                }
                vault::one::<_, LearningPoint>(tx, &permit, new.learning_point).await?;
                let mut new = new.clone();
                match sent.1 {
                    None if new.due < tx.ctx.today() => {
                        return Err(VaultError::Rule("action-past"));
                    }
                    None => {
                        new.stands = ActionStands::Open;
                        new.look_again = Action::looks_after(new.due);
                    }
                    Some((id, _)) => {
                        let kept = vault::one::<_, Action>(tx, &permit, id).await?.body;
                        new.stands = kept.stands;
                        new.look_again = kept.look_again;
                        new.move_looks();
                    }
                }
                save(tx, &permit, sent, &new).await
            })
        })
        .await?)
}

/// Says where an action stands.
///
/// # Errors
/// [`AppError::Rule`] `action-stands-why` without words, `action-stands-later` when it would be in future,
/// `case-closed`; [`AppError::NotFound`]; [`AppError::Clash`].
pub async fn stand(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, (RecordId, i64)),
    stands: &ActionStands,
) -> Result<(), AppError> {
    let to = |action: &mut Action, ctx: &Ctx| {
        if let Some((on, why)) = stands.since() {
            if on > ctx.today() {
                return Err("action-stands-later");
            }
            if !has_words(why) {
                return Err("action-stands-why");
            }
        }
        action.stands = stands.clone();
        Ok(())
    };
    change(app, ctx, reference, sent, to).await
}

/// Records what somebody saw on a day to look again. Where nothing had changed the action stands as *no change seen*;
/// where something had after all, as done.
///
/// # Errors
/// [`AppError::Rule`] `action-look-none` when no look is waited for, `action-look-shown` without words,
/// `action-look-later` when it would be in future, `case-closed`; [`AppError::NotFound`]; [`AppError::Clash`].
pub async fn look_again(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, (RecordId, i64)),
    seen: &Seen,
) -> Result<(), AppError> {
    let to = |action: &mut Action, ctx: &Ctx| {
        let Some((at, _)) = action.next_look() else {
            return Err("action-look-none");
        };
        if seen.on > ctx.today() {
            return Err("action-look-later");
        }
        if !has_words(&seen.shown_by) {
            return Err("action-look-shown");
        }
        if let Some(look) = action.look_again.get_mut(at) {
            look.seen = Some(seen.clone());
        }
        let (on, words) = (seen.on, seen.shown_by.clone());
        match (seen.change, &action.stands) {
            (ChangeSeen::NoChange, _) => {
                action.stands = ActionStands::NoChangeSeen { on, why: words };
            }
            (ChangeSeen::Changed | ChangeSeen::InPart, ActionStands::NoChangeSeen { .. }) => {
                action.stands = ActionStands::Done {
                    on,
                    shown_by: words,
                };
            }
            _ => {}
        }
        Ok(())
    };
    change(app, ctx, reference, sent, to).await
}

/// Takes an action out of sight that was entered by mistake; its versions stay. One that was agreed and is not done any
/// more is rejected or superseded instead.
///
/// # Errors
/// [`AppError::Rule`] `changed-meanwhile`, `case-closed`.
pub async fn take_action_away(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, (RecordId, i64)),
) -> Result<(), AppError> {
    take_away::<actions::EditActions, Action>(app, ctx, reference, sent).await
}

/// Changes a kept action by a rule that may refuse.
async fn change(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, (id, shown)): (FormId, (RecordId, i64)),
    to: impl Fn(&mut Action, &Ctx) -> Result<(), &'static str> + Send + Sync,
) -> Result<(), AppError> {
    let to = &to;
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, _) =
                    open::<actions::EditActions>(tx, app, reference, Section::General).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                changed(tx, &permit, (form, (id, shown)), to).await
            })
        })
        .await?;
    Ok(())
}

async fn changed(
    tx: &mut VaultTx<'_>,
    permit: &Acts<'_>,
    (form, (id, shown)): (FormId, (RecordId, i64)),
    to: &(impl Fn(&mut Action, &Ctx) -> Result<(), &'static str> + Send + Sync),
) -> Result<(), VaultError> {
    let mut kept = vault::one::<_, Action>(tx, permit, id).await?;
    if kept.version != shown {
        return Err(vault::clash(&kept)?);
    }
    to(&mut kept.body, tx.ctx).map_err(VaultError::Rule)?;
    save(tx, permit, (form, Some((id, shown))), &kept.body).await?;
    Ok(())
}
