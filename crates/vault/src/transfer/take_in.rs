//! A case that another store handed over, taken in whole or not at all.

use std::collections::BTreeMap;

use access::ledger::{CaseProof, Entry, Outcome};
use access::{Permit, actions};
use crypto::VerifyingKey;
use db::{Row, Statement, Value};
use model::{CaseId, Instant, OrganisationId, RecordId};
use serde_json::Value as Json;

use super::bundle::{Bundle, BundledFile, BundledLetter, VERSION};
use super::tables::{
    AGENCY_RETURN, CASE, CONFLICT, EMERGENCY, RECORD, RETURN_RECORD, REVISION, is_of,
    is_one_review, put,
};
use crate::files::{NewFile, wait};
use crate::{VaultError, VaultTx};

pub(crate) const ADD_FILE: Statement = Statement::new(
    "put a file of a case that was handed over",
    "INSERT INTO file (id, case_id, section, name, kind, size, digest, blob_name, wrapped_key, extracted, added_at, \
     added_by, removed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
);
pub(crate) const ADD_READING: Statement = Statement::new(
    "put the reading of a file of a case that was handed over",
    "INSERT INTO file_reading (file, case_id, state, code, tries, try_after) VALUES ($1, $2, $3, $4, 0, $5)",
);
pub(crate) const ADD_LETTER: Statement = Statement::new(
    "put a letter about a case that was handed over",
    "INSERT INTO inbox (id, sender, epoch, sequence, digest, kind, envelope, body, understood, at, handled_at, \
     handled_by, state, about) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
);
pub(crate) const LOWEST_EPOCH: Statement = Statement::new(
    "lowest epoch of what was received",
    "SELECT MIN(epoch) AS lowest FROM inbox",
);
pub(crate) const ADD: Statement = Statement::new(
    "where a case came from",
    "INSERT INTO came_from (case_id, origin, at, digest, proved, unproved, proof, names) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
);
pub(crate) const ONE: Statement = Statement::new(
    "where one case came from",
    "SELECT case_id, origin, at, digest, proved, unproved, proof, names FROM came_from WHERE case_id = $1",
);
pub(crate) const IS_ONE: Statement = Statement::new(
    "whether a case came from elsewhere",
    "SELECT case_id FROM came_from WHERE case_id = $1",
);
pub(crate) const NAMES: Statement = Statement::new(
    "names behind ids in cases that were handed over",
    "SELECT names FROM came_from ORDER BY at, case_id",
);
pub(crate) const WAS_HERE: Statement = Statement::new(
    "a case was here before",
    "SELECT case_id FROM disposal WHERE case_id = $1",
);

/// Where a case came from.
#[derive(Debug, Clone)]
pub struct CameFrom {
    /// Whose it was.
    pub origin: OrganisationId,
    /// When it was taken in.
    pub at: Instant,
    /// Digest of everything that came.
    pub digest: String,
    /// Rows of the origin's record of who did what that were proved.
    pub proved: i64,
    /// Rows that had not been sealed when it left.
    pub unproved: i64,
    /// The proof, to be checked again at any time.
    pub proof: Option<CaseProof>,
}

/// Why a bundle is not taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotWhole {
    /// A newer form, or none at all.
    #[error("its form is not known here")]
    Form,
    /// A row in it belongs to another case, or it is no review.
    #[error("it holds something that is not of this review")]
    Foreign,
    /// The proof of its record proves nothing.
    #[error("its record of who did what is not proved")]
    Proof,
    /// A text is not the one whose digest stands in the record.
    #[error("something in it is not what its record says")]
    Changed,
}

impl Bundle {
    fn is_of_one_review(&self) -> bool {
        is_one_review(&self.case_file)
            && is_of(&CASE, &self.case_file, self.case)
            && is_of(&RECORD, &self.records, self.case)
            && is_of(&REVISION, &self.revisions, self.case)
            && is_of(&CONFLICT, &self.conflicts, self.case)
            && is_of(&EMERGENCY, &self.emergencies, self.case)
            && is_of(&AGENCY_RETURN, &self.returns, self.case)
            && is_of(&RETURN_RECORD, &self.return_records, self.case)
    }

