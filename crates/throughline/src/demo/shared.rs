//! A few invented pieces of shared learning, put as the job does that carries released learning out of a store; and one that stays
//! within the first partnership.

use access::{Actor, Ctx, Section, actions};
use app::commons::{Audience, Origin, Put};
use app::{App, Reference};
use model::case::PartnershipItem;
use model::learning::{Confidence, EffectSeen, LearningStage, SharedLearning, SystemLevel};
use model::{Date, Instant, OrganisationId, SharedId};
use vault::VaultError;

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
    /// Days before today on which it was released.
    days: i64,
}

/// Who reads each of what others read.
const READ_BY: [Audience; 3] = [Audience::Public, Audience::Nation, Audience::Nation];

/// What others read.
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
            days: 10,
        },
    ]
}

/// What the first partnership shares with its own people alone.
fn within() -> Said {
    Said {
        condition: "Minutes of strategy meetings reach the school after the weekend, and nobody there knows what was agreed",
        usually: "The school asks on Monday. Whoever took the minutes is on leave, and the plan waits.",
        tried: "One page with who does what by when, sent before anybody leaves the meeting",
        effect: "Two of the four schools that were asked had it on the same day.",
        effect_seen: EffectSeen::Mixed,
        evidence: "Four meetings looked at by hand",
        question: "Which of our teams sends such a page already?",
        context: "Primary schools; meetings that end on a Friday",
        level: SystemLevel::Partnership,
        stage: LearningStage::RapidReviewMeeting,
        confidence: Confidence::Plausible,
        harm: "neglect",
        age: "6_to_10",
        theme: "information_sharing",
        days: 6,
    }
}

/// Puts the items.
///
/// # Errors
/// When the store of shared learning, or that of the first partnership, cannot be written.
pub async fn make(app: &App, cast: &Cast, now: Instant) -> anyhow::Result<()> {
    if let Some(first) = cast.partnerships.first() {
        keep_within(app, first.organisation, now).await?;
    }
    let commons = app.commons().await?;
    for (index, (one, audience)) in said().into_iter().zip(READ_BY).enumerate() {
        let troupe = cast
            .partnerships
            .get(index % cast.partnerships.len().max(1));
        let Some(troupe) = troupe else { continue };
        let at = now.plus_seconds(-one.days * 24 * 60 * 60);
        let put = &released((&one, audience), cast.region, at)?;
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

/// Keeps the one that stays within a partnership in its own place beside any case.
async fn keep_within(app: &App, organisation: OrganisationId, now: Instant) -> anyhow::Result<()> {
    let said = within();
    let at = now.plus_seconds(-said.days * 24 * 60 * 60);
    let ctx = &releasing(organisation, at)?;
    let item = &PartnershipItem {
        item: crypto::id(at)?,
        learning: Some(learning(&said)),
        year: ctx.today().year(),
        family_told: true,
        released_on: ctx.today(),
        ended: None,
    };
    let loaded = app.scheme_on(ctx.today())?;
    let scheme = (loaded.scheme.id.as_str(), loaded.digest.as_str());
    let fresh = &Reference::generate()?;
    let vault = app.vault(ctx).await?;
    let kept: Result<(), VaultError> = vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::PublishShared>()?;
                let place = match vault::own_case(tx, &permit).await? {
                    Some(known) => known,
                    None => vault::open_own_case(tx, &permit, fresh.as_str(), scheme).await?,
                };
                let case = vault::case_by_reference(tx, &place).await?;
                let case = case.ok_or(VaultError::NotFound)?;
                let permit = tx
                    .permit::<actions::PutLearning>(case, Section::General)
                    .await?;
                vault::save_new(tx, &permit, item).await.map(drop)
            })
        })
        .await;
    Ok(kept?)
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

fn released(
    (said, audience): (&Said, Audience),
    broker: OrganisationId,
    at: Instant,
) -> anyhow::Result<Put> {
    let id: SharedId = app::sharing::id_of_year(at)?;
    let released_on: Date = at.date_in_london();
    Ok(Put {
        id,
        version: 1,
        body: learning(said),
        audience,
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

/// What an item says.
fn learning(said: &Said) -> SharedLearning {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    SharedLearning {
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
    }
}
