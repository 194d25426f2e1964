//! National code lists, from `data/code_lists.toml`.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Deserialize;

use super::CodedValue;

const CODE_LISTS: &str = include_str!("../../data/code_lists.toml");

/// The code lists, by id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeLists(BTreeMap<String, CodeList>);

/// One national code list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeList {
    /// What it is called in this service: `cin-ethnicity`.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The document that the codes are from.
    pub source: String,
    /// Whether somebody has compared the codes with that document.
    pub checked: bool,
    /// When they were.
    pub checked_on: Option<Date>,
    /// Whether a person may have several of its codes.
    pub several: bool,
    /// The codes, in the order of forms.
    pub codes: Vec<NationalCode>,
}

/// One code of a list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NationalCode {
    /// The code as it is sent.
    pub code: String,
    /// Plain words for it.
    pub label: String,
    /// What the code is.
    #[serde(default)]
    pub stands_for: StandsFor,
}

/// What a code is: a value that a person can give, or a way to say that there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StandsFor {
    /// A value.
    #[default]
    Value,
    /// A value, but never together with another ("no disability").
    NoneOfThese,
    /// Asked, and the person did not wish to say.
    Declined,
    /// Nothing has been obtained, for whatever reason.
    NotObtained,
}

/// A code-list file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodeListError {
    /// The file is not what a code-list file looks like; the text names line and key.
    #[error("the code lists cannot be read: {0}")]
    Unreadable(String),
    /// Two lists have one id.
    #[error("the code list {0} stands there twice")]
    ListTwice(String),
    /// A list has a code twice.
    #[error("the code list {list} has {code} twice")]
    CodeTwice {
        /// The list.
        list: String,
        /// The code.
        code: String,
    },
    /// A list is marked as checked and does not say when.
    #[error("the code list {0} is checked and does not say on which day")]
    CheckedWhen(String),
}

/// The codes chosen are no value of the list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAValue {
    /// There is no such list.
    #[error("there is no code list {0}")]
    NoSuchList(String),
    /// The list has no such code.
    #[error("the list {list} has no code {code}")]
    NoSuchCode {
        /// The list.
        list: String,
        /// The code.
        code: String,
    },
    /// The code says that there is no value: record *declined* or *not asked* instead.
    #[error("{0} is no value: record why there is none (declined, not asked or not known)")]
    NoAnswer(String),
    /// No code at all, or several of a list that takes one.
    #[error("choose one code")]
    NotOne,
    /// "None of these" together with another code.
    #[error("{0} cannot stand beside another code")]
    Alone(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    list: Vec<CodeList>,
}

impl CodeLists {
    /// The lists inside the program.
    ///
    /// # Errors
    /// When they are broken; a test reads them, so a released program does not meet this.
    pub fn embedded() -> Result<Self, CodeListError> {
        Self::from_toml(CODE_LISTS)
    }

    /// Lists from a file.
    ///
    /// # Errors
    /// [`CodeListError`] names the line and key, or the list and code.
    pub fn from_toml(text: &str) -> Result<Self, CodeListError> {
        let file: File =
            toml::from_str(text).map_err(|error| CodeListError::Unreadable(error.to_string()))?;
        let mut lists = BTreeMap::new();
        for list in file.list {
            let mut codes = BTreeSet::new();
            if let Some(twice) = list.codes.iter().find(|code| !codes.insert(&code.code)) {
                return Err(CodeListError::CodeTwice {
                    list: list.id,
                    code: twice.code.clone(),
                });
            }
            if list.checked && list.checked_on.is_none() {
                return Err(CodeListError::CheckedWhen(list.id));
            }
            if let Some(twice) = lists.insert(list.id.clone(), list) {
                return Err(CodeListError::ListTwice(twice.id));
            }
        }
        Ok(Self(lists))
    }

    /// A list, when there is one with this id.
    #[must_use]
    pub fn list(&self, id: &str) -> Option<&CodeList> {
        self.0.get(id)
    }

    /// Every list, by id.
    pub fn lists(&self) -> impl Iterator<Item = &CodeList> {
        self.0.values()
    }

    /// A value of one or several codes.
    ///
    /// # Errors
    /// [`NotAValue`] says which code does not fit and why.
    pub fn value(&self, list: &str, codes: &[&str]) -> Result<CodedValue, NotAValue> {
        let list = self
            .list(list)
            .ok_or_else(|| NotAValue::NoSuchList(list.to_owned()))?;
        for code in codes {
            let known = list.code(code).ok_or_else(|| NotAValue::NoSuchCode {
                list: list.id.clone(),
                code: (*code).to_owned(),
            })?;
            if matches!(
                known.stands_for,
                StandsFor::Declined | StandsFor::NotObtained
            ) {
                return Err(NotAValue::NoAnswer(known.code.clone()));
            }
        }
        let chosen: Vec<&NationalCode> = list
            .codes
            .iter()
            .filter(|known| codes.contains(&known.code.as_str()))
            .collect();
        if chosen.is_empty() || (chosen.len() > 1 && !list.several) {
            return Err(NotAValue::NotOne);
        }
        let alone = |known: &&&NationalCode| known.stands_for == StandsFor::NoneOfThese;
        if let (Some(none), true) = (chosen.iter().find(alone), chosen.len() > 1) {
            return Err(NotAValue::Alone(none.code.clone()));
        }
        Ok(CodedValue {
            list: list.id.clone(),
            codes: chosen.into_iter().map(|known| known.code.clone()).collect(),
        })
    }
}

impl CodeList {
    /// A code of the list.
    #[must_use]
    pub fn code(&self, code: &str) -> Option<&NationalCode> {
        self.codes.iter().find(|known| known.code == code)
    }

    /// The codes that are values, for a form to offer.
    pub fn values(&self) -> impl Iterator<Item = &NationalCode> {
        self.codes
            .iter()
            .filter(|known| matches!(known.stands_for, StandsFor::Value | StandsFor::NoneOfThese))
    }

    /// The code by which the list says that there is no value.
    #[must_use]
    pub fn standing_for(&self, what: StandsFor) -> Option<&NationalCode> {
        self.codes.iter().find(|known| known.stands_for == what)
    }
}
