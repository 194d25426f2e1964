//! Published reviews and briefings: the file, what a catalogue says of it, and who added it. Nothing of it expires.

use access::ledger::{Entry, Outcome};
use access::{Permit, SharedFacts, actions};
use db::{DbError, Row, Statement, Value};
use model::learning::{EndedShared, HowEnded, Sharing, TakeDownReason};
use model::{AgencyId, Date, Instant, OrganisationId, PersonId, RecordId};
use serde::{Deserialize, Serialize};

use crate::error::{read_back, written};
use crate::{CommonsError, CommonsTx};

const ADD: Statement = Statement::new(
    "add a published document",
    "INSERT INTO document (id, version, media, size, digest, body, by_person, by_organisation, added_at, changed_at, by_agency) \
     VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8, $8, $9)",
);
const ADD_FILE: Statement = Statement::new(
    "add the file of a published document",
    "INSERT INTO document_file (document, bytes) VALUES ($1, $2)",
);
const FILE: Statement = Statement::new(
    "file of a published document",
    "SELECT bytes FROM document_file WHERE document = $1",
);
pub(crate) const DROP_FILE: Statement = Statement::new(
    "drop the file of a published document",
    "DELETE FROM document_file WHERE document = $1",
);
const SAME: Statement = Statement::new(
    "the same published document",
    "SELECT id FROM document WHERE digest = $1",
);
const ONE: Statement = Statement::new(
    "one published document",
    "SELECT id, version, media, size, body, by_person, by_organisation, added_at, removed_at, reason, by_agency, agreed_at, sent_back \
     FROM document WHERE id = $1",
);
const ALL: Statement = Statement::new(
    "published documents",
    "SELECT id, version, media, size, body, by_person, by_organisation, added_at, removed_at, reason, by_agency, agreed_at, sent_back \
     FROM document WHERE removed_at IS NULL AND agreed_at IS NOT NULL ORDER BY added_at DESC, id DESC",
);
const REMOVE: Statement = Statement::new(
    "remove a published document",
    "UPDATE document SET removed_at = $2, reason = $3, changed_at = $2, body = $4, why = $5, ended_in = $6 \
     WHERE id = $1 AND removed_at IS NULL",
);
const REMOVED: Statement = Statement::new(
    "published documents that were removed",
    "SELECT id, reason, removed_at FROM document WHERE removed_at IS NOT NULL ORDER BY id",
);
const WHY: Statement = Statement::new(
    "why a published document was removed",
    "SELECT why FROM document WHERE id = $1 AND ended_in = $2",
);

pub(crate) const STATEMENTS: &[&Statement] = &[
    &ADD, &ADD_FILE, &FILE, &DROP_FILE, &SAME, &ONE, &ALL, &REMOVE, &REMOVED, &WHY,
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
    /// The agency that who added it brought then.
    pub agency: Option<AgencyId>,
    /// When a second person agreed to it; until then it waits, and is read by nobody else.
    pub agreed_at: Option<Instant>,
    /// Why the second person sent it back.
    pub sent_back: Option<String>,
    /// When it was removed, and why, as a code. Then its catalogue says no more than what it was and of which year.
    pub removed: Option<(Instant, String)>,
}

impl Deposited {
    /// The day it was added, in England.
    #[must_use]
    pub fn added_on(&self) -> Date {
        self.added_at.date_in_london()
    }

    /// Whether it waits for a second person.
    #[must_use]
    pub const fn waits(&self) -> bool {
        self.agreed_at.is_none() && self.removed.is_none()
    }

    /// What the policies may know of it, for an asker whose region has these areas in it.
    #[must_use]
    pub fn facts(&self, organisation: OrganisationId, areas: &[OrganisationId]) -> SharedFacts {
        SharedFacts {
            audience: Sharing::Nation,
            own_region: areas.contains(&self.by.1),
            answers_for_it: self.by.1 == organisation,
        }
    }
}

/// Whether the asker may say what a document found; decides what a page offers. `areas` are those of the asker's region, where the
/// asker acts for one.
#[must_use]
pub fn may_confirm(tx: &CommonsTx<'_>, one: &Deposited, areas: &[OrganisationId]) -> bool {
    let facts = one.facts(tx.ctx.organisation, areas);
    one.removed.is_none()
        && !one.waits()
        && tx.would_permit_shared::<actions::ConfirmFindings>(facts)
}

/// Whether the asker may remove a document; decides what a page offers.
#[must_use]
pub fn may_remove(tx: &CommonsTx<'_>, one: &Deposited, areas: &[OrganisationId]) -> bool {
    let facts = one.facts(tx.ctx.organisation, areas);
    one.removed.is_none()
        && !one.waits()
        && tx.would_permit_shared::<actions::RemoveDocument>(facts)
}

/// Why a document was removed, in words: for those who may remove it in the organisation that did, and nobody else.
///
/// # Errors
/// [`CommonsError`].
pub async fn why_removed(
    tx: &mut CommonsTx<'_>,
    one: &Deposited,
    areas: &[OrganisationId],
) -> Result<Option<String>, CommonsError> {
    let facts = one.facts(tx.ctx.organisation, areas);
    if one.removed.is_none() || !tx.would_permit_shared::<actions::RemoveDocument>(facts) {
        return Ok(None);
    }
    let own = [Value::id(one.id), Value::id(tx.ctx.organisation)];
    let row = tx.first(&WHY, own).await?;
    Ok(row.map(|row| row.maybe_text("why")).transpose()?.flatten())
}

