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
pub(super) const FROM_DAY: Statement = Statement::new(
    "authorities from a day on",
    "SELECT id, gss, name, region, kind, valid_from, valid_to FROM authority \
     WHERE valid_to IS NULL OR valid_to >= $1 ORDER BY name, gss",
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

pub(super) const ONE: Statement = Statement::new(
    "one authority",
    "SELECT id, gss, name, region, kind, valid_from, valid_to FROM authority WHERE id = $1",
);
pub(super) const END: Statement = Statement::new(
    "an authority ends",
    "UPDATE authority SET valid_to = $2 WHERE id = $1 AND valid_to IS NULL",
);
pub(super) const COVERS: Statement = Statement::new(
    "authorities that a partnership covers, has covered or will",
    "SELECT a.id, a.gss, a.name, a.region, a.kind, a.valid_from, a.valid_to, p.from_day, p.until_day \
     FROM partnership_authority p JOIN authority a ON a.id = p.authority \
     WHERE p.organisation = $1 ORDER BY a.name, p.from_day",
);
pub(super) const END_COVER: Statement = Statement::new(
    "a partnership no longer covers an authority",
    "UPDATE partnership_authority SET until_day = $3 \
     WHERE organisation = $1 AND authority = $2 AND from_day = $4",
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

/// Adds an authority that no shipped file has: an invented one of a demonstration.
///
/// # Errors
/// [`DirectoryError`].
pub async fn add_authority(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, actions::ManageDirectory>,
    new: &Authority,
) -> Result<(), DirectoryError> {
    permit.check(tx.tx.number())?;
    let values = [
        Value::id(new.id),
        new.gss.as_str().into(),
        new.name.as_str().into(),
        new.region.as_str().into(),
        new.kind.as_str().into(),
        new.valid_from.into(),
        new.valid_to.into(),
    ];
    tx.execute(&ADD, values).await?;
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

/// The authorities that exist on a day or will begin after it.
///
/// # Errors
/// [`DirectoryError`].
pub async fn authorities_from(
    tx: &mut DirectoryTx<'_>,
    day: Date,
) -> Result<Vec<Authority>, DirectoryError> {
    let rows = tx.all(&FROM_DAY, [day.into()]).await?;
    rows.iter().map(read).collect()
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
    let covered = authorities_of(tx, partnership, from).await?;
    if covered.iter().any(|one| one.id == authority) {
        return Ok(());
    }
    tx.execute(
        &COVER,
        [Value::id(partnership), Value::id(authority), from.into()],
    )
    .await?;
    tx.note_about("cover_authority", partnership).await
}

/// Says on which day a partnership covers an authority for the last time: a day that has passed, today or one to come.
/// It is about the last time that it does; a last day that was said before is changed by it.
///
/// # Errors
/// [`DirectoryError::NotFound`] when it never covers it; [`DirectoryError::Rule`] `cover-before-first` for a day before
/// the cover begins, `cover-after-authority` for a day after the last of the authority itself.
pub async fn end_cover(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, actions::ManageDirectory>,
    partnership: OrganisationId,
    authority: AuthorityId,
    last: Date,
) -> Result<(), DirectoryError> {
    permit.check(tx.tx.number())?;
    let covers = covers_of(tx, partnership).await?;
    let of_it = covers.iter().filter(|one| one.authority.id == authority);
    let cover = of_it.max_by_key(|one| one.from);
    let cover = cover.ok_or(DirectoryError::NotFound)?;
    if last < cover.from {
        return Err(DirectoryError::Rule("cover-before-first"));
    }
    if cover.authority.valid_to.is_some_and(|end| end < last) {
        return Err(DirectoryError::Rule("cover-after-authority"));
    }
    let values = [
        Value::id(partnership),
        Value::id(authority),
        last.into(),
        cover.from.into(),
    ];
    tx.execute(&END_COVER, values).await?;
    tx.note_about("end_cover_authority", partnership).await
}

/// An authority as one partnership covers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// The authority.
    pub authority: Authority,
    /// First day of the cover.
    pub from: Date,
    /// Last day.
    pub until: Option<Date>,
}

/// The authorities that a partnership covers, has covered or will cover.
///
/// # Errors
/// [`DirectoryError`].
pub async fn covers_of(
    tx: &mut DirectoryTx<'_>,
    partnership: OrganisationId,
) -> Result<Vec<Cover>, DirectoryError> {
    let rows = tx.all(&COVERS, [Value::id(partnership)]).await?;
    let one = |row: &Row| {
        Ok(Cover {
            authority: read(row)?,
            from: row.parse("from_day")?,
            until: row.maybe_parse("until_day")?,
        })
    };
    rows.iter().map(one).collect()
}

/// An authority that takes the place of others, or of a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAuthority {
    /// Its code in national statistics, or a provisional one that begins with `X`.
    pub gss: String,
    /// Its short name.
    pub name: String,
    /// Its first day.
    pub from: Date,
    /// The authorities whose place it takes: one that was split, or several that merged.
    pub instead_of: Vec<AuthorityId>,
}

/// Records that authorities were merged, or one was split: the new one begins on its first day, and those whose place
/// it takes end on the day before, unless they have ended already. Region and kind are those of the first of them.
///
/// # Errors
/// [`DirectoryError::Rule`]: `authority-instead-of` when none is named, `authority-code` when the code is not a letter
/// and eight digits, `authority-code-taken`, `authority-ended` when one of those named had ended before.
pub async fn succeed(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, actions::ManageDirectory>,
    new: &NewAuthority,
) -> Result<(), DirectoryError> {
    permit.check(tx.tx.number())?;
    if !is_code(&new.gss) {
        return Err(DirectoryError::Rule("authority-code"));
    }
    let eve = new.from.yesterday().unwrap_or(new.from);
    let mut before = Vec::new();
    for id in &new.instead_of {
        let row = tx.first(&ONE, [Value::id(*id)]).await?;
        let one = read(&row.ok_or(DirectoryError::NotFound)?)?;
        if one.valid_to.is_some_and(|last| last != eve) {
            return Err(DirectoryError::Rule("authority-ended"));
        }
        before.push(one);
    }
    let like = before
        .first()
        .ok_or(DirectoryError::Rule("authority-instead-of"))?;
    let id: AuthorityId = tx.ctx.new_id()?;
    let values = [
        Value::id(id),
        new.gss.as_str().into(),
        new.name.as_str().into(),
        like.region.as_str().into(),
        like.kind.as_str().into(),
        new.from.into(),
        None::<Date>.into(),
    ];
    if tx.execute(&ADD, values).await? == 0 {
        return Err(DirectoryError::Rule("authority-code-taken"));
    }
    for one in &before {
        tx.execute(&END, [Value::id(one.id), eve.into()]).await?;
        let pair = [one.gss.as_str().into(), new.gss.as_str().into()];
        tx.execute(&ADD_SUCCESSOR, pair).await?;
    }
    tx.note("add_authority").await
}

/// A letter and eight digits, as national statistics write it.
fn is_code(gss: &str) -> bool {
    let (letter, digits) = gss.split_at_checked(1).unwrap_or_default();
    letter.bytes().all(|byte| byte.is_ascii_uppercase())
        && digits.len() == 8
        && digits.bytes().all(|byte| byte.is_ascii_digit())
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
