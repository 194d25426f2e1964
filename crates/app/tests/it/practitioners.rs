//! Contact with practitioners: told of the review, supported, heard, told what came of it.

use access::{Ctx, Role};
use app::practitioners::{keep_practitioner, practitioners, take_away_practitioner};
use app::publication::publication;
use app::today::{Need, today as today_of};
use app::{AppError, Looking, Reference};
use model::case::{
    CommentsStand, DraftTime, EventStands, PractitionerContact, ReportPart, SupportStands,
    ToldOfReview, ToldOn,
};

use crate::decision::rule;
use crate::follow::{form, manager, notified_case};
use crate::rapid_review::{codes, seen, write};
use crate::support::{self, Instance, today, words};
use crate::team::day;

pub(crate) fn told(told: ToldOfReview) -> PractitionerContact {
    PractitionerContact {
        role: words("Health visitor, community trust"),
        name: words(""),
        told,
        support: SupportStands::Offered,
        support_words: words("Supervision by a colleague"),
        event: EventStands::Invited,
        event_on: None,
        draft: None,
        feedback: None,
    }
}

pub(crate) fn in_person() -> ToldOfReview {
    ToldOfReview::Told {
        on: today(),
        how: "in_person".to_owned(),
        by: words("Her manager"),
    }
}

fn not_told(reason: &str, review: i64) -> ToldOfReview {
    ToldOfReview::NotTold {
        reason: reason.to_owned(),
        tried: words("Two calls."),
        decided_by: words("Head of safeguarding"),
        review_on: day(review),
    }
}

async fn looks(instance: &Instance, ctx: &Ctx) -> Vec<(Looking, String)> {
    let lines = today_of(&instance.app, ctx).await.unwrap().lines;
    let look = |need: Need| match need {
        Need::Look(look) => Some((look.what, look.end)),
        _ => None,
    };
    let found = lines.into_iter().filter_map(|line| look(line.need));
    found
        .filter(|(_, end)| end.starts_with("practitioners/"))
        .collect()
}

async fn kept(
    instance: &Instance,
    reference: &Reference,
    new: &PractitionerContact,
) -> Result<model::RecordId, AppError> {
    let ctx = manager(instance);
    keep_practitioner(&instance.app, &ctx, reference, (form(), None), new).await
}

#[tokio::test]
async fn a_practitioner_is_told_supported_heard_and_told_what_came_of_it() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let me = ctx.actor.person().unwrap().id;
        let waiting = told(ToldOfReview::NotYet {
            by: me,
            due: day(3),
        });
        let id = kept(&instance, &reference, &waiting).await.unwrap();
        let end = format!("practitioners/{id}");
        let expected = [(Looking::TellPractitioner, end.clone())];
        assert_eq!(looks(&instance, &ctx).await, expected);
        let whole = PractitionerContact {
            event: EventStands::TookPart,
            event_on: Some(today()),
            draft: Some(DraftTime {
                from: today(),
                how_long: words("two weeks"),
                comments: CommentsStand::Answered,
            }),
            feedback: Some(ToldOn {
                on: today(),
                by: words("Lead reviewer"),
            }),
            ..told(in_person())
        };
        let at = (form(), Some((id, 1)));
        keep_practitioner(app, &ctx, &reference, at, &whole)
            .await
            .unwrap();
        let again = keep_practitioner(app, &ctx, &reference, (form(), Some((id, 1))), &waiting);
        assert!(matches!(again.await, Err(AppError::Clash(_))));
        assert!(looks(&instance, &ctx).await.is_empty());
        let read = practitioners(app, &ctx, &reference).await.unwrap();
        assert_eq!(read.all[0].body, whole);
        assert!(read.may_edit);
        let made = publication(app, &ctx, &reference).await.unwrap().made;
        assert_eq!(
            made.records.practitioners.len(),
            1,
            "who hears first is known"
        );
        let today = kept(&instance, &reference, &told(not_told("employer", 0)))
            .await
            .unwrap();
        let end = format!("practitioners/{today}");
        assert_eq!(looks(&instance, &ctx).await, [(Looking::NotTold, end)]);
        let away = (form(), (today, 1));
        take_away_practitioner(app, &ctx, &reference, away)
            .await
            .unwrap();
        assert!(looks(&instance, &ctx).await.is_empty());
    }
}

#[tokio::test]
async fn what_lacks_something_is_refused_and_so_is_whoever_may_not() {
    for instance in support::both(false).await {
        let reference = instance.incident().await;
        let tomorrow = model::UncertainDate::day(day(1)).unwrap();
        let draft = |from, how_long: &str| {
            Some(DraftTime {
                from,
                how_long: words(how_long),
                comments: CommentsStand::None,
            })
        };
        let feedback = Some(ToldOn {
            on: tomorrow,
            by: words("Lead reviewer"),
        });
        let good = told(in_person());
        for (new, code) in [
            (
                PractitionerContact {
                    role: words(" "),
                    ..good.clone()
                },
                "practitioner-role",
            ),
            (told(not_told("too_young", 3)), "family-reason"),
            (told(not_told("employer", -1)), "family-review-past"),
            (
                PractitionerContact {
                    draft: draft(tomorrow, "a week"),
                    ..good.clone()
                },
                "practitioner-draft",
            ),
            (
                PractitionerContact {
                    draft: draft(today(), ""),
                    ..good.clone()
                },
                "practitioner-draft",
            ),
            (
                PractitionerContact {
                    feedback,
                    ..good.clone()
                },
                "practitioner-feedback",
            ),
        ] {
            assert_eq!(rule(kept(&instance, &reference, &new).await), code);
        }
        for role in [
            Role::AuthorityNotifier,
            Role::DelegatedPartner,
            Role::AgencyAuthor,
        ] {
            let ctx = instance.acting(role, None);
            let sent = (form(), None);
            let refused = keep_practitioner(&instance.app, &ctx, &reference, sent, &good).await;
            assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
        }
    }
}

#[tokio::test]
async fn the_name_of_a_practitioner_in_the_report_is_pointed_out() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = notified_case(&instance).await;
        let named = PractitionerContact {
            name: words("Wren Al-Okafor"),
            ..told(in_person())
        };
        keep_practitioner(app, &ctx, &reference, (form(), None), &named)
            .await
            .unwrap();
        let at = (&reference, None);
        let plain = (
            ReportPart::Facts,
            "The wren was seen by the health visitor.",
        );
        write(&instance, &ctx, at, plain).await.unwrap();
        let review = seen(&instance, &ctx, &reference).await;
        assert!(!codes(&review).contains(&"names"), "the bird is no name");
        let naming = (ReportPart::Episodes, "On the second day Ms Okafor called.");
        write(&instance, &ctx, at, naming).await.unwrap();
        let review = seen(&instance, &ctx, &reference).await;
        assert!(codes(&review).contains(&"names"));
    }
}
