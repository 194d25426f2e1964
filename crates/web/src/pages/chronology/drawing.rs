//! A chronology drawn along time, as SVG without styles of its own. A shape says how a date stands and letters say of which kind an
//! entry is, so that nothing hangs on colour.

use std::time::Duration;

use app::chronology::timeline::{
    Band, Direction, Drawing, Mark, RowOf, Shape, Sizes, Step, Tick, Window,
};
use askama::Template;
use govuk::Html;
use model::chronology::Entry;
use model::{DateTime, RecordId};

use super::layout::{Layout, Line, NAME, TICKS_ABOVE, number, path};
use crate::texts::{t_code, t_with, t1};
use crate::when::date_in_words;

const SECOND: Duration = Duration::from_secs(1);

/// A time of which the record of a row does not speak: whose row, from when, until when.
pub(super) type Gap = (RowOf, DateTime, DateTime);

/// What the drawing is told by the page.
pub(super) trait Words {
    /// What a row is called.
    fn row(&self, row: &RowOf) -> String;
    /// Whose account it is, and the account.
    fn entry(&self, id: RecordId) -> Option<(String, &Entry)>;
    /// Where the entry stands in the table.
    fn place(&self, id: RecordId) -> String;
    /// The same page with another window.
    fn window(&self, from: DateTime, to: DateTime) -> String;
    /// Times of which the record of a row does not speak.
    fn gaps(&self) -> &[Gap];
}

#[derive(Template)]
#[template(path = "chronology/drawing.html")]
struct Picture {
    class: &'static str,
    width: String,
    height: String,
    label: String,
    lines: Vec<Line>,
    ticks: Vec<Link>,
    names: Vec<Name>,
    marks: Vec<Link>,
}

/// The name of a row, or its number where there is no room for a name.
struct Name {
    x: String,
    y: String,
    words: String,
}

/// Something that can be followed: a mark, or the words of a tick.
struct Link {
    href: String,
    label: String,
    path: String,
    class: &'static str,
    x: String,
    y: String,
    words: String,
    /// Words on a line of their own beneath, and where that stands; empty where there are none.
    below: (String, String),
}

/// The drawing as markup.
///
/// # Errors
/// When the template fails.
pub(super) fn drawn(drawing: &Drawing, sizes: &Sizes, words: &impl Words) -> askama::Result<Html> {
    let layout = Layout::of(drawing, sizes);
    let picture = Picture {
        class: match sizes.direction {
            Direction::Across => "tl-line--wide",
            Direction::Down => "tl-line--narrow",
        },
        width: number(layout.width),
        height: number(layout.height),
        label: label(drawing),
        lines: words
            .gaps()
            .iter()
            .filter_map(|gap| layout.gap(drawing, gap))
            .chain(drawing.ticks.iter().map(|tick| layout.line(tick)))
            .collect(),
        ticks: ticks(drawing, &layout, words),
        names: names(drawing, &layout, words),
        marks: drawing
            .marks
            .iter()
            .filter_map(|mark| link(drawing, mark, &layout, words))
            .collect(),
    };
    Html::rendered(&picture)
}

fn label(drawing: &Drawing) -> String {
    let values = [
        ("from", moment(drawing.window.from()).into()),
        ("to", moment(drawing.window.to()).into()),
    ];
    t_with("timeline-label", &values)
}

/// A moment in words, with its time only where it is not the beginning or end of a day.
pub(super) fn moment(at: DateTime) -> String {
    let date = date_in_words(at.date());
    let ends = [(0, 0), (23, 59)];
    if ends.contains(&(at.hour(), at.minute())) {
        return date;
    }
    let time = format!("{:02}:{:02}", at.hour(), at.minute());
    t_with(
        "timeline-moment",
        &[("date", date.into()), ("time", time.into())],
    )
}

