//! Taking a document apart: looked at whole, then read by a process that can do nothing else.

use chronology::tables::below_head;
use futures_util::stream;
use model::Sensitive;
use model::case::SourceHow;
use model::case::SourcePiece;
use model::grid::{MOST_ROWS, Table};
use papers::read::Part;
use papers::{ExtractedText, FileKind, Refusal, Whole, sniff};
use tokio::sync::Semaphore;

use crate::files::{Pieces, ReadingProgram, Unread};

/// Documents that are taken apart at the same time.
static ROOM: Semaphore = Semaphore::const_new(2);

/// Bytes that are handed to the reading process at once.
const PIECE: usize = 256 * 1024;

/// What stands in a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TakenApart {
    /// Code of the kind of file.
    pub kind: &'static str,
    /// What stands in it, of notes.
    pub pieces: Vec<SourcePiece>,
    /// What stands in it, of tables.
    pub tables: Vec<Table>,
    /// Codes of how this differs from the original.
    pub warnings: Vec<&'static str>,
}

/// Takes a document apart as a table or as notes.
///
/// # Errors
/// [`Unread`]: with the [`Refusal`] of a document that is not taken, or why it could not be read.
pub async fn take_apart(
    program: &ReadingProgram,
    (name, bytes): (&str, Vec<u8>),
    how: SourceHow,
) -> Result<TakenApart, Unread> {
    let kind = looked_at(name, &bytes).map_err(Unread::Refused)?;
    if matches!(kind, FileKind::Png | FileKind::Jpeg) {
        return Err(Unread::Refused(Refusal::Picture));
    }
    let _place = ROOM.acquire().await.map_err(|_| Unread::NotStarted)?;
    match how {
        SourceHow::Notes => {
            let text = program.text_of(kind, handed(bytes)).await?;
            let warnings = text.warnings.iter().map(|one| one.code()).collect();
            Ok(TakenApart {
                kind: kind.code(),
                pieces: pieces(text),
                tables: Vec::new(),
                warnings,
            })
        }
        SourceHow::Table => {
            let grid = program.tables_of(kind, handed(bytes)).await?;
            if grid
                .tables
                .iter()
                .any(|table| below_head(table) > MOST_ROWS)
            {
                return Err(Unread::Refused(Refusal::ManyRows));
            }
            Ok(TakenApart {
                kind: kind.code(),
                pieces: Vec::new(),
                warnings: grid.warnings.iter().map(|one| one.code()).collect(),
                tables: grid.tables,
            })
        }
    }
}

/// The running text of a document, with what it is by its content.
///
/// # Errors
/// As [`take_apart`].
pub(crate) async fn text_of(
    program: &ReadingProgram,
    (name, bytes): (&str, Vec<u8>),
) -> Result<(FileKind, ExtractedText), Unread> {
    let kind = looked_at(name, &bytes).map_err(Unread::Refused)?;
    let _place = ROOM.acquire().await.map_err(|_| Unread::NotStarted)?;
    Ok((kind, program.text_of(kind, handed(bytes)).await?))
}

/// What the file is by its content, once all of it was looked at.
fn looked_at(name: &str, bytes: &[u8]) -> Result<FileKind, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    let front = bytes.get(..papers::sniff::SNIFF_LENGTH).unwrap_or(bytes);
    let kind = sniff(front, name)?;
    if bytes.len() > kind.largest() {
        return Err(Refusal::TooLarge);
    }
    let mut whole = Whole::of(kind);
    for piece in bytes.chunks(PIECE) {
        whole.piece(piece);
    }
    whole.end()?;
    Ok(kind)
}

/// The bytes in pieces, as the reading process is handed them.
pub(crate) fn handed(bytes: Vec<u8>) -> Pieces {
    let pieces: Vec<_> = bytes
        .chunks(PIECE)
        .map(|piece| Ok(piece.to_vec()))
        .collect();
    Box::pin(stream::iter(pieces))
}

/// The pieces of a text under the numbers that its parts have; where a page begins, nothing stands.
fn pieces(text: ExtractedText) -> Vec<SourcePiece> {
    let mut page = None;
    let piece = |part: Part| {
        let text = match part {
            Part::Page(number) => {
                page = Some(number);
                String::new()
            }
            Part::Heading { text, .. } | Part::Paragraph(text) | Part::Note(text) => text,
            Part::TableRow(cells) => cells.join("\t"),
        };
        SourcePiece {
            page,
            text: Sensitive(text),
        }
    };
    text.parts.into_iter().map(piece).collect()
}
