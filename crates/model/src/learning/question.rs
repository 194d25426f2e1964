//! A question to those behind an item of shared learning, through the broker that the item names: neither side learns who the other
//! is unless it says so.

use serde::{Deserialize, Serialize};

use crate::OrganisationId;
use crate::scheme::kinds;

kinds! {
    /// Where a question stands. Names on screen are interface texts under `question-stands-` and the code.
    QuestionStands {
        /// It waits for the broker.
        Asked = "asked",
        /// The broker put it on the item: those behind it see it.
        PassedOn = "passed_on",
        /// The broker did not pass it on, and says why.
        Declined = "declined",
        /// Those behind the item answered.
        Answered = "answered",
        /// Those behind the item would rather not.
        RatherNot = "rather_not",
        /// Who asked took it back.
        Withdrawn = "withdrawn",
    }
}

impl QuestionStands {
    /// Whether somebody still has to say something.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Asked | Self::PassedOn)
    }

    /// Whether those behind the item see it.
    #[must_use]
    pub const fn is_seen_by_origin(self) -> bool {
        matches!(self, Self::PassedOn | Self::Answered | Self::RatherNot)
    }
}

/// What is asked, and what was said to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedQuestion {
    /// What we want to know.
    pub know: String,
    /// What we would use it for.
    pub use_for: String,
    /// Whether those who ask want to be named to those behind the item.
    pub names_area: bool,
    /// Why the broker did not pass it on.
    #[serde(default)]
    pub declined: Option<String>,
    /// What those behind the item say.
    #[serde(default)]
    pub answer: Option<String>,
    /// Who answered, where they want to be named to those who ask.
    #[serde(default)]
    pub answered_by: Option<OrganisationId>,
    /// Whether those who asked have read what was said.
    #[serde(default)]
    pub read: bool,
}

impl SharedQuestion {
    /// A question that nobody has said anything to.
    #[must_use]
    pub const fn new(know: String, use_for: String, names_area: bool) -> Self {
        Self {
            know,
            use_for,
            names_area,
            declined: None,
            answer: None,
            answered_by: None,
            read: false,
        }
    }

    /// What was written by those who ask, with the name of its field: what is checked before it leaves.
    #[must_use]
    pub fn texts(&self) -> [(&'static str, &str); 2] {
        [("know", &self.know), ("use", &self.use_for)]
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    #[test]
    fn what_was_kept_before_somebody_answered_is_read() {
        let new = SharedQuestion::new("How?".to_owned(), "A plan".to_owned(), false);
        let text = r#"{"know":"How?","use_for":"A plan","names_area":false}"#;
        assert_eq!(serde_json::from_str::<SharedQuestion>(text).unwrap(), new);
        let open: Vec<&str> = QuestionStands::ALL
            .iter()
            .filter(|one| one.is_open())
            .map(|one| one.code())
            .collect();
        assert_eq!(open, ["asked", "passed_on"]);
        assert!(!QuestionStands::Declined.is_seen_by_origin());
    }
}
