//! Sealing: rows that wait become leaves, and the new root is signed.

use crypto::merkle::{Tree, leaf_hash};
use crypto::{Digest, SigningKey, TreeHead};
use db::{DbError, Statement, Tx, Value};
use model::Instant;

use super::row::LedgerRow;

pub(super) const WAITING: Statement = Statement::new(
    "rows that wait for the seal",
    "SELECT l.id, l.at, l.actor_kind, l.actor, l.agency, l.action, l.outcome, l.case_id, l.cases, \
     l.record, l.version, l.digest, l.request FROM ledger_waiting w JOIN ledger l ON l.id = w.id \
     ORDER BY w.id LIMIT 1000",
);
pub(super) const NO_LONGER_WAITING: Statement = Statement::new(
    "rows are sealed",
    "DELETE FROM ledger_waiting WHERE id IN (SELECT id FROM ledger_leaf WHERE number >= $1)",
);
pub(super) const ADD_LEAF: Statement = Statement::new(
    "add a leaf",
    "INSERT INTO ledger_leaf (number, id, hash) VALUES ($1, $2, $3)",
);
pub(super) const LEAF_HASHES: Statement = Statement::new(
    "leaves from a number on",
    "SELECT hash FROM ledger_leaf WHERE number >= $1 ORDER BY number",
);
pub(super) const ADD_HEAD: Statement = Statement::new(
    "add a tree head",
    "INSERT INTO tree_head (size, at, root, signature) VALUES ($1, $2, $3, $4)",
);
pub(super) const LAST_HEAD: Statement = Statement::new(
    "last tree head",
    "SELECT size, at, root, signature FROM tree_head ORDER BY size DESC LIMIT 1",
);

pub(super) const ANY_WAITING: Statement = Statement::new(
    "does a row wait for the seal",
    "SELECT id FROM ledger_waiting LIMIT 1",
);

/// Whether any row waits for the seal.
///
/// # Errors
/// [`DbError`].
pub async fn waits(tx: &mut Tx<'_>) -> Result<bool, DbError> {
    Ok(tx.first(&ANY_WAITING, []).await?.is_some())
}

/// The code of the error when nothing is sealed because what stands there was tampered with.
const LEAVES_DO_NOT_FIT: &str = "the leaves do not fit the last signed root";

/// What one round of sealing did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SealOutcome {
    /// Rows sealed in this round.
    pub sealed: u64,
    /// Rows sealed in all.
    pub size: u64,
}

/// Seals the rows that wait, at most a thousand at a time. `tree` may be what the last round left,
/// or empty: leaves it does not hold yet are read from the store, and a tree that does not fit the
/// last signed root is made anew. Nothing is added to leaves that do not fit the last signed root.
///
/// Two sealers at once do no harm: the second one's leaf number is taken, its transaction is
/// undone and tried again.
///
/// # Errors
/// [`DbError`].
pub async fn seal(
    tx: &mut Tx<'_>,
    store: &str,
    key: &SigningKey,
    now: Instant,
    tree: &mut Tree,
) -> Result<SealOutcome, DbError> {
    let waiting = tx.all(&WAITING, []).await?;
    if waiting.is_empty() {
        return Ok(SealOutcome {
            sealed: 0,
            size: tree.size(),
        });
    }
    catch_up(tx, tree).await?;
    let first = i64::try_from(tree.size()).unwrap_or(i64::MAX);
    for row in &waiting {
        let row = LedgerRow::from_row(row)?;
        let hash = leaf_hash(&row.sealed_bytes());
        let number = i64::try_from(tree.size()).unwrap_or(i64::MAX);
        let values = [
            number.into(),
            row.id.as_str().into(),
            hash.to_string().into(),
        ];
        match tx.execute(&ADD_LEAF, values).await {
            Err(DbError::Refused(name)) => return Err(DbError::Conflict(name)),
            other => other?,
        };
        tree.append(hash);
    }
    tx.execute(&NO_LONGER_WAITING, [first.into()]).await?;
    let head = TreeHead {
        store: store.to_owned(),
        size: tree.size(),
        root: tree.root(),
        at: now,
    };
    let signature = head.sign(key);
    let size = i64::try_from(head.size).unwrap_or(i64::MAX);
    let values: [Value; 4] = [
        size.into(),
        now.into(),
        head.root.to_string().into(),
        signature.to_string().into(),
    ];
    tx.execute(&ADD_HEAD, values).await?;
    Ok(SealOutcome {
        sealed: waiting.len() as u64,
        size: head.size,
    })
}

async fn catch_up(tx: &mut Tx<'_>, tree: &mut Tree) -> Result<(), DbError> {
    let last = tx.first(&LAST_HEAD, []).await?;
    let signed = match &last {
        Some(row) => (
            u64::try_from(row.number("size")?).unwrap_or(0),
            row.text("root")?,
        ),
        None => (0, Tree::new().root().to_string()),
    };
    read_leaves(tx, tree).await?;
    if !fits(tree, &signed) {
        // The transaction of an earlier round was undone, or the store was restored.
        *tree = Tree::new();
        read_leaves(tx, tree).await?;
    }
    if fits(tree, &signed) {
        Ok(())
    } else {
        Err(DbError::Engine {
            statement: "seal",
            code: LEAVES_DO_NOT_FIT.to_owned(),
        })
    }
}

fn fits(tree: &Tree, (size, root): &(u64, String)) -> bool {
    tree.size() == *size && tree.root().to_string() == *root
}

async fn read_leaves(tx: &mut Tx<'_>, tree: &mut Tree) -> Result<(), DbError> {
    let from = i64::try_from(tree.size()).unwrap_or(i64::MAX);
    for row in tx.all(&LEAF_HASHES, [from.into()]).await? {
        let hash: Digest = row.parse("hash")?;
        tree.append(hash);
    }
    Ok(())
}
