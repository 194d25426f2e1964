//! The tables that go along when a case goes to another store: what is in them, column by column.

use db::{Row, Statement, Value};
use model::CaseId;
use serde_json::Value as Json;

use crate::{VaultError, VaultTx};

/// What a column holds.
#[derive(Clone, Copy)]
enum Holds {
    Text,
    Number,
    Bytes,
}
use Holds::{Bytes, Number, Text};

/// A table with the statements that take the rows of a case out of it and put them into another store.
pub(crate) struct Table<const N: usize> {
    name: &'static str,
    columns: [(&'static str, Holds); N],
    pub(crate) take: Statement,
    pub(crate) put: Statement,
}

/// Rows of a table, each its columns in order; bytes in hexadecimal.
pub(super) type Rows = Vec<Vec<Json>>;

macro_rules! table {
    ($name:literal, $where:literal, [$first:literal $kind:ident $(, $column:literal $holds:ident)*], $places:literal) => {
        Table {
            name: $name,
            columns: [($first, $kind) $(, ($column, $holds))*],
            take: Statement::new(
                concat!("take a case out of ", $name),
                concat!("SELECT ", $first $(, ", ", $column)*, " FROM ", $name, " WHERE ", $where),
            ),
            put: Statement::new(
                concat!("put a case into ", $name),
                concat!("INSERT INTO ", $name, " (", $first $(, ", ", $column)*, ") VALUES (", $places, ")"),
            ),
        }
    };
}

pub(crate) const CASE: Table<11> = table!(
    "case_file",
    "id = $1",
    ["id" Text, "reference" Text, "scheme" Text, "scheme_digest" Text, "raised_at" Number, "raised_by" Text,
     "raised_agency" Text, "closed_at" Number, "version" Number, "practice" Number, "received" Number],
    "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11"
);
pub(crate) const RECORD: Table<11> = table!(
    "record",
    "case_id = $1 ORDER BY added_at, id",
    ["id" Text, "case_id" Text, "kind" Text, "section" Text, "version" Number, "state" Text, "due" Text,
     "waits_for" Text, "added_at" Number, "changed_at" Number, "removed_at" Number],
    "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11"
);
pub(crate) const REVISION: Table<10> = table!(
    "revision",
    "case_id = $1 ORDER BY at, record, version",
    ["record" Text, "version" Number, "case_id" Text, "kind" Text, "at" Number, "by_kind" Text, "by_whom" Text,
     "agency" Text, "body" Text, "salt" Bytes],
    "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10"
);
pub(crate) const CONFLICT: Table<7> = table!(
    "conflict",
    "case_id = $1 ORDER BY added_at, id",
    ["id" Text, "case_id" Text, "person" Text, "named" Text, "relation" Text, "added_at" Number, "ended_at" Number],
    "$1, $2, $3, $4, $5, $6, $7"
);
pub(crate) const EMERGENCY: Table<6> = table!(
    "emergency",
    "case_id = $1 ORDER BY at, id",
    ["id" Text, "case_id" Text, "person" Text, "reason" Text, "at" Number, "until_at" Number],
    "$1, $2, $3, $4, $5, $6"
);

pub(crate) const AGENCY_RETURN: Table<14> = table!(
    "agency_return",
    "case_id = $1 ORDER BY made_at, id",
    ["id" Text, "case_id" Text, "agency" Text, "due" Text, "made_at" Number, "sent_at" Number, "opened_at" Number,
     "started_at" Number, "returned_at" Number, "signed_off_at" Number, "accepted_at" Number, "withdrawn_at" Number,
     "reminded_on" Text, "escalated_on" Text],
    "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14"
);
pub(crate) const RETURN_RECORD: Table<6> = table!(
    "return_record",
    "case_id = $1 ORDER BY return_id, record",
    ["record" Text, "return_id" Text, "case_id" Text, "reads" Text, "signed_version" Number, "signed_reads" Text],
    "$1, $2, $3, $4, $5, $6"
);

/// Opens the cases of [`CASE`] that were closed to be handed over.
pub(super) fn open(rows: &mut Rows) {
    let closed = CASE
        .columns
        .iter()
        .position(|(name, _)| *name == "closed_at");
    for row in rows {
        if let Some(cell) = closed.and_then(|at| row.get_mut(at)) {
            *cell = Json::Null;
        }
    }
}

/// Takes the rows of a case out of a table.
pub(super) async fn take<const N: usize>(
    tx: &mut VaultTx<'_>,
    table: &Table<N>,
    case: CaseId,
) -> Result<Rows, VaultError> {
    let rows = tx.all(&table.take, [Value::id(case)]).await?;
    rows.iter().map(|row| cells(table, row)).collect()
}

fn cells<const N: usize>(table: &Table<N>, row: &Row) -> Result<Vec<Json>, VaultError> {
    let cell = |(name, holds): &(&'static str, Holds)| {
        Ok(match holds {
            Text => row.maybe_text(name)?.map_or(Json::Null, Json::String),
            Number => row.maybe_number(name)?.map_or(Json::Null, Json::from),
            Bytes => row
                .maybe_bytes(name)?
                .map_or(Json::Null, |bytes| Json::String(crypto::to_hex(&bytes))),
        })
    };
    table.columns.iter().map(cell).collect()
}

/// Whether every row is of the case, and whole. What came from elsewhere touches no other case.
pub(super) fn is_of<const N: usize>(table: &Table<N>, rows: &Rows, case: CaseId) -> bool {
    let key = if table.name == CASE.name {
        "id"
    } else {
        "case_id"
    };
    let at = table.columns.iter().position(|(name, _)| *name == key);
    let case = case.to_string();
    rows.iter().all(|row| {
        let own = at.and_then(|at| row.get(at)).and_then(Json::as_str);
        row.len() == N && own == Some(case.as_str())
    })
}

/// Whether these are one case, and a review: neither a practice run nor something that was received.
pub(super) fn is_one_review(rows: &Rows) -> bool {
    let marks = ["practice", "received"];
    let at = |mark: &str| CASE.columns.iter().position(|(name, _)| *name == mark);
    let [row] = rows.as_slice() else {
        return false;
    };
    marks.iter().all(|mark| {
        let cell = at(mark).and_then(|at| row.get(at));
        cell.and_then(Json::as_i64) == Some(0)
    })
}

/// Puts rows into a table as they were taken out of another store.
pub(super) async fn put<const N: usize>(
    tx: &mut VaultTx<'_>,
    table: &Table<N>,
    rows: &Rows,
) -> Result<(), VaultError> {
    for row in rows {
        if row.len() != N {
            return Err(VaultError::Body(table.name));
        }
        let mut values: [Value; N] = std::array::from_fn(|_| Value::NO_TEXT);
        for ((value, cell), (_, holds)) in values.iter_mut().zip(row).zip(&table.columns) {
            *value = value_of(cell, *holds).ok_or(VaultError::Body(table.name))?;
        }
        tx.execute(&table.put, values).await?;
    }
    Ok(())
}

fn value_of(cell: &Json, holds: Holds) -> Option<Value> {
    Some(match (holds, cell) {
        (Text, Json::Null) => Value::NO_TEXT,
        (Number, Json::Null) => Value::NO_NUMBER,
        (Bytes, Json::Null) => Value::Bytes(None),
        (Text, Json::String(text)) => text.as_str().into(),
        (Number, Json::Number(number)) => number.as_i64()?.into(),
        (Bytes, Json::String(text)) => crypto::from_hex(text).ok()?.into(),
        _ => return None,
    })
}
