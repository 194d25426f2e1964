//! The local authority's notification: filling it in, agreeing to it, the document, and recording
//! that the government's service has it. Until that is recorded, the national body is not notified.

mod document;
mod fill;
mod notified;
mod tell;

pub use document::paper;
pub use fill::{NotificationView, authorise, save, view};
pub use notified::{Given, notified};
pub use tell::tell;
