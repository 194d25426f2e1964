//! The first use of a request for information: who is given a code, what it opens, and what those find who have none.

use std::sync::Arc;

use access::directory::DirectoryError;
use access::sign_in::{
    Confirmed, FIRST_CODE_SECONDS, FirstCode, InvitationKind, MOST_TRIES, NewFactors, Outcome,
    SET_UP_SECONDS, Spent, add_first_code, withdraw_first_codes,
};
use access::{Ctx, Role, actions};
use crypto::{SpokenCode, Token};
use model::{Instant, OrganisationId, PersonId, RecordId};

use crate::world::{ELSEWHERE, HERE, NOW, PASSWORD, World, app, code, on_both, role_of};

const EMAIL: &str = "jo.field@constabulary.example";

fn id() -> RecordId {
    crypto::id(NOW).unwrap()
}

async fn with_roles(world: &World, email: &str, roles: &[(OrganisationId, Role, i64)]) -> PersonId {
    let person = world.add_person("Jo Field", email).await;
    for (organisation, role, later) in roles {
        let role = role_of(person, *role, "2026-01-01", None);
        world
            .add_role_at(&role, *organisation, NOW.plus_seconds(*later))
            .await;
    }
    person
}

/// Somebody who writes returns for an agency and has no way in yet.
async fn author(world: &World, email: &str) -> PersonId {
    let roles = [(world.partnership, Role::AgencyAuthor, 0)];
    with_roles(world, email, &roles).await
}

async fn made(
    world: &World,
    ctx: &Ctx,
    person: PersonId,
    request: RecordId,
) -> Result<FirstCode, DirectoryError> {
    let work = world.directory.transact(ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_organisation::<actions::NameAnswering>()?;
            add_first_code(tx, &permit, person, request).await
        })
    });
    work.await
}

async fn code_for(world: &World, person: PersonId, request: RecordId, now: Instant) -> SpokenCode {
    let made = made(world, &world.manager(now), person, request).await;
    made.unwrap().code
}

async fn typed(
    world: &World,
    request: RecordId,
    code: &SpokenCode,
    at: &str,
    now: Instant,
) -> Confirmed {
    let sign_in = &world.sign_in;
    let confirmed = sign_in.confirm_first_code(request, code, at, now);
    confirmed.await.unwrap()
}

async fn is_wrong(world: &World, request: RecordId, code: &SpokenCode, now: Instant) -> bool {
    matches!(
        typed(world, request, code, HERE, now).await,
        Confirmed::Wrong
    )
}

async fn invited(world: &World, request: RecordId, code: &SpokenCode, now: Instant) -> Token {
    match typed(world, request, code, HERE, now).await {
        Confirmed::Invited(token) => token,
        other => panic!("not invited: {other:?}"),
    }
}

fn rule<T: std::fmt::Debug>(refused: Result<T, DirectoryError>) -> &'static str {
    match refused {
        Err(DirectoryError::Rule(code)) => code,
        other => panic!("no rule: {other:?}"),
    }
}

async fn spend(world: &World, token: &Token, now: Instant) -> Spent {
    let setup = world.sign_in.begin_totp(token, EMAIL).unwrap();
    let code = code(&app(&setup.secret), now);
    let new = NewFactors {
        password: PASSWORD,
        carried: &setup.carried,
        code: &code,
    };
    world.sign_in.spend(token, new, now).await.unwrap()
}

#[test]
fn a_right_code_invites_for_half_an_hour_and_is_spent_when_a_way_in_is_set_up() {
    on_both(false, async |world| {
        let (person, request) = (author(world, EMAIL).await, id());
        let given = made(world, &world.manager(NOW), person, request).await;
        let FirstCode { code, until } = given.unwrap();
        assert_eq!(until, NOW.plus_seconds(FIRST_CODE_SECONDS));
        let first = invited(world, request, &code, NOW).await;
        let seen = world.sign_in.look_at(&first, NOW).await.unwrap().unwrap();
        assert_eq!((seen.person.id, seen.kind), (person, InvitationKind::New));
        let name = "Marshside Safeguarding Partnership";
        assert_eq!(seen.organisation.as_deref(), Some(name));
        assert_eq!(seen.until, NOW.plus_seconds(SET_UP_SECONDS));
        // They had no app at hand: an hour later the same code invites anew, and the first invitation is gone.
        let now = NOW.plus_seconds(3600);
        assert!(matches!(spend(world, &first, now).await, Spent::Gone));
        let second = invited(world, request, &code, now).await;
        assert!(matches!(
            spend(world, &second, now).await,
            Spent::SignedIn(_)
        ));
        assert!(is_wrong(world, request, &code, now).await, "used again");
        assert_eq!(world.noted("add_first_code", "done").await, 1);
        assert_eq!(world.noted("confirm_first_code", "done").await, 2);
        assert_eq!(world.noted("confirm_first_code", "refused").await, 1);
        let again = made(world, &world.manager(now), person, request).await;
        assert_eq!(rule(again), "first-code-not-needed");
    });
}

