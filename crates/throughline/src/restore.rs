//! `throughline restore`: puts a copy back after checking it, and tells everybody who has to know.
//!
//! A store that is put back begins a new epoch, so that no number of an envelope is used twice. When
//! the service starts, it tells every other store what it holds; they send again what it lost.

use std::io::Write;
use std::path::{Path, PathBuf};

use access::actions;
use access::directory::{self, Directory};
use access::ledger;
use anyhow::Context as _;
use app::App;
use app::keeping::Disposed;
use clap::Args;
use model::OrganisationId;

use crate::backup::{copy_file, copy_folder, digests};
use crate::config::Config;
use crate::manifest::{MANIFEST, Signed};
use crate::{disposals, ended, instance, lines, verify};

/// Puts a copy back.
#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// Folder of the backup.
    #[arg(long, required_unless_present = "already_in_place")]
    pub from: Option<PathBuf>,
    /// The stores were put back by other means, such as PostgreSQL's own tools or an image of the disk:
    /// check them, and begin a new epoch of each. Stop the service first.
    #[arg(long, conflicts_with = "from")]
    pub already_in_place: bool,
    /// One organisation's store only, by its code, instead of everything. Stop the service first.
    #[arg(long)]
    pub organisation: Option<String>,
    /// File of what was disposed of (`disposals.txt` of a newer data folder or backup): it is disposed of once more. The
    /// file in the data folder is always read.
    #[arg(long, value_name = "FILE")]
    pub disposals: Option<PathBuf>,
    /// File of what is shared no longer (`ended.txt` of a newer data folder or backup): it ends once more. The file in the data
    /// folder is always read.
    #[arg(long, value_name = "FILE")]
    pub ended: Option<PathBuf>,
}

/// Puts a backup back after checking it: digests, signature, and every record of who did what.
///
/// # Errors
/// When anything does not fit the manifest or the instance key; nothing has been put back then.
pub async fn run(config: &Config, args: &RestoreArgs, out: &mut impl Write) -> anyhow::Result<()> {
    let Some(from) = &args.from else {
        let _alone = instance::quite_alone(config).await?;
        return in_place(config, args, args.organisation.as_deref(), out).await;
    };
    anyhow::ensure!(
        config.postgres.is_none(),
        "on PostgreSQL put the database back with its own tools, then run \
         `throughline restore --already-in-place`, see docs/operations.md"
    );
    let manifest = checked(from)?;
    std::fs::create_dir_all(&config.data)?;
    let _alone = instance::quite_alone(config).await?;
    match &args.organisation {
        Some(code) => one((config, args), from, &manifest, code, out).await,
        None => all((config, args), from, &manifest, out).await,
    }
}

async fn all(
    (config, args): (&Config, &RestoreArgs),
    from: &Path,
    manifest: &Signed,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    anyhow::ensure!(
        !config.data.join("directory.db").exists(),
        "{} already holds an instance: restore into an empty folder",
        config.data.display()
    );
    key_fits(config, from, manifest).await?;
    if let Err(error) = copy_folder(from, &config.data) {
        take_away(config);
        return Err(error.context("nothing was put back"));
    }
    std::fs::remove_file(config.data.join(MANIFEST))?;
    in_place(config, args, None, out).await
}

/// Checks instance key and signature on a copy of the backup's directory, before anything is put back.
async fn key_fits(config: &Config, from: &Path, manifest: &Signed) -> anyhow::Result<()> {
    let key = instance::read_key(config)?;
    let probe = config.data.join("restoring");
    std::fs::create_dir_all(&probe)?;
    let place = Config {
        data: probe.clone(),
        ..config.clone()
    };
    let checked = async {
        copy_file(&from.join("directory.db"), &probe.join("directory.db"))?;
        let db = instance::open_directory_db(&place, &key, false)
            .await
            .context(
                "this instance key does not open the backup: use the key that was in force then",
            )?;
        let policies = access::Policies::load()?;
        let directory = Directory::open(db, key.clone(), policies).await?;
        manifest.by(&directory.signing_key().verifying_key())?;
        directory.db().close().await;
        Ok(())
    };
    let outcome = checked.await;
    std::fs::remove_dir_all(&probe)?;
    outcome
}

