//! Times counted from the document or from the day before: "two weeks ago", "over the last month".

use model::uncertain::{Ends, PartDate};
use model::{Date, UncertainDate};

use super::kind::count;
use super::token::Tokens;
use super::{Doubt, Frame, Hit, Reading, plus_days, plus_months};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Hour,
    Day,
    Week,
    Month,
    Year,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Many {
    Exactly(i64),
    /// "a couple of".
    About(i64),
    /// "a few", "several", "some".
    Few,
}

/// "two weeks", and the word after.
struct Amount {
    many: Many,
    unit: Unit,
    next: usize,
}

/// Reads a count that begins at this word.
pub(crate) fn read(tokens: &Tokens<'_>, at: usize, frame: Frame) -> Option<Hit> {
    stretch(tokens, at, frame)
        .or_else(|| recent(tokens, at, frame))
        .or_else(|| delayed(tokens, at, frame))
        .or_else(|| ago(tokens, at, frame))
}

/// "over the last two weeks", "in the past month", "second call in six weeks".
fn stretch(tokens: &Tokens<'_>, at: usize, frame: Frame) -> Option<Hit> {
    let goes_on = tokens.is(at, &["over", "for", "during", "throughout", "across"]);
    if !goes_on && !tokens.is(at, &["in", "within"]) {
        return None;
    }
    let mut next = at + 1;
    let the = tokens.word(next) == "the";
    next += usize::from(the);
    let last = tokens.is(next, &["last", "past", "previous", "preceding"]);
    next += usize::from(last);
    let counted = counted_before(tokens, at);
    if !last && (goes_on || the || !counted) {
        return None;
    }
    let amount = amount(tokens, next).or_else(|| one_unit(tokens, next, last))?;
    let Some(written) = frame.written else {
        return Some((amount.next, Reading::Question(Doubt::NoDocumentDate)));
    };
    let to = PartDate::day(written).ok()?;
    let date = match amount.many {
        Many::Few => UncertainDate::span(Ends::To(to)),
        Many::Exactly(many) | Many::About(many) => {
            let from = PartDate::day(back(written, many, amount.unit)).ok()?;
            let ends = Ends::Both(from, to);
            if goes_on {
                UncertainDate::span(ends)
            } else {
                UncertainDate::one_of(ends)
            }
        }
    };
    Some((amount.next, Reading::Date(date.ok()?)))
}

/// "the second call to this address in six weeks": something was counted in the same sentence.
fn counted_before(tokens: &Tokens<'_>, at: usize) -> bool {
    for by in 1..=10 {
        match tokens.back(at, by) {
            "" | "." | ";" => return false,
            "second" | "third" | "fourth" | "fifth" | "sixth" | "seventh" | "2nd" | "3rd"
            | "4th" | "5th" | "6th" => return true,
            _ => {}
        }
    }
    false
}

/// "in recent weeks".
fn recent(tokens: &Tokens<'_>, at: usize, frame: Frame) -> Option<Hit> {
    let led = tokens.is(at, &["in", "over", "during"]) && tokens.word(at + 1) == "recent";
    if !led || !tokens.is(at + 2, &["days", "weeks", "months"]) {
        return None;
    }
    let reading = match frame
        .written
        .and_then(|written| PartDate::day(written).ok())
    {
        Some(to) => Reading::Date(UncertainDate::span(Ends::To(to)).ok()?),
        None => Reading::Question(Doubt::NoDocumentDate),
    };
    Some((at + 3, reading))
}

/// "delayed by around two days".
fn delayed(tokens: &Tokens<'_>, at: usize, frame: Frame) -> Option<Hit> {
    let led = (tokens.word(at) == "delayed" && tokens.word(at + 1) == "by")
        || (tokens.is(at, &["delay", "delays"]) && tokens.word(at + 1) == "of");
    if !led {
        return None;
    }
    let (_, next) = about(tokens, at + 2);
    let amount = amount(tokens, next)?;
    if !matches!(amount.unit, Unit::Day | Unit::Week) {
        return None;
    }
    let (end, reading) = (amount.next, earlier(frame.written, &amount, true));
    Some((end, reading))
}

/// "about two days ago", "two days later", "three days earlier".
fn ago(tokens: &Tokens<'_>, at: usize, frame: Frame) -> Option<Hit> {
    let (roughly, next) = about(tokens, at);
    let amount = amount(tokens, next)?;
    if matches!(tokens.back(at, 1), "for" | "every" | "aged") {
        return None;
    }
    let end = amount.next + 1;
    let reading = match tokens.word(amount.next) {
        "ago" => earlier(frame.written, &amount, roughly),
        "before" | "earlier" | "previously" | "prior" if stands_alone(tokens, end) => {
            earlier(frame.day.or(frame.written), &amount, roughly)
        }
        "later" | "afterwards" => later(frame.day, &amount, roughly),
        _ => return None,
    };
    Some((end, reading))
}

