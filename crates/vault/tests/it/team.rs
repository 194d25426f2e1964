//! Who is on a case: sections, guests until a date, emergencies for an hour, conflicts of interest.

use access::{Ctx, Refusal, Role, Section, actions};
use model::{CaseId, Date};
use vault::{Conflict, Membership, VaultError};

use crate::house::{self, DAY, HOUR, House, NOW, new_id, who};

pub fn place(ctx: &Ctx, sections: &[Section], guest: bool, until: Option<Date>) -> Membership {
    Membership {
        id: new_id(),
        person: who(ctx),
        agency: None,
        sections: sections.to_vec(),
        guest,
        from: NOW.date_in_london(),
        until,
    }
}

pub async fn add(house: &House, case: CaseId, place: &Membership) -> Result<(), VaultError> {
    let manager = house.manager();
    let work = house.vault.transact(&manager, |tx| {
        Box::pin(async move {
            let permit = tx
                .permit::<actions::ManageTeam>(case, Section::General)
                .await?;
            vault::add_to_team(tx, &permit, place).await
        })
    });
    work.await
}

async fn reads(house: &House, ctx: &Ctx, case: CaseId, section: Section) -> bool {
    match house.notes(ctx, case, section).await {
        Ok(_) => true,
        Err(VaultError::Refused {
            refusal: Refusal::NotPermitted,
            ..
        }) => false,
        Err(error) => panic!("{error:?}"),
    }
}

fn later(ctx: &Ctx, seconds: i64) -> Ctx {
    Ctx {
        now: NOW.plus_seconds(seconds),
        ..ctx.clone()
    }
}

#[tokio::test]
async fn a_restricted_section_is_read_by_those_it_was_granted_to() {
    for house in house::both().await {
        let manager = house.manager();
        let case = house.raise(&manager).await.unwrap();
        let author = house.person(2, &[Role::AgencyAuthor]);
        assert!(!reads(&house, &author, case, Section::General).await);
        add(
            &house,
            case,
            &place(&author, &[Section::SafeContact], false, None),
        )
        .await
        .unwrap();
        assert!(reads(&house, &author, case, Section::General).await);
        assert!(reads(&house, &author, case, Section::SafeContact).await);
        assert!(!reads(&house, &author, case, Section::PoliceRestricted).await);
        assert!(
            !reads(&house, &manager, case, Section::SafeContact).await,
            "not by role alone"
        );
        add(
            &house,
            case,
            &place(&manager, &[Section::SafeContact], false, None),
        )
        .await
        .unwrap();
        house
            .add_note(&manager, case, Section::SafeContact, "not by post")
            .await
            .unwrap();
        house
            .add_note(&manager, case, Section::General, "for all")
            .await
            .unwrap();
        let general = house.notes(&author, case, Section::General).await.unwrap();
        assert_eq!(
            general.len(),
            1,
            "what is restricted is not in the general section"
        );
        assert_eq!(general[0].body.words, "for all");
        // A second place adds its sections to the first.
        add(
            &house,
            case,
            &place(&author, &[Section::PoliceRestricted], false, None),
        )
        .await
        .unwrap();
        assert!(reads(&house, &author, case, Section::SafeContact).await);
        assert!(reads(&house, &author, case, Section::PoliceRestricted).await);
    }
}

#[tokio::test]
async fn a_guest_reads_until_the_last_day_and_does_not_steer() {
    for house in house::both().await {
        let case = house.raise(&house.manager()).await.unwrap();
        let guest = house.person(3, &[Role::BusinessManager, Role::AgencyAuthor]);
        let endless = add(&house, case, &place(&guest, &[], true, None)).await;
        assert!(matches!(endless, Err(VaultError::Rule("team-guest-until"))));
        let guest = house.person(3, &[Role::AgencyAuthor]);
        let last = NOW.plus_seconds(2 * DAY).date_in_london();
        add(&house, case, &place(&guest, &[], true, Some(last)))
            .await
            .unwrap();
        assert!(reads(&house, &guest, case, Section::General).await);
        let end_of_last_day = 2 * DAY + 14 * HOUR + HOUR - 60;
        assert!(
            reads(
                &house,
                &later(&guest, end_of_last_day),
                case,
                Section::General
            )
            .await
        );
        assert!(
            !reads(
                &house,
                &later(&guest, end_of_last_day + 120),
                case,
                Section::General
            )
            .await
        );
        let steering = house.person(3, &[Role::BusinessManager]);
        let outcome = house.vault.transact(&steering, |tx| {
            Box::pin(async move {
                tx.permit::<actions::ManageTeam>(case, Section::General)
                    .await
                    .map(drop)
            })
        });
        assert!(
            matches!(outcome.await, Err(VaultError::Refused { .. })),
            "also with the role"
        );
    }
}

