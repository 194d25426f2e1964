//! What a passage may give away, and what speaks for it. Names on screen are interface texts under the codes.

use serde::{Deserialize, Serialize};

/// What kind of thing a passage names. Texts on screen: `gate-kind-` and the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A child of the case.
    Child,
    /// A parent, carer or other member of the family or household.
    Family,
    /// Somebody who worked with the family.
    Practitioner,
    /// Anybody else, or somebody whose part is not known.
    Person,
    /// A school, hospital, surgery, company, charity or other body.
    Organisation,
    /// A town, village, estate, ward, street or other place.
    Place,
    /// A house, flat or postal address.
    Address,
    /// A full postcode.
    Postcode,
    /// The first half of a postcode.
    PostcodeArea,
    /// An NHS number.
    NhsNumber,
    /// A national insurance number.
    NationalInsurance,
    /// A pupil's number.
    Upn,
    /// A passport number.
    Passport,
    /// A driving licence number.
    DrivingLicence,
    /// A vehicle registration mark.
    Vehicle,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A web address.
    Web,
    /// An account on a social network.
    Social,
    /// A network address of a device.
    Device,
    /// The number or citation of a court case.
    CourtCase,
    /// A reference of the police.
    PoliceReference,
    /// A hospital's or another record's number.
    RecordNumber,
    /// Another reference by which somebody can be looked up.
    Reference,
    /// A bank card.
    BankCard,
    /// A bank account.
    BankAccount,
    /// The day on which somebody was born.
    BirthDate,
    /// Another date.
    Date,
    /// How old somebody is.
    Age,
    /// A job or office.
    Role,
    /// A nationality, ethnicity, language or faith.
    Group,
    /// An amount or a measure that can be looked up.
    Amount,
    /// Something else that the recogniser found.
    Other,
    /// A number in the form of an identifier that fails its check: a slip, or something else.
    FailedCheck,
}

impl Kind {
    /// Its code, for `gate-kind-` texts and for JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Child => "child",
            Self::Family => "family",
            Self::Practitioner => "practitioner",
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Address => "address",
            Self::Postcode => "postcode",
            Self::PostcodeArea => "postcode-area",
            Self::NhsNumber => "nhs-number",
            Self::NationalInsurance => "national-insurance",
            Self::Upn => "upn",
            Self::Passport => "passport",
            Self::DrivingLicence => "driving-licence",
            Self::Vehicle => "vehicle",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Web => "web",
            Self::Social => "social",
            Self::Device => "device",
            Self::CourtCase => "court-case",
            Self::PoliceReference => "police-reference",
            Self::RecordNumber => "record-number",
            Self::Reference => "reference",
            Self::BankCard => "bank-card",
            Self::BankAccount => "bank-account",
            Self::BirthDate => "birth-date",
            Self::Date => "date",
            Self::Age => "age",
            Self::Role => "role",
            Self::Group => "group",
            Self::Amount => "amount",
            Self::Other => "other",
            Self::FailedCheck => "failed-check",
        }
    }

    /// Whether it is a number or day of one person, vehicle or record and of nobody else, on record here or not.
    #[must_use]
    pub const fn is_of_one(self) -> bool {
        matches!(
            self,
            Self::NhsNumber
                | Self::NationalInsurance
                | Self::Upn
                | Self::Passport
                | Self::DrivingLicence
                | Self::Vehicle
                | Self::BirthDate
                | Self::RecordNumber
                | Self::CourtCase
                | Self::BankCard
                | Self::BankAccount
        )
    }

    /// Whether it points at one person, household or record by itself; the others do so together.
    #[must_use]
    pub const fn is_direct(self) -> bool {
        !matches!(
            self,
            Self::Organisation
                | Self::Place
                | Self::PostcodeArea
                | Self::Date
                | Self::Age
                | Self::Role
                | Self::Group
                | Self::Amount
                | Self::Other
                | Self::FailedCheck
        )
    }

    /// Whether something of the register that is this is of a family: they themselves, their addresses and numbers.
    #[must_use]
    pub const fn is_of_a_family(self) -> bool {
        !matches!(
            self,
            Self::Practitioner
                | Self::Organisation
                | Self::Place
                | Self::PostcodeArea
                | Self::Date
                | Self::Age
                | Self::Role
        )
    }

    /// Whether it names a human being.
    #[must_use]
    pub const fn is_somebody(self) -> bool {
        matches!(
            self,
            Self::Child | Self::Family | Self::Practitioner | Self::Person
        )
    }
}

/// How sure it is that the passage is what it seems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// It may be: a person is asked, and nothing is replaced unless they say so.
    Asked,
    /// It very likely is, and is replaced unless a person says no.
    Likely,
    /// It is.
    Sure,
}

/// Who found it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// The recogniser of names.
    Recogniser,
    /// The form in which such things are written.
    Pattern,
    /// The case's own register.
    Register,
}

/// Why it was found. Texts on screen: `gate-why-` and the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// It stands in the register.
    Known,
    /// A form of a name of the register: of somebody, several of a family, a part of the name.
    KnownForm,
    /// A name of the register with a letter wrong.
    KnownMisspelt,
    /// Initials of somebody of the register.
    KnownInitials,
    /// The birth date, or an age counted from it.
    KnownBirth,
    /// A day that matters in the case.
    KnownDay,
    /// The letters of a name of the register, taken apart, run together, with figures among them, or backwards.
    KnownLetters,
    /// A word of the language that is also a name of the register.
    OrdinaryWord,
    /// A short name of the register with a letter wrong.
    ShortMisspelt,
    /// The form is right and so is the check digit.
    CheckFits,
    /// The form is right; such numbers have no check digit.
    FormFits,
    /// The words around it say so.
    Context,
    /// It is told from a birthday.
    FromBirthday,
    /// The form is right and the check digit wrong.
    CheckFails,
    /// The letters before the number are never given out.
    PrefixNeverGiven,
    /// The recogniser says so.
    Recognised,
}

impl Why {
    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::KnownForm => "known-form",
            Self::KnownMisspelt => "known-misspelt",
            Self::KnownInitials => "known-initials",
            Self::KnownBirth => "known-birth",
            Self::KnownDay => "known-day",
            Self::KnownLetters => "known-letters",
            Self::OrdinaryWord => "ordinary-word",
            Self::ShortMisspelt => "short-misspelt",
            Self::CheckFits => "check-fits",
            Self::FormFits => "form-fits",
            Self::Context => "context",
            Self::FromBirthday => "from-birthday",
            Self::CheckFails => "check-fails",
            Self::PrefixNeverGiven => "prefix-never-given",
            Self::Recognised => "recognised",
        }
    }
}
