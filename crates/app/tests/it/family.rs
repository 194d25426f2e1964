//! Who of the family was told of the review, who is not and why, and a second person's look at that.

use access::{Ctx, Role};
use app::people::{countersign, keep_family_contact, take_out};
use app::review::home;
use app::safety::change_line;
use app::today::{Need, today as today_of};
use app::{AppError, Reference};
use model::RecordId;
use model::case::{Advocate, FamilyContact, SafeNow, SafetyLine, SubjectKind, ToldOfReview};

use crate::decision::rule;
use crate::follow::{form, manager};
use crate::people::{add, people, person};
use crate::support::{self, Instance, NOW, today, words};

fn contact(person: RecordId, told: ToldOfReview) -> FamilyContact {
    FamilyContact {
        person,
        told,
        name_wanted: words(""),
        contact: words("The family's named contact, children's services"),
        needs: words("An interpreter"),
        advocate: Advocate::Offered,
    }
}

fn not_told(reason: &str) -> ToldOfReview {
    ToldOfReview::NotTold {
        reason: reason.to_owned(),
        tried: words("Two letters and a visit; nobody knows what he was told of the death."),
        decided_by: words("Head of safeguarding"),
        review_on: NOW.date_in_london(),
    }
}

async fn wanted(instance: &Instance, ctx: &Ctx) -> Vec<&'static str> {
    let found = today_of(&instance.app, ctx).await.unwrap();
    let family = ["tell_family", "not_told", "countersign"];
    let looks = found.lines.iter().filter_map(|line| match &line.need {
        Need::Look(look) => Some(look.what.code()),
        _ => None,
    });
    looks.filter(|what| family.contains(what)).collect()
}

async fn keep(
    instance: &Instance,
    ctx: &Ctx,
    (reference, place): (&Reference, app::Place),
    new: &FamilyContact,
) -> Result<RecordId, AppError> {
    keep_family_contact(&instance.app, ctx, reference, (form(), place), new).await
}

#[tokio::test]
async fn a_child_who_has_died_is_not_asked_for() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let child = people(&instance, &ctx, &reference).await.subjects[0].id;
        let (by, due) = (ctx.person().unwrap().id, NOW.date_in_london());
        let soon = contact(child, ToldOfReview::NotYet { by, due });
        keep(&instance, &ctx, (&reference, None), &soon)
            .await
            .unwrap();
        assert_eq!(wanted(&instance, &ctx).await, ["tell_family"]);
        let seen = home(app, &ctx, &reference).await.unwrap();
        let line = seen.records.safety.iter();
        let line = line
            .into_iter()
            .find(|one| one.body.child == child)
            .unwrap();
        let died = SafetyLine {
            safe_now: SafeNow::Died,
            ..line.body.clone()
        };
        let place = Some((line.id, line.version));
        change_line(app, &ctx, &reference, place, &died)
            .await
            .unwrap();
        assert!(wanted(&instance, &ctx).await.is_empty(), "nobody waits");
        let known = people(&instance, &ctx, &reference).await;
        assert!(known.has_died(child));
        let place = known.family_contact(child).map(|one| (one.id, one.version));
        let told = keep(&instance, &ctx, (&reference, place), &soon).await;
        assert_eq!(rule(told), "family-died");
    }
}

#[tokio::test]
async fn whoever_is_still_to_be_told_stays_on_today_until_they_were() {
    for instance in support::both(false).await {
        let ctx = manager(&instance);
        let reference = instance.incident().await;
        let child = people(&instance, &ctx, &reference).await.subjects[0].id;
        let me = ctx.person().unwrap().id;
        let yesterday = NOW.date_in_london().yesterday().unwrap();
        let past = contact(
            child,
            ToldOfReview::NotYet {
                by: me,
                due: yesterday,
            },
        );
        assert_eq!(
            rule(keep(&instance, &ctx, (&reference, None), &past).await),
            "family-due-past"
        );
        let due = NOW.date_in_london();
        let soon = contact(child, ToldOfReview::NotYet { by: me, due });
        let id = keep(&instance, &ctx, (&reference, None), &soon)
            .await
            .unwrap();
        assert_eq!(wanted(&instance, &ctx).await, ["tell_family"]);
        let twice = keep(&instance, &ctx, (&reference, None), &soon).await;
        assert!(matches!(twice, Err(AppError::Clash(_))));
        let told = |how: &str, by: &str| {
            let (how, by, on) = (how.to_owned(), words(by), today());
            contact(child, ToldOfReview::Told { on, how, by })
        };
        let place = (&reference, Some((id, 1)));
        assert_eq!(
            rule(keep(&instance, &ctx, place, &told("pigeon", "A nurse")).await),
            "family-how"
        );
        assert_eq!(
            rule(keep(&instance, &ctx, place, &told("in_person", " ")).await),
            "family-by"
        );
        keep(&instance, &ctx, place, &told("in_person", "A nurse"))
            .await
            .unwrap();
        assert!(wanted(&instance, &ctx).await.is_empty());
        let late = keep(&instance, &ctx, place, &soon).await;
        assert!(matches!(late, Err(AppError::Clash(_))));
        for role in [Role::AgencyAuthor, Role::FamilyContact] {
            let other = instance.acting(role, None);
            let refused = keep(&instance, &other, place, &soon).await;
            assert!(
                matches!(refused, Err(AppError::NotPermitted { .. })),
                "{role:?} is not on the team"
            );
        }
    }
}

