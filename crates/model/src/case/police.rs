//! People of a case whom the police have named as witnesses or suspects.

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::scheme::kinds;
use crate::{RecordId, Sensitive, UncertainDate};

kinds! {
    /// What the police say a person is in their investigation.
    PoliceSays {
        /// A witness.
        Witness = "witness",
        /// Somebody they suspect.
        Suspect = "suspect",
        /// Both, or it may change.
        Both = "both",
        /// Neither any longer.
        Neither = "neither",
    }
}

/// The police advised that a person of the case is a witness or suspect. Kept in the section that is
/// police-restricted: whoever may not read that section does not learn that there is a mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoliceMark {
    /// The child or adult of the case.
    pub subject: RecordId,
    /// What the police say.
    pub says: PoliceSays,
    /// Who advised it: name, rank or role, force.
    pub advised_by: Sensitive<String>,
    /// When.
    pub on: UncertainDate,
    /// What must be asked or left undone before anybody speaks to them.
    pub before_contact: Sensitive<String>,
}

impl Record for PoliceMark {
    const KIND: &'static str = "police_mark";
}
