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
        /// Any one of these who wrote none of it: enough within a partnership, and nowhere else.
        OneOther = "one_other",
        /// Somebody else of an organisation that has no agencies: for what it learned from its own work.
        Colleague = "colleague",
    }
}

impl ReleaseBy {
    /// Whether it is a partner's release.
    #[must_use]
    pub const fn is_partner(self) -> bool {
        matches!(self, Self::Partner | Self::EveryPartner)
    }
}

/// Who releases in the place of a role, where everybody who holds it wrote some of what would leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StandInDef {
    /// In whose place.
    pub of: ReleaseBy,
    /// Who does it, from another agency than those who wrote.
    pub by: ReleaseBy,
}

/// Who releases learning to one audience, and what is ticked before.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleaseDef {
    /// Who may read it then.
    pub audience: Sharing,
    /// Whose release is wanted, all of them.
    pub by: Vec<ReleaseBy>,
    /// Who releases in whose place.
    #[serde(default)]
    pub stand_in: Vec<StandInDef>,
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

    /// Whether as many people are wanted as the audience asks for, which no scheme switches off: one within a partnership, two for
    /// anybody beyond it.
    #[must_use]
    pub fn wants_enough(&self) -> bool {
        self.by.len() >= fewest_releasing(self.audience)
            || self.by.contains(&ReleaseBy::EveryPartner)
    }

    /// Whether anybody at all is enough, which holds within a partnership alone.
    #[must_use]
    pub fn wants_anybody(&self) -> bool {
        self.by.contains(&ReleaseBy::OneOther)
    }

    /// Whether a partner is among them, without whom nothing is for everybody.
    #[must_use]
    pub fn wants_partner(&self) -> bool {
        self.by.iter().any(|by| by.is_partner())
    }

    /// Who releases in the place of a role, where somebody may.
    #[must_use]
    pub fn stands_in_for(&self, of: ReleaseBy) -> Option<ReleaseBy> {
        let found = self.stand_in.iter().find(|one| one.of == of);
        found.map(|one| one.by)
    }
}

/// How many people release something to an audience at least, whatever a scheme says.
#[must_use]
pub const fn fewest_releasing(audience: Sharing) -> usize {
    if audience.is_beyond() { 2 } else { 1 }
}
