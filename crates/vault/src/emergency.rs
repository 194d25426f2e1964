//! Who opened a case in an emergency, why, and until when; and who reads a case by their role.

use std::collections::{BTreeMap, BTreeSet};

use access::ledger::{Entry, Outcome};
use access::{Action as _, Actor, Ctx, Permit, Person, Resource, Role, Section, Strength, actions};
use db::{Row, Statement, Value};
use model::{CaseId, Instant, PersonId, RecordId};

use crate::{VaultError, VaultTx};

pub(crate) const ADD: Statement = Statement::new(
    "open in an emergency",
    "INSERT INTO emergency (id, case_id, person, reason, at, until_at) VALUES ($1, $2, $3, $4, $5, $6)",
);
pub(crate) const OF_CASE: Statement = Statement::new(
    "every emergency opening of a case",
    "SELECT id, case_id, person, reason, at, until_at FROM emergency WHERE case_id = $1 ORDER BY at DESC, id",
);
pub(crate) const ALL: Statement = Statement::new(
    "every emergency opening",
    "SELECT id, case_id, person, at FROM emergency ORDER BY at DESC, id",
);

/// An emergency opening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emergency {
    /// Its id.
    pub id: RecordId,
    /// Who opened the case.
    pub person: PersonId,
    /// Why, in their words.
    pub reason: model::Sensitive<String>,
    /// When.
    pub at: Instant,
    /// Until when the case was open to them.
    pub until: Instant,
}

/// An emergency opening as *Today* knows it: no words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EmergencyMark {
    /// Its id.
    pub id: RecordId,
    /// The case.
    pub case: CaseId,
    /// Who opened it.
    pub person: PersonId,
    /// When.
    pub at: Instant,
}

/// Opens the general section of a case to a person until a moment, with their reason on record.
///
/// # Errors
/// [`VaultError`].
pub async fn add_emergency(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::BreakGlass>,
    reason: &str,
    until: Instant,
) -> Result<RecordId, VaultError> {
    permit.check(tx.tx.number())?;
    let id: RecordId = tx.ctx.new_id()?;
    let (person, now) = (tx.ctx.person()?.id, tx.ctx.now);
    let case = permit.case()?;
    let values = [
        Value::id(id),
        Value::id(case),
        Value::id(person),
        reason.into(),
        now.into(),
        until.into(),
    ];
    tx.execute(&ADD, values).await?;
    let entry = Entry {
        action: permit.code(),
        case: Some(case),
        record: Some(id),
        ..Entry::default()
    };
    tx.note(Outcome::Done, entry).await?;
    Ok(id)
}

/// The emergency openings of a case, newest first, for those who answer for it.
///
/// # Errors
/// [`VaultError`].
pub async fn emergencies(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::LookAtEmergency>,
) -> Result<Vec<Emergency>, VaultError> {
    permit.check(tx.tx.number())?;
    let rows = tx.all(&OF_CASE, [Value::id(permit.case()?)]).await?;
    rows.iter().map(read).collect()
}

/// Every emergency opening that the actor may look at, newest first, by its case; nothing of it is content.
///
/// # Errors
/// [`VaultError`].
pub async fn emergency_marks(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SeeToday>,
) -> Result<BTreeMap<CaseId, Vec<EmergencyMark>>, VaultError> {
    permit.check(tx.tx.number())?;
    let mut found: BTreeMap<CaseId, Vec<EmergencyMark>> = BTreeMap::new();
    for row in tx.all(&ALL, []).await? {
        let mark = EmergencyMark {
            id: row.parse("id")?,
            case: row.parse("case_id")?,
            person: row.parse("person")?,
            at: row.instant("at")?,
        };
        found.entry(mark.case).or_default().push(mark);
    }
    let mut mine = BTreeMap::new();
    for (case, marks) in found {
        if tx.would_permit::<actions::LookAtEmergency>(case).await? {
            mine.insert(case, marks);
        }
    }
    Ok(mine)
}

fn read(row: &Row) -> Result<Emergency, VaultError> {
    Ok(Emergency {
        id: row.parse("id")?,
        person: row.parse("person")?,
        reason: model::Sensitive(row.text("reason")?),
        at: row.instant("at")?,
        until: row.instant("until_at")?,
    })
}

/// Who reads a case without being on its team.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Readers {
    /// Roles that read it, as the policies say.
    pub roles: BTreeSet<Role>,
    /// Who raised it.
    pub raised_by: Option<PersonId>,
    /// Whom no role helps. It must not reach a page of somebody who does not keep the conflict list.
    pub barred: BTreeSet<PersonId>,
}

/// Asks the policies for every role, as somebody who is on no list of the case.
///
/// # Errors
/// [`VaultError`].
pub async fn readers(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
) -> Result<Readers, VaultError> {
    permit.check(tx.tx.number())?;
    let facts = crate::facts::facts(tx, permit.case()?)
        .await?
        .ok_or(VaultError::NotFound)?;
    let nobody: PersonId = tx.ctx.new_id()?;
    let reads = |role: Role| {
        let person = Person {
            id: nobody,
            agency: None,
            authority: None,
            roles: [role].into(),
            strength: Strength::TwoFactors,
        };
        let ctx = Ctx {
            actor: Actor::Person(person),
            ..tx.ctx.clone()
        };
        let resource = Resource::Case(&facts, Section::General);
        let policies = tx.vault.policies();
        policies
            .decide(&ctx, actions::ReadCase::INFO, resource)
            .is_ok()
    };
    Ok(Readers {
        roles: Role::ALL
            .iter()
            .copied()
            .filter(|role| reads(*role))
            .collect(),
        raised_by: facts.raised_by,
        barred: facts.conflicts.clone(),
    })
}
