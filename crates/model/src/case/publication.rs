//! The day on which publication is planned.

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::{Sensitive, UncertainDate};

/// The day on which a report is to be published. The notice before publication counts back from it, so
/// the clock asks for one certain day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationDay {
    /// When.
    pub on: UncertainDate,
    /// Who set it and why it is this day, in words.
    pub set_by: Sensitive<String>,
}

impl Record for PublicationDay {
    const KIND: &'static str = "publication_day";
}
