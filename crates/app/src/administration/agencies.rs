//! Which agencies work in a partnership. One agency may work in several.

use access::directory::{self, Agency};
use access::{Ctx, actions};
use model::AgencyId;

use super::organisations::known;
use crate::{App, AppError};

/// All agencies of the service, so that one is never entered twice.
///
/// # Errors
/// [`AppError::NotPermitted`].
pub async fn agencies(app: &App, ctx: &Ctx) -> Result<Vec<Agency>, AppError> {
    Ok(app
        .directory()
        .look(ctx, |tx| {
            Box::pin(async move {
                tx.permit_directory::<actions::ManageDirectory>()
                    .map(drop)?;
                let today = tx.ctx.today();
                directory::agencies(tx, today).await
            })
        })
        .await?)
}

/// An agency that begins to work in a partnership.
#[derive(Debug, Clone)]
pub enum WhichAgency {
    /// One that the service knows: a police force, a trust.
    Known(AgencyId),
    /// A new one.
    New {
        /// What it is: a code of the scheme's list.
        kind: String,
        /// Its name.
        name: String,
    },
}

/// Says that an agency works in a partnership from today on.
///
/// # Errors
/// [`AppError::NotPermitted`], [`AppError::NotFound`]; [`AppError::Rule`] `agency-entered` when an agency of that name
/// is known already.
pub async fn link_agency(
    app: &App,
    ctx: &Ctx,
    code: &str,
    which: &WhichAgency,
) -> Result<(), AppError> {
    app.directory()
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_directory::<actions::ManageDirectory>()?;
                let id = known(tx, code).await?;
                let today = tx.ctx.today();
                let agency = match which {
                    WhichAgency::Known(agency) => *agency,
                    WhichAgency::New { kind, name } => {
                        let all = directory::agencies(tx, today).await?;
                        let folded = name.to_lowercase();
                        if all.iter().any(|one| one.name.to_lowercase() == folded) {
                            return Err(directory::DirectoryError::Rule("agency-entered"));
                        }
                        let new = Agency {
                            id: tx.ctx.new_id()?,
                            kind: kind.clone(),
                            name: name.clone(),
                            valid_from: today,
                            valid_to: None,
                        };
                        directory::add_agency(tx, &permit, &new).await?;
                        new.id
                    }
                };
                directory::link_agency(tx, &permit, agency, id, today).await
            })
        })
        .await?;
    Ok(())
}

/// Says that today is the last day on which an agency works in a partnership.
///
/// # Errors
/// [`AppError::NotPermitted`], [`AppError::NotFound`].
pub async fn end_agency(
    app: &App,
    ctx: &Ctx,
    code: &str,
    agency: AgencyId,
) -> Result<(), AppError> {
    app.directory()
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_directory::<actions::ManageDirectory>()?;
                let id = known(tx, code).await?;
                let today = tx.ctx.today();
                directory::end_agency_link(tx, &permit, agency, id, today).await
            })
        })
        .await?;
    Ok(())
}
