//! Envelopes between organisations: sealed to the recipient, signed by the sender.
//!
//! The bytes, in order: the mark [`MARK`]; length (8 bytes, big-endian) and bytes of the header;
//! length and bytes of the sealed body (32 bytes of a one-time public key, then the sealed bytes);
//! 64 bytes of signature over everything before it. The header is readable by anybody and bound to
//! the body; it must hold nothing about a case.

use x25519_dalek::{PublicKey, StaticSecret};

use crate::{
    CryptoError, SecretKey, Signature, SigningKey, VerifyingKey, open as open_sealed, random, seal,
};

/// The first bytes of every envelope of this version.
pub const MARK: &[u8] = b"throughline envelope v1\n";
/// The largest body.
pub const LARGEST_BODY: usize = 1024 * 1024;
/// The largest header.
const LARGEST_HEADER: usize = 16 * 1024;
const CONTEXT: &str = "envelope v1";
const SIGNATURE: usize = 64;

/// The public key to which an organisation's envelopes are sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BoxPublicKey([u8; 32]);

/// The secret half.
pub struct BoxSecretKey(StaticSecret);

impl BoxPublicKey {
    /// A key from its bytes.
    ///
    /// # Errors
    /// [`CryptoError::WrongForm`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CryptoError> {
        bytes
            .try_into()
            .map(Self)
            .map_err(|_| CryptoError::WrongForm)
    }

    /// The bytes of the key.
    #[must_use]
    pub const fn to_bytes(&self) -> [u8; 32] {
        self.0
    }
}

impl BoxSecretKey {
    /// The key that belongs to a secret.
    #[must_use]
    pub fn from_secret(secret: &SecretKey) -> Self {
        Self(StaticSecret::from(*secret.expose()))
    }

    /// The public half.
    #[must_use]
    pub fn public_key(&self) -> BoxPublicKey {
        BoxPublicKey(PublicKey::from(&self.0).to_bytes())
    }
}

/// Seals a body to its recipient and signs the whole.
///
/// # Errors
/// [`CryptoError::TooLarge`] above [`LARGEST_BODY`]; [`CryptoError::NoRandomness`].
pub fn seal_to(
    recipient: &BoxPublicKey,
    sender: &SigningKey,
    header: &[u8],
    body: &[u8],
) -> Result<Vec<u8>, CryptoError> {
    if body.len() > LARGEST_BODY || header.len() > LARGEST_HEADER {
        return Err(CryptoError::TooLarge);
    }
    let once = StaticSecret::from(random::<32>()?);
    let once_public = PublicKey::from(&once).to_bytes();
    let key = shared_key(&once, &recipient.0, &once_public, &recipient.0)?;
    let sealed = seal(&key, header, body)?;
    let mut bytes = MARK.to_vec();
    bytes.extend_from_slice(&(header.len() as u64).to_be_bytes());
    bytes.extend_from_slice(header);
    bytes.extend_from_slice(&((sealed.len() + 32) as u64).to_be_bytes());
    bytes.extend_from_slice(&once_public);
    bytes.extend_from_slice(&sealed);
    let signature = sender.sign(CONTEXT, &bytes);
    bytes.extend_from_slice(&signature.0);
    Ok(bytes)
}

/// The header, unchecked: only good for finding out whose key to check with.
///
/// # Errors
/// [`CryptoError::WrongForm`].
pub fn peek_header(bytes: &[u8]) -> Result<&[u8], CryptoError> {
    parts(bytes).map(|parts| parts.header)
}

/// Checks the signature, opens the body, returns header and body.
///
/// # Errors
/// [`CryptoError::WrongForm`], [`CryptoError::BadSignature`], [`CryptoError::DoesNotOpen`].
pub fn open(
    bytes: &[u8],
    recipient: &BoxSecretKey,
    sender: &VerifyingKey,
) -> Result<(Vec<u8>, Vec<u8>), CryptoError> {
    let parts = parts(bytes)?;
    sender.verify(CONTEXT, parts.signed, &parts.signature)?;
    let (once, sealed) = parts
        .body
        .split_first_chunk::<32>()
        .ok_or(CryptoError::WrongForm)?;
    let own = recipient.public_key().0;
    let key = shared_key(&recipient.0, once, once, &own)?;
    let body = open_sealed(&key, parts.header, sealed)?;
    Ok((parts.header.to_vec(), body))
}

struct Parts<'a> {
    header: &'a [u8],
    body: &'a [u8],
    signed: &'a [u8],
    signature: Signature,
}

