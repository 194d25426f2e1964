//! How old somebody is.

use model::uncertain::month_begun;

use super::bands;
use super::spelt::{ones_in, tens_in};
use super::{Seen, places_of, rules};
use crate::kind::{Certainty, Kind, Why};
use crate::register::{AgeUnit, Register};
use crate::supposed::is_numbered;

macro_rules! number {
    () => {
        r"(?:[0-9]{1,3}(?:½|\.5)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|thirty(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|forty(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|fifty|sixty|seventy)"
    };
}
macro_rules! unit {
    () => {
        r"(?:years?|yrs?|months?|mths?|weeks?|wks?|days?)"
    };
}

rules! {
    OLD = concat!(r"(?i-u)\b(?:", number!(), r"(?:[ -]and[ -]a[ -]half)?[ -]", unit!(), r",?\s(?:and\s)?)?", number!(), r"(?:[ -]and[ -]a[ -]half)?[ -]?", unit!(), r"[ -](?:old|of age)\b");
    SHORT = concat!(r"(?i-u)\b", number!(), r"[ ]?(?:y/?o|yo|yr ?old|m/?o|/12|/52|/40)\b");
    AGED = concat!(r"(?i-u)\b(?:aged?|age of|age:|age is|ages)\s*(?:about |around |only |just |under |over )?(?P<x>", number!(), r"(?:\s?", unit!(), r")?(?:\sand\s(?:a\s(?:half|quarter)|three[ -]quarters)|\s?(?:,|and|to|-)\s?", number!(), r"(?:\s", unit!(), r"|\b))*)");
    IN_COMMAS = r"(?-u)[A-Za-z](?:,| \() ?(?P<x>[0-9]{1,2})(?:,|\)| \()";
    TURNING = concat!(r"(?i-u)\b(?:turned|turning|turns|(?:just|only|was|is|were|he's|she's|i'm|i am|am)\s(?:nearly |almost |now |just |only )?)\s?(?P<x>", number!(), r")(?:[.,;)]|\s(?:when|and|at the time|years|months|but|in|next|last|on|with|now)\b|$)");
    BAND = r"(?i-u)\b(?:in (?:his|her|their) (?:early |mid |late |mid-)?(?P<x>teens|twenties|thirties|forties|fifties|sixties|seventies|eighties))\b";
    OF_A_CHILD = concat!(r"(?i-u)\b(?:baby|babies|infant|child|boy|girl|son|daughter|sibling|brother|sister|toddler|twins?)\s(?:of|at)\s(?:just |only |about |nearly )?(?P<x>", number!(), r"(?:\s", unit!(), r")?)\b");
    AT = concat!(r"(?i-u)\bat\s(?:just |only |about |around |nearly |almost )?(?P<x>", number!(), r"\s(?:months|weeks|days))(?:[.,;)]|\s(?:he|she|they|the|his|her|their|and|old|when|but|with)\b|$)");
    NEWLY = concat!(r"(?i-u)\b(?:newly|barely|not yet|not quite)\s(?P<x>", number!(), r")(?:[.,;)]|\s(?:when|and|at|but|in|she|he|they)\b|$)");
    IN_YEAR = r"(?i-u)\bin (?:his|her|their|the child's) (?P<x>(?:GCSE|A[ -]level|reception|nursery|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth) (?:school )?)[ ]?year)\b";
    OF_A_CLASS = r"(?i-u)\b(?P<x>reception|nursery)[ -](?:class |stage )?(?:child|pupil|girl|boy)\b";
    BIRTHDAY = r"(?i-u)\b(?P<x>[0-9]{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|twenty-first)\sbirthday\b";
}

/// Finds them; what is said of people in general is nobody's age.
pub(crate) fn find(text: &str, register: &Register, seen: &mut Vec<Seen>) {
    let groups = bands::groups(text);
    let mut own = Vec::new();
    all(text, register, &mut own);
    let certain = bands::of_certain(text).into_iter();
    own.extend(certain.map(|place| age(text, place, Certainty::Likely, register)));
    let in_general = |one: &Seen| {
        groups
            .iter()
            .any(|(start, end)| *start < one.end && one.start < *end)
    };
    own.retain(|one| !in_general(one));
    seen.append(&mut own);
}

