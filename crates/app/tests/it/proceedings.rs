//! Proceedings beside a review, what they hold back, whom the police named, the register of papers.

use access::ledger::LedgerRow;
use access::{Ctx, Role, Section, actions};
use app::proceedings::{before_contact, disclose, hold, lift, mark, record};
use app::review::home;
use app::{AppError, Reference};
use model::case::{Disclosed, Disclosure, Hold, Lifted, PoliceMark, PoliceSays, Proceedings};
use model::scheme::TrackKind;
use model::track::standings;
use model::{Date, PersonId, RecordId};
use vault::Membership;

use crate::decision::rule;
use crate::follow::{form, manager, notified_case, rapid_review};
use crate::support::{self, Instance, NOW, today, words};

fn me(ctx: &Ctx) -> PersonId {
    ctx.person().unwrap().id
}

pub(crate) fn criminal(ctx: &Ctx) -> Proceedings {
    Proceedings {
        kind: "criminal".to_owned(),
        instance: None,
        reference: words("OP INVENTED"),
        contact: words("A senior investigating officer"),
        second_contact: words("A prosecutor"),
        began: today(),
        may_end: None,
        more: words(""),
        person: me(ctx),
    }
}

pub(crate) fn held(ctx: &Ctx, proceedings: RecordId, what: &str) -> Hold {
    Hold {
        proceedings,
        what: what.to_owned(),
        about: words("The mother and her partner"),
        asked_by: words("The senior investigating officer"),
        from: NOW.date_in_london(),
        ends_when: words("When they have been charged or the police say so"),
        lifts: words("The senior investigating officer"),
        review_on: NOW.date_in_london(),
        person: me(ctx),
        lifted: None,
    }
}

pub(crate) fn lifted(on: Date) -> Lifted {
    Lifted {
        on,
        by: words("The senior investigating officer"),
        why: words("Charged."),
    }
}

pub(crate) async fn begun(instance: &Instance, reference: &Reference, ctx: &Ctx) -> RecordId {
    record(
        &instance.app,
        ctx,
        reference,
        (form(), None),
        &criminal(ctx),
    )
    .await
    .unwrap()
}

#[tokio::test]
async fn each_proceeding_has_a_track_of_its_own_and_the_same_form_makes_one() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let sent = (form(), None);
        let first = record(app, &ctx, &reference, sent, &criminal(&ctx)).await;
        let again = record(app, &ctx, &reference, sent, &criminal(&ctx)).await;
        assert_eq!(first.unwrap(), again.unwrap());
        let inquest = Proceedings {
            kind: "inquest".to_owned(),
            ..criminal(&ctx)
        };
        record(app, &ctx, &reference, (form(), None), &inquest)
            .await
            .unwrap();
        let home = home(app, &ctx, &reference).await.unwrap();
        let all = home.records.beside.proceedings.iter();
        let numbers: Vec<_> = all.map(|one| one.body.instance).collect();
        assert_eq!(numbers, [Some(0), Some(1)]);
        let standing = standings(&home.records.entered());
        assert!(standing.contains_key(&(TrackKind::Proceedings, 1)));
        let wrong = Proceedings {
            kind: "feud".to_owned(),
            ..criminal(&ctx)
        };
        let refused = record(app, &ctx, &reference, (form(), None), &wrong).await;
        assert_eq!(rule(refused), "proceedings-kind");
    }
}

#[tokio::test]
async fn a_hold_comes_back_on_its_day_and_stops_no_statutory_clock() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = notified_case(&instance).await;
        let clock = rapid_review(&instance, &reference).await;
        let proceedings = begun(&instance, &reference, &ctx).await;
        let new = held(&ctx, proceedings, "speaking");
        let id = hold(app, &ctx, &reference, (form(), None), &new)
            .await
            .unwrap();
        assert_eq!(rapid_review(&instance, &reference).await, clock);
        let looks = |today: &app::today::Today| {
            let lines = today.lines.iter();
            lines
                .filter(|line| matches!(line.need, app::today::Need::Look(_)))
                .count()
        };
        let today = app::today::today(app, &ctx).await.unwrap();
        assert_eq!(looks(&today), 1);
        let day = NOW.date_in_london();
        let early = lifted(day.yesterday().unwrap());
        let refused = lift(app, &ctx, &reference, form(), (id, &early)).await;
        assert_eq!(rule(refused), "hold-lifted-early");
        let later = lifted(day.tomorrow().unwrap());
        let refused = lift(app, &ctx, &reference, form(), (id, &later)).await;
        assert_eq!(rule(refused), "lifted-later");
        lift(app, &ctx, &reference, form(), (id, &lifted(day)))
            .await
            .unwrap();
        let refused = lift(app, &ctx, &reference, form(), (id, &lifted(day))).await;
        assert_eq!(rule(refused), "hold-lifted");
        let refused = hold(app, &ctx, &reference, (form(), Some((id, 2))), &new).await;
        assert_eq!(rule(refused), "hold-lifted");
        let today = app::today::today(app, &ctx).await.unwrap();
        assert_eq!(looks(&today), 0);
    }
}

