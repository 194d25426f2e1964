//! Deciding whether to notify: each partner's view on the criteria, the local authority's decision,
//! and what follows: local learning, taking a notification back, passing the lead on, opening again.

mod comparable;
pub(crate) mod decide;
mod give;
mod later;
pub(crate) mod partners;
mod read;
pub(crate) mod steps;
mod withdraw;

pub use comparable::Comparable;
pub use decide::{Deciding, decide};
pub(crate) use give::is_sourced;
pub use give::{confirm, give, give_for};
pub use later::{Passing, Route, choose_route, reopen, transfer};
pub use partners::Partner;
pub use read::{DecisionView, MayDecide, PartnerLine, view};
pub use withdraw::{keep_withdrawal, withdraw};
