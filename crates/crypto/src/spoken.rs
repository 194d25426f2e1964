//! Codes that one person says to another on the telephone, or writes into a message: short, good for a few
//! days, and used together with something else.

use zeroize::{Zeroize, Zeroizing};

use crate::{CryptoError, SecretKey, random};

/// Letters and digits that neither look nor sound alike. There is no vowel, so that no word comes about.
const SIGNS: &[u8; 19] = b"CFHJKMPQRTWXY234679";
/// Signs of a code: 19¹² are 50.9 bits.
const LENGTH: usize = 12;
/// Signs in a group.
const GROUP: usize = 4;
/// More characters than anybody types who means a code.
const LONGEST: usize = 60;

/// A code of twelve signs in three groups.
///
/// It is too short to be kept as a plain digest: whoever has that could try all codes. What is kept of it is
/// [`Self::keyed_digest`].
#[derive(Clone, PartialEq, Eq)]
pub struct SpokenCode(String);

impl SpokenCode {
    /// A new code; every one is as likely as every other.
    ///
    /// # Errors
    /// [`CryptoError::NoRandomness`].
    pub fn generate() -> Result<Self, CryptoError> {
        // Bytes from the last part that is no whole round of the signs would make some signs likelier.
        let fair = u8::MAX - u8::MAX % 19;
        let mut text = String::with_capacity(LENGTH);
        while text.len() < LENGTH {
            let drawn = Zeroizing::new(random::<LENGTH>()?);
            let signs = drawn.iter().filter(|byte| **byte < fair);
            let signs = signs.filter_map(|byte| SIGNS.get(usize::from(byte % 19)));
            let missing = LENGTH - text.len();
            text.extend(signs.take(missing).map(|sign| char::from(*sign)));
        }
        Ok(Self(text))
    }

    /// Reads what somebody typed: spaces, dashes, dots and case do not matter.
    ///
    /// # Errors
    /// [`CryptoError::WrongForm`] when it cannot be one of ours.
    pub fn from_text(text: &str) -> Result<Self, CryptoError> {
        if text.chars().count() > LONGEST {
            return Err(CryptoError::WrongForm);
        }
        let between = |sign: &char| {
            sign.is_whitespace() || "-.\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}".contains(*sign)
        };
        let mut signs = String::with_capacity(LONGEST);
        signs.extend(
            text.chars()
                .filter(|sign| !between(sign))
                .map(|sign| sign.to_ascii_uppercase()),
        );
        let code = Self(signs);
        let ours = code.0.bytes().all(|sign| SIGNS.contains(&sign));
        if ours && code.0.len() == LENGTH {
            Ok(code)
        } else {
            Err(CryptoError::WrongForm)
        }
    }

    /// The code in groups, for the person only.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::with_capacity(LENGTH + LENGTH / GROUP);
        for (index, sign) in self.0.chars().enumerate() {
            if index > 0 && index % GROUP == 0 {
                text.push('-');
            }
            text.push(sign);
        }
        text
    }

    /// What is kept of it: without the key nobody can try codes against it. `place` says what the code is for, so
    /// that the same code for something else has another digest.
    #[must_use]
    pub fn keyed_digest(&self, key: &SecretKey, place: &str) -> String {
        let purpose = Zeroizing::new(format!("{place}\n{}", self.0));
        key.derive(&purpose).to_hex()
    }
}

impl Drop for SpokenCode {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl std::fmt::Debug for SpokenCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SpokenCode([redacted])")
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use std::collections::BTreeMap;

    use super::*;
    use proptest::prelude::*;

    #[test]
    fn twelve_signs_in_three_groups_and_no_two_alike() {
        let code = SpokenCode::generate().unwrap();
        let text = code.to_text();
        let groups: Vec<usize> = text.split('-').map(str::len).collect();
        assert_eq!(groups, [4, 4, 4], "{text}");
        assert_ne!(SpokenCode::generate().unwrap(), code);
        assert_eq!(format!("{code:?}"), "SpokenCode([redacted])");
        for alike in b"O0I1LS5B8ZVUDGNAE" {
            assert!(!SIGNS.contains(alike), "{}", char::from(*alike));
        }
        let bits = 19_f64.log2() * 12.0;
        assert!(bits >= 50.0, "{bits}");
    }

    #[test]
    fn every_sign_is_as_likely() {
        let mut seen: BTreeMap<char, u32> = BTreeMap::new();
        for _ in 0..2_000 {
            for sign in SpokenCode::generate().unwrap().0.chars() {
                *seen.entry(sign).or_default() += 1;
            }
        }
        assert_eq!(seen.len(), SIGNS.len());
        // 24,000 signs, 1,263 of each on average; ten standard deviations to either side.
        assert!(
            seen.values().all(|times| (920..1_610).contains(times)),
            "{seen:?}"
        );
    }

    #[test]
    fn a_careless_hand_is_forgiven_and_anything_else_is_no_code() {
        let code = SpokenCode("CFHJKMPQRT23".to_owned());
        for typed in [
            "cfhj-kmpq-rt23",
            " CFHJ KMPQ RT23 ",
            "cfhjkmpqrt23",
            "CFHJ – KMPQ – RT23",
            "cfhj.kmpq.rt23",
        ] {
            assert_eq!(SpokenCode::from_text(typed), Ok(code.clone()), "{typed}");
        }
        for wrong in [
            "",
            "-",
            "CFHJ-KMPQ-RT2",
            "CFHJ-KMPQ-RT234",
            "CFHJ-KMPQ-RT21",
            "CFHJ-KMPQ-RTé3",
            "CFHJ_KMPQ_RT23",
            &"C".repeat(100),
        ] {
            assert_eq!(
                SpokenCode::from_text(wrong),
                Err(CryptoError::WrongForm),
                "{wrong}"
            );
        }
    }

    #[test]
    fn what_is_kept_depends_on_the_key_and_on_what_the_code_is_for() {
        let code = SpokenCode("CFHJKMPQRT23".to_owned());
        let (key, other) = (
            SecretKey::from_bytes([1; 32]),
            SecretKey::from_bytes([2; 32]),
        );
        let kept = code.keyed_digest(&key, "one");
        assert_eq!(kept, code.clone().keyed_digest(&key, "one"));
        assert_ne!(kept, code.keyed_digest(&other, "one"));
        assert_ne!(kept, code.keyed_digest(&key, "two"));
        assert_eq!(kept.len(), 64);
    }

    proptest! {
        #[test]
        fn whatever_is_read_is_written_the_same(text in "\\PC{0,40}") {
            if let Ok(code) = SpokenCode::from_text(&text) {
                prop_assert_eq!(SpokenCode::from_text(&code.to_text()), Ok(code));
            }
        }
    }
}
