//! Where people stand on a genogram: generations in rows, couples beside each other, children below their parents. Numbers and ids
//! only; [`Drawing`] makes forms of them, which pages and documents draw.
//!
//! Rows come from what people are to each other; where that contradicts itself, what was entered first counts, and the lines still
//! show all of it. Nobody stands on somebody else. The same people and relationships in the same order always give the same drawing.

mod drawing;
mod lines;
mod order;
mod routes;
mod rows;

use model::RecordId;
use model::case::TieKind;

pub use drawing::{Course, Drawing, Home, Shown, Word};
pub use lines::{Line, LineKind, Outline};

/// How wide the place of one person is, in CSS pixels.
pub const PLACE: f64 = 150.0;
/// How high a generation is, with the room for its lines.
pub const ROW: f64 = 164.0;
/// How wide and high the sign of a person is.
pub const SIGN: f64 = 44.0;
/// Room around everything.
const EDGE: f64 = 28.0;

/// How somebody is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// Male.
    Square,
    /// Female.
    Circle,
    /// Not recorded, or other.
    Diamond,
}

/// Somebody who is to be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub id: RecordId,
    /// How.
    pub sign: Sign,
    /// Whether the review is about them: a child with a double outline.
    pub of_review: bool,
    /// Whether they have died.
    pub died: bool,
}

/// What one is to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bond {
    /// Who.
    pub from: RecordId,
    /// What.
    pub kind: TieKind,
    /// To whom; a place where somebody lives.
    pub to: RecordId,
    /// Whether it is over.
    pub ended: bool,
}

/// Somebody at their place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placed {
    /// Who, and how.
    pub person: Person,
    /// Middle of the sign, from the left.
    pub x: f64,
    /// Middle of the sign, from above.
    pub y: f64,
}

/// A genogram.
#[derive(Debug, Clone, PartialEq)]
pub struct Genogram {
    /// Everybody, row by row from the left.
    pub people: Vec<Placed>,
    /// The lines between them.
    pub lines: Vec<Line>,
    /// Who lives together: one outline for those who stand beside each other.
    pub homes: Vec<Outline>,
    /// Width in CSS pixels.
    pub width: f64,
    /// Height in CSS pixels.
    pub height: f64,
}

/// Places people. A bond of somebody who is not among them is left out.
#[must_use]
pub fn genogram(people: &[Person], bonds: &[Bond]) -> Genogram {
    let there = |id: RecordId| people.iter().any(|one| one.id == id);
    let bonds: Vec<Bond> = bonds
        .iter()
        .filter(|one| there(one.from) && (there(one.to) || one.kind.is_of_place()))
        .copied()
        .collect();
    let rows = order::ordered(rows::generations(people, &bonds), &bonds);
    let across = order::positions(&rows, &bonds);
    let mut placed = Vec::with_capacity(people.len());
    for (number, row) in rows.iter().enumerate() {
        for id in row.iter().flatten() {
            let person = people.iter().find(|one| one.id == *id);
            let x = across.get(id).copied().unwrap_or_default();
            placed.extend(person.map(|person| Placed {
                person: *person,
                x: x + EDGE + PLACE / 2.0,
                y: EDGE + ROW * small(number) + ROW / 2.0,
            }));
        }
    }
    let right = placed.iter().map(|one| one.x).fold(0.0, f64::max);
    Genogram {
        lines: lines::lines(&placed, &bonds),
        homes: lines::homes(&placed, &bonds),
        width: right + PLACE / 2.0 + EDGE,
        height: EDGE * 2.0 + ROW * small(rows.len()),
        people: placed,
    }
}

/// Numbers of rows and people, exactly.
fn small(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests;