#[test]
fn every_code_of_a_person_is_spent_by_any_invitation_of_theirs() {
    on_both(false, async |world| {
        let (person, one, other) = (author(world, EMAIL).await, id(), id());
        let first = code_for(world, person, one, NOW).await;
        let second = code_for(world, person, other, NOW).await;
        let administrator = world.administrator(crypto::id(NOW).unwrap(), NOW);
        let token = world.invite(&administrator, person).await.unwrap();
        assert!(matches!(
            spend(world, &token, NOW).await,
            Spent::SignedIn(_)
        ));
        world.tamper("DELETE FROM credential").await;
        assert!(is_wrong(world, one, &first, NOW).await);
        assert!(is_wrong(world, other, &second, NOW).await);
    });
}

#[test]
fn a_code_is_for_its_request_and_its_week_and_a_new_one_replaces_it() {
    on_both(false, async |world| {
        let (person, request) = (author(world, EMAIL).await, id());
        let colleague = author(world, "sam.carter@constabulary.example").await;
        let old = code_for(world, person, request, NOW).await;
        let theirs = code_for(world, colleague, request, NOW).await;
        let other = id();
        let elsewhere = code_for(world, person, other, NOW).await;
        let new = code_for(world, person, request, NOW).await;
        assert!(is_wrong(world, request, &old, NOW).await, "replaced");
        assert!(is_wrong(world, request, &elsewhere, NOW).await);
        assert!(is_wrong(world, other, &new, NOW).await);
        assert!(is_wrong(world, id(), &new, NOW).await, "no such request");
        let last = NOW.plus_seconds(FIRST_CODE_SECONDS - 1);
        invited(world, request, &new, last).await;
        let token = invited(world, request, &theirs, last).await;
        let seen = world.sign_in.look_at(&token, last).await.unwrap().unwrap();
        assert_eq!(seen.person.id, colleague, "each has a code of their own");
        let late = NOW.plus_seconds(FIRST_CODE_SECONDS);
        assert!(is_wrong(world, request, &new, late).await, "a week later");
    });
}

#[test]
fn whoever_may_become_somebody_by_a_code_is_narrow() {
    on_both(false, async |world| {
        let (here, there) = (world.partnership, world.neighbour);
        let manager = &world.manager(NOW);
        let author = Role::AgencyAuthor;
        for (email, roles, told) in [
            (
                "a@x.example",
                vec![(here, author, 0), (here, Role::Administrator, 1)],
                "first-code-other-roles",
            ),
            (
                "b@x.example",
                vec![(here, author, 0), (there, Role::LeadPartner, 1)],
                "first-code-other-roles",
            ),
            (
                "c@x.example",
                vec![(here, Role::Operator, 0)],
                "first-code-other-roles",
            ),
            (
                "d@x.example",
                vec![(there, author, 0), (here, author, 1)],
                "first-code-elsewhere",
            ),
        ] {
            let person = with_roles(world, email, &roles).await;
            assert_eq!(
                rule(made(world, manager, person, id()).await),
                told,
                "{email}"
            );
        }
        let first_here = [(here, author, 0), (there, Role::AgencyApprover, 1)];
        let person = with_roles(world, "e@x.example", &first_here).await;
        assert!(made(world, manager, person, id()).await.is_ok());
        let theirs = with_roles(world, "f@x.example", &[(there, author, 0)]).await;
        let unknown = made(world, manager, theirs, id()).await;
        assert!(matches!(unknown, Err(DirectoryError::NotFound)));
        let nobody = made(world, manager, crypto::id(NOW).unwrap(), id()).await;
        assert!(matches!(nobody, Err(DirectoryError::NotFound)));
        let known = world.known("g@x.example", author).await;
        assert_eq!(
            rule(made(world, manager, known.id, id()).await),
            "first-code-not-needed"
        );
        let administrator = &world.administrator(crypto::id(NOW).unwrap(), NOW);
        let refused = made(world, administrator, person, id()).await;
        assert!(matches!(refused, Err(DirectoryError::Refused { .. })));
    });
}

