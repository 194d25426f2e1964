//! The neutral reference of a case, as people say it aloud and as addresses of pages carry it.

use std::fmt;
use std::str::FromStr;

/// Letters and digits that nobody confuses when they are read out.
const LETTERS: &[u8; 24] = b"ACDEFHJKLMNPRTUVWXY34679";
/// How many of them a reference has.
const LENGTH: usize = 9;
/// What the reference of a practice run begins with, before as many letters as any other has: whoever hears it or finds it
/// on paper knows what it is, and no real one can be mistaken for it.
const PRACTICE: &str = "TRY";

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
        let bytes: [u8; LENGTH] = crypto::random()?;
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

    /// A new reference of a practice run.
    ///
    /// # Errors
    /// As [`Self::generate`].
    pub fn generate_for_practice() -> Result<Self, crypto::CryptoError> {
        Ok(Self(format!("{PRACTICE}-{}", Self::generate()?)))
    }

    /// Whether it is that of a practice run.
    #[must_use]
    pub fn is_practice(&self) -> bool {
        self.0.len() > LENGTH + LENGTH / 3 && self.0.starts_with(PRACTICE)
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
        let practice =
            letters.len() == LENGTH + PRACTICE.len() && letters.starts_with(PRACTICE.as_bytes());
        let long_enough = letters.len() == LENGTH || practice;
        if !long_enough || !letters.iter().all(|letter| LETTERS.contains(letter)) {
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
        assert!(!reference.is_practice());
        assert!("AC1-DEF-HJK".parse::<Reference>().is_err());
        assert!("".parse::<Reference>().is_err());
    }

    #[test]
    fn the_reference_of_a_practice_run_says_so_and_no_other_does() {
        let practice = Reference::generate_for_practice().unwrap();
        let typed = practice.as_str().to_lowercase().replace('-', "");
        assert_eq!(typed.parse::<Reference>().unwrap(), practice);
        assert!(practice.is_practice());
        let real: Reference = "TRY-ACD-EFH".parse().unwrap();
        assert!(
            !real.is_practice(),
            "an ordinary one may begin with the same letters"
        );
        assert!("ACD-TRY-EFH-JKL".parse::<Reference>().is_err());
    }
}
