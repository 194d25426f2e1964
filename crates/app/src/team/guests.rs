//! A guest can enter this partnership's pages as long as a team of it lets them. The directory and the
//! store never share a transaction: the store is asked until when, and the directory follows. Doing it
//! again mends what broke off in between; without it somebody sees less and never more.

use access::{Ctx, actions, directory};
use model::{Date, PersonId};

use crate::{App, AppError};

/// Lets a person in until a day, or no longer.
pub(super) async fn let_in(
    app: &App,
    ctx: &Ctx,
    person: PersonId,
    until: Option<Date>,
) -> Result<(), AppError> {
    app.directory()
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::InviteGuest>()?;
                directory::set_guest(tx, &permit, person, until).await
            })
        })
        .await?;
    Ok(())
}
