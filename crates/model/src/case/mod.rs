//! The records of a case. Each is a typed body; its place, versions and authors are kept by the store.

mod decision;
mod file_taken_away;
mod incident;
mod moment;
mod notification;
mod safety;
mod subject;
mod view;
mod withdrawal;

pub use decision::Decision;
pub use file_taken_away::FileTakenAway;
pub use incident::{AuthorityKnew, Incident, Known, Raised};
pub use moment::Moment;
pub use notification::{Authorisation, Notification, NotificationSent, Told};
pub use safety::{SafeNow, SafetyLine, SocialCareReferral};
pub use subject::{Subject, SubjectKind};
pub use view::{CriterionView, OnBehalf};
pub use withdrawal::Withdrawal;
