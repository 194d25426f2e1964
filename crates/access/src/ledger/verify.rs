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
     WHERE f.number >= $1 ORDER BY f.number LIMIT 2000",
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
    loop {
        let from = i64::try_from(walk.tree.size()).unwrap_or(i64::MAX);
        let leaves = tx.all(&ALL_LEAVES, [from.into()]).await?;
        if leaves.is_empty() {
            break;
        }
        for leaf in &leaves {
            walk.leaf(leaf)?;
            if walk.first_break.is_some() {
                break;
            }
        }
        if walk.first_break.is_some() {
            break;
        }
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
    heads: Vec<(TreeHead, Signature)>,
    next_head: usize,
    keys: &'a [VerifyingKey],
    first_break: Option<Break>,
}

impl Walk<'_> {
    fn leaf(&mut self, leaf: &Row) -> Result<(), DbError> {
        let number = leaf.number("number")?;
        let id = leaf.text("leaf_id")?;
        let expected = i64::try_from(self.tree.size()).unwrap_or(i64::MAX);
        if number != expected {
            self.first_break = Some(Break::LeafMissing { number: expected });
            return Ok(());
        }
        if leaf.maybe_text("id")?.is_none() {
            self.first_break = Some(Break::RowMissing { number, id });
            return Ok(());
        }
        let hash = leaf_hash(&LedgerRow::from_row(leaf)?.sealed_bytes());
        if hash != leaf.parse("hash")? {
            self.first_break = Some(Break::RowChanged { number, id });
            return Ok(());
        }
        self.tree.append(hash);
        self.head();
        Ok(())
    }

    fn head(&mut self) {
        let Some((head, signature)) = self.heads.get(self.next_head) else {
            return;
        };
        if head.size != self.tree.size() {
            return;
        }
        self.next_head += 1;
        let size = i64::try_from(head.size).unwrap_or(i64::MAX);
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
        let leaves = i64::try_from(self.tree.size()).unwrap_or(i64::MAX);
        let covered = self
            .heads
            .last()
            .map_or(0, |(head, _)| i64::try_from(head.size).unwrap_or(0));
        if leaves != covered {
            self.first_break = Some(if leaves < covered {
                Break::LeafMissing { number: leaves }
            } else {
                Break::LeavesWithoutHead { leaves, covered }
            });
        }
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
    let Some((head, signature)) = heads(tx, store).await?.pop() else {
        return Ok(None);
    };
    let index = u64::try_from(leaf.number("number")?).unwrap_or(0);
    let mut leaves: Vec<Digest> = Vec::new();
    for row in tx.all(&LEAF_HASHES, [0_i64.into()]).await? {
        leaves.push(row.parse("hash")?);
    }
    leaves.truncate(usize::try_from(head.size).unwrap_or(usize::MAX));
    let path = inclusion_proof(&leaves, usize::try_from(index).unwrap_or(usize::MAX));
    let Ok(path) = path else { return Ok(None) };
    Ok(Some(InclusionProof {
        leaf: leaf.parse("hash")?,
        index,
        head,
        signature,
        path,
    }))
}

async fn heads(tx: &mut Tx<'_>, store: &str) -> Result<Vec<(TreeHead, Signature)>, DbError> {
    let mut heads = Vec::new();
    for row in tx.all(&HEADS, []).await? {
        let head = TreeHead {
            store: store.to_owned(),
            size: u64::try_from(row.number("size")?).unwrap_or(0),
            root: row.parse("root")?,
            at: row.instant("at")?,
        };
        heads.push((head, row.parse("signature")?));
    }
    Ok(heads)
}
