//! Views are given before others are seen; the authority decides, and says why against a view.

use access::{Ctx, Role};
use app::decision::{DecisionView, PartnerLine, confirm, decide, give, give_for, view as look};
use app::{AppError, Reference};
use model::UncertainDate;
use model::case::OnBehalf;
use model::scheme::{StageKind, TrackKind};

use crate::support::{self, Instance, NOW, deciding, decision, words};

const PARTNERS: [&str; 3] = ["local_authority", "integrated_care_board", "police"];

pub async fn all_give(instance: &Instance, reference: &Reference, outcomes: [&str; 3]) {
    for (partner, outcome) in PARTNERS.into_iter().zip(outcomes) {
        let ctx = partner_ctx(instance, partner);
        give(
            &instance.app,
            &ctx,
            reference,
            0,
            &instance.view(partner, outcome),
        )
        .await
        .unwrap();
    }
}

pub fn authoriser(instance: &Instance) -> Ctx {
    instance.acting(Role::AuthorityAuthoriser, Some("local_authority"))
}

fn partner_ctx(instance: &Instance, partner: &str) -> Ctx {
    instance.acting(Role::DelegatedPartner, Some(partner))
}

fn line<'a>(seen: &'a DecisionView, partner: &str) -> &'a PartnerLine {
    seen.partners
        .iter()
        .find(|one| one.partner.id == partner)
        .unwrap()
}

pub(crate) fn on_behalf() -> Option<OnBehalf> {
    Some(OnBehalf {
        channel: "telephone".to_owned(),
        source: words("The duty superintendent, 4pm"),
        entered_by: None,
        confirmed_by: None,
    })
}

/// The rule that said no.
pub fn rule<T>(outcome: Result<T, AppError>) -> &'static str {
    match outcome {
        Err(AppError::Rule(code)) => code,
        Err(other) => panic!("not a rule: {other}"),
        Ok(_) => panic!("nothing said no"),
    }
}

#[tokio::test]
async fn a_partner_sees_the_others_after_giving_their_own_view() {
    for instance in support::both(false).await {
        let reference = instance.incident().await;
        let app = &instance.app;
        let first = partner_ctx(&instance, "local_authority");
        let own = instance.view("local_authority", "notifiable");
        give(app, &first, &reference, 0, &own).await.unwrap();

        let second = partner_ctx(&instance, "police");
        let before = look(app, &second, &reference).await.unwrap();
        let other = line(&before, "local_authority");
        assert!(
            other.received && other.view.is_none(),
            "received, and not shown yet"
        );
        let nobody = instance.acting(Role::DelegatedPartner, None);
        let seen = look(app, &nobody, &reference).await.unwrap();
        assert!(
            seen.my_partner.is_none(),
            "who brings no agency speaks for none"
        );
        assert!(
            seen.partners.iter().all(|one| one.view.is_none()),
            "and sees none"
        );

        let theirs = instance.view("police", "not_notifiable");
        give(app, &second, &reference, 0, &theirs).await.unwrap();
        let after = look(app, &second, &reference).await.unwrap();
        assert_eq!(
            after
                .partners
                .iter()
                .filter(|one| one.view.is_some())
                .count(),
            2
        );

        let wrong = instance.view("local_authority", "near_miss");
        let wrong = give(app, &second, &reference, 0, &wrong).await;
        assert_eq!(rule(wrong), "view-no-partner", "not their own");
    }
}

#[tokio::test]
async fn an_entry_on_ones_behalf_opens_the_others_views_only_once_confirmed() {
    for instance in support::both(false).await {
        let reference = instance.incident().await;
        let app = &instance.app;
        let authority = partner_ctx(&instance, "local_authority");
        let own = instance.view("local_authority", "notifiable");
        give(app, &authority, &reference, 0, &own).await.unwrap();
        let manager = instance.acting(Role::BusinessManager, None);
        let mut by_phone = instance.view("police", "notifiable");
        by_phone.on_behalf = on_behalf();
        give_for(app, &manager, &reference, 0, &by_phone)
            .await
            .unwrap();

        let police = partner_ctx(&instance, "police");
        let seen = look(app, &police, &reference).await.unwrap();
        assert!(
            line(&seen, "local_authority").view.is_none(),
            "not judged for oneself yet"
        );
        let kept = line(&seen, "police").view.as_ref().unwrap();
        confirm(app, &police, &reference, kept.id, kept.version)
            .await
            .unwrap();
        let seen = look(app, &police, &reference).await.unwrap();
        assert!(line(&seen, "local_authority").view.is_some());
    }
}