fn names(drawing: &Drawing, layout: &Layout<'_>, words: &impl Words) -> Vec<Name> {
    let alone = drawing.bands.len() == drawing.rows.len();
    let name = |(at, band): (usize, &Band)| {
        let row = drawing.rows.get(*band.rows.first()?)?;
        let start = layout.band(at, band);
        let (x, y, words) = if layout.across {
            (0.0, start - 6.0, words.row(row))
        } else {
            (
                start + layout.sizes.mark / 2.0,
                NAME - 6.0,
                (at + 1).to_string(),
            )
        };
        Some(Name {
            x: number(x),
            y: number(y),
            words,
        })
    };
    let bands = drawing.bands.iter().enumerate();
    bands.filter(|_| alone).filter_map(name).collect()
}

fn ticks(drawing: &Drawing, layout: &Layout<'_>, words: &impl Words) -> Vec<Link> {
    // Up to the last second before the next tick, whose own day is not of this one.
    let before_next = |tick: &Tick| tick.moment.saturating_sub(SECOND);
    let ends = drawing.ticks.iter().skip(1).map(before_next);
    let ends = ends.chain([drawing.window.to()]);
    let mut before = None;
    let link = |(tick, end): (&Tick, DateTime)| {
        let to = [
            ("from", moment(tick.moment).into()),
            ("to", moment(end).into()),
        ];
        let (x, y) = if layout.across {
            (tick.at + 3.0, TICKS_ABOVE - 10.0)
        } else {
            (2.0, NAME + tick.at + 4.0)
        };
        // Words that would reach over the edge say nothing.
        let fits = !layout.across || tick.at + 60.0 < layout.width;
        let said = with_year(drawing.step, tick, (layout.across, &mut before));
        fits.then(|| Link {
            href: words.window(tick.moment, end),
            // What is seen comes first in what is read out.
            label: format!("{}: {}", said.whole, t_with("timeline-closer", &to)),
            path: String::new(),
            class: "tl-line__tick",
            x: number(x),
            y: number(y),
            words: said.shown,
            below: (said.below, number(y + 14.0)),
        })
    };
    drawing.ticks.iter().zip(ends).filter_map(link).collect()
}

/// The words of a tick: those that are seen first, those beneath, and both as they are read out.
struct TickWords {
    shown: String,
    below: String,
    whole: String,
}

/// The words of a tick with its year: across only where it begins or turns; downwards on a line of its own at every tick, since the
/// first is soon out of sight.
fn with_year(step: Step, tick: &Tick, (across, before): (bool, &mut Option<i16>)) -> TickWords {
    let shown = tick_words(step, tick);
    let year = tick.moment.year();
    let is_hour = matches!(step, Step::Hour | Step::QuarterDay) && !tick.major;
    if is_hour || shown.ends_with(&year.to_string()) {
        return TickWords {
            whole: shown.clone(),
            shown,
            below: String::new(),
        };
    }
    let turns = before.replace(year) != Some(year);
    let whole = format!("{shown} {year}");
    match (across, turns) {
        (true, true) => TickWords {
            shown: whole.clone(),
            below: String::new(),
            whole,
        },
        (true, false) => TickWords {
            below: String::new(),
            whole,
            shown,
        },
        (false, _) => TickWords {
            below: year.to_string(),
            whole,
            shown,
        },
    }
}

/// What stands at a tick: an hour, a day, a month or a year, and of a larger stretch what begins with it.
fn tick_words(step: Step, tick: &Tick) -> String {
    let at = tick.moment;
    let month: String = t_code("month", &at.month().to_string())
        .chars()
        .take(3)
        .collect();
    let with_month = |before: String| format!("{before} {month}");
    match step {
        Step::Hour | Step::QuarterDay if !tick.major => format!("{:02}:00", at.hour()),
        Step::Hour | Step::QuarterDay | Step::Day | Step::Week => with_month(at.day().to_string()),
        Step::Month if !tick.major => month,
        Step::Month | Step::Quarter => format!("{month} {}", at.year()),
        Step::Year | Step::FiveYears | Step::Decade | Step::HalfCentury => at.year().to_string(),
    }
}

