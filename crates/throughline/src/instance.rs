//! Making and opening an instance.

use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::sync::Arc;

use access::Policies;
use access::directory::{Directory, DirectoryError, database_key};
use anyhow::Context as _;
use app::{App, Parts};
use crypto::{RecoveryKey, SecretKey};
use db::{Db, SqlitePlace};
use model::{Clock, Instant};
use vault::Place;

use crate::config::{Config, read_secret};

/// The machine's clock. The only place that asks it.
pub struct MachineClock;

impl Clock for MachineClock {
    fn now(&self) -> Instant {
        #[expect(
            clippy::disallowed_methods,
            reason = "the one place that reads the machine's clock"
        )]
        let since = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap_or_default();
        Instant::from_microseconds(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    }
}

/// The machine's clock some days later, for a demonstration that shows what comes then.
pub struct Ahead(pub u32);

impl Clock for Ahead {
    fn now(&self) -> Instant {
        let ahead = i64::from(self.0) * 24 * 60 * 60 * 1_000_000;
        let now = MachineClock.now().microseconds();
        Instant::from_microseconds(now.saturating_add(ahead))
    }

    fn days_ahead(&self) -> u32 {
        self.0
    }
}

/// Makes a new instance that goes by a clock; returns it with the recovery key, which is shown once and kept nowhere.
///
/// # Errors
/// When there already is one, or its files cannot be written.
pub async fn create(
    config: &Config,
    synthetic: bool,
    clock: Arc<dyn Clock>,
) -> anyhow::Result<(Arc<App>, RecoveryKey)> {
    let key_file = config.key_file();
    anyhow::ensure!(
        !key_file.exists(),
        "there already is an instance key at {}: nothing was changed",
        key_file.display()
    );
    std::fs::create_dir_all(&config.data)
        .with_context(|| format!("the folder {} cannot be made", config.data.display()))?;
    let instance = SecretKey::generate()?;
    let recovery = RecoveryKey::generate()?;
    write_private(&key_file, &format!("{}\n", instance.to_hex()))?;
    keep_for_recovery(&recovery_file(config), &instance, &recovery.key())?;
    let policies = Policies::load()?;
    let db = open_directory_db(config, &instance, true).await?;
    let directory = Directory::create(db, instance, &recovery, policies, synthetic).await?;
    Ok((put_together(config, directory, clock)?, recovery))
}

/// The file that holds the instance key wrapped by the recovery key, beside the stores: the recovery
/// key alone opens everything when the key file is lost.
#[must_use]
pub fn recovery_file(config: &Config) -> std::path::PathBuf {
    config.data.join("instance.recovery")
}

/// Where its successor waits while keys are changed.
#[must_use]
pub fn next_recovery_file(config: &Config) -> std::path::PathBuf {
    config.data.join("instance.recovery.next")
}

/// Writes the instance key wrapped by the recovery key to a file.
///
/// # Errors
/// When the file cannot be written.
pub fn keep_for_recovery(
    file: &Path,
    instance: &SecretKey,
    recovery: &SecretKey,
) -> anyhow::Result<()> {
    let wrapped = crypto::wrap_key(recovery, "instance key", instance)?;
    remove_if_there(file)?;
    write_private(file, &format!("{}\n", crypto::to_hex(&wrapped)))
}

/// Reads the instance key.
///
/// # Errors
/// When the file is absent, readable by others, or holds no key.
pub fn read_key(config: &Config) -> anyhow::Result<SecretKey> {
    let file = config.key_file();
    anyhow::ensure!(
        file.exists(),
        "there is no instance key at {}: run `throughline init` first",
        file.display()
    );
    read_key_at(&file)
}

fn read_key_at(file: &Path) -> anyhow::Result<SecretKey> {
    let text = read_secret(file)?;
    SecretKey::from_hex(&text).context("the instance key file holds no key of ours")
}

