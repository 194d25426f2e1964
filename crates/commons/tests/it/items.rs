//! Items: put once for each version, read, taken back with their words, taken down.

use access::{Role, actions};
use commons::{Audience, CommonsError, ItemState, PutOutcome};
use model::SharedId;
use model::learning::{EndedShared, HowEnded, TakeDownReason};

use crate::house::{House, NORTH, NOW, both, job, learning, new_id, released, somebody};

fn rule(outcome: Result<impl std::fmt::Debug, CommonsError>) -> &'static str {
    match outcome.unwrap_err() {
        CommonsError::Rule(code) => code,
        other => panic!("{other}"),
    }
}

async fn get(house: &House, id: SharedId) -> Option<commons::Item> {
    let ctx = &job("release");
    house
        .commons
        .look(ctx, |tx| Box::pin(commons::get(tx, id)))
        .await
        .unwrap()
}

#[tokio::test]
async fn the_same_version_is_put_once() {
    for house in both().await {
        let mut put = released(Audience::Nation);
        assert_eq!(house.put(&put).await.unwrap(), PutOutcome::Put);
        assert_eq!(house.put(&put).await.unwrap(), PutOutcome::Already);
        let item = get(&house, put.id).await.unwrap();
        assert_eq!(item.body, Some(put.body.clone()));
        assert_eq!(item.origin, Some(put.origin.clone()));
        assert_eq!(item.audience, Audience::Nation);
        let other = commons::Put {
            body: learning("Something else"),
            ..put.clone()
        };
        assert_eq!(rule(house.put(&other).await), "shared-version");
        put.version = 3;
        assert_eq!(rule(house.put(&put).await), "shared-version", "a gap");
        let acts = house.acts().await;
        let puts = acts.iter().filter(|(action, _)| action == "publish_shared");
        assert_eq!(puts.count(), 1, "{acts:?}");
    }
}

#[tokio::test]
async fn a_new_version_takes_the_place_and_the_one_before_is_kept() {
    for house in both().await {
        let mut put = released(Audience::Nation);
        house.put(&put).await.unwrap();
        put.version = 2;
        put.body = learning("Letters reach somebody, late");
        put.body.harm = vec!["online".to_owned()];
        house.put(&put).await.unwrap();
        let reader = &somebody(new_id(), Role::LearningReader);
        let of = |harm: &str| commons::Filter {
            harm: harm.to_owned(),
            ..commons::Filter::default()
        };
        let listed = house.listed(reader, None, &of("online")).await;
        assert_eq!(listed, [put.id]);
        assert!(house.listed(reader, None, &of("neglect")).await.is_empty());
        let item = &get(&house, put.id).await.unwrap();
        let versions = house
            .commons
            .look(reader, |tx| Box::pin(commons::versions_of(tx, item, None)))
            .await
            .unwrap();
        let numbers: Vec<i64> = versions.iter().map(|one| one.version).collect();
        assert_eq!(numbers, [2, 1]);
        let first = versions[1].body.as_ref().unwrap();
        assert_eq!(first.condition, "Letters reach nobody who can act");
        // The job that put the first version runs once more: nothing goes back.
        put.version = 1;
        put.body = learning("Letters reach nobody who can act");
        assert_eq!(house.put(&put).await.unwrap(), PutOutcome::Already);
        assert_eq!(get(&house, put.id).await.unwrap().version, 2);
    }
}

#[tokio::test]
async fn a_version_that_was_for_few_is_not_read_by_everybody_who_reads_the_next() {
    for house in both().await {
        let mut put = released(Audience::Region(NORTH.to_owned()));
        house.put(&put).await.unwrap();
        put.version = 2;
        put.audience = Audience::Public;
        house.put(&put).await.unwrap();
        let reader = &somebody(new_id(), Role::LearningReader);
        let item = &get(&house, put.id).await.unwrap();
        for (region, expected) in [(None, vec![2]), (Some(NORTH), vec![2, 1])] {
            let read = house.commons.look(reader, |tx| {
                Box::pin(async move { commons::versions_of(tx, item, region).await })
            });
            let read = read.await.unwrap();
            let numbers: Vec<i64> = read.iter().map(|one| one.version).collect();
            assert_eq!(numbers, expected, "{region:?}");
        }
    }
}

