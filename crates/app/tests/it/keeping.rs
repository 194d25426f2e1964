//! Keeping and letting go: the schedule, legal holds, the register of requests, disposal by two people, and a store that is
//! put back.

use access::{Ctx, Role};
use app::keeping::{
    KeepingWaits, NewHold, Proposal, about_of, change_schedule, clean, confirm, disposals, due,
    keep_request, keeping, kept_case, lift_hold, propose, put_hold, register, replay, schedule,
    take_back,
};
use app::{AppError, Reference};
use model::case::{DataRequest, HoldLifted};
use model::{Date, Instant};

use crate::closing::shut;
use crate::decision::rule;
use crate::follow::{form, manager};
use crate::restored::{copy, put_back};
use crate::support::{self, Instance, NOW, words};

fn lead(instance: &Instance) -> Ctx {
    instance.acting(Role::InformationGovernance, None)
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

async fn closed(instance: &Instance) -> Reference {
    let reference = crate::follow::notified_case(instance).await;
    shut(instance, &manager(instance), &reference).await;
    reference
}

fn proposal(early: Option<&str>) -> Proposal {
    Proposal {
        reason: words("Nobody needs it any more."),
        early: early.map(words),
    }
}

fn hold() -> NewHold {
    NewHold {
        reason: words("A public inquiry"),
        asked_by: words("Its secretary"),
        from: NOW.date_in_london(),
        review: NOW.plus_seconds(90 * 24 * 3600).date_in_london(),
    }
}

/// The standing proposal with its version.
async fn standing(instance: &Instance, ctx: &Ctx, reference: &Reference) -> (model::RecordId, i64) {
    let kept = kept_case(&instance.app, ctx, reference).await.unwrap();
    let one = kept.proposal().unwrap();
    (one.id, one.version)
}

#[tokio::test]
async fn the_partnership_says_for_how_long_and_what_counted_before_stays() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = closed(&instance).await;
        let kept = kept_case(app, &ctx, &reference).await.unwrap();
        let year = NOW.date_in_london().year();
        assert_eq!(kept.kept_until.unwrap().year(), year + 30);
        let change = |version, years| {
            let (app, ctx, reason) = (app, lead(&instance), words("Our own rule"));
            async move {
                let sent = (form(), version);
                change_schedule(app, &ctx, sent, ("case_file", years), &reason).await
            }
        };
        assert_eq!(rule(change(1, Some(10)).await), "retention-changed");
        assert_eq!(rule(change(0, Some(-1)).await), "retention-years");
        change(0, Some(10)).await.unwrap();
        let kept = kept_case(app, &ctx, &reference).await.unwrap();
        assert_eq!(kept.kept_until.unwrap().year(), year + 10);
        change(1, None).await.unwrap();
        let all = keeping(app, &ctx).await.unwrap();
        assert_eq!(all.cases.len(), 1);
        assert_eq!(all.cases[0].kept_until, None);
        let items = schedule(app, &ctx).await.unwrap();
        let item = items.iter().find(|one| one.def.item.id == "case_file");
        assert_eq!(item.unwrap().changes.len(), 2);
        let partner = instance.acting(Role::DelegatedPartner, Some("police"));
        let refused = keeping(app, &partner).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
    }
}

#[tokio::test]
async fn a_hold_stops_disposal_until_somebody_lifts_it() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = closed(&instance).await;
        let past = NewHold {
            review: NOW.date_in_london(),
            ..hold()
        };
        let refused = put_hold(app, &ctx, &reference, form(), &past).await;
        assert_eq!(rule(refused), "legal-hold-review");
        let sent = form();
        for _ in 0..2 {
            put_hold(app, &ctx, &reference, sent, &hold())
                .await
                .unwrap();
        }
        let early = proposal(Some("They asked"));
        let refused = propose(app, &ctx, &reference, form(), &early).await;
        assert_eq!(rule(refused), "dispose-held");
        let kept = kept_case(app, &lead(&instance), &reference).await.unwrap();
        assert_eq!(kept.holds.len(), 1);
        let one = (kept.holds[0].id, kept.holds[0].version);
        let lifted = HoldLifted {
            on: NOW.date_in_london(),
            reason: words("It has reported"),
        };
        let before = HoldLifted {
            on: day("2020-01-01"),
            ..lifted.clone()
        };
        let refused = lift_hold(app, &ctx, &reference, (form(), one), &before).await;
        assert_eq!(rule(refused), "legal-hold-lift-day");
        lift_hold(app, &ctx, &reference, (form(), one), &lifted)
            .await
            .unwrap();
        let refused = lift_hold(app, &ctx, &reference, (form(), one), &lifted).await;
        assert_eq!(rule(refused), "legal-hold-lifted");
        propose(app, &ctx, &reference, form(), &early)
            .await
            .unwrap();
        put_hold(app, &ctx, &reference, form(), &hold())
            .await
            .unwrap();
        let other = lead(&instance);
        let one = standing(&instance, &other, &reference).await;
        let refused = confirm(app, &other, &reference, (form(), one)).await;
        assert_eq!(rule(refused.map(drop)), "dispose-held");
        let home = app::review::home(app, &ctx, &reference).await.unwrap();
        assert_eq!(home.legal_holds.len(), 2);
    }
}

