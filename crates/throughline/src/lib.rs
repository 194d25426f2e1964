//! What the program reads that it did not write itself: its configuration, and the manifest of a backup. They
//! stand apart from the commands so that tests can send anything through them.

pub mod config;
pub mod manifest;
