//! A moment is revised, doubted, reopened or looked at again. Nothing is overwritten: each is a version of its own, with why.

use access::{Ctx, Section, actions};
use model::learning::{Moment, MomentStands, MomentTurn, MomentTurnKind};
use model::{Date, FormId, RecordId, Sensitive};
use vault::VaultError;

use crate::decision::decide::has_words;
use crate::incident::find;
use crate::keep::{kept_before, save};
use crate::moment::{is_held_back, learner};
use crate::{App, AppError, Reference};

/// What somebody says after looking at a moment again. Who finds that it changed revises it.
#[derive(Debug, Clone)]
pub struct Look {
    /// Still holds, no longer, or not yet to be said.
    pub what: MomentTurnKind,
    /// Why.
    pub why: Sensitive<String>,
    /// When to look again.
    pub next: Option<Date>,
}

/// The form that was sent, the moment, and the version that was shown.
pub(super) type Sent = (FormId, (RecordId, i64));

/// Puts new words in the place of those of a moment. It is held then; the day to look at it again counts as kept where it
/// had come.
///
/// # Errors
/// [`AppError::Rule`] `journey-words`, `journey-same` when nothing is different, `journey-why`, `journey-next` for a day that
/// has come; [`AppError::Clash`]; [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn revise(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: Sent,
    (words, why, next): (&Sensitive<String>, &Sensitive<String>, Option<Date>),
) -> Result<(), AppError> {
    let to = |moment: &mut Moment, ctx: &Ctx| {
        if !has_words(words) {
            return Err("journey-words");
        }
        if words.0.trim() == moment.seen_differently.0.trim() {
            return Err("journey-same");
        }
        is_ahead(ctx, next)?;
        moment.seen_differently = Sensitive(words.0.trim().to_owned());
        moment.take(turn(ctx, MomentTurnKind::Revised, why)?, next);
        Ok(())
    };
    change(app, ctx, reference, sent, to).await
}

/// Says that a moment is doubted, and why.
///
/// # Errors
/// [`AppError::Rule`] `journey-why`, `journey-let-go` when it is not held any longer; [`AppError::Clash`];
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn doubt(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: Sent,
    why: &Sensitive<String>,
) -> Result<(), AppError> {
    let to = |moment: &mut Moment, ctx: &Ctx| {
        if moment.stands == MomentStands::LetGo {
            return Err("journey-let-go");
        }
        moment.take(turn(ctx, MomentTurnKind::Doubted, why)?, None);
        Ok(())
    };
    change(app, ctx, reference, sent, to).await
}

/// Opens a moment again that was doubted or let go.
///
/// # Errors
/// [`AppError::Rule`] `journey-why`, `journey-open` when it is neither; [`AppError::Clash`]; [`AppError::NotFound`],
/// [`AppError::NotPermitted`].
pub async fn reopen(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: Sent,
    why: &Sensitive<String>,
) -> Result<(), AppError> {
    let to = |moment: &mut Moment, ctx: &Ctx| {
        if !matches!(moment.stands, MomentStands::LetGo | MomentStands::Doubted) {
            return Err("journey-open");
        }
        moment.take(turn(ctx, MomentTurnKind::Reopened, why)?, None);
        Ok(())
    };
    change(app, ctx, reference, sent, to).await
}

/// Records what somebody says who looked at a moment again.
///
/// # Errors
/// [`AppError::Rule`] `journey-why`, `journey-next` for a day that has come, `journey-next-needed` when it cannot be said yet
/// and nobody says when to look again, `journey-let-go`; [`AppError::Clash`]; [`AppError::NotFound`],
/// [`AppError::NotPermitted`].
pub async fn look_again(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: Sent,
    look: &Look,
) -> Result<(), AppError> {
    let to = |moment: &mut Moment, ctx: &Ctx| {
        if moment.stands == MomentStands::LetGo {
            return Err("journey-let-go");
        }
        if !matches!(
            look.what,
            MomentTurnKind::StillHolds | MomentTurnKind::NoLonger | MomentTurnKind::NotYet
        ) {
            return Err("journey-look");
        }
        is_ahead(ctx, look.next)?;
        if look.what == MomentTurnKind::NotYet && look.next.is_none() {
            return Err("journey-next-needed");
        }
        moment.take(turn(ctx, look.what, &look.why)?, look.next);
        Ok(())
    };
    change(app, ctx, reference, sent, to).await
}

fn is_ahead(ctx: &Ctx, next: Option<Date>) -> Result<(), &'static str> {
    let ahead = next.is_none_or(|next| next > ctx.today());
    ahead.then_some(()).ok_or("journey-next")
}

fn turn(
    ctx: &Ctx,
    what: MomentTurnKind,
    why: &Sensitive<String>,
) -> Result<MomentTurn, &'static str> {
    if !has_words(why) {
        return Err("journey-why");
    }
    Ok(MomentTurn {
        what,
        on: ctx.today(),
        recorded_as: learner(ctx),
        why: Sensitive(why.0.trim().to_owned()),
        answers: None,
    })
}

/// Changes a kept moment by a rule that may refuse. Whoever may be a witness writes nothing before advice is on record:
/// `moment-witness`.
pub(super) async fn change(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, (id, shown)): Sent,
    to: impl Fn(&mut Moment, &Ctx) -> Result<(), &'static str> + Send + Sync,
) -> Result<(), AppError> {
    let to = &to;
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ReviseMoment>(case, Section::General)
                    .await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                if is_held_back(tx, &permit).await? {
                    return Err(VaultError::Rule("moment-witness"));
                }
                let mut kept = vault::one::<_, Moment>(tx, &permit, id).await?;
                if kept.version != shown {
                    return Err(vault::clash(&kept)?);
                }
                to(&mut kept.body, tx.ctx).map_err(VaultError::Rule)?;
                save(tx, &permit, (form, Some((id, shown))), &kept.body).await?;
                Ok(())
            })
        })
        .await?;
    Ok(())
}
