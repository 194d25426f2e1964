//! Checking that nothing in the record was changed, removed or slipped in.

use crypto::merkle::{Tree, leaf_hash};
use crypto::{Digest, Signature, TreeHead, VerifyingKey};
use db::{DbError, Row, Statement, Tx};
use model::Instant;

use super::row::LedgerRow;

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

/// A signed root as it stands in the store.
pub(super) struct KeptHead {
    size: i64,
    /// `None` when it cannot be read as one of ours.
    pub(super) head: Option<(TreeHead, Signature)>,
}

pub(super) async fn heads(tx: &mut Tx<'_>, store: &str) -> Result<Vec<KeptHead>, DbError> {
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
