//! What is read of a chronology that is to go out, and what of it was chosen.

use std::collections::BTreeSet;

use access::{Permit, Section, actions};
use chronology::Item;
use chronology::horizon::{AsKnown, Knew, Viewer, as_known};
use model::case::EntryCheck;
use model::chronology::{Checked, Entry};
use model::{AgencyId, Date, RecordId, Sensitive, UncertainDate};
use vault::{AgencyReturn, CaseFile, HandedIn, Stored, VaultError, VaultTx};

use super::{Choice, Register};
use crate::chronology::{Account, Role, in_order, roles_in};
use crate::names::Names;
use crate::people_places::CaseRegister;

/// Everything that is on record for a chronology.
pub(super) struct OnRecord {
    pub(super) case: CaseFile,
    /// In the order of time; those that the reader may not read come last.
    accounts: Vec<Account>,
    /// The agencies with a return that was signed off.
    pub(super) agencies: Vec<AgencyId>,
    /// Documents that were handed in for agencies, and are in what these signed off.
    handed_in: Vec<(AgencyId, HandedIn)>,
    /// What people who wrote entries down say of their facts, of those that the reader may read.
    checks: Vec<Stored<EntryCheck>>,
    register: Register,
}

/// What was chosen of a chronology.
pub(super) struct Chosen {
    pub(super) entries: Vec<Entry>,
    /// Whose account each of them is.
    pub(super) agencies: Vec<AgencyId>,
    /// How many entries the reader may not read.
    pub(super) withheld: usize,
    /// How many are left out because the agency did not know them on the day, by how they stood.
    pub(super) left_out: Vec<(Knew, usize)>,
    /// Places among the entries of those that were known only if a sharing that nobody has confirmed took place.
    pub(super) if_shared: BTreeSet<usize>,
    /// The role through whose eyes it was chosen, as the file calls it.
    pub(super) role: Option<String>,
    /// Documents that were handed in for the agencies whose accounts these are.
    pub(super) handed_in: Vec<(AgencyId, HandedIn)>,
}

/// The agencies with a return that was signed off and stands.
pub(super) fn signed(returns: &[AgencyReturn]) -> Vec<AgencyId> {
    let signed = returns.iter();
    let signed = signed.filter(|one| one.signed_off_at.is_some() && one.withdrawn_at.is_none());
    let mut all: Vec<AgencyId> = signed.map(|one| one.agency).collect();
    all.sort_unstable();
    all.dedup();
    all
}

pub(super) async fn on_record(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
) -> Result<OnRecord, VaultError> {
    let entries = vault::signed_of_case::<Entry>(tx, permit).await?;
    let returns = vault::returns_of_case(tx, permit).await?;
    let mut handed_in = Vec::new();
    for one in returns.iter().filter(|one| one.withdrawn_at.is_none()) {
        let files = vault::handed_in_signed(tx, permit, one).await?;
        handed_in.extend(files.into_iter().map(|file| (one.agency, file)));
    }
    let mut accounts = in_order(entries, &returns);
    CaseRegister::read(tx, permit.case()?)
        .await?
        .count(&mut accounts);
    Ok(OnRecord {
        case: vault::case_file(tx, permit).await?,
        accounts,
        agencies: signed(&returns),
        handed_in,
        checks: vault::checks_of_case(tx, permit).await?,
        register: Register::read(tx, permit).await?,
    })
}

impl OnRecord {
    /// Only what everybody on the review may read: the rest counts as withheld.
    pub(super) fn keep_general(&mut self) {
        let closed = self.accounts.iter_mut();
        for one in closed.filter(|one| one.reads != Section::General) {
            one.entry = None;
        }
    }

    /// Lets what was said of an entry's facts stand beside it, after what its document already said.
    fn join_checks(&self, body: &mut Entry, (id, version): (RecordId, i64), names: &Names) {
        for one in self.checks.iter().filter(|one| one.body.entry == id) {
            let Some(said) = &one.body.said else { continue };
            let checked = Checked {
                role: one.body.role.clone(),
                who: Sensitive(names.of(one.body.person).unwrap_or_default().to_owned()),
                on: said.at.date_in_london(),
                says: said.says,
                what: said.what.clone(),
                words: said.words.clone(),
                earlier: said.version != version,
            };
            if !body.checked.contains(&checked) {
                body.checked.push(checked);
            }
        }
    }

    /// The role of a choice, where accounts that the reader may read name it.
    pub(super) fn role(&self, choice: &Choice, names: &Names) -> Option<Role> {
        let (agency, _) = choice.as_known?;
        let code = choice.role.as_deref()?;
        let all = roles_in((self.case.id, &self.accounts), names, agency);
        all.into_iter().find(|one| one.code == code)
    }

