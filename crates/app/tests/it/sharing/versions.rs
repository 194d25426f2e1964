//! Corrected versions of what was released: the same item, the whole gate again, who hears of it, and that all of them are taken back.

use access::{Ctx, Role};
use app::commons::ItemState;
use app::exchange::{decide, to_tell, told_to_origin, told_us};
use app::library::{self, open_version, public_version};
use app::sharing::{NewRecall, begin_next, recall, save_draft};
use app::{AppError, Reference};
use model::RecordId;
use model::case::{RecallReason, ReleaseStands};
use model::learning::Sharing;

use super::back::out;
use super::{DraftStands, People, learning, new, outside, releases, round, settle, view};
use crate::decision::rule;
use crate::exchange::{deciding, elsewhere};
use crate::follow::form;
use crate::support::{self, Instance, NOW, words};

const SECOND: &str = "Several registers do not show each other's entries.";

/// Begins the next version and writes this into it.
async fn begun(instance: &Instance, at: (&Ctx, &Reference), draft: RecordId) -> RecordId {
    let (app, (ctx, reference)) = (&instance.app, at);
    let next = begin_next(app, ctx, reference, (form(), draft)).await;
    let next = next.unwrap();
    let shown = view(instance, at, next).await.draft.version;
    let sent = (form(), Some((next, shown)));
    let changed = new(learning(SECOND), Sharing::Nation);
    save_draft(app, ctx, reference, sent, &changed)
        .await
        .unwrap();
    next
}

/// Begins the next version, has it checked and released, and lets the job put it.
pub(crate) async fn corrected(
    instance: &Instance,
    (reference, who): (&Reference, &People),
    draft: RecordId,
) -> RecordId {
    let at = (&who.author, reference);
    let next = begun(instance, at, draft).await;
    settle(instance, at, next).await;
    for one in [&who.manager, &who.partner, &who.governance] {
        releases(instance, (one, reference), next).await.unwrap();
    }
    round(instance).await;
    next
}

fn later(ctx: &Ctx, seconds: i64) -> Ctx {
    Ctx {
        now: NOW.plus_seconds(seconds),
        ..ctx.clone()
    }
}

#[tokio::test]
async fn a_corrected_version_keeps_its_item_and_goes_through_the_whole_gate() {
    for instance in support::both(true).await {
        let (reference, who, draft) = out(&instance).await;
        let at = (&who.author, &reference);
        let first = outside(&instance, at, draft).await.unwrap();
        let next = begin_next(&instance.app, at.0, at.1, (form(), draft)).await;
        let next = next.unwrap();
        let seen = view(&instance, at, next).await;
        assert_eq!(seen.stands(), DraftStands::Written, "nobody was asked yet");
        assert_eq!(
            Some(&seen.draft.body.learning.0),
            first.body.as_ref(),
            "it begins with what was released"
        );
        assert!(seen.made.check(next).is_none(), "nothing is decided");
        assert!(seen.stops.contains(&"sharing-family"));
        let early = releases(&instance, (&who.manager, &reference), next).await;
        let early = rule(early);
        assert!(
            ["release-not-asked", "sharing-open"].contains(&early),
            "{early}"
        );
        let shown = (next, seen.draft.version);
        let narrower = new(learning(SECOND), Sharing::Region);
        let sent = (form(), Some(shown));
        let refused = save_draft(&instance.app, at.0, at.1, sent, &narrower).await;
        assert_eq!(rule(refused), "version-narrower");
        let sent = (form(), Some(shown));
        let changed = new(learning(SECOND), Sharing::Nation);
        save_draft(&instance.app, at.0, at.1, sent, &changed)
            .await
            .unwrap();
        settle(&instance, at, next).await;
        let own = releases(&instance, at, next).await;
        assert_eq!(rule(own), "release-author");
        for one in [&who.manager, &who.partner] {
            releases(&instance, (one, &reference), next).await.unwrap();
        }
        round(&instance).await;
        let between = outside(&instance, at, draft).await.unwrap();
        assert_eq!(between.version, 1, "the one before stands until then");
        releases(&instance, (&who.governance, &reference), next)
            .await
            .unwrap();
        round(&instance).await;
        round(&instance).await;
        let item = outside(&instance, at, next).await.unwrap();
        assert_eq!((item.id, item.version), (first.id, 2));
        assert_eq!(item.body.unwrap().condition, SECOND);
        for (one, version) in [(draft, 1), (next, 2)] {
            let seen = view(&instance, at, one).await;
            let release = &seen.release().unwrap().body;
            assert_eq!((release.item, release.version), (first.id, version));
            assert_eq!(seen.stands(), DraftStands::Released);
        }
    }
}

