//! The exchange: what others met is found without a trace of the question, what an area does with it is its own until it is told, and
//! those whom it came from see what came of it.

use access::{Ctx, Role};
use app::AppError;
use app::commons::{Audience, Filter};
use app::exchange::{
    Ended, MetOf, NewUptake, SaidOf, add_result, agree_to_tell, ask_to_tell, decide, decisions,
    many_told, met_before, of_item, said_before, say_after, to_tell, told_to_origin, unsay,
    waiting,
};
use app::learning::{keep_action, keep_point};
use app::library::{self, Found};
use app::moment::record;
use model::SharedId;
use model::case::{LearningRelease, ReleaseStands, SharedOrigin, Strength};
use model::learning::{
    AfterEnd, EffectSeen, KnowledgeStep, Moment, Sharing, TakeDownReason, UptakeDecision,
    UptakeResult,
};

use crate::decision::rule;
use crate::follow::{form, manager};
use crate::learning::{action, point};
use crate::library::{put, region, released};
use crate::support::{self, Instance, NOW, words};
use crate::team::day;

const SEEN: &str = "Two letters reached the clinic after it had discharged the child.";

pub(super) fn deciding(item: SharedId) -> NewUptake {
    NewUptake {
        item,
        decision: UptakeDecision::Adapt,
        reasons: words("Letters lie here as well."),
        differences: words("Three trusts instead of one."),
        step: Some(KnowledgeStep::Chosen),
        steps: words("One desk in each trust."),
        responsible: words("Designated nurse, integrated care board"),
        look_again: Some(day(30)),
    }
}

/// Somebody who decides in another area of the same instance.
pub(super) async fn elsewhere(instance: &Instance) -> Ctx {
    let kind = access::directory::OrganisationKind::Partnership;
    Ctx {
        organisation: region(instance, "elsewhere", None, kind).await,
        ..instance.acting(Role::BusinessManager, None)
    }
}

/// Somebody else of the same organisation, of an agency, at the same time.
pub(super) fn another(instance: &Instance, ctx: &Ctx) -> Ctx {
    Ctx {
        organisation: ctx.organisation,
        now: ctx.now,
        ..instance.acting(Role::DelegatedPartner, Some("police"))
    }
}

/// Asks for a decision to be told, which stands at this version, and has somebody else agree.
pub(crate) async fn told_of(
    instance: &Instance,
    ctx: &Ctx,
    (item, shown, names_area): (SharedId, i64, bool),
) {
    let app = &instance.app;
    ask_to_tell(app, ctx, (form(), (item, shown)), names_area)
        .await
        .unwrap();
    let second = &another(instance, ctx);
    agree_to_tell(app, second, (form(), (item, shown + 1)), &[])
        .await
        .unwrap();
}

/// The release of an item, as its case keeps it.
fn release_of(instance: &Instance, item: SharedId) -> LearningRelease {
    LearningRelease {
        of: crypto::id(NOW).unwrap(),
        item,
        version: 1,
        learning: released(instance, Audience::Nation).body,
        audience: Sharing::Nation,
        origin: SharedOrigin {
            region: None,
            partnership: None,
            broker: instance.partnership,
            year: 2026,
        },
        family_told: true,
        text: String::new(),
        released_by: Vec::new(),
        on: NOW.date_in_london(),
        stands: ReleaseStands::Out,
        taken_back: None,
    }
}

