//! A case from its beginning: records, versions, clashes, and what the record of who did what says.

use access::{Role, Section, actions};
use db::{DbError, Statement};
use vault::VaultError;

use crate::house::{self, Note, who};

#[tokio::test]
async fn a_case_is_opened_written_in_and_kept_version_by_version() {
    for house in house::both().await {
        let manager = house.manager();
        let case = house.raise(&manager).await.unwrap();
        let note = house
            .add_note(&manager, case, Section::General, "first")
            .await
            .unwrap();
        assert_eq!(
            house
                .change_note(&manager, case, note, 1, "second")
                .await
                .unwrap(),
            2
        );
        let other = house.person(2, &[Role::AuthorityNotifier]);
        assert_eq!(
            house
                .change_note(&other, case, note, 2, "third — Zoë")
                .await
                .unwrap(),
            3
        );
        let kept = house.notes(&manager, case, Section::General).await.unwrap();
        assert_eq!(kept.len(), 1);
        assert_eq!(
            (kept[0].version, kept[0].body.words.as_str()),
            (3, "third — Zoë")
        );
        assert_eq!(kept[0].by, who(&other).to_string());
        let versions = house
            .vault
            .look(&manager, |tx| {
                Box::pin(async move {
                    let permit = tx
                        .permit::<actions::ReadCase>(case, Section::General)
                        .await?;
                    vault::history::<Note>(tx, &permit, note).await
                })
            })
            .await
            .unwrap();
        let said: Vec<_> = versions
            .iter()
            .map(|one| (one.version, one.body.words.as_str()))
            .collect();
        assert_eq!(said, [(3, "third — Zoë"), (2, "second"), (1, "first")]);
        let rows: Vec<_> = house
            .rows()
            .await
            .into_iter()
            .filter(|row| row.record.is_some())
            .map(|row| (row.action, row.version, row.digest.unwrap().len()))
            .collect();
        let expected = [1, 2, 3].map(|version| ("edit_incident".to_owned(), Some(version), 64));
        assert_eq!(rows, expected);
    }
}

