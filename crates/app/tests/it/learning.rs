//! Learning points and actions: recorded from the first day, looked at again, and listed across reviews.

use access::{Ctx, Role};
use app::closing::close;
use app::learning::{
    Shown, keep_action, keep_point, learning, look_again, stand, take_action_away, take_point_away,
    tracker,
};
use app::today::{Need, today as today_of};
use app::{AppError, Reference};
use model::case::{
    Action, ActionStands, ChangeSeen, Closing, LearningPoint, LeftOpen, Seen, StartingValue,
    Strength,
};
use model::scheme::TrackKind;
use model::{Date, RecordId, UncertainDate};

use crate::decision::rule;
use crate::follow::{form, manager};
use crate::support::{self, Instance, NOW, today, words};
use crate::team::{DAY, day, later};

pub(super) fn point(learned: &str) -> LearningPoint {
    LearningPoint {
        learned: words(learned),
        episode: words("A call to the school nurse in an invented March"),
        made_sense: words("The shared record could not be opened from the school"),
        condition: words("Two record systems that do not show each other's entries"),
        level: "agency".to_owned(),
        changed_at: "region".to_owned(),
        who_can_change: words("Head of digital, integrated care board"),
        agencies: Vec::new(),
        learned_on: today(),
        themes: Vec::new(),
    }
}

pub(super) fn action(point: RecordId, due: Date, strength: Strength) -> Action {
    Action {
        learning_point: point,
        what: words("Show school nurses the entries of the trust"),
        owner: words("Head of digital, integrated care board"),
        due,
        strength,
        different: words("A nurse sees on the same day that a child was hurt before"),
        how_known: words("Audit of twenty calls"),
        starting: StartingValue::Unknown,
        look_again: Vec::new(),
        stands: ActionStands::Open,
    }
}

async fn wanted(instance: &Instance, ctx: &Ctx) -> Vec<&'static str> {
    let found = today_of(&instance.app, ctx).await.unwrap();
    let looks = found.lines.iter().filter_map(|line| match &line.need {
        Need::Look(look) => Some(look.what.code()),
        _ => None,
    });
    looks.filter(|what| what.starts_with("action")).collect()
}

async fn kept_point(instance: &Instance, ctx: &Ctx, reference: &Reference) -> RecordId {
    let new = point("Two systems hid an earlier injury");
    keep_point(&instance.app, ctx, reference, (form(), None), &new)
        .await
        .unwrap()
}

async fn agree(
    instance: &Instance,
    ctx: &Ctx,
    (reference, place): (&Reference, app::Place),
    new: &Action,
) -> Result<RecordId, AppError> {
    keep_action(&instance.app, ctx, reference, (form(), place), new).await
}

fn wrong_points() -> Vec<(LearningPoint, &'static str)> {
    let but = |change: fn(&mut LearningPoint)| {
        let mut one = point("Learned");
        change(&mut one);
        one
    };
    vec![
        (but(|one| one.learned = words(" ")), "learning-learned"),
        (
            but(|one| one.level = "village".to_owned()),
            "learning-level",
        ),
        (
            but(|one| one.changed_at = "village".to_owned()),
            "learning-changed-at",
        ),
        (
            but(|one| one.learned_on = UncertainDate::day(day(1)).unwrap()),
            "learning-later",
        ),
        (
            but(|one| one.agencies = vec![crypto::id(NOW).unwrap()]),
            "learning-agency",
        ),
        (
            but(|one| one.themes = vec!["no_such".to_owned()]),
            "learning-theme",
        ),
    ]
}

#[tokio::test]
async fn what_was_learned_is_recorded_from_the_first_day() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        for (new, code) in wrong_points() {
            let refused = keep_point(app, &ctx, &reference, (form(), None), &new).await;
            assert_eq!(rule(refused), code);
        }
        let sent = form();
        let new = point("Two systems hid an earlier injury");
        let id = keep_point(app, &ctx, &reference, (sent, None), &new)
            .await
            .unwrap();
        let again = keep_point(app, &ctx, &reference, (sent, None), &new).await;
        assert_eq!(again.unwrap(), id, "the same form makes nothing twice");
        let changed = point("Two systems hid two earlier injuries");
        let place = Some((id, 1));
        keep_point(app, &ctx, &reference, (form(), place), &changed)
            .await
            .unwrap();
        let late = keep_point(app, &ctx, &reference, (form(), place), &new).await;
        assert!(matches!(late, Err(AppError::Clash(_))));
        let stranger = instance.acting(Role::AgencyAuthor, None);
        let refused = keep_point(app, &stranger, &reference, (form(), None), &new).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
    }
}