#[tokio::test]
async fn whoever_saw_an_older_version_hears_of_a_newer_one_until_they_open_it() {
    for house in both().await {
        let mut put = released(Audience::Nation);
        house.put(&put).await.unwrap();
        let reader = &somebody(new_id(), Role::LearningReader);
        house.open(reader, None, put.id).await.unwrap();
        let newer = async || {
            let read = house
                .commons
                .look(reader, |tx| Box::pin(commons::newer_since(tx)));
            read.await.unwrap()
        };
        assert!(newer().await.is_empty());
        put.version = 2;
        house.put(&put).await.unwrap();
        let waiting = newer().await;
        assert_eq!(waiting.len(), 1);
        assert_eq!((waiting[0].id, waiting[0].version), (put.id, 2));
        assert!(!waiting[0].exported);
        house.open(reader, None, put.id).await.unwrap();
        assert!(newer().await.is_empty());
        put.version = 3;
        house.put(&put).await.unwrap();
        house.recall(put.id).await;
        assert!(
            newer().await.is_empty(),
            "what was taken back is told apart"
        );
    }
}

#[tokio::test]
async fn a_recall_takes_the_words_and_names_who_opened_it() {
    for house in both().await {
        let put = released(Audience::Nation);
        house.put(&put).await.unwrap();
        let (one, other) = (new_id(), new_id());
        let reader = somebody(one, Role::LearningReader);
        let elsewhere = somebody(other, Role::BusinessManager);
        house.open(&reader, None, put.id).await.unwrap();
        house.open(&reader, None, put.id).await.unwrap();
        house.open(&elsewhere, None, put.id).await.unwrap();
        let opened = house.recall(put.id).await;
        let mut who: Vec<_> = opened.iter().map(|one| one.person).collect();
        who.sort();
        let mut expected = vec![reader.person().unwrap().id, elsewhere.person().unwrap().id];
        expected.sort();
        assert_eq!(who, expected, "each once");
        assert_eq!(house.recall(put.id).await.len(), 2, "asked again");
        let item = get(&house, put.id).await.unwrap();
        assert_eq!((item.state, item.body), (ItemState::Recalled, None));
        assert_eq!(item.reason.as_deref(), Some("recognised"));
        let all = commons::Filter::default();
        assert!(house.listed(&reader, None, &all).await.is_empty());
        assert_eq!(rule(house.put(&put).await), "shared-ended");
        told(&house, &reader, put.id).await;
        assert!(holds_nothing_of(&house, "nobody who can act").await);
        let report = house.sealed().await;
        assert!(report.first_break.is_none(), "{:?}", report.first_break);
    }
}

/// The reader is told until they say that they know.
async fn told(house: &House, reader: &access::Ctx, id: SharedId) {
    let waiting = house
        .commons
        .look(reader, |tx| Box::pin(commons::taken_back_since(tx)));
    let waiting = waiting.await.unwrap();
    assert_eq!(waiting.len(), 1);
    assert_eq!((waiting[0].id, waiting[0].exported), (id, false));
    let know = house
        .commons
        .transact(reader, |tx| Box::pin(commons::note_told(tx, id)));
    know.await.unwrap();
    let waiting = house
        .commons
        .look(reader, |tx| Box::pin(commons::taken_back_since(tx)));
    assert!(waiting.await.unwrap().is_empty());
}

/// Whether no body of an item or of a version holds these words.
async fn holds_nothing_of(house: &House, words: &str) -> bool {
    static BODIES: db::Statement = db::Statement::new(
        "every body",
        "SELECT body FROM item WHERE body IS NOT NULL UNION ALL \
         SELECT body FROM item_version WHERE body IS NOT NULL",
    );
    let rows: Result<_, db::DbError> = house
        .commons
        .db()
        .read(|tx| Box::pin(async move { tx.all(&BODIES, []).await }))
        .await;
    let rows = rows.unwrap();
    !rows
        .iter()
        .any(|row| row.text("body").unwrap().contains(words))
}

#[tokio::test]
async fn what_was_taken_back_before_it_came_never_comes() {
    for house in both().await {
        let put = released(Audience::Public);
        assert!(house.recall(put.id).await.is_empty());
        assert_eq!(rule(house.put(&put).await), "shared-ended");
        assert_eq!(get(&house, put.id).await.unwrap().body, None);
    }
}

