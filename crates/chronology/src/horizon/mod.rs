//! What one agency, or one role in it, knew on one day, what stood elsewhere, and what only came later.
//!
//! Read from records only: when an entry was written down, and with whom it was shared. What somebody knew and nobody wrote down
//! is not here, and pages say so. Where a date is not exact, both answers stay open and the standing says "may be".

mod roles;
mod then;
mod unfold;

use std::collections::BTreeMap;

use model::chronology::{ShareStands, Shared};
use model::{Date, RecordId, UncertainDate};
use serde::{Deserialize, Serialize};

use crate::Item;
use crate::same_event::services_named;
pub use roles::{RoleNamed, roles};
pub use then::as_it_stood;
pub use unfold::{Episode, Unfolding, unfold};

/// Through whose eyes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Viewer<'a> {
    /// An agency, by its code.
    Agency(&'a str),
    /// A role in an agency: of the agency's entries it wrote them down or was there, or it was told as somebody of that agency.
    /// Of everything else that its agency had, nobody knows whether it had read it.
    Role {
        /// The agency, by its code.
        agency: &'a str,
        /// The role, in words. Capitals and spaces do not matter.
        called: &'a str,
    },
}

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct AsKnown<'a> {
    /// Through whose eyes.
    pub viewer: Viewer<'a>,
    /// At the end of which day.
    pub on: Date,
    /// Whether sharings that nobody has confirmed, and those with somebody whose agency is told in words only, are shown as
    /// [`Knew::KnownIfShared`]; by default they count for nothing.
    pub with_proposed: bool,
}

/// How an entry stood for the viewer at the end of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Knew {
    /// In the viewer's own record by then, or confirmed as shared with it by then.
    Known,
    /// Known if a sharing that nobody has confirmed took place.
    KnownIfShared,
    /// In the record of the role's agency by then, or shared with that agency; whether the role had read it is not known. Only for
    /// [`Viewer::Role`].
    InAgency,
    /// It had happened by then, and nobody knows when it was written down or shared: at the earliest when it happened.
    NotSaid,
    /// In another agency's record by then.
    RecordedElsewhere,
    /// Written down, or happened, later.
    Later,
}

/// How certain a standing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// Whatever the dates turn out to mean.
    Certain,
    /// A date is not exact, so that it may be otherwise.
    MayBe,
}

/// Through what an entry stands as it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Through {
    /// The viewer's own record.
    OwnRecord,
    /// A sharing: which of the entry's, counted from 0.
    Sharing(usize),
    /// The role was there, as its own agency says.
    WasThere,
    /// A record that somebody else in the role's agency made.
    AgencyRecord,
    /// A sharing with somebody else in the role's agency: which of the entry's, counted from 0.
    ToAgency(usize),
    /// A record that names somebody by the same words as the role, as there or as told. Whose role that was is not said, so that it
    /// counts for nothing more than a record.
    SameWords,
    /// Another agency's record.
    OtherRecord,
}

/// How one entry stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Which entry.
    pub id: RecordId,
    /// How it stood.
    pub knew: Knew,
    /// How certain that is.
    pub certainty: Certainty,
    /// Through what.
    pub through: Through,
    /// Since when: the date that decided. For [`Knew::Later`] the date on which it came. For [`Knew::NotSaid`] the date
    /// of the event, as "at the earliest".
    pub since: UncertainDate,
}

/// How every entry stood, in the order in which the entries are given.
#[must_use]
pub fn as_known(items: &[Item<'_>], asked: &AsKnown<'_>) -> Vec<Standing> {
    let mut viewer = Eyes::of(asked.viewer);
    let own = items.iter().find(|item| item.agency == viewer.agency);
    if let Some(own) = own.filter(|_| asked.with_proposed) {
        viewer.called = plain(own.called);
        viewer.services = services_named(own.called);
    }
    let standing = |item: &Item<'_>| standing(item, &viewer, asked);
    items.iter().map(standing).collect()
}

/// Entries by how they stood, each in the order in which they are given.
#[must_use]
pub fn by_standing(standings: &[Standing]) -> BTreeMap<Knew, Vec<RecordId>> {
    let mut groups: BTreeMap<Knew, Vec<RecordId>> = BTreeMap::new();
    for standing in standings {
        groups.entry(standing.knew).or_default().push(standing.id);
    }
    groups
}

/// How an entry came to the viewer, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrival {
    /// Which entry.
    pub id: RecordId,
    /// When, as far as it is known; for an own record without a date: the date of the event, at the earliest.
    pub on: UncertainDate,
    /// Whether [`Self::on`] says when it came, and not only when it happened.
    pub dated: bool,
    /// Through what.
    pub through: Through,
}

