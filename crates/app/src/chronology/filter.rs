//! Which accounts of a chronology are shown.

use access::Section;
use model::chronology::EntryKind;
use model::{AgencyId, Date, RecordId};

use super::Account;

/// Which accounts are shown: those that fit everything that is asked for. Ids, codes and days only, so that it can stand in an
/// address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Filter {
    /// Whose account.
    pub agency: Option<AgencyId>,
    /// About which child or adult of the review.
    pub person: Option<RecordId>,
    /// Which kind of thing.
    pub kind: Option<EntryKind>,
    /// What may have happened on this day or later. An account without a date may have.
    pub from: Option<Date>,
    /// What may have happened on this day or before.
    pub to: Option<Date>,
    /// Under which section it is read.
    pub reads: Option<Section>,
    /// Only what its author takes for part of a key practice episode.
    pub key_only: bool,
}

impl Filter {
    /// Whether everything is shown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it asks for something that only the words of an entry say. Accounts that the reader may not read are then not
    /// sorted by it: that would tell something of them.
    #[must_use]
    pub const fn asks_the_entry(&self) -> bool {
        self.person.is_some()
            || self.kind.is_some()
            || self.from.is_some()
            || self.to.is_some()
            || self.key_only
    }

    /// Whether an account is shown. Of one that the reader may not read only its agency and section are looked at.
    #[must_use]
    pub fn shows(&self, one: &Account) -> bool {
        let outside = self.agency.is_none_or(|agency| agency == one.agency)
            && self.reads.is_none_or(|reads| reads == one.reads);
        let Some(entry) = &one.entry else {
            return outside;
        };
        let body = &entry.body;
        let mut about = body.about.iter();
        outside
            && (self.person.is_none() || about.any(|person| person.known == self.person))
            && self.kind.is_none_or(|kind| kind == body.kind)
            && (body.key_episode || !self.key_only)
            && not_over(body.date.latest(), self.from)
            && not_over(self.to, body.date.earliest())
    }
}

/// Whether what ends on one day reaches another; days that nobody knows reach everywhere.
fn not_over(ends: Option<Date>, begins: Option<Date>) -> bool {
    ends.zip(begins).is_none_or(|(ends, begins)| ends >= begins)
}
