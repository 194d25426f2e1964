//! Practice runs: an invented review, days that pass when its team says so, nobody else in it, and nothing sent.

use access::{Ctx, Role};
use app::decision::{decide, give_for};
use app::notification::{Given, authorise, notified, save, view};
use app::practice::{day, day_of_return, end, move_on, practice, start};
use app::returns::{NewRequest, WhichAgency, ask, keep_entry, send, to_ask};
use app::review::home;
use app::reviews::reviews;
use app::team::{add, ways};
use app::today::{Need, today as today_of};
use app::wording::{confirmations, confirmations_in, unchecked};
use app::{AppError, Reference};
use model::case::{Authorisation, Known, MOST_MOVED, Notification, RequestPlan, SubjectKind};
use model::chronology::{Entry, EntryKind};
use model::clock::ClockState;
use model::scheme::Confirmations;
use model::{Date, Instant, UncertainDate, practice_scripts};

use crate::decision::{on_behalf, rule};
use crate::follow::{form, manager};
use crate::returns::sent;
use crate::support::{self, Instance, deciding, decision, words};
use crate::team::{here, me, place};

async fn started(instance: &Instance, ctx: &Ctx) -> Reference {
    start(&instance.app, ctx, form(), "infant_injury")
        .await
        .unwrap()
}

/// The actor on the pages of a practice run.
async fn inside(instance: &Instance, ctx: &Ctx, reference: &Reference) -> Ctx {
    Ctx {
        practice_day: day(&instance.app, ctx, reference).await.unwrap(),
        ..ctx.clone()
    }
}

async fn moved(instance: &Instance, ctx: &Ctx, reference: &Reference, days: u32) {
    let run = practice(&instance.app, ctx, reference).await.unwrap().run;
    let sent = (form(), (run.id, run.version));
    move_on(&instance.app, ctx, reference, sent, days)
        .await
        .unwrap();
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

async fn clock(instance: &Instance, ctx: &Ctx, reference: &Reference, id: &str) -> ClockState {
    let home = home(&instance.app, ctx, reference).await.unwrap();
    let line = home.clocks.into_iter().find(|one| one.id == id).unwrap();
    line.state
}

#[tokio::test]
async fn it_begins_with_an_invented_incident_and_nobody_else_is_in_it() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let raiser = here(&instance, "Ada Raiser", Role::IncidentRaiser).await;
        let unknown = start(app, &raiser, form(), "no_such_incident").await;
        assert_eq!(rule(unknown), "practice-script");
        let sent = form();
        let reference = start(app, &raiser, sent, "infant_injury").await.unwrap();
        let again = start(app, &raiser, sent, "infant_injury").await.unwrap();
        assert_eq!(reference, again);
        assert!(reference.is_practice());
        let script = &practice_scripts()[0];
        let kept = home(app, &raiser, &reference).await.unwrap();
        assert!(kept.case.practice);
        assert_eq!(kept.subjects.len(), script.people.len());
        assert_eq!(kept.subjects[0].body.kind, SubjectKind::Child);
        let incident = kept.records.incident.unwrap().body;
        assert_eq!(incident.outline.0, script.outline);
        assert_eq!(incident.happened.to_string(), "20 November 2026");
        let manager = manager(&instance);
        for other in [
            &manager,
            &instance.acting(Role::DelegatedPartner, Some("police")),
        ] {
            let closed = home(app, other, &reference).await;
            assert!(matches!(closed, Err(AppError::NotPermitted { .. })));
            let may = ways(app, other, &reference).await.unwrap();
            assert!(!may.ask && !may.emergency, "it is not even known of");
            assert!(reviews(app, other).await.unwrap().is_empty());
            assert!(today_of(app, other).await.unwrap().lines.is_empty());
        }
        let mine = today_of(app, &raiser).await.unwrap().lines;
        assert!(!mine.is_empty() && mine.iter().all(|line| line.practice));
    }
}

