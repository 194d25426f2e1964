//! The offline recovery key: a second key to every store, written down once and kept in a safe.

use data_encoding::BASE32_NOPAD;

use crate::{CryptoError, SecretKey, digest};

/// A key for the safe. People copy it by hand, so it carries a checksum and forgives look-alikes.
pub struct RecoveryKey(SecretKey);

impl RecoveryKey {
    /// A new recovery key.
    ///
    /// # Errors
    /// [`CryptoError::NoRandomness`].
    pub fn generate() -> Result<Self, CryptoError> {
        SecretKey::generate().map(Self)
    }

    /// The key as a wrapping key.
    #[must_use]
    pub fn key(&self) -> SecretKey {
        self.0.derive("recovery")
    }

    /// The text to write down: groups of four letters and digits.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut bytes = self.0.expose().to_vec();
        bytes.extend(digest(self.0.expose()).0.iter().take(3));
        let letters = BASE32_NOPAD.encode(&bytes);
        let mut text = String::new();
        for (index, letter) in letters.chars().enumerate() {
            if index > 0 && index % 4 == 0 {
                text.push('-');
            }
            text.push(letter);
        }
        text
    }

    /// Reads what somebody wrote down: spaces, dashes and case do not matter; 0, 1 and 8 are read
    /// as O, I and B, which is what they were.
    ///
    /// # Errors
    /// [`CryptoError::WrongForm`] when a sign is wrong or missing.
    pub fn from_text(text: &str) -> Result<Self, CryptoError> {
        let letters: String = text
            .chars()
            .filter(|sign| sign.is_ascii_alphanumeric())
            .map(|sign| match sign.to_ascii_uppercase() {
                '0' => 'O',
                '1' => 'I',
                '8' => 'B',
                other => other,
            })
            .collect();
        let bytes = BASE32_NOPAD
            .decode(letters.as_bytes())
            .map_err(|_| CryptoError::WrongForm)?;
        let (key, check) = bytes
            .split_first_chunk::<32>()
            .ok_or(CryptoError::WrongForm)?;
        let right = digest(key).0;
        if check.len() == 3 && right.starts_with(check) {
            Ok(Self(SecretKey::from_bytes(*key)))
        } else {
            Err(CryptoError::WrongForm)
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    #[test]
    fn what_was_written_down_opens() {
        let key = RecoveryKey::generate().unwrap();
        let text = key.to_text();
        assert_eq!(text.split('-').count(), 14);
        let by_hand = text
            .to_lowercase()
            .replace('-', " ")
            .replace('o', "0")
            .replace('i', "1");
        assert_eq!(RecoveryKey::from_text(&by_hand).unwrap().key(), key.key());
    }

    #[test]
    fn one_wrong_sign_is_noticed() {
        let text = RecoveryKey::generate().unwrap().to_text();
        let wrong = match text.strip_prefix('A') {
            Some(rest) => format!("C{rest}"),
            None => text.replacen(text.chars().next().unwrap(), "A", 1),
        };
        assert!(RecoveryKey::from_text(&wrong).is_err());
        assert!(RecoveryKey::from_text("").is_err());
    }
}
