//! Tables in Excel workbooks: each sheet is one.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Dimensions, ExcelDateTime, Reader, SheetVisible, Xls, Xlsx};
use model::grid::{Cell, CellValue, Merged};
use model::{Date, DateTime, Sensitive, Time};

use super::{Grid, Tables, WIDEST_MERGED};
use crate::compound;
use crate::read::table::{WIDEST_ROW, cell_in_words};
use crate::read::unpack::Container;
use crate::read::{MOST_LETTERS, Warning};
use crate::read::{links, old_book};
use crate::refusal::Refusal;

/// Most merged regions of a sheet.
const MOST_REGIONS: usize = 20_000;

/// One row as its cells come, by their columns.
type Cells = BTreeMap<u32, Cell>;

/// The sheets of a workbook since 2007.
pub fn grid_of_xlsx(bytes: &[u8]) -> Result<Grid, Refusal> {
    let mut container = Container::open(bytes)?;
    container.types()?;
    let mut tables = Tables::default();
    if links::checked(&mut container)? {
        tables.warn(Warning::LinkedFiles);
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    for (number, name, hidden) in sheets(&book, &mut tables) {
        // A sheet that is a chart has no cells.
        let regions = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else {
            continue;
        };
        let mut sheet = Sheet::begin(&mut tables, (number, hidden), &name, regions)?;
        while let Some(found) = cells
            .next_cell_with_formula_metadata()
            .map_err(|_| Refusal::Damaged)?
        {
            let value = Data::from(found.value);
            sheet.cell(found.pos, &value, found.formula.is_some())?;
        }
        sheet.end()?;
    }
    tables.finish()
}

/// The sheets of a workbook of before 2007.
pub fn grid_of_xls(bytes: &[u8]) -> Result<Grid, Refusal> {
    compound::content(bytes)?;
    old_book::check(bytes)?;
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::XlsError::Password => Refusal::Password,
        _ => Refusal::Damaged,
    })?;
    let mut tables = Tables::default();
    for (number, name, hidden) in sheets(&book, &mut tables) {
        let regions = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let range = book.worksheet_range(&name).map_err(|_| Refusal::Damaged)?;
        let formulas = book.worksheet_formula(&name).unwrap_or_default();
        let mut sheet = Sheet::begin(&mut tables, (number, hidden), &name, regions)?;
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let at = |first: u32, index: usize| {
                first.saturating_add(u32::try_from(index).unwrap_or(u32::MAX))
            };
            let place = (at(first_row, row), at(first_column, column));
            let is_formula = formulas.get_value(place).is_some_and(|one| !one.is_empty());
            sheet.cell(place, value, is_formula)?;
        }
        sheet.end()?;
    }
    tables.finish()
}

/// Names of the sheets with their numbers, and whether they are hidden; a hidden one is read, and warned of.
fn sheets<R: Reader<Cursor<S>>, S>(book: &R, tables: &mut Tables) -> Vec<(u32, String, bool)>
where
    Cursor<S>: std::io::Read + std::io::Seek,
{
    let is_hidden = |sheet: &calamine::Sheet| sheet.visible != SheetVisible::Visible;
    let known = book.sheets_metadata();
    if known.iter().any(is_hidden) {
        tables.warn(Warning::HiddenText);
    }
    let named = (1..).zip(book.sheet_names()).map(|(number, name)| {
        let mut sheets = known.iter();
        let hidden = sheets.any(|sheet| sheet.name == name && is_hidden(sheet));
        (number, name, hidden)
    });
    named.collect()
}

/// A sheet being read, row by row: a single cell far out takes no room.
struct Sheet<'tables> {
    tables: &'tables mut Tables,
    /// Row of the cells that are held, from 0.
    at: u32,
    held: Cells,
    /// Regions that begin further down, the last first.
    regions: Vec<Dimensions>,
    /// Regions that reach into the row.
    open: Vec<Dimensions>,
}

impl<'tables> Sheet<'tables> {
    fn begin(
        tables: &'tables mut Tables,
        (number, hidden): (u32, bool),
        name: &str,
        mut regions: Vec<Dimensions>,
    ) -> Result<Self, Refusal> {
        if regions.len() > MOST_REGIONS {
            return Err(Refusal::TooLarge);
        }
        tables.begin(number, &model::paper::printable(name))?;
        if let Some(table) = tables.tables.last_mut() {
            table.hidden = hidden;
        }
        // Its name is a heading in the text.
        tables.pieces += 1;
        regions.sort_unstable_by_key(|region| std::cmp::Reverse(region.start));
        Ok(Self {
            tables,
            at: 0,
            held: Cells::new(),
            regions,
            open: Vec::new(),
        })
    }

