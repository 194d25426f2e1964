//! The decision, each thing that it waits for, and what follows it.

use access::{Ctx, Role};
use app::closing::{close, left_open};
use app::proceedings::{hold, lift};
use app::publication::{
    decide, keep_after, keep_check, keep_delay, keep_reasons_sent, name_version, publication,
};
use app::tracks::step;
use app::{AppError, Reference};
use model::RecordId;
use model::case::{
    Closing, LeftOpen, NotWaiting, PublicationAfter, PublicationDecision, PublicationDelay,
    PublicationOutcome, ReasonsSent,
};
use model::scheme::{StageKind, TrackKind};
use model::track::{StepDetails, Transition};

use super::{
    IN_TIME, approve_all, check_all, line, missing, named, no_record, notice_to_all, on, published,
    scheme, seen, tell_all, version,
};
use crate::decision::rule;
use crate::follow::{form, manager, notified_case};
use crate::proceedings::{begun, held, lifted};
use crate::support::{self, Instance, NOW, today, words};
use crate::team::later;

use PublicationOutcome::{ImprovementsOnly, Published, Withheld};

/// A case in which everything is settled, with notice given so many days from now.
async fn settled(instance: &Instance, days: i64) -> (Reference, RecordId) {
    let reference = notified_case(instance).await;
    let of = named(instance, &manager(instance), &reference).await;
    check_all(instance, &reference, of).await;
    tell_all(instance, &reference, of).await;
    approve_all(instance, &reference, of).await;
    notice_to_all(instance, &reference, of, days).await;
    (reference, of)
}

async fn decided(
    instance: &Instance,
    reference: &Reference,
    new: &PublicationDecision,
) -> Result<RecordId, AppError> {
    let ctx = manager(instance);
    decide(&instance.app, &ctx, reference, form(), new).await
}

async fn stage(instance: &Instance, reference: &Reference) -> Option<StageKind> {
    seen(instance, reference).await.made.stage()
}

#[tokio::test]
async fn a_decision_waits_for_each_thing_that_is_missing() {
    for instance in support::both(false).await {
        let ctx = manager(&instance);
        let reference = notified_case(&instance).await;
        let waits = async |of: RecordId, code: &str| {
            let refused = decided(&instance, &reference, &published(Published, of)).await;
            assert_eq!(rule(refused), code);
        };
        waits(no_record(), "publication-version-first").await;
        let of = named(&instance, &ctx, &reference).await;
        waits(of, "publication-unchecked").await;
        check_all(&instance, &reference, of).await;
        waits(of, "publication-told-first").await;
        tell_all(&instance, &reference, of).await;
        waits(of, "publication-notices").await;
        notice_to_all(&instance, &reference, of, IN_TIME).await;
        waits(of, "publication-unapproved").await;
        approve_all(&instance, &reference, of).await;
        assert!(missing(&instance, &reference, Published).await.is_empty());
        let good = published(Published, of);
        let (mut wordless, mut why, mut nameless, mut future) = (
            good.clone(),
            published(ImprovementsOnly, of),
            good.clone(),
            good.clone(),
        );
        wordless.what = words(" ");
        why.why = words("");
        nameless.decided_by = words("");
        future.on = on(1);
        for (new, code) in [
            (wordless, "publication-what"),
            (why, "publication-why"),
            (nameless, "publication-by"),
            (future, "publication-later"),
        ] {
            let refused = decided(&instance, &reference, &new).await;
            assert_eq!(rule(refused), code);
        }
        assert_eq!(
            stage(&instance, &reference).await,
            Some(StageKind::NoticeGiven)
        );
        decided(&instance, &reference, &good).await.unwrap();
    }
}

