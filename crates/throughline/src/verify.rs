//! `throughline verify`: is the record of who did what whole?

use std::io::Write;
use std::path::PathBuf;

use access::ledger::{self, Anchor, Report};
use access::{Actor, Ctx};
use app::App;
use app::commons::Commons;
use clap::Args;
use crypto::VerifyingKey;
use model::{Instant, OrganisationId};

use crate::config::Config;
use crate::instance;
use crate::last_roots::{LastRoots, roots_in};

/// How old the oldest unsealed row may be, in seconds, before it is warned about.
const PATIENCE: i64 = 60;

/// Checks the record of who did what of every store.
#[derive(Debug, Default, Args)]
pub struct VerifyArgs {
    /// Check one organisation only, by its code; `directory` for the directory, `commons` for shared learning.
    #[arg(long)]
    pub organisation: Option<String>,
    /// Print the proof that this row is in the record, for somebody outside to check.
    #[arg(long, value_name = "ROW", requires = "organisation")]
    pub inclusion: Option<String>,
    /// Check also against the roots in this file; by default the file that the service writes, when it
    /// is there.
    #[arg(long, value_name = "FILE")]
    pub against: Option<PathBuf>,
}

/// Runs the check; `true` when everything is whole.
///
/// # Errors
/// When a store cannot be opened.
pub async fn run(config: &Config, args: &VerifyArgs, out: &mut impl Write) -> anyhow::Result<bool> {
    let app = instance::open(config).await?;
    let ctx = operator(&app, "verify")?;
    let organisations = app
        .directory()
        .look(&ctx, |tx| Box::pin(access::directory::organisations(tx)))
        .await?;
    let roots = roots(config, args, &app, &ctx).await?;
    let mut whole = true;
    let wanted = |code: &str| args.organisation.as_deref().is_none_or(|only| only == code);
    if wanted("directory") {
        let keys = [app.directory().signing_key().verifying_key()];
        let one = Store {
            name: "directory",
            id: "directory",
            db: app.directory().db(),
            keys: &keys,
            roots: &roots,
        };
        whole &= one.check(&app, args, out).await?;
    }
    if wanted("commons") {
        whole &= shared(&app, args, &roots, out).await?;
    }
    for organisation in organisations
        .iter()
        .filter(|organisation| wanted(&organisation.code))
    {
        let Some(keys) = keys(&app, &ctx, organisation.id).await? else {
            continue;
        };
        let code = &organisation.code;
        let vault = match app.vaults().of(organisation.id).await {
            Ok(vault) => vault,
            Err(error) => {
                cannot_be_opened(code, &error, out)?;
                whole = false;
                continue;
            }
        };
        let id = organisation.id.to_string();
        let one = Store {
            name: code,
            id: &id,
            db: vault.db(),
            keys: &keys,
            roots: &roots,
        };
        whole &= one.check_alone(&app, args, out).await?;
    }
    app.vaults().close_all().await;
    app.close_commons().await;
    app.directory().db().close().await;
    Ok(whole)
}

/// Checks the store of shared learning.
async fn shared(
    app: &App,
    args: &VerifyArgs,
    roots: &[Anchor],
    out: &mut impl Write,
) -> anyhow::Result<bool> {
    let commons = match app.commons().await {
        Ok(commons) => commons,
        Err(error) => {
            writeln!(
                out,
                "commons: BROKEN: it cannot be opened: {error}: restore the instance from a backup"
            )?;
            return Ok(false);
        }
    };
    let keys = [app.commons_key().await?.verifying];
    let one = Store {
        name: Commons::NAME,
        id: Commons::NAME,
        db: commons.db(),
        keys: &keys,
        roots,
    };
    one.check_alone(app, args, out).await
}

/// Says that a store cannot be opened, and what to do.
fn cannot_be_opened(
    code: &str,
    error: &vault::VaultError,
    out: &mut impl Write,
) -> std::io::Result<()> {
    writeln!(
        out,
        "{code}: BROKEN: it cannot be opened: {error}: restore it from a backup with \
         `throughline restore --from BACKUP --organisation {code}`"
    )
}

/// The roots that were kept: in the file, the last ones beside the stores, and by organisations of this instance for one another.
async fn roots(
    config: &Config,
    args: &VerifyArgs,
    app: &App,
    ctx: &Ctx,
) -> anyhow::Result<Vec<Anchor>> {
    let file = args.against.clone().unwrap_or_else(|| config.roots_file());
    let mut roots = app::roots::kept(app, ctx).await?;
    roots.extend(LastRoots::read(config)?.all().cloned());
    if args.against.is_none() && !file.exists() {
        return Ok(roots);
    }
    roots.extend(roots_in(&file)?);
    Ok(roots)
}

