//! From an answer to the national code that leaves, and what that code cannot say.
//!
//! | answer | ethnicity | sex | disability |
//! |---|---|---|---|
//! | a value with a code | the code | the code | the codes |
//! | declined | `REFU` | `0`, hides it | nothing, hides it |
//! | not asked | `NOBT` | `0` | nothing, hides it |
//! | not known | `NOBT`, hides it | `0`, hides it | nothing, hides it |
//! | agencies differ | `NOBT`, hides it | `0`, hides it | nothing, hides it |
//! | never came up | `NOBT`, hides it | `0`, hides it | nothing, hides it |
//! | a value without a code | nothing, hides it | nothing, hides it | nothing, hides it |
//!
//! `NOBT` ("not yet obtained") says only that there is nothing to send, so it is true of *not
//! known* and of *agencies differ*, though it says less; choosing one of several accounts, or
//! `OOTH` for words without a code, would be an inference. The disability item has no such code,
//! and `NONE` would be a false statement. Whoever sends is shown each [`Hides`] beforehand.

use std::fmt;

use super::{
    Account, Answer, CodeList, CodeLists, IdentityQuestion, IdentityValue, Said, StandsFor,
};

/// What leaves for one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The codes; none where the list has no honest one.
    pub codes: Vec<String>,
    /// What we know and the codes do not say.
    pub hides: Option<Hides>,
}

/// What national codes cannot say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hides {
    /// That the question has not come up yet.
    NeverCameUp,
    /// That nobody asked.
    NotAsked,
    /// That the person was asked and did not wish to say.
    Declined,
    /// That it is not known.
    NotKnown,
    /// That agencies differ.
    AgenciesDiffer,
    /// What the person said, since nobody has chosen a code for it.
    NoCodeChosen,
}

/// The sentence shown to whoever sends.
impl fmt::Display for Hides {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NeverCameUp => "Nothing is recorded here. Find out, or record why not",
            Self::NotAsked => "Nobody has asked. The national code does not say so",
            Self::Declined => "The person did not wish to say. The national code does not say so",
            Self::NotKnown => "This is not known. The national code does not say so",
            Self::AgenciesDiffer => "Agencies differ. The national code does not say so",
            Self::NoCodeChosen => {
                "There is an answer in words and no code. Ask which of the codes the person would choose"
            }
        })
    }
}

/// Why there is nothing to export.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// National returns have no code list for this question.
    #[error("there is no national code list for this question")]
    NoList,
    /// The list is missing from the code lists in use.
    #[error("the code list {0} is missing")]
    ListMissing(&'static str),
    /// The answer has a code that the list in use does not know.
    #[error("the list {list} has no code {code} any more: choose again")]
    OldCode {
        /// The list.
        list: String,
        /// The code recorded.
        code: String,
    },
}

/// The national codes for an answer, as the table of this module says.
///
/// # Errors
/// [`ExportError`] where there is no list, or the code is not of the list in use.
pub fn export(
    question: IdentityQuestion,
    answer: Option<&Answer<IdentityValue>>,
    lists: &CodeLists,
) -> Result<Exported, ExportError> {
    let id = question.code_list().ok_or(ExportError::NoList)?;
    let list = lists.list(id).ok_or(ExportError::ListMissing(id))?;
    match answer {
        None => Ok(no_value(list, Hides::NeverCameUp)),
        Some(Answer::One(account)) => one(list, account),
        Some(Answer::AgenciesDiffer(differing)) => match agreed(differing.accounts()) {
            Some(account) => one(list, account),
            None => Ok(no_value(list, Hides::AgenciesDiffer)),
        },
    }
}

fn one(list: &CodeList, account: &Account<IdentityValue>) -> Result<Exported, ExportError> {
    match &account.said {
        Said::Value(IdentityValue::Coded(value)) if value.list() == list.id => {
            let old = value.codes().iter().find(|code| list.code(code).is_none());
            if let Some(code) = old {
                let (list, code) = (list.id.clone(), code.clone());
                return Err(ExportError::OldCode { list, code });
            }
            Ok(Exported {
                codes: value.codes().to_vec(),
                hides: None,
            })
        }
        Said::Value(_) => Ok(Exported {
            codes: Vec::new(),
            hides: Some(Hides::NoCodeChosen),
        }),
        Said::NotAsked => Ok(no_value(list, Hides::NotAsked)),
        Said::Declined => Ok(no_value(list, Hides::Declined)),
        Said::NotKnown => Ok(no_value(list, Hides::NotKnown)),
    }
}

/// Accounts that differ only in words have one code between them.
fn agreed(accounts: &[Account<IdentityValue>]) -> Option<&Account<IdentityValue>> {
    let mut saying = accounts.iter().filter(|account| account.says_something());
    let first = saying.next()?;
    let coded = matches!(first.said, Said::Value(IdentityValue::Coded(_)));
    (coded && saying.all(|other| other.said == first.said)).then_some(first)
}

fn no_value(list: &CodeList, why: Hides) -> Exported {
    let declined = list.standing_for(StandsFor::Declined);
    let not_obtained = list.standing_for(StandsFor::NotObtained);
    let (code, hides) = match why {
        Hides::Declined if declined.is_some() => (declined, None),
        Hides::NotAsked if not_obtained.is_some() => (not_obtained, None),
        _ => (not_obtained, Some(why)),
    };
    Exported {
        codes: code.map(|known| known.code.clone()).into_iter().collect(),
        hides,
    }
}