#[test]
fn other_roles_that_came_after_the_code_shut_it() {
    on_both(false, async |world| {
        let (person, request) = (author(world, EMAIL).await, id());
        let code = code_for(world, person, request, NOW).await;
        let role = role_of(person, Role::Administrator, "2026-01-01", None);
        world
            .add_role_at(&role, world.partnership, NOW.plus_seconds(1))
            .await;
        assert!(is_wrong(world, request, &code, NOW.plus_seconds(2)).await);
    });
}

#[test]
fn codes_of_whoever_answers_no_more_are_withdrawn() {
    on_both(false, async |world| {
        let (person, request, other) = (author(world, EMAIL).await, id(), id());
        let code = code_for(world, person, request, NOW).await;
        let stays = code_for(world, person, other, NOW).await;
        let manager = &world.manager(NOW);
        for _ in 0..2 {
            let work = world.directory.transact(manager, |tx| {
                Box::pin(async move {
                    let permit = tx.permit_organisation::<actions::NameAnswering>()?;
                    withdraw_first_codes(tx, &permit, person, request).await
                })
            });
            work.await.unwrap();
        }
        assert!(is_wrong(world, request, &code, NOW).await);
        invited(world, other, &stays, NOW).await;
        assert_eq!(world.noted("withdraw_first_code", "done").await, 1);
    });
}

#[test]
fn whoever_guesses_waits_and_a_colleague_at_another_address_does_not() {
    on_both(false, async |world| {
        let (person, request) = (author(world, EMAIL).await, id());
        let right = code_for(world, person, request, NOW).await;
        let guess = SpokenCode::generate().unwrap();
        let mut waits = Vec::new();
        // Each at an address of its own: the address has a count too, and the clock begins anew.
        for (asked, at) in [(request, ELSEWHERE), (id(), "203.0.113.7")] {
            let mut now = NOW;
            let mut seen = Vec::new();
            for _ in 0..9 {
                match typed(world, asked, &guess, at, now).await {
                    Confirmed::TryLater { until } => {
                        seen.push(until.seconds_since(now));
                        now = until;
                    }
                    Confirmed::Wrong => seen.push(0),
                    Confirmed::Invited(_) => panic!("a guess was right"),
                }
            }
            waits.push(seen);
        }
        assert_eq!(waits[0], [0, 0, 0, 0, 0, 15, 0, 30, 0]);
        assert_eq!(waits[0], waits[1], "as for a request that does not exist");
        let there = typed(world, request, &right, ELSEWHERE, NOW).await;
        assert!(
            matches!(there, Confirmed::TryLater { .. }),
            "not even the right one"
        );
        invited(world, request, &right, NOW).await;
    });
}

#[test]
fn an_office_that_shares_an_address_is_not_locked_out() {
    on_both(false, async |world| {
        let (person, request) = (author(world, EMAIL).await, id());
        let right = code_for(world, person, request, NOW).await;
        let guess = SpokenCode::generate().unwrap();
        let mut stopped = 0;
        for _ in 0..40 {
            let tried = typed(world, id(), &guess, HERE, NOW).await;
            stopped += usize::from(matches!(tried, Confirmed::TryLater { .. }));
        }
        assert!(
            stopped > 0,
            "an address that guesses at many requests is stopped"
        );
        let now = NOW.plus_seconds(5 * 60);
        invited(world, request, &right, now).await;
        // Whoever has been here before is not stopped by what others do at the same address.
        let known = world
            .known("sam.carter@council.example", Role::Scrutineer)
            .await;
        let now = NOW.plus_seconds(600);
        assert!(matches!(
            world.enter(&known, HERE, now).await,
            Outcome::SignedIn(_)
        ));
        for _ in 0..40 {
            typed(world, id(), &guess, HERE, now).await;
        }
        let later = now.plus_seconds(30);
        assert!(matches!(
            world.enter(&known, HERE, later).await,
            Outcome::SignedIn(_)
        ));
    });
}

