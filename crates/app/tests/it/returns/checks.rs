//! Entries that are put to whoever wrote them down at the time: what they read and say, and where it stands.

use access::{Ctx, Role};
use app::chronology_out::{Choice, Setting, Wanted, take_out};
use app::names::names;
use app::returns::{
    NewCheck, Said, end_check, first_code, keep_staff, open_to_answer, put_to_check, request,
    requests, say, sign_off, signed_return, to_answer, to_check,
};
use app::today::today as today_of;
use app::{App, AppError};
use model::RecordId;
use model::case::{ChronologyFormat, FactsStand, ReturnFound, StaffTold};
use model::chronology::{Entry, Labels, Restriction};

use super::signing::{as_read, signed};
use super::{Sent, answering, entry, is_nowhere, sent, with_head, write};
use crate::decision::rule;
use crate::follow::form;
use crate::support::{self, Instance, today, words};
use crate::team::{barred, day};

const EMAIL: &str = "cy.constable@example.invalid";

fn told() -> StaffTold {
    StaffTold {
        role: words("Response officer"),
        told_on: Some(today()),
        by: words("Inspector"),
        why_not: words(""),
        offered: words(""),
        taken: words(""),
        beside: words(""),
        follow_up: None,
    }
}

fn of(told: RecordId, entries: &[RecordId]) -> NewCheck {
    NewCheck {
        name: "Cy Constable".to_owned(),
        email: EMAIL.to_owned(),
        told,
        entries: entries.to_vec(),
    }
}

/// A return with two entries, of which the first was put to somebody who wrote it down.
struct Put {
    made: Sent,
    told: RecordId,
    entries: [RecordId; 2],
    checker: Ctx,
}

async fn put(instance: &Instance, made: Sent) -> Put {
    let (app, who, of_request) = (&instance.app, &made.author, made.request);
    with_head(instance, &made, ReturnFound::Known).await;
    let told = keep_staff(app, who, of_request, (form(), None), &told())
        .await
        .unwrap();
    let first = write(app, (who, of_request), None, entry(9, "One")).await;
    let second = write(app, (who, of_request), None, entry(8, "Two")).await;
    let entries = [first.unwrap(), second.unwrap()];
    let new = of(told, &entries[..1]);
    put_to_check(app, who, of_request, (form(), &new))
        .await
        .unwrap();
    let agency = instance.agency_of("police").unwrap();
    let shown = request(app, &made.manager, &made.reference, of_request).await;
    let person = shown.unwrap().checking[0].person;
    Put {
        checker: answering(instance, person, agency, Role::EntryChecker),
        made,
        told,
        entries,
    }
}

fn not_right(version: i64, what: &str) -> Said {
    Said {
        version,
        says: FactsStand::NotRight,
        what: words(what),
        words: words("It was raining."),
    }
}

/// Says something of the only entry that was put to somebody, as it stands.
async fn says(app: &App, put: &Put, new: &Said) -> Result<(), AppError> {
    let found = to_check(app, &put.checker, put.made.request).await?;
    let check = &found[0].check;
    let sent = (form(), (check.id, check.version));
    say(app, &put.checker, put.made.request, sent, new).await
}

/// What the review reads of what was said of entries: the version of the entry, and what was not right.
async fn read(app: &App, made: &Sent) -> Vec<(i64, String)> {
    let found = signed_return(app, &made.manager, &made.reference, made.request).await;
    let said = found.unwrap().checks.into_iter();
    let said = said.map(|one| one.body.said.unwrap());
    said.map(|said| (said.version, said.what.0)).collect()
}

#[tokio::test]
async fn whoever_wrote_an_entry_down_reads_it_and_nothing_else() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let put = put(&instance, sent(&instance).await).await;
        let (made, of_request) = (&put.made, put.made.request);
        let found = to_check(app, &put.checker, of_request).await.unwrap();
        assert_eq!(found.len(), 1);
        let shown = found[0].entry.as_ref().unwrap();
        assert_eq!(
            (shown.id, shown.body.text.0.as_str()),
            (put.entries[0], "One")
        );
        let waits = today_of(app, &put.checker).await.unwrap();
        assert_eq!(
            (waits.to_check[0].request, waits.to_check[0].many),
            (of_request, 1)
        );
        assert!(waits.to_answer.is_empty() && waits.lines.is_empty());
        is_nowhere(to_answer(app, &put.checker, of_request).await, "the return");
        is_nowhere(
            open_to_answer(app, &put.checker, of_request).await,
            "the return",
        );
        let writing = write(app, (&put.checker, of_request), None, entry(1, "x")).await;
        is_nowhere(writing, "writing");
        let place = Some((put.entries[0], 1));
        let writing = write(app, (&put.checker, of_request), place, entry(1, "x")).await;
        is_nowhere(writing, "changing the entry");
        let more = of(put.told, &put.entries[1..]);
        let more = put_to_check(app, &put.checker, of_request, (form(), &more)).await;
        is_nowhere(more, "putting entries to others");
        assert!(requests(app, &put.checker, &made.reference).await.is_err());
        let read = signed_return(app, &put.checker, &made.reference, of_request).await;
        assert!(read.is_err(), "a return that is not signed off");
        signed(&instance, made).await;
        let read = signed_return(app, &put.checker, &made.reference, of_request).await;
        assert!(read.is_err(), "a return that is signed off");
        let stranger = instance.acting(Role::EntryChecker, Some("police"));
        for other in [&made.author, &made.approver, &made.manager, &stranger] {
            is_nowhere(
                to_check(app, other, of_request).await,
                "what was put to another",
            );
            let check = (found[0].check.id, found[0].check.version);
            let new = not_right(1, "The day.");
            let said = say(app, other, of_request, (form(), check), &new).await;
            is_nowhere(said, "what another says");
        }
    }
}