/// Takes away what a restore copied before it failed; the folder held no instance before.
fn take_away(config: &Config) {
    for folder in ["vaults", "files"] {
        drop(std::fs::remove_dir_all(config.data.join(folder)));
    }
    for file in [
        "directory.db",
        "commons.db",
        "instance.recovery",
        disposals::FILE,
        ended::FILE,
        MANIFEST,
    ] {
        drop(std::fs::remove_file(config.data.join(file)));
    }
}

async fn one(
    (config, args): (&Config, &RestoreArgs),
    from: &Path,
    manifest: &Signed,
    code: &str,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let app = instance::open(config).await?;
    manifest.by(&app.directory().signing_key().verifying_key())?;
    let organisation = named(&app, code).await?;
    let name = format!("{organisation}.db");
    let copy = from.join("vaults").join(&name);
    anyhow::ensure!(copy.exists(), "the backup holds no store of {code}");
    let place = config.data.join("vaults").join(&name);
    let aside = place.with_extension("db.before-restore");
    anyhow::ensure!(
        !aside.exists(),
        "{} is in the way: move it",
        aside.display()
    );
    // First a new epoch: a restore that is stopped half-way must not leave a store that uses numbers again.
    let ctx = verify::operator(&app, "restore one store")?;
    raise(&app, &ctx, organisation).await?;
    let coming = place.with_extension("db.restoring");
    copy_file(&copy, &coming)?;
    let files = Path::new("files").join(organisation.to_string());
    copy_folder(&from.join(&files), &config.data.join(&files))?;
    for end in instance::STORE_PARTS {
        let old = instance::with_end(&place, end);
        if old.exists() {
            std::fs::rename(&old, instance::with_end(&aside, end))?;
        }
    }
    std::fs::rename(&coming, &place)?;
    instance::sync_folder(&config.data.join("vaults"))?;
    write_restored(&app, &ctx, organisation).await?;
    let again = dispose_again((config, args), &app, &[organisation], out).await;
    app.directory().db().close().await;
    again?;
    whole(config, Some(code), out).await?;
    writeln!(
        out,
        "The store of {code} was put back; the one before is {}.",
        aside.display()
    )?;
    Ok(())
}

/// Begins a new epoch of stores that lie in their place, and checks them.
async fn in_place(
    config: &Config,
    args: &RestoreArgs,
    code: Option<&str>,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let app = instance::open(config).await?;
    let ctx = verify::operator(&app, "restore what is in place")?;
    let stores = match code {
        Some(code) => vec![named(&app, code).await?],
        None => {
            let written = app.directory().transact(&ctx, |tx| {
                Box::pin(async move { tx.note("restored").await })
            });
            written.await?;
            app.directory()
                .look(&ctx, |tx| Box::pin(tx.stores()))
                .await?
        }
    };
    // Before the store of shared learning is opened: then it ends there too.
    end_again((config, args), &app, out).await?;
    if code.is_none() {
        write_restored_shared(&app, &ctx).await?;
    }
    for organisation in &stores {
        raise(&app, &ctx, *organisation).await?;
        write_restored(&app, &ctx, *organisation).await?;
    }
    let again = dispose_again((config, args), &app, &stores, out).await;
    app.directory().db().close().await;
    again?;
    whole(config, code, out).await?;
    writeln!(
        out,
        "{} stores begin a new epoch. When the service starts they tell the others what they hold, \
         and what they lost is sent again.",
        stores.len()
    )?;
    Ok(())
}

