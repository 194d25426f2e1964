//! Files: sealed, whole or refused, and swept when nothing names them.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use access::{Ctx, Section, actions};
use model::{CaseId, FileId, Instant};
use vault::{Check, FileRow, NewFile, Reading, VaultError};

use crate::house::{self, House, new_id};

const MOST: usize = 1024 * 1024;

async fn attach(house: &House, ctx: &Ctx, case: CaseId, file: &NewFile) -> Result<(), VaultError> {
    let work = house.vault.transact(ctx, |tx| {
        Box::pin(async move {
            let permit = tx
                .permit::<actions::AttachFile>(case, Section::General)
                .await?;
            vault::add_file(tx, &permit, file).await
        })
    });
    work.await
}

async fn files(house: &House, ctx: &Ctx, case: CaseId) -> Vec<FileRow> {
    let work = house.vault.look(ctx, |tx| {
        Box::pin(async move {
            let permit = tx
                .permit::<actions::ReadCase>(case, Section::General)
                .await?;
            vault::files_of(tx, &permit).await
        })
    });
    work.await.unwrap()
}

fn keep(house: &House, content: &mut dyn Read) -> Result<NewFile, VaultError> {
    let id: FileId = new_id();
    house.vault.files().keep(
        id,
        "letter.pdf".to_owned(),
        "application/pdf",
        content,
        MOST,
    )
}

/// Makes a file older than any that somebody may still be sending.
pub fn make_old(path: &Path) {
    let file = std::fs::OpenOptions::new().write(true).open(path).unwrap();
    file.set_modified(UNIX_EPOCH + Duration::from_secs(1_000_000))
        .unwrap();
}

/// The sealed files on the disk.
pub fn on_disk(house: &House) -> Vec<PathBuf> {
    let folder = house.scratch.folder.path();
    let mut found = Vec::new();
    for root in [folder.join("files"), folder.to_path_buf()] {
        let folder = root.join(house.organisation.to_string());
        let Ok(entries) = std::fs::read_dir(folder) else {
            continue;
        };
        found.extend(entries.map(|entry| entry.unwrap().path()));
    }
    found.sort();
    found
}

fn sample(length: usize) -> Vec<u8> {
    (0..length).map(|index| (index % 251) as u8).collect()
}

#[tokio::test]
async fn a_file_comes_back_whole_and_lies_sealed() {
    for house in house::both().await {
        let manager = house.manager();
        let case = house.raise(&manager).await.unwrap();
        let lengths = [
            0,
            1,
            crypto::CHUNK - 1,
            crypto::CHUNK,
            crypto::CHUNK + 1,
            3 * crypto::CHUNK,
        ];
        for length in lengths {
            let plain = sample(length);
            // A reader that gives a little at a time, as a network does.
            let file = keep(&house, &mut Dribble(&plain)).unwrap();
            attach(&house, &manager, case, &file).await.unwrap();
            let row = files(&house, &manager, case)
                .await
                .into_iter()
                .find(|row| row.id == file.id);
            let row = row.unwrap();
            assert_eq!(row.size, i64::try_from(length).unwrap());
            assert_eq!(house.vault.files().read(&row).unwrap(), plain, "{length}");
        }
        let paths = on_disk(&house);
        assert_eq!(paths.len(), lengths.len());
        for path in &paths {
            let bytes = std::fs::read(path).unwrap();
            assert!(
                !bytes.windows(64).any(|window| window == &sample(64)[..]),
                "sealed"
            );
            assert_eq!(path.file_name().unwrap().len(), 32, "the name says nothing");
        }
        assert_eq!(house.last().await.1, "read");
    }
}

/// Gives at most 1,000 bytes at a time.
struct Dribble<'a>(&'a [u8]);

impl Read for Dribble<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let many = buffer.len().min(1000);
        self.0.read(&mut buffer[..many])
    }
}

/// Breaks off after a while.
struct Broken(u32);

impl Read for Broken {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.0 == 0 {
            return Err(std::io::Error::other("gone"));
        }
        self.0 -= 1;
        buffer.fill(1);
        Ok(buffer.len())
    }
}

#[tokio::test]
async fn too_large_or_broken_off_leaves_nothing() {
    let house = House::on(testing::Scratch::sqlite()).await;
    let exact = keep(&house, &mut &sample(MOST)[..]);
    assert!(exact.is_ok(), "as large as allowed");
    let before = on_disk(&house);
    for length in [MOST + 1, 5 * MOST] {
        let kept = keep(&house, &mut &sample(length)[..]);
        assert!(matches!(kept, Err(VaultError::Rule("file-too-large"))));
    }
    let endless = keep(&house, &mut std::io::repeat(1));
    assert!(matches!(endless, Err(VaultError::Rule("file-too-large"))));
    assert!(matches!(
        keep(&house, &mut Broken(5)),
        Err(VaultError::Rule("file-broken-off"))
    ));
    assert_eq!(on_disk(&house), before, "no part is left");
}

