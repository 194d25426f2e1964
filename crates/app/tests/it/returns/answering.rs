//! Who reads a draft and who does not; what is written at once by two; what is left to do.

use access::Role;
use app::AppError;
use app::areas::elsewhere;
use app::people::keep_home;
use app::practitioners::keep_practitioner;
use app::returns::{
    Task, TaskStands, WhichAgency, ask, end_answering, keep_entry, keep_head, keep_staff,
    keep_text, open_to_answer, remove_entry, remove_staff, request, requests, signed_return,
    to_answer, to_ask, withdraw,
};
use app::team::add;
use app::today::today as today_of;
use model::case::{Home, PractitionerContact, ReturnFound, ReturnPart, ReturnText, StaffTold};
use model::chronology::Restriction;

use super::{
    answering, asked, entry, head, is_nowhere, named, new_request, sent, with_head, write,
};
use crate::decision::rule;
use crate::follow::{form, manager};
use crate::support::{self, today, words};
use crate::team::day;

fn text(part: ReturnPart, said: &str, finished: bool) -> ReturnText {
    ReturnText {
        part,
        words: words(said),
        finished,
    }
}

fn told() -> StaffTold {
    StaffTold {
        role: words("Response officer"),
        told_on: Some(today()),
        by: words("Inspector"),
        why_not: words(""),
        offered: words("Occupational health"),
        taken: words(""),
        beside: words(""),
        follow_up: Some(day(30)),
    }
}

#[tokio::test]
async fn nobody_but_who_answers_reads_a_request_or_a_draft() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let seen = open_to_answer(app, &made.author, made.request)
            .await
            .unwrap();
        assert_eq!((seen.stands.stands(), seen.changed), ("sent", 0));
        assert_eq!(seen.people.len(), 2);
        assert!(seen.may_write && !seen.may_sign);
        let again = to_answer(app, &made.approver, made.request).await.unwrap();
        assert_eq!(again.stands.stands(), "opened");
        assert!(again.may_sign);
        let stranger = instance.acting(Role::AgencyAuthor, Some("police"));
        let guest = instance.acting(Role::ReviewGroupMember, None);
        for other in [&made.manager, &stranger, &guest] {
            is_nowhere(to_answer(app, other, made.request).await, "the request");
            is_nowhere(
                keep_entry(app, other, made.request, (form(), None), &entry(9, "x")).await,
                "writing",
            );
        }
        is_nowhere(
            signed_return(app, &made.manager, &made.reference, made.request).await,
            "a draft",
        );
        let review = requests(app, &made.author, &made.reference).await;
        assert!(review.is_err(), "whoever answers reads no review");
    }
}

#[tokio::test]
async fn a_request_is_not_there_before_it_is_sent_nor_after_it_is_taken_back() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let reference = instance.incident().await;
        let request = asked(&instance, &reference).await;
        let person = named(&instance, (&reference, request), ("Ada Author", true)).await;
        let agency = instance.agency_of("police").unwrap();
        let author = answering(&instance, person, agency, Role::AgencyApprover);
        is_nowhere(open_to_answer(app, &author, request).await, "not yet sent");
        let early = keep_entry(app, &author, request, (form(), None), &entry(1, "x")).await;
        assert_eq!(rule(early), "return-not-sent");
        assert!(today_of(app, &author).await.unwrap().to_answer.is_empty());
        let manager = manager(&instance);
        let own = (form(), request);
        app::returns::send(app, &manager, &reference, own)
            .await
            .unwrap();
        open_to_answer(app, &author, request).await.unwrap();
        let lines = today_of(app, &author).await.unwrap().to_answer;
        assert_eq!((lines[0].request, lines[0].due), (request, day(3)));
        assert_eq!((lines[0].stands, lines[0].questions), ("opened", 0));
        assert!(lines[0].left.is_some());
        let shown = app::returns::request(app, &manager, &reference, request).await;
        let version = shown.unwrap().request.version;
        let why = words("Asked the wrong force.");
        let sent = (form(), (request, version));
        withdraw(app, &manager, &reference, sent, &why)
            .await
            .unwrap();
        is_nowhere(to_answer(app, &author, request).await, "taken back");
        let asked = to_ask(app, &manager, &reference).await.unwrap().asked;
        let stands: Vec<_> = asked.iter().map(|one| (one.agency, one.stands())).collect();
        assert_eq!(stands, [(agency, "withdrawn")], "that it was asked is told");
        let new = new_request(&instance, &reference, "police").await;
        ask(app, &manager, &reference, form(), &new).await.unwrap();
        let asked = to_ask(app, &manager, &reference).await.unwrap().asked;
        assert_eq!(asked.len(), 1, "an agency is told of once");
        assert_eq!(asked[0].stands(), "draft", "by the request that stands");
        assert!(today_of(app, &author).await.unwrap().to_answer.is_empty());
    }
}

