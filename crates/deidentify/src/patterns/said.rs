//! What is written in words or small letters so that its form hides: telephone numbers and e-mail addresses as they are said, plates
//! of vehicles, days told from a birthday. One walk over the words.

use super::Seen;
use super::context::has_word;
use crate::kind::{Certainty, Kind, Why};
use crate::text::{Shape, Word, Words};
use crate::words::{Ordinary, ordinary};

/// Digits of a telephone number with its area.
const DIGITS: usize = 10;
/// Words around a plate in which a vehicle is named.
const NEAR: usize = 3;
/// Bytes around a word that stands for a sign, at most.
const WIDE: usize = 4;
/// Words before "birthday", at most, that say which and how far from it.
const BEFORE: usize = 8;

/// Last parts of names on the internet.
const ENDS: [&str; 14] = [
    "com", "net", "org", "uk", "co", "info", "biz", "io", "me", "eu", "app", "edu", "gov", "nhs",
];

/// Whose e-mail addresses most people have.
const PROVIDERS: [&str; 13] = [
    "gmail",
    "googlemail",
    "hotmail",
    "outlook",
    "live",
    "yahoo",
    "icloud",
    "me",
    "aol",
    "btinternet",
    "sky",
    "proton",
    "protonmail",
];

const VEHICLES: [&str; 19] = [
    "car",
    "cars",
    "van",
    "vehicle",
    "vehicles",
    "reg",
    "registration",
    "registered",
    "plate",
    "plates",
    "vrm",
    "motorbike",
    "motorcycle",
    "moped",
    "taxi",
    "lorry",
    "truck",
    "driving",
    "drove",
];

/// Finds them.
pub(crate) fn find(words: &Words<'_>, seen: &mut Vec<Seen>) {
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let said = words.folded(word);
        if let Some((past, found)) = number(words, at) {
            seen.extend(found);
            at = past;
            continue;
        }
        match said {
            "at" => seen.extend(email(words, at)),
            "birthday" | "birthdays" => seen.extend(birthday(words, at)),
            _ if word.shape == Shape::Digits => seen.extend(plate(words, at)),
            _ => {}
        }
        at += 1;
    }
}

/// How many digits a word says: a digit in words, or figures.
fn digits_in(said: &str) -> usize {
    match said {
        "oh" | "o" | "zero" | "nought" | "naught" | "nil" | "one" | "two" | "three" | "four"
        | "five" | "six" | "seven" | "eight" | "nine" => 1,
        "hundred" => 2,
        "thousand" => 3,
        _ if !said.is_empty() && said.bytes().all(|one| one.is_ascii_digit()) => said.len(),
        _ => 0,
    }
}

/// A number said digit by digit from this word on, with the word behind it; the number where it is long enough.
fn number(words: &Words<'_>, at: usize) -> Option<(usize, Option<Seen>)> {
    let first = words.get(at)?;
    let begins = words.folded(first);
    let times = |said: &str| match said {
        "double" => 2,
        "triple" | "treble" => 3,
        _ => 0,
    };
    if digits_in(begins) == 0 && times(begins) == 0 {
        return None;
    }
    let (mut digits, mut in_words, mut place) = (0, 0, at);
    while let Some(word) = words.get(place) {
        let said = words.folded(word);
        let joined = place == at || is_near(words.gap_behind(place - 1));
        let (count, taken) = match (digits_in(said), times(said)) {
            (0, many) if many > 0 && digits_in(words.folded_at(Some(place + 1))) == 1 => (many, 2),
            (count, _) => (count, 1),
        };
        if !joined || count == 0 {
            break;
        }
        digits += count;
        in_words += usize::from(word.shape != Shape::Digits);
        place += taken;
    }
    let past = place.max(at + 1);
    let last = words.get(past - 1)?;
    let found = (digits >= DIGITS && in_words >= 3).then(|| {
        let zero = matches!(begins, "oh" | "o" | "zero" | "nought" | "naught");
        let is_phone = zero || begins.starts_with('0');
        let kind = if is_phone {
            Kind::Phone
        } else {
            Kind::Reference
        };
        let place = (first.start, last.end);
        Seen::new(place, kind, Certainty::Likely, Why::FormFits)
    });
    Some((past, found))
}

/// Spaces, a hyphen, a comma or points between two parts of one thing.
fn is_near(gap: &str) -> bool {
    gap.chars().count() <= 4
        && gap
            .chars()
            .all(|letter| letter.is_whitespace() || matches!(letter, '-' | ',' | '.' | '…' | '–'))
        && gap.matches('\n').count() < 2
}

/// Spaces, brackets or points around a word that stands for a sign.
fn is_around_sign(gap: &str) -> bool {
    gap.len() <= WIDE && gap.bytes().all(|letter| b" ()[]{}<>.-_*".contains(&letter))
}

