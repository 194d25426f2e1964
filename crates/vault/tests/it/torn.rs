//! A store whose files were damaged where a crash, a bad disk or a careless copy damages them: its log cut or
//! changed anywhere, the last pages of its file gone. What opens holds a beginning of what was acknowledged,
//! whole; and whatever is missing is named by the check of the record, never passed over.

use std::path::{Path, PathBuf};

use access::ledger::{self, Anchor};
use access::{Ctx, Policies, Section};
use crypto::SecretKey;
use db::{Db, DbError};
use model::CaseId;
use testing::{Cluster, Scratch};
use vault::{Place, StoreKeys, Vault, VaultError};

use crate::house::House;

/// Notes in the file and in its log.
const FOLDED: usize = 12;
const LOGGED: usize = 24;
/// Long enough for a chain of pages of its own.
const LONG: usize = 9_000;
const TRIES: u64 = 90;
const PAGE: u64 = 4096;

/// A store as it lies on the disk in the middle of work, and what is known of it elsewhere.
struct Left {
    folder: tempfile::TempDir,
    house: House,
    ctx: Ctx,
    case: CaseId,
    roots: Vec<Anchor>,
}

fn words(number: usize) -> String {
    format!("{number} {}", "x".repeat(LONG))
}

async fn fill(house: &House, ctx: &Ctx, case: CaseId, numbers: std::ops::Range<usize>) {
    for number in numbers {
        let words = words(number);
        let added = house.add_note(ctx, case, Section::General, &words).await;
        added.unwrap();
        house.seal().await.unwrap();
    }
}

async fn root(db: &Db, store: &str) -> Anchor {
    let last: Result<_, DbError> = db.read(|tx| Box::pin(ledger::last_root(tx, store))).await;
    last.unwrap().unwrap()
}

fn log_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

async fn left() -> Left {
    let house = House::on(Scratch::sqlite_on_disk()).await;
    let ctx = house.manager();
    let case = house.raise(&ctx).await.unwrap();
    fill(&house, &ctx, case, 0..FOLDED).await;
    house.vault.db().damaged_pages().await.unwrap();
    fill(&house, &ctx, case, FOLDED..FOLDED + LOGGED).await;
    let store = house.organisation.to_string();
    let roots = vec![root(house.vault.db(), &store).await];
    let folder = tempfile::tempdir().unwrap();
    let file = house.vault.db().file().unwrap();
    std::fs::copy(file, folder.path().join("whole")).unwrap();
    std::fs::copy(log_of(file), folder.path().join("whole-wal")).unwrap();
    Left {
        folder,
        house,
        ctx,
        case,
        roots,
    }
}

/// What became of a damaged store.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    /// It does not open, or not to the end, and says so.
    Refused,
    /// It opens with this many notes; whether the check of the record has something to say.
    Opened { notes: usize, named: bool },
}

impl Left {
    /// Opens a damaged copy as the service does, reads everything and checks the record.
    async fn try_with(&self, damage: impl Fn(&Path, &Path)) -> Outcome {
        let scratch = tempfile::tempdir().unwrap();
        let vaults = scratch.path().join("vaults");
        std::fs::create_dir_all(&vaults).unwrap();
        let file = vaults.join(format!("{}.db", self.house.organisation));
        let log = log_of(&file);
        std::fs::copy(self.folder.path().join("whole"), &file).unwrap();
        std::fs::copy(self.folder.path().join("whole-wal"), &log).unwrap();
        damage(&file, &log);
        let place = Place::Folder(scratch.path().to_owned());
        let outcome = self.outcome(&place).await;
        outcome.unwrap_or_else(|error| {
            let text = error.to_string();
            assert!(!text.is_empty() && !text.contains('x'.to_string().repeat(9).as_str()));
            Outcome::Refused
        })
    }

