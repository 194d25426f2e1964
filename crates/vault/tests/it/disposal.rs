//! Disposing of a case: no row, no file and no byte of it is left; the record of who did what still verifies.

use access::{Ctx, Role, Section, actions};
use model::case::DisposalProposed;
use model::{CaseId, FileId, Sensitive};
use vault::{Basis, Certificate, Received, Stored, VaultError};

use crate::house::{self, House, new_id};

/// A name that stands nowhere else.
pub(crate) const NAME: &str = "Quillonfeather-Umbershaw";
pub(crate) const BASIS: Basis = Basis {
    kept_until: None,
    early: true,
};

pub(crate) fn lead(house: &House) -> Ctx {
    house.person(2, &[Role::InformationGovernance])
}

fn rule<T: std::fmt::Debug>(outcome: Result<T, VaultError>) -> &'static str {
    match outcome {
        Err(VaultError::Rule(code)) => code,
        other => panic!("{other:?}"),
    }
}

/// A case with the name in a record with two versions, in the conflict list, in a file's name and in a file.
pub(crate) async fn case(house: &House) -> CaseId {
    let ctx = &house.manager();
    let case = house.raise(ctx).await.unwrap();
    let section = Section::General;
    let long = format!("{NAME} was there. ").repeat(400);
    let note = house.add_note(ctx, case, section, &long).await.unwrap();
    let again = format!("{NAME} was not there.");
    house.change_note(ctx, case, note, 1, &again).await.unwrap();
    let mut content = format!("A letter about {NAME}").into_bytes();
    content.extend([7; 9000]);
    let id: FileId = new_id();
    let name = format!("{NAME}.txt");
    let kept = house
        .vault
        .files()
        .keep(id, name, "text/plain", &mut &content[..], 1024 * 1024)
        .unwrap();
    let kept = &kept;
    house
        .vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx
                    .permit::<actions::AttachFile>(case, Section::General)
                    .await?;
                vault::add_file(tx, &permit, kept).await?;
                let own = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                let body = format!("What one person expected of {NAME}");
                vault::add_own_note(tx, &own, ("unfold", true, &body)).await
            })
        })
        .await
        .unwrap();
    case
}

/// The national body wrote about the case.
async fn wrote(house: &House, case: CaseId) {
    let ctx = &house.job("post");
    let received = &Received {
        sender: new_id(),
        epoch: 1,
        sequence: 1,
        kind: "message".to_owned(),
        envelope: NAME.as_bytes().to_vec(),
        body: NAME.to_owned(),
        understood: true,
    };
    let work = house.vault.transact(ctx, |tx| {
        Box::pin(async move {
            let post = tx.permit_organisation::<actions::ReceiveEnvelope>()?;
            let envelope = vault::receive(tx, &post, received).await?.unwrap();
            let permit = tx
                .permit::<actions::ReceiveLetter>(case, Section::General)
                .await?;
            vault::file_with_review(tx, &permit, envelope).await
        })
    });
    work.await.unwrap();
}

pub(crate) async fn close(house: &House, case: CaseId) {
    let ctx = &house.manager();
    let work = house.vault.transact(ctx, |tx| {
        Box::pin(async move {
            let permit = tx
                .permit::<actions::MoveTrack>(case, Section::General)
                .await?;
            vault::set_closed(tx, &permit, true).await
        })
    });
    work.await.unwrap();
}

pub(crate) async fn proposal(house: &House, case: CaseId) -> Stored<DisposalProposed> {
    let ctx = &house.manager();
    let work = house.vault.transact(ctx, |tx| {
        Box::pin(async move {
            let permit = tx
                .permit::<actions::ProposeDisposal>(case, Section::General)
                .await?;
            let body = DisposalProposed {
                reason: Sensitive(format!("{NAME} is of age")),
                early: None,
                proposed_by: tx.ctx.person()?.id,
                taken_back: None,
            };
            let id = vault::save_new(tx, &permit, &body).await?;
            vault::one::<_, DisposalProposed>(tx, &permit, id).await
        })
    });
    work.await.unwrap()
}

