//! SHA-256.

use std::fmt;
use std::str::FromStr;

use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};

use crate::CryptoError;

/// A SHA-256 digest; shown as 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Digest(pub [u8; 32]);

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl FromStr for Digest {
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

/// Digest of some bytes.
#[must_use]
pub fn digest(bytes: &[u8]) -> Digest {
    Digest(Sha256::digest(bytes).into())
}

/// A digest that grows piece by piece.
#[derive(Default)]
pub struct Hasher(Sha256);

impl Hasher {
    /// A new one.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest of everything added.
    #[must_use]
    pub fn finish(self) -> Digest {
        Digest(self.0.finalize().into())
    }
}

/// Digest of bytes after a random salt, so that nobody without the salt can test a guess.
#[must_use]
pub fn salted_digest(salt: &[u8; 16], bytes: &[u8]) -> Digest {
    let mut hasher = Sha256::new();
    hasher.update(b"throughline salted digest v1");
    hasher.update(salt);
    hasher.update(bytes);
    Digest(hasher.finalize().into())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    #[test]
    fn the_empty_digest_is_the_published_one() {
        let published = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(digest(b"").to_string(), published);
        assert_eq!(published.parse::<Digest>().unwrap(), digest(b""));
        let shouted = published.to_ascii_uppercase();
        for wrong in ["", "e3b0", "é", &shouted] {
            assert_eq!(wrong.parse::<Digest>(), Err(CryptoError::WrongForm));
        }
    }

    #[test]
    fn pieces_give_the_digest_of_the_whole() {
        let mut hasher = Hasher::new();
        hasher.update(b"a ");
        hasher.update(b"");
        hasher.update(b"whole");
        assert_eq!(hasher.finish(), digest(b"a whole"));
    }

    #[test]
    fn another_salt_gives_another_digest() {
        assert_ne!(salted_digest(&[0; 16], b"a"), salted_digest(&[1; 16], b"a"));
        assert_ne!(salted_digest(&[0; 16], b"a"), salted_digest(&[0; 16], b"b"));
        assert_ne!(salted_digest(&[0; 16], b"a"), digest(b"a"));
    }
}
