//! What decisions about access may know of a case: ids, stages, memberships. Never content.

use std::collections::{BTreeMap, BTreeSet};

use access::{CaseFacts, Section, TeamPlace};
use db::{Row, Statement, Value};
use model::{CaseId, PersonId};

use crate::{VaultError, VaultTx};

pub(crate) const CASE: Statement = Statement::new(
    "facts of a case",
    "SELECT id, version, raised_by, closed_at FROM case_file WHERE id = $1",
);
pub(crate) const TEAM: Statement = Statement::new(
    "team of a case on a day",
    "SELECT person, agency, sections, guest FROM team_place WHERE case_id = $1 AND ended_at IS NULL \
     AND from_day <= $2 AND (until_day IS NULL OR until_day >= $2)",
);
pub(crate) const CONFLICTS: Statement = Statement::new(
    "conflict list of a case",
    "SELECT person FROM conflict WHERE case_id = $1 AND person IS NOT NULL AND ended_at IS NULL",
);
pub(crate) const EMERGENCY: Statement = Statement::new(
    "emergency openings of a case",
    "SELECT person FROM emergency WHERE case_id = $1 AND until_at > $2",
);

/// Facts of one case on the day of the request; `None` when there is no such case.
pub(crate) async fn facts(
    tx: &mut VaultTx<'_>,
    case: CaseId,
) -> Result<Option<CaseFacts>, VaultError> {
    let Some(row) = tx.first(&CASE, [Value::id(case)]).await? else {
        return Ok(None);
    };
    let today = tx.ctx.today();
    let now = tx.ctx.now;
    let team = tx.all(&TEAM, [Value::id(case), today.into()]).await?;
    let conflicts = tx.all(&CONFLICTS, [Value::id(case)]).await?;
    let emergency = tx.all(&EMERGENCY, [Value::id(case), now.into()]).await?;
    Ok(Some(CaseFacts {
        id: case,
        organisation: tx.vault.organisation(),
        version: row.number("version")?,
        team: places(&team)?,
        raised_by: row.maybe_parse("raised_by")?,
        conflicts: people(&conflicts)?,
        emergency: people(&emergency)?,
        closed: row.maybe_instant("closed_at")?.is_some(),
    }))
}

/// A person with several places has the sections of all, and is a guest when one of them says so.
fn places(rows: &[Row]) -> Result<BTreeMap<PersonId, TeamPlace>, VaultError> {
    let mut team: BTreeMap<PersonId, TeamPlace> = BTreeMap::new();
    for row in rows {
        let (person, place) = place(row)?;
        let known = team.entry(person).or_default();
        known.agency = known.agency.or(place.agency);
        known.sections.extend(place.sections);
        known.guest |= place.guest;
    }
    Ok(team)
}

fn place(row: &Row) -> Result<(PersonId, TeamPlace), VaultError> {
    let place = TeamPlace {
        agency: row.maybe_parse("agency")?,
        sections: sections(&row.text("sections")?),
        guest: row.truth("guest")?,
    };
    Ok((row.parse("person")?, place))
}

/// Sections as kept in one column, separated by commas; a code that is no longer known grants nothing.
pub(crate) fn sections(text: &str) -> BTreeSet<Section> {
    text.split(',')
        .filter_map(|code| code.parse().ok())
        .collect()
}

fn people(rows: &[Row]) -> Result<BTreeSet<PersonId>, VaultError> {
    rows.iter().map(|row| Ok(row.parse("person")?)).collect()
}
