//! What people do, one file for each thing: facts, permit, change, revision, record of who did what,
//! outbox, in one transaction. Renders nothing and knows no HTTP.

pub mod administration;
pub mod areas;
mod beside;
pub mod bring_in;
pub mod closing;
pub mod decision;
mod document;
mod error;
pub mod files;
pub mod incident;
mod instance;
mod keep;
pub mod keeping;
pub mod lateness;
pub mod learning;
pub mod letters;
pub mod local_review;
mod looks;
pub mod moment;
pub mod names;
pub mod notification;
pub mod others;
pub mod people;
pub mod post;
pub mod practice;
pub mod practitioners;
pub mod proceedings;
pub mod publication;
pub mod quality;
pub mod rapid_review;
pub mod received;
mod reference;
pub mod restricted;
pub mod review;
pub mod reviews;
pub mod roots;
pub mod safety;
mod signing;
pub mod team;
pub mod today;
pub mod tracks;
mod wanted;
pub mod wording;
pub mod worker;

pub use beside::Beside;
pub use error::AppError;
pub use instance::{App, Parts};
pub use keep::Place;
pub use looks::{Look, Looking};
pub use reference::Reference;
pub use signing::SignLine;

pub use {access, vault};