#[tokio::test]
async fn who_else_met_this_is_found_and_nobody_is_noted_as_having_opened_it() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let new = Moment::of(SEEN);
        let id = record(app, &ctx, &reference, form(), &new).await.unwrap();
        let of = MetOf::Moment(id);
        let empty = met_before(app, &ctx, &reference, of).await.unwrap();
        assert_eq!((empty.looked_at, empty.found.len()), (0, 0));
        let item = put(&instance, Audience::Nation).await;
        let met = met_before(app, &ctx, &reference, of).await.unwrap();
        assert_eq!(met.found.len(), 1);
        assert_eq!(met.found[0].item.id, item);
        let said: Vec<&str> = met.found[0]
            .why
            .words
            .iter()
            .map(|one| one.word.as_str())
            .collect();
        assert_eq!(met.found[0].why.words[0].text, "condition");
        assert!(said.contains(&"letters"), "{said:?}");
        let incident = met_before(app, &ctx, &reference, MetOf::Incident).await;
        assert!(incident.is_ok());
        let reader = &instance.acting(Role::LearningReader, None);
        let refused = met_before(app, reader, &reference, of).await;
        assert!(refused.is_err(), "who may not read the review");
        let governance = &instance.acting(Role::InformationGovernance, None);
        let opened =
            library::take_down(app, governance, item, (TakeDownReason::Court, "an order")).await;
        assert!(opened.unwrap().is_empty(), "nobody opened its page");
        let gone = met_before(app, &ctx, &reference, of).await.unwrap();
        assert!(gone.found.is_empty());
    }
}

#[tokio::test]
async fn a_decision_has_reasons_somebody_who_looks_after_it_and_a_day() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let item = put(&instance, Audience::Nation).await;
        let but = |change: fn(&mut NewUptake)| {
            let mut one = deciding(item);
            change(&mut one);
            one
        };
        let wrong: [(NewUptake, &str); 4] = [
            (but(|one| one.reasons = words(" ")), "uptake-why"),
            (but(|one| one.responsible = words("")), "uptake-who"),
            (but(|one| one.look_again = None), "uptake-look"),
            (
                but(|one| one.look_again = Some(day(0))),
                "uptake-look-later",
            ),
        ];
        for (new, code) in wrong {
            assert_eq!(rule(decide(app, &ctx, (form(), None), &new).await), code);
        }
        let reader = &instance.acting(Role::LearningReader, None);
        let refused = decide(app, reader, (form(), None), &deciding(item)).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
        let sent = (form(), None);
        let id = decide(app, &ctx, sent, &deciding(item)).await.unwrap();
        let again = decide(app, &ctx, sent, &deciding(item)).await.unwrap();
        assert_eq!(id, again, "the same form");
        let second = decide(app, &ctx, (form(), None), &deciding(item)).await;
        assert!(matches!(second, Err(AppError::Clash(_))));
        let reject = but(|one| {
            one.decision = UptakeDecision::Reject;
            one.responsible = words("");
            one.look_again = None;
        });
        decide(app, &ctx, (form(), Some((id, 1))), &reject)
            .await
            .unwrap();
        let all = decisions(app, reader).await.unwrap();
        assert_eq!((all.all.len(), all.may_decide), (1, false));
        assert_eq!(all.all[0].kept.body.decision, UptakeDecision::Reject);
        assert!(all.all[0].condition.is_some());
        let other = &elsewhere(&instance).await;
        let there = of_item(app, other, item).await.unwrap();
        assert!(there.own.is_none() && there.others.areas == 0);
    }
}

