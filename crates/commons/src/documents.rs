//! Published reviews and briefings: the file, what a catalogue says of it, and who added it. Nothing of it expires.

use access::ledger::{Entry, Outcome};
use access::{Permit, actions};
use db::{DbError, Row, Statement, Value};
use model::{Date, Instant, OrganisationId, PersonId, RecordId};
use serde::{Deserialize, Serialize};

use crate::error::{read_back, written};
use crate::{CommonsError, CommonsTx};

const ADD: Statement = Statement::new(
    "add a published document",
    "INSERT INTO document (id, version, media, size, digest, body, by_person, by_organisation, added_at, changed_at) \
     VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8, $8)",
);
const ADD_FILE: Statement = Statement::new(
    "add the file of a published document",
    "INSERT INTO document_file (document, bytes) VALUES ($1, $2)",
);
const FILE: Statement = Statement::new(
    "file of a published document",
    "SELECT bytes FROM document_file WHERE document = $1",
);
const DROP_FILE: Statement = Statement::new(
    "drop the file of a published document",
    "DELETE FROM document_file WHERE document = $1",
);
const SAME: Statement = Statement::new(
    "the same published document",
    "SELECT id FROM document WHERE digest = $1",
);
const ONE: Statement = Statement::new(
    "one published document",
    "SELECT id, version, media, size, body, by_person, by_organisation, added_at, removed_at, reason \
     FROM document WHERE id = $1",
);
const ALL: Statement = Statement::new(
    "published documents",
    "SELECT id, version, media, size, body, by_person, by_organisation, added_at, removed_at, reason \
     FROM document WHERE removed_at IS NULL ORDER BY added_at DESC, id DESC",
);
const REMOVE: Statement = Statement::new(
    "remove a published document",
    "UPDATE document SET removed_at = $2, reason = $3, changed_at = $2 WHERE id = $1 AND removed_at IS NULL",
);

pub(crate) const STATEMENTS: &[&Statement] = &[
    &ADD, &ADD_FILE, &FILE, &DROP_FILE, &SAME, &ONE, &ALL, &REMOVE,
];
const WHAT: &str = "a published document";

/// What kind of document was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// A review of what happened.
    Review,
    /// A briefing on what was learned.
    Briefing,
}

impl DocumentKind {
    /// All kinds.
    pub const ALL: [Self; 2] = [Self::Review, Self::Briefing];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::Briefing => "briefing",
        }
    }

    /// From the stable code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What a catalogue says of a published document: year, place, pseudonym, abstract, themes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deposit {
    /// What it is.
    pub kind: DocumentKind,
    /// Year of publication.
    pub year: i16,
    /// The place that it names itself by; absent where it was published anonymously.
    pub place: Option<String>,
    /// The pseudonym or title it was published under.
    pub pseudonym: String,
    /// What it is about, in a few sentences.
    pub about: String,
    /// Themes: codes of the list of themes.
    pub themes: Vec<String>,
}

/// A document as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deposited {
    /// Its id.
    pub id: RecordId,
    /// Counted from 1.
    pub version: i64,
    /// Its media type: `application/pdf` or that of DOCX.
    pub media: String,
    /// Bytes of the file.
    pub size: i64,
    /// What a catalogue says of it.
    pub deposit: Deposit,
    /// Who added it.
    pub by: (PersonId, OrganisationId),
    /// When.
    pub added_at: Instant,
    /// When it was removed, and why.
    pub removed: Option<(Instant, String)>,
}

impl Deposited {
    /// The day it was added, in England.
    #[must_use]
    pub fn added_on(&self) -> Date {
        self.added_at.date_in_london()
    }
}

