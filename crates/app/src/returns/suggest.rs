//! Agencies that what is known of a case, and of the partnership, suggests to ask.

use std::collections::BTreeSet;

use access::directory::Agency;
use model::case::{AgencyInvolved, PlaceKind, RegisterPlace, School};
use model::{AgencyId, RecordId};
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

/// What the case names comes first, then the agencies that work in the partnership (`working`) by what they are.
pub(super) fn suggest(
    agencies: &[Agency],
    working: &[AgencyId],
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
        let own = |one: &&Agency| one.kind == *kind && working.contains(&one.id);
        for agency in agencies.iter().filter(own) {
            add(Some(agency), "", (*kind, *why), None);
        }
    }
    all
}

/// Words that names of agencies share: by themselves they name none.
const SHARED: [&str; 40] = [
    "the",
    "of",
    "and",
    "for",
    "a",
    "school",
    "primary",
    "secondary",
    "infant",
    "junior",
    "academy",
    "college",
    "nursery",
    "community",
    "high",
    "nhs",
    "trust",
    "foundation",
    "hospital",
    "hospitals",
    "university",
    "surgery",
    "practice",
    "medical",
    "health",
    "centre",
    "clinic",
    "care",
    "service",
    "services",
    "council",
    "police",
    "constabulary",
    "county",
    "city",
    "borough",
    "children",
    "childrens",
    "family",
    "general",
];

/// The agency that a name means: every word of the shorter name stands in the longer one, and none but shared ones are left over.
/// "Larkfield Primary" is Larkfield Primary School; Elmfield Primary School is another.
fn named<'a>(agencies: &'a [Agency], name: &str) -> Option<&'a Agency> {
    let meant = words(name);
    let is_it = |agency: &&Agency| {
        let own = words(&agency.name);
        let (short, long) = if own.len() < meant.len() {
            (&own, &meant)
        } else {
            (&meant, &own)
        };
        let names = |word: &&String| !SHARED.contains(&word.as_str());
        short.iter().any(|word| names(&word))
            && short.is_subset(long)
            && !long.difference(short).any(|word| names(&word))
    };
    let exact = agencies.iter().find(|agency| words(&agency.name) == meant);
    exact.or_else(|| agencies.iter().find(is_it))
}

fn words(name: &str) -> BTreeSet<String> {
    let plain = name.to_lowercase().replace(['\'', '’'], "");
    let parts = plain.split(|letter: char| !letter.is_alphanumeric());
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use model::Date;

    use super::*;

    fn agency(name: &str) -> Agency {
        Agency {
            id: "01900000-0000-7000-8000-000000000001"
                .parse()
                .unwrap_or_else(|_| unreachable!()),
            kind: "school".to_owned(),
            name: name.to_owned(),
            valid_from: Date::constant(2026, 1, 1),
            valid_to: None,
        }
    }

    #[test]
    fn a_school_is_meant_by_its_own_name_and_not_by_words_that_schools_share() {
        let all = [
            agency("Larkfield Primary School"),
            agency("St Brannoc's Hospital NHS Trust"),
        ];
        let meant = |name: &str| named(&all, name).map(|one| one.name.as_str());
        assert_eq!(meant("Elmfield Primary School"), None);
        assert_eq!(meant("Larkfield Nursery"), None);
        assert_eq!(meant("Primary School"), None);
        assert_eq!(meant("Other Hospital NHS Trust"), None);
        assert_eq!(meant("larkfield primary"), Some("Larkfield Primary School"));
        let hospital = Some("St Brannoc's Hospital NHS Trust");
        assert_eq!(meant("St Brannoc’s Hospital"), hospital);
    }
}
