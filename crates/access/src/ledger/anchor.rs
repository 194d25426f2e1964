//! Signed roots that were kept elsewhere: whoever owns the database, or the host, cannot change those
//! afterwards, so they show whether the record was rewritten or cut short.

use std::fmt;
use std::str::FromStr;

use crypto::merkle::Tree;
use crypto::{Digest, Signature, TreeHead, VerifyingKey};
use db::{DbError, Statement, Tx};
use model::Instant;

use super::seal::{LAST_HEAD, LEAF_HASHES};

pub(super) const RESTORED_SINCE: Statement = Statement::new(
    "was the store restored since",
    "SELECT id FROM ledger WHERE action = 'restored' AND at >= $1 LIMIT 1",
);

pub(super) const SEALED: Statement = Statement::new(
    "rows sealed so far",
    "SELECT COALESCE(MAX(number), -1) + 1 AS size FROM ledger_leaf",
);

/// A signed root as one line of text: day, store, number of rows, root, moment in microseconds,
/// signature, separated by blanks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// What is signed.
    pub head: TreeHead,
    /// By the store's key.
    pub signature: Signature,
}

/// A line that is none of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the line holds no root: day, store, rows, root, moment, signature")]
pub struct NoAnchor;

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let TreeHead {
            store,
            size,
            root,
            at,
        } = &self.head;
        let (day, at) = (at.date_in_london(), at.microseconds());
        write!(f, "{day} {store} {size} {root} {at} {}", self.signature)
    }
}

impl FromStr for Anchor {
    type Err = NoAnchor;

    fn from_str(line: &str) -> Result<Self, NoAnchor> {
        let parts: Vec<&str> = line.split_whitespace().collect();
        let [_day, store, size, root, at, signature] = parts.as_slice() else {
            return Err(NoAnchor);
        };
        let head = TreeHead {
            store: (*store).to_owned(),
            size: size.parse().map_err(|_| NoAnchor)?,
            root: root.parse().map_err(|_| NoAnchor)?,
            at: Instant::from_microseconds(at.parse().map_err(|_| NoAnchor)?),
        };
        let signature = signature.parse().map_err(|_| NoAnchor)?;
        Ok(Self { head, signature })
    }
}

/// What a root that was kept elsewhere says about the record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnchorBreak {
    /// It is not signed by the store's key.
    #[error("a root over {size} rows that was kept elsewhere is not signed by this store's key")]
    NotSigned {
        /// Rows it covers.
        size: u64,
    },
    /// The record was cut short.
    #[error(
        "the record ends after {leaves} rows, but a root of {day} that was kept elsewhere covers {size}"
    )]
    Shorter {
        /// Rows it covers.
        size: u64,
        /// Rows there are.
        leaves: u64,
        /// Day of the root.
        day: String,
    },
    /// The record was rewritten.
    #[error("the first {size} rows are not those of the root of {day} that was kept elsewhere")]
    Rewritten {
        /// Rows it covers.
        size: u64,
        /// Day of the root.
        day: String,
    },
}

/// A break, and whether the store says that it was restored after the root was signed: then what came
/// between backup and restore is lost, openly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Against {
    /// What is wrong.
    pub broken: AnchorBreak,
    /// Whether the record itself says that the store was restored since.
    pub restored_since: bool,
}

/// The latest signed root of a store; `None` when nothing was sealed yet.
///
/// # Errors
/// [`DbError`].
pub async fn last_root(tx: &mut Tx<'_>, store: &str) -> Result<Option<Anchor>, DbError> {
    let Some(row) = tx.first(&LAST_HEAD, []).await? else {
        return Ok(None);
    };
    let head = TreeHead {
        store: store.to_owned(),
        size: u64::try_from(row.number("size")?).unwrap_or(0),
        root: row.parse("root")?,
        at: row.instant("at")?,
    };
    let signature = row.parse("signature")?;
    Ok(Some(Anchor { head, signature }))
}

/// Whether a record ends before a root of it that was kept elsewhere, and does not say that it was restored
/// since: the end of it was lost and nobody knows. Looks at numbers only; [`check_against`] looks at all.
///
/// # Errors
/// [`DbError`].
pub async fn ends_before(tx: &mut Tx<'_>, root: &Anchor) -> Result<bool, DbError> {
    let row = tx.first(&SEALED, []).await?;
    let sealed = row.map_or(Ok(0), |row| row.number("size"))?;
    if u64::try_from(sealed).unwrap_or(0) >= root.head.size {
        return Ok(false);
    }
    let since = [root.head.at.into()];
    Ok(tx.first(&RESTORED_SINCE, since).await?.is_none())
}

/// Checks a record against roots of it that were kept elsewhere; returns the first that does not fit,
/// and before those that a restore explains the first that nothing explains.
///
/// # Errors
/// [`DbError`].
pub async fn check_against(
    tx: &mut Tx<'_>,
    keys: &[VerifyingKey],
    anchors: &[Anchor],
) -> Result<Option<Against>, DbError> {
    let mut anchors: Vec<&Anchor> = anchors.iter().collect();
    anchors.sort_by_key(|anchor| anchor.head.size);
    let mut leaves = Vec::new();
    if !anchors.is_empty() {
        for row in tx.all(&LEAF_HASHES, [0_i64.into()]).await? {
            leaves.push(row.parse::<Digest>("hash")?);
        }
    }
    let mut tree = Tree::new();
    let mut rest = leaves.iter();
    let mut explained = None;
    for anchor in anchors {
        while tree.size() < anchor.head.size
            && let Some(leaf) = rest.next()
        {
            tree.append(*leaf);
        }
        if let Some(broken) = misfit(anchor, &tree, keys) {
            let since = [anchor.head.at.into()];
            let restored_since = !matches!(broken, AnchorBreak::NotSigned { .. })
                && tx.first(&RESTORED_SINCE, since).await?.is_some();
            let against = Against {
                broken,
                restored_since,
            };
            if !restored_since {
                return Ok(Some(against));
            }
            explained.get_or_insert(against);
        }
    }
    Ok(explained)
}

fn misfit(anchor: &Anchor, tree: &Tree, keys: &[VerifyingKey]) -> Option<AnchorBreak> {
    let (head, size) = (&anchor.head, anchor.head.size);
    let day = || head.at.date_in_london().to_string();
    let signed = |key: &VerifyingKey| head.verify(key, &anchor.signature).is_ok();
    if !keys.iter().any(signed) {
        return Some(AnchorBreak::NotSigned { size });
    }
    if tree.size() < size {
        let leaves = tree.size();
        return Some(AnchorBreak::Shorter {
            size,
            leaves,
            day: day(),
        });
    }
    (tree.root() != head.root).then(|| AnchorBreak::Rewritten { size, day: day() })
}
