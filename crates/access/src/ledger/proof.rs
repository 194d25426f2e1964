//! The proof that one row stands in the record, for somebody outside to check.

use crypto::merkle::inclusion_proof;
use crypto::{Digest, Signature, TreeHead, VerifyingKey};
use db::{DbError, Statement, Tx};

use super::row::LedgerRow;
use super::seal::LEAF_HASHES;
use super::verify::heads;

pub(super) const LEAF_OF: Statement = Statement::new(
    "leaf of a row",
    "SELECT number, hash FROM ledger_leaf WHERE id = $1",
);

pub(super) const ONE_ROW: Statement = Statement::new(
    "one row of the record",
    "SELECT id, at, actor_kind, actor, agency, action, outcome, case_id, cases, record, version, digest, \
     request FROM ledger WHERE id = $1",
);

/// Proof that one row stands in the record, for somebody who has the signed root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InclusionProof {
    /// The exact bytes of the row; the leaf is the SHA-256 of a zero byte and these (RFC 6962).
    pub row: Vec<u8>,
    /// Hash of the row's bytes as a leaf.
    pub leaf: Digest,
    /// Its number.
    pub index: u64,
    /// The tree head it is proved against.
    pub head: TreeHead,
    /// Signature of that head.
    pub signature: Signature,
    /// The hashes from the leaf to the root, the lowest first.
    pub path: Vec<Digest>,
}

impl InclusionProof {
    /// The proof as lines of text, `name value`: row, bytes and hash of its leaf, its number, the signed
    /// head with its signature and the keys it may be by, and the path from the leaf to the root.
    #[must_use]
    pub fn text(&self, row: &str, keys: &[VerifyingKey]) -> String {
        let head = &self.head;
        let mut lines = vec![
            format!("row {row}"),
            format!("row bytes {}", crypto::to_hex(&self.row)),
            format!("leaf hash {}", self.leaf),
            format!("leaf number {} of {}", self.index, head.size),
            format!("store {}", head.store),
            format!("root {}", head.root),
            format!("sealed at {}", head.at.microseconds()),
            format!("signed bytes {}", crypto::to_hex(&head.signed_bytes())),
            format!("signature {}", self.signature),
        ];
        let key = |key: &VerifyingKey| format!("public key {}", crypto::to_hex(&key.to_bytes()));
        lines.extend(keys.iter().map(key));
        lines.extend(self.path.iter().map(|step| format!("path {step}")));
        lines.join("\n") + "\n"
    }
}

/// The proof that one row is in the record; `None` when it is not sealed yet or not there.
///
/// # Errors
/// [`DbError`].
pub async fn inclusion(
    tx: &mut Tx<'_>,
    store: &str,
    row: &str,
) -> Result<Option<InclusionProof>, DbError> {
    let Some(leaf) = tx.first(&LEAF_OF, [row.into()]).await? else {
        return Ok(None);
    };
    let Some(kept) = tx.first(&ONE_ROW, [row.into()]).await? else {
        return Ok(None);
    };
    let bytes = LedgerRow::from_row(&kept)?.sealed_bytes();
    let last = heads(tx, store).await?.pop().and_then(|kept| kept.head);
    let Some((head, signature)) = last else {
        return Ok(None);
    };
    let Ok(index) = u64::try_from(leaf.number("number")?) else {
        return Ok(None);
    };
    let leaves = leaves_under(tx, &head).await?;
    let path = inclusion_proof(&leaves, usize::try_from(index).unwrap_or(usize::MAX));
    let Ok(path) = path else { return Ok(None) };
    Ok(Some(InclusionProof {
        row: bytes,
        leaf: leaf.parse("hash")?,
        index,
        head,
        signature,
        path,
    }))
}

/// The hashes of the leaves that a tree head covers, in order.
pub(super) async fn leaves_under(tx: &mut Tx<'_>, head: &TreeHead) -> Result<Vec<Digest>, DbError> {
    let mut leaves = Vec::new();
    for row in tx.all(&LEAF_HASHES, [0_i64.into()]).await? {
        leaves.push(row.parse("hash")?);
    }
    leaves.truncate(usize::try_from(head.size).unwrap_or(usize::MAX));
    Ok(leaves)
}
