//! Send the rapid review to the national body, on this service or in another way.

use access::{Ctx, Permit, Section, actions};
use model::case::{RapidReviewSent, ReportPart, ReportText, Told, says_nothing};
use model::scheme::{Scheme, StageKind, TrackKind};
use model::track::{Transition, review_decisions};
use model::{FormId, Sensitive, UncertainDate};
use vault::{Stored, VaultError, VaultTx};

use super::paper::Report;
use super::read::MadeOf;
use crate::decision::decide::has_words;
use crate::decision::steps::{
    certainly_later, entered, on_the_way, stage_of, step as decision_step,
};
use crate::keep::open;
use crate::notification::national;
use crate::post::{RAPID_REVIEW, Sealer};
use crate::{App, AppError, Reference};

/// What whoever sends the report says.
#[derive(Clone)]
pub struct Sending {
    /// What the report was made of when it was shown.
    pub print: String,
    /// The report as a document, made of what was shown.
    pub report: Report,
    /// Why it is sent although a partner has not signed; needed then.
    pub despite: Option<Sensitive<String>>,
    /// How it was sent, where the national body is not on this service: it is written down as *sent outside*.
    pub outside: Option<Told>,
    /// When it was sent.
    pub on: UncertainDate,
    /// Whether every partner has signed the report as it was shown.
    pub signed: bool,
}

/// Whether the national body is on this service.
///
/// # Errors
/// [`AppError`].
pub async fn is_national_here(app: &App, ctx: &Ctx) -> Result<bool, AppError> {
    Ok(national(app, ctx).await?.is_some())
}

/// Records that the rapid review is completed and sent; where the national body is on this service, it goes to it in
/// the same transaction.
///
/// # Errors
/// [`AppError::Rule`] `wording-not-confirmed` while wording in the document is unchecked and nobody of the partnership has
/// confirmed it, `report-inequality` when nothing is said of racism and other inequality, `report-changed` when the
/// report is no longer what was shown, `report-despite` when a partner has not signed and no reason is given,
/// `report-outside` when the national body is not on this service and it is not said how it was sent, `report-later`
/// when it would be in future, `case-closed`; the codes of [`model::track::StepRefused`].
pub async fn send(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &Sending,
) -> Result<(), AppError> {
    if certainly_later(ctx, &new.on) {
        return Err(AppError::Rule("report-later"));
    }
    if !new.report.unconfirmed.is_empty() {
        return Err(AppError::Rule("wording-not-confirmed"));
    }
    if !new.signed && !new.despite.as_ref().is_some_and(has_words) {
        return Err(AppError::Rule("report-despite"));
    }
    let sealer = match national(app, ctx).await? {
        Some(national) => Some(Sealer::new(app, ctx, national).await?),
        None if new.outside.is_none() => return Err(AppError::Rule("report-outside")),
        None => None,
    };
    let sealer = sealer.as_ref();
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, scheme) =
                    open::<actions::SendReport>(tx, app, reference, Section::General).await?;
                if vault::already_done(tx, form).await?.is_some() {
                    return Ok(());
                }
                let made = MadeOf::of(tx, &permit).await?;
                checked(&made, new).map_err(VaultError::Rule)?;
                steps(tx, &permit, scheme, new).await?;
                if let Some(told) = &new.outside {
                    vault::save_new(tx, &permit, told).await?;
                }
                // A practice run tells nobody.
                let practice = vault::case_of(tx, &permit).await?.practice;
                if let Some(sealer) = sealer.filter(|_| !practice) {
                    envelope(tx, (&permit, sealer), (reference, &made), new).await?;
                }
                vault::remember(tx, form, "sent").await
            })
        })
        .await?;
    Ok(())
}

fn checked(made: &MadeOf, new: &Sending) -> Result<(), &'static str> {
    let says = |one: &Stored<ReportText>| {
        one.body.part == ReportPart::Inequality && !says_nothing(&one.body.words.0)
    };
    if !made.texts.iter().any(says) {
        return Err("report-inequality");
    }
    if made.print().ok().as_ref() != Some(&new.print) {
        return Err("report-changed");
    }
    Ok(())
}

/// The report was drafted, completed and sent. The first two are taken where they are not on record yet and the scheme
/// lets them be; of the same day, completing is a minute before sending, so that one follows the other.
async fn steps(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SendReport>,
    scheme: &Scheme,
    new: &Sending,
) -> Result<(), VaultError> {
    let step = |to, happened, reason| Transition {
        reason,
        ..Transition::new(TrackKind::RapidReview, to, happened)
    };
    let is_today = new.on.is_certain_day() == Some(tx.ctx.today());
    let minute = |before: i64| {
        let now = tx.ctx.civil(tx.ctx.now.plus_seconds(-before));
        UncertainDate::minute(now).unwrap_or(new.on)
    };
    let (completed, sent) = if is_today {
        (minute(60), minute(0))
    } else {
        (new.on, new.on)
    };
    let steps = entered(tx, permit).await?;
    if stage_of(&steps, TrackKind::RapidReview) != Some(StageKind::Sent) {
        let drafted = step(StageKind::Drafted, new.on, None);
        let begun = [
            StageKind::MeetingHeld,
            StageKind::SignedOff,
            StageKind::Completed,
        ];
        if !stage_of(&steps, TrackKind::RapidReview).is_some_and(|at| begun.contains(&at)) {
            on_the_way(tx, permit, scheme, drafted).await?;
        }
        if is_today {
            let completed = step(StageKind::Completed, completed, None);
            on_the_way(tx, permit, scheme, completed).await?;
        }
    }
    let steps = entered(tx, permit).await?;
    let sent = step(StageKind::Sent, sent, new.despite.clone());
    decision_step(tx, permit, (scheme, &steps), sent).await
}

async fn envelope(
    tx: &mut VaultTx<'_>,
    (permit, sealer): (&Permit<'_, actions::SendReport>, &Sealer),
    (reference, made): (&Reference, &MadeOf),
    new: &Sending,
) -> Result<(), VaultError> {
    let steps = made.records.entered();
    let given = steps.iter().rev().find_map(|one| {
        let notified = one.step.track == TrackKind::Notification
            && one.step.to == StageKind::Notified
            && one.step.counts();
        notified.then(|| one.step.details.national_reference.clone())?
    });
    let before = steps.iter().filter(|one| {
        one.step.track == TrackKind::RapidReview
            && one.step.to == StageKind::Sent
            && one.step.counts()
    });
    let decisions = review_decisions(&steps);
    let sent = RapidReviewSent {
        reference: reference.as_str().to_owned(),
        given_reference: given.unwrap_or_default(),
        version: u32::try_from(before.count() + 1).unwrap_or(u32::MAX),
        sent: new.on,
        paper: new.report.paper.clone(),
        points: made.points.iter().map(|one| one.body.clone()).collect(),
        actions: made
            .records
            .actions
            .iter()
            .map(|one| one.body.clone())
            .collect(),
        local_review: decisions.standing().map(|one| one.review),
    };
    sealer.send(tx, permit, RAPID_REVIEW, &sent).await?;
    Ok(())
}
