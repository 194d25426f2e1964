//! Raise a possible serious incident.

use access::{Ctx, Permit, Section, actions, directory};
use model::case::{Incident, PracticeRun, SafeNow, SafetyLine, SocialCareReferral, Subject};
use model::scheme::{StageKind, TrackKind};
use model::track::Transition;
use model::{CaseId, FormId, PersonId, Sensitive, UncertainDate};
use vault::{NewCase, VaultError, VaultTx};

use crate::{App, AppError, Reference};

/// A child or adult as first named, and for a child what is known of their safety now.
#[derive(Debug, Clone)]
pub struct NewSubject {
    /// The person.
    pub subject: Subject,
    /// Safe now? Asked for every child, also one not yet identified.
    pub safety: Option<(SafeNow, Sensitive<String>, Option<SocialCareReferral>)>,
}

/// Everything that raises an incident.
#[derive(Debug, Clone)]
pub struct Raise {
    /// What happened.
    pub incident: Incident,
    /// Children and adults.
    pub subjects: Vec<NewSubject>,
    /// What a practice run keeps of itself; absent for what has happened.
    pub practice: Option<PracticeRun>,
}

/// Raises a possible serious incident: opens the case, keeps what is known, and a line for every
/// child whose safety is to be seen to. The same form sent twice raises one incident.
///
/// # Errors
/// [`AppError::NotPermitted`]; [`AppError::Rule`] `incident-no-child` when no child is named, not even
/// one not yet identified, `safety-not-asked` when a child has no line, `organisation-over` after the organisation's
/// last day.
pub async fn raise(app: &App, ctx: &Ctx, form: FormId, new: &Raise) -> Result<Reference, AppError> {
    check(&new.subjects)?;
    still_here(app, ctx).await?;
    let vault = app.vault(ctx).await?;
    let loaded = app.scheme_on(ctx.today())?;
    let reference = match new.practice {
        None => Reference::generate()?,
        Some(_) => Reference::generate_for_practice()?,
    };
    let fresh = reference.as_str();
    let raised = vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::RaiseIncident>()?;
                if let Some(before) = vault::already_done(tx, form).await? {
                    return Ok(before);
                }
                let id: CaseId = ctx.new_id()?;
                let case = NewCase {
                    id,
                    reference: fresh,
                    scheme: &loaded.scheme.id,
                    scheme_digest: &loaded.digest,
                    practice: new.practice.is_some(),
                };
                vault::open_case(tx, permit, &case).await?;
                keep(tx, id, ctx.person()?.id, new).await?;
                vault::remember(tx, form, fresh).await?;
                Ok(fresh.to_owned())
            })
        })
        .await?;
    raised.parse().map_err(|_| AppError::NotFound)
}

/// Nothing begins in an organisation after its last day; what began before goes on.
pub(crate) async fn still_here(app: &App, ctx: &Ctx) -> Result<(), AppError> {
    let organisation = ctx.organisation;
    let found = app
        .directory()
        .look(ctx, |tx| {
            Box::pin(directory::organisation(tx, organisation))
        })
        .await?;
    let last = found.ok_or(AppError::NotFound)?.valid_to;
    if last.is_some_and(|last| last < ctx.today()) {
        return Err(AppError::Rule("organisation-over"));
    }
    Ok(())
}

/// There is a child, and each has a line on whether they are safe now.
pub(crate) fn check(subjects: &[NewSubject]) -> Result<(), AppError> {
    let children = || subjects.iter().filter(|one| one.subject.kind.is_child());
    if children().next().is_none() {
        return Err(AppError::Rule("incident-no-child"));
    }
    if children().any(|one| one.safety.is_none()) {
        return Err(AppError::Rule("safety-not-asked"));
    }
    Ok(())
}

async fn keep(
    tx: &mut VaultTx<'_>,
    case: CaseId,
    person: PersonId,
    new: &Raise,
) -> Result<(), VaultError> {
    let permit = tx
        .permit::<actions::EditIncident>(case, Section::General)
        .await?;
    if let Some(practice) = &new.practice {
        vault::save_new(tx, &permit, practice).await?;
    }
    vault::save_new(tx, &permit, &new.incident).await?;
    let today = tx.ctx.today();
    let raised = Transition::new(
        TrackKind::Notification,
        StageKind::Raised,
        UncertainDate::day(today).unwrap_or(UncertainDate::UNKNOWN),
    );
    vault::save_new(tx, &permit, &raised).await?;
    keep_subjects(tx, &permit, person, &new.subjects).await
}

/// Keeps children and adults as first named, and a line for every child whose safety this person sees to.
pub(crate) async fn keep_subjects(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::EditIncident>,
    person: PersonId,
    subjects: &[NewSubject],
) -> Result<(), VaultError> {
    for one in subjects {
        let child = vault::save_new(tx, permit, &one.subject).await?;
        if let Some((safe_now, how_known, referral)) = one.safety.clone() {
            let line = SafetyLine {
                child,
                safe_now,
                how_known,
                referral,
                person,
            };
            vault::save_new(tx, permit, &line).await?;
        }
    }
    Ok(())
}
