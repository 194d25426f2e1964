//! Days that people name: Christmas, Easter, New Year.

use model::uncertain::{Ends, PartDate};
use model::{Date, UncertainDate};

use super::kind::Kind;
use super::token::Tokens;
use super::{Doubt, Frame, Hit, Reading, feast_to_feast, plus_days};

/// A named day of a year.
#[derive(Clone, Copy)]
pub(super) enum Named {
    /// A fixed month and day.
    Fixed(i8, i8),
    /// So many days after Easter Sunday.
    Easter(i64),
}

/// Longest names first; whether the day itself is meant, or the days about it.
const NAMES: [(&[&str], Named, bool); 20] = [
    (&["christmas", "day"], Named::Fixed(12, 25), true),
    (&["christmas", "eve"], Named::Fixed(12, 24), true),
    (&["xmas", "day"], Named::Fixed(12, 25), true),
    (&["xmas", "eve"], Named::Fixed(12, 24), true),
    (&["xmas"], Named::Fixed(12, 25), false),
    (&["christmas"], Named::Fixed(12, 25), false),
    (&["boxing", "day"], Named::Fixed(12, 26), true),
    (&["new", "year's", "day"], Named::Fixed(1, 1), true),
    (&["new", "year's", "eve"], Named::Fixed(12, 31), true),
    (&["new", "years", "day"], Named::Fixed(1, 1), true),
    (&["new", "years", "eve"], Named::Fixed(12, 31), true),
    (&["new", "year"], Named::Fixed(1, 1), false),
    (&["bonfire", "night"], Named::Fixed(11, 5), true),
    (&["halloween"], Named::Fixed(10, 31), true),
    (&["good", "friday"], Named::Easter(-2), true),
    (&["easter", "saturday"], Named::Easter(-1), true),
    (&["easter", "sunday"], Named::Easter(0), true),
    (&["easter", "monday"], Named::Easter(1), true),
    (&["easter", "day"], Named::Easter(0), true),
    (&["easter"], Named::Easter(0), false),
];

const MOVABLE: [&str; 10] = [
    "eid", "ramadan", "diwali", "hanukkah", "passover", "vaisakhi", "navratri", "holi", "lent",
    "purim",
];

#[derive(Clone, Copy)]
enum Opening {
    On,
    Before,
    After,
    Until,
    Since,
}

/// Reads a named day that begins at this word, with what leads to it, or the days from one to another.
pub(crate) fn read(tokens: &Tokens<'_>, at: usize, frame: Frame) -> Option<Hit> {
    if let Some(stretch) = feast_to_feast::read(tokens, at, frame) {
        return Some(stretch);
    }
    let (opening, first) = opening(tokens, at);
    let last = tokens.word(first) == "last";
    let name_at = first + usize::from(last);
    if tokens.is(name_at, &MOVABLE) {
        return movable(tokens, at, name_at);
    }
    let (words, named, exact) = named_at(tokens, name_at)?;
    let after = name_at + words.len();
    let with_year = tokens.kind(after) == Kind::Year;
    let is_new_year = words == ["new", "year"];
    if is_new_year
        && !with_year
        && !tokens.is(name_at.saturating_sub(1), &["at", "over", "the", "since"])
    {
        return None;
    }
    if tokens.is(
        after,
        &[
            "holiday", "holidays", "party", "presents", "tree", "play", "group", "club",
        ],
    ) {
        return None;
    }
    let (end, part) = if with_year {
        let year = tokens.word(after).parse().ok()?;
        (after + 1, Ok(day_of(named, year)?))
    } else {
        (after, without_year(named, frame))
    };
    let reading = match part {
        Ok(day) => {
            dated(day, exact, opening).map_or(Reading::Question(Doubt::Vague), Reading::Date)
        }
        Err(doubt) => Reading::Question(doubt),
    };
    Some((end, reading))
}

/// The words of the named day that begins at this word, which it is, and whether the day itself is meant.
pub(super) fn named_at(
    tokens: &Tokens<'_>,
    at: usize,
) -> Option<(&'static [&'static str], Named, bool)> {
    NAMES
        .iter()
        .find(|(words, ..)| tokens.are(at, words))
        .copied()
}

fn opening(tokens: &Tokens<'_>, at: usize) -> (Opening, usize) {
    let opening = match tokens.word(at) {
        "before" => Opening::Before,
        "after" => Opening::After,
        "until" | "till" => Opening::Until,
        "since" => Opening::Since,
        "at" | "over" | "on" | "about" | "around" | "during" => Opening::On,
        _ => return (Opening::On, at),
    };
    let the = usize::from(tokens.word(at + 1) == "the");
    (opening, at + 1 + the)
}

fn movable(tokens: &Tokens<'_>, at: usize, name_at: usize) -> Option<Hit> {
    let year = tokens.kind(name_at + 1) == Kind::Year;
    let led = name_at > at || matches!(tokens.back(at, 1), "in" | "for" | "of");
    let end = name_at + 1 + usize::from(year);
    (year || led).then_some((end, Reading::Question(Doubt::MovableFeast)))
}

pub(super) fn day_of(named: Named, year: i16) -> Option<Date> {
    match named {
        Named::Fixed(month, day) => Date::new(year, month, day).ok(),
        Named::Easter(days) => easter(year).map(|sunday| plus_days(sunday, days)),
    }
}

/// The last one before the document, unless the next one is within a fortnight.
pub(super) fn without_year(named: Named, frame: Frame) -> Result<Date, Doubt> {
    let written = frame.written.ok_or(Doubt::NoYear)?;
    let of = |year: i16| day_of(named, year).ok_or(Doubt::NoYear);
    let own = of(written.year())?;
    if own <= written {
        return Ok(own);
    }
    if own <= plus_days(written, 14) {
        return Err(Doubt::YearUnclear);
    }
    of(written.year().saturating_sub(1))
}

fn dated(day: Date, exact: bool, opening: Opening) -> Option<UncertainDate> {
    let part = PartDate::day(day).ok()?;
    let part = if exact { part } else { part.about() };
    match opening {
        Opening::On => Ok(UncertainDate::on(part)),
        Opening::Before => UncertainDate::before(part),
        Opening::After => UncertainDate::after(part),
        Opening::Until => UncertainDate::span(Ends::To(part)),
        Opening::Since => UncertainDate::span(Ends::From(part)),
    }
    .ok()
}

/// Easter Sunday by the Gregorian reckoning (the "anonymous" algorithm of 1876).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (golden, century, rest) = (y % 19, y / 100, y % 100);
    let (skipped, leap) = (century / 4, century % 4);
    let moved = (century + 8) / 25;
    let sync = (century - moved + 1) / 3;
    let moon = (19 * golden + century - skipped - sync + 15) % 30;
    let (quarter, odd) = (rest / 4, rest % 4);
    let sunday = (32 + 2 * leap + 2 * quarter - moon - odd) % 7;
    let late = (golden + 11 * moon + 22 * sunday) / 451;
    let sum = moon + sunday - 7 * late + 114;
    let month = i8::try_from(sum / 31).ok()?;
    let day = i8::try_from(sum % 31 + 1).ok()?;
    Date::new(year, month, day).ok()
}
