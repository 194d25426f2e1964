//! The journey of what a national body learns from its own work: the same as that of a review, beside any review.

use access::{Ctx, Role};
use app::AppError;
use app::commons::Audience;
use app::exchange::{MetOf, met_before};
use app::journey::{Days, Share, journey, link, own_journey, own_of_moment, revise, seen_within};
use app::moment::{own_place, record};
use app::today::today;
use model::UncertainDate;
use model::learning::{LinkedTo, Moment, MomentLink, MomentLinkKind};
use model::uncertain::PartDate;

use crate::decision::rule;
use crate::follow::{form, manager};
use crate::library::put;
use crate::support::{self, NOW, words};
use crate::team::day;

const FIRST: &str = "We read what comes in too late in the week.";
const SECOND: &str = "Our letters asked twice for what we had.";

#[tokio::test]
async fn what_was_seen_in_ones_own_work_is_linked_revised_and_read_in_order() {
    for instance in support::both(true).await {
        let app = &instance.app;
        let secretariat = &instance.at_the_national_body(Role::PanelSecretariat);
        let member = &instance.at_the_national_body(Role::PanelMember);
        let place = &own_place(app, secretariat).await.unwrap();
        let empty = own_journey(app, secretariat, place).await.unwrap();
        assert!(empty.moments.is_empty());
        let first = record(app, secretariat, place, form(), &Moment::of(FIRST)).await;
        let first = first.unwrap();
        let second = record(app, member, place, form(), &Moment::of(SECOND)).await;
        let second = second.unwrap();
        let read = own_journey(app, member, place).await.unwrap();
        assert_eq!((read.moments.len(), read.steps.len()), (2, 0));
        assert!(read.may_revise && read.may_link && !read.live);
        assert_eq!(read.figures.first_on, Some(secretariat.today()));
        assert_eq!(read.figures.first, Days::After(0), "counted from itself");
        assert_eq!(read.figures.first_shared, Days::NotYet);
        assert_eq!(read.figures.before_report, Share { part: 2, of: 2 });

        let to = |to| MomentLink {
            kind: MomentLinkKind::Informs,
            to,
        };
        let sent = (form(), (second, 1));
        let nothing = to(LinkedTo::LearningPoint(first));
        let gone = link(app, secretariat, place, sent, &nothing).await;
        assert_eq!(rule(gone), "journey-gone", "no review stands behind it");
        let new = to(LinkedTo::Moment(first));
        link(app, secretariat, place, sent, &new).await.unwrap();
        let one = own_of_moment(app, member, place, first).await.unwrap();
        assert_eq!(one.links.len(), 1, "it is shown at both ends");
        assert_eq!(one.ends.len(), 2, "moments and nothing else");

        let said = words("We read what comes in on one day of the week.");
        let new = (&said, &words("We counted."), None);
        revise(app, member, place, (form(), (first, 1)), new)
            .await
            .unwrap();
        let one = own_of_moment(app, secretariat, place, first).await.unwrap();
        let texts: Vec<&str> = one.versions.iter().map(|one| one.words.as_str()).collect();
        assert_eq!(texts, [FIRST, said.0.as_str()]);
    }
}

#[tokio::test]
async fn nobody_reads_it_as_a_review_and_nobody_else_reads_it() {
    for instance in support::both(true).await {
        let app = &instance.app;
        let secretariat = &instance.at_the_national_body(Role::PanelSecretariat);
        let place = &own_place(app, secretariat).await.unwrap();
        let new = Moment::of(FIRST);
        let id = record(app, secretariat, place, form(), &new).await.unwrap();
        assert!(journey(app, secretariat, place).await.is_err());
        let reader = &instance.at_the_national_body(Role::LearningReader);
        assert!(own_journey(app, reader, place).await.is_err());
        assert!(own_of_moment(app, reader, place, id).await.is_err());
        let partnership = own_journey(app, &manager(&instance), place).await;
        assert!(matches!(partnership, Err(AppError::NotFound)));
    }
}

#[tokio::test]
async fn a_day_to_look_again_at_ones_own_work_stands_on_today() {
    for instance in support::both(true).await {
        let app = &instance.app;
        let secretariat = &instance.at_the_national_body(Role::PanelSecretariat);
        let place = &own_place(app, secretariat).await.unwrap();
        let mut new = Moment::of(FIRST);
        new.revisit_on = Some(day(3));
        let id = record(app, secretariat, place, form(), &new).await.unwrap();
        let now = today(app, secretariat).await.unwrap();
        assert!(now.own_revisits.is_empty());
        let later = &Ctx {
            now: secretariat.now.plus_seconds(3 * 24 * 60 * 60),
            ..secretariat.clone()
        };
        let then = today(app, later).await.unwrap();
        assert_eq!(then.own_revisits, [(id, day(3))]);
        let reader = &Ctx {
            now: later.now,
            ..instance.at_the_national_body(Role::LearningReader)
        };
        assert!(today(app, reader).await.unwrap().own_revisits.is_empty());
    }
}

#[tokio::test]
async fn whoever_learns_from_own_work_asks_who_else_met_it_and_nobody_else_does() {
    for instance in support::both(true).await {
        let app = &instance.app;
        let secretariat = &instance.at_the_national_body(Role::PanelSecretariat);
        let place = &own_place(app, secretariat).await.unwrap();
        let new = Moment::of("Two letters reached the clinic after it had discharged the child.");
        let id = record(app, secretariat, place, form(), &new).await.unwrap();
        let item = put(&instance, Audience::Nation).await;
        let of = MetOf::Moment(id);
        let met = met_before(app, secretariat, place, of).await.unwrap();
        assert_eq!((met.found.len(), met.found[0].item.id), (1, item));
        let gone = MetOf::Moment(crypto::id(NOW).unwrap());
        let gone = met_before(app, secretariat, place, gone).await;
        assert!(matches!(gone, Err(AppError::NotFound)));
        let no_review = met_before(app, secretariat, place, MetOf::Incident).await;
        assert!(no_review.is_err(), "nothing else is read there by it");
        let reader = &instance.at_the_national_body(Role::LearningReader);
        assert!(met_before(app, reader, place, of).await.is_err());
        let partnership = met_before(app, &manager(&instance), place, of).await;
        assert!(matches!(partnership, Err(AppError::NotFound)));
    }
}

#[tokio::test]
async fn what_was_seen_on_a_day_that_is_not_certain_stands_where_it_may_have_been() {
    for instance in support::both(true).await {
        let app = &instance.app;
        let secretariat = &instance.at_the_national_body(Role::PanelSecretariat);
        let place = &own_place(app, secretariat).await.unwrap();
        let written = NOW.date_in_london();
        let new = Moment::of(FIRST);
        let first = record(app, secretariat, place, form(), &new).await.unwrap();
        let year = PartDate::year(written.year()).unwrap();
        let new = Moment {
            occurred_on: Some(UncertainDate::on(year)),
            ..Moment::of(SECOND)
        };
        let second = record(app, secretariat, place, form(), &new).await.unwrap();
        let read = own_journey(app, secretariat, place).await.unwrap();
        let order: Vec<model::RecordId> = read.moments.iter().map(|one| one.id).collect();
        assert_eq!(order, [second, first], "as early as it may have been");
        let (from, to) = seen_within(&read.moments[0]);
        assert_eq!(from, written.first_of_year());
        assert_eq!(to, written, "nobody saw it after they had written it down");
        assert_eq!(seen_within(&read.moments[1]), (written, written));
    }
}
