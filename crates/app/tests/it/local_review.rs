//! The local review: the decision, what it asks, who leads it, how it goes, its drafts.

use access::Role;
use app::local_review::{
    LocalReview, decide, keep_check, keep_draft, keep_line, keep_request, keep_reviewer,
    keep_terms, local_review,
};
use app::quality::judge;
use app::today::{Need, today as today_of};
use app::{AppError, Looking, Reference};
use model::case::{
    EnquiryStands, Given, LineOfEnquiry, LocalReviewDecision, MarkerStands, MarkerThen,
    ProgressCheck, ReviewDraft, Reviewer, ReviewerEnded, TermsOfReference, WrittenRequest,
};
use model::scheme::{DecisionPoint, StageKind};
use model::{Date, FileId, UncertainDate};

use crate::decision::rule;
use crate::files::added;
use crate::follow::{form, manager, notified_case};
use crate::quality::{MARKER, judgement};
use crate::support::{self, Instance, today, words};
use crate::team::day;

pub fn decision(review: bool) -> LocalReviewDecision {
    LocalReviewDecision {
        review,
        criteria: vec!["working_together".to_owned()],
        reasons: words("Two agencies each held half of what was known."),
        otherwise: words("A learning review with the two agencies."),
        decided_by: words("The three partners"),
        point: DecisionPoint::RapidReview,
        on: today(),
    }
}

fn line(inequality: bool) -> LineOfEnquiry {
    LineOfEnquiry {
        asks: words("Why did nobody ask in which language the mother reads?"),
        comes_from: words("The call of the second day"),
        inequality,
        stands: EnquiryStands::Open,
    }
}

fn reviewer() -> Reviewer {
    Reviewer {
        name: words("A reviewer, formerly of another area"),
        leads: true,
        independence: words("Has never worked for an agency here."),
        conflicts: words("Declared none."),
        checked_by: words("The independent scrutineer"),
        on: today(),
        person: None,
        until: None,
        ended: None,
    }
}

fn check(again: Option<Date>) -> ProgressCheck {
    ProgressCheck {
        markers: Vec::new(),
        on: today(),
        by: words("The three partners"),
        time: words("On time."),
        quality: words("Why the records were apart is known."),
        agreed: words(""),
        again_on: again,
    }
}

fn request() -> WrittenRequest {
    WrittenRequest {
        asked_on: today(),
        asked_by: words("The business manager"),
        asks: words("A first draft of the findings."),
        by: Some(Date::constant(2026, 11, 20)),
        given: None,
    }
}

async fn seen(instance: &Instance, reference: &Reference) -> LocalReview {
    local_review(&instance.app, &manager(instance), reference)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_decision_is_a_record_with_its_criteria_and_a_step() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = notified_case(&instance).await;
        let change = |with: &dyn Fn(&mut LocalReviewDecision)| {
            let mut one = decision(true);
            with(&mut one);
            one
        };
        for (bad, code) in [
            (change(&|one| one.criteria.clear()), "local-criteria"),
            (
                change(&|one| one.criteria = vec!["no_such".to_owned()]),
                "local-criteria",
            ),
            (change(&|one| one.reasons = words(" ")), "local-reasons"),
            (
                change(&|one| one.decided_by = words("")),
                "local-decided-by",
            ),
            (
                change(&|one| {
                    one.review = false;
                    one.otherwise = words("");
                }),
                "local-otherwise",
            ),
            (
                change(&|one| one.on = UncertainDate::day(day(30)).unwrap()),
                "local-later",
            ),
        ] {
            assert_eq!(
                rule(decide(app, &ctx, &reference, form(), &bad).await),
                code
            );
        }
        let sent = form();
        for _ in 0..2 {
            decide(app, &ctx, &reference, sent, &decision(false))
                .await
                .unwrap();
        }
        decide(app, &ctx, &reference, form(), &decision(true))
            .await
            .unwrap();
        let found = seen(&instance, &reference).await;
        assert_eq!(found.decisions.len(), 2, "both stay");
        assert_eq!(found.stage(), Some(StageKind::DecidedYes));
        let writer = instance.acting(Role::AgencyAuthor, None);
        let refused = decide(app, &writer, &reference, form(), &decision(true)).await;
        assert!(refused.is_err());
    }
}

