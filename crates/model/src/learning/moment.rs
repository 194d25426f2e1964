//! What somebody sees differently now: the smallest piece of learning, as it happened.

use serde::{Deserialize, Serialize};

use super::{
    Confidence, LearningLoop, LearningStage, MomentKind, MomentLinkKind, MomentTurn, SystemLevel,
};
use crate::record::Record;
use crate::scheme::kinds;
use crate::{AgencyId, Date, FileId, RecordId, Sensitive, UncertainDate};

/// Somebody who learned or who wrote it down, as far as readers are told: never a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Learner {
    /// Code of the role in which they work.
    pub role: String,
    /// For which agency; absent for people of the organisation itself.
    pub agency: Option<AgencyId>,
}

kinds! {
    /// What a moment rests on. Names on screen are interface texts under `basis-` and the code.
    BasisKind {
        /// An entry of the chronology.
        Entry = "entry",
        /// A file of the review.
        File = "file",
        /// Another record of the review: a letter, a meeting, a decision.
        Record = "record",
        /// A conversation.
        Conversation = "conversation",
        /// Numbers.
        Data = "data",
        /// What a child or a family said.
        FamilyAccount = "family_account",
        /// What practitioners said.
        PractitionerAccount = "practitioner_account",
        /// Research.
        Research = "research",
    }
}

/// One thing that a moment rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// What it is.
    pub kind: BasisKind,
    /// The entry or record, where it is one of the same store.
    pub record: Option<RecordId>,
    /// The file, where it is one.
    pub file: Option<FileId>,
    /// Which passage, or which conversation or numbers, in words; may be empty.
    pub passage: Sensitive<String>,
}

kinds! {
    /// Whether anybody asked what racism or another inequality had to do with it.
    EquityAsked {
        /// It was asked, and it matters here.
        Matters = "matters",
        /// It was asked, and nothing was found.
        NothingFound = "nothing_found",
        /// It was not asked yet.
        NotAsked = "not_asked",
    }
}

/// What racism or another inequality, disability included, had to do with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EquityLens {
    /// Whether it was asked, and what came of it.
    pub asked: EquityAsked,
    /// What was found, or why it was not asked; may be empty.
    pub words: Sensitive<String>,
}

/// What a moment is linked to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", content = "id", rename_all = "snake_case")]
pub enum LinkedTo {
    /// Another moment of the same store.
    Moment(RecordId),
    /// A learning point of the review.
    LearningPoint(RecordId),
    /// An action of the review.
    Action(RecordId),
    /// An entry of the chronology.
    Entry(RecordId),
    /// A file of the review.
    File(FileId),
    /// Shared learning, by its permanent identifier.
    Shared(String),
}

/// One link of a moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MomentLink {
    /// What the moment is to the other.
    pub kind: MomentLinkKind,
    /// The other.
    pub to: LinkedTo,
}

kinds! {
    /// How a moment stands with those who hold it.
    MomentStands {
        /// It is held.
        Held = "held",
        /// Somebody doubts it.
        Doubted = "doubted",
        /// It was put aside and is looked at again.
        Reopened = "reopened",
        /// It is no longer held.
        LetGo = "let_go",
    }
}

