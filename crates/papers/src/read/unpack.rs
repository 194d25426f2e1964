//! Unpacking of Office documents under limits, so that a small file cannot fill the memory.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::compound;
use crate::container::holds_macros;
use crate::refusal::Refusal;

/// Largest file that is opened.
const LARGEST_FILE: usize = 50 * 1024 * 1024;

/// Most entries; a long report with hundreds of pictures has fewer.
pub(crate) const MOST_ENTRIES: usize = 2_000;

/// Largest part, unpacked.
const LARGEST_PART: u64 = 64 * 1024 * 1024;

/// Largest sum of all parts, unpacked.
const LARGEST_WHOLE: u64 = 256 * 1024 * 1024;

/// How many times its packed size a part may have; the text of real documents stays under 60.
const MOST_GROWTH: u64 = 200;

/// Below this size growth is not looked at: very small parts of few different words pack very well.
const GROWTH_FROM: u64 = 1024 * 1024;

/// An Office document whose parts keep to the limits.
pub struct Container<'bytes> {
    archive: ZipArchive<Cursor<&'bytes [u8]>>,
    names: Vec<String>,
}

impl<'bytes> Container<'bytes> {
    /// Opens the file and checks what it says of its parts, without unpacking any.
    ///
    /// # Errors
    /// A [`Refusal`] when it is no such file, is protected, carries macros or goes beyond a limit.
    pub fn open(bytes: &'bytes [u8]) -> Result<Self, Refusal> {
        if bytes.starts_with(&compound::SIGNATURE) {
            compound::content(bytes)?;
            return Err(Refusal::Damaged);
        }
        if bytes.len() > LARGEST_FILE
            || announced_entries(bytes).ok_or(Refusal::Damaged)? > MOST_ENTRIES
        {
            return Err(Refusal::TooLarge);
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
        if archive.len() > MOST_ENTRIES {
            return Err(Refusal::TooLarge);
        }
        let has_overlap = archive
            .has_overlapping_files()
            .map_err(|_| Refusal::Damaged)?;
        if archive.has_duplicate_names() || has_overlap {
            return Err(Refusal::Bomb);
        }
        let names = checked_names(&mut archive)?;
        Ok(Self { archive, names })
    }

    /// The names of all parts.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The list of what each part is.
    ///
    /// # Errors
    /// [`Refusal::Macros`] when the document may carry them, or as [`Container::part`].
    pub fn types(&mut self) -> Result<String, Refusal> {
        let types = self.part("[Content_Types].xml")?.ok_or(Refusal::Damaged)?;
        if types.contains("macroEnabled") {
            return Err(Refusal::Macros);
        }
        Ok(types)
    }

    /// Unpacks a part as text; `None` when there is none of that name.
    ///
    /// # Errors
    /// [`Refusal::Damaged`] when it cannot be unpacked or is not UTF-8; [`Refusal::Bomb`] when it holds more than it
    /// announced.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        let Some(bytes) = self.bytes(name)? else {
            return Ok(None);
        };
        let text = String::from_utf8(bytes).map_err(|_| Refusal::Damaged)?;
        Ok(Some(
            text.strip_prefix('\u{FEFF}')
                .map(str::to_owned)
                .unwrap_or(text),
        ))
    }

    /// Unpacks a part, whatever it holds; `None` when there is none of that name.
    ///
    /// # Errors
    /// As [`Container::part`], which also wants it to be text.
    pub fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let Some(index) = self
            .names
            .iter()
            .position(|known| known.eq_ignore_ascii_case(name))
        else {
            return Ok(None);
        };
        let entry = self.archive.by_index(index).map_err(|_| Refusal::Damaged)?;
        let announced = entry.size();
        let mut bytes = Vec::new();
        entry
            .take(announced + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| Refusal::Damaged)?;
        if u64::try_from(bytes.len()).map_or(true, |length| length > announced) {
            return Err(Refusal::Bomb);
        }
        Ok(Some(bytes))
    }
}

/// Whether a part of this packed and unpacked size may be unpacked, with so much before it and with it.
pub(crate) fn within_limits((packed, unpacked): (u64, u64), whole: u64) -> Result<(), Refusal> {
    if unpacked > LARGEST_PART || whole > LARGEST_WHOLE {
        return Err(Refusal::TooLarge);
    }
    if unpacked > GROWTH_FROM && unpacked / packed.max(1) > MOST_GROWTH {
        return Err(Refusal::Bomb);
    }
    Ok(())
}

fn checked_names(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<Vec<String>, Refusal> {
    let mut names = Vec::with_capacity(archive.len());
    let mut whole: u64 = 0;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|_| Refusal::Damaged)?;
        let name = entry.name().map_err(|_| Refusal::Damaged)?.into_owned();
        if entry.encrypted() {
            return Err(Refusal::Password);
        }
        if holds_macros(name.as_bytes()) {
            return Err(Refusal::Macros);
        }
        whole = whole.saturating_add(entry.size());
        within_limits((entry.compressed_size(), entry.size()), whole)?;
        names.push(name);
    }
    Ok(names)
}

/// How many entries the end of the file announces, read before a list of them is made. A file that needs the 64-bit
/// form of that record announces 65,535 and is beyond the limit anyway.
fn announced_entries(bytes: &[u8]) -> Option<usize> {
    const RECORD_LENGTH: usize = 22;
    const LONGEST_COMMENT: usize = 65_535;
    let earliest = bytes.len().saturating_sub(RECORD_LENGTH + LONGEST_COMMENT);
    let tail = bytes.get(earliest..)?;
    let at = tail
        .windows(4)
        .rposition(|window| window == b"PK\x05\x06")?;
    let count = tail.get(at + 10..at + 12)?;
    Some(usize::from(u16::from_le_bytes(count.try_into().ok()?)))
}