#[tokio::test]
async fn what_it_asks_may_change_and_says_why_nothing_asks_about_inequality() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = notified_case(&instance).await;
        let terms = TermsOfReference {
            period: words("From the pregnancy on"),
            method: words("Conversations and records"),
            agencies: words(""),
            family: words(""),
            beside: words(""),
            no_inequality: words(""),
        };
        let empty = TermsOfReference {
            method: words(" "),
            ..terms.clone()
        };
        let bad = keep_terms(app, &ctx, &reference, (form(), None), &empty).await;
        assert_eq!(rule(bad), "terms-method");
        let kept = keep_terms(app, &ctx, &reference, (form(), None), &terms)
            .await
            .unwrap();
        let again = keep_terms(app, &ctx, &reference, (form(), None), &terms).await;
        assert!(matches!(again, Err(AppError::Clash(_))), "there is one");
        assert!(!seen(&instance, &reference).await.asks_about_inequality());
        let reasoned = TermsOfReference {
            no_inequality: words("It is asked by the thematic review of the region."),
            ..terms
        };
        keep_terms(app, &ctx, &reference, (form(), Some((kept, 1))), &reasoned)
            .await
            .unwrap();
        assert!(seen(&instance, &reference).await.asks_about_inequality());
        let asked = keep_line(app, &ctx, &reference, (form(), None), &line(true))
            .await
            .unwrap();
        let wordless = LineOfEnquiry {
            stands: EnquiryStands::Answered { words: words("") },
            ..line(true)
        };
        let place = (form(), Some((asked, 1)));
        let bad = keep_line(app, &ctx, &reference, place, &wordless).await;
        assert_eq!(rule(bad), "line-words");
        let answered = LineOfEnquiry {
            stands: EnquiryStands::Answered {
                words: words("The form has no box for it."),
            },
            ..line(true)
        };
        keep_line(app, &ctx, &reference, (form(), Some((asked, 1))), &answered)
            .await
            .unwrap();
        assert_eq!(seen(&instance, &reference).await.lines[0].version, 2);
    }
}

#[tokio::test]
async fn a_reviewer_is_appointed_after_a_look_at_independence_and_interests() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = notified_case(&instance).await;
        decide(app, &ctx, &reference, form(), &decision(true))
            .await
            .unwrap();
        let bad = Reviewer {
            conflicts: words(" "),
            ..reviewer()
        };
        let bad = keep_reviewer(app, &ctx, &reference, (form(), None), &bad).await;
        assert_eq!(rule(bad), "reviewer-conflicts");
        let kept = keep_reviewer(app, &ctx, &reference, (form(), None), &reviewer())
            .await
            .unwrap();
        let found = seen(&instance, &reference).await;
        assert_eq!(found.stage(), Some(StageKind::Commissioned));
        let ended = Reviewer {
            ended: Some(ReviewerEnded {
                on: today(),
                why: words(""),
            }),
            ..reviewer()
        };
        let bad = keep_reviewer(app, &ctx, &reference, (form(), Some((kept, 1))), &ended).await;
        assert_eq!(rule(bad), "reviewer-ended");
    }
}

