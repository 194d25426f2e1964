//! Who stands beside whom in a generation, and how far from the left.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use model::RecordId;

use super::{Bond, PLACE, small};

/// People who stand beside each other: a couple, somebody between two partners, or one alone.
pub(super) type Unit = Vec<RecordId>;

/// How often rows are put in order by those above and below.
const SWEEPS: usize = 4;

/// The rows with couples together, and families near each other.
pub(super) fn ordered(rows: Vec<Vec<RecordId>>, bonds: &[Bond]) -> Vec<Vec<Unit>> {
    let mut rows: Vec<Vec<Unit>> = rows.iter().map(|row| units(row, bonds)).collect();
    let kin = Kin::of(bonds);
    for sweep in 0..SWEEPS {
        let down = sweep % 2 == 0;
        let all = rows.len();
        for step in 0..all {
            let number = if down { step } else { all - 1 - step };
            let places = places(&rows);
            if let Some(row) = rows.get_mut(number) {
                sort(row, &places, &kin, down);
            }
        }
    }
    rows
}

/// People of a row in units: partners beside each other.
fn units(row: &[RecordId], bonds: &[Bond]) -> Vec<Unit> {
    let mut left: BTreeSet<RecordId> = row.iter().copied().collect();
    let mut made = Vec::new();
    for one in row {
        if !left.remove(one) {
            continue;
        }
        let mut unit = vec![*one];
        let mut at = 0;
        while let Some(person) = unit.get(at).copied() {
            for partner in partners(person, bonds) {
                if left.remove(&partner) {
                    // The second partner stands on the other side.
                    if at == 0 && unit.len() == 2 {
                        unit.insert(0, partner);
                        at += 1;
                    } else {
                        unit.push(partner);
                    }
                }
            }
            at += 1;
        }
        made.push(unit);
    }
    made
}

fn partners(one: RecordId, bonds: &[Bond]) -> impl Iterator<Item = RecordId> {
    let couples = bonds.iter().filter(|bond| bond.kind.is_couple());
    couples.filter_map(move |bond| {
        let other = (bond.from == one).then_some(bond.to);
        other.or((bond.to == one).then_some(bond.from))
    })
}

/// Whose parent and whose child everybody is.
struct Kin {
    parents: BTreeMap<RecordId, Vec<RecordId>>,
    children: BTreeMap<RecordId, Vec<RecordId>>,
}

impl Kin {
    fn of(bonds: &[Bond]) -> Self {
        let mut kin = Self {
            parents: BTreeMap::new(),
            children: BTreeMap::new(),
        };
        let before = |bond: &&Bond| bond.kind.generations().is_some_and(|many| many > 0);
        for bond in bonds.iter().filter(before) {
            kin.parents.entry(bond.to).or_default().push(bond.from);
            kin.children.entry(bond.from).or_default().push(bond.to);
        }
        kin
    }

    fn of_unit<'a>(&'a self, unit: &'a Unit, down: bool) -> impl Iterator<Item = &'a RecordId> {
        let kin = if down { &self.parents } else { &self.children };
        unit.iter().filter_map(|id| kin.get(id)).flatten()
    }
}

/// The place of everybody in their row, counted from its middle so that rows of different lengths compare.
fn places(rows: &[Vec<Unit>]) -> BTreeMap<RecordId, f64> {
    let mut places = BTreeMap::new();
    for row in rows {
        let all: Vec<RecordId> = row.iter().flatten().copied().collect();
        let middle = small(all.len()) / 2.0;
        let at = |(place, id): (usize, RecordId)| (id, small(place) - middle);
        places.extend(all.into_iter().enumerate().map(at));
    }
    places
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, many) = values.fold((0.0, 0), |(sum, many), one| (sum + one, many + 1));
    (many > 0).then(|| sum / small(many))
}

/// Puts the units of a row in the order of their kin above or below. Who has none there stays where they are.
fn sort(row: &mut [Unit], places: &BTreeMap<RecordId, f64>, kin: &Kin, down: bool) {
    let place = |unit: &Unit| {
        let near = kin.of_unit(unit, down).filter_map(|id| places.get(id));
        let own = || mean(unit.iter().filter_map(|id| places.get(id)).copied());
        mean(near.copied()).or_else(own).unwrap_or_default()
    };
    row.sort_by(|one, other| {
        let order = place(one).partial_cmp(&place(other));
        order.unwrap_or(Ordering::Equal)
    });
}

/// How far from the left the place of everybody begins: children under their parents as far as there is room.
pub(super) fn positions(rows: &[Vec<Unit>], bonds: &[Bond]) -> BTreeMap<RecordId, f64> {
    let kin = Kin::of(bonds);
    let mut at: BTreeMap<RecordId, f64> = BTreeMap::new();
    for row in rows {
        let all = row.iter().flatten().enumerate();
        at.extend(all.map(|(place, id)| (*id, small(place) * PLACE)));
    }
    for sweep in 0..SWEEPS {
        let down = sweep % 2 == 1;
        let all = rows.len();
        for step in 0..all {
            let number = if down { step } else { all - 1 - step };
            if let Some(row) = rows.get(number) {
                settle(row, &mut at, &kin, down);
            }
        }
    }
    let least = at.values().copied().fold(f64::INFINITY, f64::min);
    for x in at.values_mut() {
        *x -= least;
    }
    at
}

/// Moves the units of a row towards their kin, in their order and none over another.
fn settle(row: &[Unit], at: &mut BTreeMap<RecordId, f64>, kin: &Kin, down: bool) {
    let mut wanted = Vec::with_capacity(row.len());
    for unit in row {
        let first = unit.first().and_then(|id| at.get(id)).copied();
        let near = kin.of_unit(unit, down).filter_map(|id| at.get(id)).copied();
        let half = small(unit.len().saturating_sub(1)) * PLACE / 2.0;
        let begins = mean(near).map(|middle| middle - half).or(first);
        wanted.push(begins.unwrap_or_default());
    }
    let mut starts: Vec<f64> = Vec::with_capacity(row.len());
    let mut free = f64::NEG_INFINITY;
    for (unit, wanted) in row.iter().zip(&wanted) {
        let start = wanted.max(free);
        starts.push(start);
        free = start + small(unit.len()) * PLACE;
    }
    let pushed = starts
        .iter()
        .zip(&wanted)
        .map(|(start, wanted)| wanted - start);
    let back = mean(pushed).unwrap_or_default();
    for (unit, start) in row.iter().zip(starts) {
        for (place, id) in unit.iter().enumerate() {
            at.insert(*id, start + back + small(place) * PLACE);
        }
    }
}
