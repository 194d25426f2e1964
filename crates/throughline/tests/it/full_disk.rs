//! The disk becomes full beneath a running service, and is given room again: nothing is lost, nothing half done,
//! everybody is told in words, and nobody has to start anything again.
//!
//! Two ways of being full: a limit on the size of files of this one process, which needs no rights; and a small
//! file system of its own, where the test may mount one.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::browser::{Answer, Browser, Demonstration};
use crate::program::{run, works};

const RAISE: &str = "/o/aldermere/raise/incident";

/// A form with everything that is asked for.
fn incident(form: &str, outline: &str) -> Vec<(String, String)> {
    let pairs = [
        ("form_id", form),
        ("outline", outline),
        ("happened", "20 November 2026"),
        ("place", "At home"),
        ("nature", "serious_harm"),
        ("abuse", "yes"),
        ("why", "It may be serious."),
        ("press", "no"),
        ("by", "A nurse"),
        ("agency", "A hospital"),
        ("child", "An invented child"),
        ("born", "2020"),
        ("safe", "safe"),
        ("how", "Seen by a nurse"),
        ("referred", "no"),
        ("other", "no"),
    ];
    pairs
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec()
}

/// How the disk becomes full, and how it is given room.
trait Disk {
    fn fill(&self, service: &Demonstration);
    fn free(&self, service: &Demonstration);
}

/// No file of the process may grow beyond its first byte.
struct Limit;

impl Limit {
    fn set(service: &Demonstration, soft: u64) {
        let id = i32::try_from(service.id()).unwrap();
        let (mut old, mut hard) = (0, 0);
        let kind = rlimit::Resource::FSIZE;
        rlimit::prlimit(id, kind, None, Some((&mut old, &mut hard))).unwrap();
        rlimit::prlimit(id, kind, Some((soft.min(hard), hard)), None).unwrap();
    }
}

impl Disk for Limit {
    fn fill(&self, service: &Demonstration) {
        Self::set(service, 1);
    }

    fn free(&self, service: &Demonstration) {
        Self::set(service, u64::MAX);
    }
}

/// A file system of its own with something in it that takes all room.
struct Mounted {
    place: PathBuf,
}

impl Mounted {
    fn new(place: &Path) -> Option<Self> {
        std::fs::create_dir_all(place).unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=96m", "tmpfs"])
            .arg(place)
            .output();
        if !mounted.is_ok_and(|mounted| mounted.status.success()) {
            eprintln!("skipped on a file system of its own: this test may not mount one");
            return None;
        }
        let place = place.to_owned();
        Some(Self { place })
    }

    fn ballast(&self) -> PathBuf {
        self.place.join("ballast")
    }
}

impl Disk for Mounted {
    fn fill(&self, _: &Demonstration) {
        let mut file = std::fs::File::create(self.ballast()).unwrap();
        for piece in [1 << 20, 1 << 12, 1] {
            let piece = vec![7; piece];
            while file.write_all(&piece).is_ok() {}
        }
    }

    fn free(&self, _: &Demonstration) {
        std::fs::remove_file(self.ballast()).unwrap();
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        drop(
            Command::new("umount")
                .arg("--lazy")
                .arg(&self.place)
                .status(),
        );
    }
}

#[test]
fn a_full_disk_loses_nothing_and_is_said_in_words() {
    let folder = tempfile::tempdir().unwrap();
    full(&folder.path().join("data"), &Limit);
}

#[test]
fn a_full_file_system_loses_nothing_and_is_said_in_words() {
    let folder = tempfile::tempdir().unwrap();
    if let Some(disk) = Mounted::new(&folder.path().join("small")) {
        full(&disk.place.join("data"), &disk);
    }
}

