//! Outbox and inbox: every number once, in both directions.

use access::{Ctx, Section, actions};
use db::{DbError, Statement};
use model::{CaseId, EnvelopeId, OrganisationId};
use vault::{Outgoing, Received, VaultError};

use crate::house::{self, House, NOW, new_id};

async fn send(
    house: &House,
    ctx: &Ctx,
    case: CaseId,
    to: OrganisationId,
) -> Result<EnvelopeId, VaultError> {
    let work = house.vault.transact(ctx, |tx| {
        Box::pin(async move {
            let permit = tx
                .permit::<actions::TellOthers>(case, Section::General)
                .await?;
            let seal = |epoch, sequence| Ok(format!("envelope {epoch}/{sequence}").into_bytes());
            vault::send(tx, &permit, to, "notice", seal).await
        })
    });
    work.await
}

async fn waiting(house: &House, seconds: i64) -> Vec<Outgoing> {
    let ctx = Ctx {
        now: NOW.plus_seconds(seconds),
        ..house.job("post")
    };
    house
        .vault
        .look(&ctx, |tx| Box::pin(vault::undelivered(tx)))
        .await
        .unwrap()
}

async fn receive(house: &House, received: &Received) -> Result<bool, VaultError> {
    let ctx = house.job("post");
    let work = house.vault.transact(&ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_organisation::<actions::ReceiveEnvelope>()?;
            vault::receive(tx, &permit, received).await
        })
    });
    Ok(work.await?.is_some())
}

fn received(sender: OrganisationId, sequence: i64, words: &str) -> Received {
    Received {
        sender,
        epoch: 1,
        sequence,
        kind: "notice".to_owned(),
        envelope: words.as_bytes().to_vec(),
        body: "{}".to_owned(),
        understood: true,
    }
}

#[tokio::test]
async fn numbers_to_one_recipient_have_no_gap_and_no_double() {
    for house in house::both().await {
        let manager = house.manager();
        let case = house.raise(&manager).await.unwrap();
        let (one, other): (OrganisationId, OrganisationId) = (new_id(), new_id());
        for _ in 0..2 {
            send(&house, &manager, case, one).await.unwrap();
            send(&house, &manager, case, other).await.unwrap();
        }
        let at_once = [0; 4].map(|_| send(&house, &manager, case, one));
        for sent in futures_util::future::join_all(at_once).await {
            sent.unwrap();
        }
        let all = waiting(&house, 0).await;
        for (recipient, expected) in [(one, (1..=6).collect::<Vec<i64>>()), (other, vec![1, 2])] {
            let mut numbers: Vec<_> = all
                .iter()
                .filter(|sent| sent.recipient == recipient)
                .map(|sent| sent.sequence)
                .collect();
            numbers.sort_unstable();
            assert_eq!(numbers, expected);
        }
        assert!(all.iter().all(|sent| {
            sent.envelope == format!("envelope 1/{}", sent.sequence).into_bytes()
                && sent.digest == crypto::digest(&sent.envelope).to_string()
        }));
    }
}

#[tokio::test]
async fn nothing_is_sent_when_the_change_does_not_happen() {
    for house in house::both().await {
        let manager = house.manager();
        let case = house.raise(&manager).await.unwrap();
        let undone = house.vault.transact(&manager, |tx| {
            Box::pin(async move {
                let permit = tx
                    .permit::<actions::TellOthers>(case, Section::General)
                    .await?;
                vault::send(tx, &permit, new_id(), "notice", |_, _| Ok(vec![1])).await?;
                Err::<(), _>(VaultError::Rule("changed-my-mind"))
            })
        });
        assert!(matches!(
            undone.await,
            Err(VaultError::Rule("changed-my-mind"))
        ));
        assert_eq!(waiting(&house, 0).await, []);
    }
}

