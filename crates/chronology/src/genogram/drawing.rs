//! A genogram as forms: what pages and documents draw alike.

use std::fmt::Write as _;

use model::RecordId;
use model::paper::{Picture, Shape, Stroke};

use super::{Genogram, Line, LineKind, Outline, Placed, SIGN, Sign};

/// Letters in one line under a sign. So many are narrower than the place of a person, and lines go down beside them.
const LETTERS: usize = 16;
/// Lines of a name under a sign.
const LINES: usize = 2;
/// Between lines of a name.
const LINE: f64 = 15.0;

/// A genogram as forms. Numbers are CSS pixels, as SVG writes them.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Width.
    pub width: String,
    /// Height.
    pub height: String,
    /// The outlines of homes.
    pub homes: Vec<Home>,
    /// The lines between people.
    pub lines: Vec<Course>,
    /// The people.
    pub people: Vec<Shown>,
}

/// The outline of a home, with its number.
#[derive(Debug, Clone, PartialEq)]
pub struct Home {
    /// Left edge.
    pub x: String,
    /// Upper edge.
    pub y: String,
    /// Width.
    pub w: String,
    /// Height.
    pub h: String,
    /// Its number, from 1.
    pub number: usize,
    /// Middle of the number.
    pub text_x: String,
    /// Foot of the number.
    pub text_y: String,
}

/// A line between people.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// What it says.
    pub kind: LineKind,
    /// Whether that is over.
    pub ended: bool,
    /// Its course, as SVG writes it.
    pub path: String,
}

/// Somebody.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// Who, and where.
    pub placed: Placed,
    /// The sign, and an inner one for a child of the review.
    pub signs: Vec<String>,
    /// The cross of somebody who has died.
    pub died: Option<String>,
    /// The name under the sign.
    pub name: Vec<Word>,
}

/// A line of a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// Its middle.
    pub x: String,
    /// Its foot.
    pub y: String,
    /// What it says.
    pub words: String,
}

impl Genogram {
    /// The places that are drawn, in the order of their numbers from 1.
    #[must_use]
    pub fn numbers(&self) -> Vec<RecordId> {
        let mut places: Vec<RecordId> = Vec::new();
        for home in &self.homes {
            if !places.contains(&home.place) {
                places.push(home.place);
            }
        }
        places
    }

    /// The forms of the genogram; `name` says how somebody is called.
    #[must_use]
    pub fn drawing(&self, name: impl Fn(RecordId) -> String) -> Drawing {
        let places = self.numbers();
        let people = self.people.iter();
        Drawing {
            width: number(self.width),
            height: number(self.height),
            homes: self.homes.iter().map(|one| home(one, &places)).collect(),
            lines: self.lines.iter().map(course).collect(),
            people: people.map(|one| shown(one, &name(one.person.id))).collect(),
        }
    }

    /// The genogram as a part of a document. `words` say all that it shows.
    #[must_use]
    pub fn picture(&self, name: impl Fn(RecordId) -> String, words: String) -> Picture {
        let drawing = self.drawing(name);
        let mut shapes = Vec::new();
        for one in drawing.homes {
            shapes.push(Shape::Field {
                x: one.x,
                y: one.y,
                width: one.w,
                height: one.h,
            });
            shapes.push(Shape::Text {
                x: one.text_x,
                y: one.text_y,
                text: one.number.to_string(),
                bold: true,
            });
        }
        let line = |course, stroke| Shape::Path {
            course,
            stroke,
            covers: false,
        };
        for one in drawing.lines {
            let stroke = match one.kind {
                LineKind::Couple => Stroke::Strong,
                LineKind::Descent | LineKind::Siblings => Stroke::Plain,
                LineKind::Other => Stroke::Dotted,
            };
            let stroke = if one.ended { stroke.ended() } else { stroke };
            shapes.push(line(one.path, stroke));
        }
        for one in drawing.people {
            let signs = one.signs.into_iter().enumerate();
            shapes.extend(signs.map(|(at, course)| Shape::Path {
                course,
                stroke: Stroke::Sign,
                covers: at == 0,
            }));
            shapes.extend(one.died.map(|cross| line(cross, Stroke::Sign)));
            shapes.extend(one.name.into_iter().map(|word| Shape::Text {
                x: word.x,
                y: word.y,
                text: word.words,
                bold: false,
            }));
        }
        Picture {
            width: whole(self.width),
            height: whole(self.height),
            words,
            shapes,
        }
    }
}

/// A length in whole pixels, at least one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it was brought into range just before"
)]
fn whole(length: f64) -> u32 {
    length.ceil().clamp(1.0, 100_000.0) as u32
}

fn number(value: f64) -> String {
    format!("{value:.1}")
}

fn home(one: &Outline, places: &[RecordId]) -> Home {
    let at = places.iter().position(|place| *place == one.place);
    Home {
        x: number(one.x),
        y: number(one.y),
        w: number(one.w),
        h: number(one.h),
        number: at.unwrap_or_default() + 1,
        text_x: number(one.x + 10.0),
        text_y: number(one.y + 12.0),
    }
}

fn course(line: &Line) -> Course {
    Course {
        kind: line.kind,
        ended: line.ended,
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

fn shown(one: &Placed, name: &str) -> Shown {
    let half = SIGN / 2.0;
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
    let lines = in_lines(name).into_iter().enumerate();
    let lines = lines.map(|(at, words)| Word {
        x: number(one.x),
        y: number(one.y + half + LINE * if at == 0 { 1.0 } else { 2.0 }),
        words,
    });
    Shown {
        placed: *one,
        name: lines.collect(),
        died: one.person.died.then(|| cross((one.x, one.y))),
        signs,
    }
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
    use model::case::TieKind;
    use model::{Id as _, Instant, RecordId};

    use super::super::{Bond, Person, Sign, genogram};
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

    #[test]
    fn a_document_draws_what_the_page_draws() {
        let id = |number: u8| RecordId::make(Instant::from_microseconds(1_000_000), [number; 10]);
        let person = |number: u8, of_review: bool| Person {
            id: id(number),
            sign: Sign::Circle,
            of_review,
            died: of_review,
        };
        let bond = |kind, to: u8| Bond {
            from: id(1),
            kind,
            to: id(to),
            ended: false,
        };
        let bonds = [bond(TieKind::Mother, 2), bond(TieKind::LivesAt, 9)];
        let drawn = genogram(&[person(1, false), person(2, true)], &bonds);
        let picture = drawn.picture(|one| format!("N{}", one == id(2)), "Two".to_owned());
        let svg = picture.svg("Serif");
        // A mother, a child with an inner sign and a cross, the line between them.
        assert_eq!(svg.matches("<path").count(), 5, "{svg}");
        assert_eq!(svg.matches("<rect").count(), 1, "{svg}");
        assert!(svg.contains(">Ntrue<") && svg.contains(">Nfalse<"), "{svg}");
        assert!(svg.contains(">1<"), "the number of the home: {svg}");
        for one in &drawn.drawing(|_| String::new()).people {
            assert!(one.signs.iter().all(|sign| svg.contains(sign)));
        }
    }
}
