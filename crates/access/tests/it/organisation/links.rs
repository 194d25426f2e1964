//! Links: made, used, removed.

use access::directory::DirectoryError;
use access::sign_in::{Arrival, Errand, FRESH_SECONDS, Why, confirm_recovery};
use access::{Role, Strength, actions};
use crypto::Token;
use serde_json::json;

use super::{EMAIL, ID, OTHER, SUBJECT, With, offering, seconds, why};
use crate::world::{NOW, on_both, role_of};

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
        const ALL: db::Statement = db::Statement::new(
            "all links",
            "SELECT id, digest, provider, day FROM linked_sign_in",
        );
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
        assert!(
            matches!(with.link(&sam, SUBJECT).await, Arrival::Linked),
            "once more"
        );
        assert_eq!(world.noted("link_sign_in", "done").await, 1);
        assert_eq!(world.noted("link_sign_in", "refused").await, 1);
        let session = with.session(&jo, NOW).await;
        assert!(
            with.sign_in
                .links_of(&session, NOW)
                .await
                .unwrap()
                .is_empty()
        );
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
            assert!(
                with.sign_in
                    .links_of(session, NOW)
                    .await
                    .unwrap()
                    .is_empty()
            );
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
        assert!(matches!(
            refused,
            Err(DirectoryError::Rule("sign-in-not-fresh"))
        ));
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
        assert_eq!(
            (session.person.id, session.strength),
            (id, Strength::Organisation)
        );
        let link = with.sign_in.links_of(&session, NOW).await.unwrap()[0].id;
        let refused = with.sign_in.remove_link(&session, link, NOW).await;
        assert!(matches!(
            refused,
            Err(DirectoryError::Rule("sign-in-last-way"))
        ));
        assert_eq!(world.noted("unlink_sign_in", "done").await, 0);
        // A second one of the same organisation is a way in too, until the service offers it no more.
        let errand = Errand::Link(&session);
        let second = with
            .round(errand, Some(&session), "a second account", NOW)
            .await;
        assert!(matches!(second, Arrival::Linked));
        let without = offering(world, &[]);
        let refused = without.remove_link(&session, link, NOW).await;
        assert!(matches!(
            refused,
            Err(DirectoryError::Rule("sign-in-last-way"))
        ));
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
        assert!(
            with.sign_in.look_at(&token, NOW).await.unwrap().is_some(),
            "still good"
        );
        let spent = with.round(errand, None, "another", NOW).await;
        assert!(matches!(spent, Arrival::SignedIn(_)));
        let again = with.round(errand, None, "a third", NOW).await;
        assert_eq!(why(&again), Why::Gone);
        // Whoever can sign in needs no invitation.
        let refused = world.invite(&ctx, id).await;
        assert!(matches!(
            refused,
            Err(DirectoryError::Rule("invitation-not-needed"))
        ));
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
fn an_invitation_asks_to_sign_in_anew_and_so_does_a_link() {
    on_both(false, async |world| {
        let with = With::new(world);
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        let session = with.session(&sam, NOW).await;
        let token = Token::generate().unwrap();
        for (errand, anew) in [
            (Errand::SignIn, false),
            (Errand::Link(&session), true),
            (Errand::Invitation(&token), true),
        ] {
            let (address, _) = with.gone(errand, NOW).await;
            assert_eq!(address.contains("prompt=login"), anew, "{address}");
            assert_eq!(address.contains("max_age=0"), anew, "{address}");
        }
    });
}

#[test]
fn a_link_that_was_begun_before_a_recovery_does_not_come_after_it() {
    on_both(false, async |world| {
        let with = With::new(world);
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        let session = with.session(&sam, NOW).await;
        with.small.at(super::seconds(NOW));
        let (address, browser) = with.gone(Errand::Link(&session), NOW).await;
        let came = with.small.sign_in(&address, SUBJECT);
        with.sign_in.sign_out(&session, NOW).await.unwrap();
        let back = super::with_code(&came, &browser);
        let arrival = with.sign_in.come_back(&back, Some(&session), NOW).await;
        assert_eq!(why(&arrival.unwrap()), Why::Late);
        assert_eq!(why(&with.enter(SUBJECT).await), Why::NotLinked);
    });
}

#[test]
fn a_link_counts_at_its_issuer_only() {
    on_both(false, async |world| {
        let with = With::new(world);
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        with.link(&sam, SUBJECT).await;
        let session = with.session(&sam, NOW).await;
        let another = offering(world, &[(ID, "http://localhost:9")]);
        let listed = another.links_of(&session, NOW).await.unwrap();
        assert_eq!(
            listed[0].name, None,
            "it is another provider under the same code"
        );
        let listed = with.sign_in.links_of(&session, NOW).await.unwrap();
        assert!(listed[0].name.is_some());
    });
}
