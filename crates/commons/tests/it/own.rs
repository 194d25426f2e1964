//! What one person keeps is reached by nobody else.

use access::Role;
use commons::CommonsError;

use crate::house::{both, new_id, somebody};

#[tokio::test]
async fn nobody_reaches_what_another_keeps() {
    for house in both().await {
        let organisation = new_id();
        let mine = &somebody(organisation, Role::LearningReader);
        let other = &somebody(organisation, Role::LearningReader);
        let keep = house.commons.transact(mine, |tx| {
            Box::pin(
                async move { commons::add_own_page(tx, "question", "Who reads letters?").await },
            )
        });
        let id = keep.await.unwrap();
        let read = async |ctx: &access::Ctx, kind: &'static str| {
            let read = house.commons.look(ctx, |tx| {
                Box::pin(async move { commons::own_page(tx, kind, id).await })
            });
            read.await
        };
        assert_eq!(
            read(mine, "question").await.unwrap().body,
            "Who reads letters?"
        );
        for (ctx, kind) in [(other, "question"), (mine, "briefing")] {
            assert!(matches!(read(ctx, kind).await, Err(CommonsError::NotFound)));
        }
        let change = async |ctx: &access::Ctx, shown: i64| {
            let change = house.commons.transact(ctx, |tx| {
                Box::pin(async move {
                    commons::change_own_page(tx, "question", (id, shown), "Another").await
                })
            });
            change.await
        };
        assert!(change(other, 1).await.is_err());
        change(mine, 1).await.unwrap();
        assert!(
            change(mine, 1).await.is_err(),
            "a version that was overtaken"
        );
        let let_go = house.commons.transact(other, |tx| {
            Box::pin(async move { commons::let_own_page_go(tx, "question", id).await })
        });
        let_go.await.unwrap();
        assert_eq!(read(mine, "question").await.unwrap().version, 2);
    }
}