#[tokio::test]
async fn the_second_who_begins_a_next_version_is_told() {
    for instance in support::both(true).await {
        let (reference, who, draft) = out(&instance).await;
        let app = &instance.app;
        let at = (&who.author, &reference);
        let again = form();
        let next = begin_next(app, at.0, at.1, (again, draft)).await.unwrap();
        let twice = begin_next(app, at.0, at.1, (again, draft)).await;
        assert_eq!(twice.unwrap(), next, "the same form, sent again");
        let other = begin_next(app, &who.partner, &reference, (form(), draft)).await;
        assert_eq!(rule(other), "version-begun");
        let unreleased = begin_next(app, at.0, at.1, (form(), next)).await;
        assert_eq!(rule(unreleased), "version-none");
        let reader = instance.acting(Role::LearningReader, None);
        let refused = begin_next(app, &reader, &reference, (form(), draft)).await;
        assert!(
            matches!(
                refused,
                Err(AppError::NotPermitted { .. } | AppError::NotFound)
            ),
            "{refused:?}"
        );
        // What it corrects is taken back meanwhile: it can take nobody's place.
        settle(&instance, at, next).await;
        let back = NewRecall {
            others: false,
            release: view(&instance, at, draft).await.release().unwrap().id,
            reason: RecallReason::Wrong,
            why: words("It was another team."),
        };
        recall(app, at.0, at.1, (form(), &back)).await.unwrap();
        let late = releases(&instance, (&who.manager, &reference), next).await;
        assert_eq!(rule(late), "version-ended");
        let seen = view(&instance, at, next).await;
        assert!(seen.stops.contains(&"version-ended"), "{:?}", seen.stops);
        let ended = begin_next(app, at.0, at.1, (form(), draft)).await;
        assert_eq!(rule(ended), "version-ended");
    }
}

#[tokio::test]
async fn whoever_saw_an_older_version_hears_of_the_newer_one_until_they_open_it() {
    for instance in support::both(true).await {
        let app = &instance.app;
        let (reference, who, draft) = out(&instance).await;
        let at = (&who.author, &reference);
        let item = outside(&instance, at, draft).await.unwrap().id;
        let reader = &instance.acting(Role::LearningReader, None);
        let copier = &instance.acting(Role::LearningReader, None);
        library::open(app, reader, item).await.unwrap();
        library::take_out(app, copier, item).await.unwrap();
        let vault = app.vault(reader).await.unwrap();
        let mails = async || library::remind_newer(app, &vault).await.unwrap();
        assert!(library::newer(app, reader).await.unwrap().is_empty());
        assert_eq!(mails().await, 0);

        let next = corrected(&instance, (&reference, &who), draft).await;
        for (ctx, exported) in [(reader, false), (copier, true)] {
            let newer = library::newer(app, ctx).await.unwrap();
            assert_eq!(newer.len(), 1);
            assert_eq!((newer[0].id, newer[0].version), (item, 2));
            assert_eq!(newer[0].exported, exported);
        }
        let stranger = &instance.acting(Role::LearningReader, None);
        assert!(library::newer(app, stranger).await.unwrap().is_empty());
        assert_eq!(mails().await, 2);
        assert_eq!(mails().await, 0, "one e-mail each");
        open_version(app, reader, (item, 1)).await.unwrap();
        assert_eq!(
            library::newer(app, reader).await.unwrap().len(),
            1,
            "the old version is not the new one"
        );
        library::open(app, reader, item).await.unwrap();
        assert!(library::newer(app, reader).await.unwrap().is_empty());
        open_version(app, reader, (item, 1)).await.unwrap();
        assert!(
            library::newer(app, reader).await.unwrap().is_empty(),
            "they have seen the newest"
        );
        let shown = library::open(app, reader, item).await.unwrap();
        let numbers: Vec<i64> = shown.versions.iter().map(|one| one.version).collect();
        assert_eq!(numbers, [2, 1]);
        let second = open_version(app, reader, (item, 2)).await.unwrap();
        assert_eq!(second.newest, 2);
        let before = second.before.unwrap().item.body.unwrap();
        assert_ne!(before.condition, SECOND);
        assert_eq!(second.view.item.body.unwrap().condition, SECOND);
        let none = open_version(app, reader, (item, 3)).await;
        assert!(matches!(none, Err(AppError::NotFound)));
        let public = public_version(app, (item, 1)).await;
        assert!(
            matches!(public, Err(AppError::NotFound)),
            "not for everybody"
        );
        let seen = view(&instance, at, next).await;
        assert_eq!(seen.release().unwrap().body.stands, ReleaseStands::Out);
    }
}