#[tokio::test]
async fn every_change_of_the_sealed_bytes_is_noticed() {
    let house = House::on(testing::Scratch::sqlite()).await;
    let manager = house.manager();
    let case = house.raise(&manager).await.unwrap();
    let file = keep(&house, &mut &sample(crypto::CHUNK + 500)[..]).unwrap();
    attach(&house, &manager, case, &file).await.unwrap();
    let row = files(&house, &manager, case).await.pop().unwrap();
    let path = on_disk(&house).pop().unwrap();
    let sealed = std::fs::read(&path).unwrap();
    let middle = sealed.len() / 2;
    for at in [0, 30, middle, sealed.len() - 1] {
        let mut changed = sealed.clone();
        changed[at] ^= 1;
        std::fs::write(&path, changed).unwrap();
        assert!(
            matches!(house.vault.files().read(&row), Err(VaultError::Crypto(_))),
            "{at}"
        );
    }
    for length in [0, 10, 19, crypto::SEALED_CHUNK + 19, sealed.len() - 1] {
        std::fs::write(&path, &sealed[..length]).unwrap();
        assert!(house.vault.files().read(&row).is_err(), "cut to {length}");
    }
    std::fs::remove_file(&path).unwrap();
    assert!(matches!(
        house.vault.files().read(&row),
        Err(VaultError::File)
    ));
    std::fs::write(&path, &sealed).unwrap();
    house.vault.files().read(&row).unwrap();
}

#[tokio::test]
async fn the_sweep_removes_what_nothing_names_once_it_is_old() {
    for house in house::both().await {
        let manager = house.manager();
        let case = house.raise(&manager).await.unwrap();
        let named = keep(&house, &mut &sample(100)[..]).unwrap();
        attach(&house, &manager, case, &named).await.unwrap();
        keep(&house, &mut &sample(100)[..]).unwrap();
        assert_eq!(on_disk(&house).len(), 2);
        let worker = house.job("sweep");
        assert_eq!(
            house.vault.sweep(&worker).await.unwrap(),
            0,
            "it may still get its row"
        );
        for path in on_disk(&house) {
            make_old(&path);
        }
        assert_eq!(house.vault.sweep(&worker).await.unwrap(), 1);
        let row = files(&house, &manager, case).await.pop().unwrap();
        assert_eq!(house.vault.files().read(&row).unwrap(), sample(100));
    }
}

/// The job that reads files, so many seconds later.
fn reader(house: &House, seconds: i64) -> Ctx {
    let job = house.job("read files");
    let now = Instant::from_microseconds(job.now.microseconds() + seconds * 1_000_000);
    Ctx { now, ..job }
}

async fn begin(house: &House, ctx: &Ctx, case: CaseId, file: FileId) -> bool {
    let until = Instant::from_microseconds(ctx.now.microseconds() + 300_000_000);
    let work = house.vault.transact(ctx, |tx| {
        Box::pin(async move {
            let permit = tx
                .permit::<actions::ReadFileText>(case, Section::General)
                .await?;
            let begun = vault::begin_reading(tx, &permit, file, until).await?;
            Ok::<_, VaultError>(begun.is_some())
        })
    });
    work.await.unwrap()
}

async fn tries(house: &House, ctx: &Ctx) -> Vec<i64> {
    let work = house
        .vault
        .look(ctx, |tx| Box::pin(vault::files_to_read(tx, 10)));
    work.await.unwrap().iter().map(|one| one.tries).collect()
}

