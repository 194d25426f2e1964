//! Everything of a case, to be taken in by another store: its tables, its letters, its files by name, and the proof of its
//! record of who did what.

use std::collections::BTreeMap;

use access::ledger::{self, CaseProof, Entry, Outcome};
use access::{Permit, actions};
use db::{Row, Statement, Value};
use model::{CaseId, FileId, Instant, OrganisationId};
use serde::{Deserialize, Serialize};

use super::tables::{
    self, AGENCY_RETURN, CASE, CONFLICT, EMERGENCY, RECORD, RETURN_RECORD, REVISION, Rows, take,
};
use crate::files::{self, Check, FileRow};
use crate::{VaultError, VaultTx};

/// Version of the form that this program writes.
pub const VERSION: u32 = 1;

pub(crate) const LETTERS: Statement = Statement::new(
    "take what was received about a case",
    "SELECT sender, digest, kind, envelope, body, understood, at, handled_at, handled_by, state FROM inbox \
     WHERE about = $1 ORDER BY at, id",
);
pub(crate) const FILES: Statement = Statement::new(
    "take the files of a case",
    "SELECT f.id, f.section, f.name, f.kind, f.size, f.digest, f.blob_name, f.wrapped_key, f.extracted, f.added_at, \
     f.added_by, f.removed_at, r.state, r.code, c.state AS check_state, c.code AS check_code FROM file f \
     LEFT JOIN file_reading r ON r.file = f.id LEFT JOIN file_check c ON c.file = f.id \
     WHERE f.case_id = $1 ORDER BY f.added_at, f.id",
);
pub(crate) const BYTES: Statement = Statement::new(
    "size of the files of a case",
    "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) AS bytes FROM file WHERE case_id = $1",
);

/// A letter or message that another organisation sent about the case.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct BundledLetter {
    pub(super) sender: OrganisationId,
    pub(super) digest: String,
    pub(super) kind: String,
    /// Its exact bytes, in hexadecimal, which its sender signed.
    pub(super) envelope: String,
    pub(super) body: String,
    pub(super) understood: bool,
    pub(super) at: Instant,
    pub(super) handled_at: Option<Instant>,
    pub(super) handled_by: Option<String>,
    pub(super) state: String,
}

/// A file of the case; its content follows the bundle, in this order.
#[derive(Clone, Serialize, Deserialize)]
pub struct BundledFile {
    /// Its id.
    pub id: FileId,
    pub(super) section: String,
    /// The name people gave it.
    pub name: String,
    /// Its kind.
    pub kind: String,
    /// Its size in bytes.
    pub size: i64,
    /// Digest of its content.
    pub digest: String,
    pub(super) extracted: Option<String>,
    pub(super) added_at: Instant,
    pub(super) added_by: String,
    pub(super) removed_at: Option<Instant>,
    /// How far the reading of its text is, with why it failed.
    pub(super) reading: Option<(String, Option<String>)>,
    /// The name of the virus that was found in it. Whatever else was known of it is looked at anew.
    #[serde(default)]
    pub(super) found: Option<String>,
}

/// A case on its way to another store.
#[derive(Clone, Serialize, Deserialize)]
pub struct Bundle {
    /// Version of the form.
    pub version: u32,
    /// The case.
    pub case: CaseId,
    /// Its neutral reference.
    pub reference: String,
    /// Whose it was.
    pub from: OrganisationId,
    pub(super) case_file: Rows,
    pub(super) records: Rows,
    pub(super) revisions: Rows,
    pub(super) conflicts: Rows,
    pub(super) emergencies: Rows,
    /// What agencies returned. Who answered for them stays behind: they are people of the other partnership.
    #[serde(default)]
    pub(super) returns: Rows,
    #[serde(default)]
    pub(super) return_records: Rows,
    pub(super) letters: Vec<BundledLetter>,
    /// Its files.
    pub files: Vec<BundledFile>,
    /// Names behind the ids of people and agencies, as they were known where it was.
    pub names: BTreeMap<String, String>,
    /// What the record of who did what held of it, with its proof.
    pub proof: Option<CaseProof>,
}

