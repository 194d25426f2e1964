//! Guests: people of another organisation who take part in a review here until a day. The role opens
//! nothing by itself; the team of a review does.

use std::collections::BTreeMap;

use db::{Row, Statement, Value};
use model::{Date, MembershipId, OrganisationId, PersonId};

use super::people::{NewMembership, add_membership, memberships_of};
use super::{DirectoryError, DirectoryTx};
use crate::{Permit, Role, actions};

pub(super) const ONE: Statement = Statement::new(
    "role of a guest",
    "SELECT id FROM membership WHERE person = $1 AND organisation = $2 AND role = 'guest' \
     AND (until_day IS NULL OR until_day >= $3)",
);
pub(super) const LASTS: Statement = Statement::new(
    "change how long somebody is a guest",
    "UPDATE membership SET until_day = $3 WHERE id = $1 AND organisation = $2 AND role = 'guest'",
);
pub(super) const HOMES: Statement = Statement::new(
    "where guests come from",
    "SELECT g.person, h.organisation, o.name FROM membership g \
     JOIN membership h ON h.person = g.person AND h.role <> 'guest' AND h.organisation <> g.organisation \
     JOIN organisation o ON o.id = h.organisation \
     WHERE g.organisation = $1 AND g.role = 'guest' ORDER BY g.person, h.from_day, h.id",
);

/// Lets somebody of another organisation in until a day, or no longer when there is none. Doing it twice
/// changes nothing.
///
/// # Errors
/// [`DirectoryError::Rule`] `guest-elsewhere` when they have no role in another organisation.
pub async fn set_guest(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, actions::InviteGuest>,
    person: PersonId,
    until: Option<Date>,
) -> Result<(), DirectoryError> {
    permit.check(tx.tx.number())?;
    let (here, today) = (permit.organisation(), tx.ctx.today());
    let values = [Value::id(person), Value::id(here), today.into()];
    let known: Option<MembershipId> = tx
        .first(&ONE, values)
        .await?
        .map(|row| row.parse("id"))
        .transpose()?;
    match (known, until) {
        (None, None) => Ok(()),
        (None, Some(until)) => {
            let roles = memberships_of(tx, person, today).await?;
            let elsewhere = |one: &super::Membership| one.organisation != here;
            if !roles.iter().any(elsewhere) {
                return Err(DirectoryError::Rule("guest-elsewhere"));
            }
            let new = NewMembership {
                person,
                agency: None,
                authority: None,
                role: Role::Guest,
                from: today,
                until: Some(until),
            };
            add_membership(tx, permit, here, &new).await.map(drop)
        }
        (Some(id), until) => {
            let yesterday = today.yesterday().unwrap_or(today);
            let last = until.unwrap_or(yesterday);
            let values = [Value::id(id), Value::id(here), last.into()];
            tx.execute(&LASTS, values).await?;
            tx.note_about("change_guest", id).await
        }
    }
}

/// Where the guests of an organisation come from: one organisation each, by its id and name.
///
/// # Errors
/// [`DirectoryError`].
pub async fn guests_of(
    tx: &mut DirectoryTx<'_>,
    organisation: OrganisationId,
) -> Result<BTreeMap<PersonId, (OrganisationId, String)>, DirectoryError> {
    let rows = tx.all(&HOMES, [Value::id(organisation)]).await?;
    let read = |row: &Row| {
        let home = (row.parse("organisation")?, row.text("name")?);
        Ok((row.parse("person")?, home))
    };
    rows.iter().map(read).collect()
}
