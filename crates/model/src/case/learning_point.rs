//! What was learned, as a record of its own from the first day: what was seen, why it made sense, which condition lies
//! behind it, at which level that condition lies and who can change it.

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::{RecordId, Sensitive, UncertainDate};

/// One learning point of a review. It describes conditions of work, not people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LearningPoint {
    /// The learning, in a sentence or two.
    pub learned: Sensitive<String>,
    /// The episode in which it was seen.
    pub episode: Sensitive<String>,
    /// Why it made sense at the time to those who were there.
    pub made_sense: Sensitive<String>,
    /// The condition of work that made it likely, or that made good work possible.
    pub condition: Sensitive<String>,
    /// At which level the condition lies: a code of the scheme's list `level`.
    pub level: String,
    /// At which level it can be changed: a code of the same list.
    pub changed_at: String,
    /// Who can change it: role and organisation.
    pub who_can_change: Sensitive<String>,
    /// The agencies that it concerns, of those involved in the review.
    pub agencies: Vec<RecordId>,
    /// When it was learned.
    pub learned_on: UncertainDate,
    /// Themes that somebody accepted: codes of the list of themes of shared learning.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<String>,
}

impl LearningPoint {
    /// The words that may suggest themes.
    #[must_use]
    pub fn words(&self) -> String {
        let words = [
            &self.learned,
            &self.condition,
            &self.episode,
            &self.made_sense,
        ];
        words.map(|text| text.0.as_str()).join("\n")
    }

    /// Whether the condition lies at one level and can be changed at another only.
    #[must_use]
    pub fn is_changed_elsewhere(&self) -> bool {
        self.level != self.changed_at
    }
}

impl Record for LearningPoint {
    const KIND: &'static str = "learning_point";
}
