//! The bytes of an encrypted SQLite store as they lie on the disk: every page, those that are in no table any more too, and
//! every page of its write-ahead log.

use std::path::Path;

use aes::Aes256;
use cbc::Decryptor;
use cbc::cipher::block_padding::NoPadding;
use cbc::cipher::{BlockDecryptMut as _, KeyIvInit as _};

/// Size of a page, as SQLCipher 4 makes it.
const PAGE: usize = 4096;
/// At the end of each page: what its cipher began with, and its authentication code.
const RESERVED: usize = 16 + 64;
/// At the start of the file, in the clear: the salt, in place of SQLite's own first bytes.
const SALT: usize = 16;
/// Headers of a write-ahead log and of each page in it.
const LOG_HEADER: usize = 32;
const FRAME_HEADER: usize = 24;

/// Everything in a store and its log, decrypted. `raw_key` is as the store is opened with: `x'…'`.
///
/// # Panics
/// When a file cannot be read, or the key has another form.
#[must_use]
pub fn decrypted(file: &Path, raw_key: &str) -> Vec<u8> {
    let key = bytes_of(raw_key);
    let mut plain = Vec::new();
    let store = std::fs::read(file).expect("the store");
    for (number, page) in store.chunks_exact(PAGE).enumerate() {
        plain.extend(decrypt(page, &key, number == 0));
    }
    let mut log = file.as_os_str().to_owned();
    log.push("-wal");
    let log = std::fs::read(log).unwrap_or_default();
    for frame in log
        .get(LOG_HEADER..)
        .unwrap_or_default()
        .chunks_exact(FRAME_HEADER + PAGE)
    {
        let (header, page) = frame.split_at(FRAME_HEADER);
        let first = header.starts_with(&1_u32.to_be_bytes());
        plain.extend(decrypt(page, &key, first));
    }
    plain
}

fn bytes_of(raw_key: &str) -> [u8; 32] {
    let hex = raw_key.trim_start_matches("x'").trim_end_matches('\'');
    let bytes = crypto::from_hex(hex).expect("a raw key");
    bytes.try_into().expect("a key of 32 bytes")
}

fn decrypt(page: &[u8], key: &[u8; 32], first: bool) -> Vec<u8> {
    let (sealed, rest) = page.split_at(PAGE - RESERVED);
    let mut plain = sealed
        .get(if first { SALT } else { 0 }..)
        .unwrap_or_default()
        .to_vec();
    let start: [u8; 16] = rest
        .get(..16)
        .and_then(|iv| iv.try_into().ok())
        .expect("a page");
    Decryptor::<Aes256>::new(key.into(), &start.into())
        .decrypt_padded_mut::<NoPadding>(&mut plain)
        .expect("whole blocks");
    plain
}
