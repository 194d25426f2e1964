//! The organisations of the service. Whoever runs the service does this, and sees no case by it.

use access::directory::{self, Agency, Cover, Organisation, OrganisationKind};
use access::{Ctx, Role, actions};
use model::{Date, OrganisationId};

use super::people::{NewMember, invited_by_service, role_given};
use crate::{App, AppError};

/// An organisation with what belongs to it.
#[derive(Debug, Clone)]
pub struct OrganisationView {
    /// The organisation.
    pub organisation: Organisation,
    /// The one that took its place.
    pub successor: Option<Organisation>,
    /// The authorities that it covers, has covered or will cover.
    pub covers: Vec<Cover>,
    /// The agencies that work in it today.
    pub agencies: Vec<Agency>,
    /// How many people have a role in it today.
    pub people: usize,
}

/// A new organisation and its first administrator.
#[derive(Debug, Clone)]
pub struct NewOrganisation {
    /// What it is.
    pub kind: OrganisationKind,
    /// Its name.
    pub name: String,
    /// Short code for addresses of pages.
    pub code: String,
    /// The region it lies in.
    pub region: Option<String>,
    /// Name of its first administrator.
    pub administrator: String,
    /// Their e-mail address at work.
    pub email: String,
}

/// All organisations of the service.
///
/// # Errors
/// [`AppError::NotPermitted`].
pub async fn organisations(app: &App, ctx: &Ctx) -> Result<Vec<Organisation>, AppError> {
    Ok(app
        .directory()
        .look(ctx, |tx| {
            Box::pin(async move {
                tx.permit_directory::<actions::ManageDirectory>()
                    .map(drop)?;
                directory::organisations(tx).await
            })
        })
        .await?)
}

/// One organisation by its code.
///
/// # Errors
/// [`AppError::NotPermitted`], [`AppError::NotFound`].
pub async fn organisation(app: &App, ctx: &Ctx, code: &str) -> Result<OrganisationView, AppError> {
    Ok(app
        .directory()
        .look(ctx, |tx| {
            Box::pin(async move {
                tx.permit_directory::<actions::ManageDirectory>()
                    .map(drop)?;
                let found = directory::organisation_by_code(tx, code).await?;
                let found = found.ok_or(directory::DirectoryError::NotFound)?;
                let today = tx.ctx.today();
                let members = directory::members_of(tx, found.id, today).await?;
                let people: std::collections::BTreeSet<_> =
                    members.iter().map(|one| one.person.id).collect();
                let successor = match found.successor {
                    Some(id) => directory::organisation(tx, id).await?,
                    None => None,
                };
                Ok(OrganisationView {
                    successor,
                    covers: directory::covers_of(tx, found.id).await?,
                    agencies: directory::agencies_of(tx, found.id, today).await?,
                    people: people.len(),
                    organisation: found,
                })
            })
        })
        .await?)
}

/// Adds an organisation with its keys, its store and its first administrator. Returns the secret part of the
/// administrator's invitation, for somebody who cannot sign in yet: it is shown once.
///
/// # Errors
/// [`AppError::NotPermitted`]; [`AppError::Rule`] `organisation-code`, `organisation-code-taken`, `person-email`,
/// and `role-own` where it would be one's own role.
pub async fn add_organisation(
    app: &App,
    ctx: &Ctx,
    new: &NewOrganisation,
) -> Result<Option<String>, AppError> {
    let administrator = &NewMember {
        name: new.administrator.clone(),
        email: new.email.clone(),
        role: Role::Administrator,
        agency: None,
    };
    let person = app
        .directory()
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_directory::<actions::ManageDirectory>()?;
                let id: OrganisationId = tx.ctx.new_id()?;
                let today = tx.ctx.today();
                let organisation = Organisation {
                    id,
                    kind: new.kind,
                    name: new.name.clone(),
                    code: new.code.clone(),
                    region: new.region.clone(),
                    valid_from: today,
                    valid_to: None,
                    successor: None,
                };
                directory::add_organisation(tx, &permit, &organisation).await?;
                directory::make_keys(tx, &permit, id).await?;
                role_given(tx, &permit, id, administrator).await
            })
        })
        .await?;
    invited_by_service(app, ctx, person).await
}

/// Ends an organisation on a day; another one may take its place.
///
/// # Errors
/// [`AppError::NotPermitted`], [`AppError::NotFound`]; [`AppError::Rule`] as [`directory::end_organisation`].
pub async fn end_organisation(
    app: &App,
    ctx: &Ctx,
    code: &str,
    last: Date,
    successor: Option<OrganisationId>,
) -> Result<(), AppError> {
    app.directory()
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_directory::<actions::ManageDirectory>()?;
                let id = known(tx, code).await?;
                directory::end_organisation(tx, &permit, id, last, successor).await
            })
        })
        .await?;
    Ok(())
}

pub(super) async fn known(
    tx: &mut directory::DirectoryTx<'_>,
    code: &str,
) -> Result<OrganisationId, directory::DirectoryError> {
    let found = directory::organisation_by_code(tx, code).await?;
    Ok(found.ok_or(directory::DirectoryError::NotFound)?.id)
}
