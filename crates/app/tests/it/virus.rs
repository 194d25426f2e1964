//! Files looked at for viruses by a real daemon, which knows one invented virus: held until clean, and held for good.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use access::Ctx;
use app::files::{Checker, Reader, VirusChecker, download, on_offer, source, take_away};
use app::today::{Need, today};
use app::{AppError, Reference};
use futures_util::StreamExt as _;
use model::FileId;
use vault::{Check, FileRow, Reading};

use crate::files::{NOTE, added, note, program, seen, send};
use crate::follow::{form, manager, notified_case};
use crate::support::{self, Instance, reopen};
use crate::transfer::{hand, neighbour, there};

/// What the daemon of these tests takes for a virus.
const VIRUS: &[u8] = b"An invented note with the words that stand for a virus in these tests.";
/// Bytes that it takes at most.
const LIMIT: usize = 100_000;

/// `ClamAV`'s daemon with one signature of its own, stopped when this goes away.
struct Daemon {
    child: Child,
    folder: tempfile::TempDir,
}

impl Daemon {
    /// # Panics
    /// When the daemon is not installed (`scripts/prepare test` installs it) or does not come up.
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name).display().to_string();
        std::fs::create_dir(at("signatures")).unwrap();
        let signature = format!("Invented.Test:0:*:{}\n", crypto::to_hex(VIRUS));
        std::fs::write(at("signatures/invented.ndb"), signature).unwrap();
        let settings = format!(
            "Foreground yes\nLocalSocket {}\nDatabaseDirectory {}\nTemporaryDirectory {}\nStreamMaxLength {LIMIT}\n",
            at("socket"),
            at("signatures"),
            folder.path().display(),
        );
        std::fs::write(at("clamd.conf"), settings).unwrap();
        let child = Command::new("clamd")
            .arg("--config-file")
            .arg(at("clamd.conf"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|_| panic!("clamd is not installed: run scripts/prepare test"));
        let daemon = Self { child, folder };
        for _ in 0..300 {
            if daemon.checker().is_there().await {
                return daemon;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("the daemon did not come up within 30 seconds");
    }

    fn checker(&self) -> VirusChecker {
        VirusChecker::at(self.folder.path().join("socket"))
    }

    fn stop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

async fn added_with(instance: &Instance, ctx: &Ctx, reference: &Reference, bytes: &[u8]) -> FileId {
    let mut sent = note();
    sent.pieces = vec![Ok(bytes.to_vec())];
    send(instance, ctx, reference, sent).await.unwrap();
    seen(instance, ctx, reference).await.files[0].id
}

async fn row(instance: &Instance, reference: &Reference, file: FileId) -> FileRow {
    row_for(instance, &manager(instance), reference, file).await
}

async fn row_for(instance: &Instance, ctx: &Ctx, reference: &Reference, file: FileId) -> FileRow {
    let view = seen(instance, ctx, reference).await;
    view.files.into_iter().find(|one| one.id == file).unwrap()
}

/// The bytes that somebody gets, or the code that says why not.
async fn got(instance: &Instance, reference: &Reference, file: FileId) -> Result<Vec<u8>, String> {
    let ctx = manager(instance);
    match download(&instance.app, &ctx, reference, file).await {
        Ok((_, pieces)) => {
            let pieces: Vec<Vec<u8>> = pieces.map(Result::unwrap).collect().await;
            Ok(pieces.concat())
        }
        Err(AppError::Rule(code)) => Err(code.to_owned()),
        Err(error) => panic!("{error}"),
    }
}

async fn asks_for_files(instance: &Instance) -> usize {
    let found = today(&instance.app, &manager(instance)).await.unwrap();
    let about = |need: &Need| matches!(need, Need::Look(look) if look.end == "files");
    found.lines.iter().filter(|line| about(&line.need)).count()
}

#[tokio::test]
async fn files_are_held_until_nothing_was_found() {
    let daemon = Daemon::start().await;
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let earlier = added(&instance, &ctx, &reference).await;
        assert_eq!(got(&instance, &reference, earlier).await.unwrap(), NOTE);

        let checker = Checker::new(Arc::clone(app), daemon.checker());
        let clean = added(&instance, &ctx, &reference).await;
        let bad = added_with(&instance, &ctx, &reference, VIRUS).await;
        let large = added_with(&instance, &ctx, &reference, &vec![b'a'; LIMIT * 3]).await;
        for file in [earlier, clean, bad, large] {
            let held = got(&instance, &reference, file).await;
            assert_eq!(held.unwrap_err(), "file-held-not-yet");
            let text = source(app, &ctx, &reference, file).await;
            assert!(matches!(text, Err(AppError::Rule("file-held-not-yet"))));
        }
        let folder = tempfile::tempdir().unwrap();
        let script = r#"cat >/dev/null; printf '{"text":{"parts":[],"warnings":[]}}'"#;
        let reader = Reader::new(Arc::clone(app), program(folder.path(), script));
        assert_eq!(
            reader.round().await.unwrap(),
            0,
            "nothing reads what is held"
        );
        assert_eq!(asks_for_files(&instance).await, 0);

        assert_eq!(checker.round().await.unwrap(), 2);
        assert_eq!(checker.round().await.unwrap(), 2);
        assert_eq!(checker.round().await.unwrap(), 0);
        for file in [earlier, clean] {
            assert_eq!(row(&instance, &reference, file).await.check, Check::Clean);
            assert_eq!(got(&instance, &reference, file).await.unwrap(), NOTE);
        }
        let Check::Found(name) = row(&instance, &reference, bad).await.check else {
            panic!("it was found");
        };
        assert!(name.starts_with("Invented.Test"), "{name}");
        let held = got(&instance, &reference, bad).await;
        assert_eq!(held.unwrap_err(), "file-held-found");
        let limit = Check::Failed("file-check-limit".to_owned());
        assert_eq!(row(&instance, &reference, large).await.check, limit);
        let held = got(&instance, &reference, large).await;
        assert_eq!(held.unwrap_err(), "file-held-failed");

        assert_eq!(reader.round().await.unwrap(), 2, "what is clean is read");
        assert_eq!(reader.round().await.unwrap(), 0);
        assert_eq!(
            row(&instance, &reference, bad).await.reading,
            Reading::Waiting
        );

        assert_eq!(asks_for_files(&instance).await, 1, "one line a review");
        for file in [bad, large] {
            let why = "It holds a virus";
            take_away(app, &ctx, &reference, form(), file, why)
                .await
                .unwrap();
        }
        assert_eq!(asks_for_files(&instance).await, 0);
    }
}

#[tokio::test]
async fn what_was_found_stays_held_where_nothing_looks_any_more() {
    let daemon = Daemon::start().await;
    for mut instance in support::both(false).await {
        let ctx = manager(&instance);
        let reference = instance.incident().await;
        let checker = Checker::new(Arc::clone(&instance.app), daemon.checker());
        let bad = added_with(&instance, &ctx, &reference, VIRUS).await;
        let other = instance.incident().await;
        let large = added_with(&instance, &ctx, &other, &vec![b'a'; LIMIT * 3]).await;
        assert_eq!(checker.round().await.unwrap(), 2);
        assert_eq!(asks_for_files(&instance).await, 2, "one line a review");
        let waits = added(&instance, &ctx, &reference).await;
        let offered = |instance: &Instance, files: &[FileRow], chosen: &[FileId]| {
            let found = on_offer(&instance.app, files, chosen);
            (found.files.len(), found.held)
        };
        let files = seen(&instance, &ctx, &reference).await.files;
        assert_eq!(offered(&instance, &files, &[]), (0, 2));
        assert_eq!(offered(&instance, &files, &[waits]), (1, 1), "as before");
        instance.app.vaults().close_all().await;
        instance.app.directory().db().close().await;
        let folder = instance.scratch.folder.path();
        let server = instance.scratch.server.as_ref();
        instance.app = reopen(server, folder, &instance.key, &instance.schema).await;
        assert!(!seen(&instance, &ctx, &reference).await.holds);
        let held = got(&instance, &reference, bad).await;
        assert_eq!(held.unwrap_err(), "file-held-found");
        assert_eq!(got(&instance, &reference, waits).await.unwrap(), NOTE);
        assert_eq!(offered(&instance, &files, &[]), (1, 1));
        assert!(got(&instance, &other, large).await.is_ok());
        assert_eq!(asks_for_files(&instance).await, 1, "the other opens");
    }
}

#[tokio::test]
async fn what_was_found_is_held_where_the_review_goes() {
    let daemon = Daemon::start().await;
    for instance in support::both(true).await {
        let to = neighbour(&instance).await;
        let (ctx, there) = (manager(&instance), there(to));
        let reference = notified_case(&instance).await;
        let checker = Checker::new(Arc::clone(&instance.app), daemon.checker());
        let bad = added_with(&instance, &ctx, &reference, VIRUS).await;
        let clean = added(&instance, &ctx, &reference).await;
        assert_eq!(checker.round().await.unwrap(), 2);
        hand(&instance, &reference, to).await;
        let found = row_for(&instance, &there, &reference, bad).await.check;
        assert!(matches!(found, Check::Found(_)), "{found:?}");
        let looked = row_for(&instance, &there, &reference, clean).await.check;
        assert_eq!(looked, Check::Waiting, "it is looked at anew");
        assert_eq!(checker.round().await.unwrap(), 1);
        let looked = row_for(&instance, &there, &reference, clean).await.check;
        assert_eq!(looked, Check::Clean);
    }
}

#[tokio::test]
async fn a_daemon_that_is_away_lets_nothing_go() {
    let mut daemon = Daemon::start().await;
    for instance in support::both(false).await.into_iter().take(1) {
        let ctx = manager(&instance);
        let reference = instance.incident().await;
        let checker = Checker::new(Arc::clone(&instance.app), daemon.checker());
        let file = added(&instance, &ctx, &reference).await;
        daemon.stop();
        for _ in 0..3 {
            assert_eq!(checker.round().await.unwrap(), 0);
        }
        assert_eq!(row(&instance, &reference, file).await.check, Check::Waiting);
        daemon = Daemon::start().await;
        let checker = Checker::new(Arc::clone(&instance.app), daemon.checker());
        assert_eq!(checker.round().await.unwrap(), 1, "it lost no turn");
        assert_eq!(got(&instance, &reference, file).await.unwrap(), NOTE);
    }
}

#[tokio::test]
async fn one_that_answers_nothing_of_use_lets_nothing_go() {
    let folder = tempfile::tempdir().unwrap();
    for answer in [
        "",
        "stream: OK then\0",
        "stream: Access denied ERROR\0",
        "PONG\0",
    ] {
        let socket = folder.path().join(format!("socket{}", answer.len()));
        let listening = tokio::net::UnixListener::bind(&socket).unwrap();
        let checker = VirusChecker::at(socket).patient(Duration::from_secs(2));
        let pieces = Box::pin(futures_util::stream::iter([Ok(NOTE.to_vec())]));
        let (looked, ()) = tokio::join!(checker.look(pieces), answer_one(&listening, answer));
        assert!(looked.is_err(), "{answer:?}");
    }
    let nobody = VirusChecker::at(Path::new("/nowhere/socket").to_path_buf());
    assert!(!nobody.is_there().await);
}

/// Takes everything of one file and says something.
async fn answer_one(listening: &tokio::net::UnixListener, answer: &str) {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let (mut socket, _) = listening.accept().await.unwrap();
    let mut taken = vec![0; "zINSTREAM0".len() + 4 + NOTE.len() + 4];
    socket.read_exact(&mut taken).await.unwrap();
    socket.write_all(answer.as_bytes()).await.unwrap();
}
