//! What an upload is, by its content; the name only has to agree.

use crate::compound;
use crate::container;
use crate::file_name::extension;
use crate::read::decoded;
use crate::refusal::Refusal;

/// How many bytes from the front [`sniff`] should be given, or the whole file where it is shorter.
pub const SNIFF_LENGTH: usize = 64 * 1024;

/// The kinds of file that are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// Portable Document Format.
    Pdf,
    /// Word since 2007.
    Docx,
    /// Excel since 2007.
    Xlsx,
    /// Excel up to 2003.
    Xls,
    /// OpenDocument text.
    Odt,
    /// Plain text in UTF-8, UTF-16 with its mark, or Windows-1252.
    Txt,
    /// Plain text whose name says that it is a table.
    Csv,
    /// Portable Network Graphics.
    Png,
    /// JPEG picture.
    Jpeg,
    /// An email as text.
    Eml,
    /// An email saved by Outlook.
    Msg,
}

impl FileKind {
    /// A stable word for the kind, as kept in the record of a file.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Odt => "odt",
            Self::Txt => "txt",
            Self::Csv => "csv",
            Self::Png => "png",
            Self::Jpeg => "jpeg",
            Self::Eml => "eml",
            Self::Msg => "msg",
        }
    }

    /// Largest file of the kind that is taken, in bytes: 20 MB where the whole file has to be looked at before
    /// any of it can be read, 50 MB otherwise.
    #[must_use]
    pub const fn largest(self) -> usize {
        match self {
            Self::Pdf | Self::Xls => 20 * 1024 * 1024,
            _ => 50 * 1024 * 1024,
        }
    }

    /// The kind that [`FileKind::code`] names.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let kinds = [
            Self::Pdf,
            Self::Docx,
            Self::Xlsx,
            Self::Xls,
            Self::Odt,
            Self::Txt,
            Self::Csv,
            Self::Png,
            Self::Jpeg,
            Self::Eml,
            Self::Msg,
        ];
        kinds.into_iter().find(|kind| kind.code() == code)
    }

    /// The endings of names that go with the kind.
    fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Xls => &["xls"],
            Self::Odt => &["odt"],
            Self::Txt => &["txt", "text", "log", "md"],
            Self::Csv => &["csv", "tsv"],
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Self::Eml => &["eml"],
            Self::Msg => &["msg"],
        }
    }
}

/// Decides what a file is from its first [`SNIFF_LENGTH`] bytes, and that the name it came under agrees.
///
/// It looks at signatures only; that a file is whole and free of tricks is found out by whatever reads it.
///
/// # Errors
/// A [`Refusal`] for an empty file, programs, scripts, web pages, archives, macros, passwords, other kinds, and a name
/// whose ending belongs to another kind.
pub fn sniff(first_bytes: &[u8], declared_name: &str) -> Result<FileKind, Refusal> {
    let ending = extension(declared_name);
    let kind = kind_by_content(first_bytes, &ending)?;
    if let Some(refusal) = refused_ending(&ending) {
        return Err(refusal);
    }
    if is_ending(&ending) && !kind.extensions().contains(&ending.as_str()) {
        return Err(Refusal::NameContradicts);
    }
    Ok(kind)
}

fn kind_by_content(bytes: &[u8], ending: &str) -> Result<FileKind, Refusal> {
    let text = without_leading_space(bytes);
    if text.is_empty() {
        return Err(Refusal::Empty);
    }
    if text.starts_with(b"%PDF-") {
        return Ok(FileKind::Pdf);
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1A\n") {
        return Ok(FileKind::Png);
    }
    if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        return Ok(FileKind::Jpeg);
    }
    if bytes.starts_with(&container::ENTRY_SIGNATURE) {
        return kind_in_container(bytes, ending);
    }
    if bytes.starts_with(&compound::SIGNATURE) {
        return kind_in_compound_file(bytes, ending);
    }
    if is_text(bytes) {
        kind_of_text(bytes, ending)
    } else {
        match refused_binary(bytes) {
            // A table as text is nothing else: its letters are what cannot be made out.
            Refusal::Unknown if FileKind::Csv.extensions().contains(&ending) => {
                Err(Refusal::Encoding)
            }
            other => Err(other),
        }
    }
}

