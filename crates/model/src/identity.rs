//! What a person says of who they are: ethnicity, religion, language, disability, sex, gender,
//! nationality, immigration status.
//!
//! Nothing here is ever inferred, from looks, a name, an address or another answer: every account
//! says whose it is and when it was given. There is no "unknown": *not asked*, *declined*, *not
//! known* and *agencies differ* say different things about practice, and reviews ask about each.
//! National codes are a mapping at export, in [`export`], and never the record itself.

mod code_lists;
mod export;

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

pub use code_lists::{CodeList, CodeListError, CodeLists, NationalCode, NotAValue, StandsFor};
pub use export::{ExportError, Exported, Hides, export};

use crate::{Sensitive, UncertainDate};

/// A question about who somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentityQuestion {
    /// Ethnic group or background.
    Ethnicity,
    /// Religion or belief, also "none".
    Religion,
    /// First language, and the one in which to speak with the person.
    Language,
    /// Disabilities, as the person or family describes them.
    Disability,
    /// Sex.
    Sex,
    /// Gender, where the person says something about it besides their sex.
    Gender,
    /// Nationality or nationalities.
    Nationality,
    /// Immigration status.
    ImmigrationStatus,
}

impl IdentityQuestion {
    /// Every question, in the order in which forms ask.
    pub const ALL: [Self; 8] = [
        Self::Ethnicity,
        Self::Religion,
        Self::Language,
        Self::Disability,
        Self::Sex,
        Self::Gender,
        Self::Nationality,
        Self::ImmigrationStatus,
    ];

    /// The code list that national returns use for it, when there is one.
    #[must_use]
    pub const fn code_list(self) -> Option<&'static str> {
        match self {
            Self::Ethnicity => Some("cin-ethnicity"),
            Self::Disability => Some("cin-disability"),
            Self::Sex => Some("cin-sex"),
            Self::Religion
            | Self::Language
            | Self::Gender
            | Self::Nationality
            | Self::ImmigrationStatus => None,
        }
    }
}

/// A value as recorded: with national codes where there is a list and one fits, or described in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentityValue {
    /// Codes of a list, chosen by the person or read out to them; [`CodeLists::value`] makes one.
    Coded(CodedValue),
    /// Words, where there is no list or nobody has chosen a code yet.
    Described(Sensitive<String>),
}

/// One or several codes of one list. A revision keeps the codes as they were chosen, also when a
/// later list no longer has them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodedValue {
    list: String,
    codes: Vec<String>,
}

/// The codes say what people keep private, so logs show only the list.
impl fmt::Debug for CodedValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: [redacted]", self.list)
    }
}

impl CodedValue {
    /// The list that the codes are of.
    #[must_use]
    pub fn list(&self) -> &str {
        &self.list
    }

    /// The codes, in the order of the list, each once.
    #[must_use]
    pub fn codes(&self) -> &[String] {
        &self.codes
    }
}

/// What one account says: a value, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said<T> {
    /// This.
    Value(T),
    /// Nobody asked. A fact about practice, not about the person.
    NotAsked,
    /// The person was asked and did not wish to say.
    Declined,
    /// They were asked, or the records were searched, and it is not known.
    NotKnown,
}

/// Who gave an account. Nobody's impression is one: there is no kind for "it appears so".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// The person themself.
    Themself,
    /// A parent or carer.
    ParentOrCarer,
    /// Another member of the family.
    OtherFamily,
    /// A practitioner who says what the person or family told them.
    Practitioner,
    /// An agency's record; it may not say who was asked.
    AgencyRecord,
}

/// Whose account it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// What kind of source.
    pub kind: SourceKind,
    /// Who: a name, a role, an agency and its record.
    pub who: Sensitive<String>,
}

/// One account: what is said, in whose words, by whom, when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account<T> {
    /// What it says.
    pub said: Said<T>,
    /// The person's own words, when they are on record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_words: Option<Sensitive<String>>,
    /// Whose account it is. For *not asked*, who established that.
    pub source: Source,
    /// When it was said, or recorded by the source.
    pub on: UncertainDate,
}

/// The answer to one question: one account, or several that differ and stand side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[serde(bound(deserialize = "T: Deserialize<'de> + PartialEq"))]
pub enum Answer<T> {
    /// One account; a value, *not asked*, *declined* or *not known*.
    One(Account<T>),
    /// Accounts that differ. Nobody has chosen between them, and no export does.
    AgenciesDiffer(Differing<T>),
}

/// Two or more accounts that say different things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Account<T>>")]
#[serde(bound(deserialize = "T: Deserialize<'de> + PartialEq"))]
pub struct Differing<T>(#[serde(bound(serialize = "T: Serialize"))] Vec<Account<T>>);

/// The accounts do not differ: an agency that did not ask, or does not know, contradicts nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("record agencies as differing only when two of them say different things")]
pub struct NotDiffering;

impl<T: PartialEq> Differing<T> {
    /// Accounts of which at least two say something (a value, or that it was declined) and do not
    /// say the same, in codes or in the person's words. Others may stand beside them.
    ///
    /// # Errors
    /// [`NotDiffering`].
    pub fn new(accounts: Vec<Account<T>>) -> Result<Self, NotDiffering> {
        let mut saying = accounts.iter().filter(|account| account.says_something());
        let first = saying.next().ok_or(NotDiffering)?;
        let differs =
            |other: &Account<T>| other.said != first.said || other.own_words != first.own_words;
        if !saying.any(differs) {
            return Err(NotDiffering);
        }
        Ok(Self(accounts))
    }
}

impl<T> Differing<T> {
    /// The accounts, as they were entered.
    #[must_use]
    pub fn accounts(&self) -> &[Account<T>] {
        &self.0
    }
}

impl<T: PartialEq> TryFrom<Vec<Account<T>>> for Differing<T> {
    type Error = NotDiffering;

    fn try_from(accounts: Vec<Account<T>>) -> Result<Self, NotDiffering> {
        Self::new(accounts)
    }
}

impl<T> Account<T> {
    const fn says_something(&self) -> bool {
        matches!(self.said, Said::Value(_) | Said::Declined)
    }
}

impl<T> Answer<T> {
    /// Every account in it.
    #[must_use]
    pub fn accounts(&self) -> &[Account<T>] {
        match self {
            Self::One(account) => std::slice::from_ref(account),
            Self::AgenciesDiffer(differing) => differing.accounts(),
        }
    }

    /// The value, when one account gives one and no other contradicts it.
    #[must_use]
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::One(Account {
                said: Said::Value(value),
                ..
            }) => Some(value),
            _ => None,
        }
    }
}

/// The answers of one person. A question without one has not come up yet: that is not the same
/// as *not asked*, which somebody has established.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Identity(BTreeMap<IdentityQuestion, Answer<IdentityValue>>);

impl Identity {
    /// The answer to a question, when it has come up.
    #[must_use]
    pub fn answer(&self, question: IdentityQuestion) -> Option<&Answer<IdentityValue>> {
        self.0.get(&question)
    }

    /// Records an answer in place of an earlier one, which stays in the revision before.
    pub fn record(&mut self, question: IdentityQuestion, answer: Answer<IdentityValue>) {
        self.0.insert(question, answer);
    }

    /// The questions that have not come up yet, in the order of forms.
    pub fn open_questions(&self) -> impl Iterator<Item = IdentityQuestion> {
        IdentityQuestion::ALL
            .into_iter()
            .filter(|question| !self.0.contains_key(question))
    }
}

#[cfg(test)]
mod tests;