fn parts(bytes: &[u8]) -> Result<Parts<'_>, CryptoError> {
    let cut = bytes
        .len()
        .checked_sub(SIGNATURE)
        .ok_or(CryptoError::WrongForm)?;
    let (signed, signature) = bytes.split_at(cut);
    let signature = signature
        .try_into()
        .map(Signature)
        .map_err(|_| CryptoError::WrongForm)?;
    let rest = signed.strip_prefix(MARK).ok_or(CryptoError::WrongForm)?;
    let (header, rest) = field(rest, LARGEST_HEADER)?;
    let (body, rest) = field(rest, LARGEST_BODY + 1024)?;
    if rest.is_empty() {
        Ok(Parts {
            header,
            body,
            signed,
            signature,
        })
    } else {
        Err(CryptoError::WrongForm)
    }
}

fn field(bytes: &[u8], largest: usize) -> Result<(&[u8], &[u8]), CryptoError> {
    let (length, rest) = bytes
        .split_first_chunk::<8>()
        .ok_or(CryptoError::WrongForm)?;
    let length =
        usize::try_from(u64::from_be_bytes(*length)).map_err(|_| CryptoError::WrongForm)?;
    if length > largest {
        return Err(CryptoError::WrongForm);
    }
    rest.split_at_checked(length).ok_or(CryptoError::WrongForm)
}

fn shared_key(
    own: &StaticSecret,
    other: &[u8; 32],
    once: &[u8; 32],
    recipient: &[u8; 32],
) -> Result<SecretKey, CryptoError> {
    let shared = own.diffie_hellman(&PublicKey::from(*other));
    if !shared.was_contributory() {
        return Err(CryptoError::DoesNotOpen);
    }
    let mut purpose = String::from("envelope body ");
    purpose.push_str(&data_encoding::HEXLOWER.encode(once));
    purpose.push_str(&data_encoding::HEXLOWER.encode(recipient));
    Ok(SecretKey::from_bytes(*shared.as_bytes()).derive(&purpose))
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "tests fail by panicking"
    )]
    use super::*;
    use proptest::prelude::*;

    fn keys() -> (BoxSecretKey, SigningKey) {
        let secret = BoxSecretKey::from_secret(&SecretKey::from_bytes([1; 32]));
        (
            secret,
            SigningKey::from_secret(&SecretKey::from_bytes([2; 32])),
        )
    }

    #[test]
    fn only_the_recipient_opens_and_only_the_sender_signs() {
        let (recipient, sender) = keys();
        let bytes = seal_to(&recipient.public_key(), &sender, b"to b", b"words").unwrap();
        assert_eq!(peek_header(&bytes).unwrap(), b"to b");
        let (header, body) = open(&bytes, &recipient, &sender.verifying_key()).unwrap();
        assert_eq!(
            (header.as_slice(), body.as_slice()),
            (&b"to b"[..], &b"words"[..])
        );
        let stranger = BoxSecretKey::from_secret(&SecretKey::from_bytes([3; 32]));
        assert!(open(&bytes, &stranger, &sender.verifying_key()).is_err());
        let forger = SigningKey::generate().unwrap().verifying_key();
        assert_eq!(
            open(&bytes, &recipient, &forger),
            Err(CryptoError::BadSignature)
        );
    }

    #[test]
    fn too_large_a_body_is_refused() {
        let (recipient, sender) = keys();
        let body = vec![0; LARGEST_BODY + 1];
        let sealed = seal_to(&recipient.public_key(), &sender, b"", &body);
        assert_eq!(sealed, Err(CryptoError::TooLarge));
    }

    #[test]
    fn an_envelope_of_the_first_version_still_opens() {
        let (recipient, sender) = keys();
        let kept = include_str!("../tests/data/envelope-v1.hex");
        let bytes = data_encoding::HEXLOWER
            .decode(kept.trim().as_bytes())
            .unwrap();
        let (header, body) = open(&bytes, &recipient, &sender.verifying_key()).unwrap();
        assert_eq!(header, b"{\"kind\":\"sample\"}");
        assert_eq!(body, b"a sample that must open for ever");
    }

    proptest! {
        #[test]
        fn changed_bytes_never_open_and_never_panic(at in 0_usize..400, flip in 1_u8..255, cut in 0_usize..400) {
            let (recipient, sender) = keys();
            let bytes = seal_to(&recipient.public_key(), &sender, b"head", &[7; 100]).unwrap();
            let mut changed = bytes.clone();
            let at = at % changed.len();
            changed[at] ^= flip;
            prop_assert!(open(&changed, &recipient, &sender.verifying_key()).is_err());
            let cut = cut % bytes.len();
            prop_assert!(open(&bytes[..cut], &recipient, &sender.verifying_key()).is_err());
        }
    }
}