    /// Checks the proof, and every text that the record has a digest of. Returns how many rows are proved and how many
    /// were not sealed yet.
    ///
    /// # Errors
    /// [`NotWhole`].
    pub fn check(&self, keys: &[VerifyingKey]) -> Result<(usize, usize), NotWhole> {
        if self.version != VERSION {
            return Err(NotWhole::Form);
        }
        if !self.is_of_one_review() {
            return Err(NotWhole::Foreign);
        }
        let Some(proof) = &self.proof else {
            return Ok((0, 0));
        };
        if proof.store != self.from.to_string() {
            return Err(NotWhole::Proof);
        }
        let proved = proof.check(keys).map_err(|_| NotWhole::Proof)?;
        let case = self.case.to_string();
        let mut digests = BTreeMap::new();
        for one in &proof.rows {
            let row = &one.row;
            if row.case.as_deref() != Some(case.as_str()) {
                return Err(NotWhole::Proof);
            }
            if let (Some(record), Some(version), Some(digest)) =
                (&row.record, row.version, &row.digest)
            {
                digests.insert((record.as_str(), version), digest.as_str());
            }
        }
        for row in &self.revisions {
            let (key, found) = digest_of(row).ok_or(NotWhole::Form)?;
            if digests.get(&key).is_some_and(|kept| *kept != found) {
                return Err(NotWhole::Changed);
            }
        }
        Ok((proved, proof.rows.len().saturating_sub(proved)))
    }
}

/// Which version of which record a row of revisions is, and the digest of what it says.
fn digest_of(row: &[Json]) -> Option<((&str, i64), String)> {
    let text = |at: usize| row.get(at).and_then(Json::as_str);
    let record = text(0)?;
    let version = row.get(1)?.as_i64()?;
    let salt: [u8; 16] = crypto::from_hex(text(9)?).ok()?.try_into().ok()?;
    let found = crypto::salted_digest(&salt, text(8)?.as_bytes());
    Some(((record, version), found.to_string()))
}

/// Whether a case was in this store before and was let go of. Its certificate stays, so it cannot come back.
///
/// # Errors
/// [`VaultError`].
pub async fn was_here(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReceiveTransfer>,
    case: CaseId,
) -> Result<bool, VaultError> {
    permit.check(tx.tx.number())?;
    let row = tx.first(&WAS_HERE, [Value::id(case)]).await?;
    Ok(row.is_some())
}

/// Takes a case in, with its files already sealed here. It is a case of this store from then on.
///
/// # Errors
/// [`VaultError`]; then nothing of it is here.
pub async fn take_in(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReceiveTransfer>,
    bundle: &Bundle,
    (files, digest, proved): (&[NewFile], &str, (usize, usize)),
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    put(tx, &CASE, &bundle.case_file).await?;
    put(tx, &RECORD, &bundle.records).await?;
    put(tx, &REVISION, &bundle.revisions).await?;
    put(tx, &CONFLICT, &bundle.conflicts).await?;
    put(tx, &EMERGENCY, &bundle.emergencies).await?;
    put(tx, &AGENCY_RETURN, &bundle.returns).await?;
    put(tx, &RETURN_RECORD, &bundle.return_records).await?;
    for (file, sealed) in bundle.files.iter().zip(files) {
        put_file(tx, bundle.case, file, sealed).await?;
    }
    let lowest = tx.first(&LOWEST_EPOCH, []).await?;
    let lowest = lowest.map_or(Ok(None), |row| row.maybe_number("lowest"))?;
    // What others sent before is kept under numbers that no sender uses.
    let epoch = lowest.unwrap_or_default().min(0) - 1;
    for (place, letter) in bundle.letters.iter().enumerate() {
        put_letter(tx, bundle.case, letter, (epoch, number(place))).await?;
    }
    note_origin(tx, bundle, (digest, proved)).await?;
    let entry = Entry {
        action: permit.code(),
        case: Some(bundle.case),
        digest: Some(digest.to_owned()),
        ..Entry::default()
    };
    tx.note(Outcome::Done, entry).await
}

fn number(many: usize) -> i64 {
    i64::try_from(many).unwrap_or(i64::MAX)
}

