//! A genogram as SVG without styles of its own. Forms and words say everything; nothing hangs on colour.

use std::fmt::Write as _;

use app::chronology::genogram::{Genogram, Line, LineKind, Outline, Placed, SIGN, Sign};
use askama::Template;
use govuk::Html;
use model::Date;

use super::Seen;
use super::genogram::{numbers, said};
use super::list::anchor;
use crate::texts::{t, t_code, t_with};

/// Letters in one line under a sign.
const LETTERS: usize = 17;
/// Lines of a name under a sign.
const LINES: usize = 2;
/// Between lines of a name.
const LINE: f64 = 15.0;

#[derive(Template)]
#[template(path = "people_places/drawing.html")]
struct Picture {
    width: String,
    height: String,
    label: String,
    homes: Vec<Home>,
    lines: Vec<Stroke>,
    people: Vec<Shown>,
}

/// The outline of a home, with its number.
struct Home {
    x: String,
    y: String,
    w: String,
    h: String,
    number: usize,
    text_x: String,
    text_y: String,
}

struct Stroke {
    class: String,
    path: String,
}

/// Somebody, as a link to their row in the table.
struct Shown {
    href: String,
    label: String,
    /// The sign, and an inner one for a child of the review.
    signs: Vec<String>,
    died: Option<String>,
    name: Vec<Word>,
}

/// A line of a name.
struct Word {
    x: String,
    y: String,
    words: String,
}

/// The drawing as markup.
///
/// # Errors
/// When the template fails.
pub(super) fn drawn(seen: &Seen, drawing: &Genogram, days: (Date, Date)) -> askama::Result<Html> {
    let places = numbers(drawing);
    let home = |one: &Outline| Home {
        x: number(one.x),
        y: number(one.y),
        w: number(one.w),
        h: number(one.h),
        number: places
            .iter()
            .position(|place| *place == one.place)
            .unwrap_or_default()
            + 1,
        text_x: number(one.x + 10.0),
        text_y: number(one.y + 12.0),
    };
    Html::rendered(&Picture {
        width: number(drawing.width),
        height: number(drawing.height),
        label: t("genogram-label"),
        homes: drawing.homes.iter().map(home).collect(),
        lines: drawing.lines.iter().map(stroke).collect(),
        people: drawing
            .people
            .iter()
            .map(|one| shown(seen, one, days))
            .collect(),
    })
}

fn number(value: f64) -> String {
    format!("{value:.1}")
}

fn stroke(line: &Line) -> Stroke {
    let kind = match line.kind {
        LineKind::Couple => "tl-gen__couple",
        LineKind::Descent => "tl-gen__descent",
        LineKind::Siblings => "tl-gen__siblings",
        LineKind::Other => "tl-gen__other",
    };
    let ended = if line.ended { " tl-gen__ended" } else { "" };
    Stroke {
        class: format!("{kind}{ended}"),
        path: path(&line.points, false),
    }
}

fn path(points: &[(f64, f64)], closed: bool) -> String {
    let mut path = String::new();
    for (at, (x, y)) in points.iter().enumerate() {
        let to = if at == 0 { 'M' } else { 'L' };
        // Writing to a text cannot fail.
        _ = write!(path, "{to}{} {}", number(*x), number(*y));
    }
    if closed {
        path.push('z');
    }
    path
}

/// The outline of a sign whose half is so long.
fn sign(one: &Placed, half: f64) -> String {
    let (x, y) = (one.x, one.y);
    match one.person.sign {
        Sign::Square => path(
            &[
                (x - half, y - half),
                (x + half, y - half),
                (x + half, y + half),
                (x - half, y + half),
            ],
            true,
        ),
        Sign::Circle => {
            let (left, middle) = (number(x - half), number(y));
            let (r, d) = (number(half), number(half * 2.0));
            format!("M{left} {middle}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0z")
        }
        Sign::Diamond => path(
            &[(x, y - half), (x + half, y), (x, y + half), (x - half, y)],
            true,
        ),
    }
}

fn shown(seen: &Seen, one: &Placed, days: (Date, Date)) -> Shown {
    let half = SIGN / 2.0;
    let name = seen.name(one.person.id);
    let mut signs = vec![sign(one, half)];
    if one.person.of_review {
        signs.push(sign(one, half - 5.0));
    }
    let cross = |(x, y): (f64, f64)| {
        format!(
            "{}{}",
            path(&[(x - half, y - half), (x + half, y + half)], false),
            path(&[(x + half, y - half), (x - half, y + half)], false)
        )
    };
    let lines = in_lines(&name).into_iter().enumerate();
    let lines = lines.map(|(at, words)| Word {
        x: number(one.x),
        y: number(one.y + half + LINE * if at == 0 { 1.0 } else { 2.0 }),
        words,
    });
    Shown {
        href: format!("#{}", anchor(one.person.id)),
        name: lines.collect(),
        died: one.person.died.then(|| cross((one.x, one.y))),
        label: label(seen, one, &name, days),
        signs,
    }
}

/// "Tyler, male, child of the review: Lives at 3 Tallow Row".
fn label(seen: &Seen, one: &Placed, name: &str, days: (Date, Date)) -> String {
    let mut parts = vec![t_code(
        "register-sex-is",
        seen.found.sex(one.person.id).code(),
    )];
    parts.extend(one.person.of_review.then(|| t("genogram-of-review")));
    parts.extend(one.person.died.then(|| t("genogram-has-died")));
    parts.extend(said(seen, one.person.id, days));
    let values = [("name", name.into()), ("parts", parts.join("; ").into())];
    t_with("genogram-person", &values)
}

/// A name in lines that have room under a sign; what does not fit ends in an ellipsis and stands whole in the table.
fn in_lines(name: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in name.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= LETTERS => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    let more = lines.len() > LINES;
    lines.truncate(LINES);
    let last = lines.len();
    for (at, line) in lines.iter_mut().enumerate() {
        let long = line.chars().count() > LETTERS;
        if long || (more && at + 1 == last) {
            *line = line.chars().take(LETTERS - 1).chain(['…']).collect();
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{LETTERS, in_lines};

    #[test]
    fn a_name_is_set_in_two_lines_at_most() {
        assert_eq!(in_lines("Tyler Harding"), ["Tyler Harding"]);
        assert_eq!(
            in_lines("Heather Oakfield-Marsh"),
            ["Heather", "Oakfield-Marsh"]
        );
        let long = in_lines("Boy in the red coat who was seen at the bus stop");
        assert_eq!(long.len(), 2);
        assert!(long.iter().all(|line| line.chars().count() <= LETTERS));
        assert!(long.last().is_some_and(|line| line.ends_with('…')));
        assert!(in_lines("").is_empty());
    }
}
