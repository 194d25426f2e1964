//! What is asked changes after a request was sent, a request that was taken back is made again, and its last day moves.

use access::Ctx;
use app::people::change_person;
use app::returns::{
    ChangedRequest, LastDay, MailKind, NewRequest, OneRequest, accept, ask, change_due,
    change_request, end_answering, keep_head, mails_to_send, open_to_answer, passes_over, request,
    send, sign_off, signed_return, to_answer, to_ask, withdraw,
};
use app::today::{Need, today};
use app::{App, AppError, Looking, Reference};
use model::RecordId;
use model::case::{NamedManager, ReturnFound, SearchFound, SubjectKind};

use super::signing::{as_read, signed};
use super::{
    Sent, answering, asked, entry, head, is_nowhere, named, new_request, sent, with_head, write,
};
use crate::decision::rule;
use crate::follow::{form, manager};
use crate::people::{add, person};
use crate::support::{self, Instance, words};
use crate::team::{DAY, day, later};

async fn shown(app: &App, ctx: &Ctx, of: (&Reference, RecordId)) -> OneRequest {
    request(app, ctx, of.0, of.1).await.unwrap()
}

/// The request as it stands, to be changed.
fn as_it_is(one: &OneRequest) -> ChangedRequest {
    let body = &one.request.body;
    ChangedRequest {
        also_about: Vec::new(),
        purpose: body.purpose.clone(),
        from: body.from,
        to: body.to,
        and_before: body.and_before,
        manager: body.manager.clone(),
        again: words(""),
    }
}

async fn change(
    instance: &Instance,
    made: &Sent,
    what: impl FnOnce(&mut ChangedRequest),
) -> Result<(), AppError> {
    let (app, of) = (&instance.app, (&made.reference, made.request));
    let now = shown(app, &made.manager, of).await;
    let mut new = as_it_is(&now);
    what(&mut new);
    let sent = (form(), (made.request, now.request.version));
    change_request(app, &made.manager, &made.reference, sent, &new).await
}

/// E-mails that say that a request was changed.
async fn told(instance: &Instance) -> usize {
    let vault = instance.app.vault(&manager(instance)).await.unwrap();
    let waiting = mails_to_send(&instance.app, &vault).await.unwrap();
    let changed = waiting.iter().filter(|one| one.kind == MailKind::Changed);
    changed.count()
}

#[tokio::test]
async fn people_and_names_are_added_to_a_request_that_was_sent() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let (ctx, reference) = (&made.manager, &made.reference);
        with_head(&instance, &made, ReturnFound::NoTrace).await;
        let same = change(&instance, &made, |_| {}).await;
        assert_eq!(rule(same), "request-same");
        let mut child = person("An invented child", SubjectKind::Child);
        child.also_known_as = words("Birdie Ashe");
        let first = to_answer(app, &made.author, made.request).await.unwrap();
        let (subject, was) = (first.request.body.about[0].subject, first.request.version);
        change_person(app, ctx, reference, (form(), Some((subject, 1))), &child)
            .await
            .unwrap();
        let aunt = person("An invented aunt", SubjectKind::Adult);
        let aunt = add(&instance, ctx, reference, &aunt).await;
        change(&instance, &made, |new| {
            new.also_about = vec![aunt];
            new.from = day(-900);
        })
        .await
        .unwrap();
        assert_eq!(told(&instance).await, 2, "author and approver");
        let seen = to_answer(app, &made.author, made.request).await.unwrap();
        let body = &seen.request.body;
        assert_eq!(seen.request.version, was + 1);
        assert_eq!(body.about[0].also_known_as.0, "Birdie Ashe");
        assert_eq!((body.about[1].subject, body.from), (aunt, day(-900)));
        let changes = body.changes();
        let (before, now) = &changes[0];
        assert_eq!((before.about.len(), before.from), (1, day(-700)));
        assert_eq!((now.about.len(), now.from), (2, day(-900)));
        assert!(seen.head.is_some(), "the draft stays");
        let not_said: Vec<RecordId> = seen.not_said_of().map(|one| one.subject).collect();
        assert_eq!(not_said, [aunt]);
        let signing = as_read(app, &made.approver, made.request).await;
        let early = sign_off(app, &made.approver, made.request, (form(), &signing)).await;
        assert_eq!(rule(early), "return-searched");
        let mut whole = head(&instance, &made, ReturnFound::NoTrace).await;
        whole.searched[1].found = SearchFound::NotSearched;
        let place = seen.head.map(|head| (head.id, head.version));
        let kept = keep_head(app, &made.author, made.request, (form(), place), &whole).await;
        assert_eq!(rule(kept), "return-no-trace-not-searched");
        whole.searched[1].found = SearchFound::NoTrace;
        keep_head(app, &made.author, made.request, (form(), place), &whole)
            .await
            .unwrap();
        let signing = as_read(app, &made.approver, made.request).await;
        sign_off(app, &made.approver, made.request, (form(), &signing))
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn a_change_is_refused_where_the_request_would_be() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let period = change(&instance, &made, |new| new.to = day(1)).await;
        assert_eq!(rule(period), "request-period");
        let purpose = change(&instance, &made, |new| new.purpose = words(" ")).await;
        assert_eq!(rule(purpose), "request-purpose");
        let stranger = change(&instance, &made, |new| new.also_about = vec![made.request]).await;
        assert_eq!(rule(stranger), "request-about");
        let of = (&made.reference, made.request);
        let now = shown(app, &made.manager, of).await;
        let mut new = as_it_is(&now);
        new.and_before = false;
        let place = (made.request, now.request.version);
        let by = |ctx| change_request(app, ctx, &made.reference, (form(), place), &new);
        assert!(by(&made.author).await.is_err(), "an agency changes nothing");
        by(&made.manager).await.unwrap();
        assert_eq!(rule(by(&made.manager).await), "request-same");
        // Whom to tell is the partnership's own: the agency is not written to about that.
        let before = told(&instance).await;
        change(&instance, &made, |new| {
            new.manager = Some(NamedManager {
                who: words("Una Head, superintendent"),
                address: words("una@example.invalid"),
            });
        })
        .await
        .unwrap();
        assert_eq!(told(&instance).await, before);
    }
}