#[tokio::test]
async fn days_pass_when_the_team_says_so_and_clocks_go_by_them() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let raiser = here(&instance, "Ada Raiser", Role::IncidentRaiser).await;
        let reference = started(&instance, &raiser).await;
        let at_start = inside(&instance, &raiser, &reference).await;
        assert_eq!(at_start.today(), date("2026-11-24"));
        let left = clock(&instance, &at_start, &reference, "notify").await;
        assert_eq!(left, ClockState::Runs { left: 5 });
        let run = practice(app, &raiser, &reference).await.unwrap().run;
        let (sent, odd) = ((form(), (run.id, run.version)), 3);
        let odd = move_on(app, &raiser, &reference, sent, odd).await;
        assert_eq!(rule(odd), "practice-step");
        for _ in 0..2 {
            move_on(app, &raiser, &reference, sent, 5).await.unwrap();
        }
        let stale = (form(), (run.id, run.version));
        let stale = move_on(app, &raiser, &reference, stale, 1).await;
        assert_eq!(rule(stale), "changed-meanwhile");
        let later = inside(&instance, &raiser, &reference).await;
        assert_eq!(later.today(), date("2026-12-01"), "moved on once");
        let due = clock(&instance, &later, &reference, "notify").await;
        assert_eq!(due, ClockState::Runs { left: 0 });
        moved(&instance, &raiser, &reference, 1).await;
        let later = inside(&instance, &raiser, &reference).await;
        let late = ClockState::Late { by: 1, met: None };
        assert_eq!(clock(&instance, &later, &reference, "notify").await, late);
        // Today is not a page of the run and stands on the real day: what it says of the run goes by the run's.
        let found = today_of(app, &raiser).await.unwrap();
        let stands = found.practice_days.get(reference.as_str());
        assert_eq!(stands, Some(&date("2026-12-02")));
        let lines = found.lines;
        assert!(lines.iter().all(|line| line.practice));
        let is_late = lines.iter().any(|line| match &line.need {
            Need::Clock(clock) => clock.id == "notify" && clock.state == late,
            _ => false,
        });
        assert!(is_late);
        let mut all = 6;
        while all + 20 <= MOST_MOVED {
            moved(&instance, &raiser, &reference, 20).await;
            all += 20;
        }
        let run = practice(app, &raiser, &reference).await.unwrap().run;
        let sent = (form(), (run.id, run.version));
        let far = move_on(app, &raiser, &reference, sent, 20).await;
        assert_eq!(rule(far), "practice-far");
        let real = instance.incident().await;
        assert_eq!(day(app, &raiser, &real).await.unwrap(), None);
    }
}

fn notification() -> Notification {
    Notification {
        notifier: words("Practice Notifier"),
        phone: words("01632 960 001"),
        email: words(""),
        cause: "neglect".to_owned(),
        police: Some(Known::Yes),
        coroner: Some(Known::No),
        siblings: words("Practice Brother is with an aunt."),
        more: words(""),
    }
}

/// Three views entered on behalf, the decision, the notification: by one person, who has none of the roles.
async fn up_to_the_notification(instance: &Instance, ctx: &Ctx, reference: &Reference) {
    let app = &instance.app;
    for partner in ["local_authority", "police", "integrated_care_board"] {
        let mut new = instance.view(partner, "notifiable");
        new.on = UncertainDate::day(ctx.today()).unwrap();
        new.on_behalf = on_behalf();
        give_for(app, ctx, reference, 0, &new).await.unwrap();
    }
    let mut new = decision("notifiable");
    new.on = UncertainDate::day(ctx.today()).unwrap();
    decide(app, ctx, reference, form(), &deciding(new))
        .await
        .unwrap();
    save(app, ctx, reference, None, &notification())
        .await
        .unwrap();
}

#[tokio::test]
async fn one_person_plays_every_part_except_that_of_the_second_person_and_nothing_is_sent() {
    for instance in support::both(true).await {
        let app = &instance.app;
        let raiser = here(&instance, "Ada Raiser", Role::IncidentRaiser).await;
        let reference = started(&instance, &raiser).await;
        moved(&instance, &raiser, &reference, 1).await;
        let ctx = inside(&instance, &raiser, &reference).await;
        up_to_the_notification(&instance, &ctx, &reference).await;
        let seen = view(app, &ctx, &reference).await.unwrap();
        let shown = Authorisation {
            of_version: seen.notification.as_ref().unwrap().version,
            of_incident: seen.incident.version,
            of_people: seen.people.digest(),
        };
        let own = authorise(app, &ctx, &reference, form(), &shown).await;
        assert_eq!(rule(own), "notification-own");
        let colleague = here(&instance, "Ben Colleague", Role::AgencyAuthor).await;
        let refused = authorise(app, &colleague, &reference, form(), &shown).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
        let new = place(me(&colleague));
        add(app, &raiser, &reference, form(), &new).await.unwrap();
        authorise(app, &colleague, &reference, form(), &shown)
            .await
            .unwrap();
        let given = Given {
            at: UncertainDate::minute(ctx.civil(ctx.now)).unwrap(),
            reference: "PRACTICE-1".to_owned(),
        };
        notified(app, &ctx, &reference, form(), &given)
            .await
            .unwrap();
        let kept = home(app, &ctx, &reference).await.unwrap();
        assert!(kept.sent.is_empty(), "the national body hears of nothing");
        let first = kept.plan.unwrap().0[0].clone();
        assert_eq!(
            first.date,
            date("2026-11-26"),
            "day 1 follows the day there"
        );
        moved(&instance, &raiser, &reference, 5).await;
        let ctx = inside(&instance, &raiser, &reference).await;
        let runs = clock(&instance, &ctx, &reference, "rapid_review").await;
        assert_eq!(runs, ClockState::Runs { left: 10 });
    }
}

