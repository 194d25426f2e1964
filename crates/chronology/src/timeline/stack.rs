//! Marks of one band in lanes, and clusters where the lanes are full.

use std::collections::BTreeSet;

use model::DateTime;

use super::place::{Extent, Shape};
use super::window::Cell;
use super::{Mark, Sizes};

/// How exactly places are compared.
const ROUNDING: f64 = 1e-6;

/// Marks of a band, none over another, and how many lanes they need. What reaches beyond its stretch of the calendar is put first, as
/// wide as it may be, and leaves one lane free; where there is no lane for it, it is counted together with what it lies over, from the
/// first of them to the last. Any other entry that finds no lane becomes, with every other that begins in its stretch of the calendar,
/// one cluster; then all of those are stacked again, until everything has its place.
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
    let (wide, short): (Vec<Extent>, Vec<Extent>) = extents
        .into_iter()
        .partition(|extent| is_wide(extent, cells, sizes));
    let wide = wide_marks(band, &wide, lanes.saturating_sub(1).max(1), sizes);
    let cell_of: Vec<usize> = short
        .iter()
        .map(|extent| cell(extent, cells, sizes))
        .collect();
    let mut crowded: BTreeSet<usize> = BTreeSet::new();
    loop {
        let mut stack = Stack::new(lanes, sizes.gap);
        for mark in &wide {
            stack.hold(mark);
        }
        let mut marks = clusters(band, &short, &cell_of, (cells, sizes), &crowded);
        for mark in &mut marks {
            mark.lane = stack.put(mark.start, mark.end).unwrap_or(0);
        }
        let mut homeless = BTreeSet::new();
        for (extent, cell) in short.iter().zip(&cell_of) {
            if crowded.contains(cell) {
                continue;
            }
            match stack.put(extent.start, extent.end) {
                Some(lane) => marks.push(alone(band, lane, extent)),
                None => _ = homeless.insert(*cell),
            }
        }
        if homeless.is_empty() {
            marks.extend(wide);
            return (marks, stack.used());
        }
        crowded.extend(homeless);
    }
}

/// Whether an entry reaches beyond the stretch of the calendar that it begins in, so that counting it there would say too little of when
/// it may have been.
fn is_wide(extent: &Extent, cells: &[Cell], sizes: &Sizes) -> bool {
    let own = cells.get(cell(extent, cells, sizes));
    extent.shape != Shape::Point && own.is_none_or(|own| extent.end > own.end + sizes.gap)
}

/// Entries that reach far, by when they begin, in so many lanes. None is shorter than it may have been, but for the room between two
/// that follow each other.
fn wide_marks(band: usize, extents: &[Extent], lanes: usize, sizes: &Sizes) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    // The last mark of each lane.
    let mut last: Vec<usize> = Vec::new();
    for extent in extents {
        let free = last.iter().position(|at| {
            let before = marks.get(*at);
            before.is_none_or(|before| follows(extent, before, sizes))
        });
        let lane = free.unwrap_or(last.len());
        if lane < lanes {
            if let Some(at) = last.get_mut(lane) {
                if let Some(before) = marks.get_mut(*at) {
                    before.end = before.end.min(extent.start - sizes.gap);
                }
                *at = marks.len();
            } else {
                last.push(marks.len());
            }
            marks.push(alone(band, lane, extent));
            continue;
        }
        // With whichever it makes the shortest mark.
        let long = |at: &usize| {
            let mark = marks.get(*at);
            mark.map_or(f64::INFINITY, |mark| mark.end.max(extent.end) - mark.start)
        };
        let nearest = last.iter().copied();
        let nearest = nearest.min_by(|one, two| long(one).total_cmp(&long(two)));
        if let Some(mark) = nearest.and_then(|at| marks.get_mut(at)) {
            count_in(mark, extent);
        }
    }
    marks
}

