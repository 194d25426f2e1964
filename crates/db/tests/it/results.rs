//! The same statements over the same rows give the same results on both engines.

use db::{Db, DbError, Row, Statement, Value};

use crate::FIRST;

const ADD: Statement = Statement::new(
    "add a word",
    "INSERT INTO word (id, said, number, bytes) VALUES ($1, $2, $3, $4)",
);

/// Statements in the forms that stores use, each over the rows of [`fill`].
const QUESTIONS: &[Statement] = &[
    Statement::new(
        "all",
        "SELECT id, said, number, bytes FROM word ORDER BY id",
    ),
    Statement::new(
        "by text",
        "SELECT id FROM word WHERE said IS NOT NULL ORDER BY said, id",
    ),
    Statement::new(
        "text down",
        "SELECT id FROM word WHERE said IS NOT NULL ORDER BY said DESC, id",
    ),
    Statement::new(
        "nulls first",
        "SELECT id FROM word ORDER BY number NULLS FIRST, id",
    ),
    Statement::new(
        "nulls last",
        "SELECT id FROM word ORDER BY number DESC NULLS LAST, id",
    ),
    Statement::new(
        "bytes in order",
        "SELECT id FROM word WHERE bytes IS NOT NULL ORDER BY bytes, id",
    ),
    Statement::new(
        "counts",
        "SELECT COUNT(*) AS every, COUNT(said) AS said, COUNT(number) AS numbers FROM word",
    ),
    Statement::new(
        "ends",
        "SELECT MIN(said) AS low, MAX(said) AS high, MIN(number) AS least, MAX(number) AS most FROM word",
    ),
    Statement::new("sum", "SELECT CAST(SUM(id) AS BIGINT) AS total FROM word"),
    Statement::new(
        "sum of nothing",
        "SELECT CAST(SUM(id) AS BIGINT) AS total FROM word WHERE id < 0",
    ),
    Statement::new(
        "next",
        "SELECT COALESCE(MAX(id), 0) + 1 AS next FROM word WHERE said = 'absent'",
    ),
    Statement::new(
        "groups",
        "SELECT said, COUNT(*) AS many FROM word GROUP BY said HAVING COUNT(*) > 1 ORDER BY said NULLS FIRST",
    ),
    Statement::new(
        "never equal to null",
        "SELECT id FROM word WHERE said = said AND number = number ORDER BY id",
    ),
    Statement::new(
        "distinct",
        "SELECT DISTINCT said FROM word ORDER BY said NULLS LAST",
    ),
    Statement::new(
        "case matters",
        "SELECT id FROM word WHERE said = 'Zoë' ORDER BY id",
    ),
    Statement::new(
        "left join",
        "SELECT w.id, o.said FROM word w LEFT JOIN other o ON o.id = w.id ORDER BY w.id",
    ),
    Statement::new("limit", "SELECT id FROM word ORDER BY id DESC LIMIT 3"),
    Statement::new(
        "length",
        "SELECT id, CAST(LENGTH(said) AS BIGINT) AS signs FROM word ORDER BY id",
    ),
];

/// Id, text, number and bytes of a row.
type Word = (
    i64,
    Option<&'static str>,
    Option<i64>,
    Option<&'static [u8]>,
);

async fn fill(db: &Db) {
    db.migrate(&[FIRST]).await.unwrap();
    let rows: &[Word] = &[
        (1, Some("apple"), Some(i64::MAX), Some(&[0, 255, 7])),
        (2, Some("Apple"), Some(i64::MIN), Some(&[])),
        (3, Some("Zoë"), Some(0), None),
        (4, Some("zoë"), None, Some(&[0])),
        (5, None, Some(-1), Some(&[0, 0])),
        (
            6,
            Some("élan"),
            Some(9_007_199_254_740_993),
            Some(b"'; DROP TABLE word; --"),
        ),
        (7, Some("Éire"), None, None),
        (8, Some(""), Some(1), Some(&[1])),
        (9, Some("12"), Some(12), Some(b"12")),
        (10, Some("9"), Some(9), None),
        (11, Some("Zoë"), Some(11), Some("ß".as_bytes())),
        (
            12,
            Some("łódź 👩‍👧 “quoted” % _ \\ '"),
            Some(1_700_000_000_000_000),
            None,
        ),
        (13, None, None, None),
    ];
    for (id, said, number, bytes) in rows.iter().copied() {
        db.transact(|tx| {
            let bytes = bytes.map(<[u8]>::to_vec);
            Box::pin(async move {
                let values = [id.into(), said.into(), number.into(), bytes.into()];
                tx.execute(&ADD, values).await
            })
        })
        .await
        .unwrap();
    }
}