#[tokio::test]
async fn one_proposes_another_confirms_and_a_certificate_is_left() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let open = crate::follow::notified_case(&instance).await;
        let refused = propose(app, &ctx, &open, form(), &proposal(Some("x"))).await;
        assert_eq!(rule(refused), "dispose-open");
        let reference = closed(&instance).await;
        let refused = propose(app, &ctx, &reference, form(), &proposal(None)).await;
        assert_eq!(rule(refused), "dispose-early");
        let early = proposal(Some("The court ordered it"));
        propose(app, &ctx, &reference, form(), &early)
            .await
            .unwrap();
        let refused = propose(app, &ctx, &reference, form(), &early).await;
        assert_eq!(rule(refused), "dispose-proposed");
        let one = standing(&instance, &ctx, &reference).await;
        let refused = confirm(app, &ctx, &reference, (form(), one)).await;
        assert_eq!(rule(refused.map(drop)), "dispose-same-person");
        take_back(app, &ctx, &reference, (form(), one), &words("Too early"))
            .await
            .unwrap();
        let other = lead(&instance);
        let refused = confirm(app, &other, &reference, (form(), one)).await;
        assert_eq!(rule(refused.map(drop)), "dispose-none");
        propose(app, &ctx, &reference, form(), &early)
            .await
            .unwrap();
        let one = standing(&instance, &ctx, &reference).await;
        let sent = form();
        let first = confirm(app, &other, &reference, (sent, one)).await.unwrap();
        let again = confirm(app, &other, &reference, (sent, one)).await.unwrap();
        assert_eq!(first, again);
        let gone = app::review::home(app, &ctx, &reference).await;
        assert!(matches!(gone, Err(AppError::NotFound)));
        let all = keeping(app, &ctx).await.unwrap();
        assert_eq!((all.cases.len(), all.certificates.len()), (0, 1));
        assert!(all.certificates[0].early && all.certificates[0].counts["record"] > 3);
        app::review::home(app, &ctx, &open).await.unwrap();
        let vault = app.vaults().of(instance.partnership).await.unwrap();
        assert!(clean(app, &vault).await.unwrap());
    }
}

#[tokio::test]
async fn what_came_back_with_an_older_copy_is_disposed_of_again() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = closed(&instance).await;
        propose(app, &ctx, &reference, form(), &proposal(Some("Ordered")))
            .await
            .unwrap();
        let before = copy(&instance, instance.partnership).await;
        let one = standing(&instance, &ctx, &reference).await;
        confirm(app, &lead(&instance), &reference, (form(), one))
            .await
            .unwrap();
        let vault = app.vaults().of(instance.partnership).await.unwrap();
        let kept = disposals(app, &vault).await.unwrap();
        drop(vault);
        put_back(&instance, &before).await;
        app::review::home(app, &ctx, &reference).await.unwrap();
        let vault = app.vaults().of(instance.partnership).await.unwrap();
        assert_eq!(replay(app, &vault, &kept).await.unwrap(), 1);
        assert_eq!(replay(app, &vault, &kept).await.unwrap(), 0);
        let gone = app::review::home(app, &ctx, &reference).await;
        assert!(matches!(gone, Err(AppError::NotFound)));
        assert_eq!(disposals(app, &vault).await.unwrap(), kept);
    }
}