    async fn outcome(&self, place: &Place) -> Result<Outcome, VaultError> {
        let keys = StoreKeys {
            store: SecretKey::from_bytes([9; 32]),
            epoch: 1,
            made: true,
        };
        let policies = Policies::load().unwrap();
        let holds = std::sync::Arc::default();
        let open = Vault::open(self.house.organisation, place, &keys, policies, holds);
        let vault = open.await?;
        let notes = read(&vault, &self.ctx, self.case).await?;
        for (at, note) in notes.iter().enumerate() {
            assert_eq!(*note, words(at), "what is there is what was written");
        }
        let named = self.named(vault.db()).await?;
        vault.db().close().await;
        let notes = notes.len();
        Ok(Outcome::Opened { notes, named })
    }

    /// Whether `throughline verify` would say that something is wrong.
    async fn named(&self, db: &Db) -> Result<bool, VaultError> {
        let (store, keys) = (
            self.house.organisation.to_string(),
            [self.house.signing().verifying_key()],
        );
        let (store, keys) = (store.as_str(), keys.as_slice());
        let report = db.read(|tx| Box::pin(ledger::verify(tx, store, keys)));
        let report: Result<_, DbError> = report.await;
        let roots = &self.roots;
        let against = db.read(|tx| Box::pin(ledger::check_against(tx, keys, roots)));
        let against: Result<_, DbError> = against.await;
        let pages = db.damaged_pages().await?;
        Ok(report?.first_break.is_some() || against?.is_some() || pages > 0)
    }
}

async fn read(vault: &Vault, ctx: &Ctx, case: CaseId) -> Result<Vec<String>, VaultError> {
    let list = vault.look(ctx, |tx| {
        Box::pin(async move {
            let permit = tx
                .permit::<access::actions::ReadCase>(case, Section::General)
                .await?;
            vault::list::<crate::house::Note>(tx, &permit).await
        })
    });
    let mut notes: Vec<String> = list.await?.into_iter().map(|one| one.body.words).collect();
    let number = |note: &String| note.split(' ').next().unwrap().parse::<usize>().unwrap();
    notes.sort_by_key(number);
    Ok(notes)
}

/// Numbers that look random and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit.max(1)
    }
}

fn cut(file: &Path, length: u64) {
    let open = std::fs::OpenOptions::new().write(true).open(file).unwrap();
    open.set_len(length).unwrap();
}

fn length(file: &Path) -> u64 {
    std::fs::metadata(file).unwrap().len()
}

fn change(file: &Path, at: u64, many: usize) {
    let mut bytes = std::fs::read(file).unwrap();
    let at = usize::try_from(at).unwrap();
    for byte in bytes.iter_mut().skip(at).take(many) {
        *byte ^= 0x5a;
    }
    std::fs::write(file, bytes).unwrap();
}

/// Kinds of damage: name, and what it does.
fn damage(kind: u64, chance: u64, file: &Path, log: &Path) -> &'static str {
    let mut chance = Chance(chance);
    match kind {
        0 => {
            cut(log, chance.below(length(log)));
            "the log was cut"
        }
        1 => {
            change(log, chance.below(length(log)), 1);
            "a byte of the log was changed"
        }
        2 => {
            change(log, chance.below(length(log)), 5_000);
            "a stretch of the log was changed"
        }
        3 => {
            let pages = 1 + chance.below(4);
            cut(file, length(file) - pages * PAGE);
            "the last pages are gone, and the log is there"
        }
        4 => {
            std::fs::remove_file(log).unwrap();
            "the log is gone"
        }
        5 => {
            change(file, chance.below(length(file)), 1);
            "a byte of the file was changed"
        }
        6 => {
            cut(log, chance.below(length(log)) / 4120 * 4120 + 32);
            "the log was cut between two of its frames"
        }
        7 => {
            cut(file, chance.below(length(file)));
            "the file was cut, and the log is there"
        }
        _ => {
            std::fs::remove_file(log).unwrap();
            cut(file, length(file) - (1 + chance.below(3)) * PAGE);
            "the last pages are gone, and the log too"
        }
    }
}

