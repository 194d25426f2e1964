//! Who may: the directory of people and organisations, the policies, and the permits they grant.
//!
//! A [`Permit`] is the only key that the stores accept. It is made by [`Policies::permit`] alone,
//! when Cedar says *allow* and reports no error, for one action on one thing in one transaction.

mod action;
mod ctx;
pub mod directory;
mod facts;
pub mod forms;
pub mod ledger;
mod permit;
mod policies;
mod question;
mod role;
pub mod sign_in;

pub use action::{Action, ActionInfo, ResourceKind, actions};
pub use ctx::{Actor, Ctx, Person, Strength};
pub use facts::{
    CaseFacts, DirectoryFacts, OrganisationFacts, Resource, ReturnFacts, Section, SharedFacts,
    TeamPlace,
};
pub use permit::Permit;
pub use policies::{Policies, PolicyError, Refusal};
pub use role::Role;
