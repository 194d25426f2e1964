//! What one word may be in a date.

pub(crate) use model::uncertain::month_named as month;

/// What one word may be in a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// "February", "feb".
    Month,
    /// "13th".
    Ordinal,
    /// One or two figures.
    Number,
    /// Four figures from 1900 to 2100.
    Year,
    /// A whole date, or day and month by name, in one word: "13/2/26", "13-Feb-26", "13feb2026".
    Full,
    /// "3/4": a day and month, two days, or a fraction.
    Slashed,
    /// "02/2026".
    MonthYear,
    /// "2025/26", "2024-25".
    TwoYears,
    /// "22:40", "10.40pm", "2240hrs", "noon".
    Time,
    /// "22:00-23:15", "2-4", "2nd-4th".
    Range,
    /// "22.40", which is a time only where one is expected.
    Dotted,
    /// "Friday", "fri".
    Weekday,
    /// "summer".
    Season,
    /// "2010s".
    Decade,
    /// "mid-June", "c.2019", "march/april".
    Joined,
    /// Anything else.
    Other,
}

/// What the word may be.
pub(crate) fn kind(word: &str) -> Kind {
    if word.starts_with(|letter: char| letter.is_ascii_digit()) {
        return figures(word);
    }
    if month(word).is_some() {
        return Kind::Month;
    }
    match word {
        "noon" | "midday" | "midnight" => Kind::Time,
        "spring" | "summer" | "autumn" | "winter" => Kind::Season,
        _ if weekday(word).is_some() => Kind::Weekday,
        _ if is_joined(word) => Kind::Joined,
        _ => Kind::Other,
    }
}

fn figures(word: &str) -> Kind {
    let all_digits = word.bytes().all(|byte| byte.is_ascii_digit());
    if all_digits {
        return match (word.len(), word.parse::<i16>()) {
            (1 | 2, Ok(_)) => Kind::Number,
            (4, Ok(1900..=2100)) => Kind::Year,
            _ => Kind::Other,
        };
    }
    if is_ordinal(word) {
        return Kind::Ordinal;
    }
    let decade = word.strip_suffix("'s").or_else(|| word.strip_suffix('s'));
    if decade.is_some_and(|year| year.len() == 4 && matches!(figures(year), Kind::Year)) {
        return Kind::Decade;
    }
    if is_time(word) {
        return Kind::Time;
    }
    if let Some((from, to)) = word.split_once('-')
        && is_end(from)
        && is_end(to)
        && (kind(from) == kind(to) || kind(to) == Kind::Time)
        && kind(from) != Kind::Year
    {
        return Kind::Range;
    }
    numbers(word)
}

fn is_end(word: &str) -> bool {
    !word.is_empty()
        && !word.contains('-')
        && matches!(
            kind(word),
            Kind::Number | Kind::Ordinal | Kind::Time | Kind::Full | Kind::Dotted
        )
}

/// Figures with marks between them.
fn numbers(word: &str) -> Kind {
    if word.contains(|letter: char| letter.is_ascii_alphabetic()) {
        let pieces: Vec<&str> = word
            .split(|letter: char| !letter.is_ascii_alphabetic())
            .filter(|piece| !piece.is_empty())
            .collect();
        let named = pieces.iter().any(|piece| month(piece).is_some());
        let iso = word.len() >= 16 && word.get(10..11) == Some("t");
        let rest = |piece: &&str| month(piece).is_some() || ENDINGS.contains(piece);
        return if iso || (named && pieces.iter().all(rest)) {
            Kind::Full
        } else {
            Kind::Other
        };
    }
    let mark = word.chars().find(|letter| !letter.is_ascii_digit());
    let pieces: Vec<&str> = word.split(['/', '-', '.']).collect();
    let lengths: Vec<usize> = pieces.iter().map(|piece| piece.len()).collect();
    let two_years = |first: &str, second: &str| {
        let next = first.get(2..).and_then(|end| end.parse::<i16>().ok());
        let second = second.parse::<i16>().ok();
        figures(first) == Kind::Year && next.map(|next| (next + 1) % 100) == second
    };
    match (lengths.as_slice(), mark, pieces.as_slice()) {
        // "6-8/52" is six to eight weeks: a date has one mark between its figures.
        ([4, 1 | 2, 1 | 2] | [1 | 2, 1 | 2, 2..=5], Some(mark), _)
            if word
                .chars()
                .all(|letter| letter.is_ascii_digit() || letter == mark) =>
        {
            Kind::Full
        }
        ([4, 2], Some('/' | '-'), [first, second]) if two_years(first, second) => Kind::TwoYears,
        ([1 | 2, 1 | 2], Some('/'), _) => Kind::Slashed,
        ([1 | 2, 4], Some('/'), [_, year]) if figures(year) == Kind::Year => Kind::MonthYear,
        ([1 | 2, 2], Some('.'), _) => Kind::Dotted,
        _ => Kind::Other,
    }
}

