//! Ways to reach somebody.

use super::context::{after, before, has_word, stands_alone};
use super::{Seen, places_of, rules};
use crate::kind::{Certainty, Kind, Why};

rules! {
    EMAIL = r"(?-u)[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+";
    WEB = r"(?i-u)(?:https?://|www\.)[!#-&*-;=?-~]+";
    DOMAIN = r"(?i-u)[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:co\.uk|org\.uk|gov\.uk|nhs\.uk|ac\.uk|sch\.uk|me\.uk|com|org|net|edu|info|biz|io|me|app|co|eu|uk)\b";
    WITH_PATH = r"(?i-u)[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:uk|com|org|net|edu|info|biz|io|me|app|co|eu|ly|tl|be|gl|gd|tv|gg|fm|cc|link|page|site|online|social|blog|news|video|live|shop|dev|ai|org|ie|scot|wales|cymru|london)/[!#-&*-;=?-~]+";
    SOCIAL = r"(?-u)@[A-Za-z0-9_][A-Za-z0-9_.]{1,29}";
    SOCIAL_SAID = r"(?i-u)(?:instagram|insta|snapchat|snap|tiktok|facebook|twitter|discord|whatsapp|telegram|username|user name|handle|gamertag|screen name)\s*(?:name|handle|account|id)?\s*(?:is|was|as|:|-)?\s*(?P<x>[a-z][a-z0-9]*[0-9_.][a-z0-9_.]*[a-z0-9_])";
    DEVICE = r"(?-u)(?:[0-9]{1,3}\.){3}[0-9]{1,3}";
    DEVICE_SIX = r"(?i-u)(?:[0-9a-f]{1,4}:){3,7}:?[0-9a-f]{1,4}|(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}";
    PHONE = r"(?-u)(?:\+|00)[0-9]{1,3}[ -.]?(?:\(0\)[ ]?)?(?:[ .-]?\(?[0-9]{1,5}\)?){2,6}|\(?0[0-9]{1,5}\)?(?:[ .-]{0,2}[0-9]{2,8}){1,4}";
    PHONE_SAID = r"(?-u)\+?\(?[0-9]{1,5}\)?(?:[ .-]{0,2}\(?[0-9]{2,8}\)?){1,5}(?:\s?x\s?[0-9]{1,6})?";
    PHONE_ABROAD = r"(?-u)\(?[0-9]{3}\)?[ .-][0-9]{3}[.-][0-9]{4}(?:\s?x\s?[0-9]{1,6})?";
}

/// Words that say that a telephone number follows.
const PHONE_WORDS: [&str; 22] = [
    "phone",
    "telephone",
    "tel",
    "mobile",
    "mob",
    "cell",
    "call",
    "ring",
    "rang",
    "called",
    "number",
    "contact",
    "fax",
    "landline",
    "text",
    "texted",
    "whatsapp",
    "dial",
    "ext",
    "phoned",
    "line",
    "reach",
];

/// Finds them.
pub(crate) fn find(text: &str, seen: &mut Vec<Seen>) {
    if text.contains('@') {
        for place in places_of(&EMAIL, text) {
            seen.push(Seen::new(
                place,
                Kind::Email,
                Certainty::Sure,
                Why::FormFits,
            ));
        }
        for place in places_of(&SOCIAL, text) {
            let ends = text
                .get(..place.0)
                .and_then(|before| before.chars().next_back());
            if !ends.is_some_and(|letter| letter.is_alphanumeric() || letter == '.') {
                let place = without_points(text, place);
                seen.push(Seen::new(
                    place,
                    Kind::Social,
                    Certainty::Sure,
                    Why::FormFits,
                ));
            }
        }
    }
    for place in places_of(&SOCIAL_SAID, text) {
        seen.push(Seen::new(
            place,
            Kind::Social,
            Certainty::Likely,
            Why::Context,
        ));
    }
    for rule in [&*WEB, &*WITH_PATH, &*DOMAIN] {
        for place in places_of(rule, text) {
            let (start, end) = without_points(text, place);
            let mails = text
                .get(..start)
                .is_some_and(|before| before.ends_with('@'));
            if !mails && end > start + 3 {
                seen.push(Seen::new(
                    (start, end),
                    Kind::Web,
                    Certainty::Sure,
                    Why::FormFits,
                ));
            }
        }
    }
    if text.bytes().any(|byte| byte.is_ascii_digit()) {
        devices(text, seen);
        phones(text, seen);
    }
}

