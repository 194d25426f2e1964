//! A permit is for one transaction.

use std::sync::Mutex;

use access::{Permit, Refusal, Section, actions};
use vault::VaultError;

use crate::house::{self, Note};

#[tokio::test]
async fn a_permit_of_one_transaction_is_refused_in_another() {
    for house in house::both().await {
        let manager = house.manager();
        let case = house.raise(&manager).await.unwrap();
        // The lifetime stops a permit from being returned; a lock that outlives the work can hold one.
        let smuggled: Mutex<Option<Permit<'_, actions::EditIncident>>> = Mutex::new(None);
        let smuggled = &smuggled;
        house
            .vault
            .transact(&manager, |tx| {
                Box::pin(async move {
                    let permit = tx.permit(case, Section::General).await?;
                    *smuggled.lock().unwrap() = Some(permit);
                    Ok(())
                })
            })
            .await
            .unwrap();
        let note = Note::new("smuggled");
        let note = &note;
        let used = house
            .vault
            .transact(&manager, |tx| {
                Box::pin(async move {
                    let permit = smuggled.lock().unwrap().take().unwrap();
                    vault::save_new(tx, &permit, note).await
                })
            })
            .await;
        assert!(
            matches!(
                used,
                Err(VaultError::Refused {
                    refusal: Refusal::WrongPermit,
                    ..
                })
            ),
            "{used:?}"
        );
        assert_eq!(
            house.last().await,
            ("use_permit".to_owned(), "refused".to_owned())
        );
        assert_eq!(
            house.notes(&manager, case, Section::General).await.unwrap(),
            []
        );
    }
}

#[tokio::test]
async fn a_permit_on_the_organisation_opens_no_case() {
    for house in house::both().await {
        let manager = house.manager();
        let note = Note::new("nowhere");
        let note = &note;
        let used = house
            .vault
            .transact(&manager, |tx| {
                Box::pin(async move {
                    let permit = tx.permit_organisation::<actions::RaiseIncident>()?;
                    vault::save_new(tx, &permit, note).await
                })
            })
            .await;
        assert!(matches!(
            used,
            Err(VaultError::Refused {
                refusal: Refusal::WrongPermit,
                ..
            })
        ));
    }
}
