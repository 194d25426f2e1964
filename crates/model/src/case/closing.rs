//! Closing a case and opening it again.

use serde::{Deserialize, Serialize};

use crate::Sensitive;
use crate::record::Record;
use crate::scheme::TrackKind;

/// A track that is not at an end when the case is closed, and why the case is closed all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOpen {
    /// Which track.
    pub track: TrackKind,
    /// Which of several.
    pub instance: u32,
    /// Why.
    pub reason: Sensitive<String>,
}

/// The case was closed. When and by whom the store keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// Why it is closed.
    pub reason: Sensitive<String>,
    /// Tracks that are not at an end.
    pub left_open: Vec<LeftOpen>,
    /// The area that leads from then on, when the case was closed because the lead passed to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passed_to: Option<Sensitive<String>>,
}

impl Record for Closing {
    const KIND: &'static str = "closing";
}

/// The case was opened again after it had been closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedAgain {
    /// Why.
    pub reason: Sensitive<String>,
}

impl Record for OpenedAgain {
    const KIND: &'static str = "opened_again";
}
