//! Handing on, signing off, questions; and that nobody else reads what was not signed off.

use access::Ctx;
use app::App;
use app::chronology::chronology;
use app::returns::{
    Handed, accept, ask_about, hand_on, keep_entry, remove_entry, send_back, settle, sign_off,
    signed_return, tell, to_answer,
};
use app::today::today as today_of;
use model::RecordId;
use model::case::ReturnFound;

use super::{Sent, entry, is_nowhere, sent, with_head, write};
use crate::decision::rule;
use crate::follow::form;
use crate::support::{self, Instance, words};

/// What somebody says who signs what stands there.
pub async fn as_read(app: &App, ctx: &Ctx, request: RecordId) -> Handed {
    Handed {
        role: words("Superintendent"),
        words: words("Read from beginning to end."),
        read: to_answer(app, ctx, request).await.unwrap().read_mark(),
        ..Handed::default()
    }
}

/// Somebody who wrote none of it signs it off.
pub async fn signed(instance: &Instance, made: &Sent) {
    let app = &instance.app;
    let new = as_read(app, &made.approver, made.request).await;
    sign_off(app, &made.approver, made.request, (form(), &new))
        .await
        .unwrap();
}

async fn entries_read(instance: &Instance, made: &Sent) -> Vec<String> {
    let app = &instance.app;
    let read = signed_return(app, &made.manager, &made.reference, made.request).await;
    let entries = read.unwrap().entries.into_iter();
    let records = entries.filter_map(|one| one.record);
    let read: Vec<String> = records.map(|one| one.body.text.0.clone()).collect();
    let all = chronology(app, &made.manager, &made.reference).await;
    let merged = all.unwrap().accounts.into_iter();
    let merged = merged.filter_map(|one| one.entry);
    let merged: Vec<String> = merged.map(|one| one.body.text.0.clone()).collect();
    assert_eq!(merged, read, "the chronology is what was signed off");
    read
}

/// What entries said before they said something else or were taken away, and whether they were.
async fn said_before(instance: &Instance, made: &Sent) -> Vec<(String, bool)> {
    let app = &instance.app;
    let read = signed_return(app, &made.manager, &made.reference, made.request).await;
    let before = read.unwrap().before.into_iter();
    let said = before.filter_map(|one| Some((one.was.record?.body.text.0.clone(), one.is_gone)));
    said.collect()
}

#[tokio::test]
async fn a_return_is_handed_on_and_sent_back_before_anybody_else_reads_it() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let request = made.request;
        let early = hand_on(app, &made.author, request, form()).await;
        assert_eq!(rule(early), "return-head");
        with_head(&instance, &made, ReturnFound::Known).await;
        hand_on(app, &made.author, request, form()).await.unwrap();
        let lines = today_of(app, &made.approver).await.unwrap().to_answer;
        assert_eq!(lines[0].stands, "returned");
        send_back(app, &made.approver, request, form())
            .await
            .unwrap();
        let seen = to_answer(app, &made.author, request).await.unwrap();
        assert_eq!(seen.stands.stands(), "started");
        let none = signed_return(app, &made.manager, &made.reference, request).await;
        is_nowhere(none, "nothing is read before it is signed off");
    }
}

