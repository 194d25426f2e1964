//! The record of who did what, searched: what is found, and that a very long one is searched by an index.

use std::time::Instant as Stopwatch;

use access::ledger::{LedgerRow, STATEMENTS, Search, row, search, standing};
use access::{Section, actions};
use db::{Db, DbError, Engine, Statement, Value};
use model::{CaseId, Instant, RecordId};

use crate::house::{self, DAY, House, NOW};

const MANY: i64 = 100_000;

const FILL_SQLITE: Statement = Statement::new(
    "a long record",
    "INSERT INTO ledger (id, at, actor_kind, actor, action, outcome, case_id, cases, request) \
     WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1) \
     SELECT printf('019ab000-%04x-7000-8000-%012x', i / 1000, i), i, 'person', \
     printf('019ab000-0000-7000-8000-%012x', i % 50), CASE i % 7 WHEN 0 THEN 'edit_incident' ELSE 'read_case' END, \
     'read', CASE i % 97 WHEN 0 THEN NULL ELSE printf('019ab000-0000-7000-9000-%012x', i % 200) END, \
     CASE i % 97 WHEN 0 THEN printf('019ab000-0000-7000-9000-%012x', i % 200) || ',other' END, 'r' FROM n",
);
const FILL_POSTGRES: Statement = Statement::new(
    "a long record",
    "INSERT INTO ledger (id, at, actor_kind, actor, action, outcome, case_id, cases, request) \
     SELECT '019ab000-' || lpad(to_hex(i / 1000), 4, '0') || '-7000-8000-' || lpad(to_hex(i), 12, '0'), i, 'person', \
     '019ab000-0000-7000-8000-' || lpad(to_hex(i % 50), 12, '0'), \
     CASE i % 7 WHEN 0 THEN 'edit_incident' ELSE 'read_case' END, 'read', \
     CASE i % 97 WHEN 0 THEN NULL ELSE '019ab000-0000-7000-9000-' || lpad(to_hex(i % 200), 12, '0') END, \
     CASE i % 97 WHEN 0 THEN '019ab000-0000-7000-9000-' || lpad(to_hex(i % 200), 12, '0') || ',other' END, 'r' \
     FROM generate_series(1, $1) AS n(i)",
);
const ANALYSE: Statement = Statement::new("count what there is", "ANALYZE ledger");

async fn found(db: &Db, wanted: &Search, most: i64) -> Vec<LedgerRow> {
    let rows: Result<_, DbError> = db
        .read(|tx| Box::pin(async move { search(tx, wanted, most).await }))
        .await;
    rows.unwrap()
}

async fn written(house: &House) -> CaseId {
    let manager = house.manager();
    let case = house.raise(&manager).await.unwrap();
    house
        .add_note(&manager, case, Section::General, "one")
        .await
        .unwrap();
    house
        .raise(&house.person(2, &[access::Role::IncidentRaiser]))
        .await
        .unwrap();
    case
}

#[tokio::test]
async fn rows_are_found_by_person_act_case_and_day() {
    for house in house::both().await {
        let case = written(&house).await;
        let db = house.vault.db();
        let all = found(db, &Search::default(), 50).await;
        assert_eq!(all.len(), 3, "{all:?}");
        assert!(
            all.windows(2).all(|two| two[0].id > two[1].id),
            "newest first"
        );
        let by = |wanted: Search| async move { found(db, &wanted, 50).await.len() };
        let person = Some(house::id(2));
        assert_eq!(
            by(Search {
                person,
                ..Search::default()
            })
            .await,
            1
        );
        let action = Some("raise_incident".to_owned());
        let acts = Search {
            action: action.clone(),
            ..Search::default()
        };
        assert_eq!(by(acts).await, 2);
        let both = Search {
            action: action.clone(),
            person,
            ..Search::default()
        };
        assert_eq!(by(both).await, 1);
        let about = Search {
            case: Some(case),
            ..Search::default()
        };
        assert_eq!(by(about.clone()).await, 2);
        assert_eq!(
            by(Search {
                person,
                ..about.clone()
            })
            .await,
            0
        );
        assert_eq!(by(Search { action, ..about }).await, 1);
        let day = |from: i64, until: i64| Search {
            from: Some(NOW.plus_seconds(from)),
            until: Some(NOW.plus_seconds(until)),
            ..Search::default()
        };
        assert_eq!(by(day(-DAY, DAY)).await, 3);
        assert_eq!(by(day(0, 1)).await, 3, "the first moment is within");
        assert_eq!(by(day(-DAY, 0)).await, 0, "the last is not");
        assert_eq!(by(day(DAY, 2 * DAY)).await, 0);
    }
}

#[tokio::test]
async fn a_list_that_showed_the_case_is_found_too() {
    for house in house::both().await {
        let manager = house.manager();
        let one = house.raise(&manager).await.unwrap();
        let other = house.raise(&manager).await.unwrap();
        let read = house.vault.look(&manager, |tx| {
            Box::pin(async move {
                for case in [one, other] {
                    tx.permit::<actions::ReadCase>(case, Section::General)
                        .await
                        .map(drop)?;
                }
                Ok::<_, vault::VaultError>(())
            })
        });
        read.await.unwrap();
        let wanted = Search {
            case: Some(other),
            ..Search::default()
        };
        let rows = found(house.vault.db(), &wanted, 50).await;
        assert_eq!(rows.len(), 2, "{rows:?}");
        assert!(rows.iter().any(|row| row.cases.is_some()));
    }
}