const ENDINGS: [&str; 4] = ["st", "nd", "rd", "th"];

fn is_ordinal(word: &str) -> bool {
    ENDINGS.iter().any(|ending| {
        word.strip_suffix(ending).is_some_and(|number| {
            number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit())
        })
    })
}

fn is_time(word: &str) -> bool {
    let plain = ["am", "a.m", "pm", "p.m", "hrs", "hours", "h"]
        .into_iter()
        .find_map(|ending| word.strip_suffix(ending));
    let numbers = plain.unwrap_or(word);
    let is_digits = |piece: &str| {
        !piece.is_empty() && piece.len() <= 2 && piece.bytes().all(|byte| byte.is_ascii_digit())
    };
    let pieces: Vec<&str> = numbers.split([':', '.']).collect();
    let short = pieces.len() <= 3 && pieces.iter().all(|piece| is_digits(piece));
    let minutes = pieces.get(1).is_none_or(|minutes| minutes.len() == 2);
    let four = numbers.len() == 4 && numbers.bytes().all(|byte| byte.is_ascii_digit());
    let clock = word.ends_with('h') || word.ends_with("hrs") || word.ends_with("hours");
    match plain {
        Some(_) if clock => four || (short && minutes && pieces.len() == 2),
        Some(_) => short && minutes,
        None => short && minutes && word.contains(':') && !word.contains('.'),
    }
}

fn is_joined(word: &str) -> bool {
    if let Some(year) = word.strip_prefix("c.").or_else(|| word.strip_prefix('c')) {
        return figures_or_other(year) == Kind::Year;
    }
    if let Some((part, rest)) = word.split_once('-') {
        let is_part = matches!(part, "mid" | "early" | "late");
        let named =
            month(part).is_some() && matches!(figures_or_other(rest), Kind::Number | Kind::Year);
        return named
            || (is_part && (month(rest).is_some() || figures_or_other(rest) == Kind::Year));
    }
    word.split_once('/')
        .is_some_and(|(one, two)| month(one).is_some() && month(two).is_some())
}

fn figures_or_other(word: &str) -> Kind {
    if word.starts_with(|letter: char| letter.is_ascii_digit()) {
        figures(word)
    } else {
        Kind::Other
    }
}

/// How many days after Monday this day of the week is. Short names only stand beside a date.
pub(crate) fn weekday(word: &str) -> Option<i8> {
    Some(match word {
        "monday" | "mon" => 0,
        "tuesday" | "tue" | "tues" => 1,
        "wednesday" | "wed" | "weds" => 2,
        "thursday" | "thu" | "thur" | "thurs" => 3,
        "friday" | "fri" => 4,
        "saturday" | "sat" => 5,
        "sunday" | "sun" => 6,
        _ => return None,
    })
}

/// A small number, in figures or as a word.
pub(crate) fn count(word: &str) -> Option<i64> {
    const WORDS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    if matches!(word, "a" | "an") {
        return Some(1);
    }
    if let Some(at) = WORDS.iter().position(|name| *name == word) {
        return i64::try_from(at).ok().filter(|number| *number > 0);
    }
    if word.len() > 3 || !word.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    word.parse().ok().filter(|number| *number > 0)
}
