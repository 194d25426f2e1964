//! Who releases learning out of a case, by how many it reaches: data of a scheme.

use serde::{Deserialize, Serialize};

use super::kinds;
use crate::learning::Sharing;

kinds! {
    /// Whose release is wanted.
    ReleaseBy {
        /// The business manager.
        BusinessManager = "business_manager",
        /// A delegate of one partner, or the partner.
        Partner = "partner",
        /// A delegate of each partner.
        EveryPartner = "every_partner",
        /// The information governance lead.
        InformationGovernance = "information_governance",
        /// Somebody else of an organisation that has no agencies: for what it learned from its own work.
        Colleague = "colleague",
    }
}

/// Who releases learning to one audience, and what is ticked before.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleaseDef {
    /// Who may read it then.
    pub audience: Sharing,
    /// Whose release is wanted, all of them.
    pub by: Vec<ReleaseBy>,
    /// Lists of the scheme of which every line is ticked with a name and a day first.
    #[serde(default)]
    pub lines: Vec<String>,
    /// Where the rule comes from.
    pub source: String,
    /// Whether somebody has compared it with a primary document.
    pub checked: bool,
}

impl ReleaseDef {
    /// Whether it is for an organisation without agencies, where people who did not write it release it.
    #[must_use]
    pub fn among_colleagues(&self) -> bool {
        !self.by.is_empty() && self.by.iter().all(|by| *by == ReleaseBy::Colleague)
    }

    /// Whether at least two people are wanted, which no scheme switches off.
    #[must_use]
    pub fn wants_two(&self) -> bool {
        self.by.len() >= 2 || self.by.contains(&ReleaseBy::EveryPartner)
    }

    /// Whether a partner is among them, without whom nothing is for everybody.
    #[must_use]
    pub fn wants_partner(&self) -> bool {
        let partner = |by: &ReleaseBy| matches!(by, ReleaseBy::Partner | ReleaseBy::EveryPartner);
        self.by.iter().any(partner)
    }
}
