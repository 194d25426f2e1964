//! Who hears that something was taken back, who may take it down, what becomes of what was made from it; and that news is told once.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use access::directory::OrganisationKind;
use access::{Actor, Ctx, Role, actions};
use app::commons::{Audience, FindingState, Put};
use app::library::{self, briefings, documents};
use app::{App, AppError};
use commons::Filter;
use futures_util::stream;
use model::learning::TakeDownReason;
use model::{OrganisationId, SharedId};

use crate::decision::rule;
use crate::follow::form;
use crate::library::{PDF, agreed, catalogue, put, reads, recall, region, released};
use crate::support;
use crate::team::here;

const WEEK: i64 = 8 * 24 * 60 * 60;

async fn opened(app: &App, ctx: &Ctx) -> (usize, usize) {
    let told = library::taken_back(app, ctx).await.unwrap();
    (told.own.len(), told.others.len())
}

#[tokio::test]
async fn whoever_opened_it_and_who_manages_their_organisation_hear_of_it_until_they_have_read_it() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let id = put(&instance, Audience::Nation).await;
        let reader = &instance.acting(Role::LearningReader, None);
        let manager = &instance.acting(Role::BusinessManager, None);
        let colleague = &instance.acting(Role::LearningReader, None);
        library::open(app, reader, id).await.unwrap();
        let vault = app.vault(reader).await.unwrap();
        let mails = async || library::remind_taken_back(app, &vault).await.unwrap();
        assert_eq!(opened(app, reader).await, (0, 0));
        assert_eq!(mails().await, 0);
        recall(&instance, id).await;
        assert_eq!(opened(app, reader).await, (1, 0));
        assert_eq!(opened(app, manager).await, (0, 1));
        assert_eq!(opened(app, colleague).await, (0, 0), "they opened nothing");
        let elsewhere = Ctx {
            organisation: region(&instance, "elsewhere", None, OrganisationKind::Partnership).await,
            ..instance.acting(Role::BusinessManager, None)
        };
        assert_eq!(
            opened(app, &elsewhere).await,
            (0, 0),
            "another organisation"
        );
        assert_eq!(mails().await, 1);
        assert_eq!(mails().await, 0, "one e-mail");
        let shown = library::open(app, reader, id).await.unwrap();
        assert!(shown.to_be_read);
        library::say_told(app, reader, id).await.unwrap();
        assert_eq!(opened(app, reader).await, (0, 0));
        let shown = library::open(app, reader, id).await.unwrap();
        assert!(!shown.to_be_read);
        assert_eq!(
            opened(app, manager).await,
            (0, 1),
            "each reads for themself"
        );
        library::say_told(app, manager, id).await.unwrap();
        assert_eq!(opened(app, manager).await, (0, 0));
    }
}

#[tokio::test]
async fn whoever_takes_it_down_is_not_told_of_it() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let governance = &instance.acting(Role::InformationGovernance, None);
        let id = put(&instance, Audience::Nation).await;
        library::open(app, governance, id).await.unwrap();
        library::take_down(app, governance, id, (TakeDownReason::Court, "an order"))
            .await
            .unwrap();
        assert_eq!(opened(app, governance).await, (0, 0), "they know");
        let vault = app.vault(governance).await.unwrap();
        assert_eq!(library::remind_taken_back(app, &vault).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn whoever_manages_an_organisation_that_opened_it_gets_an_e_mail_until_they_have_read_it() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let manager = here(&instance, "Manager Tarn", Role::BusinessManager).await;
        here(&instance, "Reader Holm", Role::LearningReader).await;
        let id = put(&instance, Audience::Nation).await;
        let vault = app.vault(&manager).await.unwrap();
        let mails = async || library::remind_taken_back(app, &vault).await.unwrap();
        recall(&instance, id).await;
        assert_eq!(mails().await, 0, "nobody here had opened it");
        let second = put(&instance, Audience::Nation).await;
        let reader = &instance.acting(Role::LearningReader, None);
        library::open(app, reader, second).await.unwrap();
        recall(&instance, second).await;
        assert_eq!(mails().await, 2, "who opened it, and who manages");
        assert_eq!(mails().await, 0, "one e-mail each");
        let third = put(&instance, Audience::Nation).await;
        library::open(app, &manager, third).await.unwrap();
        library::say_told(app, &manager, second).await.unwrap();
        library::say_told(app, reader, second).await.unwrap();
        assert_eq!(mails().await, 0, "they have read it");
    }
}

