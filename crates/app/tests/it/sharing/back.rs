//! What was taken back stays away: also where an older copy of the store of shared learning, or of the case's own, is put back, and
//! where the service stops between two of them.

use std::path::PathBuf;

use access::Ctx;
use app::Reference;
use app::commons::ItemState;
use app::library::{self, briefings};
use app::sharing::{NewRecall, recall};
use model::case::{LearningRelease, RecallReason, ReleaseStands};
use model::learning::{EndedShared, HowEnded, TakeDownReason};
use model::{RecordId, SharedId};

use super::{People, asked_for, outside, releases, round, view};
use crate::follow::form;
use crate::restored::{self, postgres};
use crate::support::{self, Instance, NOW, words};

/// Everything of the list in the directory, as an older copy of it would lack it.
static EMPTY_LIST: db::Statement = db::Statement::new("empty the list", "DELETE FROM shared_ended");

/// Copies the store of shared learning as an operator would on this engine.
async fn copied(instance: &Instance) -> PathBuf {
    let name = testing::unused_name("shared");
    let file = instance.scratch.folder.path().join(name);
    let commons = instance.app.commons().await.unwrap();
    match &instance.scratch.server {
        None => commons.db().copy_to(&file).await.unwrap(),
        Some(_) => {
            let id = instance.app.commons_key().await.unwrap().id.to_string();
            let schema = format!("commons_{}", id.replace('-', "_"));
            let mut command = postgres("pg_dump");
            command
                .args(["--format=custom", "--schema", &schema, "--file"])
                .arg(&file);
            assert!(command.status().unwrap().success());
        }
    }
    file
}

/// Puts the copy back while the store is closed.
async fn put_back(instance: &Instance, copy: &PathBuf) {
    instance.app.close_commons().await;
    match &instance.scratch.server {
        None => {
            let place = instance.scratch.folder.path().join("commons.db");
            std::fs::copy(copy, place).unwrap();
        }
        Some(_) => {
            let mut command = postgres("pg_restore");
            command
                .args(["--clean", "--if-exists", "--single-transaction"])
                .arg(copy);
            assert!(command.status().unwrap().success());
        }
    }
}

async fn empty_list(instance: &Instance) {
    let emptied: Result<u64, db::DbError> = instance
        .app
        .directory()
        .db()
        .transact(|tx| Box::pin(async move { tx.execute(&EMPTY_LIST, []).await }))
        .await;
    assert!(emptied.unwrap() > 0, "something was on the list");
}

/// Something that was released and that others read, with its release.
pub(super) async fn out(instance: &Instance) -> (Reference, People, RecordId) {
    let (reference, who, draft) = asked_for(instance).await;
    for one in [&who.manager, &who.partner, &who.governance] {
        releases(instance, (one, &reference), draft).await.unwrap();
    }
    round(instance).await;
    (reference, who, draft)
}

async fn released(instance: &Instance, at: (&Ctx, &Reference), draft: RecordId) -> LearningRelease {
    let found = view(instance, at, draft).await;
    found.release().unwrap().body.clone()
}

async fn recalled(instance: &Instance, (ctx, reference): (&Ctx, &Reference), draft: RecordId) {
    let found = view(instance, (ctx, reference), draft).await;
    let back = NewRecall {
        others: false,
        release: found.release().unwrap().id,
        reason: RecallReason::Recognised,
        why: words("A reader knew the street."),
    };
    recall(&instance.app, ctx, reference, (form(), &back))
        .await
        .unwrap();
    round(instance).await;
}

async fn state(instance: &Instance, at: (&Ctx, &Reference), draft: RecordId) -> ItemState {
    outside(instance, at, draft).await.unwrap().state
}

/// A briefing that somebody makes from an item.
async fn briefed(instance: &Instance, ctx: &Ctx, item: SharedId) {
    let begun = briefings::begin(&instance.app, ctx, form(), ("Systems", &[item])).await;
    begun.unwrap();
    assert!(briefing_length(instance, ctx).await > 0);
}

async fn briefing_length(instance: &Instance, ctx: &Ctx) -> usize {
    let kept = briefings::briefings(&instance.app, ctx).await.unwrap();
    kept[0].body.length()
}