#[tokio::test]
async fn the_law_takes_down_by_those_who_answer_for_it() {
    for house in both().await {
        let put = released(Audience::Region(NORTH.to_owned()));
        house.put(&put).await.unwrap();
        let take = async |ctx: &access::Ctx| {
            house
                .commons
                .transact(ctx, |tx| {
                    Box::pin(async move {
                        let why = (TakeDownReason::Court, "An order of an invented court");
                        commons::take_down(tx, put.id, Some(NORTH), why).await
                    })
                })
                .await
        };
        let neighbour = somebody(new_id(), Role::InformationGovernance);
        let refused = take(&neighbour).await;
        assert!(matches!(refused, Err(CommonsError::Refused { .. })));
        let manager = somebody(put.broker, Role::BusinessManager);
        assert!(take(&manager).await.is_err());
        let broker = somebody(put.broker, Role::InformationGovernance);
        take(&broker).await.unwrap();
        assert_eq!(rule(take(&broker).await), "shared-ended");
        let item = get(&house, put.id).await.unwrap();
        assert_eq!((item.state, &item.body), (ItemState::TakenDown, &None));
        assert_eq!(item.reason.as_deref(), Some("court"));
        let why = async |ctx: &access::Ctx| {
            let item = &item;
            let why = house.commons.look(ctx, |tx| {
                Box::pin(async move { commons::why_taken_down(tx, item, Some(NORTH)).await })
            });
            why.await.unwrap()
        };
        let words = why(&broker).await;
        assert_eq!(words.as_deref(), Some("An order of an invented court"));
        assert_eq!(why(&manager).await, None, "words are for those who may");
        let acts = house.acts().await;
        let refused = acts
            .iter()
            .filter(|(action, outcome)| action == "take_down_shared" && outcome == "refused");
        assert_eq!(refused.count(), 2, "{acts:?}");
    }
}

#[tokio::test]
async fn a_region_takes_down_what_it_is_asked_through_and_nothing_else() {
    for house in both().await {
        let put = released(Audience::Nation);
        house.put(&put).await.unwrap();
        let take = async |ctx: &access::Ctx| {
            let why = (TakeDownReason::Wrong, "It was wrong");
            house
                .commons
                .transact(ctx, |tx| {
                    Box::pin(async move { commons::take_down(tx, put.id, None, why).await })
                })
                .await
        };
        let other_region = somebody(new_id(), Role::RegionalFacilitator);
        let refused = take(&other_region).await;
        assert!(matches!(refused, Err(CommonsError::Refused { .. })));
        take(&somebody(put.broker, Role::RegionalFacilitator))
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn what_ended_is_listed_and_ends_again_where_it_stands() {
    for house in both().await {
        let (stands, came, never) = (
            released(Audience::Nation),
            released(Audience::Public),
            released(Audience::Nation),
        );
        house.put(&stands).await.unwrap();
        house.put(&came).await.unwrap();
        house.recall(came.id).await;
        let end = |id: SharedId, how| EndedShared {
            id: id.to_string().parse().unwrap(),
            how,
            reason: "court".to_owned(),
            on: NOW.date_in_london(),
        };
        let ends = &[
            end(stands.id, HowEnded::TakenDown),
            end(came.id, HowEnded::TakenDown),
            end(never.id, HowEnded::Recalled),
        ];
        let ctx = &job("release");
        let done = house.commons.transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::PublishShared>()?;
                for one in ends {
                    commons::end_again(tx, &permit, one).await?;
                }
                commons::all_ended(tx, &permit).await
            })
        });
        assert_eq!(done.await.unwrap().len(), 3);
        let item = get(&house, stands.id).await.unwrap();
        assert_eq!((item.state, item.body), (ItemState::TakenDown, None));
        let item = get(&house, came.id).await.unwrap();
        assert_eq!(item.state, ItemState::Recalled, "as it ended first");
        assert_eq!(rule(house.put(&never).await), "shared-ended");
    }
}

#[tokio::test]
async fn what_took_its_place_is_shown_to_whom_may_read_it() {
    for house in both().await {
        let old = released(Audience::Nation);
        house.put(&old).await.unwrap();
        let mut new = released(Audience::Region(NORTH.to_owned()));
        new.supersedes = Some(old.id);
        house.put(&new).await.unwrap();
        let reader = &somebody(new_id(), Role::LearningReader);
        for (region, expected) in [(Some(NORTH), vec![new.id]), (None, vec![])] {
            let found = house.commons.look(reader, |tx| {
                Box::pin(async move { commons::superseded_by(tx, old.id, region).await })
            });
            assert_eq!(found.await.unwrap(), expected);
        }
    }
}
