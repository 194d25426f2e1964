//! Months and seasons that are part of a date: "3 May 2025" stays as it is where somebody is called May, or the date would tell it.

use model::uncertain::month_named;

use super::words::Word;

const SEASONS: [&str; 5] = ["spring", "summer", "autumn", "winter", "easter"];

fn figures(word: &Word) -> Option<u16> {
    let all = word.whole();
    let plain = !all.is_empty() && all.bytes().all(|letter| letter.is_ascii_digit());
    plain.then(|| all.parse().ok()).flatten()
}

/// Whether nothing but spaces, a full stop or a comma stands between two words.
fn beside(text: &str, one: &Word, other: &Word) -> bool {
    let bounds = one.forms.first().zip(other.forms.first());
    let between = bounds.and_then(|(one, other)| text.get(one.end..other.start));
    between.is_some_and(|between| {
        let allowed =
            |letter: char| letter.is_whitespace() || matches!(letter, '.' | ',' | '-' | '/');
        between.chars().count() <= 2 && between.chars().all(allowed)
    })
}

/// Whether the word at a place is a month or a season within a date.
pub(super) fn in_a_date(text: &str, found: &[Word], at: usize) -> bool {
    let Some(word) = found.get(at) else {
        return false;
    };
    let (month, season) = (
        month_named(word.whole()).is_some(),
        SEASONS.contains(&word.whole()),
    );
    if !month && !season {
        return false;
    }
    let next = found.get(at + 1).filter(|next| beside(text, word, next));
    let next = next.and_then(figures);
    if next.is_some_and(|year| (1900..2100).contains(&year)) {
        return true;
    }
    month && (next.is_some_and(|day| (1..=31).contains(&day)) || follows_a_day(text, found, at))
}

/// "3 May", "3rd of May".
fn follows_a_day(text: &str, found: &[Word], at: usize) -> bool {
    let before = found.get(..at).unwrap_or_default();
    let Some(word) = found.get(at) else {
        return false;
    };
    let mut follows = word;
    for earlier in before.iter().rev() {
        if !beside(text, earlier, follows) {
            return false;
        }
        if let Some(day) = figures(earlier) {
            return (1..=31).contains(&day);
        }
        if !matches!(earlier.whole(), "st" | "nd" | "rd" | "th" | "of") {
            return false;
        }
        follows = earlier;
    }
    false
}
