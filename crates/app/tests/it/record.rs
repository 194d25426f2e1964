//! The record of who did what as its readers see it.

use access::{Ctx, Role};
use app::AppError;
use app::administration::{RecordSearch, check_record, prove_row, record, record_case, record_row};
use app::team::{Whom, bar};
use model::RecordId;
use model::case::ConflictLine;

use crate::decision::rule;
use crate::follow::{form, manager, notified_case};
use crate::support::{self, Instance, words};
use crate::team::{here, me};

async fn reader(instance: &Instance) -> Ctx {
    here(instance, "Invented Lead", Role::InformationGovernance).await
}

#[tokio::test]
async fn rows_are_found_opened_proved_and_checked() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let reference = notified_case(&instance).await;
        let ctx = reader(&instance).await;
        let case = record_case(app, &ctx, &reference).await.unwrap();
        let wanted = RecordSearch {
            case: Some(case),
            ..RecordSearch::default()
        };
        let found = record(app, &ctx, &wanted).await.unwrap();
        assert!(found.rows.len() > 4 && found.next.is_none());
        assert_eq!(found.references.get(&case), Some(&reference.to_string()));
        let id: RecordId = found.rows[0].id.parse().unwrap();
        let waits = record_row(app, &ctx, id).await.unwrap();
        assert!(waits.sealed.is_none());
        assert!(matches!(
            prove_row(app, &ctx, id).await,
            Err(AppError::NotFound)
        ));
        crate::letters::carry(&instance.app).await;
        let one = record_row(app, &ctx, id).await.unwrap();
        assert!(one.sealed.is_some());
        let (proof, key) = prove_row(app, &ctx, id).await.unwrap();
        assert!(proof.head.verify(&key, &proof.signature).is_ok());
        let text = proof.text(&id.to_string(), &[key]);
        assert!(text.starts_with(&format!("row {id}\nrow bytes ")) && text.contains("\npath "));
        let report = check_record(app, &ctx).await.unwrap();
        assert_eq!(report.first_break, None);
        let today = RecordSearch {
            from: Some(ctx.today()),
            to: Some(ctx.today()),
            ..RecordSearch::default()
        };
        assert!(!record(app, &ctx, &today).await.unwrap().rows.is_empty());
        let unknown = app::Reference::generate().unwrap();
        let unknown = record_case(app, &ctx, &unknown).await;
        assert_eq!(rule(unknown.map(drop)), "record-no-review");
    }
}

#[tokio::test]
async fn a_reader_with_a_conflict_of_interest_finds_nothing_of_the_case() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let reference = instance.incident().await;
        let ctx = reader(&instance).await;
        let case = record_case(app, &ctx, &reference).await.unwrap();
        let wanted = RecordSearch {
            case: Some(case),
            ..RecordSearch::default()
        };
        let before = record(app, &ctx, &wanted).await.unwrap();
        let id: RecordId = before.rows[0].id.parse().unwrap();
        let line = ConflictLine {
            person: None,
            named: words("Invented Lead"),
            kind: "relative".to_owned(),
            how: words(""),
            ended: None,
            not_them: Vec::new(),
        };
        let whom = Whom::Person(me(&ctx));
        let manager = manager(&instance);
        bar(app, &manager, &reference, (form(), None), (&line, whom))
            .await
            .unwrap();
        let hidden = record_case(app, &ctx, &reference).await;
        assert_eq!(
            rule(hidden.map(drop)),
            "record-no-review",
            "as one that is not there"
        );
        assert!(matches!(
            record(app, &ctx, &wanted).await,
            Err(AppError::NotFound)
        ));
        assert!(matches!(
            record_row(app, &ctx, id).await,
            Err(AppError::NotFound)
        ));
        let all = record(app, &ctx, &RecordSearch::default()).await.unwrap();
        let of_case = |row: &access::ledger::LedgerRow| row.case == Some(case.to_string());
        assert!(!all.rows.iter().any(of_case));
        assert!(!all.references.contains_key(&case));
    }
}

#[tokio::test]
async fn a_long_record_comes_in_pages_without_a_gap() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let ctx = reader(&instance).await;
        for _ in 0..3 {
            notified_case(&instance).await;
        }
        while record(app, &ctx, &RecordSearch::default())
            .await
            .unwrap()
            .next
            .is_none()
        {
            notified_case(&instance).await;
        }
        let mut wanted = RecordSearch::default();
        let mut ids = Vec::new();
        loop {
            let page = record(app, &ctx, &wanted).await.unwrap();
            assert!(page.rows.len() <= 50);
            ids.extend(page.rows.into_iter().map(|row| row.id));
            let Some(next) = page.next else { break };
            wanted.before = Some(next);
        }
        assert!(ids.len() > 50, "{}", ids.len());
        assert!(
            ids.windows(2).all(|two| two[0] > two[1]),
            "each once, newest first"
        );
    }
}

#[tokio::test]
async fn what_was_done_is_found_past_any_number_of_readings() {
    for instance in support::both(false).await {
        let manager = here(&instance, "Ada Manager", Role::BusinessManager).await;
        let reference = instance.incident().await;
        let home = || app::review::home(&instance.app, &manager, &reference);
        let first = home().await.unwrap().done;
        assert!(!first.is_empty());
        for _ in 0..250 {
            home().await.unwrap();
        }
        assert_eq!(home().await.unwrap().done, first);
    }
}