#[tokio::test]
async fn time_and_quality_are_looked_at_again_and_requests_are_waited_for() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = notified_case(&instance).await;
        let early = check(Some(ctx.today()));
        let bad = keep_check(app, &ctx, &reference, (form(), None), &early).await;
        assert_eq!(rule(bad), "check-again");
        let waits = async || -> Vec<Looking> {
            let lines = today_of(app, &ctx).await.unwrap().lines.into_iter();
            let looks = lines.filter_map(|line| match line.need {
                Need::Look(look) => Some(look.what),
                _ => None,
            });
            let own = [Looking::ProgressCheck, Looking::WrittenRequest];
            looks.filter(|what| own.contains(what)).collect()
        };
        let tomorrow = check(Some(Date::constant(2026, 11, 25)));
        keep_check(app, &ctx, &reference, (form(), None), &tomorrow)
            .await
            .unwrap();
        assert_eq!(waits().await, [], "not before the day has come");
        let asked = keep_request(app, &ctx, &reference, (form(), None), &request())
            .await
            .unwrap();
        assert_eq!(waits().await, [Looking::WrittenRequest]);
        let given = |what: &str, file| WrittenRequest {
            given: Some(Given {
                on: today(),
                what: words(what),
                file,
            }),
            ..request()
        };
        let place = || (form(), Some((asked, 1)));
        let bad = keep_request(app, &ctx, &reference, place(), &given(" ", None)).await;
        assert_eq!(rule(bad), "written-request-given");
        let strange: FileId = crypto::id(support::NOW).unwrap();
        let bad = given("A draft", Some(strange));
        let bad = keep_request(app, &ctx, &reference, place(), &bad).await;
        assert_eq!(rule(bad), "written-request-file");
        keep_request(app, &ctx, &reference, place(), &given("A draft", None))
            .await
            .unwrap();
        assert_eq!(waits().await, []);
    }
}

#[tokio::test]
async fn a_draft_is_a_file_of_the_review_and_needs_a_question_about_inequality() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = notified_case(&instance).await;
        decide(app, &ctx, &reference, form(), &decision(true))
            .await
            .unwrap();
        keep_reviewer(app, &ctx, &reference, (form(), None), &reviewer())
            .await
            .unwrap();
        let file = added(&instance, &ctx, &reference).await;
        let draft = ReviewDraft {
            on: today(),
            file,
            words: words(""),
            with: words("The family, until Friday"),
        };
        let early = keep_draft(app, &ctx, &reference, (form(), None), &draft).await;
        assert_eq!(rule(early), "draft-inequality");
        keep_line(app, &ctx, &reference, (form(), None), &line(true))
            .await
            .unwrap();
        let strange = ReviewDraft {
            file: crypto::id(support::NOW).unwrap(),
            ..draft.clone()
        };
        let bad = keep_draft(app, &ctx, &reference, (form(), None), &strange).await;
        assert_eq!(rule(bad), "draft-file");
        let sent = (form(), None);
        for _ in 0..2 {
            keep_draft(app, &ctx, &reference, sent, &draft)
                .await
                .unwrap();
        }
        let found = seen(&instance, &reference).await;
        assert_eq!(found.drafts.len(), 1);
        assert_eq!(found.stage(), Some(StageKind::Drafted));
    }
}

#[tokio::test]
async fn a_look_keeps_how_the_review_stood_by_the_quality_markers() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = notified_case(&instance).await;
        let judged = judgement(MARKER, MarkerStands::Partly, "Ask the night staff");
        let id = judge(app, &ctx, &reference, (form(), None), &judged)
            .await
            .unwrap();
        let look = keep_check(app, &ctx, &reference, (form(), None), &check(None))
            .await
            .unwrap();
        let better = judgement(MARKER, MarkerStands::Met, "");
        judge(app, &ctx, &reference, (form(), Some((id, 1))), &better)
            .await
            .unwrap();
        let changed = ProgressCheck {
            agreed: words("The night staff are asked on Monday."),
            ..check(None)
        };
        keep_check(app, &ctx, &reference, (form(), Some((look, 1))), &changed)
            .await
            .unwrap();
        keep_check(app, &ctx, &reference, (form(), None), &check(None))
            .await
            .unwrap();
        let found = seen(&instance, &reference).await;
        let then: Vec<_> = found.checks().iter().map(|one| &one.body.markers).collect();
        assert_eq!(then.len(), 2);
        assert_eq!(then[0], &[MarkerThen::from(&judged)], "as it stood then");
        assert_eq!(then[1], &[MarkerThen::from(&better)]);
    }
}
