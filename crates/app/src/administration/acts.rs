//! Who gave which role to whom, and who changed an organisation: for whoever runs the service, and for those who read
//! the record of one organisation.

use access::directory::{self, Act, DirectoryError, DirectoryTx, Wanted};
use access::{Ctx, actions};
use model::{PersonId, RecordId};

use super::Reach;
use crate::{App, AppError};

/// Rows on a page.
const ROWS: usize = 50;

/// What a reader looks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RolesSearch {
    /// By this person, or about a role of theirs.
    pub person: Option<PersonId>,
    /// Older than this row.
    pub before: Option<RecordId>,
}

/// A page of rows.
#[derive(Debug, Clone)]
pub struct RolesPage {
    /// Its rows, newest first.
    pub rows: Vec<Act>,
    /// Where the next page begins, when there are older rows.
    pub next: Option<RecordId>,
}

/// A page of the rows that fit.
///
/// # Errors
/// [`AppError::NotPermitted`].
pub async fn roles_given(
    app: &App,
    ctx: &Ctx,
    reach: Reach,
    search: RolesSearch,
) -> Result<RolesPage, AppError> {
    let mut rows = app
        .directory()
        .look(ctx, |tx| Box::pin(rows_of(tx, reach, search)))
        .await?;
    let more = rows.len() > ROWS;
    rows.truncate(ROWS);
    let next = rows.last().filter(|_| more).map(|row| row.id);
    Ok(RolesPage { rows, next })
}

async fn rows_of(
    tx: &mut DirectoryTx<'_>,
    reach: Reach,
    search: RolesSearch,
) -> Result<Vec<Act>, DirectoryError> {
    let one_more = i64::try_from(ROWS + 1).unwrap_or(i64::MAX);
    let mut wanted = Wanted {
        organisation: None,
        person: search.person,
        before: search.before,
    };
    match reach {
        Reach::All => {
            let permit = tx.permit_directory::<actions::ManageDirectory>()?;
            directory::acts(tx, &permit, wanted, one_more).await
        }
        Reach::Ours => {
            let permit = tx.permit_organisation::<actions::ReadLedger>()?;
            wanted.organisation = Some(permit.organisation());
            directory::acts(tx, &permit, wanted, one_more).await
        }
    }
}

/// Somebody by their e-mail address, for searching the rows about them. A reader of one organisation finds who has or
/// had a role in it, and nobody else.
///
/// # Errors
/// [`AppError::NotPermitted`]; [`AppError::Rule`] `roles-nobody`.
pub async fn somebody_by_email(
    app: &App,
    ctx: &Ctx,
    reach: Reach,
    email: &str,
) -> Result<PersonId, AppError> {
    let found = app
        .directory()
        .look(ctx, |tx| {
            Box::pin(async move {
                let known = directory::person_by_email(tx, email).await?;
                match reach {
                    Reach::All => {
                        tx.permit_directory::<actions::ManageDirectory>()
                            .map(drop)?;
                        Ok(known)
                    }
                    Reach::Ours => {
                        let permit = tx.permit_organisation::<actions::ReadLedger>()?;
                        let ours = directory::people_of(tx, permit.organisation()).await?;
                        let is_ours = |id| ours.iter().any(|one| one.id == id);
                        Ok(known.filter(|one| is_ours(one.id)))
                    }
                }
            })
        })
        .await?;
    found
        .map(|one| one.id)
        .ok_or(AppError::Rule("roles-nobody"))
}
