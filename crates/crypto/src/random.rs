//! The one source of randomness.

use model::{Id, Instant};

use crate::CryptoError;

/// `N` random bytes.
///
/// # Errors
/// [`CryptoError::NoRandomness`].
pub fn random<const N: usize>() -> Result<[u8; N], CryptoError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| CryptoError::NoRandomness)?;
    Ok(bytes)
}

/// As many random bytes as asked for.
///
/// # Errors
/// [`CryptoError::NoRandomness`].
pub fn random_vec(length: usize) -> Result<Vec<u8>, CryptoError> {
    let mut bytes = vec![0; length];
    getrandom::fill(&mut bytes).map_err(|_| CryptoError::NoRandomness)?;
    Ok(bytes)
}

/// A new identifier made at this moment.
///
/// # Errors
/// [`CryptoError::NoRandomness`].
pub fn id<T: Id>(at: Instant) -> Result<T, CryptoError> {
    Ok(T::make(at, random()?))
}
