//! Messages as files.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use mail::{Failure, Folder, Mailer as _};

use crate::parsed::parse;
use crate::support::{LINK, TO, message, message_numbered, sender};

/// Names in the folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_file_reads_back_as_the_message() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("out/mail");
    Folder::new(&folder, sender())
        .unwrap()
        .send(&message())
        .unwrap();
    let name = format!("2026-06-05-1780666200000000-{}.eml", "07".repeat(16));
    assert_eq!(names(&folder), std::slice::from_ref(&name));
    let file = folder.join(name);
    let parsed = parse(&std::fs::read(&file).unwrap());
    let expected = [
        ("Date", "Fri, 05 Jun 2026 13:30:00 +0000".to_owned()),
        (
            "Message-ID",
            format!("<{}@reviews.example>", "07".repeat(16)),
        ),
        (
            "From",
            "Lernen \"Zusammen\" – Größe <throughline@reviews.example>".to_owned(),
        ),
        ("To", TO.to_owned()),
        (
            "Subject",
            "Älderby Safeguarding Partnership: something waits for you".to_owned(),
        ),
        ("Auto-Submitted", "auto-generated".to_owned()),
        ("X-Auto-Response-Suppress", "All".to_owned()),
        ("MIME-Version", "1.0".to_owned()),
        ("Content-Type", "text/plain; charset=utf-8".to_owned()),
        ("Content-Transfer-Encoding", "quoted-printable".to_owned()),
    ];
    let read = parsed
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.clone()));
    assert_eq!(read.collect::<Vec<_>>(), expected, "these and no others");
    assert_eq!(parsed.body, message().body());
    assert!(
        parsed
            .body
            .starts_with("Something waits for you at Älderby")
    );
    assert!(parsed.body.contains(&format!("\n\n{LINK}\n\n")));
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&folder), mode(&file)), (0o700, 0o600));
}

#[test]
fn the_same_message_again_is_the_same_file() {
    let scratch = tempfile::tempdir().unwrap();
    let mailer = Folder::new(scratch.path(), sender()).unwrap();
    for number in [1, 2, 1] {
        mailer.send(&message_numbered(number)).unwrap();
    }
    assert_eq!(names(scratch.path()).len(), 2);
}

#[test]
fn nobody_sees_half_a_file() {
    let scratch = tempfile::tempdir().unwrap();
    let mailer = Folder::new(scratch.path(), sender()).unwrap();
    let done = AtomicBool::new(false);
    let seen = std::thread::scope(|scope| {
        let looking = scope.spawn(|| {
            let mut seen = 0;
            while !done.load(Ordering::Acquire) {
                for name in names(scratch.path()) {
                    if name.ends_with(".eml") {
                        let bytes = std::fs::read(scratch.path().join(name)).unwrap();
                        assert_eq!(parse(&bytes).body, message().body());
                        seen += 1;
                    }
                }
            }
            seen
        });
        // Again and again over the same few names: whoever wrote in place would be seen at it.
        for round in 0..200 {
            mailer.send(&message_numbered(round % 4)).unwrap();
        }
        done.store(true, Ordering::Release);
        looking.join().unwrap()
    });
    assert!(seen > 0, "somebody looked while files were written");
    assert_eq!(names(scratch.path()).len(), 4, "and nothing else is left");
}

#[test]
fn a_message_that_could_not_be_finished_does_not_appear() {
    let scratch = tempfile::tempdir().unwrap();
    let mailer = Folder::new(scratch.path(), sender()).unwrap();
    mailer.send(&message()).unwrap();
    let name = names(scratch.path()).remove(0);
    std::fs::remove_file(scratch.path().join(&name)).unwrap();
    std::fs::create_dir(scratch.path().join(format!(".{name}.part"))).unwrap();
    assert_eq!(mailer.send(&message()), Err(Failure::Folder));
    assert!(!scratch.path().join(name).exists());
}

#[test]
fn what_a_crash_left_is_no_message_and_the_next_try_replaces_it() {
    let scratch = tempfile::tempdir().unwrap();
    let mailer = Folder::new(scratch.path(), sender()).unwrap();
    mailer.send(&message()).unwrap();
    let name = names(scratch.path()).remove(0);
    let whole = std::fs::read(scratch.path().join(&name)).unwrap();
    std::fs::remove_file(scratch.path().join(&name)).unwrap();
    // As if the machine had stopped in the middle: longer than the message, and not a message.
    let part = format!(".{name}.part");
    std::fs::write(scratch.path().join(&part), "x".repeat(whole.len() * 2)).unwrap();
    assert!(
        names(scratch.path())
            .iter()
            .all(|name| !name.ends_with(".eml"))
    );
    mailer.send(&message()).unwrap();
    assert_eq!(names(scratch.path()), std::slice::from_ref(&name));
    assert_eq!(std::fs::read(scratch.path().join(name)).unwrap(), whole);
}

#[test]
fn a_folder_that_cannot_be_written_to_loses_no_message() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("mail");
    let mailer = Folder::new(&folder, sender()).unwrap();
    std::fs::remove_dir(&folder).unwrap();
    assert_eq!(mailer.send(&message()), Err(Failure::Folder));
    assert!(Failure::Folder.again() && Failure::Folder.needs_the_operator());
    std::fs::write(&folder, "a file").unwrap();
    assert_eq!(mailer.send(&message()), Err(Failure::Folder));
    assert!(Folder::new(&folder, sender()).is_err());
}
