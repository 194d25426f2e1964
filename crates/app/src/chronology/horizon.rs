//! Through whose eyes the chronology is seen, and how each account stood for them.

use std::collections::BTreeSet;

use chronology::horizon::{AsKnown, Viewer, as_known, what_came_when};
use model::{AgencyId, CaseId, Date};

use super::read::{Account, Chronology, items};
use crate::names::Names;

/// A role in an agency, as the accounts that the reader may read name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Its code in this review, which can stand in an address: it tells nothing to whoever does not know the review.
    pub code: String,
    /// What it is called.
    pub called: String,
    /// Whether accounts say that it is of the agency. Otherwise it is only named as there, and may belong to another.
    pub of_agency: bool,
}

/// Through whose eyes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Eyes {
    /// The agency.
    pub agency: AgencyId,
    /// The role in it; none for the agency as a whole.
    pub role: Option<Role>,
}

impl Eyes {
    /// An agency as a whole.
    #[must_use]
    pub const fn agency(agency: AgencyId) -> Self {
        Self { agency, role: None }
    }

    fn viewer<'a>(&'a self, agency: &'a str) -> Viewer<'a> {
        match &self.role {
            None => Viewer::Agency(agency),
            Some(role) => Viewer::Role {
                agency,
                called: &role.called,
            },
        }
    }
}

/// The roles of an agency, by name, as the accounts that the reader may read name them.
#[must_use]
pub fn roles(found: &Chronology, names: &Names, agency: AgencyId) -> Vec<Role> {
    roles_in((found.case.id, &found.accounts), names, agency)
}

/// As [`roles`], of accounts of a case.
pub(crate) fn roles_in(
    (case, accounts): (CaseId, &[Account]),
    names: &Names,
    agency: AgencyId,
) -> Vec<Role> {
    let agency = agency.to_string();
    let items = items(accounts, names);
    let all = chronology::horizon::roles(&items, &agency).into_iter();
    let role = |one: chronology::horizon::RoleNamed| Role {
        code: code(case, &agency, &one.plain),
        called: one.called,
        of_agency: one.of_agency,
    };
    all.map(role).collect()
}

/// The case's id is random and stands on no page, so that nobody can find out which words a code is of.
fn code(case: CaseId, agency: &str, plain: &str) -> String {
    let mut hasher = crypto::Hasher::new();
    for part in [case.to_string().as_str(), agency, plain] {
        hasher.update(&(part.len() as u64).to_be_bytes());
        hasher.update(part.as_bytes());
    }
    let text = hasher.finish().to_string();
    text.chars().take(16).collect()
}

/// Tells of each account that the reader may read how it stood at the end of a day. Sharings that nobody has confirmed count for
/// nothing.
pub fn stand(found: &mut Chronology, names: &Names, eyes: &Eyes, on: Date) {
    stand_with((found, names), eyes, on, false);
}

/// As [`stand`]; accounts that were known if a sharing that nobody has confirmed took place stand apart, as
/// [`Knew::KnownIfShared`](chronology::horizon::Knew::KnownIfShared).
pub fn stand_if_shared(found: &mut Chronology, names: &Names, eyes: &Eyes, on: Date) {
    stand_with((found, names), eyes, on, true);
}

fn stand_with(
    (found, names): (&mut Chronology, &Names),
    eyes: &Eyes,
    on: Date,
    with_proposed: bool,
) {
    let agency = eyes.agency.to_string();
    let asked = AsKnown {
        viewer: eyes.viewer(&agency),
        on,
        with_proposed,
    };
    let stood = as_known(&items(&found.accounts, names), &asked);
    let all = found.accounts.iter_mut();
    let readable = all.filter(|one| one.entry.is_some());
    for (one, stood) in readable.zip(stood) {
        one.stood = Some(stood);
    }
}

/// The last day before `on`, and the first after it, at whose end more was before these eyes than the day before; as far as days are
/// known.
#[must_use]
pub fn changes(
    found: &Chronology,
    names: &Names,
    eyes: &Eyes,
    on: Date,
) -> (Option<Date>, Option<Date>) {
    let agency = eyes.agency.to_string();
    let came = what_came_when(&items(&found.accounts, names), eyes.viewer(&agency));
    let days: BTreeSet<Date> = came.iter().filter_map(|one| one.on.latest()).collect();
    let before = days.range(..on).next_back().copied();
    let after = days.iter().find(|day| **day > on).copied();
    (before, after)
}
