//! Other areas that an incident affects.

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::scheme::kinds;
use crate::{AuthorityId, Sensitive, UncertainDate};

kinds! {
    /// Why another area is affected.
    WhyAffected {
        /// A child of the case lives there.
        Lives = "lives",
        /// A child of the case was placed there, or by it.
        Placed = "placed",
        /// It happened there.
        Incident = "incident",
        /// Another reason.
        Other = "other",
    }
}

/// When and how the safeguarding partners of another area were told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaTold {
    /// When.
    pub on: UncertainDate,
    /// Whom: name and role.
    pub whom: Sensitive<String>,
    /// By whom: name and role.
    pub by: Sensitive<String>,
}

/// Another area that the incident affects. Its safeguarding partners are told on the same clock as
/// those here.
///
/// Source: GOV.UK, Report a serious child safeguarding incident; procedure of North East Lincolnshire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AffectedArea {
    /// Its local authority.
    pub authority: AuthorityId,
    /// Why it is affected.
    pub why: WhyAffected,
    /// More about that, in words; may be empty.
    pub more: Sensitive<String>,
    /// When its partners were told; absent while they were not.
    pub told: Option<AreaTold>,
}

impl Record for AffectedArea {
    const KIND: &'static str = "affected_area";

    fn state(&self) -> Option<&'static str> {
        Some(if self.told.is_some() {
            "told"
        } else {
            "not_told"
        })
    }
}
