//! One-time codes from an app: RFC 6238 with 30 seconds, six digits and one step of tolerance.

use crypto::{SecretKey, Token};
use model::{Instant, PersonId};
use totp_rs::{Builder, Secret, Totp};

use super::SignIn;
use crate::directory::{Directory, DirectoryError};

const STEP: u64 = 30;
const TOLERANCE: u16 = 1;
const SECRET_BYTES: usize = 20;
const ISSUER: &str = "Throughline";

/// A new secret for an app that shows one-time codes.
pub struct TotpSetup {
    /// The secret to type in, in groups of four letters and digits.
    pub secret: String,
    /// The same for apps on this device: an `otpauth` address.
    pub uri: String,
    /// The secret again, sealed: the form carries it until it is confirmed by a code.
    pub carried: String,
}

impl SignIn {
    /// A new secret for whoever holds this invitation. Nothing is kept until they confirm it.
    ///
    /// # Errors
    /// [`DirectoryError::Crypto`].
    pub fn begin_totp(&self, token: &Token, email: &str) -> Result<TotpSetup, DirectoryError> {
        let secret: [u8; SECRET_BYTES] = crypto::random()?;
        let key = setup_key(&self.directory);
        let sealed = crypto::seal(&key, token.digest().to_string().as_bytes(), &secret)?;
        Ok(shown(secret, email, hex(&sealed)))
    }

    /// The same secret once more, when the form is shown again with what was wrong.
    ///
    /// # Errors
    /// [`DirectoryError::Crypto`] when `carried` was made for another invitation or changed.
    pub fn totp_again(
        &self,
        token: &Token,
        email: &str,
        carried: &str,
    ) -> Result<TotpSetup, DirectoryError> {
        Ok(shown(
            carried_secret(&self.directory, token, carried)?,
            email,
            carried.to_owned(),
        ))
    }
}

/// The secret that a form carried.
pub(super) fn carried_secret(
    directory: &Directory,
    token: &Token,
    carried: &str,
) -> Result<[u8; SECRET_BYTES], DirectoryError> {
    let sealed = carried_bytes(carried).ok_or(crypto::CryptoError::WrongForm)?;
    let associated = token.digest().to_string();
    let opened = crypto::open(&setup_key(directory), associated.as_bytes(), &sealed)?;
    opened
        .as_slice()
        .try_into()
        .map_err(|_| crypto::CryptoError::WrongForm.into())
}

/// The 30-second step that the code belongs to, when it fits now or one step to either side.
pub(super) fn step_of(secret: &[u8; SECRET_BYTES], code: &str, now: Instant) -> Option<i64> {
    let code: String = code.chars().filter(|sign| !sign.is_whitespace()).collect();
    let seconds = u64::try_from(now.microseconds() / 1_000_000).ok()?;
    let step = totp(*secret)?.check(&code, seconds)?;
    i64::try_from(step).ok()
}

/// Seals a secret for the table.
pub(super) fn sealed(
    directory: &Directory,
    person: PersonId,
    secret: &[u8; SECRET_BYTES],
) -> Result<Vec<u8>, DirectoryError> {
    Ok(crypto::seal(
        &kept_key(directory),
        person.to_string().as_bytes(),
        secret,
    )?)
}

/// Opens what the table holds.
pub(super) fn opened(
    directory: &Directory,
    person: PersonId,
    sealed: &[u8],
) -> Result<[u8; SECRET_BYTES], DirectoryError> {
    let bytes = crypto::open(&kept_key(directory), person.to_string().as_bytes(), sealed)?;
    bytes
        .as_slice()
        .try_into()
        .map_err(|_| crypto::CryptoError::WrongForm.into())
}

fn setup_key(directory: &Directory) -> SecretKey {
    directory.sealing_key("one-time codes, not yet confirmed")
}

fn kept_key(directory: &Directory) -> SecretKey {
    directory.sealing_key("one-time codes")
}

fn totp(secret: [u8; SECRET_BYTES]) -> Option<Totp> {
    Builder::new()
        .with_skew(TOLERANCE)
        .with_step_duration(STEP)
        .with_secret(Secret::new_stack(secret))
        .build()
        .ok()
}

fn shown(secret: [u8; SECRET_BYTES], email: &str, carried: String) -> TotpSetup {
    let text = Secret::new_stack(secret).to_base32();
    let mut groups = String::new();
    for (place, sign) in text.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            groups.push(' ');
        }
        groups.push(sign);
    }
    let account = percent_encoded(email);
    let uri = format!("otpauth://totp/{ISSUER}:{account}?secret={text}&issuer={ISSUER}");
    TotpSetup {
        secret: groups,
        uri,
        carried,
    }
}

fn percent_encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
        encoded
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What a form carried, as bytes; none when it was changed.
pub(super) fn carried_bytes(text: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let byte = |[high, low]: &[u8; 2]| u8::try_from(digit(*high)? * 16 + digit(*low)?).ok();
    if rest.is_empty() {
        pairs.iter().map(byte).collect()
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    /// The secret of the test vectors of RFC 6238, appendix B; its codes have eight digits there,
    /// of which six-digit apps show the last six.
    const PUBLISHED: &[u8; 20] = b"12345678901234567890";

    #[test]
    fn published_codes_fit_their_moment_and_one_step_around_it() {
        let at = |seconds: i64| Instant::from_microseconds(seconds * 1_000_000);
        assert_eq!(step_of(PUBLISHED, "287 082", at(59)), Some(1));
        assert_eq!(
            step_of(PUBLISHED, "081804", at(1_111_111_109)),
            Some(37_037_036)
        );
        assert_eq!(step_of(PUBLISHED, "287082", at(59 + 30)), Some(1));
        assert_eq!(step_of(PUBLISHED, "287082", at(59 + 61)), None);
        assert_eq!(step_of(PUBLISHED, "287083", at(59)), None);
        assert_eq!(step_of(PUBLISHED, "", at(59)), None);
    }

    #[test]
    fn a_secret_is_shown_in_groups_and_as_an_address() {
        let setup = shown(*PUBLISHED, "a.b+c@council.example", String::new());
        assert_eq!(setup.secret, "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert!(
            setup
                .uri
                .starts_with("otpauth://totp/Throughline:a.b%2Bc%40council.example?")
        );
    }

    #[test]
    fn hexadecimal_text_is_read_back() {
        assert_eq!(carried_bytes(&hex(&[0, 15, 255])).unwrap(), [0, 15, 255]);
        assert!(carried_bytes("abc").is_none() && carried_bytes("zz").is_none());
    }
}