#[tokio::test]
async fn whoever_no_longer_answers_reads_and_writes_nothing() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        with_head(&instance, &made, ReturnFound::Known).await;
        let people = request(app, &made.manager, &made.reference, made.request)
            .await
            .unwrap()
            .people;
        let author = made.author.actor.person().unwrap().id;
        let place = people.iter().find(|one| one.person == author).unwrap().id;
        let own = (form(), place);
        end_answering(app, &made.manager, &made.reference, made.request, own)
            .await
            .unwrap();
        is_nowhere(to_answer(app, &made.author, made.request).await, "reading");
        let who = (&made.author, made.request);
        let late = write(app, who, None, entry(1, "x"));
        is_nowhere(late.await, "writing");
        let left = to_answer(app, &made.approver, made.request).await.unwrap();
        assert!(left.head.is_some(), "what they wrote stays");
    }
}

#[tokio::test]
async fn two_write_at_once_and_neither_overwrites_the_other() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let (one, two) = (&made.author, &made.approver);
        let first = write(app, (one, made.request), None, entry(9, "One"));
        let other = write(app, (two, made.request), None, entry(4, "Two"));
        let (first, other) = tokio::join!(first, other);
        let (first, _) = (first.unwrap(), other.unwrap());
        let place = Some((first, 1));
        write(app, (one, made.request), place, entry(9, "One, better"))
            .await
            .unwrap();
        let late = write(app, (two, made.request), place, entry(9, "One, worse"));
        let Err(AppError::Clash(clash)) = late.await else {
            panic!("the second has overwritten the first");
        };
        assert!(clash.body.contains("One, better"));
        let part = |said| text(ReturnPart::Voice, said, false);
        keep_text(app, one, made.request, (form(), None), &part("He drew."))
            .await
            .unwrap();
        let late = keep_text(app, two, made.request, (form(), None), &part("He sang.")).await;
        assert!(matches!(late, Err(AppError::Clash(_))));
        with_head(&instance, &made, ReturnFound::Known).await;
        let new = head(&instance, &made, ReturnFound::NoTrace).await;
        let late = keep_head(app, two, made.request, (form(), None), &new).await;
        assert!(matches!(late, Err(AppError::Clash(_))));
        let seen = to_answer(app, one, made.request).await.unwrap();
        assert_eq!((seen.entries.len(), seen.texts.len()), (2, 1));
    }
}

#[tokio::test]
async fn every_form_is_kept_once_and_says_what_is_wrong() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let (who, request) = (&made.author, made.request);
        let (heads, texts, lines, entries) = (form(), form(), form(), form());
        let new = head(&instance, &made, ReturnFound::Known).await;
        let part = text(ReturnPart::Learning, "What we learned.", true);
        for _ in 0..2 {
            keep_head(app, who, request, (heads, None), &new)
                .await
                .unwrap();
            keep_text(app, who, request, (texts, None), &part)
                .await
                .unwrap();
            keep_staff(app, who, request, (lines, None), &told())
                .await
                .unwrap();
            keep_entry(app, who, request, (entries, None), &entry(2, "Once."))
                .await
                .unwrap();
        }
        let seen = to_answer(app, who, request).await.unwrap();
        let (staff, entries) = (seen.staff[0].id, seen.entries[0].id);
        assert_eq!((seen.staff.len(), seen.entries.len()), (1, 1));
        let (one, other) = (form(), form());
        for _ in 0..2 {
            remove_staff(app, who, request, (one, (staff, 1)))
                .await
                .unwrap();
            remove_entry(app, who, request, (other, (entries, 1)))
                .await
                .unwrap();
        }
        let seen = to_answer(app, who, request).await.unwrap();
        assert!(seen.staff.is_empty() && seen.entries.is_empty());
        let entry_of = |days, said| keep(app, &made, entry(days, said));
        assert_eq!(rule(entry_of(1, " ").await), "entry-text");
        assert_eq!(rule(entry_of(-2, "Later").await), "entry-later");
        let mut later = entry(1, "Later");
        later.recorded.on = model::UncertainDate::day(day(2)).ok();
        assert_eq!(rule(keep(app, &made, later).await), "entry-recorded");
        let empty = text(ReturnPart::Adults, " ", true);
        let said = keep_text(app, who, request, (form(), None), &empty).await;
        assert_eq!(rule(said), "return-empty");
        let nobody = StaffTold {
            by: words(""),
            ..told()
        };
        let said = keep_staff(app, who, request, (form(), None), &nobody).await;
        assert_eq!(rule(said), "staff-told");
    }
}