#[tokio::test]
async fn a_place_begins_and_ends() {
    for house in house::both().await {
        let manager = house.manager();
        let case = house.raise(&manager).await.unwrap();
        let author = house.person(2, &[Role::AgencyAuthor]);
        let tomorrow = NOW.plus_seconds(DAY).date_in_london();
        let line = Membership {
            from: tomorrow,
            ..place(&author, &[], false, None)
        };
        add(&house, case, &line).await.unwrap();
        assert!(
            !reads(&house, &author, case, Section::General).await,
            "not yet"
        );
        assert!(reads(&house, &later(&author, DAY), case, Section::General).await);
        let end = || {
            house.vault.transact(&manager, |tx| {
                let line = line.id;
                Box::pin(async move {
                    let permit = tx
                        .permit::<actions::ManageTeam>(case, Section::General)
                        .await?;
                    vault::end_place(tx, &permit, line).await
                })
            })
        };
        end().await.unwrap();
        assert!(!reads(&house, &later(&author, DAY), case, Section::General).await);
        assert!(matches!(end().await, Err(VaultError::NotFound)), "once");
    }
}

#[tokio::test]
async fn an_emergency_opening_lasts_an_hour() {
    for house in house::both().await {
        let case = house.raise(&house.manager()).await.unwrap();
        let glass = house.person(4, &[Role::Scrutineer]);
        assert!(!reads(&house, &glass, case, Section::General).await);
        house.open_in_emergency(&glass, case).await.unwrap();
        assert_eq!(
            house.last().await,
            ("break_glass".to_owned(), "done".to_owned())
        );
        assert!(reads(&house, &glass, case, Section::General).await);
        assert!(
            !reads(&house, &glass, case, Section::SafeContact).await,
            "the general section only"
        );
        assert!(reads(&house, &later(&glass, HOUR - 1), case, Section::General).await);
        assert!(!reads(&house, &later(&glass, HOUR), case, Section::General).await);
        let colleague = house.person(5, &[Role::Scrutineer]);
        assert!(
            !reads(&house, &colleague, case, Section::General).await,
            "for one person"
        );
        let author = house.person(6, &[Role::AgencyAuthor]);
        let opened = house.open_in_emergency(&author, case).await;
        assert!(matches!(opened, Err(VaultError::Refused { .. })));
    }
}

#[tokio::test]
async fn a_conflict_ends_the_place_and_bars_the_way_back() {
    for house in house::both().await {
        let manager = house.manager();
        let case = house.raise(&manager).await.unwrap();
        let author = house.person(2, &[Role::AgencyAuthor]);
        add(&house, case, &place(&author, &[], false, None))
            .await
            .unwrap();
        let line = Conflict {
            id: new_id(),
            person: Some(who(&author)),
            named: "an aunt".to_owned(),
            relation: "sister of the mother".to_owned(),
            at: NOW,
        };
        let line = &line;
        let (team, listed) = house
            .vault
            .transact(&manager, |tx| {
                Box::pin(async move {
                    let permit = tx
                        .permit::<actions::ManageTeam>(case, Section::General)
                        .await?;
                    vault::add_conflict(tx, &permit, line).await?;
                    let reading = tx
                        .permit::<actions::ReadCase>(case, Section::General)
                        .await?;
                    let team = vault::team(tx, &reading).await?;
                    Ok((team, vault::conflicts(tx, &permit).await?))
                })
            })
            .await
            .unwrap();
        assert_eq!(
            (team, listed.as_slice()),
            (vec![], std::slice::from_ref(line))
        );
        let back = add(&house, case, &place(&author, &[], false, None)).await;
        assert!(
            matches!(back, Err(VaultError::Rule("team-conflict"))),
            "{back:?}"
        );
    }
}

#[tokio::test]
async fn a_list_shows_the_cases_that_may_be_read() {
    for house in house::both().await {
        let manager = house.manager();
        let raiser = house.person(7, &[Role::IncidentRaiser]);
        let mine = house.raise(&raiser).await.unwrap();
        let other = house.raise(&manager).await.unwrap();
        for (ctx, expected) in [(&raiser, vec![mine]), (&manager, vec![other, mine])] {
            let listed = house.vault.look(ctx, |tx| {
                Box::pin(async move {
                    let permit = tx.permit_organisation::<actions::SeeToday>()?;
                    vault::cases_of(tx, &permit).await
                })
            });
            let mut listed: Vec<_> = listed.await.unwrap().iter().map(|case| case.id).collect();
            let mut expected = expected;
            listed.sort();
            expected.sort();
            assert_eq!(listed, expected);
        }
        assert_eq!(
            house.last().await.0,
            "raise_incident",
            "a list of dates is no reading"
        );
    }
}
