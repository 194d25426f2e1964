//! The second person: what leaves an organisation beside a case is read by others once somebody who did not write it agreed.

use std::time::Duration;

use access::{Ctx, Role};
use app::AppError;
use app::commons::Audience;
use app::exchange::{
    SecondWaits, ToTell, agree_to_tell, ask_those_behind, ask_to_tell, asked_to_tell, decide,
    is_alone, of_item, send_back_telling, tellings_waiting, to_tell, withdraw_telling,
};
use app::library::documents;
use app::library::waiting::{self, DocumentWaits, documents_waiting};
use app::sharing::TRIES;
use futures_util::stream;
use model::case::{KeptAgreed, SubjectKind};
use model::learning::SharedQuestion;
use model::{RecordId, SharedId};
use papers::read::Part;

use crate::decision::rule;
use crate::exchange::{another, deciding, elsewhere};
use crate::follow::{form, manager, notified_case};
use crate::library::{PDF, catalogue, put, reads, reads_parts};
use crate::people::{add as add_person, person};
use crate::support::{self, Instance, words};

/// A decision of the partnership on an item, of which somebody asks to tell it.
async fn asked(instance: &Instance, ctx: &Ctx) -> (SharedId, RecordId) {
    let item = put(instance, Audience::Nation).await;
    let app = &instance.app;
    let id = decide(app, ctx, (form(), None), &deciding(item))
        .await
        .unwrap();
    let sent = (form(), (item, 1));
    ask_to_tell(app, ctx, sent, false).await.unwrap();
    ask_to_tell(app, ctx, sent, false).await.unwrap();
    (item, id)
}

async fn areas_that_told(instance: &Instance, item: SharedId) -> usize {
    let reader = &elsewhere(instance).await;
    let seen = of_item(&instance.app, reader, item).await.unwrap();
    seen.others.areas
}

#[tokio::test]
async fn nothing_is_told_before_somebody_of_another_agency_agrees() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, &manager(&instance));
        let (item, _) = asked(&instance, ctx).await;
        let shown = (item, 2);
        assert!(tellings_waiting(app, ctx).await.unwrap().is_empty());
        let alone = agree_to_tell(app, ctx, (form(), shown), &[]).await;
        assert_eq!(rule(alone), "release-author");
        let governance = &instance.acting(Role::InformationGovernance, None);
        let same = agree_to_tell(app, governance, (form(), shown), &[]).await;
        assert_eq!(rule(same), "second-another-agency", "of no agency either");
        let reader = &instance.acting(Role::LearningReader, Some("police"));
        let refused = agree_to_tell(app, reader, (form(), shown), &[]).await;
        assert!(matches!(refused, Err(AppError::NotFound)));
        let second = &another(&instance, ctx);
        let mine = SecondWaits {
            what: item,
            sent_back: false,
            since: ctx.today(),
        };
        assert_eq!(tellings_waiting(app, second).await.unwrap(), [mine]);
        let waits = asked_to_tell(app, second, item).await.unwrap();
        assert_eq!(waits.may, Ok(()));
        assert_eq!(
            waits.kept.body.asked.unwrap().text.reasons,
            "Letters lie here as well."
        );
        let late = agree_to_tell(app, second, (form(), (item, 1)), &[]).await;
        assert_eq!(rule(late), "changed-meanwhile");
        let sent = (form(), shown);
        agree_to_tell(app, second, sent, &[]).await.unwrap();
        agree_to_tell(app, second, sent, &[]).await.unwrap();
        let seen = of_item(app, ctx, item).await.unwrap();
        let told = seen.own.unwrap().body.told.unwrap();
        assert_eq!(told.agreed_by, second.actor.person().map(|one| one.id));
        assert_eq!(seen.others.areas, 1);
        assert!(tellings_waiting(app, second).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn what_could_be_put_together_is_agreed_to_in_words_before_it_is_told() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, &manager(&instance));
        let item = put(&instance, Audience::Nation).await;
        let mut new = deciding(item);
        let said = "We met it with a Somali family, when a boy of Year 6 drowned at the quarry.";
        new.reasons = words(said);
        decide(app, ctx, (form(), None), &new).await.unwrap();
        let shown = to_tell(app, ctx, item, false).await.unwrap();
        assert!(!shown.is_stopped());
        assert!(shown.found.iter().any(|one| one.rare.is_some()));
        ask_to_tell(app, ctx, (form(), (item, 1)), false)
            .await
            .unwrap();
        let second = &another(&instance, ctx);
        let waits = asked_to_tell(app, second, item).await.unwrap();
        let agreed = waits.rare().map(|one| KeptAgreed {
            words: one.words.clone(),
            why: words("Several boys are meant."),
        });
        let agreed: Vec<KeptAgreed> = agreed.collect();
        assert!(agreed.iter().any(|one| one.words.0.contains("Somali")));
        let silent = agree_to_tell(app, second, (form(), (item, 2)), &[]).await;
        assert_eq!(rule(silent), "release-agree");
        let mut empty = agreed.clone();
        empty[0].why = words(" ");
        let empty = agree_to_tell(app, second, (form(), (item, 2)), &empty).await;
        assert_eq!(rule(empty), "release-agree-why");
        agree_to_tell(app, second, (form(), (item, 2)), &agreed)
            .await
            .unwrap();
        assert_eq!(areas_that_told(&instance, item).await, 1);
        let seen = of_item(app, ctx, item).await.unwrap();
        assert_eq!(seen.own.unwrap().body.told.unwrap().rare, agreed);
    }
}