fn kind_in_container(bytes: &[u8], ending: &str) -> Result<FileKind, Refusal> {
    match (container::content(bytes)?, ending) {
        (container::Content::Word, _) | (container::Content::SomeOffice, "docx") => {
            Ok(FileKind::Docx)
        }
        (container::Content::Excel, _) | (container::Content::SomeOffice, "xlsx") => {
            Ok(FileKind::Xlsx)
        }
        (container::Content::OpenDocumentText, _) => Ok(FileKind::Odt),
        (container::Content::SomeOffice, _) => Err(Refusal::Unknown),
    }
}

fn kind_in_compound_file(bytes: &[u8], ending: &str) -> Result<FileKind, Refusal> {
    match (compound::content(bytes)?, ending) {
        (compound::Content::Workbook, _) | (compound::Content::Unseen, "xls") => Ok(FileKind::Xls),
        (compound::Content::Message, _) | (compound::Content::Unseen, "msg") => Ok(FileKind::Msg),
        // Office wraps a document that opens with a password in a compound file.
        (compound::Content::Unseen, "docx" | "xlsx") => Err(Refusal::Password),
        (compound::Content::Unseen, "doc" | "dot") => Err(Refusal::OldWord),
        (compound::Content::Unseen, _) => Err(Refusal::Unknown),
    }
}

fn kind_of_text(bytes: &[u8], ending: &str) -> Result<FileKind, Refusal> {
    let front_bytes = bytes.get(..4096).unwrap_or(bytes);
    let front = decoded(front_bytes).text.trim_start().to_lowercase();
    let script_marks = ["#!", "<?php", "@echo off", "%!ps"];
    let web_marks = [
        "<!doctype",
        "<html",
        "<head",
        "<body",
        "<script",
        "<iframe",
        "<svg",
    ];
    if script_marks.iter().any(|mark| front.starts_with(mark)) {
        Err(Refusal::Script)
    } else if front.starts_with("{\\rtf") {
        Err(Refusal::OldWord)
    } else if front.starts_with('<') && web_marks.iter().any(|mark| front.contains(mark)) {
        Err(Refusal::WebPage)
    } else if ending == "eml" {
        if looks_like_mail(&front) {
            Ok(FileKind::Eml)
        } else {
            Err(Refusal::NameContradicts)
        }
    } else if FileKind::Csv.extensions().contains(&ending) {
        Ok(FileKind::Csv)
    } else {
        Ok(FileKind::Txt)
    }
}

/// Header lines first, among them one that every email has (RFC 5322, section 3.6).
fn looks_like_mail(front: &str) -> bool {
    let header_lines: Vec<&str> = front.lines().take_while(|line| !line.is_empty()).collect();
    let first_is_header = header_lines.first().is_some_and(|line| {
        line.split_once(':').is_some_and(|(name, _)| {
            !name.is_empty()
                && name
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        })
    });
    first_is_header
        && header_lines
            .iter()
            .any(|line| line.starts_with("from:") || line.starts_with("date:"))
}

/// Why a file that is neither text nor of a known kind is refused: the most helpful sentence for it.
fn refused_binary(bytes: &[u8]) -> Refusal {
    let signatures: [(&[u8], Refusal); 27] = [
        (b"MZ", Refusal::Program),
        (b"\x7FELF", Refusal::Program),
        (b"\xFE\xED\xFA", Refusal::Program),
        (b"\xCE\xFA\xED\xFE", Refusal::Program),
        (b"\xCF\xFA\xED\xFE", Refusal::Program),
        (b"\xCA\xFE\xBA\xBE", Refusal::Program),
        (b"\0asm", Refusal::Program),
        (b"\x4C\0\0\0\x01\x14\x02\0", Refusal::Program),
        (b"!<arch>", Refusal::Program),
        (b"dex\n", Refusal::Program),
        (b"#!", Refusal::Script),
        (b"Rar!", Refusal::Archive),
        (b"7z\xBC\xAF\x27\x1C", Refusal::Archive),
        (b"\x1F\x8B", Refusal::Archive),
        (b"BZh", Refusal::Archive),
        (b"\xFD7zXZ", Refusal::Archive),
        (b"MSCF", Refusal::Archive),
        (b"PK\x05\x06", Refusal::Archive),
        (b"{\\rtf", Refusal::OldWord),
        (b"GIF8", Refusal::OtherPicture),
        (b"BM", Refusal::OtherPicture),
        (b"II*\0", Refusal::OtherPicture),
        (b"MM\0*", Refusal::OtherPicture),
        (b"ID3", Refusal::Recording),
        (b"OggS", Refusal::Recording),
        (b"fLaC", Refusal::Recording),
        (b"\x1A\x45\xDF\xA3", Refusal::Recording),
    ];
    let by_front = signatures
        .iter()
        .find(|(signature, _)| bytes.starts_with(signature));
    by_front.map_or_else(|| refused_by_inner_mark(bytes), |(_, refusal)| *refusal)
}

