//! Other notifications that an incident may need.

use app::AppError;
use app::others::say;
use model::case::{Done, OtherNotification, WhereItStands};

use crate::decision::rule;
use crate::follow::{form, manager};
use crate::support::{self, NOW, today, words};

fn not_yet(body: &str) -> OtherNotification {
    OtherNotification {
        body: body.to_owned(),
        name: words(""),
        stands: WhereItStands::NotYet {
            by: words("The hospital"),
            due: NOW.date_in_london(),
        },
    }
}

#[tokio::test]
async fn each_body_is_done_not_needed_or_not_yet_and_stands_on_today_until_then() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let new = not_yet("child_death_review");
        let id = say(app, &ctx, &reference, (form(), None), &new)
            .await
            .unwrap();
        let twice = say(app, &ctx, &reference, (form(), None), &new).await;
        assert!(matches!(twice, Err(AppError::Clash(_))));
        let waits = async || {
            let today = app::today::today(app, &ctx).await.unwrap();
            let looks = today.lines.iter();
            looks
                .filter(|line| matches!(line.need, app::today::Need::Look(_)))
                .count()
        };
        assert_eq!(waits().await, 1);
        let done = |channel: &str| OtherNotification {
            stands: WhereItStands::Done(Done {
                on: today(),
                by: words("A named doctor"),
                channel: channel.to_owned(),
                reference: words(""),
            }),
            ..new.clone()
        };
        let sent = (form(), Some((id, 1)));
        let refused = say(app, &ctx, &reference, sent, &done("pigeon")).await;
        assert_eq!(rule(refused), "other-lacks");
        say(app, &ctx, &reference, sent, &done("email"))
            .await
            .unwrap();
        let late = say(app, &ctx, &reference, (form(), Some((id, 1))), &new).await;
        assert!(matches!(late, Err(AppError::Clash(_))));
        assert_eq!(waits().await, 0);
        let refused = say(app, &ctx, &reference, (form(), None), &not_yet("nobody")).await;
        assert_eq!(rule(refused), "other-body");
        let refused = say(app, &ctx, &reference, (form(), None), &not_yet("another")).await;
        assert_eq!(rule(refused), "other-name");
        for name in ["A charity", "A second charity"] {
            let mut another = not_yet("another");
            another.name = words(name);
            say(app, &ctx, &reference, (form(), None), &another)
                .await
                .unwrap();
        }
        assert_eq!(waits().await, 2);
    }
}
