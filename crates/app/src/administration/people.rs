//! People of an organisation and their roles.

use access::directory::{self, DirectoryError, DirectoryTx, Member, NewMembership};
use access::sign_in::invite;
use access::{Action, Ctx, Permit, Role, actions};
use model::{AgencyId, FormId, MembershipId, OrganisationId, PersonId};

use super::organisations::known;
use crate::{App, AppError};

/// A person to be given a role.
#[derive(Debug, Clone)]
pub struct NewMember {
    /// Their name.
    pub name: String,
    /// Their e-mail address at work.
    pub email: String,
    /// The role.
    pub role: Role,
    /// The agency they bring.
    pub agency: Option<AgencyId>,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Added {
    /// The person.
    pub person: PersonId,
    /// The secret part of the invitation's link, for somebody who cannot sign in yet. Shown once.
    pub invitation: Option<String>,
    /// Whether this form was sent before: then nothing was done now.
    pub again: bool,
    /// Whether the conflict list of a review names somebody in words whose name this one resembles. Which review is
    /// not told here; whoever keeps its list sees it on *Today*.
    pub resembles: bool,
}

/// The people of the actor's organisation with their roles.
///
/// # Errors
/// [`AppError::NotPermitted`].
pub async fn members(app: &App, ctx: &Ctx) -> Result<Vec<Member>, AppError> {
    Ok(app
        .directory()
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::SeeAdministration>()?;
                let organisation = permit.organisation();
                let today = tx.ctx.today();
                directory::members_of(tx, organisation, today).await
            })
        })
        .await?)
}

/// Gives a person a role, and an invitation when they cannot sign in yet. A person who is already
/// known by their e-mail address keeps their name and their ways to sign in. The same form sent twice gives once.
///
/// # Errors
/// [`AppError::Rule`] `person-email`, `role-operator`, and `role-own` for a role of one's own.
pub async fn add_member(
    app: &App,
    ctx: &Ctx,
    form: FormId,
    new: &NewMember,
) -> Result<Added, AppError> {
    let organisation = ctx.organisation;
    let (person, again) = app
        .directory()
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::ManagePeople>()?;
                given(tx, &permit, organisation, (form, new)).await
            })
        })
        .await?;
    if again {
        return Ok(Added {
            person,
            invitation: None,
            again,
            resembles: false,
        });
    }
    let invited = app
        .directory()
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::ManagePeople>()?;
                invitation(tx, &permit, person).await
            })
        })
        .await;
    let invitation = unless_not_needed(invited)?;
    let resembles = resembles_somebody(app, ctx, person).await?;
    Ok(Added {
        person,
        invitation,
        again,
        resembles,
    })
}

/// Gives somebody the administration of an organisation. Whoever runs the service does this where an organisation has
/// no administrator, or one alone, and sees no case by it. Returns the secret part of the person's invitation, for
/// somebody who cannot sign in yet: it is shown once.
///
/// # Errors
/// [`AppError::NotPermitted`], [`AppError::NotFound`]; [`AppError::Rule`] `person-email`, and `role-own` for a role of
/// one's own.
pub async fn appoint_administrator(
    app: &App,
    ctx: &Ctx,
    form: FormId,
    (code, name, email): (&str, &str, &str),
) -> Result<Option<String>, AppError> {
    let new = &NewMember {
        name: name.to_owned(),
        email: email.to_owned(),
        role: Role::Administrator,
        agency: None,
    };
    let (person, again) = app
        .directory()
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_directory::<actions::ManageDirectory>()?;
                let id = known(tx, code).await?;
                given(tx, &permit, id, (form, new)).await
            })
        })
        .await?;
    if again {
        return Ok(None);
    }
    invited_by_service(app, ctx, person).await
}

/// The secret part of an invitation for somebody to whom whoever runs the service gave a role; none where they need none.
pub(super) async fn invited_by_service(
    app: &App,
    ctx: &Ctx,
    person: PersonId,
) -> Result<Option<String>, AppError> {
    let invited = app
        .directory()
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_directory::<actions::ManageDirectory>()?;
                invitation(tx, &permit, person).await
            })
        })
        .await;
    unless_not_needed(invited)
}

/// Gives a role, once for each form; says whose, and whether the form was sent before.
async fn given<A: Action>(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, A>,
    organisation: OrganisationId,
    (form, new): (FormId, &NewMember),
) -> Result<(PersonId, bool), DirectoryError> {
    if let Some(before) = directory::already_done(tx, form).await? {
        let person = before.parse().map_err(|_| DirectoryError::NotFound)?;
        return Ok((person, true));
    }
    let person = role_given(tx, permit, organisation, new).await?;
    directory::remember(tx, form, &person.to_string()).await?;
    Ok((person, false))
}

/// Gives somebody, who may be new, a role from today on.
pub(super) async fn role_given<A: Action>(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, A>,
    organisation: OrganisationId,
    new: &NewMember,
) -> Result<PersonId, DirectoryError> {
    let person = directory::add_person(tx, permit, &new.name, &new.email).await?;
    let membership = NewMembership {
        person,
        agency: new.agency,
        authority: None,
        role: new.role,
        from: tx.ctx.today(),
        until: None,
    };
    directory::add_membership(tx, permit, organisation, &membership).await?;
    Ok(person)
}

/// A new invitation's secret part.
async fn invitation<A: Action>(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, A>,
    person: PersonId,
) -> Result<String, DirectoryError> {
    let token = invite(tx, permit, person).await?;
    Ok(token.expose().to_owned())
}

/// Somebody who can sign in already needs no invitation, nor does somebody of another organisation.
fn unless_not_needed(invited: Result<String, DirectoryError>) -> Result<Option<String>, AppError> {
    match invited {
        Ok(token) => Ok(Some(token)),
        Err(DirectoryError::Rule(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Compares the person's name, as the directory has it, with those whom conflict lists name in words.
async fn resembles_somebody(app: &App, ctx: &Ctx, person: PersonId) -> Result<bool, AppError> {
    let known = app
        .directory()
        .look(ctx, |tx| Box::pin(directory::person(tx, person)))
        .await?;
    let Some(known) = known else {
        return Ok(false);
    };
    let name = known.name.as_str();
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::ManagePeople>()?;
                vault::resembles_somebody_named(tx, &permit, name).await
            })
        })
        .await?)
}

/// Ends a role today.
///
/// # Errors
/// [`AppError::NotFound`] when the organisation has no such role.
pub async fn end_role(app: &App, ctx: &Ctx, membership: MembershipId) -> Result<(), AppError> {
    app.directory()
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::ManagePeople>()?;
                let today = tx.ctx.today();
                directory::end_membership(tx, &permit, membership, today).await
            })
        })
        .await?;
    Ok(())
}
