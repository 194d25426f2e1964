//! The lines of a genogram, and the outlines of who lives together.

use std::collections::BTreeSet;

use model::RecordId;
use model::case::TieKind;

use super::{Bond, PLACE, Placed, SIGN, small};

/// What a line says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// A couple.
    Couple,
    /// From parents to a child.
    Descent,
    /// Brothers and sisters whose parents are not drawn.
    Siblings,
    /// What else they are: carer, grandparent, aunt.
    Other,
}

/// A line.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What it says.
    pub kind: LineKind,
    /// Whether what it says is over.
    pub ended: bool,
    /// Its corners, from the left and from above.
    pub points: Vec<(f64, f64)>,
}

/// Around people who live in one place and stand beside each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outline {
    /// The place.
    pub place: RecordId,
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

const HALF: f64 = SIGN / 2.0;
/// Between lines that would else lie on each other.
const APART: f64 = 7.0;
/// Room for a name under its sign.
const NAME: f64 = 40.0;

pub(super) fn lines(placed: &[Placed], bonds: &[Bond]) -> Vec<Line> {
    let at = |id: RecordId| placed.iter().find(|one| one.person.id == id);
    let couples = bonds.iter().filter(|one| one.kind.is_couple());
    let couples = couples.filter_map(|bond| couple(placed, bond, at(bond.from)?, at(bond.to)?));
    let mut all: Vec<Line> = couples.collect();
    all.extend(descents(placed, bonds));
    let siblings = |kind| {
        let kinds = [TieKind::Sibling, TieKind::HalfSibling, TieKind::StepSibling];
        kinds.contains(&kind)
    };
    for (number, bond) in bonds.iter().enumerate() {
        let Some((one, other)) = at(bond.from).zip(at(bond.to)) else {
            continue;
        };
        if siblings(bond.kind) && !share_parents(bonds, bond) {
            all.push(bracket(
                LineKind::Siblings,
                bond.ended,
                (one, other),
                number,
            ));
        }
        let else_drawn = bond.kind.is_couple() || bond.kind.is_parent() || siblings(bond.kind);
        if !else_drawn && bond.kind != TieKind::Other {
            all.push(Line {
                kind: LineKind::Other,
                ended: bond.ended,
                points: vec![towards(one, other), towards(other, one)],
            });
        }
    }
    all
}

fn share_parents(bonds: &[Bond], of: &Bond) -> bool {
    let parents = |child: RecordId| -> BTreeSet<RecordId> {
        let own = bonds
            .iter()
            .filter(|one| one.kind.is_parent() && one.to == child);
        own.map(|one| one.from).collect()
    };
    !parents(of.from).is_disjoint(&parents(of.to))
}

/// The edge of a sign on the side of another.
fn towards(one: &Placed, other: &Placed) -> (f64, f64) {
    if (one.y - other.y).abs() < 1.0 {
        let side = if other.x > one.x { HALF } else { -HALF };
        return (one.x + side, one.y);
    }
    let side = if other.y > one.y { HALF } else { -HALF };
    (one.x, one.y + side)
}

/// Straight where they stand side by side; else over the heads of those between.
fn couple(placed: &[Placed], bond: &Bond, one: &Placed, other: &Placed) -> Option<Line> {
    if one.person.id == other.person.id {
        return None;
    }
    if beside(one, other) || (one.y - other.y).abs() > 1.0 {
        return Some(Line {
            kind: LineKind::Couple,
            ended: bond.ended || bond.kind == TieKind::FormerPartner,
            points: vec![towards(one, other), towards(other, one)],
        });
    }
    let before = placed
        .iter()
        .position(|each| each.person.id == one.person.id);
    let ended = bond.ended || bond.kind == TieKind::FormerPartner;
    let number = before.unwrap_or_default();
    Some(bracket(LineKind::Couple, ended, (one, other), number))
}

/// Whether two stand side by side in one row.
fn beside(one: &Placed, other: &Placed) -> bool {
    (one.y - other.y).abs() < 1.0 && (one.x - other.x).abs() < PLACE * 1.5
}