/// The request is taken back.
async fn back(instance: &Instance, made: &Sent) {
    let of = (&made.reference, made.request);
    let now = shown(&instance.app, &made.manager, of).await;
    let sent = (form(), (made.request, now.request.version));
    let why = words("The wrong period.");
    withdraw(&instance.app, &made.manager, &made.reference, sent, &why)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_request_that_is_made_again_goes_on_with_what_the_agency_wrote() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        with_head(&instance, &made, ReturnFound::Known).await;
        let who = (&made.author, made.request);
        write(app, who, None, entry(9, "One")).await.unwrap();
        super::signing::signed(&instance, &made).await;
        back(&instance, &made).await;
        let again = asked(&instance, &made.reference).await;
        let of = (&made.reference, again);
        let body = shown(app, &made.manager, of).await.request.body;
        assert_eq!(body.goes_on, Some(made.request));
        let author = named(&instance, of, ("Ada Author", false)).await;
        let approver = named(&instance, of, ("Bo Approver", true)).await;
        let agency = body.agency;
        let author = answering(&instance, author, agency, access::Role::AgencyAuthor);
        let approver = answering(&instance, approver, agency, access::Role::AgencyApprover);
        is_nowhere(to_answer(app, &author, again).await, "not sent yet");
        send(app, &made.manager, &made.reference, (form(), again))
            .await
            .unwrap();
        let seen = open_to_answer(app, &author, again).await.unwrap();
        assert_eq!(seen.entries[0].body.text.0, "One");
        assert!(seen.head.is_some() && seen.signed.is_empty());
        let read = app::returns::signed_return(app, &made.manager, &made.reference, again).await;
        is_nowhere(read, "what was signed off before is a draft again");
        is_nowhere(to_answer(app, &author, made.request).await, "taken back");
        let signing = as_read(app, &approver, again).await;
        sign_off(app, &approver, again, (form(), &signing))
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn another_agency_gets_nothing_of_what_was_written_for_a_request_that_was_taken_back() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        with_head(&instance, &made, ReturnFound::Known).await;
        back(&instance, &made).await;
        let other = super::asked_of(&instance, &made.reference, "local_authority").await;
        let one = shown(app, &made.manager, (&made.reference, other)).await;
        assert_eq!(one.request.body.goes_on, None);
    }
}

#[tokio::test]
async fn the_last_day_is_a_working_day_before_the_meeting_also_when_it_moves() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        // In five days it is Sunday, and on Monday is the meeting.
        let new = NewRequest {
            due: day(5),
            meeting: Some(day(6)),
            ..new_request(&instance, &reference, "police").await
        };
        let sunday = ask(app, &ctx, &reference, form(), &new).await;
        assert_eq!(rule(sunday), "request-due-working");
        let new = NewRequest { due: day(3), ..new };
        let id = ask(app, &ctx, &reference, form(), &new).await.unwrap();
        let choice = to_ask(app, &ctx, &reference).await.unwrap();
        assert_eq!(
            choice.meeting,
            Some(day(6)),
            "it is known for the next request"
        );
        assert_eq!(choice.due, Some(day(3)), "the working day before it");
        let one = shown(app, &ctx, (&reference, id)).await;
        let place = (id, one.request.version);
        let meeting = Some(day(6));
        for (due, code) in [
            (day(-1), "request-due-past"),
            (day(5), "request-due-working"),
            (day(6), "request-due-meeting"),
        ] {
            let moved = LastDay { due, meeting };
            let moved = change_due(app, &ctx, &reference, (form(), place), moved).await;
            assert_eq!(rule(moved), code);
        }
        let moved = LastDay {
            due: day(7),
            meeting: Some(day(8)),
        };
        change_due(app, &ctx, &reference, (form(), place), moved)
            .await
            .unwrap();
        let one = shown(app, &ctx, (&reference, id)).await;
        assert_eq!(
            (one.stands.due, one.request.body.meeting),
            (day(7), Some(day(8)))
        );
    }
}

