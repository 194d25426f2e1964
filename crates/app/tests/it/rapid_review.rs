//! The rapid review: its report, its meetings, the three sign-offs, sending it.

use access::{Ctx, Role};
use app::names::names;
use app::rapid_review::{
    RapidReview, Sending, advice, confirm_sign_off, keep_meeting, keep_part, paper, rapid_review,
    send, sign, sign_for,
};
use app::received::{Said, work_list};
use app::today::{Need, today as today_of};
use app::wording::{confirm, confirmations};
use app::{AppError, Reference};
use model::case::{Direction, OnBehalf, ReportPart, ReportText, ReviewMeeting, SignOff, Told};
use model::scheme::StageKind;
use model::{RecordId, UncertainDate};

use vault::Which;

use crate::decision::rule;
use crate::follow::{form, manager, notified_case};
use crate::letters::carry;
use crate::support::{self, Instance, first_received, today, words};
use crate::team::day;

const PARTNERS: [&str; 3] = ["local_authority", "integrated_care_board", "police"];

pub(crate) async fn seen(instance: &Instance, ctx: &Ctx, reference: &Reference) -> RapidReview {
    rapid_review(&instance.app, ctx, reference).await.unwrap()
}

pub async fn write(
    instance: &Instance,
    ctx: &Ctx,
    (reference, place): (&Reference, app::Place),
    (part, text): (ReportPart, &str),
) -> Result<RecordId, AppError> {
    let words = words(text);
    let new = ReportText { part, words };
    keep_part(&instance.app, ctx, reference, (form(), place), &new).await
}

fn meeting(considers: bool) -> ReviewMeeting {
    ReviewMeeting {
        on: today(),
        considers,
        attended: words("Lead nurse, trust\n\nHead of service, children's services"),
        apologies: words(""),
        papers: Vec::new(),
        minutes: words("Nobody had asked about the journey."),
    }
}

fn sign_off(instance: &Instance, partner: &str, of: &str) -> SignOff {
    SignOff {
        partner: partner.to_owned(),
        agency: instance.agency_of(partner),
        given_by: words("A delegated partner"),
        cover_for: None,
        signs: true,
        words: words(""),
        on: today(),
        of: of.to_owned(),
        on_behalf: None,
    }
}

fn partner(instance: &Instance, kind: &str) -> Ctx {
    instance.acting(Role::DelegatedPartner, Some(kind))
}

fn by_telephone() -> Option<OnBehalf> {
    Some(OnBehalf {
        channel: "telephone".to_owned(),
        source: words("The partner, today at 10"),
        entered_by: None,
        confirmed_by: None,
    })
}

pub(crate) fn codes(review: &RapidReview) -> Vec<&'static str> {
    advice(review).iter().map(|one| one.code).collect()
}

#[tokio::test]
async fn the_report_is_written_part_by_part_and_says_what_it_lacks() {
    for instance in support::both(false).await {
        let ctx = manager(&instance);
        let reference = notified_case(&instance).await;
        let at = (&reference, None);
        let empty = write(&instance, &ctx, at, (ReportPart::Facts, " ")).await;
        assert_eq!(rule(empty), "report-words");
        let id = write(&instance, &ctx, at, (ReportPart::Facts, "A fall at home."))
            .await
            .unwrap();
        let twice = write(&instance, &ctx, at, (ReportPart::Facts, "Something else")).await;
        assert!(matches!(twice, Err(AppError::Clash(_))));
        let place = (&reference, Some((id, 1)));
        let other = write(
            &instance,
            &ctx,
            place,
            (ReportPart::Voice, "She liked swings"),
        )
        .await;
        assert_eq!(rule(other), "changed-meanwhile");
        write(
            &instance,
            &ctx,
            at,
            (ReportPart::Inequality, "None identified."),
        )
        .await
        .unwrap();
        let review = seen(&instance, &ctx, &reference).await;
        let lacks = codes(&review);
        assert!(advice(&review)[0].stops && lacks[0] == "inequality");
        for code in [
            "meeting",
            "episodes",
            "voice",
            "points",
            "local-review",
            "unsigned",
        ] {
            assert!(lacks.contains(&code), "{code}: {lacks:?}");
        }
        assert!(!lacks.contains(&"facts"));
        let stranger = instance.acting(Role::AgencyAuthor, None);
        let refused = write(&instance, &stranger, at, (ReportPart::Voice, "x")).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
    }
}

