//! Passwords: Argon2id with 19 MiB, two passes, one lane. Slow on purpose: call it off the async threads.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::CryptoError;

/// Memory in KiB and passes, as the OWASP password storage guidance gives as its floor for Argon2id.
const MEMORY: u32 = 19 * 1024;
const PASSES: u32 = 2;

fn hasher() -> Result<Argon2<'static>, CryptoError> {
    let params = Params::new(MEMORY, PASSES, 1, None).map_err(|_| CryptoError::Password)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Hashes a password with a salt of its own; the result is a PHC string.
///
/// # Errors
/// [`CryptoError::Password`].
pub fn hash_password(password: &str) -> Result<String, CryptoError> {
    let hash = hasher()?
        .hash_password(password.as_bytes())
        .map_err(|_| CryptoError::Password)?;
    Ok(hash.to_string())
}

/// Whether the password is the one that was hashed. A hash that cannot be read fits no password.
#[must_use]
pub fn verify_password(kept: &str, password: &str) -> bool {
    let Ok(parsed) = PasswordHash::new(kept) else {
        return false;
    };
    hasher().is_ok_and(|hasher| hasher.verify_password(password.as_bytes(), &parsed).is_ok())
}

/// Whether the kept hash was made with other settings than today's, so that it should be made anew
/// at the next sign-in.
#[must_use]
pub fn needs_rehash(kept: &str) -> bool {
    !kept.starts_with(&format!("$argon2id$v=19$m={MEMORY},t={PASSES},p=1$"))
}

/// Takes as long as a check of a real password and is always wrong: for people who do not exist.
#[must_use]
pub fn dummy_verify(password: &str) -> bool {
    let worked = hash_password(password);
    debug_assert!(worked.is_ok());
    false
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    #[test]
    fn the_right_password_fits_and_no_other() {
        let kept = hash_password("three calm herons").unwrap();
        assert!(verify_password(&kept, "three calm herons"));
        assert!(!verify_password(&kept, "three calm heron"));
        assert!(!verify_password("no hash at all", "three calm herons"));
        assert!(!needs_rehash(&kept));
        assert!(needs_rehash(
            "$argon2id$v=19$m=4096,t=3,p=1$c2FsdHNhbHQ$aGFzaA"
        ));
        assert!(!dummy_verify("three calm herons"));
    }
}
