//! Names in small letters behind a word that announces one: "mr smith", "aunt julie", "a boy called jayden". What is a word of the
//! language too is none there, but behind "mr", "mrs" and "ms".

use super::super::{Seen, before, places_of, rules};
use super::NOT_NAMES;
use crate::kind::{Certainty, Kind, Why};
use crate::words::{ABBREVIATIONS, NOT_AFTER_A_NAME, Ordinary, RELATIONS, ordinary_or_inflected};

macro_rules! small_name {
    () => {
        r"(?P<x>\p{Ll}[\p{L}'’-]+)"
    };
}

macro_rules! capital_name {
    () => {
        r"(?P<x>\p{Lu}[\p{L}'’-]+)"
    };
}

rules! {
    TITLED = concat!(r"(?-u:\b)(?:mrs?)\.?[ \u{A0}]", small_name!());
    SMALL_TITLE = concat!(r"(?-u:\b)(?:mrs?|ms)\.?[ \u{A0}]", capital_name!());
    DOCTOR = concat!(r"(?-u:\b)(?:[Dd]r|DR|[Ss]gt|[Pp]c|[Dd]c)\.?[ \u{A0}]", small_name!());
    SMALL_DOCTOR = concat!(r"(?-u:\b)(?:dr|pc|dc|sgt)\.?[ \u{A0}]", capital_name!());
    RELATION = concat!(r"(?-u:\b)(?:Mrs?\.?|[Mm]s\.?|[Mm]iss|[Mm]x|[Aa]unt|[Aa]untie|[Aa]unty|[Uu]ncle|[Cc]ousin|[Nn]an|[Nn]anny|[Gg]ran|[Gg]randma|[Gg]randad|[Bb]aby)[ \u{A0}]", small_name!());
    CALLED = concat!(r"(?-u:\b)(?:[Cc]alled|[Nn]amed|[Nn]icknamed|[Kk]nown as|(?:[Hh]is|[Hh]er|[Tt]heir) name (?:is|was))[ ]", small_name!());
}

/// What is no word of the lists and nobody: services in small letters, and what is done.
const CALLED_UPON: [&str; 25] = [
    "handover",
    "childminder",
    "snapchat",
    "tiktok",
    "instagram",
    "facebook",
    "ofsted",
    "camhs",
    "cafcass",
    "marac",
    "mash",
    "nspcc",
    "nhs",
    "childline",
    "crimestoppers",
    "barnardos",
    "samaritans",
    "ambulance",
    "lado",
    "senco",
    "whatsapp",
    "appt",
    "appts",
    "hosp",
    "meds",
];

/// Words behind "mr" and "mrs" that go on with the sentence.
const GOES_ON: [&str; 18] = [
    "said", "told", "had", "has", "asked", "rang", "called", "did", "then", "also", "with", "were",
    "would", "will", "says", "came", "went", "who",
];

/// Words for what is called something and is nobody.
const THINGS: [&str; 44] = [
    "app",
    "apps",
    "game",
    "drug",
    "drugs",
    "condition",
    "medication",
    "medicine",
    "tablet",
    "tablets",
    "cream",
    "syndrome",
    "disorder",
    "illness",
    "virus",
    "tool",
    "form",
    "model",
    "approach",
    "system",
    "website",
    "site",
    "platform",
    "scheme",
    "programme",
    "plan",
    "service",
    "team",
    "project",
    "charity",
    "document",
    "template",
    "meeting",
    "process",
    "test",
    "database",
    "software",
    "module",
    "framework",
    "substance",
    "rash",
    "something",
    "what",
    "technique",
];

/// Finds them.
pub(super) fn find(text: &str, seen: &mut Vec<Seen>) {
    for (rule, kind, takes) in [
        (&*TITLED, Kind::Person, Takes::MostWords),
        (&*SMALL_TITLE, Kind::Person, Takes::MostWords),
        (&*DOCTOR, Kind::Practitioner, Takes::NoWords),
        (&*SMALL_DOCTOR, Kind::Practitioner, Takes::MostWords),
        (&*RELATION, Kind::Person, Takes::NoWords),
        (&*CALLED, Kind::Person, Takes::Somebody),
    ] {
        for place in places_of(rule, text) {
            if let Some(place) = name_in(text, place, takes)
                && (takes != Takes::Somebody || is_somebody(text, place))
            {
                seen.push(Seen::new(place, kind, Certainty::Likely, Why::Context));
            }
        }
    }
}

/// Whether it is a person that is called so: no thing stands before, and the word is no abbreviation.
fn is_somebody(text: &str, place: (usize, usize)) -> bool {
    const CALLING: [&str; 9] = [
        "called",
        "named",
        "nicknamed",
        "known",
        "as",
        "name",
        "is",
        "was",
        "also",
    ];
    let around = before(text, place.0, 48);
    let sentence = around.rsplit(['.', ';', '\n']).next().unwrap_or_default();
    let words = sentence.split_whitespace().rev();
    let mut words = words.skip_while(|word| CALLING.contains(word)).take(3);
    let long = place.1 - place.0 > 3;
    if long {
        return !words.any(|word| THINGS.contains(&word));
    }
    words
        .next()
        .is_some_and(|word| RELATIONS.contains(&word) || word == "his" || word == "her")
}

/// Which words of the language can be a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    /// All but those that go on with a sentence.
    MostWords,
    /// None.
    NoWords,
    /// None, and a thing can be called so.
    Somebody,
}

/// The word, where it can be a name, with the next one where that can be nothing else.
fn name_in(text: &str, place: (usize, usize), takes: Takes) -> Option<(usize, usize)> {
    let first = text.get(place.0..place.1)?;
    let said = bare(first);
    if !can_be_a_name(said, takes) {
        return None;
    }
    let end = place.0 + said.len();
    let behind = text.get(place.1..).and_then(|rest| rest.strip_prefix(' '));
    let Some(behind) = behind.filter(|_| said == first) else {
        return Some((place.0, end));
    };
    let letters = |letter: char| letter.is_alphabetic() || matches!(letter, '\'' | '’' | '-');
    let next = behind.split(|letter| !letters(letter)).next();
    let next = bare(next.unwrap_or_default());
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let goes_on = capital(next) == capital(said) && can_be_a_name(next, Takes::NoWords);
    let more = if goes_on { 1 + next.len() } else { 0 };
    Some((place.0, end + more))
}

fn bare(word: &str) -> &str {
    let bare = word.trim_end_matches("'s").trim_end_matches("’s");
    bare.trim_end_matches(['-', '\'', '’'])
}

fn can_be_a_name(word: &str, takes: Takes) -> bool {
    let lower = word.to_lowercase();
    let lower = lower.as_str();
    let never = NOT_NAMES.contains(&lower)
        || NOT_AFTER_A_NAME.contains(&lower)
        || RELATIONS.contains(&lower)
        || ABBREVIATIONS.contains(&lower)
        || CALLED_UPON.contains(&lower)
        || GOES_ON.contains(&lower);
    let long = match takes {
        Takes::MostWords => 2,
        Takes::NoWords | Takes::Somebody => 3,
    };
    let is_word = takes != Takes::MostWords && ordinary_or_inflected(lower) != Ordinary::No;
    !never && !is_word && lower.chars().count() >= long
}
