//! Agencies that what is known of a case, and of the partnership, suggests to ask.

use access::directory::Agency;
use model::case::{AgencyInvolved, PlaceKind, RegisterPlace, School};
use model::{AgencyId, RecordId, resembles};
use vault::{AgencyReturn, Stored};

use super::WhichAgency;
use crate::people_places::Kept;

/// Kinds of agencies that hold something of most children: each of the partnership's own is suggested.
const OWN_KINDS: &[(&str, &str)] = &[
    ("local_authority", "local_authority"),
    ("police", "police"),
    ("integrated_care_board", "health"),
    ("trust", "health"),
    ("general_practice", "health"),
];

/// An agency that what is known of the case suggests to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The agency, where the directory has it.
    pub agency: Option<AgencyId>,
    /// Its name.
    pub name: String,
    /// What it is, as a code: with it an agency is entered that the directory does not have.
    pub kind: String,
    /// What suggests it: `involved`, `school`, `gp`, `hospital`, `service`, `local_authority`, `police` or `health`.
    pub why: &'static str,
    /// The record that suggests it, where one does.
    from: Option<RecordId>,
    /// Whether it was asked already.
    pub asked: bool,
}

impl Suggestion {
    /// What stands for it in a form.
    #[must_use]
    pub fn code(&self) -> String {
        match (self.agency, self.from) {
            (Some(agency), _) => agency.to_string(),
            (None, Some(record)) => format!("from-{record}"),
            (None, None) => String::new(),
        }
    }

    /// The agency, as it is asked.
    #[must_use]
    pub fn which(&self) -> WhichAgency {
        match self.agency {
            Some(agency) => WhichAgency::Known(agency),
            None => WhichAgency::New {
                kind: self.kind.clone(),
                name: self.name.clone(),
            },
        }
    }
}

/// What of a case suggests agencies.
pub(super) struct Around<'a> {
    pub(super) involved: &'a [Stored<AgencyInvolved>],
    pub(super) schools: &'a [Stored<School>],
    pub(super) places: &'a [Kept<RegisterPlace>],
}

/// The kind of agency that a place of the register is, and what suggests it; none for a home.
const fn of_place(kind: PlaceKind) -> Option<(&'static str, &'static str)> {
    match kind {
        PlaceKind::School => Some(("school", "school")),
        PlaceKind::Nursery => Some(("early_years", "school")),
        PlaceKind::GpSurgery => Some(("general_practice", "gp")),
        PlaceKind::Hospital => Some(("trust", "hospital")),
        PlaceKind::Service => Some(("other", "service")),
        PlaceKind::Home | PlaceKind::Placement | PlaceKind::Other => None,
    }
}

/// What the case names comes first, then the partnership's own agencies by what they are.
pub(super) fn suggest(
    agencies: &[Agency],
    around: &Around<'_>,
    asked: &[AgencyReturn],
) -> Vec<Suggestion> {
    let mut all: Vec<Suggestion> = Vec::new();
    let mut add = |agency: Option<&Agency>, name: &str, (kind, why), from| {
        let name = agency.map_or(name, |one| one.name.as_str()).trim();
        let folded = name.to_lowercase();
        if name.is_empty() || all.iter().any(|one| one.name.to_lowercase() == folded) {
            return;
        }
        let id = agency.map(|one| one.id);
        let stands = |one: &AgencyReturn| Some(one.agency) == id && one.withdrawn_at.is_none();
        all.push(Suggestion {
            agency: id,
            name: name.to_owned(),
            kind: agency.map_or(kind, |one| one.kind.as_str()).to_owned(),
            why,
            from,
            asked: asked.iter().any(stands),
        });
    };
    for one in around.involved {
        let own = one.body.agency;
        let known = agencies.iter().find(|agency| own == Some(agency.id));
        add(
            known,
            &one.body.named.0,
            ("other", "involved"),
            Some(one.id),
        );
    }
    for one in around.schools {
        let place = &one.body.place.0;
        let known = named(agencies, place);
        add(known, place, ("school", "school"), Some(one.id));
    }
    for one in around.places.iter().map(|one| &one.record) {
        if let Some(what) = of_place(one.body.kind) {
            let place = &one.body.name.0;
            add(named(agencies, place), place, what, Some(one.id));
        }
    }
    for (kind, why) in OWN_KINDS {
        for agency in agencies.iter().filter(|one| one.kind == *kind) {
            add(Some(agency), "", (*kind, *why), None);
        }
    }
    all
}

/// The agency that somebody may have meant by a name.
fn named<'a>(agencies: &'a [Agency], name: &str) -> Option<&'a Agency> {
    agencies.iter().find(|agency| resembles(&agency.name, name))
}
