//! What somebody sees differently now: the smallest piece of learning.

use serde::{Deserialize, Serialize};

use crate::Sensitive;
use crate::record::Record;

/// One answer to "What do you see differently now?", from any page of a review. Unreleased: it stays
/// in the case until people decide otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// The answer, in a sentence or a few.
    pub seen_differently: Sensitive<String>,
    /// The track of the review at that time: a stable code.
    pub track: String,
}

impl Record for Moment {
    const KIND: &'static str = "moment";
}
