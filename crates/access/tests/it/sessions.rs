//! Sessions end by themselves, and by request everywhere at once.

use access::Role;
use access::directory::DirectoryError;
use access::sign_in::{ABSOLUTE_SECONDS, IDLE_SECONDS, Outcome, PARKED_SECONDS};

use crate::world::{HERE, NOW, day, on_both, role_of};

const EMAIL: &str = "sam.carter@council.example";

#[test]
fn an_idle_session_ends_and_a_used_one_goes_on() {
    on_both(false, async |world| {
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        let token = &sam.session.token;
        let almost = NOW.plus_seconds(IDLE_SECONDS - 1);
        assert!(world.sign_in.resume(token, almost).await.unwrap().is_some());
        let later = almost.plus_seconds(IDLE_SECONDS - 1);
        assert!(world.sign_in.resume(token, later).await.unwrap().is_some());
        let too_late = later.plus_seconds(IDLE_SECONDS);
        assert!(
            world
                .sign_in
                .resume(token, too_late)
                .await
                .unwrap()
                .is_none()
        );
        assert!(
            world
                .sign_in
                .resume(token, too_late.plus_seconds(1))
                .await
                .unwrap()
                .is_none()
        );
    });
}

#[test]
fn a_session_ends_after_twelve_hours_however_much_it_is_used() {
    on_both(false, async |world| {
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        let mut now = NOW;
        while now.seconds_since(NOW) < ABSOLUTE_SECONDS - 600 {
            now = now.plus_seconds(600);
            if now.seconds_since(NOW) < ABSOLUTE_SECONDS {
                assert!(
                    world
                        .sign_in
                        .resume(&sam.session.token, now)
                        .await
                        .unwrap()
                        .is_some()
                );
            }
        }
        let end = NOW.plus_seconds(ABSOLUTE_SECONDS);
        assert!(
            world
                .sign_in
                .resume(&sam.session.token, end)
                .await
                .unwrap()
                .is_none()
        );
    });
}

#[test]
fn every_sign_in_has_a_token_of_its_own_and_signing_out_everywhere_ends_all() {
    on_both(false, async |world| {
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        let jo = world
            .known("jo.field@council.example", Role::Scrutineer)
            .await;
        let now = NOW.plus_seconds(300);
        let Outcome::SignedIn(second) = world.enter(&sam, HERE, now).await else {
            panic!("not signed in");
        };
        assert_ne!(second.token.digest(), sam.session.token.digest());
        assert_eq!(
            world.sign_in.sessions_of(sam.id, now).await.unwrap().len(),
            2
        );
        let session = world
            .sign_in
            .resume(&second.token, now)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            world
                .sign_in
                .sign_out_everywhere(&session, now)
                .await
                .unwrap(),
            2
        );
        assert!(
            world
                .sign_in
                .resume(&second.token, now)
                .await
                .unwrap()
                .is_none()
        );
        assert!(
            world
                .sign_in
                .resume(&sam.session.token, now)
                .await
                .unwrap()
                .is_none()
        );
        assert!(
            world
                .sign_in
                .resume(&jo.session.token, now)
                .await
                .unwrap()
                .is_some()
        );
        assert_eq!(world.noted("sign_out_everywhere", "done").await, 1);
        // Whoever signed out is not somebody whose form is kept.
        let lapsed = world
            .sign_in
            .whose_lapsed(&second.token, now)
            .await
            .unwrap();
        assert!(lapsed.is_none());
    });
}

#[test]
fn roles_count_from_their_first_day_to_their_last() {
    on_both(false, async |world| {
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        let from_tomorrow = role_of(sam.id, Role::Scrutineer, "2026-11-25", Some("2026-11-26"));
        world.add_role(&from_tomorrow, world.neighbour).await;
        let request = crypto::id(NOW).unwrap();
        let session = world
            .sign_in
            .resume(&sam.session.token, NOW)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(session.organisation, Some(world.partnership));
        assert_eq!(session.organisations.len(), 1);
        assert!(session.ctx(world.neighbour, request, NOW).is_none());
        let ctx = session.ctx(world.partnership, request, NOW).unwrap();
        assert_eq!(ctx.person().unwrap().roles, [Role::BusinessManager].into());
        for (seconds, expected) in [(86_400, true), (2 * 86_400, true), (3 * 86_400, false)] {
            let now = NOW.plus_seconds(seconds);
            let Outcome::SignedIn(new) = world.enter(&sam, HERE, now).await else {
                panic!("not signed in");
            };
            let session = world
                .sign_in
                .resume(&new.token, now)
                .await
                .unwrap()
                .unwrap();
            let ctx = session.ctx(world.neighbour, request, now);
            assert_eq!(ctx.is_some(), expected, "{}", now.date_in_london());
            let chosen = world
                .sign_in
                .choose_organisation(&session, world.neighbour, now)
                .await;
            assert_eq!(chosen.is_ok(), expected);
        }
        assert_eq!(NOW.date_in_london(), day("2026-11-24"));
    });
}

