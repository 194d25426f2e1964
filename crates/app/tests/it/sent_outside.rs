//! What goes to recipients outside this service and comes back from them, and the branches in which the
//! national body does not consider what happened.

use std::sync::Arc;

use access::{Ctx, Role, Section, actions};
use app::AppError;
use app::areas::{affected, elsewhere};
use app::files::take_away;
use app::local_review::decide;
use app::notification::{
    NATIONAL, Part, Statement, authorise, notified, recipients, save, tell, under_eighteen, untell,
    view,
};
use app::post::{NOTIFICATION, Sealer};
use app::received::{ReceivedView, mark_read};
use app::review::home;
use app::worker::Worker;
use model::FileId;
use model::case::{
    AffectedArea, Authorisation, Direction, Known, SubjectKind, Told, UnderEighteenCheck,
    WhyAffected,
};
use model::clock::ClockState;
use model::scheme::Confirmations;

use crate::areas::authorities;
use crate::decision::rule;
use crate::files::{added, added_in};
use crate::follow::{form, manager};
use crate::local_review::decision;
use crate::notification::{decided, filled_in, given, notifier};
use crate::people::{add, all_about, people, person};
use crate::proceedings::grant;
use crate::support::{self, Instance, NOW, first_received, notified_with, today, words};

fn told(recipient: &str) -> Told {
    Told {
        recipient: recipient.to_owned(),
        whom: words("Duty officer"),
        on: today(),
        channel: "email".to_owned(),
        by: words("The business manager"),
        direction: Direction::Sent,
        area: None,
        reference: words("Letter of today, kept in the shared folder"),
        file: None,
    }
}

/// A sample as the first version of this program wrote it.
const OLDER: &str = include_str!("../data/notification-sent-1.json");

#[tokio::test]
async fn an_envelope_of_an_older_version_stays_readable() {
    for instance in support::both(true).await {
        let (app, reference) = (&instance.app, instance.incident().await);
        let ctx = notifier(&instance);
        let sealer = Sealer::new(app, &ctx, instance.national.unwrap())
            .await
            .unwrap();
        let (sealer, reference) = (&sealer, &reference);
        let vault = app.vault(&ctx).await.unwrap();
        let sent = vault.transact(&ctx, |tx| {
            Box::pin(async move {
                let case = vault::case_by_reference(tx, reference.as_str()).await?;
                let permit = tx
                    .permit::<actions::RecordNotified>(case.unwrap(), Section::General)
                    .await?;
                let ctx = tx.ctx;
                let seal = |epoch, sequence| sealer.seal(ctx, NOTIFICATION, OLDER, epoch, sequence);
                vault::send(tx, &permit, sealer.recipient(), NOTIFICATION, seal).await
            })
        });
        sent.await.unwrap();
        let mut worker = Worker::new(Arc::clone(app));
        worker.round().await.unwrap();
        let secretariat = instance.at_the_national_body(Role::PanelSecretariat);
        let case = first_received(app, &secretariat).await;
        let read = notified_with(&case);
        assert_eq!(read.given_reference.0, "SIN-OLD");
        assert_eq!(read.people[0].kind, SubjectKind::Child);
        assert!(read.about.is_empty() && read.relationships.is_empty());
        let statement = ReceivedView::statement(app, &secretariat, read)
            .await
            .unwrap();
        let titles: Vec<&str> = statement
            .parts
            .iter()
            .map(|part| part.title.as_str())
            .collect();
        assert_eq!(titles, ["The incident", "Child 1", "The notification"]);
        let fact = |label: &str| {
            let mut facts = statement.parts.iter().flat_map(|part| &part.facts);
            facts.find(|fact| fact.label == label).unwrap()
        };
        assert_eq!(fact("Name").value, "An invented child of an older version");
        assert!(fact("Home authority").open, "nothing is made up");
        assert_eq!(fact("Likely cause or kind of harm").value, "Neglect");
    }
}

/// Everything that a notification says, in order.
fn facts(statement: &Statement) -> Vec<(String, String, String, bool)> {
    let of = |part: &Part| {
        let title = part.title.clone();
        let facts = part.facts.clone().into_iter();
        facts
            .map(|fact| (title.clone(), fact.label, fact.value, fact.open))
            .collect::<Vec<_>>()
    };
    statement.parts.iter().flat_map(of).collect()
}

