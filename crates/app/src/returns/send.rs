//! Send a request, change its day, take it back.

use access::{Ctx, Permit, Section, actions};
use model::case::AgencyRequest;
use model::scheme::{StageKind, TrackKind};
use model::track::Transition;
use model::{FormId, PersonId, RecordId, Sensitive, UncertainDate};
use vault::{ReturnMark, VaultError, VaultTx};

use super::due::{LastDay, check_due};
use super::one;
use super::remind::MailKind;
use crate::decision::decide::has_words;
use crate::decision::steps::on_the_way;
use crate::keep::{changed_meanwhile, kept_before, open};
use crate::{App, AppError, Reference};

/// Sends a request to everybody who is named for it: an e-mail to each that says that there is something to answer, and
/// nothing of what. The first request is a step of the rapid review, where it is not further yet.
///
/// # Errors
/// [`AppError::Rule`]: `request-nobody` when nobody answers it, `request-no-signer` when nobody signs it off,
/// `request-due-past` when its last day has passed before it went, `request-withdrawn`, `case-closed`.
pub async fn send(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, request): (FormId, RecordId),
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, scheme) =
                    open::<actions::ManageRequests>(tx, app, reference, Section::General).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let (_, stands) = one(tx, &permit, request).await?;
                if stands.withdrawn_at.is_some() {
                    return Err(VaultError::Rule("request-withdrawn"));
                }
                if stands.sent_at.is_none() && stands.due < tx.ctx.today() {
                    return Err(VaultError::Rule("request-due-past"));
                }
                let people = vault::answering(tx, &permit, request).await?;
                let practice = vault::case_of(tx, &permit).await?.practice;
                if people.is_empty() && !practice {
                    return Err(VaultError::Rule("request-nobody"));
                }
                if !practice && !people.iter().any(|one| one.signs) {
                    return Err(VaultError::Rule("request-no-signer"));
                }
                if vault::mark_return(tx, &permit, request, ReturnMark::Sent).await? {
                    for one in &people {
                        tell(tx, &permit, request, one.person).await?;
                    }
                    let today = UncertainDate::day(tx.ctx.today());
                    let today = today.map_err(|_| VaultError::Unavailable)?;
                    let asked =
                        Transition::new(TrackKind::RapidReview, StageKind::InformationAsked, today);
                    on_the_way(tx, &permit, scheme, asked).await?;
                }
                vault::remember(tx, form, &request.to_string()).await
            })
        })
        .await?;
    Ok(())
}

/// Asks for the e-mail to one person that there is a request.
pub(super) async fn tell(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ManageRequests>,
    request: RecordId,
    person: PersonId,
) -> Result<(), VaultError> {
    mail(tx, permit, (request, person), MailKind::Request).await
}

/// Asks for an e-mail of a kind to one person; in a practice run nobody is written to.
pub(super) async fn mail(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ManageRequests>,
    (request, person): (RecordId, PersonId),
    kind: MailKind,
) -> Result<(), VaultError> {
    if vault::case_of(tx, permit).await?.practice {
        return Ok(());
    }
    let of = (permit.case()?, Some(request));
    vault::queue_mail(tx, permit, of, kind.code(), Ok(person)).await
}

/// Changes the last day for a return, by the same rules as when it is asked for, and with it the day of the meeting.
///
/// # Errors
/// [`AppError::Rule`]: `request-due-past`, `request-due-working`, `request-due-meeting`, `request-due-plan` as when it is made,
/// `changed-meanwhile`, `case-closed`.
pub async fn change_due(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, (request, shown)): (FormId, (RecordId, i64)),
    day: LastDay,
) -> Result<(), AppError> {
    let home = crate::review::home(app, ctx, reference).await?;
    check_due(app, ctx, (&home, day)).await?;
    change(app, ctx, reference, (form, (request, shown)), &|body| {
        body.due = day.due;
        body.meeting = day.meeting;
    })
    .await
}

/// Takes a request back, with a reason. Its agency sees and writes nothing of it from now on.
///
/// # Errors
/// [`AppError::Rule`]: `request-withdraw-why` without a reason, `changed-meanwhile`, `case-closed`.
pub async fn withdraw(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, (RecordId, i64)),
    why: &Sensitive<String>,
) -> Result<(), AppError> {
    if !has_words(why) {
        return Err(AppError::Rule("request-withdraw-why"));
    }
    change(app, ctx, reference, sent, &|body| {
        body.withdrawn = Some(why.clone());
    })
    .await
}

async fn change(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, (request, shown)): (FormId, (RecordId, i64)),
    what: &(dyn Fn(&mut AgencyRequest) + Sync),
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, _) =
                    open::<actions::ManageRequests>(tx, app, reference, Section::General).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let (before, _) = one(tx, &permit, request).await?;
                let mut body = before.body;
                what(&mut body);
                vault::save(tx, &permit, request, shown, &body).await?;
                vault::change_return_due(tx, &permit, (request, body.due)).await?;
                if body.withdrawn.is_some() {
                    vault::mark_return(tx, &permit, request, ReturnMark::Withdrawn).await?;
                }
                vault::remember(tx, form, &request.to_string()).await
            })
        })
        .await
        .map_err(changed_meanwhile)
}
