//! Signing in with the sign-in of one's organisation, at a small provider that is really asked.

use std::sync::Arc;

use access::directory::DirectoryError;
use access::sign_in::{
    AWAY_SECONDS, Arrival, Away, Back, Errand, FRESH_SECONDS, Provider, ProviderSettings, Session,
    SignIn, Site, TwoFactorsBy, Why, confirm_recovery,
};
use access::{Role, Strength, actions};
use crypto::Token;
use model::Instant;
use serde_json::{Value, json};
use testing::provider::{CLIENT, Provider as Small, SECRET};

use crate::world::{HERE, Known, NOW, World, on_both, role_of};

const EMAIL: &str = "sam.carter@council.example";
const OTHER: &str = "jo.hale@council.example";
const SUBJECT: &str = "subject-248289761001";
const ID: &str = "aldermere";

/// A directory whose people may use the sign-in of their organisation.
struct With {
    small: Small,
    sign_in: SignIn,
}

const fn seconds(now: Instant) -> i64 {
    now.microseconds() / 1_000_000
}

impl With {
    fn new(world: &World) -> Self {
        let small = Small::start(seconds(NOW));
        let sign_in = offering(world, &[(ID, &small.issuer())]);
        Self { small, sign_in }
    }

    async fn session(&self, known: &Known, now: Instant) -> Session {
        let found = self.sign_in.resume(&known.session.token, now).await;
        found.unwrap().unwrap()
    }

    async fn gone(&self, errand: Errand<'_>, now: Instant) -> (String, Token) {
        match self.sign_in.leave(ID, errand, now).await.unwrap() {
            Away::Go { address, browser } => (address, browser),
            Away::Not(why) => panic!("not sent: {why:?}"),
        }
    }

    /// The whole way there and back.
    async fn round(
        &self,
        errand: Errand<'_>,
        session: Option<&Session>,
        subject: &str,
        now: Instant,
    ) -> Arrival {
        self.small.at(seconds(now));
        let (address, browser) = self.gone(errand, now).await;
        let came = self.small.sign_in(&address, subject);
        let back = Back {
            code: Some(&came.code),
            ..back(&came.state, &browser)
        };
        let arrived = self.sign_in.come_back(&back, session, HERE, now).await;
        arrived.unwrap()
    }

    async fn link(&self, known: &Known, subject: &str) -> Arrival {
        let session = self.session(known, NOW).await;
        let errand = Errand::Link(&session);
        self.round(errand, Some(&session), subject, NOW).await
    }

    async fn enter(&self, subject: &str) -> Arrival {
        self.round(Errand::SignIn, None, subject, NOW).await
    }
}

fn offering(world: &World, all: &[(&str, &str)]) -> SignIn {
    let provider = |(id, issuer): &(&str, &str)| {
        let settings = ProviderSettings {
            id: (*id).to_owned(),
            name: "Aldermere Council".to_owned(),
            issuer: (*issuer).to_owned(),
            client_id: CLIENT.to_owned(),
            client_secret: Some(SECRET.to_owned()),
            require: TwoFactorsBy {
                amr: vec!["mfa".to_owned()],
                ..TwoFactorsBy::default()
            },
            authorities: None,
            insecure_loopback: true,
            back: format!("http://localhost:8080/sign-in/with/{id}/back"),
        };
        Provider::new(settings).unwrap()
    };
    let site = Site {
        id: "localhost".into(),
        origin: "http://localhost:8080".into(),
    };
    SignIn::new(Arc::clone(&world.directory), &site)
        .with_providers(all.iter().map(provider).collect())
}

fn back<'a>(state: &'a str, browser: &'a Token) -> Back<'a> {
    Back {
        provider: ID,
        state: Some(state),
        browser: Some(browser.expose()),
        ..Back::default()
    }
}

fn why(arrival: &Arrival) -> Why {
    match arrival {
        Arrival::Not(why) => *why,
        other => panic!("{other:?}"),
    }
}