/// Where a new instance key waits while it takes the place of the old one.
#[must_use]
pub fn next_key_file(config: &Config) -> std::path::PathBuf {
    config.key_file().with_extension("next")
}

/// Lets a new instance key and what it opens take their places: the directory, the copy for the
/// safe, and last the key. Does nothing when there is no new key; may be repeated after a stop in between.
///
/// # Errors
/// When a file cannot be renamed.
pub fn finish_rotation(config: &Config) -> anyhow::Result<()> {
    let next_key = next_key_file(config);
    if !next_key.exists() {
        return Ok(());
    }
    let next_directory = config.data.join("directory.next.db");
    if next_directory.exists() {
        for end in &STORE_PARTS[1..] {
            remove_if_there(&config.data.join(format!("directory.db{end}")))?;
        }
        std::fs::rename(&next_directory, config.data.join("directory.db"))?;
    }
    let next_recovery = next_recovery_file(config);
    if next_recovery.exists() {
        std::fs::rename(&next_recovery, recovery_file(config))?;
    }
    std::fs::rename(&next_key, config.key_file())?;
    sync_folder(&config.data)
}

/// Ends a change of keys that was stopped half-way. In a folder the new key waits only beside a whole
/// directory, so it takes its place. On PostgreSQL it waits before the directory changes, so the
/// directory says which of the two is in force, and the other one goes.
async fn settle(config: &Config) -> anyhow::Result<()> {
    let next = next_key_file(config);
    if config.postgres.is_none() || !next.exists() {
        return finish_rotation(config);
    }
    if opens(config, &read_key_at(&next)?).await? {
        return finish_rotation(config);
    }
    anyhow::ensure!(
        opens(config, &read_key(config)?).await?,
        "neither the instance key nor the one that was to follow it opens the directory: nothing was changed"
    );
    remove_if_there(&next_recovery_file(config))?;
    std::fs::remove_file(next)?;
    sync_folder(&config.data)
}

