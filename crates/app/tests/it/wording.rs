//! Wording that nobody has checked cannot go out before a named person of the partnership confirms it.

use access::Role;
use app::AppError;
use app::notification::{Statement, paper, save, view};
use app::wording::{confirm, confirmations, unchecked};
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
