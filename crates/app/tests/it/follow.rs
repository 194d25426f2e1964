//! What follows a decision: no branch is a dead end, and nothing is undone.

use access::{Ctx, Role};
use app::decision::{
    Passing, Route, choose_route, decide, keep_withdrawal, reopen, transfer, view as look, withdraw,
};
use app::notification::{Given, notified, save};
use app::{AppError, Reference};
use model::case::{Decision, Known, Notification, Withdrawal};
use model::clock::ClockState;
use model::scheme::{StageKind, TrackKind};
use model::track::PartnerView;
use model::{DateTime, FormId, UncertainDate};

use crate::decision::{authoriser, rule};
use crate::support::{self, Instance, NOW, deciding, decision, today, words};

pub(crate) fn form() -> FormId {
    crypto::id(NOW).unwrap()
}

pub(crate) async fn decided(
    instance: &Instance,
    reference: &Reference,
    (shown, mut new): (usize, Decision),
) {
    new.despite = Some(words("Nobody else could be reached."));
    let mut new = deciding(new);
    new.shown = shown;
    let ctx = authoriser(instance);
    decide(&instance.app, &ctx, reference, form(), &new)
        .await
        .unwrap();
}

fn with_route(outcome: &str, route: &str) -> Decision {
    Decision {
        local_route: Some(route.to_owned()),
        ..decision(outcome)
    }
}

pub(crate) fn manager(instance: &Instance) -> Ctx {
    instance.acting(Role::BusinessManager, None)
}

/// A case whose notification the government's service has, since half an hour.
pub(crate) async fn notified_case(instance: &Instance) -> Reference {
    let reference = instance.incident().await;
    decided(instance, &reference, (0, decision("notifiable"))).await;
    let ctx = instance.acting(Role::AuthorityNotifier, Some("local_authority"));
    let notification = Notification {
        notifier: words("A notifier"),
        phone: words("01632 960 001"),
        email: words(""),
        cause: "neglect".to_owned(),
        police: Some(Known::Yes),
        coroner: Some(Known::No),
        siblings: words("No other children in the home."),
        more: words(""),
    };
    save(&instance.app, &ctx, &reference, None, &notification)
        .await
        .unwrap();
    let at = DateTime::constant(2026, 11, 24, 8, 30, 0, 0);
    let given = Given {
        at: UncertainDate::minute(at).unwrap(),
        reference: "SIN-1".to_owned(),
    };
    notified(
        &instance.app,
        &ctx,
        &reference,
        crypto::id(NOW).unwrap(),
        &given,
    )
    .await
    .unwrap();
    reference
}

pub(crate) async fn rapid_review(instance: &Instance, reference: &Reference) -> ClockState {
    let ctx = manager(instance);
    let home = app::review::home(&instance.app, &ctx, reference)
        .await
        .unwrap();
    let clock = home
        .clocks
        .iter()
        .find(|clock| clock.id == "rapid_review")
        .unwrap();
    clock.state.clone()
}

fn withdrawal() -> Withdrawal {
    let view = |partner: &str| PartnerView {
        partner: partner.to_owned(),
        agrees: partner != "police",
        words: words("In their words."),
        given_by: words("A delegated partner"),
    };
    Withdrawal {
        reason: words("An illness was found."),
        views: ["local_authority", "integrated_care_board", "police"]
            .map(view)
            .into(),
        panel_told: Some(today()),
        on: Some(today()),
        taken: false,
    }
}

#[tokio::test]
async fn withdrawing_needs_the_reason_three_views_and_the_day_the_panel_was_told() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, authoriser(&instance));
        let reference = notified_case(&instance).await;
        let lacking = [
            (
                "track-needs-reason",
                Withdrawal {
                    reason: words(" "),
                    ..withdrawal()
                },
            ),
            (
                "track-needs-views",
                Withdrawal {
                    views: Vec::new(),
                    ..withdrawal()
                },
            ),
            (
                "track-needs-panel-told",
                Withdrawal {
                    panel_told: None,
                    ..withdrawal()
                },
            ),
            (
                "step-date",
                Withdrawal {
                    on: None,
                    ..withdrawal()
                },
            ),
        ];
        for (code, one) in lacking {
            let refused = withdraw(app, &ctx, &reference, form(), 0, &one).await;
            assert_eq!(rule(refused), code);
        }
        let seen = look(app, &ctx, &reference).await.unwrap();
        assert!(
            seen.withdrawal.is_none(),
            "a refused withdrawal leaves nothing behind"
        );
    }
}

