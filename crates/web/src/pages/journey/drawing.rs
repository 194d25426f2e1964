//! The journey as SVG without colours that say anything: forms, numbers and words.

use askama::Template;
use govuk::Html;
use model::Date;
use model::learning::MomentStands;

use super::layout::{Layout, MARK, Mark, Placed, WIDTH};
use crate::texts::{t, t_with};
use crate::when::date_in_words;

/// What a mark stands for, as a link.
#[derive(Debug, Clone)]
pub(super) struct Of {
    /// Where it leads.
    pub(super) href: String,
    /// Where several that are counted lead.
    pub(super) href_of_many: String,
    /// What is read out.
    pub(super) label: String,
    /// The number of a moment in the table; nothing for a step.
    pub(super) sign: String,
    /// How a moment stands; none for a step.
    pub(super) stands: Option<MomentStands>,
}

#[derive(Template)]
#[template(path = "journey/drawing.html")]
struct Picture {
    width: String,
    height: String,
    label: String,
    ticks: Vec<Words>,
    names: Vec<Words>,
    marks: Vec<Shown>,
}

struct Words {
    x: String,
    y: String,
    words: String,
}

struct Shown {
    href: String,
    label: String,
    class: &'static str,
    path: String,
    x: String,
    y: String,
    words: String,
}

/// The drawing as markup.
///
/// # Errors
/// When the template fails.
pub(super) fn drawn(layout: &Layout<Of>) -> askama::Result<Html> {
    let words = |x: f64, y: f64, words: String| Words {
        x: number(x),
        y: number(y),
        words,
    };
    let ticks = layout.ticks.iter();
    let names = layout.names.iter();
    Html::rendered(&Picture {
        width: number(WIDTH),
        height: number(layout.height),
        label: t("journey-drawing"),
        ticks: ticks
            .map(|(day, x)| words(*x, 14.0, date_in_words(*day)))
            .collect(),
        names: names
            .map(|(name, y)| words(0.0, *y, name.clone()))
            .collect(),
        marks: layout.placed.iter().filter_map(shown).collect(),
    })
}

fn number(value: f64) -> String {
    format!("{value:.1}")
}

fn shown(one: &Placed<Of>) -> Option<Shown> {
    let first = one.marks.first()?;
    let alone = one.marks.len() == 1;
    let (class, path) = form(one, &first.of);
    Some(Shown {
        href: if alone {
            first.of.href.clone()
        } else {
            first.of.href_of_many.clone()
        },
        label: if alone {
            first.of.label.clone()
        } else {
            several(&one.marks)
        },
        class,
        path,
        x: number(one.x + one.width / 2.0),
        y: number(one.y + MARK / 2.0),
        words: if alone {
            first.of.sign.clone()
        } else {
            one.marks.len().to_string()
        },
    })
}

/// "12 from 3 March 2026 to 9 March 2026".
fn several(marks: &[Mark<Of>]) -> String {
    let day = |day: Option<Date>| day.map(date_in_words).unwrap_or_default();
    let many = i64::try_from(marks.len()).unwrap_or(i64::MAX);
    let values = [
        ("many", many.into()),
        ("from", day(marks.first().map(|one| one.on)).into()),
        ("to", day(marks.iter().map(|one| one.to).max()).into()),
    ];
    t_with("journey-several", &values)
}

/// The outline, as wide as the days on which it may have been: a circle for a moment that is held, broken where it is doubted or looked at again, a square on its corner for one
/// that was let go, a square for a step, and a double one for several.
fn form(one: &Placed<Of>, of: &Of) -> (&'static str, String) {
    let (x, y, half) = (
        one.x + one.width / 2.0,
        one.y + MARK / 2.0,
        MARK / 2.0 - 1.0,
    );
    let wide = one.width / 2.0 - 1.0;
    let square = |half: f64| {
        let (left, top, side) = (number(x - half), number(y - half), number(half * 2.0));
        format!("M{left} {top}h{side}v{side}h-{side}z")
    };
    let circle = || {
        let (left, top) = (number(x - wide + half), number(y - half));
        let (long, r, d) = (
            number((wide - half) * 2.0),
            number(half),
            number(half * 2.0),
        );
        format!("M{left} {top}h{long}a{r} {r} 0 1 1 0 {d}h-{long}a{r} {r} 0 1 1 0 -{d}z")
    };
    if one.marks.len() > 1 {
        let both = format!("{}{}", square(half), square(half - 3.0));
        return ("tl-journey__many", both);
    }
    match of.stands {
        None => ("tl-journey__step", square(half - 4.0)),
        Some(MomentStands::Held) => ("tl-journey__moment", circle()),
        Some(MomentStands::Doubted | MomentStands::Reopened) => ("tl-journey__doubted", circle()),
        Some(MomentStands::LetGo) => {
            let (left, right) = (number(x - wide), number(x + wide));
            let (top, bottom) = (number(y - half), number(y + half));
            let (x, y) = (number(x), number(y));
            let path = format!("M{x} {top}L{right} {y}L{x} {bottom}L{left} {y}z");
            ("tl-journey__gone", path)
        }
    }
}