#[tokio::test]
async fn what_is_said_stands_beside_the_entry_and_is_read_with_what_was_signed_off() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let put = put(&instance, sent(&instance).await).await;
        let made = &put.made;
        assert_eq!(
            rule(says(app, &put, &not_right(1, " ")).await),
            "check-what"
        );
        says(app, &put, &not_right(1, "The day.")).await.unwrap();
        let seen = to_answer(app, &made.author, made.request).await.unwrap();
        let said = seen.checks[0].body.said.clone().unwrap();
        assert_eq!((said.version, said.what.0.as_str()), (1, "The day."));
        assert_eq!(seen.checks[0].body.role.0, "Response officer");
        let by = seen.checks[0].body.person;
        assert_eq!(by, put.checker.actor.person().unwrap().id);
        signed(&instance, made).await;
        assert_eq!(read(app, made).await, [(1, "The day.".to_owned())]);
        let seen = to_answer(app, &made.author, made.request).await.unwrap();
        assert_eq!(seen.changed, 0, "nobody signs off what another said");
        // What is said of a draft is read once that draft is signed off; what was said before stays until then.
        let place = Some((put.entries[0], 1));
        write(
            app,
            (&made.author, made.request),
            place,
            entry(7, "One again"),
        )
        .await
        .unwrap();
        let late = says(app, &put, &not_right(1, "The hour.")).await;
        assert_eq!(rule(late), "check-entry-changed");
        says(app, &put, &not_right(2, "The hour.")).await.unwrap();
        assert_eq!(read(app, made).await, [(1, "The day.".to_owned())]);
        signed(&instance, made).await;
        assert_eq!(read(app, made).await, [(2, "The hour.".to_owned())]);
        let whole = app::chronology::chronology(app, &made.manager, &made.reference).await;
        let whole = whole.unwrap();
        assert_eq!(whole.checks.len(), 1);
        assert_eq!(whole.checks[0].body.entry, put.entries[0]);
    }
}

/// The chronology as a table, with what stands beside its entries.
async fn taken_out(instance: &Instance, made: &Sent, choice: Choice) -> String {
    let names = names(&instance.app, &made.manager).await.unwrap();
    let labels = Labels::default();
    let setting = Setting {
        names: &names,
        partnership: "Invented here",
        labels: &labels,
        real_people: false,
    };
    let wanted = Wanted {
        choice,
        format: ChronologyFormat::Csv,
        to: words("The panel"),
        purpose: words("To prepare the meeting"),
    };
    let of = (&wanted, setting);
    let file = take_out(&instance.app, &made.manager, &made.reference, of).await;
    String::from_utf8(file.unwrap().bytes).unwrap()
}

#[tokio::test]
async fn what_is_said_stands_beside_the_entry_in_files_too() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let put = put(&instance, sent(&instance).await).await;
        let made = &put.made;
        says(app, &put, &not_right(1, "The day.")).await.unwrap();
        signed(&instance, made).await;
        let named = taken_out(&instance, made, Choice::default()).await;
        for said in [
            "Response officer",
            "not_right",
            "The day.",
            "It was raining.",
        ] {
            assert!(named.contains(said), "{said}: {named}");
        }
        let pseudonymous = Choice {
            pseudonymous: true,
            ..Choice::default()
        };
        let without = taken_out(&instance, made, pseudonymous).await;
        assert!(without.contains("The day.") && !without.contains("Cy Constable"));
        let police = instance.agency_of("police").unwrap();
        let then = Choice {
            as_known: Some((police, day(0))),
            ..Choice::default()
        };
        let then = taken_out(&instance, made, then).await;
        assert!(!then.contains("The day."), "who looked back knew more");
    }
}

