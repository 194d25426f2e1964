//! What one person keeps for themself beside any case: the questions that they ask of shared learning and the searches that they keep. It
//! stands where notes of one's own do, with the organisation's own place for its case, and every statement names the person who acts.

use access::{Permit, actions};
use db::{Statement, Value};
use model::{PersonId, RecordId};

use crate::own_notes::{ADD, CHANGE, LET_GO, OF_KIND, one, read};
use crate::{OwnNote, VaultError, VaultTx, own_place};

const EVERYBODY: Statement = Statement::new(
    "what everybody keeps beside any case",
    "SELECT person, id, kept, version, body, made_at, changed_at FROM own_note WHERE case_id = $1 AND kind = $2 \
     ORDER BY person, id",
);

pub(crate) const STATEMENTS: &[&Statement] = &[&EVERYBODY];

/// What the actor keeps of one kind beside any case, oldest first.
///
/// # Errors
/// [`VaultError`]; also for whoever is no person.
pub async fn own_pages(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadLibrary>,
    kind: &str,
) -> Result<Vec<OwnNote>, VaultError> {
    let person = tx.ctx.person()?.id;
    let Some(place) = own_place(tx, permit).await? else {
        return Ok(Vec::new());
    };
    let of = [Value::id(place), Value::id(person), kind.into()];
    tx.all(&OF_KIND, of).await?.iter().map(read).collect()
}

/// One of them.
///
/// # Errors
/// [`VaultError::NotFound`] when they keep no such thing.
pub async fn own_page(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadLibrary>,
    (kind, id): (&str, RecordId),
) -> Result<OwnNote, VaultError> {
    let all = own_pages(tx, permit, kind).await?;
    let found = all.into_iter().find(|one| one.id == id);
    found.ok_or(VaultError::NotFound)
}

/// Keeps something; `kept` where it stays until its owner lets it go, and for fourteen days otherwise.
///
/// # Errors
/// [`VaultError::NotFound`] while nobody has opened the organisation's own place; also for whoever is no person.
pub async fn add_own_page(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadLibrary>,
    (kind, kept, body): (&str, bool, &str),
) -> Result<RecordId, VaultError> {
    let place = own_place(tx, permit).await?.ok_or(VaultError::NotFound)?;
    let id: RecordId = tx.ctx.new_id()?;
    let (person, now) = (tx.ctx.person()?.id, tx.ctx.now);
    let values = [
        Value::id(id),
        Value::id(place),
        Value::id(person),
        kind.into(),
        body.into(),
        now.into(),
        i64::from(kept).into(),
    ];
    tx.execute(&ADD, values).await?;
    Ok(id)
}

/// Changes one, where it still stands at the version that was shown.
///
/// # Errors
/// [`VaultError::Rule`] `changed-meanwhile` when it does not, or is gone.
pub async fn change_own_page(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadLibrary>,
    (id, shown): (RecordId, i64),
    body: &str,
) -> Result<(), VaultError> {
    let place = own_place(tx, permit).await?.ok_or(VaultError::NotFound)?;
    let (person, now) = (tx.ctx.person()?.id, tx.ctx.now);
    let values = [
        Value::id(id),
        Value::id(place),
        Value::id(person),
        shown.into(),
        body.into(),
        now.into(),
    ];
    one(tx.execute(&CHANGE, values).await?)
}

/// The actor lets one go: nothing of it is left. Something that is gone already stays gone.
///
/// # Errors
/// [`VaultError`]; also for whoever is no person.
pub async fn let_own_page_go(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadLibrary>,
    id: RecordId,
) -> Result<(), VaultError> {
    let person = tx.ctx.person()?.id;
    let Some(place) = own_place(tx, permit).await? else {
        return Ok(());
    };
    let values = [Value::id(id), Value::id(place), Value::id(person)];
    tx.execute(&LET_GO, values).await.map(drop)
}

/// What everybody of the organisation keeps of one kind beside any case, with whose it is: for the job that says that something is new,
/// and for nobody else.
///
/// # Errors
/// [`VaultError`].
pub async fn pages_of_everybody(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::RemindDigest>,
    kind: &str,
) -> Result<Vec<(PersonId, OwnNote)>, VaultError> {
    let Some(place) = own_place(tx, permit).await? else {
        return Ok(Vec::new());
    };
    let rows = tx.all(&EVERYBODY, [Value::id(place), kind.into()]).await?;
    rows.iter()
        .map(|row| Ok((row.parse("person")?, read(row)?)))
        .collect()
}
