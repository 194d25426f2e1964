//! A chronology as CSV.

use csv::{QuoteStyle, Terminator, WriterBuilder};
use model::chronology::{APOSTROPHE, Column};

use super::{Book, ChronologyError};

/// What tells programs that the letters are UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";

pub fn written(book: &Book<'_>) -> Result<Vec<u8>, ChronologyError> {
    let mut writer = WriterBuilder::new()
        .flexible(true)
        .quote_style(QuoteStyle::Always)
        .terminator(Terminator::CRLF)
        .from_writer(MARK.to_vec());
    for line in book.lines_above(APOSTROPHE) {
        writer.write_record(&line)?;
    }
    writer.write_record(Column::ALL.iter().map(|column| column.mark(1)))?;
    let heads = Column::ALL.iter();
    writer.write_record(heads.map(|column| book.head(*column, APOSTROPHE)))?;
    for entry in book.numbered() {
        let cells = Column::ALL.iter();
        writer.write_record(cells.map(|column| book.cell(entry, *column, APOSTROPHE)))?;
    }
    writer
        .into_inner()
        .map_err(|error| ChronologyError::Csv(error.into_error().into()))
}
