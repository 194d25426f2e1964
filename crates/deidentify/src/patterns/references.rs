//! References of courts, the police, hospitals and others.

use super::context::{before, has_word, stands_alone};
use super::{Seen, places_of, rules};
use crate::kind::{Certainty, Kind, Why};

rules! {
    FAMILY_CASE = r"(?-u)[A-Z]{2}[0-9]{2}[ACDFMPZ][0-9]{5}";
    CITATION = r"(?-u)\[[12][0-9]{3}\] (?:UKSC|UKPC|UKHL|UKUT|UKFTT|UKEAT|EAT|EWCA|EWHC|EWFC|EWCOP|EWCC|EWCR|NICA|NIFam|CSIH|CSOH|AC|QB|KB|WLR|All ER|FLR|Fam)\s?(?:Civ |Crim )?[0-9]+(?: \([A-Za-z.]{1,12}\))*|\[[12][0-9]{3}\] [0-9] (?:AC|QB|KB|WLR|All ER|FLR|FCR|Cr App R) [0-9]+";
    NUMBERED_CASE = r"(?i-u)\b(?:nos?\.?|applications?|case|cases|claim|claims|petition|file|docket|dossier|and|,)\s*(?P<x>[0-9]{1,6}/[0-9]{2,4})\b";
    SLASHED = r"(?-u)\b[0-9]{3,6}/[0-9]{2}\b";
    COURT_NUMBER = r"(?-u)\b(?:[A-Z]{1,4}-[0-9]{4}-[0-9]{4,7}|T[0-9]{8}|U[0-9]{8}|[A-Z]{1,3}[0-9]{2}[A-Z]{2}[0-9]{3,5}|[CT]-[0-9]{1,4}/[0-9]{2})\b";
    POLICE = r"(?-u)\b[0-9]{2}[A-Z]{1,2}[0-9]?/?[0-9]{4,7}(?:/[0-9]{2})?\b";
    CRIME = r"(?i-u)\b(?:crime|occurrence|incident|log|custody|urn|cad|niche|pnc|police|cris|athena|collar|op(?:eration)?)\s*(?:report|record|reference|ref|number|no|num|id)?\.?\s*(?:reference|ref|number|no)?\.?\s*(?:is|was)?\s*[:#]?\s*(?P<x>[A-Z0-9][A-Z0-9/._-]{2,}[0-9](?:/[0-9A-Z]+)*)";
    HOSPITAL = r"(?-u)\b[RTX][A-Z0-9]{2}-?[0-9]{6,8}\b";
    RECORD = r"(?i-u)\b(?:mrn|hospital|patient|unit|liquidlogic|mosaic|azeus|capita|rio|systmone|emis|paris|client|person|pupil|case|file|record|social care|lcs|chi|member(?:ship)?|employee|staff|badge|policy|claim|reservation|booking|student|registration|prison|nomis|ccms|home office|ho|arc|visa|ref|reference)\s*(?:id|ref|reference|number|no|num)?\.?\s*(?:is|was)?\s*[:#]?\s*(?P<x>[A-Z]{0,4}[-/]?[0-9][A-Z0-9/._-]{2,}[A-Z0-9]|[A-Z]{1,4}[0-9]{3,})";
}

/// Finds them.
pub(crate) fn find(text: &str, seen: &mut Vec<Seen>) {
    for (rule, kind, certainty) in [
        (&*FAMILY_CASE, Kind::CourtCase, Certainty::Sure),
        (&*CITATION, Kind::CourtCase, Certainty::Sure),
        (&*NUMBERED_CASE, Kind::CourtCase, Certainty::Sure),
        (&*SLASHED, Kind::CourtCase, Certainty::Likely),
        (&*COURT_NUMBER, Kind::CourtCase, Certainty::Likely),
        (&*POLICE, Kind::PoliceReference, Certainty::Likely),
        (&*HOSPITAL, Kind::RecordNumber, Certainty::Sure),
    ] {
        for place in places_of(rule, text) {
            let touched = kind != Kind::CourtCase && !stands_alone(text, place.0, place.1);
            if !touched && !is_a_date(text, place) {
                seen.push(Seen::new(place, kind, certainty, Why::FormFits));
            }
        }
    }
    for (rule, kind) in [
        (&*CRIME, Kind::PoliceReference),
        (&*RECORD, Kind::RecordNumber),
    ] {
        for place in places_of(rule, text) {
            said(text, place, kind, seen);
        }
    }
}

/// A reference that the words before it name.
fn said(text: &str, place: (usize, usize), kind: Kind, seen: &mut Vec<Seen>) {
    let said = text.get(place.0..place.1).unwrap_or_default();
    let digits = said.bytes().filter(u8::is_ascii_digit).count();
    let around = before(text, place.0, 40);
    let last_words = around.rsplit(['.', ';']).next().unwrap_or_default();
    let nobodys = has_word(
        last_words,
        &[
            "sample",
            "lab",
            "laboratory",
            "specimen",
            "batch",
            "rule",
            "article",
            "section",
        ],
    );
    let is_plain = digits == said.len();
    let is_year = is_plain && digits == 4;
    let enough = if is_plain { digits >= 5 } else { digits >= 3 };
    let is_amount = said.contains('.')
        && said
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
    if nobodys || is_year || !enough || is_amount || is_a_date(text, place) {
        return;
    }
    seen.push(Seen::new(place, kind, Certainty::Likely, Why::Context));
}

/// Day, month and year with strokes or hyphens, or a span of years.
fn is_a_date(text: &str, place: (usize, usize)) -> bool {
    let said = text.get(place.0..place.1).unwrap_or_default();
    let parts: Vec<&str> = said.split(['/', '-', '.']).collect();
    let numbers: Vec<u32> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    if numbers.len() != parts.len() {
        return false;
    }
    let touches_stroke = text
        .get(..place.0)
        .is_some_and(|before| before.ends_with('/'))
        || text
            .get(place.1..)
            .is_some_and(|after| after.starts_with('/'));
    match numbers.as_slice() {
        [day, month, year] => {
            *day <= 31 && *month <= 12 && (*year < 100 || (1900..2100).contains(year))
                || (1900..2100).contains(day) && *month <= 12 && *year <= 31
        }
        [year, next] if (1900..2100).contains(year) => {
            (year + 1) % 100 == *next || *next == year + 1 || touches_stroke
        }
        _ => touches_stroke,
    }
}
