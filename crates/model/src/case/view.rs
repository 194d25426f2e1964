//! What a safeguarding partner thinks of the criteria, and why.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Known;
use crate::record::Record;
use crate::{AgencyId, PersonId, Sensitive, UncertainDate};

/// How a view came that somebody else entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnBehalf {
    /// The way it came: a code of [`OnBehalf::CHANNELS`].
    pub channel: String,
    /// Who said it and when, in words.
    pub source: Sensitive<String>,
    /// Who entered it. The store's author of a later version is whoever confirmed it.
    pub entered_by: Option<PersonId>,
    /// Who confirmed it for the partner; absent while nobody has.
    pub confirmed_by: Option<PersonId>,
}

impl OnBehalf {
    /// The ways in which a view comes that the partner did not enter.
    pub const CHANNELS: &'static [&'static str] = &["telephone", "email", "meeting"];
}

/// The view of one safeguarding partner. Different views are kept side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriterionView {
    /// Which partner: id of the scheme's list of partners.
    pub partner: String,
    /// Which agency of that kind, where one is known; an area may have two police forces.
    #[serde(default)]
    pub agency: Option<AgencyId>,
    /// Who gives it: name and role.
    pub given_by: Sensitive<String>,
    /// For whom, when a deputy or out-of-hours cover gives it.
    #[serde(default)]
    pub cover_for: Option<Sensitive<String>>,
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
