//! A store that is damaged, gone, or has another key, while the service runs and when it starts: the page and the
//! command line say which store and what to do, and everybody else works on.

use std::path::{Path, PathBuf};

use crate::browser::Demonstration;
use crate::program::{complained, run, said, works};

/// The stores of a demonstration, by the organisation's code.
fn store_of(data: &Path, code: &str) -> PathBuf {
    let text = works(&run(data, &["verify", "--organisation", code]));
    assert!(text.contains("rows sealed"), "{text}");
    // The partnership in which most happens has the largest store.
    let mut stores: Vec<(u64, PathBuf)> = std::fs::read_dir(data.join("vaults"))
        .unwrap()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "db"))
        .map(|path| (std::fs::metadata(&path).unwrap().len(), path))
        .collect();
    stores.sort();
    stores.pop().unwrap().1
}

fn another_store(data: &Path, not: &Path) -> PathBuf {
    let stores = std::fs::read_dir(data.join("vaults")).unwrap().flatten();
    let mut others = stores
        .map(|entry| entry.path())
        .filter(|path| path != not && path.extension().is_some_and(|end| end == "db"));
    others.next().unwrap()
}

fn damage(kind: &str, data: &Path, store: &Path) {
    let whole = std::fs::read(store).unwrap();
    match kind {
        "another key" => drop(std::fs::copy(another_store(data, store), store).unwrap()),
        "cut off" => std::fs::write(store, whole.get(..whole.len() - 5 * 4096).unwrap()).unwrap(),
        "cut short" => std::fs::write(store, whole.get(..100).unwrap()).unwrap(),
        "gone" => std::fs::remove_file(store).unwrap(),
        _ => std::fs::write(store, vec![7_u8; whole.len()]).unwrap(),
    }
}

/// What people see of a store that is closed, and that the neighbours see nothing of it.
fn is_closed(service: &Demonstration, kind: &str) {
    let mut manager = service.signed_in("Rowan Achebe-Lyle");
    let mut page = manager.get("/o/aldermere/today");
    // Beneath a running service a page is met when it is next read from the disk.
    for path in [
        "today",
        "reviews",
        "administration/record",
        "raise/incident",
    ]
    .repeat(50)
    {
        if page.has("The case files of your organisation cannot be opened") {
            break;
        }
        page = manager.get(&format!("/o/aldermere/{path}"));
    }
    assert_eq!(page.status, 503, "{kind}: {}", service.said());
    for words in [
        "The case files of your organisation cannot be opened",
        "Aldermere Safeguarding Children Partnership",
        "Other organisations are not affected",
        "put back a backup",
        "Reference number",
    ] {
        assert!(page.has(words), "{kind}: {words}: {}", service.said());
    }
    let mut facilitator = service.signed_in("Ines Castellan-Rowe");
    let page = facilitator.get("/o/region/today");
    assert_eq!(page.status, 200, "{kind}: {}", page.body);
    assert!(!service.said().contains("panicked"), "{kind}");
}

#[test]
fn one_damaged_store_is_named_and_the_others_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    Demonstration::start(&data).stop();
    let store = store_of(&data, "aldermere");
    let whole = std::fs::read(&store).unwrap();
    for kind in ["another key", "cut off", "cut short", "gone", "rubbish"] {
        damage(kind, &data, &store);
        let broken = run(&data, &["verify"]);
        assert_eq!(broken.status.code(), Some(1), "{kind}");
        let text = said(&broken);
        assert!(text.contains("aldermere: BROKEN"), "{kind}: {text}");
        assert!(text.contains("throughline restore"), "{kind}: {text}");
        assert!(text.contains("thornsea: "), "{kind}: {text}");
        let service = Demonstration::start(&data);
        is_closed(&service, kind);
        service.stop();
        std::fs::write(&store, &whole).unwrap();
    }
    let service = Demonstration::start(&data);
    let mut manager = service.signed_in("Rowan Achebe-Lyle");
    assert_eq!(manager.get("/o/aldermere/today").status, 200);

    // Beneath the running service.
    for end in ["", "-wal"] {
        let mut file = store.clone().into_os_string();
        file.push(end);
        std::fs::write(&file, vec![9_u8; whole.len()]).unwrap();
    }
    is_closed(&service, "rubbish beneath the service");
    let posted = manager.post("/o/aldermere/raise/incident", &[]);
    assert!(
        (400..=503).contains(&posted.status) && posted.status != 500,
        "{}",
        posted.status
    );
    drop(service);
}

