//! A few invented pieces of shared learning, put as the job does that carries released learning out of a store.

use access::{Actor, Ctx, actions};
use app::App;
use app::commons::{Audience, Origin, Put};
use model::learning::{Confidence, EffectSeen, LearningStage, SharedLearning, SystemLevel};
use model::{Date, Instant, OrganisationId, SharedId};

use super::people::Cast;

/// What one item says, in short: the rest of it is made from this.
struct Said {
    condition: &'static str,
    usually: &'static str,
    tried: &'static str,
    effect: &'static str,
    effect_seen: EffectSeen,
    evidence: &'static str,
    question: &'static str,
    context: &'static str,
    level: SystemLevel,
    stage: LearningStage,
    confidence: Confidence,
    harm: &'static str,
    age: &'static str,
    theme: &'static str,
    audience: Audience,
    /// Days before today on which it was released.
    days: i64,
}

fn said() -> [Said; 3] {
    [
        Said {
            condition: "Letters about appointments that a baby was not brought to reach nobody who can act on them",
            usually: "The letter is filed by the practice. The clinic takes the baby off its list after the second one.",
            tried: "One named desk in each practice reads these letters on the day they arrive and rings the family. The \
                    clinic takes nobody off its list before the desk has answered.",
            effect: "Most families were reached within two days. Fewer babies were taken off the list.",
            effect_seen: EffectSeen::Better,
            evidence: "Counted over six months in the practices that took part; no comparison with others",
            question: "How do you reach families who have moved and are not registered yet?",
            context: "A county with three hospitals and many small practices",
            level: SystemLevel::Agency,
            stage: LearningStage::AgencyAnalysis,
            confidence: Confidence::Corroborated,
            harm: "neglect",
            age: "under_1",
            theme: "information_sharing",
            audience: Audience::Public,
            days: 90,
        },
        Said {
            condition: "Nobody holds the whole picture while a family is helped by four services at once",
            usually: "Each service knows its own plan. Each believes that another one has spoken with the father.",
            tried: "One page that all four keep together, read aloud at the start of every meeting",
            effect: "People said that they knew more. Whether it changed what families met is not known.",
            effect_seen: EffectSeen::NotKnown,
            evidence: "What practitioners said in two conversations",
            question: "Has anyone found out how to keep such a page short?",
            context: "A city, families with children under five",
            level: SystemLevel::Partnership,
            stage: LearningStage::RapidReviewMeeting,
            confidence: Confidence::Plausible,
            harm: "physical_family",
            age: "1_to_5",
            theme: "whole_family",
            audience: Audience::Nation,
            days: 30,
        },
        Said {
            condition: "The form for a move between schools has no room for what the first school worried about",
            usually: "Worries arrive weeks after the young person, if they do at all",
            tried: "A reminder to staff to ring the other school",
            effect: "After three months calls were as rare as before. A reminder did not change the condition.",
            effect_seen: EffectSeen::NoDifference,
            evidence: "Calls counted before and after in eleven schools",
            question: "Who has changed the form itself?",
            context: "Secondary schools of several trusts",
            level: SystemLevel::Team,
            stage: LearningStage::ImpactCheck,
            confidence: Confidence::Established,
            harm: "criminal_exploitation",
            age: "11_to_15",
            theme: "handover",
            audience: Audience::Nation,
            days: 10,
        },
    ]
}

/// Puts the items.
///
/// # Errors
/// When the store of shared learning cannot be written.
pub async fn make(app: &App, cast: &Cast, now: Instant) -> anyhow::Result<()> {
    let commons = app.commons().await?;
    for (index, one) in said().into_iter().enumerate() {
        let troupe = cast
            .partnerships
            .get(index % cast.partnerships.len().max(1));
        let Some(troupe) = troupe else { continue };
        let at = now.plus_seconds(-one.days * 24 * 60 * 60);
        let put = &released(one, cast.region, at)?;
        let ctx = &releasing(troupe.organisation, at)?;
        let done = commons.transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::PublishShared>()?;
                app::commons::put(tx, &permit, put).await
            })
        });
        done.await?;
    }
    Ok(())
}

fn releasing(organisation: OrganisationId, now: Instant) -> anyhow::Result<Ctx> {
    Ok(Ctx {
        actor: Actor::System { job: "release" },
        organisation,
        request: crypto::id(now)?,
        now,
        practice_day: None,
    })
}

fn released(said: Said, broker: OrganisationId, at: Instant) -> anyhow::Result<Put> {
    let id: SharedId = app::sharing::id_of_year(at)?;
    let released_on: Date = at.date_in_london();
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(Put {
        id,
        version: 1,
        body: SharedLearning {
            condition: words(said.condition),
            level: said.level,
            changed_at: None,
            usually: words(said.usually),
            tried: words(said.tried),
            effect: words(said.effect),
            effect_seen: said.effect_seen,
            evidence: words(said.evidence),
            question: words(said.question),
            context: words(said.context),
            confidence: said.confidence,
            stage: Some(said.stage),
            harm: vec![said.harm.to_owned()],
            age_bands: vec![said.age.to_owned()],
            themes: vec![said.theme.to_owned()],
        },
        audience: said.audience,
        origin: Origin {
            organisation: None,
            region: None,
            year: released_on.year(),
        },
        broker,
        family_told: true,
        released_on,
        supersedes: None,
    })
}
