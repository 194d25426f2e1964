//! A document that leaves the product, as plain data.
//!
//! The PDF writer (`reports`) and the Word writer (`papers`) both take a [`Paper`]; neither ever sees markup, so what a
//! person typed can only ever be printed. Every text may hold several paragraphs: a blank line ends a paragraph, a
//! single line break stays a line break.

mod picture;

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use picture::{Picture, Shape, Stroke};

/// The language of a document unless it says otherwise.
pub const BRITISH_ENGLISH: &str = "en-GB";

/// What every page of a document from a synthetic instance says.
pub const SYNTHETIC_MARK: &str = "Synthetic: no real people";

/// What stands in a printed document for a character that has no business in a text.
pub const REPLACED: char = '\u{FFFD}';

/// One document: who it is for, how it is marked, and its content in order.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Title, printed at the top and kept in the file's properties.
    pub title: String,
    /// A line under the title; empty when there is none.
    pub subtitle: String,
    /// Language tag such as `en-GB`, so that a screen reader chooses its voice.
    pub language: String,
    /// Protective marking printed on every page, such as `OFFICIAL-SENSITIVE`; empty when there is none.
    pub marking: String,
    /// Whether it comes from a synthetic instance; then every page carries [`SYNTHETIC_MARK`].
    pub synthetic: bool,
    /// The day it was prepared; also the date in the file's properties.
    pub prepared_on: Date,
    /// Who it is prepared for; empty when nobody is named.
    pub prepared_for: String,
    /// What is kept back from whoever it is for, named as kinds and never by content; empty when nothing is. None where it
    /// is not said: a document that an earlier version of this program made.
    #[serde(default)]
    pub withheld: Option<Vec<String>>,
    /// Whether it is a letter: it then begins with its day and whom it is to.
    #[serde(default)]
    pub letter: bool,
    /// Whether it is one page: Word then sets it in smaller letters and narrower margins, so that what fits in print fits there with
    /// every usual font.
    #[serde(default)]
    pub one_page: bool,
    /// The content, in reading order.
    pub blocks: Vec<Block>,
}

/// One piece of a [`Paper`].
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// A heading below the title; levels never skip.
    Heading {
        /// 1 (a part of the document) to 3.
        level: u8,
        /// The heading itself.
        text: String,
    },
    /// Running text.
    Paragraph(String),
    /// Points of equal weight.
    List(Vec<String>),
    /// Labels with their values, such as a date of birth.
    Facts(Vec<(String, String)>),
    /// Rows under a header row.
    Table {
        /// What the table shows.
        caption: String,
        /// The header row.
        head: Vec<String>,
        /// The rows, each as long as the head.
        rows: Vec<Vec<String>>,
    },
    /// A drawing, with the words that say the same.
    Picture(Picture),
    /// A remark set apart from the content.
    Note(String),
    /// What follows begins on a new page.
    NewPage,
}

/// Why a [`Paper`] cannot be printed. Positions count from one and name no content.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PaperFault {
    /// No title.
    #[error("the document has no title")]
    NoTitle,
    /// The language is not of the form `en-GB`.
    #[error("the document's language is not a tag such as en-GB")]
    Language,
    /// A heading has no text.
    #[error("block {block} is a heading without text")]
    EmptyHeading {
        /// Position of the block.
        block: usize,
    },
    /// A heading is not of level 1 to 3, or skips a level.
    #[error("block {block} is a heading of level {level} where at most {allowed} may follow")]
    HeadingLevel {
        /// Position of the block.
        block: usize,
        /// The level found.
        level: u8,
        /// The deepest level that may stand here.
        allowed: u8,
    },
    /// A table has no header row, or a header cell says nothing.
    #[error("block {block} is a table without a full header row")]
    NoTableHead {
        /// Position of the block.
        block: usize,
    },
    /// A table row is shorter or longer than the header row.
    #[error("block {block} is a table whose row {row} does not have {columns} cells")]
    TableRow {
        /// Position of the block.
        block: usize,
        /// Position of the row below the header.
        row: usize,
        /// Number of header cells.
        columns: usize,
    },
    /// A drawing has no words for those who do not see it.
    #[error("block {block} is a drawing without words")]
    SilentPicture {
        /// Position of the block.
        block: usize,
    },
    /// A label has no text.
    #[error("block {block} has a fact without a label")]
    EmptyLabel {
        /// Position of the block.
        block: usize,
    },
}

