//! What people see differently: half a minute on any page, told by role and never by name, and what keeps somebody from
//! writing.

use access::{Ctx, Role};
use app::Reference;
use app::moment::{
    WroteIt, card, here, keep_witness, moments, own_learning, own_place, pass_on, record, witnesses,
};
use app::proceedings::record as begin;
use app::rapid_review::keep_meeting;
use app::team::add;
use app::today::{Need, today as today_of};
use app::{AppError, Looking};
use model::case::ReviewMeeting;
use model::learning::{
    Basis, BasisKind, ConcernPassedOn, LearningStage, Moment, MomentKind, SystemLevel, Witness,
    WitnessAdvice,
};
use model::{Date, RecordId};

use crate::decision::rule;
use crate::follow::{form, manager};
use crate::proceedings::criminal;
use crate::support::{self, Instance, NOW, today, words};
use crate::team::{day, here as member_here, me, place};

async fn wrote(
    instance: &Instance,
    ctx: &Ctx,
    reference: &Reference,
    new: &Moment,
) -> Result<RecordId, AppError> {
    record(&instance.app, ctx, reference, form(), new).await
}

fn this_day() -> Date {
    NOW.date_in_london()
}

fn meeting(minutes: &str) -> ReviewMeeting {
    ReviewMeeting {
        on: today(),
        considers: false,
        attended: words("Lead nurse, trust\nHead of service, children's services\nOfficer, police"),
        apologies: words(""),
        papers: Vec::new(),
        minutes: words(minutes),
    }
}

/// Somebody whom the directory knows, on the team of a review.
async fn on_team(instance: &Instance, reference: &Reference, name: &str) -> Ctx {
    let ctx = member_here(instance, name, Role::ReviewGroupMember).await;
    let new = place(me(&ctx));
    add(&instance.app, &manager(instance), reference, form(), &new)
        .await
        .unwrap();
    ctx
}

#[tokio::test]
async fn one_answer_is_enough_and_the_rest_is_kept_as_it_was_given() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        wrote(
            &instance,
            &ctx,
            &reference,
            &Moment::of(" We asked the school last. "),
        )
        .await
        .unwrap();
        let mut whole = Moment::of("The handover works because both teams read one page.");
        whole.thought_before = words("That nobody reads it.");
        whole.stage = Some(LearningStage::InformationGathering);
        whole.kind = Some(MomentKind::GoodPractice);
        whole.level = Some(SystemLevel::Team);
        whole.changed_at = Some(SystemLevel::Partnership);
        whole.revisit_on = Some(day(10));
        let sent = form();
        let first = record(app, &ctx, &reference, sent, &whole).await.unwrap();
        let again = record(app, &ctx, &reference, sent, &whole).await.unwrap();
        assert_eq!(first, again, "a form that is sent twice acts once");

        let found = moments(app, &ctx, &reference).await.unwrap();
        assert_eq!(found.all.len(), 2);
        assert!(found.may_write && !found.live && !found.held_back);
        let newest = &found.all[0].kept.body;
        assert_eq!(newest.thought_before, whole.thought_before);
        assert!(newest.is_changed_elsewhere());
        assert_eq!(newest.revisit_on, Some(day(10)));
        let short = &found.all[1].kept.body;
        assert_eq!(short.seen_differently, words("We asked the school last."));
        assert_eq!(short.revisit_on, Some(day(90)), "the scheme says 90 days");
        assert_eq!(
            short.recorded_as.as_ref().unwrap().role,
            Role::BusinessManager.code()
        );
    }
}

