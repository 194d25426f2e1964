//! The local authority's decision on whether to notify.

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::{Sensitive, UncertainDate};

/// What the local authority decided. The duty to notify is its own: it may act with views missing or
/// against, with reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Id of the outcome in the scheme.
    pub outcome: String,
    /// Why, in words.
    pub reasons: Sensitive<String>,
    /// When it was decided.
    pub on: UncertainDate,
    /// Why it was decided with views missing or against; absent when all agreed.
    pub despite: Option<Sensitive<String>>,
    /// Id of the local route that follows when nothing is notified.
    pub local_route: Option<String>,
}

impl Record for Decision {
    const KIND: &'static str = "decision";
}