#[tokio::test]
async fn what_is_no_longer_put_to_somebody_is_read_no_more_and_their_words_stay() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let put = put(&instance, sent(&instance).await).await;
        let (made, of_request) = (&put.made, put.made.request);
        says(app, &put, &not_right(1, "The day.")).await.unwrap();
        // Only some may read it now: nobody is shown it because it was put to them before.
        let police = Entry {
            restriction: Restriction::Police,
            ..entry(9, "One, with a source")
        };
        let place = Some((put.entries[0], 1));
        write(app, (&made.author, of_request), place, police)
            .await
            .unwrap();
        let found = to_check(app, &put.checker, of_request).await.unwrap();
        assert!(found[0].entry.is_none());
        let more = of(put.told, &put.entries[..1]);
        let more = put_to_check(app, &made.author, of_request, (form(), &more)).await;
        assert_eq!(rule(more), "check-restricted");
        signed(&instance, made).await;
        let shown = read(app, made).await;
        assert!(shown.is_empty(), "the manager may not read the entry");
        let check = found[0].check.id;
        let once = form();
        for _ in 0..2 {
            end_check(app, &made.author, of_request, (once, check))
                .await
                .unwrap();
        }
        is_nowhere(
            to_check(app, &put.checker, of_request).await,
            "nothing is left",
        );
        assert!(
            today_of(app, &put.checker)
                .await
                .unwrap()
                .to_check
                .is_empty()
        );
        let seen = to_answer(app, &made.author, of_request).await.unwrap();
        assert!(seen.checks[0].body.said.is_some() && seen.checking.is_empty());
        let again = end_check(app, &made.author, of_request, (form(), check)).await;
        is_nowhere(again, "what is not put to anybody");
    }
}

#[tokio::test]
async fn entries_are_put_to_people_who_were_told_and_who_do_not_answer() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let put = put(&instance, sent(&instance).await).await;
        let (made, of_request) = (&put.made, put.made.request);
        let who = &made.author;
        let wrong = |new: NewCheck| async move {
            rule(put_to_check(app, who, of_request, (form(), &new)).await)
        };
        let both = of(put.told, &put.entries);
        assert_eq!(wrong(both.clone()).await, "check-asked");
        let none = NewCheck {
            entries: Vec::new(),
            ..both.clone()
        };
        assert_eq!(wrong(none).await, "check-entries");
        let unnamed = NewCheck {
            name: " ".to_owned(),
            ..both.clone()
        };
        assert_eq!(wrong(unnamed).await, "check-name");
        let untold = NewCheck {
            told: put.entries[0],
            ..both.clone()
        };
        assert_eq!(wrong(untold).await, "check-told");
        let email = "bo.approver@example.invalid".to_owned();
        assert_eq!(
            wrong(NewCheck {
                email,
                ..both.clone()
            })
            .await,
            "check-answers"
        );
        let email = "no address".to_owned();
        assert_eq!(wrong(NewCheck { email, ..both }).await, "person-email");
        // A wrong one of several changes nothing: the second is still put to nobody.
        let seen = to_answer(app, who, of_request).await.unwrap();
        assert_eq!(seen.checks.len(), 1);
    }
}

#[tokio::test]
async fn a_code_is_made_for_somebody_who_only_checks_and_they_see_nothing_once_it_is_taken_back() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let put = put(&instance, sent(&instance).await).await;
        let (made, of_request) = (&put.made, put.made.request);
        let shown = request(app, &made.manager, &made.reference, of_request).await;
        let shown = shown.unwrap();
        assert_eq!(shown.people.len(), 2, "whoever checks does not answer");
        let mut kinds: Vec<&str> = shown.mails.iter().map(|one| one.kind.as_str()).collect();
        kinds.sort_unstable();
        assert_eq!(kinds, ["check", "request", "request"]);
        let place = shown.checking[0].id;
        first_code(app, &made.manager, &made.reference, of_request, place)
            .await
            .unwrap();
        let author = first_code(app, &made.author, &made.reference, of_request, place).await;
        assert!(author.is_err(), "codes are given by the partnership");
        let sent = (form(), (of_request, shown.request.version));
        let why = words("Asked the wrong force.");
        app::returns::withdraw(app, &made.manager, &made.reference, sent, &why)
            .await
            .unwrap();
        is_nowhere(to_check(app, &put.checker, of_request).await, "taken back");
        assert!(
            today_of(app, &put.checker)
                .await
                .unwrap()
                .to_check
                .is_empty()
        );
    }
}

#[tokio::test]
async fn whoever_only_checked_an_entry_is_no_author_of_the_return() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let alone = Sent {
            author: made.approver.clone(),
            ..made
        };
        let put = put(&instance, alone).await;
        says(app, &put, &not_right(1, "The day.")).await.unwrap();
        let (who, of_request) = (&put.made.approver, put.made.request);
        let new = as_read(app, who, of_request).await;
        let said = sign_off(app, who, of_request, (form(), &new)).await;
        assert_eq!(rule(said), "sign-alone");
    }
}

#[tokio::test]
async fn whoever_may_see_nothing_of_the_case_is_not_let_in() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let put = put(&instance, sent(&instance).await).await;
        let (made, of_request) = (&put.made, put.made.request);
        barred(&instance, &made.reference, &made.manager, &put.checker).await;
        is_nowhere(
            to_check(app, &put.checker, of_request).await,
            "a conflict of interest",
        );
        let more = of(put.told, &put.entries[1..]);
        let more = put_to_check(app, &made.author, of_request, (form(), &more)).await;
        assert_eq!(rule(more), "check-not-here");
    }
}
