//! A signed statement of how the record of one store stood at one moment.

use model::Instant;

use crate::sign::framed;
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
    /// What is signed, for somebody who checks it without this program: length (8 bytes, big-endian)
    /// and bytes of the store's id; size (8 bytes, big-endian); the 32 bytes of the root; the moment
    /// in microseconds since 1970 (8 bytes, big-endian, signed).
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
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
        key.sign(CONTEXT, &self.to_bytes())
    }

    /// The exact bytes that the signature covers (Ed25519), for somebody who checks it without this
    /// program: [`Self::to_bytes`] with the purpose in front.
    #[must_use]
    pub fn signed_bytes(&self) -> Vec<u8> {
        framed(CONTEXT, &self.to_bytes())
    }

    /// Checks its signature.
    ///
    /// # Errors
    /// [`CryptoError::BadSignature`].
    pub fn verify(&self, key: &VerifyingKey, signature: &Signature) -> Result<(), CryptoError> {
        key.verify(CONTEXT, &self.to_bytes(), signature)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;
    use crate::{SecretKey, digest};
    use data_encoding::HEXLOWER;

    fn head() -> TreeHead {
        TreeHead {
            store: "ab".to_owned(),
            size: 258,
            root: digest(b""),
            at: Instant::from_microseconds(1_000_000),
        }
    }

    fn key() -> SigningKey {
        SigningKey::from_secret(&SecretKey::from_bytes([2; 32]))
    }

    #[test]
    fn what_is_signed_has_one_form() {
        let parts = [
            "0000000000000002",
            "6162",
            "0000000000000102",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "00000000000f4240",
        ];
        assert_eq!(HEXLOWER.encode(&head().to_bytes()), parts.concat());
    }

    #[test]
    fn every_part_of_a_head_is_signed() {
        let public = key().verifying_key();
        let signature = head().sign(&key());
        head().verify(&public, &signature).unwrap();
        let others = [
            TreeHead {
                store: "ac".to_owned(),
                ..head()
            },
            TreeHead {
                size: 259,
                ..head()
            },
            TreeHead {
                root: digest(b"a"),
                ..head()
            },
            TreeHead {
                at: Instant::from_microseconds(1_000_001),
                ..head()
            },
        ];
        for other in others {
            let checked = other.verify(&public, &signature);
            assert_eq!(checked, Err(CryptoError::BadSignature), "{other:?}");
        }
    }

    #[test]
    fn a_signature_for_another_purpose_is_not_one_on_a_head() {
        let signature = key().sign("envelope v1", &head().to_bytes());
        let checked = head().verify(&key().verifying_key(), &signature);
        assert_eq!(checked, Err(CryptoError::BadSignature));
    }
}