/// Adds a document with its file. The name of the file is not kept.
///
/// # Errors
/// [`CommonsError::Rule`] `document-known` when the same file was added before.
pub async fn deposit(
    tx: &mut CommonsTx<'_>,
    permit: &Permit<'_, actions::DepositDocument>,
    (media, bytes): (&str, &[u8]),
    deposit: &Deposit,
) -> Result<RecordId, CommonsError> {
    permit.check(tx.tx.number())?;
    let digest = crypto::digest(bytes).to_string();
    if tx.first(&SAME, [digest.as_str().into()]).await?.is_some() {
        return Err(CommonsError::Rule("document-known"));
    }
    let id: RecordId = tx.ctx.new_id()?;
    let person = tx.ctx.person()?.id;
    let values = [
        Value::id(id),
        media.into(),
        i64::try_from(bytes.len()).unwrap_or(i64::MAX).into(),
        digest.as_str().into(),
        written(WHAT, deposit)?.into(),
        Value::id(person),
        Value::id(tx.ctx.organisation),
        tx.ctx.now.into(),
    ];
    tx.execute(&ADD, values)
        .await
        .map_err(|error| match error {
            CommonsError::Db(DbError::Refused(name)) => DbError::Conflict(name).into(),
            other => other,
        })?;
    tx.execute(&ADD_FILE, [Value::id(id), bytes.into()]).await?;
    let entry = Entry {
        action: permit.code(),
        record: Some(id),
        version: Some(1),
        ..Entry::default()
    };
    tx.note(Outcome::Done, entry).await?;
    Ok(id)
}

/// Removes a document and its file, with a reason. What was confirmed from it is no longer shown either.
///
/// # Errors
/// [`CommonsError::NotFound`] when there is none, or it was removed before.
pub async fn remove_document(
    tx: &mut CommonsTx<'_>,
    permit: &Permit<'_, actions::DepositDocument>,
    id: RecordId,
    reason: &str,
) -> Result<(), CommonsError> {
    permit.check(tx.tx.number())?;
    let values = [Value::id(id), tx.ctx.now.into(), reason.into()];
    if tx.execute(&REMOVE, values).await? == 0 {
        return Err(CommonsError::NotFound);
    }
    tx.execute(&DROP_FILE, [Value::id(id)]).await?;
    let entry = Entry {
        action: "remove_document",
        record: Some(id),
        ..Entry::default()
    };
    tx.note(Outcome::Done, entry).await
}

/// One document, for whoever may look into the library.
///
/// # Errors
/// [`CommonsError::NotFound`] when there is none; [`CommonsError::Refused`] when the asker may not.
pub async fn document(tx: &mut CommonsTx<'_>, id: RecordId) -> Result<Deposited, CommonsError> {
    drop(tx.permit_organisation::<actions::ReadLibrary>()?);
    let row = tx.first(&ONE, [Value::id(id)]).await?;
    read(&row.ok_or(CommonsError::NotFound)?)
}

/// The documents, those that were added last first.
///
/// # Errors
/// [`CommonsError::Refused`] when the asker may not.
pub async fn documents(tx: &mut CommonsTx<'_>) -> Result<Vec<Deposited>, CommonsError> {
    drop(tx.permit_organisation::<actions::ReadLibrary>()?);
    tx.all(&ALL, []).await?.iter().map(read).collect()
}

/// The file of a document as it was added.
///
/// # Errors
/// [`CommonsError::NotFound`] when there is none; [`CommonsError::Refused`] when the asker may not.
pub async fn file_of_document(
    tx: &mut CommonsTx<'_>,
    id: RecordId,
) -> Result<Vec<u8>, CommonsError> {
    drop(tx.permit_organisation::<actions::ReadLibrary>()?);
    let row = tx.first(&FILE, [Value::id(id)]).await?;
    Ok(row.ok_or(CommonsError::NotFound)?.bytes("bytes")?)
}

fn read(row: &Row) -> Result<Deposited, CommonsError> {
    let removed_at = row.maybe_instant("removed_at")?;
    let reason = row.maybe_text("reason")?.unwrap_or_default();
    Ok(Deposited {
        id: row.parse("id")?,
        version: row.number("version")?,
        media: row.text("media")?,
        size: row.number("size")?,
        deposit: read_back(WHAT, &row.text("body")?)?,
        by: (row.parse("by_person")?, row.parse("by_organisation")?),
        added_at: row.instant("added_at")?,
        removed: removed_at.map(|at| (at, reason)),
    })
}
