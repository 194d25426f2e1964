//! Quality as judgement: marker by marker, with reasons, a second person's view, and the judgements before it.

use access::{Ctx, Role};
use app::quality::{judge, marker, quality, second_view};
use app::team::add;
use app::{AppError, Place, Reference};
use model::RecordId;
use model::case::{MarkerStands, QualityJudgement, QualitySecondView};

use crate::decision::rule;
use crate::follow::{form, manager};
use crate::support::{self, Instance, today, words};
use crate::team::{here, me, place};

pub(crate) const MARKER: &str = "practitioner_involvement";

pub(crate) fn judgement(marker: &str, stands: MarkerStands, improve: &str) -> QualityJudgement {
    QualityJudgement {
        marker: marker.to_owned(),
        stands,
        reasons: words("Two of five who were there were asked"),
        support: words("A list of those who met the family"),
        improve: words(improve),
        on: today(),
    }
}

fn view(of: RecordId, of_version: i64, improve: &str) -> QualitySecondView {
    QualitySecondView {
        of,
        of_version,
        stands: MarkerStands::NotMet,
        reasons: words("The night staff were not asked"),
        improve: words(improve),
    }
}

async fn judged(
    instance: &Instance,
    ctx: &Ctx,
    (reference, place): (&Reference, Place),
    new: &QualityJudgement,
) -> Result<RecordId, AppError> {
    judge(&instance.app, ctx, reference, (form(), place), new).await
}

async fn seconded(
    instance: &Instance,
    ctx: &Ctx,
    reference: &Reference,
    new: &QualitySecondView,
) -> Result<RecordId, AppError> {
    second_view(&instance.app, ctx, reference, form(), new).await
}

#[tokio::test]
async fn a_marker_is_judged_with_reasons_and_says_what_to_improve() {
    for instance in support::both(false).await {
        let ctx = manager(&instance);
        let reference = instance.incident().await;
        let at = (&reference, None);
        let mut silent = judgement(MARKER, MarkerStands::Met, "");
        silent.reasons = words(" ");
        let mut ahead = judgement(MARKER, MarkerStands::Met, "");
        ahead.on = "2099-01-01".parse().unwrap();
        for (new, code) in [
            (silent, "quality-reasons"),
            (
                judgement(MARKER, MarkerStands::Partly, " "),
                "quality-improve",
            ),
            (
                judgement(MARKER, MarkerStands::NotMet, ""),
                "quality-improve",
            ),
            (ahead, "quality-later"),
        ] {
            assert_eq!(rule(judged(&instance, &ctx, at, &new).await), code);
        }
        let unknown = judgement("no_such_marker", MarkerStands::Met, "");
        let unknown = judged(&instance, &ctx, at, &unknown).await;
        assert!(matches!(unknown, Err(AppError::NotFound)));
        for (marker, stands) in [
            ("referral", MarkerStands::Met),
            ("publication", MarkerStands::DoesNotApply),
        ] {
            let new = judgement(marker, stands, "");
            judged(&instance, &ctx, at, &new).await.unwrap();
        }
        let kept = quality(&instance.app, &ctx, &reference).await.unwrap();
        assert_eq!(kept.judgements.len(), 2);
        assert!(kept.asked_for("referral").is_empty());
    }
}

#[tokio::test]
async fn a_judgement_is_made_anew_over_nobody_elses_and_the_earlier_one_stays() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let first = judgement(MARKER, MarkerStands::NotMet, "Ask the night staff");
        let sent = (form(), None);
        let id = judge(app, &ctx, &reference, sent, &first).await.unwrap();
        let again = judge(app, &ctx, &reference, sent, &first).await.unwrap();
        assert_eq!(id, again, "sent twice, it is one judgement");
        let unseen = judged(&instance, &ctx, (&reference, None), &first).await;
        assert!(matches!(unseen, Err(AppError::Clash(_))));
        let other = judgement("referral", MarkerStands::Met, "");
        let elsewhere = judged(&instance, &ctx, (&reference, Some((id, 1))), &other).await;
        assert_eq!(rule(elsewhere), "changed-meanwhile");
        let partner = instance.acting(Role::LeadPartner, None);
        let better = judgement(MARKER, MarkerStands::Met, "");
        let at = (&reference, Some((id, 1)));
        judged(&instance, &partner, at, &better).await.unwrap();
        let stale = judgement(MARKER, MarkerStands::Partly, "Ask the day staff too");
        let stale = judged(&instance, &ctx, at, &stale).await;
        assert!(matches!(stale, Err(AppError::Clash(_))));
        let seen = marker(app, &ctx, &reference, MARKER).await.unwrap();
        let course: Vec<_> = seen
            .versions
            .iter()
            .map(|one| (one.body.stands, one.by.clone()))
            .collect();
        let by = |ctx: &Ctx| me(ctx).to_string();
        assert_eq!(
            course,
            [
                (MarkerStands::Met, by(&partner)),
                (MarkerStands::NotMet, by(&ctx)),
            ]
        );
    }
}

