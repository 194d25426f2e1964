//! Who is commissioned to lead a review, and until when: the columns that access rests on. What else is known of an
//! appointment is a record under the same id.

use access::ledger::{Entry, Outcome};
use access::{Permit, actions};
use db::{Row, Statement, Value};
use model::{CaseId, Date, PersonId, RecordId};

use crate::{VaultError, VaultTx};

const KEEP: Statement = Statement::new(
    "keep a commission",
    "INSERT INTO commission (id, case_id, person, until_day, added_at, ended_at) VALUES ($1, $2, $3, $4, $5, $6) \
     ON CONFLICT (id) DO UPDATE SET until_day = excluded.until_day, ended_at = excluded.ended_at \
     WHERE commission.case_id = excluded.case_id AND commission.person = excluded.person",
);
const OF_CASE: Statement = Statement::new(
    "commissions of a case",
    "SELECT id, case_id, person, until_day, ended_at FROM commission WHERE case_id = $1 ORDER BY added_at, id",
);
const ENDING: Statement = Statement::new(
    "commissions of a person that end",
    "SELECT id, case_id, person, until_day, ended_at FROM commission WHERE person = $1 AND ended_at IS NULL \
     AND until_day >= $2 AND until_day <= $3 ORDER BY until_day, id",
);

/// Every statement of this file, for the test that prepares each on both engines.
pub(crate) const STATEMENTS: &[&Statement] = &[&KEEP, &OF_CASE, &ENDING];

/// A commission to lead a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Commission {
    /// Id of the appointment.
    pub id: RecordId,
    /// The case.
    pub case: CaseId,
    /// Whom it is given.
    pub person: PersonId,
    /// Last day.
    pub until: Date,
    /// Whether it was ended before that.
    pub ended: bool,
}

impl Commission {
    /// Whether it runs on a day.
    #[must_use]
    pub fn runs(&self, today: Date) -> bool {
        !self.ended && self.until >= today
    }
}

/// Keeps whom an appointment commissions and until when. Whom it is given never changes: that is another appointment.
/// One that has been ended, from this moment, opens nothing; one that was ended by mistake runs again.
///
/// # Errors
/// [`VaultError::Rule`] `reviewer-person-fixed` for another person than before.
pub async fn keep_commission(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::DecideLocalReview>,
    (id, person): (RecordId, PersonId),
    (until, ended): (Date, bool),
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let case = permit.case()?;
    let now = tx.ctx.now;
    let values = [
        Value::id(id),
        Value::id(case),
        Value::id(person),
        until.into(),
        now.into(),
        ended.then_some(now).into(),
    ];
    if tx.execute(&KEEP, values).await? != 1 {
        return Err(VaultError::Rule("reviewer-person-fixed"));
    }
    let entry = Entry {
        action: permit.code(),
        case: Some(case),
        record: Some(id),
        ..Entry::default()
    };
    tx.note(Outcome::Done, entry).await
}

/// The commissions of a case, oldest first, for whoever holds one that runs.
///
/// # Errors
/// [`VaultError`].
pub async fn commissions(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
) -> Result<Vec<Commission>, VaultError> {
    permit.check(tx.tx.number())?;
    let rows = tx.all(&OF_CASE, [Value::id(permit.case()?)]).await?;
    rows.iter().map(read).collect()
}

/// The actor's own commissions whose last day lies within these days.
///
/// # Errors
/// [`VaultError`].
pub async fn commissions_ending(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SeeToday>,
    (from, to): (Date, Date),
) -> Result<Vec<Commission>, VaultError> {
    permit.check(tx.tx.number())?;
    let person = tx.ctx.person()?.id;
    let values = [Value::id(person), from.into(), to.into()];
    tx.all(&ENDING, values).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Commission, VaultError> {
    Ok(Commission {
        id: row.parse("id")?,
        case: row.parse("case_id")?,
        person: row.parse("person")?,
        until: row.parse("until_day")?,
        ended: row.maybe_instant("ended_at")?.is_some(),
    })
}
