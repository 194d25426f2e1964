//! The neutral reference of a case, as people say it aloud and as addresses of pages carry it.

use std::fmt;
use std::str::FromStr;

/// Letters and digits that nobody confuses when they are read out.
const LETTERS: &[u8; 24] = b"ACDEFHJKLMNPRTUVWXY34679";

/// A random reference of nine letters and digits in groups of three: it says nothing about a child,
/// a place or a date, and cannot be guessed from another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference(String);

impl Reference {
    /// A new reference.
    ///
    /// # Errors
    /// When the machine has no randomness.
    pub fn generate() -> Result<Self, crypto::CryptoError> {
        let bytes: [u8; 9] = crypto::random()?;
        let mut text = String::with_capacity(11);
        for (index, byte) in bytes.iter().enumerate() {
            if index > 0 && index % 3 == 0 {
                text.push('-');
            }
            let letter = LETTERS
                .get(usize::from(*byte) % LETTERS.len())
                .copied()
                .unwrap_or(b'A');
            text.push(char::from(letter));
        }
        Ok(Self(text))
    }

    /// As written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text is no reference of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a reference")]
pub struct NotAReference;

impl FromStr for Reference {
    type Err = NotAReference;

    /// Reads a reference as people type it: case, spaces and dashes do not matter.
    fn from_str(text: &str) -> Result<Self, NotAReference> {
        let letters: Vec<u8> = text
            .bytes()
            .filter(|byte| !matches!(byte, b'-' | b' '))
            .map(|byte| byte.to_ascii_uppercase())
            .collect();
        if letters.len() != 9 || !letters.iter().all(|letter| LETTERS.contains(letter)) {
            return Err(NotAReference);
        }
        let groups: Vec<String> = letters
            .chunks(3)
            .map(|group| String::from_utf8_lossy(group).into_owned())
            .collect();
        Ok(Self(groups.join("-")))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    #[test]
    fn a_reference_is_read_as_people_type_it() {
        let reference = Reference::generate().unwrap();
        let typed = format!(" {} ", reference.as_str().to_lowercase().replace('-', " "));
        assert_eq!(typed.parse::<Reference>().unwrap(), reference);
        assert!("AC1-DEF-HJK".parse::<Reference>().is_err());
        assert!("".parse::<Reference>().is_err());
    }
}