#[tokio::test]
async fn what_came_of_it_is_told_and_those_whom_it_came_from_see_it() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let item = put(&instance, Audience::Nation).await;
        let release = release_of(&instance, item);
        let (origin, other) = (manager(&instance), &elsewhere(&instance).await);
        let id = decide(app, other, (form(), None), &deciding(item))
            .await
            .unwrap();
        let told = told_to_origin(app, &origin, &release).await.unwrap();
        assert!(told.is_empty(), "nothing is told by deciding");
        let shown = to_tell(app, other, item, false).await.unwrap();
        assert!(!shown.is_stopped(), "{:?}", shown.found);
        told_of(&instance, other, (item, 1, false)).await;
        let told = told_to_origin(app, &origin, &release).await.unwrap();
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].name, None, "an area that is not named");
        assert_eq!(told[0].text.differences, "Three trusts instead of one.");
        let result = UptakeResult {
            seen: EffectSeen::Worse,
            words: words("Letters lie at three desks now."),
            evidence: words("Counted for a month."),
            on: day(30),
        };
        let late = Ctx {
            now: NOW.plus_seconds(31 * 24 * 60 * 60),
            ..other.clone()
        };
        add_result(app, &late, (form(), (id, 3)), (&result, None))
            .await
            .unwrap();
        let seen = of_item(app, &origin, item).await.unwrap();
        assert_eq!((seen.others.areas, seen.others.results.len()), (1, 0));
        assert!(seen.others.decided.is_empty(), "one area is not told apart");
        told_of(&instance, &late, (item, 4, true)).await;
        let seen = of_item(app, &origin, item).await.unwrap();
        assert_eq!(seen.others.results[0].seen, EffectSeen::Worse);
        assert_eq!(seen.others.named, ["Invented elsewhere"]);
        let told = told_to_origin(app, &origin, &release).await.unwrap();
        assert_eq!(told[0].text.results.len(), 1);
        assert_eq!(told[0].name.as_deref(), Some("Invented elsewhere"));
        unsay(app, &late, (form(), (item, 6))).await.unwrap();
        let seen = of_item(app, &origin, item).await.unwrap();
        assert_eq!(seen.others.areas, 0);
    }
}

#[tokio::test]
async fn what_tells_who_somebody_is_is_not_told() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let item = put(&instance, Audience::Nation).await;
        let mut new = deciding(item);
        new.reasons = words("Our NHS number 943 476 5919 lay there for a week.");
        decide(app, &ctx, (form(), None), &new).await.unwrap();
        let shown = to_tell(app, &ctx, item, false).await.unwrap();
        assert!(shown.is_stopped());
        let refused = ask_to_tell(app, &ctx, (form(), (item, 1)), false).await;
        assert_eq!(rule(refused), "uptake-identifies");
        let seen = of_item(app, &ctx, item).await.unwrap();
        assert_eq!(seen.others.areas, 0);
        let early = ask_to_tell(app, &ctx, (form(), (item, 7)), false).await;
        assert_eq!(rule(early), "changed-meanwhile");
    }
}

#[tokio::test]
async fn words_that_stand_everywhere_find_nothing() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        put(&instance, Audience::Nation).await;
        let new = Moment::of("Yours are two families that nobody saw in one review.");
        let id = record(app, &ctx, &reference, form(), &new).await.unwrap();
        let met = met_before(app, &ctx, &reference, MetOf::Moment(id)).await;
        let met = met.unwrap();
        assert_eq!((met.looked_at, met.found.len()), (1, 0));
        let said = [
            "Somebody told one family",
            "One family was told by somebody",
        ];
        let mut points = Vec::new();
        for learned in said {
            let mut new = point(learned);
            new.condition = words("");
            let sent = (form(), None);
            points.push(keep_point(app, &ctx, &reference, sent, &new).await.unwrap());
        }
        let of = SaidOf::LearningPoint(points[1]);
        let before = said_before(app, &ctx, &reference, of).await.unwrap();
        assert!(before.own.is_empty());
    }
}