/// Without the points of the sentence behind it.
fn without_points(text: &str, place: (usize, usize)) -> (usize, usize) {
    let said = text.get(place.0..place.1).unwrap_or_default();
    let trimmed = said.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '_']);
    (place.0, place.0 + trimmed.len())
}

fn devices(text: &str, seen: &mut Vec<Seen>) {
    for place in places_of(&DEVICE, text) {
        let said = text.get(place.0..place.1).unwrap_or_default();
        let in_range = said.split('.').all(|part| part.parse::<u8>().is_ok());
        let longer = text.get(place.1..).is_some_and(|rest| {
            let mut rest = rest.chars();
            rest.next() == Some('.') && rest.next().is_some_and(|next| next.is_ascii_digit())
        });
        if in_range && !longer && stands_alone(text, place.0, place.1) {
            seen.push(Seen::new(
                place,
                Kind::Device,
                Certainty::Sure,
                Why::FormFits,
            ));
        }
    }
    for place in places_of(&DEVICE_SIX, text) {
        let said = text.get(place.0..place.1).unwrap_or_default();
        let has_letter = said.bytes().any(|byte| byte.is_ascii_alphabetic());
        let groups = said.matches([':', '-']).count();
        if stands_alone(text, place.0, place.1) && (has_letter || groups >= 5) {
            seen.push(Seen::new(
                place,
                Kind::Device,
                Certainty::Sure,
                Why::FormFits,
            ));
        }
    }
}

fn phones(text: &str, seen: &mut Vec<Seen>) {
    for place in places_of(&PHONE, text) {
        let said = text.get(place.0..place.1).unwrap_or_default();
        let digits = said.bytes().filter(u8::is_ascii_digit).count();
        let fits = if said.starts_with('+') || said.starts_with("00") {
            (8..=15).contains(&digits)
        } else {
            (10..=11).contains(&digits)
        };
        if fits && touches_nothing(text, place) {
            seen.push(Seen::new(
                place,
                Kind::Phone,
                Certainty::Sure,
                Why::FormFits,
            ));
        }
    }
    for place in places_of(&PHONE_ABROAD, text) {
        let said = text.get(place.0..place.1).unwrap_or_default();
        let around = before(text, place.0, 30);
        let is_number =
            super::checks::nhs(said) || has_word(&around, &["nhs", "sample", "reference"]);
        if touches_nothing(text, place) && !is_number {
            seen.push(Seen::new(
                place,
                Kind::Phone,
                Certainty::Likely,
                Why::FormFits,
            ));
        }
    }
    for place in places_of(&PHONE_SAID, text) {
        if is_said_to_be_a_phone(text, place) && touches_nothing(text, place) {
            seen.push(Seen::new(
                place,
                Kind::Phone,
                Certainty::Likely,
                Why::Context,
            ));
        }
    }
}

/// Whether the words around say that the number is a telephone's, and no other word says what else it is.
fn is_said_to_be_a_phone(text: &str, place: (usize, usize)) -> bool {
    const OTHERS: [&str; 14] = [
        "nhs",
        "card",
        "ni",
        "insurance",
        "case",
        "reference",
        "ref",
        "sample",
        "account",
        "licence",
        "license",
        "id",
        "ssn",
        "iban",
    ];
    let said = text.get(place.0..place.1).unwrap_or_default();
    let digits = said.bytes().filter(u8::is_ascii_digit).count();
    let around = before(text, place.0, 32);
    let last_words = around.rsplit(['.', ';', '\n']).next().unwrap_or_default();
    let behind = after(text, place.1, 20);
    let named = has_word(last_words, &PHONE_WORDS)
        || has_word(&behind, &["phone", "mobile"]) && !behind.starts_with('.');
    (7..=13).contains(&digits) && named && !has_word(last_words, &OTHERS)
}

fn touches_nothing(text: &str, place: (usize, usize)) -> bool {
    let before = text
        .get(..place.0)
        .and_then(|before| before.chars().next_back());
    let after = text.get(place.1..).and_then(|after| after.chars().next());
    let bad = |letter: Option<char>| {
        letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '/')
    };
    !bad(before) && !bad(after) && !before.is_some_and(|letter| matches!(letter, '£' | '$' | '€'))
}
