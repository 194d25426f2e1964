//! Marks of one band in lanes, and clusters where the lanes are full.

use std::collections::BTreeSet;

use super::place::{Extent, Shape};
use super::window::Cell;
use super::{Mark, Sizes};

/// Marks of a band, none over another, and how many lanes they need. An entry that finds no lane becomes, with every other that
/// begins in its stretch of the calendar, one cluster; then all is stacked again, until everything has its place.
pub(super) fn stacked(
    band: usize,
    mut extents: Vec<Extent>,
    cells: &[Cell],
    lanes: usize,
    sizes: &Sizes,
) -> (Vec<Mark>, usize) {
    extents.sort_by(|a, b| {
        let lengths = b.end.total_cmp(&a.end);
        a.start
            .total_cmp(&b.start)
            .then(lengths)
            .then(a.id.cmp(&b.id))
    });
    let cell_of: Vec<usize> = extents
        .iter()
        .map(|extent| cell(extent, cells, sizes))
        .collect();
    let mut crowded: BTreeSet<usize> = BTreeSet::new();
    loop {
        let mut stack = Stack::new(lanes, sizes.gap);
        let mut marks = clusters(band, &extents, &cell_of, cells, &crowded);
        for mark in &mut marks {
            mark.lane = stack.put(mark.start, mark.end).unwrap_or(0);
        }
        let mut homeless = BTreeSet::new();
        for (extent, cell) in extents.iter().zip(&cell_of) {
            if crowded.contains(cell) {
                continue;
            }
            match stack.put(extent.start, extent.end) {
                Some(lane) => marks.push(alone(band, lane, extent)),
                None => _ = homeless.insert(*cell),
            }
        }
        if homeless.is_empty() {
            return (marks, stack.used());
        }
        crowded.extend(homeless);
    }
}

/// The stretch of the calendar that an entry begins in. Stretches are drawn a little short of where they begin, so that there is room
/// between two clusters; what begins with one, as every whole day does, is in it all the same.
fn cell(extent: &Extent, cells: &[Cell], sizes: &Sizes) -> usize {
    const ROUNDING: f64 = 1e-6;
    let middle = if extent.shape == Shape::Point {
        f64::midpoint(extent.start, extent.end)
    } else {
        extent.start
    };
    let before = cells.partition_point(|cell| cell.start - sizes.gap / 2.0 <= middle + ROUNDING);
    before.saturating_sub(1)
}

fn clusters(
    band: usize,
    extents: &[Extent],
    cell_of: &[usize],
    cells: &[Cell],
    crowded: &BTreeSet<usize>,
) -> Vec<Mark> {
    let cluster = |number: &usize| {
        let cell = cells.get(*number)?;
        let own = extents.iter().zip(cell_of).filter(|(_, of)| *of == number);
        let own: Vec<&Extent> = own.map(|(extent, _)| extent).collect();
        let row = own.first()?.row;
        if let [only] = own.as_slice() {
            // Alone in its stretch and yet without a lane: it is shown as short as a cluster.
            let mut mark = alone(band, 0, only);
            (mark.start, mark.end) = (cell.start, cell.end);
            return Some(mark);
        }
        Some(Mark {
            band,
            row: own.iter().all(|extent| extent.row == row).then_some(row),
            lane: 0,
            start: cell.start,
            end: cell.end,
            shape: Shape::Cluster,
            soft_start: false,
            soft_end: false,
            entries: own.iter().map(|extent| extent.id).collect(),
            from: Some(cell.from),
            to: Some(cell.to),
        })
    };
    crowded.iter().filter_map(cluster).collect()
}

fn alone(band: usize, lane: usize, extent: &Extent) -> Mark {
    Mark {
        band,
        row: Some(extent.row),
        lane,
        start: extent.start,
        end: extent.end,
        shape: extent.shape,
        soft_start: extent.soft_start,
        soft_end: extent.soft_end,
        entries: vec![extent.id],
        from: extent.from,
        to: extent.to,
    }
}

/// What stands in each lane.
struct Stack {
    lanes: Vec<Vec<(f64, f64)>>,
    most: usize,
    gap: f64,
}

impl Stack {
    const fn new(most: usize, gap: f64) -> Self {
        let lanes = Vec::new();
        Self { lanes, most, gap }
    }

    /// The first lane in which it has room.
    fn put(&mut self, start: f64, end: f64) -> Option<usize> {
        let room = |lane: &Vec<(f64, f64)>| {
            lane.iter()
                .all(|(from, to)| end + self.gap <= *from || start >= to + self.gap)
        };
        let found = self.lanes.iter().position(room);
        let lane = match found {
            Some(lane) => lane,
            None if self.lanes.len() < self.most => {
                self.lanes.push(Vec::new());
                self.lanes.len() - 1
            }
            None => return None,
        };
        if let Some(lane) = self.lanes.get_mut(lane) {
            lane.push((start, end));
        }
        Some(lane)
    }

    const fn used(&self) -> usize {
        self.lanes.len()
    }
}
