//! `throughline backup`: copies that check themselves. `restore` is beside it.
//!
//! A backup is a folder: a consistent copy of each database, the sealed files, and a manifest with the
//! digest of each, signed by the directory's key. The instance key is not in it: keep that apart.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use app::App;
use clap::Args;
use crypto::{Digest, Hasher};
use model::{Instant, OrganisationId};

use crate::config::Config;
use crate::manifest::{MANIFEST, Manifest};
use crate::{disposals, ended, instance, verify};

/// Copies every store.
#[derive(Debug, Args)]
pub struct BackupArgs {
    /// Folder to write; must not exist yet.
    #[arg(long)]
    pub to: PathBuf,
    /// Days for which the backup is kept. A certificate of a disposal then says until when this backup holds what was
    /// disposed of.
    #[arg(long, value_name = "DAYS")]
    pub kept_for_days: Option<i64>,
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
        "on PostgreSQL this program makes no backup: use pg_dump or a base backup, then copy {} and {}, \
         see docs/operations.md; after putting it back run `throughline restore --already-in-place`",
        config.data.join("files").display(),
        instance::recovery_file(config).display()
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
    copy_stores(&app, &stores, &args.to).await?;
    copy_folder(&config.data.join("files"), &args.to.join("files"))?;
    copy_file(
        &instance::recovery_file(config),
        &args.to.join("instance.recovery"),
    )?;
    disposals::keep(&app, &config.data.join(disposals::FILE)).await?;
    ended::keep(&app, &config.data.join(ended::FILE)).await?;
    for name in [disposals::FILE, ended::FILE] {
        let beside = config.data.join(name);
        if beside.exists() {
            copy_file(&beside, &args.to.join(name))?;
        }
    }
    let count = write_manifest(&app, &args.to, ctx.now)?;
    record(&app, &ctx, args.kept_for_days).await?;
    app.vaults().close_all().await;
    app.close_commons().await;
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

/// Copies the stores of the organisations and that of shared learning.
async fn copy_stores(app: &App, stores: &[OrganisationId], to: &Path) -> anyhow::Result<()> {
    for organisation in stores {
        let vault = app.vaults().of(*organisation).await.with_context(|| {
            format!("the store of {organisation} cannot be copied; `throughline verify` says more")
        })?;
        vault
            .db()
            .copy_to(&to.join("vaults").join(format!("{organisation}.db")))
            .await?;
    }
    let commons = app
        .commons()
        .await
        .context("the store of shared learning cannot be copied; `throughline verify` says more")?;
    commons.db().copy_to(&to.join("commons.db")).await?;
    Ok(())
}

/// Puts on record that the backup was made, and until when it is kept.
async fn record(app: &App, ctx: &access::Ctx, days: Option<i64>) -> anyhow::Result<()> {
    let last = days.map(|days| ctx.now.plus_seconds(days.saturating_mul(24 * 60 * 60)));
    let expires = last.map(model::Instant::date_in_london);
    app.directory()
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_directory::<access::actions::ManageDirectory>()?;
                access::directory::record_backup(tx, &permit, expires).await
            })
        })
        .await?;
    Ok(())
}

/// Writes digest and name of every file, signed by the directory's key; returns how many there are.
fn write_manifest(app: &App, to: &Path, now: Instant) -> anyhow::Result<usize> {
    let manifest = Manifest {
        at: now.microseconds(),
        files: digests(to)?,
    };
    let count = manifest.files.len();
    let signed = manifest.signed(&app.directory().signing_key())?.text()?;
    instance::write_private(&to.join(MANIFEST), &signed)?;
    Ok(count)
}

pub(crate) fn digests(folder: &Path) -> anyhow::Result<BTreeMap<String, String>> {
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

pub(crate) fn copy_folder(from: &Path, to: &Path) -> anyhow::Result<()> {
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
            copy_file(&path, &to.join(name))?;
        }
    }
    Ok(())
}

/// Copies a file and waits until it is on the disk.
pub(crate) fn copy_file(from: &Path, to: &Path) -> anyhow::Result<()> {
    std::fs::copy(from, to)
        .and_then(|_| std::fs::File::open(to)?.sync_all())
        .with_context(|| format!("{} cannot be copied to {}", from.display(), to.display()))
}
