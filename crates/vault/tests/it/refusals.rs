//! Who may not, does not, and the attempt is written down.

use access::{Refusal, Role, Section, actions};
use model::CaseId;
use vault::{Conflict, VaultError};

use crate::house::{self, House, NOW, new_id, who};

fn why<T: std::fmt::Debug>(outcome: Result<T, VaultError>) -> Refusal {
    match outcome {
        Err(VaultError::Refused { refusal, .. }) => refusal,
        other => panic!("{other:?}"),
    }
}

async fn bar(house: &House, case: CaseId, ctx: &access::Ctx) {
    let manager = house.person(250, &[Role::BusinessManager]);
    let line = Conflict {
        id: new_id(),
        person: Some(who(ctx)),
        named: "a colleague".to_owned(),
        relation: "worked with the family".to_owned(),
        at: NOW,
    };
    let line = &line;
    house
        .vault
        .transact(&manager, |tx| {
            Box::pin(async move {
                let permit = tx
                    .permit::<actions::ManageTeam>(case, Section::General)
                    .await?;
                vault::add_conflict(tx, &permit, line).await
            })
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn a_missing_role_is_refused_and_written_down() {
    for house in house::both().await {
        let case = house.raise(&house.manager()).await.unwrap();
        let reader = house.person(2, &[Role::AgencyAuthor]);
        let refusal = why(house.add_note(&reader, case, Section::General, "no").await);
        assert_eq!(refusal, Refusal::NotPermitted);
        let row = house.rows().await.pop().unwrap();
        assert_eq!(
            (row.action.as_str(), row.outcome.as_str()),
            ("edit_incident", "refused")
        );
        assert_eq!(
            (row.case, row.actor),
            (Some(case.to_string()), who(&reader).to_string())
        );
        // A reading that is refused is written down too, although its transaction may not write.
        assert_eq!(
            why(house.notes(&reader, case, Section::General).await),
            Refusal::NotPermitted
        );
        assert_eq!(
            house.last().await,
            ("read_case".to_owned(), "refused".to_owned())
        );
        let nobody = house.person(3, &[]);
        assert_eq!(why(house.raise(&nobody).await), Refusal::NotAMember);
        assert_eq!(
            house.last().await,
            ("raise_incident".to_owned(), "refused".to_owned())
        );
        let job = house.job("post");
        assert_eq!(
            why(house.notes(&job, case, Section::General).await),
            Refusal::NotAPerson
        );
    }
}

#[tokio::test]
async fn a_person_with_a_conflict_of_interest_sees_nothing_whatever_their_role() {
    for house in house::both().await {
        let manager = house.manager();
        let case = house.raise(&manager).await.unwrap();
        let glass = house.person(4, &[Role::Scrutineer, Role::BusinessManager]);
        house.notes(&glass, case, Section::General).await.unwrap();
        bar(&house, case, &glass).await;
        bar(&house, case, &manager).await;
        for ctx in [&glass, &manager] {
            assert_eq!(
                why(house.notes(ctx, case, Section::General).await),
                Refusal::Conflict
            );
            assert_eq!(
                house.last().await,
                ("read_case".to_owned(), "refused".to_owned())
            );
            let added = house.add_note(ctx, case, Section::General, "no").await;
            assert_eq!(why(added), Refusal::Conflict);
        }
        let opened = house.open_in_emergency(&glass, case).await;
        assert_eq!(
            why(opened),
            Refusal::Conflict,
            "an emergency does not override it"
        );
    }
}

#[tokio::test]
async fn another_organisation_finds_no_store_and_the_attempt_is_written_down() {
    for house in house::both().await {
        let case = house.raise(&house.manager()).await.unwrap();
        let mut stranger = house.person(5, &[Role::BusinessManager]);
        stranger.organisation = new_id();
        let read = house.notes(&stranger, case, Section::General).await;
        assert!(matches!(read, Err(VaultError::NotFound)), "{read:?}");
        assert_eq!(
            house.last().await,
            ("enter_store".to_owned(), "refused".to_owned())
        );
        let written = house
            .add_note(&stranger, case, Section::General, "no")
            .await;
        assert!(matches!(written, Err(VaultError::NotFound)));
        let absent = house
            .notes(&house.manager(), new_id(), Section::General)
            .await;
        assert!(matches!(absent, Err(VaultError::NotFound)), "no such case");
    }
}

#[tokio::test]
async fn without_a_place_for_the_refusal_there_is_no_answer() {
    for house in house::both().await {
        let case = house.raise(&house.manager()).await.unwrap();
        house
            .tamper("ALTER TABLE ledger_waiting RENAME TO hidden")
            .await;
        let reader = house.person(2, &[Role::AgencyAuthor]);
        let outcome = house.notes(&reader, case, Section::General).await;
        assert!(
            matches!(outcome, Err(VaultError::RefusalNotRecorded)),
            "{outcome:?}"
        );
        let mut stranger = house.manager();
        stranger.organisation = new_id();
        let outcome = house.notes(&stranger, case, Section::General).await;
        assert!(
            matches!(outcome, Err(VaultError::RefusalNotRecorded)),
            "{outcome:?}"
        );
    }
}

#[tokio::test]
async fn a_closed_case_is_read_and_not_changed() {
    for house in house::both().await {
        let manager = house.manager();
        let case = house.raise(&manager).await.unwrap();
        let close = |closed: bool| {
            house.vault.transact(&manager, move |tx| {
                Box::pin(async move {
                    let permit = tx
                        .permit::<actions::MoveTrack>(case, Section::General)
                        .await?;
                    vault::set_closed(tx, &permit, closed).await
                })
            })
        };
        close(true).await.unwrap();
        house.notes(&manager, case, Section::General).await.unwrap();
        let changed = house
            .add_note(&manager, case, Section::General, "late")
            .await;
        assert_eq!(why(changed), Refusal::NotPermitted);
        close(false).await.unwrap();
        house
            .add_note(&manager, case, Section::General, "open again")
            .await
            .unwrap();
    }
}