#[tokio::test]
async fn what_is_told_of_groups_of_people_points_at_nobody() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, &manager(&instance));
        let item = put(&instance, Audience::Nation).await;
        let mut new = deciding(item);
        new.reasons = words("Black children and Deaf parents waited longer than white families.");
        new.differences = words("Black boys are seen as older than they are.");
        decide(app, ctx, (form(), None), &new).await.unwrap();
        let shown = to_tell(app, ctx, item, false).await.unwrap();
        assert!(!shown.is_stopped(), "{:?}", shown.found);
        assert!(shown.found.iter().all(|one| one.rare.is_none()));
        ask_to_tell(app, ctx, (form(), (item, 1)), false)
            .await
            .unwrap();
        let second = &another(&instance, ctx);
        agree_to_tell(app, second, (form(), (item, 2)), &[])
            .await
            .unwrap();
        assert_eq!(areas_that_told(&instance, item).await, 1);
    }
}

#[tokio::test]
async fn where_there_are_no_agencies_another_person_is_enough() {
    for instance in support::both(false).await {
        let (app, other) = (&instance.app, &elsewhere(&instance).await);
        let item = put(&instance, Audience::Nation).await;
        decide(app, other, (form(), None), &deciding(item))
            .await
            .unwrap();
        ask_to_tell(app, other, (form(), (item, 1)), false)
            .await
            .unwrap();
        let colleague = &Ctx {
            organisation: other.organisation,
            ..instance.acting(Role::BusinessManager, None)
        };
        agree_to_tell(app, colleague, (form(), (item, 2)), &[])
            .await
            .unwrap();
        let seen = of_item(app, &manager(&instance), item).await.unwrap();
        assert_eq!(seen.others.areas, 1);
    }
}

#[tokio::test]
async fn it_is_sent_back_with_a_reason_or_withdrawn_and_a_change_takes_it_back() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, &manager(&instance));
        let (item, id) = asked(&instance, ctx).await;
        let second = &another(&instance, ctx);
        let empty = send_back_telling(app, second, (form(), (item, 2)), &words(" ")).await;
        assert_eq!(rule(empty), "second-why");
        let why = &words("Say what differs.");
        let own = send_back_telling(app, ctx, (form(), (item, 2)), why).await;
        assert_eq!(rule(own), "release-author");
        let sent = (form(), (item, 2));
        send_back_telling(app, second, sent, why).await.unwrap();
        send_back_telling(app, second, sent, why).await.unwrap();
        let back = SecondWaits {
            what: item,
            sent_back: true,
            since: ctx.today(),
        };
        assert_eq!(tellings_waiting(app, ctx).await.unwrap(), [back]);
        assert!(tellings_waiting(app, second).await.unwrap().is_empty());
        let gone = asked_to_tell(app, second, item).await;
        assert!(matches!(gone, Err(AppError::NotFound)));
        let theirs = withdraw_telling(app, second, (form(), (item, 3))).await;
        assert_eq!(rule(theirs), "second-not-yours");
        let away = (form(), (item, 3));
        withdraw_telling(app, ctx, away).await.unwrap();
        withdraw_telling(app, ctx, away).await.unwrap();
        assert!(tellings_waiting(app, ctx).await.unwrap().is_empty());
        let own = of_item(app, ctx, item).await.unwrap().own.unwrap();
        assert!(own.body.sent_back.is_none() && own.version == 4);
        ask_to_tell(app, ctx, (form(), (item, 4)), true)
            .await
            .unwrap();
        let theirs = withdraw_telling(app, second, (form(), (item, 5))).await;
        assert_eq!(rule(theirs), "second-not-yours");
        let away = (form(), (item, 5));
        withdraw_telling(app, ctx, away).await.unwrap();
        let late = agree_to_tell(app, second, (form(), (item, 6)), &[]).await;
        assert_eq!(rule(late), "changed-meanwhile");
        ask_to_tell(app, ctx, (form(), (item, 6)), false)
            .await
            .unwrap();
        let mut other = deciding(item);
        other.reasons = words("Letters lie in two places.");
        let police = &another(&instance, ctx);
        decide(app, police, (form(), Some((id, 7))), &other)
            .await
            .unwrap();
        let late = agree_to_tell(app, second, (form(), (item, 8)), &[]).await;
        assert_eq!(rule(late), "changed-meanwhile", "the words changed");
        ask_to_tell(app, ctx, (form(), (item, 8)), false)
            .await
            .unwrap();
        let same = agree_to_tell(app, second, (form(), (item, 9)), &[]).await;
        assert_eq!(rule(same), "second-another-agency", "the police wrote");
        let health = &instance.acting(Role::DelegatedPartner, Some("local_authority"));
        agree_to_tell(app, health, (form(), (item, 9)), &[])
            .await
            .unwrap();
        assert_eq!(areas_that_told(&instance, item).await, 1);
    }
}

