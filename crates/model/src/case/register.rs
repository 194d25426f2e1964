//! People and places beside the children and adults of a review: who a name in an agency's account is, and what people are to
//! each other over time. Nothing here changes a word of an account.

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::scheme::kinds;
use crate::{RecordId, Sensitive, UncertainDate};

kinds! {
    /// Sex of somebody who was entered from an account, as the accounts say it.
    RegisterSex {
        /// Female.
        Female = "female",
        /// Male.
        Male = "male",
        /// Said otherwise than female or male.
        Other = "other",
        /// The accounts do not say.
        NotRecorded = "not_recorded",
    }
}

kinds! {
    /// What a place is.
    PlaceKind {
        /// Somebody's home.
        Home = "home",
        /// A foster home, children's home or other placement.
        Placement = "placement",
        /// A school or college.
        School = "school",
        /// A nursery or childminder.
        Nursery = "nursery",
        /// A GP surgery.
        GpSurgery = "gp_surgery",
        /// A hospital.
        Hospital = "hospital",
        /// A clinic, a centre, a service's office.
        Service = "service",
        /// Anything else.
        Other = "other",
    }
}

kinds! {
    /// How a name in the accounts belongs to whom or what it is said to be.
    NameHow {
        /// The name under which they stand in the register.
        Name = "name",
        /// Another name.
        Alias = "alias",
        /// The same name in another spelling.
        Spelling = "spelling",
        /// No name: a word for them, such as "mum".
        WordFor = "word_for",
        /// Neither a person nor a place.
        Nobody = "nobody",
    }
}

/// Somebody whom only the accounts name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterPerson {
    /// Name, or how the accounts describe them.
    pub name: Sensitive<String>,
    /// Other names and spellings that nobody took from an account.
    pub also_known_as: Sensitive<String>,
    /// What they are in the child's life: grandmother, mother's partner, teacher.
    pub role: Sensitive<String>,
    /// Whether they are a child.
    pub child: bool,
    /// Their sex.
    pub sex: RegisterSex,
}

impl Record for RegisterPerson {
    const KIND: &'static str = "register_person";
}

/// A place that the accounts speak of. Its address is a record of its own, which only some may read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterPlace {
    /// What it is called.
    pub name: Sensitive<String>,
    /// Other names and spellings that nobody took from an account.
    pub also_known_as: Sensitive<String>,
    /// What it is.
    pub kind: PlaceKind,
}

impl Record for RegisterPlace {
    const KIND: &'static str = "register_place";

    fn state(&self) -> Option<&'static str> {
        Some(self.kind.code())
    }
}

/// The address of a place, in the section of protected addresses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceAddress {
    /// The place.
    pub place: RecordId,
    /// Its address.
    pub address: Sensitive<String>,
}

impl Record for PlaceAddress {
    const KIND: &'static str = "place_address";
}

/// That somebody stands in the register in a section that not everybody reads; nothing else of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterWithheld {
    /// The record in the other section.
    pub of: RecordId,
}

impl Record for RegisterWithheld {
    const KIND: &'static str = "register_withheld";
}

/// What somebody said of a name that accounts use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameSaid {
    /// The name as an account writes it.
    pub called: Sensitive<String>,
    /// Who or what it is; none where it is neither a person nor a place.
    pub of: Option<RecordId>,
    /// How it belongs to them.
    pub how: NameHow,
    /// The entry at which somebody said so.
    pub entry: RecordId,
}

impl Record for NameSaid {
    const KIND: &'static str = "name_said";

    fn state(&self) -> Option<&'static str> {
        Some(self.how.code())
    }
}

kinds! {
    /// What one person is to another, or to a place.
    TieKind {
        /// Mother.
        Mother = "mother",
        /// Father.
        Father = "father",
        /// Parent by adoption.
        AdoptiveParent = "adoptive_parent",
        /// Step-parent.
        StepParent = "step_parent",
        /// Husband, wife or civil partner.
        Married = "married",
        /// Partner.
        Partner = "partner",
        /// Former partner.
        FormerPartner = "former_partner",
        /// Brother or sister.
        Sibling = "sibling",
        /// Half-brother or half-sister.
        HalfSibling = "half_sibling",
        /// Step-brother or step-sister.
        StepSibling = "step_sibling",
        /// Grandparent.
        Grandparent = "grandparent",
        /// Aunt or uncle.
        AuntOrUncle = "aunt_or_uncle",
        /// Cousin.
        Cousin = "cousin",
        /// Cares for them, and is none of the others.
        Carer = "carer",
        /// Foster carer.
        FosterCarer = "foster_carer",
        /// Friend, neighbour, or other.
        Other = "other",
        /// Lives in a place.
        LivesAt = "lives_at",
    }
}

impl TieKind {
    /// Whether the first is of the generation before the second's.
    #[must_use]
    pub const fn is_parent(self) -> bool {
        matches!(
            self,
            Self::Mother | Self::Father | Self::AdoptiveParent | Self::StepParent
        )
    }

    /// Whether they are or were a couple.
    #[must_use]
    pub const fn is_couple(self) -> bool {
        matches!(self, Self::Married | Self::Partner | Self::FormerPartner)
    }

    /// Whether the second is a place and not a person.
    #[must_use]
    pub const fn is_of_place(self) -> bool {
        matches!(self, Self::LivesAt)
    }

    /// How many generations the first stands before the second, where the kind says it.
    #[must_use]
    pub const fn generations(self) -> Option<i32> {
        match self {
            Self::Mother
            | Self::Father
            | Self::AdoptiveParent
            | Self::StepParent
            | Self::FosterCarer
            | Self::AuntOrUncle => Some(1),
            Self::Grandparent => Some(2),
            Self::Married
            | Self::Partner
            | Self::FormerPartner
            | Self::Sibling
            | Self::HalfSibling
            | Self::StepSibling
            | Self::Cousin => Some(0),
            Self::Carer | Self::Other | Self::LivesAt => None,
        }
    }
}

/// What one person is to another from one day until another. Two that contradict each other may both stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tie {
    /// The person.
    pub from: RecordId,
    /// What they are.
    pub kind: TieKind,
    /// To whom, or in which place.
    pub to: RecordId,
    /// Since when; none where nobody has said.
    pub since: Option<UncertainDate>,
    /// Until when; none while it lasts, or where nobody has said.
    pub until: Option<UncertainDate>,
    /// Whether it has ended.
    pub ended: bool,
    /// Who says so, or where it stands.
    pub source: Sensitive<String>,
}

impl Tie {
    /// Whether it held on a day, as far as its days say. One that has ended, nobody knows when, held before only if nothing
    /// says otherwise; it does not hold any more on `today` or later.
    #[must_use]
    pub fn stands(&self, on: crate::Date, today: crate::Date) -> TieStands {
        let begun = self.since.as_ref().and_then(UncertainDate::earliest);
        if begun.is_some_and(|begun| begun > on) {
            return TieStands::NotYet;
        }
        let over = self.until.as_ref().and_then(UncertainDate::latest);
        match over {
            Some(over) if over < on => TieStands::Ended,
            None if self.ended && on >= today => TieStands::Ended,
            _ => TieStands::Holds,
        }
    }
}

/// How a relationship stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TieStands {
    /// It had not begun.
    NotYet,
    /// It held, or may have.
    Holds,
    /// It was over.
    Ended,
}

impl Record for Tie {
    const KIND: &'static str = "tie";

    fn state(&self) -> Option<&'static str> {
        Some(if self.ended { "ended" } else { "holds" })
    }
}
