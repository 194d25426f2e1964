//! Signatures: Ed25519 over a context and a message, so that no signature fits two purposes.

use std::fmt;
use std::str::FromStr;

use data_encoding::HEXLOWER;
use ed25519_dalek::Signer as _;

use crate::{CryptoError, SecretKey, digest};

/// A signing key of an organisation.
pub struct SigningKey(ed25519_dalek::SigningKey);

/// The public half of a signing key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyingKey(ed25519_dalek::VerifyingKey);

/// A signature; shown as 128 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature(pub [u8; 64]);

impl SigningKey {
    /// A new key.
    ///
    /// # Errors
    /// [`CryptoError::NoRandomness`].
    pub fn generate() -> Result<Self, CryptoError> {
        SecretKey::generate().map(|secret| Self::from_secret(&secret))
    }

    /// The key that belongs to a secret.
    #[must_use]
    pub fn from_secret(secret: &SecretKey) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(secret.expose()))
    }

    /// The secret, for keeping it sealed.
    #[must_use]
    pub fn to_secret(&self) -> SecretKey {
        SecretKey::from_bytes(self.0.to_bytes())
    }

    /// The public half.
    #[must_use]
    pub fn verifying_key(&self) -> VerifyingKey {
        VerifyingKey(self.0.verifying_key())
    }

    /// Signs a message for one purpose.
    #[must_use]
    pub fn sign(&self, context: &str, message: &[u8]) -> Signature {
        Signature(self.0.sign(&framed(context, message)).to_bytes())
    }
}

impl VerifyingKey {
    /// Checks a signature for one purpose.
    ///
    /// # Errors
    /// [`CryptoError::BadSignature`].
    pub fn verify(
        &self,
        context: &str,
        message: &[u8],
        signature: &Signature,
    ) -> Result<(), CryptoError> {
        let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
        self.0
            .verify_strict(&framed(context, message), &signature)
            .map_err(|_| CryptoError::BadSignature)
    }

    /// The 32 bytes of the key.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// A key from its 32 bytes.
    ///
    /// # Errors
    /// [`CryptoError::WrongForm`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CryptoError> {
        let bytes: [u8; 32] = bytes.try_into().map_err(|_| CryptoError::WrongForm)?;
        ed25519_dalek::VerifyingKey::from_bytes(&bytes)
            .map(Self)
            .map_err(|_| CryptoError::WrongForm)
    }

    /// A short form that two people can compare by telephone.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let letters = digest(&self.to_bytes()).to_string();
        let groups: Vec<String> = letters
            .chars()
            .collect::<Vec<_>>()
            .chunks(4)
            .take(5)
            .map(|group| group.iter().collect())
            .collect();
        groups.join(" ")
    }
}

fn framed(context: &str, message: &[u8]) -> Vec<u8> {
    let mut bytes = b"throughline signature v1".to_vec();
    bytes.extend_from_slice(&(context.len() as u64).to_be_bytes());
    bytes.extend_from_slice(context.as_bytes());
    bytes.extend_from_slice(message);
    bytes
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl FromStr for Signature {
    type Err = CryptoError;

    fn from_str(text: &str) -> Result<Self, CryptoError> {
        let bytes = HEXLOWER
            .decode(text.as_bytes())
            .map_err(|_| CryptoError::WrongForm)?;
        bytes
            .try_into()
            .map(Self)
            .map_err(|_| CryptoError::WrongForm)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    #[test]
    fn a_signature_fits_one_key_one_purpose_one_message() {
        let key = SigningKey::generate().unwrap();
        let signature = key.sign("envelope", b"hello");
        let public = VerifyingKey::from_bytes(&key.verifying_key().to_bytes()).unwrap();
        public.verify("envelope", b"hello", &signature).unwrap();
        assert!(public.verify("tree head", b"hello", &signature).is_err());
        assert!(public.verify("envelope", b"hullo", &signature).is_err());
        let other = SigningKey::generate().unwrap().verifying_key();
        assert!(other.verify("envelope", b"hello", &signature).is_err());
        assert_eq!(
            signature.to_string().parse::<Signature>().unwrap(),
            signature
        );
        assert_eq!(public.fingerprint().len(), 24);
    }
}
