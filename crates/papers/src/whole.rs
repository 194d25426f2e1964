//! The whole of an upload, looked at piece by piece as it passes, so that what lies beyond the first bytes is
//! found before the file is taken and nothing of it has to be kept in memory.
//!
//! [`sniff()`](crate::sniff()) decides by the beginning what a file is. This goes on to its end: macros, and what a
//! document would fetch when it is opened, wherever in the file they lie.

mod entries;
mod inflate;
mod walk;
mod workbook;

use crate::refusal::Refusal;
use crate::sniff::FileKind;

use walk::Walk;
use workbook::Workbook;

/// Looks at a file of one kind as it passes.
pub struct Whole(Watch);

enum Watch {
    /// The kind holds nothing that runs.
    Nothing,
    /// An Office document.
    Container(Box<Walk>),
    /// An Excel workbook of before 2007.
    Workbook(Workbook),
}

impl Whole {
    /// For a file of this kind.
    #[must_use]
    pub fn of(kind: FileKind) -> Self {
        Self(match kind {
            FileKind::Docx | FileKind::Xlsx | FileKind::Odt => Watch::Container(Box::default()),
            FileKind::Xls => Watch::Workbook(Workbook::default()),
            FileKind::Pdf
            | FileKind::Txt
            | FileKind::Csv
            | FileKind::Png
            | FileKind::Jpeg
            | FileKind::Eml
            | FileKind::Msg => Watch::Nothing,
        })
    }

    /// The bytes that come next, as many as there are.
    pub fn piece(&mut self, bytes: &[u8]) {
        match &mut self.0 {
            Watch::Nothing => {}
            Watch::Container(walk) => walk.piece(bytes),
            Watch::Workbook(workbook) => workbook.piece(bytes),
        }
    }

    /// What became of it, after the last piece.
    ///
    /// # Errors
    /// [`Refusal::Macros`]; [`Refusal::Fetches`]; [`Refusal::Password`]; [`Refusal::Damaged`] for a document that
    /// is not whole, or whose parts are not what its own list of them says; [`Refusal::TooLarge`] and
    /// [`Refusal::Bomb`] beyond the limits under which documents are read.
    pub fn end(self) -> Result<(), Refusal> {
        match self.0 {
            Watch::Nothing => Ok(()),
            Watch::Container(walk) => walk.end(),
            Watch::Workbook(workbook) => workbook.end(),
        }
    }
}
