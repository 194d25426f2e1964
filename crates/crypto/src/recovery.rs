//! The offline recovery key: a second key to every store, written down once and kept in a safe.

use std::fmt;

use data_encoding::BASE32_NOPAD;
use zeroize::Zeroizing;

use crate::{CryptoError, SecretKey, digest};

/// A key for the safe. People copy it by hand, so it carries a checksum and forgives look-alikes.
///
/// The text is 32 bytes of key and the first three bytes of their SHA-256 in base32 (RFC 4648):
/// 56 letters and digits. Whoever holds it and a copy of the stores reads everything.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryKey(SecretKey);

/// Bytes of checksum: one slip of the pen in 16 million stays unnoticed, and then nothing opens.
const CHECK: usize = 3;
/// Letters in a group.
const GROUP: usize = 4;

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
        let mut bytes = Zeroizing::new(Vec::with_capacity(32 + CHECK));
        bytes.extend_from_slice(self.0.expose());
        bytes.extend(digest(self.0.expose()).0.iter().take(CHECK));
        let letters = Zeroizing::new(BASE32_NOPAD.encode(&bytes));
        let mut text = String::with_capacity(letters.len() + letters.len() / GROUP);
        for (index, letter) in letters.chars().enumerate() {
            if index > 0 && index % GROUP == 0 {
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
        let mut letters = Zeroizing::new(String::with_capacity(text.len()));
        let signs = text.chars().filter(char::is_ascii_alphanumeric);
        letters.extend(signs.map(|sign| match sign.to_ascii_uppercase() {
            '0' => 'O',
            '1' => 'I',
            '8' => 'B',
            other => other,
        }));
        let bytes = BASE32_NOPAD
            .decode(letters.as_bytes())
            .map(Zeroizing::new)
            .map_err(|_| CryptoError::WrongForm)?;
        let (key, check) = bytes
            .split_first_chunk::<32>()
            .ok_or(CryptoError::WrongForm)?;
        if check.len() == CHECK && digest(key).0.starts_with(check) {
            Ok(Self(SecretKey::from_bytes(*key)))
        } else {
            Err(CryptoError::WrongForm)
        }
    }
}

impl fmt::Debug for RecoveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryKey([redacted])")
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;
    use proptest::prelude::*;

    /// The key of 32 bytes 5 as it is written down; sheets in safes look like this.
    const WRITTEN: &str = "AUCQ-KBIF-AUCQ-KBIF-AUCQ-KBIF-AUCQ-KBIF-AUCQ-KBIF-AUCQ-KBIF-AUC7-QSOW";

    fn fixed() -> RecoveryKey {
        RecoveryKey(SecretKey::from_bytes([5; 32]))
    }

    #[test]
    fn what_was_written_down_opens() {
        assert_eq!(fixed().to_text(), WRITTEN);
        assert_eq!(RecoveryKey::from_text(WRITTEN).unwrap(), fixed());
        assert_eq!(format!("{:?}", fixed()), "RecoveryKey([redacted])");
    }

    #[test]
    fn text_that_is_no_key_is_refused() {
        let long = format!("{WRITTEN}-AAAA");
        for wrong in [
            "",
            "-",
            "AAAA",
            &WRITTEN[5..],
            &long,
            &WRITTEN.replace('A', "é"),
        ] {
            assert_eq!(RecoveryKey::from_text(wrong), Err(CryptoError::WrongForm));
        }
    }

    proptest! {
        #[test]
        fn a_careless_hand_is_forgiven(bytes: [u8; 32]) {
            let key = RecoveryKey(SecretKey::from_bytes(bytes));
            let careless = key.to_text().to_lowercase().replace('-', " \u{2013} ");
            let careless = careless.replace('o', "0").replace('i', "1").replace('b', "8");
            prop_assert_eq!(RecoveryKey::from_text(&careless), Ok(key));
        }

        #[test]
        fn one_wrong_sign_is_noticed(at in 0_usize..56, other in "[A-Z2-7]") {
            let letters = WRITTEN.replace('-', "");
            let mut wrong = letters.clone();
            wrong.replace_range(at..=at, &other);
            prop_assume!(wrong != letters);
            prop_assert_eq!(RecoveryKey::from_text(&wrong), Err(CryptoError::WrongForm));
        }
    }
}
