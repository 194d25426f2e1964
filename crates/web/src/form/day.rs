//! Reading dates and times. The words are those of the GOV.UK Design System's date input.

use model::{Date, Time, TypedDateError, UncertainDate};

use super::field::Problem;
use super::{Field, Filled};
use crate::texts::t;
use crate::when::date_in_words;

/// A time of day, to the minute.
pub type TimeOfDay = Time;

/// Longest text in the box of an uncertain date.
const LONGEST_DATE: usize = 200;

impl Filled {
    /// A real date that must be given, from three boxes.
    pub fn date(&mut self, field: &Field) -> Option<Date> {
        if self.boxes(field).iter().all(|(_, typed)| typed.is_empty()) {
            self.wrong_at(field, &format!("{}-day", field.id), Problem::Missing, &[]);
            return None;
        }
        self.date_typed(field)
    }

    /// A real date from three boxes, or none when all three are empty; look at
    /// [`Filled::is_good`] afterwards.
    pub fn date_or_none(&mut self, field: &Field) -> Option<Date> {
        if self.boxes(field).iter().all(|(_, typed)| typed.is_empty()) {
            return None;
        }
        self.date_typed(field)
    }

    /// A real date that must be given and lie within these days, both included.
    pub fn date_within(&mut self, field: &Field, first: Date, last: Date) -> Option<Date> {
        let date = self.date(field)?;
        if first <= date && date <= last {
            return Some(date);
        }
        let values = [
            ("first", date_in_words(first).into()),
            ("last", date_in_words(last).into()),
        ];
        self.wrong_at(
            field,
            &format!("{}-day", field.id),
            Problem::DateRange,
            &values,
        );
        None
    }

    /// A date as people know it, from one box: "about 13 February", "summer 2024", "not known".
    /// `today` gives meaning to years of two figures.
    pub fn uncertain_date(&mut self, field: &Field, today: Date) -> Option<UncertainDate> {
        let typed = self.text(field, LONGEST_DATE)?;
        match model::parse_typed(&typed, today) {
            Ok(date) => Some(date),
            Err(TypedDateError::Empty | TypedDateError::NotRead) => {
                self.wrong(field, Problem::NotAnUncertainDate, &[]);
                None
            }
            Err(error) => {
                self.wrong_because(field, error.to_string());
                None
            }
        }
    }

    /// As [`Filled::uncertain_date`], and may be left out; look at [`Filled::is_good`] afterwards.
    pub fn uncertain_date_or_none(&mut self, field: &Field, today: Date) -> Option<UncertainDate> {
        if self.value(field.id).trim().is_empty() {
            None
        } else {
            self.uncertain_date(field, today)
        }
    }

    /// A time of day that must be given: 9:30am, 09:30, 0930, 2.15pm, midday, midnight.
    pub fn time(&mut self, field: &Field) -> Option<TimeOfDay> {
        let typed = self.text(field, LONGEST_DATE)?;
        let time = time_of_day(&typed);
        if time.is_none() {
            self.wrong(field, Problem::NotATime, &[]);
        }
        time
    }

    fn boxes(&self, field: &Field) -> [(String, String); 3] {
        ["day", "month", "year"].map(|part| {
            let name = format!("{}-{part}", field.id);
            let typed = self.value(&name).trim().to_owned();
            (name, typed)
        })
    }

    fn date_typed(&mut self, field: &Field) -> Option<Date> {
        let [day, month, year] = self.boxes(field);
        let parts = [
            ("form-part-day", &day),
            ("form-part-month", &month),
            ("form-part-year", &year),
        ];
        if let Some((part, (name, _))) = parts.iter().find(|(_, (_, typed))| typed.is_empty()) {
            let values = [("part", t(part).into())];
            self.wrong_at(field, name, Problem::DatePart, &values);
            return None;
        }
        let four_digits = year.1.len() == 4 && year.1.bytes().all(|digit| digit.is_ascii_digit());
        if !four_digits {
            self.wrong_at(field, &year.0, Problem::Year, &[]);
            return None;
        }
        let date = real_date(&day.1, &month.1, &year.1);
        if date.is_none() {
            self.wrong_at(field, &day.0, Problem::NotADate, &[]);
        }
        date
    }
}

/// Months may be typed as words, as the design system asks.
fn real_date(day: &str, month: &str, year: &str) -> Option<Date> {
    let month = month.parse().ok().or_else(|| named_month(month))?;
    Date::new(year.parse().ok()?, month, day.parse().ok()?).ok()
}

fn named_month(typed: &str) -> Option<i8> {
    let typed = typed.to_lowercase();
    let letters = typed.chars().count();
    (1..=12).find(|month| {
        let name = month_name(*month).to_lowercase();
        letters >= 3 && name.starts_with(&typed)
    })
}

fn month_name(month: i8) -> String {
    crate::texts::t_code("month", &month.to_string())
}

fn time_of_day(typed: &str) -> Option<Time> {
    let compact: String = typed
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let half = match compact.as_str() {
        "midnight" => return Time::new(0, 0, 0, 0).ok(),
        "midday" | "noon" => return Time::new(12, 0, 0, 0).ok(),
        text if text.ends_with("am") || text.ends_with("a.m.") => Some(0),
        text if text.ends_with("pm") || text.ends_with("p.m.") => Some(12),
        _ => None,
    };
    let digits = compact.trim_end_matches(|c: char| c.is_alphabetic() || c == '.');
    let (hour, minute) = match digits.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 => (hour, minute),
        Some(_) => return None,
        None if digits.len() == 4 => digits.split_at_checked(2)?,
        None if half.is_some() => (digits, "0"),
        None => return None,
    };
    let (hour, minute) = (whole(hour)?, whole(minute)?);
    let hour = match half {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
        None => hour,
    };
    Time::new(hour, minute, 0, 0).ok()
}

fn whole(digits: &str) -> Option<i8> {
    let good =
        !digits.is_empty() && digits.len() <= 2 && digits.bytes().all(|d| d.is_ascii_digit());
    if good { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    #[test]
    fn times_as_people_type_them() {
        let at = |hour, minute| Some(Time::new(hour, minute, 0, 0).unwrap());
        for (typed, time) in [
            ("9:30am", at(9, 30)),
            ("9.30 am", at(9, 30)),
            ("09:30", at(9, 30)),
            ("0930", at(9, 30)),
            ("2pm", at(14, 0)),
            ("2.15 p.m.", at(14, 15)),
            ("12am", at(0, 0)),
            ("12pm", at(12, 0)),
            ("Midnight", at(0, 0)),
            ("noon", at(12, 0)),
            ("22:40", at(22, 40)),
        ] {
            assert_eq!(time_of_day(typed), time, "{typed}");
        }
        for wrong in [
            "",
            "24:00",
            "9:60",
            "9",
            "13pm",
            "0am",
            "9:5",
            "half past nine",
            "+9:30",
            "９:30",
        ] {
            assert_eq!(time_of_day(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn months_as_words() {
        assert_eq!(named_month("feb"), Some(2));
        assert_eq!(named_month("SEPT"), Some(9));
        assert_eq!(named_month("ju"), None);
        assert_eq!(named_month("mayor"), None);
    }
}
