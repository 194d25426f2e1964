//! `throughline backup` and `restore`: copies that check themselves.
//!
//! A backup is a folder: a consistent copy of each database, the sealed files, and a manifest with the
//! digest of each, signed by the directory's key. The instance key is not in it: keep that apart.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use access::actions;
use access::directory;
use access::ledger;
use anyhow::Context as _;
use app::App;
use clap::Args;
use crypto::{Digest, Hasher, Signature};
use model::{Instant, OrganisationId};
use serde::{Deserialize, Serialize};

use crate::config::Config;
use crate::{instance, verify};

const CONTEXT: &str = "backup manifest v1";
const MANIFEST: &str = "manifest.json";

/// Copies every store.
#[derive(Debug, Args)]
pub struct BackupArgs {
    /// Folder to write; must not exist yet.
    #[arg(long)]
    pub to: PathBuf,
}

/// Puts a copy back.
#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// Folder of the backup.
    #[arg(long)]
    pub from: PathBuf,
    /// Restore one organisation's store into this instance, by its code, instead of everything into an
    /// empty data folder. Stop the service first.
    #[arg(long)]
    pub organisation: Option<String>,
}

/// What a backup holds: paths inside it and the digest of each file.
#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    at: i64,
    files: BTreeMap<String, String>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Signed {
    manifest: String,
    signature: String,
}

/// Copies every store while the service runs.
///
/// # Errors
/// When the folder exists, a store cannot be copied, or the disk is full; what was written stays and
/// has no manifest, so that it cannot be restored by mistake.
pub async fn backup(
    config: &Config,
    args: &BackupArgs,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    anyhow::ensure!(
        config.postgres.is_none(),
        "on PostgreSQL use the database's own backup, and copy the files folder"
    );
    anyhow::ensure!(
        !args.to.exists(),
        "{} already exists: name a new folder",
        args.to.display()
    );
    let app = instance::open(config).await?;
    let ctx = verify::operator(&app, "back up")?;
    std::fs::create_dir_all(args.to.join("vaults"))
        .with_context(|| format!("{} cannot be made", args.to.display()))?;
    // Databases first, files after: a file whose row came later is only swept away.
    app.directory()
        .db()
        .copy_to(&args.to.join("directory.db"))
        .await?;
    let stores = app
        .directory()
        .look(&ctx, |tx| Box::pin(tx.stores()))
        .await?;
    for organisation in &stores {
        let vault = app.vaults().of(*organisation).await?;
        vault
            .db()
            .copy_to(&args.to.join("vaults").join(format!("{organisation}.db")))
            .await?;
    }
    copy_folder(&config.data.join("files"), &args.to.join("files"))?;
    std::fs::copy(
        instance::recovery_file(config),
        args.to.join("instance.recovery"),
    )?;
    let count = write_manifest(&app, &args.to, ctx.now)?;
    app.vaults().close_all().await;
    app.directory().db().close().await;
    writeln!(
        out,
        "{} stores, {count} files in {}.",
        stores.len(),
        args.to.display()
    )?;
    writeln!(
        out,
        "The instance key is not among them: keep it apart from the backup."
    )?;
    Ok(())
}

/// Writes digest and name of every file, signed by the directory's key; returns how many there are.
fn write_manifest(app: &App, to: &Path, now: Instant) -> anyhow::Result<usize> {
    let manifest = Manifest {
        at: now.microseconds(),
        files: digests(to)?,
    };
    let count = manifest.files.len();
    let manifest = serde_json::to_string(&manifest)?;
    let key = app.directory().signing_key();
    let signature = key.sign(CONTEXT, manifest.as_bytes()).to_string();
    let signed = serde_json::to_string_pretty(&Signed {
        manifest,
        signature,
    })?;
    instance::write_private(&to.join(MANIFEST), &signed)?;
    Ok(count)
}

/// Puts a backup back after checking it: digests, signature, and every record of who did what.
///
/// # Errors
/// When anything does not fit; nothing has been put back then.
pub async fn restore(
    config: &Config,
    args: &RestoreArgs,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let manifest = checked(&args.from)?;
    std::fs::create_dir_all(&config.data)?;
    let _alone = instance::alone(config)?;
    match &args.organisation {
        Some(code) => restore_one(config, args, &manifest, code, out).await,
        None => restore_all(config, args, &manifest, out).await,
    }
}

async fn restore_all(
    config: &Config,
    args: &RestoreArgs,
    manifest: &Signed,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    anyhow::ensure!(
        !config.data.join("directory.db").exists(),
        "{} already holds an instance: restore into an empty folder",
        config.data.display()
    );
    instance::read_key(config)?;
    copy_folder(&args.from, &config.data)?;
    std::fs::remove_file(config.data.join(MANIFEST))?;
    let app = instance::open(config).await?;
    signed_by(&app.directory().signing_key().verifying_key(), manifest)?;
    let ctx = verify::operator(&app, "restore everything")?;
    let stores = app
        .directory()
        .look(&ctx, |tx| Box::pin(tx.stores()))
        .await?;
    for organisation in &stores {
        raise(&app, &ctx, *organisation).await?;
    }
    app.directory().db().close().await;
    let everything = verify::VerifyArgs {
        organisation: None,
        inclusion: None,
    };
    anyhow::ensure!(
        verify::run(config, &everything, out).await?,
        "a restored record is broken"
    );
    writeln!(out, "{} stores were put back.", stores.len())?;
    Ok(())
}

