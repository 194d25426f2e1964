//! Dates in every written form, with those that are known to the case.

use model::uncertain::month_begun;

use super::context::{after, before, has_word, is_guidance, stands_alone};
use super::spelt::{ones_in, tens_in};
use super::{Seen, places_of, rules};
use crate::kind::{Certainty, Kind, Why};
use crate::register::Register;

/// A date as far as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    /// The year.
    pub year: Option<i16>,
    /// The month, 1 to 12.
    pub month: Option<i8>,
    /// The day of the month.
    pub day: Option<i8>,
}

macro_rules! month {
    () => {
        r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
    };
}
macro_rules! weekday {
    () => {
        r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+(?:the\s+)?)?"
    };
}
macro_rules! year {
    () => {
        r"(?:(?:19|20)[0-9]{2}|['’][0-9]{2})"
    };
}

rules! {
    FIGURES = r"(?-u)\b(?:[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:(?:18|19|20)[0-9]{2}|[0-9]{2})|(?:18|19|20)[0-9]{2}[/.-][0-9]{1,2}[/.-][0-9]{1,2}|[0-9]{1,2} [0-9]{2} (?:19|20)[0-9]{2})(?:[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?\b";
    MONTH_FIGURES = r"(?-u)\b(?:0?[1-9]|1[0-2])/(?:19|20)[0-9]{2}\b";
    DAY_MONTH = concat!(r"(?i)(?-u:\b)", weekday!(), r"(?:[0-9]{1,2}(?:st|nd|rd|th)?(?:\s*(?:-|–|to|and|&|/|,)\s*[0-9]{1,2}(?:st|nd|rd|th)?)?)[ .-]?\s*(?:day\s+)?(?:of\s+)?", month!(), r"(?:(?:19|20)[0-9]{2}(?-u:\b)|(?-u:\b)(?:[ .,-]*(?:of\s+)?(?:", year!(), r"|[0-9]{2}(?-u:\b)))?)");
    MONTH_DAY = concat!(r"(?i)(?-u:\b)", weekday!(), month!(), r"\s+(?:the\s+)?[0-9]{1,2}(?:st|nd|rd|th)?(?-u:\b)(?:,?\s+", year!(), r")?");
    MONTH_YEAR = concat!(r"(?i)(?-u:\b)", month!(), r",?\s*(?:of\s+)?", year!(), r"(?-u:\b)");
    MONTHS_OF = concat!(r"(?i)(?-u:\b)(?:(?:early|late|mid|end of|beginning of|start of)[ -])?", month!(), r"\s*(?:-|–|to|and|/|or)\s*", month!(), r",?\s+", year!());
    IN_WORDS = concat!(r"(?i)(?-u:\b)", weekday!(), r"(?:the\s+)?(?:twenty[ -]|thirty[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)\s+(?:day\s+)?(?:of\s+)?", month!(), r"(?-u:\b)(?:,?\s+(?:", year!(), r"|(?:two thousand|nineteen|twenty)(?:[ -](?:and|hundred|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|one|two|three|four|five|six|seven|eight|nine))*))?");
    SEASON = r"(?i)(?-u:\b)(?:(?:early|late|mid)[ -])?(?:spring|summer|autumn|winter|christmas|easter|new year|halloween|diwali|eid|ramadan)(?:\s+term)?(?:\s+(?:of|in))?\s+(?:19|20)[0-9]{2}(?-u:\b)";
    YEARS = r"(?-u)\b(?:18|19|20)[0-9]{2}(?:s|\s?[-/]\s?(?:(?:18|19|20)[0-9]{2}|[0-9]{2}))?\b";
    ON_THE = r"(?i-u)\b(?:on|by|until|since|before|after) the (?P<x>[0-9]{1,2}(?:st|nd|rd|th))(?:[.,;)]|\s(?:of|and|at|they|we|she|he|it|when|the)\b|$)";
    ON_FIGURES = r"(?i-u)\b(?:on|since) (?P<x>(?:[12]?[0-9]|3[01])[./](?:0?[1-9]|1[0-2]))(?:[,;)]|\.(?:\s|$)|\s(?:and|at|they|we|she|he|it|when|the)\b|$)";
    BORN_FIGURES = r"(?i)(?-u:\b)(?:born(?:\s+on)?|d\.?o\.?b\.?|date of birth|birth date|birthday)\s*(?:is|was|:|-|on)?\s*(?P<x>[0-9]{1,2}[ ./-][0-9]{1,2}[ ./-](?:[0-9]{4}|[0-9]{2}))(?-u:\b)";
}