/// "two days before" counts from the document only where no other event follows.
fn stands_alone(tokens: &Tokens<'_>, at: usize) -> bool {
    let next = tokens.word(at);
    next.is_empty() || !next.starts_with(|letter: char| letter.is_alphanumeric())
}

fn about(tokens: &Tokens<'_>, at: usize) -> (bool, usize) {
    let about = tokens.is(
        at,
        &[
            "about",
            "around",
            "approximately",
            "roughly",
            "approx",
            "some",
        ],
    ) && (tokens.word(at) != "some" || count(tokens.word(at + 1)).is_some());
    (about, at + usize::from(about))
}

fn amount(tokens: &Tokens<'_>, at: usize) -> Option<Amount> {
    if tokens.word(at) == "a" && tokens.word(at + 1) == "fortnight" {
        return Some(Amount {
            many: Many::Exactly(2),
            unit: Unit::Week,
            next: at + 2,
        });
    }
    let (many, next) = if tokens.are(at, &["a", "couple", "of"]) {
        (Many::About(2), at + 3)
    } else if tokens.are(at, &["couple", "of"]) {
        (Many::About(2), at + 2)
    } else if tokens.are(at, &["a", "few"]) || tokens.are(at, &["a", "number", "of"]) {
        (
            Many::Few,
            at + if tokens.word(at + 1) == "few" { 2 } else { 3 },
        )
    } else if tokens.is(at, &["few", "several", "some", "many"]) {
        (Many::Few, at + 1)
    } else {
        (Many::Exactly(count(tokens.word(at))?), at + 1)
    };
    let unit = unit(tokens.word(next))?;
    Some(Amount {
        many,
        unit,
        next: next + 1,
    })
}

/// "the last week": one of them.
fn one_unit(tokens: &Tokens<'_>, at: usize, last: bool) -> Option<Amount> {
    if !last {
        return None;
    }
    if tokens.word(at) == "fortnight" {
        return Some(Amount {
            many: Many::Exactly(2),
            unit: Unit::Week,
            next: at + 1,
        });
    }
    if tokens.is(at, &["day", "week", "month", "year"]) && !tokens.is(at + 1, &["of", "in"]) {
        let unit = unit(tokens.word(at))?;
        return Some(Amount {
            many: Many::Exactly(1),
            unit,
            next: at + 1,
        });
    }
    None
}

fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "hour" | "hours" => Unit::Hour,
        "day" | "days" | "nights" => Unit::Day,
        "week" | "weeks" => Unit::Week,
        "month" | "months" => Unit::Month,
        "year" | "years" => Unit::Year,
        _ => return None,
    })
}

fn back(day: Date, many: i64, unit: Unit) -> Date {
    match unit {
        Unit::Hour => plus_days(day, -((many + 23) / 24)),
        Unit::Day => plus_days(day, -many),
        Unit::Week => plus_days(day, -7 * many),
        Unit::Month => plus_months(day, -many),
        Unit::Year => plus_months(day, -12 * many),
    }
}

/// Days up to six are exact where nobody says "about"; weeks, months and years are always near.
fn earlier(from: Option<Date>, amount: &Amount, roughly: bool) -> Reading {
    let Some(from) = from else {
        return Reading::Question(Doubt::NoDocumentDate);
    };
    let many = match amount.many {
        Many::Few => return Reading::Question(Doubt::Vague),
        Many::Exactly(many) | Many::About(many) => many,
    };
    let day = back(from, many, amount.unit);
    let near = roughly || matches!(amount.many, Many::About(_)) || many > 6;
    let part = match amount.unit {
        Unit::Hour => return Reading::Question(Doubt::Vague),
        Unit::Day if !near => PartDate::day(day),
        Unit::Day | Unit::Week => PartDate::day(day).map(|part| part.about()),
        Unit::Month => PartDate::month(day.year(), day.month()).map(|part| part.about()),
        Unit::Year => PartDate::year(day.year()).map(|part| part.about()),
    };
    part.map_or(Reading::Question(Doubt::YearOutOfRange), |part| {
        Reading::Date(UncertainDate::on(part))
    })
}

fn later(from: Option<Date>, amount: &Amount, roughly: bool) -> Reading {
    let Some(from) = from else {
        return Reading::Question(Doubt::NoAnchor);
    };
    let many = match amount.many {
        Many::Few => return Reading::Question(Doubt::Vague),
        Many::Exactly(many) | Many::About(many) => many,
    };
    let day = match amount.unit {
        Unit::Hour => return Reading::Question(Doubt::Vague),
        unit => back(from, -many, unit),
    };
    let exact = amount.unit == Unit::Day && many <= 6 && !roughly;
    PartDate::day(day).map_or(Reading::Question(Doubt::YearOutOfRange), |part| {
        Reading::Date(UncertainDate::on(if exact { part } else { part.about() }))
    })
}
