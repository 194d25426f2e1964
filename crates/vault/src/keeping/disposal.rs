//! Disposing of a case: nothing of it is left but rows of ids and digests, and a certificate.

use std::collections::BTreeMap;

use access::ledger::{Entry, Outcome};
use access::{Action, Permit, actions};
use db::{Row, Statement, Value};
use model::case::DisposalProposed;
use model::{CaseId, Date, Instant, PersonId, RecordId};
use serde::{Deserialize, Serialize};

use crate::cases::{self, CaseFile};
use crate::{Stored, VaultError, VaultTx};

/// Removes the rows of a case from a table.
macro_rules! of_case {
    ($table:literal) => {
        Statement::new(
            concat!("dispose of rows of ", $table),
            concat!("DELETE FROM ", $table, " WHERE case_id = $1"),
        )
    };
}

/// The tables that hold a case, children before parents, each with the statement that removes its rows. Letters that were
/// sent keep their numbers, without what they said; the case itself goes last.
pub(crate) const OF_CASE: &[(&str, Statement)] = &[
    ("mail_out", of_case!("mail_out")),
    ("checking", of_case!("checking")),
    ("return_record", of_case!("return_record")),
    ("answering", of_case!("answering")),
    ("agency_return", of_case!("agency_return")),
    ("file_reading", of_case!("file_reading")),
    ("file_check", of_case!("file_check")),
    ("file", of_case!("file")),
    ("revision", of_case!("revision")),
    ("record", of_case!("record")),
    ("team_place", of_case!("team_place")),
    ("commission", of_case!("commission")),
    ("conflict", of_case!("conflict")),
    ("emergency", of_case!("emergency")),
    ("data_request_version", of_case!("data_request_version")),
    ("data_request", of_case!("data_request")),
    ("received_case", of_case!("received_case")),
    ("came_from", of_case!("came_from")),
    ("own_note", of_case!("own_note")),
];

/// The sender's numbers may not be used again, so the row stays: without the case, and without what was in the envelope.
pub(crate) const FORGET_LETTERS: Statement = Statement::new(
    "empty the envelopes of a case",
    "UPDATE outbox SET case_id = NULL, envelope = $2 WHERE case_id = $1",
);
/// What came about a case: the sender's numbers stay for the same reason.
pub(crate) const FORGET_RECEIVED: Statement = Statement::new(
    "empty what was received about a case",
    "UPDATE inbox SET about = NULL, envelope = $2, body = '' WHERE about = $1",
);
/// Another received case may have been linked to it.
pub(crate) const UNLINK: Statement = Statement::new(
    "end links to a case",
    "UPDATE received_case SET same_as = NULL WHERE same_as = $1",
);
pub(crate) const DELETE_CASE: Statement =
    Statement::new("dispose of a case", "DELETE FROM case_file WHERE id = $1");
pub(crate) const WAITING: Statement = Statement::new(
    "envelopes of a case that have not arrived",
    "SELECT COUNT(*) AS many FROM outbox WHERE case_id = $1 AND delivered_at IS NULL",
);
pub(crate) const DIGESTS: Statement = Statement::new(
    "digests of what was written in a case",
    "SELECT record, version, digest FROM ledger WHERE case_id = $1 AND digest IS NOT NULL ORDER BY id",
);
pub(crate) const BLOBS: Statement = Statement::new(
    "names of the sealed files of a case",
    "SELECT blob_name FROM file WHERE case_id = $1",
);
pub(crate) const ADD: Statement = Statement::new(
    "add a certificate",
    "INSERT INTO disposal (id, case_id, reference, raised_on, closed_on, kept_until, early, proposed_by, proposed_at, \
     confirmed_by, at, counts, digest) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
);
pub(crate) const ALL: Statement = Statement::new(
    "every certificate",
    "SELECT d.id, d.case_id, d.reference, d.raised_on, d.closed_on, d.kept_until, d.early, d.proposed_by, d.proposed_at, \
     d.confirmed_by, d.at, d.counts, d.digest, c.at AS cleaned_at FROM disposal d \
     LEFT JOIN disposal_cleaned c ON c.disposal = d.id ORDER BY d.at DESC, d.id DESC",
);
pub(crate) const CLEANED: Statement = Statement::new(
    "the store was written anew",
    "INSERT INTO disposal_cleaned (disposal, at) VALUES ($1, $2) ON CONFLICT (disposal) DO NOTHING",
);

