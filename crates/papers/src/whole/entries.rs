//! The parts of an Office document as the ZIP format writes them (APPNOTE.TXT, version 6.3.10, sections 4.3 and
//! 4.5): what stands before each part, and the list of all parts at the end.

use crate::refusal::Refusal;

/// Longest name of a part, in bytes.
const LONGEST_NAME: usize = 1_024;

/// Says that a number stands in the further fields, in eight bytes.
const FURTHER: u32 = u32::MAX;

/// How a part is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    /// As it is.
    Stored,
    /// Deflated.
    Deflated,
}

/// A part, as what stands before it or the list at the end describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// Where what stands before it begins, from the start of the file.
    pub(super) offset: u64,
    pub(super) name: Vec<u8>,
    pub(super) method: Method,
    /// Packed size in bytes.
    pub(super) packed: u64,
    /// Unpacked size in bytes.
    pub(super) unpacked: u64,
}

/// Length of the fixed part before a part, and in the list.
pub(super) const BEFORE: usize = 30;
pub(super) const LISTED: usize = 46;

/// How long all of what stands before a part is, by its fixed part.
pub(super) fn length_before(fixed: &[u8]) -> Option<usize> {
    Some(BEFORE + usize::from(u16_at(fixed, 26)?) + usize::from(u16_at(fixed, 28)?))
}

/// How long a line of the list is, by its fixed part.
pub(super) fn length_listed(fixed: &[u8]) -> Option<usize> {
    let further = usize::from(u16_at(fixed, 30)?) + usize::from(u16_at(fixed, 32)?);
    Some(LISTED + usize::from(u16_at(fixed, 28)?) + further)
}

/// What stands before a part; and whether its sizes come after it.
pub(super) fn before(bytes: &[u8], offset: u64) -> Result<(Entry, bool), Refusal> {
    let flags = number(u16_at(bytes, 6))?;
    let sizes = (number(u32_at(bytes, 22))?, number(u32_at(bytes, 18))?);
    let name_length = number(u16_at(bytes, 26))?;
    let (name, further) = named(bytes.get(BEFORE..), name_length)?;
    let [unpacked, packed] = sized([sizes.0, sizes.1], further)?;
    let entry = Entry {
        offset,
        name,
        method: method(flags, number(u16_at(bytes, 8))?)?,
        packed,
        unpacked,
    };
    Ok((entry, flags & 8 != 0))
}

/// A line of the list at the end.
pub(super) fn listed(bytes: &[u8]) -> Result<Entry, Refusal> {
    let flags = number(u16_at(bytes, 8))?;
    let sizes = (number(u32_at(bytes, 24))?, number(u32_at(bytes, 20))?);
    let further_length = usize::from(number(u16_at(bytes, 30))?);
    let name_length = number(u16_at(bytes, 28))?;
    let (name, rest) = named(bytes.get(LISTED..), name_length)?;
    let further = rest.get(..further_length).ok_or(Refusal::Damaged)?;
    let at = number(u32_at(bytes, 42))?;
    let [unpacked, packed, offset] = sized([sizes.0, sizes.1, at], further)?;
    Ok(Entry {
        offset,
        name,
        method: method(flags, number(u16_at(bytes, 10))?)?,
        packed,
        unpacked,
    })
}

fn method(flags: u16, code: u16) -> Result<Method, Refusal> {
    const ENCRYPTED: u16 = 1 | 1 << 6 | 1 << 13;
    if flags & ENCRYPTED != 0 {
        return Err(Refusal::Password);
    }
    match code {
        0 => Ok(Method::Stored),
        8 => Ok(Method::Deflated),
        _ => Err(Refusal::Damaged),
    }
}

fn named(bytes: Option<&[u8]>, length: u16) -> Result<(Vec<u8>, &[u8]), Refusal> {
    let length = usize::from(length);
    let bytes = bytes.ok_or(Refusal::Damaged)?;
    let (name, rest) = bytes.split_at_checked(length).ok_or(Refusal::Damaged)?;
    if length > LONGEST_NAME {
        return Err(Refusal::Damaged);
    }
    Ok((name.to_vec(), rest))
}

/// The numbers, those that do not fit taken from the further fields, where they stand in this order.
fn sized<const N: usize>(numbers: [u32; N], mut fields: &[u8]) -> Result<[u64; N], Refusal> {
    const EIGHT_BYTES: u16 = 1;
    let mut wide: &[u8] = &[];
    while let (Some(id), Some(length)) = (u16_at(fields, 0), u16_at(fields, 2)) {
        let field = fields.get(4..).unwrap_or_default();
        let length = usize::from(length);
        let (field, rest) = field.split_at_checked(length).ok_or(Refusal::Damaged)?;
        if id == EIGHT_BYTES {
            wide = field;
        }
        fields = rest;
    }
    let mut found = [0; N];
    let mut at = 0;
    for (number, found) in numbers.into_iter().zip(&mut found) {
        *found = u64::from(number);
        if number == FURTHER {
            *found = u64_at(wide, at).ok_or(Refusal::Damaged)?;
            at += 8;
        }
    }
    Ok(found)
}

fn number<T>(found: Option<T>) -> Result<T, Refusal> {
    found.ok_or(Refusal::Damaged)
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let found = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(found.try_into().ok()?))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let found = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(found.try_into().ok()?))
}

pub(super) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    let found = bytes.get(at..at.checked_add(8)?)?;
    Some(u64::from_le_bytes(found.try_into().ok()?))
}