#[tokio::test]
async fn a_withdrawn_briefing_comes_back_without_what_was_taken_back() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let (gone, stays) = (
            put(&instance, Audience::Nation).await,
            put(&instance, Audience::Nation).await,
        );
        let ctx = &instance.acting(Role::LearningReader, None);
        let begun = briefings::begin(app, ctx, form(), ("Letters", &[gone, stays])).await;
        let begun = begun.unwrap();
        let before = briefings::briefing(app, ctx, begun).await.unwrap();
        let mut body = before.body.clone();
        body.why = "Whoever reads this knows the street.".to_owned();
        let at = (begun, before.version);
        briefings::change(app, ctx, at, (&body, false, &[]))
            .await
            .unwrap();
        let open = briefings::briefing(app, ctx, begun).await.unwrap();
        let sources: BTreeSet<SharedId> = open.body.sources.iter().copied().collect();
        assert_eq!(sources, BTreeSet::from([gone, stays]), "saving keeps them");
        let marked = async || briefings::briefings(app, ctx).await.unwrap()[0].withdrawn;
        assert!(!marked().await);
        recall(&instance, gone).await;
        assert!(marked().await, "the list says that it is withdrawn");
        let view = briefings::briefing(app, ctx, begun).await.unwrap();
        assert_eq!(view.gone, [gone]);
        assert!(!view.body.why.contains("the street"));
        assert!(view.body.why.contains("Letters reach nobody"), "anew");
        let late = (begun, open.version);
        let refused = briefings::change(app, ctx, late, (&open.body, true, &[])).await;
        assert_eq!(rule(refused), "changed-meanwhile", "a form from before");
        let at = (begun, view.version);
        let refused = briefings::change(app, ctx, at, (&view.body, false, &[])).await;
        assert_eq!(rule(refused), "briefing-without");
        briefings::change(app, ctx, at, (&view.body, true, &[]))
            .await
            .unwrap();
        let view = briefings::briefing(app, ctx, begun).await.unwrap();
        assert_eq!((view.body.sources, view.gone), (vec![stays], vec![]));
    }
}

/// Puts an item as the job does, at the moment of this clock.
async fn put_at(app: &Arc<App>, new: &Put, organisation: OrganisationId) -> SharedId {
    let now = app.clock().now();
    let ctx = &Ctx {
        actor: Actor::System { job: "release" },
        organisation,
        request: crypto::id(now).unwrap(),
        now,
        practice_day: None,
    };
    let commons = app.commons().await.unwrap();
    let done = commons.transact(ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_organisation::<actions::PublishShared>()?;
            commons::put(tx, &permit, new).await
        })
    });
    done.await.unwrap();
    new.id
}

#[tokio::test]
async fn what_an_e_mail_told_of_is_no_news_a_week_later() {
    for instance in support::both(false).await {
        let reader = &instance.acting(Role::LearningReader, None);
        let asked = (&Filter::default(), "letters");
        library::keep_search(&instance.app, reader, form(), asked)
            .await
            .unwrap();
        put(&instance, Audience::Nation).await;
        let due = async |app: &App| {
            let vault = app.vaults().of(instance.partnership).await.unwrap();
            library::remind_digest(app, &vault).await.unwrap()
        };
        assert_eq!(due(&instance.app).await, 1);
        assert_eq!(due(&instance.app).await, 0, "one a week");
        let later = &instance.later(WEEK).await;
        assert_eq!(due(later).await, 0, "nothing came since");
        let new = &released(&instance, Audience::Nation);
        put_at(later, new, instance.partnership).await;
        assert_eq!(due(later).await, 1, "something came");
        assert_eq!(due(later).await, 0);
    }
}

#[tokio::test]
async fn a_document_is_removed_by_whoever_added_it_or_their_region() {
    for instance in support::both(false).await {
        let app = &instance.app;
        reads(&instance, &[]);
        let north = region(&instance, "north", None, OrganisationKind::Region).await;
        let south = region(&instance, "south", None, OrganisationKind::Region).await;
        let area = Some("Invented north");
        let area = region(&instance, "area", area, OrganisationKind::Partnership).await;
        let of = |organisation, role| Ctx {
            organisation,
            ..instance.acting(role, None)
        };
        let manager = &of(area, Role::BusinessManager);
        let pieces = stream::iter([Ok::<_, Duration>(PDF.to_vec())]);
        let sent = (form(), &catalogue(), None);
        let id = documents::deposit(app, manager, sent, ("a.pdf", pieces)).await;
        let id = id.unwrap().id().unwrap();
        agreed(&instance, manager, id).await;
        let found = documents::document(app, manager, id).await.unwrap();
        assert!(found.may_confirm && found.may_remove);
        let finding = &found.findings[0];
        let which = (id, finding.id, finding.version);
        let why = (TakeDownReason::Recognised, "A reader knew the street.");
        let neighbour = instance.acting(Role::BusinessManager, None);
        for ctx in [&neighbour, &of(south, Role::RegionalFacilitator)] {
            let shown = documents::document(app, ctx, id).await.unwrap();
            assert!(!shown.may_confirm && !shown.may_remove);
            let refused = documents::remove(app, ctx, id, why).await;
            assert!(matches!(refused, Err(AppError::NotFound)));
            let state = FindingState::LeftOut;
            let refused = documents::confirm(app, ctx, which, state, &finding.body).await;
            assert!(matches!(refused, Err(AppError::NotFound)));
        }
        let empty = documents::remove(app, manager, id, (why.0, " ")).await;
        assert_eq!(rule(empty), "document-remove-why");
        let helper = &of(north, Role::RegionalFacilitator);
        documents::remove(app, helper, id, why).await.unwrap();
        let shown = documents::document(app, manager, id).await.unwrap();
        assert!(shown.findings.is_empty(), "what it found goes with it");
        assert_eq!(shown.document.removed.unwrap().1, "recognised");
        assert_eq!(shown.why, None, "its words stay where it was removed");
        let shown = documents::document(app, &neighbour, id).await.unwrap();
        assert_eq!(shown.why, None);
        let shown = documents::document(app, helper, id).await.unwrap();
        assert_eq!(shown.why.as_deref(), Some("A reader knew the street."));
        let listed = app.directory();
        let listed = listed.look(manager, |tx| Box::pin(tx.shared_ended()));
        assert!(listed.await.unwrap().iter().any(|one| one.id == id));
    }
}
