#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use proptest::prelude::*;

use super::*;

/// Whether a hidden cell has one value only in every solution of "rows and columns add up": by elimination, which
/// knows nothing of how the cells were chosen.
fn derivable(table: &Suppressed) -> bool {
    let rows = table.cells.len();
    let columns = table.cells[0].len();
    let shown = |row: usize, column: usize| match (row == rows, column == columns) {
        (true, true) => table.total,
        (true, false) => table.column_totals[column],
        (false, true) => table.row_totals[row],
        _ => table.cells[row][column],
    };
    let mut unknown = Vec::new();
    for row in 0..=rows {
        for column in 0..=columns {
            if shown(row, column).is_hidden() {
                unknown.push((row, column));
            }
        }
    }
    let sign = |total: bool| if total { -1.0 } else { 1.0 };
    let mut equations: Vec<Vec<f64>> = Vec::new();
    for row in 0..=rows {
        let value = |place: &(usize, usize)| {
            if place.0 == row {
                sign(place.1 == columns)
            } else {
                0.0
            }
        };
        equations.push(unknown.iter().map(value).collect());
    }
    for column in 0..=columns {
        let value = |place: &(usize, usize)| {
            if place.1 == column {
                sign(place.0 == rows)
            } else {
                0.0
            }
        };
        equations.push(unknown.iter().map(value).collect());
    }
    eliminate(&mut equations, unknown.len());
    // A line of one unknown alone gives its value.
    equations
        .iter()
        .any(|line| line.iter().filter(|value| value.abs() > 1e-9).count() == 1)
}

/// Gauss and Jordan.
fn eliminate(equations: &mut [Vec<f64>], unknown: usize) {
    let mut done = 0;
    for at in 0..unknown {
        let Some(pivot) = (done..equations.len()).find(|line| equations[*line][at].abs() > 1e-9)
        else {
            continue;
        };
        equations.swap(done, pivot);
        let lead = equations[done][at];
        let line: Vec<f64> = equations[done].iter().map(|value| value / lead).collect();
        equations[done].clone_from(&line);
        for (place, other) in equations.iter_mut().enumerate() {
            if place != done {
                let factor = other[at];
                for (value, of) in other.iter_mut().zip(&line) {
                    *value -= factor * of;
                }
            }
        }
        done += 1;
    }
}

#[test]
fn small_cells_and_their_neighbours_are_hidden() {
    let table = suppress(&[vec![3, 40, 50], vec![60, 70, 80], vec![90, 20, 30]]).unwrap();
    assert_eq!(table.cells[0][0], Shown::Small);
    let beside = table
        .cells
        .concat()
        .iter()
        .filter(|cell| **cell == Shown::Beside)
        .count();
    assert_eq!(beside, 3, "{table:?}");
    assert_eq!(table.total, Shown::Number(445));
    assert!(!derivable(&table));
}

#[test]
fn noughts_that_leave_one_or_two_places_for_few_are_hidden() {
    let table = suppress(&[vec![3, 40], vec![0, 20], vec![0, 60], vec![4, 10]]).unwrap();
    for row in &table.cells {
        assert!(row[0].is_hidden(), "{table:?}");
    }
    assert_eq!(table.cells[1][0], Shown::Beside);
    let alone = suppress(&[vec![4], vec![0], vec![0]]).unwrap();
    assert!(alone.cells.iter().all(|row| row[0].is_hidden()));
    let plain = suppress(&[vec![30, 40], vec![0, 20]]).unwrap();
    assert_eq!(plain.cells[1][0], Shown::Number(0));
}

#[test]
fn the_check_sees_a_cell_that_can_be_worked_out() {
    let table = Suppressed {
        cells: vec![
            vec![Shown::Small, Shown::Number(40)],
            vec![Shown::Number(60), Shown::Number(70)],
        ],
        row_totals: vec![Shown::Number(43), Shown::Number(130)],
        column_totals: vec![Shown::Number(63), Shown::Number(110)],
        total: Shown::Number(173),
    };
    assert!(derivable(&table));
}

#[test]
fn shares_of_few_are_hidden() {
    assert_eq!(share(9, 100), None);
    assert_eq!(share(10, 100), Some(10));
    assert_eq!(share(3, 9), None);
    assert!(!enough_areas(2) && enough_areas(3));
    assert_eq!(suppress(&[vec![1], vec![1, 2]]), None);
}

proptest! {
    #[test]
    fn no_hidden_cell_follows_from_the_totals(
        counts in (1_usize..6, 1_usize..6).prop_flat_map(|(rows, columns)| {
            proptest::collection::vec(proptest::collection::vec(0_u32..40, columns), rows)
        })
    ) {
        let table = suppress(&counts).unwrap();
        prop_assert!(!derivable(&table) || table.total.is_hidden() && table.cells.concat().iter().all(|cell| cell.is_hidden()));
        for (row, cells) in table.cells.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                let count = counts[row][column];
                match cell {
                    Shown::Number(number) => {
                        prop_assert!(!(1..=5).contains(&count));
                        prop_assert!(number % 5 == 0 && number.abs_diff(count) <= 2);
                    }
                    Shown::Small => prop_assert!((1..=5).contains(&count)),
                    Shown::Beside => prop_assert!(!(1..=5).contains(&count)),
                }
            }
        }
    }
}
