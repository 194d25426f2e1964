//! Cases that other organisations told of: everything about one stands together, with what it waits for.

use access::{Ctx, Role, Section, actions};
use model::case::ReceivedStep;
use model::{CaseId, Date, EnvelopeId, OrganisationId};
use vault::{Received, ReceivedCase, ReceivedCounts, ToldOf, VaultError, Which};

use crate::house::{self, House, NOW, new_id};

/// References of cases as this store gives them.
const OWN: [&str; 3] = ["AAA-AAA-AAA", "CCC-CCC-CCC", "DDD-DDD-DDD"];

/// A notification, or a report, of a sender's case.
struct Came<'a> {
    sender: OrganisationId,
    sequence: i64,
    /// Seconds after the first.
    after: i64,
    theirs: &'a str,
    fresh: &'a str,
    due: Option<Option<Date>>,
}

async fn take_in(house: &House, came: &Came<'_>) -> (CaseId, EnvelopeId) {
    let ctx = Ctx {
        now: NOW.plus_seconds(came.after),
        ..house.job("post")
    };
    let received = &Received {
        sender: came.sender,
        epoch: 1,
        sequence: came.sequence,
        kind: "notice".to_owned(),
        envelope: format!("{}", came.sequence).into_bytes(),
        body: "{}".to_owned(),
        understood: true,
    };
    let work = house.vault.transact(&ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_organisation::<actions::ReceiveEnvelope>()?;
            let envelope = vault::receive(tx, &permit, received).await?.unwrap();
            let told = ToldOf {
                theirs: came.theirs,
                fresh: came.fresh,
                scheme: ("england_2026", "digest"),
                report: came.due.is_none(),
                report_due: came.due,
            };
            let place = (envelope, came.sender);
            let case = vault::file_with_case(tx, &permit, place, &told).await?;
            Ok((case, envelope))
        })
    });
    work.await.unwrap()
}

async fn list(
    house: &House,
    ctx: &Ctx,
    which: Which,
) -> Result<(Vec<ReceivedCase>, ReceivedCounts), VaultError> {
    let work = house.vault.look(ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_organisation::<actions::ReadReceived>()?;
            let cases = vault::received_cases(tx, &permit, which, (0, 10)).await?;
            Ok((cases, vault::received_counts(tx, &permit).await?))
        })
    });
    work.await
}

async fn read(
    house: &House,
    ctx: &Ctx,
    case: CaseId,
    envelope: EnvelopeId,
) -> Result<(), VaultError> {
    let work = house.vault.transact(ctx, |tx| {
        Box::pin(async move {
            let permit = tx
                .permit::<actions::WorkOnReceived>(case, Section::General)
                .await?;
            vault::mark_read(tx, &permit, envelope).await?;
            vault::waits_for(tx, &permit, ReceivedStep::ToConsider).await
        })
    });
    work.await
}

async fn link(house: &House, ctx: &Ctx, case: CaseId, to: Option<&str>) -> Result<(), VaultError> {
    let work = house.vault.transact(ctx, |tx| {
        Box::pin(async move {
            let permit = tx
                .permit::<actions::WorkOnReceived>(case, Section::General)
                .await?;
            vault::link_to(tx, &permit, to).await
        })
    });
    work.await
}

fn references(cases: &[ReceivedCase]) -> Vec<&str> {
    cases.iter().map(|case| case.reference.as_str()).collect()
}

