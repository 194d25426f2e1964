//! Proceedings beside a review: what runs, what it holds back until when, whom the police have named,
//! and which papers were asked for. Learning is not held back by default, and no hold pauses a clock.

mod disclosure;
mod hold;
mod police;
mod record;

pub use disclosure::disclose;
pub use hold::{hold, lift};
pub(crate) use police::before_contact_in;
pub use police::{BeforeContact, before_contact, mark};
pub use record::record;
