//! Keys, sealing, digests, signatures and proofs: the only crate that names a cipher.
//!
//! Nothing here reads a file or a clock. An error never says what the secret was.

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
mod stream;
mod token;
mod tree_head;

pub use digest::{Digest, Hasher, digest, salted_digest};
pub use error::CryptoError;
pub use key::{SecretKey, sqlcipher_key, unwrap_key, wrap_key};
pub use password::{dummy_verify, hash_password, needs_rehash, verify_password};
pub use random::{id, random, random_vec};
pub use recovery::RecoveryKey;
pub use seal::{open, seal};
pub use sign::{Signature, SigningKey, VerifyingKey};
pub use stream::{CHUNK, FileOpener, FileSealer, SEALED_CHUNK};
pub use token::{Token, same};
pub use tree_head::TreeHead;
