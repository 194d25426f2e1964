//! Who is on a case, who may not be, and who opened it in an emergency.

use access::ledger::{Entry, Outcome};
use access::{Permit, Section, actions};
use db::{Row, Statement, Value};
use model::{AgencyId, Date, Instant, PersonId, RecordId};

use crate::{VaultError, VaultTx};

/// How long an emergency opening lasts, in seconds.
const EMERGENCY_SECONDS: i64 = 60 * 60;

pub(crate) const ADD: Statement = Statement::new(
    "add to a team",
    "INSERT INTO team_place (id, case_id, person, agency, sections, guest, from_day, until_day, added_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
);
pub(crate) const END: Statement = Statement::new(
    "end a place in a team",
    "UPDATE team_place SET ended_at = $3 WHERE id = $1 AND case_id = $2 AND ended_at IS NULL",
);
pub(crate) const LIST: Statement = Statement::new(
    "places in a team",
    "SELECT id, person, agency, sections, guest, from_day, until_day FROM team_place \
     WHERE case_id = $1 AND ended_at IS NULL ORDER BY added_at, id",
);
pub(crate) const ADD_CONFLICT: Statement = Statement::new(
    "add to a conflict list",
    "INSERT INTO conflict (id, case_id, person, named, relation, added_at) VALUES ($1, $2, $3, $4, $5, $6)",
);
pub(crate) const LIST_CONFLICTS: Statement = Statement::new(
    "conflict list with names",
    "SELECT id, person, named, relation, added_at FROM conflict WHERE case_id = $1 AND ended_at IS NULL \
     ORDER BY added_at, id",
);
pub(crate) const IS_BARRED: Statement = Statement::new(
    "is a person barred",
    "SELECT id FROM conflict WHERE case_id = $1 AND person = $2 AND ended_at IS NULL",
);
pub(crate) const ADD_EMERGENCY: Statement = Statement::new(
    "open in an emergency",
    "INSERT INTO emergency (id, case_id, person, reason, at, until_at) VALUES ($1, $2, $3, $4, $5, $6)",
);

/// A person's place in the team of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// Id of the place.
    pub id: RecordId,
    /// Who.
    pub person: PersonId,
    /// The agency they bring.
    pub agency: Option<AgencyId>,
    /// Sections they may read beside the general one.
    pub sections: Vec<Section>,
    /// Whether they come from another area.
    pub guest: bool,
    /// First day.
    pub from: Date,
    /// Last day; a guest always has one.
    pub until: Option<Date>,
}

/// A person who may not see a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Id of the line.
    pub id: RecordId,
    /// Their sign-in, when they have one.
    pub person: Option<PersonId>,
    /// Their name as given.
    pub named: String,
    /// How they are connected, in words.
    pub relation: String,
    /// When they were put on the list.
    pub at: Instant,
}

/// Adds a person to the team. A person on the conflict list cannot be added, and a guest needs a last day.
///
/// # Errors
/// [`VaultError::Rule`] `team-conflict` or `team-guest-until`.
pub async fn add_to_team(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ManageTeam>,
    place: &Membership,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let case = permit.case()?;
    if place.guest && place.until.is_none() {
        return Err(VaultError::Rule("team-guest-until"));
    }
    if tx
        .first(&IS_BARRED, [Value::id(case), Value::id(place.person)])
        .await?
        .is_some()
    {
        return Err(VaultError::Rule("team-conflict"));
    }
    let sections: Vec<_> = place
        .sections
        .iter()
        .map(|section| section.code())
        .collect();
    let now = tx.ctx.now;
    tx.execute(
        &ADD,
        [
            Value::id(place.id),
            Value::id(case),
            Value::id(place.person),
            Value::maybe_id(place.agency),
            sections.join(",").into(),
            place.guest.into(),
            place.from.into(),
            place.until.into(),
            now.into(),
        ],
    )
    .await?;
    note(tx, permit, place.id).await
}

