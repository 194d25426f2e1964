//! That a case is a practice run, which invented incident it began with, and how far its days were moved on.

use serde::{Deserialize, Serialize};

use crate::Date;
use crate::record::Record;

/// The most working days that a run is moved on in all: far enough for a local review and its publication, and within the
/// table of bank holidays.
pub const MOST_MOVED: u32 = 260;

/// A practice run. There is one record in its case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PracticeRun {
    /// Id of the invented incident.
    pub script: String,
    /// The day on which it began.
    pub began: Date,
    /// Working days by which it was moved on, all together.
    pub moved: u32,
    /// Whether it was ended.
    pub ended: bool,
}

impl Record for PracticeRun {
    const KIND: &'static str = "practice_run";

    fn state(&self) -> Option<&'static str> {
        Some(if self.ended { "ended" } else { "runs" })
    }
}