async fn who_read_it_first_stays(instance: &Instance, secretariat: &Ctx) {
    let app = &instance.app;
    let member = instance.at_the_national_body(Role::PanelMember);
    let theirs = first_received(app, &member).await;
    assert!(!theirs.may.work);
    let reference = theirs.case.reference.parse().unwrap();
    let envelope = [theirs.arrived[0].envelope.id];
    let before = rows(instance, secretariat).await;
    for _ in 0..2 {
        let reader = instance.at_the_national_body(Role::PanelSecretariat);
        mark_read(app, &reader, &reference, &envelope)
            .await
            .unwrap();
    }
    mark_read(app, secretariat, &reference, &envelope)
        .await
        .unwrap();
    let written = rows(instance, secretariat).await.split_off(before.len());
    assert_eq!(written.len(), 1, "the mark, and no reading beside it");
    assert_eq!(
        (written[0].action.as_str(), written[0].outcome.as_str()),
        ("work_on_received", "done")
    );
    let case = first_received(app, secretariat).await;
    let me = secretariat.actor.person().unwrap().id.to_string();
    let by = case.arrived[0].envelope.handled_by.clone();
    assert!(by.is_some_and(|by| by != me), "the first stays");
}

/// The record of the organisation for which somebody acts, oldest first.
async fn rows(instance: &Instance, ctx: &access::Ctx) -> Vec<access::ledger::LedgerRow> {
    let vault = instance.app.vault(ctx).await.unwrap();
    let since = model::Instant::from_microseconds(0);
    let all: Result<Vec<_>, db::DbError> = vault
        .db()
        .read(|tx| Box::pin(access::ledger::rows_since(tx, since, 10_000)))
        .await;
    let mut all = all.unwrap();
    all.reverse();
    all
}

#[tokio::test]
async fn the_envelope_carries_what_is_known_of_each_person() {
    for instance in support::both(true).await {
        let (app, reference) = (&instance.app, instance.incident().await);
        let ctx = notifier(&instance);
        decided(&instance, &reference, "notifiable").await;
        save(app, &ctx, &reference, None, &filled_in())
            .await
            .unwrap();
        let child = people(&instance, &ctx, &reference).await.subjects[0].id;
        all_about(&instance, &ctx, &reference, child).await;
        let sent = form();
        notified(app, &ctx, &reference, sent, &given())
            .await
            .unwrap();
        notified(app, &ctx, &reference, sent, &given())
            .await
            .unwrap();
        let seen = view(app, &ctx, &reference).await.unwrap();
        assert_eq!(seen.sent.len(), 1, "the same form sent twice sends once");
        let mut worker = Worker::new(Arc::clone(app));
        worker.round().await.unwrap();
        let secretariat = instance.at_the_national_body(Role::PanelSecretariat);
        let case = first_received(app, &secretariat).await;
        let read = notified_with(&case);
        assert_eq!(read.about.len(), 1);
        assert_eq!(read.about[0].status.as_ref().unwrap().category, "NEG");
        assert_eq!(read.about[0].identity.open_questions().count(), 0);
        let envelope = &case.arrived[0].envelope;
        assert!(case.may.work && envelope.handled_by.is_none());
        // The national body reads the list that the sender read, word for word.
        let loaded = app.scheme_on(NOW.date_in_london()).unwrap();
        let none = Confirmations::new();
        let here = Statement::of(&seen, &loaded.scheme, &none);
        let there = ReceivedView::statement(app, &secretariat, read)
            .await
            .unwrap();
        assert_eq!(facts(&there), facts(&here));
        assert!(facts(&here).len() > 30);
        who_read_it_first_stays(&instance, &secretariat).await;
    }
}

#[tokio::test]
async fn what_was_sent_outside_completes_the_step_and_is_put_right() {
    for instance in support::both(false).await {
        let (app, reference) = (&instance.app, instance.incident().await);
        let ctx = manager(&instance);
        decided(&instance, &reference, "notifiable").await;
        let clock = async || {
            let home = home(app, &ctx, &reference).await.unwrap();
            let mut clocks = home.clocks.into_iter();
            clocks.find(|one| one.id == "tell_partners").unwrap().state
        };
        let bad = Told {
            whom: words(" "),
            ..told("partners_here")
        };
        let bad = tell(app, &ctx, &reference, (form(), None), &bad).await;
        assert_eq!(rule(bad), "told-lacks");
        let unknown = tell(app, &ctx, &reference, (form(), None), &told("nobody")).await;
        assert_eq!(rule(unknown), "told-recipient");

        let answer = Told {
            direction: Direction::Received,
            ..told("partners_here")
        };
        let id = tell(app, &ctx, &reference, (form(), None), &answer)
            .await
            .unwrap();
        assert!(
            !matches!(clock().await, ClockState::Met { .. }),
            "an answer is no telling"
        );
        let right = told("partners_here");
        tell(app, &ctx, &reference, (form(), Some((id, 1))), &right)
            .await
            .unwrap();
        assert!(matches!(clock().await, ClockState::Met { .. }));
        let late = tell(app, &ctx, &reference, (form(), Some((id, 1))), &answer).await;
        assert!(matches!(late, Err(AppError::Clash(_))));

        tell(app, &ctx, &reference, (form(), None), &told(NATIONAL))
            .await
            .unwrap();
        let seen = view(app, &ctx, &reference).await.unwrap();
        let scheme = &app.scheme_on(NOW.date_in_london()).unwrap().scheme;
        let whom = recipients(&seen, scheme);
        let has = |id: &str| {
            whom.iter()
                .find(|one| one.id == id)
                .unwrap()
                .since
                .is_some()
        };
        assert!(has("partners_here") && !has("dfe"));
        assert!(!has(NATIONAL), "a letter to it is no notification");

        let sent = (form(), (id, 2));
        untell(app, &ctx, &reference, sent).await.unwrap();
        untell(app, &ctx, &reference, sent).await.unwrap();
        assert!(!matches!(clock().await, ClockState::Met { .. }));
    }
}

