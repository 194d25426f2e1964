//! Days that the words of an account name: "17 April", "on 4th", "24/1", "Sunday night", "yesterday". What is meant is the last one
//! before the entry's own day, as accounts speak of what has been.

use model::Date;
use model::uncertain::month_named;

/// How far back a weekday may lie: named on its own day it is that day.
const WEEK: i32 = 7;
/// Words after which a weekday or date is still to come.
const TO_COME: [&str; 7] = ["next", "until", "till", "by", "for", "from", "planned"];

const WEEKDAYS: [&[&str]; 7] = [
    &["monday", "mon"],
    &["tuesday", "tues", "tue"],
    &["wednesday", "weds"],
    &["thursday", "thurs", "thur"],
    &["friday", "fri"],
    &["saturday"],
    &["sunday"],
];

/// The days that a text names, counted as [`number_of`] counts, for an entry of the day `own`.
pub(super) fn days_in(text: &str, own: Date, into: &mut Vec<i32>) {
    let speaks = |word: &str| text.contains(word);
    if !text.bytes().any(|letter| letter.is_ascii_digit())
        && !["day", "DAY", "night", "NIGHT"].into_iter().any(speaks)
    {
        return;
    }
    let mut before = "";
    let mut words = text.split_whitespace().map(bare).peekable();
    while let Some(word) = words.next() {
        let next = words.peek().copied().unwrap_or("");
        if let Some(day) = day(before, word, next, own)
            && day <= number_of(own)
            && !TO_COME.iter().any(|to_come| is(before, to_come))
        {
            into.push(day);
        }
        before = word;
    }
}

/// Days from a fixed Monday.
pub(super) fn number_of(day: Date) -> i32 {
    const START: Date = Date::constant(1900, 1, 1);
    (day - START).get_days()
}

fn bare(word: &str) -> &str {
    let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    word.strip_suffix("'s")
        .or_else(|| word.strip_suffix("’s"))
        .unwrap_or(word)
}

fn is(word: &str, name: &str) -> bool {
    word.len() == name.len() && word.eq_ignore_ascii_case(name)
}

fn day(before: &str, word: &str, next: &str, own: Date) -> Option<i32> {
    let first = word.chars().next()?;
    if first.is_ascii_digit() {
        return in_figures(word).map_or_else(
            || of_month(before, word, next, own),
            |(day, month, year)| dated(day, month, year, own),
        );
    }
    if !matches!(
        first.to_ascii_lowercase(),
        'f' | 'm' | 'n' | 's' | 't' | 'w' | 'y'
    ) || !(3..=9).contains(&word.len())
    {
        return None;
    }
    if is(word, "yesterday") || (is(word, "night") && is(before, "last")) {
        return Some(number_of(own) - 1);
    }
    let weekday = WEEKDAYS
        .iter()
        .position(|names| names.iter().any(|name| is(word, name)))?;
    let (weekday, today) = (i32::try_from(weekday).ok()?, number_of(own));
    Some(today - (today - weekday).rem_euclid(WEEK))
}

/// "24/1", "1/2/21", "15.11.2019".
fn in_figures(word: &str) -> Option<(i8, i8, Option<i16>)> {
    let sign = if word.contains('/') { '/' } else { '.' };
    let mut parts = word.split(sign);
    let (day, month) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let year: Option<i16> = match parts.next() {
        Some(year) => Some(year.parse().ok()?),
        None if sign == '/' => None,
        None => return None,
    };
    let year = year.map(|year| if year < 100 { year + 2000 } else { year });
    parts.next().is_none().then_some((day, month, year))
}

/// "17 April", "4th", "April 17".
fn of_month(before: &str, word: &str, next: &str, own: Date) -> Option<i32> {
    let ordinal = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending));
    let day: i8 = ordinal.unwrap_or(word).parse().ok()?;
    if let Some(month) = month_named(next).or_else(|| month_named(before)) {
        return dated(day, month, None, own);
    }
    ordinal?;
    if is(next, "centile") || is(next, "percentile") {
        return None;
    }
    let this = Date::new(own.year(), own.month(), day)
        .ok()
        .map(number_of)
        .filter(|this| *this <= number_of(own));
    let (year, month) = match own.month() {
        1 => (own.year() - 1, 12),
        month => (own.year(), month - 1),
    };
    this.or_else(|| Date::new(year, month, day).ok().map(number_of))
}

fn dated(day: i8, month: i8, year: Option<i16>, own: Date) -> Option<i32> {
    let with = |year| Date::new(year, month, day).ok().map(number_of);
    if let Some(year) = year {
        return with(year);
    }
    let this = with(own.year())?;
    if this <= number_of(own) {
        return Some(this);
    }
    with(own.year() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<i32> {
        let own = Date::constant(2023, 3, 7);
        let mut days = Vec::new();
        days_in(text, own, &mut days);
        days.iter().map(|day| day - number_of(own)).collect()
    }

    #[test]
    fn days_in_words_are_the_last_ones_before_the_entry() {
        assert_eq!(read("following incident of 4 March."), [-3]);
        assert_eq!(read("arguing on 4th, 25th centile"), [-3]);
        assert_eq!(read("Sunday's row; again last night"), [-2, -1]);
        assert_eq!(read("not attended 24/2, seen 1/3/23"), [-11, -6]);
        assert_eq!(read("the 28th"), [-7]);
        assert_eq!(read("Tuesday"), [0]);
    }

    #[test]
    fn every_name_of_a_weekday_is_read() {
        // The day of these entries is a Tuesday.
        for (names, back) in WEEKDAYS.iter().zip([1, 0, 6, 5, 4, 3, 2]) {
            for name in *names {
                assert_eq!(read(&format!("One day, {}", name.to_uppercase())), [-back]);
            }
        }
    }

    #[test]
    fn what_is_to_come_and_what_is_no_day_is_not_read() {
        assert_eq!(
            read("next Friday, until Monday, by 4 April"),
            [] as [i32; 0]
        );
        assert_eq!(
            read("rang at 15.20, 6.1 kg, 14 Larkspur Close"),
            [] as [i32; 0]
        );
        assert_eq!(
            read("appointment 17/3/23, may be 31 February"),
            [] as [i32; 0]
        );
    }
}
