//! Envelopes between organisations: what stands on the outside, and how they are sealed and opened.
//!
//! The header can be read by whoever carries an envelope, so it holds ids, numbers and a kind, and
//! nothing about a case. Knows no case table: what is inside is the sender's and the receiver's.

use crypto::envelope::{BoxPublicKey, BoxSecretKey, open as open_sealed, peek_header, seal_to};
use crypto::{CryptoError, SigningKey, VerifyingKey};
use model::{Instant, OrganisationId};
use serde::{Deserialize, Serialize};

/// Version of the header that this program writes.
pub const VERSION: u32 = 1;

/// Kind of the envelope that tells a sender that theirs arrived.
pub const RECEIPT: &str = "receipt";

/// Kind of the envelope by which a store that was restored tells another what it holds of theirs.
pub const STANDING: &str = "standing";

/// Kind of its answer.
pub const STANDING_ANSWER: &str = "standing-answer";

/// The outside of an envelope. Unknown fields of later versions are passed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Version of the header.
    pub version: u32,
    /// Who sends it.
    pub sender: OrganisationId,
    /// To whom.
    pub recipient: OrganisationId,
    /// The sender's epoch: raised when the sender's store was restored.
    pub epoch: i64,
    /// Its number among those to this recipient in this epoch; order is by number.
    pub sequence: i64,
    /// What it is about: a stable code.
    pub kind: String,
    /// When the sender's clock says it was written: information, never order.
    pub at: Instant,
    /// Whether everyone and everything in it is invented. A real instance refuses such an envelope.
    pub synthetic: bool,
}

/// The body of a receipt: which envelope arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Epoch of the envelope that arrived.
    pub epoch: i64,
    /// Its number.
    pub sequence: i64,
    /// Digest of its exact bytes.
    pub digest: String,
}

/// The body of a standing and of its answer: what the sender of it holds of the recipient's envelopes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Epoch, first and last number of each run without a gap.
    pub held: Vec<(i64, i64, i64)>,
}

/// Why an envelope cannot be taken in.
#[derive(Debug, thiserror::Error)]
pub enum PostError {
    /// It does not open: not for us, not by the sender it names, or changed on the way.
    #[error("the envelope does not open")]
    DoesNotOpen(#[from] CryptoError),
    /// Its header is none of ours.
    #[error("the envelope's header cannot be read")]
    Header,
    /// It is addressed to somebody else.
    #[error("the envelope is for somebody else")]
    NotForUs,
    /// Invented people and real ones do not meet.
    #[error("an envelope of a demonstration is not taken in by a real instance, nor the other way")]
    Synthetic,
}

/// Seals a body under its header.
///
/// # Errors
/// [`PostError::DoesNotOpen`] with the cause when the body is too large or randomness is missing.
pub fn seal(
    header: &Header,
    body: &[u8],
    to: &BoxPublicKey,
    by: &SigningKey,
) -> Result<Vec<u8>, PostError> {
    let outside = serde_json::to_vec(header).map_err(|_| PostError::Header)?;
    Ok(seal_to(to, by, &outside, body)?)
}

/// The header, unchecked, to find out whose key to check with.
///
/// # Errors
/// [`PostError::Header`].
pub fn peek(bytes: &[u8]) -> Result<Header, PostError> {
    let outside = peek_header(bytes).map_err(|_| PostError::Header)?;
    serde_json::from_slice(outside).map_err(|_| PostError::Header)
}

/// Checks an envelope and opens it for its recipient.
///
/// # Errors
/// [`PostError`].
pub fn open(
    bytes: &[u8],
    recipient: OrganisationId,
    synthetic: bool,
    with: &BoxSecretKey,
    sender: &VerifyingKey,
) -> Result<(Header, Vec<u8>), PostError> {
    let (outside, body) = open_sealed(bytes, with, sender)?;
    let header: Header = serde_json::from_slice(&outside).map_err(|_| PostError::Header)?;
    if header.recipient != recipient {
        return Err(PostError::NotForUs);
    }
    if header.synthetic != synthetic {
        return Err(PostError::Synthetic);
    }
    Ok((header, body))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;
    use crypto::SecretKey;
    use model::Id;

    fn header(synthetic: bool) -> Header {
        Header {
            version: VERSION,
            sender: OrganisationId::make(Instant::default(), [1; 10]),
            recipient: OrganisationId::make(Instant::default(), [2; 10]),
            epoch: 1,
            sequence: 7,
            kind: "notification".to_owned(),
            at: Instant::from_microseconds(5),
            synthetic,
        }
    }

    #[test]
    fn an_envelope_opens_for_its_recipient_alone() {
        let opening = BoxSecretKey::from_secret(&SecretKey::generate().unwrap());
        let signing = SigningKey::generate().unwrap();
        let (header, verifying) = (header(false), signing.verifying_key());
        let bytes = seal(&header, b"words", &opening.public_key(), &signing).unwrap();
        assert_eq!(peek(&bytes).unwrap(), header);
        let opened = open(&bytes, header.recipient, false, &opening, &verifying).unwrap();
        assert_eq!(opened, (header.clone(), b"words".to_vec()));
        let elsewhere = open(&bytes, header.sender, false, &opening, &verifying);
        assert!(matches!(elsewhere, Err(PostError::NotForUs)));
    }

    #[test]
    fn a_real_instance_refuses_what_is_invented() {
        let opening = BoxSecretKey::from_secret(&SecretKey::generate().unwrap());
        let signing = SigningKey::generate().unwrap();
        let header = header(true);
        let bytes = seal(&header, b"words", &opening.public_key(), &signing).unwrap();
        let opened = open(
            &bytes,
            header.recipient,
            false,
            &opening,
            &signing.verifying_key(),
        );
        assert!(matches!(opened, Err(PostError::Synthetic)));
    }

    #[test]
    fn a_header_with_fields_of_a_later_version_is_read() {
        let mut value = serde_json::to_value(header(false)).unwrap();
        value
            .as_object_mut()
            .unwrap()
            .insert("colour".to_owned(), "blue".into());
        let read: Header = serde_json::from_value(value).unwrap();
        assert_eq!(read, header(false));
    }
}