async fn dispose(
    house: &House,
    ctx: &Ctx,
    case: CaseId,
    proposal: &Stored<DisposalProposed>,
) -> Result<Certificate, VaultError> {
    let work = house.vault.transact(ctx, |tx| {
        Box::pin(async move {
            let permit = tx
                .permit::<actions::ConfirmDisposal>(case, Section::General)
                .await?;
            vault::dispose(tx, &permit, proposal, BASIS).await
        })
    });
    let (certificate, blobs) = work.await?;
    assert_eq!(blobs.len(), 1);
    house.vault.files().remove_disposed(&blobs);
    Ok(certificate)
}

/// Tables that the migrations say hold a case, read from them.
fn tables_of_case() -> Vec<String> {
    let mut found = Vec::new();
    for migration in vault::MIGRATIONS {
        let text = migration.sqlite;
        let parts = text.split("-- retention: case").skip(1);
        found.extend(parts.map(|rest| {
            let (_, rest) = rest.split_once("CREATE TABLE ").unwrap();
            rest.split_whitespace().next().unwrap().to_owned()
        }));
    }
    assert!(found.len() >= 12, "{found:?}");
    found
}

/// Rows of the case in each of them.
pub(crate) async fn rows_left(house: &House, case: CaseId) -> Vec<(String, i64)> {
    let mut left = Vec::new();
    for table in tables_of_case() {
        let column = match table.as_str() {
            "case_file" => "id",
            "inbox" => "about",
            _ => "case_id",
        };
        let sql = format!("SELECT COUNT(*) AS many FROM {table} WHERE {column} = $1");
        let sql: &'static str = Box::leak(sql.into_boxed_str());
        let statement = db::Statement::new("rows of a case", sql);
        let statement = &statement;
        let row: Result<_, db::DbError> = house
            .vault
            .db()
            .read(|tx| Box::pin(async move { tx.first(statement, [db::Value::id(case)]).await }))
            .await;
        let many = row.unwrap().unwrap().number("many").unwrap();
        left.push((table, many));
    }
    left
}

pub(crate) fn sealed_files(house: &House) -> usize {
    crate::files::on_disk(house).len()
}

#[tokio::test]
async fn no_row_and_no_file_is_left_and_the_record_verifies() {
    for house in house::both().await {
        let (gone, kept) = (case(&house).await, case(&house).await);
        wrote(&house, gone).await;
        close(&house, gone).await;
        let proposal = proposal(&house, gone).await;
        let full = rows_left(&house, gone).await;
        assert!(
            full.iter().filter(|(_, many)| *many > 0).count() >= 5,
            "{full:?}"
        );
        let other = rows_left(&house, kept).await;
        assert_eq!(sealed_files(&house), 2);
        let certificate = dispose(&house, &lead(&house), gone, &proposal)
            .await
            .unwrap();
        let left = rows_left(&house, gone).await;
        assert!(left.iter().all(|(_, many)| *many == 0), "{left:?}");
        assert_eq!(
            rows_left(&house, kept).await,
            other,
            "another case was touched"
        );
        assert_eq!(sealed_files(&house), 1);
        assert_eq!(certificate.counts["revision"], 3);
        assert_eq!(certificate.counts["file"], 1);
        assert_eq!(certificate.counts["inbox"], 1);
        house.seal().await.unwrap();
        assert_eq!(house.verify().await.first_break, None);
        let rows = house.rows().await;
        let digests = rows.iter().filter(|row| row.case == Some(gone.to_string()));
        assert!(digests.count() >= 5, "its rows of who did what stay");
        let clean = house.job("disposals");
        assert!(house.vault.clean_after_disposals(&clean).await.unwrap());
        assert!(!house.vault.clean_after_disposals(&clean).await.unwrap());
    }
}