#[tokio::test]
async fn a_second_view_comes_from_somebody_else_and_both_stay() {
    for instance in support::both(false).await {
        let ctx = manager(&instance);
        let reference = instance.incident().await;
        let new = judgement(MARKER, MarkerStands::Partly, "Ask the night staff");
        let id = judged(&instance, &ctx, (&reference, None), &new)
            .await
            .unwrap();
        let own = seconded(&instance, &ctx, &reference, &view(id, 1, "")).await;
        assert_eq!(rule(own), "quality-second-own");
        let partner = instance.acting(Role::DelegatedPartner, None);
        let mut silent = view(id, 1, "");
        silent.reasons = words("");
        let silent = seconded(&instance, &partner, &reference, &silent).await;
        assert_eq!(rule(silent), "quality-reasons");
        let early = seconded(&instance, &partner, &reference, &view(id, 2, "")).await;
        assert_eq!(rule(early), "quality-changed");
        let given = view(id, 1, "Pay for their cover");
        seconded(&instance, &partner, &reference, &given)
            .await
            .unwrap();
        let twice = seconded(&instance, &partner, &reference, &given).await;
        assert_eq!(rule(twice), "quality-second-given");
        let kept = quality(&instance.app, &ctx, &reference).await.unwrap();
        let stands: Vec<_> = kept.views_of((id, 1)).map(|one| one.body.stands).collect();
        assert_eq!(stands, [MarkerStands::NotMet]);
        assert_eq!(
            kept.judgement(MARKER).unwrap().body.stands,
            MarkerStands::Partly
        );
        let asked: Vec<_> = kept
            .asked_for(MARKER)
            .iter()
            .map(|one| (one.what.to_owned(), one.second))
            .collect();
        let asks = ["Ask the night staff", "Pay for their cover"];
        assert_eq!(
            asked,
            [(asks[0].to_owned(), false), (asks[1].to_owned(), true)]
        );
    }
}

#[tokio::test]
async fn a_view_of_an_earlier_judgement_asks_for_nothing_now() {
    for instance in support::both(false).await {
        let ctx = manager(&instance);
        let reference = instance.incident().await;
        let new = judgement(MARKER, MarkerStands::Partly, "Ask the night staff");
        let id = judged(&instance, &ctx, (&reference, None), &new)
            .await
            .unwrap();
        let partner = instance.acting(Role::DelegatedPartner, None);
        let given = view(id, 1, "Pay for their cover");
        seconded(&instance, &partner, &reference, &given)
            .await
            .unwrap();
        let met = judgement(MARKER, MarkerStands::Met, "");
        judged(&instance, &ctx, (&reference, Some((id, 1))), &met)
            .await
            .unwrap();
        let kept = quality(&instance.app, &ctx, &reference).await.unwrap();
        assert!(kept.asked_for(MARKER).is_empty());
        assert_eq!(kept.views_of((id, 1)).count(), 1, "the view is still there");
        assert_eq!(kept.views_of((id, 2)).count(), 0);
    }
}

#[tokio::test]
async fn the_scrutineer_judges_on_the_team_and_others_on_it_do_not() {
    for instance in support::both(false).await {
        let (app, by) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let new = judgement(MARKER, MarkerStands::Partly, "Ask the night staff");
        let scrutineer = here(&instance, "Cai Scrutineer", Role::Scrutineer).await;
        let at = (&reference, None);
        let outside = judged(&instance, &scrutineer, at, &new).await;
        assert!(matches!(outside, Err(AppError::NotPermitted { .. })));
        let author = here(&instance, "Ben Author", Role::AgencyAuthor).await;
        for one in [&scrutineer, &author] {
            let new = place(me(one));
            add(app, &by, &reference, form(), &new).await.unwrap();
        }
        let id = judged(&instance, &scrutineer, at, &new).await.unwrap();
        let other = judgement("referral", MarkerStands::Met, "");
        let refused = judged(&instance, &author, at, &other).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
        let refused = seconded(&instance, &author, &reference, &view(id, 1, "")).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
        let read = quality(app, &author, &reference).await.unwrap();
        assert!(!read.may_judge && read.judgements.len() == 1);
    }
}
