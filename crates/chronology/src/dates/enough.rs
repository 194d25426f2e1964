//! Whether a run of words says enough to be a date, and may end where it does.

use super::absolute::{is_weekday, is_year_after};
use super::kind::{Kind, month};
use super::token::Tokens;

/// Words that a date may end with beside its numbers and names.
const ENDS: [&str; 17] = [
    "onwards",
    "onward",
    "am",
    "a.m",
    "pm",
    "p.m",
    "hrs",
    "hours",
    "h",
    "noon",
    "midday",
    "midnight",
    "approx",
    "approximately",
    ")",
    "?",
    "~",
];

/// Words that make a bare year or season a date.
const CUES: [&str; 26] = [
    "in",
    "during",
    "since",
    "until",
    "till",
    "before",
    "after",
    "by",
    "c",
    "ca",
    "circa",
    "about",
    "around",
    "approximately",
    "approx",
    "roughly",
    "between",
    "from",
    "early",
    "mid",
    "late",
    "end",
    "beginning",
    "start",
    "middle",
    "week",
];

/// Words after a season that make it a time which each council sets.
const SET_BY_SCHOOLS: [&str; 8] = [
    "term",
    "terms",
    "holiday",
    "holidays",
    "hols",
    "half",
    "half-term",
    "break",
];

/// Words that make "3/4" a day. Others ("of", "from", "by") stand before scores too.
const DAY_CUES: [&str; 13] = [
    "on",
    "since",
    "until",
    "till",
    "before",
    "after",
    "dated",
    "w/c",
    "w/b",
    "w/e",
    "wc",
    "commencing",
    "ending",
];

/// Whether a run may end there, and holds enough to be a date.
pub(super) fn is_whole(tokens: &Tokens<'_>, at: usize, end: usize) -> bool {
    let last = end - 1;
    let last_kind = tokens.kind(last);
    let ends = match last_kind {
        Kind::Other => tokens.is(last, &ENDS),
        Kind::Number => number_ends(tokens, at, end),
        _ => true,
    };
    if !ends || (tokens.word(last) == ")" && !(at..last).any(|at| tokens.word(at) == "(")) {
        return false;
    }
    if (at..end).any(|at| tokens.word(at) == "(") && tokens.word(last) != ")" {
        return false;
    }
    says_enough(tokens, at, end)
}

/// A number at the end is a day or year only where no word follows that it counts.
fn number_ends(tokens: &Tokens<'_>, at: usize, end: usize) -> bool {
    let last = end - 1;
    if tokens.back(last, 1) == "'" {
        return true;
    }
    let after_month = last > at && tokens.kind_back(last, 1) == Kind::Month;
    let next = tokens.word(end);
    let counts = next.starts_with(|letter: char| letter.is_alphabetic())
        && !tokens.capital(end)
        && !matches!(
            next,
            "and" | "to" | "at" | "on" | "by" | "with" | "for" | "when" | "until" | "or"
        );
    after_month && !counts
}

fn says_enough(tokens: &Tokens<'_>, at: usize, end: usize) -> bool {
    let kinds: Vec<Kind> = (at..end).map(|at| tokens.kind(at)).collect();
    let has = |wanted: Kind| kinds.contains(&wanted);
    let whole = [Kind::Full, Kind::Decade, Kind::Joined, Kind::MonthYear];
    if whole.into_iter().any(has) || (at..end).any(|at| is_whole_word(tokens, at)) {
        return true;
    }
    let two = |wanted: Kind| kinds.iter().filter(|kind| **kind == wanted).count() == 2;
    let both = two(Kind::Month) || two(Kind::Year) || two(Kind::Season);
    let cue = (at..end).any(|at| tokens.is(at, &CUES) || (both && tokens.is(at, &["to", "-"])));
    let year = has(Kind::Year)
        || has(Kind::TwoYears)
        || (at..end).any(|at| tokens.word(at) == "'")
        || is_year_after(tokens, end);
    if has(Kind::Month) {
        return month_says_enough(tokens, at..end, cue, year);
    }
    if has(Kind::Season) {
        if tokens.is(end, &SET_BY_SCHOOLS) {
            return false;
        }
        return year || (cue && !tokens.is(end, &["in", "to", "of"]));
    }
    if has(Kind::Slashed) {
        let before = DAY_CUES.contains(&tokens.back(at, 1))
            || is_weekday(tokens.back(at, 1))
            || goes_on_from_day(tokens, at);
        let inside = (at..end).any(|at| tokens.is(at, &DAY_CUES)) || has(Kind::Weekday);
        return before || inside || has(Kind::Time);
    }
    has(Kind::Year) && cue && !has(Kind::Number) && year_is_no_name(tokens, end)
}

/// "13/02/26-14/02/26" and "13 / 02 / 2026".
fn is_whole_word(tokens: &Tokens<'_>, at: usize) -> bool {
    let range = tokens.kind(at) == Kind::Range && tokens.word(at).contains('/');
    let number = |at: usize| matches!(tokens.kind(at), Kind::Number | Kind::Year);
    let spaced = number(at)
        && tokens.word(at + 1) == "/"
        && number(at + 2)
        && tokens.word(at + 3) == "/"
        && number(at + 4);
    range || spaced
}

/// The second of "on 8/12 and 13/1".
fn goes_on_from_day(tokens: &Tokens<'_>, at: usize) -> bool {
    matches!(tokens.back(at, 1), "and" | ",")
        && tokens.kind_back(at, 2) == Kind::Slashed
        && (DAY_CUES.contains(&tokens.back(at, 3))
            || at
                .checked_sub(2)
                .is_some_and(|at| goes_on_from_day(tokens, at)))
}

fn year_is_no_name(tokens: &Tokens<'_>, end: usize) -> bool {
    !tokens.is(
        end,
        &[
            "act",
            "children",
            "edition",
            "regulations",
            "guidance",
            "hrs",
            "hours",
        ],
    )
}

/// "May" and "march" are also other words, "June" and "April" also people.
fn month_says_enough(
    tokens: &Tokens<'_>,
    run: std::ops::Range<usize>,
    cue: bool,
    year: bool,
) -> bool {
    let named = run.clone().find(|at| month(tokens.word(*at)).is_some());
    let Some(named) = named else {
        return false;
    };
    let numbered = run.clone().any(|at| {
        matches!(
            tokens.kind(at),
            Kind::Number | Kind::Ordinal | Kind::Range | Kind::Slashed
        )
    });
    let word_of_its_own = tokens.is(named, &["may", "march"]) && !tokens.capital(named);
    if word_of_its_own {
        let ordinal = run.clone().any(|at| tokens.kind(at) == Kind::Ordinal);
        let next = tokens.word(named + 1);
        let goes_on = next.starts_with(|letter: char| letter.is_alphabetic())
            && !matches!(
                next,
                "at" | "to" | "until" | "till" | "for" | "with" | "when" | "from"
            );
        return (ordinal || numbered) && (year || !goes_on);
    }
    numbered || year || cue
}
