//! Small numbers in a table that leaves: what has to be hidden so that nobody can be counted out.
//!
//! 1 to 5 are hidden, and as many others as it takes that none of them follows from the totals; the rest is rounded to
//! fives. Where all that a row or column holds is small and in one or two places, its noughts are hidden too: they would say which
//! of the others it is. The rule is that of the children in need tables of England, as process notes give it; it is not compared with
//! the primary document (`checked = false` in `data/national.toml`).

use std::collections::BTreeSet;

/// Counts from this to [`HIDDEN_TO`] are hidden.
pub const HIDDEN_FROM: u32 = 1;
/// The last count that is hidden.
pub const HIDDEN_TO: u32 = 5;
/// Counts that are shown are rounded to a multiple of this.
pub const ROUNDED_TO: u32 = 5;
/// A share is hidden where its numerator or denominator is smaller.
pub const SMALLEST_OF_A_SHARE: u32 = 10;
/// A comparison of areas needs so many.
pub const FEWEST_AREAS: usize = 3;

/// What is shown in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// A number, rounded.
    Number(u32),
    /// Hidden since it is small.
    Small,
    /// Hidden so that another cannot be worked out.
    Beside,
}

impl Shown {
    /// Whether nothing is shown.
    #[must_use]
    pub const fn is_hidden(self) -> bool {
        !matches!(self, Self::Number(_))
    }
}

/// A table as it may leave, with the totals of its rows and columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppressed {
    /// The cells.
    pub cells: Vec<Vec<Shown>>,
    /// The total of each row.
    pub row_totals: Vec<Shown>,
    /// The total of each column.
    pub column_totals: Vec<Shown>,
    /// The total of all.
    pub total: Shown,
}

/// The table as it may leave, or nothing where its rows differ in length.
///
/// Totals are cells like the others: a small one is hidden, and a hidden cell never follows from the shown cells and
/// totals, whether these are rounded or not.
#[must_use]
pub fn suppress(counts: &[Vec<u32>]) -> Option<Suppressed> {
    let columns = counts.first().map_or(0, Vec::len);
    if counts.iter().any(|row| row.len() != columns) {
        return None;
    }
    let whole = with_totals(counts, columns);
    let mut hidden: BTreeSet<(usize, usize)> = places(&whole)
        .filter(|place| (HIDDEN_FROM..=HIDDEN_TO).contains(&count(&whole, *place)))
        .collect();
    let small = hidden.clone();
    hidden.extend(telling_zeros(counts));
    while let Some(found_out) = hidden
        .iter()
        .copied()
        .find(|place| follows(&hidden, *place, &whole))
    {
        let others = ring_through(&whole, &hidden, found_out);
        if others.is_empty() {
            // A table too small to hide anything in: all of it is hidden.
            hidden.extend(places(&whole));
            break;
        }
        hidden.extend(others);
    }
    let shown = |place: (usize, usize)| match (small.contains(&place), hidden.contains(&place)) {
        (true, _) => Shown::Small,
        (_, true) => Shown::Beside,
        _ => Shown::Number(rounded(count(&whole, place))),
    };
    let rows = counts.len();
    Some(Suppressed {
        cells: (0..rows)
            .map(|row| (0..columns).map(|column| shown((row, column))).collect())
            .collect(),
        row_totals: (0..rows).map(|row| shown((row, columns))).collect(),
        column_totals: (0..columns).map(|column| shown((rows, column))).collect(),
        total: shown((rows, columns)),
    })
}

/// The cells of rows and columns in which only one or two cells hold anything and all of that is small, or which hold so few in all:
/// a nought there says that it is one of the others.
fn telling_zeros(counts: &[Vec<u32>]) -> Vec<(usize, usize)> {
    let columns = counts.first().map_or(0, Vec::len);
    let rows = (0..counts.len()).map(|row| (0..columns).map(|column| (row, column)).collect());
    let lines = rows.chain((0..columns).map(|column| {
        let line: Vec<(usize, usize)> = (0..counts.len()).map(|row| (row, column)).collect();
        line
    }));
    let lines: Vec<Vec<(usize, usize)>> = lines.collect();
    let tells = |line: &&Vec<(usize, usize)>| {
        let filled = line.iter().map(|place| count(counts, *place));
        let filled: Vec<u32> = filled.filter(|many| *many > 0).collect();
        let small = filled.iter().all(|many| *many <= HIDDEN_TO);
        let few = filled.len() <= 2 || filled.iter().sum::<u32>() <= HIDDEN_TO;
        !filled.is_empty() && small && few
    };
    lines.iter().filter(tells).flatten().copied().collect()
}

