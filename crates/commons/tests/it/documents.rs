//! Published documents and what they found.

use access::{Role, actions};
use commons::{CommonsError, Deposit, DocumentKind, FindingKind, FindingState, Proposed};
use model::learning::TakeDownReason;
use model::{OrganisationId, RecordId};

use crate::house::{House, both, new_id, somebody};

fn catalogue() -> Deposit {
    Deposit {
        kind: DocumentKind::Review,
        year: 2024,
        place: None,
        pseudonym: "Child W".to_owned(),
        about: "An invented review".to_owned(),
        themes: vec!["neglect".to_owned()],
    }
}

fn proposed(text: &str) -> Proposed {
    Proposed {
        kind: FindingKind::Finding,
        text: text.to_owned(),
        because: "Findings".to_owned(),
        themes: Vec::new(),
    }
}

async fn deposit(house: &House, role: Role, bytes: &[u8]) -> Result<RecordId, CommonsError> {
    deposit_for(house, &somebody(new_id(), role), bytes).await
}

async fn deposit_for(
    house: &House,
    ctx: &access::Ctx,
    bytes: &[u8],
) -> Result<RecordId, CommonsError> {
    let (catalogue, found) = (&catalogue(), &[proposed("One"), proposed("Two")]);
    let id = house
        .commons
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::DepositDocument>()?;
                let file = ("application/pdf", bytes);
                let id = commons::deposit(tx, &permit, file, catalogue).await?;
                commons::propose_findings(tx, &permit, id, found).await?;
                Ok(id)
            })
        })
        .await?;
    let waits = looked(house, &somebody(new_id(), Role::PanelSecretariat), id).await;
    assert!(matches!(waits, Err(CommonsError::NotFound)), "it waits");
    let alone = agreed(house, ctx, (id, 1)).await;
    assert!(matches!(alone, Err(CommonsError::Rule("release-author"))));
    let second = &somebody(ctx.organisation, Role::DelegatedPartner);
    let early = agreed(house, second, (id, 2)).await;
    assert!(matches!(
        early,
        Err(CommonsError::Rule("changed-meanwhile"))
    ));
    agreed(house, second, (id, 1)).await?;
    Ok(id)
}

async fn looked(house: &House, ctx: &access::Ctx, id: RecordId) -> Result<Vec<u8>, CommonsError> {
    let read = house.commons.look(ctx, |tx| {
        Box::pin(async move {
            assert!(commons::findings_of(tx, id).await?.is_empty());
            commons::file_of_document(tx, id).await
        })
    });
    read.await
}

async fn agreed(
    house: &House,
    ctx: &access::Ctx,
    which: (RecordId, i64),
) -> Result<(), CommonsError> {
    let agree = house.commons.transact(ctx, |tx| {
        Box::pin(async move { commons::agree_document(tx, which).await })
    });
    agree.await
}

#[tokio::test]
async fn a_document_is_kept_whole_and_taken_once() {
    for house in both().await {
        let refused = deposit(&house, Role::LearningReader, b"%PDF").await;
        assert!(matches!(refused, Err(CommonsError::Refused { .. })));
        let id = deposit(&house, Role::BusinessManager, b"%PDF one")
            .await
            .unwrap();
        let again = deposit(&house, Role::BusinessManager, b"%PDF one").await;
        assert!(matches!(again, Err(CommonsError::Rule("document-known"))));
        let reader = &somebody(new_id(), Role::LearningReader);
        let read = house.commons.look(reader, |tx| {
            Box::pin(async move {
                let one = commons::document(tx, id).await?;
                let bytes = commons::file_of_document(tx, id).await?;
                Ok((one, bytes, commons::findings_of(tx, id).await?))
            })
        });
        let (one, bytes, findings) = read.await.unwrap();
        assert_eq!(one.deposit, catalogue());
        assert_eq!(bytes, b"%PDF one");
        let texts: Vec<&str> = findings.iter().map(|one| one.body.text.as_str()).collect();
        assert_eq!(texts, ["One", "Two"]);
        assert!(
            findings
                .iter()
                .all(|one| one.state == FindingState::Proposed)
        );
    }
}