#[tokio::test]
async fn two_who_change_the_same_hold_lose_nothing() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let proceedings = begun(&instance, &reference, &ctx).await;
        let new = held(&ctx, proceedings, "sharing");
        let id = hold(app, &ctx, &reference, (form(), None), &new)
            .await
            .unwrap();
        let mut mine = new.clone();
        mine.ends_when = words("After the plea hearing");
        let place = Some((id, 1));
        hold(app, &ctx, &reference, (form(), place), &mine)
            .await
            .unwrap();
        mine.ends_when = words("After sentence");
        let refused = hold(app, &ctx, &reference, (form(), place), &mine).await;
        assert!(matches!(refused, Err(AppError::Clash(_))));
    }
}

pub(crate) async fn grant(instance: &Instance, reference: &Reference, ctx: &Ctx) {
    let place = &Membership {
        id: crypto::id(NOW).unwrap(),
        person: me(ctx),
        agency: None,
        sections: vec![Section::PoliceRestricted],
        guest: false,
        from: NOW.date_in_london(),
        until: None,
    };
    let vault = instance.app.vault(ctx).await.unwrap();
    let reference = reference.as_str();
    let work = vault.transact(ctx, |tx| {
        Box::pin(async move {
            let case = vault::case_by_reference(tx, reference).await?.unwrap();
            let permit = tx
                .permit::<actions::ManageTeam>(case, Section::General)
                .await?;
            vault::add_to_team(tx, &permit, place).await
        })
    });
    work.await.unwrap();
}

#[tokio::test]
async fn whom_the_police_named_is_known_to_those_who_may_and_to_nobody_else() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let (granted, other) = (manager(&instance), manager(&instance));
        let reference = instance.incident().await;
        let child = home(app, &granted, &reference).await.unwrap().subjects[0].id;
        let new = PoliceMark {
            subject: child,
            says: PoliceSays::Witness,
            advised_by: words("A detective sergeant"),
            on: today(),
            before_contact: words("Ask the officer first."),
        };
        let refused = mark(app, &granted, &reference, (form(), None), &new).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
        grant(&instance, &reference, &granted).await;
        let mark_made = mark(app, &granted, &reference, (form(), None), &new)
            .await
            .unwrap();
        // Nor does what happened say to others that somebody was marked.
        for (reader, told) in [(&granted, true), (&other, false)] {
            let done = home(app, reader, &reference).await.unwrap().done;
            let marked = |row: &LedgerRow| row.record == Some(mark_made.to_string());
            assert_eq!(done.iter().any(marked), told);
            assert!(done.iter().any(|row| row.action == "edit_incident"));
        }
        let twice = mark(app, &granted, &reference, (form(), None), &new).await;
        assert!(matches!(twice, Err(AppError::Clash(_))));
        let seen = before_contact(app, &granted, &reference).await.unwrap();
        assert_eq!(seen.police.unwrap().len(), 1);
        let seen = before_contact(app, &other, &reference).await.unwrap();
        assert!(seen.police.is_none() && !seen.may_mark);
        assert!(!seen.speaking_held);
        let proceedings = begun(&instance, &reference, &other).await;
        let new = held(&other, proceedings, "speaking");
        hold(app, &other, &reference, (form(), None), &new)
            .await
            .unwrap();
        let seen = before_contact(app, &other, &reference).await.unwrap();
        assert!(seen.speaking_held, "that there is something is said to all");
    }
}

#[tokio::test]
async fn the_register_says_what_was_given_to_whom_and_who_decided() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let mut new = Disclosure {
            proceedings: None,
            papers: words("Minutes of the meeting"),
            asked_by: words("A disclosure officer"),
            asked_on: today(),
            basis: words("Third-party material"),
            outcome: Disclosed::Undecided,
            decided_by: words(""),
            decided_on: None,
            to_whom: words(""),
            given_on: None,
            reasons: words(""),
        };
        let id = disclose(app, &ctx, &reference, (form(), None), &new)
            .await
            .unwrap();
        let place = Some((id, 1));
        new.outcome = Disclosed::InPart;
        new.decided_by = words("Legal adviser");
        new.decided_on = Some(today());
        new.to_whom = words("The prosecutor");
        new.given_on = Some(today());
        let refused = disclose(app, &ctx, &reference, (form(), place), &new).await;
        assert_eq!(rule(refused), "disclosure-reasons");
        new.reasons = words("The rest concerns others.");
        disclose(app, &ctx, &reference, (form(), place), &new)
            .await
            .unwrap();
        let raiser = instance.acting(Role::IncidentRaiser, None);
        let refused = disclose(app, &raiser, &reference, (form(), None), &new).await;
        assert!(refused.is_err());
    }
}
