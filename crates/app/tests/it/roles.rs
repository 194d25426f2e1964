//! Nobody gives a role to themself; who gave which role to whom stands on record and is found again.

use access::{Actor, Ctx, Role};
use app::AppError;
use app::administration::{
    NewMember, Reach, RolesSearch, add_member, appoint_administrator, end_role, members,
    roles_given, somebody_by_email,
};

use crate::decision::rule;
use crate::follow::form;
use crate::support::{self, Instance};
use crate::team::{here, me};

fn new(name: &str, role: Role) -> NewMember {
    NewMember {
        name: name.to_owned(),
        email: email(name),
        role,
        agency: None,
    }
}

fn email(name: &str) -> String {
    format!("{}@example.invalid", name.to_lowercase().replace(' ', "."))
}

async fn rows(instance: &Instance, ctx: &Ctx, reach: Reach) -> Vec<(String, String, String)> {
    let found = roles_given(&instance.app, ctx, reach, RolesSearch::default()).await;
    let rows = found.unwrap().rows.into_iter();
    rows.map(|row| {
        let whom = row.person.map(|(_, name)| name).unwrap_or_default();
        (row.action, row.outcome, whom)
    })
    .collect()
}

/// Somebody who acts, and is known to the directory by this name.
async fn known(instance: &Instance, name: &str, role: Role) -> (Ctx, String) {
    let ctx = here(instance, name, role).await;
    let listed = members(&instance.app, &instance.acting(Role::Administrator, None)).await;
    let mine = me(&ctx);
    let row = listed
        .unwrap()
        .into_iter()
        .find(|one| one.person.id == mine);
    (ctx, row.unwrap().person.email)
}

#[tokio::test]
async fn nobody_gives_a_role_to_themself_and_the_attempt_is_on_record() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let (first, mine) = known(&instance, "Ada First", Role::Administrator).await;
        for role in [Role::BusinessManager, Role::Administrator] {
            let own = NewMember {
                email: mine.to_uppercase(),
                ..new("Another name", role)
            };
            let refused = add_member(app, &first, form(), &own).await;
            assert_eq!(rule(refused.map(drop)), "role-own");
        }
        let all = rows(&instance, &first, Reach::Ours).await;
        let refused = all
            .iter()
            .filter(|(act, how, _)| act == "add_role" && how == "refused");
        assert_eq!(refused.count(), 2);

        // Another administrator can, and so can whoever runs the service for an administrator, and for nothing else.
        let second = new("Bea Second", Role::Administrator);
        add_member(app, &first, form(), &second).await.unwrap();
        let mut other = instance.acting(Role::Administrator, None);
        if let (Actor::Person(person), Some(member)) = (
            &mut other.actor,
            members(app, &first)
                .await
                .unwrap()
                .iter()
                .find(|one| one.person.email == second.email),
        ) {
            person.id = member.person.id;
        }
        let own = NewMember {
            email: mine,
            ..new("Ada First", Role::BusinessManager)
        };
        add_member(app, &other, form(), &own).await.unwrap();
        assert!(
            appoint_administrator(app, &first, form(), ("here", "A", "a@example.invalid"))
                .await
                .is_err()
        );
    }
}

#[tokio::test]
async fn whoever_runs_the_service_appoints_administrators_and_not_themself() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let (runs, mine) = known(&instance, "Olu Operator", Role::Operator).await;
        let all = app::administration::organisations(app, &runs)
            .await
            .unwrap();
        let place = all
            .iter()
            .find(|one| one.id == instance.partnership)
            .unwrap();
        let code = place.code.as_str();
        let own = appoint_administrator(app, &runs, form(), (code, "Olu Operator", &mine)).await;
        assert_eq!(rule(own.map(drop)), "role-own");
        let sent = form();
        let person = (code, "Cal Newcomer", "cal@example.invalid");
        let link = appoint_administrator(app, &runs, sent, person)
            .await
            .unwrap();
        assert!(link.is_some());
        let again = appoint_administrator(app, &runs, sent, person)
            .await
            .unwrap();
        assert!(again.is_none(), "once for each form");
        let listed = members(app, &instance.acting(Role::Administrator, None))
            .await
            .unwrap();
        let given = listed
            .iter()
            .filter(|one| one.person.email == "cal@example.invalid");
        assert_eq!(given.count(), 1);
        let nowhere = ("no-such-place", "Cal Newcomer", "cal@example.invalid");
        let nowhere = appoint_administrator(app, &runs, form(), nowhere).await;
        assert!(matches!(nowhere, Err(AppError::NotFound)));
    }
}

