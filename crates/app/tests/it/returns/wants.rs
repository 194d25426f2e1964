//! What returns want of whoever sees to requests stands on the first page, and goes when it is dealt with.

use access::Ctx;
use app::Looking;
use app::returns::{
    MailKind, accept, ask_about, keep_entry, mails_to_send, settle, tell, to_answer,
};
use app::today::{Need, today};
use model::RecordId;
use model::case::ReturnFound;

use super::signing::signed;
use super::{Sent, entry, sent, with_head};
use crate::follow::form;
use crate::support::{self, Instance, words};
use crate::team::{DAY, later};

/// What of returns stands on somebody's first page, and where it leads, after the id of the request.
async fn lines(instance: &Instance, ctx: &Ctx, made: &Sent) -> Vec<(Looking, String)> {
    let of_returns = [
        Looking::RequestUnsent,
        Looking::ReturnLate,
        Looking::ReturnSigned,
        Looking::QueryAnswered,
    ];
    let police = instance.agency_of("police");
    let found = today(&instance.app, ctx).await.unwrap().lines;
    let looks = found.into_iter().filter_map(|line| match line.need {
        Need::Look(look) if of_returns.contains(&look.what) => Some(look),
        _ => None,
    });
    let here = format!("requests/{}", made.request);
    looks
        .map(|look| {
            assert_eq!(look.agency, police);
            let end = look.end.strip_prefix(&here).unwrap();
            (look.what, end.to_owned())
        })
        .collect()
}

/// The police sign off one entry; returns its id.
async fn returned(instance: &Instance, made: &Sent) -> RecordId {
    with_head(instance, made, ReturnFound::Known).await;
    let new = entry(9, "One");
    let author = &made.author;
    let id = keep_entry(&instance.app, author, made.request, (form(), None), &new).await;
    signed(instance, made).await;
    id.unwrap()
}

fn to_read() -> (Looking, String) {
    (Looking::ReturnSigned, "/return".to_owned())
}

#[tokio::test]
async fn a_late_return_and_one_to_read_stand_there_until_they_are_dealt_with() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let manager = &made.manager;
        assert!(lines(&instance, manager, &made).await.is_empty());
        let after = later(manager, 5 * DAY);
        let late = (Looking::ReturnLate, String::new());
        assert_eq!(lines(&instance, &after, &made).await, [late]);
        let own = lines(&instance, &made.author, &made).await;
        assert!(own.is_empty(), "the agency has its own list");
        returned(&instance, &made).await;
        assert_eq!(lines(&instance, &after, &made).await, [to_read()]);
        accept(app, manager, made.request, form()).await.unwrap();
        assert!(lines(&instance, &after, &made).await.is_empty());
    }
}

#[tokio::test]
async fn a_request_that_was_not_sent_is_not_forgotten() {
    for instance in support::both(false).await {
        let reference = instance.incident().await;
        let request = super::asked_of(&instance, &reference, "police").await;
        let manager = crate::follow::manager(&instance);
        for days in [0, 9] {
            let found = today(&instance.app, &later(&manager, days * DAY)).await;
            let unsent = found
                .unwrap()
                .lines
                .into_iter()
                .any(|line| match line.need {
                    Need::Look(look) => {
                        look.what == Looking::RequestUnsent
                            && look.end == format!("requests/{request}")
                    }
                    _ => false,
                });
            assert!(unsent, "after {days} days");
        }
    }
}

/// E-mails about a question that wait to be sent.
async fn told_of_questions(instance: &Instance) -> usize {
    let vault = instance.app.vault(&crate::follow::manager(instance)).await;
    let vault = vault.unwrap();
    let waiting = mails_to_send(&instance.app, &vault).await.unwrap();
    let of_questions = waiting.iter().filter(|one| one.kind == MailKind::Question);
    of_questions.count()
}

#[tokio::test]
async fn whoever_answers_is_told_once_that_something_was_asked() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let id = returned(&instance, &made).await;
        assert_eq!(told_of_questions(&instance).await, 0);
        for what in ["Who went there?", "Which day?"] {
            let asked = words(what);
            ask_about(app, &made.manager, made.request, (form(), (id, 1)), &asked)
                .await
                .unwrap();
        }
        assert_eq!(
            told_of_questions(&instance).await,
            2,
            "author and approver, once each"
        );
    }
}

#[tokio::test]
async fn an_answer_stands_there_while_the_partnership_has_the_word() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let (manager, author, request) = (&made.manager, &made.author, made.request);
        let id = returned(&instance, &made).await;
        let what = words("Who went there?");
        ask_about(app, manager, request, (form(), (id, 1)), &what)
            .await
            .unwrap();
        let with_agency = lines(&instance, manager, &made).await;
        assert!(with_agency.is_empty(), "the agency has the word");
        let query = to_answer(app, author, request).await.unwrap().queries[0].id;
        let answered = || (Looking::QueryAnswered, "/return".to_owned());
        for version in [1, 3] {
            let answer = words("Two officers.");
            tell(app, author, request, (form(), (query, version)), &answer)
                .await
                .unwrap();
            assert_eq!(lines(&instance, manager, &made).await, [answered()]);
            if version == 1 {
                let further = words("Of which shift?");
                tell(app, manager, request, (form(), (query, 2)), &further)
                    .await
                    .unwrap();
                assert!(lines(&instance, manager, &made).await.is_empty());
            }
        }
        settle(app, manager, request, (form(), (query, 4)))
            .await
            .unwrap();
        assert_eq!(lines(&instance, manager, &made).await, [to_read()]);
    }
}
