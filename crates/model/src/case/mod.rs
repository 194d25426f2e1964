//! The records of a case. Each is a typed body; its place, versions and authors are kept by the store.

mod area;
mod closing;
mod decision;
mod disclosure;
mod file_taken_away;
mod incident;
mod moment;
mod notification;
mod other_notification;
mod police;
mod proceedings;
mod publication;
mod safety;
mod subject;
mod view;
mod withdrawal;

pub use area::{AffectedArea, AreaTold, WhyAffected};
pub use closing::{Closing, LeftOpen, OpenedAgain};
pub use decision::Decision;
pub use disclosure::{Disclosed, Disclosure};
pub use file_taken_away::FileTakenAway;
pub use incident::{AuthorityKnew, Incident, Known, Raised};
pub use moment::Moment;
pub use notification::{Authorisation, Notification, NotificationSent, Told};
pub use other_notification::{ANOTHER_BODY, Done, OtherNotification, WhereItStands};
pub use police::{PoliceMark, PoliceSays};
pub use proceedings::{HELD_PUBLISHING, HELD_SPEAKING, Hold, Lifted, Proceedings};
pub use publication::PublicationDay;
pub use safety::{SafeNow, SafetyLine, SocialCareReferral};
pub use subject::{Subject, SubjectKind};
pub use view::{CriterionView, OnBehalf};
pub use withdrawal::Withdrawal;
