//! Secret keys, what is derived from them, and keys wrapped by other keys.

use std::fmt;

use data_encoding::{HEXLOWER, HEXLOWER_PERMISSIVE};
use hkdf::Hkdf;
use sha2::Sha256;
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, Zeroizing};

use crate::{CryptoError, open, random, seal};

/// A secret of 32 bytes. Wiped from memory when dropped; never printed; compared in constant time.
#[derive(Clone)]
pub struct SecretKey([u8; 32]);

impl SecretKey {
    /// A new random key.
    ///
    /// # Errors
    /// [`CryptoError::NoRandomness`].
    pub fn generate() -> Result<Self, CryptoError> {
        random().map(Self)
    }

    /// A key from its bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// A key from its 64 hexadecimal digits, as kept in a key file.
    ///
    /// # Errors
    /// [`CryptoError::WrongForm`].
    pub fn from_hex(text: &str) -> Result<Self, CryptoError> {
        let decoded = HEXLOWER_PERMISSIVE.decode(text.trim().as_bytes());
        let bytes = decoded
            .map(Zeroizing::new)
            .map_err(|_| CryptoError::WrongForm)?;
        Self::from_slice(&bytes).ok_or(CryptoError::WrongForm)
    }

    pub(crate) fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The 64 hexadecimal digits of the key, for a key file. The text is not wiped: write it and
    /// let it go.
    #[must_use]
    pub fn to_hex(&self) -> String {
        HEXLOWER.encode(&self.0)
    }

    /// The bytes; for this crate's own ciphers and for writing a key file.
    #[must_use]
    pub const fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// Another key for one purpose (HKDF-SHA-256, RFC 5869, with the purpose as `info`). From the
    /// derived key neither the original nor a key for another purpose can be found. A purpose is
    /// part of every stored format: change its text and nothing opens any more.
    #[must_use]
    pub fn derive(&self, purpose: &str) -> Self {
        let mut bytes = [0; 32];
        let expanded = Hkdf::<Sha256>::new(Some(b"throughline key v1"), &self.0)
            .expand(purpose.as_bytes(), &mut bytes);
        debug_assert!(expanded.is_ok(), "32 bytes are always within HKDF's limit");
        Self(bytes)
    }
}

impl PartialEq for SecretKey {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for SecretKey {}

impl Drop for SecretKey {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey([redacted])")
    }
}

/// Bytes as hexadecimal digits.
#[must_use]
pub fn to_hex(bytes: &[u8]) -> String {
    HEXLOWER.encode(bytes)
}

/// Bytes from hexadecimal digits.
///
/// # Errors
/// [`CryptoError::WrongForm`].
pub fn from_hex(text: &str) -> Result<Vec<u8>, CryptoError> {
    HEXLOWER
        .decode(text.trim().as_bytes())
        .map_err(|_| CryptoError::WrongForm)
}

/// The key in the form that SQLCipher takes as it is, without deriving it from a password:
/// `x'…'`. Whoever sees this text can read the store: never log it, never put it into an error.
#[must_use]
pub fn sqlcipher_key(key: &SecretKey) -> String {
    format!("x'{}'", key.to_hex())
}

const WRAPPING: &str = "wrap keys";

/// Wraps a key by another; `context` says which key it is, so that it cannot be put elsewhere.
///
/// # Errors
/// [`CryptoError::NoRandomness`].
pub fn wrap_key(
    wrapping: &SecretKey,
    context: &str,
    key: &SecretKey,
) -> Result<Vec<u8>, CryptoError> {
    seal(&wrapping.derive(WRAPPING), context.as_bytes(), key.expose())
}

/// Unwraps a key.
///
/// # Errors
/// [`CryptoError::DoesNotOpen`] for another wrapping key or context.
pub fn unwrap_key(
    wrapping: &SecretKey,
    context: &str,
    wrapped: &[u8],
) -> Result<SecretKey, CryptoError> {
    let opened = open(&wrapping.derive(WRAPPING), context.as_bytes(), wrapped)?;
    SecretKey::from_slice(&Zeroizing::new(opened)).ok_or(CryptoError::WrongForm)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    /// Computed with another implementation of HKDF-SHA-256.
    const DERIVED: &str = "dc0f38bfe7cc9d3f98a09a91d7c5631f709c0853883345b67f86f44ba51160d9";
    /// Made with another implementation of the format; keys in stores look like this.
    const WRAPPED: &str = "0183c10f8d83f0076bc29d26a10a2c7a0c99e20b222dfdb4b0032a65a847810a2bf3cb5b21e0560947b821c5b015ffca05be480ae47036113e8c7028dffdb038f9175a1bb7b35d4f3c";

    fn key(byte: u8) -> SecretKey {
        SecretKey::from_bytes([byte; 32])
    }

    #[test]
    fn purposes_give_different_keys() {
        assert_ne!(key(7).derive("a"), key(7).derive("b"));
        assert_ne!(key(7).derive("a"), key(8).derive("a"));
        assert_ne!(key(7).derive("a"), key(7));
        assert_eq!(key(7).derive("files").to_hex(), DERIVED);
    }

    #[test]
    fn a_wrapped_key_opens_with_its_key_and_context_only() {
        let wrapping = SecretKey::generate().unwrap();
        let key = SecretKey::generate().unwrap();
        let wrapped = wrap_key(&wrapping, "store of one", &key).unwrap();
        let opened = unwrap_key(&wrapping, "store of one", &wrapped);
        assert_eq!(opened.unwrap(), key);
        let moved = unwrap_key(&wrapping, "store of another", &wrapped);
        assert_eq!(moved, Err(CryptoError::DoesNotOpen));
        let other = unwrap_key(&key, "store of one", &wrapped);
        assert_eq!(other, Err(CryptoError::DoesNotOpen));
    }

    #[test]
    fn a_key_wrapped_by_the_first_version_still_unwraps() {
        let wrapped = HEXLOWER.decode(WRAPPED.as_bytes()).unwrap();
        let opened = unwrap_key(&key(1), "store of one", &wrapped);
        assert_eq!(opened.unwrap(), key(2));
    }

    #[test]
    fn sealed_bytes_that_are_no_key_do_not_unwrap() {
        let sealed = seal(&key(1).derive(WRAPPING), b"here", b"too short").unwrap();
        let opened = unwrap_key(&key(1), "here", &sealed);
        assert_eq!(opened, Err(CryptoError::WrongForm));
    }

    #[test]
    fn a_key_is_never_printed() {
        assert_eq!(format!("{:?}", key(1)), "SecretKey([redacted])");
    }

    #[test]
    fn hexadecimal_form_is_read_back() {
        let text = key(0xab).to_hex();
        assert_eq!(
            SecretKey::from_hex(&format!("{text}\n")).unwrap(),
            key(0xab)
        );
        let shouted = text.to_ascii_uppercase();
        assert_eq!(SecretKey::from_hex(&shouted).unwrap(), key(0xab));
        for wrong in ["", "abc", "zz", &text[1..], &format!("{text}00")] {
            assert_eq!(SecretKey::from_hex(wrong), Err(CryptoError::WrongForm));
        }
        assert_eq!(sqlcipher_key(&key(0xab)), format!("x'{text}'"));
    }
}
