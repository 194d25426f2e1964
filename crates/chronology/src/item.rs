//! What the rules over a whole chronology read of it.

use model::RecordId;
use model::chronology::Entry;

/// One entry of a chronology, with whose account it is.
#[derive(Debug, Clone, Copy)]
pub struct Item<'a> {
    /// Which record; results speak of entries by it.
    pub id: RecordId,
    /// Code of the agency whose account it is, as in [`model::chronology::Shared::agency`].
    pub agency: &'a str,
    /// What the agency is called: "Northmere General Hospital". Accounts of others name it by such words.
    pub called: &'a str,
    /// The account.
    pub entry: &'a Entry,
}

impl<'a> Item<'a> {
    /// An entry among those of one agency, whose name nothing asks for.
    #[must_use]
    pub const fn alone(id: RecordId, entry: &'a Entry) -> Self {
        Self {
            id,
            agency: "",
            called: "",
            entry,
        }
    }
}
