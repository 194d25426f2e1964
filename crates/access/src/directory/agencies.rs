//! Agencies: a police force, a trust, a school. They own no store and work inside a partnership's.

use db::{Row, Statement, Value};
use model::{AgencyId, Date, OrganisationId};

use super::{DirectoryError, DirectoryTx};
use crate::{Permit, actions};

pub(super) const ADD: Statement = Statement::new(
    "add an agency",
    "INSERT INTO agency (id, kind, name, valid_from, valid_to) VALUES ($1, $2, $3, $4, $5)",
);
pub(super) const LINK: Statement = Statement::new(
    "an agency works in a partnership",
    "INSERT INTO agency_partnership (agency, organisation, from_day) VALUES ($1, $2, $3)",
);
pub(super) const LINK_TO_ASK: Statement = Statement::new(
    "an agency is asked by a partnership",
    "INSERT INTO agency_partnership (agency, organisation, from_day, only_asked) VALUES ($1, $2, $3, 1)",
);
pub(super) const WORKS: Statement = Statement::new(
    "an agency that was only asked works in a partnership",
    "UPDATE agency_partnership SET only_asked = 0 WHERE agency = $1 AND organisation = $2 \
     AND only_asked = 1 AND from_day <= $3 AND (until_day IS NULL OR until_day >= $3)",
);
pub(super) const OF_PARTNERSHIP: Statement = Statement::new(
    "agencies of a partnership on a day",
    "SELECT a.id, a.kind, a.name, a.valid_from, a.valid_to FROM agency_partnership p \
     JOIN agency a ON a.id = p.agency WHERE p.organisation = $1 AND p.from_day <= $2 \
     AND (p.until_day IS NULL OR p.until_day >= $2) ORDER BY a.name, a.id",
);
pub(super) const WORKING: Statement = Statement::new(
    "agencies that work in a partnership on a day",
    "SELECT a.id, a.kind, a.name, a.valid_from, a.valid_to FROM agency_partnership p \
     JOIN agency a ON a.id = p.agency WHERE p.organisation = $1 AND p.from_day <= $2 AND p.only_asked = 0 \
     AND (p.until_day IS NULL OR p.until_day >= $2) ORDER BY a.name, a.id",
);
pub(super) const ONE: Statement = Statement::new(
    "one agency",
    "SELECT id, kind, name, valid_from, valid_to FROM agency WHERE id = $1",
);

pub(super) const ALL: Statement = Statement::new(
    "agencies on a day",
    "SELECT id, kind, name, valid_from, valid_to FROM agency \
     WHERE valid_to IS NULL OR valid_to >= $1 ORDER BY name, id",
);
pub(super) const END_LINK: Statement = Statement::new(
    "an agency no longer works in a partnership",
    "UPDATE agency_partnership SET until_day = $3 \
     WHERE agency = $1 AND organisation = $2 AND from_day <= $3 AND (until_day IS NULL OR until_day > $3)",
);

/// An agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agency {
    /// Its id.
    pub id: AgencyId,
    /// What it is: a stable code such as `local_authority`, `police`, `icb`, `school`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// First day.
    pub valid_from: Date,
    /// Last day.
    pub valid_to: Option<Date>,
}

/// Adds an agency.
///
/// # Errors
/// [`DirectoryError`].
pub async fn add_agency(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, actions::ManageDirectory>,
    new: &Agency,
) -> Result<(), DirectoryError> {
    permit.check(tx.tx.number())?;
    let values = [
        Value::id(new.id),
        new.kind.as_str().into(),
        new.name.as_str().into(),
        new.valid_from.into(),
        new.valid_to.into(),
    ];
    tx.execute(&ADD, values).await?;
    tx.note("add_agency").await
}

