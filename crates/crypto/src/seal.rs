//! Sealing bytes with a key: XChaCha20-Poly1305 with a random nonce and a version byte.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

use crate::{CryptoError, SecretKey, random};

const VERSION: u8 = 1;
const NONCE: usize = 24;

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

    #[test]
    fn every_changed_byte_is_noticed() {
        let key = SecretKey::from_bytes([3; 32]);
        let sealed = seal(&key, b"here", b"a few words").unwrap();
        assert_eq!(open(&key, b"here", &sealed).unwrap(), b"a few words");
        assert!(open(&key, b"there", &sealed).is_err());
        for index in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[index] ^= 1;
            assert_eq!(open(&key, b"here", &changed), Err(CryptoError::DoesNotOpen));
        }
        for length in 0..sealed.len() {
            assert!(open(&key, b"here", &sealed[..length]).is_err());
        }
    }
}
