//! One store is put back from an older backup while the others went on: no envelope is lost, and none
//! arrives twice.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use access::{Ctx, Role, actions, directory};
use model::{CaseId, OrganisationId};

use crate::letters::{NOTICE, arrived, carry, case, checked, send, sent};
use crate::support::{self, Instance};

/// A copy of one store, made as an operator would on this engine.
pub struct Copy {
    organisation: OrganisationId,
    file: PathBuf,
}

pub async fn copy(instance: &Instance, organisation: OrganisationId) -> Copy {
    let name = testing::unused_name("copy");
    let file = instance.scratch.folder.path().join(name);
    match &instance.scratch.server {
        None => {
            let vault = instance.app.vaults().of(organisation).await.unwrap();
            vault.db().copy_to(&file).await.unwrap();
        }
        Some(_) => {
            let schema = schema_of(organisation);
            let arguments = ["--format=custom", "--schema", &schema, "--file"];
            let mut command = postgres("pg_dump");
            command.args(arguments).arg(&file);
            assert!(command.status().unwrap().success());
        }
    }
    Copy { organisation, file }
}

/// Puts a copy back as `throughline restore` does: the epoch first, then the store.
pub async fn put_back(instance: &Instance, copy: &Copy) {
    let ctx = instance.operator();
    let organisation = copy.organisation;
    let raised = instance.app.directory().transact(&ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_directory::<actions::ManageDirectory>()?;
            directory::raise_epoch(tx, &permit, organisation).await
        })
    });
    raised.await.unwrap();
    instance.app.vaults().close(organisation).await;
    match &instance.scratch.server {
        None => {
            let vaults = instance.scratch.folder.path().join("vaults");
            std::fs::copy(&copy.file, vaults.join(format!("{organisation}.db"))).unwrap();
        }
        Some(_) => {
            let mut command = postgres("pg_restore");
            command
                .args(["--clean", "--if-exists", "--single-transaction"])
                .arg(&copy.file);
            assert!(command.status().unwrap().success());
        }
    }
}

fn schema_of(organisation: OrganisationId) -> String {
    format!("vault_{}", organisation.to_string().replace('-', "_"))
}

pub fn postgres(program: &str) -> Command {
    let url = testing::postgres_url().unwrap();
    let mut command = Command::new(testing::postgres_program(program).unwrap());
    command.arg("--dbname").arg(url).stdin(Stdio::null());
    command
}

struct Letters {
    ctx: Ctx,
    case: CaseId,
    from: OrganisationId,
    to: OrganisationId,
}

impl Letters {
    async fn of(instance: &Instance) -> Self {
        let reference = instance.incident().await;
        let ctx = instance.acting(Role::BusinessManager, None);
        let case = case(&instance.app, &ctx, &reference).await;
        Self {
            ctx,
            case,
            from: instance.partnership,
            to: instance.national.unwrap(),
        }
    }

    async fn send(&self, instance: &Instance, numbers: std::ops::RangeInclusive<usize>) {
        for number in numbers {
            send(&instance.app, &self.ctx, self.case, self.to, number).await;
        }
    }

    async fn whole(&self, instance: &Instance) {
        // What the test itself read is sealed too.
        carry(&instance.app).await;
        for organisation in [self.from, self.to] {
            let report = checked(&instance.app, organisation).await;
            assert_eq!((report.first_break, report.unsealed), (None, 0));
        }
    }

    /// Whether the sender's record of who did what says something, and how often it counted.
    async fn says(&self, instance: &Instance, action: &str) -> Option<i64> {
        let vault = instance.app.vaults().of(self.from).await.unwrap();
        let since = model::Instant::from_microseconds(0);
        let rows = vault
            .db()
            .read(|tx| Box::pin(access::ledger::rows_since(tx, since, 10_000)))
            .await
            .unwrap();
        let row = rows.into_iter().find(|row| row.action == action)?;
        row.version
    }
}

#[tokio::test]
async fn a_recipient_put_back_gets_again_what_it_lost() {
    for instance in support::both(true).await {
        let letters = Letters::of(&instance).await;
        letters.send(&instance, 1..=3).await;
        carry(&instance.app).await;
        let older = copy(&instance, letters.to).await;
        letters.send(&instance, 4..=5).await;
        carry(&instance.app).await;
        assert_eq!(arrived(&instance, &instance.app).await, [1, 2, 3, 4, 5]);

        put_back(&instance, &older).await;
        let lost = arrived(&instance, &instance.app).await;
        assert_eq!(lost, [1, 2, 3], "the copy is older");
        letters.send(&instance, 6..=6).await;
        carry(&instance.app).await;
        assert_eq!(arrived(&instance, &instance.app).await, [1, 2, 3, 4, 5, 6]);
        let all = sent(&instance.app, &letters.ctx, letters.case).await;
        let notices: Vec<_> = all.iter().filter(|one| one.kind == NOTICE).collect();
        assert_eq!(notices.len(), 6);
        assert!(
            notices
                .iter()
                .all(|one| one.delivered_at.is_some() && one.receipt_at.is_some())
        );
        assert!(letters.says(&instance, "send_again").await >= Some(2));
        letters.whole(&instance).await;
        carry(&instance.app).await;
        assert_eq!(arrived(&instance, &instance.app).await.len(), 6);
    }
}

#[tokio::test]
async fn a_sender_put_back_neither_loses_nor_doubles() {
    for instance in support::both(true).await {
        let letters = Letters::of(&instance).await;
        letters.send(&instance, 1..=2).await;
        carry(&instance.app).await;
        // Waiting in the copy, and delivered before the store is lost.
        letters.send(&instance, 3..=3).await;
        let older = copy(&instance, letters.from).await;
        carry(&instance.app).await;
        letters.send(&instance, 4..=5).await;
        carry(&instance.app).await;

        put_back(&instance, &older).await;
        letters.send(&instance, 6..=7).await;
        carry(&instance.app).await;
        let all = arrived(&instance, &instance.app).await;
        assert_eq!(all, [1, 2, 3, 4, 5, 6, 7]);
        let unknown = letters.says(&instance, "hears_of_unknown").await;
        assert!(unknown >= Some(2), "the sender is told of 4 and 5");
        let all = sent(&instance.app, &letters.ctx, letters.case).await;
        let notices = all.iter().filter(|one| one.kind == NOTICE);
        assert!(
            notices.clone().count() == 5 && notices.clone().all(|one| one.receipt_at.is_some())
        );
        letters.whole(&instance).await;
    }
}

#[tokio::test]
async fn a_whole_instance_whose_copies_are_of_different_moments_agrees_again() {
    for instance in support::both(true).await {
        let letters = Letters::of(&instance).await;
        letters.send(&instance, 1..=2).await;
        carry(&instance.app).await;
        let recipient = copy(&instance, letters.to).await;
        letters.send(&instance, 3..=4).await;
        carry(&instance.app).await;
        // This copy says of 3 and 4 that they were delivered; the other one lacks them.
        let sender = copy(&instance, letters.from).await;
        put_back(&instance, &recipient).await;
        put_back(&instance, &sender).await;
        carry(&instance.app).await;
        assert_eq!(arrived(&instance, &instance.app).await, [1, 2, 3, 4]);
        letters.whole(&instance).await;
    }
}