#[tokio::test]
async fn a_request_whose_last_day_has_passed_is_not_sent() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let id = asked(&instance, &reference).await;
        let of = (&reference, id);
        named(&instance, of, ("Bo Approver", true)).await;
        let after = later(&ctx, 6 * DAY);
        let late = send(app, &after, &reference, (form(), id)).await;
        assert_eq!(rule(late), "request-due-past");
        let version = shown(app, &after, of).await.request.version;
        let moved = LastDay {
            due: day(7),
            meeting: None,
        };
        change_due(app, &after, &reference, (form(), (id, version)), moved)
            .await
            .unwrap();
        send(app, &after, &reference, (form(), id)).await.unwrap();
    }
}

#[tokio::test]
async fn a_last_day_far_beyond_the_rapid_review_is_told_of() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let near = passes_over(app, &ctx, &reference, day(3)).await.unwrap();
        assert_eq!(near, None);
        let far = passes_over(app, &ctx, &reference, day(200)).await.unwrap();
        assert!(far.is_some_and(|day_of| day_of < day(40)), "{far:?}");
    }
}

#[tokio::test]
async fn that_nobody_answers_any_more_is_seen() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let of = (&made.reference, made.request);
        let one = shown(app, &made.manager, of).await;
        assert!(!one.nobody_answers());
        for person in one.people {
            let own = (form(), person.id);
            end_answering(app, &made.manager, of.0, of.1, own)
                .await
                .unwrap();
        }
        assert!(shown(app, &made.manager, of).await.nobody_answers());
    }
}

#[tokio::test]
async fn whoever_is_added_after_the_signing_is_seen_until_the_agency_signs_again() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let (request, reference) = (made.request, &made.reference);
        with_head(&instance, &made, ReturnFound::NoTrace).await;
        signed(&instance, &made).await;
        accept(app, &made.manager, request, form()).await.unwrap();
        let after = later(&made.manager, DAY);
        let aunt = person("An invented aunt", SubjectKind::Adult);
        let aunt = add(&instance, &made.manager, reference, &aunt).await;
        let one = shown(app, &after, (reference, request)).await;
        assert!(one.added().is_empty());
        let new = ChangedRequest {
            also_about: vec![aunt],
            ..as_it_is(&one)
        };
        let place = (request, one.request.version);
        change_request(app, &after, reference, (form(), place), &new)
            .await
            .unwrap();

        let one = shown(app, &after, (reference, request)).await;
        assert_eq!(one.stands.stands(), "signed_off", "accepted no more");
        let added: Vec<RecordId> = one.added().iter().map(|one| one.subject).collect();
        assert_eq!(added, [aunt]);
        assert!(one.left.is_some(), "it is waited for");
        let read = signed_return(app, &after, reference, request).await;
        assert_eq!(read.unwrap().added().len(), 1);
        let early = accept(app, &after, request, form()).await;
        assert_eq!(rule(early), "accept-added");
        let found = today(app, &after).await.unwrap().lines;
        assert!(found.iter().any(|line| match &line.need {
            Need::Look(look) => look.what == Looking::ReturnAdded,
            _ => false,
        }));
        let own = today(app, &later(&made.author, DAY)).await.unwrap();
        assert_eq!(own.to_answer[0].stands, "added");
        assert!(own.to_answer[0].left.is_some());

        let whole = head(&instance, &made, ReturnFound::NoTrace).await;
        let seen = to_answer(app, &made.author, request).await.unwrap();
        let place = seen.head.map(|head| (head.id, head.version));
        keep_head(app, &made.author, request, (form(), place), &whole)
            .await
            .unwrap();
        let approver = later(&made.approver, 2 * DAY);
        let signing = as_read(app, &approver, request).await;
        sign_off(app, &approver, request, (form(), &signing))
            .await
            .unwrap();
        let after = later(&made.manager, 2 * DAY);
        assert!(
            shown(app, &after, (reference, request))
                .await
                .added()
                .is_empty()
        );
        accept(app, &after, request, form()).await.unwrap();
    }
}

#[tokio::test]
async fn an_agency_that_declined_has_nothing_to_say_of_whoever_is_added() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let mut declines = head(&instance, &made, ReturnFound::Declined).await;
        declines.why = words("The law does not let us.");
        keep_head(app, &made.author, made.request, (form(), None), &declines)
            .await
            .unwrap();
        signed(&instance, &made).await;
        let after = later(&made.manager, DAY);
        let aunt = person("An invented aunt", SubjectKind::Adult);
        let aunt = add(&instance, &made.manager, &made.reference, &aunt).await;
        let one = shown(app, &after, (&made.reference, made.request)).await;
        let new = ChangedRequest {
            also_about: vec![aunt],
            ..as_it_is(&one)
        };
        let sent = (form(), (made.request, one.request.version));
        change_request(app, &after, &made.reference, sent, &new)
            .await
            .unwrap();
        let one = shown(app, &after, (&made.reference, made.request)).await;
        assert!(one.added().is_empty());
        accept(app, &after, made.request, form()).await.unwrap();
    }
}
