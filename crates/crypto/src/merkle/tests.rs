#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]
use super::*;
use data_encoding::HEXLOWER;
use proptest::prelude::*;

/// The eight leaves whose roots are published with Certificate Transparency.
const LEAVES: [&str; 8] = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
];

fn hashes(count: usize) -> Vec<Digest> {
    LEAVES
        .iter()
        .take(count)
        .map(|leaf| leaf_hash(&HEXLOWER.decode(leaf.as_bytes()).unwrap()))
        .collect()
}

/// Roots of the first one to eight leaves, as published with them.
const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];
const A: &str = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
const B: &str = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
const C: &str = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";
const D: &str = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
const E: &str = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
const F: &str = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";

#[test]
fn the_published_roots_come_out() {
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(Tree::new().root().to_string(), empty);
    for (index, published) in ROOTS.iter().enumerate() {
        assert_eq!(root(&hashes(index + 1)).to_string(), *published);
    }
}

#[test]
fn the_published_ways_to_the_root_come_out() {
    let published: [(usize, usize, &[&str]); 5] = [
        (0, 1, &[]),
        (0, 8, &[A, B, C]),
        (5, 8, &[D, E, ROOTS[3]]),
        (2, 3, &[ROOTS[1]]),
        (1, 5, &[ROOTS[0], B, D]),
    ];
    for (index, size, path) in published {
        let proof = inclusion_proof(&hashes(size), index).unwrap();
        let many = inclusion_proofs(&hashes(size), &[index, 0, index]);
        assert_eq!((&many[0], &many[2]), (&proof, &proof));
        let texts: Vec<String> = proof.iter().map(Digest::to_string).collect();
        assert_eq!(texts, path, "leaf {index} of {size}");
    }
}

#[test]
fn the_published_proofs_of_growth_come_out() {
    let published: [(usize, usize, &[&str]); 4] = [
        (1, 1, &[]),
        (1, 8, &[A, B, C]),
        (6, 8, &[F, E, ROOTS[3]]),
        (2, 5, &[B, D]),
    ];
    for (earlier, later, path) in published {
        let proof = consistency_proof(&hashes(later), earlier).unwrap();
        let texts: Vec<String> = proof.iter().map(Digest::to_string).collect();
        assert_eq!(texts, path, "{earlier} of {later}");
    }
}

#[test]
fn nothing_is_proved_about_leaves_that_are_not_there() {
    let leaves = hashes(3);
    let gone = Err(CryptoError::NotInTree);
    assert_eq!(inclusion_proof(&leaves, 3), gone);
    assert_eq!(inclusion_proof(&[], 0), gone);
    assert_eq!(consistency_proof(&leaves, 0), gone);
    assert_eq!(consistency_proof(&leaves, 4), gone);
    let whole = root(&leaves);
    assert!(!verify_inclusion(&leaves[0], 0, 0, &[], &whole));
    assert!(!verify_inclusion(
        &leaves[0],
        u64::MAX,
        u64::MAX,
        &[],
        &whole
    ));
    assert!(!verify_consistency(0, 3, &root(&[]), &whole, &[]));
    assert!(!verify_consistency(4, 3, &whole, &whole, &[]));
    assert!(!verify_consistency(
        1,
        u64::MAX,
        &leaves[0],
        &whole,
        &leaves
    ));
}

#[test]
fn a_kept_tree_of_the_wrong_form_is_refused() {
    let mut tree = Tree::new();
    hashes(5).into_iter().for_each(|leaf| tree.append(leaf));
    let kept = tree.to_bytes();
    assert_eq!(kept.len(), 8 + 2 * 32);
    for length in 0..kept.len() {
        let cut = Tree::from_bytes(&kept[..length]);
        assert_eq!(cut, Err(CryptoError::WrongForm));
    }
    let longer = [kept.as_slice(), &[0; 32]].concat();
    assert_eq!(Tree::from_bytes(&longer), Err(CryptoError::WrongForm));
    assert_eq!(Tree::from_bytes(&[0; 8]).unwrap(), Tree::new());
}

/// The largest power of two below `count`, found by trying.
fn power(count: usize) -> usize {
    let powers = (0..).map(|exponent| 1 << exponent);
    powers.take_while(|power| *power < count).last().unwrap()
}

/// MTH of RFC 6962, 2.1, word for word.
fn naive(leaves: &[Digest]) -> Digest {
    match leaves {
        [] => crate::digest(b""),
        [one] => *one,
        many => {
            let (left, right) = many.split_at(power(many.len()));
            node_hash(&naive(left), &naive(right))
        }
    }
}