/// Whether a key opens the directory; an error when the directory cannot be reached.
async fn opens(config: &Config, key: &SecretKey) -> anyhow::Result<bool> {
    let db = open_directory_db(config, key, false).await?;
    let policies = Policies::load()?;
    match Directory::open(db.clone(), key.clone(), policies).await {
        Ok(_) => Ok(true),
        Err(DirectoryError::Crypto(_)) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Makes sure that what was renamed in a folder stays so.
///
/// # Errors
/// When the folder cannot be read.
pub fn sync_folder(folder: &Path) -> anyhow::Result<()> {
    Ok(std::fs::File::open(folder)?.sync_all()?)
}

/// Opens an instance.
///
/// # Errors
/// When the key, the directory or the policies cannot be used; when keys are being changed.
pub async fn open(config: &Config) -> anyhow::Result<Arc<App>> {
    open_with(config, Arc::new(MachineClock)).await
}

/// As [`open`], going by a clock.
///
/// # Errors
/// As [`open`].
pub async fn open_with(config: &Config, clock: Arc<dyn Clock>) -> anyhow::Result<Arc<App>> {
    if next_key_file(config).exists() {
        drop(alone(config).await?);
    }
    let instance = read_key(config)?;
    let policies = Policies::load()?;
    let db = open_directory_db(config, &instance, false).await?;
    let directory = Directory::open(db, instance, policies)
        .await
        .with_context(|| directory_unusable(config))?;
    put_together(config, directory, clock)
}

fn directory_unusable(config: &Config) -> String {
    format!(
        "the directory {} cannot be opened with this instance key: if the key is the right one, put a backup \
         back with `throughline restore`",
        config.data.join("directory.db").display()
    )
}

/// Opens the database of the directory.
///
/// # Errors
/// When it is absent, damaged or the key is another.
pub async fn open_directory_db(
    config: &Config,
    instance: &SecretKey,
    create: bool,
) -> anyhow::Result<Db> {
    if let Some(place) = config.postgres_place("throughline_directory")? {
        return Ok(Db::open_postgres(&place).await?);
    }
    let place = SqlitePlace {
        file: config.data.join("directory.db"),
        raw_key: crypto::sqlcipher_key(&database_key(instance)),
        create,
    };
    Db::open_sqlite(&place)
        .await
        .with_context(|| directory_unusable(config))
}

fn put_together(
    config: &Config,
    directory: Directory,
    clock: Arc<dyn Clock>,
) -> anyhow::Result<Arc<App>> {
    let place = match config.postgres_place("vault")? {
        None => Place::Folder(config.data.clone()),
        Some(server) => Place::Postgres {
            server: Box::new(server),
            files: config.data.join("files"),
        },
    };
    Ok(Arc::new(App::new(Parts {
        directory: Arc::new(directory),
        place,
        clock,
        schemes: App::shipped_schemes()?,
    })))
}

/// Writes a new file that only its owner can read. It takes its place whole or not at all.
///
/// # Errors
/// When it exists or cannot be written.
pub fn write_private(file: &Path, text: &str) -> anyhow::Result<()> {
    let part = with_end(file, ".part");
    remove_if_there(&part)?;
    let written = (|| {
        let mut options = std::fs::OpenOptions::new();
        let mut open = options
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&part)?;
        open.write_all(text.as_bytes())?;
        open.sync_all()?;
        // A second name, not a new one: it fails where the file exists already.
        std::fs::hard_link(&part, file)
    })();
    remove_if_there(&part)?;
    written.with_context(|| format!("the file {} cannot be written", file.display()))
}

/// A file's place with something added to its name.
#[must_use]
pub fn with_end(file: &Path, end: &str) -> std::path::PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// What a store in a file consists of: the file, and its log of writes. The log of another file must never lie
/// beside one that takes its place: it would be read as its own.
pub const STORE_PARTS: [&str; 3] = ["", "-wal", "-shm"];

/// Removes a file, when there is one.
///
/// # Errors
/// When it is there and cannot be removed.
pub fn remove_if_there(file: &Path) -> std::io::Result<()> {
    match std::fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Makes sure that nobody else runs or restores this instance while the returned file is held, and
/// ends a change of keys that was stopped half-way.
///
/// # Errors
/// When somebody does; when neither key opens the directory.
pub async fn alone(config: &Config) -> anyhow::Result<std::fs::File> {
    let file = config.data.join("running.lock");
    let lock = std::fs::File::create(&file)
        .with_context(|| format!("the file {} cannot be written", file.display()))?;
    anyhow::ensure!(
        lock.try_lock().is_ok(),
        "this instance is running, or its keys are being changed: stop it first, or use another data folder"
    );
    settle(config).await?;
    Ok(lock)
}

/// The same, and no command works beside either: for what changes keys or puts a copy in the place of a store.
///
/// # Errors
/// When somebody runs it or a command is at work on it; when neither key opens the directory.
pub async fn quite_alone(config: &Config) -> anyhow::Result<(std::fs::File, std::fs::File)> {
    let alone = alone(config).await?;
    let commands = commands_lock(config)?;
    anyhow::ensure!(
        commands.try_lock().is_ok(),
        "a command is at work on this instance: let it come to its end first"
    );
    Ok((alone, commands))
}

/// Makes sure that no keys are changed and no store is put back while the returned file is held. The service and other
/// commands go on beside it.
///
/// # Errors
/// When that is being done now, or there is no instance.
pub fn beside(config: &Config) -> anyhow::Result<std::fs::File> {
    read_key(config)?;
    let commands = commands_lock(config)?;
    anyhow::ensure!(
        commands.try_lock_shared().is_ok(),
        "the keys of this instance are being changed, or a copy is being put in its place: try again when that is done"
    );
    Ok(commands)
}

fn commands_lock(config: &Config) -> anyhow::Result<std::fs::File> {
    let file = config.data.join("commands.lock");
    std::fs::File::create(&file)
        .with_context(|| format!("the file {} cannot be written", file.display()))
}
