//! Envelopes between organisations: sealed to the recipient, signed by the sender.
//!
//! The bytes, in order: the mark [`MARK`]; length (8 bytes, big-endian) and bytes of the header;
//! length and bytes of the sealed body (32 bytes of a one-time public key, then the sealed bytes);
//! 64 bytes of signature over everything before it. The header is readable by anybody and bound to
//! the body; it must hold nothing about a case.
//!
//! The body's key comes from X25519 between the one-time key and the recipient's, with all three
//! public keys (one-time, recipient, sender) in the derivation: nobody can put their own signature
//! under somebody else's sealed body, or pass a body on as if it had been meant for another. Whoever
//! gets a recipient's secret key later can read the envelopes sent to it; whoever gets a sender's
//! signing key cannot. That an envelope comes twice, late or out of order is for the sequence in the
//! header and its reader to notice, not for this module.

use std::fmt;

use x25519_dalek::{PublicKey, StaticSecret};

use crate::seal::OVERHEAD;
use crate::{
    CryptoError, SecretKey, Signature, SigningKey, VerifyingKey, open as open_sealed, seal,
};

/// The first bytes of every envelope of this version.
pub const MARK: &[u8] = b"throughline envelope v1\n";
/// The largest body, in bytes: 1 MiB.
pub const LARGEST_BODY: usize = 1024 * 1024;
/// The largest header, in bytes: 16 KiB.
pub const LARGEST_HEADER: usize = 16 * 1024;
/// A sealed body: one-time public key, then what [`seal`] makes.
const LARGEST_SEALED: usize = ONE_TIME_KEY + OVERHEAD + LARGEST_BODY;
const CONTEXT: &str = "envelope v1";
const ONE_TIME_KEY: usize = 32;
const SIGNATURE: usize = 64;

/// The public key to which an organisation's envelopes are sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BoxPublicKey([u8; 32]);

/// The secret half.
pub struct BoxSecretKey(StaticSecret);

impl BoxPublicKey {
    /// A key from its 32 bytes.
    ///
    /// # Errors
    /// [`CryptoError::WrongForm`] for another length. The few keys to which nothing can be sealed are
    /// found when sealing.
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

impl fmt::Debug for BoxSecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BoxSecretKey([redacted])")
    }
}

/// Seals a body to its recipient and signs the whole.
///
/// # Errors
/// [`CryptoError::TooLarge`] above [`LARGEST_BODY`] or [`LARGEST_HEADER`];
/// [`CryptoError::WrongForm`] for a key to which nothing can be sealed;
/// [`CryptoError::NoRandomness`].
pub fn seal_to(
    recipient: &BoxPublicKey,
    sender: &SigningKey,
    header: &[u8],
    body: &[u8],
) -> Result<Vec<u8>, CryptoError> {
    if body.len() > LARGEST_BODY || header.len() > LARGEST_HEADER {
        return Err(CryptoError::TooLarge);
    }
    let once = BoxSecretKey::from_secret(&SecretKey::generate()?);
    let once_public = once.public_key().0;
    let names = Names {
        once: &once_public,
        recipient: &recipient.0,
        sender: &sender.verifying_key().to_bytes(),
    };
    let key = shared_key(&once, &recipient.0, &names).ok_or(CryptoError::WrongForm)?;
    let sealed = seal(&key, header, body)?;
    let framing = MARK.len() + 8 + 8 + ONE_TIME_KEY + SIGNATURE;
    let mut bytes = Vec::with_capacity(framing + header.len() + sealed.len());
    bytes.extend_from_slice(MARK);
    bytes.extend_from_slice(&(header.len() as u64).to_be_bytes());
    bytes.extend_from_slice(header);
    bytes.extend_from_slice(&((ONE_TIME_KEY + sealed.len()) as u64).to_be_bytes());
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

/// Checks the signature, then opens the body; returns header and body.
///
/// # Errors
/// [`CryptoError::WrongForm`] when it is no envelope of this version;
/// [`CryptoError::BadSignature`] when this sender did not sign exactly these bytes;
/// [`CryptoError::DoesNotOpen`] when it was sealed to somebody else.
pub fn open(
    bytes: &[u8],
    recipient: &BoxSecretKey,
    sender: &VerifyingKey,
) -> Result<(Vec<u8>, Vec<u8>), CryptoError> {
    let parts = parts(bytes)?;
    sender.verify(CONTEXT, parts.signed, &parts.signature)?;
    let names = Names {
        once: parts.once,
        recipient: &recipient.public_key().0,
        sender: &sender.to_bytes(),
    };
    let key = shared_key(recipient, parts.once, &names).ok_or(CryptoError::DoesNotOpen)?;
    let body = open_sealed(&key, parts.header, parts.sealed)?;
    Ok((parts.header.to_vec(), body))
}

struct Parts<'a> {
    header: &'a [u8],
    once: &'a [u8; ONE_TIME_KEY],
    sealed: &'a [u8],
    signed: &'a [u8],
    signature: Signature,
}

