//! The Merkle tree of RFC 6962: proof that a row is in the record and that the record only grew.
//!
//! Leaves and inner nodes are hashed with different first bytes, so that no inner node can pass for
//! a row. A tree alone proves nothing: what counts is a root that was signed and kept elsewhere.

use sha2::{Digest as _, Sha256};

use crate::{CryptoError, Digest};

/// Hash of a leaf: a byte 0, then the data.
#[must_use]
pub fn leaf_hash(data: &[u8]) -> Digest {
    let mut hasher = Sha256::new();
    hasher.update([0]);
    hasher.update(data);
    Digest(hasher.finalize().into())
}

/// Hash of an inner node: a byte 1, then both children.
#[must_use]
pub fn node_hash(left: &Digest, right: &Digest) -> Digest {
    let mut hasher = Sha256::new();
    hasher.update([1]);
    hasher.update(left.0);
    hasher.update(right.0);
    Digest(hasher.finalize().into())
}

/// A tree that grows leaf by leaf, keeping only the roots of its full subtrees.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tree {
    size: u64,
    /// Roots of full subtrees, the largest first.
    frontier: Vec<Digest>,
}

impl Tree {
    /// An empty tree.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            size: 0,
            frontier: Vec::new(),
        }
    }

    /// How many leaves.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Adds one leaf by its hash.
    pub fn append(&mut self, leaf: Digest) {
        let mut node = leaf;
        let mut full = self.size;
        while full & 1 == 1 {
            if let Some(left) = self.frontier.pop() {
                node = node_hash(&left, &node);
            }
            full >>= 1;
        }
        self.frontier.push(node);
        self.size += 1;
    }

    /// The tree as kept: its size (8 bytes, big-endian), then the root of each full subtree.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.size.to_be_bytes().to_vec();
        bytes.extend(self.frontier.iter().flat_map(|root| root.0));
        bytes
    }

    /// A tree as it was kept. Whether it is the right one, only its root says.
    ///
    /// # Errors
    /// [`CryptoError::WrongForm`] when there are not as many subtrees as the size needs.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CryptoError> {
        let (size, roots) = bytes
            .split_first_chunk::<8>()
            .ok_or(CryptoError::WrongForm)?;
        let size = u64::from_be_bytes(*size);
        let (roots, rest) = roots.as_chunks::<32>();
        let whole = rest.is_empty() && roots.len() as u64 == u64::from(size.count_ones());
        if !whole {
            return Err(CryptoError::WrongForm);
        }
        let frontier = roots.iter().copied().map(Digest).collect();
        Ok(Self { size, frontier })
    }

    /// The root; for an empty tree the digest of nothing.
    #[must_use]
    pub fn root(&self) -> Digest {
        let mut nodes = self.frontier.iter().rev();
        let Some(last) = nodes.next() else {
            return crate::digest(b"");
        };
        nodes.fold(*last, |right, left| node_hash(left, &right))
    }
}

/// The root over leaf hashes.
#[must_use]
pub fn root(leaves: &[Digest]) -> Digest {
    let mut tree = Tree::new();
    for leaf in leaves {
        tree.append(*leaf);
    }
    tree.root()
}

/// The largest power of two smaller than `count`, for `count` above 1.
const fn split(count: usize) -> usize {
    let mut half = 1;
    while half * 2 < count {
        half *= 2;
    }
    half
}

/// The hashes that lead from one leaf to the root, the lowest first.
///
/// # Errors
/// [`CryptoError::NotInTree`].
pub fn inclusion_proof(leaves: &[Digest], index: usize) -> Result<Vec<Digest>, CryptoError> {
    if index >= leaves.len() {
        return Err(CryptoError::NotInTree);
    }
    let (mut rest, mut index, mut path) = (leaves, index, Vec::new());
    while rest.len() > 1 {
        let (left, right) = rest.split_at(split(rest.len()));
        if index < left.len() {
            path.push(root(right));
            rest = left;
        } else {
            path.push(root(left));
            index -= left.len();
            rest = right;
        }
    }
    path.reverse();
    Ok(path)
}

