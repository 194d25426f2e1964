//! What the first bytes of a ZIP file say about it. The full check, with limits, comes when it is read.

use crate::refusal::Refusal;

/// First bytes of every entry.
pub const ENTRY_SIGNATURE: [u8; 4] = *b"PK\x03\x04";

/// Length of an entry's fixed part.
const ENTRY_LENGTH: usize = 30;

/// What OpenDocument text says of itself in its first entry.
const OPEN_DOCUMENT_TEXT: &[u8] = b"application/vnd.oasis.opendocument.text";

/// What a ZIP file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// A Word document.
    Word,
    /// An Excel workbook.
    Excel,
    /// An OpenDocument text.
    OpenDocumentText,
    /// An Office document whose telling parts lie beyond the bytes given.
    SomeOffice,
}

/// What the file holds, by the names of the entries in the bytes given.
///
/// # Errors
/// The refusal of a kind that is not taken.
pub fn content(bytes: &[u8]) -> Result<Content, Refusal> {
    let names = entry_names(bytes);
    let has = |wanted: &str| {
        names
            .iter()
            .any(|name| name.eq_ignore_ascii_case(wanted.as_bytes()))
    };
    let has_folder = |wanted: &str| names.iter().any(|name| name.starts_with(wanted.as_bytes()));
    let is_encrypted = bytes.get(6).is_some_and(|flags| flags & 1 == 1);
    let has_macros = names.iter().any(|name| holds_macros(name));
    if is_encrypted {
        Err(Refusal::Password)
    } else if has_macros {
        Err(Refusal::Macros)
    } else if has("META-INF/MANIFEST.MF") || has("AndroidManifest.xml") {
        Err(Refusal::Program)
    } else if names.first() == Some(&b"mimetype".as_slice()) {
        open_document(bytes)
    } else if has_folder("word/") {
        Ok(Content::Word)
    } else if has_folder("xl/") {
        Ok(Content::Excel)
    } else if has_folder("ppt/") {
        Err(Refusal::Unknown)
    } else if has("[Content_Types].xml") || has_folder("_rels/") || has_folder("docProps/") {
        Ok(Content::SomeOffice)
    } else {
        Err(Refusal::Archive)
    }
}

/// Whether a part of this name holds macros: of Word and Excel, of Excel before it had Visual Basic, of
/// OpenDocument.
pub fn holds_macros(name: &[u8]) -> bool {
    let name = name.to_ascii_lowercase();
    let folders: [&[u8]; 3] = [b"xl/macrosheets/", b"basic/", b"scripts/"];
    name.ends_with(b"vbaproject.bin") || folders.iter().any(|folder| name.starts_with(folder))
}

fn open_document(bytes: &[u8]) -> Result<Content, Refusal> {
    let stored = bytes
        .get(ENTRY_LENGTH + b"mimetype".len()..)
        .unwrap_or_default();
    let after = stored.strip_prefix(OPEN_DOCUMENT_TEXT);
    // A template's or a master document's type goes on with a hyphen.
    match after.map(|rest| rest.first()) {
        Some(next) if next != Some(&b'-') => Ok(Content::OpenDocumentText),
        _ => Err(Refusal::Unknown),
    }
}

fn entry_names(bytes: &[u8]) -> Vec<&[u8]> {
    let mut names = Vec::new();
    for (start, window) in bytes.windows(ENTRY_SIGNATURE.len()).enumerate() {
        if window == ENTRY_SIGNATURE
            && let Some(name) = entry_name(bytes, start)
        {
            names.push(name);
        }
    }
    names
}

fn entry_name(bytes: &[u8], start: usize) -> Option<&[u8]> {
    let length = bytes.get(start + 26..start + 28)?;
    let length = usize::from(u16::from_le_bytes(length.try_into().ok()?));
    bytes.get(start + ENTRY_LENGTH..start + ENTRY_LENGTH + length)
}
