//! Guessing becomes slow, and nobody can lock another person out.

use access::Role;
use access::sign_in::Outcome;
use model::Instant;

use crate::world::{ELSEWHERE, HERE, NOW, PASSWORD, World, on_both};

const EMAIL: &str = "sam.carter@council.example";

async fn guess(world: &World, email: &str, at: &str, now: Instant) -> Outcome {
    world
        .sign_in
        .with_password(email, "seven herons over mist", "000000", at, now)
        .await
        .unwrap()
}

async fn until_told_to_wait(world: &World, email: &str, now: Instant) -> Instant {
    for _ in 0..20 {
        if let Outcome::TryLater { until } = guess(world, email, ELSEWHERE, now).await {
            return until;
        }
    }
    panic!("twenty guesses and nobody was told to wait");
}

#[test]
fn a_guesser_waits_longer_each_time_and_the_owner_not_at_all() {
    on_both(false, async |world| {
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        let now = NOW.plus_seconds(300);
        let first = until_told_to_wait(world, EMAIL, now).await;
        let second = until_told_to_wait(world, EMAIL, first).await;
        assert!(second.seconds_since(first) > first.seconds_since(now));
        // Not even the right password and code are looked at from there.
        assert!(matches!(
            world.enter(&sam, ELSEWHERE, first).await,
            Outcome::TryLater { .. }
        ));
        assert!(matches!(
            world.enter(&sam, HERE, first).await,
            Outcome::SignedIn(_)
        ));
    });
}

#[test]
fn somebody_who_does_not_exist_is_told_to_wait_just_the_same() {
    on_both(false, async |world| {
        world.known(EMAIL, Role::BusinessManager).await;
        let now = NOW.plus_seconds(300);
        let known = until_told_to_wait(world, EMAIL, now).await;
        let unknown = until_told_to_wait(world, "nobody@council.example", now).await;
        assert_eq!(known, unknown);
    });
}

#[test]
fn attacks_from_many_addresses_do_not_lock_the_owner_out() {
    on_both(false, async |world| {
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        let now = NOW.plus_seconds(300);
        for number in 0..15 {
            let at = format!("203.0.113.{number}");
            assert!(matches!(
                guess(world, EMAIL, &at, now).await,
                Outcome::Wrong
            ));
        }
        assert!(matches!(
            world.enter(&sam, HERE, now).await,
            Outcome::SignedIn(_)
        ));
    });
}

#[test]
fn an_address_that_guesses_at_many_is_stopped_but_not_for_those_who_entered_from_it() {
    on_both(false, async |world| {
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        let other = world
            .known("jo.field@council.example", Role::Scrutineer)
            .await;
        let now = NOW.plus_seconds(300);
        assert!(matches!(
            world.enter(&sam, ELSEWHERE, now).await,
            Outcome::SignedIn(_)
        ));
        let mut stopped = false;
        for number in 0..40 {
            let email = format!("guess{number}@council.example");
            stopped |= matches!(
                guess(world, &email, ELSEWHERE, now).await,
                Outcome::TryLater { .. }
            );
        }
        assert!(stopped);
        assert!(matches!(
            world.enter(&other, ELSEWHERE, now).await,
            Outcome::TryLater { .. }
        ));
        // At the same moment, with the next code of the app.
        let code = sam.code(now.plus_seconds(30));
        let outcome = world
            .sign_in
            .with_password(EMAIL, PASSWORD, &code, ELSEWHERE, now)
            .await;
        assert!(matches!(outcome.unwrap(), Outcome::SignedIn(_)));
    });
}

#[test]
fn many_guesses_at_the_same_moment_do_not_pass_the_count() {
    on_both(false, async |world| {
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        let now = NOW.plus_seconds(300);
        let mut guesses = tokio::task::JoinSet::new();
        for _ in 0..20 {
            let sign_in = std::sync::Arc::clone(&world.sign_in);
            guesses.spawn(async move {
                sign_in
                    .with_password(EMAIL, "seven herons over mist", "000000", ELSEWHERE, now)
                    .await
            });
        }
        let outcomes = guesses.join_all().await;
        let checked = outcomes
            .iter()
            .filter(|outcome| matches!(outcome, Ok(Outcome::Wrong)))
            .count();
        assert!(checked <= 5, "{checked} guesses were checked");
        assert!(matches!(
            world.enter(&sam, HERE, now).await,
            Outcome::SignedIn(_)
        ));
    });
}

#[test]
fn the_table_names_nobody() {
    on_both(false, async |world| {
        guess(world, EMAIL, HERE, NOW).await;
        const NAMES: db::Statement = db::Statement::new("names", "SELECT name FROM attempt");
        let rows = world
            .directory
            .db()
            .read(|tx| Box::pin(async move { tx.all(&NAMES, []).await }))
            .await;
        let rows: Vec<db::Row> = rows.map_err(|error: db::DbError| error).unwrap();
        assert!(rows.len() >= 3);
        for row in rows {
            let name = row.text("name").unwrap();
            assert!(!name.contains("sam") && !name.contains(HERE), "{name}");
        }
    });
}
