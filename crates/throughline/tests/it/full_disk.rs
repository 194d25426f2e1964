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
    let service = Demonstration::start(data);
    let mut manager = service.signed_in("Rowan Achebe-Lyle");
    let (saved, review) = raise(&mut manager, "before it was full").unwrap();
    let files_page = format!("{review}/files/add");
    let pairs = [
        (
            "form_id".to_owned(),
            manager.get(&files_page).value("form_id"),
        ),
        ("section".to_owned(), "general".to_owned()),
    ];
    let mut walk = Walk {
        service,
        manager,
        review,
        files_page,
        pairs,
        references: vec![saved],
    };
    let last_form = walk.manager.get(RAISE).value("form_id");
    disk.fill(&walk.service);
    let refused = walk.while_full(data);
    disk.free(&walk.service);
    walk.with_room_again(&refused, &last_form);
    walk.service.stop();
    // Everything was sealed again after there was room.
    let text = works(&run(data, &["verify"]));
    assert!(!text.contains("BROKEN"), "{text}");
}

/// What goes on before, while and after the disk is full.
struct Walk {
    service: Demonstration,
    manager: Browser,
    review: String,
    files_page: String,
    /// The form with a file.
    pairs: [(String, String); 2],
    /// What was acknowledged.
    references: Vec<String>,
}

impl Walk {
    /// Returns the page on which the last form was refused.
    fn while_full(&mut self, data: &Path) -> Answer {
        let (refused, saved) = raise_until_full(&mut self.manager);
        self.references.extend(saved);
        is_no_room(&refused, true);
        let typed = "typed while it was full";
        assert!(refused.has(typed), "what was typed is kept");

        // Reading is recorded too, so nothing is read unseen; pages that need no record go on.
        let read = self.manager.get(&self.review).status;
        assert!(read == 200 || read == 503, "{read}");
        assert_eq!(self.manager.get("/accessibility").status, 200);

        let plain = vec![b'a'; 3_000_000];
        let (page, pairs) = (&self.files_page, &self.pairs);
        let upload = self.manager.upload(page, pairs, "note.txt", &plain);
        if upload.status == 422 {
            assert!(upload.has("no room left"), "{}", upload.body);
        } else {
            is_no_room(&upload, false);
        }
        let left: Vec<PathBuf> = half_files(data);
        assert!(left.is_empty(), "no part of a file is left: {left:?}");
        // Some rounds of the worker, whose own log has no room either.
        std::thread::sleep(Duration::from_millis(2_500));
        assert!(self.service.runs(), "{}", self.service.said());
        assert!(!self.service.said().contains("panicked"));
        refused
    }

    fn with_room_again(&mut self, refused: &Answer, last_form: &str) {
        // The page itself offers to send the same form again.
        let again = incident(&refused.value("form_id"), &refused.value("outline"));
        let sent = self.manager.post(RAISE, &again);
        assert_eq!(sent.status, 303, "{}", sent.body);
        self.references.push(reference(&sent));
        let twice = self.manager.post(RAISE, &again);
        assert_eq!(reference(&twice), reference(&sent), "once");
        let later = raise_with(&mut self.manager, last_form, "after it was full");
        self.references.push(later.unwrap().0);
        let (page, pairs) = (&self.files_page, &self.pairs);
        let upload = self
            .manager
            .upload(page, pairs, "note.txt", b"A short note.");
        assert_eq!(upload.status, 303, "{}", upload.body);

        let acknowledged = self.references.len();
        self.references.sort();
        self.references.dedup();
        assert_eq!(self.references.len(), acknowledged, "each is another");
        for reference in &self.references {
            let page = self
                .manager
                .get(&format!("/o/aldermere/reviews/{reference}"));
            assert_eq!(page.status, 200, "{reference} was acknowledged");
        }
    }
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