/// A document that the manager of the partnership adds.
async fn added(instance: &Instance, ctx: &Ctx) -> RecordId {
    let pieces = stream::iter([Ok::<_, Duration>(PDF.to_vec())]);
    let sent = (form(), &catalogue(), None);
    let taken = documents::deposit(&instance.app, ctx, sent, ("a.pdf", pieces)).await;
    taken.unwrap().id().unwrap()
}

#[tokio::test]
async fn a_document_is_seen_by_its_organisation_alone_until_a_second_person_agrees() {
    for instance in support::both(false).await {
        reads(&instance, &[]);
        let (app, ctx) = (&instance.app, &manager(&instance));
        let id = added(&instance, ctx).await;
        let other = &elsewhere(&instance).await;
        let reader = &instance.acting(Role::LearningReader, None);
        for ctx in [other, reader] {
            let unseen = documents::document(app, ctx, id).await;
            assert!(matches!(unseen, Err(AppError::NotFound)));
            let file = documents::file(app, ctx, id).await;
            assert!(matches!(file, Err(AppError::NotFound)));
            let list = documents::documents(app, ctx).await.unwrap();
            assert!(list.all.is_empty() && list.waiting.is_empty());
        }
        let list = documents::documents(app, ctx).await.unwrap();
        assert_eq!((list.all.len(), list.waiting.len()), (0, 1));
        let mine = documents::document(app, ctx, id).await.unwrap();
        let waits = mine.waits.unwrap();
        assert_eq!((waits.may, waits.mine), (Err("release-author"), true));
        assert!(!mine.may_confirm && !mine.may_remove);
        let alone = waiting::agree(app, ctx, (form(), id, 1)).await;
        assert_eq!(rule(alone), "release-author");
        let governance = &instance.acting(Role::InformationGovernance, None);
        let same = waiting::agree(app, governance, (form(), id, 1)).await;
        assert_eq!(rule(same), "second-another-agency");
        let stranger = waiting::agree(app, other, (form(), id, 1)).await;
        assert!(matches!(stranger, Err(AppError::NotFound)));
        let second = &another(&instance, ctx);
        let waits = DocumentWaits {
            document: id,
            sent_back: false,
            since: ctx.today(),
        };
        assert_eq!(documents_waiting(app, second).await.unwrap(), [waits]);
        assert!(documents_waiting(app, ctx).await.unwrap().is_empty());
        let sent = (form(), id, 1);
        waiting::agree(app, second, sent).await.unwrap();
        waiting::agree(app, second, sent).await.unwrap();
        let found = documents::document(app, other, id).await.unwrap();
        assert!(found.waits.is_none());
        assert_eq!(
            documents::documents(app, reader).await.unwrap().all.len(),
            1
        );
        let late = waiting::withdraw(app, ctx, (form(), id, 2)).await;
        assert_eq!(rule(late), "changed-meanwhile");
    }
}

#[tokio::test]
async fn a_document_without_any_text_is_not_taken() {
    for instance in support::both(false).await {
        reads_parts(&instance, vec![Part::Paragraph(" ".to_owned())], &[]);
        let ctx = &manager(&instance);
        let pieces = stream::iter([Ok::<_, Duration>(PDF.to_vec())]);
        let sent = (form(), &catalogue(), None);
        let taken = documents::deposit(&instance.app, ctx, sent, ("a.pdf", pieces)).await;
        assert_eq!(rule(taken.map(drop)), "file-no-text");
    }
}

