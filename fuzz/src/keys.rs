//! Envelopes, proofs, keys, tokens, and what somebody signs in with.

use access::ledger::Anchor;
use access::sign_in::outside::{code_fits, passkey_answer_is_one};
use crypto::envelope::{BoxSecretKey, open, peek_header};
use crypto::merkle::{Tree, verify_consistency, verify_inclusion};
use crypto::{
    Digest, FileOpener, RecoveryKey, SEALED_CHUNK, SecretKey, Signature, SigningKey, SpokenCode,
    Token, VerifyingKey, from_hex,
};
use model::{Id as _, Instant, OrganisationId};

use super::lossy;

/// Always the same, so that a seed stays good.
fn secret() -> SecretKey {
    SecretKey::from_bytes([7; 32])
}

/// An envelope, opened with a key that it was not sealed to.
pub fn envelope(bytes: &[u8]) {
    let sender = SigningKey::from_secret(&secret()).verifying_key();
    let header = peek_header(bytes).map(<[u8]>::to_vec);
    if let Ok((outside, _)) = open(bytes, &BoxSecretKey::from_secret(&secret()), &sender) {
        assert_eq!(header.ok(), Some(outside));
    }
}

/// The same with the header that is read on the way.
pub fn post(bytes: &[u8]) {
    let sender = SigningKey::from_secret(&secret()).verifying_key();
    let here = OrganisationId::make(Instant::from_microseconds(0), [7; 10]);
    let with = BoxSecretKey::from_secret(&secret());
    let peeked = ::post::peek(bytes).ok();
    if let Ok((header, _)) = ::post::open(bytes, here, true, &with, &sender) {
        assert_eq!(peeked, Some(header));
    }
}

/// A Merkle tree as it was kept.
pub fn merkle_tree(bytes: &[u8]) {
    if let Ok(mut tree) = Tree::from_bytes(bytes) {
        assert_eq!(tree.to_bytes(), bytes);
        tree.append(Digest([1; 32]));
        let _root = tree.root();
    }
}

/// Two numbers, then digests: the first is the leaf, the second the root, the rest the proof.
pub fn merkle_proof(bytes: &[u8]) {
    let Some((one, rest)) = bytes.split_first_chunk::<8>() else {
        return;
    };
    let Some((other, rest)) = rest.split_first_chunk::<8>() else {
        return;
    };
    let (one, other) = (u64::from_be_bytes(*one), u64::from_be_bytes(*other));
    let digests: Vec<Digest> = rest
        .as_chunks::<32>()
        .0
        .iter()
        .copied()
        .map(Digest)
        .collect();
    if let [leaf, root, proof @ ..] = digests.as_slice() {
        let _is_in = verify_inclusion(leaf, one, other, proof, root);
        if verify_consistency(one, other, leaf, root, proof) {
            assert!(one <= other);
        }
    }
}

/// A recovery key as somebody typed it.
pub fn recovery_key(bytes: &[u8]) {
    if let Ok(key) = RecoveryKey::from_text(&lossy(bytes)) {
        assert!(RecoveryKey::from_text(&key.to_text()).is_ok());
    }
}

/// A first-use code as somebody typed it.
pub fn spoken_code(bytes: &[u8]) {
    if let Ok(code) = SpokenCode::from_text(&lossy(bytes)) {
        assert_eq!(SpokenCode::from_text(&code.to_text()), Ok(code));
    }
}

/// A token out of a link.
pub fn token(bytes: &[u8]) {
    let text = lossy(bytes);
    if let Ok(token) = Token::from_text(&text) {
        assert_eq!(token.expose(), text);
    }
}

/// Signatures, digests and keys as texts and as bytes.
pub fn signature(bytes: &[u8]) {
    let text = lossy(bytes);
    if let Ok(signature) = text.parse::<Signature>() {
        assert!(signature.to_string().eq_ignore_ascii_case(text.trim()));
    }
    if let Ok(digest) = text.parse::<Digest>() {
        assert!(digest.to_string().eq_ignore_ascii_case(text.trim()));
    }
    if let Ok(key) = VerifyingKey::from_bytes(bytes) {
        assert_eq!(key.to_bytes(), bytes);
    }
    let _key = crypto::envelope::BoxPublicKey::from_bytes(bytes);
    if let (Ok(key), Ok(bytes)) = (SecretKey::from_hex(&text), from_hex(&text)) {
        assert_eq!(key.expose().as_slice(), bytes);
    }
}

/// A line of the file of roots that is kept elsewhere.
pub fn anchor(bytes: &[u8]) {
    if let Ok(anchor) = lossy(bytes).parse::<Anchor>() {
        assert_eq!(anchor.to_string().parse::<Anchor>().ok(), Some(anchor));
    }
}

/// A sealed text, and a sealed file piece by piece.
pub fn sealed(bytes: &[u8]) {
    assert!(crypto::open(&secret(), b"another place", bytes).is_err());
    let (front, rest) = bytes.split_at(bytes.len().min(FileOpener::PREFIX));
    let Ok(mut opener) = FileOpener::start(&secret(), b"another file", front) else {
        return;
    };
    for piece in rest.chunks(SEALED_CHUNK) {
        assert!(opener.piece(piece, piece.len() < SEALED_CHUNK).is_err());
    }
    assert!(opener.finish().is_err());
}

/// The answer of a passkey device, as a browser hands it on.
pub fn passkey(bytes: &[u8]) {
    let _is_one = passkey_answer_is_one(&lossy(bytes));
}

/// A one-time code, and a secret that a form carried.
pub fn one_time_code(bytes: &[u8]) {
    let now = Instant::from_microseconds(1_795_510_800_000_000);
    let step = now.microseconds() / 1_000_000 / 30;
    if let Some(fits) = code_fits(&lossy(bytes), now) {
        assert!((fits - step).abs() <= 1);
    }
}
