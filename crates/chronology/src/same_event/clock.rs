//! Times of day in the words of an account: "15.20", "about 4 am", "early hours".

/// Parts of a day, one bit each; a moment can be in two.
pub(super) type PartOfDay = u8;

const MORNING: PartOfDay = 1;
const AFTERNOON: PartOfDay = 2;
const EVENING: PartOfDay = 4;
const NIGHT: PartOfDay = 8;

const PARTS: [(&str, PartOfDay); 16] = [
    ("morning", MORNING),
    ("breakfast", MORNING),
    ("afternoon", AFTERNOON),
    ("lunchtime", MORNING | AFTERNOON),
    ("lunch", MORNING | AFTERNOON),
    ("midday", MORNING | AFTERNOON),
    ("noon", MORNING | AFTERNOON),
    ("tea", AFTERNOON | EVENING),
    ("teatime", AFTERNOON | EVENING),
    ("evening", EVENING),
    ("tonight", EVENING | NIGHT),
    ("night", NIGHT | EVENING),
    ("overnight", NIGHT),
    ("midnight", NIGHT),
    ("hours", NIGHT),
    ("bedtime", EVENING),
];

/// The part of the day of a minute of the day.
pub(super) fn part_of_minute(minute: i64) -> PartOfDay {
    let hour = minute / 60;
    let within = [
        (5..12, MORNING),
        (12..18, AFTERNOON),
        (17..24, EVENING),
        (21..24, NIGHT),
        (0..7, NIGHT),
    ];
    within
        .iter()
        .filter(|(hours, _)| hours.contains(&hour))
        .fold(0, |all, (_, part)| all | part)
}

/// The parts of a day that a text names. "Hours" counts in "early hours" only.
pub(super) fn parts_in(text: &str) -> PartOfDay {
    let mut parts = 0;
    let mut before = "";
    for word in text.split(|letter: char| !letter.is_alphanumeric()) {
        let is = |name: &str| word.eq_ignore_ascii_case(name);
        if may_be_a_part(word)
            && let Some((_, part)) = PARTS.iter().find(|(name, _)| is(name))
            && (!is("hours") || before.eq_ignore_ascii_case("early"))
        {
            parts |= part;
        }
        before = word;
    }
    parts
}

/// By its first letter: most words are none, and every word of a case is asked.
fn may_be_a_part(word: &str) -> bool {
    let first = word
        .bytes()
        .next()
        .map(|letter| letter.to_ascii_lowercase());
    matches!(
        first,
        Some(b'a' | b'b' | b'e' | b'h' | b'l' | b'm' | b'n' | b'o' | b't')
    )
}

/// The times that a text names, as minutes of the day: "15.20", "15:20", "7 am", "4pm".
pub(super) fn times_in(text: &str, into: &mut Vec<i64>) {
    if ["half", "quarter", "clock", " past "]
        .iter()
        .any(|sign| text.contains(sign))
    {
        times_in_words(text, into);
    }
    if !text.contains(|letter: char| letter.is_ascii_digit()) {
        return;
    }
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let word = word.trim_start_matches(|letter: char| !letter.is_alphanumeric());
        if !word.starts_with(|letter: char| letter.is_ascii_digit()) {
            continue;
        }
        let word = word.trim_end_matches(|letter: char| !letter.is_alphanumeric());
        let next = words.peek().map_or("", |next| {
            next.trim_matches(|letter: char| !letter.is_alphanumeric())
        });
        into.extend(time(word, next));
    }
}

const HOURS: [&str; 12] = [
    "twelve", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven",
];

/// "Quarter past two", "half eight", "nine o'clock": the hour of the morning and of the evening, as the words do not say which.
fn times_in_words(text: &str, into: &mut Vec<i64>) {
    let trimmed = |word: &'_ str| -> String {
        word.trim_matches(|letter: char| !letter.is_alphanumeric())
            .to_lowercase()
    };
    let mut before = [String::new(), String::new()];
    for word in text.split_whitespace().map(trimmed) {
        let [earlier, last] = &before;
        let hour = |word: &str| {
            HOURS
                .iter()
                .position(|hour| *hour == word)
                .and_then(|hour| i64::try_from(hour).ok())
        };
        let minutes = match (earlier.as_str(), last.as_str()) {
            ("half", "past") => Some(30),
            ("quarter", "past") => Some(15),
            ("quarter", "to") => Some(-15),
            ("ten", "past") => Some(10),
            (_, "half") => Some(30),
            _ => None,
        };
        let at = match (minutes, word.starts_with("o'clock") || word == "oclock") {
            (Some(minutes), _) => hour(&word).map(|hour| hour * 60 + minutes),
            (None, true) => hour(last).map(|hour| hour * 60),
            (None, false) => None,
        };
        if let Some(at) = at {
            into.extend([at.rem_euclid(24 * 60), at + 12 * 60]);
        }
        before = [before[1].clone(), word];
    }
}

fn time(word: &str, next: &str) -> Option<i64> {
    let lower = word.to_lowercase();
    let (digits, half) = match (lower.strip_suffix("am"), lower.strip_suffix("pm")) {
        (Some(digits), _) => (digits, Some(false)),
        (_, Some(digits)) => (digits, Some(true)),
        _ if next.eq_ignore_ascii_case("am") => (lower.as_str(), Some(false)),
        _ if next.eq_ignore_ascii_case("pm") => (lower.as_str(), Some(true)),
        _ => (lower.as_str(), None),
    };
    let (hour, minute) = match digits.split_once(['.', ':']) {
        Some((hour, minute)) if minute.len() == 2 => (hour.parse().ok()?, minute.parse().ok()?),
        Some(_) => return None,
        None => (digits.parse().ok().filter(|_| half.is_some())?, 0),
    };
    let measured = ["kg", "cm", "mm", "km", "ml", "mg"].contains(&next);
    let afternoon = half == Some(true) && hour < 12;
    let hour: i64 = if afternoon { hour + 12 } else { hour };
    (hour < 24 && (0..60).contains(&minute) && !measured).then_some(hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_part_of_the_day_is_passed_over_by_its_first_letter() {
        for (name, part) in PARTS {
            assert!(may_be_a_part(name) && may_be_a_part(&name.to_uppercase()));
            assert_eq!(parts_in(&format!("early {name}")), part);
        }
    }

    #[test]
    fn times_are_read_and_measures_are_not() {
        let read = |text: &str| {
            let mut times = Vec::new();
            times_in(text, &mut times);
            times
        };
        assert_eq!(read("rang at 15.20."), [15 * 60 + 20]);
        assert_eq!(read("about 4 am, again 7pm"), [4 * 60, 19 * 60]);
        assert_eq!(read("weighed 6.10 kg, on 24/1, aged 7"), Vec::<i64>::new());
        assert_eq!(read("at half past nine"), [9 * 60 + 30, 21 * 60 + 30]);
        assert_eq!(read("taken about half eight"), [8 * 60 + 30, 20 * 60 + 30]);
        assert_eq!(read("quarter to one, past it"), [45, 12 * 60 + 45]);
        assert_eq!(parts_in("in the early hours"), NIGHT);
        assert_eq!(parts_in("two hours"), 0);
        assert_eq!(part_of_minute(23 * 60) & parts_in("overnight"), NIGHT);
    }
}
