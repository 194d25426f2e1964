//! PostgreSQL: the service's role can do nothing before it takes the role of one schema.

use db::{Db, DbError, PostgresPlace, Statement};
use testing::{Scratch, run_postgres, unused_name};

use crate::FIRST;

async fn why_refused(place: &PostgresPlace) -> &'static str {
    match Db::open_postgres(place).await {
        Err(DbError::UnsafeRole(why)) => why,
        Err(error) => panic!("{error:?}"),
        Ok(_) => "not refused",
    }
}

#[tokio::test]
async fn a_role_that_may_too_much_is_refused() {
    let Some(scratch) = Scratch::postgres().await else {
        return;
    };
    let place = scratch.postgres_place(&unused_name("store"));
    let role = place.service.get_username().to_owned();
    Db::open_postgres(&place).await.unwrap().close().await;
    let cases = [
        ("SUPERUSER", "NOSUPERUSER", "it is a superuser"),
        ("BYPASSRLS", "NOBYPASSRLS", "it bypasses row security"),
        (
            "INHERIT",
            "NOINHERIT",
            "it inherits rights: make it NOINHERIT",
        ),
        ("CREATEROLE", "NOCREATEROLE", "it may make roles"),
        ("CREATEDB", "NOCREATEDB", "it may make databases"),
    ];
    for (grant, revoke, why) in cases {
        run_postgres(&place.provision, &format!("ALTER ROLE {role} {grant}")).await;
        assert_eq!(why_refused(&place).await, why);
        run_postgres(&place.provision, &format!("ALTER ROLE {role} {revoke}")).await;
    }
    Db::open_postgres(&place).await.unwrap().close().await;
}

#[tokio::test]
async fn a_role_that_reaches_a_schema_otherwise_is_refused() {
    let Some(scratch) = Scratch::postgres().await else {
        return;
    };
    let place = scratch.postgres_place(&unused_name("store"));
    let (schema, role) = (
        place.schema.clone(),
        place.service.get_username().to_owned(),
    );
    let run = |sql: String| {
        let provision = place.provision.clone();
        async move { run_postgres(&provision, &sql).await }
    };
    Db::open_postgres(&place).await.unwrap().close().await;
    run(format!("GRANT USAGE ON SCHEMA {schema} TO {role}")).await;
    assert_eq!(
        why_refused(&place).await,
        "it reaches a schema without taking its role"
    );
    run(format!("REVOKE USAGE ON SCHEMA {schema} FROM {role}")).await;
    run(format!("ALTER SCHEMA {schema} OWNER TO {role}")).await;
    assert_eq!(why_refused(&place).await, "it owns a schema");
    run(format!("ALTER SCHEMA {schema} OWNER TO {schema}")).await;
    assert_eq!(
        why_refused(&place).await,
        "the role of a schema owns the schema"
    );
    let owner = unused_name("owner");
    run(format!(
        "CREATE ROLE {owner}; ALTER SCHEMA {schema} OWNER TO {owner}; GRANT {owner} TO {role}"
    ))
    .await;
    assert_eq!(
        why_refused(&place).await,
        "it may take the role of the schema's owner"
    );
    run(format!(
        "REVOKE {owner} FROM {role}; CREATE ROLE {owner}_2 SUPERUSER; GRANT {owner}_2 TO {role}"
    ))
    .await;
    assert_eq!(
        why_refused(&place).await,
        "it may take a role that is not bound by rights"
    );
    let odd = PostgresPlace {
        schema: "a\"; DROP".to_owned(),
        ..place.clone()
    };
    assert!(why_refused(&odd).await.starts_with("schema name"));
}

#[tokio::test]
async fn one_schema_does_not_reach_another() {
    let Some(scratch) = Scratch::postgres().await else {
        return;
    };
    let (mine, other) = (unused_name("store"), unused_name("store"));
    let db = scratch.open_named(&mine).await;
    db.migrate(&[FIRST]).await.unwrap();
    scratch
        .open_named(&other)
        .await
        .migrate(&[FIRST])
        .await
        .unwrap();
    let sql: &'static str = Box::leak(format!("SELECT id FROM {other}.word").into_boxed_str());
    let reached: Result<_, DbError> = db
        .read(|tx| {
            Box::pin(async move {
                tx.all(&Statement::new("reach across", sql), [])
                    .await
                    .map(|_| ())
            })
        })
        .await;
    assert!(
        matches!(reached, Err(DbError::Refused("reach across"))),
        "{reached:?}"
    );
}

#[tokio::test]
async fn outside_a_transaction_the_service_reads_nothing() {
    let Some(scratch) = Scratch::postgres().await else {
        return;
    };
    let schema = unused_name("store");
    scratch
        .open_named(&schema)
        .await
        .migrate(&[FIRST])
        .await
        .unwrap();
    let place = scratch.postgres_place(&schema);
    let sql = format!(
        "DO $do$ BEGIN PERFORM id FROM {schema}.word; RAISE EXCEPTION 'it could read'; \
         EXCEPTION WHEN insufficient_privilege THEN NULL; END $do$"
    );
    run_postgres(&place.service, &sql).await;
}