fn all(text: &str, register: &Register, seen: &mut Vec<Seen>) {
    for (rule, certainty) in [
        (&*OLD, Certainty::Sure),
        (&*SHORT, Certainty::Sure),
        (&*AGED, Certainty::Sure),
        (&*BAND, Certainty::Likely),
        (&*BIRTHDAY, Certainty::Likely),
        (&*OF_A_CHILD, Certainty::Likely),
        (&*NEWLY, Certainty::Likely),
        (&*AT, Certainty::Asked),
        (&*IN_YEAR, Certainty::Asked),
        (&*OF_A_CLASS, Certainty::Asked),
    ] {
        for place in places_of(rule, text) {
            seen.push(age(text, place, certainty, register));
        }
    }
    for place in places_of(&TURNING, text) {
        let place = age(text, place, Certainty::Likely, register);
        let counted = is_numbered(text, place.start);
        if !counted && (place.end - place.start > 1 || place.why == Why::KnownBirth) {
            seen.push(place);
        }
    }
    for place in places_of(&IN_COMMAS, text) {
        let behind_a_name = text
            .get(..place.0)
            .and_then(|before| {
                before
                    .trim_end_matches([',', ' ', '('])
                    .split_whitespace()
                    .next_back()
            })
            .is_some_and(|word| {
                word.chars().next().is_some_and(char::is_uppercase)
                    && word.chars().count() > 2
                    && month_begun(word).is_none()
            });
        if behind_a_name {
            seen.push(age(text, place, Certainty::Likely, register));
        }
    }
}

fn age(text: &str, place: (usize, usize), certainty: Certainty, register: &Register) -> Seen {
    let said = text.get(place.0..place.1).unwrap_or_default();
    let mut seen = Seen::new(place, Kind::Age, certainty, Why::FormFits);
    let number = number_in(said);
    if let Some(entity) = number.and_then(|number| register.age(number, unit_in(said))) {
        seen.entity = Some(entity);
        seen.why = Why::KnownBirth;
    }
    seen
}

/// The age in an expression, in its unit.
pub(crate) fn number_in(said: &str) -> Option<u32> {
    let lower = said.to_lowercase();
    let mut tens = None;
    for word in lower.split(|letter: char| !letter.is_alphanumeric()) {
        let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
        if let Ok(number) = digits.parse() {
            return Some(number);
        }
        let (ones, ten) = (ones_in(word), tens_in(word));
        match (tens, ten, ones) {
            (None, Some(ten), _) => tens = Some(ten),
            (Some(tens), _, Some(ones)) => return Some(tens + ones),
            (None, _, Some(ones)) => return Some(ones),
            _ => {}
        }
    }
    tens
}

/// Every age in an expression that tells several in one unit; only the first where it counts in several units or by parts.
pub(crate) fn numbers_in(said: &str) -> Vec<u32> {
    let lower = said.to_lowercase();
    let units = ["year", "month", "week", "day"];
    let several = units.iter().filter(|unit| lower.contains(**unit)).count() > 1;
    if several || lower.contains("/12") || lower.contains("/52") || lower.contains("/40") {
        return number_in(said).into_iter().collect();
    }
    let pieces = lower
        .split([',', '/', '–'])
        .flat_map(|piece| piece.split(" and "));
    let pieces = pieces
        .flat_map(|piece| piece.split(" to "))
        .flat_map(|piece| piece.split(" or "));
    let figures = |piece: &&str| piece.bytes().any(|byte| byte.is_ascii_digit());
    let mut all = Vec::new();
    for piece in pieces {
        match figures(&piece) {
            true => all.extend(piece.split('-').filter_map(number_in)),
            false => all.extend(number_in(piece)),
        }
    }
    all
}

/// What an expression counts in; years unless it says otherwise.
pub(crate) fn unit_in(said: &str) -> AgeUnit {
    let lower = said.to_lowercase();
    if lower.contains("month")
        || lower.contains("mth")
        || lower.contains("/12")
        || lower.contains("m/o")
    {
        AgeUnit::Months
    } else if lower.contains("week") || lower.contains("wk") || lower.contains("/52") {
        AgeUnit::Weeks
    } else if lower.contains("day") {
        AgeUnit::Days
    } else {
        AgeUnit::Years
    }
}