/// Adds a document with its file. The name of the file is not kept. It waits until a second person agrees
/// ([`crate::agree_document`]).
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
    let person = tx.ctx.person()?;
    let (agency, person) = (person.agency, person.id);
    let values = [
        Value::id(id),
        media.into(),
        i64::try_from(bytes.len()).unwrap_or(i64::MAX).into(),
        digest.as_str().into(),
        written(WHAT, deposit)?.into(),
        Value::id(person),
        Value::id(tx.ctx.organisation),
        tx.ctx.now.into(),
        agency.map(|id| id.to_string()).as_deref().into(),
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

/// Asks whether the asker may remove a document now, before its id is kept elsewhere. A refusal is written down.
///
/// # Errors
/// As [`remove_document`].
pub async fn ask_remove(
    tx: &mut CommonsTx<'_>,
    id: RecordId,
    areas: &[OrganisationId],
) -> Result<(), CommonsError> {
    let one = get(tx, id).await?.filter(|one| !one.waits());
    let one = one.ok_or(CommonsError::NotFound)?;
    let facts = one.facts(tx.ctx.organisation, areas);
    drop(tx.permit_shared::<actions::RemoveDocument>(facts)?);
    one.removed.map_or(Ok(()), |_| Err(CommonsError::NotFound))
}

/// Removes a document, its file, what was found in it and what the catalogue says of it but its kind and year: with a code that
/// everybody reads, and words for those who may remove it in the actor's organisation. `areas` are those of the asker's region, where the asker acts for one.
///
/// # Errors
/// [`CommonsError::NotFound`] when there is none, or it was removed before; [`CommonsError::Refused`] when the asker may not.
pub async fn remove_document(
    tx: &mut CommonsTx<'_>,
    id: RecordId,
    areas: &[OrganisationId],
    (reason, why): (TakeDownReason, &str),
) -> Result<(), CommonsError> {
    ask_remove(tx, id, areas).await?;
    let at = tx.ctx.now;
    remove(tx, id, (at, reason.code()), Some(why)).await
}

/// Removes once more what came back with an older copy of the store; nothing when it is not there.
pub(crate) async fn remove_again(
    tx: &mut CommonsTx<'_>,
    one: &EndedShared,
) -> Result<(), CommonsError> {
    match get(tx, one.id).await? {
        Some(stands) if stands.removed.is_none() => {
            let at = Instant::from_london(one.on.at(0, 0, 0, 0)).unwrap_or(tx.ctx.now);
            remove(tx, one.id, (at, &one.reason), None).await
        }
        _ => Ok(()),
    }
}

async fn remove(
    tx: &mut CommonsTx<'_>,
    id: RecordId,
    (at, reason): (Instant, &str),
    why: Option<&str>,
) -> Result<(), CommonsError> {
    let one = get(tx, id).await?.ok_or(CommonsError::NotFound)?;
    let left = Deposit {
        place: None,
        pseudonym: String::new(),
        about: String::new(),
        themes: Vec::new(),
        ..one.deposit
    };
    let ended_in = why.map(|_| tx.ctx.organisation.to_string());
    let values = [
        Value::id(id),
        at.into(),
        reason.into(),
        written(WHAT, &left)?.into(),
        why.into(),
        ended_in.as_deref().into(),
    ];
    tx.execute(&REMOVE, values).await?;
    tx.execute(&DROP_FILE, [Value::id(id)]).await?;
    tx.execute(&crate::findings::DROP, [Value::id(id)]).await?;
    let entry = Entry {
        action: "remove_document",
        record: Some(id),
        ..Entry::default()
    };
    tx.note(Outcome::Done, entry).await
}

/// The documents that were removed: ids, codes and days.
pub(crate) async fn removed(tx: &mut CommonsTx<'_>) -> Result<Vec<EndedShared>, CommonsError> {
    let rows = tx.all(&REMOVED, []).await?;
    rows.iter()
        .map(|row| {
            Ok(EndedShared {
                id: row.parse("id")?,
                how: HowEnded::Removed,
                reason: row.maybe_text("reason")?.unwrap_or_default(),
                on: row.instant("removed_at")?.date_in_london(),
            })
        })
        .collect()
}

/// A document as it stands, without a permit: for the functions of this crate.
pub(crate) async fn get(
    tx: &mut CommonsTx<'_>,
    id: RecordId,
) -> Result<Option<Deposited>, CommonsError> {
    let row = tx.first(&ONE, [Value::id(id)]).await?;
    row.map(|row| read(&row)).transpose()
}

/// One document, for whoever may look into the library; one that waits for a second person for those alone who see it waiting
/// ([`crate::waiting_document`]).
///
/// # Errors
/// [`CommonsError::NotFound`] when there is none; [`CommonsError::Refused`] when the asker may not.
pub async fn document(tx: &mut CommonsTx<'_>, id: RecordId) -> Result<Deposited, CommonsError> {
    drop(tx.permit_organisation::<actions::ReadLibrary>()?);
    let one = get(tx, id).await?;
    let one = one.filter(|one| !one.waits() || crate::waiting::sees(tx, one));
    one.ok_or(CommonsError::NotFound)
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
    drop(document(tx, id).await?);
    let row = tx.first(&FILE, [Value::id(id)]).await?;
    Ok(row.ok_or(CommonsError::NotFound)?.bytes("bytes")?)
}

pub(crate) fn read(row: &Row) -> Result<Deposited, CommonsError> {
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
        agency: row.maybe_parse("by_agency")?,
        agreed_at: row.maybe_instant("agreed_at")?,
        sent_back: row.maybe_text("sent_back")?,
        removed: removed_at.map(|at| (at, reason)),
    })
}