/// What came to the viewer when: every way in which an entry came into its record, confirmed sharings only, in order of time.
#[must_use]
pub fn what_came_when(items: &[Item<'_>], viewer: Viewer<'_>) -> Vec<Arrival> {
    let viewer = Eyes::of(viewer);
    let mut arrivals: Vec<Arrival> = items
        .iter()
        .flat_map(|item| {
            let ways = ways(item, &viewer);
            let confirmed = ways.into_iter().filter(|way| way.kind == Kind::Own);
            confirmed.map(|way| Arrival {
                id: item.id,
                on: way.when.unwrap_or(item.entry.date),
                dated: way.when.is_some(),
                through: way.through,
            })
        })
        .collect();
    arrivals.sort_by_cached_key(|arrival| (arrival.on.sort_key(), arrival.id, arrival.through));
    arrivals
}

/// The viewer, ready to be compared.
struct Eyes<'a> {
    agency: &'a str,
    /// None: the agency as a whole.
    role: Option<String>,
    /// What the agency is called; empty where no entry of its own is there, and where nothing that is only proposed is asked for.
    called: String,
    /// The services that its name names.
    services: Vec<String>,
}

impl<'a> Eyes<'a> {
    fn of(viewer: Viewer<'a>) -> Self {
        match viewer {
            Viewer::Agency(agency) => Self {
                agency,
                role: None,
                called: String::new(),
                services: Vec::new(),
            },
            Viewer::Role { agency, called } => Self {
                agency,
                role: Some(plain(called)),
                called: String::new(),
                services: Vec::new(),
            },
        }
    }

    /// Whether words name the role; an agency as a whole is whoever in it.
    fn is_called(&self, words: &str) -> bool {
        self.role.as_ref().is_none_or(|role| plain(words) == *role)
    }

    fn is_named(&self, words: &str) -> bool {
        self.role.is_some() && self.is_called(words)
    }

    /// Whether words of an account may mean the viewer: "school" or "DSL" an agency that is called a school.
    fn may_be(&self, said: &str) -> bool {
        if self.role.is_some() {
            return self.is_named(said);
        }
        if self.called.is_empty() {
            return false;
        }
        let words = plain(said);
        let mut words = words.split(' ').filter(|word| *word != "the").peekable();
        let own: Vec<&str> = self.called.split(' ').collect();
        let any = words.peek().is_some_and(|first| !first.is_empty());
        let named = any && words.all(|word| own.contains(&word));
        let of_service = |one: &String| self.services.contains(one);
        named || services_named(said).iter().any(of_service)
    }

    /// The record of an entry.
    fn record(&self, item: &Item<'_>) -> (Kind, Through) {
        let entry = item.entry;
        let own = item.agency == self.agency;
        if own && self.is_called(&entry.recorded.by_role.0) {
            return (Kind::Own, Through::OwnRecord);
        }
        let told = |one: &Shared| {
            one.agency.is_none()
                && one.stands == ShareStands::Confirmed
                && self.is_named(&one.with.0)
        };
        let there = !own && entry.present.iter().any(|there| self.is_named(&there.0));
        match (own, there || entry.shared.iter().any(told)) {
            (true, true) => (Kind::Agency, Through::SameWords),
            (true, false) => (Kind::Agency, Through::AgencyRecord),
            (false, true) => (Kind::Elsewhere, Through::SameWords),
            (false, false) => (Kind::Elsewhere, Through::OtherRecord),
        }
    }

    /// Another agency may call somebody of its own by the same words.
    fn was_there(&self, item: &Item<'_>) -> bool {
        let mut present = item.entry.present.iter();
        item.agency == self.agency && present.any(|there| self.is_named(&there.0))
    }

    /// A sharing with the viewer, or with its agency.
    fn told(&self, at: usize, shared: &Shared) -> Option<(Kind, Through)> {
        let Some(agency) = shared.agency.as_deref() else {
            // Which agency the words mean, only a person can say, also where it is confirmed that somebody was told.
            let is_open = self.role.is_none() || shared.stands == ShareStands::Proposed;
            return (is_open && self.may_be(&shared.with.0))
                .then_some((Kind::Proposed, Through::Sharing(at)));
        };
        if agency != self.agency {
            return None;
        }
        match (self.is_called(&shared.with.0), shared.stands) {
            (true, ShareStands::Confirmed) => Some((Kind::Own, Through::Sharing(at))),
            (true, ShareStands::Proposed) => Some((Kind::Proposed, Through::Sharing(at))),
            (false, ShareStands::Confirmed) => Some((Kind::Agency, Through::ToAgency(at))),
            (false, ShareStands::Proposed) => None,
        }
    }
}

