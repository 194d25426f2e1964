//! Sealing bytes with a key: XChaCha20-Poly1305 with a random nonce and a version byte.
//!
//! In order: the version byte 1; 24 bytes of nonce; the sealed bytes with their tag of 16 bytes.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

use crate::{CryptoError, SecretKey, random};

const VERSION: u8 = 1;
const NONCE: usize = 24;
/// How many bytes longer sealed bytes are than plain ones: version, nonce and tag.
pub(crate) const OVERHEAD: usize = 1 + NONCE + 16;

/// Seals bytes. `associated` is not kept but must be the same when opening: it says where the sealed
/// bytes belong, so that they cannot be moved.
///
/// # Errors
/// [`CryptoError::NoRandomness`], [`CryptoError::TooLarge`].
pub fn seal(key: &SecretKey, associated: &[u8], plain: &[u8]) -> Result<Vec<u8>, CryptoError> {
    let nonce: [u8; NONCE] = random()?;
    let sealed = cipher(key)
        .encrypt(
            &XNonce::from(nonce),
            Payload {
                msg: plain,
                aad: associated,
            },
        )
        .map_err(|_| CryptoError::TooLarge)?;
    let mut bytes = Vec::with_capacity(1 + NONCE + sealed.len());
    bytes.push(VERSION);
    bytes.extend_from_slice(&nonce);
    bytes.extend_from_slice(&sealed);
    Ok(bytes)
}

/// Opens sealed bytes.
///
/// # Errors
/// [`CryptoError::DoesNotOpen`].
pub fn open(key: &SecretKey, associated: &[u8], sealed: &[u8]) -> Result<Vec<u8>, CryptoError> {
    let (version, rest) = sealed.split_first().ok_or(CryptoError::DoesNotOpen)?;
    if *version != VERSION {
        return Err(CryptoError::DoesNotOpen);
    }
    let (nonce, body) = rest
        .split_first_chunk::<NONCE>()
        .ok_or(CryptoError::DoesNotOpen)?;
    cipher(key)
        .decrypt(
            &XNonce::from(*nonce),
            Payload {
                msg: body,
                aad: associated,
            },
        )
        .map_err(|_| CryptoError::DoesNotOpen)
}

pub(crate) fn cipher(key: &SecretKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&(*key.expose()).into())
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "tests fail by panicking"
    )]
    use super::*;

    /// Made with another implementation of the format; every sealed column looks like this.
    const SEALED: &str = "013910a73ba04ec71869b783eb27abc84e5c3236b70554ca6174321e811bcabcfd60ab16713af629369524fc129e76fac17a2759";

    #[test]
    fn every_changed_byte_is_noticed() {
        let key = SecretKey::from_bytes([3; 32]);
        let sealed = seal(&key, b"here", b"a few words").unwrap();
        assert_eq!(sealed.len(), 11 + OVERHEAD);
        assert_eq!(open(&key, b"here", &sealed).unwrap(), b"a few words");
        let elsewhere = open(&key, b"there", &sealed);
        assert_eq!(elsewhere, Err(CryptoError::DoesNotOpen));
        for index in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[index] ^= 1;
            let opened = open(&key, b"here", &changed);
            assert_eq!(opened, Err(CryptoError::DoesNotOpen));
        }
        for length in 0..sealed.len() {
            let opened = open(&key, b"here", &sealed[..length]);
            assert_eq!(opened, Err(CryptoError::DoesNotOpen));
        }
    }

    #[test]
    fn the_same_words_are_never_sealed_alike() {
        let key = SecretKey::from_bytes([3; 32]);
        assert_ne!(seal(&key, b"", b"words"), seal(&key, b"", b"words"));
        let nothing = seal(&key, b"", b"").unwrap();
        assert_eq!(open(&key, b"", &nothing).unwrap(), b"");
    }

    #[test]
    fn bytes_sealed_by_the_first_version_still_open() {
        let sealed = data_encoding::HEXLOWER.decode(SEALED.as_bytes()).unwrap();
        let opened = open(&SecretKey::from_bytes([3; 32]), b"here", &sealed);
        assert_eq!(opened.unwrap(), b"a few words");
    }
}
