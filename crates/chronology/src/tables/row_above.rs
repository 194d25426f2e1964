//! Cells of dates that count from the row above: "same day", "as above", "the next day".

use super::words::fold;

/// What a cell says of the day of the row above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FromAbove {
    /// It is that day, with these further words: a time, or none.
    SameDay(String),
    /// It is another that nobody has reckoned: the next day, the day before.
    Other,
}

/// More figures than these are a date of its own.
const FIGURES_OF_A_TIME: usize = 4;

const SAME: &[&str] = &[
    "same day",
    "same date",
    "the same day",
    "the same date",
    "on the same day",
    "that day",
    "that same day",
    "later that day",
    "later the same day",
    "later same day",
    "as above",
    "date as above",
    "ditto",
    "do",
    "same",
];

const OTHERS: &[&str] = &[
    "same day",
    "same date",
    "that day",
    "next day",
    "following day",
    "day after",
    "day before",
    "days after",
    "days before",
    "days later",
    "weeks later",
    "week later",
    "previous day",
    "previous evening",
    "previous night",
    "that morning",
    "that afternoon",
    "that evening",
    "that night",
    "as above",
    "following week",
    "next morning",
];

/// What a cell says of the row above; nothing where it counts from no row.
pub fn from_above(text: &str) -> Option<FromAbove> {
    let marks = text.trim();
    let is_mark = |letter: char| matches!(letter, '"' | '“' | '”' | '\'' | '’' | '„' | '〃' | '-');
    if marks.contains(['"', '“', '”', '\'', '’', '„', '〃']) && marks.chars().all(is_mark)
    {
        return Some(FromAbove::SameDay(String::new()));
    }
    let said = text.to_lowercase();
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let said = said.as_str();
    let first = SAME.iter().filter_map(|same| {
        let rest = said.strip_prefix(same)?;
        let ends = rest.is_empty() || rest.starts_with([' ', ',', ':', '-', '(', '.']);
        ends.then_some((same.len(), rest))
    });
    if let Some((_, rest)) = first.max_by_key(|(length, _)| *length) {
        let rest = rest.trim_matches([' ', ',', ':', '-', '(', ')', '.']);
        let rest = rest.strip_prefix("at ").unwrap_or(rest);
        if rest.is_empty() || rest.starts_with(|letter: char| letter.is_ascii_digit()) {
            return Some(FromAbove::SameDay(rest.to_owned()));
        }
    }
    let all = format!(" {} ", fold(text));
    let counts = OTHERS
        .iter()
        .any(|words| all.contains(&format!(" {words} ")));
    let figures = text.chars().filter(char::is_ascii_digit).count();
    (counts && figures <= FIGURES_OF_A_TIME).then_some(FromAbove::Other)
}

/// Whether a cell of dates says that its day is the one of the row above.
#[must_use]
pub fn is_day_above(text: &str) -> bool {
    matches!(from_above(text), Some(FromAbove::SameDay(_)))
}

#[cfg(test)]
mod tests {
    use super::{FromAbove, from_above};

    #[test]
    fn cells_that_count_from_the_row_above_are_known() {
        let same = |rest: &str| Some(FromAbove::SameDay(rest.to_owned()));
        for (text, expected) in [
            ("Same day", same("")),
            ("same day, 14:30", same("14:30")),
            ("As above", same("")),
            ("\"", same("")),
            ("Ditto", same("")),
            ("Later that day", same("")),
            ("Next day", Some(FromAbove::Other)),
            ("same day pm", Some(FromAbove::Other)),
            ("13/1/26", None),
            ("-", None),
            ("Day after the visit of 13/1/26", None),
        ] {
            assert_eq!(from_above(text), expected, "{text}");
        }
    }
}