fn request() -> DataRequest {
    DataRequest {
        kind: "freedom_of_information".to_owned(),
        received: day("2026-11-02"),
        due: day("2026-11-30"),
        from: words("An invented newspaper"),
        wanted: words("How many reviews there were"),
        identity: words(""),
        decided: words(""),
        held_back: Vec::new(),
        held_back_why: words(""),
        answered: None,
    }
}

/// Each wrong answer with the rule that says no to it.
fn wrong() -> Vec<(&'static str, DataRequest)> {
    let later: Date = Instant::plus_seconds(NOW, 5 * 24 * 3600).date_in_london();
    let change = |code, change: &dyn Fn(&mut DataRequest)| {
        let mut body = request();
        change(&mut body);
        (code, body)
    };
    vec![
        change("request-kind", &|body| body.kind = "x".to_owned()),
        change("request-later", &|body| body.received = later),
        change("request-due", &|body| body.due = day("2026-11-01")),
        change("request-words", &|body| body.from = words(" ")),
        change("request-exemption", &|body| {
            body.held_back = vec!["x".to_owned()]
        }),
        change("request-held-back", &|body| {
            body.held_back = vec!["third_party".to_owned()];
        }),
        change("request-answered", &|body| body.answered = Some(later)),
        change("request-decided", &|body| {
            body.answered = Some(body.received)
        }),
    ]
}

async fn refused_bodies(instance: &Instance, ctx: &Ctx, id: model::RecordId) {
    for (code, body) in wrong() {
        let place = Some((id, 1));
        let refused = keep_request(&instance.app, ctx, (form(), place), None, &body).await;
        assert_eq!(rule(refused.map(drop)), code);
    }
}

#[tokio::test]
async fn a_request_is_due_by_the_scheme_and_what_is_held_back_says_why() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, lead(&instance));
        let received = day("2026-11-02");
        let due_on = |kind| due(app, &ctx, kind, received);
        let foi = due_on("freedom_of_information").await.unwrap();
        assert_eq!(foi, Some(day("2026-11-30")));
        let access = due_on("subject_access").await.unwrap();
        assert_eq!(access, Some(day("2026-12-02")));
        assert_eq!(due_on("court").await.unwrap(), None);
        let reference = closed(&instance).await;
        let case = about_of(app, &ctx, &reference).await.unwrap();
        let new = request();
        let id = keep_request(app, &ctx, (form(), None), Some(case), &new)
            .await
            .unwrap();
        refused_bodies(&instance, &ctx, id).await;
        let answered = DataRequest {
            decided: words("The number was given"),
            answered: Some(day("2026-11-20")),
            ..new
        };
        let place = Some((id, 1));
        keep_request(app, &ctx, (form(), place), None, &answered)
            .await
            .unwrap();
        let stale = keep_request(app, &ctx, (form(), place), None, &request()).await;
        assert!(matches!(stale, Err(AppError::Clash(_))));
        let all = register(app, &ctx).await.unwrap();
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].case.as_ref().unwrap().1, reference.as_str());
        let partner = instance.acting(Role::LeadPartner, Some("police"));
        let refused = register(app, &partner).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
    }
}

#[tokio::test]
async fn what_waits_about_keeping_is_on_today_of_who_sees_to_it() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = closed(&instance).await;
        let early = proposal(Some("The court ordered it"));
        propose(app, &ctx, &reference, form(), &early)
            .await
            .unwrap();
        let held = closed(&instance).await;
        put_hold(app, &ctx, &held, form(), &hold()).await.unwrap();
        let now = lead(&instance);
        keep_request(app, &now, (form(), None), None, &request())
            .await
            .unwrap();
        let waits = async |ctx: &Ctx| app::today::today(app, ctx).await.unwrap().keeping;
        let expected = KeepingWaits {
            requests: Some((1, request().due)),
            holds: 0,
            disposals: 1,
        };
        assert_eq!(waits(&now).await, expected);
        assert_eq!(waits(&ctx).await.disposals, 0, "they proposed it");
        let later = Ctx {
            now: NOW.plus_seconds(91 * 24 * 3600),
            ..now
        };
        assert_eq!(waits(&later).await.holds, 1);
        let partner = instance.acting(Role::LeadPartner, Some("police"));
        assert_eq!(waits(&partner).await, KeepingWaits::default());
    }
}
