//! What people of the invented reviews saw differently, with what they thought before, what prompted it, where its condition lies and
//! how sure they are.

use access::Role;
use app::Reference;
use model::learning::{
    Basis, BasisKind, Confidence, EquityAsked, EquityLens, LearningLoop, LearningStage, Moment,
    MomentKind, SystemLevel,
};

use super::act::{Scene, day, words};

/// What somebody saw differently.
#[derive(Debug, PartialEq, Eq)]
pub struct Saw {
    differently: &'static str,
    before: &'static str,
    prompted: &'static str,
    stage: LearningStage,
    kind: MomentKind,
    level: SystemLevel,
    changed_at: SystemLevel,
    questions: LearningLoop,
    confidence: Confidence,
    basis: (BasisKind, &'static str),
    equity: (EquityAsked, &'static str),
    /// Days until it is looked at again.
    again: i64,
}

/// On the third day of a rapid review.
pub static A_JOURNEY: Saw = Saw {
    differently: "I had read the missed appointments as the mother's choice. Reading them beside the bus timetable I see a journey of two hours.",
    before: "That she had been offered four appointments and had not wanted them.",
    prompted: "The worker from the nursery said that no bus from their estate runs before half past nine.",
    stage: LearningStage::InformationGathering,
    kind: MomentKind::AssumptionChanged,
    level: SystemLevel::Agency,
    changed_at: SystemLevel::Partnership,
    questions: LearningLoop::Double,
    confidence: Confidence::Corroborated,
    basis: (
        BasisKind::Data,
        "The list of appointments beside the timetable of the bus",
    ),
    equity: (
        EquityAsked::Matters,
        "Families without a car live on the three estates farthest from the clinic. Most families who speak little English live there as well.",
    ),
    again: 90,
};

/// In light local learning.
pub static LATE_VISITS: Saw = Saw {
    differently: "We had thought of these as late visits. They were visits that nobody had time to make.",
    before: "That visits were late because two people did not plan their week.",
    prompted: "The diary of the whole team on one page, which nobody had laid out before",
    stage: LearningStage::AgencyAnalysis,
    kind: MomentKind::GapFound,
    level: SystemLevel::Team,
    changed_at: SystemLevel::Agency,
    questions: LearningLoop::Double,
    confidence: Confidence::Plausible,
    basis: (
        BasisKind::PractitionerAccount,
        "What four people of the team said when they were asked",
    ),
    equity: (
        EquityAsked::NothingFound,
        "Late visits were as frequent in every part of the area and in every group of families.",
    ),
    again: 90,
};

/// In a local review, after conversations with those who were there.
pub static NOBODY_ASKED: Saw = Saw {
    differently: "Practitioners told us what they saw that evening. Nobody had asked them before: the record had only what they did.",
    before: "That the record says what was known.",
    prompted: "A conversation with the two people who were on duty, without a list of questions",
    stage: LearningStage::PractitionerConversation,
    kind: MomentKind::Surprise,
    level: SystemLevel::Agency,
    changed_at: SystemLevel::Agency,
    questions: LearningLoop::Triple,
    confidence: Confidence::Corroborated,
    basis: (
        BasisKind::Conversation,
        "Two conversations, each of an hour",
    ),
    equity: (
        EquityAsked::NotAsked,
        "It is asked in the conversations that are still to come.",
    ),
    again: 120,
};

/// After it was decided not to notify.
pub static SECOND_HOSPITAL: Saw = Saw {
    differently: "A second hospital told us what it had recorded. The criteria are to be looked at again.",
    before: "That one hospital had seen the child, once.",
    prompted: "A letter from the second hospital, which had been asked late",
    stage: LearningStage::NotificationDecision,
    kind: MomentKind::GapFound,
    level: SystemLevel::Region,
    changed_at: SystemLevel::Region,
    questions: LearningLoop::Single,
    confidence: Confidence::Established,
    basis: (BasisKind::Record, "The letter of the second hospital"),
    equity: (EquityAsked::NotAsked, "There was no time to ask yet."),
    again: 90,
};

/// The business manager writes down what was seen differently.
///
/// # Errors
/// When the use case refuses.
pub async fn see(scene: &Scene<'_>, reference: &Reference, saw: &Saw) -> anyhow::Result<()> {
    let ctx = scene.acting(Role::BusinessManager)?;
    let again = scene.at.plus_seconds(saw.again * 86_400);
    let (basis, passage) = saw.basis;
    let (asked, found) = saw.equity;
    let moment = Moment {
        thought_before: words(saw.before),
        prompted_by: words(saw.prompted),
        occurred_on: Some(day(scene.at)),
        stage: Some(saw.stage),
        kind: Some(saw.kind),
        level: Some(saw.level),
        changed_at: Some(saw.changed_at),
        questions: Some(saw.questions),
        confidence: Some(saw.confidence),
        basis: vec![Basis {
            kind: basis,
            record: None,
            file: None,
            passage: words(passage),
        }],
        equity: Some(EquityLens {
            asked,
            words: words(found),
        }),
        revisit_on: Some(again.date_in_london()),
        ..Moment::of(saw.differently)
    };
    app::moment::record(scene.app, &ctx, reference, scene.form()?, &moment).await?;
    Ok(())
}