fn link(drawing: &Drawing, mark: &Mark, layout: &Layout<'_>, words: &impl Words) -> Option<Link> {
    let place = layout.mark(drawing, mark)?;
    let shape = Link {
        href: String::new(),
        label: String::new(),
        path: path(place, mark, layout.across),
        class: class(mark),
        x: number(place.x + place.w / 2.0),
        y: number(place.y + place.h / 2.0),
        words: String::new(),
        below: (String::new(), String::new()),
    };
    if mark.shape == Shape::Cluster {
        return cluster(drawing, (mark, words), shape);
    }
    let id = *mark.entries.first()?;
    let (agency, entry) = words.entry(id)?;
    let kind = entry.kind.code();
    let letter = letter(drawing, mark, kind);
    let values = [
        ("date", entry.date.to_string().into()),
        ("agency", agency.into()),
        ("kind", t_code("entry-kind", kind).into()),
        // What is seen is in what is read out.
        ("letter", letter.as_str().into()),
    ];
    Some(Link {
        href: words.place(id),
        label: t_with("timeline-mark", &values),
        words: letter,
        ..shape
    })
}

/// The letter of a kind, with the number of the row where all rows stand in one band.
fn letter(drawing: &Drawing, mark: &Mark, kind: &str) -> String {
    let letter = t_code("timeline-letter", kind);
    let together = drawing.bands.len() < drawing.rows.len();
    match mark.row.filter(|_| together) {
        Some(row) => format!("{letter}{}", row + 1),
        None => letter,
    }
}

fn cluster(drawing: &Drawing, (mark, words): (&Mark, &impl Words), shape: Link) -> Option<Link> {
    let (from, to) = (mark.from?, mark.to?);
    let row = mark.row.and_then(|row| drawing.rows.get(row));
    let values = [
        ("count", mark.entries.len().into()),
        ("from", moment(from).into()),
        ("to", moment(to).into()),
    ];
    let label = t_with("timeline-cluster", &values);
    let label = match row {
        Some(row) => format!("{}: {label}", words.row(row)),
        None => label,
    };
    // As close as can be, and still several at once: then the table says which they are.
    let closer = Window::new(from, to);
    let whole = drawing.window.from() >= closer.from() && drawing.window.to() <= closer.to();
    let href = match mark.entries.first() {
        Some(id) if whole => words.place(*id),
        _ => words.window(from, to),
    };
    Some(Link {
        href,
        label,
        words: mark.entries.len().to_string(),
        ..shape
    })
}

const fn class(mark: &Mark) -> &'static str {
    match (mark.shape, mark.soft_start || mark.soft_end) {
        (Shape::Cluster, _) => "tl-line__cluster",
        (_, true) => "tl-line__soft",
        (_, false) => "tl-line__mark",
    }
}

/// Which letters stand for which kind, of the kinds that are there.
pub(super) fn letters(kinds: impl Iterator<Item = model::chronology::EntryKind>) -> Html {
    let line = |kind: model::chronology::EntryKind| {
        let letter = Html::element(
            "b",
            "tl-line__letter",
            t_code("timeline-letter", kind.code()),
        );
        let words = t_code("entry-kind", kind.code());
        Html::element("li", "", Html::join([letter, " ".into(), words.into()]))
    };
    Html::element(
        "ul",
        "govuk-list tl-line__letters",
        Html::join(kinds.map(line)),
    )
}

/// The rows by their numbers, for a narrow screen.
pub(super) fn numbered(drawing: &Drawing, words: &impl Words) -> Option<Html> {
    let lines = drawing.rows.iter().enumerate().map(|(at, row)| {
        let values = [("number", (at + 1).into()), ("row", words.row(row).into())];
        Html::element("li", "", t_with("timeline-row", &values))
    });
    let some = !drawing.rows.is_empty();
    some.then(|| Html::element("ul", "govuk-list", Html::join(lines)))
}

/// "12 entries are earlier", where there are any.
pub(super) fn outside(key: &str, count: usize) -> Option<String> {
    (count > 0).then(|| t1(key, "count", count))
}
