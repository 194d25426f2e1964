//! Sealing files piece by piece, so that a large file never stands in memory.
//!
//! The STREAM construction (Hoang, Reyhanitabar, Rogaway and Vizár, 2015) over XChaCha20-Poly1305:
//! each piece of [`CHUNK`] bytes is sealed by itself with a nonce that holds the file's random
//! prefix, the number of the piece and whether it is the last. Pieces cannot be changed, swapped,
//! repeated, dropped, cut off or moved to another file unnoticed.
//!
//! In order: the version byte 1; 19 bytes of prefix; the pieces, each with its tag of 16 bytes.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

use crate::seal::cipher;
use crate::{CryptoError, SecretKey, random};

/// Plain bytes in every piece but the last.
pub const CHUNK: usize = 64 * 1024;
/// Sealed bytes of a full piece.
pub const SEALED_CHUNK: usize = CHUNK + 16;
const VERSION: u8 = 1;
/// Random bytes of the nonce; number and end mark fill it up.
const PREFIX: usize = 19;

/// Where in which file the next piece belongs.
struct Place {
    cipher: XChaCha20Poly1305,
    prefix: [u8; PREFIX],
    file: Vec<u8>,
    /// Number of the next piece; none after the last one, or after a piece that did not fit.
    next: Option<u32>,
    ended: bool,
}

impl Place {
    fn start(key: &SecretKey, file: &[u8], prefix: [u8; PREFIX]) -> Self {
        Self {
            cipher: cipher(key),
            prefix,
            file: file.to_vec(),
            next: Some(0),
            ended: false,
        }
    }

    /// The nonce of the next piece. Until [`Self::fitted`] nothing can follow.
    fn take(&mut self, last: bool) -> Option<(u32, XNonce)> {
        let number = self.next.take()?;
        let mut bytes = [0; 24];
        let (head, tail) = bytes.split_at_mut(PREFIX);
        head.copy_from_slice(&self.prefix);
        let (count, end) = tail.split_at_mut(4);
        count.copy_from_slice(&number.to_be_bytes());
        end.fill(u8::from(last));
        Some((number, XNonce::from(bytes)))
    }

    fn fitted(&mut self, number: u32, last: bool) {
        self.ended = last;
        self.next = number.checked_add(1).filter(|_| !last);
    }
}

/// Seals one file.
pub struct FileSealer(Place);

impl FileSealer {
    /// Starts a file; `file` says which it is. Returns the bytes that must come first.
    ///
    /// # Errors
    /// [`CryptoError::NoRandomness`].
    pub fn start(key: &SecretKey, file: &[u8]) -> Result<(Self, Vec<u8>), CryptoError> {
        let prefix: [u8; PREFIX] = random()?;
        let mut first = Vec::with_capacity(FileOpener::PREFIX);
        first.push(VERSION);
        first.extend_from_slice(&prefix);
        Ok((Self(Place::start(key, file, prefix)), first))
    }

    /// Seals the next piece: exactly [`CHUNK`] bytes unless it is the last, which may be empty.
    ///
    /// # Errors
    /// [`CryptoError::TooLarge`] for a piece of the wrong size, a piece after the last, or too many
    /// (2^32, 256 TiB).
    pub fn piece(&mut self, plain: &[u8], last: bool) -> Result<Vec<u8>, CryptoError> {
        if plain.len() > CHUNK || (!last && plain.len() != CHUNK) {
            return Err(CryptoError::TooLarge);
        }
        let (number, nonce) = self.0.take(last).ok_or(CryptoError::TooLarge)?;
        let payload = Payload {
            msg: plain,
            aad: &self.0.file,
        };
        let sealed = self.0.cipher.encrypt(&nonce, payload);
        let sealed = sealed.map_err(|_| CryptoError::TooLarge)?;
        self.0.fitted(number, last);
        Ok(sealed)
    }
}

/// Opens one file.
pub struct FileOpener(Place);

impl FileOpener {
    /// How many bytes come before the first piece.
    pub const PREFIX: usize = 1 + PREFIX;

    /// Starts opening with the bytes that came first.
    ///
    /// # Errors
    /// [`CryptoError::DoesNotOpen`] when they have the wrong length or version.
    pub fn start(key: &SecretKey, file: &[u8], first: &[u8]) -> Result<Self, CryptoError> {
        let prefix = first
            .strip_prefix(&[VERSION])
            .and_then(|prefix| prefix.try_into().ok())
            .ok_or(CryptoError::DoesNotOpen)?;
        Ok(Self(Place::start(key, file, prefix)))
    }

    /// Opens the next piece. `last` is whether no byte follows it; nobody may act on the first
    /// pieces as a whole file before the last has opened. After an error nothing opens any more.
    ///
    /// # Errors
    /// [`CryptoError::DoesNotOpen`] when it is not the piece that belongs here, or not the last
    /// although the file ends.
    pub fn piece(&mut self, sealed: &[u8], last: bool) -> Result<Vec<u8>, CryptoError> {
        let (number, nonce) = self.0.take(last).ok_or(CryptoError::DoesNotOpen)?;
        let payload = Payload {
            msg: sealed,
            aad: &self.0.file,
        };
        let plain = self.0.cipher.decrypt(&nonce, payload);
        let plain = plain.map_err(|_| CryptoError::DoesNotOpen)?;
        self.0.fitted(number, last);
        Ok(plain)
    }

