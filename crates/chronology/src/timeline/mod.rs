//! Where the entries of a chronology stand on a drawing, from years to hours. Numbers and ids only: pages draw them.
//!
//! Time runs along one side, from left to right or, on a narrow screen, downwards. Every entry that may have happened within the
//! window is in exactly one mark of each of its rows: alone, as wide as it may have been, or counted in a cluster where too many begin
//! in one stretch of the calendar or lie over each other. A mark never says less of when something may have been than its date.
//! Marks never overlap. The same entries always give the same drawing.

mod place;
mod stack;
mod window;

use std::collections::BTreeMap;

use model::{DateTime, RecordId};

use crate::{Item, merge};
pub use place::Shape;
use place::{Extent, Place};
pub use window::{Step, Tick, Window};

/// What is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// From when to when.
    pub window: Window,
    /// One row for each of what.
    pub rows: Rows<'a>,
    /// How large.
    pub sizes: Sizes,
}

/// One row for each of what, in which order.
#[derive(Debug, Clone, Copy)]
pub enum Rows<'a> {
    /// Agencies by their codes; others follow by code.
    Agencies(&'a [&'a str]),
    /// People, as [`model::chronology::Person::known`] says them; others follow, and last a row for entries about nobody identified.
    People(&'a [RecordId]),
}

/// Whose row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowOf {
    /// An agency, by its code.
    Agency(String),
    /// A person.
    Person(RecordId),
    /// Entries about nobody who is identified.
    Nobody,
}

/// Sizes in the units of the drawing: CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sizes {
    /// Which way time runs.
    pub direction: Direction,
    /// How long the side is along which time runs.
    pub length: f64,
    /// Where time runs downwards: how much room there is beside it, without the dates.
    pub breadth: f64,
    /// A mark for one entry, at least so long.
    pub mark: f64,
    /// From one lane of a row to the next.
    pub lane: f64,
    /// How many lanes a row may have.
    pub lanes: usize,
    /// Room between rows, and twice that between marks of one lane.
    pub gap: f64,
    /// Ticks stand at least so far apart.
    pub tick: f64,
}

/// Which way time runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From left to right, one row under the other.
    Across,
    /// Downwards, one row beside the other, or all rows in one where they have no room.
    Down,
}

impl Sizes {
    /// For a page of ordinary width.
    pub const WIDE: Self = Self {
        direction: Direction::Across,
        length: 760.0,
        breadth: f64::INFINITY,
        mark: 14.0,
        lane: 18.0,
        lanes: 4,
        gap: 4.0,
        tick: 64.0,
    };

    /// For a screen of 320 pixels, of which 64 are for the dates.
    pub const NARROW: Self = Self {
        direction: Direction::Down,
        length: 1600.0,
        breadth: 240.0,
        mark: 24.0,
        lane: 28.0,
        lanes: 8,
        gap: 4.0,
        tick: 56.0,
    };
}

/// A drawing: numbers and ids.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// From when to when.
    pub window: Window,
    /// Rows, in order.
    pub rows: Vec<RowOf>,
    /// Bands, in order: one for each row, or one for all where time runs downwards and there is no room.
    pub bands: Vec<Band>,
    /// Marks in the order in which the keyboard goes through them: by time, then by band and lane.
    pub marks: Vec<Mark>,
    /// Ticks, by time.
    pub ticks: Vec<Tick>,
    /// From one tick to the next.
    pub step: Step,
    /// How large the other side is.
    pub across: f64,
    /// Entries that are certainly over before the window.
    pub earlier: Vec<RecordId>,
    /// Entries that certainly begin after it.
    pub later: Vec<RecordId>,
    /// Entries without any date.
    pub undated: Vec<RecordId>,
}

/// Where a row, or all rows together, stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// Places of its rows among [`Drawing::rows`].
    pub rows: Vec<usize>,
    /// Where it begins.
    pub start: f64,
    /// How large it is.
    pub size: f64,
    /// How many lanes it has.
    pub lanes: usize,
}

/// One mark.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Place of its band among [`Drawing::bands`].
    pub band: usize,
    /// Place of its row among [`Drawing::rows`]; none for a cluster of several rows.
    pub row: Option<usize>,
    /// Lane within its band, from 0.
    pub lane: usize,
    /// Where it begins along time.
    pub start: f64,
    /// Where it ends along time.
    pub end: f64,
    /// What it is.
    pub shape: Shape,
    /// Whether it fades at its beginning: it may have begun there, earlier, or later.
    pub soft_start: bool,
    /// Whether it fades at its end.
    pub soft_end: bool,
    /// Which entries it stands for, in order; one, or for a cluster two or more.
    pub entries: Vec<RecordId>,
    /// From when: for a cluster the beginning of the first of its entries. None where it is open.
    pub from: Option<DateTime>,
    /// Until when, this second included.
    pub to: Option<DateTime>,
}

