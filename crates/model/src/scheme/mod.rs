//! A scheme: what one nation's guidance asks for at one time, as data.
//!
//! Behaviour is code; criteria, stages, lengths, labels, recipients, code lists and prompts are a dated
//! file. Kinds ([`TrackKind`], [`StageKind`], [`EventKind`], [`ClockKind`], [`NeedKind`]) are types,
//! because rules read them; a scheme chooses, orders, requires and labels them, and leaves out what
//! it does not use. New guidance, or another nation that uses kinds that exist, is a file and not a
//! release. A case keeps the digest of the text that it began under.

mod check;
mod course;
mod kinds;
mod load;
mod parts;
mod place;
mod questions;
mod release;
mod shipped;
mod steps;
mod wording;

use serde::Deserialize;

use crate::{Date, Nation};

pub use course::{CourseStep, MOST_COURSE};
pub(crate) use kinds::kinds;
pub use kinds::{ClockKind, DecisionPoint, EventKind, NeedKind, StageKind, TrackKind};
pub use load::SchemeError;
pub use parts::{
    AccessLimits, AnswerWithin, ClockDef, ClockRule, CodeItem, CodeList, DayStep, Item, Label,
    Language, LearningDef, LetterDef, LetterTo, OutcomeDef, RequestDef, Requirement, RetentionDef,
    StageDef, StepText, TrackDef,
};
pub use questions::{Answer, AnswerRefused, ExtraQuestion, QuestionType};
pub use release::{ReleaseBy, ReleaseDef, StandInDef, fewest_releasing};
pub use shipped::shipped;
pub use steps::STEPS;
pub use wording::{Confirmation, Confirmations, NotOutgoing, OutgoingText, Unchecked, Wording};

/// What one nation's guidance asks for, from a day to a day.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scheme {
    /// Stable id, such as `england_2026`.
    pub id: String,
    /// Whose law and working days.
    #[serde(deserialize_with = "load::nation")]
    pub nation: Nation,
    /// Its title.
    pub title: Label,
    /// First day in force.
    pub valid_from: Date,
    /// Last day in force.
    #[serde(default)]
    pub valid_to: Option<Date>,
    /// The guidance it stands on.
    pub guidance: Item,
    /// The partners, each of whom gives a view; England has three.
    pub partners: Vec<Item>,
    /// Criteria for notifying, on which partners give their views.
    pub criteria: Vec<Item>,
    /// Criteria for a local review.
    pub local_criteria: Vec<Item>,
    /// What a decision on notifying can be.
    pub outcomes: Vec<OutcomeDef>,
    /// What may follow when nothing is notified, or no local review: light routes without a
    /// statutory clock.
    pub local_routes: Vec<Item>,
    /// Tracks, in the order in which they are shown.
    pub tracks: Vec<TrackDef>,
    /// Clocks, in the order in which they are shown.
    pub clocks: Vec<ClockDef>,
    /// Reasons for being late.
    pub late_reasons: Vec<Item>,
    /// Whom an organisation tells or sends to.
    pub recipients: Vec<Item>,
    /// Lists of codes.
    pub lists: Vec<CodeList>,
    /// Questions that help to see what changed.
    pub prompts: Vec<Item>,
    /// Other notifications that an incident may need.
    pub other_notifications: Vec<Item>,
    /// For how long what belongs to a review is kept.
    pub retention: Vec<RetentionDef>,
    /// Kinds of request for what is held.
    pub requests: Vec<RequestDef>,
    /// Letters that a partnership writes: where its own words begin.
    pub letters: Vec<LetterDef>,
    /// How long access lasts that ends by itself.
    pub access: AccessLimits,
    /// What is asked of moments of learning.
    pub learning: LearningDef,
    /// Who releases learning out of a case; to an audience without a line nothing is released.
    #[serde(default)]
    pub release: Vec<ReleaseDef>,
    /// Who releases what an organisation without agencies learned from its own work.
    #[serde(default)]
    pub own_release: Vec<ReleaseDef>,
    /// The four lines that open each step.
    pub steps: Vec<StepText>,
    /// What happens on which working day of the rapid review.
    pub day_plan: Vec<DayStep>,
    /// The usual course of a review, from which one that is under way elsewhere is brought in.
    pub course: Vec<CourseStep>,
    /// Further questions, kept as they are and used by no rule.
    #[serde(default)]
    pub extra_questions: Vec<ExtraQuestion>,
}

