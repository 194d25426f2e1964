//! Numbers that are given out once.

use super::context::{before, has_word, stands_alone};
use super::{Seen, checks, places_of, rules};
use crate::kind::{Certainty, Kind, Why};

rules! {
    TEN = r"[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}";
    INSURANCE = r"[A-Za-z]{2} ?-?[0-9]{2} ?-?[0-9]{2} ?-?[0-9]{2} ?-?[A-Da-d]";
    UPN = r"[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]";
    PASSPORT = r"(?i-u)passport\s*(?:number|no\.?|num)?\s*(?:is|was)?\s*[:#]?\s*(?P<x>[0-9]{9}|[A-Z]{1,2}[0-9]{6,8})";
    LICENCE = r"[A-Z]{1,5}9{0,4} ?[0-9](?:[05][1-9]|[16][0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9] ?[A-Z][A-Z9][A-Z0-9] ?[A-Z]{2}";
    LICENCE_SAID = r"(?i-u)driv(?:er'?s?|ing)[ -]licen[cs]e\s*(?:number|no\.?|num)?\s*(?:is|was)?\s*[:#]?\s*(?P<x>[A-Z0-9][A-Z0-9 -]{4,18}[A-Z0-9])";
    VEHICLE = r"[A-HJ-PR-Y][A-HJ-PR-Y](?:0[1-9]|[1-3][0-9]|5[0-9]|6[0-9]|7[0-9]) ?[A-HJ-PR-Z]{3}";
    VEHICLE_SAID = r"(?i-u)(?:registration|reg|vrm|number plate|plate|vehicle|car)\s*(?:number|no\.?|mark|plate)?\s*(?:is|was)?\s*[:#]?\s*(?P<x>[A-Z]{1,3} ?[0-9]{1,4} ?[A-Z]{0,3})";
    CARD = r"[0-9](?:[ -]?[0-9]){11,18}";
    IBAN = r"(?i-u)[A-Z]{2}[0-9]{2} ?(?:[A-Z0-9]{4} ?){2,7}[A-Z0-9]{0,4}";
    SECURITY = r"[0-9]{3}-[0-9]{2}-[0-9]{4}";
    SORT_CODE = r"(?i-u)sort[ -]?code\s*(?:is|was)?\s*[:#]?\s*(?P<x>[0-9]{2}[ -]?[0-9]{2}[ -]?[0-9]{2})";
    ACCOUNT = r"(?i-u)account\s*(?:number|no\.?|num)?\s*(?:is|was)?\s*[:#]?\s*(?P<x>[0-9]{6,12})";
}

/// Words that say that a number counts a sample, an order or the like.
const NOBODYS: [&str; 12] = [
    "sample",
    "lab",
    "laboratory",
    "specimen",
    "order",
    "invoice",
    "batch",
    "lot",
    "barcode",
    "isbn",
    "request",
    "asset",
];

/// Finds them.
pub(crate) fn find(text: &str, seen: &mut Vec<Seen>) {
    let mut add = |place: (usize, usize), kind, certainty, why| {
        if stands_alone(text, place.0, place.1) {
            seen.push(Seen::new(place, kind, certainty, why));
        }
    };
    let said = |place: (usize, usize)| text.get(place.0..place.1).unwrap_or_default();
    for place in places_of(&TEN, text) {
        nhs_number(text, place, &mut add);
    }
    for place in places_of(&INSURANCE, text) {
        if checks::insurance_prefix(said(place)) {
            add(
                place,
                Kind::NationalInsurance,
                Certainty::Sure,
                Why::FormFits,
            );
        } else {
            add(
                place,
                Kind::FailedCheck,
                Certainty::Asked,
                Why::PrefixNeverGiven,
            );
        }
    }
    for place in places_of(&UPN, text) {
        let around = before(text, place.0, 30);
        if checks::upn(said(place)) {
            add(place, Kind::Upn, Certainty::Sure, Why::CheckFits);
        } else if has_word(&around, &["upn", "pupil"]) {
            add(place, Kind::FailedCheck, Certainty::Asked, Why::CheckFails);
        }
    }
    for (rule, kind, why) in [
        (&*PASSPORT, Kind::Passport, Why::Context),
        (&*LICENCE, Kind::DrivingLicence, Why::FormFits),
        (&*VEHICLE, Kind::Vehicle, Why::FormFits),
        (&*SORT_CODE, Kind::BankAccount, Why::Context),
        (&*ACCOUNT, Kind::BankAccount, Why::Context),
        (&*SECURITY, Kind::NationalInsurance, Why::FormFits),
    ] {
        for place in places_of(rule, text) {
            add(place, kind, Certainty::Sure, why);
        }
    }
    said_to_be(text, &mut add);
    for place in places_of(&CARD, text) {
        card(text, place, &mut add);
    }
    for place in places_of(&IBAN, text) {
        account(said(place), place, &mut add);
    }
}