/// "somebody at example dot com", or the like with a point where everybody has their address.
fn email(words: &Words<'_>, at: usize) -> Option<Seen> {
    let joined = |at: usize| is_around_sign(words.gap_behind(at));
    let dot = |at: usize| words.folded_at(Some(at)) == "dot" && joined(at - 1) && joined(at);
    let before = at.checked_sub(1)?;
    if !joined(before) || !joined(at) || words.get(at + 1).is_none() {
        return None;
    }
    let provider = PROVIDERS.contains(&words.folded_at(Some(at + 1)));
    let mut last = at + 1;
    loop {
        let point = provider && words.gap_behind(last) == ".";
        let next = match () {
            () if dot(last + 1) => last + 2,
            () if point => last + 1,
            () => break,
        };
        if words.get(next).is_none() {
            break;
        }
        last = next;
    }
    let end = words.get(last)?;
    if last == at + 1 || !ENDS.contains(&words.folded(end)) {
        return None;
    }
    let mut first = before;
    while let Some(back) = first.checked_sub(1) {
        let sign = matches!(words.folded_at(Some(back)), "dot" | "underscore" | "dash");
        first = match back.checked_sub(1) {
            Some(earlier) if sign && joined(back) && joined(earlier) => earlier,
            _ if matches!(words.gap_behind(back), "." | "_" | "-" | "+") => back,
            _ => break,
        };
    }
    let place = (words.get(first)?.start, end.end);
    Some(Seen::new(
        place,
        Kind::Email,
        Certainty::Likely,
        Why::FormFits,
    ))
}

/// The form of a word: a letter as `a`, a digit as `0`.
fn form(said: &str) -> String {
    let one = |letter: char| if letter.is_ascii_digit() { '0' } else { 'a' };
    said.chars().map(one).collect()
}

/// A plate in small letters: in one word of the form that is given out now, or of another where a vehicle is named beside it.
fn plate(words: &Words<'_>, at: usize) -> Option<Seen> {
    let word = words.get(at)?;
    let near = |at: &usize| VEHICLES.contains(&words.folded_at(Some(*at)));
    let next = words.get(at + 1).filter(|next| {
        let letters = words.folded(next);
        let three = letters.len() == 3 && next.shape != Shape::Digits;
        three && words.gap_behind(at) == " " && ordinary(letters) == Ordinary::No
    });
    let named = |last: usize| {
        let mut around = (at.saturating_sub(NEAR)..at).chain(last + 1..=last + NEAR);
        around.any(|at| near(&at))
    };
    let (end, certainty): (&Word, Certainty) = match (form(words.folded(word)).as_str(), next) {
        ("aa00aaa", _) if named(at) => (word, Certainty::Likely),
        ("aa00aaa", _) => (word, Certainty::Asked),
        ("a0aaa" | "a00aaa" | "a000aaa" | "aaa000a" | "aaa00a", _) if named(at) => {
            (word, Certainty::Likely)
        }
        ("aa00" | "a0" | "a00" | "a000", Some(next)) if named(at + 1) => (next, Certainty::Likely),
        _ => return None,
    };
    let place = (word.start, end.end);
    Some(Seen::new(place, Kind::Vehicle, certainty, Why::FormFits))
}

/// A day or time told from somebody's birthday, with the words that say how.
fn birthday(words: &Words<'_>, at: usize) -> Option<Seen> {
    const TELLS: [&str; 14] = [
        "on",
        "after",
        "before",
        "following",
        "until",
        "since",
        "around",
        "near",
        "by",
        "from",
        "past",
        "approaching",
        "short",
        "of",
    ];
    const WITH: [&str; 22] = [
        "her", "his", "their", "the", "a", "my", "our", "child", "childs", "baby", "babys", "day",
        "days", "week", "weeks", "weekend", "month", "months", "just", "shortly", "morning", "eve",
    ];
    let is_part = |at: usize| {
        let said = words.folded_at(Some(at));
        let counts = super::spelt::ones_in(said).is_some()
            || super::spelt::tens_in(said).is_some()
            || said.ends_with("th")
            || matches!(said, "first" | "1st" | "second" | "2nd" | "third" | "3rd");
        let owns = words.get(at).is_some_and(|word| word.stem_end != word.end);
        counts || owns || TELLS.contains(&said) || WITH.contains(&said)
    };
    let mut first = at;
    while let Some(back) = first.checked_sub(1).filter(|back| at - back <= BEFORE) {
        let gap = words.gap_behind(back);
        if !gap.trim_matches('-').trim().is_empty() || !is_part(back) {
            break;
        }
        first = back;
    }
    let start = words.get(first)?.start;
    let end = words.get(at)?.end;
    let said = words.text.get(start..end)?.to_lowercase();
    let told = has_word(&said, &TELLS);
    let place = (start, end);
    told.then(|| Seen::new(place, Kind::Date, Certainty::Asked, Why::FromBirthday))
}