#[test]
fn after_a_hundred_wrong_codes_a_request_needs_new_ones() {
    on_both(false, async |world| {
        let (person, request) = (author(world, EMAIL).await, id());
        let right = code_for(world, person, request, NOW).await;
        let other = id();
        let untouched = code_for(world, person, other, NOW).await;
        world
            .tamper(&format!("UPDATE first_code SET tries = {}", MOST_TRIES - 2))
            .await;
        let guess = SpokenCode::generate().unwrap();
        assert!(is_wrong(world, request, &guess, NOW).await);
        invited(world, request, &right, NOW).await;
        assert!(is_wrong(world, request, &guess, NOW).await);
        assert!(is_wrong(world, request, &right, NOW).await, "one too many");
        invited(world, other, &untouched, NOW).await;
        let new = code_for(world, person, request, NOW).await;
        invited(world, request, &new, NOW).await;
    });
}

#[test]
fn of_several_at_once_one_way_in_comes_about() {
    on_both(false, async |world| {
        let (person, request) = (author(world, EMAIL).await, id());
        let code = code_for(world, person, request, NOW).await;
        let mut all = tokio::task::JoinSet::new();
        for number in 0..6 {
            let (sign_in, code) = (Arc::clone(&world.sign_in), code.clone());
            all.spawn(async move {
                let at = format!("203.0.113.{number}");
                sign_in.confirm_first_code(request, &code, &at, NOW).await
            });
        }
        let mut good = Vec::new();
        for confirmed in all.join_all().await {
            let Confirmed::Invited(token) = confirmed.unwrap() else {
                panic!("a right code was refused");
            };
            if world.sign_in.look_at(&token, NOW).await.unwrap().is_some() {
                good.push(token);
            }
        }
        assert_eq!(good.len(), 1, "each invitation replaces the one before");
        assert!(matches!(
            spend(world, &good[0], NOW).await,
            Spent::SignedIn(_)
        ));
        assert!(is_wrong(world, request, &code, NOW).await);
    });
}

#[test]
fn many_guesses_at_the_same_moment_do_not_pass_the_count() {
    on_both(false, async |world| {
        let (person, request) = (author(world, EMAIL).await, id());
        code_for(world, person, request, NOW).await;
        let mut guesses = tokio::task::JoinSet::new();
        for _ in 0..20 {
            let sign_in = Arc::clone(&world.sign_in);
            let guess = SpokenCode::generate().unwrap();
            guesses.spawn(async move {
                sign_in
                    .confirm_first_code(request, &guess, ELSEWHERE, NOW)
                    .await
            });
        }
        let checked = guesses.join_all().await;
        let checked = checked
            .iter()
            .filter(|one| matches!(one, Ok(Confirmed::Wrong)))
            .count();
        assert!(checked <= 5, "{checked} guesses were checked");
    });
}

#[test]
fn the_table_holds_neither_code_nor_request_and_old_rows_go() {
    on_both(false, async |world| {
        const ROWS: db::Statement =
            db::Statement::new("codes", "SELECT digest, request FROM first_code");
        let (one, other) = (
            author(world, EMAIL).await,
            author(world, "k@x.example").await,
        );
        let request = id();
        let first = code_for(world, one, request, NOW).await;
        let second = code_for(world, other, request, NOW.plus_seconds(3600)).await;
        let rows = async || {
            let rows = world
                .directory
                .db()
                .read(|tx| Box::pin(async move { tx.all(&ROWS, []).await }))
                .await;
            let rows: Vec<db::Row> = rows.map_err(|error: db::DbError| error).unwrap();
            rows
        };
        let kept = rows().await;
        assert_eq!(kept.len(), 2);
        for row in kept {
            let all = format!(
                "{}{}",
                row.text("digest").unwrap(),
                row.text("request").unwrap()
            );
            assert!(!all.contains(&request.to_string()));
            for code in [&first, &second] {
                let plain = code.to_text().replace('-', "");
                assert!(!all.to_uppercase().contains(&plain));
                let digest = crypto::digest(plain.as_bytes()).to_string();
                assert!(!all.contains(&digest), "a digest without a key");
            }
        }
        let late = NOW.plus_seconds(FIRST_CODE_SECONDS);
        world.sign_in.tidy(late).await.unwrap();
        assert_eq!(rows().await.len(), 1, "one is a week old");
        let token = invited(world, request, &second, late).await;
        assert!(matches!(
            spend(world, &token, late).await,
            Spent::SignedIn(_)
        ));
        world.sign_in.tidy(late).await.unwrap();
        assert_eq!(rows().await.len(), 0, "the other was used");
    });
}
