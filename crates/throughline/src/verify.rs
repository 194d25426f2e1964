//! `throughline verify`: is the record of who did what whole?

use std::io::Write;

use access::ledger::{self, Report};
use access::{Actor, Ctx};
use app::App;
use clap::Args;
use crypto::VerifyingKey;
use model::{Instant, OrganisationId};

use crate::config::Config;
use crate::instance;

/// How old the oldest unsealed row may be, in seconds, before it is warned about.
const PATIENCE: i64 = 60;

/// Checks the record of who did what of every store.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// Check one organisation only, by its code; `directory` for the directory.
    #[arg(long)]
    pub organisation: Option<String>,
    /// Print the proof that this row is in the record, for somebody outside to check.
    #[arg(long, value_name = "ROW", requires = "organisation")]
    pub inclusion: Option<String>,
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
    let mut whole = true;
    let wanted = |code: &str| args.organisation.as_deref().is_none_or(|only| only == code);
    if wanted("directory") {
        let keys = [app.directory().signing_key().verifying_key()];
        let one = Store {
            name: "directory",
            id: "directory",
            db: app.directory().db(),
            keys: &keys,
        };
        whole &= one.check(&app, args, out).await?;
    }
    for organisation in organisations
        .iter()
        .filter(|organisation| wanted(&organisation.code))
    {
        let Some(keys) = keys(&app, &ctx, organisation.id).await? else {
            continue;
        };
        let vault = app.vaults().of(organisation.id).await?;
        let id = organisation.id.to_string();
        let one = Store {
            name: &organisation.code,
            id: &id,
            db: vault.db(),
            keys: &keys,
        };
        whole &= one.check(&app, args, out).await?;
    }
    app.vaults().close_all().await;
    app.directory().db().close().await;
    Ok(whole)
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
}

impl Store<'_> {
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
        Ok(report.first_break.is_none())
    }

    async fn prove(&self, row: &str, out: &mut impl Write) -> anyhow::Result<()> {
        let proof = self
            .db
            .read(|tx| Box::pin(ledger::inclusion(tx, self.id, row)))
            .await?;
        let Some(proof) = proof else {
            anyhow::bail!("row {row} is not in the sealed record of {}", self.name);
        };
        writeln!(out, "row {row}")?;
        writeln!(out, "leaf hash {}", proof.leaf)?;
        writeln!(out, "leaf number {} of {}", proof.index, proof.head.size)?;
        writeln!(out, "store {}", proof.head.store)?;
        writeln!(out, "root {}", proof.head.root)?;
        writeln!(out, "sealed at {}", proof.head.at.microseconds())?;
        writeln!(out, "signature {}", proof.signature)?;
        for step in &proof.path {
            writeln!(out, "path {step}")?;
        }
        Ok(())
    }
}