/// One answer to "What do you see differently now?". Unreleased: it stays where it was written until people decide
/// otherwise. Everything but the answer may be absent; what was written before the other questions existed has none of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// The answer, in a sentence or a few.
    pub seen_differently: Sensitive<String>,
    /// What they thought before.
    #[serde(default)]
    pub thought_before: Sensitive<String>,
    /// What prompted it.
    #[serde(default)]
    pub prompted_by: Sensitive<String>,
    /// When they saw it; absent: when they wrote it down.
    #[serde(default)]
    pub occurred_on: Option<UncertainDate>,
    /// What the review was doing.
    #[serde(default)]
    pub stage: Option<LearningStage>,
    /// What kind of moment it was.
    #[serde(default)]
    pub kind: Option<MomentKind>,
    /// Who learned, beside whoever wrote it down.
    #[serde(default)]
    pub who_learned: Vec<Learner>,
    /// In which role and for which agency it was written down; absent where nobody noted it.
    #[serde(default)]
    pub recorded_as: Option<Learner>,
    /// Where the condition of work lies.
    #[serde(default)]
    pub level: Option<SystemLevel>,
    /// Where it can be changed.
    #[serde(default)]
    pub changed_at: Option<SystemLevel>,
    /// What it questions.
    #[serde(default, rename = "loop")]
    pub questions: Option<LearningLoop>,
    /// How sure whoever wrote it down is.
    #[serde(default)]
    pub confidence: Option<Confidence>,
    /// What it rests on.
    #[serde(default)]
    pub basis: Vec<Basis>,
    /// What inequality had to do with it.
    #[serde(default)]
    pub equity: Option<EquityLens>,
    /// When to look at it again; absent where nobody was asked.
    #[serde(default)]
    pub revisit_on: Option<Date>,
    /// What it is linked to.
    #[serde(default)]
    pub links: Vec<MomentLink>,
    /// How it stands.
    #[serde(default = "held")]
    pub stands: MomentStands,
    /// The meeting after which it was written, on the card of that meeting.
    #[serde(default)]
    pub after_meeting: Option<RecordId>,
    /// How the understanding changed since, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub turns: Vec<MomentTurn>,
}

const fn held() -> MomentStands {
    MomentStands::Held
}

impl Moment {
    /// The one answer that is asked for, and nothing else.
    #[must_use]
    pub fn of(seen_differently: &str) -> Self {
        Self {
            seen_differently: Sensitive(seen_differently.to_owned()),
            thought_before: Sensitive::default(),
            prompted_by: Sensitive::default(),
            occurred_on: None,
            stage: None,
            kind: None,
            who_learned: Vec::new(),
            recorded_as: None,
            level: None,
            changed_at: None,
            questions: None,
            confidence: None,
            basis: Vec::new(),
            equity: None,
            revisit_on: None,
            links: Vec::new(),
            stands: MomentStands::Held,
            after_meeting: None,
            turns: Vec::new(),
        }
    }

    /// Whether the condition lies at one level and can be changed at another only.
    #[must_use]
    pub fn is_changed_elsewhere(&self) -> bool {
        match (self.level, self.changed_at) {
            (Some(level), Some(changed_at)) => level != changed_at,
            _ => false,
        }
    }
}

impl Record for Moment {
    const KIND: &'static str = "moment";

    fn state(&self) -> Option<&'static str> {
        Some(self.stands.code())
    }

    fn due(&self) -> Option<Date> {
        self.waits_until()
    }
}

/// That a concern about somebody's conduct or safety was passed on, instead of being written down as learning: to where and
/// when, and nothing else of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConcernPassedOn {
    /// To where: a code of the scheme's list `concern_to`.
    pub to: String,
    /// On which day.
    pub on: Date,
}

impl Record for ConcernPassedOn {
    const KIND: &'static str = "concern_passed_on";
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    #[test]
    fn what_was_written_before_the_other_questions_existed_still_reads() {
        let old = r#"{"seen_differently":"We asked the school last.","track":"review"}"#;
        let read: Moment = serde_json::from_str(old).unwrap();
        assert_eq!(read, Moment::of("We asked the school last."));
        assert_eq!(read.state(), Some("held"));
    }

    #[test]
    fn a_whole_moment_comes_back_as_it_was_written() {
        let mut whole = Moment::of("We asked the school last.");
        whole.stage = Some(LearningStage::InformationGathering);
        whole.kind = Some(MomentKind::GoodPractice);
        whole.questions = Some(LearningLoop::Double);
        whole.level = Some(SystemLevel::Team);
        whole.changed_at = Some(SystemLevel::National);
        whole.equity = Some(EquityLens {
            asked: EquityAsked::NotAsked,
            words: Sensitive("No time yet.".to_owned()),
        });
        whole.links = vec![MomentLink {
            kind: MomentLinkKind::Echoes,
            to: LinkedTo::Shared("tl-7".to_owned()),
        }];
        let text = serde_json::to_string(&whole).unwrap();
        assert!(text.contains(r#""loop":"double""#), "{text}");
        assert!(text.contains(r#"{"of":"shared","id":"tl-7"}"#), "{text}");
        assert_eq!(serde_json::from_str::<Moment>(&text).unwrap(), whole);
        assert!(whole.is_changed_elsewhere());
    }
}