/// PATH of RFC 6962, 2.1.1, word for word.
fn naive_path(leaves: &[Digest], index: usize) -> Vec<Digest> {
    if leaves.len() <= 1 {
        return Vec::new();
    }
    let (left, right) = leaves.split_at(power(leaves.len()));
    let (mut path, other) = if index < left.len() {
        (naive_path(left, index), right)
    } else {
        (naive_path(right, index - left.len()), left)
    };
    path.push(naive(other));
    path
}

/// SUBPROOF of RFC 6962, 2.1.2, word for word.
fn naive_growth(leaves: &[Digest], old: usize, whole: bool) -> Vec<Digest> {
    if old == leaves.len() {
        return if whole {
            Vec::new()
        } else {
            vec![naive(leaves)]
        };
    }
    let (left, right) = leaves.split_at(power(leaves.len()));
    let (mut path, other) = if old <= left.len() {
        (naive_growth(left, old, whole), right)
    } else {
        (naive_growth(right, old - left.len(), false), left)
    };
    path.push(naive(other));
    path
}

fn numbered(count: usize) -> Vec<Digest> {
    let numbers = 0..count;
    numbers
        .map(|number| leaf_hash(&number.to_be_bytes()))
        .collect()
}

proptest! {
    #[test]
    fn roots_and_kept_trees_agree_with_the_naive_ones(count in 0_usize..200, kept in 0_usize..200) {
        let leaves = numbered(count);
        let (before, after) = leaves.split_at(kept.min(count));
        let mut tree = Tree::new();
        before.iter().for_each(|leaf| tree.append(*leaf));
        prop_assert_eq!(tree.root(), naive(before));
        let mut tree = Tree::from_bytes(&tree.to_bytes()).unwrap();
        after.iter().for_each(|leaf| tree.append(*leaf));
        prop_assert_eq!(tree.size(), count as u64);
        prop_assert_eq!(tree.root(), naive(&leaves));
    }

    #[test]
    fn a_leaf_is_proved_where_it_stands_and_nowhere_else(
        count in 1_usize..140, at: prop::sample::Index, elsewhere: prop::sample::Index,
        spoil: prop::sample::Index,
    ) {
        let leaves = numbered(count);
        let (whole, size, at) = (root(&leaves), count as u64, at.index(count));
        let mut proof = inclusion_proof(&leaves, at).unwrap();
        prop_assert_eq!(&proof, &naive_path(&leaves, at));
        let leaf = leaves[at];
        prop_assert!(verify_inclusion(&leaf, at as u64, size, &proof, &whole));
        let elsewhere = elsewhere.index(count);
        let moved = verify_inclusion(&leaf, elsewhere as u64, size, &proof, &whole);
        prop_assert_eq!(moved, elsewhere == at);
        let other = leaf_hash(b"other");
        prop_assert!(!verify_inclusion(&other, at as u64, size, &proof, &whole));
        let longer = [proof.as_slice(), &[other]].concat();
        prop_assert!(!verify_inclusion(&leaf, at as u64, size, &longer, &whole));
        if count > 1 {
            let shorter = &proof[1..];
            prop_assert!(!verify_inclusion(&leaf, at as u64, size, shorter, &whole));
            let spoil = spoil.index(proof.len());
            proof[spoil] = other;
            prop_assert!(!verify_inclusion(&leaf, at as u64, size, &proof, &whole));
        }
    }

    #[test]
    fn growth_is_proved_and_a_rewritten_past_is_not(
        count in 1_usize..140, old: prop::sample::Index, spoil: prop::sample::Index,
    ) {
        let mut leaves = numbered(count);
        let old = old.index(count) + 1;
        let (before, whole) = (root(&leaves[..old]), root(&leaves));
        let (earlier, later) = (old as u64, count as u64);
        let proof = consistency_proof(&leaves, old).unwrap();
        prop_assert_eq!(&proof, &naive_growth(&leaves, old, true));
        prop_assert!(verify_consistency(earlier, later, &before, &whole, &proof));
        let longer = [proof.as_slice(), &[whole]].concat();
        prop_assert!(!verify_consistency(earlier, later, &before, &whole, &longer));
        leaves[spoil.index(old)] = leaf_hash(b"rewritten");
        let (rewritten, proof) = (root(&leaves), consistency_proof(&leaves, old).unwrap());
        prop_assert!(!verify_consistency(earlier, later, &before, &rewritten, &proof));
    }
}