/// Ends a person's place in the team, now.
///
/// # Errors
/// [`VaultError::NotFound`] when there is no such place.
pub async fn end_place(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ManageTeam>,
    place: RecordId,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let now = tx.ctx.now;
    let ended = tx
        .execute(
            &END,
            [Value::id(place), Value::id(permit.case()?), now.into()],
        )
        .await?;
    if ended == 0 {
        return Err(VaultError::NotFound);
    }
    note(tx, permit, place).await
}

/// Puts a person on the conflict list; if they are on the team, their place ends.
///
/// # Errors
/// [`VaultError`].
pub async fn add_conflict(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ManageTeam>,
    line: &Conflict,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let case = permit.case()?;
    let values = [
        Value::id(line.id),
        Value::id(case),
        Value::maybe_id(line.person),
        line.named.as_str().into(),
        line.relation.as_str().into(),
        line.at.into(),
    ];
    tx.execute(&ADD_CONFLICT, values).await?;
    note(tx, permit, line.id).await?;
    for place in team_rows(tx, permit.case()?).await? {
        if line.person == Some(place.person) {
            end_place(tx, permit, place.id).await?;
        }
    }
    Ok(())
}

/// The team of a case.
///
/// # Errors
/// [`VaultError`].
pub async fn team(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
) -> Result<Vec<Membership>, VaultError> {
    permit.check(tx.tx.number())?;
    team_rows(tx, permit.case()?).await
}

/// The conflict list of a case, for those who manage the team.
///
/// # Errors
/// [`VaultError`].
pub async fn conflicts(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ManageTeam>,
) -> Result<Vec<Conflict>, VaultError> {
    permit.check(tx.tx.number())?;
    let rows = tx.all(&LIST_CONFLICTS, [Value::id(permit.case()?)]).await?;
    rows.iter().map(conflict).collect()
}

/// Opens the general section of a case to a person for an hour, with their reason on record.
///
/// # Errors
/// [`VaultError`].
pub async fn add_emergency(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::BreakGlass>,
    reason: &str,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let id: RecordId = tx.ctx.new_id()?;
    let (person, now) = (tx.ctx.person()?.id, tx.ctx.now);
    let until = now.plus_seconds(EMERGENCY_SECONDS);
    let case = permit.case()?;
    let values = [
        Value::id(id),
        Value::id(case),
        Value::id(person),
        reason.into(),
        now.into(),
        until.into(),
    ];
    tx.execute(&ADD_EMERGENCY, values).await?;
    let entry = Entry {
        action: permit.code(),
        case: Some(case),
        record: Some(id),
        ..Entry::default()
    };
    tx.note(Outcome::Done, entry).await
}

async fn team_rows(
    tx: &mut VaultTx<'_>,
    case: model::CaseId,
) -> Result<Vec<Membership>, VaultError> {
    tx.all(&LIST, [Value::id(case)])
        .await?
        .iter()
        .map(membership)
        .collect()
}

async fn note(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ManageTeam>,
    record: RecordId,
) -> Result<(), VaultError> {
    let entry = Entry {
        action: permit.code(),
        case: Some(permit.case()?),
        record: Some(record),
        ..Entry::default()
    };
    tx.note(Outcome::Done, entry).await
}

fn membership(row: &Row) -> Result<Membership, VaultError> {
    Ok(Membership {
        id: row.parse("id")?,
        person: row.parse("person")?,
        agency: row.maybe_parse("agency")?,
        sections: crate::facts::sections(&row.text("sections")?)
            .into_iter()
            .collect(),
        guest: row.truth("guest")?,
        from: row.parse("from_day")?,
        until: row.maybe_parse("until_day")?,
    })
}

fn conflict(row: &Row) -> Result<Conflict, VaultError> {
    Ok(Conflict {
        id: row.parse("id")?,
        person: row.maybe_parse("person")?,
        named: row.text("named")?,
        relation: row.text("relation")?,
        at: row.instant("added_at")?,
    })
}