async fn restore_one(
    config: &Config,
    args: &RestoreArgs,
    manifest: &Signed,
    code: &str,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let app = instance::open(config).await?;
    signed_by(&app.directory().signing_key().verifying_key(), manifest)?;
    let ctx = verify::operator(&app, "restore one store")?;
    let organisation = app
        .directory()
        .look(&ctx, |tx| {
            Box::pin(directory::organisation_by_code(tx, code))
        })
        .await?
        .with_context(|| format!("there is no organisation with the code {code}"))?
        .id;
    let name = format!("{organisation}.db");
    let from = args.from.join("vaults").join(&name);
    anyhow::ensure!(from.exists(), "the backup holds no store of {code}");
    let place = config.data.join("vaults").join(&name);
    let aside = place.with_extension("db.before-restore");
    anyhow::ensure!(
        !aside.exists(),
        "{} is in the way: move it",
        aside.display()
    );
    if place.exists() {
        std::fs::rename(&place, &aside)?;
        for log in ["db-wal", "db-shm"] {
            let log = place.with_extension(log);
            if log.exists() {
                std::fs::remove_file(log)?;
            }
        }
    }
    std::fs::copy(&from, &place)?;
    let files = Path::new("files").join(organisation.to_string());
    copy_folder(&args.from.join(&files), &config.data.join(&files))?;
    raise(&app, &ctx, organisation).await?;
    app.directory().db().close().await;
    let only = verify::VerifyArgs {
        organisation: Some(code.to_owned()),
        inclusion: None,
    };
    anyhow::ensure!(
        verify::run(config, &only, out).await?,
        "the restored record is broken"
    );
    writeln!(
        out,
        "The store of {code} was put back; the one before is {}.",
        aside.display()
    )?;
    Ok(())
}

/// Raises a restored store's epoch, so that no envelope number is used twice, and writes that it was
/// restored.
async fn raise(app: &App, ctx: &access::Ctx, organisation: OrganisationId) -> anyhow::Result<()> {
    app.directory()
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_directory::<actions::ManageDirectory>()?;
                directory::raise_epoch(tx, &permit, organisation).await
            })
        })
        .await?;
    let vault = app.vaults().of(organisation).await?;
    vault
        .db()
        .transact(|tx| {
            Box::pin(async move {
                let entry = ledger::Entry {
                    action: "restored",
                    ..ledger::Entry::default()
                };
                ledger::append(tx, ctx, ledger::Outcome::Done, entry).await
            })
        })
        .await?;
    app.vaults().close(organisation).await;
    Ok(())
}

fn checked(folder: &Path) -> anyhow::Result<Signed> {
    let text = std::fs::read_to_string(folder.join(MANIFEST))
        .with_context(|| format!("{} holds no finished backup", folder.display()))?;
    let signed: Signed = serde_json::from_str(&text).context("the manifest cannot be read")?;
    let manifest: Manifest = serde_json::from_str(&signed.manifest)?;
    let found = digests(folder)?;
    for (path, digest) in &manifest.files {
        anyhow::ensure!(
            found.get(path) == Some(digest),
            "{path} is missing or was changed"
        );
    }
    anyhow::ensure!(
        found.len() == manifest.files.len(),
        "the backup holds files that it did not write"
    );
    Ok(signed)
}

fn signed_by(key: &crypto::VerifyingKey, signed: &Signed) -> anyhow::Result<()> {
    let signature: Signature = signed.signature.parse()?;
    key.verify(CONTEXT, signed.manifest.as_bytes(), &signature)
        .context("the manifest was not signed by this instance")
}

fn digests(folder: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let inside = path.strip_prefix(folder)?.to_string_lossy().into_owned();
            if inside != MANIFEST {
                found.insert(inside, digest_of(&path)?.to_string());
            }
        }
    }
    Ok(found)
}

fn digest_of(path: &Path) -> anyhow::Result<Digest> {
    use std::io::Read as _;
    let mut file = std::fs::File::open(path)?;
    let mut hasher = Hasher::new();
    let mut piece = vec![0; 256 * 1024];
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            return Ok(hasher.finish());
        }
        hasher.update(piece.get(..read).unwrap_or_default());
    }
}

fn copy_folder(from: &Path, to: &Path) -> anyhow::Result<()> {
    if !from.exists() {
        return Ok(());
    }
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let path = entry?.path();
        let Some(name) = path.file_name() else {
            continue;
        };
        if path.is_dir() {
            copy_folder(&path, &to.join(name))?;
        } else if path.extension().is_none_or(|extension| extension != "part") {
            std::fs::copy(&path, to.join(name))
                .with_context(|| format!("{} cannot be copied", path.display()))?;
        }
    }
    Ok(())
}
