//! A wrapper that keeps names and free text out of logs and error messages.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A value that must never be printed by accident: its `Debug` shows `[redacted]` and it has no `Display`.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sensitive<T>(pub T);

impl<T> fmt::Debug for Sensitive<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