fn bracket(kind: LineKind, ended: bool, (one, other): (&Placed, &Placed), number: usize) -> Line {
    let above = one.y.min(other.y) - HALF - 6.0 - small(number % 3) * APART;
    Line {
        kind,
        ended,
        points: vec![
            (one.x, one.y - HALF),
            (one.x, above),
            (other.x, above),
            (other.x, other.y - HALF),
        ],
    }
}

/// From the middle of a couple to their child where both are its parents, else from each parent.
fn descents(placed: &[Placed], bonds: &[Bond]) -> Vec<Line> {
    let at = |id: RecordId| placed.iter().find(|one| one.person.id == id);
    let mut all = Vec::new();
    for child in placed {
        let own: Vec<&Bond> = bonds
            .iter()
            .filter(|one| one.kind.is_parent() && one.to == child.person.id)
            .collect();
        let pair = pair(&own, bonds, at);
        if let Some((one, other)) = pair {
            let middle = f64::midpoint(one.x, other.x);
            let ended = own.iter().all(|bond| bond.ended);
            all.push(down((middle, one.y), child, ended));
        }
        for bond in own {
            let drawn = |one: &Placed| one.person.id == bond.from;
            if pair.is_some_and(|(one, other)| drawn(one) || drawn(other)) {
                continue;
            }
            if let Some(parent) = at(bond.from) {
                all.push(down((parent.x, parent.y + HALF), child, bond.ended));
            }
        }
    }
    all
}

/// The first two parents who are a couple and stand side by side.
fn pair<'a>(
    parents: &[&Bond],
    bonds: &[Bond],
    at: impl Fn(RecordId) -> Option<&'a Placed>,
) -> Option<(&'a Placed, &'a Placed)> {
    let is_parent = |id: RecordId| parents.iter().any(|one| one.from == id);
    let mut couples = bonds.iter().filter(|one| one.kind.is_couple());
    couples.find_map(|bond| {
        let both = is_parent(bond.from) && is_parent(bond.to);
        let (one, other) = at(bond.from).zip(at(bond.to))?;
        (both && beside(one, other)).then_some((one, other))
    })
}

fn down(from: (f64, f64), child: &Placed, ended: bool) -> Line {
    let top = child.y - HALF;
    // Families whose lines would lie on each other bend at different heights.
    let family = (from.0 / 10.0).round().rem_euclid(4.0);
    let bend = top - 10.0 - APART * family;
    Line {
        kind: LineKind::Descent,
        ended,
        points: vec![from, (from.0, bend), (child.x, bend), (child.x, top)],
    }
}

/// Around everybody who lives in a place now. Who stands between two of them and lives elsewhere is not in it.
pub(super) fn homes(placed: &[Placed], bonds: &[Bond]) -> Vec<Outline> {
    let lives = |bond: &&Bond| bond.kind.is_of_place() && !bond.ended;
    let places: BTreeSet<RecordId> = bonds.iter().filter(lives).map(|one| one.to).collect();
    let mut all = Vec::new();
    for (number, place) in places.into_iter().enumerate() {
        let own = bonds.iter().filter(lives).filter(|one| one.to == place);
        let members: BTreeSet<RecordId> = own.map(|one| one.from).collect();
        let grow = small(number % 4) * 3.0;
        let mut open: Option<(f64, f64, f64)> = None;
        for one in placed {
            let is = members.contains(&one.person.id);
            let joins =
                open.filter(|(_, right, y)| (one.y - y).abs() < 1.0 && one.x - right < PLACE * 1.5);
            match (is, joins) {
                (true, Some((left, _, y))) => open = Some((left, one.x, y)),
                (true, None) => {
                    all.extend(open.map(|run| outline(place, run, grow)));
                    open = Some((one.x, one.x, one.y));
                }
                (false, _) => {
                    all.extend(open.take().map(|run| outline(place, run, grow)));
                }
            }
        }
        all.extend(open.map(|run| outline(place, run, grow)));
    }
    all
}

fn outline(place: RecordId, (left, right, y): (f64, f64, f64), grow: f64) -> Outline {
    let side = PLACE / 2.0 - 10.0 + grow;
    let above = HALF + 8.0 + grow;
    Outline {
        place,
        x: left - side,
        y: y - above,
        w: right - left + side * 2.0,
        h: above + HALF + NAME + grow,
    }
}