/// Rows that were acknowledged are gone from a store which is whole by itself: it stays closed until somebody says
/// that it was put back.
#[test]
fn a_store_that_lost_its_end_stays_closed_until_it_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let service = Demonstration::start(&data);
    let last = data.join("last-roots.txt");
    crate::browser::until("the last roots are kept", || {
        std::fs::read_to_string(&last).is_ok_and(|text| text.lines().count() >= 2)
    });
    service.stop();
    let store = store_of(&data, "aldermere");
    let older = std::fs::read(&store).unwrap();

    let service = Demonstration::start(&data);
    let mut manager = service.signed_in("Rowan Achebe-Lyle");
    let before = std::fs::read_to_string(&last).unwrap();
    assert_eq!(manager.get("/o/aldermere/reviews").status, 200);
    assert_eq!(manager.get("/o/aldermere/today").status, 200);
    crate::browser::until("what was read is sealed", || {
        std::fs::read_to_string(&last).is_ok_and(|text| text != before)
    });
    let page = manager.get("/o/aldermere/today");
    assert_eq!(page.status, 200);
    std::thread::sleep(std::time::Duration::from_millis(2_500));
    service.stop();

    std::fs::write(&store, &older).unwrap();
    let broken = run(&data, &["verify"]);
    assert_eq!(broken.status.code(), Some(1), "{}", said(&broken));
    let text = said(&broken);
    assert!(
        text.contains("aldermere: BROKEN: the record ends after"),
        "{text}"
    );
    let service = Demonstration::start(&data);
    is_closed(&service, "its end is lost");
    service.stop();
    let text = works(&run(
        &data,
        &[
            "restore",
            "--already-in-place",
            "--organisation",
            "aldermere",
        ],
    ));
    assert!(text.contains("RESTORED"), "{text}");
    let service = Demonstration::start(&data);
    let mut manager = service.signed_in("Rowan Achebe-Lyle");
    assert_eq!(manager.get("/o/aldermere/today").status, 200);
    service.stop();
}

#[test]
fn a_damaged_directory_is_named_at_the_start_and_while_serving() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let service = Demonstration::start(&data);
    let mut manager = service.signed_in("Rowan Achebe-Lyle");
    assert_eq!(manager.get("/o/aldermere/today").status, 200);
    let directory = data.join("directory.db");
    for end in ["", "-wal"] {
        let mut file = directory.clone().into_os_string();
        file.push(end);
        let length = std::fs::metadata(&file).map_or(0, |file| file.len());
        let length = usize::try_from(length).unwrap();
        std::fs::write(&file, vec![9_u8; length]).unwrap();
    }
    let mut status = 0;
    let mut body = String::new();
    crate::browser::until("it is met", || {
        let page = manager.get("/organisations");
        (status, body) = (page.status, page.body);
        status != 200 && status != 303
    });
    assert_eq!(status, 503, "{body}");
    assert!(
        body.contains("The list of people and organisations cannot be read"),
        "{body}"
    );
    assert!(!service.said().contains("panicked"), "{}", service.said());
    drop(service);

    for command in [["verify"], ["serve"], ["demo"]] {
        let refused = run(&data, &command);
        assert!(!refused.status.success(), "{command:?}");
        let text = complained(&refused);
        assert!(
            text.contains("directory.db") && text.contains("throughline restore"),
            "{command:?}: {text}"
        );
        assert!(!text.contains("panicked"), "{command:?}: {text}");
    }
}
