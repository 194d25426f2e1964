//! Tokens for sessions and invitations: the text goes to the person, only its digest is kept.

use data_encoding::BASE64URL_NOPAD;
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, Zeroizing};

use crate::{CryptoError, Digest, digest, random};

/// A secret of 256 bits as text that fits into a link or a cookie.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// A new token.
    ///
    /// # Errors
    /// [`CryptoError::NoRandomness`].
    pub fn generate() -> Result<Self, CryptoError> {
        let bytes = Zeroizing::new(random::<32>()?);
        Ok(Self(BASE64URL_NOPAD.encode(bytes.as_slice())))
    }

    /// A token that somebody shows.
    ///
    /// # Errors
    /// [`CryptoError::WrongForm`] when it cannot be one of ours.
    pub fn from_text(text: &str) -> Result<Self, CryptoError> {
        let decoded = BASE64URL_NOPAD
            .decode(text.as_bytes())
            .map(Zeroizing::new)
            .map_err(|_| CryptoError::WrongForm)?;
        if decoded.len() == 32 {
            Ok(Self(text.to_owned()))
        } else {
            Err(CryptoError::WrongForm)
        }
    }

    /// The text, for the person only.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What is kept of it: from the digest nobody finds the token, so a stolen store signs nobody in.
    #[must_use]
    pub fn digest(&self) -> Digest {
        digest(self.0.as_bytes())
    }
}

impl Drop for Token {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token([redacted])")
    }
}

/// Whether two byte strings are the same, in a time that does not depend on where they differ.
#[must_use]
pub fn same(one: &[u8], other: &[u8]) -> bool {
    one.ct_eq(other).into()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    #[test]
    fn a_token_is_known_by_its_digest() {
        let token = Token::generate().unwrap();
        let shown = Token::from_text(token.expose()).unwrap();
        assert_eq!(shown.digest(), token.digest());
        assert_ne!(Token::generate().unwrap().digest(), token.digest());
        assert_eq!(format!("{token:?}"), "Token([redacted])");
    }

    #[test]
    fn only_43_letters_of_the_right_alphabet_can_be_a_token() {
        let token = Token::generate().unwrap();
        let text = token.expose();
        assert_eq!(text.len(), 43);
        let standard_alphabet = format!("{}+/", &text[..41]);
        let padded = format!("{text}=");
        let short = &text[..42];
        for wrong in ["", "short", short, &padded, &standard_alphabet] {
            assert!(Token::from_text(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn sameness_is_about_every_byte() {
        assert!(same(b"", b"") && same(b"ab", b"ab"));
        assert!(!same(b"ab", b"aa") && !same(b"ab", b"bb") && !same(b"ab", b"abc"));
    }
}
