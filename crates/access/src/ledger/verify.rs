//! Checking that nothing in the record was changed, removed or slipped in.

use crypto::merkle::{Tree, inclusion_proof, leaf_hash};
use crypto::{Digest, Signature, TreeHead, VerifyingKey};
use db::{DbError, Row, Statement, Tx};
use model::Instant;

use super::row::LedgerRow;
use super::seal::LEAF_HASHES;

pub(super) const ALL_LEAVES: Statement = Statement::new(
    "leaves with their rows",
    "SELECT f.number, f.id AS leaf_id, f.hash, l.id, l.at, l.actor_kind, l.actor, l.agency, l.action, \
     l.outcome, l.case_id, l.cases, l.record, l.version, l.digest, l.request \
     FROM ledger_leaf f LEFT JOIN ledger l ON l.id = f.id \
     WHERE f.number > $1 ORDER BY f.number LIMIT 2000",
);
pub(super) const HEADS: Statement = Statement::new(
    "tree heads",
    "SELECT size, at, root, signature FROM tree_head ORDER BY size",
);
pub(super) const UNSEALED: Statement = Statement::new(
    "rows without a leaf",
    "SELECT COUNT(*) AS many, MIN(l.at) AS oldest FROM ledger l \
     LEFT JOIN ledger_leaf f ON f.id = l.id WHERE f.id IS NULL",
);
pub(super) const LEAF_OF: Statement = Statement::new(
    "leaf of a row",
    "SELECT number, hash FROM ledger_leaf WHERE id = $1",
);

pub(super) const ONE_ROW: Statement = Statement::new(
    "one row of the record",
    "SELECT id, at, actor_kind, actor, agency, action, outcome, case_id, cases, record, version, digest, \
     request FROM ledger WHERE id = $1",
);

/// The first thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Break {
    /// A sealed row was removed.
    #[error("row {id} (leaf {number}) is missing")]
    RowMissing {
        /// Number of its leaf.
        number: i64,
        /// Id of the row.
        id: String,
    },
    /// A sealed row was changed.
    #[error("row {id} (leaf {number}) was changed after it was sealed")]
    RowChanged {
        /// Number of its leaf.
        number: i64,
        /// Id of the row.
        id: String,
    },
    /// A leaf was removed.
    #[error("leaf {number} is missing")]
    LeafMissing {
        /// The number that is not there.
        number: i64,
    },
    /// A signed root does not fit the leaves.
    #[error("the signed root over {size} rows does not fit the rows")]
    RootDiffers {
        /// Size of the tree that the head speaks of.
        size: i64,
    },
    /// The signature of a root is not by this store's key.
    #[error("the signature of the root over {size} rows is not by this store's key")]
    BadSignature {
        /// Size of the tree that the head speaks of.
        size: i64,
    },
    /// There are leaves that no signed root covers.
    #[error("{leaves} leaves but the last signed root covers {covered}")]
    LeavesWithoutHead {
        /// Leaves there are.
        leaves: i64,
        /// Leaves the last head covers.
        covered: i64,
    },
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Rows that are sealed and in order.
    pub sealed: i64,
    /// The root over them.
    pub root: Digest,
    /// Rows that wait for the seal.
    pub unsealed: i64,
    /// When the oldest of those was written.
    pub oldest_unsealed: Option<Instant>,
    /// The first break, if there is one.
    pub first_break: Option<Break>,
}

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

/// Checks a whole record: every leaf against its row, every signed root against the leaves.
/// `keys` are the store's signing keys, newest first.
///
/// # Errors
/// [`DbError`] when the store cannot be read; a break is no error but part of the report.
pub async fn verify(
    tx: &mut Tx<'_>,
    store: &str,
    keys: &[VerifyingKey],
) -> Result<Report, DbError> {
    let heads = heads(tx, store).await?;
    let mut walk = Walk {
        tree: Tree::new(),
        heads,
        next_head: 0,
        keys,
        first_break: None,
    };
    // Also numbers below nought, where a leaf might be hidden.
    let mut after = i64::MIN;
    while walk.first_break.is_none() {
        let leaves = tx.all(&ALL_LEAVES, [after.into()]).await?;
        if leaves.is_empty() {
            break;
        }
        for leaf in &leaves {
            walk.leaf(leaf)?;
            if walk.first_break.is_some() {
                break;
            }
        }
        after = i64::try_from(walk.tree.size()).unwrap_or(i64::MAX) - 1;
    }
    walk.end();
    let row = tx.first(&UNSEALED, []).await?;
    let unsealed = row
        .as_ref()
        .map(|row| row.number("many"))
        .transpose()?
        .unwrap_or(0);
    let oldest_unsealed = row
        .map(|row| row.maybe_instant("oldest"))
        .transpose()?
        .flatten();
    Ok(Report {
        sealed: i64::try_from(walk.tree.size()).unwrap_or(i64::MAX),
        root: walk.tree.root(),
        unsealed,
        oldest_unsealed,
        first_break: walk.first_break,
    })
}