#[tokio::test]
async fn the_meeting_that_considers_everything_is_a_step_on_the_track() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = notified_case(&instance).await;
        let tomorrow = UncertainDate::day(day(1)).unwrap();
        for (new, code) in [
            (
                ReviewMeeting {
                    attended: words(" "),
                    ..meeting(true)
                },
                "meeting-attended",
            ),
            (
                ReviewMeeting {
                    on: tomorrow,
                    ..meeting(true)
                },
                "meeting-later",
            ),
            (
                ReviewMeeting {
                    papers: vec![crypto::id(support::NOW).unwrap()],
                    ..meeting(true)
                },
                "meeting-papers",
            ),
        ] {
            let refused = keep_meeting(app, &ctx, &reference, (form(), None), &new).await;
            assert_eq!(rule(refused), code);
        }
        let sent = (form(), None);
        keep_meeting(app, &ctx, &reference, sent, &meeting(false))
            .await
            .unwrap();
        assert_eq!(seen(&instance, &ctx, &reference).await.stage(), None);
        for _ in 0..2 {
            let sent = (form(), None);
            keep_meeting(app, &ctx, &reference, sent, &meeting(true))
                .await
                .unwrap();
        }
        let review = seen(&instance, &ctx, &reference).await;
        assert_eq!(review.stage(), Some(StageKind::MeetingHeld));
        assert_eq!(review.meetings.len(), 3);
        assert_eq!(review.meetings[0].body.there(), 2);
        assert!(!codes(&review).contains(&"meeting"));
    }
}

#[tokio::test]
async fn each_partner_signs_the_report_as_it_stands_and_again_when_it_changed() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = notified_case(&instance).await;
        let at = (&reference, None);
        write(&instance, &ctx, at, (ReportPart::Facts, "A fall."))
            .await
            .unwrap();
        let print = seen(&instance, &ctx, &reference).await.print;
        let police = partner(&instance, "police");
        let good = sign_off(&instance, "police", &print);
        for (new, code) in [
            (
                sign_off(&instance, "local_authority", &print),
                "sign-no-partner",
            ),
            (sign_off(&instance, "police", "another"), "sign-changed"),
            (
                SignOff {
                    given_by: words(" "),
                    ..good.clone()
                },
                "sign-by",
            ),
            (
                SignOff {
                    signs: false,
                    ..good.clone()
                },
                "sign-why",
            ),
            (
                SignOff {
                    on: UncertainDate::day(day(1)).unwrap(),
                    ..good.clone()
                },
                "sign-later",
            ),
        ] {
            let refused = sign(app, &police, &reference, form(), &new).await;
            assert_eq!(rule(refused), code);
        }
        sign(app, &police, &reference, form(), &good).await.unwrap();
        let review = seen(&instance, &ctx, &reference).await;
        let signed = review.partners.iter().filter(|line| line.has_signed());
        assert_eq!(signed.count(), 1);
        write(&instance, &ctx, at, (ReportPart::Voice, "Swings."))
            .await
            .unwrap();
        let review = seen(&instance, &ctx, &reference).await;
        assert!(review.partners.iter().all(|line| !line.has_signed()));
    }
}