/// Families that say what they are a few bytes in: RIFF and the ISO base media format.
fn refused_by_inner_mark(bytes: &[u8]) -> Refusal {
    let brand = bytes.get(8..12).unwrap_or_default();
    if bytes.starts_with(b"RIFF") {
        if brand == b"WEBP" {
            Refusal::OtherPicture
        } else {
            Refusal::Recording
        }
    } else if bytes.get(4..8) == Some(b"ftyp") {
        let is_picture =
            brand.starts_with(b"he") || brand.starts_with(b"mif") || brand.starts_with(b"avi");
        if is_picture {
            Refusal::OtherPicture
        } else {
            Refusal::Recording
        }
    } else if bytes.get(257..262) == Some(b"ustar") {
        Refusal::Archive
    } else {
        Refusal::Unknown
    }
}

/// Endings that are refused whatever the file holds, because a double click would run it or because nobody could read it.
fn refused_ending(ending: &str) -> Option<Refusal> {
    let refusal = match ending {
        "exe" | "dll" | "com" | "msi" | "msix" | "scr" | "lnk" | "url" | "jar" | "apk" | "app"
        | "dmg" | "pkg" | "deb" | "rpm" | "cpl" | "pif" | "reg" | "iso" | "img" | "sys"
        | "appimage" => Refusal::Program,
        "js" | "mjs" | "jse" | "vbs" | "vbe" | "wsf" | "wsh" | "hta" | "ps1" | "psm1" | "bat"
        | "cmd" | "sh" | "bash" | "py" | "pl" | "rb" | "php" | "asp" | "jsp" | "ps" => {
            Refusal::Script
        }
        "html" | "htm" | "xhtml" | "svg" | "mht" | "mhtml" => Refusal::WebPage,
        "docm" | "dotm" | "xlsm" | "xltm" | "xlam" | "xlsb" | "pptm" => Refusal::Macros,
        "zip" | "7z" | "rar" | "gz" | "tgz" | "tar" | "bz2" | "xz" | "cab" => Refusal::Archive,
        "doc" | "dot" | "rtf" | "wps" => Refusal::OldWord,
        "gif" | "bmp" | "tif" | "tiff" | "webp" | "heic" | "heif" | "avif" => Refusal::OtherPicture,
        "mp3" | "mp4" | "m4a" | "wav" | "mov" | "avi" | "mkv" | "wmv" | "ogg" => Refusal::Recording,
        _ => return None,
    };
    Some(refusal)
}

/// Whether what follows the last dot is an ending at all, and not the rest of a date or of a sentence.
fn is_ending(ending: &str) -> bool {
    let is_short = (1..=5).contains(&ending.len());
    is_short
        && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && !ending.bytes().all(|byte| byte.is_ascii_digit())
}

fn without_leading_space(bytes: &[u8]) -> &[u8] {
    bytes
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(bytes)
        .trim_ascii_start()
}

/// Whether the bytes can be the beginning of a text in an encoding that is read here.
fn is_text(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return is_utf_16_text(bytes);
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => bytes.iter().all(|byte| is_text_byte(*byte)),
        // The last letter may be cut off where the bytes end.
        Err(error) if error.error_len().is_none() => bytes.iter().all(|byte| is_text_byte(*byte)),
        Err(_) => bytes
            .iter()
            .all(|byte| is_text_byte(*byte) && !matches!(byte, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D)),
    }
}

fn is_utf_16_text(bytes: &[u8]) -> bool {
    let is_big_endian = bytes.starts_with(b"\xFE\xFF");
    let mut units = bytes
        .chunks_exact(2)
        .filter_map(|pair| <[u8; 2]>::try_from(pair).ok())
        .map(|pair| {
            if is_big_endian {
                u16::from_be_bytes(pair)
            } else {
                u16::from_le_bytes(pair)
            }
        });
    units.all(|unit| u8::try_from(unit).map_or(unit != 0xFFFE && unit != 0xFFFF, is_text_byte))
}

/// Tab, line ends, form feed and the old end-of-text mark are the only control characters of a text.
fn is_text_byte(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1A) || (byte >= 0x20 && byte != 0x7F)
}