/// A share in whole hundredths, or nothing where it is of too few.
#[must_use]
pub const fn share(part: u32, whole: u32) -> Option<u32> {
    if part < SMALLEST_OF_A_SHARE || whole < SMALLEST_OF_A_SHARE || part > whole {
        return None;
    }
    Some((part * 100 + whole / 2) / whole)
}

/// Whether so many areas may be compared.
#[must_use]
pub const fn enough_areas(areas: usize) -> bool {
    areas >= FEWEST_AREAS
}

const fn rounded(count: u32) -> u32 {
    (count + ROUNDED_TO / 2) / ROUNDED_TO * ROUNDED_TO
}

fn with_totals(counts: &[Vec<u32>], columns: usize) -> Vec<Vec<u32>> {
    let mut whole: Vec<Vec<u32>> = counts.to_vec();
    let totals = (0..columns)
        .map(|column| counts.iter().filter_map(|row| row.get(column)).sum())
        .collect();
    whole.push(totals);
    for row in &mut whole {
        row.push(row.iter().sum());
    }
    whole
}

fn places(whole: &[Vec<u32>]) -> impl Iterator<Item = (usize, usize)> + '_ {
    whole
        .iter()
        .enumerate()
        .flat_map(|(row, cells)| (0..cells.len()).map(move |column| (row, column)))
}

fn count(whole: &[Vec<u32>], (row, column): (usize, usize)) -> u32 {
    whole
        .get(row)
        .and_then(|cells| cells.get(column))
        .copied()
        .unwrap_or_default()
}

/// Rows and columns as the ends of lines; a hidden cell is the line between its row and its column.
type End = (bool, usize);

const fn ends((row, column): (usize, usize)) -> (End, End) {
    ((false, row), (true, column))
}

/// Whether the cell follows from the others: every row and column, its total with it, adds up, so a hidden cell is
/// worked out where no other way over hidden cells leads from its row to its column.
fn follows(hidden: &BTreeSet<(usize, usize)>, place: (usize, usize), whole: &[Vec<u32>]) -> bool {
    let allowed: Vec<(usize, usize)> = places(whole)
        .filter(|other| *other != place && hidden.contains(other))
        .collect();
    let (from, to) = ends(place);
    let mut reached = BTreeSet::from([from]);
    loop {
        let before = reached.len();
        for other in &allowed {
            let (one, next) = ends(*other);
            if reached.contains(&one) || reached.contains(&next) {
                reached.extend([one, next]);
            }
        }
        if reached.contains(&to) {
            return false;
        }
        if reached.len() == before {
            return true;
        }
    }
}

/// The cells that, hidden too, make a ring through this one, at the least loss: shown cells weigh what they count, empty
/// ones and totals more. Nothing where there is no ring.
fn ring_through(
    whole: &[Vec<u32>],
    hidden: &BTreeSet<(usize, usize)>,
    place: (usize, usize),
) -> Vec<(usize, usize)> {
    let (rows, columns) = (whole.len(), whole.first().map_or(0, Vec::len));
    let price = |cell: (usize, usize)| -> u64 {
        let is_total = cell.0 + 1 == rows || cell.1 + 1 == columns;
        match (hidden.contains(&cell), count(whole, cell)) {
            (true, _) => 0,
            (_, 0) => 1_000,
            (_, shown) => u64::from(shown) + if is_total { 100_000 } else { 10 },
        }
    };
    let (from, to) = ends(place);
    // The cheapest way from the row to the column over other cells (Dijkstra).
    let mut best: std::collections::BTreeMap<End, (u64, Option<(usize, usize)>)> =
        std::collections::BTreeMap::from([(from, (0, None))]);
    let mut open = BTreeSet::from([(0_u64, from)]);
    while let Some((cost, end)) = open.pop_first() {
        let cells: Vec<(usize, usize)> = if end.0 {
            (0..rows).map(|row| (row, end.1)).collect()
        } else {
            (0..columns).map(|column| (end.1, column)).collect()
        };
        for cell in cells.into_iter().filter(|cell| *cell != place) {
            let (row, column) = ends(cell);
            let next = if end.0 { row } else { column };
            let sum = cost + price(cell);
            if best.get(&next).is_none_or(|(known, _)| sum < *known) {
                best.insert(next, (sum, Some(cell)));
                open.insert((sum, next));
            }
        }
    }
    let mut ring = Vec::new();
    let mut at = to;
    while at != from {
        let Some((_, Some(cell))) = best.get(&at) else {
            return Vec::new();
        };
        ring.push(*cell);
        let (row, column) = ends(*cell);
        at = if at == row { column } else { row };
    }
    ring.retain(|cell| !hidden.contains(cell));
    ring
}

#[cfg(test)]
mod tests;