/// What is left of a case that was disposed of: no text and no name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// Its id.
    pub id: RecordId,
    /// The case.
    pub case: CaseId,
    /// Its neutral reference.
    pub reference: String,
    /// When it was raised.
    pub raised_on: Date,
    /// When it was closed.
    pub closed_on: Date,
    /// Until when the schedule of that day kept it; none: without an end.
    pub kept_until: Option<Date>,
    /// Whether it was disposed of before that day.
    pub early: bool,
    /// Who proposed it.
    pub proposed_by: String,
    /// When.
    pub proposed_at: Instant,
    /// Who confirmed it.
    pub confirmed_by: String,
    /// When: from then on nothing of it was left.
    pub at: Instant,
    /// How many rows were removed, by table; `file` counts documents.
    pub counts: BTreeMap<String, i64>,
    /// Digest of the digests of everything that was written in it, in the order of the record of who did what.
    pub digest: String,
    /// When the store was written anew, so that no page of it holds what was removed.
    pub cleaned_at: Option<Instant>,
}

/// What was worked out before a case is disposed of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Basis {
    /// The last day on which the schedule keeps it; none: without an end.
    pub kept_until: Option<Date>,
    /// Whether that day has not passed.
    pub early: bool,
}

/// Disposes of the case that the permit is for, and leaves a certificate. Returns it with the names of the sealed files,
/// which nobody can open any more and which are removed after the transaction has been committed.
///
/// # Errors
/// [`VaultError::Rule`]: `dispose-open` for an open case, `dispose-same-person` for whoever proposed it, `dispose-letters` while
/// something that was sent has not arrived.
pub async fn dispose(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ConfirmDisposal>,
    proposal: &Stored<DisposalProposed>,
    basis: Basis,
) -> Result<(Certificate, Vec<String>), VaultError> {
    permit.check(tx.tx.number())?;
    let case = cases::case_of(tx, permit).await?;
    if case.closed_at.is_none() {
        return Err(VaultError::Rule("dispose-open"));
    }
    let by = tx.ctx.person()?.id;
    if proposal.case != case.id || proposal.body.proposed_by == by {
        return Err(VaultError::Rule("dispose-same-person"));
    }
    let proposed = (proposal.body.proposed_by, proposal.added_at, by);
    remove(tx, &case, basis, proposed).await
}

/// Removes everything of a case and leaves a certificate that names who proposed it and when, and who confirmed it.
pub(crate) async fn remove(
    tx: &mut VaultTx<'_>,
    case: &CaseFile,
    basis: Basis,
    (proposed_by, proposed_at, confirmed_by): (PersonId, Instant, PersonId),
) -> Result<(Certificate, Vec<String>), VaultError> {
    let waiting = tx.first(&WAITING, [Value::id(case.id)]).await?;
    if waiting.is_some_and(|row| row.number("many").unwrap_or(1) > 0) {
        return Err(VaultError::Rule("dispose-letters"));
    }
    let closed = case.closed_at.ok_or(VaultError::Rule("dispose-open"))?;
    let blobs = tx.all(&BLOBS, [Value::id(case.id)]).await?;
    let blobs: Result<Vec<String>, _> = blobs.iter().map(|row| row.text("blob_name")).collect();
    let certificate = Certificate {
        id: tx.ctx.new_id()?,
        case: case.id,
        reference: case.reference.clone(),
        raised_on: case.raised_at.date_in_london(),
        closed_on: closed.date_in_london(),
        kept_until: basis.kept_until,
        early: basis.early,
        proposed_by: proposed_by.to_string(),
        proposed_at,
        confirmed_by: confirmed_by.to_string(),
        at: tx.ctx.now,
        digest: digest(tx, case.id).await?,
        counts: remove_rows(tx, case.id).await?,
        cleaned_at: None,
    };
    add(tx, &certificate).await?;
    Ok((certificate, blobs?))
}

/// Disposes once more of a case that came back with an older copy of the store: its certificate says that it may not
/// be there. Returns the names of its sealed files; nothing happens where the case is not there.
///
/// # Errors
/// [`VaultError`].
pub async fn dispose_again(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReplayDisposal>,
    certificate: &Certificate,
) -> Result<Option<Vec<String>>, VaultError> {
    permit.check(tx.tx.number())?;
    let known = certificates(tx, permit).await?;
    let has_certificate = known.iter().any(|one| one.case == certificate.case);
    let case = certificate.case;
    if tx.first(&cases::ONE, [Value::id(case)]).await?.is_none() {
        if !has_certificate {
            add(tx, certificate).await?;
        }
        return Ok(None);
    }
    let blobs = tx.all(&BLOBS, [Value::id(case)]).await?;
    let blobs: Result<Vec<String>, _> = blobs.iter().map(|row| row.text("blob_name")).collect();
    remove_rows(tx, case).await?;
    if !has_certificate {
        add(tx, certificate).await?;
    }
    Ok(Some(blobs?))
}

