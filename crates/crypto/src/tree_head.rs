//! A signed statement of how the record of one store stood at one moment.

use model::Instant;

use crate::{CryptoError, Digest, Signature, SigningKey, VerifyingKey};

const CONTEXT: &str = "tree head v1";

/// Size and root of the record of one store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeHead {
    /// Which store: an id.
    pub store: String,
    /// How many rows are sealed.
    pub size: u64,
    /// The root over them.
    pub root: Digest,
    /// When it was sealed.
    pub at: Instant,
}

impl TreeHead {
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = (self.store.len() as u64).to_be_bytes().to_vec();
        bytes.extend_from_slice(self.store.as_bytes());
        bytes.extend_from_slice(&self.size.to_be_bytes());
        bytes.extend_from_slice(&self.root.0);
        bytes.extend_from_slice(&self.at.microseconds().to_be_bytes());
        bytes
    }

    /// Signs it.
    #[must_use]
    pub fn sign(&self, key: &SigningKey) -> Signature {
        key.sign(CONTEXT, &self.bytes())
    }

    /// Checks its signature.
    ///
    /// # Errors
    /// [`CryptoError::BadSignature`].
    pub fn verify(&self, key: &VerifyingKey, signature: &Signature) -> Result<(), CryptoError> {
        key.verify(CONTEXT, &self.bytes(), signature)
    }
}