/// Finds them.
pub(crate) fn find(text: &str, register: &Register, seen: &mut Vec<Seen>) {
    let mut add = |place: (usize, usize), certainty| {
        if stands_alone(text, place.0, place.1) {
            seen.push(date(text, place, certainty, register));
        }
    };
    let has_digits = text.bytes().any(|byte| byte.is_ascii_digit());
    if has_digits {
        for place in places_of(&FIGURES, text) {
            if figures_are_a_date(text, place) {
                add(place, Certainty::Sure);
            }
        }
        for rule in [
            &*MONTH_FIGURES,
            &*DAY_MONTH,
            &*MONTH_DAY,
            &*MONTH_YEAR,
            &*MONTHS_OF,
            &*SEASON,
            &*BORN_FIGURES,
        ] {
            for place in places_of(rule, text) {
                if !is_the_verb(text, place) {
                    add(trimmed(text, place), Certainty::Sure);
                }
            }
        }
        for place in places_of(&ON_THE, text).chain(places_of(&ON_FIGURES, text)) {
            add(place, Certainty::Asked);
        }
        for place in places_of(&YEARS, text) {
            if is_a_year(text, place) {
                add(place, Certainty::Likely);
            }
        }
    }
    for place in places_of(&IN_WORDS, text) {
        if !is_the_verb(text, place) {
            add(trimmed(text, place), Certainty::Sure);
        }
    }
}

fn trimmed(text: &str, place: (usize, usize)) -> (usize, usize) {
    let said = text.get(place.0..place.1).unwrap_or_default();
    (
        place.0,
        place.0 + said.trim_end_matches([' ', '.', ',', '-', '\n']).len(),
    )
}

/// "The 2 may", "the first march": no month unless a capital, a year or a figure with its ending says so.
fn is_the_verb(text: &str, place: (usize, usize)) -> bool {
    let said = text.get(place.0..place.1).unwrap_or_default();
    let lower = said.to_lowercase();
    let verbs = ["may", "march", "mar", "sun", "sat", "dec"];
    let small = verbs.iter().any(|verb| said.ends_with(verb));
    let other = ["may", "march"].iter().any(|verb| lower.contains(verb));
    let numbered =
        said.contains("th") || said.contains("st ") || said.contains("nd ") || said.contains("rd ");
    small && other && !numbered
}

fn figures_are_a_date(text: &str, place: (usize, usize)) -> bool {
    let said = text.get(place.0..place.1).unwrap_or_default();
    let day = said.split([' ', 'T']).next().unwrap_or_default();
    let whole = if day.contains(['/', '.', '-']) {
        day
    } else {
        said
    };
    let numbers: Vec<u32> = whole
        .split(['/', '.', '-', ' '])
        .filter_map(|part| part.parse().ok())
        .collect();
    let touched = text
        .get(place.1..)
        .is_some_and(|after| after.starts_with(['/', '-']));
    match numbers.as_slice() {
        [year, month, day] if *year > 99 => {
            (1..=12).contains(month) && (1..=31).contains(day) && !touched
        }
        [day, month, _] => {
            (1..=31).contains(day)
                && (1..=31).contains(month)
                && (*day <= 12 || *month <= 12)
                && !touched
        }
        _ => false,
    }
}

/// Whether four digits are a year: not an amount, a house or the number of something.
fn is_a_year(text: &str, place: (usize, usize)) -> bool {
    let said = text.get(place.0..place.1).unwrap_or_default();
    let around = before(text, place.0, 16);
    let behind = after(text, place.1, 12);
    let last = around.split_whitespace().next_back().unwrap_or_default();
    let counted = [
        "no.", "no", "number", "nos.", "article", "rule", "section", "page", "§", "£", "$", "€",
        "room", "ref", "ext",
    ];
    let measured = has_word(
        behind.split(['.', ',', ';']).next().unwrap_or_default(),
        &[
            "mg", "ml", "g", "kg", "pounds", "people", "children", "euros", "eur", "metres",
            "miles", "hours", "roubles", "words", "calls", "times",
        ],
    ) && behind.starts_with(' ');
    let joined = around.ends_with(['/', '£', '$', '€', '#', '-', ':'])
        || behind.starts_with(['/', '%', ':']);
    let decimal = around.ends_with(['.', ','])
        && around
            .chars()
            .rev()
            .nth(1)
            .is_some_and(|c| c.is_ascii_digit());
    let is_law = around.contains(" act ") && said.len() == 4;
    !(counted.contains(&last)
        || measured
        || joined
        || decimal
        || is_law
        || is_guidance(text, place))
}

fn date(text: &str, place: (usize, usize), certainty: Certainty, register: &Register) -> Seen {
    let said = text.get(place.0..place.1).unwrap_or_default();
    let written = read(said);
    let mut seen = Seen::new(place, Kind::Date, certainty, Why::FormFits);
    seen.date = Some(written);
    if let (Some(month), Some(day)) = (written.month, written.day) {
        if let Some(entity) = register.birth(written.year, month, day) {
            seen.kind = Kind::BirthDate;
            seen.why = Why::KnownBirth;
            seen.certainty = Certainty::Sure;
            seen.entity = Some(entity);
            return seen;
        }
        if register.is_known_day(written.year, month, day) {
            seen.why = Why::KnownDay;
            seen.certainty = Certainty::Sure;
        }
    }
    let around = before(text, place.0, 28);
    let last_words = around.rsplit(['.', ';']).next().unwrap_or_default();
    let abbreviated = around.trim_end().trim_end_matches([':', '-']).trim_end();
    let is_birth = has_word(last_words, &["born", "dob", "birth", "birthday"])
        || abbreviated.ends_with("d.o.b.")
        || abbreviated.ends_with("d.o.b");
    if is_birth && written.year.is_some() {
        seen.kind = Kind::BirthDate;
        seen.why = if seen.why == Why::FormFits {
            Why::Context
        } else {
            seen.why
        };
    }
    seen
}

