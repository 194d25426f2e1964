//! What becomes of a row.

use model::Sensitive;
use model::chronology::{Column, Entry};
use serde::{Deserialize, Serialize};

use super::apply::DateDoubt;
use super::mapping::Field;

/// What became of one row of a table. The rows of a table have as many, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowOutcome {
    /// Number of the table in the document.
    pub table: u32,
    /// Number of the row in the table.
    pub row: u32,
    /// The agency that the row names; empty where it names none.
    pub agency: Sensitive<String>,
    /// The number that the row has in the agency's own count; empty where it has none.
    pub number: Sensitive<String>,
    /// What became of it.
    pub what: What,
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Entries: several where the date cell holds several dates.
    Entries(Vec<Entry>),
    /// A person has to say something first.
    Questions {
        /// What is asked, in the order of the columns.
        questions: Vec<Question>,
        /// The entries as far as they could be read, to be taken once the questions are answered.
        entries: Vec<Entry>,
    },
    /// It is no entry.
    Refused(RefusedCode),
}

/// One thing that a person has to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// What.
    pub code: QuestionCode,
    /// The column of the table that it is about, from 0, where it is about one.
    pub column: Option<usize>,
    /// The words of that column.
    pub words: Sensitive<String>,
}

/// What a person has to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionCode {
    /// The row has no date, and the row above it has none that was read.
    NoDate,
    /// The row has no date: does it go on from the row of this number, or is it another entry of that date?
    Continues(u32),
    /// The date was not understood, or only with a doubt.
    Date(DateDoubt),
    /// The date is later than the document. A slip of the pen?
    AfterDocument,
    /// The time does not go with the date.
    Time,
    /// The end does not go with the date.
    EndDate,
    /// The day on which it was written down was not understood.
    RecordedOn,
    /// The words are none of the answers that are known for this.
    Answer(Field),
    /// Nobody has said what the column holds.
    NotPlaced,
    /// There is a date and nothing that happened.
    NoText,
    /// A formula whose result is not in the file: what does it show?
    NoResult,
    /// One cell across the row: a heading within the table, or an entry?
    Across,
    /// What a child, or somebody else of harm, told: whose words, and are these they?
    Disclosure,
    /// It may say who caused harm: who is meant, and who says so?
    WhoCausedHarm,
    /// Words of a cell are struck through: do they still stand?
    Struck,
    /// The column for the kind and the account do not fit each other: what does it tell of?
    Kind,
    /// A column of our own table does not say what it should.
    Own(Column),
}

impl QuestionCode {
    /// Whether it says that the date as it was read may not be the date.
    #[must_use]
    pub const fn is_of_the_date(self) -> bool {
        matches!(self, Self::NoDate | Self::Date(_) | Self::AfterDocument)
    }

    /// A stable name of the sentence, for interface texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoDate => "row-no-date",
            Self::Continues(_) => "row-continues",
            Self::Date(doubt) => doubt.code(),
            Self::AfterDocument => "row-after-document",
            Self::Time => "row-time",
            Self::EndDate => "row-end-date",
            Self::RecordedOn => "row-recorded-on",
            Self::Answer(_) => "row-answer",
            Self::NotPlaced => "row-not-placed",
            Self::NoText => "row-no-text",
            Self::NoResult => "row-no-result",
            Self::Across => "row-across",
            Self::Disclosure => "row-disclosure",
            Self::WhoCausedHarm => "row-who-caused-harm",
            Self::Struck => "row-struck",
            Self::Kind => "row-kind",
            Self::Own(_) => "row-own",
        }
    }
}

/// Why a row is no entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusedCode {
    /// Nothing stands in it.
    Empty,
    /// It stands above the heads: a title, the name of the agency.
    AboveTable,
    /// It is the head.
    Head,
    /// It is the head again.
    HeadAgain,
    /// It counts what stands above it.
    Total,
    /// It holds the codes of our own columns.
    Codes,
}

impl RefusedCode {
    /// A stable name of the sentence, for interface texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "row-empty",
            Self::AboveTable => "row-above-table",
            Self::Head => "row-head",
            Self::HeadAgain => "row-head-again",
            Self::Total => "row-total",
            Self::Codes => "row-codes",
        }
    }
}

/// An entry with what a row below it adds: its texts follow, on a new line, and its words are kept with the first
/// row's in the source.
#[must_use]
pub fn joined(first: &Entry, more: &Entry) -> Entry {
    let mut whole = first.clone();
    let texts = [
        (&mut whole.text, &more.text),
        (&mut whole.response, &more.response),
        (&mut whole.outcome, &more.outcome),
        (&mut whole.voice, &more.voice),
        (&mut whole.comment, &more.comment),
    ];
    for (text, more) in texts {
        add_line(text, &more.0);
    }
    whole.about.extend(more.about.iter().cloned());
    whole.present.extend(more.present.iter().cloned());
    if let (Some(source), Some(more)) = (&mut whole.source, &more.source) {
        add_line(&mut source.words, &more.words.0);
        source.end = u32::try_from(source.words.0.chars().count()).unwrap_or(u32::MAX);
    }
    whole
}

/// Adds a text on a new line, where it has any.
pub fn add_line(text: &mut Sensitive<String>, more: &str) {
    if more.is_empty() {
        return;
    }
    if !text.0.is_empty() {
        text.0.push('\n');
    }
    text.0.push_str(more);
}
