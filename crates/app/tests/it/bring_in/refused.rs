//! What cannot be brought in so, what is asked about once more, and who may not.

use access::Role;
use app::AppError;
use app::bring_in::{At, Before, BringIn, Odd, bring_in, odd, wrong};
use model::UncertainDate;
use model::scheme::{StageKind as S, TrackKind as T};

use super::{did_not, done, on, reached, scheme};
use crate::decision::rule;
use crate::follow::{form, manager};
use crate::support::{self, NOW, words};

/// What is changed in a review that could be brought in.
type Change = fn(&mut BringIn);

#[tokio::test]
async fn what_cannot_be_so_is_refused() {
    let instance = support::both(false).await.remove(0);
    let (app, ctx, scheme) = (&instance.app, manager(&instance), scheme(&instance));
    let good = || reached(scheme, T::RapidReview, S::Sent);
    let today = NOW.date_in_london();
    assert!(wrong(scheme, today, &good()).is_empty());
    assert!(odd(scheme, &good()).is_empty());
    let cases: [(Change, At, &str); 10] = [
        (
            |new| new.known = UncertainDate::UNKNOWN,
            At::Known,
            "bring-known",
        ),
        (|new| new.known = on("2026-11-25"), At::Known, "bring-later"),
        (|new| new.outcome = None, At::Outcome, "bring-outcome"),
        (
            |new| new.outcome = Some("near_miss".to_owned()),
            At::Outcome,
            "bring-outcome",
        ),
        (
            |new| new.steps[4].before = done(on("2026-12-24")),
            At::Step(4),
            "bring-later",
        ),
        (
            |new| new.steps[4].before = done(on("2026-03-01")),
            At::Step(4),
            "bring-order",
        ),
        (
            |new| new.steps[0].before = did_not(),
            At::Step(0),
            "bring-must",
        ),
        (
            |new| new.steps[7].before = did_not(),
            At::Step(7),
            "bring-must",
        ),
        (
            |new| new.steps[4].before = Before::DidNot(words(" ")),
            At::Step(4),
            "bring-why",
        ),
        (
            |new| new.partners_told = Some(done(on("2027-01-01"))),
            At::PartnersTold,
            "bring-later",
        ),
    ];
    for (change, at, code) in cases {
        let mut new = good();
        change(&mut new);
        let first = wrong(scheme, today, &new)[0];
        assert_eq!((first.at, first.code), (at, code));
        let refused = bring_in(app, &ctx, form(), &new).await;
        assert_eq!(rule(refused), code);
    }
}

#[tokio::test]
async fn what_lacks_something_is_refused_and_what_is_odd_is_asked_about() {
    let instance = support::both(false).await.remove(0);
    let (app, ctx, scheme) = (&instance.app, manager(&instance), scheme(&instance));
    let good = || reached(scheme, T::RapidReview, S::Sent);
    let today = NOW.date_in_london();
    let whole: [(Change, &str); 6] = [
        (|new| new.reached = (T::Actions, S::Begun), "bring-stage"),
        (|new| drop(new.steps.pop()), "bring-steps"),
        (|new| new.partners_told = None, "bring-steps"),
        (|new| new.nature = "weather".to_owned(), "bring-incident"),
        (|new| new.subjects.clear(), "incident-no-child"),
        (|new| new.subjects[0].safety = None, "safety-not-asked"),
    ];
    for (change, code) in whole {
        let mut new = good();
        change(&mut new);
        assert_eq!(rule(bring_in(app, &ctx, form(), &new).await), code);
    }
    let mut strange = good();
    strange.known = on("2026-03-05");
    strange.steps[3].before = done(on("2026-03-05"));
    strange.partners_told = Some(done(on("2026-03-04")));
    let pair = |first, then| Odd { first, then };
    let expected = [
        pair(At::Known, At::Step(0)),
        pair(At::Known, At::Step(1)),
        pair(At::Known, At::PartnersTold),
        pair(At::Step(2), At::Step(3)),
    ];
    assert_eq!(odd(scheme, &strange), expected);
    assert!(wrong(scheme, today, &strange).is_empty());
    bring_in(app, &ctx, form(), &strange).await.unwrap();
}

#[tokio::test]
async fn only_the_business_manager_brings_in() {
    for instance in support::both(false).await {
        let new = reached(scheme(&instance), T::Notification, S::Notified);
        for role in [
            Role::IncidentRaiser,
            Role::AuthorityNotifier,
            Role::DelegatedPartner,
            Role::Administrator,
        ] {
            let ctx = instance.acting(role, None);
            let refused = bring_in(&instance.app, &ctx, form(), &new).await;
            let Err(AppError::NotPermitted { .. }) = refused else {
                panic!("{role:?} may not");
            };
        }
    }
}
