//! What a step says beside its date, and the decision on a local review, which is taken twice.

use serde::{Deserialize, Serialize};

use super::{Entered, Transition, in_order};
use crate::scheme::{DecisionPoint, NeedKind, Scheme, StageKind, TrackKind};
use crate::{Date, Sensitive, UncertainDate};

/// One partner's view of a step, agreeing or not. Different views are kept, never averaged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnerView {
    /// Id of the partner in the scheme.
    pub partner: String,
    /// Whether the partner agrees with the step.
    pub agrees: bool,
    /// In their words; may be empty when they agree.
    pub words: Sensitive<String>,
    /// Who gave it for the partner: a name and role.
    pub given_by: Sensitive<String>,
}

/// That a step was done elsewhere, before its review was brought in. Who brought it in, and when, the store keeps beside
/// the record as for every other; the date of the step is the day on which it really happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DoneBefore {
    /// Who did it, or where it is recorded; may be empty.
    pub source: Sensitive<String>,
    /// Its place in the course of the review: of two such steps of one day the lower was first.
    pub place: u32,
    /// Where it stands among the others while its date is not known. An order alone, and no word on when it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stands: Option<UncertainDate>,
}

/// What a step says beside its date and its reason. Which parts it needs is the scheme's to say.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StepDetails {
    /// The partners' views.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub views: Vec<PartnerView>,
    /// When the national body was told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub panel_told: Option<UncertainDate>,
    /// The other area, when the lead passes to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_area: Option<Sensitive<String>>,
    /// Who agreed for the other area: a name, role and authority.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreed_by: Option<Sensitive<String>>,
    /// A day on which to look again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub look_again: Option<Date>,
    /// The national body's reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub national_reference: Option<Sensitive<String>>,
    /// When the decision on a local review was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub point: Option<DecisionPoint>,
    /// What a letter says: codes of the scheme's list of letter outcomes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub letter_says: Vec<String>,
    /// The day by which a letter asks for an answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<Date>,
    /// Id of the scheme's local route, when one begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub local_route: Option<String>,
    /// That it was done elsewhere, before the review was brought in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done_before: Option<DoneBefore>,
    /// Why the step was entered in error. Such a step stays on record and counts for nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entered_in_error: Option<Sensitive<String>>,
}

impl StepDetails {
    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Everything that a step still lacks, so that a form can say all of it at once. A withdrawal lacks
/// its reason, a view of each partner and the day the national body was told until all are given;
/// until then it is no step, and its clocks run on. What was done before the review was brought in was done with or
/// without it, and lacks nothing here.
#[must_use]
pub fn missing(scheme: &Scheme, step: &Transition) -> Vec<NeedKind> {
    if step.details.done_before.is_some() {
        return Vec::new();
    }
    let needs = scheme
        .stage(step.track, step.to)
        .map_or(&[][..], |stage| stage.needs.as_slice());
    let given = |need: &NeedKind| match need {
        NeedKind::Reason => has_words(step.reason.as_ref()),
        NeedKind::Views => scheme.partners.iter().all(|partner| {
            let views = &step.details.views;
            views.iter().any(|view| view.partner == partner.id)
        }),
        NeedKind::PanelTold => step
            .details
            .panel_told
            .is_some_and(|told| !told.is_unknown()),
        NeedKind::AgreedBy => has_words(step.details.agreed_by.as_ref()),
        NeedKind::LookAgain => step.details.look_again.is_some(),
        NeedKind::NationalReference => has_words(step.details.national_reference.as_ref()),
    };
    needs.iter().copied().filter(|need| !given(need)).collect()
}

fn has_words(text: Option<&Sensitive<String>>) -> bool {
    text.is_some_and(|text| !text.0.trim().is_empty())
}

/// One decision on whether there will be a local review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewDecision {
    /// Whether there will be one.
    pub review: bool,
    /// When in the course of things it was taken.
    pub point: DecisionPoint,
    /// When.
    pub on: UncertainDate,
}

/// Every decision on a local review, in the order in which they were taken. The one taken at the
/// rapid review is sent with it; the letter confirms or changes it; both are kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReviewDecisions(Vec<ReviewDecision>);

impl ReviewDecisions {
    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[ReviewDecision] {
        &self.0
    }

    /// The latest taken at the rapid review.
    #[must_use]
    pub fn at_rapid_review(&self) -> Option<&ReviewDecision> {
        self.latest(DecisionPoint::RapidReview)
    }

    /// The latest taken after a letter.
    #[must_use]
    pub fn after_letter(&self) -> Option<&ReviewDecision> {
        self.latest(DecisionPoint::AfterLetter)
    }

    /// The one that stands.
    #[must_use]
    pub fn standing(&self) -> Option<&ReviewDecision> {
        self.0.last()
    }

    /// Whether the decision after the letter differs from the one sent with the rapid review;
    /// absent until both were taken.
    #[must_use]
    pub fn changed(&self) -> Option<bool> {
        Some(self.at_rapid_review()?.review != self.after_letter()?.review)
    }

    fn latest(&self, point: DecisionPoint) -> Option<&ReviewDecision> {
        self.0.iter().rfind(|decision| decision.point == point)
    }
}

/// The decisions on a local review among the steps of a case.
#[must_use]
pub fn review_decisions(steps: &[Entered]) -> ReviewDecisions {
    let decision = |entered: &Entered| {
        let step = &entered.step;
        let review = match (step.track, step.to) {
            (TrackKind::LocalReview, StageKind::DecidedYes) => true,
            (TrackKind::LocalReview, StageKind::DecidedNo) => false,
            _ => return None,
        };
        Some(ReviewDecision {
            review,
            point: step.details.point.unwrap_or(DecisionPoint::Otherwise),
            on: step.happened,
        })
    };
    let ordered = in_order(steps).into_iter();
    ReviewDecisions(ordered.filter_map(decision).collect())
}
