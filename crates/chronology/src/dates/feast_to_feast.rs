//! The days from one named day to the next: "between Christmas and New Year".

use model::uncertain::{Ends, PartDate};
use model::{Date, UncertainDate};

use super::feast::{Named, day_of, named_at, without_year};
use super::kind::Kind;
use super::token::Tokens;
use super::{Doubt, Frame, Hit, Reading};

/// What the words before and between the two days say of the time from one to the other.
#[derive(Clone, Copy)]
enum Stretch {
    /// Some time within it.
    Within,
    /// All of it.
    Throughout,
    /// All of it, and neither end to the day.
    About,
}

/// One of the two days, with the year that is said after it.
struct End {
    named: Named,
    year: Option<i16>,
    /// Whether the turn of the year is meant, which has two years.
    turn: bool,
    /// The word after it.
    after: usize,
}

/// Reads the days from one named day to the next where they begin at this word.
pub(super) fn read(tokens: &Tokens<'_>, at: usize, frame: Frame) -> Option<Hit> {
    let (stretch, joints): (Stretch, &[&str]) = match tokens.word(at) {
        "between" => (Stretch::Within, &["and"]),
        "from" => (Stretch::Throughout, &["to", "until", "till"]),
        "over" | "during" => (Stretch::About, &["and"]),
        _ => return None,
    };
    let first = end(tokens, at + 1)?;
    if !tokens.is(first.after, joints) {
        return None;
    }
    let last = end(tokens, first.after + 1)?;
    let reading = match days(&first, &last, frame) {
        Ok((from, to)) => {
            dated(from, to, stretch).map_or(Reading::Question(Doubt::Vague), Reading::Date)
        }
        Err(doubt) => Reading::Question(doubt),
    };
    Some((last.after, reading))
}

fn end(tokens: &Tokens<'_>, at: usize) -> Option<End> {
    let at = at + usize::from(tokens.word(at) == "the");
    let (words, named, _) = named_at(tokens, at)?;
    let after = at + words.len();
    let said = tokens.kind(after) == Kind::Year;
    let year = said.then(|| tokens.word(after).parse().ok()).flatten();
    Some(End {
        named,
        year,
        turn: words == ["new", "year"],
        after: after + usize::from(year.is_some()),
    })
}

/// Both days; the year of one gives that of the other, and the document that of both.
fn days(first: &End, last: &End, frame: Frame) -> Result<(Date, Date), Doubt> {
    let day = |end: &End, year: i16| day_of(end.named, year).ok_or(Doubt::NoYear);
    let from = match (first.year, last.year) {
        (Some(year), _) => day(first, year)?,
        // "Christmas and New Year 2025" may be the one at its end or at its beginning.
        (None, Some(_)) if last.turn => return Err(Doubt::YearUnclear),
        (None, Some(year)) => {
            let own = day(first, year)?;
            if own <= day(last, year)? {
                own
            } else {
                day(first, year.saturating_sub(1))?
            }
        }
        (None, None) => without_year(first.named, frame)?,
    };
    let to = match last.year {
        Some(year) => day(last, year)?,
        None => {
            let own = day(last, from.year())?;
            if own < from {
                day(last, from.year().saturating_add(1))?
            } else {
                own
            }
        }
    };
    if to < from {
        return Err(Doubt::EndsReversed);
    }
    Ok((from, to))
}

fn dated(from: Date, to: Date, stretch: Stretch) -> Option<UncertainDate> {
    let (from, to) = (PartDate::day(from).ok()?, PartDate::day(to).ok()?);
    match stretch {
        Stretch::Within => UncertainDate::one_of(Ends::Both(from, to)),
        Stretch::Throughout => UncertainDate::span(Ends::Both(from, to)),
        Stretch::About => UncertainDate::span(Ends::Both(from.about(), to.about())),
    }
    .ok()
}