impl Scheme {
    /// Reads a scheme file. `file` is its name for error texts. A digest of the text is the
    /// caller's, who knows how to make one.
    ///
    /// # Errors
    /// [`SchemeError`], which names file, line, key, what is wrong and what is allowed.
    pub fn parse(text: &str, file: &str) -> Result<Self, SchemeError> {
        load::parse(text, file)
    }

    /// The scheme in force on a day. Of several the one that came into force last: a newer scheme
    /// need not close the older one.
    #[must_use]
    pub fn for_date(schemes: &[Self], day: Date) -> Option<&Self> {
        schemes
            .iter()
            .filter(|scheme| scheme.is_in_force(day))
            .max_by_key(|scheme| scheme.valid_from)
    }

    /// Whether it is in force on a day.
    #[must_use]
    pub fn is_in_force(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }

    /// A clock by its id.
    #[must_use]
    pub fn clock(&self, id: &str) -> Option<&ClockDef> {
        self.clocks.iter().find(|clock| clock.item.id == id)
    }

    /// An outcome of the decision on notifying by its id.
    #[must_use]
    pub fn outcome(&self, id: &str) -> Option<&OutcomeDef> {
        self.outcomes.iter().find(|outcome| outcome.item.id == id)
    }

    /// A track.
    #[must_use]
    pub fn track(&self, kind: TrackKind) -> Option<&TrackDef> {
        self.tracks.iter().find(|track| track.kind == kind)
    }

    /// A stage of a track.
    #[must_use]
    pub fn stage(&self, track: TrackKind, stage: StageKind) -> Option<&StageDef> {
        self.track(track)?
            .stages
            .iter()
            .find(|known| known.kind == stage)
    }

    /// A letter by its id.
    #[must_use]
    pub fn letter(&self, id: &str) -> Option<&LetterDef> {
        self.letters.iter().find(|letter| letter.item.id == id)
    }

    /// A list of codes by its id.
    #[must_use]
    pub fn list(&self, id: &str) -> Option<&CodeList> {
        self.lists.iter().find(|list| list.id == id)
    }

    /// The list of likely causes for a nature of incident.
    #[must_use]
    pub fn cause_list(&self, nature: &str) -> Option<&CodeList> {
        self.lists
            .iter()
            .find(|list| list.for_nature.iter().any(|code| code == nature))
    }

    /// Who releases a draft to an audience: out of a review, or from an organisation's own work.
    #[must_use]
    pub fn release_of(
        &self,
        own_work: bool,
        audience: crate::learning::Sharing,
    ) -> Option<&ReleaseDef> {
        match own_work {
            true => self.own_release.iter().find(|one| one.audience == audience),
            false => self.release_to(audience),
        }
    }

    /// Who releases learning out of a review to an audience.
    #[must_use]
    pub fn release_to(&self, audience: crate::learning::Sharing) -> Option<&ReleaseDef> {
        self.release.iter().find(|one| one.audience == audience)
    }

    /// The four lines of a step.
    #[must_use]
    pub fn step(&self, id: &str) -> Option<&StepText> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// The further questions of a step, in order.
    pub fn questions_of<'a>(&'a self, step: &'a str) -> impl Iterator<Item = &'a ExtraQuestion> {
        self.extra_questions
            .iter()
            .filter(move |question| question.step == step)
    }
}

#[cfg(test)]
mod tests;
