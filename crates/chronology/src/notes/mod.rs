//! Events proposed from free notes and letters, each with the passage that it comes from.
//!
//! Nothing is decided here: a person accepts, changes or declines each proposal. What a child told, and who may have
//! caused harm, is only ever asked. A source's own words stay as they are.

mod acts;
mod alleged;
mod broken;
mod clause;
mod head;
mod head_days;
mod kinds;
mod layout;
mod narrated;
mod parts;
mod patterns;
mod people;
mod propose;
pub(crate) mod quoted;
mod role;
pub(crate) mod row;
mod signs;
mod speech;
mod suspected;
mod telling;
mod thread;
mod tries;
mod when;
mod whom;
mod worries;

use model::chronology::{ChildSeen, Entry, EntryKind, Person, Recorded, Shared, Source};
use model::{Date, Sensitive, UncertainDate};

use crate::dates::Doubt;

pub use head::{Header, header};
pub use propose::propose;

/// A document that was taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// Its name as it was given.
    pub name: Sensitive<String>,
    /// When it was written, where that is known from elsewhere; its own words go before.
    pub date: Option<Date>,
    /// Its paragraphs in reading order.
    pub pieces: Vec<Piece>,
}

/// One paragraph of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Piece {
    /// Page of the original, where it has pages, from 1.
    pub page: Option<u32>,
    /// Its number in reading order, from 1.
    pub paragraph: Option<u32>,
    /// Its words; line breaks are kept.
    pub text: Sensitive<String>,
}

/// Whether an event is proposed, or something has to be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// A careful reader would put it into the chronology.
    Proposed,
    /// It is never more than a question.
    Question(Ask),
}

/// What is asked. Names on screen are interface texts under `note-ask-` and the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// Somebody told of something that may be harm: is it to stand in the chronology, and in which words?
    Disclosure,
    /// A person may be thought to have caused harm: who is meant, and how are they to be called?
    WhoCausedHarm,
    /// It lies after the document was written: did it take place?
    Appointment,
    /// The text only mentions that it happened before: when, and whose record has it?
    EarlierEvent,
    /// The date cannot be read.
    Date(Doubt),
}

impl Ask {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Disclosure => "disclosure",
            Self::WhoCausedHarm => "who_caused_harm",
            Self::Appointment => "appointment",
            Self::EarlierEvent => "earlier_event",
            Self::Date(_) => "date",
        }
    }
}

/// Where the date of a proposal comes from. Names on screen are interface texts under `note-date-` and the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateFrom {
    /// The passage itself says it.
    Passage,
    /// A sentence before it says it; the passage itself does not.
    Before,
    /// Only the document has a date.
    Document,
    /// Nothing says it.
    Nowhere,
}

impl DateFrom {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Passage => "passage",
            Self::Before => "before",
            Self::Document => "document",
            Self::Nowhere => "nowhere",
        }
    }
}

/// One event that a note tells of, or one question about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Proposed, or asked.
    pub status: Status,
    /// What it tells of.
    pub kind: EntryKind,
    /// When it happened; not certain where the passage does not say it.
    pub date: UncertainDate,
    /// The date as the source says it; empty where it does not.
    pub date_words: Sensitive<String>,
    /// Where the date comes from.
    pub date_from: DateFrom,
    /// The words of the source that stand in [`Proposal::source`], on one line; of what somebody was not brought to, our words, and those
    /// of the source in quotation marks.
    pub text: Sensitive<String>,
    /// Whom it is about, as the source calls them. Nobody who may have caused harm, but in that question itself.
    pub about: Vec<Person>,
    /// Whether the child was seen.
    pub seen: ChildSeen,
    /// Whether the child was seen alone.
    pub seen_alone: ChildSeen,
    /// When and by whom it was written down.
    pub recorded: Recorded,
    /// With whom it was shared, as far as the passage says; nobody has confirmed it.
    pub shared: Vec<Shared>,
    /// Where the words stand.
    pub source: Source,
}

impl Proposal {
    /// The entry that it becomes when somebody accepts it as it is; none while it is a question.
    #[must_use]
    pub fn entry(&self) -> Option<Entry> {
        if self.status != Status::Proposed {
            return None;
        }
        let mut entry = Entry::new(self.date, self.kind, &self.text.0);
        entry.date_words = self.date_words.clone();
        entry.about = self.about.clone();
        entry.seen = self.seen;
        entry.seen_alone = self.seen_alone;
        entry.recorded = self.recorded.clone();
        entry.shared = self.shared.clone();
        entry.source = Some(self.source.clone());
        Some(entry)
    }
}