#[tokio::test]
async fn it_is_ended_whatever_is_open_and_goes_from_the_lists() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let raiser = here(&instance, "Ada Raiser", Role::IncidentRaiser).await;
        let reference = started(&instance, &raiser).await;
        assert_eq!(reviews(app, &raiser).await.unwrap().len(), 1);
        let sent = form();
        for _ in 0..2 {
            end(app, &raiser, &reference, sent).await.unwrap();
        }
        assert!(reviews(app, &raiser).await.unwrap().is_empty());
        assert!(today_of(app, &raiser).await.unwrap().lines.is_empty());
        let kept = practice(app, &raiser, &reference).await.unwrap();
        assert!(kept.run.body.ended && !kept.may_run);
        let sent = (form(), (kept.run.id, kept.run.version));
        let over = move_on(app, &raiser, &reference, sent, 1).await;
        assert!(matches!(over, Err(AppError::NotPermitted { .. })));
        let real = instance.incident().await;
        let manager = manager(&instance);
        let refused = end(app, &manager, &real, form()).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
        let none = practice(app, &manager, &real).await;
        assert!(matches!(none, Err(AppError::NotFound)));
    }
}

#[tokio::test]
async fn what_was_done_in_a_run_says_the_day_of_the_run_and_what_it_was_about() {
    for instance in support::both(false).await {
        let raiser = here(&instance, "Ada Raiser", Role::IncidentRaiser).await;
        let reference = started(&instance, &raiser).await;
        let an_hour_later = Ctx {
            now: Instant::from_microseconds(raiser.now.microseconds() + 3_600_000_000),
            ..raiser.clone()
        };
        moved(&instance, &an_hour_later, &reference, 5).await;
        let seen = home(&instance.app, &raiser, &reference).await.unwrap();
        let day = |action: &str| {
            let row = seen.done.iter().find(|row| row.action == action).unwrap();
            seen.run_days.get(&row.id).copied()
        };
        assert_eq!(day("raise_incident"), Some(date("2026-11-24")));
        assert_eq!(day("run_practice"), Some(date("2026-12-01")));
        let about = |kind: &str| seen.kinds.values().filter(|one| *one == kind).count();
        assert_eq!(about("practice_run"), 1);
        assert_eq!(about("subject"), seen.subjects.len());
        let manager = manager(&instance);
        let real = instance.incident().await;
        let seen = home(&instance.app, &manager, &real).await.unwrap();
        assert!(seen.run_days.is_empty() && !seen.done.is_empty());
    }
}

#[tokio::test]
async fn nobody_is_asked_to_confirm_words_in_a_practice_run() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let raiser = manager(&instance);
        let reference = started(&instance, &raiser).await;
        let case = practice(app, &raiser, &reference).await.unwrap().case;
        let loaded = app.scheme_of(&case.scheme, &case.scheme_digest).unwrap();
        let unchecked = unchecked(&loaded.scheme, &Confirmations::new());
        assert!(!unchecked.is_empty());
        let inside = confirmations_in(app, &raiser, &case).await.unwrap();
        assert!(
            unchecked
                .iter()
                .all(|one| inside.contains_key(&one.address))
        );
        let outside = confirmations(app, &raiser, &loaded.digest).await.unwrap();
        assert!(
            outside.is_empty(),
            "the partnership has confirmed nothing by it"
        );
    }
}

#[tokio::test]
async fn pages_on_which_its_agencies_are_played_go_by_the_day_of_the_run() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let ctx = here(&instance, "Ada Manager", Role::BusinessManager).await;
        let reference = started(&instance, &ctx).await;
        let there = inside(&instance, &ctx, &reference).await;
        let choice = to_ask(app, &there, &reference).await.unwrap();
        let new = NewRequest {
            agency: WhichAgency::Known(instance.agency_of("police").unwrap()),
            also: Vec::new(),
            basis: "section_16h".to_owned(),
            purpose: words("A practice run."),
            about: choice.subjects.iter().map(|one| one.id).collect(),
            from: date("2025-01-01"),
            to: there.today(),
            and_before: true,
            plan: RequestPlan::Whole,
            due: date("2026-12-04"),
            meeting: None,
            manager: None,
            again: None,
        };
        let request = ask(app, &there, &reference, form(), &new).await.unwrap();
        send(app, &there, &reference, (form(), request))
            .await
            .unwrap();
        moved(&instance, &ctx, &reference, 5).await;
        let (of, on) = day_of_return(app, &ctx, request).await.unwrap().unwrap();
        assert_eq!((of, on), (reference, date("2026-12-01")));
        let happened = UncertainDate::day(on).unwrap();
        let new = Entry::new(happened, EntryKind::Contact, "Invented.");
        let early = keep_entry(app, &ctx, request, (form(), None), &new).await;
        assert_eq!(rule(early), "entry-later", "on the real day");
        let there = Ctx {
            practice_day: Some(on),
            ..ctx.clone()
        };
        keep_entry(app, &there, request, (form(), None), &new)
            .await
            .unwrap();
        let other = here(&instance, "Bo Manager", Role::BusinessManager).await;
        let found = day_of_return(app, &other, request).await.unwrap();
        assert_eq!(found, None, "nobody else learns that there is a run");
        let made = sent(&instance).await;
        let real = day_of_return(app, &made.author, made.request).await;
        assert_eq!(real.unwrap(), None);
    }
}
