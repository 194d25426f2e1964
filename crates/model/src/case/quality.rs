//! The quality of a review as people judge it while it runs, marker by marker. A judgement is words with a reason; nothing
//! here can be added up.

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::scheme::{CodeItem, CodeList, Scheme, kinds};
use crate::{RecordId, Sensitive, UncertainDate};

/// Ids of the lists of the scheme that hold the markers, in the order of a review: set-up, running, outputs.
pub const MARKER_LISTS: &[&str] = &["quality_set_up", "quality_running", "quality_outputs"];

kinds! {
    /// How a review stands by one marker, as somebody judges it. The order means nothing.
    MarkerStands {
        /// It is as it should be.
        Met = "met",
        /// In part, or in some places.
        Partly = "partly",
        /// It is not.
        NotMet = "not_met",
        /// It has no bearing on this review.
        DoesNotApply = "does_not_apply",
    }
}

impl MarkerStands {
    /// Whether something is to be improved: then the judgement says what.
    #[must_use]
    pub const fn asks_for_more(self) -> bool {
        matches!(self, Self::Partly | Self::NotMet)
    }
}

/// The markers of a scheme, each with the list that it stands in; none where the scheme has no such lists.
pub fn markers(scheme: &Scheme) -> impl Iterator<Item = (&CodeList, &CodeItem)> {
    let lists = MARKER_LISTS.iter().filter_map(|id| scheme.list(id));
    lists.flat_map(|list| list.items.iter().map(move |item| (list, item)))
}

/// What was judged of one marker. There is one for each marker; earlier judgements are its earlier versions. Who judged
/// and when it was written is kept with the version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QualityJudgement {
    /// Which marker: a code of one of the lists of markers.
    pub marker: String,
    /// How the review stands.
    pub stands: MarkerStands,
    /// Why.
    pub reasons: Sensitive<String>,
    /// What supports it; empty when nothing was named.
    pub support: Sensitive<String>,
    /// What to improve now, while the review runs; empty when nothing is asked for.
    pub improve: Sensitive<String>,
    /// When it was judged.
    pub on: UncertainDate,
}

impl Record for QualityJudgement {
    const KIND: &'static str = "quality_judgement";

    fn state(&self) -> Option<&'static str> {
        Some(self.stands.code())
    }
}

/// How a review stood by one marker when somebody looked at how it goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkerThen {
    /// Which marker.
    pub marker: String,
    /// How the review stood by it.
    pub stands: MarkerStands,
    /// What was asked for; empty when nothing was.
    pub improve: Sensitive<String>,
}

impl From<&QualityJudgement> for MarkerThen {
    fn from(judged: &QualityJudgement) -> Self {
        Self {
            marker: judged.marker.clone(),
            stands: judged.stands,
            improve: judged.improve.clone(),
        }
    }
}

/// A second person's own view of a judgement. It may differ; both stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QualitySecondView {
    /// The judgement that was looked at.
    pub of: RecordId,
    /// The version that was looked at: a later judgement is looked at again.
    pub of_version: i64,
    /// How the review stands by the marker, as they see it.
    pub stands: MarkerStands,
    /// Why.
    pub reasons: Sensitive<String>,
    /// What they would improve now; empty when nothing.
    pub improve: Sensitive<String>,
}

impl QualitySecondView {
    /// Whether it is of this version of this judgement.
    #[must_use]
    pub fn is_of(&self, of: RecordId, version: i64) -> bool {
        (self.of, self.of_version) == (of, version)
    }
}

impl Record for QualitySecondView {
    const KIND: &'static str = "quality_second_view";

    fn state(&self) -> Option<&'static str> {
        Some(self.stands.code())
    }
}