fn full(data: &Path, disk: &impl Disk) {
    let mut service = Demonstration::start(data);
    let mut manager = service.signed_in("Rowan Achebe-Lyle");
    let (saved, review) = raise(&mut manager, "before it was full").unwrap();
    let files_page = format!("{review}/files/add");
    let upload_form = manager.get(&files_page).value("form_id");
    let last_form = manager.get(RAISE).value("form_id");

    disk.fill(&service);
    let (refused, mut references) = raise_until_full(&mut manager);
    references.push(saved);
    is_no_room(&refused, true);
    assert!(
        refused.has("typed while it was full"),
        "what was typed is kept"
    );

    // Reading is recorded too, so nothing is read unseen; pages that need no record go on.
    let read = manager.get(&review);
    assert!(read.status == 200 || read.status == 503, "{}", read.status);
    assert_eq!(manager.get("/accessibility").status, 200);

    let plain = vec![b'a'; 3_000_000];
    let pairs = [
        ("form_id".to_owned(), upload_form),
        ("section".to_owned(), "general".to_owned()),
    ];
    let upload = manager.upload(&files_page, &pairs, "note.txt", &plain);
    if upload.status == 422 {
        assert!(
            upload.has("no room") || upload.has("space"),
            "{}",
            upload.body
        );
    } else {
        is_no_room(&upload, false);
    }
    assert_eq!(
        half_files(data),
        Vec::<PathBuf>::new(),
        "no part of a file is left"
    );
    // Some rounds of the worker, whose own log has no room either.
    std::thread::sleep(Duration::from_millis(2_500));
    assert!(service.runs(), "{}", service.said());
    assert!(!service.said().contains("panicked"), "{}", service.said());

    disk.free(&service);
    // The page itself offers to send the same form again.
    let again: Vec<(String, String)> =
        incident(&refused.value("form_id"), &refused.value("outline"));
    let sent = manager.post(RAISE, &again);
    assert_eq!(sent.status, 303, "{}", sent.body);
    references.push(reference(&sent));
    let twice = manager.post(RAISE, &again);
    assert_eq!(reference(&twice), reference(&sent), "once");
    let (later, _) = raise_with(&mut manager, &last_form, "after it was full").unwrap();
    references.push(later);
    let upload = manager.upload(&files_page, &pairs, "note.txt", b"A short note.");
    assert_eq!(upload.status, 303, "{}", upload.body);

    let whole = references.len();
    references.sort();
    references.dedup();
    assert_eq!(references.len(), whole, "each has a reference of its own");
    for reference in &references {
        let page = manager.get(&format!("/o/aldermere/reviews/{reference}"));
        assert_eq!(page.status, 200, "{reference} was acknowledged");
    }
    service.stop();
    // Everything was sealed again after there was room.
    let text = works(&run(data, &["verify"]));
    assert!(!text.contains("BROKEN"), "{text}");
}

fn reference(answer: &Answer) -> String {
    let (_, rest) = answer.location().split_once("/reviews/").unwrap();
    rest.split('/').next().unwrap().to_owned()
}

fn raise_with(
    browser: &mut Browser,
    form: &str,
    outline: &str,
) -> Result<(String, String), Answer> {
    let answer = browser.post(RAISE, &incident(form, outline));
    if answer.status != 303 {
        return Err(answer);
    }
    let reference = reference(&answer);
    let path = format!("/o/aldermere/reviews/{reference}");
    Ok((reference, path))
}

fn raise(browser: &mut Browser, outline: &str) -> Result<(String, String), Answer> {
    let form = browser.get(RAISE);
    assert_eq!(form.status, 200, "{}", form.body);
    raise_with(browser, &form.value("form_id"), outline)
}

/// Goes on until there is no room: what a log still has room for is saved, and acknowledged.
fn raise_until_full(browser: &mut Browser) -> (Answer, Vec<String>) {
    let mut saved = Vec::new();
    for _ in 0..300 {
        match raise(browser, "typed while it was full") {
            Ok((reference, _)) => saved.push(reference),
            Err(refused) => return (refused, saved),
        }
    }
    panic!("it never became full");
}

fn is_no_room(answer: &Answer, kept: bool) {
    assert_eq!(answer.status, 503, "{}", answer.body);
    assert!(
        answer.has("Nothing was saved: there is no space left"),
        "{}",
        answer.body
    );
    assert_eq!(answer.has("Send it again"), kept, "{}", answer.body);
    assert!(kept || answer.has("choose it again"), "{}", answer.body);
}

fn half_files(data: &Path) -> Vec<PathBuf> {
    let folders = std::fs::read_dir(data.join("files")).into_iter().flatten();
    let files = folders
        .flatten()
        .flat_map(|folder| std::fs::read_dir(folder.path()).into_iter().flatten());
    files.flatten().map(|file| file.path()).collect()
}
