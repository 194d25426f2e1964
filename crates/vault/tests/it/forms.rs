//! A form that is sent twice, one after the other or at once, has one result.

use access::{Section, actions};
use model::{CaseId, FormId};
use vault::VaultError;

use crate::house::{self, House, Note, new_id};

async fn post(
    house: &House,
    ctx: &access::Ctx,
    case: CaseId,
    form: FormId,
) -> Result<String, VaultError> {
    let note = Note::new("posted");
    let note = &note;
    let work = house.vault.transact(ctx, |tx| {
        Box::pin(async move {
            if let Some(before) = vault::already_done(tx, form).await? {
                return Ok(before);
            }
            let permit = tx
                .permit::<actions::EditIncident>(case, Section::General)
                .await?;
            let result = vault::save_new(tx, &permit, note).await?.to_string();
            vault::remember(tx, form, &result).await?;
            Ok(result)
        })
    });
    work.await
}

#[tokio::test]
async fn a_form_sent_twice_has_one_result() {
    for house in house::both().await {
        let manager = house.manager();
        let case = house.raise(&manager).await.unwrap();
        let form = new_id();
        let first = post(&house, &manager, case, form).await.unwrap();
        assert_eq!(post(&house, &manager, case, form).await.unwrap(), first);
        let all =
            futures_util::future::join_all([0; 4].map(|_| post(&house, &manager, case, form)));
        for again in all.await {
            assert_eq!(again.unwrap(), first);
        }
        assert_eq!(
            house
                .notes(&manager, case, Section::General)
                .await
                .unwrap()
                .len(),
            1
        );
        // Another person's form of the same number is another form.
        let other = house.person(2, &[access::Role::AuthorityNotifier]);
        assert_ne!(post(&house, &other, case, form).await.unwrap(), first);
    }
}

#[tokio::test]
async fn a_form_sent_four_times_at_once_has_one_result() {
    for house in house::both().await {
        let manager = house.manager();
        let case = house.raise(&manager).await.unwrap();
        for _ in 0..5 {
            let form = new_id();
            let before = house
                .notes(&manager, case, Section::General)
                .await
                .unwrap()
                .len();
            let all = [0; 4].map(|_| post(&house, &manager, case, form));
            let results: Vec<String> = futures_util::future::join_all(all)
                .await
                .into_iter()
                .map(Result::unwrap)
                .collect();
            assert!(
                results.iter().all(|result| *result == results[0]),
                "{results:?}"
            );
            let after = house
                .notes(&manager, case, Section::General)
                .await
                .unwrap()
                .len();
            assert_eq!(after, before + 1);
        }
    }
}