fn parts(bytes: &[u8]) -> Result<Parts<'_>, CryptoError> {
    let (signed, signature) = bytes
        .split_last_chunk::<SIGNATURE>()
        .ok_or(CryptoError::WrongForm)?;
    let rest = signed.strip_prefix(MARK).ok_or(CryptoError::WrongForm)?;
    let (header, rest) = field(rest, LARGEST_HEADER)?;
    let (body, rest) = field(rest, LARGEST_SEALED)?;
    let (once, sealed) = body
        .split_first_chunk::<ONE_TIME_KEY>()
        .ok_or(CryptoError::WrongForm)?;
    if !rest.is_empty() {
        return Err(CryptoError::WrongForm);
    }
    let signature = Signature(*signature);
    Ok(Parts {
        header,
        once,
        sealed,
        signed,
        signature,
    })
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

/// The public keys that take part in one envelope.
struct Names<'a> {
    once: &'a [u8; 32],
    recipient: &'a [u8; 32],
    sender: &'a [u8; 32],
}

/// The key of the body; none when the other key is one of the few that give everybody the same.
fn shared_key(own: &BoxSecretKey, other: &[u8; 32], names: &Names<'_>) -> Option<SecretKey> {
    let shared = own.0.diffie_hellman(&PublicKey::from(*other));
    if !shared.was_contributory() {
        return None;
    }
    let [once, recipient, sender] =
        [names.once, names.recipient, names.sender].map(|key| data_encoding::HEXLOWER.encode(key));
    let purpose = format!("envelope body {once} {recipient} {sender}");
    Some(SecretKey::from_bytes(*shared.as_bytes()).derive(&purpose))
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
        let signing = SigningKey::from_secret(&SecretKey::from_bytes([2; 32]));
        (secret, signing)
    }

    fn sample(body: &[u8]) -> Vec<u8> {
        let (recipient, sender) = keys();
        seal_to(&recipient.public_key(), &sender, b"to b", body).unwrap()
    }

    fn opened(bytes: &[u8]) -> Result<(Vec<u8>, Vec<u8>), CryptoError> {
        let (recipient, sender) = keys();
        open(bytes, &recipient, &sender.verifying_key())
    }

    /// Signs again what somebody with the sender's own key has changed.
    fn signed_again(bytes: &[u8], signing: &SigningKey) -> Vec<u8> {
        let mut bytes = bytes[..bytes.len() - SIGNATURE].to_vec();
        let signature = signing.sign(CONTEXT, &bytes);
        bytes.extend_from_slice(&signature.0);
        bytes
    }

    #[test]
    fn only_the_recipient_opens_and_only_the_sender_signs() {
        let (recipient, sender) = keys();
        let bytes = sample(b"words");
        assert_eq!(peek_header(&bytes).unwrap(), b"to b");
        let (header, body) = opened(&bytes).unwrap();
        assert_eq!(header, b"to b");
        assert_eq!(body, b"words");
        let stranger = BoxSecretKey::from_secret(&SecretKey::from_bytes([3; 32]));
        let read = open(&bytes, &stranger, &sender.verifying_key());
        assert_eq!(read, Err(CryptoError::DoesNotOpen));
        let forger = SigningKey::generate().unwrap().verifying_key();
        let read = open(&bytes, &recipient, &forger);
        assert_eq!(read, Err(CryptoError::BadSignature));
    }

    #[test]
    fn the_body_is_not_readable_in_the_envelope() {
        let bytes = sample(b"a secret of some length");
        assert!(!bytes.windows(8).any(|window| window == b"a secret"));
    }

    #[test]
    fn nobody_signs_for_the_body_of_another() {
        let (recipient, _) = keys();
        let thief = SigningKey::from_secret(&SecretKey::from_bytes([4; 32]));
        let stolen = signed_again(&sample(b"words"), &thief);
        let read = open(&stolen, &recipient, &thief.verifying_key());
        assert_eq!(read, Err(CryptoError::DoesNotOpen));
    }

    #[test]
    fn a_header_cannot_be_changed_even_by_the_sender() {
        let (_, sender) = keys();
        let mut bytes = sample(b"words");
        bytes[MARK.len() + 8] = b'T';
        let bytes = signed_again(&bytes, &sender);
        assert_eq!(peek_header(&bytes).unwrap(), b"To b");
        assert_eq!(opened(&bytes), Err(CryptoError::DoesNotOpen));
    }

    #[test]
    fn sizes_up_to_the_limit_go_and_above_it_are_refused() {
        let (recipient, sender) = keys();
        let (public, body) = (recipient.public_key(), vec![7; LARGEST_BODY + 1]);
        let largest = &body[..LARGEST_BODY];
        let bytes = seal_to(&public, &sender, &[7; LARGEST_HEADER], largest).unwrap();
        assert_eq!(opened(&bytes).unwrap().1, largest);
        let sealed = seal_to(&public, &sender, b"", &body);
        assert_eq!(sealed, Err(CryptoError::TooLarge));
        let sealed = seal_to(&public, &sender, &[7; LARGEST_HEADER + 1], b"");
        assert_eq!(sealed, Err(CryptoError::TooLarge));
        assert_eq!(opened(&sample(b"")).unwrap().1, b"");
    }

    #[test]
    fn nothing_is_sealed_to_or_opened_from_a_key_that_gives_everybody_the_same() {
        let (_, sender) = keys();
        let nobody = BoxPublicKey::from_bytes(&[0; 32]).unwrap();
        let sealed = seal_to(&nobody, &sender, b"", b"words");
        assert_eq!(sealed, Err(CryptoError::WrongForm));
        let mut bytes = sample(b"words");
        let once = MARK.len() + 8 + b"to b".len() + 8;
        bytes[once..once + 32].fill(0);
        let bytes = signed_again(&bytes, &sender);
        assert_eq!(opened(&bytes), Err(CryptoError::DoesNotOpen));
        assert!(BoxPublicKey::from_bytes(&[0; 31]).is_err());
    }

    #[test]
    fn an_envelope_of_the_first_version_still_opens() {
        let kept = include_str!("../tests/data/envelope-v1.hex");
        let bytes = data_encoding::HEXLOWER.decode(kept.trim().as_bytes());
        let (header, body) = opened(&bytes.unwrap()).unwrap();
        assert_eq!(header, b"{\"kind\":\"sample\"}");
        assert_eq!(body, b"a sample that must open for ever");
    }

    #[test]
    fn lengths_that_promise_too_much_are_refused() {
        for length in [5, 260, LARGEST_HEADER as u64 + 1, u64::MAX] {
            let mut bytes = sample(b"words");
            let place = MARK.len();
            bytes[place..place + 8].copy_from_slice(&length.to_be_bytes());
            assert_eq!(peek_header(&bytes), Err(CryptoError::WrongForm));
            assert_eq!(opened(&bytes), Err(CryptoError::WrongForm));
        }
    }

    proptest! {
        #[test]
        fn any_change_is_an_error(
            at: prop::sample::Index, flip in 1_u8..=255, cut: prop::sample::Index,
            more in prop::collection::vec(any::<u8>(), 1..80),
        ) {
            let bytes = sample(&[7; 100]);
            let mut changed = bytes.clone();
            changed[at.index(bytes.len())] ^= flip;
            prop_assert!(opened(&changed).is_err());
            let cut = cut.index(bytes.len());
            prop_assert!(opened(&bytes[..cut]).is_err());
            let longer = [bytes.as_slice(), &more].concat();
            prop_assert!(opened(&longer).is_err());
            let put_in = [&bytes[..cut], &more, &bytes[cut..]].concat();
            prop_assert!(opened(&put_in).is_err());
        }

        #[test]
        fn any_bytes_after_the_mark_are_an_error(rest in prop::collection::vec(any::<u8>(), 0..400)) {
            let bytes = [MARK, &rest].concat();
            prop_assert!(opened(&bytes).is_err());
            prop_assert!(opened(&rest).is_err());
        }

        #[test]
        fn a_change_signed_by_the_sender_is_an_error_too(
            at: prop::sample::Index, flip in 1_u8..=255,
        ) {
            let (_, sender) = keys();
            let mut bytes = sample(&[7; 100]);
            let signed = bytes.len() - SIGNATURE;
            bytes[at.index(signed)] ^= flip;
            prop_assert!(opened(&signed_again(&bytes, &sender)).is_err());
        }
    }
}
