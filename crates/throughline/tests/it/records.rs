//! The record of who did what, checked by whoever runs the service and by somebody outside.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::program::{complained, init, on_postgres, run, said, serve_until, works};

fn lines(data: &Path) -> usize {
    let text = std::fs::read_to_string(data.join("roots.txt")).unwrap_or_default();
    text.lines().count()
}

/// Serves until the roots of the directory and of the one store are written.
fn serve(data: &Path) {
    let before = lines(data);
    serve_until(data, || lines(data) >= before + 2);
}

#[test]
fn roots_that_were_kept_show_a_store_that_was_cut_short() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    init(&data);
    works(&run(&data, &["restore", "--already-in-place"]));
    serve(&data);
    let backup = folder.path().join("backup");
    works(&run(&data, &["backup", "--to", backup.to_str().unwrap()]));
    works(&run(&data, &["restore", "--already-in-place"]));
    serve(&data);
    let text = works(&run(&data, &["verify"]));
    assert!(text.contains("invented: fits 3 roots"), "{text}");

    // Somebody puts an older store in its place, and nobody says so.
    let copy = std::fs::read_dir(backup.join("vaults")).unwrap().next();
    let copy = copy.unwrap().unwrap().path();
    let place = data.join("vaults").join(copy.file_name().unwrap());
    std::fs::copy(&copy, &place).unwrap();
    let broken = run(&data, &["verify"]);
    assert_eq!(broken.status.code(), Some(1));
    let text = said(&broken);
    assert!(
        text.contains("invented: BROKEN: the record ends after"),
        "{text}"
    );
    assert!(text.contains("directory: fits"), "{text}");

    // Put back in the open, it says so.
    std::fs::remove_file(&place).unwrap();
    let from = backup.to_str().unwrap();
    let restored = run(
        &data,
        &["restore", "--from", from, "--organisation", "invented"],
    );
    let text = works(&restored);
    assert!(
        text.contains("invented: RESTORED: the record ends after"),
        "{text}"
    );
    works(&run(&data, &["verify"]));

    // A root that nobody signed.
    let kept = std::fs::read_to_string(data.join("roots.txt")).unwrap();
    let forged = kept.replace(" 1 ", " 2 ");
    assert_ne!(forged, kept);
    let elsewhere = folder.path().join("roots");
    std::fs::write(&elsewhere, forged).unwrap();
    let against = ["verify", "--against", elsewhere.to_str().unwrap()];
    let refused = run(&data, &against);
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("not signed"), "{}", said(&refused));
    std::fs::write(&elsewhere, "rubbish\n").unwrap();
    let refused = run(&data, &against);
    assert!(
        complained(&refused).contains("line 1"),
        "{}",
        complained(&refused)
    );
}

#[test]
fn a_store_that_is_lost_is_named_and_never_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    init(&data);
    works(&run(&data, &["migrate", "--all"]));
    let place = std::fs::read_dir(data.join("vaults")).unwrap().next();
    let place = place.unwrap().unwrap().path();
    for lost in ["emptied", "removed", "cut", "rubbish"] {
        let whole = std::fs::read(&place).unwrap();
        match lost {
            "emptied" => std::fs::write(&place, "").unwrap(),
            "removed" => std::fs::remove_file(&place).unwrap(),
            "cut" => std::fs::write(&place, whole.get(..whole.len() - 4096).unwrap()).unwrap(),
            _ => std::fs::write(&place, vec![7_u8; whole.len()]).unwrap(),
        }
        let broken = run(&data, &["verify"]);
        assert_eq!(broken.status.code(), Some(1), "{lost}");
        let text = said(&broken);
        assert!(text.contains("invented: BROKEN"), "{lost}: {text}");
        assert!(text.contains("directory: "), "{lost}: {text}");
        assert!(!complained(&broken).contains("panicked"));
        let left = std::fs::metadata(&place).map_or(0, |file| file.len());
        assert_eq!(left == 0, lost == "emptied" || lost == "removed", "{lost}");
        std::fs::write(&place, whole).unwrap();
    }
    works(&run(&data, &["verify"]));
}

/// What somebody outside runs: RFC 6962 (section 2.1.1) in a few lines of another language.
const OUTSIDER: &str = r#"
import hashlib, sys
told, path = {}, []
for line in sys.stdin:
    name, _, value = line.strip().rpartition(" ")
    if name == "path":
        path.append(bytes.fromhex(value))
    else:
        told[name] = value
sha = lambda text: hashlib.sha256(text).digest()
node = sha(b"\x00" + bytes.fromhex(told["row bytes"]))
assert node.hex() == told["leaf hash"], "the leaf is not of this row"
size = int(next(value for name, value in told.items() if name.startswith("leaf number ")))
index = int(next(name for name in told if name.startswith("leaf number ")).split()[2])
last = size - 1
for step in path:
    assert last > 0, "the path is too long"
    if index % 2 == 1 or index == last:
        node = sha(b"\x01" + step + node)
        while index % 2 == 0 and index > 0:
            index, last = index // 2, last // 2
    else:
        node = sha(b"\x01" + node + step)
    index, last = index // 2, last // 2
assert last == 0 and node.hex() == told["root"], "the row is not under the root"
signed = bytes.fromhex(told["signed bytes"])
assert bytes.fromhex(told["root"]) in signed, "another root was signed"
open(sys.argv[1] + "/signed", "wb").write(signed)
open(sys.argv[1] + "/signature", "wb").write(bytes.fromhex(told["signature"]))
# An Ed25519 key as RFC 8410 writes it.
key = bytes.fromhex("302a300506032b6570032100" + told["public key"])
open(sys.argv[1] + "/key.der", "wb").write(key)
print("it is in the record")
"#;