async fn note_origin(
    tx: &mut VaultTx<'_>,
    bundle: &Bundle,
    (digest, proved): (&str, (usize, usize)),
) -> Result<(), VaultError> {
    let json =
        |made: Result<String, serde_json::Error>| made.map_err(|_| VaultError::Body("came_from"));
    let proof = json(serde_json::to_string(&bundle.proof))?;
    let names = json(serde_json::to_string(&bundle.names))?;
    let now = tx.ctx.now;
    let values = [
        Value::id(bundle.case),
        Value::id(bundle.from),
        now.into(),
        digest.into(),
        number(proved.0).into(),
        number(proved.1).into(),
        proof.into(),
        names.into(),
    ];
    tx.execute(&ADD, values).await.map(|_| ())
}

async fn put_file(
    tx: &mut VaultTx<'_>,
    case: CaseId,
    file: &BundledFile,
    sealed: &NewFile,
) -> Result<(), VaultError> {
    let values = [
        Value::id(file.id),
        Value::id(case),
        file.section.as_str().into(),
        file.name.as_str().into(),
        file.kind.as_str().into(),
        file.size.into(),
        file.digest.as_str().into(),
        sealed.blob_name.as_str().into(),
        sealed.wrapped_key.as_slice().into(),
        file.extracted.as_deref().into(),
        file.added_at.into(),
        file.added_by.as_str().into(),
        file.removed_at.into(),
    ];
    tx.execute(&ADD_FILE, values).await?;
    if let Some((state, code)) = &file.reading {
        let now = tx.ctx.now;
        // One that was being read is read again here.
        let state = if state == "reading" { "waiting" } else { state };
        let values = [
            Value::id(file.id),
            Value::id(case),
            state.into(),
            code.as_deref().into(),
            now.into(),
        ];
        tx.execute(&ADD_READING, values).await?;
    }
    wait(tx, case, file.id, file.found.as_deref()).await
}

async fn put_letter(
    tx: &mut VaultTx<'_>,
    case: CaseId,
    letter: &BundledLetter,
    (epoch, sequence): (i64, i64),
) -> Result<(), VaultError> {
    let id: RecordId = tx.ctx.new_id()?;
    let envelope = crypto::from_hex(&letter.envelope)?;
    let values = [
        Value::id(id),
        Value::id(letter.sender),
        epoch.into(),
        sequence.into(),
        letter.digest.as_str().into(),
        letter.kind.as_str().into(),
        envelope.into(),
        letter.body.as_str().into(),
        letter.understood.into(),
        letter.at.into(),
        letter.handled_at.into(),
        letter.handled_by.as_deref().into(),
        letter.state.as_str().into(),
        Value::id(case),
    ];
    tx.execute(&ADD_LETTER, values).await.map(|_| ())
}

/// Where the case that the permit is for came from; none where it began here.
///
/// # Errors
/// [`VaultError`].
pub async fn came_from<A: access::Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<Option<CameFrom>, VaultError> {
    permit.check(tx.tx.number())?;
    let row = tx.first(&ONE, [Value::id(permit.case()?)]).await?;
    row.as_ref().map(read).transpose()
}

/// Whether another store handed over the case that the permit is for.
///
/// # Errors
/// [`VaultError`].
pub async fn is_from_elsewhere<A: access::Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<bool, VaultError> {
    permit.check(tx.tx.number())?;
    let row = tx.first(&IS_ONE, [Value::id(permit.case()?)]).await?;
    Ok(row.is_some())
}

fn read(row: &Row) -> Result<CameFrom, VaultError> {
    let proof = serde_json::from_str(&row.text("proof")?);
    Ok(CameFrom {
        origin: row.parse("origin")?,
        at: row.instant("at")?,
        digest: row.text("digest")?,
        proved: row.number("proved")?,
        unproved: row.number("unproved")?,
        proof: proof.map_err(|_| VaultError::Body("came_from"))?,
    })
}

/// Names behind ids of people and agencies of other areas, in cases that were handed over to this store.
///
/// # Errors
/// [`VaultError`].
pub async fn names_from_elsewhere(
    tx: &mut VaultTx<'_>,
) -> Result<BTreeMap<String, String>, VaultError> {
    let mut names = BTreeMap::new();
    for row in tx.all(&NAMES, []).await? {
        let own: BTreeMap<String, String> =
            serde_json::from_str(&row.text("names")?).map_err(|_| VaultError::Body("came_from"))?;
        names.extend(own);
    }
    Ok(names)
}