#[tokio::test]
async fn a_learning_point_is_taken_out_once_nothing_answers_it() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let id = kept_point(&instance, &ctx, &reference).await;
        let weak = action(id, day(3), Strength::Weak);
        let answer = agree(&instance, &ctx, (&reference, None), &weak)
            .await
            .unwrap();
        let kept = learning(app, &ctx, &reference).await.unwrap();
        assert!(kept.changes_no_condition());
        let away = take_point_away(app, &ctx, &reference, (form(), (id, 1))).await;
        assert_eq!(rule(away), "learning-has-actions");
        take_action_away(app, &ctx, &reference, (form(), (answer, 1)))
            .await
            .unwrap();
        let stale = take_point_away(app, &ctx, &reference, (form(), (id, 2))).await;
        assert_eq!(rule(stale), "changed-meanwhile");
        take_point_away(app, &ctx, &reference, (form(), (id, 1)))
            .await
            .unwrap();
        let kept = learning(app, &ctx, &reference).await.unwrap();
        assert!(kept.points.is_empty() && kept.actions.is_empty());
    }
}

fn wrong_actions(of: RecordId) -> Vec<(Action, &'static str)> {
    let but = |change: fn(&mut Action)| {
        let mut one = action(of, day(3), Strength::Strong);
        change(&mut one);
        one
    };
    vec![
        (but(|one| one.what = words("")), "action-what"),
        (but(|one| one.owner = words(" ")), "action-owner"),
        (but(|one| one.different = words("")), "action-different"),
        (but(|one| one.how_known = words("")), "action-known"),
        (but(|one| one.due = day(-1)), "action-past"),
    ]
}

#[tokio::test]
async fn an_action_is_agreed_and_is_on_today_when_its_day_comes_near() {
    for instance in support::both(false).await {
        let ctx = manager(&instance);
        let reference = instance.incident().await;
        let at = (&reference, None);
        let of = kept_point(&instance, &ctx, &reference).await;
        for (new, code) in wrong_actions(of) {
            assert_eq!(rule(agree(&instance, &ctx, at, &new).await), code);
        }
        let elsewhere = action(crypto::id(NOW).unwrap(), day(3), Strength::Strong);
        let none = agree(&instance, &ctx, at, &elsewhere).await;
        assert!(matches!(none, Err(AppError::NotFound)));
        for ahead in [3, 90] {
            let new = action(of, day(ahead), Strength::Strong);
            agree(&instance, &ctx, at, &new).await.unwrap();
        }
        assert_eq!(wanted(&instance, &ctx).await, ["action"]);
        let notifier = instance.acting(Role::AuthorityNotifier, None);
        assert!(wanted(&instance, &notifier).await.is_empty());
        let new = action(of, day(3), Strength::Weak);
        let refused = agree(&instance, &notifier, at, &new).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
    }
}

fn done(on: Date, shown: &str) -> ActionStands {
    let shown_by = words(shown);
    ActionStands::Done { on, shown_by }
}

/// A case with an action that is due in three days.
async fn with_action(instance: &Instance, ctx: &Ctx) -> (Reference, RecordId) {
    let reference = instance.incident().await;
    let of = kept_point(instance, ctx, &reference).await;
    let good = action(of, day(3), Strength::Strong);
    let id = agree(instance, ctx, (&reference, None), &good)
        .await
        .unwrap();
    (reference, id)
}

#[tokio::test]
async fn an_action_is_done_once_and_never_over_somebody_elses_change() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let (reference, id) = with_action(&instance, &ctx).await;
        for (stands, code) in [
            (done(day(1), "Minutes"), "action-stands-later"),
            (done(day(0), " "), "action-stands-why"),
        ] {
            let refused = stand(app, &ctx, &reference, (form(), (id, 1)), &stands).await;
            assert_eq!(rule(refused), code);
        }
        let sent = (form(), (id, 1));
        for _ in 0..2 {
            stand(app, &ctx, &reference, sent, &done(day(0), "Minutes"))
                .await
                .unwrap();
        }
        assert!(wanted(&instance, &ctx).await.is_empty());
        let sent = (form(), (id, 1));
        let stale = stand(app, &ctx, &reference, sent, &ActionStands::Open).await;
        assert!(matches!(stale, Err(AppError::Clash(_))));
    }
}

