//! Words of learning: at what stage something was seen, what it was, where its condition lies, how sure people are. They
//! are kept in stores, on what is shared and in indexes: codes never change. Labels and prompts are in the scheme.

mod ended;
mod leaving;
mod moment;
mod question;
mod shared;
mod turn;
mod uptake;
mod witness;

pub use ended::{EndedShared, HowEnded, TakeDownReason};
pub use leaving::{Leaves, LeavingSays, LeavingStands, LeavingWords, SentBack};
pub use moment::{
    Basis, BasisKind, ConcernPassedOn, EquityAsked, EquityLens, Learner, LinkedTo, Moment,
    MomentLink, MomentStands,
};
pub use question::{QuestionStands, SharedQuestion};
pub use shared::{EffectSeen, SharedLearning, Sharing};
pub use turn::{MomentTurn, MomentTurnKind};
pub use uptake::{
    AfterEnd, KnowledgeStep, SharedResult, SharedUptake, Uptake, UptakeAfter, UptakeAsked,
    UptakeDecision, UptakeResult, UptakeTold,
};
pub use witness::{Witness, WitnessAdvice};

use serde::{Deserialize, Serialize};

use crate::scheme::kinds;

kinds! {
    /// What a review was doing when somebody saw something differently.
    LearningStage {
        /// The incident has just become known.
        IncidentKnown = "incident_known",
        /// Partners decide whether to notify.
        NotificationDecision = "notification_decision",
        /// Other children are made safe.
        ImmediateSafety = "immediate_safety",
        /// Information is gathered from agencies.
        InformationGathering = "information_gathering",
        /// The meeting of the rapid review.
        RapidReviewMeeting = "rapid_review_meeting",
        /// Letters to and from the national body.
        PanelExchange = "panel_exchange",
        /// Scope and terms of reference.
        Scoping = "scoping",
        /// Agencies look at their own work.
        AgencyAnalysis = "agency_analysis",
        /// A conversation with practitioners.
        PractitionerConversation = "practitioner_conversation",
        /// What the family or the child says.
        FamilyChildVoice = "family_child_voice",
        /// People make sense of it together.
        SensemakingEvent = "sensemaking_event",
        /// Findings are drafted.
        DraftFindings = "draft_findings",
        /// Something runs beside the review: criminal, coronial, family or employment proceedings.
        ParallelProcess = "parallel_process",
        /// The report is published.
        Publication = "publication",
        /// What was learned is passed on.
        Dissemination = "dissemination",
        /// Actions are carried out.
        Implementation = "implementation",
        /// Somebody looks whether anything is different.
        ImpactCheck = "impact_check",
        /// Looked at again after twelve months.
        #[serde(rename = "revisit_12m")]
        Revisit12 = "revisit_12m",
        /// Looked at again after twenty-four months.
        #[serde(rename = "revisit_24m")]
        Revisit24 = "revisit_24m",
        /// Seen again in another case, audit or area.
        Echo = "echo",
    }
}

kinds! {
    /// What kind of moment it was.
    MomentKind {
        /// Something surprised somebody.
        Surprise = "surprise",
        /// Somebody no longer assumes what they assumed.
        AssumptionChanged = "assumption_changed",
        /// Something was missing.
        GapFound = "gap_found",
        /// Something was done well.
        GoodPractice = "good_practice",
        /// People had found a way around.
        Workaround = "workaround",
        /// Something was already changed.
        EarlyAction = "early_action",
        /// Two good aims stood against each other.
        Tension = "tension",
        /// A question was opened.
        QuestionOpened = "question_opened",
        /// A question was answered.
        QuestionAnswered = "question_answered",
        /// The same was seen more than once.
        PatternSeen = "pattern_seen",
        /// Somebody outside said something about it.
        FeedbackReceived = "feedback_received",
        /// The circumstances changed.
        ContextShift = "context_shift",
        /// A change had an effect.
        EffectSeen = "effect_seen",
        /// A change had none.
        EffectAbsent = "effect_absent",
        /// A change had an effect that nobody meant.
        UnintendedEffect = "unintended_effect",
        /// What was learned is being lost.
        Drift = "drift",
    }
}

kinds! {
    /// At which level of the system a condition of work lies, or can be changed.
    SystemLevel {
        /// One person, or two who work together.
        Practice = "practice",
        /// Team or setting.
        Team = "team",
        /// Agency.
        Agency = "agency",
        /// How agencies work together in one area.
        Partnership = "partnership",
        /// Region.
        Region = "region",
        /// Government, regulators, national bodies.
        National = "national",
    }
}

kinds! {
    /// What the learning questions.
    LearningLoop {
        /// How to do the same thing better.
        Single = "single",
        /// Goals, rules, assumptions, incentives.
        Double = "double",
        /// How people decide what counts as good, and who decides.
        Triple = "triple",
        /// Not sure.
        Unsure = "unsure",
    }
}

kinds! {
    /// How sure people are.
    Confidence {
        /// A hunch.
        Hunch = "hunch",
        /// It could well be so.
        Plausible = "plausible",
        /// More than one source says so.
        Corroborated = "corroborated",
        /// It is established.
        Established = "established",
    }
}

kinds! {
    /// What one moment is to another, or to a learning point, action or shared learning.
    MomentLinkKind {
        /// It informs the other.
        Informs = "informs",
        /// It changes what the other said.
        Revises = "revises",
        /// It says the opposite of the other.
        Contradicts = "contradicts",
        /// The same was seen again.
        Echoes = "echoes",
        /// It was part of the other.
        SplitFrom = "split_from",
        /// It now belongs to the other.
        MergedInto = "merged_into",
        /// The other came of it.
        LedTo = "led_to",
    }
}
