//! What stands between the listener and the handlers.

mod headers;
mod track;

pub(crate) use headers::{DOWNLOAD_POLICY, security_headers};
pub(crate) use track::{panicked, track};

#[cfg(test)]
mod tests;