/// Licences and vehicles of any form, where the words before say so.
fn said_to_be(text: &str, add: &mut impl FnMut((usize, usize), Kind, Certainty, Why)) {
    let said = |place: (usize, usize)| text.get(place.0..place.1).unwrap_or_default();
    for (rule, kind) in [
        (&*LICENCE_SAID, Kind::DrivingLicence),
        (&*VEHICLE_SAID, Kind::Vehicle),
    ] {
        for place in places_of(rule, text) {
            let digits = said(place).bytes().filter(u8::is_ascii_digit).count();
            let letters = said(place).bytes().filter(u8::is_ascii_uppercase).count();
            let fits = if kind == Kind::Vehicle {
                digits > 0 && letters > 1
            } else {
                digits > 3
            };
            if fits {
                add(place, kind, Certainty::Likely, Why::Context);
            }
        }
    }
}

fn nhs_number(
    text: &str,
    place: (usize, usize),
    add: &mut impl FnMut((usize, usize), Kind, Certainty, Why),
) {
    let said = text.get(place.0..place.1).unwrap_or_default();
    let around = before(text, place.0, 40);
    let last_words = around.rsplit(['.', ';']).next().unwrap_or_default();
    let named = has_word(last_words, &["nhs", "chi"]);
    let nobodys = has_word(last_words, &NOBODYS);
    let fits = checks::nhs(said);
    let is_phone = said.starts_with('0');
    match (fits, named) {
        (true, true) => add(place, Kind::NhsNumber, Certainty::Sure, Why::CheckFits),
        (true, false) if nobodys || is_phone => {
            add(place, Kind::FailedCheck, Certainty::Asked, Why::FormFits);
        }
        (true, false) => add(place, Kind::NhsNumber, Certainty::Likely, Why::CheckFits),
        (false, true) => add(place, Kind::FailedCheck, Certainty::Asked, Why::CheckFails),
        (false, false) => {}
    }
}

fn card(
    text: &str,
    place: (usize, usize),
    add: &mut impl FnMut((usize, usize), Kind, Certainty, Why),
) {
    let said = text.get(place.0..place.1).unwrap_or_default();
    let around = before(text, place.0, 40);
    let named = has_word(
        &around,
        &[
            "card",
            "cards",
            "credit",
            "debit",
            "visa",
            "mastercard",
            "amex",
            "cc",
            "payment",
        ],
    );
    let first = said.bytes().next().unwrap_or_default();
    let digits = said.bytes().filter(u8::is_ascii_digit).count();
    let issued = (b'2'..=b'6').contains(&first) && (12..=19).contains(&digits);
    match (checks::luhn(said), named) {
        (true, _) if issued => add(place, Kind::BankCard, Certainty::Sure, Why::CheckFits),
        (true, true) => add(place, Kind::BankCard, Certainty::Sure, Why::CheckFits),
        (false, true) => add(place, Kind::FailedCheck, Certainty::Asked, Why::CheckFails),
        _ => {}
    }
}

fn account(
    said: &str,
    place: (usize, usize),
    add: &mut impl FnMut((usize, usize), Kind, Certainty, Why),
) {
    let trimmed = said.trim_end();
    // The rule takes words behind the number along: the longest beginning that fits counts.
    let ends = trimmed
        .char_indices()
        .map(|(at, letter)| at + letter.len_utf8())
        .rev();
    for end in ends {
        let candidate = trimmed.get(..end).unwrap_or_default();
        if candidate.len() >= 15 && checks::iban(candidate) {
            add(
                (place.0, place.0 + end),
                Kind::BankAccount,
                Certainty::Sure,
                Why::CheckFits,
            );
            return;
        }
    }
    let digits = trimmed.bytes().filter(u8::is_ascii_digit).count();
    let is_upper = !trimmed.bytes().any(|byte| byte.is_ascii_lowercase());
    if digits >= 10 && is_upper && trimmed.len() >= 18 {
        add(
            (place.0, place.0 + trimmed.len()),
            Kind::FailedCheck,
            Certainty::Asked,
            Why::CheckFails,
        );
    }
}
