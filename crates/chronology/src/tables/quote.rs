//! Rows that blame whoever was not there: the words of the source as a quotation, beside ours.

use model::Sensitive;
use model::chronology::{Entry, EntryKind};
use model::grid::Table;

use super::head::Head;
use crate::notes::quoted::{OfRow, OfTable, Quoted, without_blame};

/// What a table is a record of: its document's name and the rows above its heads say so.
pub fn record_of(table: &Table, head: Option<&Head>, name: &str) -> OfTable {
    let above = table.rows.iter().take(head.map_or(0, |head| head.at));
    let cells = above.flat_map(|row| &row.cells);
    let words = cells.map(|cell| cell.text.0.as_str());
    let all: Vec<&str> = std::iter::once(name).chain(words).collect();
    OfTable::of(&all.join(" "))
}

/// Quotes what blames in the account, the response, the outcome and the comment of an entry; what the child said stays as it is. Of an
/// entry of which no cell says otherwise, the kind is what its account, or an outcome that says nothing else, opens with.
pub fn quote(entry: &mut Entry, told: Option<EntryKind>, of: OfTable) {
    let about = entry.about.clone();
    let row = OfRow {
        table: of,
        about: &about,
        kind: told,
    };
    let opens = in_place(&mut entry.text, &row).and_then(|found| found.opens);
    let outcome = in_place(&mut entry.outcome, &row);
    let outcome = outcome.filter(|found| found.is_whole);
    let outcome = outcome.and_then(|found| found.opens);
    for text in [&mut entry.response, &mut entry.comment] {
        in_place(text, &row);
    }
    let planned = matches!(entry.kind, EntryKind::Other | EntryKind::Attendance);
    let says = match told {
        None | Some(EntryKind::Attendance) => opens.or(outcome.filter(|_| planned)),
        Some(_) => None,
    };
    entry.kind = says.unwrap_or(entry.kind);
}

fn in_place(text: &mut Sensitive<String>, row: &OfRow<'_>) -> Option<Quoted> {
    let found = without_blame(&text.0, row)?;
    text.0.clone_from(&found.text);
    Some(found)
}
