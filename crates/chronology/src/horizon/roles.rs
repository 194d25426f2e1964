//! The roles of an agency, as accounts name them.

use std::collections::BTreeMap;

use model::chronology::ShareStands;

use super::plain;
use crate::Item;

/// A role, as accounts name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleNamed {
    /// As the first account that names it calls it.
    pub called: String,
    /// The same in small letters with single spaces, by which roles are told apart.
    pub plain: String,
    /// Whether the agency says that it wrote something down, or something was shared with it as somebody of the agency. Otherwise it
    /// is only named as there, and may belong to another agency or to none.
    pub of_agency: bool,
}

/// The roles of an agency, by name: who wrote its entries down, who was there, and with whom something was shared, as far as somebody
/// has confirmed that.
#[must_use]
pub fn roles(items: &[Item<'_>], agency: &str) -> Vec<RoleNamed> {
    let mut found: BTreeMap<String, RoleNamed> = BTreeMap::new();
    let mut add = |called: &str, of_agency: bool| {
        let plain = plain(called);
        if plain.is_empty() {
            return;
        }
        let role = found.entry(plain).or_insert_with_key(|plain| RoleNamed {
            called: called.trim().to_owned(),
            plain: plain.clone(),
            of_agency,
        });
        role.of_agency |= of_agency;
    };
    for item in items {
        let entry = item.entry;
        if item.agency == agency {
            add(&entry.recorded.by_role.0, true);
            for there in &entry.present {
                add(&there.0, false);
            }
        }
        for shared in &entry.shared {
            let to = shared.agency.as_deref() == Some(agency);
            if to && shared.stands == ShareStands::Confirmed {
                add(&shared.with.0, true);
            }
        }
    }
    found.into_values().collect()
}
