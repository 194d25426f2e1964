//! Agencies that what is known of a case, and of the partnership, suggests to ask.

use std::collections::BTreeSet;

use access::directory::{Agency, Authority};
use model::case::{
    AffectedArea, AgencyInvolved, Home, Incident, PlaceKind, PractitionerContact, RegisterPlace,
    ReviewMeeting, School, WhyAffected,
};
use model::{AgencyId, AuthorityId, RecordId};
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
    /// What suggests it: `involved`, `school`, `gp`, `hospital`, `service`, `home_authority`, `area`, `practitioner`, `meeting`,
    /// `raised`, `local_authority`, `police` or `health`.
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
    pub(super) homes: &'a [Stored<Home>],
    pub(super) areas: &'a [Stored<AffectedArea>],
    pub(super) practitioners: &'a [Stored<PractitionerContact>],
    pub(super) meetings: &'a [Stored<ReviewMeeting>],
    pub(super) incidents: &'a [Stored<Incident>],
    /// Local authorities that the partnership does not cover.
    pub(super) elsewhere: &'a [Authority],
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
    working: &[AgencyId],
    around: &Around<'_>,
    asked: &[AgencyReturn],
) -> Vec<Suggestion> {
    let mut found = Found {
        agencies,
        asked,
        all: Vec::new(),
    };
    found.named_by_the_case(around);
    found.home_authorities(around);
    found.of_practitioners(around);
    for (kind, why) in OWN_KINDS {
        let own = |one: &&Agency| one.kind == *kind && working.contains(&one.id);
        for agency in agencies.iter().filter(own) {
            found.add(Some(agency), "", (*kind, *why), None);
        }
    }
    found.all
}

/// The suggestions so far.
struct Found<'a> {
    agencies: &'a [Agency],
    asked: &'a [AgencyReturn],
    all: Vec<Suggestion>,
}