async fn ask(db: &Db, statement: &'static Statement) -> Vec<Vec<String>> {
    let rows: Vec<Row> = db
        .read(|tx| Box::pin(async move { tx.all(statement, []).await }))
        .await
        .unwrap_or_else(|error: DbError| panic!("{}: {error:?}", statement.name));
    rows.iter().map(Row::as_texts).collect()
}

#[tokio::test]
async fn the_same_statements_give_the_same_results() {
    let mut answers: Vec<Vec<Vec<Vec<String>>>> = Vec::new();
    for place in testing::both().await {
        let db = place.open().await;
        fill(&db).await;
        let mut of_engine = Vec::new();
        for statement in QUESTIONS {
            of_engine.push(ask(&db, statement).await);
        }
        answers.push(of_engine);
        db.close().await;
    }
    let sqlite = &answers[0];
    // What is right is written down for the orders on which engines like to differ.
    let order: Vec<&str> = sqlite[1].iter().map(|row| row[0].as_str()).collect();
    assert_eq!(
        order,
        ["8", "9", "10", "2", "3", "11", "1", "4", "7", "6", "12"],
        "by bytes"
    );
    assert_eq!(sqlite[3][0], ["4"], "absent numbers first");
    assert_eq!(sqlite[6], [["13", "11", "10"]]);
    assert_eq!(
        sqlite[7][0][2..],
        [i64::MIN.to_string(), i64::MAX.to_string()]
    );
    assert_eq!(sqlite[9], [["NULL"]]);
    for other in &answers[1..] {
        for (index, statement) in QUESTIONS.iter().enumerate() {
            assert_eq!(sqlite[index], other[index], "{}", statement.name);
        }
    }
}

#[tokio::test]
async fn values_come_back_as_they_went_in() {
    const ONE: Statement = Statement::new(
        "one",
        "SELECT id, said, number, bytes FROM word WHERE id = $1",
    );
    for place in testing::both().await {
        let db = place.open().await;
        fill(&db).await;
        let one = |id: i64| {
            let db = db.clone();
            async move {
                let row: Result<Option<Row>, DbError> = db
                    .read(|tx| Box::pin(async move { tx.first(&ONE, [id.into()]).await }))
                    .await;
                row.unwrap().unwrap()
            }
        };
        let first = one(1).await;
        assert_eq!(first.number("number").unwrap(), i64::MAX);
        assert_eq!(first.bytes("bytes").unwrap(), [0, 255, 7]);
        assert_eq!(one(2).await.bytes("bytes").unwrap(), Vec::<u8>::new());
        assert_eq!(
            one(6).await.number("number").unwrap(),
            9_007_199_254_740_993
        );
        let absent = one(13).await;
        assert_eq!(absent.maybe_text("said").unwrap(), None);
        assert_eq!(absent.maybe_number("number").unwrap(), None);
        assert_eq!(absent.maybe_bytes("bytes").unwrap(), None);
        assert!(matches!(absent.text("said"), Err(DbError::Column(name)) if name == "said"));
        assert!(matches!(absent.text("nothing"), Err(DbError::Column(_))));
        assert!(
            matches!(first.number("said"), Err(DbError::Column(_))),
            "text is no number"
        );
        assert!(
            matches!(first.truth("number"), Err(DbError::Column(_))),
            "neither 0 nor 1"
        );
        assert!(one(8).await.truth("number").unwrap());
        assert_eq!(one(9).await.parse::<u8>("said").unwrap(), 12);
    }
}

#[tokio::test]
async fn rules_of_the_tables_are_kept_and_named() {
    const CHILD: Statement = Statement::new(
        "add another",
        "INSERT INTO other (id, said) VALUES ($1, $2)",
    );
    for place in testing::both().await {
        let db = place.open().await;
        fill(&db).await;
        let add = |id: i64, said: Option<&'static str>| {
            let db = db.clone();
            async move {
                db.transact(|tx| {
                    Box::pin(async move { tx.execute(&CHILD, [id.into(), said.into()]).await })
                })
                .await
            }
        };
        add(1, Some("one")).await.unwrap();
        let wrong = [
            (1, Some("two")),
            (2, Some("one")),
            (99, Some("nobody")),
            (3, None),
        ];
        for (id, said) in wrong {
            let refused = add(id, said).await;
            assert!(
                matches!(refused, Err(DbError::Refused("add another"))),
                "{id}: {refused:?}"
            );
        }
        let written: Result<u64, DbError> = db
            .read(|tx| {
                let values = [
                    50_i64.into(),
                    Value::NO_TEXT,
                    Value::NO_NUMBER,
                    Value::Bytes(None),
                ];
                Box::pin(async move { tx.execute(&ADD, values).await })
            })
            .await;
        assert!(
            matches!(written, Err(DbError::CannotWrite)),
            "a reading changes nothing: {written:?}"
        );
    }
}
