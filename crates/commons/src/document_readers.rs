//! Who took a published document out, so that they can be told when it is removed.

use access::ledger::{Entry, Outcome};
use db::{Row, Statement, Value};
use model::{Instant, RecordId};

use crate::{CommonsError, CommonsTx};

const NOTE: Statement = Statement::new(
    "note who took a published document out",
    "INSERT INTO document_taken (document, person, organisation, at) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (document, person, organisation) DO UPDATE SET at = $4",
);
const REMOVED: Statement = Statement::new(
    "published documents that one took out and that were removed",
    "SELECT d.id, d.removed_at FROM document_taken t JOIN document d ON d.id = t.document \
     WHERE t.person = $1 AND t.organisation = $2 AND t.told_at IS NULL AND d.removed_at IS NOT NULL \
     ORDER BY d.removed_at DESC, d.id",
);
const TOLD: Statement = Statement::new(
    "one was told that a published document was removed",
    "UPDATE document_taken SET told_at = $4 WHERE document = $1 AND person = $2 AND organisation = $3 \
     AND told_at IS NULL AND EXISTS (SELECT 1 FROM document d WHERE d.id = $1 AND d.removed_at IS NOT NULL)",
);
const MANY: Statement = Statement::new(
    "how many took a published document out",
    "SELECT CAST(COUNT(*) AS BIGINT) AS many FROM document_taken WHERE document = $1",
);

pub(crate) const STATEMENTS: &[&Statement] = &[&NOTE, &REMOVED, &TOLD, &MANY];

/// A published document that somebody took out and that was removed since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DocumentGone {
    /// The document.
    pub id: RecordId,
    /// When it was removed.
    pub at: Instant,
}

/// Notes that the actor took a document out. Whoever is no person is not noted.
///
/// # Errors
/// [`CommonsError`].
pub async fn note_document_taken(
    tx: &mut CommonsTx<'_>,
    document: RecordId,
) -> Result<(), CommonsError> {
    let Ok(person) = tx.ctx.person() else {
        return Ok(());
    };
    let values = [
        Value::id(document),
        Value::id(person.id),
        Value::id(tx.ctx.organisation),
        tx.ctx.now.into(),
    ];
    tx.execute(&NOTE, values).await?;
    let entry = Entry {
        action: "take_out_document",
        record: Some(document),
        ..Entry::default()
    };
    tx.note(Outcome::Read, entry).await
}

/// What the actor took out and was removed since, and they have not yet seen so.
///
/// # Errors
/// [`CommonsError`]; also for whoever is no person.
pub async fn documents_gone(tx: &mut CommonsTx<'_>) -> Result<Vec<DocumentGone>, CommonsError> {
    let mine = [
        Value::id(tx.ctx.person()?.id),
        Value::id(tx.ctx.organisation),
    ];
    let read = |row: &Row| {
        Ok(DocumentGone {
            id: row.parse("id")?,
            at: row.instant("removed_at")?,
        })
    };
    tx.all(&REMOVED, mine).await?.iter().map(read).collect()
}

/// The actor saw that a document which they took out was removed.
///
/// # Errors
/// [`CommonsError`]; also for whoever is no person.
pub async fn note_document_gone(
    tx: &mut CommonsTx<'_>,
    document: RecordId,
) -> Result<(), CommonsError> {
    let values = [
        Value::id(document),
        Value::id(tx.ctx.person()?.id),
        Value::id(tx.ctx.organisation),
        tx.ctx.now.into(),
    ];
    if tx.execute(&TOLD, values).await? == 0 {
        return Ok(());
    }
    let entry = Entry {
        action: "know_document_removed",
        record: Some(document),
        ..Entry::default()
    };
    tx.note(Outcome::Done, entry).await
}

/// How many people took a document out.
///
/// # Errors
/// [`CommonsError`].
pub async fn document_taken_by(
    tx: &mut CommonsTx<'_>,
    document: RecordId,
) -> Result<i64, CommonsError> {
    let row = tx.first(&MANY, [Value::id(document)]).await?;
    Ok(row.ok_or(CommonsError::NotFound)?.number("many")?)
}