async fn keep(
    app: &app::App,
    made: &super::Sent,
    new: model::chronology::Entry,
) -> Result<model::RecordId, AppError> {
    write(app, (&made.author, made.request), None, new).await
}

#[tokio::test]
async fn who_has_nothing_to_tell_is_asked_nothing_else() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let stands = |seen: &app::returns::ToAnswer, task: Task| {
            let tasks = seen.tasks();
            tasks.iter().find(|one| one.0 == task).unwrap().1
        };
        let seen = to_answer(app, &made.author, made.request).await.unwrap();
        assert_eq!(stands(&seen, Task::Head), TaskStands::NotBegun);
        assert_eq!(stands(&seen, Task::Chronology), TaskStands::NotBegun);
        let voice = Task::Part(ReturnPart::Voice);
        let half = text(ReturnPart::Voice, "He", false);
        keep_text(app, &made.author, made.request, (form(), None), &half)
            .await
            .unwrap();
        let seen = to_answer(app, &made.author, made.request).await.unwrap();
        assert_eq!(stands(&seen, voice), TaskStands::Begun);
        with_head(&instance, &made, ReturnFound::NoTrace).await;
        let seen = to_answer(app, &made.author, made.request).await.unwrap();
        assert!(seen.has_nothing_to_tell());
        assert_eq!(stands(&seen, Task::Head), TaskStands::Finished);
        assert_eq!(stands(&seen, Task::Chronology), TaskStands::NotAsked);
        assert_eq!(stands(&seen, voice), TaskStands::NotAsked);
        assert_eq!(stands(&seen, Task::Staff), TaskStands::NotAsked);
        let mut wrong = head(&instance, &made, ReturnFound::NoTrace).await;
        wrong.searched[0].found = model::case::SearchFound::Known;
        let version = seen.head.unwrap();
        let place = Some((version.id, version.version));
        let said = keep_head(app, &made.author, made.request, (form(), place), &wrong).await;
        assert_eq!(rule(said), "return-no-trace");
    }
}

#[tokio::test]
async fn a_restricted_entry_is_there_and_its_words_are_not() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        with_head(&instance, &made, ReturnFound::Known).await;
        let mut secret = entry(5, "Somebody is being watched.");
        secret.restriction = Restriction::Police;
        keep(app, &made, secret).await.unwrap();
        keep(app, &made, entry(6, "Officers came.")).await.unwrap();
        super::signing::signed(&instance, &made).await;
        let reviewer = crate::team::here(&instance, "Cy Reviewer", Role::Scrutineer).await;
        let place = crate::team::place(reviewer.actor.person().unwrap().id);
        add(app, &made.manager, &made.reference, form(), &place)
            .await
            .unwrap();
        let read = signed_return(app, &reviewer, &made.reference, made.request)
            .await
            .unwrap();
        assert_eq!(read.entries.len(), 2, "that it is there is known");
        let texts: Vec<&str> = read
            .entries
            .iter()
            .filter_map(|one| one.record.as_ref())
            .map(|one| one.body.text.0.as_str())
            .collect();
        assert_eq!(texts, ["Officers came."]);
    }
}

#[tokio::test]
async fn several_agencies_are_asked_the_same_each_by_a_request_of_its_own_or_none_is() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let mut new = new_request(&instance, &reference, "police").await;
        let other = instance.agency_of("local_authority").unwrap();
        let police = instance.agency_of("police").unwrap();
        new.also = [other, police].map(WhichAgency::Known).to_vec();
        ask(app, &ctx, &reference, form(), &new).await.unwrap();
        let made = requests(app, &ctx, &reference).await.unwrap().all;
        let purposes: Vec<&str> = made
            .iter()
            .map(|one| one.request.body.purpose.0.as_str())
            .collect();
        assert_eq!(purposes, ["A rapid review."; 2]);
        new.agency = WhichAgency::Known(instance.agency_of("integrated_care_board").unwrap());
        let twice = ask(app, &ctx, &reference, form(), &new).await;
        assert_eq!(rule(twice), "request-asked");
        let made = requests(app, &ctx, &reference).await.unwrap().all;
        assert_eq!(made.len(), 2, "none of them was made");
    }
}

#[tokio::test]
async fn a_request_that_nobody_signs_off_is_not_sent() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let request = asked(&instance, &reference).await;
        named(&instance, (&reference, request), ("Ada Author", false)).await;
        let early = app::returns::send(app, &ctx, &reference, (form(), request)).await;
        assert_eq!(rule(early), "request-no-signer");
    }
}