#[tokio::test]
async fn a_sign_off_that_came_by_telephone_is_entered_and_confirmed() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = notified_case(&instance).await;
        let print = seen(&instance, &ctx, &reference).await.print;
        let police = partner(&instance, "police");
        let good = sign_off(&instance, "police", &print);
        sign(app, &police, &reference, form(), &good).await.unwrap();
        let board = "integrated_care_board";
        let entered = SignOff {
            on_behalf: by_telephone(),
            ..sign_off(&instance, board, &print)
        };
        let bare = SignOff {
            on_behalf: None,
            ..entered.clone()
        };
        let refused = sign_for(app, &ctx, &reference, form(), &bare).await;
        assert_eq!(rule(refused), "sign-source");
        let id = sign_for(app, &ctx, &reference, form(), &entered)
            .await
            .unwrap();
        let own = SignOff {
            on_behalf: by_telephone(),
            ..good
        };
        let refused = sign_for(app, &ctx, &reference, form(), &own).await;
        assert_eq!(rule(refused), "sign-given");
        let review = seen(&instance, &ctx, &reference).await;
        assert!(codes(&review).contains(&"unconfirmed") && !review.is_signed());
        let refused = confirm_sign_off(app, &police, &reference, form(), (id, 1)).await;
        assert_eq!(rule(refused), "sign-no-partner");
        let theirs = partner(&instance, board);
        confirm_sign_off(app, &theirs, &reference, form(), (id, 1))
            .await
            .unwrap();
        let review = seen(&instance, &ctx, &reference).await;
        assert!(!codes(&review).contains(&"unconfirmed"));
        assert_eq!(
            review
                .partners
                .iter()
                .filter(|line| line.has_signed())
                .count(),
            2
        );
    }
}

pub async fn all_sign(instance: &Instance, reference: &Reference, print: &str) {
    for kind in PARTNERS {
        let ctx = partner(instance, kind);
        let new = sign_off(instance, kind, print);
        sign(&instance.app, &ctx, reference, form(), &new)
            .await
            .unwrap();
    }
}

pub async fn sending(instance: &Instance, ctx: &Ctx, reference: &Reference) -> Sending {
    let review = seen(instance, ctx, reference).await;
    let case = &review.case;
    let loaded = instance
        .app
        .scheme_of(&case.scheme, &case.scheme_digest)
        .unwrap();
    let names = names(&instance.app, ctx).await.unwrap();
    let given = confirmations(&instance.app, ctx, &loaded.digest)
        .await
        .unwrap();
    let report = paper(
        &review,
        (&loaded.scheme, &given),
        (&names, "An invented partnership"),
        (support::NOW.date_in_london(), true),
    );
    Sending {
        print: review.print.clone(),
        signed: review.is_signed(),
        report,
        despite: None,
        outside: None,
        on: today(),
    }
}

/// Somebody of the partnership confirms the wording that the report needs.
pub async fn confirmed(instance: &Instance, ctx: &Ctx, reference: &Reference) {
    let new = sending(instance, ctx, reference).await;
    let case = seen(instance, ctx, reference).await.case;
    let needed = new.report.unconfirmed.into_iter();
    let needed: Vec<String> = needed.map(|one| one.address).collect();
    confirm(&instance.app, ctx, &case.scheme_digest, &needed)
        .await
        .unwrap();
}

fn refusal(done: Result<(), AppError>) -> &'static str {
    rule(done)
}

#[tokio::test]
async fn a_signed_report_arrives_at_the_national_body_once() {
    for instance in support::both(true).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = notified_case(&instance).await;
        let at = (&reference, None);
        write(&instance, &ctx, at, (ReportPart::Inequality, "n/a"))
            .await
            .unwrap();
        let new = sending(&instance, &ctx, &reference).await;
        let done = send(app, &ctx, &reference, form(), &new).await;
        assert_eq!(refusal(done), "wording-not-confirmed");
        confirmed(&instance, &ctx, &reference).await;
        let new = sending(&instance, &ctx, &reference).await;
        let done = send(app, &ctx, &reference, form(), &new).await;
        assert_eq!(refusal(done), "report-despite");
        let despite = Some(words("Nobody of the police could be reached."));
        let unsigned = Sending { despite, ..new };
        let done = send(app, &ctx, &reference, form(), &unsigned).await;
        assert_eq!(refusal(done), "report-inequality");
        let place = (
            &reference,
            Some((seen(&instance, &ctx, &reference).await.texts[0].id, 1)),
        );
        let text = "Nobody asked for an interpreter.";
        write(&instance, &ctx, place, (ReportPart::Inequality, text))
            .await
            .unwrap();
        let done = send(app, &ctx, &reference, form(), &unsigned).await;
        assert_eq!(refusal(done), "report-changed");
        let print = seen(&instance, &ctx, &reference).await.print;
        all_sign(&instance, &reference, &print).await;
        let good = sending(&instance, &ctx, &reference).await;
        let sent = form();
        for _ in 0..2 {
            send(app, &ctx, &reference, sent, &good).await.unwrap();
        }
        let review = seen(&instance, &ctx, &reference).await;
        assert_eq!(
            (review.stage(), review.sent.len()),
            (Some(StageKind::Sent), 1)
        );
        let kinds: Vec<StageKind> = review.records.steps.iter().map(|one| one.body.to).collect();
        assert!(kinds.contains(&StageKind::Completed), "{kinds:?}");
        carry(app).await;
        let panel = instance.at_the_national_body(Role::PanelSecretariat);
        let found = first_received(app, &panel).await;
        assert!(found.case.reported_at.is_some());
        let Said::Report(sent) = &found.arrived.last().unwrap().said else {
            panic!("the report is what came last");
        };
        assert!(sent.version == 1 && sent.paper == good.report.paper);
        let raiser = instance.acting(Role::IncidentRaiser, None);
        let refused = work_list(app, &raiser, Which::All, 0).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
    }
}

