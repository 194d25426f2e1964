//! Dates and moments in words, as England's clocks show them.

use model::{Date, Instant};

use crate::texts::{t_code, t_with};

/// "2026": what was released tells no day.
#[must_use]
pub fn in_year(date: Date) -> String {
    date.year().to_string()
}

/// "3 February 2026".
#[must_use]
pub fn date_in_words(date: Date) -> String {
    let month = t_code("month", &date.month().to_string());
    format!("{} {month} {}", date.day(), date.year())
}

/// "from 3 February 2026 to 4 May 2027", or without an end.
#[must_use]
pub(crate) fn span(first: Date, last: Option<Date>) -> String {
    let first = date_in_words(first);
    match last {
        None => t_with("span-open", &[("first", first.into())]),
        Some(last) => {
            let last = date_in_words(last);
            t_with("span", &[("first", first.into()), ("last", last.into())])
        }
    }
}

/// "3 February 2026 at 2:05pm".
#[must_use]
pub fn moment_in_words(at: Instant) -> String {
    let civil = at.civil_in_london();
    let half = if civil.hour() < 12 { "am" } else { "pm" };
    let hour = match civil.hour() % 12 {
        0 => 12,
        hour => hour,
    };
    let time = format!("{hour}:{:02}{half}", civil.minute());
    t_with(
        "moment",
        &[
            ("date", date_in_words(civil.date()).into()),
            ("time", time.into()),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::DateTime;

    #[test]
    fn moments_read_as_england_says_them() {
        let at = |civil: DateTime| moment_in_words(Instant::from_london(civil).unwrap_or_default());
        assert_eq!(
            at(DateTime::constant(2026, 7, 1, 0, 5, 0, 0)),
            "1 July 2026 at 12:05am"
        );
        assert_eq!(
            at(DateTime::constant(2026, 1, 31, 14, 30, 0, 0)),
            "31 January 2026 at 2:30pm"
        );
        assert_eq!(
            at(DateTime::constant(2026, 1, 31, 12, 0, 0, 0)),
            "31 January 2026 at 12:00pm"
        );
    }
}
