//! Working days: the bank holidays that the program ships, and the days that were changed since.

use access::directory::{self, CalendarOverride};
use access::{Ctx, actions};
use model::{Calendar, Nation, Override, RecordId};

use crate::{App, AppError};

/// The calendar by which the clocks of the actor's organisation count.
#[derive(Debug, Clone)]
pub struct WorkingDays {
    /// The nation whose days it follows.
    pub nation: Nation,
    /// Bank holidays, changes counted.
    pub calendar: Calendar,
    /// What was changed, by day.
    pub changes: Vec<CalendarOverride>,
}

/// Whom a change is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The actor's organisation alone.
    Ours,
    /// Every organisation of the service; only whoever runs it may.
    All,
}

/// The working days of the actor's organisation.
///
/// # Errors
/// [`AppError::NotPermitted`].
pub async fn working_days(app: &App, ctx: &Ctx, reach: Reach) -> Result<WorkingDays, AppError> {
    let nation = app.scheme_on(ctx.today())?.scheme.nation;
    Ok(app
        .directory()
        .look(ctx, |tx| {
            Box::pin(async move {
                match reach {
                    Reach::Ours => tx
                        .permit_organisation::<actions::SeeAdministration>()
                        .map(drop)?,
                    Reach::All => tx
                        .permit_directory::<actions::ManageDirectory>()
                        .map(drop)?,
                }
                Ok(WorkingDays {
                    nation,
                    changes: directory::overrides(tx, nation).await?,
                    calendar: directory::calendar(tx, nation).await?,
                })
            })
        })
        .await?)
}

/// Makes a day a holiday, or a working day.
///
/// # Errors
/// [`AppError::NotPermitted`]; [`AppError::Rule`] as [`directory::add_override`].
pub async fn change_day(
    app: &App,
    ctx: &Ctx,
    reach: Reach,
    change: &Override,
) -> Result<(), AppError> {
    let nation = app.scheme_on(ctx.today())?.scheme.nation;
    app.directory()
        .transact(ctx, |tx| {
            Box::pin(async move {
                match reach {
                    Reach::Ours => {
                        let permit = tx.permit_organisation::<actions::ManageSettings>()?;
                        directory::add_override(tx, &permit, nation, change).await
                    }
                    Reach::All => {
                        let permit = tx.permit_directory::<actions::ManageDirectory>()?;
                        directory::add_override_for_all(tx, &permit, nation, change).await
                    }
                }
            })
        })
        .await?;
    Ok(())
}

/// Takes a change back; it stays on record.
///
/// # Errors
/// [`AppError::NotPermitted`], [`AppError::NotFound`].
pub async fn change_day_back(
    app: &App,
    ctx: &Ctx,
    reach: Reach,
    id: RecordId,
) -> Result<(), AppError> {
    let nation = app.scheme_on(ctx.today())?.scheme.nation;
    app.directory()
        .transact(ctx, |tx| {
            Box::pin(async move {
                match reach {
                    Reach::Ours => {
                        let permit = tx.permit_organisation::<actions::ManageSettings>()?;
                        directory::remove_override(tx, &permit, nation, id).await
                    }
                    Reach::All => {
                        let permit = tx.permit_directory::<actions::ManageDirectory>()?;
                        directory::remove_override_for_all(tx, &permit, nation, id).await
                    }
                }
            })
        })
        .await?;
    Ok(())
}