#[tokio::test]
async fn what_was_decided_stays_readable_when_the_learning_ends_and_asks_what_becomes_of_it() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let item = put(&instance, Audience::Nation).await;
        let release = release_of(&instance, item);
        let (origin, other) = (manager(&instance), &elsewhere(&instance).await);
        decide(app, other, (form(), None), &deciding(item))
            .await
            .unwrap();
        told_of(&instance, other, (item, 1, false)).await;
        let why = words("The desk helps us for other reasons.");
        let early = say_after(app, other, (form(), (item, 3)), (AfterEnd::Stays, &why)).await;
        assert_eq!(rule(early), "uptake-after-stands");
        let governance = &instance.acting(Role::InformationGovernance, None);
        library::take_down(app, governance, item, (TakeDownReason::Court, "an order"))
            .await
            .unwrap();

        let told = told_to_origin(app, &origin, &release).await.unwrap();
        assert!(told.is_empty(), "their words are shown no longer");
        let many = many_told(app, &origin, &release).await.unwrap();
        assert_eq!(
            (many.all, many.new),
            (1, 0),
            "what others had told is not forgotten"
        );
        let own = many_told(app, other, &release).await.unwrap();
        assert_eq!(own.all, 0, "what one told oneself is not of others");
        let all = decisions(app, other).await.unwrap().all;
        let end = all[0].ended.unwrap();
        assert_eq!((end.on, end.recalled), (Some(day(0)), false));
        assert!(all[0].asks_what_becomes());
        assert_eq!(all[0].kept.body.reasons.0, "Letters lie here as well.");
        let empty = (AfterEnd::Stays, &words(" "));
        let empty = say_after(app, other, (form(), (item, 3)), empty).await;
        assert_eq!(rule(empty), "uptake-after-why");
        let reader = &Ctx {
            organisation: other.organisation,
            ..instance.acting(Role::LearningReader, None)
        };
        let refused = say_after(app, reader, (form(), (item, 3)), (AfterEnd::Stays, &why)).await;
        assert!(matches!(refused, Err(AppError::NotFound)));
        say_after(app, other, (form(), (item, 3)), (AfterEnd::Stays, &why))
            .await
            .unwrap();
        let stale = say_after(app, other, (form(), (item, 3)), (AfterEnd::Nothing, &why)).await;
        assert!(matches!(stale, Err(AppError::Clash(_))));
        let found = of_item(app, other, item).await.unwrap();
        let after = found.own.unwrap().body.after.unwrap();
        assert_eq!((after.becomes, after.on), (AfterEnd::Stays, day(0)));
        let all = decisions(app, other).await.unwrap().all;
        assert!(!all[0].asks_what_becomes());
    }
}

#[tokio::test]
async fn what_was_said_before_comes_with_what_became_of_it() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let (before, now) = (instance.incident().await, instance.incident().await);
        let first = point("Two systems hid an earlier injury");
        let first = keep_point(app, &ctx, &before, (form(), None), &first)
            .await
            .unwrap();
        let new = action(first, day(20), Strength::Strong);
        keep_action(app, &ctx, &before, (form(), None), &new)
            .await
            .unwrap();
        let again = point("An earlier injury was hidden by two record systems");
        let together = keep_point(app, &ctx, &now, (form(), None), &again)
            .await
            .unwrap();
        let of = SaidOf::LearningPoint(together);
        let said = said_before(app, &ctx, &now, of).await.unwrap();
        assert!(said.own.is_empty(), "it was said on the same day");
        let later = &Ctx {
            now: NOW.plus_seconds(24 * 60 * 60),
            ..ctx.clone()
        };
        let again = keep_point(app, later, &now, (form(), None), &again)
            .await
            .unwrap();
        let of = SaidOf::LearningPoint(first);
        let said = said_before(app, later, &before, of).await.unwrap();
        assert!(said.own.is_empty(), "what was said later was not before");
        let of = SaidOf::LearningPoint(again);
        let said = said_before(app, later, &now, of).await.unwrap();
        assert_eq!(said.own[0].times[0].reference, before.as_str());
        let answered = Ended::Answered {
            actions: 1,
            done: 0,
            changed: 0,
        };
        assert_eq!(said.own[0].times[0].ended, answered);
        let times = said.own.iter().flat_map(|one| &one.times);
        assert!(times.into_iter().all(|one| one.reference != now.as_str()));
        assert!(said.others.is_empty() && said.published.is_empty());
    }
}