impl Paper {
    /// An empty document in British English.
    #[must_use]
    pub fn new(title: impl Into<String>, prepared_on: Date) -> Self {
        Self {
            title: title.into(),
            subtitle: String::new(),
            language: BRITISH_ENGLISH.to_owned(),
            marking: String::new(),
            synthetic: false,
            prepared_on,
            prepared_for: String::new(),
            withheld: None,
            letter: false,
            one_page: false,
            blocks: Vec::new(),
        }
    }

    /// The day it was prepared, as people write it: `24 November 2026`.
    #[must_use]
    pub fn prepared_on_in_words(&self) -> String {
        self.prepared_on.strftime("%-d %B %Y").to_string()
    }

    /// What a document says of itself under its title, a line each: its day, whom it is for, what was withheld.
    #[must_use]
    pub fn opening(&self) -> Vec<String> {
        let on = self.prepared_on_in_words();
        let to = self.prepared_for.split_whitespace().collect::<Vec<_>>();
        let to = to.join(" ");
        let mut lines = match (self.letter, to.is_empty()) {
            (true, true) => vec![on],
            (true, false) => vec![on, format!("To {to}")],
            (false, true) => vec![format!("Prepared on {on}")],
            (false, false) => vec![format!("Prepared on {on} for {to}")],
        };
        match self.withheld.as_deref() {
            None => {}
            Some([]) => lines.push("Nothing was withheld.".to_owned()),
            Some(kinds) => lines.push(format!("Withheld: {}.", kinds.join("; "))),
        }
        lines
    }

    /// Language and region of the language tag, such as `("en", "GB")`.
    ///
    /// # Errors
    /// [`PaperFault::Language`] when the tag is not two lower-case letters, a hyphen and two capitals.
    pub fn language_parts(&self) -> Result<(&str, &str), PaperFault> {
        let parts = self.language.split_once('-').ok_or(PaperFault::Language)?;
        let language_is_well_formed =
            parts.0.len() == 2 && parts.0.bytes().all(|byte| byte.is_ascii_lowercase());
        let region_is_well_formed =
            parts.1.len() == 2 && parts.1.bytes().all(|byte| byte.is_ascii_uppercase());
        if language_is_well_formed && region_is_well_formed {
            Ok(parts)
        } else {
            Err(PaperFault::Language)
        }
    }

    /// Checks what a reader with a screen reader depends on: title, language, headings in steps, tables with a head.
    ///
    /// # Errors
    /// The first [`PaperFault`] found.
    pub fn check(&self) -> Result<(), PaperFault> {
        if is_blank(&self.title) {
            return Err(PaperFault::NoTitle);
        }
        self.language_parts()?;
        let mut level_above = 0;
        for (index, block) in self.blocks.iter().enumerate() {
            level_above = block.check(index + 1, level_above)?;
        }
        Ok(())
    }
}

impl Block {
    /// Checks one block and returns the heading level that now stands above the following ones.
    fn check(&self, block: usize, level_above: u8) -> Result<u8, PaperFault> {
        match self {
            Self::Heading { level, text } => {
                let allowed = level_above.saturating_add(1).min(3);
                if *level == 0 || *level > allowed {
                    return Err(PaperFault::HeadingLevel {
                        block,
                        level: *level,
                        allowed,
                    });
                }
                if is_blank(text) {
                    return Err(PaperFault::EmptyHeading { block });
                }
                return Ok(*level);
            }
            Self::Facts(facts) => {
                if facts.iter().any(|(label, _)| is_blank(label)) {
                    return Err(PaperFault::EmptyLabel { block });
                }
            }
            Self::Table { head, rows, .. } => check_table(block, head, rows)?,
            Self::Picture(picture) => {
                if is_blank(&picture.words) {
                    return Err(PaperFault::SilentPicture { block });
                }
            }
            Self::Paragraph(_) | Self::List(_) | Self::Note(_) | Self::NewPage => {}
        }
        Ok(level_above)
    }
}

