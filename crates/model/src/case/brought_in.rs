//! That a review was brought in while it was under way elsewhere.

use serde::{Deserialize, Serialize};

use crate::Sensitive;
use crate::record::Record;
use crate::scheme::{StageKind, TrackKind};

/// A step of the usual course that did not happen before the review was brought in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Which track.
    pub track: TrackKind,
    /// Which stage of it.
    pub stage: StageKind,
    /// Why not.
    pub why: Sensitive<String>,
}

/// A review was brought in. There is one record at most in a case; who brought it in and when stands beside it. What had
/// been done by then are steps of its tracks, each of which says so itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BroughtIn {
    /// The track of the stage that it had reached.
    pub track: TrackKind,
    /// The stage that it had reached.
    pub stage: StageKind,
    /// The reference that it had where it was run before; may be empty.
    pub local_reference: Sensitive<String>,
    /// Steps of the usual course that did not happen.
    pub left_out: Vec<LeftOut>,
    /// Why the partners had not been told, where somebody said so.
    pub partners_not_told: Option<Sensitive<String>>,
}

impl Record for BroughtIn {
    const KIND: &'static str = "brought_in";
}
