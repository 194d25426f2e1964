//! What is checked before publication, and who hears of it first.

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::scheme::{CodeList, Scheme, kinds};
use crate::{RecordId, Sensitive, UncertainDate};

/// The scheme's lists of lines to check, one for each group, in the order in which they are shown.
const CHECK_LISTS: [&str; 4] = [
    "publication_identifiers",
    "publication_jigsaw",
    "publication_residue",
    LEGAL_BARS,
];

/// The group of legal bars, which whoever reads for legal advice may answer.
const LEGAL_BARS: &str = "publication_legal";

/// One group of lines to check.
#[derive(Debug, Clone, Copy)]
pub struct CheckGroup<'a> {
    /// The list of the scheme.
    pub list: &'a CodeList,
    /// Whether its lines are legal bars.
    pub legal: bool,
}

/// The groups of lines that a scheme asks for.
pub fn check_groups(scheme: &Scheme) -> impl Iterator<Item = CheckGroup<'_>> {
    CHECK_LISTS.iter().filter_map(|id| {
        let list = scheme.list(id)?;
        let legal = *id == LEGAL_BARS;
        Some(CheckGroup { list, legal })
    })
}

kinds! {
    /// What somebody says of a line of the checklist.
    CheckSays {
        /// It was looked for, and what was found is removed or made general.
        Done = "done",
        /// It does not apply here.
        DoesNotApply = "does_not_apply",
        /// It stops publication.
        Stops = "stops",
    }
}

/// What was said of one line of the checklist. Each change keeps what was said before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedLine {
    /// The line: a code of one of the scheme's lists.
    pub line: String,
    /// Of which version.
    pub of: RecordId,
    /// What was said.
    pub says: CheckSays,
    /// Why it does not apply or stops publication; what was done, when somebody wants to say it.
    pub words: Sensitive<String>,
    /// Who checked it: name and role.
    pub by: Sensitive<String>,
    /// When.
    pub on: UncertainDate,
}

impl Record for CheckedLine {
    const KIND: &'static str = "publication_check";

    fn state(&self) -> Option<&'static str> {
        Some(self.says.code())
    }
}

kinds! {
    /// Who hears of publication before others do.
    FirstTold {
        /// The child and the family.
        Family = "family",
        /// Carers of surviving brothers and sisters.
        Carers = "carers",
        /// The practitioners who were there.
        Practitioners = "practitioners",
    }
}

kinds! {
    /// Whether what they said of the draft was answered.
    CommentsStand {
        /// They had no comments.
        None = "none",
        /// Every comment was answered.
        Answered = "answered",
        /// Some still wait for an answer.
        Waiting = "waiting",
    }
}

/// How long somebody had the draft, and what came of their comments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftTime {
    /// From when.
    pub from: UncertainDate,
    /// How long, in words.
    pub how_long: Sensitive<String>,
    /// Where their comments stand.
    pub comments: CommentsStand,
}

/// When somebody was told, and by whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldOn {
    /// When.
    pub on: UncertainDate,
    /// By whom: name and role.
    pub by: Sensitive<String>,
}

/// Why somebody was not told first, or had no draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotFirst {
    /// A code of the scheme's list `not_told_first`.
    pub reason: String,
    /// In words.
    pub words: Sensitive<String>,
    /// Who decided it: name and role.
    pub decided_by: Sensitive<String>,
}

/// Whether one group heard of publication first and had time with the draft, or why not. How somebody is reached safely is
/// kept in its own section and never here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldFirst {
    /// Which group.
    pub whom: FirstTold,
    /// Of which version.
    pub of: RecordId,
    /// Whether telling them, or what they are shown, could put somebody in danger: what was asked, of whom, and what is
    /// done about it. Asked before anything else.
    pub danger: Sensitive<String>,
    /// When they were told; absent when they were not.
    pub told: Option<ToldOn>,
    /// Their time with the draft; absent when they had none.
    pub draft: Option<DraftTime>,
    /// Why not, where they were not told or had no draft.
    pub not_first: Option<NotFirst>,
}

impl ToldFirst {
    /// Whether nothing is left to do for this group.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        let answered = |draft: &DraftTime| draft.comments != CommentsStand::Waiting;
        let heard = self.told.is_some() && self.draft.is_some();
        (heard || self.not_first.is_some()) && self.draft.as_ref().is_none_or(answered)
    }
}

impl Record for ToldFirst {
    const KIND: &'static str = "told_first";

    fn state(&self) -> Option<&'static str> {
        Some(if self.is_complete() {
            "complete"
        } else {
            "open"
        })
    }
}
