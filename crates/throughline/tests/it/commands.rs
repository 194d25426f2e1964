use crate::program::{answering, complained, init, run};

#[test]
fn a_new_instance_is_private_and_its_recovery_key_opens_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let recovery = init(&data);
    for file in [
        "instance.key",
        "instance.recovery",
        "first-administrator.link",
    ] {
        let mode = std::fs::metadata(data.join(file))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
    assert!(
        answering(&data, &["key", "confirm"], &recovery)
            .status
            .success()
    );
    let wrong = answering(&data, &["key", "confirm"], "AAAA-BBBB");
    assert!(!wrong.status.success());
    assert!(
        complained(&wrong).contains("recovery key"),
        "{}",
        complained(&wrong)
    );

    let again = run(
        &data,
        &[
            "init",
            "--administrator",
            "B",
            "--email",
            "b@example.invalid",
            "--organisation",
            "C",
            "--code",
            "cc",
        ],
    );
    assert!(
        !again.status.success(),
        "a second init must not touch the first"
    );

    std::fs::remove_file(data.join("instance.key")).unwrap();
    assert!(!run(&data, &["verify"]).status.success());
    assert!(
        answering(&data, &["key", "recover"], &recovery)
            .status
            .success()
    );
    assert!(run(&data, &["verify"]).status.success());
}

#[test]
fn the_instance_key_changes_and_the_old_one_opens_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let recovery = init(&data);
    let old = std::fs::read_to_string(data.join("instance.key")).unwrap();
    let rotated = answering(&data, &["key", "rotate"], &recovery);
    assert!(rotated.status.success(), "{}", complained(&rotated));
    let new = std::fs::read_to_string(data.join("instance.key")).unwrap();
    assert_ne!(old, new);
    assert!(run(&data, &["verify"]).status.success());
    assert!(
        answering(&data, &["key", "confirm"], &recovery)
            .status
            .success()
    );
    std::fs::write(data.join("instance.key"), &old).unwrap();
    assert!(!run(&data, &["verify"]).status.success());
}

#[test]
fn a_backup_is_put_back_and_a_changed_one_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    init(&data);
    let backup = folder.path().join("backup");
    let to = backup.to_str().unwrap();
    assert!(run(&data, &["migrate", "--all"]).status.success());
    let made = run(&data, &["backup", "--to", to]);
    assert!(made.status.success(), "{}", complained(&made));
    assert!(!backup.join("instance.key").exists(), "the key stays apart");
    assert!(
        !run(&data, &["backup", "--to", to]).status.success(),
        "a backup is never overwritten"
    );

    let restored = folder.path().join("restored");
    std::fs::create_dir(&restored).unwrap();
    std::fs::copy(data.join("instance.key"), restored.join("instance.key")).unwrap();
    let put_back = run(&restored, &["restore", "--from", to]);
    assert!(put_back.status.success(), "{}", complained(&put_back));
    assert!(run(&restored, &["verify"]).status.success());

    let store = std::fs::read_dir(backup.join("vaults"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let mut bytes = std::fs::read(&store).unwrap();
    let middle = bytes.len() / 2;
    if let Some(byte) = bytes.get_mut(middle) {
        *byte ^= 1;
    }
    std::fs::write(&store, bytes).unwrap();
    let third = folder.path().join("third");
    std::fs::create_dir(&third).unwrap();
    std::fs::copy(data.join("instance.key"), third.join("instance.key")).unwrap();
    let refused = run(&third, &["restore", "--from", to]);
    assert!(!refused.status.success());
    assert!(
        complained(&refused).contains("was changed"),
        "{}",
        complained(&refused)
    );
    assert!(!third.join("directory.db").exists(), "nothing was put back");
}

#[test]
fn a_demonstration_never_touches_another_instance() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    init(&data);
    let refused = run(&data, &["demo"]);
    assert!(!refused.status.success());
    assert!(
        complained(&refused).contains("no demonstration"),
        "{}",
        complained(&refused)
    );
    assert!(run(&data, &["verify"]).status.success());
}

#[test]
fn a_damaged_store_and_a_wrong_key_say_so() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    init(&data);
    let directory = data.join("directory.db");
    let whole = std::fs::read(&directory).unwrap();
    std::fs::write(&directory, whole.get(..whole.len() / 2).expect("half")).unwrap();
    let refused = run(&data, &["verify"]);
    assert!(!refused.status.success());
    let text = complained(&refused);
    assert!(!text.contains("panicked"), "{text}");
}