fn outsider(folder: &Path, proof: &str) -> Option<bool> {
    let child = Command::new("python3")
        .args(["-c", OUTSIDER])
        .arg(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = child else {
        eprintln!("skipped: python3 is not installed");
        return None;
    };
    drop(child.stdin.take().unwrap().write_all(proof.as_bytes()));
    let output = child.wait_with_output().unwrap();
    Some(output.status.success() && said(&output).contains("it is in the record"))
}

/// The ids of the rows of the directory's record.
async fn rows(data: &Path) -> Vec<String> {
    let key = std::fs::read_to_string(data.join("instance.key")).unwrap();
    let key = crypto::SecretKey::from_hex(&key).unwrap();
    let place = db::SqlitePlace {
        file: data.join("directory.db"),
        raw_key: crypto::sqlcipher_key(&access::directory::database_key(&key)),
        create: false,
    };
    let db = db::Db::open_sqlite(&place).await.unwrap();
    let since = model::Instant::from_microseconds(0);
    let read = db.read(|tx| Box::pin(access::ledger::rows_since(tx, since, 1000)));
    let rows: Result<Vec<_>, db::DbError> = read.await;
    db.close().await;
    rows.unwrap().into_iter().map(|row| row.id).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_outside_can_check_that_a_row_is_in_the_record() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    init(&data);
    serve_until(&data, || lines(&data) >= 1);
    let rows = rows(&data).await;
    assert!(rows.len() > 4, "{}", rows.len());
    for row in &rows {
        let arguments = ["verify", "--organisation", "directory", "--inclusion", row];
        let proof = works(&run(&data, &arguments));
        let Some(checked) = outsider(folder.path(), &proof) else {
            return;
        };
        assert!(checked, "{proof}");
        // One digit of the row is another.
        let at = proof.find("row bytes ").unwrap() + 40;
        let mut forged = proof.clone();
        let digit = if proof.get(at..=at) == Some("0") {
            "1"
        } else {
            "0"
        };
        forged.replace_range(at..=at, digit);
        assert_eq!(outsider(folder.path(), &forged), Some(false));
        if !signature_fits(folder.path()) {
            return;
        }
    }
    let unknown = run(
        &data,
        &[
            "verify",
            "--organisation",
            "directory",
            "--inclusion",
            "none",
        ],
    );
    assert!(!unknown.status.success());
}

/// Checks the signature with another program; `false`, said aloud, where there is none.
fn signature_fits(folder: &Path) -> bool {
    let checked = Command::new("openssl")
        .args(["pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-rawin"])
        .args([
            "-inkey",
            "key.der",
            "-in",
            "signed",
            "-sigfile",
            "signature",
        ])
        .current_dir(folder)
        .output();
    let Ok(checked) = checked else {
        eprintln!("skipped: openssl is not installed");
        return false;
    };
    assert!(checked.status.success(), "{}", complained(&checked));
    true
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_was_put_back_by_its_own_tools() {
    let Some(place) = on_postgres().await else {
        return;
    };
    let data = &place.data;
    init(data);
    works(&run(data, &["migrate", "--all"]));
    let backup = place.scratch.folder.path().join("backup");
    let refused = run(data, &["backup", "--to", backup.to_str().unwrap()]);
    assert!(!refused.status.success());
    let what_to_do = complained(&refused);
    assert!(
        what_to_do.contains("pg_dump") && what_to_do.contains("--already-in-place"),
        "{what_to_do}"
    );
    assert!(!backup.exists());

    serve_until(data, || lines(data) >= 1);
    let dump = |arguments: &[&str], program: &str| {
        let status = Command::new(testing::postgres_program(program).unwrap())
            .args(["--dbname", &place.cluster.url()])
            .args(arguments)
            .stdin(Stdio::null())
            .status();
        assert!(status.unwrap().success(), "{program}");
    };
    let file = place.scratch.folder.path().join("dump");
    let file = file.to_str().unwrap();
    dump(&["--format=custom", "--file", file], "pg_dump");
    works(&run(data, &["restore", "--already-in-place"]));
    let before = lines(data);
    serve_until(data, || lines(data) >= before + 2);
    dump(
        &["--clean", "--if-exists", "--single-transaction", file],
        "pg_restore",
    );

    // As long as nobody says that it was put back, the roots that were kept say that rows are gone.
    let broken = run(data, &["verify"]);
    assert_eq!(broken.status.code(), Some(1), "{}", said(&broken));
    let text = works(&run(data, &["restore", "--already-in-place"]));
    assert!(
        text.contains("RESTORED") && text.contains("new epoch"),
        "{text}"
    );
    let before = lines(data);
    serve_until(data, || lines(data) > before);
    works(&run(data, &["verify"]));

    // A schema that is gone is never made anew.
    let schema = "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'vault\\_%'";
    let drop_all = format!(
        "DO $do$ DECLARE s text; BEGIN FOR s IN {schema} LOOP EXECUTE format('DROP SCHEMA %I CASCADE', s); \
         END LOOP; END $do$"
    );
    testing::run_postgres(&place.cluster.provision(), &drop_all).await;
    let gone = run(data, &["verify"]);
    assert_eq!(gone.status.code(), Some(1));
    assert!(said(&gone).contains("invented: BROKEN"), "{}", said(&gone));
}