#[tokio::test]
async fn what_comes_about_one_case_stands_together() {
    for house in house::both().await {
        let secretariat = house.person(1, &[Role::PanelSecretariat]);
        let (here, there) = (new_id(), new_id());
        let due = |day| Some(Some(Date::constant(2026, 12, day)));
        let came = |sender, sequence, own: usize, due| Came {
            sender,
            sequence,
            after: i64::try_from(own).unwrap(),
            theirs: "FFF-FFF-FFF",
            fresh: OWN[own],
            due,
        };
        let (first, envelope) = take_in(&house, &came(here, 1, 0, due(9))).await;
        let (other, _) = take_in(&house, &came(there, 1, 1, due(4))).await;
        assert_ne!(first, other, "another area may use the same letters");
        let (all, counts) = list(&house, &secretariat, Which::All).await.unwrap();
        assert_eq!(references(&all), [OWN[1], OWN[0]], "newest first");
        assert_eq!(counts.of(ReceivedStep::ToRead), 2);
        assert_eq!((counts.unreported, counts.total(Which::All)), (2, 2));
        let (waiting, _) = list(&house, &secretariat, Which::Unreported).await.unwrap();
        assert_eq!(
            references(&waiting),
            [OWN[1], OWN[0]],
            "by the day it is due"
        );

        read(&house, &secretariat, first, envelope).await.unwrap();
        let step = Which::At(ReceivedStep::ToConsider);
        let (to_consider, counts) = list(&house, &secretariat, step).await.unwrap();
        assert_eq!(references(&to_consider), [OWN[0]]);
        assert_eq!(counts.of(ReceivedStep::ToRead), 1);

        let (again, _) = take_in(&house, &came(here, 2, 2, None)).await;
        assert_eq!(
            again, first,
            "the report belongs to the case that was notified"
        );
        let (to_read, counts) = list(&house, &secretariat, Which::At(ReceivedStep::ToRead))
            .await
            .unwrap();
        assert_eq!(to_read.len(), 2, "what comes is to be read");
        assert_eq!(counts.unreported, 1);
        let one = to_read.iter().find(|one| one.case == first).unwrap();
        assert!(one.reported_at.is_some());
    }
}

#[tokio::test]
async fn only_the_national_body_reads_and_works_on_what_was_received() {
    for house in house::both().await {
        let came = Came {
            sender: new_id(),
            sequence: 1,
            after: 0,
            theirs: "FFF-FFF-FFF",
            fresh: OWN[0],
            due: Some(None),
        };
        let (case, envelope) = take_in(&house, &came).await;
        let member = house.person(1, &[Role::PanelMember]);
        let others = [
            Role::BusinessManager,
            Role::AgencyAuthor,
            Role::Administrator,
        ];
        for role in others {
            let ctx = house.person(2, &[role]);
            assert!(list(&house, &ctx, Which::All).await.is_err(), "{role}");
            let done = read(&house, &ctx, case, envelope).await;
            assert!(matches!(done, Err(VaultError::Refused { .. })), "{role}");
        }
        assert!(list(&house, &member, Which::All).await.is_ok());
        assert!(read(&house, &member, case, envelope).await.is_err());
        let manager = house.manager();
        let reviews = house.vault.look(&manager, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::SeeToday>()?;
                vault::cases_of(tx, &permit).await
            })
        });
        assert_eq!(reviews.await.unwrap(), [], "it is no review here");
    }
}

#[tokio::test]
async fn one_incident_told_of_twice_goes_on_once() {
    for house in house::both().await {
        let secretariat = house.person(1, &[Role::PanelSecretariat]);
        let sender = new_id();
        let mut cases = Vec::new();
        for (number, theirs) in ["FFF-FFF-FFF", "HHH-HHH-HHH", "JJJ-JJJ-JJJ"]
            .iter()
            .enumerate()
        {
            let came = Came {
                sender,
                sequence: i64::try_from(number).unwrap() + 1,
                after: 0,
                theirs,
                fresh: OWN[number],
                due: Some(Some(Date::constant(2026, 12, 9))),
            };
            cases.push(take_in(&house, &came).await.0);
        }
        let rule = |code: &'static str| {
            move |outcome: Result<(), VaultError>| {
                assert!(
                    matches!(outcome, Err(VaultError::Rule(found)) if found == code),
                    "{code}"
                );
            }
        };
        link(&house, &secretariat, cases[0], Some(OWN[1]))
            .await
            .unwrap();
        rule("same-itself")(link(&house, &secretariat, cases[1], Some(OWN[1])).await);
        rule("same-linked")(link(&house, &secretariat, cases[2], Some(OWN[0])).await);
        rule("same-goes-on")(link(&house, &secretariat, cases[1], Some(OWN[2])).await);
        let unknown = link(&house, &secretariat, cases[2], Some("KKK-KKK-KKK")).await;
        assert!(matches!(unknown, Err(VaultError::NotFound)));
        let (waiting, counts) = list(&house, &secretariat, Which::Unreported).await.unwrap();
        assert_eq!(waiting.len(), 2, "one report is awaited for two of them");
        assert_eq!(counts.unreported, 2);
        link(&house, &secretariat, cases[0], None).await.unwrap();
        let (_, counts) = list(&house, &secretariat, Which::Unreported).await.unwrap();
        assert_eq!(counts.unreported, 3);
    }
}