#[tokio::test]
async fn a_document_is_sent_back_with_a_reason_and_added_anew() {
    for instance in support::both(false).await {
        reads(&instance, &[]);
        let (app, ctx) = (&instance.app, &manager(&instance));
        let id = added(&instance, ctx).await;
        let second = &another(&instance, ctx);
        let empty = waiting::send_back(app, second, (form(), id, 1), " ").await;
        assert_eq!(rule(empty), "second-why");
        let sent = (form(), id, 1);
        let why = "The catalogue names a street.";
        waiting::send_back(app, second, sent, why).await.unwrap();
        waiting::send_back(app, second, sent, why).await.unwrap();
        let agree = waiting::agree(app, second, (form(), id, 2)).await;
        assert_eq!(rule(agree), "second-sent-back");
        let back = DocumentWaits {
            document: id,
            sent_back: true,
            since: ctx.today(),
        };
        assert_eq!(documents_waiting(app, ctx).await.unwrap(), [back]);
        assert!(documents_waiting(app, second).await.unwrap().is_empty());
        let shown = documents::document(app, ctx, id).await.unwrap();
        assert_eq!(shown.document.sent_back.as_deref(), Some(why));
        let colleague = &instance.acting(Role::BusinessManager, None);
        let theirs = waiting::withdraw(app, colleague, (form(), id, 2)).await;
        assert_eq!(rule(theirs), "second-not-yours");
        let sent = (form(), id, 2);
        waiting::withdraw(app, ctx, sent).await.unwrap();
        waiting::withdraw(app, ctx, sent).await.unwrap();
        let gone = documents::document(app, ctx, id).await;
        assert!(matches!(gone, Err(AppError::NotFound)));
        let again = added(&instance, ctx).await;
        assert_ne!(again, id, "the same file may be added anew");
    }
}

#[tokio::test]
async fn a_body_of_one_person_has_a_second_reader_from_elsewhere_who_writes_nothing() {
    for instance in support::both(true).await {
        let (app, ctx) = (
            &instance.app,
            &instance.at_the_national_body(Role::PanelSecretariat),
        );
        let item = put(&instance, Audience::Nation).await;
        let sent = (form(), None);
        decide(app, ctx, sent, &deciding(item)).await.unwrap();
        assert!(is_alone(app, ctx).await.unwrap(), "nobody else is a member");
        ask_to_tell(app, ctx, (form(), (item, 1)), false)
            .await
            .unwrap();
        let reader = &instance.at_the_national_body(Role::SecondReader);
        let refused = decide(app, reader, (form(), None), &deciding(item)).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
        assert_eq!(tellings_waiting(app, reader).await.unwrap().len(), 1);
        agree_to_tell(app, reader, (form(), (item, 2)), &[])
            .await
            .unwrap();
        let seen = of_item(app, &manager(&instance), item).await.unwrap();
        assert_eq!(seen.others.areas, 1);

        // Where there are agencies, there are people enough.
        let (other, _) = asked(&instance, &manager(&instance)).await;
        let here = &instance.acting(Role::SecondReader, None);
        let refused = agree_to_tell(app, here, (form(), (other, 2)), &[]).await;
        assert_eq!(rule(refused), "release-not-wanted");
    }
}

#[tokio::test]
async fn nobody_learns_by_telling_or_asking_who_is_on_record() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, &manager(&instance));
        let reference = notified_case(&instance).await;
        let child = person("Tamsin Quillfeather", SubjectKind::Child);
        add_person(&instance, ctx, &reference, &child).await;
        let item = put(&instance, Audience::Nation).await;
        let mut new = deciding(item);
        new.reasons = words("Tamsin Quillfeather lives here.");
        let id = decide(app, ctx, (form(), None), &new).await.unwrap();
        for _ in 0..TRIES {
            let found = to_tell(app, ctx, item, false).await.unwrap();
            assert!(found.is_stopped(), "the same words count once");
        }
        for version in 1..TRIES {
            new.reasons = words(&format!("Tamsin Quillfeather lives here ({version})."));
            decide(app, ctx, (form(), Some((id, version))), &new)
                .await
                .unwrap();
            to_tell(app, ctx, item, false).await.unwrap();
        }
        let often = to_tell(app, ctx, item, false).await;
        assert_eq!(rule(often), "words-tried-often");
        let asks = SharedQuestion::new("Why?".to_owned(), "A plan".to_owned(), false);
        let often = ask_those_behind(app, ctx, (form(), item), (&asks, true)).await;
        assert_eq!(
            rule(often),
            "words-tried-often",
            "all of it counts together"
        );
    }
}

#[tokio::test]
async fn what_comes_on_record_after_one_look_is_found_at_the_next() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, &manager(&instance));
        let reference = notified_case(&instance).await;
        let item = put(&instance, Audience::Nation).await;
        let mut new = deciding(item);
        new.reasons = words("Tamsin Quillfeather lives here.");
        decide(app, ctx, (form(), None), &new).await.unwrap();
        let known = |found: ToTell| found.found.iter().any(|one| one.known);
        for _ in 0..2 {
            assert!(!known(to_tell(app, ctx, item, false).await.unwrap()));
        }
        let child = person("Tamsin Quillfeather", SubjectKind::Child);
        add_person(&instance, ctx, &reference, &child).await;
        assert!(known(to_tell(app, ctx, item, false).await.unwrap()));
    }
}
