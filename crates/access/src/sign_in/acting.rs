//! For which agency somebody acts who has roles for several in one organisation. They choose, once a
//! session; until then they do not enter.

use std::collections::BTreeSet;

use db::{Statement, Value};
use model::{AgencyId, Instant, OrganisationId};

use super::{Session, SignIn, themselves};
use crate::directory::{DirectoryError, DirectoryTx, Membership, agency};

pub(super) const STATEMENTS: &[&Statement] = &[&CHOOSE_AGENCY];

const CHOOSE_AGENCY: Statement = Statement::new(
    "choose the agency of a session",
    "UPDATE session SET agency = $2 WHERE id = $1 AND ended_at IS NULL",
);

/// The name of an agency.
pub(super) async fn name_of(
    tx: &mut DirectoryTx<'_>,
    id: Option<AgencyId>,
) -> Result<Option<String>, DirectoryError> {
    let Some(id) = id else { return Ok(None) };
    Ok(agency(tx, id).await?.map(|agency| agency.name))
}

impl Session {
    /// The agencies for which they have roles in an organisation on the day of the request.
    #[must_use]
    pub fn agencies_in(&self, organisation: OrganisationId) -> BTreeSet<AgencyId> {
        let here = self
            .memberships
            .iter()
            .filter(|one| one.organisation == organisation);
        here.filter_map(|one| one.agency).collect()
    }

    /// Whether they have to choose for which agency they act before they enter.
    #[must_use]
    pub fn must_choose_agency(&self, organisation: OrganisationId) -> bool {
        let all = self.agencies_in(organisation);
        let chosen = self.agency.is_some_and(|agency| all.contains(&agency));
        all.len() > 1 && !chosen
    }

    /// Whether a role is one that they act with: all of them, but where they chose between agencies those
    /// for the one they chose and those for none.
    pub(super) fn acts_with(&self, membership: &Membership) -> bool {
        let organisation = membership.organisation;
        let chose =
            self.agencies_in(organisation).len() > 1 && !self.must_choose_agency(organisation);
        !chose || membership.agency.is_none() || membership.agency == self.agency
    }
}

impl SignIn {
    /// Remembers the agency that the person chose to act for.
    ///
    /// # Errors
    /// [`DirectoryError::NotFound`] when they have no role for it.
    pub async fn choose_agency(
        &self,
        session: &Session,
        agency: AgencyId,
        now: Instant,
    ) -> Result<(), DirectoryError> {
        let mut roles = session.memberships.iter();
        if !roles.any(|membership| membership.agency == Some(agency)) {
            return Err(DirectoryError::NotFound);
        }
        let ctx = themselves(session.person.id, session.strength, now)?;
        let id = session.id;
        self.directory
            .transact(&ctx, |tx| {
                Box::pin(async move {
                    tx.execute(&CHOOSE_AGENCY, [Value::id(id), Value::id(agency)])
                        .await
                })
            })
            .await?;
        Ok(())
    }
}
