//! The lines of a genogram, and the outlines of who lives together. No line leads through a name.

use std::collections::BTreeSet;

use model::RecordId;
use model::case::TieKind;

use super::routes::{Routes, beside, family};
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
/// Room for a name under its sign.
const NAME: f64 = 40.0;

pub(super) fn lines(placed: &[Placed], bonds: &[Bond]) -> Vec<Line> {
    let mut routes = Routes::of(placed, bonds);
    let mut all = Vec::new();
    for bond in bonds.iter().filter(|one| one.kind.is_couple()) {
        let ended = bond.ended || bond.kind == TieKind::FormerPartner;
        all.extend(joined(&mut routes, (LineKind::Couple, ended), bond));
    }
    all.extend(descents(&mut routes, placed, bonds));
    let siblings = |kind| {
        let kinds = [TieKind::Sibling, TieKind::HalfSibling, TieKind::StepSibling];
        kinds.contains(&kind)
    };
    for bond in bonds {
        let kind = if siblings(bond.kind) {
            (!share_parents(bonds, bond)).then_some(LineKind::Siblings)
        } else {
            let else_drawn = bond.kind.is_couple() || bond.kind.is_parent();
            let is_other = !else_drawn && bond.kind != TieKind::Other;
            is_other.then_some(LineKind::Other)
        };
        all.extend(kind.and_then(|kind| joined(&mut routes, (kind, bond.ended), bond)));
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

/// The line between the two of a bond: straight between the signs where they stand side by side, but for brothers and sisters; else
/// around whoever stands between. Nothing where one of the two is not drawn.
fn joined(routes: &mut Routes<'_>, (kind, ended): (LineKind, bool), bond: &Bond) -> Option<Line> {
    let (one, other) = routes.at(bond.from).zip(routes.at(bond.to))?;
    if one.person.id == other.person.id {
        return None;
    }
    let straight = beside(one, other) && kind != LineKind::Siblings;
    let points = if straight {
        let side = if other.x > one.x { HALF } else { -HALF };
        vec![(one.x + side, one.y), (other.x - side, other.y)]
    } else {
        // No other line is of its family.
        let family = ((one.x + one.y).to_bits(), (other.x - other.y).to_bits());
        routes.between(one, other, family)
    };
    Some(Line {
        kind,
        ended,
        points,
    })
}

/// From the middle of a couple to their child where both are its parents, else from each parent.
fn descents(routes: &mut Routes<'_>, placed: &[Placed], bonds: &[Bond]) -> Vec<Line> {
    let line = |ended, points| Line {
        kind: LineKind::Descent,
        ended,
        points,
    };
    let mut all = Vec::new();
    for child in placed {
        let own: Vec<&Bond> = bonds
            .iter()
            .filter(|one| one.kind.is_parent() && one.to == child.person.id)
            .collect();
        let pair = pair(&own, bonds, |id| routes.at(id));
        let pair = pair.filter(|(one, _)| one.y < child.y);
        if let Some((one, other)) = pair {
            let middle = (f64::midpoint(one.x, other.x), one.y);
            let ended = own.iter().all(|bond| bond.ended);
            let points = routes.down(vec![middle], child, family(middle));
            all.push(line(ended, points));
        }
        for bond in own {
            let drawn = |one: &Placed| one.person.id == bond.from;
            if pair.is_some_and(|(one, other)| drawn(one) || drawn(other)) {
                continue;
            }
            if let Some(parent) = routes.at(bond.from) {
                let from = (parent.x, parent.y);
                let points = routes.between(parent, child, family(from));
                all.push(line(bond.ended, points));
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
        let both = is_parent(bond.from) && is_parent(bond.to) && bond.from != bond.to;
        let (one, other) = at(bond.from).zip(at(bond.to))?;
        (both && beside(one, other)).then_some((one, other))
    })
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