/// The context of a command of the operator, with its reason.
///
/// # Errors
/// When the machine has no randomness.
pub fn operator(app: &App, reason: &str) -> anyhow::Result<Ctx> {
    operator_at(app.clock().now(), reason)
}

/// The same at a given moment.
///
/// # Errors
/// When the machine has no randomness.
pub fn operator_at(now: Instant, reason: &str) -> anyhow::Result<Ctx> {
    let actor = Actor::Operator {
        reason: reason.to_owned(),
    };
    Ok(Ctx {
        actor,
        organisation: crypto::id(now)?,
        request: crypto::id(now)?,
        now,
        practice_day: None,
    })
}

async fn keys(
    app: &App,
    ctx: &Ctx,
    organisation: OrganisationId,
) -> anyhow::Result<Option<Vec<VerifyingKey>>> {
    let keys = app
        .directory()
        .look(ctx, |tx| Box::pin(tx.keys(organisation)))
        .await?;
    Ok(keys.map(|keys| vec![keys.verifying]))
}

struct Store<'a> {
    name: &'a str,
    id: &'a str,
    db: &'a db::Db,
    keys: &'a [VerifyingKey],
    roots: &'a [Anchor],
}

impl Store<'_> {
    /// As [`Self::check`]; damage that a reading comes upon is said, and the other stores are checked all the same.
    async fn check_alone(
        &self,
        app: &App,
        args: &VerifyArgs,
        out: &mut impl Write,
    ) -> anyhow::Result<bool> {
        match self.check(app, args, out).await {
            Err(error) if args.inclusion.is_none() => {
                writeln!(out, "{}: BROKEN: it cannot be read: {error}", self.name)?;
                Ok(false)
            }
            checked => checked,
        }
    }

    async fn check(
        &self,
        app: &App,
        args: &VerifyArgs,
        out: &mut impl Write,
    ) -> anyhow::Result<bool> {
        let report: Report = self
            .db
            .read(|tx| Box::pin(ledger::verify(tx, self.id, self.keys)))
            .await?;
        let name = self.name;
        writeln!(
            out,
            "{name}: {} rows sealed, root {}",
            report.sealed, report.root
        )?;
        if let Some(broken) = &report.first_break {
            writeln!(out, "{name}: BROKEN: {broken}")?;
        }
        let kept = self.against(out).await? & self.pages(out).await?;
        if report.unsealed > 0 {
            let age = report
                .oldest_unsealed
                .map_or(0, |oldest| app.clock().now().seconds_since(oldest));
            writeln!(
                out,
                "{name}: {} rows not sealed yet, the oldest {age} seconds old",
                report.unsealed
            )?;
            if age > PATIENCE {
                writeln!(
                    out,
                    "{name}: WARNING: rows are sealed within seconds while the service runs"
                )?;
            }
        }
        if let Some(row) = &args.inclusion {
            self.prove(row, out).await?;
        }
        Ok(report.first_break.is_none() && kept)
    }

    /// Whether every page of the file is what was written.
    async fn pages(&self, out: &mut impl Write) -> anyhow::Result<bool> {
        let damaged = self.db.damaged_pages().await?;
        if damaged > 0 {
            let name = self.name;
            writeln!(
                out,
                "{name}: BROKEN: {damaged} pages of its file are damaged or missing: restore it from a backup"
            )?;
        }
        Ok(damaged == 0)
    }

    /// Whether the record fits every root of it that was kept elsewhere. A store that says itself that
    /// it was restored since has lost rows openly.
    async fn against(&self, out: &mut impl Write) -> anyhow::Result<bool> {
        let ours = self.roots.iter().filter(|root| root.head.store == self.id);
        let (ours, name) = (ours.cloned().collect::<Vec<_>>(), self.name);
        let found = self
            .db
            .read(|tx| Box::pin(ledger::check_against(tx, self.keys, &ours)));
        let found: Result<_, db::DbError> = found.await;
        match found? {
            None => {
                writeln!(out, "{name}: fits {} roots that were kept", ours.len())?;
                Ok(true)
            }
            Some(against) if against.restored_since => {
                writeln!(
                    out,
                    "{name}: RESTORED: {}; the store says that it was restored since",
                    against.broken
                )?;
                Ok(true)
            }
            Some(against) => {
                writeln!(out, "{name}: BROKEN: {}", against.broken)?;
                Ok(false)
            }
        }
    }

    async fn prove(&self, row: &str, out: &mut impl Write) -> anyhow::Result<()> {
        let proof = self
            .db
            .read(|tx| Box::pin(ledger::inclusion(tx, self.id, row)))
            .await?;
        let Some(proof) = proof else {
            anyhow::bail!("row {row} is not in the sealed record of {}", self.name);
        };
        write!(out, "{}", proof.text(row, self.keys))?;
        Ok(())
    }
}
