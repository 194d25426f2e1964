//! After the death of a care leaver: do the criteria for a child under 18 apply as well?

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::{Sensitive, UncertainDate};

use super::Known;

/// What the safeguarding partners found when they looked whether the criteria for a child under 18
/// apply to what happened to a care leaver.
///
/// Source: procedure of Slough.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnderEighteenCheck {
    /// Whether they apply.
    pub apply: Known,
    /// Why, in words.
    pub reasons: Sensitive<String>,
    /// Who looked: names and roles.
    pub by: Sensitive<String>,
    /// When.
    pub on: UncertainDate,
}

impl Record for UnderEighteenCheck {
    const KIND: &'static str = "under_eighteen_check";
}
