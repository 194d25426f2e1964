//! Partnerships, regions and the national body: the organisations that own a store.

use std::fmt;
use std::str::FromStr;

use db::{Row, Statement, Value};
use model::{Date, OrganisationId};

use super::{DirectoryError, DirectoryTx};
use crate::{Permit, actions};

pub(super) const ADD: Statement = Statement::new(
    "add an organisation",
    "INSERT INTO organisation (id, kind, name, code, region, valid_from, valid_to, added_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
);
pub(super) const ONE: Statement = Statement::new(
    "one organisation",
    "SELECT id, kind, name, code, region, valid_from, valid_to, successor FROM organisation WHERE id = $1",
);
pub(super) const BY_CODE: Statement = Statement::new(
    "organisation by its code",
    "SELECT id, kind, name, code, region, valid_from, valid_to, successor FROM organisation WHERE code = $1",
);
pub(super) const ALL: Statement = Statement::new(
    "organisations",
    "SELECT id, kind, name, code, region, valid_from, valid_to, successor FROM organisation ORDER BY kind, name",
);

pub(super) const END: Statement = Statement::new(
    "an organisation ends",
    "UPDATE organisation SET valid_to = $2, successor = $3 WHERE id = $1 AND valid_to IS NULL",
);

/// What an organisation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrganisationKind {
    /// The safeguarding partners of one or more local authorities.
    Partnership,
    /// A region.
    Region,
    /// The national body that is told of incidents.
    National,
}

impl OrganisationKind {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Partnership => "partnership",
            Self::Region => "region",
            Self::National => "national",
        }
    }
}

impl fmt::Display for OrganisationKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for OrganisationKind {
    type Err = DirectoryError;

    fn from_str(code: &str) -> Result<Self, DirectoryError> {
        [Self::Partnership, Self::Region, Self::National]
            .into_iter()
            .find(|kind| kind.code() == code)
            .ok_or(DirectoryError::NotFound)
    }
}

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// What it is.
    pub kind: OrganisationKind,
    /// Its name.
    pub name: String,
    /// A short neutral code for addresses of pages.
    pub code: String,
    /// The region it lies in.
    pub region: Option<String>,
    /// First day.
    pub valid_from: Date,
    /// Last day.
    pub valid_to: Option<Date>,
    /// The organisation that took its place.
    pub successor: Option<OrganisationId>,
}

/// Adds an organisation. Its keys are made separately by [`super::make_keys`].
///
/// # Errors
/// [`DirectoryError::Rule`] `organisation-code` when the code is not 2 to 30 small letters, digits or
/// dashes, `organisation-code-taken` when another has it.
pub async fn add_organisation(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, actions::ManageDirectory>,
    new: &Organisation,
) -> Result<(), DirectoryError> {
    permit.check(tx.tx.number())?;
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if !(2..=30).contains(&new.code.len()) || !new.code.bytes().all(plain) {
        return Err(DirectoryError::Rule("organisation-code"));
    }
    if organisation_by_code(tx, &new.code).await?.is_some() {
        return Err(DirectoryError::Rule("organisation-code-taken"));
    }
    let now = tx.ctx.now;
    tx.execute(
        &ADD,
        [
            Value::id(new.id),
            new.kind.code().into(),
            new.name.as_str().into(),
            new.code.as_str().into(),
            new.region.as_deref().into(),
            new.valid_from.into(),
            new.valid_to.into(),
            now.into(),
        ],
    )
    .await?;
    tx.note_about("add_organisation", new.id).await
}

/// Says on which day an organisation ends, and which one takes its place. Its store stays and is read as before;
/// nothing new begins in it afterwards.
///
/// # Errors
/// [`DirectoryError::Rule`]: `organisation-ended` when it has a last day already, `organisation-successor` when the
/// successor is itself or of another kind, `organisation-last-day` when the day is before its first.
pub async fn end_organisation(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, actions::ManageDirectory>,
    id: OrganisationId,
    last: Date,
    successor: Option<OrganisationId>,
) -> Result<(), DirectoryError> {
    permit.check(tx.tx.number())?;
    let ending = organisation(tx, id)
        .await?
        .ok_or(DirectoryError::NotFound)?;
    if last < ending.valid_from {
        return Err(DirectoryError::Rule("organisation-last-day"));
    }
    if let Some(next) = successor {
        let next = organisation(tx, next)
            .await?
            .ok_or(DirectoryError::NotFound)?;
        if next.id == id || next.kind != ending.kind {
            return Err(DirectoryError::Rule("organisation-successor"));
        }
    }
    let successor = successor.map(|id| id.to_string());
    let values = [Value::id(id), last.into(), successor.into()];
    if tx.execute(&END, values).await? == 0 {
        return Err(DirectoryError::Rule("organisation-ended"));
    }
    tx.note_about("end_organisation", id).await
}

/// One organisation by its id.
///
/// # Errors
/// [`DirectoryError`].
pub async fn organisation(
    tx: &mut DirectoryTx<'_>,
    id: OrganisationId,
) -> Result<Option<Organisation>, DirectoryError> {
    tx.first(&ONE, [Value::id(id)])
        .await?
        .map(|row| read(&row))
        .transpose()
}

/// One organisation by the code in addresses of pages.
///
/// # Errors
/// [`DirectoryError`].
pub async fn organisation_by_code(
    tx: &mut DirectoryTx<'_>,
    code: &str,
) -> Result<Option<Organisation>, DirectoryError> {
    tx.first(&BY_CODE, [code.into()])
        .await?
        .map(|row| read(&row))
        .transpose()
}

/// All organisations of the instance.
///
/// # Errors
/// [`DirectoryError`].
pub async fn organisations(tx: &mut DirectoryTx<'_>) -> Result<Vec<Organisation>, DirectoryError> {
    tx.all(&ALL, []).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Organisation, DirectoryError> {
    Ok(Organisation {
        id: row.parse("id")?,
        kind: row.parse("kind")?,
        name: row.text("name")?,
        code: row.text("code")?,
        region: row.maybe_text("region")?,
        valid_from: row.parse("valid_from")?,
        valid_to: row.maybe_parse("valid_to")?,
        successor: row.maybe_parse("successor")?,
    })
}
