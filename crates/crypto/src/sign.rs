//! Signatures: Ed25519 over a context and a message, so that no signature fits two purposes.
//!
//! Signed are: the text `throughline signature v1`; the length of the context (8 bytes, big-endian);
//! the context; the message. The text has a fixed length, so no two pairs give the same bytes.

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
    /// [`CryptoError::WrongForm`], also for the few weak keys for which anybody can sign.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CryptoError> {
        let bytes: [u8; 32] = bytes.try_into().map_err(|_| CryptoError::WrongForm)?;
        ed25519_dalek::VerifyingKey::from_bytes(&bytes)
            .ok()
            .filter(|key| !key.is_weak())
            .map(Self)
            .ok_or(CryptoError::WrongForm)
    }

    /// A short form that two people can compare by telephone: eight groups of four hexadecimal
    /// digits, the first 128 bits of the key's SHA-256.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let digits: Vec<char> = digest(&self.to_bytes()).to_string().chars().collect();
        let groups: Vec<String> = digits.chunks(4).take(8).map(String::from_iter).collect();
        groups.join(" ")
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey([redacted])")
    }
}

/// The exact bytes that a signature for a purpose covers: a fixed word, length and bytes of the purpose,
/// then the message.
pub(crate) fn framed(context: &str, message: &[u8]) -> Vec<u8> {
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

    /// Computed with another implementation of Ed25519: key of 32 bytes 2, context "envelope",
    /// message "hello".
    const SIGNED: &str = "1acd111299d5cedf018fffc900f4cd6148e384ea2d17f1d270b73d1725f5d2e7ee24f59b77e613f6e074284924c51c177ebdb6cb4ff6f046fdbc9f2990b67608";

    fn fixed() -> SigningKey {
        SigningKey::from_secret(&SecretKey::from_bytes([2; 32]))
    }

    #[test]
    fn a_signature_fits_one_key_one_purpose_one_message() {
        let key = SigningKey::generate().unwrap();
        let signature = key.sign("envelope", b"hello");
        let public = VerifyingKey::from_bytes(&key.verifying_key().to_bytes()).unwrap();
        public.verify("envelope", b"hello", &signature).unwrap();
        let not = Err(CryptoError::BadSignature);
        assert_eq!(public.verify("tree head", b"hello", &signature), not);
        assert_eq!(public.verify("envelope", b"hullo", &signature), not);
        assert_eq!(public.verify("envelopeh", b"ello", &signature), not);
        let other = fixed().verifying_key();
        assert_eq!(other.verify("envelope", b"hello", &signature), not);
        let read_back = signature.to_string().parse::<Signature>();
        assert_eq!(read_back.unwrap(), signature);
    }

    #[test]
    fn the_signature_is_the_one_that_others_compute() {
        assert_eq!(fixed().sign("envelope", b"hello").to_string(), SIGNED);
        let again = SigningKey::from_secret(&fixed().to_secret());
        assert_eq!(again.sign("envelope", b"hello").to_string(), SIGNED);
    }

    #[test]
    fn a_key_is_shown_by_its_fingerprint_only() {
        assert_eq!(
            fixed().verifying_key().fingerprint(),
            "6a38 03d5 f059 902a 1c6d afbc 9ba4 7292"
        );
        assert_eq!(format!("{:?}", fixed()), "SigningKey([redacted])");
    }

    #[test]
    fn bytes_that_are_no_key_or_a_weak_one_are_refused() {
        let mut neutral = [0; 32];
        neutral[0] = 1;
        let no_point = [2; 32];
        for wrong in [&[][..], &[0; 31], &[0; 33], &[0; 32], &neutral, &no_point] {
            let key = VerifyingKey::from_bytes(wrong);
            assert_eq!(key, Err(CryptoError::WrongForm), "{wrong:?}");
        }
        for wrong in ["", "00", &"g".repeat(128), &"0".repeat(130)] {
            assert_eq!(wrong.parse::<Signature>(), Err(CryptoError::WrongForm));
        }
    }
}
