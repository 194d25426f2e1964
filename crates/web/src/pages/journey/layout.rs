//! Where the marks of a journey stand along time: rows for what the review was doing and one for moments, stacked where several
//! fall on one stretch of days, counted where they are too many to stack. What was on one of several days is as wide as those.

use model::Date;

/// Width of the drawing.
pub(super) const WIDTH: f64 = 960.0;
/// Side of a mark: large enough to hit.
pub(super) const MARK: f64 = 24.0;
/// Room between marks.
const GAP: f64 = 2.0;
/// Room above the rows for the words of the ticks.
const TICKS: f64 = 24.0;
/// Room for the name of a row.
const NAME: f64 = 22.0;
/// Room under a row.
const UNDER: f64 = 10.0;
/// Least room between two ticks, for a day in words.
const BETWEEN: f64 = 120.0;

/// What is drawn in a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mark<T> {
    /// Its day, or the first on which it may have been.
    pub(super) on: Date,
    /// The last on which it may have been.
    pub(super) to: Date,
    /// What it is.
    pub(super) of: T,
}

/// A row, with the most marks that are stacked in it before they are counted.
#[derive(Debug, Clone)]
pub(super) struct Row<T> {
    pub(super) name: String,
    pub(super) marks: Vec<Mark<T>>,
    pub(super) most: usize,
}

/// Marks at one place: one, or more than are stacked.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed<T> {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) marks: Vec<Mark<T>>,
}

/// The drawing.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Layout<T> {
    pub(super) height: f64,
    /// Names of rows, with where their words stand.
    pub(super) names: Vec<(String, f64)>,
    /// First days of months, with where they stand.
    pub(super) ticks: Vec<(Date, f64)>,
    pub(super) placed: Vec<Placed<T>>,
}

/// Lays rows out between the first day and the last; none where nothing has a day.
pub(super) fn lay<T: Clone>(rows: &[Row<T>]) -> Option<Layout<T>> {
    let days = || {
        rows.iter()
            .flat_map(|row| row.marks.iter().flat_map(|mark| [mark.on, mark.to]))
    };
    let (first, last) = (days().min()?, days().max()?);
    let scale = Scale::new(first, last);
    let mut layout = Layout {
        height: TICKS,
        names: Vec::new(),
        ticks: ticks(&scale, (first, last)),
        placed: Vec::new(),
    };
    for row in rows {
        let top = layout.height;
        layout.names.push((row.name.clone(), top + NAME - 6.0));
        let high = row_of(row, (&scale, top + NAME), &mut layout.placed);
        layout.height = top + NAME + high + UNDER;
    }
    Some(layout)
}

/// Puts the marks of a row; returns how high it is.
fn row_of<T: Clone>(row: &Row<T>, (scale, top): (&Scale, f64), placed: &mut Vec<Placed<T>>) -> f64 {
    let mut all = row.marks.clone();
    all.sort_by_key(|mark| mark.on);
    let (lanes, narrow) = wide((all, row.most), (scale, top), placed);
    let above = real(lanes) * (MARK + GAP);
    if narrow.is_empty() && lanes > 0 {
        return above;
    }
    let mut columns: Vec<(usize, Vec<Mark<T>>)> = Vec::new();
    for mark in narrow {
        let column = scale.column(mark.on);
        match columns.last_mut() {
            Some((at, own)) if *at == column => own.push(mark),
            _ => columns.push((column, vec![mark])),
        }
    }
    let mut most = 1;
    for (column, marks) in columns {
        let x = real(column) * (MARK + GAP);
        if marks.len() > row.most {
            placed.push(Placed {
                x,
                y: top + above,
                width: MARK,
                marks,
            });
            continue;
        }
        most = most.max(marks.len());
        let stacked = marks.into_iter().enumerate().map(|(at, mark)| Placed {
            x,
            y: top + above + real(at) * (MARK + GAP),
            width: MARK,
            marks: vec![mark],
        });
        placed.extend(stacked);
    }
    above + real(most) * (MARK + GAP)
}

/// Puts the marks that reach over several columns, each in the first lane that is free there, in no more lanes than that many; returns
/// how many lanes there are, and the marks that are left. What finds no lane stands where it begins.
fn wide<T: Clone>(
    (marks, most): (Vec<Mark<T>>, usize),
    (scale, top): (&Scale, f64),
    placed: &mut Vec<Placed<T>>,
) -> (usize, Vec<Mark<T>>) {
    // The last column that each lane is taken up to.
    let mut lanes: Vec<usize> = Vec::new();
    let mut left = Vec::new();
    for mark in marks {
        let (from, to) = (scale.column(mark.on), scale.column(mark.to));
        let free = lanes.iter().position(|taken| *taken < from);
        let lane = free.unwrap_or(lanes.len());
        if from == to || lane >= most {
            left.push(mark);
            continue;
        }
        match lanes.get_mut(lane) {
            Some(taken) => *taken = to,
            None => lanes.push(to),
        }
        placed.push(Placed {
            x: real(from) * (MARK + GAP),
            y: top + real(lane) * (MARK + GAP),
            width: real(to - from) * (MARK + GAP) + MARK,
            marks: vec![mark],
        });
    }
    (lanes.len(), left)
}

