//! Invitations are spent once, and recovery takes two administrators.

use std::sync::Arc;

use access::directory::DirectoryError;
use access::sign_in::{
    FIRST_INVITATION_SECONDS, INVITATION_SECONDS, InvitationKind, NewFactors, Outcome, Spent,
    ask_recovery, confirm_recovery, open_recoveries,
};
use access::{Ctx, Role, actions};
use crypto::Token;
use model::{PersonId, RecordId};

use crate::world::{HERE, NOW, PASSWORD, World, app, code, on_both, role_of};

const EMAIL: &str = "sam.carter@council.example";

async fn newcomer(world: &World) -> PersonId {
    let id = world.add_person("Sam Carter", EMAIL).await;
    world
        .add_role(
            &role_of(id, Role::AgencyAuthor, "2026-01-01", None),
            world.partnership,
        )
        .await;
    id
}

async fn invited(world: &World) -> (PersonId, Token) {
    let id = newcomer(world).await;
    let ctx = world.administrator(crypto::id(NOW).unwrap(), NOW);
    (id, world.invite(&ctx, id).await.unwrap())
}

#[test]
fn looking_spends_nothing_and_of_eight_who_spend_one_succeeds() {
    on_both(false, async |world| {
        let (id, token) = invited(world).await;
        for _ in 0..3 {
            let seen = world.sign_in.look_at(&token, NOW).await.unwrap().unwrap();
            assert_eq!((seen.person.id, seen.kind), (id, InvitationKind::New));
            let name = "Marshside Safeguarding Partnership";
            assert_eq!(seen.organisation.as_deref(), Some(name));
        }
        let mut all = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (sign_in, token) = (Arc::clone(&world.sign_in), token.clone());
            all.spawn(async move {
                let setup = sign_in.begin_totp(&token, EMAIL).unwrap();
                let code = code(&app(&setup.secret), NOW);
                let new = NewFactors {
                    password: PASSWORD,
                    carried: &setup.carried,
                    code: &code,
                };
                sign_in.spend(&token, new, NOW).await.unwrap()
            });
        }
        let outcomes = all.join_all().await;
        let entered = outcomes
            .iter()
            .filter(|one| matches!(one, Spent::SignedIn(_)))
            .count();
        let gone = outcomes
            .iter()
            .filter(|one| matches!(one, Spent::Gone))
            .count();
        assert_eq!((entered, gone), (1, 7));
        assert!(world.sign_in.look_at(&token, NOW).await.unwrap().is_none());
        assert_eq!(world.noted("spend_invitation", "done").await, 1);
    });
}

#[test]
fn a_bad_password_or_code_spends_nothing() {
    on_both(false, async |world| {
        let (_, token) = invited(world).await;
        let setup = world.sign_in.begin_totp(&token, EMAIL).unwrap();
        let again = world
            .sign_in
            .totp_again(&token, EMAIL, &setup.carried)
            .unwrap();
        assert_eq!(again.secret, setup.secret);
        let code = code(&app(&setup.secret), NOW);
        let carried = setup.carried.as_str();
        let spend = async |password: &str, carried: &str, code: &str| {
            let new = NewFactors {
                password,
                carried,
                code,
            };
            world.sign_in.spend(&token, new, NOW).await.unwrap()
        };
        let Spent::Password(faults) = spend("throughline123", carried, &code).await else {
            panic!("a common password was accepted");
        };
        assert_eq!(faults, ["password-common"]);
        assert!(matches!(
            spend(PASSWORD, carried, "000000").await,
            Spent::Code
        ));
        let other = Token::generate().unwrap();
        let foreign = world.sign_in.begin_totp(&other, EMAIL).unwrap().carried;
        assert!(matches!(
            spend(PASSWORD, &foreign, &code).await,
            Spent::Code
        ));
        assert!(matches!(
            spend(PASSWORD, carried, &code).await,
            Spent::SignedIn(_)
        ));
    });
}

#[test]
fn an_invitation_ends_after_a_week_and_a_new_one_replaces_it() {
    on_both(false, async |world| {
        let (id, first) = invited(world).await;
        let late = NOW.plus_seconds(INVITATION_SECONDS);
        assert!(world.sign_in.look_at(&first, late).await.unwrap().is_none());
        let ctx = world.administrator(crypto::id(NOW).unwrap(), NOW);
        let second = world.invite(&ctx, id).await.unwrap();
        assert!(world.sign_in.look_at(&first, NOW).await.unwrap().is_none());
        assert!(world.sign_in.look_at(&second, NOW).await.unwrap().is_some());
    });
}

#[test]
fn the_first_invitation_is_for_an_instance_in_which_nobody_can_sign_in() {
    on_both(false, async |world| {
        let id = newcomer(world).await;
        let first = world.sign_in.first_invitation(id, NOW).await.unwrap();
        let late = NOW.plus_seconds(FIRST_INVITATION_SECONDS);
        assert!(world.sign_in.look_at(&first, late).await.unwrap().is_none());
        let sam = world.spent(&first, id, EMAIL).await;
        let refused = world.sign_in.first_invitation(sam.id, NOW).await;
        assert!(matches!(
            refused,
            Err(DirectoryError::Rule("somebody-can-sign-in"))
        ));
    });
}

