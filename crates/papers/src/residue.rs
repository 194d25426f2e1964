//! What a document carries beside the text that is read: properties, tracked changes, comments, hidden text, descriptions of pictures,
//! words of charts and of form fields, names of places, files inside, what stands at the top or foot of every page. Found, so that it is
//! checked and a person looks before it leaves; nothing is taken out here.
//!
//! Nothing is left out because nobody thought of it: every text and every attribute of every part is told, unless it is read as text, or
//! is a number or a word of the format. What can neither be read nor told is refused.

mod marks;
mod office;
mod pdf;
mod words;

use serde::{Deserialize, Serialize};

use crate::compound;
use crate::refusal::Refusal;
use marks::Found;

/// Most pieces that are told; a document with more has to be written anew.
pub(crate) const MOST: usize = 2_000;

/// Longest piece that is told, in bytes.
const LONGEST: usize = 2_000;

/// What is carried. Texts on screen: `residue-` and the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Carried {
    /// A property: author, title, company, who saved it last.
    Property,
    /// Text that was inserted, deleted or moved under tracking, or who did so.
    TrackedChange,
    /// A comment, or who wrote it.
    Comment,
    /// Text that is not shown.
    HiddenText,
    /// The description of a picture or a drawing, or its name.
    AltText,
    /// A file inside the document, or a sheet that is not shown.
    FileInside,
    /// An address that the document refers to.
    Link,
    /// Data beside the text that a program keeps for itself.
    OwnData,
    /// What stands at the top or foot of every page.
    PageEdge,
    /// Words of a chart, diagram or drawing: shown, and not read as text.
    Drawn,
    /// What a form field holds, offers or explains, or what a link says when it is pointed at.
    Form,
    /// The name of a bookmark, layer, page or place of the document.
    Place,
}

impl Carried {
    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Property => "property",
            Self::TrackedChange => "tracked-change",
            Self::Comment => "comment",
            Self::HiddenText => "hidden-text",
            Self::AltText => "alt-text",
            Self::FileInside => "file-inside",
            Self::Link => "link",
            Self::OwnData => "own-data",
            Self::PageEdge => "page-edge",
            Self::Drawn => "drawn",
            Self::Form => "form",
            Self::Place => "place",
        }
    }
}

/// One piece of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Residue {
    /// What it is.
    pub what: Carried,
    /// Which property, or which part of the file.
    pub place: String,
    /// What it says; to be looked at like any text.
    pub text: String,
}

impl std::fmt::Debug for Residue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} in {}", self.what, self.place)
    }
}

/// What a Word, Excel or PDF file carries, each piece once, in the order of its parts. A PDF is read in the reading process
/// only.
///
/// # Errors
/// A [`Refusal`] when it is another kind of file, is damaged or protected, or goes beyond the limits of reading; also
/// [`Refusal::TooLarge`] when it carries more than 2,000 pieces.
pub fn residue(bytes: &[u8]) -> Result<Vec<Residue>, Refusal> {
    let found = if bytes.starts_with(b"%PDF-") {
        pdf::residue(bytes)?
    } else if bytes.starts_with(&compound::SIGNATURE) {
        return Err(Refusal::Unknown);
    } else {
        office::residue(bytes)?
    };
    let mut pieces: Vec<Residue> = Vec::new();
    for piece in found {
        for text in words::cut(piece.text.trim()) {
            let one = Residue {
                text: text.trim().to_owned(),
                ..piece.clone()
            };
            if !one.text.is_empty() && !pieces.contains(&one) {
                pieces.push(one);
            }
        }
        if pieces.len() > MOST {
            return Err(Refusal::TooLarge);
        }
    }
    Ok(pieces)
}

/// Adds what counts only where its words do not stand in the text that is read, to the letter.
fn add_unread(text: &str, found: &mut Found) {
    let squeezed = |text: &str| -> String { text.split_whitespace().collect() };
    let read = squeezed(text);
    let unread = std::mem::take(&mut found.if_unread).into_iter();
    found
        .pieces
        .extend(unread.filter(|one| !read.contains(&squeezed(&one.text))));
}