#[tokio::test]
async fn what_is_signed_off_is_read_and_what_changes_later_is_not_until_signed_again() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let request = made.request;
        with_head(&instance, &made, ReturnFound::Known).await;
        let id = keep_entry(app, &made.author, request, (form(), None), &entry(9, "One"))
            .await
            .unwrap();
        let new = as_read(app, &made.approver, request).await;
        let author = sign_off(app, &made.author, request, (form(), &new)).await;
        is_nowhere(author, "an author signs nothing off");
        signed(&instance, &made).await;
        assert_eq!(entries_read(&instance, &made).await, ["One"]);
        let again = as_read(app, &made.approver, request).await;
        let again = sign_off(app, &made.approver, request, (form(), &again)).await;
        assert_eq!(rule(again), "return-unchanged");
        let place = Some((id, 1));
        keep_entry(
            app,
            &made.author,
            request,
            (form(), place),
            &entry(9, "Two"),
        )
        .await
        .unwrap();
        assert_eq!(entries_read(&instance, &made).await, ["One"]);
        let seen = to_answer(app, &made.author, request).await.unwrap();
        assert_eq!(seen.changed, 1);
        let silent = Handed {
            words: words(""),
            ..as_read(app, &made.approver, request).await
        };
        let silent = sign_off(app, &made.approver, request, (form(), &silent)).await;
        assert_eq!(rule(silent), "return-changed");
        signed(&instance, &made).await;
        assert_eq!(entries_read(&instance, &made).await, ["Two"]);
        assert_eq!(
            said_before(&instance, &made).await,
            [("One".to_owned(), false)]
        );
        let seen = to_answer(app, &made.author, request).await.unwrap();
        assert_eq!((seen.changed, seen.signed.len()), (0, 2));
        remove_entry(app, &made.author, request, (form(), (id, 2)))
            .await
            .unwrap();
        signed(&instance, &made).await;
        assert!(entries_read(&instance, &made).await.is_empty());
        let both = [("One".to_owned(), false), ("Two".to_owned(), true)];
        assert_eq!(
            said_before(&instance, &made).await,
            both,
            "nothing signed goes unseen"
        );
    }
}

#[tokio::test]
async fn whoever_wrote_all_of_it_says_why_nobody_else_can_sign() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let alone = Sent {
            author: made.approver.clone(),
            ..made
        };
        with_head(&instance, &alone, ReturnFound::NoTrace).await;
        let (who, request) = (&alone.approver, alone.request);
        let mut new = as_read(app, who, request).await;
        let said = sign_off(app, who, request, (form(), &new)).await;
        assert_eq!(rule(said), "sign-alone");
        new.alone = words("It is a practice of one.");
        let same = form();
        for _ in 0..2 {
            sign_off(app, who, request, (same, &new)).await.unwrap();
        }
        let read = signed_return(app, &alone.manager, &alone.reference, request)
            .await
            .unwrap();
        assert_eq!(read.signed.len(), 1);
        assert_eq!(read.signed[0].body.alone, words("It is a practice of one."));
        assert!(!read.signed[0].body.with_others);
    }
}

#[tokio::test]
async fn whoever_wrote_some_of_it_says_why_nobody_else_can_sign() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        with_head(&instance, &made, ReturnFound::Known).await;
        let (who, request) = (&made.approver, made.request);
        let own = entry(3, "Written by whoever signs");
        keep_entry(app, who, request, (form(), None), &own)
            .await
            .unwrap();
        let mut new = as_read(app, who, request).await;
        let said = sign_off(app, who, request, (form(), &new)).await;
        assert_eq!(rule(said), "sign-alone", "the author wrote the rest");
        new.alone = words("The other signatory is on leave.");
        sign_off(app, who, request, (form(), &new)).await.unwrap();
        let read = signed_return(app, &made.manager, &made.reference, request)
            .await
            .unwrap();
        assert_eq!(read.signed[0].body.alone, new.alone);
        assert!(read.signed[0].body.with_others);
    }
}

#[tokio::test]
async fn a_return_that_tells_nothing_says_why_and_how_it_was_searched_before_is_read() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let (who, request) = (&made.approver, made.request);
        with_head(&instance, &made, ReturnFound::Known).await;
        let mut new = as_read(app, who, request).await;
        new.words = words("");
        let said = sign_off(app, who, request, (form(), &new)).await;
        assert_eq!(rule(said), "return-nothing");
        new.words = words("The file was destroyed.");
        sign_off(app, who, request, (form(), &new)).await.unwrap();
        let kept = to_answer(app, &made.author, request).await.unwrap().head;
        let kept = kept.unwrap();
        let mut other = kept.body.clone();
        other.searched[0].looked_for = words("The spelling with an e too.");
        let place = Some((kept.id, kept.version));
        app::returns::keep_head(app, &made.author, request, (form(), place), &other)
            .await
            .unwrap();
        let mut new = as_read(app, who, request).await;
        new.words = words("");
        let said = sign_off(app, who, request, (form(), &new)).await;
        assert_eq!(rule(said), "return-changed");
        signed(&instance, &made).await;
        let read = signed_return(app, &made.manager, &made.reference, request).await;
        let read = read.unwrap();
        assert_eq!(read.head.unwrap().body, other);
        let (signing, was) = &read.heads_before[0];
        assert_eq!((*signing, &was.body), (read.signed[1].id, &kept.body));
    }
}

