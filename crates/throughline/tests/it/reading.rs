//! `throughline read-file`, the process that takes the text out of a file: what it reads, and where it ends.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use app::files::{Pieces, ReadingProgram, Unread};
use futures_util::stream;
use papers::read::Warning;
use papers::{Answer, FileKind, Refusal};

const PROGRAM: &str = env!("CARGO_BIN_EXE_throughline");

fn pieces(bytes: Vec<u8>) -> Pieces {
    let chunks: Vec<_> = bytes
        .chunks(65_536)
        .map(|piece| Ok(piece.to_vec()))
        .collect();
    Box::pin(stream::iter(chunks))
}

fn seed(name: &str) -> Vec<u8> {
    let seeds = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds");
    std::fs::read(seeds.join(name)).unwrap()
}

/// Reads under the limits given, as the service does.
async fn read(kind: FileKind, bytes: Vec<u8>, limits: &[&str]) -> Result<String, Unread> {
    let program = ReadingProgram::new(PROGRAM.into()).limited(limits, Duration::from_secs(60));
    let text = program.text_of(kind, pieces(bytes)).await?;
    Ok(text.plain_text())
}

#[tokio::test]
async fn each_kind_is_read_in_a_process_of_its_own() {
    for (kind, bytes, words) in [
        (
            FileKind::Txt,
            b"An invented note.".to_vec(),
            "An invented note.",
        ),
        (FileKind::Csv, b"Date,Who\n1,2\n".to_vec(), "Who"),
        (FileKind::Docx, seed("docx/small.docx"), "new"),
        (FileKind::Pdf, seed("pdf/one-page.pdf"), "First page"),
        (FileKind::Xlsx, seed("xlsx/small.xlsx"), "Date"),
        (FileKind::Xls, seed("xls/one-cell.xls"), "42"),
    ] {
        let text = read(kind, bytes, &[]).await.unwrap();
        assert!(text.contains(words), "{kind:?}: {text}");
    }
}

#[tokio::test]
async fn what_is_refused_is_named() {
    for (kind, bytes, refusal) in [
        (FileKind::Txt, b" \n".to_vec(), Refusal::Empty),
        (FileKind::Pdf, b"%PDF-1.7".to_vec(), Refusal::Damaged),
        (FileKind::Docx, b"PK\x03\x04".to_vec(), Refusal::Damaged),
        (FileKind::Png, b"\x89PNG".to_vec(), Refusal::NoTextView),
        (FileKind::Txt, vec![b'a'; 10_000_001], Refusal::TooLarge),
    ] {
        let refused = read(kind, bytes, &[]).await;
        assert_eq!(refused, Err(Unread::Refused(refusal)), "{kind:?}");
    }
}

#[test]
fn tables_are_given_when_they_are_asked_for() {
    let table = in_a_shell("printf 'Date,Event\\n1 May,x\\n' | \"$1\" read-file csv --tables");
    let grid = Answer::parse_grid(&table.stdout).unwrap().unwrap();
    assert_eq!(grid.tables.len(), 1);
    let note = in_a_shell("exec \"$1\" read-file txt --tables");
    let refused = Answer::parse_grid(&note.stdout);
    assert_eq!(refused, Some(Err(Refusal::NoTable)));
}

/// A table of rows as wide as they may be: small on the disk, large as a table.
fn wide() -> Vec<u8> {
    let row = format!("x{}\n", ",x".repeat(1_000));
    row.repeat(4_000).into_bytes()
}

#[tokio::test]
async fn a_file_that_fills_the_memory_ends_the_process_and_nothing_else() {
    let limits = ["--memory-mib", "384"];
    let small = read(FileKind::Csv, b"a,b\n".to_vec(), &limits).await;
    assert_eq!(small.as_deref(), Ok("a\tb"));
    assert_eq!(
        read(FileKind::Csv, wide(), &limits).await,
        Err(Unread::Crashed)
    );
}

/// A PDF whose one page is millions of signs that draw nothing.
fn slow() -> Vec<u8> {
    let plain = String::from_utf8(seed("pdf/one-page.pdf")).unwrap();
    let signs = "q Q ".repeat(2_000_000);
    let (front, rest) = plain.split_once("<< /Length ").unwrap();
    let (_, rest) = rest.split_once("stream\n").unwrap();
    let (_, rest) = rest.split_once("\nendstream").unwrap();
    let table = front.len() + signs.len() + 100;
    let written = format!(
        "{front}<< /Length {} >>\nstream\n{signs}\nendstream{rest}",
        signs.len()
    );
    let at = written.find("xref\n0 ").unwrap_or(table);
    let (front, _) = written.split_once("startxref").unwrap();
    format!("{front}startxref\n{at}\n%%EOF\n").into_bytes()
}

#[tokio::test]
async fn a_file_that_takes_too_long_ends_the_process() {
    let limits = ["--cpu-seconds", "1"];
    assert_eq!(
        read(FileKind::Pdf, slow(), &limits).await,
        Err(Unread::Slow)
    );
}

/// Runs it from a shell, so that other things can be open.
fn in_a_shell(script: &str) -> Output {
    let mut child = Command::new("sh")
        .args(["-c", script, "sh", PROGRAM])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdin.take().unwrap().write_all(b"An invented note."));
    child.wait_with_output().unwrap()
}

#[test]
fn with_another_file_open_nothing_is_read() {
    let plain = in_a_shell("exec \"$1\" read-file txt");
    assert!(plain.status.success());
    assert!(matches!(Answer::parse(&plain.stdout), Some(Ok(_))));
    let open = in_a_shell("exec 5</dev/null 6<\"$1\"; exec \"$1\" read-file txt");
    assert_eq!(open.status.code(), Some(3));
    assert!(open.stdout.is_empty());
    let said = String::from_utf8_lossy(&open.stderr).into_owned();
    assert!(said.contains("another file open"), "{said}");
}

#[test]
fn limits_can_only_be_made_tighter() {
    for limit in [
        "--memory-mib 100000",
        "--cpu-seconds 0",
        "--cpu-seconds 9999",
    ] {
        let refused = in_a_shell(&format!("exec \"$1\" read-file txt {limit}"));
        assert!(!refused.status.success(), "{limit}");
        assert!(refused.stdout.is_empty());
    }
}

/// The sentences stand in the interface texts alone; papers knows their names.
#[test]
fn every_refusal_and_warning_has_its_sentence() {
    let refusals = Refusal::ALL.map(|refusal| ("rule", refusal.code()));
    let warnings = Warning::ALL.map(|warning| ("file", warning.code()));
    for (family, code) in refusals.into_iter().chain(warnings) {
        let sentence = web::t_code(family, code);
        assert!(
            sentence.ends_with('.') && sentence.contains(' '),
            "{family}-{code}"
        );
    }
}
