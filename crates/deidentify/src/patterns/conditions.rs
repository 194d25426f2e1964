//! Rare conditions, wards and what courts call a case: asked about or found by their form.

use super::{Seen, places_of, rules};
use crate::kind::{Certainty, Kind, Why};
use crate::words::{Ordinary, ordinary};

rules! {
    NAMED = r"(?-u)\b(?P<x>[A-Z][a-z]+(?:-[A-Z][a-z]+)*(?:'s)? (?:disease|syndrome|disorder|dystrophy|anaemia|palsy))\b";
    SAID = r"(?i-u)\b(?:tracheostomy|gastrostomy|ventilator|trisomy [0-9]{1,2}|muscular dystrophy|cystic fibrosis|spinal muscular atrophy|osteogenesis imperfecta|brittle bones?|epidermolysis bullosa|haemophilia|sickle cell|leukaemia|phenylketonuria|hydrocephalus|spina bifida|congenital heart|metabolic disorder|mitochondrial|short bowel|(?:heart|liver|kidney|bone marrow) transplant|albinism|achondroplasia|dwarfism|conjoined|dialysis|oxygen[- ]dependent|life[- ]limiting)\b";
    WARD_NUMBER = r"(?-u)\bWard [0-9]{1,3}[A-Z]?\b";
    WARD_NAME = r"(?-u)\b(?P<x>[A-Z][a-z]{2,} ward)\b";
    CASE_NAME = r"(?-u)\b(?P<x>(?:[Ii]n [Rr]e|[Rr]e:?|[Ii]n the matter of) [A-Z](?:[ -]?[A-Z])?(?:(?:,| and|,? &) [A-Z](?:-?[A-Z])?)* \((?:[Aa] |[Tt]he |[Tt]wo |[Tt]hree )?(?:[Cc]hild|[Cc]hildren|[Mm]inors?|[Bb]aby|[Ii]nfants?|[Yy]oung [Pp]ersons?)[A-Za-z0-9 ,.:;'-]{0,60}\))";
}

/// Words before "ward" that name none.
const NO_WARD: &[&str] = &[
    "the",
    "this",
    "that",
    "each",
    "every",
    "one",
    "hospital",
    "electoral",
    "council",
    "her",
    "his",
    "their",
    "our",
    "another",
    "any",
    "no",
    "which",
    "local",
    "maternity",
    "medical",
    "surgical",
    "paediatric",
    "postnatal",
    "antenatal",
    "neonatal",
    "general",
];

/// Finds them.
pub(crate) fn find(text: &str, seen: &mut Vec<Seen>) {
    for rule in [&*NAMED, &*SAID] {
        for place in places_of(rule, text) {
            let why = Why::Context;
            seen.push(Seen::new(place, Kind::Other, Certainty::Asked, why));
        }
    }
    for place in places_of(&WARD_NUMBER, text) {
        seen.push(Seen::new(
            place,
            Kind::Organisation,
            Certainty::Likely,
            Why::FormFits,
        ));
    }
    for place in places_of(&WARD_NAME, text) {
        let said = text
            .get(place.0..place.1)
            .unwrap_or_default()
            .to_lowercase();
        let name = said.trim_end_matches(" ward");
        if NO_WARD.contains(&name) {
            continue;
        }
        let certainty = match ordinary(name) {
            Ordinary::Very => Certainty::Asked,
            _ => Certainty::Likely,
        };
        seen.push(Seen::new(
            place,
            Kind::Organisation,
            certainty,
            Why::FormFits,
        ));
    }
    for place in places_of(&CASE_NAME, text) {
        // What the highest courts decided is law that everybody cites.
        let behind = text.get(place.1..).unwrap_or_default();
        let cited = behind.get(..behind.len().min(16)).unwrap_or_default();
        if !cited.contains("UKSC") && !cited.contains("UKHL") {
            seen.push(Seen::new(
                place,
                Kind::CourtCase,
                Certainty::Likely,
                Why::FormFits,
            ));
        }
    }
}

/// Where conditions are named after somebody: "Menkes disease". What a recogniser supposes there is no name of a person.
pub(crate) fn named(text: &str) -> Vec<(usize, usize)> {
    places_of(&NAMED, text).collect()
}
