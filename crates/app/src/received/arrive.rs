//! What arrives by post is filed with the case that it is about, in the transaction that takes it in.

use access::{Ctx, Section, actions};
use model::case::{LetterSent, NotificationSent};
use model::scheme::{ClockKind, ClockRule, StageKind, TrackKind};
use model::track::{StepDetails, Transition, may_step};
use model::{Date, EnvelopeId, OrganisationId};
use vault::{ToldOf, Vault, VaultError, VaultTx};

use super::bodies::{body, letter_body, message_body, report_body};
use crate::decision::steps::{entered, scheme_of, step, this_minute};
use crate::instance::{LoadedScheme, job_ctx};
use crate::notification::national;
use crate::people::has_code;
use crate::post::{LETTER, MESSAGE, NOTIFICATION, RAPID_REVIEW};
use crate::tracks::next_number;
use crate::{App, AppError, Reference};

/// Where something that arrives belongs.
pub(crate) enum Filing {
    /// With no case: it is kept, and nothing else comes of it.
    None,
    /// With a case that another organisation tells the national body of.
    Told(Told),
    /// With a review here: a letter of the national body.
    Letter(Box<LetterSent>),
    /// With a review here, or with a case that the national body was told of: a message.
    Message {
        /// The partnership's reference.
        reference: String,
        /// Whether the review is here.
        here: bool,
    },
}

/// What was told of a case.
pub(crate) struct Told {
    theirs: String,
    fresh: String,
    scheme: (String, String),
    report: bool,
    report_due: Option<Option<Date>>,
}

impl Filing {
    /// Where the body of an envelope of this kind belongs, at the organisation of the context. What cannot be read
    /// belongs nowhere, and holds up nothing.
    pub(crate) async fn of(
        app: &App,
        ctx: &Ctx,
        sender: OrganisationId,
        (kind, text): (&str, &str),
    ) -> Result<Self, AppError> {
        if ![NOTIFICATION, RAPID_REVIEW, LETTER, MESSAGE].contains(&kind) {
            return Ok(Self::None);
        }
        let national = national(app, ctx).await?;
        let (at_national, from_national) =
            (national == Some(ctx.organisation), national == Some(sender));
        let filing = match kind {
            NOTIFICATION if at_national => match body(text) {
                Some(sent) => Self::Told(told_by_notification(app, ctx, &sent).await?),
                None => Self::None,
            },
            RAPID_REVIEW if at_national => match report_body(text) {
                Some(sent) => {
                    let loaded = app.scheme_on(ctx.today())?;
                    Self::Told(told(sent.reference, loaded, (true, None))?)
                }
                None => Self::None,
            },
            LETTER if from_national => {
                letter_body(text).map_or(Self::None, |letter| Self::Letter(Box::new(letter)))
            }
            MESSAGE if at_national || from_national => {
                message_body(text).map_or(Self::None, |message| Self::Message {
                    reference: message.reference,
                    here: from_national,
                })
            }
            _ => Self::None,
        };
        Ok(filing)
    }

    /// Files an envelope where it belongs.
    pub(crate) async fn file(
        &self,
        tx: &mut VaultTx<'_>,
        app: &App,
        (envelope, sender): (EnvelopeId, OrganisationId),
    ) -> Result<(), VaultError> {
        match self {
            Self::None => Ok(()),
            Self::Told(told) => {
                let permit = tx.permit_organisation::<actions::ReceiveEnvelope>()?;
                let of = ToldOf {
                    theirs: &told.theirs,
                    fresh: &told.fresh,
                    scheme: (&told.scheme.0, &told.scheme.1),
                    report: told.report,
                    report_due: told.report_due,
                };
                vault::file_with_case(tx, &permit, (envelope, sender), &of).await?;
                Ok(())
            }
            Self::Letter(letter) => keep_letter(tx, app, envelope, letter).await,
            Self::Message { reference, here } => {
                keep_message(tx, (envelope, sender), reference, *here).await
            }
        }
    }
}

fn told(
    theirs: String,
    loaded: &LoadedScheme,
    (report, report_due): (bool, Option<Option<Date>>),
) -> Result<Told, AppError> {
    Ok(Told {
        theirs,
        fresh: Reference::generate()?.as_str().to_owned(),
        scheme: (loaded.scheme.id.clone(), loaded.digest.clone()),
        report,
        report_due,
    })
}

