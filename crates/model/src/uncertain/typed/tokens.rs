//! Cleans typed text and recognises its words.

use jiff::civil::Weekday;

use crate::uncertain::words::MONTHS;

/// Lower case, one space between words, one kind of dash and apostrophe, no closing full stop.
pub(super) fn clean(text: &str) -> String {
    let mut clean = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            '‐' | '‑' | '‒' | '–' | '—' | '−' => clean.push('-'),
            '‘' | '’' | '`' => clean.push('\''),
            ',' | ';' => clean.push(' '),
            '@' => clean.push_str(" at "),
            '(' => clean.push_str(" ("),
            c if c.is_whitespace() => clean.push(' '),
            c => clean.push(c),
        }
    }
    let words: Vec<String> = clean.split_whitespace().map(spaced_range).collect();
    let clean = words.join(" ");
    let clean = clean.trim_end_matches(['.', ' ']);
    [
        (" or thereabouts", " approx"),
        (" or so", " approx"),
        ("mid-", "mid "),
        ("early-", "early "),
        ("late-", "late "),
        ("on or about ", "about "),
        ("on or around ", "about "),
        (" / ", "/"),
        ("christmas eve", "24 december"),
        ("christmas day", "25 december"),
        ("boxing day", "26 december"),
        ("new year's eve", "31 december"),
        ("new year's day", "1 january"),
    ]
    .into_iter()
    .fold(clean.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// "14/3/26-16/3/26", "22:00-23:00" and "2019-2021" with the dash as a word.
fn spaced_range(word: &str) -> String {
    let is_year = |text: &str| text.len() == 4 && digits(text).is_some();
    match word.split_once('-') {
        Some((from, to)) if is_year(from) && is_year(to) => format!("{from} - {to}"),
        Some((from, to))
            if ['/', ':']
                .iter()
                .all(|c| from.contains(*c) == to.contains(*c)) =>
        {
            let ends = from.contains(['/', ':']);
            let dash = if ends { " - " } else { "-" };
            format!("{from}{dash}{to}")
        }
        _ => word.to_owned(),
    }
}

/// Names of months as they are often spelt.
const MISSPELT: [(&str, i8); 8] = [
    ("janurary", 1),
    ("febuary", 2),
    ("feburary", 2),
    ("sept", 9),
    ("septemeber", 9),
    ("ocotber", 10),
    ("novemeber", 11),
    ("decemeber", 12),
];

/// The month of a name of at least three letters: "feb", "sept", "february".
pub(super) fn month(word: &str) -> Option<i8> {
    if let Some((_, month)) = MISSPELT.iter().find(|(spelt, _)| *spelt == word) {
        return Some(*month);
    }
    (1i8..)
        .zip(MONTHS)
        .find(|(_, name)| {
            let name = name.to_ascii_lowercase();
            name == word || (word.len() == 3 && name.starts_with(word))
        })
        .map(|(month, _)| month)
}

pub(super) fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" | "mon" => Weekday::Monday,
        "tuesday" | "tue" | "tues" => Weekday::Tuesday,
        "wednesday" | "wed" | "weds" => Weekday::Wednesday,
        "thursday" | "thu" | "thur" | "thurs" => Weekday::Thursday,
        "friday" | "fri" => Weekday::Friday,
        "saturday" | "sat" => Weekday::Saturday,
        "sunday" | "sun" => Weekday::Sunday,
        _ => return None,
    })
}

/// "13th", "1st": the number before a fitting ending.
pub(super) fn ordinal(word: &str) -> Option<i16> {
    let number = word
        .strip_suffix("st")
        .or_else(|| word.strip_suffix("nd"))
        .or_else(|| word.strip_suffix("rd"))
        .or_else(|| word.strip_suffix("th"))?;
    if number.len() > 2 {
        return None;
    }
    digits(number)
}

/// "1-14 February 2026" as "1" and "14 February 2026".
pub(super) fn days_of_month(text: &str) -> Option<(&str, &str)> {
    let (first, last) = text.split_once('-')?;
    let (day, rest) = last.split_once(' ')?;
    let name = rest.split(' ').next()?;
    let is_day = |word| digits(word).or_else(|| ordinal(word)).is_some();
    (is_day(first) && is_day(day) && month(name).is_some()).then_some((first, last))
}

/// "14/15 March 2026", "March/April 2026": the two that the first word names, and the rest with
/// the second.
pub(super) fn either(text: &str) -> Option<(&str, &str)> {
    let (first, second) = text.split_once('/')?;
    let (last, rest) = second.split_once(' ')?;
    let name = rest.split(' ').next()?;
    let is_day = |word| digits(word).or_else(|| ordinal(word)).is_some();
    let days = is_day(first) && is_day(last) && month(name).is_some();
    let months = month(first).is_some() && month(last).is_some();
    (days || months).then_some((first, second))
}

/// A whole number of figures alone.
pub(super) fn digits(word: &str) -> Option<i16> {
    if word.is_empty() || !word.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    word.parse().ok()
}

/// The words of a text, with dates that hold a month's name taken apart: "13-Feb-2026" and
/// "13feb2026" become three words.
pub(super) fn words(text: &str) -> Vec<String> {
    text.split(' ')
        .filter(|word| !word.is_empty())
        .flat_map(split_around_month)
        .collect()
}

fn split_around_month(word: &str) -> Vec<String> {
    let pieces = pieces(word);
    if pieces.len() > 1 && pieces.iter().any(|piece| month(piece).is_some()) {
        return pieces;
    }
    vec![word.to_owned()]
}

/// Runs of letters and runs of figures; "13th" stays whole.
fn pieces(word: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut last = ' ';
    for c in word.chars() {
        let separator = matches!(c, '-' | '/' | '.');
        let border = last.is_ascii_digit() != c.is_ascii_digit() && last != ' ';
        if separator || border {
            pieces.push(String::new());
        }
        if !separator && let Some(piece) = pieces.last_mut() {
            piece.push(c);
        }
        last = if separator { ' ' } else { c };
    }
    pieces.retain(|piece| !piece.is_empty());
    rejoin_ordinals(pieces)
}

fn rejoin_ordinals(pieces: Vec<String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    for piece in pieces {
        match joined.last_mut() {
            Some(last) if digits(last).is_some() && is_ordinal_ending(&piece) => {
                last.push_str(&piece);
            }
            _ => joined.push(piece),
        }
    }
    joined
}

fn is_ordinal_ending(piece: &str) -> bool {
    matches!(piece, "st" | "nd" | "rd" | "th")
}