#[tokio::test]
async fn a_row_says_where_it_is_sealed() {
    for house in house::both().await {
        written(&house).await;
        let db = house.vault.db();
        let first = found(db, &Search::default(), 50).await.pop().unwrap();
        let id: RecordId = first.id.parse().unwrap();
        let read = |id| async move {
            let row: Result<_, DbError> = db
                .read(|tx| Box::pin(async move { Ok((row(tx, id).await?, standing(tx).await?)) }))
                .await;
            row.unwrap()
        };
        let (before, tail) = read(id).await;
        assert_eq!(before, Some((first.clone(), None)));
        assert_eq!((tail.sealed, tail.waiting, tail.oldest), (0, 3, Some(NOW)));
        house.seal().await.unwrap();
        let (after, tail) = read(id).await;
        assert_eq!(after.unwrap().1.unwrap().number, 0);
        assert_eq!((tail.sealed, tail.waiting, tail.oldest), (3, 0, None));
        assert_eq!(tail.root, house.verify().await.root.to_string());
        assert_eq!(read(house::new_id()).await.0, None);
    }
}

/// What the engine says how it would look.
async fn plan(db: &Db, statement: &Statement, values: usize) -> String {
    let explain = match db.engine() {
        Engine::Sqlite => "EXPLAIN QUERY PLAN",
        Engine::Postgres => "EXPLAIN",
    };
    let sql = format!("{explain} {}", statement.sql);
    let asked: &'static Statement = Box::leak(Box::new(Statement::new("plan", sql.leak())));
    let id = "019ab000-0000-7000-9000-000000000007";
    let rows: Result<Vec<db::Row>, DbError> = db
        .read(|tx| {
            Box::pin(async move {
                let ends: [Value; 3] = ["0".into(), "g".into(), 51_i64.into()];
                let [one, two, three] = ends;
                match values {
                    3 => tx.all(asked, [one, two, three]).await,
                    4 => tx.all(asked, [one, two, three, id.into()]).await,
                    5 => tx.all(asked, [one, two, three, id.into(), "".into()]).await,
                    _ => {
                        tx.all(asked, [one, two, three, id.into(), "".into(), "".into()])
                            .await
                    }
                }
            })
        })
        .await;
    let column = match db.engine() {
        Engine::Sqlite => "detail",
        Engine::Postgres => "QUERY PLAN",
    };
    let lines = rows.unwrap();
    let lines: Vec<String> = lines.iter().map(|row| row.text(column).unwrap()).collect();
    lines.join("\n")
}

/// A record of very many rows, counted so that the engine knows how many there are.
async fn fill(db: &Db) {
    let fill = match db.engine() {
        Engine::Sqlite => &FILL_SQLITE,
        Engine::Postgres => &FILL_POSTGRES,
    };
    let filled: Result<(), DbError> = db
        .transact(|tx| {
            Box::pin(async move {
                tx.execute(fill, [MANY.into()]).await?;
                tx.execute(&ANALYSE, []).await.map(drop)
            })
        })
        .await;
    filled.unwrap();
}

#[tokio::test]
async fn a_hundred_thousand_rows_are_searched_by_an_index() {
    for house in house::both().await {
        let db = house.vault.db();
        fill(db).await;
        let searches = STATEMENTS
            .iter()
            .filter(|one| one.name.starts_with("search the record"));
        assert_eq!(searches.clone().count(), 4);
        for statement in searches {
            let values = (3..=6).rev();
            let values = values
                .into_iter()
                .find(|n| statement.sql.contains(&format!("${n}")));
            let plan = plan(db, statement, values.unwrap()).await;
            let scans =
                |line: &str| line.contains("Seq Scan on ledger") || line.trim() == "SCAN ledger";
            let whole = plan.lines().any(scans);
            assert!(
                !whole && plan.contains("ledger"),
                "{}:\n{plan}",
                statement.name
            );
        }
    }
}

#[tokio::test]
async fn pages_of_a_hundred_thousand_rows_are_full() {
    for house in house::both().await {
        let db = house.vault.db();
        fill(db).await;
        let newest = found(db, &Search::default(), 51).await;
        let before = Some(newest.last().unwrap().id.parse().unwrap());
        let of = |wanted: Search| Search { before, ..wanted };
        let case = Some("019ab000-0000-7000-9000-000000000007".parse().unwrap());
        let person = Some("019ab000-0000-7000-8000-000000000007".parse().unwrap());
        let action = Some("edit_incident".to_owned());
        let nobody = Some(house::new_id());
        let until = Some(Instant::from_microseconds(0));
        let none = Search::default;
        for (what, wanted, rows) in [
            ("all", none(), 51),
            ("case", Search { case, ..none() }, 51),
            ("person", Search { person, ..none() }, 51),
            ("act", Search { action, ..none() }, 51),
            (
                "nobody",
                Search {
                    person: nobody,
                    ..none()
                },
                0,
            ),
            ("no day", Search { until, ..none() }, 0),
        ] {
            let began = Stopwatch::now();
            let counted = found(db, &of(wanted), 51).await.len();
            let took = began.elapsed().as_micros();
            println!("{:?}, {what}: {took} microseconds", db.engine());
            assert_eq!(counted, rows, "{what}");
        }
    }
}