#[tokio::test]
async fn whatever_a_damaged_store_lost_is_named() {
    let left = left().await;
    let whole = FOLDED + LOGGED;
    let untouched = left.try_with(|_, _| {}).await;
    let expected = Outcome::Opened {
        notes: whole,
        named: false,
    };
    assert_eq!(untouched, expected, "the log is read back");
    let (mut refused, mut shorter, mut harmless) = (0, 0, 0);
    for round in 0..TRIES {
        let (kind, chance) = (round % 9, round.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let what = std::sync::Mutex::new("");
        let outcome = left
            .try_with(|file, log| *what.lock().unwrap() = damage(kind, chance, file, log))
            .await;
        let what = what.into_inner().unwrap();
        match outcome {
            Outcome::Refused => refused += 1,
            Outcome::Opened { notes, named } if notes < whole => {
                assert!(
                    named,
                    "round {round}: {what}: {notes} notes are left, silently"
                );
                shorter += 1;
            }
            Outcome::Opened { .. } => harmless += 1,
        }
    }
    eprintln!(
        "damaged {TRIES} times: {refused} refused, {shorter} shorter and named, {harmless} lost nothing"
    );
    assert!(refused > 0 && shorter > 0, "both were tried");
}

/// A store that lost its end is not gone on with: it would use the numbers of lost envelopes again.
#[tokio::test]
async fn a_store_that_lost_its_end_is_kept_closed_until_somebody_says_that_it_was_put_back() {
    for house in crate::house::both().await {
        let ctx = house.manager();
        let case = house.raise(&ctx).await.unwrap();
        fill(&house, &ctx, case, 0..3).await;
        let store = house.organisation.to_string();
        let root = root(house.vault.db(), &store).await;
        let lost = |root: Anchor| {
            let db = house.vault.db().clone();
            async move {
                let root = &root;
                let lost = db.read(|tx| Box::pin(ledger::ends_before(tx, root)));
                let lost: Result<bool, DbError> = lost.await;
                lost.unwrap()
            }
        };
        assert!(!lost(root.clone()).await, "nothing is missing");
        let mut longer = root.clone();
        longer.head.size += 1;
        assert!(lost(longer.clone()).await, "one row is missing");
        let job = house.job("restore");
        let said = house.vault.db().transact(|tx| {
            let entry = ledger::Entry {
                action: "restored",
                ..ledger::Entry::default()
            };
            let job = &job;
            Box::pin(async move { ledger::append(tx, job, ledger::Outcome::Done, entry).await })
        });
        let said: Result<(), DbError> = said.await.map(drop);
        said.unwrap();
        assert!(!lost(longer).await, "it says that it was restored");
    }
}

/// The same on PostgreSQL: the end of the server's own log is lost after a crash.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_whose_log_was_torn_does_not_lose_silently() {
    let Some(server) = Cluster::start() else {
        return;
    };
    let scratch = Scratch::on(server.provision()).await;
    let house = House::on(scratch).await;
    let ctx = house.manager();
    let case = house.raise(&ctx).await.unwrap();
    fill(&house, &ctx, case, 0..20).await;
    let store = house.organisation.to_string();
    let known = root(house.vault.db(), &store).await;
    server.kill();
    server.tear_log(12_000);
    if !server.try_start() {
        // It refuses to start on what is left, which is no silent loss.
        eprintln!("the server refused to start on a torn log");
        return;
    }
    // The connections went with the server.
    drop(read(&house.vault, &ctx, case).await);
    let kept = match read(&house.vault, &ctx, case).await {
        // So much is gone that the case is.
        Err(VaultError::NotFound) => Vec::new(),
        kept => kept.unwrap(),
    };
    for (at, note) in kept.iter().enumerate() {
        assert_eq!(*note, words(at), "a beginning, whole");
    }
    eprintln!("{} of 20 notes are left on the server", kept.len());
    assert!(kept.len() < 20, "the end of the log was torn off");
    let report = house.verify().await;
    assert_eq!(report.first_break, None, "what is left is whole");
    let keys = [house.signing().verifying_key()];
    let (keys, roots) = (keys.as_slice(), vec![known]);
    let roots = &roots;
    let against = house
        .vault
        .db()
        .read(|tx| Box::pin(ledger::check_against(tx, keys, roots)));
    let against: Result<_, DbError> = against.await;
    assert!(against.unwrap().is_some(), "the loss is named");
}