/// Whether an entry begins where a mark ends or later, as one day after the other.
fn follows(extent: &Extent, before: &Mark, sizes: &Sizes) -> bool {
    let apart = extent.start >= before.end + sizes.gap;
    let stays = extent.start - sizes.gap - before.start >= sizes.mark;
    apart || (extent.start >= before.end - sizes.gap && stays)
}

/// Counts an entry in a mark that it lies over.
fn count_in(mark: &mut Mark, extent: &Extent) {
    let ends = |from: Option<DateTime>, to: Option<DateTime>| (from.or(to), to.or(from));
    let (from, to) = ends(mark.from, mark.to);
    let (first, last) = ends(extent.from, extent.to);
    mark.from = [from, first].into_iter().flatten().min();
    mark.to = [to, last].into_iter().flatten().max();
    mark.row = mark.row.filter(|row| *row == extent.row);
    mark.shape = Shape::Cluster;
    (mark.soft_start, mark.soft_end) = (false, false);
    mark.start = mark.start.min(extent.start);
    mark.end = mark.end.max(extent.end);
    mark.entries.push(extent.id);
}

/// The stretch of the calendar that an entry begins in. Stretches are drawn a little short of where they begin, so that there is room
/// between two clusters; what begins with one, as every whole day does, is in it all the same.
fn cell(extent: &Extent, cells: &[Cell], sizes: &Sizes) -> usize {
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
    (cells, sizes): (&[Cell], &Sizes),
    crowded: &BTreeSet<usize>,
) -> Vec<Mark> {
    let cluster = |number: &usize| {
        let cell = cells.get(*number)?;
        let own = extents.iter().zip(cell_of).filter(|(_, of)| *of == number);
        let own: Vec<&Extent> = own.map(|(extent, _)| extent).collect();
        if let [only] = own.as_slice() {
            // Alone in its stretch and yet without a lane: it moves into it by no more than the room between two clusters.
            let mut mark = alone(band, 0, only);
            let long = (only.end - only.start).min(cell.end - cell.start);
            mark.start = only.start.min(cell.end - long).max(cell.start);
            mark.end = mark.start + long;
            return Some(mark);
        }
        Some(counted(band, &own, (cell, sizes)))
    };
    crowded.iter().filter_map(cluster).collect()
}

/// Several entries of one stretch of the calendar as one mark, from the first of them to the last and no wider.
fn counted(band: usize, own: &[&Extent], (cell, sizes): (&Cell, &Sizes)) -> Mark {
    let row = own.first().map(|extent| extent.row);
    let starts = own.iter().map(|extent| extent.start);
    let ends = own.iter().map(|extent| extent.end);
    let start = starts.fold(cell.end, f64::min).max(cell.start);
    let end = ends.fold(cell.start, f64::max).max(start + sizes.mark);
    let end = end.min(cell.end);
    let first = own.iter().filter_map(|extent| extent.from.or(extent.to));
    let last = own.iter().filter_map(|extent| extent.to.or(extent.from));
    Mark {
        band,
        row: row.filter(|row| own.iter().all(|extent| extent.row == *row)),
        lane: 0,
        start: start.min(end - sizes.mark).max(cell.start),
        end,
        shape: Shape::Cluster,
        soft_start: false,
        soft_end: false,
        entries: own.iter().map(|extent| extent.id).collect(),
        from: first.min().or(Some(cell.from)),
        to: last.max().or(Some(cell.to)),
    }
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

    /// Keeps the room of a mark in the lane that it has.
    fn hold(&mut self, mark: &Mark) {
        while self.lanes.len() <= mark.lane {
            self.lanes.push(Vec::new());
        }
        if let Some(lane) = self.lanes.get_mut(mark.lane) {
            lane.push((mark.start, mark.end));
        }
    }

    /// The first lane in which it has room.
    fn put(&mut self, start: f64, end: f64) -> Option<usize> {
        let room = |lane: &Vec<(f64, f64)>| {
            lane.iter().all(|(from, to)| {
                end + self.gap <= from + ROUNDING || start + ROUNDING >= to + self.gap
            })
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
