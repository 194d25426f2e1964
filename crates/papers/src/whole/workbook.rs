//! An Excel workbook of before 2007: the entries of its directory stand on whole multiples of their length,
//! wherever in the file the directory lies.

use crate::compound;
use crate::refusal::Refusal;

/// What has been seen of a workbook.
#[derive(Default)]
pub(super) struct Workbook {
    /// The beginning of an entry whose end is in the next piece.
    held: Vec<u8>,
    has_macros: bool,
}

impl Workbook {
    pub(super) fn piece(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        if !self.held.is_empty() {
            let lacks = compound::ENTRY_LENGTH - self.held.len();
            let (begin, after) = rest.split_at_checked(lacks).unwrap_or((rest, &[]));
            self.held.extend_from_slice(begin);
            rest = after;
            if self.held.len() < compound::ENTRY_LENGTH {
                return;
            }
            let whole = std::mem::take(&mut self.held);
            self.has_macros |= compound::names_macros(&whole);
        }
        let mut entries = rest.chunks_exact(compound::ENTRY_LENGTH);
        for entry in &mut entries {
            self.has_macros |= compound::names_macros(entry);
        }
        self.held = entries.remainder().to_vec();
    }

    pub(super) fn end(self) -> Result<(), Refusal> {
        if self.has_macros {
            Err(Refusal::Macros)
        } else {
            Ok(())
        }
    }
}
