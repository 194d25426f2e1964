//! Letters and messages of the national body about a review, and what the partnership writes to it.

use access::{Ctx, Section, actions};
use model::case::{LetterSent, MessageSent};
use model::scheme::{StageKind, TrackKind};
use model::track::{Entered, Transition, standings};
use model::{EnvelopeId, FormId, RecordId, Sensitive};
use vault::{CaseFile, Inbox, Stored, VaultError, VaultTx};

use crate::decision::steps::{entered, step};
use crate::incident::find;
use crate::keep::{kept_before, open};
use crate::notification::national;
use crate::post::{LETTER, MESSAGE, NOTIFICATION, RAPID_REVIEW};
use crate::received::{Writing, letter_body, message_body};
use crate::{App, AppError, Reference};

/// What the national body wrote, once.
pub enum Wrote {
    /// A letter.
    Letter(Box<LetterSent>),
    /// A message.
    Message(Box<MessageSent>),
}

/// One thing that the national body wrote.
pub struct FromNational {
    /// The envelope.
    pub envelope: Inbox,
    /// What it says.
    pub wrote: Wrote,
}

/// Everything that went between the partnership and the national body about a review, over this service.
pub struct Letters {
    /// The review.
    pub case: CaseFile,
    /// What came, oldest first.
    pub came: Vec<FromNational>,
    /// Messages that were sent from here.
    pub sent: Vec<Stored<MessageSent>>,
    /// Whether the national body is on this service and was told of this review over it.
    pub told: bool,
    /// Whether a letter waits for its answer on the track of letters.
    pub answer_waits: bool,
    /// Whether the reader may record readings and write.
    pub may_write: bool,
}

impl Letters {
    /// A letter by its envelope.
    ///
    /// # Errors
    /// [`AppError::NotFound`].
    pub fn letter(&self, envelope: EnvelopeId) -> Result<(&Inbox, &LetterSent), AppError> {
        let mut came = self.came.iter().filter(|one| one.envelope.id == envelope);
        match came.next() {
            Some(FromNational {
                envelope,
                wrote: Wrote::Letter(letter),
            }) => Ok((envelope, letter)),
            _ => Err(AppError::NotFound),
        }
    }
}

/// The letters and messages of a review; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn letters(app: &App, ctx: &Ctx, reference: &Reference) -> Result<Letters, AppError> {
    let here = national(app, ctx).await?.is_some();
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let id = find(tx, reference).await?;
                let permit = tx.permit::<actions::ReadCase>(id, Section::General).await?;
                let came = vault::received_about(tx, &permit).await?;
                let steps = entered(tx, &permit).await?;
                let told = vault::outgoing_of_case(tx, &permit).await?;
                let tells = [NOTIFICATION, RAPID_REVIEW];
                let told = told.iter().any(|one| tells.contains(&one.kind.as_str()))
                    || came_notified(tx, &permit, &steps).await?;
                Ok(Letters {
                    case: vault::case_file(tx, &permit).await?,
                    came: came.into_iter().filter_map(from_national).collect(),
                    sent: vault::list(tx, &permit).await?,
                    told: here && told,
                    answer_waits: waiting(&steps).is_some(),
                    may_write: tx.would_permit::<actions::WriteToNational>(id).await?,
                })
            })
        })
        .await?)
}

/// Whether the review was handed over by a partnership that had told the national body of it.
async fn came_notified<A: access::Action>(
    tx: &mut VaultTx<'_>,
    permit: &access::Permit<'_, A>,
    steps: &[Entered],
) -> Result<bool, VaultError> {
    let notified = steps
        .iter()
        .any(|one| one.step.to == StageKind::Notified && one.step.counts());
    Ok(notified && vault::is_from_elsewhere(tx, permit).await?)
}

fn from_national(envelope: Inbox) -> Option<FromNational> {
    let text = &envelope.body;
    let wrote = match envelope.kind.as_str() {
        LETTER => letter_body(text).map(|one| Wrote::Letter(Box::new(one))),
        MESSAGE => message_body(text).map(|one| Wrote::Message(Box::new(one))),
        _ => None,
    };
    wrote.map(|wrote| FromNational { envelope, wrote })
}

/// The latest letter on the track that was not answered.
fn waiting(steps: &[Entered]) -> Option<u32> {
    let standings = standings(steps);
    let waits = standings.iter().filter(|((track, _), standing)| {
        *track == TrackKind::PanelExchange && standing.stage == StageKind::LetterReceived
    });
    waits.map(|((_, instance), _)| *instance).max()
}

/// Records that what the national body wrote was read. Who read it first stays on record.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn mark_letters_read(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    envelopes: &[EnvelopeId],
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::WriteToNational>(case, Section::General)
                    .await?;
                for envelope in envelopes {
                    vault::mark_read(tx, &permit, *envelope).await?;
                }
                Ok(())
            })
        })
        .await?;
    Ok(())
}

/// Writes to the national body about a review that it was told of over this service. Where it answers a letter, the
/// letter is answered on the track of letters too.
///
/// # Errors
/// [`AppError::Rule`] `message-words` without words, `message-no-national` when the national body is not on this
/// service, `message-not-told` when it was not told of the review over it, `message-no-letter` when no letter waits for
/// an answer, `case-closed`.
pub async fn write_to_national(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    (words, answers): (&Sensitive<String>, bool),
) -> Result<RecordId, AppError> {
    let to = national(app, ctx).await?;
    let to = to.ok_or(AppError::Rule("message-no-national"))?;
    let writing = &Writing::new(app, ctx, to, words).await?;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, scheme) =
                    open::<actions::WriteToNational>(tx, app, reference, Section::General).await?;
                if let Some(before) = kept_before(tx, form).await? {
                    return Ok(before);
                }
                let steps = entered(tx, &permit).await?;
                let told = vault::was_sent(tx, &permit, (NOTIFICATION, to)).await?
                    || vault::was_sent(tx, &permit, (RAPID_REVIEW, to)).await?
                    || came_notified(tx, &permit, &steps).await?;
                if !told {
                    return Err(VaultError::Rule("message-not-told"));
                }
                if answers {
                    let instance = waiting(&steps).ok_or(VaultError::Rule("message-no-letter"))?;
                    let answered = Transition {
                        instance,
                        ..Transition::new(
                            TrackKind::PanelExchange,
                            StageKind::LetterAnswered,
                            writing.on(),
                        )
                    };
                    step(tx, &permit, (scheme, &steps), answered).await?;
                }
                writing
                    .send(tx, &permit, form, reference.as_str().to_owned())
                    .await
            })
        })
        .await?)
}
