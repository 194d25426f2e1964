//! Those whom learning came from are told that another area told what it did with it, until they look.

use access::{Ctx, Role};
use app::AppError;
use app::exchange::{
    ask_those_behind, asked_of_item, decide, many_told, of_item, told_to_origin, told_us,
};
use model::learning::SharedQuestion;

use super::{asked_for, form, releases, round, view};
use crate::decision::rule;
use crate::exchange::{deciding, elsewhere, told_of};
use crate::support::{self, NOW};

#[tokio::test]
async fn the_origin_learns_that_something_was_told_and_nobody_else_does() {
    for instance in support::both(true).await {
        let app = &instance.app;
        let (reference, who, draft) = asked_for(&instance).await;
        for one in [&who.manager, &who.partner, &who.governance] {
            releases(&instance, (one, &reference), draft).await.unwrap();
        }
        round(&instance).await;
        let released = view(&instance, (&who.manager, &reference), draft).await;
        let released = released.release().unwrap().body.clone();
        let other = &elsewhere(&instance).await;
        decide(app, other, (form(), None), &deciding(released.item))
            .await
            .unwrap();
        assert!(told_us(app, &who.manager).await.unwrap().is_empty());
        told_of(&instance, other, (released.item, 1, false)).await;
        assert!(told_us(app, other).await.unwrap().is_empty(), "not theirs");
        let told = told_us(app, &who.manager).await.unwrap();
        assert_eq!(told.len(), 1);
        let (one, new) = &told[0];
        assert_eq!((one.draft, *new), (draft, 1));
        assert_eq!(one.reference, reference.as_str());
        let many = many_told(app, &who.manager, &released).await.unwrap();
        assert_eq!((many.all, many.new), (1, 1));
        let later = Ctx {
            now: NOW.plus_seconds(60),
            ..who.manager.clone()
        };
        let read = told_to_origin(app, &later, &released).await.unwrap();
        assert_eq!(read.len(), 1);
        assert!(told_us(app, &later).await.unwrap().is_empty(), "they know");
        let partner = told_us(app, &who.partner).await.unwrap();
        assert_eq!(partner.len(), 1, "each of them looks for themself");
        let notifier = instance.acting(Role::AuthorityNotifier, Some("local_authority"));
        let reads = told_us(app, &notifier).await.unwrap();
        assert_eq!(reads.len(), 1, "whoever reads the release");
        let reader = instance.acting(Role::LearningReader, None);
        assert!(told_us(app, &reader).await.unwrap().is_empty(), "not they");
    }
}

#[tokio::test]
async fn those_whom_it_came_from_do_not_decide_on_it_and_do_not_ask_themselves() {
    for instance in support::both(true).await {
        let app = &instance.app;
        let (reference, who, draft) = asked_for(&instance).await;
        for one in [&who.manager, &who.partner, &who.governance] {
            releases(&instance, (one, &reference), draft).await.unwrap();
        }
        round(&instance).await;
        let released = view(&instance, (&who.manager, &reference), draft).await;
        let item = released.release().unwrap().body.item;
        let own = of_item(app, &who.manager, item).await.unwrap();
        let release = own.released_here.unwrap().release.unwrap();
        assert_eq!(
            (release.draft, release.reference.as_str()),
            (draft, reference.as_str())
        );
        let refused = decide(app, &who.manager, (form(), None), &deciding(item)).await;
        assert_eq!(rule(refused), "uptake-own");
        let asked = asked_of_item(app, &who.manager, (&own.item, true))
            .await
            .unwrap();
        assert!(!asked.may_ask);
        let know = "How many desks?".to_owned();
        let asks = SharedQuestion::new(know, "We plan one.".to_owned(), false);
        let sent = (form(), item);
        let refused = ask_those_behind(app, &who.manager, sent, (&asks, true)).await;
        assert!(matches!(refused, Err(AppError::Rule("question-own"))));
        let reader = &instance.acting(Role::LearningReader, None);
        let seen = of_item(app, reader, item).await.unwrap();
        assert_eq!(seen.released_here, None, "who decides nothing");
        let other = &elsewhere(&instance).await;
        let seen = of_item(app, other, item).await.unwrap();
        assert_eq!(seen.released_here, None);
    }
}
