//! What a message is about, in codes.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::link::Link;
use crate::text::is_for_a_header;

/// What a message is about. A new kind says as little: it must be the same for every case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// There is a request to answer.
    Request,
    /// A request to answer was changed. Never says how.
    Changed,
    /// The last day for it comes. Never says when.
    Reminder,
    /// Its last day has passed.
    Passed,
    /// To a named manager: something that their agency was asked for is not yet received.
    Escalation,
    /// There is something to check that somebody wrote down at the time.
    Check,
    /// There is something to look at again that somebody wrote down earlier.
    Revisit,
    /// There is something new in shared learning.
    Digest,
    /// Something in shared learning that they opened was taken back.
    Recall,
    /// Something was asked about what their agency returned.
    Question,
    /// Something in shared learning that they opened has a newer version.
    Newer,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 11] = [
        Self::Request,
        Self::Changed,
        Self::Reminder,
        Self::Passed,
        Self::Escalation,
        Self::Check,
        Self::Revisit,
        Self::Digest,
        Self::Recall,
        Self::Question,
        Self::Newer,
    ];

    /// The stable code, for a store and for the key of its words.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Changed => "changed",
            Self::Reminder => "reminder",
            Self::Passed => "passed",
            Self::Escalation => "escalation",
            Self::Check => "check",
            Self::Revisit => "revisit",
            Self::Digest => "digest",
            Self::Recall => "recall",
            Self::Question => "question",
            Self::Newer => "newer",
        }
    }

    /// The kind with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// The name of the organisation whose business a message is, as administrators wrote it: never the name of a person,
/// an agency's team, a review or a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation(String);

/// Why a name cannot stand in a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the name of an organisation is one line of 120 characters at most, without an address")]
pub struct OrganisationWrong;

/// Longest name, in characters.
const LONGEST_NAME: usize = 120;

impl Organisation {
    /// An organisation's name.
    ///
    /// # Errors
    /// [`OrganisationWrong`] when it is blank or too long, has line breaks or signs that cannot be seen, or an address
    /// that a reader's program would make a link of.
    pub fn named(name: &str) -> Result<Self, OrganisationWrong> {
        let name = name.trim();
        if !is_for_a_header(name, LONGEST_NAME) || name.contains("://") || name.contains('@') {
            return Err(OrganisationWrong);
        }
        Ok(Self(name.to_owned()))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// All that a message can say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// What it is about.
    pub kind: Kind,
    /// Whose business it is; none for what belongs to an account.
    pub organisation: Option<Organisation>,
    /// Where to go.
    pub link: Link,
    /// Whether this is no real service: the words have to say that nothing in it is about real people.
    pub rehearsal: bool,
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    #[test]
    fn the_code_of_a_kind_is_the_one_that_is_stored() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_code(kind.code()), Some(kind));
            let stored = toml::Value::try_from(kind).unwrap();
            assert_eq!(stored.as_str(), Some(kind.code()));
        }
        assert_eq!(Kind::from_code("case"), None);
    }

    #[test]
    fn a_name_is_one_line_that_is_what_it_seems() {
        let name = Organisation::named(" Älderby & Ödmere Safeguarding Partnership ").unwrap();
        assert_eq!(name.as_str(), "Älderby & Ödmere Safeguarding Partnership");
        for wrong in [
            "",
            " ",
            "Aldermere\r\nBcc: a@b.example",
            "Aldermere\nPartnership",
            "Aldermere\u{2028}Partnership",
            "Aldermere\u{202e}pihsrentraP",
            "=?utf-8?b?QWxkZXJtZXJl?=",
            "Aldermere https://elsewhere.example",
            "ana@aldermere.example",
            &"a".repeat(121),
        ] {
            assert_eq!(
                Organisation::named(wrong),
                Err(OrganisationWrong),
                "{wrong:?}"
            );
        }
    }
}
