//! One error for everything that can go wrong with keys.

/// A failure that says what kind it was and nothing about the secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CryptoError {
    /// The machine has no randomness.
    #[error("the machine has no randomness")]
    NoRandomness,
    /// Sealed bytes do not open: wrong key, changed, cut short, or moved from elsewhere.
    #[error("sealed bytes do not open")]
    DoesNotOpen,
    /// A key, signature or digest has the wrong form.
    #[error("not a key, signature or digest of ours")]
    WrongForm,
    /// A signature is not by this key over these bytes.
    #[error("the signature does not fit")]
    BadSignature,
    /// More bytes than allowed.
    #[error("too large to seal")]
    TooLarge,
    /// A password could not be hashed.
    #[error("the password could not be hashed")]
    Password,
    /// A proof was asked for something that is not in the tree.
    #[error("not in the tree")]
    NotInTree,
}
