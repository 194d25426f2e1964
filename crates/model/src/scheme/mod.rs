//! A scheme: what one nation's guidance asks for at one time, as data. Behaviour is code; criteria,
//! stages, lengths, labels, recipients and prompts are a dated file.

mod kinds;
mod load;
mod parts;
mod shipped;

use serde::Deserialize;

use crate::{Date, Nation};

pub use kinds::{EventKind, StageKind, TrackKind};
pub use load::SchemeError;
pub use parts::{
    ClockDef, ClockRule, CodeItem, CodeList, Confirmation, DayStep, ExtraQuestion, Item, Label,
    OutcomeDef, OutgoingText, QuestionType, StageDef, StepText, TrackDef, Unchecked,
};
pub use shipped::shipped;

/// What one nation's guidance asks for, from a day to a day.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scheme {
    /// Stable id, such as `england-2026`.
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
    /// Criteria on which partners give their views.
    pub criteria: Vec<Item>,
    /// What a decision on notifying can be.
    pub outcomes: Vec<OutcomeDef>,
    /// What may follow when nothing is notified.
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
    /// The four lines that open each step.
    pub steps: Vec<StepText>,
    /// What happens on which working day of the rapid review.
    pub day_plan: Vec<DayStep>,
    /// Further questions, kept as they are and used by no rule.
    #[serde(default)]
    pub extra_questions: Vec<ExtraQuestion>,
}

impl Scheme {
    /// Reads a scheme file.
    ///
    /// # Errors
    /// [`SchemeError`], which names file, line, what is wrong and what is allowed.
    pub fn parse(text: &str, file: &str) -> Result<Self, SchemeError> {
        load::parse(text, file)
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

    /// A track.
    #[must_use]
    pub fn track(&self, kind: TrackKind) -> Option<&TrackDef> {
        self.tracks.iter().find(|track| track.kind == kind)
    }

    /// A list of codes by its id.
    #[must_use]
    pub fn list(&self, id: &str) -> Option<&CodeList> {
        self.lists.iter().find(|list| list.id == id)
    }

    /// The four lines of a step.
    #[must_use]
    pub fn step(&self, id: &str) -> Option<&StepText> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// Everything that nobody has yet compared with its primary document.
    #[must_use]
    pub fn unchecked_items(&self) -> Vec<Unchecked> {
        let clocks = self.clocks.iter().map(|clock| &clock.item);
        let outcomes = self.outcomes.iter().map(|outcome| &outcome.item);
        let days = self.day_plan.iter().map(|step| &step.item);
        let parts: [(&str, &[Item]); 6] = [
            ("criteria", &self.criteria),
            ("local_routes", &self.local_routes),
            ("late_reasons", &self.late_reasons),
            ("recipients", &self.recipients),
            ("prompts", &self.prompts),
            ("other_notifications", &self.other_notifications),
        ];
        let mut all: Vec<Unchecked> = parts
            .iter()
            .flat_map(|(part, items)| items.iter().map(move |item| (*part, item)))
            .chain([("guidance", &self.guidance)])
            .chain(clocks.map(|item| ("clocks", item)))
            .chain(outcomes.map(|item| ("outcomes", item)))
            .chain(days.map(|item| ("day_plan", item)))
            .filter(|(_, item)| !item.checked)
            .map(|(part, item)| Unchecked::of(part, item))
            .collect();
        all.extend(
            self.lists
                .iter()
                .filter(|list| !list.checked)
                .map(CodeList::unchecked),
        );
        all
    }
}

#[cfg(test)]
mod tests;
