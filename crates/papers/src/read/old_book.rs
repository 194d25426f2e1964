//! A look at an Excel workbook of before 2007 ([MS-CFB], [MS-XLS]) before its library reads it.
//!
//! The library follows chains of sectors without counting them, and makes room for every cell between the first and
//! the last of a sheet, whatever their number. A small file could fill the memory so; here it is found beforehand.

use crate::compound::{number_16, number_32};
use crate::refusal::Refusal;

/// Most cells between the first and the last of a sheet for which room is made.
const MOST_CELLS: u64 = 4_000_000;

/// Most cells that a sheet may announce: all that the format has.
const MOST_ANNOUNCED: u64 = 65_536 * 256;

/// Most records looked at, over all sheets.
const MOST_RECORDS: usize = 4_000_000;

/// A sector number that ends a chain.
const END_OF_CHAIN: u32 = 0xFFFF_FFFE;

/// Sector numbers from here on name no sector.
const RESERVED: u32 = 0xFFFF_FFFA;

/// Streams below this length stand in the small sectors of another stream.
const SMALL_BELOW: usize = 4_096;

/// Length of a small sector.
const SMALL: usize = 64;

/// Looks at the file.
///
/// # Errors
/// [`Refusal::Damaged`] for chains that go in circles and cells outside of the format; [`Refusal::TooLarge`] for a
/// sheet that would take too much room.
pub fn check(bytes: &[u8]) -> Result<(), Refusal> {
    let Some(file) = Compound::of(bytes)? else {
        return Ok(());
    };
    match file.book()? {
        Some(stream) => check_records(&stream),
        None => Ok(()),
    }
}

/// A compound file with its table of sectors. What cannot be made out is left to the library, which refuses it.
struct Compound<'bytes> {
    bytes: &'bytes [u8],
    size: usize,
    next: Vec<u32>,
}

impl<'bytes> Compound<'bytes> {
    fn of(bytes: &'bytes [u8]) -> Result<Option<Self>, Refusal> {
        let size = match number_16(bytes, 30) {
            Some(9) => 512,
            Some(12) => 4_096,
            _ => return Ok(None),
        };
        let mut file = Self {
            bytes,
            size,
            next: Vec::new(),
        };
        let mut tables: Vec<u32> = numbers(bytes.get(76..512).unwrap_or_default()).collect();
        let mut further = number_32(bytes, 68).unwrap_or(END_OF_CHAIN);
        for _ in 0..=bytes.len() / size {
            if further >= RESERVED {
                break;
            }
            tables.extend(numbers(file.sector(further)));
            further = tables.pop().unwrap_or(END_OF_CHAIN);
        }
        // No file has more tables than sectors.
        if further < RESERVED {
            return Err(Refusal::Damaged);
        }
        tables.retain(|table| *table < RESERVED);
        for table in tables {
            let sectors = numbers(file.sector(table)).collect::<Vec<_>>();
            file.next.extend(sectors);
            if file.next.len() > bytes.len() {
                return Err(Refusal::Damaged);
            }
        }
        Ok(Some(file))
    }

    fn sector(&self, number: u32) -> &'bytes [u8] {
        let start = usize::try_from(number)
            .ok()
            .and_then(|number| number.checked_add(1)?.checked_mul(self.size));
        let rest = start.and_then(|start| self.bytes.get(start..));
        let rest = rest.unwrap_or_default();
        rest.get(..self.size).unwrap_or(rest)
    }

    /// The content of a chain of sectors, at most so much of it.
    fn chain(&self, first: u32, length: usize) -> Result<Vec<u8>, Refusal> {
        follow(first, &self.next, length, |number| self.sector(number))
    }

    /// The stream of the workbook; none where there is none.
    fn book(&self) -> Result<Option<Vec<u8>>, Refusal> {
        let number = |at| number_32(self.bytes, at).unwrap_or(END_OF_CHAIN);
        let directory = self.chain(number(48), usize::MAX)?;
        let entries: Vec<&[u8]> = directory.chunks_exact(128).collect();
        let named = |name: &str| {
            let mut entries = entries.iter();
            entries.find(|entry| has_name(entry, name)).copied()
        };
        let Some(entry) = named("Workbook").or_else(|| named("Book")) else {
            return Ok(None);
        };
        let (first, length) = place(entry);
        if length > self.bytes.len() {
            return Err(Refusal::Damaged);
        }
        if length >= SMALL_BELOW {
            return self.chain(first, length).map(Some);
        }
        let (root, root_length) = entries
            .first()
            .map_or((END_OF_CHAIN, 0), |root| place(root));
        let table_length = usize::try_from(number(64)).unwrap_or(usize::MAX);
        let table_length = table_length.saturating_mul(self.size);
        if root_length > self.bytes.len() || table_length > self.bytes.len() {
            return Err(Refusal::Damaged);
        }
        let small = self.chain(root, root_length)?;
        let next: Vec<u32> = numbers(&self.chain(number(60), table_length)?).collect();
        let sector = |number: u32| {
            let start = usize::try_from(number)
                .unwrap_or(usize::MAX)
                .saturating_mul(SMALL);
            let rest = small.get(start..).unwrap_or_default();
            rest.get(..SMALL).unwrap_or(rest)
        };
        follow(first, &next, length, sector).map(Some)
    }
}