/// Every certificate, newest first.
///
/// # Errors
/// [`VaultError`].
pub async fn certificates<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<Vec<Certificate>, VaultError> {
    permit.check(tx.tx.number())?;
    tx.all(&ALL, []).await?.iter().map(read).collect()
}

impl crate::Vault {
    /// Writes the store anew when something was disposed of since it was last done, and removes sealed files that no
    /// row names any more. Done twice, it does the same; returns whether anything was to do.
    ///
    /// # Errors
    /// [`VaultError`]; then it is done in the next round.
    pub async fn clean_after_disposals(&self, ctx: &access::Ctx) -> Result<bool, VaultError> {
        let look = self.look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::ReplayDisposal>()?;
                certificates(tx, &permit).await
            })
        });
        let all = look.await?.into_iter();
        let waiting: Vec<Certificate> = all.filter(|one| one.cleaned_at.is_none()).collect();
        if waiting.is_empty() {
            return Ok(false);
        }
        self.db().write_anew().await?;
        let waiting = &waiting;
        self.transact(ctx, |tx| {
            Box::pin(async move {
                let now = tx.ctx.now;
                for one in waiting {
                    tx.execute(&CLEANED, [Value::id(one.id), now.into()])
                        .await?;
                }
                Ok(())
            })
        })
        .await?;
        // The row of this is in the log now, and nothing else.
        self.db().fold_log().await?;
        Ok(true)
    }
}

async fn digest(tx: &mut VaultTx<'_>, case: CaseId) -> Result<String, VaultError> {
    let mut hasher = crypto::Hasher::new();
    for row in tx.all(&DIGESTS, [Value::id(case)]).await? {
        let record = row.maybe_text("record")?.unwrap_or_default();
        let version = row.maybe_number("version")?.unwrap_or_default();
        let line = format!("{record} {version} {}\n", row.text("digest")?);
        hasher.update(line.as_bytes());
    }
    Ok(hasher.finish().to_string())
}

async fn remove_rows(
    tx: &mut VaultTx<'_>,
    case: CaseId,
) -> Result<BTreeMap<String, i64>, VaultError> {
    let mut counts = BTreeMap::new();
    tx.execute(&UNLINK, [Value::id(case)]).await?;
    for (table, statement) in OF_CASE {
        let many = tx.execute(statement, [Value::id(case)]).await?;
        counts.insert((*table).to_owned(), i64::try_from(many).unwrap_or(i64::MAX));
    }
    let letters = [Value::id(case), Vec::<u8>::new().into()];
    let many = tx.execute(&FORGET_LETTERS, letters).await?;
    counts.insert("outbox".to_owned(), i64::try_from(many).unwrap_or(i64::MAX));
    let received = [Value::id(case), Vec::<u8>::new().into()];
    let many = tx.execute(&FORGET_RECEIVED, received).await?;
    counts.insert("inbox".to_owned(), i64::try_from(many).unwrap_or(i64::MAX));
    tx.execute(&DELETE_CASE, [Value::id(case)]).await?;
    Ok(counts)
}

async fn add(tx: &mut VaultTx<'_>, one: &Certificate) -> Result<(), VaultError> {
    let counts = serde_json::to_string(&one.counts).map_err(|_| VaultError::Body("disposal"))?;
    let values = [
        Value::id(one.id),
        Value::id(one.case),
        one.reference.as_str().into(),
        one.raised_on.into(),
        one.closed_on.into(),
        one.kept_until.into(),
        one.early.into(),
        one.proposed_by.as_str().into(),
        one.proposed_at.into(),
        one.confirmed_by.as_str().into(),
        one.at.into(),
        counts.into(),
        one.digest.as_str().into(),
    ];
    tx.execute(&ADD, values).await?;
    let entry = Entry {
        action: "dispose_case",
        case: Some(one.case),
        record: Some(one.id),
        digest: Some(one.digest.clone()),
        ..Entry::default()
    };
    tx.note(Outcome::Done, entry).await
}

fn read(row: &Row) -> Result<Certificate, VaultError> {
    let counts = serde_json::from_str(&row.text("counts")?);
    Ok(Certificate {
        id: row.parse("id")?,
        case: row.parse("case_id")?,
        reference: row.text("reference")?,
        raised_on: row.parse("raised_on")?,
        closed_on: row.parse("closed_on")?,
        kept_until: row.maybe_parse("kept_until")?,
        early: row.truth("early")?,
        proposed_by: row.text("proposed_by")?,
        proposed_at: row.instant("proposed_at")?,
        confirmed_by: row.text("confirmed_by")?,
        at: row.instant("at")?,
        counts: counts.map_err(|_| VaultError::Body("disposal"))?,
        digest: row.text("digest")?,
        cleaned_at: row.maybe_instant("cleaned_at")?,
    })
}