#[tokio::test]
async fn what_cannot_be_kept_says_why() {
    for instance in support::both(false).await {
        let ctx = manager(&instance);
        let reference = instance.incident().await;
        let mut ahead = Moment::of("Seen");
        ahead.occurred_on = Some("2099-01-01".parse().unwrap());
        let mut soon = Moment::of("Seen");
        soon.revisit_on = Some(this_day());
        let mut elsewhere = Moment::of("Seen");
        elsewhere.basis = vec![Basis {
            kind: BasisKind::File,
            record: None,
            file: Some(crypto::id(NOW).unwrap()),
            passage: words("Page 2"),
        }];
        for (new, code) in [
            (Moment::of(" \n "), "moment-empty"),
            (ahead, "moment-later"),
            (soon, "moment-revisit"),
            (elsewhere, "moment-basis"),
        ] {
            let refused = wrote(&instance, &ctx, &reference, &new).await;
            assert_eq!(rule(refused), code);
        }
        let stranger = instance.acting(Role::LearningReader, None);
        let refused = wrote(&instance, &stranger, &reference, &Moment::of("Seen")).await;
        assert!(matches!(
            refused,
            Err(AppError::NotPermitted { .. } | AppError::NotFound)
        ));
        let found = moments(&instance.app, &ctx, &reference).await.unwrap();
        assert!(found.all.is_empty());
    }
}

#[tokio::test]
async fn readers_are_told_the_role_only_where_enough_people_hold_it() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let reference = instance.incident().await;
        let mut group = Vec::new();
        for name in ["Ada Invented", "Bo Invented", "Cy Invented", "Di Invented"] {
            group.push(on_team(&instance, &reference, name).await);
        }
        wrote(&instance, &group[0], &reference, &Moment::of("Seen"))
            .await
            .unwrap();
        let told = async |ctx: &Ctx| {
            let found = moments(app, ctx, &reference).await.unwrap();
            found.all[0].who.clone()
        };
        assert_eq!(told(&group[0]).await, WroteIt::Me);
        assert_eq!(told(&group[1]).await, WroteIt::Practitioner, "four hold it");
        member_here(&instance, "Ed Invented", Role::ReviewGroupMember).await;
        let role = WroteIt::Role(Role::ReviewGroupMember, None);
        assert_eq!(told(&group[1]).await, role, "five hold it");
    }
}

#[tokio::test]
async fn a_card_is_filled_once_by_each_until_there_are_minutes() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let held = keep_meeting(app, &ctx, &reference, (form(), None), &meeting(""))
            .await
            .unwrap();
        let (one, other) = (
            on_team(&instance, &reference, "Ada Invented").await,
            on_team(&instance, &reference, "Bo Invented").await,
        );
        let asked = async |ctx: &Ctx| {
            let today = today_of(app, ctx).await.unwrap();
            let is_card =
                |need: &Need| matches!(need, Need::Look(look) if look.what == Looking::Card);
            today.lines.iter().any(|line| is_card(&line.need))
        };
        assert!(asked(&one).await && asked(&other).await);
        assert!(!asked(&ctx).await, "whoever is on no team is not asked");
        let mut filled = Moment::of("I had not seen how the school saw it.");
        filled.after_meeting = Some(held);
        wrote(&instance, &one, &reference, &filled).await.unwrap();
        let twice = wrote(&instance, &one, &reference, &filled).await;
        assert_eq!(rule(twice), "card-filled");
        let mut empty = Moment::of("");
        empty.after_meeting = Some(held);
        let nothing = wrote(&instance, &other, &reference, &empty).await;
        assert_eq!(rule(nothing), "moment-empty");
        assert!(!asked(&one).await && asked(&other).await);
        let seen = card(app, &other, &reference, held).await.unwrap();
        assert_eq!((seen.filled, seen.there, seen.mine), (1, 3, false));

        let written = (form(), Some((held, 1)));
        keep_meeting(app, &ctx, &reference, written, &meeting("It was agreed."))
            .await
            .unwrap();
        let late = wrote(&instance, &other, &reference, &filled).await;
        assert_eq!(rule(late), "card-closed");
        assert!(!asked(&other).await);
        assert!(card(app, &other, &reference, held).await.unwrap().closed);
    }
}