    /// Says whether the whole file came: for readers that may stop early.
    ///
    /// # Errors
    /// [`CryptoError::DoesNotOpen`] when the last piece has not been opened.
    pub fn finish(self) -> Result<(), CryptoError> {
        if self.0.ended {
            Ok(())
        } else {
            Err(CryptoError::DoesNotOpen)
        }
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
    use proptest::prelude::*;

    /// Made with another implementation of the format, for "file 1" with the key of 32 bytes 5.
    const SEALED: &str = "01295e8b11903b2c257d29a583fc394add8ed29f0d210a3e1239bfa9c890a9de7f8f05993bf3620ee64080df53d853c2";

    fn key() -> SecretKey {
        SecretKey::from_bytes([5; 32])
    }

    fn sealed(plain: &[u8]) -> (Vec<u8>, Vec<Vec<u8>>) {
        let (mut sealer, prefix) = FileSealer::start(&key(), b"file 1").unwrap();
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
        let mut opener = FileOpener::start(&key(), file, prefix)?;
        let mut plain = Vec::new();
        for (index, piece) in pieces.iter().enumerate() {
            plain.extend(opener.piece(piece, index + 1 == pieces.len())?);
        }
        opener.finish().map(|()| plain)
    }

    #[test]
    fn a_file_comes_back_and_no_piece_can_be_moved() {
        let plain: Vec<u8> = (0..CHUNK * 2 + 10)
            .map(|index| (index % 251) as u8)
            .collect();
        let (prefix, pieces) = sealed(&plain);
        assert_eq!(prefix.len(), FileOpener::PREFIX);
        assert_eq!(pieces[0].len(), SEALED_CHUNK);
        assert_eq!(opened(&prefix, &pieces, b"file 1").unwrap(), plain);
        let [one, two, three] = [&pieces[0], &pieces[1], &pieces[2]].map(Clone::clone);
        let gone = Err(CryptoError::DoesNotOpen);
        assert_eq!(opened(&prefix, &pieces, b"file 2"), gone, "another file");
        assert_eq!(opened(&prefix, &pieces[..2], b"file 1"), gone, "cut off");
        assert_eq!(opened(&prefix, &[], b"file 1"), gone, "nothing left");
        let swapped = [two.clone(), one.clone(), three.clone()];
        assert_eq!(opened(&prefix, &swapped, b"file 1"), gone, "swapped");
        let repeated = [one.clone(), two.clone(), two.clone(), three.clone()];
        assert_eq!(opened(&prefix, &repeated, b"file 1"), gone, "repeated");
        let dropped = [one, three];
        assert_eq!(opened(&prefix, &dropped, b"file 1"), gone, "dropped");
        let (other_prefix, _) = sealed(&plain);
        assert_eq!(opened(&other_prefix, &pieces, b"file 1"), gone, "prefix");
    }

    #[test]
    fn a_file_that_ends_with_a_full_piece_is_whole() {
        let plain = vec![1; CHUNK * 2];
        let (prefix, pieces) = sealed(&plain);
        assert_eq!(pieces.len(), 2);
        assert_eq!(opened(&prefix, &pieces, b"file 1").unwrap(), plain);
    }

    #[test]
    fn a_reader_who_stops_early_is_told() {
        let (prefix, pieces) = sealed(&vec![1; CHUNK + 1]);
        let mut opener = FileOpener::start(&key(), b"file 1", &prefix).unwrap();
        opener.piece(&pieces[0], false).unwrap();
        assert_eq!(opener.finish(), Err(CryptoError::DoesNotOpen));
    }

    #[test]
    fn nothing_follows_the_last_piece_or_a_bad_one() {
        let (mut sealer, prefix) = FileSealer::start(&key(), b"file 1").unwrap();
        assert_eq!(sealer.piece(b"short", false), Err(CryptoError::TooLarge));
        let longer = vec![0; CHUNK + 1];
        assert_eq!(sealer.piece(&longer, true), Err(CryptoError::TooLarge));
        let last = sealer.piece(b"end", true).unwrap();
        assert_eq!(sealer.piece(b"more", true), Err(CryptoError::TooLarge));
        let mut opener = FileOpener::start(&key(), b"file 1", &prefix).unwrap();
        assert!(opener.piece(b"not a piece", true).is_err());
        assert!(opener.piece(&last, true).is_err(), "after a bad one");
        let mut opener = FileOpener::start(&key(), b"file 1", &prefix).unwrap();
        assert_eq!(opener.piece(&last, true).unwrap(), b"end");
        assert!(opener.piece(&last, true).is_err(), "after the last");
        opener.finish().unwrap();
    }

    #[test]
    fn a_file_sealed_by_the_first_version_still_opens() {
        let bytes = data_encoding::HEXLOWER.decode(SEALED.as_bytes()).unwrap();
        let (prefix, piece) = bytes.split_at(FileOpener::PREFIX);
        let plain = opened(prefix, &[piece.to_vec()], b"file 1").unwrap();
        assert_eq!(plain, b"a short file");
        let another_version = [&[2], &prefix[1..]].concat();
        assert!(FileOpener::start(&key(), b"file 1", &another_version).is_err());
        assert!(FileOpener::start(&key(), b"file 1", &prefix[1..]).is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn files_of_every_length_come_back(
            length in prop_oneof![0_usize..3, CHUNK - 2..CHUNK + 3, 2 * CHUNK - 2..2 * CHUNK + 3],
            at: prop::sample::Index,
        ) {
            let plain = vec![7; length];
            let (prefix, mut pieces) = sealed(&plain);
            prop_assert_eq!(opened(&prefix, &pieces, b"file 1"), Ok(plain));
            let piece = at.index(pieces.len());
            let byte = at.index(pieces[piece].len());
            pieces[piece][byte] ^= 1;
            prop_assert!(opened(&prefix, &pieces, b"file 1").is_err());
        }
    }
}