#[tokio::test]
async fn what_is_known_suggests_agencies_and_one_that_is_new_is_asked_like_the_others() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let before = to_ask(app, &ctx, &reference).await.unwrap().suggestions;
        let police = instance.agency_of("police").unwrap();
        for (kind, why) in [
            ("local_authority", "local_authority"),
            ("police", "police"),
            ("integrated_care_board", "health"),
        ] {
            let agency = instance.agency_of(kind);
            let one = before.iter().find(|one| one.agency == agency).unwrap();
            assert_eq!((one.why, one.asked), (why, false));
            assert_eq!(one.which(), WhichAgency::Known(agency.unwrap()));
        }
        let mut new = new_request(&instance, &reference, "police").await;
        new.also = vec![WhichAgency::New {
            kind: "general_practice".to_owned(),
            name: "Invented surgery".to_owned(),
        }];
        ask(app, &ctx, &reference, form(), &new).await.unwrap();
        let made = requests(app, &ctx, &reference).await.unwrap().all;
        assert_eq!(made.len(), 2, "one request each");
        let found = to_ask(app, &ctx, &reference).await.unwrap();
        let asked: Vec<_> = found.asked.iter().map(|one| one.stands()).collect();
        assert_eq!(asked, ["draft", "draft"], "also whom nothing suggests");
        let after = found.suggestions;
        let one = after.iter().find(|one| one.agency == Some(police)).unwrap();
        assert!(one.asked);
        let surgery = after.iter().find(|one| one.name == "Invented surgery");
        assert!(
            surgery.is_none(),
            "who was only asked is none of the partnership's own"
        );
    }
}

#[tokio::test]
async fn the_home_authority_and_the_agencies_of_practitioners_are_suggested() {
    for instance in support::both(false).await {
        crate::areas::authorities(&instance).await;
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let before = to_ask(app, &ctx, &reference).await.unwrap();
        let found = before.suggestions.iter();
        let police = instance.agency_of("police");
        let police = found.clone().find(|one| one.agency == police).unwrap();
        assert!(found.clone().all(|one| one.why != "home_authority"));
        let there = elsewhere(app, &ctx).await.unwrap().remove(0);
        let child = before.subjects[0].id;
        let home = Home {
            authority: Some(there.id),
            elsewhere: words(""),
            ..crate::people::home(child)
        };
        keep_home(app, &ctx, &reference, (form(), None), &home)
            .await
            .unwrap();
        let named = format!("Response officer, {}", police.name);
        for role in [
            "Health visitor, Invented community trust",
            "Teacher",
            named.as_str(),
        ] {
            let contact = PractitionerContact {
                role: words(role),
                ..crate::practitioners::told(crate::practitioners::in_person())
            };
            keep_practitioner(app, &ctx, &reference, (form(), None), &contact)
                .await
                .unwrap();
        }
        let after = to_ask(app, &ctx, &reference).await.unwrap().suggestions;
        let why = |name: &str| {
            let mut found = after.iter().filter(|one| one.name == name);
            let why = found.next().map(|one| one.why);
            assert!(found.next().is_none(), "{name} is suggested once");
            why
        };
        assert_eq!(why(&there.name), Some("home_authority"));
        assert_eq!(why("Invented community trust"), Some("practitioner"));
        assert_eq!(why(&police.name), Some("practitioner"));
        assert_eq!(
            after.len(),
            before.suggestions.len() + 2,
            "a role alone names none"
        );
        let council = after.iter().find(|one| one.name == there.name).unwrap();
        let mut new = new_request(&instance, &reference, "police").await;
        new.also = vec![council.which()];
        ask(app, &ctx, &reference, form(), &new).await.unwrap();
        let asked = to_ask(app, &ctx, &reference).await.unwrap().suggestions;
        let council = asked.iter().find(|one| one.name == there.name).unwrap();
        assert!(council.asked && council.agency.is_some());
        assert_eq!(council.kind, "other", "it is no safeguarding partner here");
    }
}

#[tokio::test]
async fn a_home_in_an_area_of_the_partnership_suggests_no_other_authority() {
    for instance in support::both(false).await {
        crate::areas::authorities(&instance).await;
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let before = to_ask(app, &ctx, &reference).await.unwrap();
        let (here, today) = (ctx.organisation, ctx.today());
        let all = app.directory().look(&ctx, |tx| {
            Box::pin(async move { access::directory::authorities_of(tx, here, today).await })
        });
        let home = Home {
            authority: Some(all.await.unwrap()[0].id),
            elsewhere: words(""),
            ..crate::people::home(before.subjects[0].id)
        };
        keep_home(app, &ctx, &reference, (form(), None), &home)
            .await
            .unwrap();
        let after = to_ask(app, &ctx, &reference).await.unwrap().suggestions;
        assert_eq!(after, before.suggestions);
    }
}