#[test]
fn somebody_links_their_sign_in_and_enters_with_it() {
    on_both(false, async |world| {
        let with = With::new(world);
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        assert_eq!(why(&with.enter(SUBJECT).await), Why::NotLinked);
        assert!(matches!(with.link(&sam, SUBJECT).await, Arrival::Linked));
        let Arrival::SignedIn(new) = with.enter(SUBJECT).await else {
            panic!("not signed in");
        };
        let session = with.sign_in.resume(&new.token, NOW).await.unwrap().unwrap();
        assert_eq!(session.person.id, sam.id);
        assert_eq!(session.strength, Strength::Organisation);
        assert_eq!(why(&with.enter("somebody else").await), Why::NotLinked);
        assert_eq!(world.noted("link_sign_in", "done").await, 1);
        assert_eq!(world.noted("sign_in", "refused").await, 2);
        let rows = with.sign_in.links_of(&session, NOW).await.unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].name.as_deref(), Some("Aldermere Council"));
        assert_eq!(rows[0].day.to_string(), "2026-11-24");
    });
}

#[test]
fn neither_subject_nor_issuer_nor_what_the_provider_says_is_kept() {
    on_both(false, async |world| {
        let with = With::new(world);
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        with.link(&sam, SUBJECT).await;
        const ALL: db::Statement =
            db::Statement::new("all links", "SELECT id, digest, provider, day FROM linked_sign_in");
        let read = world.directory.db().read(|tx| Box::pin(tx.all(&ALL, [])));
        let rows: Result<_, db::DbError> = read.await;
        let rows = rows.unwrap();
        assert_eq!(rows.len(), 1);
        let digest = rows[0].text("digest").unwrap();
        // Not a plain digest either: whoever knows a subject cannot try it without the key.
        let plain = crypto::digest(format!("{}\n{SUBJECT}", with.small.issuer()).as_bytes());
        assert!(digest.len() == 64 && digest != plain.to_string());
    });
}

#[test]
fn a_sign_in_that_is_somebodys_is_nobody_elses() {
    on_both(false, async |world| {
        let with = With::new(world);
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        let jo = world.known(OTHER, Role::BusinessManager).await;
        with.link(&sam, SUBJECT).await;
        assert_eq!(why(&with.link(&jo, SUBJECT).await), Why::Taken);
        assert!(matches!(with.link(&sam, SUBJECT).await, Arrival::Linked), "once more");
        assert_eq!(world.noted("link_sign_in", "done").await, 1);
        assert_eq!(world.noted("link_sign_in", "refused").await, 1);
        let session = with.session(&jo, NOW).await;
        assert!(with.sign_in.links_of(&session, NOW).await.unwrap().is_empty());
    });
}

#[test]
fn what_comes_back_counts_once_in_the_browser_that_was_sent_and_for_ten_minutes() {
    on_both(false, async |world| {
        let with = With::new(world);
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        with.link(&sam, SUBJECT).await;
        let sent = async || {
            let (address, browser) = with.gone(Errand::SignIn, NOW).await;
            (with.small.sign_in(&address, SUBJECT), browser)
        };
        let come = async |back: &Back<'_>, now| {
            let arrived = with.sign_in.come_back(back, None, HERE, now).await;
            arrived.unwrap()
        };
        let stranger = Token::generate().unwrap();
        // In another browser, which then has used it up for everybody.
        let (came, browser) = sent().await;
        let code = Some(came.code.as_str());
        let theirs = Back { code, ..back(&came.state, &stranger) };
        assert_eq!(why(&come(&theirs, NOW).await), Why::Late);
        let own = Back { code, ..back(&came.state, &browser) };
        assert_eq!(why(&come(&own, NOW).await), Why::Late);
        // Without the cookie, for another provider, without a state, with one that was never made.
        let (came, browser) = sent().await;
        let own = Back { code: Some(&came.code), ..back(&came.state, &browser) };
        assert_eq!(why(&come(&Back { browser: None, ..own }, NOW).await), Why::Late);
        let (came, browser) = sent().await;
        let own = Back { code: Some(&came.code), ..back(&came.state, &browser) };
        assert_eq!(why(&come(&Back { provider: "other", ..own }, NOW).await), Why::Late);
        assert_eq!(why(&come(&Back { state: None, ..own }, NOW).await), Why::Late);
        let never = back(stranger.expose(), &browser);
        assert_eq!(why(&come(&never, NOW).await), Why::Late);
        // Too late.
        let (came, browser) = sent().await;
        let own = Back { code: Some(&came.code), ..back(&came.state, &browser) };
        let late = NOW.plus_seconds(AWAY_SECONDS);
        assert_eq!(why(&come(&own, late).await), Why::Late);
        // And in time, once.
        let (came, browser) = sent().await;
        let own = Back { code: Some(&came.code), ..back(&came.state, &browser) };
        assert!(matches!(come(&own, NOW).await, Arrival::SignedIn(_)));
        assert_eq!(why(&come(&own, NOW).await), Why::Late);
    });
}

