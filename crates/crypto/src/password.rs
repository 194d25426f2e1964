//! Passwords: Argon2id with 19 MiB, two passes, one lane. Slow on purpose, and every call holds its
//! 19 MiB until it ends: call it off the async threads and only so many at once.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::{CryptoError, random};

/// Memory in KiB and passes, as the OWASP password storage guidance gives as its floor for Argon2id.
const MEMORY: u32 = 19 * 1024;
const PASSES: u32 = 2;
/// A kept hash that asks for more than this was not made here and must not exhaust the machine.
const MOST_MEMORY: u32 = 4 * MEMORY;
const MOST_PASSES: u32 = 4 * PASSES;

fn hasher() -> Result<Argon2<'static>, CryptoError> {
    let params = Params::new(MEMORY, PASSES, 1, None).map_err(|_| CryptoError::Password)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// How a hash with today's settings begins.
fn beginning() -> String {
    format!("$argon2id$v=19$m={MEMORY},t={PASSES},p=1$")
}

/// Hashes a password with a salt of its own; the result is a PHC string.
///
/// # Errors
/// [`CryptoError::NoRandomness`], [`CryptoError::Password`].
pub fn hash_password(password: &str) -> Result<String, CryptoError> {
    let salt = random::<16>()?;
    hasher()?
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map(|hash| hash.to_string())
        .map_err(|_| CryptoError::Password)
}

/// Whether the password is the one that was hashed. A hash that cannot be read, or that asks for
/// far more work than today's, fits no password.
#[must_use]
pub fn verify_password(kept: &str, password: &str) -> bool {
    let Ok(parsed) = PasswordHash::new(kept) else {
        return false;
    };
    let bearable = Params::try_from(&parsed).is_ok_and(|params| {
        params.m_cost() <= MOST_MEMORY && params.t_cost() <= MOST_PASSES && params.p_cost() == 1
    });
    bearable
        && hasher().is_ok_and(|hasher| hasher.verify_password(password.as_bytes(), &parsed).is_ok())
}

/// Whether the kept hash was made with other settings than today's, so that it should be made anew
/// at the next sign-in.
#[must_use]
pub fn needs_rehash(kept: &str) -> bool {
    !kept.starts_with(&beginning())
}

/// Does the same work as [`verify_password`] and is always wrong: for people who do not exist, so
/// that the time of an answer does not tell who has a sign-in.
#[must_use]
pub fn dummy_verify(password: &str) -> bool {
    let fits = verify_password(&format!("{}{UNREACHABLE}", beginning()), password);
    // No password with this hash is known; were one found, it would still open nothing.
    std::hint::black_box(fits);
    false
}

/// A salt of 16 and a hash of 32 bytes that are all zero.
const UNREACHABLE: &str = "AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    /// Made with another implementation of Argon2id: "three calm herons", today's settings.
    const ELSEWHERE: &str = "$argon2id$v=19$m=19456,t=2,p=1$Y0ea1poJCyWCd+yPum+ZQQ$y+GQnVsxARv1qR+xXa+8dmNFMRvC2PbLGPKTuHYC/pk";

    #[test]
    fn the_right_password_fits_and_no_other() {
        let kept = hash_password("three calm herons").unwrap();
        assert!(verify_password(&kept, "three calm herons"));
        assert!(!verify_password(&kept, "three calm heron"));
        assert!(!verify_password(&kept, ""));
        assert!(!needs_rehash(&kept));
        assert_ne!(hash_password("three calm herons").unwrap(), kept);
    }

    #[test]
    fn a_hash_made_elsewhere_fits() {
        assert!(verify_password(ELSEWHERE, "three calm herons"));
        assert!(!verify_password(ELSEWHERE, "three calm heron"));
        assert!(!needs_rehash(ELSEWHERE));
    }

    #[test]
    fn older_settings_still_fit_and_ask_for_a_new_hash() {
        let params = Params::new(4096, 1, 1, None).unwrap();
        let older = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let kept = older.hash_password_with_salt(b"herons", &[9; 16]).unwrap();
        assert!(verify_password(&kept.to_string(), "herons"));
        assert!(needs_rehash(&kept.to_string()));
    }

    #[test]
    fn a_hash_that_is_none_or_asks_too_much_fits_nothing() {
        let greedy = format!("$argon2id$v=19$m=4194304,t=2,p=1${UNREACHABLE}");
        let endless = format!("$argon2id$v=19$m=19456,t=4294967295,p=1${UNREACHABLE}");
        let without = beginning();
        for kept in [
            "",
            "no hash at all",
            "$2b$12$abc",
            &greedy,
            &endless,
            &without,
        ] {
            assert!(!verify_password(kept, "herons"), "{kept}");
        }
    }

    #[test]
    fn the_work_for_nobody_is_real_work() {
        let stood_in = format!("{}{UNREACHABLE}", beginning());
        assert!(PasswordHash::new(&stood_in).is_ok_and(|hash| hash.hash.is_some()));
        assert!(!needs_rehash(&stood_in));
        assert!(!dummy_verify("three calm herons"));
    }
}
