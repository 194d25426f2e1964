//! Who answers a request for an agency: the columns that access rests on.

use std::collections::BTreeSet;
use std::sync::Arc;

use access::ledger::{Entry, Outcome};
use access::{Permit, ReturnFacts, actions};
use db::{Row, Statement, Value};
use model::{CaseId, PersonId, RecordId};

use crate::facts::OfReturn;
use crate::{VaultError, VaultTx};

const ONE: Statement = Statement::new(
    "a request as far as access to it is concerned",
    "SELECT id, case_id, signed_off_at, withdrawn_at FROM agency_return WHERE id = $1",
);
const PEOPLE: Statement = Statement::new(
    "who answers a request",
    "SELECT id, person, signs FROM answering WHERE return_id = $1 AND ended_at IS NULL ORDER BY added_at, id",
);
const ADD: Statement = Statement::new(
    "name somebody who answers a request",
    "INSERT INTO answering (id, return_id, case_id, person, signs, added_at) VALUES ($1, $2, $3, $4, $5, $6)",
);
const END: Statement = Statement::new(
    "somebody no longer answers a request",
    "UPDATE answering SET ended_at = $4 WHERE id = $1 AND return_id = $2 AND case_id = $3 AND ended_at IS NULL",
);

pub(super) const STATEMENTS: &[&Statement] = &[&ONE, &PEOPLE, &ADD, &END];

/// Somebody who answers a request for an agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answering {
    /// Id of their place.
    pub id: RecordId,
    /// Who.
    pub person: PersonId,
    /// Whether they sign the return off.
    pub signs: bool,
}

/// What decisions about access may know of a return, and the case it belongs to; none when there is no such request.
///
/// # Errors
/// [`VaultError`].
pub(crate) async fn facts(tx: &mut VaultTx<'_>, request: RecordId) -> Result<OfReturn, VaultError> {
    if let Some(known) = tx.known.returns.get(&request) {
        return Ok(known.clone());
    }
    let found = read_facts(tx, request).await?;
    tx.known.returns.insert(request, found.clone());
    Ok(found)
}

async fn read_facts(tx: &mut VaultTx<'_>, request: RecordId) -> Result<OfReturn, VaultError> {
    let Some(row) = tx.first(&ONE, [Value::id(request)]).await? else {
        return Ok(None);
    };
    let people = people(tx, request).await?;
    let of = |signs: bool| -> BTreeSet<PersonId> {
        let people = people.iter().filter(|one| one.signs || !signs);
        people.map(|one| one.person).collect()
    };
    let facts = ReturnFacts {
        id: request,
        answering: of(false),
        signing: of(true),
        checking: super::checking::people(tx, request).await?,
        signed_off: row.maybe_instant("signed_off_at")?.is_some(),
        withdrawn: row.maybe_instant("withdrawn_at")?.is_some(),
    };
    Ok(Some((row.parse("case_id")?, Arc::new(facts))))
}

async fn people(tx: &mut VaultTx<'_>, request: RecordId) -> Result<Vec<Answering>, VaultError> {
    let rows = tx.all(&PEOPLE, [Value::id(request)]).await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Answering, VaultError> {
    Ok(Answering {
        id: row.parse("id")?,
        person: row.parse("person")?,
        signs: row.truth("signs")?,
    })
}

/// Who answers each of these requests of the case, in the order in which they were named.
///
/// # Errors
/// [`VaultError::NotFound`] for a request of another case.
pub async fn answering<A: access::Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    request: RecordId,
) -> Result<Vec<Answering>, VaultError> {
    permit.check(tx.tx.number())?;
    super::lists::belongs(tx, permit, request).await?;
    people(tx, request).await
}

/// Who answers a request, for the job that reminds them.
///
/// # Errors
/// [`VaultError`].
pub async fn answering_of(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::RemindAnswering>,
    request: RecordId,
) -> Result<Vec<Answering>, VaultError> {
    permit.check(tx.tx.number())?;
    people(tx, request).await
}

/// Names somebody who answers a request. Nobody on the conflict list answers, and nobody twice.
///
/// # Errors
/// [`VaultError::Rule`] `person-barred`, `answering-already`; [`VaultError::NotFound`] for a request of another case.
pub async fn name_answering(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ManageRequests>,
    request: RecordId,
    (person, signs): (PersonId, bool),
) -> Result<RecordId, VaultError> {
    permit.check(tx.tx.number())?;
    let case = super::lists::belongs(tx, permit, request).await?;
    if crate::team::is_on_the_list(tx, case, person).await? {
        return Err(VaultError::Rule("person-barred"));
    }
    if people(tx, request)
        .await?
        .iter()
        .any(|one| one.person == person)
    {
        return Err(VaultError::Rule("answering-already"));
    }
    let (id, now): (RecordId, _) = (tx.ctx.new_id()?, tx.ctx.now);
    let values = [
        Value::id(id),
        Value::id(request),
        Value::id(case),
        Value::id(person),
        signs.into(),
        now.into(),
    ];
    tx.execute(&ADD, values).await?;
    note(tx, permit.code(), case, id).await?;
    Ok(id)
}

/// Ends somebody's place; they read and write nothing of the return from now on. What they wrote stays theirs.
///
/// # Errors
/// [`VaultError::NotFound`] when there is no such place.
pub async fn end_answering(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ManageRequests>,
    request: RecordId,
    place: RecordId,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let (case, now) = (permit.case()?, tx.ctx.now);
    let values = [
        Value::id(place),
        Value::id(request),
        Value::id(case),
        now.into(),
    ];
    if tx.execute(&END, values).await? == 0 {
        return Err(VaultError::NotFound);
    }
    note(tx, permit.code(), case, place).await
}

pub(super) async fn note(
    tx: &mut VaultTx<'_>,
    action: &'static str,
    case: CaseId,
    record: RecordId,
) -> Result<(), VaultError> {
    let entry = Entry {
        action,
        case: Some(case),
        record: Some(record),
        ..Entry::default()
    };
    tx.note(Outcome::Done, entry).await
}
