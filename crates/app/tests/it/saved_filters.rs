//! Saved filters of the chronology: everybody's and one's own. On both engines.

use access::Role;
use app::chronology::{remove_filter, rename_filter, save_filter, saved_filters};
use app::{AppError, Reference};
use model::case::ChronologyFilter;
use model::chronology::EntryKind;

use crate::as_known::{on_team, police, written};
use crate::decision::rule;
use crate::follow::form;
use crate::support::{self, Instance, words};

fn filter(name: &str) -> ChronologyFilter {
    ChronologyFilter {
        name: words(name),
        agency: None,
        person: None,
        kind: Some(EntryKind::Injury),
        from: None,
        to: None,
        reads: None,
        key_only: false,
    }
}

async fn names(instance: &Instance, ctx: &access::Ctx, reference: &Reference) -> Vec<String> {
    let found = saved_filters(&instance.app, ctx, reference).await;
    let all = found.unwrap().all.into_iter();
    all.map(|one| one.filter.name.0).collect()
}

#[tokio::test]
async fn ones_own_is_found_by_nobody_else_and_the_teams_by_everybody() {
    for instance in support::both(false).await {
        let told = written(20, ("Sergeant", "Officers came to the home."));
        let (made, _) = police(&instance, vec![told]).await;
        let (app, manager, reference) = (&instance.app, &made.manager, &made.reference);
        let reader = ("Cy Reader", Role::Scrutineer, Vec::new());
        let reader = &on_team(&instance, &made, reader).await;
        let sent = form();
        for _ in 0..2 {
            let mine = filter("What I look at");
            save_filter(app, reader, reference, (sent, true, &mine))
                .await
                .unwrap();
        }
        let shared = filter("Injuries");
        save_filter(app, manager, reference, (form(), false, &shared))
            .await
            .unwrap();
        let seen = names(&instance, reader, reference).await;
        assert_eq!(seen, ["Injuries", "What I look at"]);
        assert_eq!(names(&instance, manager, reference).await, ["Injuries"]);

        let all = saved_filters(app, reader, reference).await.unwrap().all;
        let own = &all[1];
        assert!(own.own && !all[0].own);
        let at = (own.id, own.version);
        let theirs = remove_filter(app, manager, reference, (form(), at)).await;
        assert_eq!(rule(theirs), "changed-meanwhile");
        let new = words("What I look at first");
        rename_filter(app, reader, reference, (form(), at, &new))
            .await
            .unwrap();
        let late = rename_filter(app, reader, reference, (form(), at, &words("Late"))).await;
        assert_eq!(rule(late), "changed-meanwhile");
        let seen = names(&instance, reader, reference).await;
        assert_eq!(seen, ["Injuries", "What I look at first"]);
        let shared = (all[0].id, all[0].version);
        remove_filter(app, reader, reference, (form(), shared))
            .await
            .unwrap();
        let own = (at.0, at.1 + 1);
        remove_filter(app, reader, reference, (form(), own))
            .await
            .unwrap();
        assert!(names(&instance, reader, reference).await.is_empty());
    }
}

#[tokio::test]
async fn a_filter_has_a_name_of_its_own_and_asks_for_something() {
    for instance in support::both(false).await {
        let told = written(20, ("Sergeant", "Officers came to the home."));
        let (made, _) = police(&instance, vec![told]).await;
        let (app, manager, reference) = (&instance.app, &made.manager, &made.reference);
        let good = filter("Injuries");
        save_filter(app, manager, reference, (form(), true, &good))
            .await
            .unwrap();
        let everything = ChronologyFilter {
            kind: None,
            ..filter("Everything")
        };
        for (wrong, code) in [
            (everything, "filter-nothing"),
            (filter("  "), "filter-name"),
            (filter(&"a".repeat(101)), "filter-name-long"),
            (filter("injuries "), "filter-name-taken"),
        ] {
            let refused = save_filter(app, manager, reference, (form(), true, &wrong)).await;
            assert_eq!(rule(refused), code);
        }
        let shared = (form(), false, &good);
        save_filter(app, manager, reference, shared).await.unwrap();
    }
}

#[tokio::test]
async fn who_does_not_work_on_the_review_saves_none_for_everybody() {
    for instance in support::both(false).await {
        let told = written(20, ("Sergeant", "Officers came to the home."));
        let (made, _) = police(&instance, vec![told]).await;
        let (app, reference) = (&instance.app, &made.reference);
        let notifier = instance.acting(Role::AuthorityNotifier, Some("local_authority"));
        let found = saved_filters(app, &notifier, reference).await.unwrap();
        assert!(!found.may_share);
        let new = (form(), false, &filter("Injuries"));
        let refused = save_filter(app, &notifier, reference, new).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
    }
}