#[tokio::test]
async fn without_a_national_body_it_is_recorded_how_the_report_was_sent() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = notified_case(&instance).await;
        let text = "Nobody asked for an interpreter.";
        let part = (ReportPart::Inequality, text);
        write(&instance, &ctx, (&reference, None), part)
            .await
            .unwrap();
        let despite = Some(words("Nobody of the police could be reached."));
        confirmed(&instance, &ctx, &reference).await;
        let new = sending(&instance, &ctx, &reference).await;
        let new = Sending { despite, ..new };
        let done = send(app, &ctx, &reference, form(), &new).await;
        assert_eq!(refusal(done), "report-outside");
        let told = Told {
            recipient: "panel".to_owned(),
            whom: words("The secretariat"),
            on: today(),
            channel: "email".to_owned(),
            by: words("The business manager"),
            direction: Direction::Sent,
            area: None,
            reference: words("The report"),
            file: None,
        };
        let new = Sending {
            outside: Some(told),
            ..new
        };
        send(app, &ctx, &reference, form(), &new).await.unwrap();
        let review = seen(&instance, &ctx, &reference).await;
        assert_eq!(review.stage(), Some(StageKind::Sent));
        assert!(
            review
                .records
                .told
                .iter()
                .any(|one| one.body.went_to("panel"))
        );
    }
}

async fn wanted(instance: &Instance, ctx: &Ctx) -> Vec<&'static str> {
    let found = today_of(&instance.app, ctx).await.unwrap();
    let looks = found.lines.iter().filter_map(|line| match &line.need {
        Need::Look(look) => Some(look.what.code()),
        _ => None,
    });
    looks.filter(|what| what.contains("sign_")).collect()
}

#[tokio::test]
async fn a_partner_is_asked_to_sign_once_the_report_is_written_and_met_about() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = notified_case(&instance).await;
        let police = partner(&instance, "police");
        let board = partner(&instance, "integrated_care_board");
        for (part, text) in [
            (ReportPart::Facts, "A fall."),
            (ReportPart::Episodes, "The call."),
            (ReportPart::Inequality, "Nobody asked."),
        ] {
            write(&instance, &ctx, (&reference, None), (part, text))
                .await
                .unwrap();
        }
        assert!(wanted(&instance, &police).await.is_empty());
        keep_meeting(app, &ctx, &reference, (form(), None), &meeting(true))
            .await
            .unwrap();
        assert_eq!(wanted(&instance, &police).await, ["sign_off"]);
        assert!(wanted(&instance, &ctx).await.is_empty());
        let print = seen(&instance, &ctx, &reference).await.print;
        let own = sign_off(&instance, "police", &print);
        sign(app, &police, &reference, form(), &own).await.unwrap();
        assert!(wanted(&instance, &police).await.is_empty());
        let entered = SignOff {
            on_behalf: by_telephone(),
            ..sign_off(&instance, "integrated_care_board", &print)
        };
        sign_for(app, &ctx, &reference, form(), &entered)
            .await
            .unwrap();
        assert_eq!(wanted(&instance, &board).await, ["confirm_sign_off"]);
        let voice = (ReportPart::Voice, "Swings.");
        write(&instance, &ctx, (&reference, None), voice)
            .await
            .unwrap();
        assert_eq!(wanted(&instance, &police).await, ["sign_again"]);
    }
}