/// Words of a role so that they can be compared.
fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// One way in which an entry was, or was not yet, before the viewer.
struct Way {
    kind: Kind,
    through: Through,
    /// None: nobody knows.
    when: Option<UncertainDate>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Own,
    Proposed,
    /// Before somebody in the role's agency.
    Agency,
    Elsewhere,
}

fn ways(item: &Item<'_>, viewer: &Eyes<'_>) -> Vec<Way> {
    let entry = item.entry;
    let known = |date: UncertainDate| (!date.is_unknown()).then_some(date);
    let (kind, through) = viewer.record(item);
    let mut ways = vec![Way {
        kind,
        through,
        when: entry.recorded.on.and_then(known),
    }];
    if viewer.was_there(item) {
        ways.push(Way {
            kind: Kind::Own,
            through: Through::WasThere,
            when: known(entry.date),
        });
    }
    let told = entry.shared.iter().enumerate();
    ways.extend(told.filter_map(|(at, shared)| {
        let (kind, through) = viewer.told(at, shared)?;
        Some(Way {
            kind,
            through,
            when: known(shared.on),
        })
    }));
    ways
}

/// The best of the ways in which the entry could stand before the viewer: what is known outweighs what may be.
fn standing(item: &Item<'_>, viewer: &Eyes<'_>, asked: &AsKnown<'_>) -> Standing {
    let happened = by(&item.entry.date, asked.on);
    let later = Standing {
        id: item.id,
        knew: Knew::Later,
        certainty: Certainty::Certain,
        through: Through::OtherRecord,
        since: item.entry.date,
    };
    let of_ways = ways(item, viewer);
    let of_ways = of_ways
        .iter()
        .filter(|way| asked.with_proposed || way.kind != Kind::Proposed)
        .map(|way| through(item, way, happened, asked.on));
    of_ways
        .min_by_key(|standing| {
            let order = nearness(standing.knew, standing.through);
            (order, standing.certainty, standing.through)
        })
        .unwrap_or(later)
}

/// How near a standing is to knowing, the nearest first. What the viewer itself wrote down, nobody knows when, is nearer than what
/// its agency had by then; what nobody knows of others is not.
const fn nearness(knew: Knew, through: Through) -> u8 {
    match (knew, through) {
        (Knew::Known, _) => 0,
        (Knew::KnownIfShared, _) => 1,
        (Knew::NotSaid, Through::OwnRecord | Through::WasThere | Through::Sharing(_)) => 2,
        (Knew::InAgency, _) => 3,
        (Knew::NotSaid, _) => 4,
        (Knew::RecordedElsewhere, _) => 5,
        (Knew::Later, _) => 6,
    }
}

fn through(item: &Item<'_>, way: &Way, happened: By, on: Date) -> Standing {
    let arrived = way.when.map_or(happened, |when| by(&when, on));
    let (knew, certainty) = match (happened, arrived) {
        // What had certainly not happened is later, whatever the record says of when it was written down.
        (By::Not(certainty), By::Done(_) | By::Open) => {
            (Knew::Later, certainty.max(Certainty::MayBe))
        }
        (_, By::Not(certainty)) => (Knew::Later, certainty),
        (_, By::Open) => (way.standing(), Certainty::MayBe),
        (_, By::Done(certainty)) => (way.standing(), certainty),
    };
    Standing {
        id: item.id,
        knew,
        certainty,
        through: way.through,
        since: way.when.unwrap_or(item.entry.date),
    }
}

impl Way {
    /// How the entry stands, once it came.
    const fn standing(&self) -> Knew {
        match (self.kind, self.when) {
            (Kind::Proposed, _) => Knew::KnownIfShared,
            (_, None) => Knew::NotSaid,
            (Kind::Own, Some(_)) => Knew::Known,
            (Kind::Agency, Some(_)) => Knew::InAgency,
            (Kind::Elsewhere, Some(_)) => Knew::RecordedElsewhere,
        }
    }
}

/// Whether something was by the end of a day.
#[derive(Clone, Copy)]
enum By {
    Done(Certainty),
    Not(Certainty),
    /// It can be either.
    Open,
}

fn by(date: &UncertainDate, day: Date) -> By {
    let certainty = if date.is_firm() {
        Certainty::Certain
    } else {
        Certainty::MayBe
    };
    match (date.earliest(), date.latest()) {
        (_, Some(last)) if last <= day => By::Done(certainty),
        (Some(first), _) if first > day => By::Not(certainty),
        _ => By::Open,
    }
}