#[tokio::test]
async fn what_an_area_does_says_which_version_it_decided_on() {
    for instance in support::both(true).await {
        let app = &instance.app;
        let (reference, who, draft) = out(&instance).await;
        let at = (&who.author, &reference);
        let item = outside(&instance, at, draft).await.unwrap().id;
        let other = &elsewhere(&instance).await;
        decide(app, other, (form(), None), &deciding(item))
            .await
            .unwrap();
        let next = corrected(&instance, (&reference, &who), draft).await;
        let told = to_tell(app, other, item, false).await.unwrap();
        assert_eq!(told.kept.body.version, 1);
        crate::exchange::told_of(&instance, other, (item, 1, false)).await;
        let led = told_us(app, &who.manager).await.unwrap();
        assert_eq!(led.len(), 1, "one item, though it has two releases");
        assert_eq!(led[0].0.draft, next, "they are led to the newest");
        let released = view(&instance, at, next).await;
        let released = released.release().unwrap().body.clone();
        let ctx = later(&who.manager, 60);
        let read = told_to_origin(app, &ctx, &released).await.unwrap();
        assert_eq!(read[0].version, 1, "it was decided on the first one");
    }
}

#[tokio::test]
async fn a_recall_takes_every_version_back() {
    for instance in support::both(true).await {
        let app = &instance.app;
        let (reference, who, draft) = out(&instance).await;
        let at = (&who.author, &reference);
        let item = outside(&instance, at, draft).await.unwrap().id;
        let reader = &instance.acting(Role::LearningReader, None);
        library::open(app, reader, item).await.unwrap();
        let next = corrected(&instance, (&reference, &who), draft).await;
        // By the release of the first version, though the second stands.
        let back = NewRecall {
            others: false,
            release: view(&instance, at, draft).await.release().unwrap().id,
            reason: RecallReason::Recognised,
            why: words("A reader knew the street."),
        };
        recall(app, &who.governance, &reference, (form(), &back))
            .await
            .unwrap();
        round(&instance).await;
        for one in [draft, next] {
            let seen = view(&instance, at, one).await;
            assert_eq!(seen.stands(), DraftStands::TakenBack);
            let release = &seen.release().unwrap().body;
            assert_eq!(release.stands, ReleaseStands::TakenBack);
            let readers = &release.taken_back.as_ref().unwrap().readers;
            assert_eq!(readers.len(), 1, "who had opened any of it");
        }
        let gone = outside(&instance, at, next).await.unwrap();
        assert_eq!((gone.state, gone.body), (ItemState::Recalled, None));
        for number in [1, 2] {
            let ended = open_version(app, reader, (item, number)).await;
            assert!(
                matches!(ended, Err(AppError::Rule("shared-ended"))),
                "whoever follows a citation learns that it no longer stands"
            );
        }
        assert!(library::newer(app, reader).await.unwrap().is_empty());
        let told = library::taken_back(app, reader).await.unwrap();
        assert_eq!(told.own.len(), 1, "told once");
    }
}
