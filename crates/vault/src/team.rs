//! Who is on a case, and who may not be: the columns that access rests on. What else is known of a place
//! or a line is a record under the same id.

use std::collections::BTreeSet;

use access::ledger::{Entry, Outcome};
use access::{Permit, Section, actions};
use db::{Row, Statement, Value};
use model::{AgencyId, CaseId, Date, Instant, PersonId, RecordId};

use crate::{VaultError, VaultTx};

const ADD: Statement = Statement::new(
    "add to a team",
    "INSERT INTO team_place (id, case_id, person, agency, sections, guest, from_day, until_day, added_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
);
const END: Statement = Statement::new(
    "end a place in a team",
    "UPDATE team_place SET ended_at = $3 WHERE id = $1 AND case_id = $2 AND ended_at IS NULL",
);
const LIST: Statement = Statement::new(
    "places in a team",
    "SELECT id, person, agency, sections, guest, from_day, until_day FROM team_place \
     WHERE case_id = $1 AND ended_at IS NULL ORDER BY added_at, id",
);
const ADD_CONFLICT: Statement = Statement::new(
    "add to a conflict list",
    "INSERT INTO conflict (id, case_id, person, named, relation, added_at) VALUES ($1, $2, $3, $4, $5, $6)",
);
const LIST_CONFLICTS: Statement = Statement::new(
    "conflict list with names",
    "SELECT id, person, named, relation, added_at FROM conflict WHERE case_id = $1 AND ended_at IS NULL \
     ORDER BY added_at, id",
);
const NAMED_IN_WORDS: Statement = Statement::new(
    "people whom conflict lists name in words alone",
    "SELECT c.named FROM conflict c JOIN case_file f ON f.id = c.case_id \
     WHERE c.person IS NULL AND c.ended_at IS NULL AND f.closed_at IS NULL",
);
const IS_BARRED: Statement = Statement::new(
    "is a person barred",
    "SELECT id FROM conflict WHERE case_id = $1 AND person = $2 AND ended_at IS NULL",
);
const CHANGE: Statement = Statement::new(
    "change a place in a team",
    "UPDATE team_place SET agency = $3, sections = $4, until_day = $5 \
     WHERE id = $1 AND case_id = $2 AND ended_at IS NULL",
);
const CHANGE_CONFLICT: Statement = Statement::new(
    "change a line of a conflict list",
    "UPDATE conflict SET person = $3, named = $4, relation = $5 \
     WHERE id = $1 AND case_id = $2 AND ended_at IS NULL",
);
const END_CONFLICT: Statement = Statement::new(
    "take a line off a conflict list",
    "UPDATE conflict SET ended_at = $3 WHERE id = $1 AND case_id = $2 AND ended_at IS NULL",
);
const GUEST_UNTIL: Statement = Statement::new(
    "last day of a guest",
    "SELECT MAX(until_day) AS until_day FROM team_place \
     WHERE person = $1 AND guest = 1 AND ended_at IS NULL",
);
const GUESTS_ENDING: Statement = Statement::new(
    "guests whose access ends",
    "SELECT case_id, id, until_day FROM team_place WHERE guest = 1 AND ended_at IS NULL \
     AND until_day >= $1 AND until_day <= $2 ORDER BY until_day, id",
);
const BARRED_FROM: Statement = Statement::new(
    "cases that a person may not see",
    "SELECT DISTINCT case_id FROM conflict WHERE person = $1 AND ended_at IS NULL",
);

