//! Sealing files piece by piece, so that a large file never stands in memory.
//!
//! Each piece of [`CHUNK`] bytes is sealed by itself with a nonce that holds the file's random
//! prefix, the number of the piece and whether it is the last: pieces cannot be swapped, repeated,
//! dropped or cut off unnoticed.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

use crate::seal::cipher;
use crate::{CryptoError, SecretKey, random};

/// Plain bytes in every piece but the last.
pub const CHUNK: usize = 64 * 1024;
/// Sealed bytes of a full piece.
pub const SEALED_CHUNK: usize = CHUNK + 16;
/// Bytes before the first piece.
const PREFIX: usize = 19;

fn nonce(prefix: &[u8; PREFIX], number: u32, last: bool) -> XNonce {
    let mut bytes = [0; 24];
    let (head, tail) = bytes.split_at_mut(PREFIX);
    head.copy_from_slice(prefix);
    let (count, end) = tail.split_at_mut(4);
    count.copy_from_slice(&number.to_be_bytes());
    end.fill(u8::from(last));
    XNonce::from(bytes)
}

/// Seals one file.
pub struct FileSealer {
    cipher: XChaCha20Poly1305,
    prefix: [u8; PREFIX],
    number: u32,
    file: Vec<u8>,
}

impl FileSealer {
    /// Starts a file; `file` says which it is. Returns the bytes that must come first.
    ///
    /// # Errors
    /// [`CryptoError::NoRandomness`].
    pub fn start(key: &SecretKey, file: &[u8]) -> Result<(Self, Vec<u8>), CryptoError> {
        let prefix: [u8; PREFIX] = random()?;
        let sealer = Self {
            cipher: cipher(key),
            prefix,
            number: 0,
            file: file.to_vec(),
        };
        Ok((sealer, prefix.to_vec()))
    }

    /// Seals the next piece: exactly [`CHUNK`] bytes unless it is the last, which may be empty.
    ///
    /// # Errors
    /// [`CryptoError::TooLarge`] for a piece of the wrong size or too many pieces.
    pub fn piece(&mut self, plain: &[u8], last: bool) -> Result<Vec<u8>, CryptoError> {
        if plain.len() > CHUNK || (!last && plain.len() != CHUNK) {
            return Err(CryptoError::TooLarge);
        }
        let nonce = nonce(&self.prefix, self.number, last);
        self.number = self.number.checked_add(1).ok_or(CryptoError::TooLarge)?;
        self.cipher
            .encrypt(
                &nonce,
                Payload {
                    msg: plain,
                    aad: &self.file,
                },
            )
            .map_err(|_| CryptoError::TooLarge)
    }
}

/// Opens one file.
pub struct FileOpener {
    cipher: XChaCha20Poly1305,
    prefix: [u8; PREFIX],
    number: u32,
    file: Vec<u8>,
}

impl FileOpener {
    /// How many bytes come before the first piece.
    pub const PREFIX: usize = PREFIX;

    /// Starts opening with the bytes that came first.
    ///
    /// # Errors
    /// [`CryptoError::DoesNotOpen`] when they have the wrong length.
    pub fn start(key: &SecretKey, file: &[u8], prefix: &[u8]) -> Result<Self, CryptoError> {
        let prefix = prefix.try_into().map_err(|_| CryptoError::DoesNotOpen)?;
        Ok(Self {
            cipher: cipher(key),
            prefix,
            number: 0,
            file: file.to_vec(),
        })
    }

    /// Opens the next piece.
    ///
    /// # Errors
    /// [`CryptoError::DoesNotOpen`] when it is not the piece that belongs here, or not the last
    /// although the file ends.
    pub fn piece(&mut self, sealed: &[u8], last: bool) -> Result<Vec<u8>, CryptoError> {
        let nonce = nonce(&self.prefix, self.number, last);
        self.number = self.number.checked_add(1).ok_or(CryptoError::DoesNotOpen)?;
        self.cipher
            .decrypt(
                &nonce,
                Payload {
                    msg: sealed,
                    aad: &self.file,
                },
            )
            .map_err(|_| CryptoError::DoesNotOpen)
    }
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "tests fail by panicking"
    )]
    use super::*;

    fn sealed(plain: &[u8]) -> (Vec<u8>, Vec<Vec<u8>>) {
        let key = SecretKey::from_bytes([5; 32]);
        let (mut sealer, prefix) = FileSealer::start(&key, b"file 1").unwrap();
        let mut chunks: Vec<&[u8]> = plain.chunks(CHUNK).collect();
        if chunks.is_empty() {
            chunks.push(b"");
        }
        let last = chunks.len() - 1;
        let pieces = chunks
            .iter()
            .enumerate()
            .map(|(index, chunk)| sealer.piece(chunk, index == last).unwrap())
            .collect();
        (prefix, pieces)
    }

    fn opened(prefix: &[u8], pieces: &[Vec<u8>], file: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let key = SecretKey::from_bytes([5; 32]);
        let mut opener = FileOpener::start(&key, file, prefix)?;
        let mut plain = Vec::new();
        for (index, piece) in pieces.iter().enumerate() {
            plain.extend(opener.piece(piece, index + 1 == pieces.len())?);
        }
        Ok(plain)
    }

    #[test]
    fn a_file_comes_back_and_no_piece_can_be_moved() {
        let plain: Vec<u8> = (0..CHUNK * 2 + 10)
            .map(|index| (index % 251) as u8)
            .collect();
        let (prefix, pieces) = sealed(&plain);
        assert_eq!(pieces[0].len(), SEALED_CHUNK);
        assert_eq!(opened(&prefix, &pieces, b"file 1").unwrap(), plain);
        assert!(opened(&prefix, &pieces, b"file 2").is_err());
        assert!(opened(&prefix, &pieces[..2], b"file 1").is_err(), "cut off");
        let swapped = [pieces[1].clone(), pieces[0].clone(), pieces[2].clone()];
        assert!(opened(&prefix, &swapped, b"file 1").is_err(), "swapped");
    }

    #[test]
    fn an_empty_file_is_a_file() {
        let (prefix, pieces) = sealed(b"");
        assert_eq!(opened(&prefix, &pieces, b"file 1").unwrap(), b"");
    }
}
