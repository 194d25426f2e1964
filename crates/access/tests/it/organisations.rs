//! Organisations that end, authorities that split and merge, agencies of several partnerships.

use access::Permit;
use access::actions;
use access::directory::{self, Agency, Authority, DirectoryError, NewAuthority};
use model::OrganisationId;

use crate::world::{NOW, World, day, on_both};

async fn called(world: &World, name: &str, on: &str) -> Option<Authority> {
    let ctx = world.operator(NOW);
    let on = day(on);
    let work = world
        .directory
        .look(&ctx, |tx| Box::pin(directory::authorities(tx, on)));
    work.await.unwrap().into_iter().find(|one| one.name == name)
}

async fn succeed(world: &World, new: &NewAuthority) -> Result<(), DirectoryError> {
    let ctx = world.operator(NOW);
    let work = world.directory.transact(&ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_directory::<actions::ManageDirectory>()?;
            directory::succeed(tx, &permit, new).await
        })
    });
    work.await
}

fn code(outcome: Result<(), DirectoryError>) -> &'static str {
    match outcome {
        Err(DirectoryError::Rule(code)) => code,
        other => panic!("{other:?}"),
    }
}

#[test]
fn authorities_merge_and_split() {
    on_both(false, async |world| {
        world.add_authorities().await;
        let kent = called(world, "Kent", "2026-11-25").await.unwrap();
        let medway = called(world, "Medway", "2026-11-25").await.unwrap();
        let merged = NewAuthority {
            gss: "X19999991".to_owned(),
            name: "Invented Kent and Medway".to_owned(),
            from: day("2028-04-01"),
            instead_of: vec![kent.id, medway.id],
        };
        succeed(world, &merged).await.unwrap();
        assert!(called(world, "Kent", "2028-03-31").await.is_some());
        assert!(called(world, "Kent", "2028-04-01").await.is_none());
        assert!(
            called(world, "Invented Kent and Medway", "2028-03-31")
                .await
                .is_none()
        );
        let new = called(world, "Invented Kent and Medway", "2028-04-01")
            .await
            .unwrap();
        assert_eq!(
            (new.region.as_str(), new.kind.as_str()),
            (kent.region.as_str(), kent.kind.as_str())
        );
        assert_eq!(code(succeed(world, &merged).await), "authority-code-taken");

        // One is split into two, entered one after the other.
        let half = |code: &str, name: &str| NewAuthority {
            gss: code.to_owned(),
            name: name.to_owned(),
            from: day("2029-04-01"),
            instead_of: vec![new.id],
        };
        succeed(world, &half("X19999992", "Invented North"))
            .await
            .unwrap();
        succeed(world, &half("X19999993", "Invented South"))
            .await
            .unwrap();
        let ctx = world.operator(NOW);
        let next = world
            .directory
            .look(&ctx, |tx| Box::pin(directory::successors(tx, new.id)))
            .await
            .unwrap();
        let next: Vec<&str> = next.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(next, ["Invented North", "Invented South"]);
    });
}

#[test]
fn a_new_authority_must_fit_those_before_it() {
    on_both(false, async |world| {
        world.add_authorities().await;
        // Surrey ends on 31 March 2027 as shipped.
        let surrey = called(world, "Surrey", "2026-11-25").await.unwrap();
        let good = NewAuthority {
            gss: "X19999994".to_owned(),
            name: "Invented West".to_owned(),
            from: day("2027-04-01"),
            instead_of: vec![surrey.id],
        };
        let late = NewAuthority {
            from: day("2030-04-01"),
            ..good.clone()
        };
        assert_eq!(code(succeed(world, &late).await), "authority-ended");
        let no_code = NewAuthority {
            gss: "10000004".to_owned(),
            ..good.clone()
        };
        assert_eq!(code(succeed(world, &no_code).await), "authority-code");
        let of_nothing = NewAuthority {
            instead_of: Vec::new(),
            ..good.clone()
        };
        assert_eq!(
            code(succeed(world, &of_nothing).await),
            "authority-instead-of"
        );
        assert!(called(world, "Invented West", "2030-04-01").await.is_none());
        succeed(world, &good).await.unwrap();
    });
}

async fn end(
    world: &World,
    last: &str,
    successor: Option<OrganisationId>,
) -> Result<(), DirectoryError> {
    let ctx = world.operator(NOW);
    let (last, here) = (day(last), world.partnership);
    let work = world.directory.transact(&ctx, |tx| {
        Box::pin(async move {
            let permit: Permit<'_, actions::ManageDirectory> = tx.permit_directory()?;
            directory::end_organisation(tx, &permit, here, last, successor).await
        })
    });
    work.await
}