/// Adds an agency that the partnership of the permit asks for what it knows, from today on. It works in no partnership by that: a
/// police force that was asked once signs and decides nothing.
///
/// # Errors
/// [`DirectoryError::Rule`] `agency-entered` when the partnership has an agency of that name.
pub async fn add_agency_to_ask(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, actions::NameAnswering>,
    (kind, name): (&str, &str),
) -> Result<AgencyId, DirectoryError> {
    permit.check(tx.tx.number())?;
    let (here, today) = (permit.organisation(), tx.ctx.today());
    let folded = name.trim().to_lowercase();
    let known = agencies_of(tx, here, today).await?;
    if known.iter().any(|one| one.name.to_lowercase() == folded) {
        return Err(DirectoryError::Rule("agency-entered"));
    }
    let id: AgencyId = tx.ctx.new_id()?;
    let values = [
        Value::id(id),
        kind.into(),
        name.trim().into(),
        today.into(),
        Value::NO_TEXT,
    ];
    tx.execute(&ADD, values).await?;
    let link = [Value::id(id), Value::id(here), today.into()];
    tx.execute(&LINK_TO_ASK, link).await?;
    tx.note_about("add_agency", id).await?;
    Ok(id)
}

/// Says that an agency works in a partnership from a day on. It may work in several. One that was only asked works there from then on.
///
/// # Errors
/// [`DirectoryError`].
pub async fn link_agency(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, actions::ManageDirectory>,
    agency: AgencyId,
    partnership: OrganisationId,
    from: Date,
) -> Result<(), DirectoryError> {
    permit.check(tx.tx.number())?;
    let linked = agencies_of(tx, partnership, from).await?;
    if linked.iter().any(|one| one.id == agency) {
        let values = [Value::id(agency), Value::id(partnership), from.into()];
        if tx.execute(&WORKS, values).await? == 0 {
            return Ok(());
        }
        return tx.note_about("link_agency", partnership).await;
    }
    tx.execute(
        &LINK,
        [Value::id(agency), Value::id(partnership), from.into()],
    )
    .await?;
    tx.note_about("link_agency", partnership).await
}

/// Says on which day an agency works in a partnership for the last time.
///
/// # Errors
/// [`DirectoryError::NotFound`] when it does not work there on that day.
pub async fn end_agency_link(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, actions::ManageDirectory>,
    agency: AgencyId,
    partnership: OrganisationId,
    last: Date,
) -> Result<(), DirectoryError> {
    permit.check(tx.tx.number())?;
    let values = [Value::id(agency), Value::id(partnership), last.into()];
    if tx.execute(&END_LINK, values).await? == 0 {
        return Err(DirectoryError::NotFound);
    }
    tx.note_about("end_agency_link", partnership).await
}

/// All agencies of the instance that exist on a day or will.
///
/// # Errors
/// [`DirectoryError`].
pub async fn agencies(tx: &mut DirectoryTx<'_>, on: Date) -> Result<Vec<Agency>, DirectoryError> {
    tx.all(&ALL, [on.into()]).await?.iter().map(read).collect()
}

/// The agencies that work in a partnership on a day, and those that it only asked for what they know.
///
/// # Errors
/// [`DirectoryError`].
pub async fn agencies_of(
    tx: &mut DirectoryTx<'_>,
    partnership: OrganisationId,
    on: Date,
) -> Result<Vec<Agency>, DirectoryError> {
    listed(tx, &OF_PARTNERSHIP, partnership, on).await
}

/// The agencies that work in a partnership on a day: the partners of a review are among these.
///
/// # Errors
/// [`DirectoryError`].
pub async fn working_agencies_of(
    tx: &mut DirectoryTx<'_>,
    partnership: OrganisationId,
    on: Date,
) -> Result<Vec<Agency>, DirectoryError> {
    listed(tx, &WORKING, partnership, on).await
}

async fn listed(
    tx: &mut DirectoryTx<'_>,
    statement: &Statement,
    partnership: OrganisationId,
    on: Date,
) -> Result<Vec<Agency>, DirectoryError> {
    let rows = tx.all(statement, [Value::id(partnership), on.into()]);
    rows.await?.iter().map(read).collect()
}

/// One agency.
///
/// # Errors
/// [`DirectoryError`].
pub async fn agency(
    tx: &mut DirectoryTx<'_>,
    id: AgencyId,
) -> Result<Option<Agency>, DirectoryError> {
    tx.first(&ONE, [Value::id(id)])
        .await?
        .map(|row| read(&row))
        .transpose()
}

fn read(row: &Row) -> Result<Agency, DirectoryError> {
    Ok(Agency {
        id: row.parse("id")?,
        kind: row.text("kind")?,
        name: row.text("name")?,
        valid_from: row.parse("valid_from")?,
        valid_to: row.maybe_parse("valid_to")?,
    })
}
