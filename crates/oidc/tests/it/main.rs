//! Signing in at a small provider that is really asked, over the loopback address of this machine.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

mod asking;
mod lies;
mod private_authority;
mod support;
mod trouble;
