//! The parts of a scheme file.

use serde::Deserialize;

use super::{EventKind, StageKind, TrackKind};
use crate::{Instant, PersonId};

/// A label in the languages the scheme has; English is always there.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// English.
    pub en: String,
    /// Welsh.
    #[serde(default)]
    pub cy: Option<String>,
}

/// Anything with an id, a label and a source.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Stable id.
    pub id: String,
    /// What people read.
    pub label: Label,
    /// A sentence of help.
    #[serde(default)]
    pub help: Option<Label>,
    /// Where it comes from.
    #[serde(default)]
    pub source: Option<String>,
    /// Whether somebody has compared it with its primary document.
    pub checked: bool,
}

/// What a decision on notifying can be.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutcomeDef {
    /// Id, label, source.
    pub item: Item,
    /// Where the notification track stands after it.
    pub stage: StageKind,
    /// Whether a notification follows.
    pub notify: bool,
    /// Whether a rapid review follows.
    pub rapid_review: bool,
    /// Whether a local route may follow.
    pub local_route: bool,
    /// Recipients beside those who are always told.
    #[serde(default)]
    pub recipients: Vec<String>,
}

/// A track and its stages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrackDef {
    /// Which track.
    pub kind: TrackKind,
    /// What people read.
    pub label: Label,
    /// Its stages, in their usual order.
    pub stages: Vec<StageDef>,
}

/// A stage of a track.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageDef {
    /// Which stage.
    pub kind: StageKind,
    /// What people read.
    pub label: Label,
    /// Stages that this one may follow; empty: it may follow any, or begin the track.
    #[serde(default)]
    pub after: Vec<StageKind>,
    /// A stage of another track that must have been reached before.
    #[serde(default)]
    pub requires: Option<Requirement>,
}

/// A stage that must have been reached on another track.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// The other track.
    pub track: TrackKind,
    /// The stage it must have reached at some time.
    pub stage: StageKind,
}

/// How the end of a clock is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockRule {
    /// Working days after the trigger; the day after it is day one.
    WorkingDaysAfter(u32),
    /// Working days before the trigger, counted back.
    WorkingDaysBefore(u32),
    /// Calendar months after the trigger, clamped to the end of the month.
    MonthsAfter(u32),
}

/// A clock.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockDef {
    /// Id, label, source.
    pub item: Item,
    /// What starts it.
    pub trigger: EventKind,
    /// What meets it.
    pub met_by: EventKind,
    /// Its length.
    pub rule: ClockRule,
    /// Who holds the step: a role or a body, in words.
    pub holder: Label,
    /// Advisory: shown, and nothing follows from being past it.
    #[serde(default)]
    pub advisory: bool,
    /// An expectation of somebody else: never a breach.
    #[serde(default)]
    pub expectation: bool,
    /// Runs only when the outcome asks for a rapid review.
    #[serde(default)]
    pub rapid_review_only: bool,
    /// Whether it may be paused with a reason: publication and local milestones alone.
    #[serde(default)]
    pub pausable: bool,
}

/// A list of codes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeList {
    /// Stable id.
    pub id: String,
    /// What people read.
    pub label: Label,
    /// Where it comes from.
    pub source: String,
    /// Whether somebody has compared it with its primary document.
    pub checked: bool,
    /// The codes.
    pub items: Vec<CodeItem>,
}

/// One code.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeItem {
    /// The code that is kept.
    pub code: String,
    /// What people read.
    pub label: Label,
}

impl CodeList {
    /// What people read for a code.
    #[must_use]
    pub fn label_of(&self, code: &str) -> Option<&str> {
        self.items
            .iter()
            .find(|item| item.code == code)
            .map(|item| item.label.en.as_str())
    }

    pub(super) fn unchecked(&self) -> Unchecked {
        Unchecked {
            id: format!("lists/{}", self.id),
            label: self.label.en.clone(),
            source: Some(self.source.clone()),
        }
    }
}

/// The four lines that open a step.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepText {
    /// Which step.
    pub id: String,
    /// What this is for.
    pub what_for: Label,
    /// Who does it.
    pub who_does_it: Label,
    /// Who will see it.
    pub who_sees_it: Label,
    /// What happens next.
    pub what_next: Label,
}

/// What happens on which working days of the rapid review.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DayStep {
    /// Id, label, source.
    pub item: Item,
    /// First working day.
    pub from: u32,
    /// Last working day.
    pub to: u32,
    /// Who holds it.
    pub holder: Label,
}

/// The six basic types of a further question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionType {
    /// A line.
    Text,
    /// Several lines.
    LongText,
    /// Yes or no.
    YesNo,
    /// One of a list.
    Choice,
    /// A date, which may be uncertain.
    Date,
    /// A whole number.
    Number,
}

/// A further question.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraQuestion {
    /// Id, label, source.
    pub item: Item,
    /// The step that asks it.
    pub step: String,
    /// Its type.
    pub answer: QuestionType,
    /// The choices, for a choice.
    #[serde(default)]
    pub choices: Vec<CodeItem>,
}

/// An item that nobody has compared with its primary document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unchecked {
    /// Part and id, such as `clocks/notify`.
    pub id: String,
    /// What people read.
    pub label: String,
    /// Where it is said to come from.
    pub source: Option<String>,
}

impl Unchecked {
    pub(super) fn of(part: &str, item: &Item) -> Self {
        Self {
            id: format!("{part}/{}", item.id),
            label: item.label.en.clone(),
            source: item.source.clone(),
        }
    }
}

/// A named person of the partnership has confirmed the wording of an unchecked item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Confirmation {
    /// Who.
    pub by: PersonId,
    /// When.
    pub at: Instant,
}

/// Words of the scheme that may go out in a letter, notice or form. It can be made of a checked
/// item, or of an unchecked one that a named person confirmed, and of nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutgoingText(String);

impl OutgoingText {
    /// The words of an item, when they may go out.
    #[must_use]
    pub fn of(item: &Item, confirmed: Option<Confirmation>) -> Option<Self> {
        (item.checked || confirmed.is_some()).then(|| Self(item.label.en.clone()))
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