struct Walk<'a> {
    tree: Tree,
    heads: Vec<KeptHead>,
    next_head: usize,
    keys: &'a [VerifyingKey],
    first_break: Option<Break>,
}

impl Walk<'_> {
    fn leaf(&mut self, leaf: &Row) -> Result<(), DbError> {
        let number = leaf.number("number")?;
        let id = leaf.text("leaf_id")?;
        let expected = self.leaves();
        if number > expected {
            self.first_break = Some(Break::LeafMissing { number: expected });
        } else if number < expected {
            self.first_break = Some(Break::RowChanged { number, id });
        } else if leaf.maybe_text("id")?.is_none() {
            self.first_break = Some(Break::RowMissing { number, id });
        } else if let Some(hash) = unchanged(leaf) {
            self.tree.append(hash);
            self.head();
        } else {
            self.first_break = Some(Break::RowChanged { number, id });
        }
        Ok(())
    }

    fn leaves(&self) -> i64 {
        i64::try_from(self.tree.size()).unwrap_or(i64::MAX)
    }

    fn head(&mut self) {
        let Some(kept) = self.heads.get(self.next_head) else {
            return;
        };
        if kept.size != self.leaves() {
            return;
        }
        self.next_head += 1;
        let size = kept.size;
        let Some((head, signature)) = &kept.head else {
            self.first_break = Some(Break::BadSignature { size });
            return;
        };
        if head.root != self.tree.root() {
            self.first_break = Some(Break::RootDiffers { size });
        } else if !self
            .keys
            .iter()
            .any(|key| head.verify(key, signature).is_ok())
        {
            self.first_break = Some(Break::BadSignature { size });
        }
    }

    fn end(&mut self) {
        if self.first_break.is_some() {
            return;
        }
        let leaves = self.leaves();
        let covered = self.heads.last().map_or(0, |head| head.size);
        self.first_break = match self.heads.get(self.next_head) {
            // A head of a size that the walk never had would keep every later one from being looked at.
            Some(head) if head.size <= leaves => Some(Break::RootDiffers { size: head.size }),
            Some(_) => Some(Break::LeafMissing { number: leaves }),
            None if leaves > covered => Some(Break::LeavesWithoutHead { leaves, covered }),
            None => None,
        };
    }
}

/// The hash of a row that still is what its leaf says. What cannot be read was changed too.
fn unchanged(leaf: &Row) -> Option<Digest> {
    let hash = leaf_hash(&LedgerRow::from_row(leaf).ok()?.sealed_bytes());
    (leaf.parse::<Digest>("hash").ok()? == hash).then_some(hash)
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
    let mut leaves: Vec<Digest> = Vec::new();
    for row in tx.all(&LEAF_HASHES, [0_i64.into()]).await? {
        leaves.push(row.parse("hash")?);
    }
    leaves.truncate(usize::try_from(head.size).unwrap_or(usize::MAX));
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

/// A signed root as it stands in the store.
struct KeptHead {
    size: i64,
    /// `None` when it cannot be read as one of ours.
    head: Option<(TreeHead, Signature)>,
}

async fn heads(tx: &mut Tx<'_>, store: &str) -> Result<Vec<KeptHead>, DbError> {
    let rows = tx.all(&HEADS, []).await?;
    rows.iter()
        .map(|row| {
            let size = row.number("size")?;
            let head = signed_head(row, store, size);
            Ok(KeptHead { size, head })
        })
        .collect()
}

fn signed_head(row: &Row, store: &str, size: i64) -> Option<(TreeHead, Signature)> {
    let head = TreeHead {
        store: store.to_owned(),
        size: u64::try_from(size).ok()?,
        root: row.parse("root").ok()?,
        at: row.instant("at").ok()?,
    };
    Some((head, row.parse("signature").ok()?))
}