#[tokio::test]
async fn the_clock_runs_until_the_withdrawal_is_complete() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, authoriser(&instance));
        let reference = notified_case(&instance).await;
        let begun = Withdrawal {
            panel_told: None,
            ..withdrawal()
        };
        keep_withdrawal(app, &ctx, &reference, form(), 0, &begun)
            .await
            .unwrap();
        assert!(matches!(
            rapid_review(&instance, &reference).await,
            ClockState::Runs { .. }
        ));
        let stale = withdraw(app, &ctx, &reference, form(), 0, &withdrawal()).await;
        assert!(
            matches!(stale, Err(AppError::Clash(_))),
            "the form did not show what was kept"
        );
        let twice = form();
        withdraw(app, &ctx, &reference, twice, 1, &withdrawal())
            .await
            .unwrap();
        withdraw(app, &ctx, &reference, twice, 1, &withdrawal())
            .await
            .unwrap();

        let seen = look(app, &ctx, &reference).await.unwrap();
        assert_eq!(seen.stage, Some(StageKind::Withdrawn));
        let step = seen
            .steps
            .iter()
            .find(|one| one.step.to == StageKind::Withdrawn)
            .unwrap();
        assert_eq!(
            step.step.details.views.len(),
            3,
            "the different view is kept with it"
        );
        assert_eq!(
            rapid_review(&instance, &reference).await,
            ClockState::DoesNotApply
        );
    }
}

#[tokio::test]
async fn nothing_is_withdrawn_that_was_not_notified_and_no_one_else_withdraws() {
    for instance in support::both(false).await {
        let (app, reference) = (&instance.app, instance.incident().await);
        decided(&instance, &reference, (0, decision("notifiable"))).await;
        let ctx = authoriser(&instance);
        let early = withdraw(app, &ctx, &reference, form(), 0, &withdrawal()).await;
        assert_eq!(rule(early), "withdrawal-not-notified");
        assert!(!look(app, &ctx, &reference).await.unwrap().may.withdraw);
        let reference = notified_case(&instance).await;
        let mut told = withdrawal();
        told.panel_told = Some(UncertainDate::day("2026-11-25".parse().unwrap()).unwrap());
        let told = withdraw(app, &ctx, &reference, form(), 0, &told).await;
        assert_eq!(rule(told), "withdrawal-told-later");
        let other = withdraw(
            app,
            &manager(&instance),
            &reference,
            form(),
            0,
            &withdrawal(),
        )
        .await;
        assert!(matches!(other, Err(AppError::NotPermitted { .. })));
        let home = app::review::home(app, &manager(&instance), &reference)
            .await
            .unwrap();
        assert!(
            home.done.iter().any(|row| row.outcome == "refused"),
            "the refusal is on record"
        );
    }
}

#[tokio::test]
async fn after_notifying_the_way_back_is_withdrawing() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, authoriser(&instance));
        let reference = notified_case(&instance).await;
        let mut back = deciding(with_route("not_notifiable", "audit"));
        back.shown = 1;
        back.decision.despite = Some(words("New facts."));
        let back = decide(app, &ctx, &reference, form(), &back).await;
        assert_eq!(rule(back), "decision-notified");
        decided(&instance, &reference, (1, decision("looked_after_death"))).await;
        let seen = look(app, &ctx, &reference).await.unwrap();
        assert_eq!(seen.stage, Some(StageKind::Notified), "it stays notified");
        assert_eq!(
            rapid_review(&instance, &reference).await,
            ClockState::DoesNotApply
        );
        decided(&instance, &reference, (2, decision("notifiable"))).await;
        assert!(matches!(
            rapid_review(&instance, &reference).await,
            ClockState::Runs { .. }
        ));
    }
}