#[tokio::test]
async fn once_it_is_decided_everyone_sees_every_view() {
    for instance in support::both(false).await {
        let reference = instance.incident().await;
        let app = &instance.app;
        let first = partner_ctx(&instance, "police");
        let own = instance.view("police", "notifiable");
        give(app, &first, &reference, 0, &own).await.unwrap();
        let late = partner_ctx(&instance, "integrated_care_board");
        let seen = look(app, &late, &reference).await.unwrap();
        assert!(line(&seen, "police").view.is_none());
        let mut new = decision("notifiable");
        new.despite = Some(words("Two partners could not be reached."));
        let form = crypto::id(NOW).unwrap();
        decide(
            app,
            &authoriser(&instance),
            &reference,
            form,
            &deciding(new),
        )
        .await
        .unwrap();
        let seen = look(app, &late, &reference).await.unwrap();
        assert!(line(&seen, "police").view.is_some());
        assert!(
            !line(&seen, "integrated_care_board").received,
            "not yet received"
        );
    }
}

#[tokio::test]
async fn a_view_by_telephone_is_confirmed_or_put_right_by_its_partner() {
    for instance in support::both(false).await {
        let reference = instance.incident().await;
        let app = &instance.app;
        let manager = instance.acting(Role::BusinessManager, None);
        let mut by_phone = instance.view("police", "notifiable");
        let unsourced = give_for(app, &manager, &reference, 0, &by_phone).await;
        assert_eq!(rule(unsourced), "view-source");
        by_phone.on_behalf = on_behalf();
        give_for(app, &manager, &reference, 0, &by_phone)
            .await
            .unwrap();

        let police = partner_ctx(&instance, "police");
        let seen = look(app, &police, &reference).await.unwrap();
        assert!(line(&seen, "police").mine && line(&seen, "police").unconfirmed);
        let kept = line(&seen, "police").view.clone().unwrap();
        let entered_by = kept.body.on_behalf.as_ref().unwrap().entered_by;
        assert_eq!(entered_by, manager.actor.person().map(|person| person.id));
        let stranger = partner_ctx(&instance, "local_authority");
        let stranger = confirm(app, &stranger, &reference, kept.id, kept.version).await;
        assert_eq!(rule(stranger), "view-no-partner");
        confirm(app, &police, &reference, kept.id, kept.version)
            .await
            .unwrap();
        confirm(app, &police, &reference, kept.id, kept.version)
            .await
            .unwrap();
        let seen = look(app, &police, &reference).await.unwrap();
        assert!(!line(&seen, "police").unconfirmed);
        assert_eq!(
            line(&seen, "police").version,
            2,
            "confirmed twice is confirmed once"
        );

        let over = give_for(app, &manager, &reference, 2, &by_phone).await;
        assert_eq!(rule(over), "view-given", "the partner's own stands");
        let own = instance.view("police", "near_miss");
        let stale = give(app, &police, &reference, 1, &own).await;
        assert!(
            matches!(stale, Err(AppError::Clash(_))),
            "somebody was quicker"
        );
        give(app, &police, &reference, 2, &own).await.unwrap();
        let seen = look(app, &police, &reference).await.unwrap();
        let view = line(&seen, "police").view.as_ref().unwrap();
        assert!(view.body.on_behalf.is_none() && view.body.outcome == "near_miss");
    }
}