#[test]
fn only_the_session_that_asked_can_be_linked() {
    on_both(false, async |world| {
        let with = With::new(world);
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        let jo = world.known(OTHER, Role::BusinessManager).await;
        let (own, other) = (with.session(&sam, NOW).await, with.session(&jo, NOW).await);
        for session in [None, Some(&other)] {
            let arrival = with.round(Errand::Link(&own), session, SUBJECT, NOW).await;
            assert_eq!(why(&arrival), Why::Late);
        }
        for session in [&own, &other] {
            assert!(with.sign_in.links_of(session, NOW).await.unwrap().is_empty());
        }
    });
}

#[test]
fn linking_wants_a_sign_in_of_a_moment_ago_here_and_there() {
    on_both(false, async |world| {
        let with = With::new(world);
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        let late = NOW.plus_seconds(FRESH_SECONDS);
        let session = with.session(&sam, late).await;
        let refused = with.sign_in.leave(ID, Errand::Link(&session), late).await;
        assert!(matches!(refused, Err(DirectoryError::Rule("sign-in-not-fresh"))));
        let in_time = NOW.plus_seconds(FRESH_SECONDS - 1);
        assert!(with.session(&sam, in_time).await.is_fresh(in_time));
        with.small.claim("auth_time", json!(seconds(NOW) - 3600));
        assert_eq!(why(&with.link(&sam, SUBJECT).await), Why::Failed);
        with.small.claim("auth_time", json!(seconds(NOW)));
        assert!(matches!(with.link(&sam, SUBJECT).await, Arrival::Linked));
    });
}

#[test]
fn the_last_way_in_stays() {
    on_both(false, async |world| {
        let with = With::new(world);
        let id = world.add_person("Sam Carter", EMAIL).await;
        let role = role_of(id, Role::AgencyAuthor, "2026-01-01", None);
        world.add_role(&role, world.partnership).await;
        let ctx = world.administrator(crypto::id(NOW).unwrap(), NOW);
        let token = world.invite(&ctx, id).await.unwrap();
        let errand = Errand::Invitation(&token);
        let Arrival::SignedIn(new) = with.round(errand, None, SUBJECT, NOW).await else {
            panic!("the invitation was not accepted");
        };
        let session = with.sign_in.resume(&new.token, NOW).await.unwrap().unwrap();
        assert_eq!((session.person.id, session.strength), (id, Strength::Organisation));
        let link = with.sign_in.links_of(&session, NOW).await.unwrap()[0].id;
        let refused = with.sign_in.remove_link(&session, link, NOW).await;
        assert!(matches!(refused, Err(DirectoryError::Rule("sign-in-last-way"))));
        assert_eq!(world.noted("unlink_sign_in", "done").await, 0);
        // A second one of the same organisation is a way in too, until the service offers it no more.
        let errand = Errand::Link(&session);
        let second = with.round(errand, Some(&session), "a second account", NOW).await;
        assert!(matches!(second, Arrival::Linked));
        let without = offering(world, &[]);
        let refused = without.remove_link(&session, link, NOW).await;
        assert!(matches!(refused, Err(DirectoryError::Rule("sign-in-last-way"))));
        with.sign_in.remove_link(&session, link, NOW).await.unwrap();
        assert_eq!(world.noted("unlink_sign_in", "done").await, 1);
        assert_eq!(why(&with.enter(SUBJECT).await), Why::NotLinked);
        let again = with.sign_in.remove_link(&session, link, NOW).await;
        assert!(matches!(again, Err(DirectoryError::NotFound)));
    });
}

#[test]
fn nobody_removes_the_link_of_another() {
    on_both(false, async |world| {
        let with = With::new(world);
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        let jo = world.known(OTHER, Role::BusinessManager).await;
        with.link(&sam, SUBJECT).await;
        let own = with.session(&sam, NOW).await;
        let link = with.sign_in.links_of(&own, NOW).await.unwrap()[0].id;
        let other = with.session(&jo, NOW).await;
        let refused = with.sign_in.remove_link(&other, link, NOW).await;
        assert!(matches!(refused, Err(DirectoryError::NotFound)));
        with.sign_in.remove_link(&own, link, NOW).await.unwrap();
    });
}

