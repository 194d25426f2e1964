//! Wording that nobody has checked cannot go out before a named person of the partnership confirms it.

use access::Role;
use app::AppError;
use app::notification::{Statement, paper, save, view};
use app::wording::{confirm, confirmations, unchecked, withdraw, withdrawn};
use model::case::SubjectKind;
use model::paper::Block;
use model::scheme::Confirmations;

use crate::decision::rule;
use crate::notification::{decided, filled_in, notifier};
use crate::people::{add, all_about, people, person};
use crate::support::{self, NOW};

#[tokio::test]
async fn the_document_waits_for_a_named_person() {
    for instance in support::both(false).await {
        let (app, reference) = (&instance.app, instance.incident().await);
        let ctx = notifier(&instance);
        decided(&instance, &reference, "notifiable").await;
        save(app, &ctx, &reference, None, &filled_in())
            .await
            .unwrap();
        let loaded = app.scheme_on(NOW.date_in_london()).unwrap();
        let seen = view(app, &ctx, &reference).await.unwrap();
        let given = confirmations(app, &ctx, &loaded.digest).await.unwrap();
        assert!(given.is_empty());
        let said = Statement::of(&seen, &loaded.scheme, &given);
        let waits: Vec<String> = said
            .unconfirmed
            .iter()
            .map(|one| one.address.clone())
            .collect();
        assert_eq!(waits, ["lists/cause_harm"]);
        let early = paper(&seen, &said, NOW.date_in_london(), true);
        assert!(matches!(
            early,
            Err(AppError::Rule("wording-not-confirmed"))
        ));

        let refused = confirm(app, &ctx, &loaded.digest, &waits).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
        let manager = instance.acting(Role::BusinessManager, None);
        let none = confirm(app, &manager, &loaded.digest, &[]).await;
        assert_eq!(rule(none), "wording-none");
        let checked = ["lists/nature".to_owned()];
        let checked = confirm(app, &manager, &loaded.digest, &checked).await;
        assert_eq!(rule(checked), "wording-not-here");
        confirm(app, &manager, &loaded.digest, &waits)
            .await
            .unwrap();
        let again = instance.acting(Role::BusinessManager, None);
        confirm(app, &again, &loaded.digest, &waits).await.unwrap();
        let given = confirmations(app, &ctx, &loaded.digest).await.unwrap();
        let first = given["lists/cause_harm"];
        assert_eq!(
            first.by,
            manager.actor.person().unwrap().id,
            "the first one stands"
        );
        assert_eq!(first.at, NOW);
        let said = Statement::of(&seen, &loaded.scheme, &given);
        assert!(paper(&seen, &said, NOW.date_in_london(), true).is_ok());
        let other = confirmations(app, &ctx, "another text").await.unwrap();
        assert!(other.is_empty(), "under another text nothing is confirmed");
    }
}

#[tokio::test]
async fn four_children_structured_and_the_others_in_text() {
    for instance in support::both(false).await {
        let (app, reference) = (&instance.app, instance.incident().await);
        let ctx = notifier(&instance);
        decided(&instance, &reference, "notifiable").await;
        save(app, &ctx, &reference, None, &filled_in())
            .await
            .unwrap();
        for number in 2..=6 {
            let child = person(&format!("Child number {number}"), SubjectKind::Child);
            let id = add(&instance, &ctx, &reference, &child).await;
            all_about(&instance, &ctx, &reference, id).await;
        }
        let adult = person("An invented adult", SubjectKind::Adult);
        add(&instance, &ctx, &reference, &adult).await;
        assert_eq!(people(&instance, &ctx, &reference).await.subjects.len(), 7);
        let scheme = &app.scheme_on(NOW.date_in_london()).unwrap().scheme;
        let manager = ctx.actor.person().unwrap().id;
        let all = unchecked(scheme, &Confirmations::new()).into_iter();
        let given = model::scheme::Confirmation {
            by: manager,
            at: NOW,
        };
        let given: Confirmations = all.map(|one| (one.address, given)).collect();
        let seen = view(app, &ctx, &reference).await.unwrap();
        let said = Statement::of(&seen, scheme, &given);
        let paper = paper(&seen, &said, NOW.date_in_london(), true).unwrap();
        paper.check().unwrap();
        let headings: Vec<&str> = paper
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Heading { text, .. } => Some(text.as_str()),
                _ => None,
            })
            .collect();
        let children = [
            "Child 1",
            "Child 2",
            "Child 3",
            "Child 4",
            "Further children",
        ];
        assert_eq!(headings[2..7], children);
        let text: Vec<&String> = paper
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Paragraph(text) => Some(text),
                _ => None,
            })
            .collect();
        assert_eq!(text.len(), 2);
        assert!(text[1].contains("Child number 6") && text[1].contains("Not asked"));
        for format in ["pdf", "docx"] {
            let (bytes, _) = app.document(&paper, format).await.unwrap();
            assert!(bytes.len() > 5_000, "{format}");
        }
    }
}

#[tokio::test]
async fn a_confirmation_that_was_taken_back_stops_what_goes_out_from_then_on() {
    for instance in support::both(false).await {
        let (app, reference) = (&instance.app, instance.incident().await);
        let ctx = notifier(&instance);
        decided(&instance, &reference, "notifiable").await;
        save(app, &ctx, &reference, None, &filled_in())
            .await
            .unwrap();
        let digest = app.scheme_on(NOW.date_in_london()).unwrap().digest.clone();
        let scheme = &app.scheme_on(NOW.date_in_london()).unwrap().scheme;
        let seen = view(app, &ctx, &reference).await.unwrap();
        let goes_out = async || {
            let given = confirmations(app, &ctx, &digest).await.unwrap();
            let said = Statement::of(&seen, scheme, &given);
            paper(&seen, &said, NOW.date_in_london(), true).is_ok()
        };
        let cause = "lists/cause_harm";
        let manager = instance.acting(Role::BusinessManager, None);
        let all = [cause.to_owned()];
        let early = withdraw(app, &manager, &digest, (cause, NOW), "Not right.").await;
        assert_eq!(rule(early), "wording-not-standing");
        confirm(app, &manager, &digest, &all).await.unwrap();
        assert!(goes_out().await);

        let other = instance.acting(Role::Administrator, None);
        let empty = withdraw(app, &other, &digest, (cause, NOW), "  ").await;
        assert_eq!(rule(empty), "wording-reason");
        let refused = withdraw(app, &ctx, &digest, (cause, NOW), "Not right.").await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
        let before = NOW.plus_seconds(-1);
        let stale = withdraw(app, &other, &digest, (cause, before), "Not right.").await;
        assert_eq!(rule(stale), "wording-not-standing");
        assert!(goes_out().await);
        for _ in 0..2 {
            withdraw(app, &other, &digest, (cause, NOW), "Not right.")
                .await
                .unwrap();
        }
        assert!(!goes_out().await);

        let history = withdrawn(app, &ctx, &digest).await.unwrap();
        assert_eq!(history.len(), 1, "sent twice, taken back once");
        let id = |ctx: &access::Ctx| ctx.actor.person().unwrap().id;
        assert_eq!(history[0].confirmed.by, id(&manager));
        assert_eq!(history[0].by, id(&other));
        assert_eq!(history[0].reason.0, "Not right.");
        assert_eq!(history[0].item, cause);
        let mut again = instance.acting(Role::BusinessManager, None);
        again.now = NOW.plus_seconds(60);
        confirm(app, &again, &digest, &all).await.unwrap();
        assert!(goes_out().await, "it may be confirmed again");
        assert_eq!(withdrawn(app, &ctx, &digest).await.unwrap().len(), 1);
    }
}