#[tokio::test]
async fn partners_of_an_affected_area_are_told_on_the_same_clock() {
    for instance in support::both(false).await {
        let (app, reference) = (&instance.app, instance.incident().await);
        let ctx = manager(&instance);
        decided(&instance, &reference, "notifiable").await;
        authorities(&instance).await;
        let authority = elsewhere(app, &ctx).await.unwrap()[0].id;
        let area = AffectedArea {
            authority,
            why: WhyAffected::Lives,
            more: words(""),
            told: None,
        };
        let area = affected(app, &ctx, &reference, (form(), None), &area)
            .await
            .unwrap();
        let met = async || {
            let home = home(app, &ctx, &reference).await.unwrap();
            let mut clocks = home.clocks.iter();
            let clock = clocks.find(|one| one.id == "tell_partners").unwrap();
            matches!(clock.state, ClockState::Met { .. })
        };
        tell(
            app,
            &ctx,
            &reference,
            (form(), None),
            &told("partners_here"),
        )
        .await
        .unwrap();
        assert!(!met().await);
        let there = Told {
            area: Some(crypto::id(NOW).unwrap()),
            ..told("partners_elsewhere")
        };
        let nowhere = tell(app, &ctx, &reference, (form(), None), &there).await;
        assert_eq!(rule(nowhere), "told-area");
        let there = Told {
            area: Some(area),
            ..there
        };
        tell(app, &ctx, &reference, (form(), None), &there)
            .await
            .unwrap();
        assert!(met().await);
    }
}

#[tokio::test]
async fn agreement_covers_the_people_as_they_were_read() {
    for instance in support::both(false).await {
        let (app, reference) = (&instance.app, instance.incident().await);
        let writer = notifier(&instance);
        save(app, &writer, &reference, None, &filled_in())
            .await
            .unwrap();
        let seen = view(app, &writer, &reference).await.unwrap();
        let shown = Authorisation {
            of_version: seen.notification.as_ref().unwrap().version,
            of_incident: seen.incident.version,
            of_people: seen.people.digest(),
        };
        let adult = person("An invented adult", SubjectKind::Adult);
        add(&instance, &writer, &reference, &adult).await;
        let other = instance.acting(Role::AuthorityAuthoriser, Some("local_authority"));
        let stale = authorise(app, &other, &reference, form(), &shown).await;
        assert_eq!(rule(stale), "notification-changed");
    }
}

#[tokio::test]
async fn a_death_in_care_goes_to_the_department_and_ofsted_and_is_not_considered() {
    for instance in support::both(true).await {
        let (app, reference) = (&instance.app, instance.incident().await);
        let ctx = notifier(&instance);
        decided(&instance, &reference, "looked_after_death").await;
        save(app, &ctx, &reference, None, &filled_in())
            .await
            .unwrap();
        let scheme = &app.scheme_on(NOW.date_in_london()).unwrap().scheme;
        let whom = async || {
            let seen = view(app, &ctx, &reference).await.unwrap();
            let whom = recipients(&seen, scheme).into_iter();
            whom.map(|one| (one.id, one.since.is_some()))
                .collect::<Vec<_>>()
        };
        let ids = |since| vec![("dfe".to_owned(), since), ("ofsted".to_owned(), since)];
        assert_eq!(whom().await, ids(false));
        tell(app, &ctx, &reference, (form(), None), &told("ofsted"))
            .await
            .unwrap();
        assert!(whom().await[1].1, "sent outside completes it");
        notified(app, &ctx, &reference, form(), &given())
            .await
            .unwrap();
        assert_eq!(whom().await, ids(true));
        let seen = view(app, &ctx, &reference).await.unwrap();
        assert!(seen.sent.is_empty(), "nothing goes to the work list");
    }
}