/// What was disposed of after the backup came back with it, and goes again.
async fn dispose_again(
    (config, args): (&Config, &RestoreArgs),
    app: &App,
    stores: &[OrganisationId],
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let mut all: Vec<Disposed> = lines::read(&config.data.join(disposals::FILE))?;
    if let Some(file) = &args.disposals {
        anyhow::ensure!(file.exists(), "{} is not there", file.display());
        all.extend(lines::read::<Disposed>(file)?);
    }
    let mut again = 0;
    for organisation in stores {
        if all.iter().any(|one| one.organisation == *organisation) {
            again += disposals::again(app, *organisation, &all).await?;
            app.vaults().close(*organisation).await;
        }
    }
    if again > 0 {
        writeln!(
            out,
            "{again} reviews that had been disposed of came back and were disposed of again."
        )?;
    }
    Ok(())
}

/// What was taken back or taken down after the backup came back with it, and ends again.
async fn end_again(
    (config, args): (&Config, &RestoreArgs),
    app: &App,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let beside = config.data.join(ended::FILE);
    let mut files = vec![beside.as_path()];
    if let Some(file) = &args.ended {
        anyhow::ensure!(file.exists(), "{} is not there", file.display());
        files.push(file);
    }
    let again = ended::again(app, &files).await?;
    if again > 0 {
        writeln!(
            out,
            "{again} pieces of shared learning that had been taken back or taken down came back and end again."
        )?;
    }
    Ok(())
}

async fn whole(config: &Config, code: Option<&str>, out: &mut impl Write) -> anyhow::Result<()> {
    let args = verify::VerifyArgs {
        organisation: code.map(str::to_owned),
        ..verify::VerifyArgs::default()
    };
    anyhow::ensure!(
        verify::run(config, &args, out).await?,
        "a restored record is broken: take an older backup"
    );
    Ok(())
}

async fn named(app: &App, code: &str) -> anyhow::Result<OrganisationId> {
    let ctx = verify::operator(app, "restore one store")?;
    let found = app
        .directory()
        .look(&ctx, |tx| {
            Box::pin(directory::organisation_by_code(tx, code))
        })
        .await?;
    let found = found.with_context(|| format!("there is no organisation with the code {code}"))?;
    Ok(found.id)
}

async fn raise(app: &App, ctx: &access::Ctx, organisation: OrganisationId) -> anyhow::Result<()> {
    app.directory()
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_directory::<actions::ManageDirectory>()?;
                directory::raise_epoch(tx, &permit, organisation).await
            })
        })
        .await?;
    Ok(())
}

/// Writes in the store of shared learning that it was restored.
async fn write_restored_shared(app: &App, ctx: &access::Ctx) -> anyhow::Result<()> {
    let commons = app.commons().await?;
    note_restored(commons.db(), ctx).await?;
    app.close_commons().await;
    Ok(())
}

async fn note_restored(db: &db::Db, ctx: &access::Ctx) -> anyhow::Result<()> {
    let written = db.transact(|tx| {
        Box::pin(async move {
            let entry = ledger::Entry {
                action: "restored",
                ..ledger::Entry::default()
            };
            ledger::append(tx, ctx, ledger::Outcome::Done, entry).await
        })
    });
    let written: Result<_, db::DbError> = written.await;
    written?;
    Ok(())
}

/// Writes in the store that it was restored.
async fn write_restored(
    app: &App,
    ctx: &access::Ctx,
    organisation: OrganisationId,
) -> anyhow::Result<()> {
    let vault = app.vaults().of(organisation).await?;
    note_restored(vault.db(), ctx).await?;
    app.vaults().close(organisation).await;
    Ok(())
}

fn checked(folder: &Path) -> anyhow::Result<Signed> {
    let text = std::fs::read_to_string(folder.join(MANIFEST))
        .with_context(|| format!("{} holds no finished backup", folder.display()))?;
    let signed = Signed::parse(&text)?;
    let manifest = signed.manifest()?;
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