#[tokio::test]
async fn delivery_is_tried_later_and_marked_once() {
    for house in house::both().await {
        let manager = house.manager();
        let case = house.raise(&manager).await.unwrap();
        let to: OrganisationId = new_id();
        let sent = send(&house, &manager, case, to).await.unwrap();
        let job = house.job("post");
        let tried = house
            .vault
            .transact(&job, |tx| Box::pin(vault::mark_tried(tx, sent, 3)));
        tried.await.unwrap();
        assert_eq!(
            waiting(&house, 7).await.len(),
            0,
            "not before eight seconds have passed"
        );
        assert_eq!(waiting(&house, 8).await[0].tries, 1);
        for _ in 0..2 {
            let marked = house
                .vault
                .transact(&job, |tx| Box::pin(vault::mark_delivered(tx, sent)));
            marked.await.unwrap();
        }
        assert_eq!(waiting(&house, 1000).await, []);
        let receipt = house.vault.transact(&job, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::ReceiveEnvelope>()?;
                vault::mark_receipt(tx, &permit, to, 1, 1).await
            })
        });
        receipt.await.unwrap();
        let of_case = house.vault.look(&manager, |tx| {
            Box::pin(async move {
                let permit = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                vault::outgoing_of_case(tx, &permit).await
            })
        });
        let of_case = of_case.await.unwrap();
        assert_eq!((of_case.len(), of_case[0].tries), (1, 2));
        assert_eq!(
            (of_case[0].delivered_at, of_case[0].receipt_at),
            (Some(NOW), Some(NOW))
        );
    }
}

#[tokio::test]
async fn an_envelope_is_taken_in_once_and_its_number_never_again() {
    const MANY: Statement = Statement::new("inbox", "SELECT COUNT(*) AS many FROM inbox");
    for house in house::both().await {
        let sender: OrganisationId = new_id();
        let first = received(sender, 1, "words");
        assert!(receive(&house, &first).await.unwrap());
        assert!(
            !receive(&house, &first).await.unwrap(),
            "the same again changes nothing"
        );
        let forged = receive(&house, &received(sender, 1, "other words")).await;
        assert!(
            matches!(forged, Err(VaultError::Rule("post-number-reused"))),
            "{forged:?}"
        );
        assert!(
            receive(&house, &received(new_id(), 1, "words"))
                .await
                .unwrap(),
            "another sender"
        );
        // Later numbers may come first.
        assert!(
            receive(&house, &received(sender, 3, "three"))
                .await
                .unwrap()
        );
        assert!(receive(&house, &received(sender, 2, "two")).await.unwrap());
        for sequence in 10..15 {
            let same = received(sender, sequence, "at once");
            let all = [0; 4].map(|_| receive(&house, &same));
            let taken: Vec<bool> = futures_util::future::join_all(all)
                .await
                .into_iter()
                .map(Result::unwrap)
                .collect();
            assert_eq!(taken.iter().filter(|taken| **taken).count(), 1);
        }
        let many: Result<_, DbError> = house
            .vault
            .db()
            .read(|tx| Box::pin(async move { tx.first(&MANY, []).await }))
            .await;
        assert_eq!(many.unwrap().unwrap().number("many").unwrap(), 9);
    }
}

#[tokio::test]
async fn only_the_post_takes_in() {
    for house in house::both().await {
        let manager = house.manager();
        let letter = received(new_id(), 1, "words");
        let letter = &letter;
        let by_hand = house.vault.transact(&manager, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::ReceiveEnvelope>()?;
                vault::receive(tx, &permit, letter).await
            })
        });
        assert!(matches!(by_hand.await, Err(VaultError::Refused { .. })));
    }
}

#[tokio::test]
async fn after_a_restore_numbers_begin_again_in_a_new_epoch() {
    for mut house in house::both().await {
        let manager = house.manager();
        let case = house.raise(&manager).await.unwrap();
        let to = new_id();
        send(&house, &manager, case, to).await.unwrap();
        house.vault.db().close().await;
        house.vault = house::open(&house.place, house.organisation, 2).await;
        send(&house, &manager, case, to).await.unwrap();
        let numbers: Vec<_> = waiting(&house, 0)
            .await
            .iter()
            .map(|sent| (sent.epoch, sent.sequence))
            .collect();
        assert_eq!(numbers, [(1, 1), (2, 1)]);
    }
}