#[tokio::test]
async fn a_person_confirms_and_only_that_is_found() {
    for house in both().await {
        let area: OrganisationId = new_id();
        let manager = &somebody(area, Role::BusinessManager);
        let id = deposit_for(&house, manager, b"%PDF two").await.unwrap();
        let ctx = &somebody(new_id(), Role::RegionalFacilitator);
        let areas = &[area];
        let findings = house.commons.look(ctx, |tx| {
            Box::pin(async move { commons::findings_of(tx, id).await })
        });
        let findings = findings.await.unwrap();
        let (first, second) = (findings[0].id, findings[1].id);
        let body = &Proposed {
            kind: FindingKind::Recommendation,
            themes: vec!["neglect".to_owned()],
            ..proposed("One, as it stands in the document")
        };
        let say = async |which: RecordId, shown: i64, state: FindingState| {
            house
                .commons
                .transact(ctx, |tx| {
                    Box::pin(async move {
                        let which = (id, which, shown);
                        commons::confirm_finding(tx, which, areas, (state, body)).await
                    })
                })
                .await
        };
        say(first, 1, FindingState::Confirmed).await.unwrap();
        say(second, 1, FindingState::LeftOut).await.unwrap();
        let late = say(first, 1, FindingState::LeftOut).await;
        assert!(matches!(late, Err(CommonsError::Rule("changed-meanwhile"))));
        let found = house
            .commons
            .look(ctx, |tx| Box::pin(commons::confirmed_findings(tx)));
        let found = found.await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].id, &found[0].body), (first, body));
        assert_eq!(found[0].by, Some(ctx.person().unwrap().id));
        gone(&house, (ctx, areas), id).await;
    }
}

#[tokio::test]
async fn another_area_neither_removes_a_document_nor_says_what_it_found() {
    for house in both().await {
        let area: OrganisationId = new_id();
        let manager = somebody(area, Role::BusinessManager);
        let id = deposit_for(&house, &manager, b"%PDF three").await.unwrap();
        let neighbour = somebody(new_id(), Role::BusinessManager);
        let region = somebody(new_id(), Role::RegionalFacilitator);
        let reader = somebody(area, Role::LearningReader);
        for ctx in [&neighbour, &region, &reader] {
            let refused = removed(&house, (ctx, &[]), id).await;
            assert!(matches!(refused, Err(CommonsError::Refused { .. })));
            let which = (id, new_id(), 1);
            let said = (FindingState::LeftOut, &proposed("One"));
            let refused = house.commons.transact(ctx, |tx| {
                Box::pin(async move { commons::confirm_finding(tx, which, &[], said).await })
            });
            let refused = refused.await;
            assert!(matches!(refused, Err(CommonsError::Refused { .. })));
        }
        let national = somebody(new_id(), Role::PanelSecretariat);
        removed(&house, (&national, &[]), id).await.unwrap();
        let twice = removed(&house, (&manager, &[]), id).await;
        assert!(matches!(twice, Err(CommonsError::NotFound)));
        let look = async |ctx: &access::Ctx| {
            let looked = house.commons.look(ctx, |tx| {
                Box::pin(async move {
                    let one = commons::document(tx, id).await?;
                    let why = commons::why_removed(tx, &one, &[]).await?;
                    Ok((one, why))
                })
            });
            looked.await.unwrap()
        };
        let why = look(&national).await.1;
        assert_eq!(why.as_deref(), Some("withdrawn"));
        let (one, why) = look(&manager).await;
        assert_eq!(
            why, None,
            "words stay with the organisation that removed it"
        );
        assert_eq!(one.removed.unwrap().1, "wrong");
        assert!(one.deposit.about.is_empty() && one.deposit.pseudonym.is_empty());
        assert_eq!(look(&reader).await.1, None, "words are for those who may");
    }
}

async fn removed(
    house: &House,
    (ctx, areas): (&access::Ctx, &[OrganisationId]),
    id: RecordId,
) -> Result<(), CommonsError> {
    let why = (TakeDownReason::Wrong, "withdrawn");
    let remove = house.commons.transact(ctx, |tx| {
        Box::pin(async move { commons::remove_document(tx, id, areas, why).await })
    });
    remove.await
}

/// With the document goes its file, and what was confirmed from it is found no more.
async fn gone(house: &House, (ctx, areas): (&access::Ctx, &[OrganisationId]), id: RecordId) {
    removed(house, (ctx, areas), id).await.unwrap();
    let rest = house.commons.look(ctx, |tx| {
        Box::pin(async move {
            let file = commons::file_of_document(tx, id).await;
            assert!(matches!(file, Err(CommonsError::NotFound)));
            let found = commons::confirmed_findings(tx).await?.len();
            let left = commons::findings_of(tx, id).await?.len();
            Ok((found, left, commons::documents(tx).await?.len()))
        })
    });
    assert_eq!(rest.await.unwrap(), (0, 0, 0));
}
