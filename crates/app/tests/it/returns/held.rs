//! What the partnership holds already in another review: nobody is asked for it again without a reason, and nobody learns of a
//! review that they may not read.

use access::{Ctx, Role};
use app::returns::{
    AlreadyHeld, AskAgain, NewRequest, accept, already_held, ask, keep_head, request, signed_return,
};
use app::{App, AppError, Reference};
use model::RecordId;
use model::case::ReturnFound;

use super::signing::signed;
use super::{Sent, head, new_request, sent, with_head};
use crate::decision::rule;
use crate::follow::form;
use crate::support::{self, Instance, today, words};
use crate::team::{barred, day, here};

/// A return that was signed off and accepted.
async fn accepted(instance: &Instance, found: ReturnFound) -> Sent {
    let made = sent(instance).await;
    with_head(instance, &made, found).await;
    signed(instance, &made).await;
    accept(&instance.app, &made.manager, made.request, form())
        .await
        .unwrap();
    made
}

/// A request to the police in a new review about the child of the same name, from a day on.
async fn in_another(instance: &Instance, from: i64) -> (Reference, NewRequest) {
    let reference = instance.incident().await;
    let new = NewRequest {
        from: day(from),
        ..new_request(instance, &reference, "police").await
    };
    (reference, new)
}

async fn asks(
    app: &App,
    ctx: &Ctx,
    (reference, new): &(Reference, NewRequest),
    again: Option<AskAgain>,
) -> Result<RecordId, AppError> {
    let new = NewRequest {
        again,
        ..new.clone()
    };
    ask(app, ctx, reference, form(), &new).await
}

async fn held(
    app: &App,
    ctx: &Ctx,
    (reference, new): &(Reference, NewRequest),
) -> Vec<AlreadyHeld> {
    already_held(app, ctx, reference, new).await.unwrap()
}

#[tokio::test]
async fn whoever_asks_says_why_it_is_asked_for_again() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, accepted(&instance, ReturnFound::Known).await);
        let other = in_another(&instance, -700).await;
        let ctx = &made.manager;
        assert_eq!(rule(asks(app, ctx, &other, None).await), "request-held");
        let found = held(app, ctx, &other).await;
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].reference, made.reference.as_str());
        assert_eq!(found[0].request, made.request);
        assert_eq!((found[0].from, found[0].to), (day(-700), day(0)));
        assert_eq!(
            (found[0].accepted_on, found[0].of_all),
            (today_there(), true)
        );
        signed_return(app, ctx, &made.reference, found[0].request)
            .await
            .unwrap();
        let none = asks(app, ctx, &other, Some(AskAgain::Rest)).await;
        assert_eq!(rule(none), "request-held-all");
        let blank = Some(AskAgain::Whole(words(" ")));
        assert_eq!(
            rule(asks(app, ctx, &other, blank).await),
            "request-held-why"
        );
        let why = words("New facts about the same days.");
        let whole = Some(AskAgain::Whole(why.clone()));
        let id = asks(app, ctx, &other, whole).await.unwrap();
        let shown = request(app, ctx, &other.0, id).await.unwrap().request.body;
        assert_eq!((shown.from, shown.to), (day(-700), day(0)));
        assert_eq!(shown.held.len(), 1);
        assert_eq!(shown.held[0].why, Some(why));
        assert_eq!((shown.held[0].from, shown.held[0].to), (day(-700), day(0)));
    }
}

fn today_there() -> model::Date {
    today().is_certain_day().unwrap()
}

#[tokio::test]
async fn only_days_that_nobody_answered_for_are_asked_for() {
    for instance in support::both(false).await {
        let (app, made) = (
            &instance.app,
            accepted(&instance, ReturnFound::NoTrace).await,
        );
        let other = in_another(&instance, -900).await;
        let id = asks(app, &made.manager, &other, Some(AskAgain::Rest))
            .await
            .unwrap();
        let shown = request(app, &made.manager, &other.0, id).await;
        let shown = shown.unwrap().request.body;
        assert_eq!((shown.from, shown.to), (day(-900), day(-701)));
        assert_eq!(shown.held[0].why, None);
        let before = NewRequest {
            from: day(-900),
            to: day(-800),
            ..new_request(&instance, &other.0, "local_authority").await
        };
        let apart = (other.0.clone(), before);
        assert!(
            held(app, &made.manager, &apart).await.is_empty(),
            "another agency"
        );
        let early = in_another(&instance, -900).await;
        let early = (
            early.0,
            NewRequest {
                to: day(-800),
                ..early.1
            },
        );
        assert!(
            held(app, &made.manager, &early).await.is_empty(),
            "other days"
        );
        asks(app, &made.manager, &early, None).await.unwrap();
    }
}

#[tokio::test]
async fn nothing_is_said_of_a_review_that_the_asker_may_not_read() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, accepted(&instance, ReturnFound::Known).await);
        let other = in_another(&instance, -700).await;
        let second = here(&instance, "Sol Second", Role::BusinessManager).await;
        assert_eq!(held(app, &second, &other).await.len(), 1);
        barred(&instance, &made.reference, &made.manager, &second).await;
        assert!(held(app, &second, &other).await.is_empty());
        let id = asks(app, &second, &other, None).await.unwrap();
        let shown = request(app, &second, &other.0, id).await.unwrap();
        assert!(shown.request.body.held.is_empty());
    }
}

#[tokio::test]
async fn what_was_declined_or_not_accepted_is_not_held() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let declined = sent(&instance).await;
        let mut new = head(&instance, &declined, ReturnFound::Declined).await;
        new.why = words("Another force holds it.");
        let place = (form(), None);
        keep_head(app, &declined.author, declined.request, place, &new)
            .await
            .unwrap();
        signed(&instance, &declined).await;
        accept(app, &declined.manager, declined.request, form())
            .await
            .unwrap();
        let made = sent(&instance).await;
        with_head(&instance, &made, ReturnFound::Known).await;
        signed(&instance, &made).await;
        let other = in_another(&instance, -700).await;
        assert!(
            held(app, &made.manager, &other).await.is_empty(),
            "not accepted"
        );
        accept(app, &made.manager, made.request, form())
            .await
            .unwrap();
        assert_eq!(held(app, &made.manager, &other).await.len(), 1);
    }
}
