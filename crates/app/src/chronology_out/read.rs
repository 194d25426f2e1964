//! What is read of a chronology that is to go out, and what of it was chosen.

use std::collections::{BTreeMap, BTreeSet};

use access::{Permit, Section, actions};
use chronology::Item;
use chronology::horizon::{AsKnown, Knew, Viewer, as_it_stood, as_known};
use model::case::{ChronologyEvent, EntryCheck};
use model::chronology::{Checked, Entry};
use model::{AgencyId, Date, RecordId, Sensitive};
use vault::{AgencyReturn, CaseFile, HandedIn, Stored, VaultError, VaultTx};

use super::{Choice, Register};
use crate::chronology::{
    Account, Role, in_order, joined, read_everywhere, retain_readable, roles_in,
};
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
    /// What people said of accounts that may tell of one event.
    said: Vec<Stored<ChronologyEvent>>,
    /// Whether it is read by everybody on the review, so that nothing is in it which some may not read.
    for_all: bool,
}

/// What was chosen of a chronology.
pub(super) struct Chosen {
    pub(super) entries: Vec<Entry>,
    /// Whose account each of them is.
    pub(super) agencies: Vec<AgencyId>,
    /// How many entries the reader may not read, or, where everybody on the review reads it, some of them may not.
    pub(super) withheld: usize,
    /// Whether everybody on the review reads it.
    pub(super) for_all: bool,
    /// How many are left out because the agency did not know them on the day, by how they stood.
    pub(super) left_out: Vec<(Knew, usize)>,
    /// Places among the entries of those that were known only if a sharing that nobody has confirmed took place.
    pub(super) if_shared: BTreeSet<usize>,
    /// The role through whose eyes it was chosen, as the file calls it.
    pub(super) role: Option<String>,
    /// Documents that were handed in for the agencies whose accounts these are.
    pub(super) handed_in: Vec<(AgencyId, HandedIn)>,
    /// Whom all of it is about, where one person was chosen, as the file calls them.
    pub(super) person: Option<String>,
    /// Which account each entry is of an event of which several tell; empty for one that stands alone.
    pub(super) events: Vec<String>,
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
        said: read_everywhere(tx, permit.case()?).await?,
        for_all: false,
    })
}

impl OnRecord {
    /// Only what everybody on the review may read: the rest counts as withheld.
    pub(super) fn keep_general(&mut self) {
        self.for_all = true;
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

    /// Of each account that people joined with others into one event, which of them it is. One that speaks of an account which the
    /// reader may not read is left out, as in the list.
    fn events(&self) -> BTreeMap<RecordId, String> {
        let order: Vec<RecordId> = self.accounts.iter().filter_map(Account::id).collect();
        let mut said = self.said.clone();
        retain_readable(&mut said, &self.accounts);
        let group = joined(&said);
        // Of each event its number in the order of time, and how many accounts tell of it.
        let mut of_event: BTreeMap<RecordId, (usize, usize)> = BTreeMap::new();
        for event in order.iter().filter_map(|id| group.get(id)) {
            let next = of_event.len() + 1;
            of_event.entry(*event).or_insert((next, 0)).1 += 1;
        }
        let mut so_far: BTreeMap<RecordId, usize> = BTreeMap::new();
        let mark = |id: RecordId| {
            let event = group.get(&id)?;
            let (number, many) = of_event.get(event).filter(|one| one.1 > 1)?;
            let place = so_far.entry(*event).or_default();
            *place += 1;
            let mark = format!("Account {place} of {many} of one event (event {number})");
            Some((id, mark))
        };
        order.into_iter().filter_map(mark).collect()
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
        let filter = choice.filter();
        let own = self.accounts.iter().filter(|one| filter.shows(one));
        let own: Vec<&Account> = own.collect();
        let withheld = own.iter().filter(|one| one.entry.is_none()).count();
        let readable = own
            .into_iter()
            .filter_map(|one| Some((one.agency, one.entry.as_deref()?)));
        let mut found: Vec<(AgencyId, &Stored<Entry>)> = readable.collect();
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
            if let Some((_, on)) = choice.as_known {
                return as_it_stood(body, on);
            }
            self.join_checks(&mut body, (entry.id, entry.version), names);
            body
        };
        let bodies = found.iter().map(|(_, entry)| with(entry));
        let called = role.map(|one| one.called);
        let asked = choice.only.person;
        let person = asked.and_then(|id| self.register.name(id));
        let (entries, role, person) = if choice.pseudonymous {
            let made = self.register.pseudonyms(all().map(|entry| &entry.body));
            let called = called.map(|called| made.replaced(&called));
            let person = asked.and_then(|id| made.of(id));
            let entries = bodies.map(|entry| made.entry(&entry)).collect();
            (entries, called, person.map(str::to_owned))
        } else {
            (bodies.collect(), called, person.map(str::to_owned))
        };
        // Nor had anybody said then which accounts tell of one event.
        let events = if then { BTreeMap::new() } else { self.events() };
        let events = found.iter().map(|(_, entry)| {
            let mark = events.get(&entry.id);
            mark.cloned().unwrap_or_default()
        });
        let events = events.collect();
        let of_agency = self.handed_in.iter();
        let of_agency = of_agency.filter(|(id, _)| choice.agency.is_none_or(|own| own == *id));
        Chosen {
            entries,
            agencies: found.iter().map(|(agency, _)| *agency).collect(),
            withheld,
            for_all: self.for_all,
            left_out,
            if_shared,
            role,
            handed_in: of_agency.cloned().collect(),
            person,
            events,
        }
    }
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
