//! Publication: the planned day, the version that is to be published, the decision, and what follows it.

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::scheme::{StageKind, kinds};
use crate::{FileId, RecordId, Sensitive, UncertainDate};

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

/// A version of what is to be published. Everything that is checked, said and approved before publication is of one
/// version; a later version asks for all of it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationVersion {
    /// The file of the review that it is, when it is kept there.
    pub file: Option<FileId>,
    /// Which version it is, in words; may be empty beside a file.
    pub words: Sensitive<String>,
    /// Who says that this version is to be published: name and role.
    pub named_by: Sensitive<String>,
    /// Digest of the file whose properties, comments and other pieces beside its text somebody looked at before they named it;
    /// absent where it carries none.
    #[serde(default)]
    pub looked: Option<String>,
}

impl Record for PublicationVersion {
    const KIND: &'static str = "publication_version";
}

kinds! {
    /// What is decided about publishing.
    PublicationOutcome {
        /// The report is published in full.
        Published = "published",
        /// Only the improvements that are needed are published.
        ImprovementsOnly = "improvements_only",
        /// Nothing is published.
        Withheld = "withheld",
    }
}

impl PublicationOutcome {
    /// The stage of the track that the decision leads to.
    #[must_use]
    pub const fn stage(self) -> StageKind {
        match self {
            Self::Published => StageKind::Published,
            Self::ImprovementsOnly => StageKind::ImprovementsOnly,
            Self::Withheld => StageKind::Withheld,
        }
    }

    /// Whether anything is published.
    #[must_use]
    pub const fn publishes(self) -> bool {
        !matches!(self, Self::Withheld)
    }
}

/// Why publication does not wait for the working days after the notice, and who says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotWaiting {
    /// Why.
    pub why: Sensitive<String>,
    /// Who decided it: name and role.
    pub by: Sensitive<String>,
}

/// A decision to publish, to publish improvements alone, or to publish nothing. It is a record: nothing is served to
/// the public from here.
///
/// Source: Children Act 2004, section 16F; SI 2018/789, regulations 9 and 10.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationDecision {
    /// What was decided.
    pub outcome: PublicationOutcome,
    /// Of which version.
    pub of: RecordId,
    /// When it was published, or when it was decided that nothing is.
    pub on: UncertainDate,
    /// What is published; when nothing is, what is done with the learning.
    pub what: Sensitive<String>,
    /// Why the report is not published in full; empty when it is.
    pub why: Sensitive<String>,
    /// Who decided it: name and role.
    pub decided_by: Sensitive<String>,
    /// Why it was not waited for the working days after the notice; absent when it was.
    pub not_waiting: Option<NotWaiting>,
}

impl Record for PublicationDecision {
    const KIND: &'static str = "publication_decision";

    fn state(&self) -> Option<&'static str> {
        Some(self.outcome.code())
    }
}

/// What follows publication: where it can be read, and how it came to those who keep it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationAfter {
    /// The address at which it can be read, as text: nothing here opens it.
    pub address: Sensitive<String>,
    /// Who keeps it available, and answers when somebody asks for it later: name and role.
    pub kept_by: Sensitive<String>,
    /// When it was sent to the repository of reviews; absent while it was not.
    pub repository: Option<UncertainDate>,
    /// How it was sent there, or why it was not.
    pub repository_words: Sensitive<String>,
    /// How the family and the practitioners heard of it before others did.
    pub told_first: Sensitive<String>,
}

impl Record for PublicationAfter {
    const KIND: &'static str = "publication_after";
}
