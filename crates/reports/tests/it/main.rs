//! What a reader, and a reader's screen reader, gets from a PDF.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "tests fail by panicking"
)]

mod accessible;
mod hostile;
mod samples;

use std::path::Path;
use std::process::Command;

use model::paper::Paper;
use reports::pdf;

/// Makes the PDF, or fails the test.
fn made(paper: &Paper) -> Vec<u8> {
    pdf(paper).expect("the document can be typeset")
}

/// Leaves the PDF among the build's temporary files, for a person to look at.
fn keep_to_look_at(name: &str, bytes: &[u8]) {
    std::fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name), bytes).unwrap();
}

/// Whether the bytes hold the words. The document's properties and structure names are not compressed.
fn holds(bytes: &[u8], words: &str) -> bool {
    bytes
        .windows(words.len())
        .any(|window| window == words.as_bytes())
}

/// The text as `pdftotext` reads it; `None`, with a message, where that tool is not installed.
fn read_back(bytes: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("paper.pdf");
    std::fs::write(&path, bytes).unwrap();
    output_of("pdftotext", &["-layout"], &path, &["-"])
}

fn output_of(tool: &str, before: &[&str], path: &Path, after: &[&str]) -> Option<String> {
    match Command::new(tool)
        .args(before)
        .arg(path)
        .args(after)
        .output()
    {
        Ok(output) => {
            assert!(
                output.status.success(),
                "{tool}: {}",
                String::from_utf8_lossy(&output.stderr)
            );
            Some(String::from_utf8_lossy(&output.stdout).into_owned())
        }
        Err(_) => {
            eprintln!("skipped: {tool} is not installed (Debian package poppler-utils)");
            None
        }
    }
}

/// Text with runs of white space narrowed to one space.
fn narrowed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