#[test]
fn an_organisation_ends_once_and_another_follows() {
    on_both(false, async |world| {
        let (here, next) = (world.partnership, world.neighbour);
        assert_eq!(
            code(end(world, "2027-03-31", Some(here)).await),
            "organisation-successor"
        );
        assert_eq!(
            code(end(world, "2019-03-31", Some(next)).await),
            "organisation-last-day"
        );
        end(world, "2027-03-31", Some(next)).await.unwrap();
        assert_eq!(
            code(end(world, "2027-03-31", None).await),
            "organisation-ended"
        );
        let ctx = world.operator(NOW);
        let found = world
            .directory
            .look(&ctx, |tx| Box::pin(directory::organisation(tx, here)))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (found.valid_to, found.successor),
            (Some(day("2027-03-31")), Some(next))
        );
    });
}

#[test]
fn an_agency_works_in_several_partnerships_and_leaves_one() {
    on_both(false, async |world| {
        let ctx = world.operator(NOW);
        let (here, there, today) = (world.partnership, world.neighbour, NOW.date_in_london());
        let police = &Agency {
            id: crypto::id(NOW).unwrap(),
            kind: "police".to_owned(),
            name: "Invented Police".to_owned(),
            valid_from: today,
            valid_to: None,
        };
        let work = world.directory.transact(&ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_directory::<actions::ManageDirectory>()?;
                directory::add_agency(tx, &permit, police).await?;
                for partnership in [here, there, there] {
                    directory::link_agency(tx, &permit, police.id, partnership, today).await?;
                }
                directory::end_agency_link(tx, &permit, police.id, here, today).await
            })
        });
        work.await.unwrap();
        let of = async |partnership, on| {
            let work = world.directory.look(&ctx, |tx| {
                Box::pin(directory::agencies_of(tx, partnership, on))
            });
            work.await.unwrap().len()
        };
        let tomorrow = today.tomorrow().unwrap();
        assert_eq!((of(here, today).await, of(here, tomorrow).await), (1, 0));
        assert_eq!(of(there, tomorrow).await, 1);
    });
}

async fn covered(world: &World) -> Vec<directory::Cover> {
    let (ctx, here) = (world.operator(NOW), world.partnership);
    let work = world
        .directory
        .look(&ctx, |tx| Box::pin(directory::covers_of(tx, here)));
    work.await.unwrap()
}

async fn end_cover(
    world: &World,
    authority: model::AuthorityId,
    last: &str,
) -> Result<(), DirectoryError> {
    let ctx = world.operator(NOW);
    let (last, here) = (day(last), world.partnership);
    let work = world.directory.transact(&ctx, |tx| {
        Box::pin(async move {
            let permit: Permit<'_, actions::ManageDirectory> = tx.permit_directory()?;
            directory::end_cover(tx, &permit, here, authority, last).await
        })
    });
    work.await
}

#[test]
fn a_cover_ends_on_a_day_that_passed_or_is_to_come() {
    on_both(false, async |world| {
        world.add_authorities().await;
        // Surrey ends on 31 March 2027 as shipped.
        let surrey = called(world, "Surrey", "2026-11-25").await.unwrap();
        let kent = called(world, "Kent", "2026-11-25").await.unwrap();
        let (ctx, here, id) = (world.operator(NOW), world.partnership, surrey.id);
        let from = day("2026-01-10");
        let work = world.directory.transact(&ctx, |tx| {
            Box::pin(async move {
                let permit: Permit<'_, actions::ManageDirectory> = tx.permit_directory()?;
                directory::cover(tx, &permit, here, id, from).await
            })
        });
        work.await.unwrap();
        assert_eq!(
            code(end_cover(world, id, "2026-01-09").await),
            "cover-before-first"
        );
        assert_eq!(
            code(end_cover(world, id, "2027-04-01").await),
            "cover-after-authority"
        );
        let never = end_cover(world, kent.id, "2026-11-25").await;
        assert!(matches!(never, Err(DirectoryError::NotFound)));
        for last in ["2026-03-01", "2027-03-31", "2026-01-10"] {
            end_cover(world, id, last).await.unwrap();
            let all = covered(world).await;
            let until: Vec<_> = all.iter().map(|one| one.until).collect();
            assert_eq!(until, [Some(day(last))], "put right as often as needed");
        }
    });
}