    fn cell(
        &mut self,
        (row, column): (u32, u32),
        value: &Data,
        formula: bool,
    ) -> Result<(), Refusal> {
        if row != self.at {
            // Cells that go back up are no sheet that a program wrote.
            if row < self.at {
                return Err(Refusal::Damaged);
            }
            self.row()?;
            self.at = row;
        }
        if formula {
            self.tables.warn(Warning::OnlyValues);
        }
        let value_said = said(value);
        let text = shown(value, value_said);
        // A formula without a result is known as one: something would stand there.
        if !text.is_empty() || formula {
            if usize::try_from(column).unwrap_or(usize::MAX) >= WIDEST_ROW {
                return Err(Refusal::TooLarge);
            }
            if text.len() > MOST_LETTERS {
                return Err(Refusal::TooLarge);
            }
            let cell = Cell {
                text: Sensitive(text),
                value: value_said,
                merged: Merged::No,
                formula,
                ..Cell::default()
            };
            self.held.insert(column, cell);
        }
        Ok(())
    }

    /// The row that is held is whole. Rows in which nothing stands are left out.
    fn row(&mut self) -> Result<(), Refusal> {
        let mut held = std::mem::take(&mut self.held);
        if held.values().all(|cell| cell.is_empty() && !cell.formula) {
            return Ok(());
        }
        self.open.retain(|region| region.end.0 >= self.at);
        while let Some(next) = self.regions.last() {
            if next.start.0 > self.at {
                break;
            }
            let next = self.regions.pop().unwrap_or_default();
            if next.end.0 >= self.at {
                self.open.push(next);
            }
        }
        for region in &self.open {
            merge(&mut held, region, self.at);
        }
        let last = held.keys().next_back().copied().unwrap_or_default();
        let cells = (0..=last).map(|column| held.remove(&column).unwrap_or_default());
        self.tables
            .numbered(self.at.saturating_add(1), cells.collect())
    }

    fn end(mut self) -> Result<(), Refusal> {
        self.row()
    }
}

/// Marks the cells of a row that belong to a region. A cell that holds something though it should not stays itself.
fn merge(row: &mut Cells, region: &Dimensions, at: u32) {
    let last = region
        .end
        .1
        .min(region.start.1.saturating_add(WIDEST_MERGED));
    for column in region.start.1..=last {
        let is_first_row = at == region.start.0;
        let merged = match (is_first_row, column == region.start.1) {
            (true, true) => continue,
            (false, true) => Merged::Above,
            (_, false) => Merged::Left,
        };
        row.entry(column).or_insert_with(|| Cell {
            merged,
            ..Cell::default()
        });
    }
}

/// What the format of a cell says that its number is.
fn said(data: &Data) -> CellValue {
    match data {
        Data::Int(_) | Data::Float(_) => CellValue::Number,
        // A length of time below a day is how some write a time of day.
        Data::DateTime(at) if at.is_datetime() || at.as_f64() < 1.0 => {
            moment(*at).unwrap_or(CellValue::Number)
        }
        Data::DateTime(_) => CellValue::Number,
        Data::DateTimeIso(iso) => {
            let at = iso
                .trim_end_matches('Z')
                .parse::<DateTime>()
                .map(CellValue::At);
            at.or_else(|_| iso.parse().map(CellValue::Day))
                .unwrap_or_default()
        }
        _ => CellValue::Words,
    }
}

fn moment(at: ExcelDateTime) -> Option<CellValue> {
    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    let small = |number: u8| i8::try_from(number).ok();
    let time = Time::new(small(hour)?, small(minute)?, small(second)?, 0).ok()?;
    // A number below one has no day; a time of day is shown so.
    if (0.0..1.0).contains(&at.as_f64()) {
        return Some(CellValue::Time(time));
    }
    let date = Date::new(i16::try_from(year).ok()?, small(month)?, small(day)?).ok()?;
    Some(if time == Time::midnight() {
        CellValue::Day(date)
    } else {
        CellValue::At(date.to_datetime(time))
    })
}

/// What a cell shows, as near as a file without its program can say: dates as 2026-02-13 22:40.
fn shown(data: &Data, value: CellValue) -> String {
    let clock = |time: Time| {
        let seconds = if time.second() == 0 {
            String::new()
        } else {
            format!(":{:02}", time.second())
        };
        format!("{:02}:{:02}{seconds}", time.hour(), time.minute())
    };
    match value {
        CellValue::Day(day) => day.to_string(),
        CellValue::At(at) => format!("{} {}", at.date(), clock(at.time())),
        CellValue::Time(time) => clock(time),
        CellValue::Words | CellValue::Number => cell_in_words(data),
    }
}
