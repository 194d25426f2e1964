//! Why a sign-in at a provider did not work.

use thiserror::Error;

/// Why a sign-in at a provider did not work. Carries nothing of what the provider or the browser sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Failure {
    /// No answer in time, no connection, no trust in the certificate, or more than 1 MiB.
    #[error("the provider was not reached")]
    Unreachable,
    /// The provider's description or its keys cannot be used, or belong to another issuer.
    #[error("the provider's description cannot be used")]
    Description,
    /// The provider did not accept the code: used before, too old, another client, or another verifier.
    #[error("the provider did not accept the code")]
    CodeRefused,
    /// The provider's answer to the code is not what the standard asks for.
    #[error("the provider's answer cannot be read")]
    Answer,
    /// The token is not signed by a key of the provider with an algorithm that is accepted.
    #[error("the signature does not fit")]
    Signature,
    /// The token, or the answer in the browser, is from another issuer.
    #[error("another issuer")]
    Issuer,
    /// The token is for another client.
    #[error("another audience")]
    Audience,
    /// The token is too old, or from the future.
    #[error("expired or not yet valid")]
    Expired,
    /// The token answers another question.
    #[error("another nonce")]
    Nonce,
    /// The access token that came with it is another's.
    #[error("another access token")]
    AccessToken,
    /// The person was to show anew who they are, and did not.
    #[error("not signed in anew")]
    NotAnew,
    /// The provider does not say that two factors were used.
    #[error("no second factor")]
    TwoFactors,
}

impl Failure {
    /// The stable code, for the log.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::Description => "description",
            Self::CodeRefused => "code-refused",
            Self::Answer => "answer",
            Self::Signature => "signature",
            Self::Issuer => "issuer",
            Self::Audience => "audience",
            Self::Expired => "expired",
            Self::Nonce => "nonce",
            Self::AccessToken => "access-token",
            Self::NotAnew => "not-anew",
            Self::TwoFactors => "two-factors",
        }
    }
}