/// Relative widths of the columns of a table by the longest text of each, so that a column of dates leaves room for one of sentences,
/// and one of long accounts has most of the page.
#[must_use]
pub fn column_weights(head: &[String], rows: &[Vec<String>]) -> Vec<usize> {
    const SHORT: usize = 24;
    let longest_in = |column: usize| {
        let below = rows.iter().filter_map(|row| row.get(column));
        let all = head.get(column).into_iter().chain(below);
        all.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let weight = |longest: usize| match longest.checked_sub(SHORT) {
        None => longest.max(9),
        Some(over) => SHORT + (over / 4).min(2 * SHORT),
    };
    (0..head.len()).map(|one| weight(longest_in(one))).collect()
}

fn check_table(block: usize, head: &[String], rows: &[Vec<String>]) -> Result<(), PaperFault> {
    if head.is_empty() || head.iter().any(|cell| is_blank(cell)) {
        return Err(PaperFault::NoTableHead { block });
    }
    let columns = head.len();
    match rows.iter().position(|row| row.len() != columns) {
        Some(index) => Err(PaperFault::TableRow {
            block,
            row: index + 1,
            columns,
        }),
        None => Ok(()),
    }
}

/// Whether nothing would be seen of the text.
fn is_blank(text: &str) -> bool {
    printable(text)
        .chars()
        .all(|character| character.is_whitespace() || is_invisible(character))
}

/// Characters of no width that only shape their neighbours.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// The text as a document may carry it.
///
/// Line ends become `\n`; control characters and those that XML 1.0 (section 2.2) or a font cannot carry become
/// [`REPLACED`]; marks that override reading direction are dropped, because with them a name or a sentence could be
/// printed in another order than the one that was typed. Everything else, right-to-left scripts included, stays.
#[must_use]
pub fn printable(text: &str) -> String {
    let mut printed = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' => {
                characters.next_if_eq(&'\n');
                printed.push('\n');
            }
            '\n' | '\t' => printed.push(character),
            '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => printed.push('\n'),
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' => {}
            _ if character.is_control() || is_noncharacter(character) => printed.push(REPLACED),
            _ => printed.push(character),
        }
    }
    printed
}

/// Code points that Unicode keeps for internal use and that no file should carry.
fn is_noncharacter(character: char) -> bool {
    let code = u32::from(character);
    (0xFDD0..=0xFDEF).contains(&code) || code & 0xFFFE == 0xFFFE
}

/// The paragraphs of a text, each as its lines, made [`printable`]; blank lines separate paragraphs.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut lines = Vec::new();
    for line in printable(text).split('\n') {
        if line.trim().is_empty() {
            if !lines.is_empty() {
                found.push(std::mem::take(&mut lines));
            }
        } else {
            lines.push(line.trim_end().to_owned());
        }
    }
    if !lines.is_empty() {
        found.push(lines);
    }
    found
}

impl fmt::Debug for Paper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Paper")
            .field("prepared_on", &self.prepared_on)
            .field("blocks", &self.blocks)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self {
            Self::Heading { .. } => "Heading",
            Self::Paragraph(_) => "Paragraph",
            Self::List(_) => "List",
            Self::Facts(_) => "Facts",
            Self::Table { .. } => "Table",
            Self::Picture(_) => "Picture",
            Self::Note(_) => "Note",
            Self::NewPage => "NewPage",
        };
        f.write_str(kind)
    }
}

#[cfg(test)]
mod tests;