#[tokio::test]
async fn a_report_is_published_once_and_then_nothing_before_it_changes() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let (reference, of) = settled(&instance, IN_TIME).await;
        let good = published(Published, of);
        let author = instance.acting(Role::AgencyAuthor, None);
        let refused = decide(app, &author, &reference, form(), &good).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
        let sent = form();
        let first = decide(app, &ctx, &reference, sent, &good).await.unwrap();
        let again = decide(app, &ctx, &reference, sent, &good).await.unwrap();
        assert_eq!(first, again);
        assert_eq!(
            stage(&instance, &reference).await,
            Some(StageKind::Published)
        );
        let found = seen(&instance, &reference).await;
        let clock = found.clocks.iter().find(|one| one.id == "keep_available");
        assert!(clock.is_some_and(|one| one.due.is_some()));
        let refused = decided(&instance, &reference, &good).await;
        assert_eq!(rule(refused), "publication-out");
        let kept = found.made.line("names").unwrap();
        let place = (form(), Some((kept.id, kept.version)));
        let refused = keep_check(app, &ctx, &reference, place, &line("names", of)).await;
        assert_eq!(rule(refused), "publication-out");
    }
}

#[tokio::test]
async fn publishing_before_the_working_days_have_passed_needs_a_reason_with_a_name() {
    for instance in support::both(false).await {
        let (reference, of) = settled(&instance, IN_TIME + 3).await;
        let found = publication(&instance.app, &manager(&instance), &reference)
            .await
            .unwrap();
        let first = found.first_day.unwrap();
        assert!(first > NOW.date_in_london(), "{first}");
        let mut new = published(ImprovementsOnly, of);
        let refused = decided(&instance, &reference, &new).await;
        assert_eq!(rule(refused), "publication-early");
        let reason = |by: &str| NotWaiting {
            why: words("The newspapers have it."),
            by: words(by),
        };
        new.not_waiting = Some(reason(" "));
        let refused = decided(&instance, &reference, &new).await;
        assert_eq!(rule(refused), "publication-early");
        new.not_waiting = Some(reason("The three partners"));
        decided(&instance, &reference, &new).await.unwrap();
        assert_eq!(
            stage(&instance, &reference).await,
            Some(StageKind::ImprovementsOnly)
        );
    }
}

#[tokio::test]
async fn what_proceedings_hold_is_not_published() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let (reference, of) = settled(&instance, IN_TIME).await;
        let proceedings = begun(&instance, &reference, &ctx).await;
        let new = held(&ctx, proceedings, "publishing");
        let id = hold(app, &ctx, &reference, (form(), None), &new)
            .await
            .unwrap();
        let good = published(Published, of);
        let refused = decided(&instance, &reference, &good).await;
        assert_eq!(rule(refused), "publication-held");
        assert!(seen(&instance, &reference).await.made.decisions.is_empty());
        let how = lifted(NOW.date_in_london());
        lift(app, &ctx, &reference, form(), (id, &how))
            .await
            .unwrap();
        decided(&instance, &reference, &good).await.unwrap();
    }
}

