//! A chronology out: as an Excel workbook, a Word document and CSV, each readable again without loss.
//!
//! Above the table stand its title and whatever else its readers must know: whom it is for, of what day, what was left
//! out. In a workbook and in CSV the table begins with a row of codes (`code:date`, `code:text`, see [`Column::mark`]) and only then
//! come the heads that people read. By that row the columns are known again whatever the heads say, in whichever language, and in
//! whatever order they have been put since. In a workbook it is hidden and stands above the heads, so that sorting does not carry it
//! off. A page of Word is for people: there the codes are bookmarks of the heads, and what only programs read is a part of the file
//! that stands on no page. A program that drops either leaves a plain table, which is read by its heads like that of any agency.
//!
//! A text that a spreadsheet program could take for a formula gets a mark before it ([`guarded`]): an apostrophe in
//! workbooks and CSV, where that is the custom, in Word one that nobody sees, since tables are copied from there too.
//! A workbook takes no more than 32,767 letters in a cell: what is longer goes on in a further column of the same
//! code. Control characters and marks that override reading direction do not survive ([`printable`]); all else does.

pub(crate) mod beside;
mod plain;
mod sheet;
mod word;

use model::Date;
use model::chronology::{Column, Entry, Labels, guarded};
use model::grid::MOST_ROWS;
use model::paper::{Block, Paper, PaperFault, SYNTHETIC_MARK, printable};

use crate::docx::PaperError;

/// A chronology that is to go out.
#[derive(Clone)]
pub struct Book<'a> {
    /// Title, above the table and in the properties of the file.
    pub title: &'a str,
    /// Lines above the table, each a label and what it says: recipient, day, what was chosen, how much was withheld.
    pub above: &'a [(String, String)],
    /// Heads of the columns, and words of their fixed answers.
    pub labels: &'a Labels,
    /// Language tag such as `en-GB`.
    pub language: &'a str,
    /// Protective marking; empty when there is none.
    pub marking: &'a str,
    /// Whether it comes from a synthetic instance.
    pub synthetic: bool,
    /// Its day, also in the properties of the file.
    pub prepared_on: Date,
    /// The entries, in the order in which they are to stand.
    pub entries: &'a [Entry],
    /// Whose account each of them is, in the same order; none where it is said above or is not to be said.
    pub agencies: &'a [String],
    /// Which account each of them is of an event of which several tell, in the same order: empty for one that stands alone. None where
    /// nothing is said of events.
    pub events: &'a [String],
    /// What follows the table in a Word document.
    pub after: &'a [Block],
    /// The drawings in it as PNG files, in their order.
    pub pictures: &'a [Vec<u8>],
}

/// Why no file was made of a chronology.
#[derive(Debug, thiserror::Error)]
pub enum ChronologyError {
    /// It has more entries than could be read again.
    #[error("a chronology of more than {MOST_ROWS} entries does not go into one file")]
    ManyEntries,
    /// Title or language are not fit to print.
    #[error("the chronology is not fit to print: {0}")]
    Document(#[from] PaperFault),
    /// The Word document could not be put together.
    #[error(transparent)]
    Word(#[from] PaperError),
    /// The workbook could not be put together.
    #[error("the workbook could not be put together: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The CSV file could not be put together.
    #[error("the csv file could not be put together: {0}")]
    Csv(#[from] csv::Error),
}

impl Book<'_> {
    /// An Excel workbook with every column, those that only programs read hidden, its head fixed in place and repeated in print.
    ///
    /// # Errors
    /// [`ChronologyError::ManyEntries`], [`ChronologyError::Document`]; the others do not occur with memory to spare.
    pub fn xlsx(&self) -> Result<Vec<u8>, ChronologyError> {
        self.check()?;
        sheet::written(self)
    }

    /// A Word document across A4, with everything that any entry says.
    ///
    /// # Errors
    /// As [`Book::xlsx`].
    pub fn docx(&self) -> Result<Vec<u8>, ChronologyError> {
        self.check()?;
        word::written(self)
    }

    /// A CSV file with every column: UTF-8 with its mark, every cell in quotes, lines ending as Excel writes them.
    ///
    /// # Errors
    /// As [`Book::xlsx`].
    pub fn csv(&self) -> Result<Vec<u8>, ChronologyError> {
        self.check()?;
        plain::written(self)
    }

    fn check(&self) -> Result<(), ChronologyError> {
        // The rows around the entries count for the reader too.
        if self.entries.len() + self.above.len() + 10 > MOST_ROWS {
            return Err(ChronologyError::ManyEntries);
        }
        Ok(self.front().check()?)
    }

    /// What stands around the table, as a document.
    fn front(&self) -> Paper {
        let mut paper = Paper::new(self.title, self.prepared_on);
        self.language.clone_into(&mut paper.language);
        self.marking.clone_into(&mut paper.marking);
        paper.synthetic = self.synthetic;
        paper.blocks = self.after.to_vec();
        paper
    }

    /// The lines above the table where a format has no other place for title and marks.
    fn lines_above(&self, mark: char) -> Vec<Vec<String>> {
        let marks = self.marks_above(mark).into_iter().map(|line| vec![line]);
        let facts = self.facts_above(mark).into_iter();
        let facts = facts.map(|(label, value)| vec![label, value]);
        marks.chain(facts).collect()
    }

    /// The title and the marks, a line each.
    fn marks_above(&self, mark: char) -> Vec<String> {
        let marks = [
            self.marking,
            if self.synthetic { SYNTHETIC_MARK } else { "" },
        ];
        let said = marks.into_iter().filter(|mark| !mark.trim().is_empty());
        let all = std::iter::once(self.title).chain(said);
        all.map(|text| guarded(printable(text), mark)).collect()
    }

    /// What the file says of itself: names and values.
    fn facts_above(&self, mark: char) -> Vec<(String, String)> {
        let line = |text: &str| guarded(printable(text), mark);
        let pairs = self.above.iter();
        pairs
            .map(|(label, value)| (line(label), line(value)))
            .collect()
    }

    /// The entries with their places, from 0.
    fn numbered(&self) -> impl Iterator<Item = (usize, &Entry)> {
        self.entries.iter().enumerate()
    }

    /// What the entry at a place has in a column, fit to print.
    fn said(&self, (place, entry): (usize, &Entry), column: Column) -> String {
        let written = match column {
            Column::Agency => self.agencies.get(place).cloned().unwrap_or_default(),
            Column::Event => self.events.get(place).cloned().unwrap_or_default(),
            _ => column.written(entry, self.labels),
        };
        printable(&written)
    }

    /// What an entry has in a column, as it may stand in a cell.
    fn cell(&self, entry: (usize, &Entry), column: Column, mark: char) -> String {
        guarded(self.said(entry, column), mark)
    }

    /// The head of a column.
    fn head(&self, column: Column, mark: char) -> String {
        guarded(printable(self.labels.head(column)), mark)
    }
}
