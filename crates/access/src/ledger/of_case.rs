//! The rows of one case with the proof of each, for whoever takes the case over.

use crypto::merkle::{inclusion_proofs, leaf_hash, verify_inclusion};
use crypto::{Digest, Signature, TreeHead, VerifyingKey};
use db::{DbError, Statement, Tx, Value};
use model::{CaseId, Instant};
use serde::{Deserialize, Serialize};

use super::proof::leaves_under;
use super::row::LedgerRow;
use super::verify::heads;

pub(super) const EVERY_ROW: Statement = Statement::new(
    "every row of a case with its leaf",
    "SELECT l.id, l.at, l.actor_kind, l.actor, l.agency, l.action, l.outcome, l.case_id, l.cases, l.record, l.version, \
     l.digest, l.request, f.number FROM ledger l LEFT JOIN ledger_leaf f ON f.id = l.id WHERE l.case_id = $1 ORDER BY l.id",
);

/// A row of the record, and where it stands in the tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProvedRow {
    /// The row.
    pub row: LedgerRow,
    /// Number of its leaf; none while it was not sealed.
    pub index: Option<u64>,
    /// The hashes from the leaf to the root, the lowest first, in hexadecimal.
    pub path: Vec<String>,
}

/// What a record holds of one case, with a signed root to check it against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseProof {
    /// Whose record.
    pub store: String,
    /// How many rows the root covers.
    pub size: u64,
    /// The root, in hexadecimal.
    pub root: String,
    /// When it was signed.
    pub at: Instant,
    /// Its signature, in hexadecimal.
    pub signature: String,
    /// The rows, oldest first. One that was written after the root has no place in the tree yet.
    pub rows: Vec<ProvedRow>,
}

/// Why a proof proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoProof {
    /// A number or a hash cannot be read.
    #[error("the proof cannot be read")]
    Form,
    /// The root is signed by none of the keys.
    #[error("the root is not signed by the store that it names")]
    Signature,
    /// A row does not stand where it says.
    #[error("a row is not in the record")]
    Row,
}

/// The proof of everything that a store's record holds of a case; none while nothing was sealed.
///
/// # Errors
/// [`DbError`].
pub async fn proof_of_case(
    tx: &mut Tx<'_>,
    store: &str,
    case: CaseId,
) -> Result<Option<CaseProof>, DbError> {
    let last = heads(tx, store).await?.pop().and_then(|kept| kept.head);
    let Some((head, signature)) = last else {
        return Ok(None);
    };
    let leaves = leaves_under(tx, &head).await?;
    let mut rows = Vec::new();
    for kept in tx.all(&EVERY_ROW, [Value::id(case)]).await? {
        let number = kept.maybe_number("number")?;
        let place = number.and_then(|number| usize::try_from(number).ok());
        let place = place.filter(|place| *place < leaves.len());
        rows.push((LedgerRow::from_row(&kept)?, place));
    }
    let places: Vec<usize> = rows.iter().filter_map(|(_, place)| *place).collect();
    let mut paths = inclusion_proofs(&leaves, &places).into_iter();
    let rows = rows.into_iter().map(|(row, place)| {
        let path = place.and_then(|_| paths.next()).unwrap_or_default();
        ProvedRow {
            row,
            index: place.and_then(|place| u64::try_from(place).ok()),
            path: path.iter().map(ToString::to_string).collect(),
        }
    });
    Ok(Some(CaseProof {
        store: head.store.clone(),
        size: head.size,
        root: head.root.to_string(),
        at: head.at,
        signature: signature.to_string(),
        rows: rows.collect(),
    }))
}

impl CaseProof {
    /// Checks the signature of the root and the place of every sealed row; says how many rows are proved.
    ///
    /// # Errors
    /// [`NoProof`].
    pub fn check(&self, keys: &[VerifyingKey]) -> Result<usize, NoProof> {
        let head = TreeHead {
            store: self.store.clone(),
            size: self.size,
            root: self.root.parse().map_err(|_| NoProof::Form)?,
            at: self.at,
        };
        let signature: Signature = self.signature.parse().map_err(|_| NoProof::Form)?;
        if !keys.iter().any(|key| head.verify(key, &signature).is_ok()) {
            return Err(NoProof::Signature);
        }
        let mut proved = 0;
        for one in &self.rows {
            let Some(index) = one.index else { continue };
            let path: Result<Vec<Digest>, _> = one.path.iter().map(|step| step.parse()).collect();
            let path = path.map_err(|_| NoProof::Form)?;
            let leaf = leaf_hash(&one.row.sealed_bytes());
            if !verify_inclusion(&leaf, index, self.size, &path, &head.root) {
                return Err(NoProof::Row);
            }
            proved += 1;
        }
        Ok(proved)
    }
}