#[tokio::test]
async fn every_outcome_goes_where_its_branch_goes() {
    let branches = [
        ("notifiable", None, StageKind::Notifiable, None),
        (
            "not_notifiable",
            Some("single_agency_review"),
            StageKind::NotNotifiable,
            Some(StageKind::LocalLearningBegun),
        ),
        (
            "near_miss",
            Some("none_with_reason"),
            StageKind::NearMiss,
            Some(StageKind::NoLocalLearning),
        ),
        ("looked_after_death", None, StageKind::Notifiable, None),
        ("care_leaver_death", None, StageKind::Notifiable, None),
    ];
    for instance in support::both(false).await {
        for (outcome, route, stage, local) in branches {
            let reference = instance.incident().await;
            let mut new = decision(outcome);
            new.local_route = route.map(str::to_owned);
            decided(&instance, &reference, (0, new)).await;
            let seen = look(&instance.app, &manager(&instance), &reference)
                .await
                .unwrap();
            assert_eq!(seen.stage, Some(stage), "{outcome}");
            let steps = model::track::standings(&seen.steps);
            let standing = steps.get(&(TrackKind::LocalReview, 0)).map(|one| one.stage);
            assert_eq!(standing, local, "{outcome}");
        }
    }
}

#[tokio::test]
async fn a_decision_may_be_taken_again_with_another_outcome_and_route() {
    for instance in support::both(false).await {
        let reference = instance.incident().await;
        decided(
            &instance,
            &reference,
            (0, with_route("not_notifiable", "audit")),
        )
        .await;
        decided(
            &instance,
            &reference,
            (1, with_route("not_notifiable", "learning_review")),
        )
        .await;
        decided(
            &instance,
            &reference,
            (2, with_route("near_miss", "none_with_reason")),
        )
        .await;
        decided(&instance, &reference, (3, decision("notifiable"))).await;
        let seen = look(&instance.app, &manager(&instance), &reference)
            .await
            .unwrap();
        assert_eq!(seen.decisions.len(), 4, "each is kept, the last stands");
        assert_eq!(seen.stage, Some(StageKind::Notifiable));
    }
}

#[tokio::test]
async fn a_local_route_is_chosen_later_where_it_was_left_open() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        decided(&instance, &reference, (0, decision("care_leaver_death"))).await;
        assert!(look(app, &ctx, &reference).await.unwrap().may.route);
        let route = |route: &str, reason: &str| Route {
            route: route.to_owned(),
            reason: words(reason),
            on: today(),
        };
        let silent = route("none_with_reason", "");
        let silent = choose_route(app, &ctx, &reference, form(), &silent).await;
        assert_eq!(rule(silent), "route-reason");
        let invented = route("no_such_route", "Why.");
        let invented = choose_route(app, &ctx, &reference, form(), &invented).await;
        assert_eq!(rule(invented), "route-choice");
        let (twice, audit) = (form(), route("audit", "Similar cases."));
        choose_route(app, &ctx, &reference, twice, &audit)
            .await
            .unwrap();
        choose_route(app, &ctx, &reference, twice, &audit)
            .await
            .unwrap();
        let other = route("learning_review", "Better.");
        let other = choose_route(app, &ctx, &reference, form(), &other).await;
        assert_eq!(rule(other), "route-begun");
        assert!(!look(app, &ctx, &reference).await.unwrap().may.route);
    }
}

