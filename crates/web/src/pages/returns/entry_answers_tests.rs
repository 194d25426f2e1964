//! What the form of an entry makes of a sharing that a source only suggests.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]

use app::names::Names;
use model::chronology::{Entry, EntryKind, ShareStands, Shared};
use model::{Date, Sensitive, UncertainDate};

use super::entry_answers::{filled, read};
use crate::sheet::Offer;

fn entry() -> Entry {
    let on = UncertainDate::from_edtf("2026-02-03").unwrap();
    let mut entry = Entry::new(on, EntryKind::InformationShared, "The school was told.");
    entry.shared.push(Shared {
        agency: None,
        with: Sensitive("school".to_owned()),
        on,
        stands: ShareStands::Proposed,
    });
    entry
}

/// The entry after its form was sent with these answers changed.
fn sent(before: &Entry, changes: &[(&str, &str)]) -> Entry {
    let mut form = filled(before);
    for (name, value) in changes {
        form.set(name, *value);
    }
    let today = Date::constant(2026, 3, 20);
    let people: &[Offer] = &[];
    read(&mut form, (people, &Names::default()), Some(before), today).unwrap()
}

#[test]
fn another_answer_leaves_a_sharing_as_unconfirmed_as_it_was() {
    let before = entry();
    let after = sent(&before, &[("system", "SystmOne")]);
    assert_eq!(after.recorded.system.0, "SystmOne");
    assert_eq!(after.shared, before.shared);
}

#[test]
fn a_ticked_box_confirms_a_sharing_and_is_shown_as_ticked_from_then_on() {
    let confirmed = sent(&entry(), &[("shared-sure-1", "yes")]);
    assert_eq!(confirmed.shared[0].stands, ShareStands::Confirmed);
    let again = sent(&confirmed, &[("system", "SystmOne")]);
    assert_eq!(again.shared[0].stands, ShareStands::Confirmed);
}
