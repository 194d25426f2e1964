//! The local authority's notification: filling it in, agreeing to it, the document, recording that the
//! government's service has it, and what was sent to whom. Until the service has it, the national body is
//! not notified.

mod document;
mod fill;
mod merge;
mod notified;
mod persons;
mod recipients;
mod statement;
mod tell;
mod under_eighteen;

pub use document::paper;
pub use fill::{NotificationView, authorise, save, view};
pub(crate) use notified::national;
pub use notified::{Given, notified};
pub use persons::{answer_words, person_facts, relationship_words};
pub use recipients::{NATIONAL, Recipient, Since, recipients};
pub use statement::{ChangedAt, Content, DetailsPart, Fact, Part, Statement};
pub use tell::{tell, untell};
pub use under_eighteen::under_eighteen;
