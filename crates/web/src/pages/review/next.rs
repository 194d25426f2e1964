//! What of a review is next: where it is done, and its words.

use model::track::NextStep;

/// End of the address of the page on which a step is done, and the key of its words.
pub(crate) const fn page_of(step: NextStep) -> (&'static str, &'static str) {
    match step {
        NextStep::Safety => ("people", "people-title"),
        NextStep::Decision => ("decision", "decision-title"),
        NextStep::Notification => ("notification", "notification-title"),
        NextStep::RapidReview => ("rapid-review", "rapid-review-title"),
        NextStep::LocalReview => ("local-review", "local-review-title"),
        NextStep::Letters => ("letters", "letters-title"),
        NextStep::Learning => ("learning", "learning-title"),
        NextStep::Publication => ("publication", "publish-title"),
        NextStep::Close => ("close", "close-title"),
    }
}
