//! Record what is published, or that nothing is.

use access::{Ctx, Permit, Section, actions};
use model::case::{NOTICE_TO, PublicationDecision, PublicationOutcome, REASONS_TO};
use model::scheme::{ClockKind, ClockRule, Scheme, TrackKind};
use model::track::{StepDetails, Transition};
use model::{Calendar, Date, FormId, RecordId, UncertainDate};
use vault::{VaultError, VaultTx};

use super::lacks::items;
use super::read::nation_of;
use super::{Made, by_somebody, lacks};
use crate::decision::decide::has_words;
use crate::decision::partners::{agencies, partners};
use crate::decision::steps::{entered, step};
use crate::keep::{kept_before, open, save};
use crate::signing::lines;
use crate::{App, AppError, Reference};

/// Records the decision when nothing is missing, and takes the step on the track in the same transaction.
///
/// # Errors
/// [`AppError::Rule`] `publication-what` when it is not said what is published, or what is done with the learning,
/// `publication-why` when the report is not published in full and nothing says why, `publication-by`,
/// `publication-later`, `publication-early` when the working days after the notice have not passed and no reason is given
/// with a name, `publication-version` when another version was named meanwhile, `publication-out` when something is
/// published already, the codes of [`lacks`] for what is missing, `case-closed`; the codes of
/// [`model::track::StepRefused`].
pub async fn decide(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &PublicationDecision,
) -> Result<RecordId, AppError> {
    if !has_words(&new.what) {
        return Err(AppError::Rule("publication-what"));
    }
    if new.outcome != PublicationOutcome::Published && !has_words(&new.why) {
        return Err(AppError::Rule("publication-why"));
    }
    by_somebody(ctx, &new.decided_by, &new.on).map_err(AppError::Rule)?;
    let calendar = app
        .calendar(ctx, nation_of(app, ctx, reference).await?)
        .await?;
    let here = agencies(app, ctx).await?;
    let (calendar, here) = (&calendar, here.as_slice());
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, scheme) =
                    open::<actions::EditPublication>(tx, app, reference, Section::General).await?;
                if let Some(before) = kept_before(tx, form).await? {
                    return Ok(before);
                }
                let made = Made::of(tx, &permit).await?;
                made.before_publication().map_err(VaultError::Rule)?;
                let approvals = lines(
                    &partners(scheme, here),
                    &made.approvals,
                    &new.of.to_string(),
                );
                if let Some(first) = lacks(&made, scheme, &approvals, new.outcome).first() {
                    return Err(VaultError::Rule(first.code));
                }
                if !made.is_current(new.of) {
                    return Err(VaultError::Rule("publication-version"));
                }
                if is_early(&made, (scheme, calendar), new) && !says_why_early(new) {
                    return Err(VaultError::Rule("publication-early"));
                }
                let id = save(tx, &permit, (form, None), new).await?;
                taken(tx, &permit, (scheme, &made), new).await?;
                Ok(id)
            })
        })
        .await?)
}

fn says_why_early(new: &PublicationDecision) -> bool {
    let reason = new.not_waiting.as_ref();
    reason.is_some_and(|one| has_words(&one.why) && has_words(&one.by))
}

/// The first day on which the scheme's working days between the last notice and publication have passed; none before every
/// notice has its day, without such a rule, and where the calendar does not reach so far.
pub(super) fn first_day(made: &Made, scheme: &Scheme, calendar: &Calendar) -> Option<Date> {
    let days = notice_days(scheme)?;
    let mut last: Option<Date> = None;
    for item in items(scheme, NOTICE_TO) {
        let sent = made.given(&item.code)?.body.on.latest()?;
        last = last.max(Some(sent));
    }
    let last = last?;
    let mut day = last;
    while calendar.due_before(day, days).ok()? < last {
        day = day.tomorrow().ok()?;
    }
    Some(day)
}

/// The working days between the last notice and publication.
fn notice_days(scheme: &Scheme) -> Option<u32> {
    let mut clocks = scheme.clocks.iter();
    let clock = clocks.find(|clock| clock.kind == ClockKind::PublicationNotice)?;
    match clock.rule {
        ClockRule::WorkingDaysBefore(days) => Some(days),
        _ => None,
    }
}

/// Whether the scheme's working days between the last notice and publication have not certainly passed. Where the
/// calendar does not reach so far, nobody can say that they have.
fn is_early(
    made: &Made,
    (scheme, calendar): (&Scheme, &Calendar),
    new: &PublicationDecision,
) -> bool {
    if !new.outcome.publishes() {
        return false;
    }
    let Some(days) = notice_days(scheme) else {
        return false;
    };
    let published = new.on.earliest();
    let Some(last) = published.and_then(|day| calendar.due_before(day, days).ok()) else {
        return true;
    };
    let mut notices = items(scheme, NOTICE_TO).filter_map(|item| made.given(&item.code));
    notices.any(|one| one.body.on.latest().is_none_or(|sent| sent > last))
}

/// The step on the track. Withholding says when those were told why who have to be.
async fn taken(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::EditPublication>,
    (scheme, made): (&Scheme, &Made),
    new: &PublicationDecision,
) -> Result<(), VaultError> {
    let early = new.not_waiting.as_ref().map(|one| one.why.clone());
    let why = has_words(&new.why).then(|| new.why.clone());
    let details = StepDetails {
        panel_told: told_on(scheme, made).filter(|_| !new.outcome.publishes()),
        ..StepDetails::default()
    };
    let next = Transition {
        track: TrackKind::Publication,
        instance: 0,
        to: new.outcome.stage(),
        happened: new.on,
        reason: why.or(early),
        details,
    };
    let steps = entered(tx, permit).await?;
    step(tx, permit, (scheme, &steps), next).await
}

/// When the first of those was told who are told why nothing is published: the national body.
fn told_on(scheme: &Scheme, made: &Made) -> Option<UncertainDate> {
    let first = items(scheme, REASONS_TO).next()?;
    Some(made.told_why(&first.code)?.body.on)
}