#[tokio::test]
async fn two_police_forces_keep_a_view_each() {
    for instance in support::both(false).await {
        let reference = instance.incident().await;
        let app = &instance.app;
        let first = partner_ctx(&instance, "police");
        let one = instance.view("police", "notifiable");
        give(app, &first, &reference, 0, &one).await.unwrap();
        let other = instance.second("police").await;
        let mut second = instance.acting(Role::DelegatedPartner, None);
        if let access::Actor::Person(person) = &mut second.actor {
            person.agency = Some(other);
        }
        let mut view = instance.view("police", "not_notifiable");
        view.agency = Some(other);
        give(app, &second, &reference, 0, &view).await.unwrap();
        let seen = look(app, &second, &reference).await.unwrap();
        let police = seen
            .partners
            .iter()
            .filter(|one| one.partner.id == "police");
        let outcomes: Vec<_> = police
            .map(|one| one.view.as_ref().unwrap().body.outcome.as_str())
            .collect();
        assert_eq!(outcomes.len(), 2);
        assert!(outcomes.contains(&"notifiable") && outcomes.contains(&"not_notifiable"));
    }
}

#[tokio::test]
async fn a_view_answers_every_criterion_and_is_not_of_tomorrow() {
    for instance in support::both(false).await {
        let reference = instance.incident().await;
        let app = &instance.app;
        let police = partner_ctx(&instance, "police");
        let good = instance.view("police", "notifiable");
        let mut short = good.clone();
        short.answers.pop_first();
        assert_eq!(
            rule(give(app, &police, &reference, 0, &short).await),
            "view-answers"
        );
        let odd = instance.view("police", "no_such_outcome");
        assert_eq!(
            rule(give(app, &police, &reference, 0, &odd).await),
            "view-outcome"
        );
        let mut later = good.clone();
        later.on = UncertainDate::day("2026-11-25".parse().unwrap()).unwrap();
        assert_eq!(
            rule(give(app, &police, &reference, 0, &later).await),
            "view-later"
        );
        let seen = look(app, &police, &reference).await.unwrap();
        assert!(!line(&seen, "police").received, "nothing half-done");
    }
}

#[tokio::test]
async fn the_authority_may_act_against_a_view_and_says_why() {
    for instance in support::both(false).await {
        let reference = instance.incident().await;
        let app = &instance.app;
        all_give(
            &instance,
            &reference,
            ["not_notifiable", "not_notifiable", "notifiable"],
        )
        .await;
        let ctx = authoriser(&instance);
        let form = || crypto::id(NOW).unwrap();
        let mut new = deciding(decision("not_notifiable"));
        let silent = decide(app, &ctx, &reference, form(), &new).await;
        assert_eq!(rule(silent), "decision-despite");
        new.decision.despite = Some(words("The police take a different view; it is kept."));
        let nowhere = decide(app, &ctx, &reference, form(), &new).await;
        assert_eq!(rule(nowhere), "decision-route", "no dead end");
        new.decision.local_route = Some("no_such_route".to_owned());
        let invented = decide(app, &ctx, &reference, form(), &new).await;
        assert_eq!(rule(invented), "decision-route");
        new.decision.local_route = Some("learning_review".to_owned());
        let twice = form();
        decide(app, &ctx, &reference, twice, &new).await.unwrap();
        decide(app, &ctx, &reference, twice, &new).await.unwrap();

        let seen = look(app, &ctx, &reference).await.unwrap();
        assert_eq!(
            seen.decisions.len(),
            1,
            "the same form sent twice decides once"
        );
        assert_eq!(seen.stage, Some(StageKind::NotNotifiable));
        let manager = instance.acting(Role::BusinessManager, None);
        let home = app::review::home(app, &manager, &reference).await.unwrap();
        let steps: Vec<_> = home
            .records
            .steps
            .iter()
            .map(|one| (one.body.track, one.body.to))
            .collect();
        assert!(steps.contains(&(TrackKind::LocalReview, StageKind::LocalLearningBegun)));
        let rapid = home
            .clocks
            .iter()
            .find(|clock| clock.id == "rapid_review")
            .unwrap();
        assert!(!rapid.is_open(), "no statutory clock runs");

        let mut again = deciding(decision_to_notify());
        let stale = decide(app, &ctx, &reference, form(), &again).await;
        assert_eq!(
            rule(stale),
            "decision-meanwhile",
            "the form did not show the first"
        );
        again.shown = 1;
        decide(app, &ctx, &reference, form(), &again).await.unwrap();
        let seen = look(app, &ctx, &reference).await.unwrap();
        assert_eq!(seen.decisions.len(), 2, "both decisions are kept");
        assert_eq!(seen.stage, Some(StageKind::Notifiable));
    }
}