#[tokio::test]
async fn a_stale_version_never_overwrites() {
    for house in house::both().await {
        let manager = house.manager();
        let case = house.raise(&manager).await.unwrap();
        let note = house
            .add_note(&manager, case, Section::General, "first")
            .await
            .unwrap();
        let other = house.person(2, &[Role::AuthorityNotifier]);
        house
            .change_note(&other, case, note, 1, "theirs")
            .await
            .unwrap();
        let before = house.rows().await.len();
        match house.change_note(&manager, case, note, 1, "mine").await {
            Err(VaultError::Clash(clash)) => {
                assert_eq!(
                    (clash.shown, clash.current, clash.kind),
                    (1, 2, "test_note")
                );
                assert_eq!(
                    (clash.by.clone(), clash.record),
                    (who(&other).to_string(), note)
                );
                assert!(clash.body.contains("theirs"));
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(house.rows().await.len(), before, "nothing happened");
        let same = house.change_note(&manager, case, note, 1, "theirs").await;
        assert_eq!(
            same.unwrap(),
            2,
            "the same words again are no change and no clash"
        );
        assert_eq!(
            house
                .change_note(&manager, case, note, 2, "mine")
                .await
                .unwrap(),
            3
        );
    }
}

#[tokio::test]
async fn of_two_changes_at_once_one_wins_and_the_other_sees_it() {
    for house in house::both().await {
        let manager = house.manager();
        let case = house.raise(&manager).await.unwrap();
        let note = house
            .add_note(&manager, case, Section::General, "first")
            .await
            .unwrap();
        let (one, other) = tokio::join!(
            house.change_note(&manager, case, note, 1, "one"),
            house.change_note(&manager, case, note, 1, "other")
        );
        let clashes = [&one, &other]
            .iter()
            .filter(|outcome| matches!(outcome, Err(VaultError::Clash(_))))
            .count();
        assert_eq!(clashes, 1, "{one:?} {other:?}");
        assert_eq!(
            house.notes(&manager, case, Section::General).await.unwrap()[0].version,
            2
        );
    }
}

#[tokio::test]
async fn a_record_that_was_removed_is_out_of_sight_and_its_versions_stay() {
    const KEPT: Statement = Statement::new("kept", "SELECT COUNT(*) AS many FROM revision");
    for house in house::both().await {
        let manager = house.manager();
        let case = house.raise(&manager).await.unwrap();
        let note = house
            .add_note(&manager, case, Section::General, "gone")
            .await
            .unwrap();
        let remove = |shown: i64| {
            house.vault.transact(&manager, move |tx| {
                Box::pin(async move {
                    let permit = tx
                        .permit::<actions::EditIncident>(case, Section::General)
                        .await?;
                    vault::remove::<_, Note>(tx, &permit, note, shown).await
                })
            })
        };
        assert!(matches!(remove(4).await, Err(VaultError::Clash(_))));
        remove(1).await.unwrap();
        assert!(matches!(remove(1).await, Err(VaultError::NotFound)));
        assert_eq!(
            house.notes(&manager, case, Section::General).await.unwrap(),
            []
        );
        let kept: Result<_, DbError> = house
            .vault
            .db()
            .read(|tx| Box::pin(async move { tx.first(&KEPT, []).await }))
            .await;
        assert_eq!(kept.unwrap().unwrap().number("many").unwrap(), 1);
        assert!(
            house
                .rows()
                .await
                .iter()
                .any(|row| row.action == "remove_record")
        );
    }
}

#[tokio::test]
async fn a_record_is_reached_by_its_own_case_kind_and_section_only() {
    for house in house::both().await {
        let manager = house.manager();
        let case = house.raise(&manager).await.unwrap();
        let elsewhere = house.raise(&manager).await.unwrap();
        let note = house
            .add_note(&manager, case, Section::General, "here")
            .await
            .unwrap();
        let changed = house
            .change_note(&manager, elsewhere, note, 1, "there")
            .await;
        assert!(matches!(changed, Err(VaultError::NotFound)), "{changed:?}");
        assert_eq!(
            house
                .notes(&manager, elsewhere, Section::General)
                .await
                .unwrap(),
            []
        );
    }
}

#[tokio::test]
async fn a_reading_is_written_down_before_the_content_is_returned() {
    for house in house::both().await {
        let manager = house.manager();
        let case = house.raise(&manager).await.unwrap();
        let other = house.raise(&manager).await.unwrap();
        house.notes(&manager, case, Section::General).await.unwrap();
        let row = house.rows().await.pop().unwrap();
        assert_eq!(
            (row.action.as_str(), row.outcome.as_str()),
            ("read_case", "read")
        );
        assert_eq!(row.case, Some(case.to_string()));
        assert_eq!(row.request, manager.request.to_string());
        // One row for a request that shows several cases.
        let before = house.rows().await.len();
        house
            .vault
            .look(&manager, |tx| {
                Box::pin(async move {
                    for one in [case, other, case] {
                        drop(
                            tx.permit::<actions::ReadCase>(one, Section::General)
                                .await?,
                        );
                    }
                    Ok(())
                })
            })
            .await
            .unwrap();
        let rows = house.rows().await;
        assert_eq!(rows.len(), before + 1);
        let cases = rows.last().unwrap().cases.clone().unwrap();
        assert!(cases.contains(&case.to_string()) && cases.contains(&other.to_string()));
        // When it cannot be written down, there is no content.
        house
            .tamper("ALTER TABLE ledger_waiting RENAME TO hidden")
            .await;
        assert!(matches!(
            house.notes(&manager, case, Section::General).await,
            Err(VaultError::Db(_))
        ));
    }
}

#[tokio::test]
async fn nothing_of_the_words_stands_in_the_record_of_who_did_what() {
    for house in house::both().await {
        let manager = house.manager();
        let case = house.raise(&manager).await.unwrap();
        house
            .add_note(&manager, case, Section::General, "unmistakable")
            .await
            .unwrap();
        for row in house.rows().await {
            assert!(!format!("{row:?}").contains("unmistakable"));
        }
    }
}