/// Follows a chain to its end, or until so much has been found.
fn follow<'bytes>(
    first: u32,
    next: &[u32],
    length: usize,
    sector: impl Fn(u32) -> &'bytes [u8],
) -> Result<Vec<u8>, Refusal> {
    let mut found = Vec::new();
    let mut number = first;
    for _ in 0..=next.len() {
        if number == END_OF_CHAIN || found.len() >= length {
            found.truncate(length);
            return Ok(found);
        }
        found.extend_from_slice(sector(number));
        let at = usize::try_from(number).ok();
        number = at
            .and_then(|at| next.get(at))
            .copied()
            .unwrap_or(END_OF_CHAIN);
    }
    // More steps than sectors: it goes in circles.
    Err(Refusal::Damaged)
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).filter_map(|four| number_32(four, 0))
}

fn has_name(entry: &[u8], name: &str) -> bool {
    let units = entry.get(..64).unwrap_or_default().chunks_exact(2);
    let units = units
        .filter_map(|two| number_16(two, 0))
        .take_while(|unit| *unit != 0);
    let found: String = char::decode_utf16(units)
        .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    found.eq_ignore_ascii_case(name)
}

/// First sector and length of an entry.
fn place(entry: &[u8]) -> (u32, usize) {
    let first = number_32(entry, 116).unwrap_or(END_OF_CHAIN);
    let length = number_32(entry, 120).and_then(|length| usize::try_from(length).ok());
    (first, length.unwrap_or(usize::MAX))
}

/// One record: its kind, its content, and what follows it.
fn record(stream: &[u8]) -> Option<(u16, &[u8], &[u8])> {
    let (kind, length) = (number_16(stream, 0)?, usize::from(number_16(stream, 2)?));
    let (content, rest) = stream.get(4..)?.split_at_checked(length)?;
    Some((kind, content, rest))
}

const SHEET: u16 = 0x0085;
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;
const ANNOUNCED: u16 = 0x0200;

/// Records of one cell, and of several in a row.
const CELLS: [u16; 8] = [
    0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E,
];

fn check_records(stream: &[u8]) -> Result<(), Refusal> {
    let mut left = MOST_RECORDS;
    let mut sheets = Vec::new();
    let mut rest = stream;
    while let Some((kind, content, after)) = record(rest) {
        if kind == END {
            break;
        }
        if kind == SHEET {
            sheets.extend(number_32(content, 0).and_then(|at| usize::try_from(at).ok()));
        }
        rest = after;
        left = left.checked_sub(1).ok_or(Refusal::TooLarge)?;
    }
    for at in sheets {
        check_sheet(stream.get(at..).unwrap_or_default(), &mut left)?;
    }
    Ok(())
}

fn check_sheet(stream: &[u8], left: &mut usize) -> Result<(), Refusal> {
    let mut extent: Option<Extent> = None;
    let mut rest = stream;
    // The first beginning is the sheet's own; others are charts within it.
    let (mut has_begun, mut within) = (false, 0_usize);
    while let Some((kind, content, after)) = record(rest) {
        rest = after;
        *left = left.checked_sub(1).ok_or(Refusal::TooLarge)?;
        match kind {
            BEGIN if has_begun || within > 0 => within += 1,
            BEGIN => has_begun = true,
            END if within > 0 => within -= 1,
            END => break,
            _ if within > 0 => {}
            ANNOUNCED => announced(content)?,
            _ if CELLS.contains(&kind) => {
                let cell = cells_of(kind, content).ok_or(Refusal::Damaged)?;
                let whole = extent.map_or(cell, |extent| extent.with(cell));
                if whole.cells() > MOST_CELLS {
                    return Err(Refusal::TooLarge);
                }
                extent = Some(whole);
            }
            _ => {}
        }
    }
    Ok(())
}

/// The rows and columns that a sheet says it has.
fn announced(content: &[u8]) -> Result<(), Refusal> {
    let wide = |at| number_32(content, at).map(u64::from);
    let short = |at| number_16(content, at).map(u64::from);
    let is_wide = content.len() >= 14;
    let (rows, columns) = if is_wide {
        (wide(0).zip(wide(4)), short(8).zip(short(10)))
    } else {
        (short(0).zip(short(2)), short(4).zip(short(6)))
    };
    let count =
        |ends: Option<(u64, u64)>| ends.map_or(Some(0), |(first, end)| end.checked_sub(first));
    let (rows, columns) = count(rows).zip(count(columns)).ok_or(Refusal::Damaged)?;
    if rows.saturating_mul(columns) > MOST_ANNOUNCED {
        return Err(Refusal::TooLarge);
    }
    Ok(())
}

/// A rectangle of cells, its ends included.
#[derive(Clone, Copy)]
struct Extent {
    rows: (u16, u16),
    columns: (u16, u16),
}

impl Extent {
    fn with(self, other: Self) -> Self {
        let around = |one: (u16, u16), other: (u16, u16)| (one.0.min(other.0), one.1.max(other.1));
        Self {
            rows: around(self.rows, other.rows),
            columns: around(self.columns, other.columns),
        }
    }

    fn cells(self) -> u64 {
        let count = |(first, last): (u16, u16)| u64::from(last.saturating_sub(first)) + 1;
        count(self.rows) * count(self.columns)
    }
}

/// The cells of a record; nothing where they lie outside of the format.
fn cells_of(kind: u16, content: &[u8]) -> Option<Extent> {
    const SEVERAL: u16 = 0x00BD;
    let (row, first) = (number_16(content, 0)?, number_16(content, 2)?);
    let last = if kind == SEVERAL {
        number_16(content, content.len().checked_sub(2)?)?
    } else {
        first
    };
    let is_within = first <= last && last < 256;
    is_within.then_some(Extent {
        rows: (row, row),
        columns: (first, last),
    })
}
