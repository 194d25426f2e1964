//! What may leave a store: learning in a fixed shape, without any place for the incident it came from.

use serde::{Deserialize, Serialize};

use super::{Confidence, LearningStage, SystemLevel};
use crate::scheme::kinds;

kinds! {
    /// Who may read learning that leaves a review, from few to everybody. What is shared within a partnership stays in its own
    /// store; the others read the rest in the store of shared learning.
    Sharing {
        /// Everybody who works for the partnership, also beside the review.
        Partnership = "partnership",
        /// The areas of one region, and the region.
        Region = "region",
        /// Every area, region and national body.
        Nation = "nation",
        /// Everybody.
        Public = "public",
    }
}

kinds! {
    /// What came of what was tried.
    EffectSeen {
        /// It helped.
        Better = "better",
        /// Nothing is different.
        NoDifference = "no_difference",
        /// It made something worse.
        Worse = "worse",
        /// It helped in some ways and not in others.
        Mixed = "mixed",
        /// Nobody knows yet.
        NotKnown = "not_known",
    }
}

/// One piece of learning as it is shared: a condition of work and what is known about it. It has no place for a child, a
/// family, a practitioner, an agency or an incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedLearning {
    /// The condition of work that made something likely, or that made good work possible.
    pub condition: String,
    /// At which level the condition lies.
    pub level: SystemLevel,
    /// At which level it can be changed, where that is another.
    pub changed_at: Option<SystemLevel>,
    /// What usually happens because of it.
    pub usually: String,
    /// What was tried; empty when nothing was.
    pub tried: String,
    /// What came of it, in words; empty when nothing was tried.
    pub effect: String,
    /// What came of it.
    pub effect_seen: EffectSeen,
    /// How anybody knows: what the effect rests on.
    pub evidence: String,
    /// What others are asked; empty when nothing is.
    pub question: String,
    /// What is known about where it holds: size and kind of area, setting, services. Nothing that names one.
    pub context: String,
    /// How sure those who share it are.
    pub confidence: Confidence,
    /// At what stage of a review it was seen.
    pub stage: Option<LearningStage>,
    /// Kinds of harm that it matters for: codes of the scheme.
    pub harm: Vec<String>,
    /// Age bands of children that it matters for: codes of the scheme.
    pub age_bands: Vec<String>,
    /// Themes: codes of the list of themes.
    pub themes: Vec<String>,
}

impl Sharing {
    /// Whether others than the partnership itself may read it.
    #[must_use]
    pub const fn is_beyond(self) -> bool {
        !matches!(self, Self::Partnership)
    }
}

impl SharedLearning {
    /// Every text that a person wrote, with the name of its field: what is checked before it leaves.
    #[must_use]
    pub fn texts(&self) -> [(&'static str, &str); 7] {
        [
            ("condition", &self.condition),
            ("usually", &self.usually),
            ("tried", &self.tried),
            ("effect", &self.effect),
            ("evidence", &self.evidence),
            ("question", &self.question),
            ("context", &self.context),
        ]
    }

    /// The same with one text replaced; unchanged when there is no such field.
    #[must_use]
    pub fn with_text(mut self, field: &str, text: String) -> Self {
        match field {
            "condition" => self.condition = text,
            "usually" => self.usually = text,
            "tried" => self.tried = text,
            "effect" => self.effect = text,
            "evidence" => self.evidence = text,
            "question" => self.question = text,
            "context" => self.context = text,
            _ => {}
        }
        self
    }
}
