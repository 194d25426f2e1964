//! The daily root of each record of who did what goes to the region, the national body and a file:
//! the owner of the database cannot rewrite what a root covers that somebody else keeps.

use access::directory::{self, Organisation, OrganisationKind};
use access::ledger::{Anchor, last_root};
use access::{Ctx, actions};
use db::{Db, DbError};
use model::OrganisationId;
use vault::Vault;

use crate::instance::job_ctx;
use crate::post::{DAILY_ROOT, Sealer};
use crate::{App, AppError};

/// The latest signed root of a database.
pub(crate) async fn latest(db: &Db, store: &str) -> Result<Option<Anchor>, AppError> {
    db.read(|tx| Box::pin(last_root(tx, store)))
        .await
        .map_err(|error: DbError| AppError::Store(Box::new(error)))
}

/// Sends the root of a store to those who keep it, once a day each.
pub(crate) async fn send(app: &App, vault: &Vault, root: &Anchor) -> Result<(), AppError> {
    let ctx = &job_ctx("post", vault.organisation(), app.clock().now())?;
    let text = &root.to_string();
    let clock = ctx.now.civil_in_london().time();
    let seconds = (i64::from(clock.hour()) * 60 + i64::from(clock.minute())) * 60;
    let today = ctx.now.plus_seconds(-seconds);
    for keeper in keepers(app, ctx, vault.organisation()).await? {
        let sealer = &Sealer::new(app, ctx, keeper).await?;
        vault
            .transact(ctx, |tx| {
                Box::pin(async move {
                    if vault::sent_since(tx, DAILY_ROOT, keeper, today).await? {
                        return Ok(());
                    }
                    let permit = tx.permit_organisation::<actions::ReceiveEnvelope>()?;
                    let seal =
                        |epoch, sequence| sealer.seal(ctx, DAILY_ROOT, text, epoch, sequence);
                    vault::send(tx, &permit, keeper, DAILY_ROOT, seal)
                        .await
                        .map(|_| ())
                })
            })
            .await?;
    }
    Ok(())
}

/// Region and national body, where they own a store here.
async fn keepers(
    app: &App,
    ctx: &Ctx,
    of: OrganisationId,
) -> Result<Vec<OrganisationId>, AppError> {
    let (all, stores) = app
        .directory()
        .look(ctx, |tx| {
            Box::pin(async move { Ok((directory::organisations(tx).await?, tx.stores().await?)) })
        })
        .await?;
    let own = all.iter().find(|one| one.id == of);
    let region = own.and_then(|own| own.region.as_deref());
    let keeps = |one: &&Organisation| match one.kind {
        OrganisationKind::National => true,
        OrganisationKind::Region => region.is_some_and(|own| own == one.code || own == one.name),
        OrganisationKind::Partnership => false,
    };
    let keepers = all.iter().filter(keeps).map(|one| one.id);
    Ok(keepers
        .filter(|id| *id != of && stores.contains(id))
        .collect())
}

/// Every root that organisations of this instance keep for one another, for the check of a record.
///
/// # Errors
/// [`AppError`] when the directory fails. A store that cannot be opened keeps none.
pub async fn kept(app: &App, ctx: &Ctx) -> Result<Vec<Anchor>, AppError> {
    let stores = app
        .directory()
        .look(ctx, |tx| Box::pin(tx.stores()))
        .await?;
    let mut roots = Vec::new();
    for keeper in stores {
        let Ok(vault) = app.vaults().of(keeper).await else {
            continue;
        };
        let bodies = vault
            .db()
            .read(|tx| Box::pin(vault::bodies_of(tx, DAILY_ROOT)))
            .await?;
        let fits = |(sender, line): &(OrganisationId, String)| {
            let root: Anchor = line.parse().ok()?;
            (root.head.store == sender.to_string()).then_some(root)
        };
        roots.extend(bodies.iter().filter_map(fits));
    }
    Ok(roots)
}
