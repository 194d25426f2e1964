//! The local review: the decision, what it asks, who leads it, how it goes, its drafts.

mod checks;
mod decide;
mod drafts;
mod read;
mod reviewer;
mod terms;

pub use checks::{keep_check, keep_request};
pub use decide::decide;
pub use drafts::keep_draft;
pub use read::{LocalReview, local_review};
pub use reviewer::{keep_reviewer, may_lead};
pub use terms::{keep_line, keep_terms};