#[tokio::test]
async fn a_role_is_given_once_for_each_form_and_found_again_with_its_end() {
    for instance in support::both(true).await {
        let app = &instance.app;
        let (ctx, mine) = known(&instance, "Ada First", Role::Administrator).await;
        let sent = form();
        let somebody = new("Bea Newcomer", Role::Scrutineer);
        let first = add_member(app, &ctx, sent, &somebody).await.unwrap();
        assert!(!first.again && first.invitation.is_some());
        let second = add_member(app, &ctx, sent, &somebody).await.unwrap();
        assert!(second.again && second.invitation.is_none());
        let listed = members(app, &ctx).await.unwrap();
        let theirs: Vec<_> = listed
            .iter()
            .filter(|one| one.person.id == first.person)
            .collect();
        assert_eq!(theirs.len(), 1);
        end_role(app, &ctx, theirs[0].membership.id).await.unwrap();

        let governance = instance.acting(Role::InformationGovernance, None);
        let person = somebody_by_email(app, &governance, Reach::Ours, &somebody.email).await;
        let search = RolesSearch {
            person: Some(person.unwrap()),
            before: None,
        };
        let found = roles_given(app, &governance, Reach::Ours, search)
            .await
            .unwrap();
        let acts: Vec<_> = found.rows.iter().map(|row| row.action.as_str()).collect();
        assert_eq!(acts, ["end_role", "add_role"], "newest first");
        let given = &found.rows[1];
        assert_eq!(given.role, Some(Role::Scrutineer));
        assert_eq!(given.by.name.as_deref(), Some("Ada First"));
        let ended = given.ended.as_ref().unwrap();
        assert_eq!(ended.by.name.as_deref(), Some("Ada First"));
        // By the one who gave, too.
        let giver = somebody_by_email(app, &governance, Reach::Ours, &mine)
            .await
            .unwrap();
        let search = RolesSearch {
            person: Some(giver),
            before: None,
        };
        let found = roles_given(app, &governance, Reach::Ours, search)
            .await
            .unwrap();
        assert!(found.rows.len() >= 2);
        others_see_their_own(&instance, &somebody.email).await;
    }
}

/// Who may not read the record sees nothing of it, and no organisation sees another's.
async fn others_see_their_own(instance: &Instance, email: &str) {
    let app = &instance.app;
    let governance = instance.acting(Role::InformationGovernance, None);
    let manager = instance.acting(Role::BusinessManager, None);
    let none = RolesSearch::default();
    assert!(roles_given(app, &manager, Reach::Ours, none).await.is_err());
    assert!(
        roles_given(app, &governance, Reach::All, none)
            .await
            .is_err()
    );
    let elsewhere = instance.at_the_national_body(Role::InformationGovernance);
    let theirs = rows(instance, &elsewhere, Reach::Ours).await;
    assert!(theirs.iter().all(|(_, _, whom)| whom != "Bea Newcomer"));
    let unknown = somebody_by_email(app, &elsewhere, Reach::Ours, email).await;
    assert_eq!(rule(unknown.map(drop)), "roles-nobody");
    let runs = instance.acting(Role::Operator, None);
    let all = rows(instance, &runs, Reach::All).await;
    assert!(all.iter().any(|(_, _, whom)| whom == "Bea Newcomer"));
    assert!(all.iter().any(|(act, _, _)| act == "add_organisation"));
}

#[tokio::test]
async fn the_record_of_roles_is_read_page_by_page() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let ctx = instance.acting(Role::Administrator, None);
        for number in 0..60 {
            let later = Ctx {
                now: ctx.now.plus_seconds(number),
                ..ctx.clone()
            };
            let one = new(&format!("Invented Number {number}"), Role::LearningReader);
            add_member(app, &later, form(), &one).await.unwrap();
        }
        let mut seen = Vec::new();
        let mut search = RolesSearch::default();
        loop {
            let page = roles_given(app, &ctx, Reach::Ours, search).await.unwrap();
            assert!(page.rows.len() <= 50);
            seen.extend(page.rows.iter().map(|row| row.id));
            let Some(next) = page.next else { break };
            search.before = Some(next);
        }
        let mut sorted = seen.clone();
        sorted.sort();
        sorted.dedup();
        sorted.reverse();
        assert_eq!(seen, sorted, "newest first, none twice");
        assert!(seen.len() >= 60);
    }
}

#[tokio::test]
async fn whoever_asks_for_access_very_often_waits() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let ctx = here(&instance, "Invented Scrutineer", Role::Scrutineer).await;
        let reference = instance.incident().await;
        let why = support::words("I test effectiveness.");
        let mut later = None;
        for number in 0..25 {
            match app::team::ask(app, &ctx, &reference, form(), &why).await {
                Err(AppError::Later(until)) => {
                    later = Some((number, until));
                    break;
                }
                Ok(()) | Err(AppError::Rule("ask-waiting")) => {}
                Err(other) => panic!("{other}"),
            }
        }
        let (number, until) = later.unwrap();
        assert_eq!(number, 20, "a day's work costs nothing");
        let other = here(&instance, "Invented Other", Role::Scrutineer).await;
        app::team::ask(app, &other, &reference, form(), &why)
            .await
            .unwrap();
        let after = Ctx {
            now: until.plus_seconds(1),
            ..ctx
        };
        let asked = app::team::ask(app, &after, &reference, form(), &why).await;
        assert_eq!(rule(asked), "ask-waiting", "counted no longer");
    }
}
