//! The one source of randomness.

use std::sync::atomic::{AtomicU32, Ordering};

use model::{Id, Instant};

use crate::CryptoError;

/// `N` random bytes.
///
/// # Errors
/// [`CryptoError::NoRandomness`].
pub fn random<const N: usize>() -> Result<[u8; N], CryptoError> {
    let mut bytes = [0; N];
    fill(&mut bytes)?;
    Ok(bytes)
}

/// As many random bytes as asked for.
///
/// # Errors
/// [`CryptoError::NoRandomness`].
pub fn random_vec(length: usize) -> Result<Vec<u8>, CryptoError> {
    let mut bytes = vec![0; length];
    fill(&mut bytes)?;
    Ok(bytes)
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the one source of randomness that the rule speaks of"
)]
fn fill(bytes: &mut [u8]) -> Result<(), CryptoError> {
    getrandom::fill(bytes).map_err(|_| CryptoError::NoRandomness)
}

/// A new identifier made at this moment. Of two that this process makes at one moment the later one
/// sorts after, so that what a person entered together is listed in the order they entered it.
///
/// # Errors
/// [`CryptoError::NoRandomness`].
pub fn id<T: Id>(at: Instant) -> Result<T, CryptoError> {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let [_, high, middle, low] = MADE.fetch_add(1, Ordering::Relaxed).to_be_bytes();
    let [a, b, c, d] = random()?;
    // The first three bytes share their place with the marks of a UUID and cannot count.
    Ok(T::make(at, [0, 0, 0, high, middle, low, a, b, c, d]))
}

/// A new identifier at this moment that tells nothing of what was made before and after it: for what leaves a store, where others
/// could set it between identifiers of which they know the time. Of two at one moment either sorts first.
///
/// # Errors
/// [`CryptoError::NoRandomness`].
pub fn id_without_order<T: Id>(at: Instant) -> Result<T, CryptoError> {
    Ok(T::make(at, random()?))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;
    use model::CaseId;

    #[test]
    fn nothing_comes_twice() {
        assert_ne!(random::<32>().unwrap(), random::<32>().unwrap());
        assert_ne!(random_vec(32).unwrap(), random_vec(32).unwrap());
        assert_eq!(random_vec(33).unwrap().len(), 33);
        assert_eq!(random_vec(0).unwrap(), Vec::<u8>::new());
    }

    #[test]
    fn an_id_without_order_holds_no_count() {
        let at = Instant::from_microseconds(1_795_000_000_000_000);
        let made = || id_without_order::<CaseId>(at).unwrap().to_string();
        let all: Vec<String> = (0..64).map(|_| made()).collect();
        assert!(all.windows(2).any(|pair| pair.first() > pair.last()));
        let begins: std::collections::BTreeSet<&str> =
            all.iter().filter_map(|one| one.get(19..28)).collect();
        assert!(begins.len() > 60, "where others count is chance");
        let first = all.first().and_then(|one| one.get(..13));
        assert!(all.iter().all(|one| one.get(..13) == first), "the moment");
    }

    #[test]
    fn ids_of_one_moment_differ_and_later_ones_sort_after() {
        let at = Instant::from_microseconds(1_795_000_000_000_000);
        let later = Instant::from_microseconds(1_795_000_000_001_000);
        let (one, other) = (id::<CaseId>(at).unwrap(), id::<CaseId>(at).unwrap());
        assert!(one < other, "the order in which they were made");
        assert!(one < id(later).unwrap() && other < id(later).unwrap());
    }
}
