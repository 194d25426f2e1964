//! Changing the instance key, on both engines, also when it is stopped half-way.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::program::{answering, asked, complained, init, on_postgres, private, run, works};

const KILLS: u32 = 8;

#[test]
fn the_key_changes_in_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    changes(&folder.path().join("data"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_changes_on_postgres() {
    let Some(place) = on_postgres().await else {
        return;
    };
    let recovery = changes(&place.data);
    half_way_on_postgres(&place.data, &recovery);
}

fn read(data: &Path, name: &str) -> String {
    std::fs::read_to_string(data.join(name)).unwrap()
}

fn changes(data: &Path) -> String {
    let recovery = init(data);
    works(&run(data, &["migrate", "--all"]));
    let old = read(data, "instance.key");
    let began = Instant::now();
    works(&answering(data, &["key", "rotate"], &recovery));
    let whole = began.elapsed();
    assert_ne!(old, read(data, "instance.key"));
    opens(data, &recovery);

    // The old key opens nothing any more.
    let new = read(data, "instance.key");
    private(&data.join("instance.key"), &old);
    assert!(!run(data, &["verify"]).status.success());
    private(&data.join("instance.key"), &new);

    // The recovery key alone brings the new one back.
    std::fs::remove_file(data.join("instance.key")).unwrap();
    works(&answering(data, &["key", "recover"], &recovery));
    assert_eq!(new, read(data, "instance.key"));

    for kill in 0..KILLS {
        let mut child = asked(data, &["key", "rotate"], &recovery);
        std::thread::sleep(whole * kill / KILLS + Duration::from_millis(3));
        child.kill().unwrap();
        child.wait().unwrap();
        opens(data, &recovery);
    }
    works(&answering(data, &["key", "rotate"], &recovery));
    opens(data, &recovery);
    recovery
}

fn opens(data: &Path, recovery: &str) {
    works(&run(data, &["verify"]));
    works(&answering(data, &["key", "confirm"], recovery));
    assert!(!data.join("instance.next").exists(), "it was settled");
}

/// The two states in which a kill can leave an instance on PostgreSQL, made by hand.
fn half_way_on_postgres(data: &Path, typed: &str) {
    let (old, old_recovery) = (read(data, "instance.key"), read(data, "instance.recovery"));
    // Both keys lie ready, and the directory has not changed.
    private(&data.join("instance.next"), &"7".repeat(64));
    private(&data.join("instance.recovery.next"), "00");
    works(&run(data, &["verify"]));
    assert_eq!(old, read(data, "instance.key"));
    assert!(!data.join("instance.next").exists());
    assert!(!data.join("instance.recovery.next").exists());

    // The directory has changed, and the old key is still in its place.
    works(&answering(data, &["key", "rotate"], typed));
    let (new, new_recovery) = (read(data, "instance.key"), read(data, "instance.recovery"));
    private(&data.join("instance.next"), &new);
    private(&data.join("instance.recovery.next"), &new_recovery);
    private(&data.join("instance.key"), &old);
    private(&data.join("instance.recovery"), &old_recovery);
    works(&run(data, &["verify"]));
    assert_eq!(new, read(data, "instance.key"));
    works(&answering(data, &["key", "confirm"], typed));

    // Neither opens it: nothing is thrown away.
    private(&data.join("instance.next"), &"7".repeat(64));
    private(&data.join("instance.key"), &"8".repeat(64));
    let refused = run(data, &["verify"]);
    assert!(!refused.status.success());
    assert!(
        complained(&refused).contains("neither"),
        "{}",
        complained(&refused)
    );
    assert!(data.join("instance.next").exists());
}
