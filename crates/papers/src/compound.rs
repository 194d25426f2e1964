//! The compound file that Excel up to 2003, saved Outlook messages and password-protected Office files share
//! ([MS-CFB], version 3 and 4): just enough of it to list the names in its directory.

use crate::refusal::Refusal;

/// First bytes of every compound file.
pub const SIGNATURE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Length of a directory entry.
pub const ENTRY_LENGTH: usize = 128;

/// Storages that hold macros.
const MACROS: [&str; 2] = ["_VBA_PROJECT_CUR", "Macros"];

/// Directory sectors read at most; a compound file that hides its kind behind more is none that is taken.
const DIRECTORY_SECTORS: usize = 64;

/// What a compound file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// An Excel workbook of before 2007.
    Workbook,
    /// A saved Outlook message.
    Message,
    /// The directory lies beyond the bytes given.
    Unseen,
}

/// What the file holds, by the names in its directory.
///
/// # Errors
/// The refusal of a kind that is not taken.
pub fn content(bytes: &[u8]) -> Result<Content, Refusal> {
    let names = directory_names(bytes);
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    if has("EncryptedPackage") {
        Err(Refusal::Password)
    } else if MACROS.iter().any(|name| has(name)) {
        Err(Refusal::Macros)
    } else if has("WordDocument") {
        Err(Refusal::OldWord)
    } else if has("__properties_version1.0") {
        Ok(Content::Message)
    } else if has("Workbook") || has("Book") {
        Ok(Content::Workbook)
    } else if names.is_empty() {
        Ok(Content::Unseen)
    } else {
        Err(Refusal::Unknown)
    }
}

/// The names in the part of the directory that lies inside the bytes given.
fn directory_names(bytes: &[u8]) -> Vec<String> {
    let mut names = Vec::new();
    let sector_size = match number_16(bytes, 30) {
        Some(9) => 512,
        Some(12) => 4096,
        _ => return names,
    };
    let mut next = number_32(bytes, 48);
    for _ in 0..DIRECTORY_SECTORS {
        let Some((sector_number, sector)) =
            next.and_then(|number| Some((number, sector(bytes, number, sector_size)?)))
        else {
            break;
        };
        names.extend(sector.chunks(ENTRY_LENGTH).filter_map(entry_name));
        next = sector_after(bytes, sector_number, sector_size);
    }
    names
}

/// Whether these bytes are the directory entry of a storage that holds macros.
pub fn names_macros(entry: &[u8]) -> bool {
    const STORAGE: u8 = 1;
    entry.get(66) == Some(&STORAGE)
        && entry_name(entry).is_some_and(|name| MACROS.contains(&name.as_str()))
}

fn entry_name(entry: &[u8]) -> Option<String> {
    let length_with_end = usize::from(number_16(entry, 64)?);
    let letters = entry.get(..length_with_end.checked_sub(2)?.min(62))?;
    let units = letters
        .chunks_exact(2)
        .filter_map(|pair| number_16(pair, 0));
    let name: String = char::decode_utf16(units)
        .map(|letter| letter.unwrap_or('\u{FFFD}'))
        .collect();
    (!name.is_empty()).then_some(name)
}

/// The sector that follows in the chain, by the allocation table whose place the header gives.
fn sector_after(bytes: &[u8], number: u32, sector_size: usize) -> Option<u32> {
    let numbers_in_sector = sector_size / 4;
    let position = usize::try_from(number).ok()?;
    let table_index = position / numbers_in_sector;
    // The header itself lists the first 109 sectors of the table; that is more than the bytes sniffed can hold.
    if table_index >= 109 {
        return None;
    }
    let table_sector = number_32(bytes, 76 + 4 * table_index)?;
    number_32(
        sector(bytes, table_sector, sector_size)?,
        4 * (position % numbers_in_sector),
    )
}

fn sector(bytes: &[u8], number: u32, sector_size: usize) -> Option<&[u8]> {
    let start = usize::try_from(number)
        .ok()?
        .checked_add(1)?
        .checked_mul(sector_size)?;
    bytes.get(start..start.checked_add(sector_size)?)
}

/// The number of two bytes that stands there.
pub fn number_16(bytes: &[u8], at: usize) -> Option<u16> {
    let found = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(found.try_into().ok()?))
}

/// The number of four bytes that stands there.
pub fn number_32(bytes: &[u8], at: usize) -> Option<u32> {
    let found = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(found.try_into().ok()?))
}
