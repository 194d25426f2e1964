//! Why a message was not handed over.

use thiserror::Error;

/// Why a message was not handed over. Holds no address, no host and nothing of what a relay wrote, which often repeats
/// the address: only the number of its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Failure {
    /// The message could not be written into the folder.
    #[error("the folder cannot be written to")]
    Folder,
    /// No connection, or no answer in time.
    #[error("the relay was not reached")]
    Unreachable,
    /// No trust in the certificate of the relay, or no way to encrypt that both sides know.
    #[error("the relay's certificate is not trusted")]
    Untrusted,
    /// The relay does not offer to encrypt, and the configuration requires it.
    #[error("the relay does not encrypt")]
    NotEncrypted,
    /// The connection ended too soon, or the relay answered something that cannot be read. The message may have arrived.
    #[error("the relay broke off")]
    BrokenOff,
    /// The relay takes nothing at the moment, or not for this address (an answer 4xx).
    #[error("the relay put it off ({0})")]
    PutOff(u16),
    /// The relay did not accept user and password, or knows no way to sign in that is known here.
    #[error("the relay did not accept user and password")]
    SignIn,
    /// The relay does not take messages from the configured sender.
    #[error("the relay did not accept the sender ({0})")]
    Sender(u16),
    /// The relay refuses this service or passes nothing on for it.
    #[error("the relay refused the service ({0})")]
    Relay(u16),
    /// There is no such address, or it takes nothing.
    #[error("the address was not accepted ({0})")]
    Recipient(u16),
    /// The relay does not take this message.
    #[error("the message was not accepted ({0})")]
    Content(u16),
    /// The message could not be put into the form in which messages travel.
    #[error("the message cannot be written down")]
    Unwritable,
}

impl Failure {
    /// Whether trying again later can help: without a change, or after whoever runs the service has put the
    /// configuration or the relay right. Where it cannot, the address or the message is at fault.
    #[must_use]
    pub const fn again(self) -> bool {
        !matches!(
            self,
            Self::Recipient(_) | Self::Content(_) | Self::Unwritable
        )
    }

    /// Whether whoever runs the service has to do something about it: time alone will not help.
    #[must_use]
    pub const fn needs_the_operator(self) -> bool {
        matches!(
            self,
            Self::Folder
                | Self::Untrusted
                | Self::NotEncrypted
                | Self::SignIn
                | Self::Sender(_)
                | Self::Relay(_)
                | Self::Content(_)
        )
    }

    /// The stable code, for the log and the queue.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Folder => "folder",
            Self::Unreachable => "unreachable",
            Self::Untrusted => "untrusted",
            Self::NotEncrypted => "not-encrypted",
            Self::BrokenOff => "broken-off",
            Self::PutOff(_) => "put-off",
            Self::SignIn => "sign-in",
            Self::Sender(_) => "sender",
            Self::Relay(_) => "relay",
            Self::Recipient(_) => "recipient",
            Self::Content(_) => "content",
            Self::Unwritable => "unwritable",
        }
    }
}
