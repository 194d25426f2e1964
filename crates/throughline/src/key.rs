//! `throughline key`: confirm that the recovery key is at hand, change the instance key, recover.

use std::io::{BufRead, Write};

use access::actions;
use access::directory::{self, Directory, database_key};
use anyhow::Context as _;
use clap::Subcommand;
use crypto::{RecoveryKey, SecretKey};
use db::{Db, SqlitePlace};
use model::Clock as _;

use crate::config::Config;
use crate::{instance, verify};

/// What to do with keys.
#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// Reads the recovery key from standard input and says whether it opens this instance.
    Confirm,
    /// Makes a new instance key and wraps every store's key by it. Stop the service first. Reads the
    /// recovery key from standard input, because the copy for the safe is wrapped anew too.
    Rotate,
    /// Writes the instance key file again from the recovery key, read from standard input.
    Recover,
}

/// Runs a command on keys.
///
/// # Errors
/// When the recovery key is wrong or a file cannot be written; nothing has changed then.
pub async fn run(
    config: &Config,
    command: &KeyCommand,
    input: &mut impl BufRead,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    match command {
        KeyCommand::Confirm => {
            let found = recovered(config, &read_recovery(input)?)?;
            let same = found == instance::read_key(config)?;
            anyhow::ensure!(
                same,
                "this recovery key opens another instance key than the one in use"
            );
            writeln!(out, "The recovery key opens this instance.")?;
        }
        KeyCommand::Recover => {
            let recovery = read_recovery(input)?;
            std::fs::create_dir_all(&config.data)?;
            let _alone = instance::quite_alone(config).await?;
            let found = recovered(config, &recovery)?;
            instance::write_private(&config.key_file(), &format!("{}\n", found.to_hex()))?;
            writeln!(
                out,
                "The instance key was written to {}.",
                config.key_file().display()
            )?;
        }
        KeyCommand::Rotate => rotate(config, input, out).await?,
    }
    Ok(())
}

fn read_recovery(input: &mut impl BufRead) -> anyhow::Result<RecoveryKey> {
    let mut line = String::new();
    input.read_line(&mut line)?;
    RecoveryKey::from_text(&line)
        .context("this is no recovery key: check each group of four, or whether one is missing")
}

fn recovered(config: &Config, recovery: &RecoveryKey) -> anyhow::Result<SecretKey> {
    let file = instance::recovery_file(config);
    let text = std::fs::read_to_string(&file)
        .with_context(|| format!("the file {} cannot be read", file.display()))?;
    let bytes = crypto::from_hex(&text).context("instance.recovery is damaged")?;
    crypto::unwrap_key(&recovery.key(), "instance key", &bytes)
        .context("this recovery key does not open this instance")
}

/// Changes the instance key. A stop in between is finished, or undone, by the next start: see
/// [`instance::alone`].
async fn rotate(
    config: &Config,
    input: &mut impl BufRead,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let _alone = instance::quite_alone(config).await?;
    let recovery = read_recovery(input)?;
    let old = instance::read_key(config)?;
    anyhow::ensure!(
        recovered(config, &recovery)? == old,
        "this recovery key is for another key"
    );
    let new = SecretKey::generate()?;
    let stores = if config.postgres.is_some() {
        rotate_in_place(config, &recovery, &old, &new).await?
    } else {
        rotate_in_folder(config, &recovery, &old, &new).await?
    };
    instance::finish_rotation(config)?;
    writeln!(
        out,
        "The instance key was changed; the keys of {stores} stores are wrapped by the new one."
    )?;
    Ok(())
}

/// In a folder everything happens on a copy of the directory; then the copy and the new key take
/// their places.
async fn rotate_in_folder(
    config: &Config,
    recovery: &RecoveryKey,
    old: &SecretKey,
    new: &SecretKey,
) -> anyhow::Result<usize> {
    let copy = config.data.join("directory.next.db");
    // Whatever a change that was stopped half-way has left, its log of writes above all.
    for end in instance::STORE_PARTS {
        instance::remove_if_there(&instance::with_end(&copy, end))?;
    }
    let db = instance::open_directory_db(config, old, false).await?;
    db.copy_to(&copy).await?;
    // Folds its log into it: the log goes when the copy takes its place.
    db.close().await;
    let place = SqlitePlace {
        file: copy.clone(),
        raw_key: crypto::sqlcipher_key(&database_key(old)),
        create: false,
    };
    let db = Db::open_sqlite(&place).await?;
    let stores = rewrap(&db, old, new).await?;
    db.rekey(&crypto::sqlcipher_key(&database_key(new))).await?;
    db.close().await;
    anyhow::ensure!(
        !instance::with_end(&copy, "-wal").exists(),
        "the new directory was not written to its end: nothing was changed"
    );
    keep_beside(config, recovery, new)?;
    Ok(stores)
}

/// On PostgreSQL the keys change in one transaction; both instance keys lie ready before it.
async fn rotate_in_place(
    config: &Config,
    recovery: &RecoveryKey,
    old: &SecretKey,
    new: &SecretKey,
) -> anyhow::Result<usize> {
    keep_beside(config, recovery, new)?;
    let db = instance::open_directory_db(config, old, false).await?;
    let stores = rewrap(&db, old, new).await?;
    db.close().await;
    Ok(stores)
}

/// Writes the new key, and its copy for the safe, beside the old ones.
fn keep_beside(config: &Config, recovery: &RecoveryKey, new: &SecretKey) -> anyhow::Result<()> {
    instance::keep_for_recovery(&instance::next_recovery_file(config), new, &recovery.key())?;
    let next = instance::next_key_file(config);
    instance::write_private(&next, &format!("{}\n", new.to_hex()))?;
    instance::sync_folder(&config.data)
}

async fn rewrap(db: &Db, old: &SecretKey, new: &SecretKey) -> anyhow::Result<usize> {
    let policies = access::Policies::load()?;
    let directory = Directory::open(db.clone(), old.clone(), policies).await?;
    let ctx = verify::operator_at(instance::MachineClock.now(), "rotate the instance key")?;
    let stores = directory
        .transact(&ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_directory::<actions::ManageDirectory>()?;
                directory::rewrap(tx, &permit, new).await
            })
        })
        .await?;
    Ok(stores)
}
