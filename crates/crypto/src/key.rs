//! Secret keys, what is derived from them, and keys wrapped by other keys.

use std::fmt;

use data_encoding::HEXLOWER;
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroize;

use crate::{CryptoError, open, random, seal};

/// A secret of 32 bytes. Wiped from memory when dropped; never printed.
#[derive(Clone, PartialEq, Eq)]
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
        let bytes = HEXLOWER
            .decode(text.trim().to_ascii_lowercase().as_bytes())
            .map_err(|_| CryptoError::WrongForm)?;
        bytes
            .try_into()
            .map(Self)
            .map_err(|_| CryptoError::WrongForm)
    }

    /// The 64 hexadecimal digits of the key, for a key file.
    #[must_use]
    pub fn to_hex(&self) -> String {
        HEXLOWER.encode(&self.0)
    }

    /// The bytes; for this crate's own ciphers and for writing a key file.
    #[must_use]
    pub const fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// Another key for one purpose. From the derived key the original cannot be found.
    #[must_use]
    pub fn derive(&self, purpose: &str) -> Self {
        let mut bytes = [0; 32];
        let expanded = Hkdf::<Sha256>::new(Some(b"throughline key v1"), &self.0)
            .expand(purpose.as_bytes(), &mut bytes);
        debug_assert!(expanded.is_ok(), "32 bytes are always within HKDF's limit");
        Self(bytes)
    }
}

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

/// The key in the form that SQLCipher takes as it is: `x'…'`.
#[must_use]
pub fn sqlcipher_key(key: &SecretKey) -> String {
    format!("x'{}'", key.to_hex())
}

/// Wraps a key by another; `context` says which key it is, so that it cannot be put elsewhere.
///
/// # Errors
/// [`CryptoError::NoRandomness`].
pub fn wrap_key(
    wrapping: &SecretKey,
    context: &str,
    key: &SecretKey,
) -> Result<Vec<u8>, CryptoError> {
    seal(
        &wrapping.derive("wrap keys"),
        context.as_bytes(),
        key.expose(),
    )
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
    let mut bytes = open(&wrapping.derive("wrap keys"), context.as_bytes(), wrapped)?;
    let key = bytes
        .as_slice()
        .try_into()
        .map(SecretKey)
        .map_err(|_| CryptoError::WrongForm);
    bytes.zeroize();
    key
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    #[test]
    fn purposes_give_different_keys() {
        let key = SecretKey::from_bytes([7; 32]);
        assert_ne!(key.derive("a"), key.derive("b"));
        assert_eq!(key.derive("a"), key.derive("a"));
        assert_ne!(key.derive("a"), key);
    }

    #[test]
    fn a_wrapped_key_opens_with_its_key_and_context_only() {
        let wrapping = SecretKey::generate().unwrap();
        let key = SecretKey::generate().unwrap();
        let wrapped = wrap_key(&wrapping, "store of one", &key).unwrap();
        assert_eq!(
            unwrap_key(&wrapping, "store of one", &wrapped).unwrap(),
            key
        );
        assert!(unwrap_key(&wrapping, "store of another", &wrapped).is_err());
        assert!(unwrap_key(&key, "store of one", &wrapped).is_err());
    }

    #[test]
    fn a_key_is_never_printed() {
        assert_eq!(
            format!("{:?}", SecretKey::from_bytes([1; 32])),
            "SecretKey([redacted])"
        );
    }

    #[test]
    fn hexadecimal_form_is_read_back() {
        let key = SecretKey::from_bytes([0xab; 32]);
        assert_eq!(
            SecretKey::from_hex(&format!("{}\n", key.to_hex())).unwrap(),
            key
        );
        assert!(SecretKey::from_hex("abc").is_err());
    }
}
