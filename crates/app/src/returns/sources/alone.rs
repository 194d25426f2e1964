//! Reading a document without a return: what would be proposed, asked and refused, and nothing kept.

use chronology::tables::{Field, Mapping, is_own};
use model::Date;
use model::Sensitive;
use model::case::{ReturnSource, SourceHow};
use model::chronology::Labels;
use papers::sniff::SNIFF_LENGTH;
use papers::{FileKind, Refusal, sniff};

use super::findings::{Findings, findings, mapping_of};
use super::take_apart::{TakenApart, take_apart};
use super::whose::ask_whose;
use crate::files::{ReadingProgram, Unread};

/// A document that was read alone.
#[derive(Debug, Clone)]
pub struct ReadAlone {
    /// How it tells what happened: as was said, or as it seems.
    pub how: SourceHow,
    /// Whether it is a workbook or CSV, which has rows and no paragraphs.
    pub is_sheet: bool,
    /// Codes of how what was read differs from the original.
    pub warnings: Vec<String>,
    /// What stands in it.
    pub findings: Findings,
}

/// Reads a document for the agency of a name. Where nobody says how it tells what happened, a workbook or CSV is a table, so that each
/// of its rows ends as something; another document is one when one of its tables has a column of dates and one of what happened, else
/// notes.
///
/// # Errors
/// [`Unread`].
pub async fn read_alone(
    program: &ReadingProgram,
    (name, bytes, written): (&str, Vec<u8>, Option<Date>),
    (how, agency, labels): (Option<SourceHow>, &str, &Labels),
) -> Result<ReadAlone, Unread> {
    let as_table = match how {
        Some(SourceHow::Notes) => None,
        Some(SourceHow::Table) => {
            Some(take_apart(program, (name, bytes.clone()), SourceHow::Table).await?)
        }
        None => match take_apart(program, (name, bytes.clone()), SourceHow::Table).await {
            Ok(apart) => Some(apart).filter(|apart| is_sheet(apart.kind) || tells(apart, written)),
            Err(Unread::Refused(Refusal::NoTable)) if !is_of_rows(name, &bytes) => None,
            // A table that is not taken is refused, and never read as notes: its rows would be lost without a word.
            Err(refused) => return Err(refused),
        },
    };
    let (how, apart) = match as_table {
        Some(apart) => (SourceHow::Table, apart),
        None => (
            SourceHow::Notes,
            take_apart(program, (name, bytes), SourceHow::Notes).await?,
        ),
    };
    let source = ReturnSource {
        name: Sensitive(name.to_owned()),
        kind: apart.kind.to_owned(),
        digest: String::new(),
        written,
        how,
        reads: None,
        pieces: apart.pieces,
        tables: apart.tables,
        warnings: apart.warnings.into_iter().map(str::to_owned).collect(),
    };
    let mut findings = findings(&source, (None, None), labels);
    ask_whose(&mut findings.passages, Some(agency));
    Ok(ReadAlone {
        how,
        is_sheet: is_sheet(&source.kind),
        findings,
        warnings: source.warnings,
    })
}

/// Whether a kind of file, by its code, holds nothing but rows.
fn is_sheet(code: &str) -> bool {
    let sheets = [FileKind::Csv, FileKind::Xlsx, FileKind::Xls];
    sheets.iter().any(|kind| kind.code() == code)
}

fn is_of_rows(name: &str, bytes: &[u8]) -> bool {
    let front = bytes.get(..SNIFF_LENGTH).unwrap_or(bytes);
    sniff(front, name).is_ok_and(|kind| is_sheet(kind.code()))
}

/// Whether a table of it tells what happened when.
fn tells(apart: &TakenApart, written: Option<Date>) -> bool {
    apart.tables.iter().any(|table| {
        let Mapping { columns, .. } = mapping_of(table, None, written);
        let holds = |field: Field| columns.contains(&Some(field));
        is_own(table) || (holds(Field::Date) && holds(Field::Text))
    })
}