#[tokio::test]
async fn a_reader_that_does_not_come_back_leaves_its_file_to_the_next() {
    for house in house::both().await {
        let manager = house.manager();
        let case = house.raise(&manager).await.unwrap();
        let mut file = keep(&house, &mut &sample(100)[..]).unwrap();
        file.to_read = true;
        attach(&house, &manager, case, &file).await.unwrap();
        let (first, soon, later) = (reader(&house, 0), reader(&house, 299), reader(&house, 301));
        assert_eq!(tries(&house, &first).await, [0]);
        assert!(begin(&house, &first, case, file.id).await);
        assert!(
            !begin(&house, &soon, case, file.id).await,
            "it has a reader"
        );
        assert!(tries(&house, &soon).await.is_empty());
        assert_eq!(tries(&house, &later).await, [1]);
        assert!(begin(&house, &later, case, file.id).await);
        let work = house.vault.transact(&later, |tx| {
            Box::pin(async move {
                let permit = tx
                    .permit::<actions::ReadFileText>(case, Section::General)
                    .await?;
                vault::end_reading(tx, &permit, file.id, Err("file-damaged")).await
            })
        });
        work.await.unwrap();
        let row = files(&house, &manager, case).await.pop().unwrap();
        assert_eq!(row.reading, Reading::Failed("file-damaged".to_owned()));
        assert!(tries(&house, &reader(&house, 10_000)).await.is_empty());
        let person = house.vault.look(&manager, |tx| {
            Box::pin(async move {
                drop(
                    tx.permit::<actions::ReadFileText>(case, Section::General)
                        .await?,
                );
                Ok::<_, VaultError>(())
            })
        });
        assert!(person.await.is_err(), "only the job reads");
    }
}

/// The job that checks files, so many seconds later.
fn checker(house: &House, seconds: i64) -> Ctx {
    let job = house.job("check files");
    let now = Instant::from_microseconds(job.now.microseconds() + seconds * 1_000_000);
    Ctx { now, ..job }
}

async fn to_check(house: &House, ctx: &Ctx) -> Vec<(FileId, i64)> {
    let work = house
        .vault
        .look(ctx, |tx| Box::pin(vault::files_to_check(tx, 10)));
    let found = work.await.unwrap();
    found.iter().map(|one| (one.file, one.tries)).collect()
}

async fn begin_check(house: &House, ctx: &Ctx, case: CaseId, file: FileId) {
    let until = Instant::from_microseconds(ctx.now.microseconds() + 300_000_000);
    let work = house.vault.transact(ctx, |tx| {
        Box::pin(async move {
            let permit = tx
                .permit::<actions::CheckFile>(case, Section::General)
                .await?;
            let begun = vault::begin_check(tx, &permit, file, until).await?;
            Ok::<_, VaultError>(begun.is_some())
        })
    });
    assert!(work.await.unwrap());
}

async fn end_check(house: &House, ctx: &Ctx, case: CaseId, file: FileId, came: &Check) {
    let work = house.vault.transact(ctx, |tx| {
        Box::pin(async move {
            let permit = tx
                .permit::<actions::CheckFile>(case, Section::General)
                .await?;
            vault::end_check(tx, &permit, file, came).await
        })
    });
    work.await.unwrap();
}

async fn wake(house: &House, ctx: &Ctx) -> u64 {
    let work = house
        .vault
        .transact(ctx, |tx| Box::pin(vault::wait_for_checks(tx)));
    work.await.unwrap()
}

#[tokio::test]
async fn a_file_that_a_check_failed_on_comes_after_the_others_and_anew_after_a_start() {
    for house in house::both().await {
        let manager = house.manager();
        let case = house.raise(&manager).await.unwrap();
        let mut files = Vec::new();
        for seconds in [0, 1] {
            let file = keep(&house, &mut &sample(100)[..]).unwrap();
            let now = Instant::from_microseconds(manager.now.microseconds() + seconds * 1_000_000);
            let ctx = Ctx {
                now,
                ..manager.clone()
            };
            attach(&house, &ctx, case, &file).await.unwrap();
            files.push(file.id);
        }
        let (old, new) = (files[0], files[1]);
        let start = checker(&house, 10);
        assert_eq!(wake(&house, &start).await, 2);
        assert_eq!(wake(&house, &start).await, 0, "once");
        assert_eq!(to_check(&house, &start).await, [(new, 0), (old, 0)]);
        begin_check(&house, &start, case, new).await;
        assert_eq!(
            to_check(&house, &start).await,
            [(old, 0)],
            "the other is taken"
        );
        let later = checker(&house, 400);
        assert_eq!(to_check(&house, &later).await, [(old, 0), (new, 1)]);
        let failed = Check::Failed("file-check-gave-up".to_owned());
        end_check(&house, &later, case, new, &failed).await;
        let clean = Check::Clean;
        end_check(&house, &later, case, old, &clean).await;
        end_check(&house, &later, case, old, &Check::found("Late")).await;
        let row =
            |all: &[vault::FileRow], id| all.iter().find(|one| one.id == id).unwrap().check.clone();
        let all = self::files(&house, &manager, case).await;
        assert_eq!((row(&all, old), row(&all, new)), (clean, failed));
        assert_eq!(wake(&house, &later).await, 1, "what failed is tried anew");
        assert_eq!(to_check(&house, &later).await, [(new, 0)]);
    }
}
