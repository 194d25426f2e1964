//! Files that people send.

use std::panic::{AssertUnwindSafe, catch_unwind};

use papers::{Answer, FileKind, Whole, text_of};

use super::{line_and_rest, lossy};

/// A name on the first line, the content after it.
pub fn sniff(bytes: &[u8]) {
    let (name, content) = line_and_rest(bytes);
    if let Ok(kind) = papers::sniff(content, &name) {
        assert!(!content.is_empty());
        assert_eq!(FileKind::from_code(kind.code()), Some(kind));
    }
}

/// The name of a file as a stranger gives it.
pub fn file_name(bytes: &[u8]) {
    let safe = papers::safe_file_name(&lossy(bytes));
    assert!(!safe.is_empty() && safe.len() <= 200);
    assert!(!safe.contains(['/', '\\', '\0', '"', '\r', '\n']));
    assert_eq!(papers::safe_file_name(&safe), safe);
}

/// Plain text.
pub fn text_file(bytes: &[u8]) {
    read(FileKind::Txt, bytes);
}

/// CSV.
pub fn csv(bytes: &[u8]) {
    read(FileKind::Csv, bytes);
}

/// Word documents.
pub fn docx(bytes: &[u8]) {
    read(FileKind::Docx, bytes);
}

/// PDF. Its library may panic: the reading process contains that.
pub fn pdf(bytes: &[u8]) {
    contained(FileKind::Pdf, bytes);
}

/// Excel since 2007. Its library may panic: the reading process contains that.
pub fn xlsx(bytes: &[u8]) {
    contained(FileKind::Xlsx, bytes);
}

/// Excel before 2007. Its library may panic: the reading process contains that.
pub fn xls(bytes: &[u8]) {
    contained(FileKind::Xls, bytes);
}

/// A kind on the first line, then the file, as it passes on its way in. However it comes in pieces, the same is
/// said of it.
pub fn whole(bytes: &[u8]) {
    let (code, content) = line_and_rest(bytes);
    let Some(kind) = FileKind::from_code(&code) else {
        return;
    };
    let said = [1_000_000, 1_021, 17].map(|size| {
        let mut whole = Whole::of(kind);
        for piece in content.chunks(size) {
            whole.piece(piece);
        }
        whole.end()
    });
    let [first, others @ ..] = said;
    assert!(others.into_iter().all(|other| other == first));
}

/// What the reading process prints, which is believed no more than the file.
pub fn answer(bytes: &[u8]) {
    if let Some(outcome) = Answer::parse(bytes) {
        let printed = Answer::printed(outcome.clone());
        assert!(Answer::parse(&printed) == Some(outcome));
    }
}

fn read(kind: FileKind, bytes: &[u8]) {
    let outcome = text_of(kind, bytes);
    assert!(Answer::parse(&Answer::printed(outcome)).is_some());
}

fn contained(kind: FileKind, bytes: &[u8]) {
    drop(catch_unwind(AssertUnwindSafe(|| read(kind, bytes))));
}
