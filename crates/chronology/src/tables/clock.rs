//! Times of day in a column of times.

use model::Time;

use super::fields::plain;

/// A time of day as people write it in a column of times: 22:40, 22.40, 2240 hrs, 10.40pm, 3 pm.
pub fn time_of_day(text: &str) -> Option<Time> {
    let mut said = key_of_time(text);
    for ending in ["hours", "hrs", "hr", "h"] {
        if let Some(rest) = said.strip_suffix(ending) {
            said = rest.to_owned();
            break;
        }
    }
    let half = |said: &str, ending: &str| said.strip_suffix(ending).map(str::to_owned);
    let (clock, is_afternoon) = match (half(&said, "am"), half(&said, "pm")) {
        (Some(clock), _) => (clock, Some(false)),
        (_, Some(clock)) => (clock, Some(true)),
        _ => (said, None),
    };
    let mut parts: Vec<&str> = clock.split([':', '.']).collect();
    if let [figures] = parts.as_slice()
        && matches!(figures.len(), 3 | 4)
    {
        let (hour, minute) = figures.split_at_checked(figures.len() - 2)?;
        parts = vec![hour, minute];
    }
    if parts.iter().any(|part| !matches!(part.len(), 1 | 2)) {
        return None;
    }
    let numbers: Option<Vec<i8>> = parts.iter().map(|part| part.parse().ok()).collect();
    let (hour, minute, second) = match (numbers?.as_slice(), is_afternoon) {
        ([hour], Some(_)) => (*hour, 0, 0),
        ([hour, minute], _) => (*hour, *minute, 0),
        ([hour, minute, second], _) => (*hour, *minute, *second),
        _ => return None,
    };
    let hour = match is_afternoon {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(false) => hour % 12,
        Some(true) => hour % 12 + 12,
    };
    Time::new(hour, minute, second, 0).ok()
}

/// Small letters without spaces; `p.m.` as `pm`.
fn key_of_time(text: &str) -> String {
    let small = plain(text).to_lowercase();
    let joined: String = small.split_whitespace().collect();
    joined
        .replace("a.m.", "am")
        .replace("p.m.", "pm")
        .replace("a.m", "am")
        .replace("p.m", "pm")
}
