//! People of an organisation and their roles.

use access::directory::{self, Member, NewMembership};
use access::sign_in::invite;
use access::{Ctx, Role, actions};
use model::{AgencyId, MembershipId, PersonId};

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
/// known by their e-mail address keeps their name and their ways to sign in.
///
/// # Errors
/// [`AppError::Rule`] `person-email`, `role-operator`.
pub async fn add_member(app: &App, ctx: &Ctx, new: &NewMember) -> Result<Added, AppError> {
    let organisation = ctx.organisation;
    let person = app
        .directory()
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::ManagePeople>()?;
                let person = directory::add_person(tx, &permit, &new.name, &new.email).await?;
                let membership = NewMembership {
                    person,
                    agency: new.agency,
                    authority: None,
                    role: new.role,
                    from: tx.ctx.today(),
                    until: None,
                };
                directory::add_membership(tx, &permit, organisation, &membership).await?;
                Ok(person)
            })
        })
        .await?;
    let invited = app
        .directory()
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::ManagePeople>()?;
                invite(tx, &permit, person)
                    .await
                    .map(|token| token.expose().to_owned())
            })
        })
        .await;
    // Somebody who can sign in already needs no invitation, nor does somebody of another organisation.
    let invitation = match invited {
        Ok(token) => Some(token),
        Err(directory::DirectoryError::Rule(_)) => None,
        Err(error) => return Err(error.into()),
    };
    let resembles = resembles_somebody(app, ctx, person).await?;
    Ok(Added {
        person,
        invitation,
        resembles,
    })
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
