//! Signing in with e-mail address, password and code.

use access::Role;
use access::sign_in::Outcome;

use crate::world::{HERE, NOW, PASSWORD, on_both};

const EMAIL: &str = "sam.carter@council.example";

#[test]
fn all_three_are_needed_and_no_answer_says_which_was_wrong() {
    on_both(false, async |world| {
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        let now = NOW.plus_seconds(120);
        let code = sam.code(now);
        let tries = [
            ("nobody@council.example", PASSWORD, code.as_str()),
            (EMAIL, "seven herons over marsj", code.as_str()),
            (EMAIL, PASSWORD, "000000"),
            (EMAIL, PASSWORD, ""),
            ("", "", ""),
        ];
        for (email, password, code) in tries {
            let at = format!("{HERE} {email} {password} {code}");
            let outcome = world
                .sign_in
                .with_password(email, password, code, &at, now)
                .await;
            assert!(
                matches!(outcome.unwrap(), Outcome::Wrong),
                "{email} {password} {code}"
            );
        }
        assert_eq!(world.noted("sign_in", "refused").await, tries.len());
        let outcome = world
            .sign_in
            .with_password(EMAIL, PASSWORD, &code, HERE, now)
            .await;
        assert!(matches!(outcome.unwrap(), Outcome::SignedIn(_)));
    });
}

#[test]
fn the_address_is_read_whatever_its_capitals_and_the_code_with_its_space() {
    on_both(false, async |world| {
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        let now = NOW.plus_seconds(120);
        let mut code = sam.code(now);
        code.insert(3, ' ');
        let email = " Sam.Carter@Council.example ";
        let outcome = world
            .sign_in
            .with_password(email, PASSWORD, &code, HERE, now)
            .await;
        assert!(matches!(outcome.unwrap(), Outcome::SignedIn(_)));
    });
}

#[test]
fn a_code_is_good_once_and_none_before_it_afterwards() {
    on_both(false, async |world| {
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        // The code that confirmed the secret is used up as well.
        assert!(matches!(world.enter(&sam, HERE, NOW).await, Outcome::Wrong));
        let now = NOW.plus_seconds(300);
        assert!(matches!(
            world.enter(&sam, HERE, now).await,
            Outcome::SignedIn(_)
        ));
        assert!(matches!(world.enter(&sam, HERE, now).await, Outcome::Wrong));
        let earlier = sam.code(now.plus_seconds(-30));
        let outcome = world
            .sign_in
            .with_password(EMAIL, PASSWORD, &earlier, HERE, now)
            .await;
        assert!(matches!(outcome.unwrap(), Outcome::Wrong));
        let later = now.plus_seconds(30);
        assert!(matches!(
            world.enter(&sam, HERE, later).await,
            Outcome::SignedIn(_)
        ));
    });
}

#[test]
fn of_two_sign_ins_with_one_code_at_the_same_moment_one_succeeds() {
    on_both(false, async |world| {
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        let now = NOW.plus_seconds(300);
        let (one, other) = tokio::join!(world.enter(&sam, HERE, now), world.enter(&sam, HERE, now));
        let both = [one, other];
        let entered = both
            .iter()
            .filter(|outcome| matches!(outcome, Outcome::SignedIn(_)))
            .count();
        assert_eq!(entered, 1);
    });
}

#[test]
fn a_handler_may_move_between_threads_while_it_waits() {
    fn may_move<T: Send>(_: &T) {}
    on_both(false, async |world| {
        let future = world
            .sign_in
            .with_password(EMAIL, PASSWORD, "000000", HERE, NOW);
        may_move(&future);
        assert!(matches!(future.await.unwrap(), Outcome::Wrong));
    });
}