#[tokio::test]
async fn nobody_signs_off_what_changed_after_they_read_it() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        with_head(&instance, &made, ReturnFound::Known).await;
        let read = as_read(app, &made.approver, made.request).await;
        let late = (form(), None);
        keep_entry(
            app,
            &made.author,
            made.request,
            late,
            &entry(3, "Added late"),
        )
        .await
        .unwrap();
        let said = sign_off(app, &made.approver, made.request, (form(), &read)).await;
        assert_eq!(rule(said), "return-read");
        let nobody = signed_return(app, &made.manager, &made.reference, made.request).await;
        is_nowhere(nobody, "it was not signed off");
        signed(&instance, &made).await;
        assert_eq!(entries_read(&instance, &made).await, ["Added late"]);
    }
}

#[tokio::test]
async fn a_question_is_answered_asked_further_and_settled() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        with_head(&instance, &made, ReturnFound::Known).await;
        let new = entry(9, "One");
        let id = keep_entry(app, &made.author, made.request, (form(), None), &new)
            .await
            .unwrap();
        let what = words("Who went there?");
        let asking = |of| ask_about(app, &made.manager, made.request, (form(), (of, 1)), &what);
        is_nowhere(asking(id).await, "nobody asks about a draft");
        signed(&instance, &made).await;
        asking(id).await.unwrap();
        let lines = today_of(app, &made.author).await.unwrap().to_answer;
        assert_eq!((lines[0].stands, lines[0].questions), ("signed_off", 1));
        assert_eq!(
            lines[0].left, None,
            "nothing is late that has been signed off"
        );
        let seen = to_answer(app, &made.author, made.request).await.unwrap();
        let query = &seen.queries[0];
        assert_eq!((query.body.about, seen.changed), (id, 0));
        let at = (query.id, query.version);
        let empty = tell(app, &made.author, made.request, (form(), at), &words(" ")).await;
        assert_eq!(rule(empty), "query-words");
        let answer = words("Two officers of the night shift.");
        tell(app, &made.author, made.request, (form(), at), &answer)
            .await
            .unwrap();
        let late = tell(app, &made.approver, made.request, (form(), at), &answer).await;
        assert_eq!(rule(late), "changed-meanwhile");
        let own = settle(
            app,
            &made.author,
            made.request,
            (form(), (query.id, at.1 + 1)),
        );
        is_nowhere(own.await, "the agency settles nothing");
        let now = (form(), (query.id, at.1 + 1));
        settle(app, &made.manager, made.request, now).await.unwrap();
        let lines = today_of(app, &made.author).await.unwrap().to_answer;
        assert_eq!(lines[0].questions, 0);
        let own = accept(app, &made.author, made.request, form()).await;
        is_nowhere(own, "the agency accepts nothing");
        accept(app, &made.manager, made.request, form())
            .await
            .unwrap();
        let seen = to_answer(app, &made.author, made.request).await.unwrap();
        assert_eq!(seen.stands.stands(), "accepted");
        let answered = &seen.queries[0].body;
        assert_eq!(answered.answers[0].words, answer);
        assert!(answered.settled);
    }
}

#[tokio::test]
async fn a_closed_review_is_read_and_not_written() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        with_head(&instance, &made, ReturnFound::NoTrace).await;
        crate::closing::shut(&instance, &made.manager, &made.reference).await;
        let seen = to_answer(app, &made.author, made.request).await.unwrap();
        assert!(!seen.may_write && !seen.may_sign);
        let who = (&made.author, made.request);
        let late = write(app, who, None, entry(1, "x"));
        is_nowhere(late.await, "writing");
    }
}
