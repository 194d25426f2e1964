//! Postcodes and addresses.

use super::context::{before, has_word, stands_alone};
use super::{Seen, places_of, rules};
use crate::kind::{Certainty, Kind, Why};

/// The letters with which postcodes begin (Royal Mail; 124 areas with those of the islands).
const AREAS: [&str; 124] = [
    "AB", "AL", "B", "BA", "BB", "BD", "BH", "BL", "BN", "BR", "BS", "BT", "CA", "CB", "CF", "CH",
    "CM", "CO", "CR", "CT", "CV", "CW", "DA", "DD", "DE", "DG", "DH", "DL", "DN", "DT", "DY", "E",
    "EC", "EH", "EN", "EX", "FK", "FY", "G", "GL", "GU", "GY", "HA", "HD", "HG", "HP", "HR", "HS",
    "HU", "HX", "IG", "IM", "IP", "IV", "JE", "KA", "KT", "KW", "KY", "L", "LA", "LD", "LE", "LL",
    "LN", "LS", "LU", "M", "ME", "MK", "ML", "N", "NE", "NG", "NN", "NP", "NR", "NW", "OL", "OX",
    "PA", "PE", "PH", "PL", "PO", "PR", "RG", "RH", "RM", "S", "SA", "SE", "SG", "SK", "SL", "SM",
    "SN", "SO", "SP", "SR", "SS", "ST", "SW", "SY", "TA", "TD", "TF", "TN", "TQ", "TR", "TS", "TW",
    "UB", "W", "WA", "WC", "WD", "WF", "WN", "WR", "WS", "WV", "YO", "ZE",
];

rules! {
    POSTCODE = r"(?i-u)[A-Z]{1,2}[0-9][A-Z0-9]? {0,2}[0-9O][ABD-HJLNP-UW-Z]{2}";
    OUTWARD = r"(?-u)[A-Z]{1,2}[0-9][0-9A-Z]?";
    PART = r"(?-u)\b(?:Flat|Apartment|Apt\.?|Unit|Suite|P\.? ?O\.? Box|PSC|Box)\s?[0-9]{1,6}[A-Za-z]?\b";
    ZIP = r"(?-u)\b[A-Z]{2} (?P<x>[0-9]{5}(?:-[0-9]{4})?)\b";
}

/// Words before a postcode's first half that say that it is one.
const AREA_WORDS: [&str; 12] = [
    "postcode",
    "postal",
    "area",
    "areas",
    "district",
    "near",
    "from",
    "around",
    "in",
    "across",
    "neighbourhood",
    "estate",
];

/// Whether the letters, without a space, are a postcode of an area that is.
pub(crate) fn is_postcode(letters: &str) -> bool {
    let letters = letters.to_uppercase();
    let Some(outward) = letters
        .len()
        .checked_sub(3)
        .and_then(|end| letters.get(..end))
    else {
        return false;
    };
    let inward = letters.get(outward.len()..).unwrap_or_default();
    let mut inward = inward.chars();
    inward.next().is_some_and(|digit| digit.is_ascii_digit())
        && inward.all(|letter| letter.is_ascii_alphabetic() && !"CIKMOV".contains(letter))
        && is_outward(outward)
        || letters == "GIR0AA"
}

fn is_outward(outward: &str) -> bool {
    let area: String = outward
        .chars()
        .take_while(char::is_ascii_alphabetic)
        .collect();
    let district = outward.get(area.len()..).unwrap_or_default();
    let digits = district.chars().take_while(char::is_ascii_digit).count();
    AREAS.contains(&area.as_str())
        && (1..=2).contains(&digits)
        && district.len() <= 2
        && (district.len() == digits || digits == 1)
}

/// Finds them.
pub(crate) fn find(text: &str, seen: &mut Vec<Seen>) {
    for place in places_of(&POSTCODE, text) {
        let said = text.get(place.0..place.1).unwrap_or_default();
        let letters: String = said.chars().filter(|letter| *letter != ' ').collect();
        let is_upper = !said.bytes().any(|byte| byte.is_ascii_lowercase());
        if is_postcode(&letters) && stands_alone(text, place.0, place.1) {
            let certainty = if is_upper {
                Certainty::Sure
            } else {
                Certainty::Likely
            };
            seen.push(Seen::new(place, Kind::Postcode, certainty, Why::FormFits));
        }
    }
    for place in places_of(&OUTWARD, text) {
        outward(text, place, seen);
    }
    for place in places_of(&PART, text) {
        seen.push(Seen::new(
            place,
            Kind::Address,
            Certainty::Sure,
            Why::FormFits,
        ));
    }
    for place in places_of(&ZIP, text) {
        seen.push(Seen::new(
            place,
            Kind::Address,
            Certainty::Likely,
            Why::FormFits,
        ));
    }
}

fn outward(text: &str, place: (usize, usize), seen: &mut Vec<Seen>) {
    let said = text.get(place.0..place.1).unwrap_or_default();
    if !is_outward(said) || !stands_alone(text, place.0, place.1) {
        return;
    }
    let around = before(text, place.0, 24);
    if is_a_motorway(said, &around) {
        return;
    }
    let nearest: String = around
        .rsplit(['.', ';', '\n'])
        .next()
        .unwrap_or_default()
        .to_owned();
    let named = has_word(&nearest, &["postcode", "postal", "district"])
        || nearest
            .split_whitespace()
            .next_back()
            .is_some_and(|word| AREA_WORDS.contains(&word))
        || super::context::after(text, place.1, 12)
            .trim_start()
            .starts_with("area")
        || nearest.trim_end().ends_with(',');
    let is_section =
        said.starts_with('S') && said.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
    let letters = said.bytes().take_while(u8::is_ascii_alphabetic).count();
    let certainty = match (named, letters) {
        (true, 2) => Certainty::Sure,
        (true, _) if !is_section => Certainty::Likely,
        _ => Certainty::Asked,
    };
    seen.push(Seen::new(
        place,
        Kind::PostcodeArea,
        certainty,
        Why::FormFits,
    ));
}

/// "Junction 45 of the M1", "on the M62": a road and no postcode.
fn is_a_motorway(said: &str, around: &str) -> bool {
    let number = said.strip_prefix('M').unwrap_or_default();
    let road = !number.is_empty() && number.bytes().all(|letter| letter.is_ascii_digit());
    let behind_the = around.ends_with("the ") || around.ends_with("motorway ");
    road && (behind_the || around.contains("junction"))
}
