//! What decisions about access may know of a case: ids, stages, memberships. Never content.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use access::{CaseFacts, ReturnFacts, Section, TeamPlace};
use db::{Row, Statement, Value};
use model::{CaseId, Date, OrganisationId, PersonId, RecordId};

use crate::{VaultError, VaultTx};

macro_rules! facts_sql {
    ($case:literal) => {
        concat!(
            "SELECT id AS case_id, version, raised_by, closed_at, received, practice FROM case_file",
            $case
        )
    };
}
macro_rules! team_sql {
    ($case:literal) => {
        concat!(
            "SELECT case_id, person, agency, sections, guest FROM team_place WHERE ended_at IS NULL \
             AND from_day <= $1 AND (until_day IS NULL OR until_day >= $1)",
            $case
        )
    };
}
macro_rules! conflicts_sql {
    ($case:literal) => {
        concat!(
            "SELECT case_id, person FROM conflict WHERE person IS NOT NULL AND ended_at IS NULL",
            $case
        )
    };
}
macro_rules! commissions_sql {
    ($case:literal) => {
        concat!(
            "SELECT case_id, person, until_day, ended_at FROM commission",
            $case
        )
    };
}
macro_rules! emergency_sql {
    ($case:literal) => {
        concat!(
            "SELECT case_id, person FROM emergency WHERE until_at > $1",
            $case
        )
    };
}

pub(crate) const CASE: Statement = Statement::new("facts of a case", facts_sql!(" WHERE id = $1"));
pub(crate) const TEAM: Statement =
    Statement::new("team of a case on a day", team_sql!(" AND case_id = $2"));
pub(crate) const CONFLICTS: Statement = Statement::new(
    "conflict list of a case",
    conflicts_sql!(" AND case_id = $1"),
);
pub(crate) const EMERGENCY: Statement = Statement::new(
    "emergency openings of a case",
    emergency_sql!(" AND case_id = $2"),
);
pub(crate) const COMMISSIONS: Statement = Statement::new(
    "commissions to lead a review",
    commissions_sql!(" WHERE case_id = $1"),
);
pub(crate) const EVERY_COMMISSION: Statement =
    Statement::new("every commission", commissions_sql!(""));
pub(crate) const CASES: Statement =
    Statement::new("facts of every review", facts_sql!(" WHERE received = 0"));
pub(crate) const TEAMS: Statement = Statement::new("every team on a day", team_sql!(""));
pub(crate) const EVERY_CONFLICT: Statement =
    Statement::new("every conflict list", conflicts_sql!(""));
pub(crate) const EVERY_EMERGENCY: Statement =
    Statement::new("every emergency opening", emergency_sql!(""));

/// What a transaction has read about access so far. A change of anything forgets all of it, so that what is asked
/// afterwards is asked of how things stand then.
#[derive(Default)]
pub(crate) struct Known {
    facts: BTreeMap<CaseId, Option<Arc<CaseFacts>>>,
    pub(crate) returns: BTreeMap<RecordId, OfReturn>,
}

/// A return as far as access to it is concerned, and its case; `None` when there is no such request.
pub(crate) type OfReturn = Option<(CaseId, Arc<ReturnFacts>)>;

impl Known {
    pub(crate) fn forget(&mut self) {
        self.facts.clear();
        self.returns.clear();
    }
}

/// Facts of one case on the day of the request; `None` when there is no such case.
pub(crate) async fn facts(
    tx: &mut VaultTx<'_>,
    case: CaseId,
) -> Result<Option<Arc<CaseFacts>>, VaultError> {
    if let Some(known) = tx.known.facts.get(&case) {
        return Ok(known.clone());
    }
    let today = tx.ctx.today();
    let now = tx.ctx.now;
    let found = match tx.first(&CASE, [Value::id(case)]).await? {
        None => None,
        Some(row) => {
            let mut facts = bare(&row, tx.vault.organisation())?;
            let team = tx.all(&TEAM, [today.into(), Value::id(case)]).await?;
            for row in &team {
                join(&mut facts, row)?;
            }
            let conflicts = tx.all(&CONFLICTS, [Value::id(case)]).await?;
            facts.conflicts = people(&conflicts)?;
            let emergency = tx.all(&EMERGENCY, [now.into(), Value::id(case)]).await?;
            facts.emergency = people(&emergency)?;
            for row in tx.all(&COMMISSIONS, [Value::id(case)]).await? {
                commission(&mut facts, &row, today)?;
            }
            Some(Arc::new(facts))
        }
    };
    tx.known.facts.insert(case, found.clone());
    Ok(found)
}

/// Reads the facts of every review at once, for a page that asks about all of them.
pub(crate) async fn read_all(tx: &mut VaultTx<'_>) -> Result<(), VaultError> {
    let today = tx.ctx.today();
    let now = tx.ctx.now;
    let mut all: BTreeMap<CaseId, CaseFacts> = BTreeMap::new();
    for row in tx.all(&CASES, []).await? {
        let facts = bare(&row, tx.vault.organisation())?;
        all.insert(facts.id, facts);
    }
    for row in tx.all(&TEAMS, [today.into()]).await? {
        if let Some(facts) = all.get_mut(&row.parse("case_id")?) {
            join(facts, &row)?;
        }
    }
    for row in tx.all(&EVERY_CONFLICT, []).await? {
        if let Some(facts) = all.get_mut(&row.parse("case_id")?) {
            facts.conflicts.insert(row.parse("person")?);
        }
    }
    for row in tx.all(&EVERY_COMMISSION, []).await? {
        if let Some(facts) = all.get_mut(&row.parse("case_id")?) {
            commission(facts, &row, today)?;
        }
    }
    for row in tx.all(&EVERY_EMERGENCY, [now.into()]).await? {
        if let Some(facts) = all.get_mut(&row.parse("case_id")?) {
            facts.emergency.insert(row.parse("person")?);
        }
    }
    let all = all.into_iter();
    tx.known.facts = all.map(|(id, facts)| (id, Some(Arc::new(facts)))).collect();
    Ok(())
}

/// A case without anybody.
fn bare(row: &Row, organisation: OrganisationId) -> Result<CaseFacts, VaultError> {
    Ok(CaseFacts {
        id: row.parse("case_id")?,
        organisation,
        version: row.number("version")?,
        team: BTreeMap::new(),
        raised_by: row.maybe_parse("raised_by")?,
        conflicts: BTreeSet::new(),
        emergency: BTreeSet::new(),
        commissioned: BTreeSet::new(),
        commission_over: BTreeSet::new(),
        closed: row.maybe_instant("closed_at")?.is_some(),
        received: row.truth("received")?,
        practice: row.truth("practice")?,
    })
}

/// A person with several places has the sections of all, and is a guest when one of them says so.
fn join(facts: &mut CaseFacts, row: &Row) -> Result<(), VaultError> {
    let (person, place) = place(row)?;
    let known = facts.team.entry(person).or_default();
    known.agency = known.agency.or(place.agency);
    known.sections.extend(place.sections);
    known.guest |= place.guest;
    Ok(())
}

/// Of several commissions of a person one that runs counts.
fn commission(facts: &mut CaseFacts, row: &Row, today: Date) -> Result<(), VaultError> {
    let person: PersonId = row.parse("person")?;
    let last: Date = row.parse("until_day")?;
    let ended = row.maybe_instant("ended_at")?.is_some();
    if !ended && last >= today {
        facts.commission_over.remove(&person);
        facts.commissioned.insert(person);
    } else if !facts.commissioned.contains(&person) {
        facts.commission_over.insert(person);
    }
    Ok(())
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