#[tokio::test]
async fn somebody_looks_again_and_says_when_nothing_changed() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let (reference, id) = with_action(&instance, &ctx).await;
        let look = async |ahead: i64, version: i64, change, shown: &str| {
            let then = later(&ctx, ahead * DAY);
            let seen = Seen {
                on: then.today(),
                change,
                shown_by: words(shown),
            };
            let sent = (form(), (id, version));
            look_again(app, &then, &reference, sent, &seen).await
        };
        let stands = async || {
            let kept = learning(app, &ctx, &reference).await.unwrap();
            let one = kept.actions.into_iter().next().unwrap().body;
            (one.stands.code(), one.next_look().map(|(at, _)| at))
        };
        let early = look(0, 1, ChangeSeen::Changed, "An audit").await;
        assert_eq!(rule(early), "action-look-none");
        let sent = (form(), (id, 1));
        stand(app, &ctx, &reference, sent, &done(day(0), "Minutes"))
            .await
            .unwrap();
        let then = later(&ctx, 120 * DAY);
        assert_eq!(wanted(&instance, &then).await, ["action_look"]);
        let empty = look(120, 2, ChangeSeen::NoChange, " ").await;
        assert_eq!(rule(empty), "action-look-shown");
        look(120, 2, ChangeSeen::NoChange, "Three of twenty")
            .await
            .unwrap();
        assert_eq!(stands().await, ("no_change_seen", Some(1)));
        look(200, 3, ChangeSeen::InPart, "Twelve of twenty")
            .await
            .unwrap();
        assert_eq!(stands().await, ("done", Some(2)));
    }
}

#[tokio::test]
async fn a_change_of_what_was_agreed_keeps_where_it_stands_and_what_was_seen() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let of = kept_point(&instance, &ctx, &reference).await;
        let good = action(of, day(3), Strength::Strong);
        let id = agree(&instance, &ctx, (&reference, None), &good)
            .await
            .unwrap();
        let why = words("The trust has built it already");
        let over = ActionStands::Superseded { on: day(0), why };
        stand(app, &ctx, &reference, (form(), (id, 1)), &over)
            .await
            .unwrap();
        let moved = action(of, day(40), Strength::Medium);
        agree(&instance, &ctx, (&reference, Some((id, 2))), &moved)
            .await
            .unwrap();
        let kept = learning(app, &ctx, &reference).await.unwrap();
        let one = &kept.actions[0].body;
        assert_eq!((one.stands.code(), one.due), ("superseded", day(40)));
        assert_eq!(one.look_again, Action::looks_after(day(40)));
    }
}

#[tokio::test]
async fn the_list_of_actions_crosses_reviews_and_its_reading_is_recorded_for_each() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let mut references = Vec::new();
        for ahead in [5, 2] {
            let reference = instance.incident().await;
            let of = kept_point(&instance, &ctx, &reference).await;
            let new = action(of, day(ahead), Strength::Medium);
            agree(&instance, &ctx, (&reference, None), &new)
                .await
                .unwrap();
            references.push(reference);
        }
        let found = tracker(app, &ctx, Shown::ToDo, (0, 50)).await.unwrap();
        let due: Vec<Date> = found
            .lines
            .iter()
            .map(|line| line.action.body.due)
            .collect();
        assert_eq!((due, found.many), (vec![day(2), day(5)], [2, 0, 0]));
        assert!(found.lines.iter().all(|line| line.point.is_some()));
        let past = tracker(app, &ctx, Shown::ToDo, (50, 50)).await.unwrap();
        assert_eq!(past.lines.len(), 2, "a page past the last is the last");
        let raiser = instance.acting(Role::IncidentRaiser, None);
        let nothing = tracker(app, &raiser, Shown::ToDo, (0, 50)).await.unwrap();
        assert!(nothing.lines.is_empty() && nothing.many == [0; 3]);
        let late = tracker(app, &later(&ctx, 4 * DAY), Shown::ToDo, (0, 50)).await;
        assert_eq!(late.unwrap().late, 1);
    }
}

#[tokio::test]
async fn a_review_is_not_closed_while_an_action_is_still_to_be_done() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let of = kept_point(&instance, &ctx, &reference).await;
        let new = action(of, day(3), Strength::Medium);
        let id = agree(&instance, &ctx, (&reference, None), &new)
            .await
            .unwrap();
        let left = LeftOpen {
            track: TrackKind::Notification,
            instance: 0,
            reason: words("Opened by mistake"),
        };
        let closing = Closing {
            reason: words("Nothing is left to do"),
            left_open: vec![left],
            passed_to: None,
        };
        let refused = close(app, &ctx, &reference, form(), &closing).await;
        assert_eq!(rule(refused), "close-actions");
        let why = words("The partners decided on another way");
        let rejected = ActionStands::Rejected { on: day(0), why };
        stand(app, &ctx, &reference, (form(), (id, 1)), &rejected)
            .await
            .unwrap();
        close(app, &ctx, &reference, form(), &closing)
            .await
            .unwrap();
        let new = point("Too late");
        let refused = keep_point(app, &ctx, &reference, (form(), None), &new).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
    }
}
