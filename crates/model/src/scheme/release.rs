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
        let partner = |by: &ReleaseBy| matches!(by, ReleaseBy::Partner | ReleaseBy::EveryPartner);
        self.by.iter().any(partner)
    }
}

/// How many people release something to an audience at least, whatever a scheme says.
#[must_use]
pub const fn fewest_releasing(audience: Sharing) -> usize {
    if audience.is_beyond() { 2 } else { 1 }
}