#[test]
fn an_invitation_is_spent_once_and_only_by_a_sign_in_that_holds() {
    on_both(false, async |world| {
        let with = With::new(world);
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        with.link(&sam, SUBJECT).await;
        let id = world.add_person("Jo Hale", OTHER).await;
        let role = role_of(id, Role::AgencyAuthor, "2026-01-01", None);
        world.add_role(&role, world.partnership).await;
        let ctx = world.administrator(crypto::id(NOW).unwrap(), NOW);
        let token = world.invite(&ctx, id).await.unwrap();
        let errand = Errand::Invitation(&token);
        let taken = with.round(errand, None, SUBJECT, NOW).await;
        assert_eq!(why(&taken), Why::Taken);
        with.small.claim("amr", json!(["pwd"]));
        let one = with.round(errand, None, "another", NOW).await;
        assert_eq!(why(&one), Why::TwoFactors);
        with.small.claim("amr", json!(["mfa"]));
        assert!(with.sign_in.look_at(&token, NOW).await.unwrap().is_some(), "still good");
        let spent = with.round(errand, None, "another", NOW).await;
        assert!(matches!(spent, Arrival::SignedIn(_)));
        let again = with.round(errand, None, "a third", NOW).await;
        assert_eq!(why(&again), Why::Gone);
        // Whoever can sign in needs no invitation.
        let refused = world.invite(&ctx, id).await;
        assert!(matches!(refused, Err(DirectoryError::Rule("invitation-not-needed"))));
    });
}

#[test]
fn recovery_removes_links_too() {
    on_both(false, async |world| {
        let with = With::new(world);
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        with.link(&sam, SUBJECT).await;
        let (asks, confirms) = (crypto::id(NOW).unwrap(), crypto::id(NOW).unwrap());
        let ctx = &world.administrator(asks, NOW);
        let asked = world.directory.transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::ManagePeople>()?;
                access::sign_in::ask_recovery(tx, &permit, sam.id).await
            })
        });
        let request = asked.await.unwrap();
        let ctx = &world.administrator(confirms, NOW);
        let confirmed = world.directory.transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::ManagePeople>()?;
                confirm_recovery(tx, &permit, request).await
            })
        });
        confirmed.await.unwrap();
        assert_eq!(why(&with.enter(SUBJECT).await), Why::NotLinked);
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
            why(&with.sign_in.come_back(&back, None, HERE, NOW).await.unwrap())
        };
        assert_eq!(said(Some("access_denied")).await, Why::Stopped);
        assert_eq!(said(Some("unmet_authentication_requirements")).await, Why::TwoFactors);
        assert_eq!(said(Some("<script>")).await, Why::Failed);
        assert_eq!(said(None).await, Why::Failed, "neither a code nor an error");
        assert_eq!(with.small.asked_for("/token"), 0);
        with.small.claim("amr", Value::Null);
        assert_eq!(why(&with.enter(SUBJECT).await), Why::TwoFactors);
        with.small.says(|one| one.answer = Some((500, String::new())));
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
fn failures_at_one_address_are_slowed_down_and_a_success_is_forgiven() {
    on_both(false, async |world| {
        let with = With::new(world);
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        with.link(&sam, SUBJECT).await;
        for _ in 0..40 {
            assert!(matches!(with.enter(SUBJECT).await, Arrival::SignedIn(_)), "an office");
        }
        let mut tries = 0;
        let until = loop {
            tries += 1;
            assert!(tries < 60, "nobody is ever asked to wait");
            match with.enter("nobody").await {
                Arrival::TryLater { until } => break until,
                other => assert_eq!(why(&other), Why::NotLinked),
            }
        };
        assert!(tries > 20 && until > NOW, "{tries}");
        let asked = with.small.asked_for("/token");
        assert!(matches!(with.enter(SUBJECT).await, Arrival::TryLater { .. }));
        assert_eq!(with.small.asked_for("/token"), asked, "nobody is asked while waiting");
    });
}
