//! OpenID Connect, as the party that relies on a provider: asking an organisation's identity provider who somebody is.
//!
//! The authorization code flow with PKCE (RFC 7636, S256), state and nonce; the ID token is verified with the public
//! keys of the provider (OpenID Connect Core 1.0, 3.1.3.7). Nothing is kept here but the provider's description and
//! keys. No name and no e-mail address is asked for, and none leaves this crate: the answer is an opaque subject.
//!
//! Everything here waits for the network on the thread that calls it: call it where threads may wait. Whoever calls
//! keeps what was asked, gives the randomness, and tells the time.

mod failure;
mod outside;
mod provider;
mod settings;
mod token;

pub use failure::Failure;
pub use provider::{Answer, Ask, Provider};
pub use settings::{Require, Settings, Wrong};