/// Everything of the case that the permit is for, in every section, also what was taken out of sight; with its files, to be
/// opened in this order. That it was taken out is written down. One that was `open` until it was accepted goes on there.
///
/// # Errors
/// [`VaultError`].
pub async fn bundle_of(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SettleTransfer>,
    open: bool,
) -> Result<(Bundle, Vec<FileRow>), VaultError> {
    permit.check(tx.tx.number())?;
    let case = permit.case()?;
    let from = tx.vault.organisation();
    let of = crate::cases::case_of(tx, permit).await?;
    let letters = tx.all(&LETTERS, [Value::id(case)]).await?;
    let letters: Result<Vec<_>, _> = letters.iter().map(letter).collect();
    let rows = tx.all(&FILES, [Value::id(case)]).await?;
    let (mut bundled, mut opened) = (Vec::new(), Vec::new());
    for row in &rows {
        bundled.push(file(row)?);
        opened.push(files::file_row(row)?);
    }
    let entry = Entry {
        action: "take_out_case",
        case: Some(case),
        ..Entry::default()
    };
    tx.note(Outcome::Done, entry).await?;
    let proof = ledger::proof_of_case(&mut tx.tx, &from.to_string(), case).await?;
    let mut case_file = take(tx, &CASE, case).await?;
    if open {
        tables::open(&mut case_file);
    }
    let bundle = Bundle {
        version: VERSION,
        case,
        reference: of.reference,
        from,
        case_file,
        records: take(tx, &RECORD, case).await?,
        revisions: take(tx, &REVISION, case).await?,
        conflicts: take(tx, &CONFLICT, case).await?,
        emergencies: take(tx, &EMERGENCY, case).await?,
        returns: take(tx, &AGENCY_RETURN, case).await?,
        return_records: take(tx, &RETURN_RECORD, case).await?,
        letters: letters?,
        files: bundled,
        names: BTreeMap::new(),
        proof,
    };
    Ok((bundle, opened))
}

/// How many bytes the files of the case of a permit have.
///
/// # Errors
/// [`VaultError`].
pub async fn bytes_of_files<A: access::Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<i64, VaultError> {
    permit.check(tx.tx.number())?;
    let row = tx.first(&BYTES, [Value::id(permit.case()?)]).await?;
    Ok(row.ok_or(VaultError::NotFound)?.number("bytes")?)
}

fn letter(row: &Row) -> Result<BundledLetter, VaultError> {
    let envelope = row.maybe_bytes("envelope")?.unwrap_or_default();
    Ok(BundledLetter {
        sender: row.parse("sender")?,
        digest: row.text("digest")?,
        kind: row.text("kind")?,
        envelope: crypto::to_hex(&envelope),
        body: row.text("body")?,
        understood: row.truth("understood")?,
        at: row.instant("at")?,
        handled_at: row.maybe_instant("handled_at")?,
        handled_by: row.maybe_text("handled_by")?,
        state: row.text("state")?,
    })
}

fn file(row: &Row) -> Result<BundledFile, VaultError> {
    let reading = row.maybe_text("state")?;
    let code = row.maybe_text("code")?;
    Ok(BundledFile {
        id: row.parse("id")?,
        section: row.text("section")?,
        name: row.text("name")?,
        kind: row.text("kind")?,
        size: row.number("size")?,
        digest: row.text("digest")?,
        extracted: row.maybe_text("extracted")?,
        added_at: row.instant("added_at")?,
        added_by: row.text("added_by")?,
        removed_at: row.maybe_instant("removed_at")?,
        reading: reading.map(|state| (state, code)),
        found: match Check::of(row)? {
            Check::Found(name) => Some(name),
            _ => None,
        },
    })
}
