//! What one person keeps for themself in a case. Every statement names the person who acts, so that nobody reaches what another
//! keeps, whatever they may do in the case. None of it is a record: it has no versions to look back at, and what is let go is gone.

use access::{Permit, actions};
use db::{Row, Statement, Value};
use model::{Instant, RecordId};

use crate::{VaultError, VaultTx};

pub(crate) const ADD: Statement = Statement::new(
    "keep a note of one's own",
    "INSERT INTO own_note (id, case_id, person, kind, kept, version, body, made_at, changed_at) \
     VALUES ($1, $2, $3, $4, $7, 1, $5, $6, $6)",
);
pub(crate) const OF_KIND: Statement = Statement::new(
    "notes of one's own",
    "SELECT id, kept, version, body, made_at, changed_at FROM own_note \
     WHERE case_id = $1 AND person = $2 AND kind = $3 ORDER BY made_at, id",
);
pub(crate) const CHANGE: Statement = Statement::new(
    "change a note of one's own",
    "UPDATE own_note SET body = $5, version = version + 1, changed_at = $6 \
     WHERE id = $1 AND case_id = $2 AND person = $3 AND version = $4",
);
const KEEP: Statement = Statement::new(
    "choose to keep a note of one's own",
    "UPDATE own_note SET kept = 1, version = version + 1, changed_at = $4 \
     WHERE id = $1 AND case_id = $2 AND person = $3",
);
pub(crate) const LET_GO: Statement = Statement::new(
    "let a note of one's own go",
    "DELETE FROM own_note WHERE id = $1 AND case_id = $2 AND person = $3",
);
const LAPSE: Statement = Statement::new(
    "let go what nobody chose to keep",
    "DELETE FROM own_note WHERE case_id = $1 AND kept = 0 AND changed_at < $2",
);

const LAPSE_ALL: Statement = Statement::new(
    "let go what nobody chose to keep, in every case",
    "DELETE FROM own_note WHERE kept = 0 AND changed_at < $1",
);

pub(crate) const STATEMENTS: &[&Statement] =
    &[&ADD, &OF_KIND, &CHANGE, &KEEP, &LET_GO, &LAPSE, &LAPSE_ALL];

/// Something that one person keeps for themself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnNote {
    /// Its id.
    pub id: RecordId,
    /// Whether they chose to keep it.
    pub kept: bool,
    /// Counted from 1.
    pub version: i64,
    /// What it says; whoever asks knows how to read it.
    pub body: String,
    /// When it was begun.
    pub made_at: Instant,
    /// When it was changed last.
    pub changed_at: Instant,
}

/// What the actor keeps for themself of one kind, oldest first.
///
/// # Errors
/// [`VaultError`]; also for whoever is no person.
pub async fn own_notes(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
    kind: &str,
) -> Result<Vec<OwnNote>, VaultError> {
    permit.check(tx.tx.number())?;
    let person = tx.ctx.person()?.id;
    let of = [Value::id(permit.case()?), Value::id(person), kind.into()];
    tx.all(&OF_KIND, of).await?.iter().map(read).collect()
}

/// Begins something; `kept` where they choose to keep it at once.
///
/// # Errors
/// [`VaultError`]; also for whoever is no person.
pub async fn add_own_note(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
    (kind, kept, body): (&str, bool, &str),
) -> Result<RecordId, VaultError> {
    permit.check(tx.tx.number())?;
    let id: RecordId = tx.ctx.new_id()?;
    let (person, now) = (tx.ctx.person()?.id, tx.ctx.now);
    let values = [
        Value::id(id),
        Value::id(permit.case()?),
        Value::id(person),
        kind.into(),
        body.into(),
        now.into(),
        i64::from(kept).into(),
    ];
    tx.execute(&ADD, values).await?;
    Ok(id)
}

/// Changes what the actor keeps, where it still stands at the version that was shown.
///
/// # Errors
/// [`VaultError::Rule`] `changed-meanwhile` when it does not, or is gone.
pub async fn change_own_note(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
    (id, shown): (RecordId, i64),
    body: &str,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let (person, now) = (tx.ctx.person()?.id, tx.ctx.now);
    let values = [
        Value::id(id),
        Value::id(permit.case()?),
        Value::id(person),
        shown.into(),
        body.into(),
        now.into(),
    ];
    one(tx.execute(&CHANGE, values).await?)
}

/// The actor chooses to keep it.
///
/// # Errors
/// [`VaultError::Rule`] `changed-meanwhile` when it is gone.
pub async fn choose_own_note(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
    id: RecordId,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let (person, now) = (tx.ctx.person()?.id, tx.ctx.now);
    let values = [
        Value::id(id),
        Value::id(permit.case()?),
        Value::id(person),
        now.into(),
    ];
    one(tx.execute(&KEEP, values).await?)
}

/// The actor lets it go: nothing of it is left. Something that is gone already stays gone.
///
/// # Errors
/// [`VaultError`]; also for whoever is no person.
pub async fn let_own_note_go(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
    id: RecordId,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let person = tx.ctx.person()?.id;
    let values = [Value::id(id), Value::id(permit.case()?), Value::id(person)];
    tx.execute(&LET_GO, values).await?;
    Ok(())
}

/// Lets go what nobody in the case chose to keep and nobody went on with since.
///
/// # Errors
/// [`VaultError`].
pub async fn lapse_own_notes(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
    since: Instant,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    tx.execute(&LAPSE, [Value::id(permit.case()?), since.into()])
        .await?;
    Ok(())
}

impl crate::Vault {
    /// Lets go, in every case of the store, what nobody chose to keep and nobody went on with since; returns how many notes that
    /// were. Nothing of them is read, and it stands in no record: they are nobody's but their author's.
    ///
    /// # Errors
    /// [`VaultError`].
    pub async fn lapse_own_notes(
        &self,
        ctx: &access::Ctx,
        since: Instant,
    ) -> Result<u64, VaultError> {
        self.transact(ctx, |tx| {
            Box::pin(async move { tx.execute(&LAPSE_ALL, [since.into()]).await })
        })
        .await
    }
}

pub(crate) const fn one(changed: u64) -> Result<(), VaultError> {
    if changed == 1 {
        Ok(())
    } else {
        Err(VaultError::Rule("changed-meanwhile"))
    }
}

pub(crate) fn read(row: &Row) -> Result<OwnNote, VaultError> {
    Ok(OwnNote {
        id: row.parse("id")?,
        kept: row.number("kept")? == 1,
        version: row.number("version")?,
        body: row.text("body")?,
        made_at: row.instant("made_at")?,
        changed_at: row.instant("changed_at")?,
    })
}