#[tokio::test]
async fn after_a_care_leavers_death_the_criteria_are_looked_at_and_a_local_review_may_follow() {
    for instance in support::both(true).await {
        let (app, reference) = (&instance.app, instance.incident().await);
        let ctx = manager(&instance);
        decided(&instance, &reference, "care_leaver_death").await;
        save(app, &ctx, &reference, None, &filled_in())
            .await
            .unwrap();
        let new = UnderEighteenCheck {
            apply: Known::No,
            reasons: words("Nothing before 18 meets them."),
            by: words("The three partners"),
            on: today(),
        };
        let empty = UnderEighteenCheck {
            reasons: words(""),
            ..new.clone()
        };
        let empty = under_eighteen(app, &ctx, &reference, (form(), None), &empty).await;
        assert_eq!(rule(empty), "under-eighteen-lacks");
        let sent = (form(), None);
        under_eighteen(app, &ctx, &reference, sent, &new)
            .await
            .unwrap();
        under_eighteen(app, &ctx, &reference, sent, &new)
            .await
            .unwrap();
        let person = notifier(&instance);
        notified(app, &person, &reference, form(), &given())
            .await
            .unwrap();
        let seen = view(app, &ctx, &reference).await.unwrap();
        assert_eq!(seen.under_eighteen.unwrap().body.apply, Known::No);
        assert!(seen.sent.is_empty());
        decide(app, &ctx, &reference, form(), &decision(true))
            .await
            .unwrap();
        let after = home(app, &ctx, &reference).await.unwrap();
        let state = |id: &str| after.clocks.iter().find(|one| one.id == id).unwrap();
        assert_eq!(state("rapid_review").state, ClockState::DoesNotApply);
        assert!(matches!(
            state("local_review").state,
            ClockState::Runs { .. }
        ));
    }
}

#[tokio::test]
async fn what_was_sent_or_came_is_a_file_of_this_review() {
    for instance in support::both(false).await {
        let (app, reference) = (&instance.app, instance.incident().await);
        let elsewhere = instance.incident().await;
        let ctx = manager(&instance);
        decided(&instance, &reference, "notifiable").await;
        let with = |file: FileId| Told {
            file: Some(file),
            ..told(NATIONAL)
        };
        let other = added(&instance, &ctx, &elsewhere).await;
        let other = tell(app, &ctx, &reference, (form(), None), &with(other)).await;
        assert_eq!(rule(other), "told-file");

        let letter = added(&instance, &ctx, &reference).await;
        let id = tell(app, &ctx, &reference, (form(), None), &with(letter))
            .await
            .unwrap();
        let answer = Told {
            direction: Direction::Received,
            ..with(letter)
        };
        tell(app, &ctx, &reference, (form(), None), &answer)
            .await
            .unwrap();
        let seen = view(app, &ctx, &reference).await.unwrap();
        assert_eq!(seen.told[0].body.file, Some(letter));
        assert_eq!(seen.files[0].id, letter);

        take_away(app, &ctx, &reference, form(), letter, "Entered twice")
            .await
            .unwrap();
        let gone = tell(app, &ctx, &reference, (form(), None), &with(letter)).await;
        assert_eq!(rule(gone), "told-file");
        // What was sent stays what was sent, also when the entry is put right.
        let right = Told {
            whom: words("The secretariat"),
            ..with(letter)
        };
        tell(app, &ctx, &reference, (form(), Some((id, 1))), &right)
            .await
            .unwrap();
        let seen = view(app, &ctx, &reference).await.unwrap();
        assert!(seen.files.is_empty());
        assert_eq!(seen.told[0].body, right);
    }
}

#[tokio::test]
async fn a_file_of_a_restricted_section_does_not_stand_where_everybody_reads() {
    for instance in support::both(false).await {
        let (app, reference) = (&instance.app, instance.incident().await);
        let ctx = manager(&instance);
        decided(&instance, &reference, "notifiable").await;
        let section = Section::PoliceRestricted;
        grant(&instance, &reference, &ctx).await;
        let secret = added_in(&instance, &ctx, &reference, section).await;
        let new = Told {
            file: Some(secret),
            ..told(NATIONAL)
        };
        let refused = tell(app, &ctx, &reference, (form(), None), &new).await;
        assert_eq!(rule(refused), "told-file");
        let seen = view(app, &ctx, &reference).await.unwrap();
        assert!(seen.files.is_empty());
    }
}