fn decision_to_notify() -> model::case::Decision {
    model::case::Decision {
        despite: Some(words("New facts.")),
        ..decision("notifiable")
    }
}

#[tokio::test]
async fn a_decision_is_dated_between_the_raising_and_today() {
    for instance in support::both(false).await {
        let reference = instance.incident().await;
        let ctx = authoriser(&instance);
        for (day, code) in [
            ("2026-11-23", "decision-early"),
            ("2026-11-25", "decision-later"),
        ] {
            let mut new = deciding(decision_to_notify());
            new.decision.on = UncertainDate::day(day.parse().unwrap()).unwrap();
            let form = crypto::id(NOW).unwrap();
            assert_eq!(
                rule(decide(&instance.app, &ctx, &reference, form, &new).await),
                code
            );
        }
        let mut new = deciding(decision_to_notify());
        new.decision.on = UncertainDate::UNKNOWN;
        let form = crypto::id(NOW).unwrap();
        let vague = decide(&instance.app, &ctx, &reference, form, &new).await;
        assert_eq!(rule(vague), "decision-date");
    }
}

#[tokio::test]
async fn only_the_local_authority_decides_and_a_refusal_is_written_down() {
    for instance in support::both(false).await {
        let reference = instance.incident().await;
        let new = deciding(decision_to_notify());
        for role in [
            Role::BusinessManager,
            Role::DelegatedPartner,
            Role::AuthorityNotifier,
        ] {
            let ctx = instance.acting(role, Some("police"));
            let form = crypto::id(NOW).unwrap();
            let refused = decide(&instance.app, &ctx, &reference, form, &new).await;
            assert!(
                matches!(refused, Err(AppError::NotPermitted { .. })),
                "{role}"
            );
        }
        let raiser = instance.acting(Role::IncidentRaiser, Some("police"));
        let view = instance.view("police", "notifiable");
        assert!(
            give(&instance.app, &raiser, &reference, 0, &view)
                .await
                .is_err()
        );
        let manager = instance.acting(Role::BusinessManager, None);
        let home = app::review::home(&instance.app, &manager, &reference)
            .await
            .unwrap();
        let refused = |action: &str| {
            home.done
                .iter()
                .filter(|row| row.outcome == "refused" && row.action == action)
                .count()
        };
        assert_eq!(refused("decide_notification"), 3);
        assert_eq!(refused("record_view"), 1);
    }
}

#[tokio::test]
async fn comparable_decisions_name_no_one_and_give_no_reasons() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let ctx = authoriser(&instance);
        let earlier = instance.incident().await;
        all_give(&instance, &earlier, ["notifiable"; 3]).await;
        let form = || crypto::id(NOW).unwrap();
        let first = deciding(decision("notifiable"));
        decide(app, &ctx, &earlier, form(), &first).await.unwrap();

        let reference = instance.incident().await;
        let seen = look(app, &ctx, &reference).await.unwrap();
        assert!(seen.comparable.is_empty(), "afterwards only");
        let mut new = deciding(decision("near_miss"));
        new.decision.despite = Some(words("Nobody else could be reached."));
        new.decision.local_route = Some("audit".to_owned());
        decide(app, &ctx, &reference, form(), &new).await.unwrap();
        let seen = look(app, &ctx, &reference).await.unwrap();
        assert_eq!(seen.comparable.len(), 1, "other cases only");
        let one = &seen.comparable[0];
        assert_eq!(
            (one.outcome.as_str(), one.month, one.year),
            ("notifiable", 11, 2026)
        );
        assert!(one.answers.values().all(|answers| answers.len() == 3));
        assert!(!format!("{one:?}").contains("Reasons"));
    }
}
