//! Who answers a request for its agency, and who signs the return off. They see their agency's return and nothing else of
//! the review.

use std::collections::BTreeSet;

use access::directory::{self, DirectoryTx, NewMembership};
use access::sign_in::{
    FirstCode, add_first_code, who_can_sign_in as directory_who_can_sign_in, withdraw_first_codes,
};
use access::{Action, Ctx, Role, Section, actions};
use model::{AgencyId, FormId, PersonId, RecordId};
use vault::VaultError;

use super::one;
use crate::keep::{kept_before, open};
use crate::{App, AppError, Reference};

/// Somebody to be named.
#[derive(Debug, Clone)]
pub struct NewAnswering {
    /// Their name.
    pub name: String,
    /// Their e-mail address at work: the mailbox that the agency confirmed.
    pub email: String,
    /// Whether they sign the return off.
    pub signs: bool,
}

/// Names somebody who answers a request. They get a role of their agency here, if they have none, and nothing that
/// opens the review. Done again it is the same person.
///
/// # Errors
/// [`AppError::Rule`]: `answering-name` without a name, `person-email` for an address that is none, `role-own` for oneself,
/// `person-barred` for somebody on the conflict list, `answering-already`, `answering-practice` in a practice run, `request-withdrawn`, `case-closed`.
pub async fn name_answering(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    request: RecordId,
    (form, new): (FormId, &NewAnswering),
) -> Result<PersonId, AppError> {
    if new.name.trim().is_empty() {
        return Err(AppError::Rule("answering-name"));
    }
    let vault = app.vault(ctx).await?;
    let agency = vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, _) =
                    open::<actions::ManageRequests>(tx, app, reference, Section::General).await?;
                let (_, stands) = one(tx, &permit, request).await?;
                if stands.withdrawn_at.is_some() {
                    return Err(VaultError::Rule("request-withdrawn"));
                }
                // Whoever practises answers for the agency; real people get no role by it.
                if vault::case_of(tx, &permit).await?.practice {
                    return Err(VaultError::Rule("answering-practice"));
                }
                Ok(stands.agency)
            })
        })
        .await?;
    let role = if new.signs {
        Role::AgencyApprover
    } else {
        Role::AgencyAuthor
    };
    let (of, who) = ((agency, role), (new.name.as_str(), new.email.as_str()));
    let person = app
        .directory()
        .transact(ctx, |tx| {
            Box::pin(let_in::<actions::NameAnswering>(tx, of, who))
        })
        .await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, _) =
                    open::<actions::ManageRequests>(tx, app, reference, Section::General).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let (_, stands) = one(tx, &permit, request).await?;
                let whom = (person, new.signs);
                let place = vault::name_answering(tx, &permit, request, whom).await?;
                if stands.sent_at.is_some() {
                    super::send::tell(tx, &permit, request, person).await?;
                }
                vault::remember(tx, form, &place.to_string()).await
            })
        })
        .await?;
    Ok(person)
}

/// The person in the directory, with a role of this agency here.
pub(super) async fn let_in<A: Action>(
    tx: &mut DirectoryTx<'_>,
    (agency, role): (AgencyId, Role),
    (name, email): (&str, &str),
) -> Result<PersonId, directory::DirectoryError> {
    let permit = tx.permit_organisation::<A>()?;
    let (here, today) = (permit.organisation(), tx.ctx.today());
    let person = directory::add_person(tx, &permit, name, email).await?;
    let roles = directory::memberships_of(tx, person, today).await?;
    let has = roles
        .iter()
        .any(|one| one.organisation == here && one.agency == Some(agency) && one.role == role);
    if !has {
        let new = NewMembership {
            person,
            agency: Some(agency),
            authority: None,
            role,
            from: today,
            until: None,
        };
        directory::add_membership(tx, &permit, here, &new).await?;
    }
    Ok(person)
}

/// Makes the code with which somebody who answers, or who checks entries, sets up their way in the first time. It is shown once, to whoever gives
/// it to them by telephone or to the mailbox that their agency confirmed; their earlier codes for this request end.
///
/// # Errors
/// [`AppError::Rule`]: `first-code-not-needed` when they can sign in, `first-code-elsewhere` when another organisation let
/// them in first, `first-code-other-roles` when they do more here than answer requests, `request-withdrawn`, `request-not-sent` (before
/// that there is nothing for them to see), `case-closed`;
/// [`AppError::NotFound`] for somebody who does not answer it.
pub async fn first_code(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    request: RecordId,
    place: RecordId,
) -> Result<FirstCode, AppError> {
    let vault = app.vault(ctx).await?;
    let person = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let (permit, _) =
                    open::<actions::ManageRequests>(tx, app, reference, Section::General).await?;
                let (_, stands) = one(tx, &permit, request).await?;
                if stands.withdrawn_at.is_some() {
                    return Err(VaultError::Rule("request-withdrawn"));
                }
                if stands.sent_at.is_none() {
                    return Err(VaultError::Rule("request-not-sent"));
                }
                let all = vault::answering(tx, &permit, request).await?;
                let found = all.iter().find(|one| one.id == place);
                if let Some(one) = found {
                    return Ok(one.person);
                }
                let all = vault::checking(tx, &permit, request).await?;
                let found = all.iter().find(|one| one.id == place);
                found.map(|one| one.person).ok_or(VaultError::NotFound)
            })
        })
        .await?;
    Ok(app
        .directory()
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::NameAnswering>()?;
                add_first_code(tx, &permit, person, request).await
            })
        })
        .await?)
}

/// Which of some people have set up a way to sign in, so that they need no code for it.
///
/// # Errors
/// [`AppError::NotPermitted`] for whoever names nobody.
pub async fn who_can_sign_in(
    app: &App,
    ctx: &Ctx,
    people: &[PersonId],
) -> Result<BTreeSet<PersonId>, AppError> {
    Ok(app
        .directory()
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::NameAnswering>()?;
                directory_who_can_sign_in(tx, &permit, people).await
            })
        })
        .await?)
}

/// Somebody no longer answers; what they wrote stays theirs.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Rule`] `case-closed`.
pub async fn end_answering(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    request: RecordId,
    (form, place): (FormId, RecordId),
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    let person = vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, _) =
                    open::<actions::ManageRequests>(tx, app, reference, Section::General).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(None);
                }
                let all = vault::answering(tx, &permit, request).await?;
                let person = all.iter().find(|one| one.id == place).map(|one| one.person);
                vault::end_answering(tx, &permit, request, place).await?;
                vault::remember(tx, form, &place.to_string()).await?;
                Ok(person)
            })
        })
        .await?;
    let Some(person) = person else {
        return Ok(());
    };
    app.directory()
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::NameAnswering>()?;
                withdraw_first_codes(tx, &permit, person, request).await
            })
        })
        .await?;
    Ok(())
}