#[tokio::test]
async fn whoever_may_be_a_witness_is_not_asked_until_advice_is_on_record() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let person = on_team(&instance, &reference, "Ada Invented").await;
        let mut witness = Witness {
            person: me(&person),
            said_by: words("Senior investigating officer, police"),
            on: this_day(),
            advice: None,
        };
        let mut silent = witness.clone();
        silent.said_by = words(" ");
        let refused = keep_witness(app, &ctx, &reference, (form(), None), &silent).await;
        assert_eq!(rule(refused), "witness-said-by");
        let id = keep_witness(app, &ctx, &reference, (form(), None), &witness)
            .await
            .unwrap();
        let held = keep_meeting(app, &ctx, &reference, (form(), None), &meeting(""))
            .await
            .unwrap();
        let refused = wrote(&instance, &person, &reference, &Moment::of("Seen")).await;
        assert_eq!(rule(refused), "moment-witness");
        assert!(here(app, &person, &reference).await.unwrap().is_none());
        assert!(
            card(app, &person, &reference, held)
                .await
                .unwrap()
                .held_back
        );
        let lines = today_of(app, &person).await.unwrap().lines;
        let asked = |need: &Need| matches!(need, Need::Look(look) if look.what == Looking::Card);
        assert!(!lines.iter().any(|line| asked(&line.need)));
        assert!(witnesses(app, &person, &reference).await.is_err());

        witness.advice = Some(WitnessAdvice {
            words: words("They may write about conditions of work."),
            on: this_day(),
        });
        keep_witness(app, &ctx, &reference, (form(), Some((id, 1))), &witness)
            .await
            .unwrap();
        wrote(&instance, &person, &reference, &Moment::of("Seen"))
            .await
            .unwrap();
        assert!(here(app, &person, &reference).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn the_box_knows_whether_proceedings_run_and_who_may_write() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let box_here = here(app, &ctx, &reference).await.unwrap().unwrap();
        assert!(!box_here.live);
        assert_eq!(box_here.stage, LearningStage::IncidentKnown);
        begin(app, &ctx, &reference, (form(), None), &criminal(&ctx))
            .await
            .unwrap();
        assert!(here(app, &ctx, &reference).await.unwrap().unwrap().live);
        let stranger = instance.acting(Role::LearningReader, None);
        assert!(here(app, &stranger, &reference).await.unwrap().is_none());
        let nowhere = Reference::generate().unwrap();
        assert!(here(app, &ctx, &nowhere).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn of_a_concern_nothing_is_kept_but_where_it_went_and_when() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let concern = |to: &str, on| ConcernPassedOn {
            to: to.to_owned(),
            on,
        };
        for (new, code) in [
            (concern("a_name", this_day()), "concern-to"),
            (concern("police", day(1)), "concern-later"),
        ] {
            let refused = pass_on(app, &ctx, &reference, form(), &new).await;
            assert_eq!(rule(refused), code);
        }
        let new = concern("designated_officer", this_day());
        pass_on(app, &ctx, &reference, form(), &new).await.unwrap();
        let found = moments(app, &ctx, &reference).await.unwrap();
        assert!(found.all.is_empty());
        assert_eq!(found.passed_on[0].body, new);
    }
}

#[tokio::test]
async fn the_national_body_learns_from_what_it_was_told_and_from_its_own_work() {
    for instance in support::both(true).await {
        let app = &instance.app;
        let (here, there) = crate::national::told(&instance).await;
        let secretariat = instance.at_the_national_body(Role::PanelSecretariat);
        let member = instance.at_the_national_body(Role::PanelMember);
        wrote(
            &instance,
            &member,
            &there,
            &Moment::of("Our letter asked twice."),
        )
        .await
        .unwrap();
        let found = moments(app, &secretariat, &there).await.unwrap();
        assert_eq!(found.all.len(), 1);
        let own = moments(app, &manager(&instance), &here).await.unwrap();
        assert!(own.all.is_empty(), "the partnership does not see it");

        assert!(own_learning(app, &member).await.unwrap().is_none());
        let place = own_place(app, &member).await.unwrap();
        assert_eq!(own_place(app, &secretariat).await.unwrap(), place);
        wrote(&instance, &member, &place, &Moment::of("We read too late."))
            .await
            .unwrap();
        let read = own_learning(app, &secretariat).await.unwrap().unwrap();
        assert_eq!(read.all.len(), 1);
        let list = app::received::work_list(app, &secretariat, vault::Which::All, 0)
            .await
            .unwrap();
        let of_place = |line: &app::received::WorkLine| line.case.reference == place.as_str();
        assert!(!list.lines.iter().any(of_place), "it is no case");
        let elsewhere = own_place(app, &manager(&instance)).await;
        assert!(matches!(elsewhere, Err(AppError::NotPermitted { .. })));
    }
}
