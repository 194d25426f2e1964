//! Local authorities with children's services: they split and merge, so each has its days.

use db::{Row, Statement, Value};
use model::{AuthorityId, Date, OrganisationId};

use super::{DirectoryError, DirectoryTx};
use crate::{Permit, actions};

pub(super) const ADD: Statement = Statement::new(
    "add an authority",
    "INSERT INTO authority (id, gss, name, region, kind, valid_from, valid_to) \
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (gss) DO NOTHING",
);
pub(super) const ADD_SUCCESSOR: Statement = Statement::new(
    "add a successor of an authority",
    "INSERT INTO authority_successor (authority, successor) \
     SELECT a.id, b.id FROM authority a, authority b WHERE a.gss = $1 AND b.gss = $2 \
     ON CONFLICT (authority, successor) DO NOTHING",
);
pub(super) const ON_DAY: Statement = Statement::new(
    "authorities on a day",
    "SELECT id, gss, name, region, kind, valid_from, valid_to FROM authority \
     WHERE valid_from <= $1 AND (valid_to IS NULL OR valid_to >= $1) ORDER BY name, gss",
);
pub(super) const SUCCESSORS: Statement = Statement::new(
    "successors of an authority",
    "SELECT b.id, b.gss, b.name, b.region, b.kind, b.valid_from, b.valid_to \
     FROM authority_successor s JOIN authority b ON b.id = s.successor WHERE s.authority = $1 ORDER BY b.name",
);
pub(super) const COVER: Statement = Statement::new(
    "a partnership covers an authority",
    "INSERT INTO partnership_authority (organisation, authority, from_day) VALUES ($1, $2, $3)",
);
pub(super) const OF_PARTNERSHIP: Statement = Statement::new(
    "authorities of a partnership on a day",
    "SELECT a.id, a.gss, a.name, a.region, a.kind, a.valid_from, a.valid_to FROM partnership_authority p \
     JOIN authority a ON a.id = p.authority WHERE p.organisation = $1 AND p.from_day <= $2 \
     AND (p.until_day IS NULL OR p.until_day >= $2) ORDER BY a.name",
);

const SHIPPED: &str = include_str!("../../data/local_authorities.csv");
const SHIPPED_SUCCESSORS: &str = include_str!("../../data/authority_successors.csv");

#[derive(serde::Deserialize)]
struct Shipped {
    gss: String,
    name: String,
    region: String,
    kind: String,
    valid_from: Option<Date>,
    valid_to: Option<Date>,
}

/// Stands for a first day that the source does not give: before everything this service looks at.
const LONG_AGO: Date = Date::constant(1900, 1, 1);

/// A local authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    /// Its id in this directory.
    pub id: AuthorityId,
    /// Its code in national statistics; provisional ones begin with `X`.
    pub gss: String,
    /// Its short name.
    pub name: String,
    /// Its region.
    pub region: String,
    /// County, unitary authority, metropolitan district, London borough.
    pub kind: String,
    /// First day; 1 January 1900 where the source does not give one.
    pub valid_from: Date,
    /// Last day.
    pub valid_to: Option<Date>,
}

/// Adds the authorities that this program ships, where they are missing.
///
/// # Errors
/// [`DirectoryError::DataFile`] when the shipped file cannot be read.
pub async fn add_shipped_authorities(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, actions::ManageDirectory>,
) -> Result<(), DirectoryError> {
    permit.check(tx.tx.number())?;
    for line in csv::Reader::from_reader(SHIPPED.as_bytes()).deserialize() {
        let line: Shipped = line.map_err(|_| DirectoryError::DataFile("local_authorities.csv"))?;
        let id: AuthorityId = tx.ctx.new_id()?;
        let values = [
            Value::id(id),
            line.gss.into(),
            line.name.into(),
            line.region.into(),
            line.kind.into(),
            line.valid_from.unwrap_or(LONG_AGO).into(),
            line.valid_to.into(),
        ];
        tx.execute(&ADD, values).await?;
    }
    for line in SHIPPED_SUCCESSORS.lines().skip(1) {
        let (from, to) = line
            .split_once(',')
            .ok_or(DirectoryError::DataFile("authority_successors.csv"))?;
        tx.execute(&ADD_SUCCESSOR, [from.into(), to.into()]).await?;
    }
    tx.note("add_authorities").await
}

/// The authorities that exist on a day.
///
/// # Errors
/// [`DirectoryError`].
pub async fn authorities(
    tx: &mut DirectoryTx<'_>,
    on: Date,
) -> Result<Vec<Authority>, DirectoryError> {
    tx.all(&ON_DAY, [on.into()])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// What became of an authority.
///
/// # Errors
/// [`DirectoryError`].
pub async fn successors(
    tx: &mut DirectoryTx<'_>,
    authority: AuthorityId,
) -> Result<Vec<Authority>, DirectoryError> {
    tx.all(&SUCCESSORS, [Value::id(authority)])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Says that a partnership covers an authority from a day on.
///
/// # Errors
/// [`DirectoryError`].
pub async fn cover(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, actions::ManageDirectory>,
    partnership: OrganisationId,
    authority: AuthorityId,
    from: Date,
) -> Result<(), DirectoryError> {
    permit.check(tx.tx.number())?;
    tx.execute(
        &COVER,
        [Value::id(partnership), Value::id(authority), from.into()],
    )
    .await?;
    tx.note("cover_authority").await
}

/// The authorities that a partnership covers on a day.
///
/// # Errors
/// [`DirectoryError`].
pub async fn authorities_of(
    tx: &mut DirectoryTx<'_>,
    partnership: OrganisationId,
    on: Date,
) -> Result<Vec<Authority>, DirectoryError> {
    tx.all(&OF_PARTNERSHIP, [Value::id(partnership), on.into()])
        .await?
        .iter()
        .map(read)
        .collect()
}

fn read(row: &Row) -> Result<Authority, DirectoryError> {
    Ok(Authority {
        id: row.parse("id")?,
        gss: row.text("gss")?,
        name: row.text("name")?,
        region: row.text("region")?,
        kind: row.text("kind")?,
        valid_from: row.parse("valid_from")?,
        valid_to: row.maybe_parse("valid_to")?,
    })
}