/// A notification says by which day the report is due: none where its outcome asks for no rapid review.
async fn told_by_notification(
    app: &App,
    ctx: &Ctx,
    sent: &NotificationSent,
) -> Result<Told, AppError> {
    let loaded = super::scheme_of(app, ctx, sent)?;
    let scheme = &loaded.scheme;
    let asked = scheme
        .outcome(&sent.outcome)
        .is_some_and(|one| one.rapid_review);
    let clock = scheme
        .clocks
        .iter()
        .find(|one| one.kind == ClockKind::RapidReview);
    let due = match (asked, clock.map(|one| &one.rule)) {
        (true, Some(ClockRule::WorkingDaysAfter(days))) => {
            let calendar = app.calendar(ctx, scheme.nation).await?;
            let day = sent.notified.latest().unwrap_or_else(|| ctx.today());
            calendar.due(day, *days).ok()
        }
        _ => None,
    };
    told(sent.reference.clone(), loaded, (false, Some(due)))
}

/// A letter is filed with its review, and is a step on the track of letters. Where the track takes no such step, the
/// letter is kept all the same.
async fn keep_letter(
    tx: &mut VaultTx<'_>,
    app: &App,
    envelope: EnvelopeId,
    letter: &LetterSent,
) -> Result<(), VaultError> {
    let Some(case) = vault::case_by_reference(tx, &letter.reference).await? else {
        tracing::warn!(%envelope, "a letter is about no review here");
        return Ok(());
    };
    let permit = tx
        .permit::<actions::ReceiveLetter>(case, Section::General)
        .await?;
    vault::file_with_review(tx, &permit, envelope).await?;
    let scheme = scheme_of(tx, app, &permit).await?;
    let known = |code: &&String| has_code(scheme, "letter_outcome", code);
    let steps = entered(tx, &permit).await?;
    let received = Transition {
        track: TrackKind::PanelExchange,
        instance: next_number(&steps, TrackKind::PanelExchange),
        to: StageKind::LetterReceived,
        happened: this_minute(tx.ctx),
        reason: None,
        details: StepDetails {
            letter_says: letter.says.advice.iter().filter(known).cloned().collect(),
            answer_by: letter.says.answer_by,
            ..StepDetails::default()
        },
    };
    if may_step(scheme, &steps, &received).is_err() {
        tracing::warn!(%envelope, "the track of letters takes no further letter");
        return Ok(());
    }
    step(tx, &permit, (scheme, &steps), received).await
}

async fn keep_message(
    tx: &mut VaultTx<'_>,
    (envelope, sender): (EnvelopeId, OrganisationId),
    reference: &str,
    here: bool,
) -> Result<(), VaultError> {
    if here {
        let Some(case) = vault::case_by_reference(tx, reference).await? else {
            tracing::warn!(%envelope, "a message is about no review here");
            return Ok(());
        };
        let permit = tx
            .permit::<actions::ReceiveLetter>(case, Section::General)
            .await?;
        return vault::file_with_review(tx, &permit, envelope).await;
    }
    let permit = tx.permit_organisation::<actions::ReceiveEnvelope>()?;
    let known = vault::known_case(tx, &permit, (sender, reference)).await?;
    let Some(case) = known else {
        tracing::warn!(%envelope, "a message is about no case that is known here");
        return Ok(());
    };
    vault::message_arrived(tx, &permit, case, envelope).await
}

/// Files what an earlier version of this program took in without filing it. Doing it again changes nothing.
pub(crate) async fn file_earlier(app: &App, vault: &Vault) -> Result<(), AppError> {
    let ctx = &job_ctx("post", vault.organisation(), app.clock().now())?;
    for kind in [NOTIFICATION, RAPID_REVIEW] {
        let earlier = vault
            .look(ctx, |tx| {
                Box::pin(async move {
                    let permit = tx.permit_organisation::<actions::ReceiveEnvelope>()?;
                    vault::unfiled(tx, &permit, kind).await
                })
            })
            .await?;
        for one in earlier {
            let filing = &Filing::of(app, ctx, one.sender, (kind, &one.body)).await?;
            let place = (one.id, one.sender);
            vault
                .transact(ctx, |tx| {
                    Box::pin(async move { filing.file(tx, app, place).await })
                })
                .await?;
        }
    }
    Ok(())
}