impl<'a> Found<'a> {
    /// Adds an agency that is not suggested yet, under its name in the directory where it has one.
    fn add(
        &mut self,
        agency: Option<&'a Agency>,
        name: &str,
        (kind, why): (&str, &'static str),
        from: Option<RecordId>,
    ) {
        let name = agency.map_or(name, |one| one.name.as_str()).trim();
        let folded = name.to_lowercase();
        let is_known = |one: &Suggestion| one.name.to_lowercase() == folded;
        if name.is_empty() || self.all.iter().any(is_known) {
            return;
        }
        let id = agency.map(|one| one.id);
        let stands = |one: &AgencyReturn| Some(one.agency) == id && one.withdrawn_at.is_none();
        self.all.push(Suggestion {
            agency: id,
            name: name.to_owned(),
            kind: agency.map_or(kind, |one| one.kind.as_str()).to_owned(),
            why,
            from,
            asked: self.asked.iter().any(stands),
        });
    }

    /// Agencies involved, schools, and places of the register.
    fn named_by_the_case(&mut self, around: &Around<'_>) {
        let agencies = self.agencies;
        for one in around.involved {
            let own = one.body.agency;
            let known = agencies.iter().find(|agency| own == Some(agency.id));
            let what = ("other", "involved");
            self.add(known, &one.body.named.0, what, Some(one.id));
        }
        for one in around.schools {
            let place = &one.body.place.0;
            let what = ("school", "school");
            self.add(named(agencies, place), place, what, Some(one.id));
        }
        for one in around.places.iter().map(|one| &one.record) {
            if let Some(what) = of_place(one.body.kind) {
                let place = &one.body.name.0;
                self.add(named(agencies, place), place, what, Some(one.id));
            }
        }
    }

    /// The local authorities of other areas in which a child of the case lives, or which placed it.
    fn home_authorities(&mut self, around: &Around<'_>) {
        let homes = around.homes.iter();
        let homes = homes.filter_map(|one| Some((one.body.authority?, "home_authority", one.id)));
        let lives = |why| matches!(why, WhyAffected::Lives | WhyAffected::Placed);
        let areas = around.areas.iter().filter(|one| lives(one.body.why));
        let areas = areas.map(|one| (one.body.authority, "area", one.id));
        for (id, why, from) in homes.chain(areas) {
            self.authority(around.elsewhere, (id, why), from);
        }
    }

    fn authority(
        &mut self,
        elsewhere: &[Authority],
        (id, why): (AuthorityId, &'static str),
        from: RecordId,
    ) {
        let Some(authority) = elsewhere.iter().find(|one| one.id == id) else {
            return;
        };
        // No local authority of this partnership, whose own is one of its safeguarding partners.
        let mut agencies = self.agencies.iter();
        let known = agencies.find(|one| one.name.eq_ignore_ascii_case(&authority.name));
        self.add(known, &authority.name, ("other", why), Some(from));
    }

    /// The agencies of the practitioners of the review, of those who came to its meetings, and of whoever raised it.
    fn of_practitioners(&mut self, around: &Around<'_>) {
        let agencies = self.agencies;
        for one in around.practitioners {
            let what = ("other", "practitioner");
            let role = &one.body.role.0;
            let (known, name) = of_role(agencies, role);
            self.add(known, name, what, Some(one.id));
        }
        for one in around.meetings {
            // Each line names a person: nothing but an agency of the directory is taken from it.
            for line in one.body.attended.0.lines() {
                let mut there = agencies.iter();
                let known = there.find(|agency| says_name(line, &agency.name));
                self.add(known, "", ("other", "meeting"), Some(one.id));
            }
        }
        for one in around.incidents {
            let said = &one.body.raised.agency.0;
            let known = agencies.iter().find(|agency| says_name(said, &agency.name));
            self.add(known, "", ("other", "raised"), Some(one.id));
        }
    }
}

/// The agency of "Health visitor, Elm trust": one of the directory that it names, else what follows the last comma where that is more
/// than one word.
fn of_role<'a, 'b>(agencies: &'a [Agency], role: &'b str) -> (Option<&'a Agency>, &'b str) {
    let mut all = agencies.iter();
    if let Some(known) = all.find(|agency| says_name(role, &agency.name)) {
        return (Some(known), "");
    }
    let last = role.rsplit_once(',').map_or("", |(_, last)| last.trim());
    if last.split_whitespace().count() < 2 {
        return (None, "");
    }
    let mut like = agencies.iter().filter(|one| says_name(&one.name, last));
    let one = like.next();
    (one.filter(|_| like.next().is_none()), last)
}

/// Whether a name stands in a text, word for word.
fn says_name(text: &str, name: &str) -> bool {
    let words = |text: &str| {
        let parts = text.split(|letter: char| !letter.is_alphanumeric());
        let parts = parts.filter(|part| !part.is_empty()).map(str::to_lowercase);
        parts.collect::<Vec<_>>()
    };
    let (text, name) = (words(text), words(name));
    !name.is_empty() && text.windows(name.len()).any(|part| part == name)
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
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    #[test]
    fn a_role_says_which_agency_it_is_of_after_a_comma() {
        let name = |role| of_role(&[], role).1;
        assert_eq!(name("Health visitor, community trust"), "community trust");
        assert_eq!(
            name("Class teacher, Year 4, Elm Primary School"),
            "Elm Primary School"
        );
        assert_eq!(name("Social worker"), "");
        assert_eq!(
            name("Named nurse, safeguarding"),
            "",
            "one word is no agency"
        );
    }

    #[test]
    fn a_name_stands_in_a_text_word_for_word() {
        assert!(says_name("PC, Elm County Police", "Elm county police"));
        assert!(!says_name("PC, Elm Countywide Police", "Elm County Police"));
        assert!(!says_name("anything", ""));
    }

    fn agency(name: &str) -> Agency {
        Agency {
            id: "01900000-0000-7000-8000-000000000001".parse().unwrap(),
            kind: "school".to_owned(),
            name: name.to_owned(),
            valid_from: "2026-01-01".parse().unwrap(),
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