#[test]
fn an_administrator_cannot_enter_another_organisation_as_one_of_its_people() {
    on_both(false, async |world| {
        let ctx = &world.administrator(crypto::id(NOW).unwrap(), NOW);
        let theirs = world
            .add_person("Jo Field", "jo.field@council.example")
            .await;
        let not_ours = world.invite(ctx, theirs).await;
        assert!(matches!(not_ours, Err(DirectoryError::NotFound)));
        let role = role_of(theirs, Role::LeadPartner, "2026-01-01", None);
        world.add_role(&role, world.neighbour).await;
        let role = role_of(theirs, Role::AgencyAuthor, "2026-01-01", None);
        world
            .add_role_at(&role, world.partnership, NOW.plus_seconds(1))
            .await;
        let refused = world.invite(ctx, theirs).await;
        let rule = "person-of-another-organisation";
        assert!(matches!(refused, Err(DirectoryError::Rule(code)) if code == rule));
        let operator = world
            .add_person("Kit Hale", "kit.hale@council.example")
            .await;
        let role = role_of(operator, Role::Operator, "2026-01-01", None);
        world.add_role(&role, world.partnership).await;
        let refused = world.invite(ctx, operator).await;
        assert!(matches!(
            refused,
            Err(DirectoryError::Rule("person-is-operator"))
        ));
    });
}

#[test]
fn whoever_can_sign_in_is_not_invited_again_and_only_administrators_invite() {
    on_both(false, async |world| {
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        let ctx = world.administrator(crypto::id(NOW).unwrap(), NOW);
        let refused = world.invite(&ctx, sam.id).await;
        assert!(matches!(
            refused,
            Err(DirectoryError::Rule("invitation-not-needed"))
        ));
        let session = world
            .sign_in
            .resume(&sam.session.token, NOW)
            .await
            .unwrap()
            .unwrap();
        let request = crypto::id(NOW).unwrap();
        let ctx = session.ctx(world.partnership, request, NOW).unwrap();
        let refused = world.invite(&ctx, sam.id).await;
        assert!(matches!(refused, Err(DirectoryError::Refused { .. })));
    });
}

async fn ask(world: &World, ctx: &Ctx, whom: PersonId) -> Result<RecordId, DirectoryError> {
    world
        .directory
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::ManagePeople>()?;
                ask_recovery(tx, &permit, whom).await
            })
        })
        .await
}

async fn confirm(world: &World, ctx: &Ctx, asked: RecordId) -> Result<Token, DirectoryError> {
    world
        .directory
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::ManagePeople>()?;
                confirm_recovery(tx, &permit, asked).await
            })
        })
        .await
}

#[test]
fn nobody_recovers_themselves_and_open_requests_are_listed() {
    on_both(false, async |world| {
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        let one = &world.administrator(crypto::id(NOW).unwrap(), NOW);
        let other = &world.administrator(crypto::id(NOW).unwrap(), NOW);
        let own = ask(world, &world.administrator(sam.id, NOW), sam.id).await;
        assert!(matches!(
            own,
            Err(DirectoryError::Rule("recovery-of-oneself"))
        ));
        let asked = ask(world, one, sam.id).await.unwrap();
        let open = world
            .directory
            .look(other, |tx| {
                Box::pin(async move {
                    let permit = tx.permit_organisation::<actions::SeeAdministration>()?;
                    open_recoveries(tx, &permit).await
                })
            })
            .await
            .unwrap();
        assert_eq!(open.iter().map(|one| one.id).collect::<Vec<_>>(), [asked]);
        let themselves = confirm(world, &world.administrator(sam.id, NOW), asked).await;
        assert!(matches!(
            themselves,
            Err(DirectoryError::Rule("recovery-of-oneself"))
        ));
    });
}

#[test]
fn recovery_takes_two_administrators_and_ends_the_old_way_in() {
    on_both(false, async |world| {
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        let one = &world.administrator(crypto::id(NOW).unwrap(), NOW);
        let other = &world.administrator(crypto::id(NOW).unwrap(), NOW);
        let asked = ask(world, one, sam.id).await.unwrap();
        let alone = confirm(world, one, asked).await;
        assert!(matches!(
            alone,
            Err(DirectoryError::Rule("recovery-same-person"))
        ));
        let themselves = confirm(world, &world.administrator(sam.id, NOW), asked).await;
        assert!(matches!(
            themselves,
            Err(DirectoryError::Rule("recovery-of-oneself"))
        ));
        assert!(
            world
                .sign_in
                .resume(&sam.session.token, NOW)
                .await
                .unwrap()
                .is_some()
        );
        let token = confirm(world, other, asked).await.unwrap();
        assert!(
            world
                .sign_in
                .resume(&sam.session.token, NOW)
                .await
                .unwrap()
                .is_none()
        );
        let now = NOW.plus_seconds(300);
        assert!(matches!(world.enter(&sam, HERE, now).await, Outcome::Wrong));
        assert!(matches!(
            confirm(world, other, asked).await,
            Err(DirectoryError::NotFound)
        ));
        let seen = world.sign_in.look_at(&token, NOW).await.unwrap().unwrap();
        assert_eq!(seen.kind, InvitationKind::Recovery);
        let again = world.spent(&token, sam.id, EMAIL).await;
        assert!(matches!(
            world.enter(&again, HERE, now).await,
            Outcome::SignedIn(_)
        ));
        assert_eq!(world.noted("ask_recovery", "done").await, 1);
        assert_eq!(world.noted("confirm_recovery", "done").await, 1);
    });
}
