//! Messages as they arrive: in a folder, and at a small relay that is really spoken to, over the loopback address of this
//! machine.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

mod configuration;
mod folder;
mod hostile;
mod parsed;
mod relay;
mod smtp;
mod support;
mod tls;
