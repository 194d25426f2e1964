//! The parts of a scheme file. Every part refuses a key that it does not know.

use serde::{Deserialize, Serialize};

use super::{ClockKind, EventKind, NeedKind, StageKind, TrackKind, kinds};

/// A language of the interface that a scheme may have labels in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Welsh.
    Welsh,
}

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

impl Label {
    /// The label in a language; in English where the scheme has no other.
    #[must_use]
    pub fn in_language(&self, language: Language) -> &str {
        match (language, &self.cy) {
            (Language::Welsh, Some(welsh)) => welsh,
            _ => &self.en,
        }
    }
}

/// Anything with an id, a label and a source. `checked` has no default, so that whoever writes an
/// item has to say it; a checked item without a source is refused.
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
    /// Whether a rapid review follows, and with it the national body's work list.
    pub rapid_review: bool,
    /// Whether a local route may follow.
    pub local_route: bool,
    /// Recipients beside those who are always told.
    #[serde(default)]
    pub recipients: Vec<String>,
    /// Whether the partners look if the criteria for a child under 18 apply as well.
    #[serde(default)]
    pub asks_under_eighteen: bool,
}

/// For how long something is kept, unless the partnership says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetentionDef {
    /// Id, label, source.
    pub item: Item,
    /// Years from the day on which the review was closed; none: without an end.
    #[serde(default)]
    pub years: Option<i16>,
}

/// A kind of request for what is held, and by when it is answered.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestDef {
    /// Id, label, source.
    pub item: Item,
    /// The time for an answer, from the day on which it was received; none where whoever asks says by when.
    #[serde(default)]
    pub answer: Option<AnswerWithin>,
}

/// The time for an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerWithin {
    /// Months of the calendar.
    Months(i8),
    /// Working days.
    WorkingDays(u16),
}

kinds! {
    /// To whom a letter is written.
    LetterTo {
        /// A child, a parent, somebody else of the family or close to it.
        Family = "family",
        /// Somebody in their work.
        Practitioner = "practitioner",
        /// An organisation.
        Organisation = "organisation",
        /// Anybody.
        Anybody = "anybody",
    }
}

impl LetterTo {
    /// Whether a letter of this sort could reach somebody at home, and is only written when it was asked whether it could
    /// put anybody in danger.
    #[must_use]
    pub const fn reaches_home(self) -> bool {
        matches!(self, Self::Family | Self::Anybody)
    }
}

/// A letter that a partnership writes: its words until the partnership has its own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterDef {
    /// Id, name of the letter, source.
    pub item: Item,
    /// To whom it is written.
    pub to: LetterTo,
    /// What stands above it.
    pub title: Label,
    /// Its words, with places that are filled in: see [`crate::letter_words`].
    pub words: Label,
}

/// A track and its stages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrackDef {
    /// Which track.
    pub kind: TrackKind,
    /// What people read.
    pub label: Label,
    /// Whether it may stand several times side by side: letters, versions, proceedings.
    #[serde(default)]
    pub several: bool,
    /// Its stages, in their usual order.
    pub stages: Vec<StageDef>,
}

/// A stage of a track. What it gives and ends is what clocks run on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageDef {
    /// Which stage.
    pub kind: StageKind,
    /// What people read.
    pub label: Label,
    /// Stages that this one may follow, `not_begun` for the beginning of the track; empty: any, and it
    /// may begin the track.
    #[serde(default)]
    pub after: Vec<StageKind>,
    /// A stage of another track that must have been reached before.
    #[serde(default)]
    pub requires: Option<Requirement>,
    /// What the step to it needs beside its date.
    #[serde(default)]
    pub needs: Vec<NeedKind>,
    /// Events that this stage dates. Of several the first counts, until a stage ends it: a second
    /// version of a review does not make the first one late.
    #[serde(default)]
    pub gives: Vec<EventKind>,
    /// Events of which the latest date counts.
    #[serde(default)]
    pub renews: Vec<EventKind>,
    /// Events that no longer hold once this stage is reached: a decision against a local review
    /// ends the one for it.
    #[serde(default)]
    pub ends: Vec<EventKind>,
    /// Where the stage or what it needs comes from.
    #[serde(default)]
    pub source: Option<String>,
    /// Whether somebody has compared it with its primary document; `true` for stages that are only
    /// our way of saying where a thing stands.
    #[serde(default = "yes")]
    pub checked: bool,
}

const fn yes() -> bool {
    true
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

/// A clock. What its kind fixes (an expectation, a clock that is never paused, one that needs a rapid
/// review) is not the scheme's to say; see [`ClockKind`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockDef {
    /// Id, label, source.
    pub item: Item,
    /// What it is.
    pub kind: ClockKind,
    /// What starts it.
    pub trigger: EventKind,
    /// What meets it; absent for one that only runs out, as keeping a report available does.
    #[serde(default)]
    pub met_by: Option<EventKind>,
    /// Further events to show on its line, each with its working day: a review is completed on one
    /// day and sent on another.
    #[serde(default)]
    pub shows: Vec<EventKind>,
    /// Its length.
    pub rule: ClockRule,
    /// Who holds the step: a role or a body, in words.
    pub holder: Label,
    /// Advisory: shown, and nothing follows from being past it.
    #[serde(default)]
    pub advisory: bool,
    /// Whether it may be paused with a reason. Refused for a kind that never is.
    #[serde(default)]
    pub pausable: bool,
}

impl ClockDef {
    /// Whether nothing follows from being past it, by its kind or by the scheme's word.
    #[must_use]
    pub const fn is_advisory(&self) -> bool {
        self.advisory || self.kind.is_always_advisory()
    }

    /// Whether being past it is lateness, which wants a reason: no expectation and no advisory clock.
    #[must_use]
    pub const fn can_be_late(&self) -> bool {
        !self.kind.is_expectation() && !self.is_advisory()
    }

    /// Whether people may pause it: the scheme lets them, and its kind does.
    #[must_use]
    pub const fn can_be_paused(&self) -> bool {
        self.pausable && self.kind.may_be_paused()
    }
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
    /// Nature codes for which it is asked; empty: for all.
    #[serde(default)]
    pub for_nature: Vec<String>,
    /// Whether several codes may hold at once.
    #[serde(default)]
    pub several: bool,
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
    /// A sentence of help.
    #[serde(default)]
    pub help: Option<Label>,
    /// Whether the code was compared with its primary document, where it differs from its list: a
    /// list may be read in a source that gives the codes and not their meaning.
    #[serde(default)]
    pub checked: Option<bool>,
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

/// How long access lasts that ends by itself. Nothing of it is law.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccessLimits {
    /// Minutes for which a review stays open to somebody who opened it in an emergency.
    pub emergency_minutes: u32,
    /// Working days within which a second person reviews an emergency opening: it is due at the end of the last one.
    pub emergency_review_days: u32,
    /// Days before the end of a guest's or a commissioned reviewer's access from which *Today* says so.
    pub guest_notice_days: u32,
    /// Where the lengths come from.
    pub source: String,
    /// Whether somebody has compared them with a primary document.
    pub checked: bool,
}

/// What is asked of moments of learning. Nothing of it is law.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LearningDef {
    /// Days after which somebody looks again at what was learned, where they name no other day.
    pub revisit_days: u32,
    /// People who hold a role in one agency from which on readers are told it; where fewer do, it would name one of them.
    pub fewest_in_role: u32,
    /// Where the numbers come from.
    pub source: String,
    /// Whether somebody has compared them with a primary document.
    pub checked: bool,
}