/// Every statement of this file, for the test that prepares each on both engines.
pub(crate) const STATEMENTS: &[&Statement] = &[
    &ADD,
    &END,
    &LIST,
    &ADD_CONFLICT,
    &LIST_CONFLICTS,
    &IS_BARRED,
    &NAMED_IN_WORDS,
    &CHANGE,
    &CHANGE_CONFLICT,
    &END_CONFLICT,
    &GUEST_UNTIL,
    &GUESTS_ENDING,
    &BARRED_FROM,
];

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
    if place.guest && crate::practice::is_one(tx, case).await? {
        return Err(VaultError::Rule("practice-no-guest"));
    }
    if tx
        .first(&IS_BARRED, [Value::id(case), Value::id(place.person)])
        .await?
        .is_some()
    {
        return Err(VaultError::Rule("team-conflict"));
    }
    let now = tx.ctx.now;
    tx.execute(
        &ADD,
        [
            Value::id(place.id),
            Value::id(case),
            Value::id(place.person),
            Value::maybe_id(place.agency),
            section_codes(&place.sections).into(),
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
    end_places_of(tx, permit, line.person).await
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

/// Changes which agency a person brings, which sections they may read and how long their place lasts.
///
/// # Errors
/// [`VaultError::NotFound`] when there is no such place; [`VaultError::Rule`] `team-guest-until`.
pub async fn change_place(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ManageTeam>,
    place: &Membership,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    if place.guest && place.until.is_none() {
        return Err(VaultError::Rule("team-guest-until"));
    }
    let values = [
        Value::id(place.id),
        Value::id(permit.case()?),
        Value::maybe_id(place.agency),
        section_codes(&place.sections).into(),
        place.until.into(),
    ];
    if tx.execute(&CHANGE, values).await? == 0 {
        return Err(VaultError::NotFound);
    }
    note(tx, permit, place.id).await
}

/// Changes a line of the conflict list; the person it names from now on loses their place.
///
/// # Errors
/// [`VaultError::NotFound`] when there is no such line.
pub async fn change_conflict(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ManageTeam>,
    line: &Conflict,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let values = [
        Value::id(line.id),
        Value::id(permit.case()?),
        Value::maybe_id(line.person),
        line.named.as_str().into(),
        line.relation.as_str().into(),
    ];
    if tx.execute(&CHANGE_CONFLICT, values).await? == 0 {
        return Err(VaultError::NotFound);
    }
    note(tx, permit, line.id).await?;
    end_places_of(tx, permit, line.person).await
}

/// Takes a line off the conflict list that was wrong. Nobody's place comes back by it.
///
/// # Errors
/// [`VaultError::NotFound`] when there is no such line.
pub async fn end_conflict(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ManageTeam>,
    line: RecordId,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let now = tx.ctx.now;
    let values = [Value::id(line), Value::id(permit.case()?), now.into()];
    if tx.execute(&END_CONFLICT, values).await? == 0 {
        return Err(VaultError::NotFound);
    }
    note(tx, permit, line).await
}

/// The last day on which a person is a guest in any case of this store.
///
/// # Errors
/// [`VaultError`].
pub async fn guest_until(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ManageTeam>,
    person: PersonId,
) -> Result<Option<Date>, VaultError> {
    permit.check(tx.tx.number())?;
    let row = tx.first(&GUEST_UNTIL, [Value::id(person)]).await?;
    Ok(row
        .map(|row| row.maybe_parse("until_day"))
        .transpose()?
        .flatten())
}

/// Guests whose last day lies within these days: the case, the place and the day.
///
/// # Errors
/// [`VaultError`].
pub async fn guests_ending(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SeeToday>,
    (from, to): (Date, Date),
) -> Result<Vec<(CaseId, RecordId, Date)>, VaultError> {
    permit.check(tx.tx.number())?;
    let rows = tx.all(&GUESTS_ENDING, [from.into(), to.into()]).await?;
    let read = |row: &Row| {
        Ok((
            row.parse("case_id")?,
            row.parse("id")?,
            row.parse("until_day")?,
        ))
    };
    rows.iter().map(read).collect()
}

/// Whether a person is on the conflict list of a case.
///
/// # Errors
/// [`VaultError`].
pub async fn is_barred(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SeeToday>,
    case: CaseId,
    person: PersonId,
) -> Result<bool, VaultError> {
    permit.check(tx.tx.number())?;
    is_on_the_list(tx, case, person).await
}

pub(crate) async fn is_on_the_list(
    tx: &mut VaultTx<'_>,
    case: CaseId,
    person: PersonId,
) -> Result<bool, VaultError> {
    let found = tx
        .first(&IS_BARRED, [Value::id(case), Value::id(person)])
        .await?;
    Ok(found.is_some())
}

/// Whom the conflict list of a case bars by their sign-in, for leaving them out where people are offered. It must not
/// reach a page.
///
/// # Errors
/// [`VaultError`].
pub async fn barred_people(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SeeToday>,
    case: CaseId,
) -> Result<BTreeSet<PersonId>, VaultError> {
    permit.check(tx.tx.number())?;
    let mut barred = BTreeSet::new();
    for row in tx.all(&LIST_CONFLICTS, [Value::id(case)]).await? {
        barred.extend(row.maybe_parse::<PersonId>("person")?);
    }
    Ok(barred)
}

/// Whether the conflict list of an open case names somebody, in words alone, whose name this one resembles. Neither which
/// case nor which line is told: whoever gives roles may not know of cases. The comparison is written down.
///
/// # Errors
/// [`VaultError`].
pub async fn resembles_somebody_named(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ManagePeople>,
    name: &str,
) -> Result<bool, VaultError> {
    permit.check(tx.tx.number())?;
    let mut alike = false;
    for row in tx.all(&NAMED_IN_WORDS, []).await? {
        alike |= model::resembles(name, &row.text("named")?);
    }
    let entry = Entry {
        action: "compare_names",
        ..Entry::default()
    };
    tx.note(Outcome::Read, entry).await?;
    Ok(alike)
}

/// The cases of which the actor may not know, for leaving them out of the record of who did what.
///
/// # Errors
/// [`VaultError`].
pub async fn barred_from(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadLedger>,
) -> Result<BTreeSet<CaseId>, VaultError> {
    permit.check(tx.tx.number())?;
    let person = tx.ctx.person()?.id;
    let rows = tx.all(&BARRED_FROM, [Value::id(person)]).await?;
    rows.iter().map(|row| Ok(row.parse("case_id")?)).collect()
}

async fn end_places_of(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ManageTeam>,
    person: Option<PersonId>,
) -> Result<(), VaultError> {
    for place in team_rows(tx, permit.case()?).await? {
        if person == Some(place.person) {
            end_place(tx, permit, place.id).await?;
        }
    }
    Ok(())
}

fn section_codes(sections: &[Section]) -> String {
    let codes: Vec<_> = sections.iter().map(|section| section.code()).collect();
    codes.join(",")
}

pub(crate) async fn team_rows(
    tx: &mut VaultTx<'_>,
    case: CaseId,
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
