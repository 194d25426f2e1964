//! Letters that one store sends another, for the tests of the post: what they say is a number.

use std::sync::Arc;

use access::ledger::{Report, verify};
use access::{Actor, Ctx, Role, Section, actions};
use app::App;
use app::post::Sealer;
use app::worker::Worker;
use model::{CaseId, OrganisationId};
use vault::Outgoing;

use crate::support::Instance;

/// Kind of the letters.
pub const NOTICE: &str = "notice";

/// Sends a letter that says a number, from a case to another store.
pub async fn send(app: &App, ctx: &Ctx, case: CaseId, to: OrganisationId, number: usize) {
    let sealer = &Sealer::new(app, ctx, to).await.unwrap();
    let words = &number.to_string();
    let vault = app.vault(ctx).await.unwrap();
    let sent = vault.transact(ctx, |tx| {
        Box::pin(async move {
            let permit = tx
                .permit::<actions::TellOthers>(case, Section::General)
                .await?;
            let seal = |epoch, sequence| sealer.seal(ctx, NOTICE, words, epoch, sequence);
            vault::send(tx, &permit, to, NOTICE, seal).await
        })
    });
    sent.await.unwrap();
}

/// The numbers that arrived, in order.
pub async fn arrived(instance: &Instance, app: &App) -> Vec<usize> {
    let ctx = instance.at_the_national_body(Role::PanelSecretariat);
    let vault = app.vault(&ctx).await.unwrap();
    let bodies: Result<Vec<_>, vault::VaultError> = vault
        .db()
        .read(|tx| Box::pin(vault::bodies_of(tx, NOTICE)))
        .await;
    let bodies = bodies.unwrap().into_iter();
    let mut numbers: Vec<usize> = bodies.map(|(_, body)| body.parse().unwrap()).collect();
    numbers.sort_unstable();
    numbers
}

/// What a case sent.
pub async fn sent(app: &App, ctx: &Ctx, case: CaseId) -> Vec<Outgoing> {
    let vault = app.vault(ctx).await.unwrap();
    let list = vault.look(ctx, |tx| {
        Box::pin(async move {
            let permit = tx
                .permit::<actions::ReadCase>(case, Section::General)
                .await?;
            vault::outgoing_of_case(tx, &permit).await
        })
    });
    list.await.unwrap()
}

/// Rounds of a worker that has just started, until nothing moves.
pub async fn carry(app: &Arc<App>) {
    let mut worker = Worker::new(Arc::clone(app));
    assert_eq!(worker.wake().await.unwrap(), []);
    let mut still = 0;
    for _ in 0..40 {
        let round = worker.round().await.unwrap();
        still = if round.delivered + round.sealed == 0 {
            still + 1
        } else {
            0
        };
        if still == 2 {
            return;
        }
    }
    panic!("the post never comes to rest");
}

/// The case with a reference.
pub async fn case(app: &App, ctx: &Ctx, reference: &app::Reference) -> CaseId {
    let vault = app.vault(ctx).await.unwrap();
    let found = vault.look(ctx, |tx| {
        Box::pin(vault::case_by_reference(tx, reference.as_str()))
    });
    found.await.unwrap().unwrap()
}

/// The check of a store's record of who did what.
pub async fn checked(app: &App, organisation: OrganisationId) -> Report {
    let ctx = Ctx {
        actor: Actor::System { job: "post" },
        organisation,
        request: crypto::id(crate::support::NOW).unwrap(),
        now: crate::support::NOW,
        practice_day: None,
    };
    let keys = app
        .directory()
        .look(&ctx, |tx| Box::pin(tx.keys(organisation)))
        .await
        .unwrap()
        .unwrap();
    let (store, keys) = (organisation.to_string(), [keys.verifying]);
    let (store, keys) = (store.as_str(), keys.as_slice());
    let vault = app.vaults().of(organisation).await.unwrap();
    let work = vault.db().read(|tx| Box::pin(verify(tx, store, keys)));
    let report: Result<Report, db::DbError> = work.await;
    report.unwrap()
}
