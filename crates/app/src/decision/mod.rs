//! Deciding whether to notify: each partner's view on the criteria, the local authority's decision,
//! and what follows when nothing is notified.

mod decide;
mod give;
mod read;

pub use decide::{Deciding, decide};
pub use give::{confirm, give, give_for};
pub use read::{Comparable, DecisionView, PartnerLine, view};
