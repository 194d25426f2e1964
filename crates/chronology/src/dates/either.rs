//! "02/03/2026 or 03/02/2026": one of two days, of which nobody knows which. It is one date, never two.

use model::uncertain::{Ends, Meaning, PartDate, Point};
use model::{Date, UncertainDate};

use super::kind::Kind;
use super::token::Tokens;
use super::{Doubt, Reading, plus_days};

/// A date that begins at a word, where the one before it ended, and what both say: whether both are one date, and what it says. Two
/// neighbouring days are one date of either; of others somebody has to say which.
pub(super) fn read(
    tokens: &Tokens<'_>,
    (start, end): (usize, usize),
    before: Option<Reading>,
    own: Reading,
) -> (bool, Reading) {
    let mut lead = start;
    while lead > 0 && tokens.is(lead - 1, &["on", "in", "at", "the"]) {
        lead -= 1;
    }
    let Some(joint) = lead.checked_sub(1).filter(|at| tokens.word(*at) == "or") else {
        return (false, own);
    };
    if let Some(before) = before.filter(|_| end > 0 && end == joint) {
        let neighbours = match (plain_day(before), plain_day(own)) {
            (Some(one), Some(two)) => neighbours(one.min(two), one.max(two)),
            _ => None,
        };
        let both = neighbours.map_or(Reading::Question(Doubt::WhichOne), Reading::Date);
        return (true, both);
    }
    // "13 or 15 February 2026": the first has no month of its own.
    let number = matches!(tokens.kind_back(joint, 1), Kind::Number | Kind::Ordinal);
    if number && plain_day(own).is_some() {
        return (false, Reading::Question(Doubt::WhichOne));
    }
    (false, own)
}

/// The day of a date that is nothing but a day.
fn plain_day(reading: Reading) -> Option<Date> {
    let Reading::Date(date) = reading else {
        return None;
    };
    match date.meaning() {
        Meaning::On(part) if matches!(part.point(), Point::Day(_)) => date.is_certain_day(),
        _ => None,
    }
}

fn neighbours(one: Date, two: Date) -> Option<UncertainDate> {
    if one == two || plus_days(one, 1) != two {
        return None;
    }
    let ends = Ends::Both(PartDate::day(one).ok()?, PartDate::day(two).ok()?);
    UncertainDate::one_of(ends).ok()
}
