//! What people do, one file for each thing: facts, permit, change, revision, record of who did what,
//! outbox, in one transaction. Renders nothing and knows no HTTP.

pub mod administration;
pub mod decision;
mod document;
mod error;
pub mod files;
pub mod incident;
mod instance;
pub mod moment;
pub mod names;
pub mod notification;
pub mod post;
pub mod received;
mod reference;
pub mod review;
pub mod safety;
pub mod today;
pub mod worker;

pub use error::AppError;
pub use instance::{App, Parts};
pub use reference::Reference;

pub use {access, vault};
