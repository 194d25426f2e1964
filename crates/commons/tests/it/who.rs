//! Who reads, who writes, and what becomes of the others; and the store as a whole.

use access::{Role, actions};
use commons::{Audience, CommonsError, Filter};
use crypto::SecretKey;
use model::learning::Sharing;

use crate::house::{NORTH, SOUTH, both, job, new_id, released, somebody};

#[tokio::test]
async fn an_item_of_a_region_is_for_its_areas_alone() {
    for house in both().await {
        let north = released(Audience::Region(NORTH.to_owned()));
        let nation = released(Audience::Nation);
        let public = released(Audience::Public);
        for put in [&north, &nation, &public] {
            house.put(put).await.unwrap();
        }
        let all = &Filter::default();
        let reader = &somebody(new_id(), Role::BusinessManager);
        let listed = async |region| {
            let mut found = house.listed(reader, region, all).await;
            found.sort();
            found
        };
        assert_eq!(listed(Some(NORTH)).await.len(), 3);
        let mut others = vec![nation.id, public.id];
        others.sort();
        assert_eq!(listed(Some(SOUTH)).await, others);
        assert_eq!(listed(None).await, others);
        assert!(house.open(reader, Some(NORTH), north.id).await.is_ok());
        for region in [Some(SOUTH), None] {
            let refused = house.open(reader, region, north.id).await;
            assert!(matches!(refused, Err(CommonsError::Refused { .. })));
        }
        let everybody = &job("public learning");
        assert_eq!(house.listed(everybody, None, all).await, [public.id]);
        assert!(house.open(everybody, None, nation.id).await.is_err());
        assert!(house.open(everybody, None, public.id).await.is_ok());
    }
}

#[tokio::test]
async fn roles_that_do_not_read_shared_learning_see_nothing() {
    for house in both().await {
        house.put(&released(Audience::Nation)).await.unwrap();
        for role in [
            Role::Guest,
            Role::Operator,
            Role::Administrator,
            Role::FamilyContact,
        ] {
            let ctx = &somebody(new_id(), role);
            let all = &Filter::default();
            assert!(house.listed(ctx, None, all).await.is_empty(), "{role}");
            let documents = house
                .commons
                .look(ctx, |tx| Box::pin(commons::documents(tx)));
            assert!(documents.await.is_err(), "{role}");
        }
        let ctx = &somebody(new_id(), Role::PanelMember);
        let may = house.commons.look(ctx, |tx| {
            Box::pin(async move { Ok(commons::may_read_audiences(tx, None)) })
        });
        assert_eq!(may.await.unwrap(), [Sharing::Nation, Sharing::Public]);
    }
}

#[tokio::test]
async fn nobody_but_the_job_that_releases_puts_anything() {
    for house in both().await {
        let people = Role::ALL.iter().map(|role| somebody(new_id(), *role));
        let jobs = ["post", "public learning", "open store"].map(job);
        for ctx in people.chain(jobs) {
            let ctx = &ctx;
            let asked = house.commons.transact(ctx, |tx| {
                Box::pin(
                    async move { tx.permit_organisation::<actions::PublishShared>().map(drop) },
                )
            });
            let refused = asked.await;
            assert!(
                matches!(refused, Err(CommonsError::Refused { .. })),
                "{:?}",
                ctx.actor
            );
        }
        let acts = house.acts().await;
        let refused = acts
            .iter()
            .filter(|(action, outcome)| action == "publish_shared" && outcome == "refused");
        assert_eq!(refused.count(), Role::ALL.len() + 3);
    }
}

#[tokio::test]
async fn the_store_is_opened_again_and_never_replaced_when_it_is_lost() {
    for house in both().await {
        house.put(&released(Audience::Nation)).await.unwrap();
        house.commons.db().close().await;
        let again = house.again(None, true).await.unwrap();
        assert_eq!(again.db().version().await.unwrap(), 6);
        again.db().close().await;
        assert!(house.lost().await.is_err(), "an empty store in its place");
        if house.scratch.server.is_none() {
            let other = SecretKey::generate().unwrap();
            assert!(
                house.again(Some(&other), true).await.is_err(),
                "another key"
            );
        }
    }
}
