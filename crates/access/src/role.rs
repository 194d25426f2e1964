//! What a person is in an organisation.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

macro_rules! roles {
    ($($(#[$doc:meta])* $name:ident = $code:literal),* $(,)?) => {
        /// A role that a membership gives. Roles come from the directory and never from a case;
        /// names on screen are in the interface texts under `role-` and the code.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub enum Role {
            $($(#[$doc])* $name,)*
        }

        impl Role {
            /// All roles, in the order in which they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The stable code, as stored, as in the policies and as in the interface texts.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }
        }
    };
}

roles! {
    /// Runs the partnership's reviews from day to day.
    BusinessManager = "business_manager",
    /// Senior delegate of one of the three safeguarding partners; decides whether criteria are met.
    DelegatedPartner = "delegated_partner",
    /// Head of one of the three safeguarding partners.
    LeadPartner = "lead_partner",
    /// Tests effectiveness and gives an objective view.
    Scrutineer = "scrutineer",
    /// Member of the group that considers cases.
    ReviewGroupMember = "review_group_member",
    /// Writes an agency's return.
    AgencyAuthor = "agency_author",
    /// Signs off an agency's return.
    AgencyApprover = "agency_approver",
    /// Wrote something down at the time, and checks how their agency's return tells of it.
    EntryChecker = "entry_checker",
    /// Leads a local review; independent of the case.
    LeadReviewer = "lead_reviewer",
    /// Reads for legal or communications advice.
    LegalReader = "legal_reader",
    /// Reads for an inspectorate.
    Inspector = "inspector",
    /// Reads shared learning only.
    LearningReader = "learning_reader",
    /// Answers for data protection and reads who did what.
    InformationGovernance = "information_governance",
    /// Fills in the local authority's notification.
    AuthorityNotifier = "authority_notifier",
    /// Authorises the local authority's notification.
    AuthorityAuthoriser = "authority_authoriser",
    /// May raise a possible serious incident.
    IncidentRaiser = "incident_raiser",
    /// Works for the national body's secretariat.
    PanelSecretariat = "panel_secretariat",
    /// Member of the national body.
    PanelMember = "panel_member",
    /// Helps the partnerships of a region.
    RegionalFacilitator = "regional_facilitator",
    /// Comes from the organisation that hosts a region or national body, or from a partner body, and is its second person where nobody
    /// else of it is: reads what it wants others to read before it leaves.
    SecondReader = "second_reader",
    /// The family's named contact.
    FamilyContact = "family_contact",
    /// Comes from another organisation to take part in a review; sees what its team lets them.
    Guest = "guest",
    /// Administers one organisation: people, access, calendars. No case access by this role.
    Administrator = "administrator",
    /// Runs the instance. No case access.
    Operator = "operator",
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The code names no role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no such role")]
pub struct NoSuchRole;

impl FromStr for Role {
    type Err = NoSuchRole;

    fn from_str(code: &str) -> Result<Self, NoSuchRole> {
        Self::ALL
            .iter()
            .copied()
            .find(|role| role.code() == code)
            .ok_or(NoSuchRole)
    }
}

impl TryFrom<String> for Role {
    type Error = NoSuchRole;

    fn try_from(code: String) -> Result<Self, NoSuchRole> {
        code.parse()
    }
}

impl From<Role> for String {
    fn from(role: Role) -> Self {
        role.code().to_owned()
    }
}