/// Days as columns, each as wide as a mark.
struct Scale {
    first: Date,
    days: f64,
    columns: f64,
}

impl Scale {
    fn new(first: Date, last: Date) -> Self {
        Self {
            first,
            days: f64::from((last - first).get_days().max(1)),
            columns: (WIDTH / (MARK + GAP)).floor(),
        }
    }

    /// Place of a day from 0 at the first to 1 at the last.
    fn part(&self, day: Date) -> f64 {
        f64::from((day - self.first).get_days()) / self.days
    }

    fn column(&self, day: Date) -> usize {
        let last = self.columns - 1.0;
        let column = (self.part(day) * last).floor().clamp(0.0, last);
        let mut at = 0;
        while real(at + 1) <= column {
            at += 1;
        }
        at
    }
}

/// First days of months that have room for their words.
fn ticks(scale: &Scale, (first, last): (Date, Date)) -> Vec<(Date, f64)> {
    let mut ticks: Vec<(Date, f64)> = Vec::new();
    let mut day = first;
    let wide = (scale.columns - 1.0) * (MARK + GAP);
    loop {
        let x = scale.part(day) * wide;
        let far = ticks.last().is_none_or(|(_, before)| x - before >= BETWEEN);
        if far && x + BETWEEN <= WIDTH {
            ticks.push((day, x));
        }
        let next = day.last_of_month().tomorrow();
        match next {
            Ok(next) if next <= last => day = next,
            _ => return ticks,
        }
    }
}

fn real(many: usize) -> f64 {
    u32::try_from(many).map_or(f64::MAX, f64::from)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    const FIRST: Date = Date::constant(2026, 1, 5);

    fn after(days: usize) -> Date {
        (0..days).fold(FIRST, |day, _| day.tomorrow().unwrap())
    }

    fn row(days: &[usize], most: usize) -> Row<usize> {
        let marks = days.iter().enumerate().map(|(at, days)| Mark {
            on: after(*days),
            to: after(*days),
            of: at,
        });
        Row {
            name: "Moments".to_owned(),
            marks: marks.collect(),
            most,
        }
    }

    #[test]
    fn nothing_is_laid_out_of_nothing_and_one_day_has_room() {
        assert_eq!(lay::<usize>(&[]), None);
        assert_eq!(lay(&[row(&[], 8)]), None);
        let layout = lay(&[row(&[3, 3], 8)]).unwrap();
        let places: Vec<(f64, f64)> = layout.placed.iter().map(|one| (one.x, one.y)).collect();
        assert_eq!(places.len(), 2);
        assert!(places.iter().all(|(x, _)| *x == 0.0));
    }

    #[test]
    fn what_was_on_one_of_several_days_is_as_wide_as_those_and_lies_on_nothing() {
        let mut uncertain = row(&[0, 10, 20, 400], 2);
        for mark in uncertain.marks.iter_mut().take(3) {
            mark.to = after(200);
        }
        let layout = lay(&[uncertain]).unwrap();
        let wide = layout.placed.iter().map(|one| one.width > 400.0);
        let wide: Vec<bool> = wide.collect();
        assert_eq!(wide, [true, true, false, false], "there is no third lane");
        assert!(layout.placed.iter().all(|one| one.x + one.width <= WIDTH));
        let mut rows: Vec<f64> = layout.placed.iter().map(|one| one.y).collect();
        rows.dedup();
        assert_eq!(rows.len(), 3);
        assert!(rows.iter().all(|y| y + MARK <= layout.height));
    }

    #[test]
    fn three_hundred_moments_stand_apart_and_none_is_lost() {
        let days: Vec<usize> = (0..300).map(|at| at * 700 / 300).collect();
        let busy: Vec<usize> = days.iter().copied().chain([340; 30]).collect();
        let layout = lay(&[row(&[0, 100, 700], 3), row(&busy, 8)]).unwrap();
        let all: usize = layout.placed.iter().map(|one| one.marks.len()).sum();
        assert_eq!(all, 333);
        assert!(layout.placed.iter().any(|one| one.marks.len() > 8));
        for (at, one) in layout.placed.iter().enumerate() {
            assert!(one.x >= 0.0 && one.x + MARK <= WIDTH && one.y + MARK <= layout.height);
            for other in layout.placed.iter().skip(at + 1) {
                let apart = (one.x - other.x).abs() >= MARK || (one.y - other.y).abs() >= MARK;
                assert!(apart, "{one:?} lies on {other:?}");
            }
        }
        let gaps = layout.ticks.windows(2);
        assert!(layout.ticks.len() > 3);
        for pair in gaps {
            let [(_, one), (_, two)] = pair else { continue };
            assert!(two - one >= BETWEEN);
        }
    }
}
