//! A question to those behind an item, or an answer, while it waits for a second person: it is kept in the organisation's own place
//! until they agree, so that whom an item came from stands nowhere else.

use access::{Action, Ctx, Section, actions};
use commons::SaidTo;
use model::case::KeptAgreed;
use model::learning::{Leaves as _, LeavingSays, LeavingStands, LeavingWords};
use model::{FormId, RecordId, Sensitive, SharedId};
use vault::{Stored, VaultError};

use super::questions::say;
use super::second::{self, Asked, SecondWaits};
use super::uptake::item_of;
use crate::incident::find;
use crate::keep::{kept_before, save};
use crate::moment::own_place_under;
use crate::sharing::author;
use crate::{App, AppError};

/// Keeps words so that they wait; what was sent back of the same is let go.
///
/// # Errors
/// [`AppError::NotPermitted`]; [`AppError::Rule`] `question-second` while other words of the same wait.
pub(super) async fn ask_second<O: Action>(
    app: &App,
    ctx: &Ctx,
    (form, item): (FormId, SharedId),
    (says, same): (LeavingSays, &(dyn Fn(&LeavingWords) -> bool + Send + Sync)),
) -> Result<(), AppError> {
    let new = &LeavingWords {
        item,
        says,
        by: author(ctx)?,
        on: ctx.today(),
        stands: LeavingStands::Waits,
    };
    let place = &own_place_under::<O>(app, ctx).await?;
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, place).await?;
                let permit = tx
                    .permit::<actions::KeepUptake>(case, Section::General)
                    .await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let all = vault::list_with::<_, LeavingWords>(tx, &permit).await?;
                for mut one in all.into_iter().filter(|one| same(&one.body)) {
                    if one.body.asked().is_some() {
                        return Err(VaultError::Rule("question-second"));
                    }
                    if one.body.is_open() {
                        one.body.withdraw();
                        vault::save(tx, &permit, one.id, one.version, &one.body).await?;
                    }
                }
                let kept: Result<_, VaultError> = save(tx, &permit, (form, None), new).await;
                kept.map(drop)
            })
        })
        .await?;
    Ok(())
}

async fn to_agree(app: &App, ctx: &Ctx, id: RecordId) -> Result<Stored<LeavingWords>, AppError> {
    second::one_to_agree(app, ctx, |one: &Stored<LeavingWords>| one.id == id).await
}

/// A question or an answer that waits for a second person, or was sent back; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`] when there is none, or the actor may not be a second person; [`AppError::Rule`] `words-tried-often`.
pub async fn words_to_agree(
    app: &App,
    ctx: &Ctx,
    id: RecordId,
) -> Result<Asked<LeavingWords>, AppError> {
    let kept = to_agree(app, ctx, id).await?;
    if !kept.body.is_open() {
        return Err(AppError::NotFound);
    }
    let mut asked = second::as_asked(app, ctx, kept).await?;
    if asked.kept.body.sent_back().is_some() {
        asked.may = asked.may.and(Err("second-sent-back"));
    }
    Ok(asked)
}

/// Agrees to a question or an answer that waits, in the version that was shown: with that it goes to the broker, or to those who asked.
///
/// # Errors
/// As [`words_to_agree`]; [`AppError::Rule`] `release-author` for whoever wrote it, `second-another-agency` for somebody of their
/// agency, `question-identifies` when something in it points at somebody by now, `shared-ended`, `question-waits`,
/// `changed-meanwhile` when something else waits or the question does not, `release-agree` and `release-agree-why` where something rare
/// is in it to which they do not agree with a reason.
pub async fn agree_to_words(
    app: &App,
    ctx: &Ctx,
    (form, (id, shown)): (FormId, (RecordId, i64)),
    rare: &[KeptAgreed],
) -> Result<(), AppError> {
    let kept = to_agree(app, ctx, id).await?;
    if kept.body.asked().is_some() {
        may_leave(app, ctx, &kept.body).await?;
    }
    let body = second::agree(app, ctx, (form, shown), (kept, rare)).await?;
    match body.says {
        LeavingSays::Question(asked) => {
            let (item, asked) = (&item_of(app, ctx, body.item).await?, &asked);
            let commons = app.commons().await?;
            let done = commons.transact(ctx, |tx| {
                Box::pin(async move { commons::ask_origin(tx, (id, item), asked).await })
            });
            Ok(done.await?)
        }
        LeavingSays::Answer {
            question,
            version,
            text,
            named,
            ..
        } => {
            let said = SaidTo::Answer(body.item, text, named);
            say(app, ctx, (form, (question, version)), &said).await
        }
    }
}

/// Whether it could still go where it goes.
async fn may_leave(app: &App, ctx: &Ctx, words: &LeavingWords) -> Result<(), AppError> {
    let commons = app.commons().await?;
    match &words.says {
        LeavingSays::Question(_) => {
            let item = &item_of(app, ctx, words.item).await?;
            let may = commons.look(ctx, |tx| {
                Box::pin(async move { commons::may_be_asked(tx, item).await })
            });
            Ok(may.await?)
        }
        LeavingSays::Answer {
            question, version, ..
        } => {
            let which = (*question, words.item, *version);
            let waits = commons.look(ctx, |tx| {
                Box::pin(async move { commons::waits_for_answer(tx, which).await })
            });
            let waits = waits.await?.then_some(());
            waits.ok_or(AppError::Rule("changed-meanwhile"))
        }
    }
}

/// Sends back a question or an answer, with a reason, in the version that was shown.
///
/// # Errors
/// As [`agree_to_words`]; [`AppError::Rule`] `second-why` without a reason.
pub async fn send_back_words(
    app: &App,
    ctx: &Ctx,
    (form, (id, shown)): (FormId, (RecordId, i64)),
    why: &Sensitive<String>,
) -> Result<(), AppError> {
    let kept = to_agree(app, ctx, id).await?;
    second::send_back(app, ctx, (form, shown), (kept, why)).await
}

/// Withdraws a question or an answer that the actor wrote, before a second person agreed to it or after it was sent back.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Rule`] `second-not-yours` when somebody else wrote it or nothing waits; [`AppError::Clash`].
pub async fn withdraw_words(
    app: &App,
    ctx: &Ctx,
    (form, (id, shown)): (FormId, (RecordId, i64)),
) -> Result<(), AppError> {
    let kept = to_agree(app, ctx, id).await?;
    second::withdraw::<actions::AgreeLeaving, LeavingWords>(app, ctx, (form, shown), kept).await
}

/// The questions and answers that wait for the actor: to be read as the second person, or sent back to them.
///
/// # Errors
/// [`AppError`].
pub async fn words_waiting(app: &App, ctx: &Ctx) -> Result<Vec<SecondWaits<RecordId>>, AppError> {
    second::waiting(app, ctx, |one: &Stored<LeavingWords>| one.id).await
}

/// The questions and answers of the organisation that wait for somebody, for whoever may be a second person. Codes and ids alone leave
/// the use case, so no reading is written down.
pub(super) async fn open_words(
    app: &App,
    ctx: &Ctx,
) -> Result<Vec<Stored<LeavingWords>>, AppError> {
    let vault = app.vault(ctx).await?;
    let all = vault.look(ctx, |tx| {
        Box::pin(second::all_that_wait::<LeavingWords>(tx))
    });
    let mut all = all.await?;
    all.retain(|one| one.body.is_open());
    Ok(all)
}