#[tokio::test]
async fn a_search_that_is_kept_says_what_is_new_and_is_its_owners_own() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let ctx = &instance.acting(Role::LearningReader, None);
        let nothing = (&Filter::default(), "? a");
        let empty = library::keep_search(app, ctx, form(), nothing).await;
        assert_eq!(rule(empty), "search-empty");
        put(&instance, Audience::Nation).await;
        let asked = (&Filter::default(), "letters");
        let sent = form();
        let id = library::keep_search(app, ctx, sent, asked).await.unwrap();
        let again = library::keep_search(app, ctx, sent, asked).await.unwrap();
        assert_eq!(id, again, "the same form");
        let new = async || {
            let all = library::searches(app, ctx).await.unwrap();
            all.iter().map(library::Search::unseen).collect::<Vec<_>>()
        };
        assert_eq!(new().await, [0]);
        let later = put(&instance, Audience::Nation).await;
        assert_eq!(new().await, [1]);
        let found = library::one_search(app, ctx, id).await.unwrap();
        assert_eq!(found.found.len(), 2);
        assert!(
            found.found[0].1 && !found.found[1].1,
            "what is new is first"
        );
        assert!(matches!(&found.found[0].0, Found::Item { item, .. } if item.id == later));
        let shown = found.shown();
        assert_eq!(shown, [format!("{later}/1")]);
        put(&instance, Audience::Nation).await;
        assert_eq!(new().await, [2]);
        library::seen_search(app, ctx, id, &shown).await.unwrap();
        assert_eq!(new().await, [1], "what the page did not show stays new");
        let gone = [String::from("no such thing")];
        library::seen_search(app, ctx, id, &gone).await.unwrap();
        assert_eq!(new().await, [1]);
        let other = &instance.acting(Role::LearningReader, None);
        let refused = library::one_search(app, other, id).await;
        assert!(matches!(refused, Err(AppError::NotFound)));
        library::let_search_go(app, ctx, id).await.unwrap();
        assert!(new().await.is_empty());
    }
}

#[tokio::test]
async fn once_a_week_an_e_mail_says_that_something_is_new_to_whoever_wants_it() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let ctx = &instance.acting(Role::LearningReader, None);
        let asked = (&Filter::default(), "letters");
        let id = library::keep_search(app, ctx, form(), asked).await.unwrap();
        let vault = app.vault(ctx).await.unwrap();
        let due = async || library::remind_digest(app, &vault).await.unwrap();
        assert_eq!(due().await, 0, "nothing is new");
        put(&instance, Audience::Region("elsewhere".to_owned())).await;
        assert_eq!(due().await, 0, "not for this organisation");
        put(&instance, Audience::Nation).await;
        library::mail_search(app, ctx, id, false).await.unwrap();
        assert_eq!(due().await, 0, "they want none");
        library::mail_search(app, ctx, id, true).await.unwrap();
        assert_eq!(due().await, 1);
        assert_eq!(due().await, 0, "one a week");
        let shown = library::one_search(app, ctx, id).await.unwrap().shown();
        library::seen_search(app, ctx, id, &shown).await.unwrap();
        assert_eq!(due().await, 0, "they have looked");
    }
}

#[tokio::test]
async fn what_is_to_be_looked_at_again_and_what_is_new_wait_for_whoever_it_concerns() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let item = put(&instance, Audience::Nation).await;
        decide(app, &ctx, (form(), None), &deciding(item))
            .await
            .unwrap();
        assert_eq!(waiting(app, &ctx).await.unwrap(), 0);
        let later = |ctx: &Ctx| Ctx {
            now: NOW.plus_seconds(30 * 24 * 60 * 60),
            ..ctx.clone()
        };
        assert_eq!(waiting(app, &later(&ctx)).await.unwrap(), 1);
        let reader = &instance.acting(Role::LearningReader, None);
        assert_eq!(waiting(app, &later(reader)).await.unwrap(), 0);
        assert!(!library::anything_new(app, reader).await.unwrap());
        let asked = (&Filter::default(), "letters");
        library::keep_search(app, reader, form(), asked)
            .await
            .unwrap();
        assert!(!library::anything_new(app, reader).await.unwrap());
        put(&instance, Audience::Nation).await;
        assert!(library::anything_new(app, reader).await.unwrap());
    }
}