#[tokio::test]
async fn the_lead_passes_only_when_the_other_area_agreed() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, authoriser(&instance));
        let reference = notified_case(&instance).await;
        let passing = Passing {
            to_area: words("Another area"),
            agreed_by: words(""),
            reason: words("It happened there."),
            on: today(),
        };
        let alone = transfer(app, &ctx, &reference, form(), &passing).await;
        assert_eq!(rule(alone), "track-needs-agreed-by");
        let agreed = Passing {
            agreed_by: words("Their director"),
            ..passing
        };
        let twice = form();
        transfer(app, &ctx, &reference, twice, &agreed)
            .await
            .unwrap();
        transfer(app, &ctx, &reference, twice, &agreed)
            .await
            .unwrap();
        let seen = look(app, &ctx, &reference).await.unwrap();
        assert_eq!(seen.stage, Some(StageKind::Transferred));
        assert_eq!(
            rapid_review(&instance, &reference).await,
            ClockState::DoesNotApply
        );
        // The case is closed here with it, and names the other area.
        let again = transfer(app, &ctx, &reference, form(), &agreed).await;
        assert!(matches!(again, Err(AppError::NotPermitted { .. })));
        let manager = manager(&instance);
        let home = app::review::home(app, &manager, &reference).await.unwrap();
        assert!(home.case.closed_at.is_some());
        let closings = &home.records.beside.closings;
        assert_eq!(closings.len(), 1, "sent twice, closed once");
        assert_eq!(closings[0].body.passed_to, Some(words("Another area")));
        assert_eq!(closings[0].body.reason, words("It happened there."));

        // Opened again, both stay on record, and the case goes on here.
        let why = words("The other area gave it back.");
        app::closing::open_again(app, &manager, &reference, form(), &why)
            .await
            .unwrap();
        transfer(app, &ctx, &reference, twice, &agreed)
            .await
            .unwrap();
        let home = app::review::home(app, &manager, &reference).await.unwrap();
        assert!(home.case.closed_at.is_none(), "an old form closes nothing");
        assert_eq!(home.records.beside.closings.len(), 1);
        let again = transfer(app, &ctx, &reference, form(), &agreed).await;
        assert_eq!(rule(again), "track-not-from-here");
        decided(&instance, &reference, (1, decision("notifiable"))).await;
        let seen = look(app, &ctx, &reference).await.unwrap();
        assert_eq!(seen.stage, Some(StageKind::Notifiable));
    }
}

#[tokio::test]
async fn a_child_whose_safety_is_open_is_not_closed_away_with_the_lead() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, authoriser(&instance));
        let reference = notified_case(&instance).await;
        let manager = manager(&instance);
        let before = app::review::home(app, &manager, &reference).await.unwrap();
        let line = &before.records.safety[0];
        let mut open = line.body.clone();
        open.safe_now = model::case::SafeNow::NotKnown;
        let place = Some((line.id, line.version));
        app::safety::change_line(app, &manager, &reference, place, &open)
            .await
            .unwrap();
        let agreed = Passing {
            to_area: words("Another area"),
            agreed_by: words("Their director"),
            reason: words("It happened there."),
            on: today(),
        };
        transfer(app, &ctx, &reference, form(), &agreed)
            .await
            .unwrap();
        let home = app::review::home(app, &manager, &reference).await.unwrap();
        assert!(home.case.closed_at.is_none());
    }
}

#[tokio::test]
async fn what_was_decided_or_withdrawn_is_opened_again_with_a_reason() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        decided(
            &instance,
            &reference,
            (0, with_route("not_notifiable", "audit")),
        )
        .await;
        let (why, none) = (words("A disclosure."), words(""));
        let silent = reopen(app, &ctx, &reference, form(), (&none, today())).await;
        assert_eq!(rule(silent), "track-needs-reason");
        let twice = form();
        reopen(app, &ctx, &reference, twice, (&why, today()))
            .await
            .unwrap();
        reopen(app, &ctx, &reference, twice, (&why, today()))
            .await
            .unwrap();
        let seen = look(app, &ctx, &reference).await.unwrap();
        assert_eq!(seen.stage, Some(StageKind::Reopened));
        assert_eq!(seen.decisions.len(), 1, "what was decided before stays");
        decided(&instance, &reference, (1, decision("notifiable"))).await;

        let reference = notified_case(&instance).await;
        let authority = authoriser(&instance);
        withdraw(app, &authority, &reference, form(), 0, &withdrawal())
            .await
            .unwrap();
        let early = reopen(app, &authority, &reference, form(), (&why, today())).await;
        assert!(matches!(early, Err(AppError::NotPermitted { .. })));
        reopen(app, &ctx, &reference, form(), (&why, today()))
            .await
            .unwrap();
        decided(&instance, &reference, (1, decision("notifiable"))).await;
        let seen = look(app, &ctx, &reference).await.unwrap();
        assert_eq!(seen.stage, Some(StageKind::Notifiable));
    }
}
