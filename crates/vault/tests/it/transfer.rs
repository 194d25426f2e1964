//! What another store hands over is looked at before it is taken in: its record, its texts, and that nothing in it is of
//! another case.

use access::Section;
use model::CaseId;
use serde_json::{Value, json};
use vault::{Bundle, NotWhole};

use crate::house::{self, House, new_id};

async fn bundle(house: &House, case: CaseId) -> Value {
    let ctx = &house.job("post");
    let work = house.vault.transact(ctx, |tx| {
        Box::pin(async move {
            let permit = tx
                .permit::<access::actions::SettleTransfer>(case, Section::General)
                .await?;
            let (bundle, files) = vault::bundle_of(tx, &permit, true).await?;
            assert!(files.is_empty());
            Ok(serde_json::to_value(bundle).unwrap())
        })
    });
    work.await.unwrap()
}

fn checked(house: &House, bundle: &Value) -> Result<(usize, usize), NotWhole> {
    let bundle: Bundle = serde_json::from_value(bundle.clone()).unwrap();
    bundle.check(&[house.signing().verifying_key()])
}

#[tokio::test]
async fn a_bundle_is_whole_proved_and_of_one_case() {
    for house in house::both().await {
        let ctx = house.manager();
        let case = house.raise(&ctx).await.unwrap();
        let words = "Somebody was there.";
        let note = house.add_note(&ctx, case, Section::General, words);
        let note = note.await.unwrap();
        house
            .change_note(&ctx, case, note, 1, "Nobody was.")
            .await
            .unwrap();
        house.seal().await.unwrap();
        let good = bundle(&house, case).await;
        let (proved, unproved) = checked(&house, &good).unwrap();
        assert!(proved >= 3 && unproved >= 1, "{proved} {unproved}");
        assert_eq!(good["case_file"][0][7], Value::Null, "it goes on there");

        let mut changed = good.clone();
        changed["revisions"][0][8] = json!("{\"words\":\"Somebody else was there.\"}");
        assert_eq!(checked(&house, &changed), Err(NotWhole::Changed));
        let mut slipped_in = good.clone();
        slipped_in["records"][0][1] = json!(new_id::<CaseId>().to_string());
        assert_eq!(checked(&house, &slipped_in), Err(NotWhole::Foreign));
        let mut received = good.clone();
        received["case_file"][0][10] = json!(1);
        assert_eq!(checked(&house, &received), Err(NotWhole::Foreign));
        let mut forged = good.clone();
        forged["proof"]["rows"][0]["row"]["action"] = json!("read_case");
        assert_eq!(checked(&house, &forged), Err(NotWhole::Proof));
        let bundle: Bundle = serde_json::from_value(good.clone()).unwrap();
        let other = crypto::SigningKey::generate().unwrap();
        assert_eq!(bundle.check(&[other.verifying_key()]), Err(NotWhole::Proof));
        let mut newer = good;
        newer["version"] = json!(2);
        assert_eq!(checked(&house, &newer), Err(NotWhole::Form));
    }
}