    /// The entries of a choice, in their order, named or not.
    pub(super) fn chosen(&self, choice: &Choice, names: &Names) -> Chosen {
        let own = |one: &&Account| choice.agency.is_none_or(|agency| agency == one.agency);
        let own: Vec<&Account> = self.accounts.iter().filter(own).collect();
        let withheld = own.iter().filter(|one| one.entry.is_none()).count();
        let readable = own
            .into_iter()
            .filter_map(|one| Some((one.agency, one.entry.as_deref()?)));
        let within = |(_, entry): &(AgencyId, &Stored<Entry>)| {
            may_lie_within(&entry.body.date, (choice.from, choice.to))
        };
        let mut found: Vec<(AgencyId, &Stored<Entry>)> = readable.filter(within).collect();
        let role = self.role(choice, names);
        let (left_out, if_shared) = match choice.as_known {
            None => (Vec::new(), BTreeSet::new()),
            Some((agency, on)) => {
                let role = role.as_ref().map(|one| one.called.as_str());
                known_then(&mut found, names, ((agency, role, on), choice.if_shared))
            }
        };
        let all = || self.accounts.iter().filter_map(|one| one.entry.as_ref());
        // Who looked back later knew more than anybody did then.
        let then = choice.as_known.is_some();
        let with = |entry: &Stored<Entry>| {
            let mut body = entry.body.clone();
            if !then {
                self.join_checks(&mut body, (entry.id, entry.version), names);
            }
            body
        };
        let bodies = found.iter().map(|(_, entry)| with(entry));
        let called = role.map(|one| one.called);
        let (entries, role) = if choice.pseudonymous {
            let made = self.register.pseudonyms(all().map(|entry| &entry.body));
            let called = called.map(|called| made.replaced(&called));
            (bodies.map(|entry| made.entry(&entry)).collect(), called)
        } else {
            (bodies.collect(), called)
        };
        let of_agency = self.handed_in.iter();
        let of_agency = of_agency.filter(|(id, _)| choice.agency.is_none_or(|own| own == *id));
        Chosen {
            entries,
            agencies: found.iter().map(|(agency, _)| *agency).collect(),
            withheld,
            left_out,
            if_shared,
            role,
            handed_in: of_agency.cloned().collect(),
        }
    }
}

/// Whether it may have happened in a period: what is not certain is in it.
fn may_lie_within(date: &UncertainDate, (from, to): (Option<Date>, Option<Date>)) -> bool {
    let ended = from
        .zip(date.latest())
        .is_some_and(|(from, last)| last < from);
    let begins = to
        .zip(date.earliest())
        .is_some_and(|(to, first)| first > to);
    !ended && !begins
}

/// Keeps what an agency, or a role in it, knew at the end of a day, and counts the rest. Sharings that nobody has confirmed count for
/// nothing, unless they are asked for: then it tells at which places the entries stand that were known only through one.
fn known_then(
    found: &mut Vec<(AgencyId, &Stored<Entry>)>,
    names: &Names,
    ((viewer, role, on), with_proposed): ((AgencyId, Option<&str>, Date), bool),
) -> (Vec<(Knew, usize)>, BTreeSet<usize>) {
    let codes: Vec<String> = found.iter().map(|(agency, _)| agency.to_string()).collect();
    let items = found.iter().zip(&codes).map(|((_, entry), code)| Item {
        id: entry.id,
        agency: code,
        called: names.agency(code).unwrap_or_default(),
        entry: &entry.body,
    });
    let items: Vec<Item<'_>> = items.collect();
    let viewer = viewer.to_string();
    let asked = AsKnown {
        viewer: role.map_or(Viewer::Agency(&viewer), |called| Viewer::Role {
            agency: &viewer,
            called,
        }),
        on,
        with_proposed,
    };
    let stood: Vec<Knew> = as_known(&items, &asked)
        .iter()
        .map(|one| one.knew)
        .collect();
    let mut each = stood.iter();
    let is_kept = |knew: &Knew| matches!(knew, Knew::Known | Knew::KnownIfShared);
    found.retain(|_| each.next().is_some_and(is_kept));
    let kept = stood.iter().filter(|knew| is_kept(knew)).enumerate();
    let if_shared = kept.filter(|(_, knew)| **knew == Knew::KnownIfShared);
    let if_shared = if_shared.map(|(place, _)| place).collect();
    let left = [
        Knew::InAgency,
        Knew::RecordedElsewhere,
        Knew::NotSaid,
        Knew::Later,
    ];
    let count = |knew: Knew| stood.iter().filter(|one| **one == knew).count();
    let left = left.map(|knew| (knew, count(knew)));
    let left = left.into_iter().filter(|(_, many)| *many > 0).collect();
    (left, if_shared)
}