#[tokio::test]
async fn an_older_copy_of_what_is_shared_loses_it_again() {
    for instance in support::both(true).await {
        let (reference, who, draft) = out(&instance).await;
        let at = (&who.author, &reference);
        let item = released(&instance, at, draft).await.item;
        briefed(&instance, &who.partner, item).await;
        let older = copied(&instance).await;
        recalled(&instance, at, draft).await;
        assert_eq!(state(&instance, at, draft).await, ItemState::Recalled);
        assert_eq!(briefing_length(&instance, &who.partner).await, 0);

        put_back(&instance, &older).await;
        assert_eq!(
            state(&instance, at, draft).await,
            ItemState::Recalled,
            "it ends before anybody reads the store"
        );
        assert_eq!(briefing_length(&instance, &who.partner).await, 0);

        // Where the list in the directory is older as well, the release itself knows.
        empty_list(&instance).await;
        put_back(&instance, &older).await;
        assert_eq!(state(&instance, at, draft).await, ItemState::Standing);
        round(&instance).await;
        let found = outside(&instance, at, draft).await.unwrap();
        assert_eq!((found.state, found.body), (ItemState::Recalled, None));
        assert_eq!(briefing_length(&instance, &who.partner).await, 0);
        let told = library::taken_back(&instance.app, &who.partner).await;
        assert_eq!(told.unwrap().own.len(), 1, "whoever took its words is told");
    }
}

#[tokio::test]
async fn an_older_copy_of_the_cases_does_not_put_it_out_again() {
    for instance in support::both(true).await {
        let (reference, who, draft) = out(&instance).await;
        let at = (&who.author, &reference);
        let older = restored::copy(&instance, instance.partnership).await;
        recalled(&instance, at, draft).await;
        restored::put_back(&instance, &older).await;
        let release = released(&instance, at, draft).await;
        assert_eq!(release.stands, ReleaseStands::Out, "the copy is older");
        round(&instance).await;
        let release = released(&instance, at, draft).await;
        assert_eq!(release.stands, ReleaseStands::TakenBack);
        let back = release.taken_back.unwrap();
        assert_eq!(back.person, None, "who it was is in no other store");
        assert_eq!(back.reason, RecallReason::Recognised);
        assert_eq!(state(&instance, at, draft).await, ItemState::Recalled);
    }
}

#[tokio::test]
async fn a_release_that_waits_in_an_older_copy_never_comes_once_it_ended() {
    for instance in support::both(true).await {
        let (reference, who, draft) = asked_for(&instance).await;
        let at = (&who.author, &reference);
        for one in [&who.manager, &who.partner, &who.governance] {
            releases(&instance, (one, &reference), draft).await.unwrap();
        }
        let cases = restored::copy(&instance, instance.partnership).await;
        let shared = copied(&instance).await;
        round(&instance).await;
        recalled(&instance, at, draft).await;
        restored::put_back(&instance, &cases).await;
        put_back(&instance, &shared).await;
        let release = released(&instance, at, draft).await;
        assert_eq!(release.stands, ReleaseStands::Waiting, "the copy is older");
        round(&instance).await;
        let release = released(&instance, at, draft).await;
        assert_eq!(release.stands, ReleaseStands::TakenBack);
        let found = outside(&instance, at, draft).await.unwrap();
        assert_eq!((found.state, found.body), (ItemState::Recalled, None));
    }
}

#[tokio::test]
async fn what_was_begun_to_be_taken_down_is_gone_after_a_stop_in_between() {
    for instance in support::both(true).await {
        let (reference, who, draft) = out(&instance).await;
        let at = (&who.author, &reference);
        let item = released(&instance, at, draft).await.item;
        let end = &EndedShared {
            id: item.to_string().parse().unwrap(),
            how: HowEnded::TakenDown,
            reason: TakeDownReason::Court.code().to_owned(),
            on: NOW.date_in_london(),
        };
        let ctx = &who.governance;
        let listed = instance
            .app
            .directory()
            .transact(ctx, |tx| Box::pin(async move { tx.end_shared(end).await }));
        listed.await.unwrap();
        assert_eq!(state(&instance, at, draft).await, ItemState::Standing);
        instance.app.close_commons().await;
        let found = outside(&instance, at, draft).await.unwrap();
        assert_eq!((found.state, found.body), (ItemState::TakenDown, None));
        assert_eq!(found.reason.as_deref(), Some("court"));
        round(&instance).await;
        let release = released(&instance, at, draft).await;
        assert_eq!(release.stands, ReleaseStands::TakenBack);
        assert_eq!(release.taken_back.unwrap().reason, RecallReason::Law);
    }
}

#[tokio::test]
async fn what_ended_before_there_was_a_list_is_listed_when_the_store_is_opened() {
    for instance in support::both(true).await {
        let (reference, who, draft) = out(&instance).await;
        let at = (&who.author, &reference);
        recalled(&instance, at, draft).await;
        empty_list(&instance).await;
        instance.app.close_commons().await;
        assert_eq!(state(&instance, at, draft).await, ItemState::Recalled);
        let ctx = &who.governance;
        let all = instance.app.directory();
        let all = all.look(ctx, |tx| Box::pin(tx.shared_ended()));
        let all = all.await.unwrap();
        let item = released(&instance, at, draft).await.item;
        let ids: Vec<String> = all.iter().map(|one| one.id.to_string()).collect();
        assert_eq!(ids, [item.to_string()]);
        assert_eq!(all[0].how, HowEnded::Recalled);
    }
}