/// Reads what is written, day before month.
fn read(said: &str) -> Written {
    let lower = said.to_lowercase();
    let mut written = Written {
        year: None,
        month: None,
        day: None,
    };
    let mut numbers: Vec<(usize, i16)> = Vec::new();
    // "4mar2019" in its parts.
    let mut spaced = String::with_capacity(lower.len() + 4);
    let mut was_digit = None;
    for letter in lower.chars() {
        let is_digit = letter.is_ascii_digit();
        if was_digit == Some(!is_digit) {
            spaced.push(' ');
        }
        was_digit = letter.is_alphanumeric().then_some(is_digit);
        spaced.push(letter);
    }
    for word in spaced.split(|letter: char| !letter.is_alphanumeric()) {
        let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
        if digits.is_empty() {
            let at = month_begun(word);
            if let (Some(at), None, false) = (at, written.month, word.ends_with("day")) {
                written.month = i8::try_from(at + 1).ok();
            } else if let Some(day) = ordinal(word) {
                written.day = Some(written.day.map_or(day, |tens| tens + day));
            }
        } else if let Ok(number) = digits.parse() {
            numbers.push((digits.len(), number));
        }
    }
    if lower.contains("two thousand") {
        written.year = Some(2000 + spoken_year(&lower));
    }
    place_numbers(&numbers, &mut written);
    written
}

fn spoken_year(lower: &str) -> i16 {
    let behind = lower.split("two thousand").nth(1).unwrap_or_default();
    behind
        .split(|letter: char| !letter.is_alphabetic())
        .filter_map(|word| match tens_in(word) {
            Some(tens) => (tens <= 30).then_some(tens),
            None => ones_in(word),
        })
        .filter_map(|number| i16::try_from(number).ok())
        .sum()
}

fn place_numbers(numbers: &[(usize, i16)], written: &mut Written) {
    let full = |year: i16| {
        if year < 100 {
            year + if year > 40 { 1900 } else { 2000 }
        } else {
            year
        }
    };
    match (written.month, numbers) {
        (Some(_), [(4, year), (_, day), ..]) | (Some(_), [(_, day), .., (4, year)]) => {
            written.day = i8::try_from(*day).ok();
            written.year = Some(*year);
        }
        (Some(_), [(4, year)]) => written.year = Some(*year),
        (Some(_), [(_, day), (2, year)]) => {
            written.day = i8::try_from(*day).ok();
            written.year = Some(full(*year));
        }
        (Some(_), [(_, day)]) => written.day = i8::try_from(*day).ok(),
        (None, [(4, year), (_, month), (_, day), ..]) => {
            *written = Written {
                year: Some(*year),
                month: i8::try_from(*month).ok(),
                day: i8::try_from(*day).ok(),
            };
        }
        (None, [(_, day), (_, month), (_, year), ..]) => {
            let (day, month) = if *month > 12 {
                (month, day)
            } else {
                (day, month)
            };
            *written = Written {
                year: Some(full(*year)),
                month: i8::try_from(*month).ok(),
                day: i8::try_from(*day).ok(),
            };
        }
        (None, [(_, month), (4, year)]) => {
            written.month = i8::try_from(*month)
                .ok()
                .filter(|month| (1..=12).contains(month));
            written.year = Some(*year);
        }
        (None, [(4, year)]) => written.year = Some(*year),
        _ => {}
    }
}

fn ordinal(word: &str) -> Option<i8> {
    const WORDS: [&str; 19] = [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
    ];
    match word {
        "twentieth" | "twenty" => Some(20),
        "thirtieth" | "thirty" => Some(30),
        other => WORDS
            .iter()
            .position(|known| *known == other)
            .and_then(|at| i8::try_from(at + 1).ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_written_form_is_read() {
        for said in [
            "4 March 2019",
            "4th March 2019",
            "4th of March, 2019",
            "March 4, 2019",
            "March 4th 2019",
            "04/03/2019",
            "4.3.19",
            "4-3-2019",
            "2019-03-04",
            "Monday 4 March 2019",
            "the fourth of March 2019",
            "4 Mar '19",
            "4mar2019",
            "fourth of March two thousand and nineteen",
            "2019-03-04 11:20",
        ] {
            let wanted = Written {
                year: Some(2019),
                month: Some(3),
                day: Some(4),
            };
            assert_eq!(read(said), wanted, "{said}");
            let mut seen = Vec::new();
            find(
                &format!("It was {said} when"),
                &Register::default(),
                &mut seen,
            );
            assert!(
                seen.iter().any(|one| one.end - one.start + 4 >= said.len()),
                "{said}: {seen:?}"
            );
        }
    }
}
