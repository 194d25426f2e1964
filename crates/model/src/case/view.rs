//! What a safeguarding partner thinks of the criteria, and why.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Known;
use crate::record::Record;
use crate::{PersonId, Sensitive, UncertainDate};

/// How a view came that somebody else entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnBehalf {
    /// By telephone, by e-mail, in a meeting: in words, with who said it.
    pub source: Sensitive<String>,
    /// When the partner confirmed it; absent while they have not.
    pub confirmed_by: Option<PersonId>,
}

/// The view of one safeguarding partner. Different views are kept side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriterionView {
    /// Which partner: id of the scheme's list of partners.
    pub partner: String,
    /// Who gives it: name and role, also of a deputy or out-of-hours cover.
    pub given_by: Sensitive<String>,
    /// An answer to each criterion, by its id.
    pub answers: BTreeMap<String, Known>,
    /// The outcome they think right: id of the scheme's list.
    pub outcome: String,
    /// Why, in words.
    pub reasons: Sensitive<String>,
    /// When they gave it.
    pub on: UncertainDate,
    /// How it came, when somebody else entered it.
    pub on_behalf: Option<OnBehalf>,
}

impl CriterionView {
    /// Whether the partner still has to confirm what was entered for them.
    #[must_use]
    pub fn is_unconfirmed(&self) -> bool {
        self.on_behalf
            .as_ref()
            .is_some_and(|one| one.confirmed_by.is_none())
    }
}

impl Record for CriterionView {
    const KIND: &'static str = "criterion_view";

    fn state(&self) -> Option<&'static str> {
        Some(if self.is_unconfirmed() {
            "unconfirmed"
        } else {
            "given"
        })
    }
}