/// An uncle in a new case.
async fn uncle(instance: &Instance, ctx: &Ctx) -> (Reference, RecordId) {
    let reference = instance.incident().await;
    let one = person("An invented uncle", SubjectKind::Adult);
    let id = add(instance, ctx, &reference, &one).await;
    (reference, id)
}

async fn second(
    instance: &Instance,
    ctx: &Ctx,
    (reference, person, shown): (&Reference, RecordId, i64),
    why: &str,
) -> Result<RecordId, AppError> {
    let why = words(why);
    let new = (person, shown, false, &why);
    countersign(&instance.app, ctx, reference, form(), new).await
}

#[tokio::test]
async fn not_inviting_somebody_is_looked_at_by_a_second_person() {
    for instance in support::both(false).await {
        let ctx = manager(&instance);
        let (reference, uncle) = uncle(&instance, &ctx).await;
        let wrong = contact(uncle, not_told("no_reason"));
        let refused = keep(&instance, &ctx, (&reference, None), &wrong).await;
        assert_eq!(rule(refused), "family-reason");
        let left_out = contact(uncle, not_told("not_invited"));
        keep(&instance, &ctx, (&reference, None), &left_out)
            .await
            .unwrap();
        let partner = instance.acting(Role::DelegatedPartner, None);
        assert!(wanted(&instance, &partner).await.contains(&"countersign"));
        for other in [&ctx, &instance.acting(Role::AuthorityNotifier, None)] {
            assert!(!wanted(&instance, other).await.contains(&"countersign"));
        }
        let now = (&reference, uncle, 1);
        for (who, at, why, says) in [
            (&ctx, now, "I agree with myself", "countersign-own"),
            (
                &partner,
                (&reference, uncle, 2),
                "Ask him",
                "changed-meanwhile",
            ),
            (&partner, now, " ", "countersign-words"),
        ] {
            assert_eq!(rule(second(&instance, who, at, why).await), says);
        }
        second(&instance, &partner, now, "Ask him").await.unwrap();
        let twice = second(&instance, &partner, now, "Again").await;
        assert_eq!(rule(twice), "countersign-done");
        assert!(!wanted(&instance, &partner).await.contains(&"countersign"));
        let all = people(&instance, &ctx, &reference).await;
        let kept = all.family_contact(uncle).unwrap();
        assert!(!all.second_look(kept).unwrap().body.agrees);
    }
}

#[tokio::test]
async fn a_changed_decision_is_looked_at_again_and_who_is_taken_out_leaves_nothing_to_do() {
    for instance in support::both(false).await {
        let ctx = manager(&instance);
        let (reference, uncle) = uncle(&instance, &ctx).await;
        let partner = instance.acting(Role::DelegatedPartner, None);
        let kept = contact(uncle, not_told("not_safe"));
        let id = keep(&instance, &ctx, (&reference, None), &kept)
            .await
            .unwrap();
        assert_eq!(wanted(&instance, &ctx).await, ["not_told"]);
        let none = second(&instance, &partner, (&reference, uncle, 1), "Ask him").await;
        assert_eq!(rule(none), "countersign-none");
        for (version, needs) in [(1, "An interpreter"), (2, "")] {
            let left_out = FamilyContact {
                needs: words(needs),
                ..contact(uncle, not_told("not_invited"))
            };
            let place = (&reference, Some((id, version)));
            keep(&instance, &ctx, place, &left_out).await.unwrap();
            assert!(wanted(&instance, &partner).await.contains(&"countersign"));
            let at = (&reference, uncle, version + 1);
            second(&instance, &partner, at, "Ask him").await.unwrap();
        }
        let gone = (form(), (uncle, 1));
        take_out(
            &instance.app,
            &ctx,
            &reference,
            gone,
            &words("Entered twice"),
        )
        .await
        .unwrap();
        assert!(wanted(&instance, &partner).await.is_empty());
    }
}
