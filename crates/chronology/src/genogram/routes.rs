//! Ways for lines: down beside a person, along the room between two generations, and over the heads of a row. None leads through a
//! name.

use std::collections::{BTreeMap, BTreeSet};

use model::RecordId;

use super::{Bond, PLACE, Placed, SIGN, small};

const HALF: f64 = SIGN / 2.0;
/// Lines along the room above a generation, one above the other; further ones lie on those.
const LANES: usize = 8;
/// Between two of them.
const APART: f64 = 7.0;
/// From the top of a sign to the lowest of them: the number of a home stands beneath.
const FIRST: f64 = 20.0;
/// From the middle of a sign to where a line goes down beside it: past its own name and before that of the next.
const BESIDE: f64 = PLACE / 2.0 - 9.0;

/// Lines of one family may lie on each other.
pub(super) type Family = (u64, u64);

/// The family of the lines that begin at a point.
pub(super) fn family((x, y): (f64, f64)) -> Family {
    (x.to_bits(), y.to_bits())
}

/// A stretch of the room between generations that a line takes.
struct Taken {
    lane: usize,
    from: f64,
    to: f64,
    family: Family,
}

/// The generations, and which room between them is taken.
pub(super) struct Routes<'a> {
    placed: &'a [Placed],
    /// From above: the middle of its signs, and of each person from the left.
    rows: Vec<(f64, Vec<f64>)>,
    taken: BTreeMap<usize, Vec<Taken>>,
    /// Sides of people on which a partner stands: the right one or the left one.
    partners: BTreeSet<(RecordId, bool)>,
}

impl<'a> Routes<'a> {
    pub fn of(placed: &'a [Placed], bonds: &[Bond]) -> Self {
        let mut rows: Vec<(f64, Vec<f64>)> = Vec::new();
        for one in placed {
            match rows.last_mut().filter(|(y, _)| is_same(*y, one.y)) {
                Some((_, all)) => all.push(one.x),
                None => rows.push((one.y, vec![one.x])),
            }
        }
        let mut routes = Self {
            placed,
            rows,
            taken: BTreeMap::new(),
            partners: BTreeSet::new(),
        };
        for bond in bonds.iter().filter(|one| one.kind.is_couple()) {
            if let Some((one, other)) = routes.at(bond.from).zip(routes.at(bond.to))
                && beside(one, other)
            {
                routes.partners.insert((one.person.id, other.x > one.x));
                routes.partners.insert((other.person.id, one.x > other.x));
            }
        }
        routes
    }

    /// Where somebody stands.
    pub fn at(&self, id: RecordId) -> Option<&'a Placed> {
        self.placed.iter().find(|one| one.person.id == id)
    }

    /// From one to another, wherever they stand.
    pub fn between(&mut self, one: &Placed, other: &Placed, family: Family) -> Vec<(f64, f64)> {
        if is_same(one.y, other.y) {
            return self.over_heads(one, other, family);
        }
        let (upper, lower) = if one.y < other.y {
            (one, other)
        } else {
            (other, one)
        };
        let start = self.leave(upper, lower.x);
        self.down(start, lower, family)
    }

    /// From a person's side, and down beside their name: on the side of whoever it leads to, unless a partner stands there alone.
    pub fn leave(&self, one: &Placed, towards: f64) -> Vec<(f64, f64)> {
        let has_partner = |right: bool| self.partners.contains(&(one.person.id, right));
        let wanted = towards >= one.x;
        let right = if has_partner(wanted) && !has_partner(!wanted) {
            !wanted
        } else {
            wanted
        };
        let side = if right { 1.0 } else { -1.0 };
        let begins = if has_partner(right) {
            // Under the line of the couple.
            (one.x + side * 10.0, one.y + 12.0)
        } else {
            (one.x + side * HALF, one.y)
        };
        vec![begins, (one.x + side * BESIDE, begins.1)]
    }

    /// From the last of some points, through whatever generations lie between, to the head of somebody.
    pub fn down(
        &mut self,
        mut points: Vec<(f64, f64)>,
        to: &Placed,
        family: Family,
    ) -> Vec<(f64, f64)> {
        let Some((mut x, y)) = points.last().copied() else {
            return points;
        };
        let (above, last) = (self.row_above(y), self.row_above(to.y));
        for row in above + 1..=last {
            let next = if row == last {
                to.x
            } else {
                self.gap(row, to.x)
            };
            let lane = self.lane(row, (x, next), family);
            points.push((x, lane));
            points.push((next, lane));
            x = next;
        }
        points.push((to.x, to.y - HALF));
        points
    }

    fn over_heads(&mut self, one: &Placed, other: &Placed, family: Family) -> Vec<(f64, f64)> {
        let (left, right) = if one.x <= other.x {
            (one, other)
        } else {
            (other, one)
        };
        // Beside the line that comes from above, and from inside the sign, whose edge is not as high there.
        let (from, to) = (left.x + 8.0, right.x - 8.0);
        let lane = self.lane(self.row_above(one.y), (from, to), family);
        let foot = one.y - HALF + 8.0;
        vec![(from, foot), (from, lane), (to, lane), (to, foot)]
    }

    /// The generation in which a height lies, or the last one above it.
    fn row_above(&self, y: f64) -> usize {
        let above = self.rows.iter().take_while(|(row, _)| *row <= y + 1.0);
        above.count().saturating_sub(1)
    }

    /// Where a line may go down through a generation, as near to a place as may be.
    fn gap(&self, row: usize, wanted: f64) -> f64 {
        let Some((_, all)) = self.rows.get(row) else {
            return wanted;
        };
        let half = PLACE / 2.0;
        let (Some(first), Some(last)) = (all.first(), all.last()) else {
            return wanted;
        };
        let sides = [wanted.min(first - half), wanted.max(last + half)];
        let between = all.iter().zip(all.iter().skip(1)).map(|(left, right)| {
            let (from, to) = (left + half, right - half);
            if from < to {
                wanted.clamp(from, to)
            } else {
                f64::midpoint(from, to)
            }
        });
        let nearer = |one: f64, other: f64| {
            if (other - wanted).abs() < (one - wanted).abs() {
                other
            } else {
                one
            }
        };
        sides.into_iter().chain(between).fold(f64::INFINITY, nearer)
    }

    /// The height of a stretch above a generation on which no line of another family lies.
    fn lane(&mut self, row: usize, (one, other): (f64, f64), family: Family) -> f64 {
        let (from, to) = (one.min(other), one.max(other));
        let taken = self.taken.entry(row).or_default();
        let is_free = |lane: usize| {
            let mut others = taken.iter().filter(|one| one.lane == lane);
            others.all(|one| one.family == family || to + APART < one.from || one.to + APART < from)
        };
        let own = taken.iter().find(|one| one.family == family);
        let own = own.map(|one| one.lane).filter(|lane| is_free(*lane));
        let lane = own.or_else(|| (0..LANES).find(|lane| is_free(*lane)));
        let lane = lane.unwrap_or(taken.len() % LANES);
        taken.push(Taken {
            lane,
            from,
            to,
            family,
        });
        let middle = self.rows.get(row).map_or(0.0, |(y, _)| *y);
        middle - HALF - FIRST - small(lane) * APART
    }
}

fn is_same(one: f64, other: f64) -> bool {
    (one - other).abs() < 1.0
}

/// Whether two stand side by side in one row.
pub(super) fn beside(one: &Placed, other: &Placed) -> bool {
    is_same(one.y, other.y) && (one.x - other.x).abs() < PLACE * 1.5
}
