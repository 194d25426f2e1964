//! Coming back in ways that do not count, and a provider that says no.

use access::Role;
use access::directory::DirectoryError;
use access::sign_in::{AWAY_SECONDS, Arrival, Away, Back, Errand, Why};
use crypto::Token;
use serde_json::Value;

use super::{EMAIL, ID, SUBJECT, With, back, offering, why, with_code};
use crate::world::{NOW, on_both};

#[test]
fn what_comes_back_counts_in_the_browser_that_was_sent_alone() {
    on_both(false, async |world| {
        let with = With::new(world);
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        with.link(&sam, SUBJECT).await;
        let stranger = Token::generate().unwrap();
        // In another browser, which then has used it up for everybody.
        let (came, browser) = with.sent().await;
        for holder in [&stranger, &browser] {
            let arrival = with.come(&with_code(&came, holder), NOW).await;
            assert_eq!(why(&arrival), Why::Late);
        }
        let (came, browser) = with.sent().await;
        let own = with_code(&came, &browser);
        let without = Back {
            browser: None,
            ..own
        };
        assert_eq!(why(&with.come(&without, NOW).await), Why::Late);
        let (came, browser) = with.sent().await;
        let own = with_code(&came, &browser);
        let elsewhere = Back {
            provider: "other",
            ..own
        };
        assert_eq!(why(&with.come(&elsewhere, NOW).await), Why::Late);
        for state in [None, Some(""), Some("x"), Some(stranger.expose())] {
            let never = Back { state, ..own };
            assert_eq!(why(&with.come(&never, NOW).await), Why::Late);
        }
    });
}

#[test]
fn what_comes_back_counts_once_and_for_ten_minutes() {
    on_both(false, async |world| {
        let with = With::new(world);
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        with.link(&sam, SUBJECT).await;
        let (came, browser) = with.sent().await;
        let late = NOW.plus_seconds(AWAY_SECONDS);
        let arrival = with.come(&with_code(&came, &browser), late).await;
        assert_eq!(why(&arrival), Why::Late);
        let (came, browser) = with.sent().await;
        let own = with_code(&came, &browser);
        assert!(matches!(with.come(&own, NOW).await, Arrival::SignedIn(_)));
        assert_eq!(why(&with.come(&own, NOW).await), Why::Late);
    });
}

#[test]
fn what_the_provider_says_no_to_is_told_in_few_words() {
    on_both(false, async |world| {
        let with = With::new(world);
        let said = async |error: Option<&str>| {
            let (address, browser) = with.gone(Errand::SignIn, NOW).await;
            let came = with.small.sign_in(&address, SUBJECT);
            let back = Back {
                error,
                ..back(&came.state, &browser)
            };
            why(&with.sign_in.come_back(&back, None, NOW).await.unwrap())
        };
        assert_eq!(said(Some("access_denied")).await, Why::Stopped);
        assert_eq!(
            said(Some("unmet_authentication_requirements")).await,
            Why::TwoFactors
        );
        assert_eq!(said(Some("<script>")).await, Why::Failed);
        assert_eq!(said(None).await, Why::Failed, "neither a code nor an error");
        assert_eq!(with.small.asked_for("/token"), 0);
        with.small.claim("amr", Value::Null);
        assert_eq!(why(&with.enter(SUBJECT).await), Why::TwoFactors);
        with.small
            .says(|one| one.answer = Some((500, String::new())));
        assert_eq!(why(&with.enter(SUBJECT).await), Why::Failed);
        let unknown = with.sign_in.leave("nowhere", Errand::SignIn, NOW).await;
        assert!(matches!(unknown, Err(DirectoryError::NotFound)));
    });
}

#[test]
fn a_provider_that_is_down_sends_nobody_anywhere() {
    on_both(false, async |world| {
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let issuer = format!("http://{}", free.local_addr().unwrap());
        drop(free);
        let sign_in = offering(world, &[(ID, &issuer)]);
        let left = sign_in.leave(ID, Errand::SignIn, NOW).await.unwrap();
        assert!(matches!(left, Away::Not(Why::Failed)));
    });
}

#[test]
fn nobody_waits_for_the_failures_of_others_at_their_address() {
    on_both(false, async |world| {
        let with = With::new(world);
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        with.link(&sam, SUBJECT).await;
        for _ in 0..40 {
            assert_eq!(why(&with.enter("nobody").await), Why::NotLinked);
            let (came, browser) = with.sent().await;
            let junk = Back {
                code: Some("junk"),
                ..back(&came.state, &browser)
            };
            assert_eq!(why(&with.come(&junk, NOW).await), Why::Failed);
        }
        assert!(matches!(with.enter(SUBJECT).await, Arrival::SignedIn(_)));
        assert_eq!(
            world.noted("sign_in", "refused").await,
            40,
            "those whom the provider named, and no junk"
        );
    });
}
