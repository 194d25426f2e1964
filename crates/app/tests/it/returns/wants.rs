//! What returns want of whoever sees to requests stands on the first page, and goes when it is dealt with.

use access::Ctx;
use app::Looking;
use app::returns::{accept, ask_about, keep_entry, settle, tell, to_answer};
use app::today::{Need, today};
use model::case::ReturnFound;

use super::signing::signed;
use super::{Sent, entry, sent, with_head};
use crate::follow::form;
use crate::support::{self, Instance, words};
use crate::team::{DAY, later};

/// What of returns stands on somebody's first page, and where it leads, after the id of the request.
async fn lines(instance: &Instance, ctx: &Ctx, made: &Sent) -> Vec<(Looking, String)> {
    let of_returns = [
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

#[tokio::test]
async fn a_late_return_one_to_read_and_an_answer_stand_there_until_they_are_dealt_with() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        let manager = &made.manager;
        assert!(lines(&instance, manager, &made).await.is_empty());
        let after = later(manager, 5 * DAY);
        let late = (Looking::ReturnLate, String::new());
        assert_eq!(lines(&instance, &after, &made).await, [late]);
        assert!(
            lines(&instance, &made.author, &made).await.is_empty(),
            "the agency has its own list"
        );

        with_head(&instance, &made, ReturnFound::Known).await;
        let new = entry(9, "One");
        let id = keep_entry(app, &made.author, made.request, (form(), None), &new)
            .await
            .unwrap();
        signed(&instance, &made).await;
        let read = || (Looking::ReturnSigned, "/return".to_owned());
        assert_eq!(lines(&instance, &after, &made).await, [read()]);

        let what = words("Who went there?");
        ask_about(app, manager, made.request, (form(), (id, 1)), &what)
            .await
            .unwrap();
        assert!(
            lines(&instance, manager, &made).await.is_empty(),
            "the agency has the word"
        );
        let seen = to_answer(app, &made.author, made.request).await.unwrap();
        let query = seen.queries[0].id;
        let answer = words("Two officers.");
        tell(
            app,
            &made.author,
            made.request,
            (form(), (query, 1)),
            &answer,
        )
        .await
        .unwrap();
        let answered = || (Looking::QueryAnswered, "/return".to_owned());
        assert_eq!(lines(&instance, manager, &made).await, [answered()]);
        let further = words("Of which shift?");
        tell(app, manager, made.request, (form(), (query, 2)), &further)
            .await
            .unwrap();
        assert!(lines(&instance, manager, &made).await.is_empty());
        tell(
            app,
            &made.author,
            made.request,
            (form(), (query, 3)),
            &answer,
        )
        .await
        .unwrap();
        assert_eq!(lines(&instance, manager, &made).await, [answered()]);
        settle(app, manager, made.request, (form(), (query, 4)))
            .await
            .unwrap();
        assert_eq!(lines(&instance, manager, &made).await, [read()]);
        accept(app, manager, made.request, form()).await.unwrap();
        assert!(lines(&instance, &after, &made).await.is_empty());
    }
}