/// The same as [`inclusion_proof`] for many leaves, in one walk over the tree; none for an index that is not in it.
#[must_use]
pub fn inclusion_proofs(leaves: &[Digest], indexes: &[usize]) -> Vec<Vec<Digest>> {
    let mut paths = vec![Vec::new(); indexes.len()];
    let mut places = indexes.to_vec();
    let mut level = leaves.to_vec();
    while level.len() > 1 {
        for (path, place) in paths.iter_mut().zip(&mut places) {
            path.extend(level.get(*place ^ 1));
            *place /= 2;
        }
        // A node without a neighbour goes up as it is.
        let above = level.chunks(2).filter_map(|pair| match pair {
            [left, right] => Some(node_hash(left, right)),
            [alone] => Some(*alone),
            _ => None,
        });
        level = above.collect();
    }
    paths
}

/// Checks that a leaf stands at `index` in a tree of `size` leaves with this root (RFC 9162, 2.1.3.2).
#[must_use]
pub fn verify_inclusion(
    leaf: &Digest,
    index: u64,
    size: u64,
    proof: &[Digest],
    root: &Digest,
) -> bool {
    if index >= size {
        return false;
    }
    let (mut first, mut last, mut node) = (index, size - 1, *leaf);
    for step in proof {
        if last == 0 {
            return false;
        }
        if first & 1 == 1 || first == last {
            node = node_hash(step, &node);
            while first & 1 == 0 && first != 0 {
                first >>= 1;
                last >>= 1;
            }
        } else {
            node = node_hash(&node, step);
        }
        first >>= 1;
        last >>= 1;
    }
    last == 0 && node == *root
}

/// The hashes that show that the tree of `earlier` leaves is the beginning of this one.
///
/// # Errors
/// [`CryptoError::NotInTree`] when `earlier` is 0 or more than there are leaves.
pub fn consistency_proof(leaves: &[Digest], earlier: usize) -> Result<Vec<Digest>, CryptoError> {
    if earlier == 0 || earlier > leaves.len() {
        return Err(CryptoError::NotInTree);
    }
    let (mut rest, mut old, mut whole, mut path) = (leaves, earlier, true, Vec::new());
    while old < rest.len() {
        let (left, right) = rest.split_at(split(rest.len()));
        if old <= left.len() {
            path.push(root(right));
            rest = left;
        } else {
            path.push(root(left));
            old -= left.len();
            rest = right;
            whole = false;
        }
    }
    if !whole {
        path.push(root(rest));
    }
    path.reverse();
    Ok(path)
}

/// Checks that a tree only grew from `earlier` leaves to `later` (RFC 9162, 2.1.4.2). Every tree
/// grows from an empty one, so for `earlier` 0 there is nothing to prove and the answer is `false`.
#[must_use]
pub fn verify_consistency(
    earlier: u64,
    later: u64,
    earlier_root: &Digest,
    later_root: &Digest,
    proof: &[Digest],
) -> bool {
    if earlier == 0 || earlier > later {
        return false;
    }
    if earlier == later {
        return proof.is_empty() && earlier_root == later_root;
    }
    let mut steps = proof.iter();
    let start = if earlier.is_power_of_two() {
        Some(earlier_root)
    } else {
        steps.next()
    };
    let Some(start) = start else { return false };
    let (mut old, mut new) = (*start, *start);
    let (mut first, mut last) = (earlier - 1, later - 1);
    while first & 1 == 1 {
        first >>= 1;
        last >>= 1;
    }
    for step in steps {
        if last == 0 {
            return false;
        }
        if first & 1 == 1 || first == last {
            old = node_hash(step, &old);
            new = node_hash(step, &new);
            while first & 1 == 0 && first != 0 {
                first >>= 1;
                last >>= 1;
            }
        } else {
            new = node_hash(&new, step);
        }
        first >>= 1;
        last >>= 1;
    }
    last == 0 && old == *earlier_root && new == *later_root
}

#[cfg(test)]
mod tests;