#[test]
fn a_session_that_outlives_midnight_does_not_outlive_the_role() {
    on_both(false, async |world| {
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        let today = role_of(sam.id, Role::Scrutineer, "2026-11-24", Some("2026-11-24"));
        world.add_role(&today, world.neighbour).await;
        let session = world
            .sign_in
            .resume(&sam.session.token, NOW)
            .await
            .unwrap()
            .unwrap();
        let request = crypto::id(NOW).unwrap();
        assert!(session.ctx(world.neighbour, request, NOW).is_some());
        let tomorrow = NOW.plus_seconds(86_400);
        assert!(session.ctx(world.neighbour, request, tomorrow).is_none());
    });
}

#[test]
fn nobody_is_chosen_from_a_list_in_a_real_directory() {
    on_both(false, async |world| {
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        let refused = world.sign_in.demo_session(sam.id, NOW).await;
        assert!(matches!(
            refused,
            Err(DirectoryError::Rule("demonstration-only"))
        ));
    });
    on_both(true, async |world| {
        let robin = world
            .add_person("Robin Vale", "robin.vale@council.example")
            .await;
        let new = world.sign_in.demo_session(robin, NOW).await.unwrap();
        let session = world
            .sign_in
            .resume(&new.token, NOW)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(session.strength, access::Strength::Demonstration);
        assert_eq!(session.person.id, robin);
    });
}

#[test]
fn a_form_sent_too_late_is_kept_for_an_hour_and_given_back_once() {
    on_both(false, async |world| {
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        let jo = world
            .known("jo.field@council.example", Role::Scrutineer)
            .await;
        let late = NOW.plus_seconds(IDLE_SECONDS + 5);
        let whose = world
            .sign_in
            .whose_lapsed(&sam.session.token, late)
            .await
            .unwrap();
        assert_eq!(whose, Some(sam.id));
        world
            .sign_in
            .park(sam.id, "/o/marshside/incident", b"what=first", late)
            .await
            .unwrap();
        world
            .sign_in
            .park(sam.id, "/o/marshside/incident", b"what=happened", late)
            .await
            .unwrap();
        assert!(world.sign_in.parked(jo.id, late).await.unwrap().is_none());
        let kept = world.sign_in.parked(sam.id, late).await.unwrap().unwrap();
        assert_eq!(
            kept,
            (
                "/o/marshside/incident".to_owned(),
                b"what=happened".to_vec()
            )
        );
        let too_late = late.plus_seconds(PARKED_SECONDS);
        assert!(
            world
                .sign_in
                .parked(sam.id, too_late)
                .await
                .unwrap()
                .is_none()
        );
        assert_eq!(
            world.sign_in.take_parked(sam.id, late).await.unwrap(),
            Some(kept)
        );
        assert!(
            world
                .sign_in
                .take_parked(sam.id, late)
                .await
                .unwrap()
                .is_none()
        );
    });
}

#[test]
fn a_kept_form_does_not_open_for_another_person() {
    on_both(false, async |world| {
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        let jo = world
            .add_person("Jo Field", "jo.field@council.example")
            .await;
        world
            .sign_in
            .park(sam.id, "/here", b"what=happened", NOW)
            .await
            .unwrap();
        world
            .tamper(&format!("UPDATE parked_post SET person = '{}'", jo))
            .await;
        assert!(matches!(
            world.sign_in.parked(jo, NOW).await,
            Err(DirectoryError::Crypto(crypto::CryptoError::DoesNotOpen))
        ));
    });
}

#[test]
fn what_is_kept_of_a_session_does_not_open_it() {
    on_both(false, async |world| {
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        let kept = sam.session.token.digest();
        let shown = crypto::Token::from_text(sam.session.token.expose()).unwrap();
        assert!(world.sign_in.resume(&shown, NOW).await.unwrap().is_some());
        assert!(crypto::Token::from_text(&kept.to_string()).is_err());
        let other = crypto::Token::generate().unwrap();
        assert!(world.sign_in.resume(&other, NOW).await.unwrap().is_none());
    });
}

#[test]
fn tidying_up_leaves_what_is_still_needed() {
    on_both(false, async |world| {
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        world
            .sign_in
            .park(sam.id, "/here", b"kept", NOW)
            .await
            .unwrap();
        world.sign_in.tidy(NOW.plus_seconds(60)).await.unwrap();
        assert!(
            world
                .sign_in
                .resume(&sam.session.token, NOW)
                .await
                .unwrap()
                .is_some()
        );
        assert!(world.sign_in.parked(sam.id, NOW).await.unwrap().is_some());
        world
            .sign_in
            .tidy(NOW.plus_seconds(200 * 86_400))
            .await
            .unwrap();
        assert!(
            world
                .sign_in
                .resume(&sam.session.token, NOW)
                .await
                .unwrap()
                .is_none()
        );
        assert!(world.sign_in.parked(sam.id, NOW).await.unwrap().is_none());
    });
}
