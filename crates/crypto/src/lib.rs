//! Keys, sealing, digests, signatures and proofs: the only crate that names a cipher.
//!
//! Nothing here reads a file or a clock. An error never says what the secret was.
//!
//! # What this keeps, and what it cannot
//!
//! * **Sealing** ([`seal`], [`FileSealer`]) hides the content and notices every change. It does not
//!   hide the length, and it cannot notice that old sealed bytes were put back in the place where
//!   they once belonged: versions and the ledger are for that. Say in the associated data where the
//!   bytes belong (store, table, row), or somebody with the store's file can move them.
//! * **Keys** are wiped when dropped, as are the ciphers' own copies. A move or a copy to the stack
//!   may leave bytes behind, and whoever reads the memory of the running process, or the machine's
//!   swap, reads the keys. Text made by [`SecretKey::to_hex`], [`sqlcipher_key`] and
//!   [`RecoveryKey::to_text`] is not wiped.
//! * **Purpose keys** ([`SecretKey::derive`]) keep a leak of one from opening another; the key they
//!   come from opens all of them. Nonces are random and 192 bits long, so no counter is kept.
//! * **Passwords** ([`hash_password`]) cost a thief of the directory about 19 MiB and two passes a
//!   guess. That is no help against guessing at the sign-in page: limits there are its own. A form
//!   should cap the length of what it passes on. The work for an unknown person is the same
//!   ([`dummy_verify`]).
//! * **Codes** ([`SpokenCode`]) have 50 bits and no more: they need limits where they are typed, and a key where they
//!   are kept.
//! * **Signatures** say which key signed, not when, nor who held it. Contexts keep one purpose's
//!   signature from passing for another's; weak keys and second forms of a signature are refused.
//! * **The tree** ([`merkle`]) with a signed head shows that what it covers was not changed. The
//!   holder of the signing key can sign another tree: only a head that somebody else kept shows it.
//! * **Envelopes** ([`envelope`]) keep their own notes.
//!
//! No algorithm is chosen by the bytes that are read: each format has one, and a new one is a new
//! version with a kept sample of the old in the tests.

mod digest;
pub mod envelope;
mod error;
mod key;
pub mod merkle;
mod password;
mod random;
mod recovery;
mod seal;
mod sign;
mod spoken;
mod stream;
mod token;
mod tree_head;

pub use digest::{Digest, Hasher, digest, salted_digest};
pub use error::CryptoError;
pub use key::{SecretKey, from_hex, sqlcipher_key, to_hex, unwrap_key, wrap_key};
pub use password::{dummy_verify, hash_password, needs_rehash, verify_password};
pub use random::{id, id_without_order, random, random_vec};
pub use recovery::RecoveryKey;
pub use seal::{open, seal};
pub use sign::{Signature, SigningKey, VerifyingKey};
pub use spoken::SpokenCode;
pub use stream::{CHUNK, FileOpener, FileSealer, SEALED_CHUNK};
pub use token::{Token, same};
pub use tree_head::TreeHead;