#[tokio::test]
async fn two_people_dispose_of_a_closed_case() {
    for house in house::both().await {
        let case = case(&house).await;
        let open = proposal(&house, case).await;
        let outcome = dispose(&house, &lead(&house), case, &open).await;
        assert_eq!(rule(outcome), "dispose-open");
        close(&house, case).await;
        let outcome = dispose(&house, &house.manager(), case, &open).await;
        assert_eq!(rule(outcome), "dispose-same-person");
        let partner = house.person(3, &[Role::DelegatedPartner]);
        let outcome = dispose(&house, &partner, case, &open).await;
        assert!(
            matches!(outcome, Err(VaultError::Refused { .. })),
            "{outcome:?}"
        );
        assert!(
            rows_left(&house, case)
                .await
                .iter()
                .any(|(_, many)| *many > 0)
        );
    }
}

#[tokio::test]
async fn a_disposal_that_is_cut_off_leaves_everything_and_files_go_with_the_next_sweep() {
    for house in house::both().await {
        let case = case(&house).await;
        close(&house, case).await;
        let proposal = &proposal(&house, case).await;
        let before = rows_left(&house, case).await;
        let ctx = &lead(&house);
        let cut: Result<(), VaultError> = house
            .vault
            .transact(ctx, |tx| {
                Box::pin(async move {
                    let permit = tx
                        .permit::<actions::ConfirmDisposal>(case, Section::General)
                        .await?;
                    vault::dispose(tx, &permit, proposal, BASIS).await?;
                    Err(VaultError::NotFound)
                })
            })
            .await;
        assert!(cut.is_err());
        assert_eq!(rows_left(&house, case).await, before);
        let work = house.vault.transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx
                    .permit::<actions::ConfirmDisposal>(case, Section::General)
                    .await?;
                vault::dispose(tx, &permit, proposal, BASIS).await
            })
        });
        // The service ended before the files were removed.
        work.await.unwrap();
        assert_eq!(sealed_files(&house), 1);
        for path in crate::files::on_disk(&house) {
            crate::files::make_old(&path);
        }
        house.vault.sweep(&house.job("sweep files")).await.unwrap();
        assert_eq!(sealed_files(&house), 0);
    }
}

pub(crate) fn holds(bytes: &[u8], name: &str) -> bool {
    bytes
        .windows(name.len())
        .any(|part| part == name.as_bytes())
}

#[tokio::test]
async fn no_byte_of_a_name_is_left_in_store_log_files_and_a_fresh_backup() {
    let scratch = testing::Scratch::sqlite();
    let house = House::on(scratch).await;
    let place = house.sqlite_place();
    let bytes = || testing::decrypted(&place.file, &place.raw_key);
    // What is written around it moves its rows from page to page.
    let other = house.raise(&house.manager()).await.unwrap();
    let filler = "Nothing to see. ".repeat(200);
    for _ in 0..20 {
        let ctx = &house.manager();
        house
            .add_note(ctx, other, Section::General, &filler)
            .await
            .unwrap();
    }
    let case = case(&house).await;
    wrote(&house, case).await;
    assert!(holds(&bytes(), NAME), "the test would not find it");
    close(&house, case).await;
    let proposal = proposal(&house, case).await;
    dispose(&house, &lead(&house), case, &proposal)
        .await
        .unwrap();
    assert!(
        holds(&bytes(), NAME),
        "the log still holds it until the job ran"
    );
    let clean = house.job("disposals");
    assert!(house.vault.clean_after_disposals(&clean).await.unwrap());
    assert!(!holds(&bytes(), NAME));
    assert!(holds(&bytes(), "Nothing to see."), "the pages can be read");
    let backup = house.scratch.folder.path().join("backup.db");
    house.vault.db().copy_to(&backup).await.unwrap();
    assert!(!holds(&testing::decrypted(&backup, &place.raw_key), NAME));
    assert_eq!(sealed_files(&house), 0);
    for entry in std::fs::read_dir(house.scratch.folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let found = std::fs::read(&path).unwrap();
            assert!(!holds(&found, NAME), "{}", path.display());
        }
    }
}