async fn reasons_sent(instance: &Instance, ctx: &Ctx, reference: &Reference, to: &[&str]) {
    let app = &instance.app;
    let delay = PublicationDelay {
        never: true,
        reasons: words("A brother could be recognised."),
        expected: None,
        by: words("The three partners"),
        on: today(),
    };
    let delay = keep_delay(app, ctx, reference, (form(), None), &delay)
        .await
        .unwrap();
    for recipient in to {
        let new = ReasonsSent {
            delay,
            recipient: (*recipient).to_owned(),
            on: on(-1),
            channel: "email".to_owned(),
            by: words("The business manager"),
            answer: None,
        };
        keep_reasons_sent(app, ctx, reference, (form(), None), &new)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn nothing_is_published_once_the_reasons_were_sent_and_no_notice_is_asked_for() {
    for instance in support::both(false).await {
        let ctx = manager(&instance);
        let reference = notified_case(&instance).await;
        let of = named(&instance, &ctx, &reference).await;
        check_all(&instance, &reference, of).await;
        tell_all(&instance, &reference, of).await;
        approve_all(&instance, &reference, of).await;
        let new = published(Withheld, of);
        reasons_sent(&instance, &ctx, &reference, &["panel"]).await;
        let refused = decided(&instance, &reference, &new).await;
        assert_eq!(rule(refused), "publication-told-why");
        reasons_sent(&instance, &ctx, &reference, &["secretary_of_state"]).await;
        decided(&instance, &reference, &new).await.unwrap();
        let found = seen(&instance, &reference).await;
        assert_eq!(found.made.stage(), Some(StageKind::Withheld));
        let steps = found.made.records.steps.iter();
        let withheld = steps.clone().find(|one| one.body.to == StageKind::Withheld);
        let withheld = &withheld.unwrap().body;
        assert_eq!(withheld.details.panel_told, Some(on(-1)));
        assert!(withheld.reason.is_some() && !found.made.is_out());
    }
}

#[tokio::test]
async fn what_is_opened_again_is_asked_again() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let (reference, of) = settled(&instance, IN_TIME).await;
        decided(&instance, &reference, &published(Published, of))
            .await
            .unwrap();
        let again = Transition {
            track: TrackKind::Publication,
            instance: 0,
            to: StageKind::Reopened,
            happened: today(),
            reason: Some(words("A reader recognised the street.")),
            details: StepDetails::default(),
        };
        let after = later(&ctx, 60);
        step(app, &after, &reference, form(), &again).await.unwrap();
        let codes = missing(&instance, &reference, Published).await;
        assert!(codes.contains(&"publication-version-first"), "{codes:?}");
        let after = later(&ctx, 120);
        let new = version("Version 5");
        name_version(app, &after, &reference, (form(), None), &new)
            .await
            .unwrap();
        let codes = missing(&instance, &reference, Published).await;
        assert_eq!(
            codes,
            [
                "publication-unchecked",
                "publication-told-first",
                "publication-notices",
                "publication-unapproved"
            ]
        );
    }
}

fn afterwards() -> PublicationAfter {
    PublicationAfter {
        address: words("reviews.example.invalid"),
        kept_by: words("The business manager"),
        repository: Some(today()),
        repository_words: words(""),
        told_first: words("By their named contact, the evening before."),
    }
}

#[tokio::test]
async fn what_follows_is_kept_once_something_is_published() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let (reference, of) = settled(&instance, IN_TIME).await;
        let good = afterwards();
        let early = keep_after(app, &ctx, &reference, (form(), None), &good).await;
        assert_eq!(rule(early), "publication-not-out");
        decided(&instance, &reference, &published(Published, of))
            .await
            .unwrap();
        let (mut nowhere, mut nobody, mut unheard, mut unsaid) =
            (good.clone(), good.clone(), good.clone(), good.clone());
        nowhere.address = words("");
        nobody.kept_by = words(" ");
        unheard.told_first = words("");
        unsaid.repository = None;
        for (new, code) in [
            (nowhere, "publication-address"),
            (nobody, "publication-kept-by"),
            (unheard, "publication-heard"),
            (unsaid, "publication-repository"),
        ] {
            let refused = keep_after(app, &ctx, &reference, (form(), None), &new).await;
            assert_eq!(rule(refused), code);
        }
        keep_after(app, &ctx, &reference, (form(), None), &good)
            .await
            .unwrap();
        let twice = keep_after(app, &ctx, &reference, (form(), None), &good).await;
        assert!(matches!(twice, Err(AppError::Clash(_))));
    }
}

#[tokio::test]
async fn a_closed_review_is_read_and_not_changed() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let (reference, of) = settled(&instance, IN_TIME).await;
        let found = seen(&instance, &reference).await;
        let open = left_open(scheme(app, &found), &found.made.records);
        let left = open.iter().map(|one| LeftOpen {
            track: one.track,
            instance: one.instance,
            reason: words("It goes on elsewhere."),
        });
        let closing = Closing {
            reason: words("Nothing more is to be done here."),
            left_open: left.collect(),
            passed_to: None,
        };
        close(app, &ctx, &reference, form(), &closing)
            .await
            .unwrap();
        let refused = decided(&instance, &reference, &published(Published, of)).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
        assert!(seen(&instance, &reference).await.made.decisions.is_empty());
    }
}