/// Draws a chronology.
#[must_use]
pub fn draw(items: &[Item<'_>], asked: &Asked<'_>) -> Drawing {
    let items = merge::in_order(items);
    let rows = rows(&items, asked.rows);
    let mut drawing = Drawing {
        window: asked.window,
        bands: bands(rows.len(), &asked.sizes),
        rows,
        marks: Vec::new(),
        ticks: asked.window.ticks(&asked.sizes),
        step: asked.window.step(asked.sizes.length, asked.sizes.tick),
        across: 0.0,
        earlier: Vec::new(),
        later: Vec::new(),
        undated: Vec::new(),
    };
    let by_band = drawing.placed(&items, asked);
    let cells = asked.window.cells(&asked.sizes);
    let lanes = lanes_each(drawing.bands.len(), &asked.sizes);
    for (band, extents) in by_band.into_iter().enumerate() {
        let (marks, used) = stack::stacked(band, extents, &cells, lanes, &asked.sizes);
        drawing.marks.extend(marks);
        if let Some(band) = drawing.bands.get_mut(band) {
            band.lanes = used;
        }
    }
    drawing.measure(&asked.sizes);
    drawing.marks.sort_by(|a, b| {
        let place = (a.band, a.lane).cmp(&(b.band, b.lane));
        a.start.total_cmp(&b.start).then(place)
    });
    drawing
}

impl Drawing {
    /// Entries within the window by the band that they stand in; the others are noted.
    fn placed(&mut self, items: &[Item<'_>], asked: &Asked<'_>) -> Vec<Vec<Extent>> {
        let places: BTreeMap<&RowOf, usize> = self
            .rows
            .iter()
            .enumerate()
            .map(|(at, row)| (row, at))
            .collect();
        let mut by_band: Vec<Vec<Extent>> = vec![Vec::new(); self.bands.len()];
        for item in items {
            match place::place(item, &asked.window, &asked.sizes) {
                Place::Undated => self.undated.push(item.id),
                Place::Earlier => self.earlier.push(item.id),
                Place::Later => self.later.push(item.id),
                Place::Within(extent) => {
                    for row in rows_of(item, asked.rows) {
                        let Some(row) = places.get(&row) else {
                            continue;
                        };
                        let band = if by_band.len() == 1 { 0 } else { *row };
                        if let Some(band) = by_band.get_mut(band) {
                            band.push(Extent {
                                row: *row,
                                ..extent.clone()
                            });
                        }
                    }
                }
            }
        }
        by_band
    }

    fn measure(&mut self, sizes: &Sizes) {
        let mut start = 0.0;
        for band in &mut self.bands {
            let lanes = u32::try_from(band.lanes.max(1)).unwrap_or(u32::MAX);
            band.start = start;
            band.size = f64::from(lanes) * sizes.lane;
            start += band.size + sizes.gap;
        }
        self.across = start;
    }
}

/// The rows that the entries need, those asked for first.
fn rows(items: &[Item<'_>], asked: Rows<'_>) -> Vec<RowOf> {
    let mut rows: Vec<RowOf> = match asked {
        Rows::Agencies(codes) => codes
            .iter()
            .map(|code| RowOf::Agency((*code).to_owned()))
            .collect(),
        Rows::People(people) => people.iter().map(|person| RowOf::Person(*person)).collect(),
    };
    let mut others: Vec<RowOf> = items.iter().flat_map(|item| rows_of(item, asked)).collect();
    others.sort();
    others.dedup();
    others.retain(|row| !rows.contains(row));
    rows.extend(others);
    rows
}

fn rows_of(item: &Item<'_>, asked: Rows<'_>) -> Vec<RowOf> {
    match asked {
        Rows::Agencies(_) => vec![RowOf::Agency(item.agency.to_owned())],
        Rows::People(_) => {
            let known = item.entry.about.iter().filter_map(|person| person.known);
            let mut rows: Vec<RowOf> = known.map(RowOf::Person).collect();
            rows.sort();
            rows.dedup();
            if rows.is_empty() {
                rows.push(RowOf::Nobody);
            }
            rows
        }
    }
}

fn bands(rows: usize, sizes: &Sizes) -> Vec<Band> {
    let count = u32::try_from(rows).unwrap_or(u32::MAX);
    // With one lane alone, what went on for long would leave none for anything else.
    let room = f64::from(count) * (sizes.lane * 2.0 + sizes.gap) <= sizes.breadth;
    let band = |rows: Vec<usize>| Band {
        rows,
        start: 0.0,
        size: 0.0,
        lanes: 0,
    };
    if sizes.direction == Direction::Across || room {
        return (0..rows).map(|row| band(vec![row])).collect();
    }
    vec![band((0..rows).collect())]
}

/// How many lanes each band may have.
fn lanes_each(bands: usize, sizes: &Sizes) -> usize {
    (1..=sizes.lanes)
        .rev()
        .find(|lanes| {
            let [bands, lanes] =
                [bands, *lanes].map(|n| f64::from(u32::try_from(n).unwrap_or(u32::MAX)));
            bands * (lanes * sizes.lane + sizes.gap) <= sizes.breadth
        })
        .unwrap_or(1)
}
