//! Where the parts of a drawing stand on its page, and their outlines.

use std::fmt::Write as _;

use app::chronology::timeline::{Band, Direction, Drawing, Mark, RowOf, Shape, Sizes, Tick};
use model::DateTime;

/// Room for the ticks' words: above the rows, or beside them.
pub(super) const TICKS_ABOVE: f64 = 26.0;
pub(super) const TICKS_BESIDE: f64 = 64.0;
/// Room for the name of a row above its lanes.
pub(super) const NAME: f64 = 20.0;

/// A line across the drawing where a stretch of the calendar begins.
pub(super) struct Line {
    pub(super) path: String,
    pub(super) class: &'static str,
}

pub(super) fn number(number: f64) -> String {
    let mut text = format!("{number:.1}");
    if text.ends_with(".0") {
        text.truncate(text.len() - 2);
    }
    text
}

/// Where things stand on the page of the drawing.
pub(super) struct Layout<'a> {
    pub(super) sizes: &'a Sizes,
    pub(super) across: bool,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// A rectangle.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) w: f64,
    pub(super) h: f64,
}

impl<'a> Layout<'a> {
    pub(super) fn of(drawing: &Drawing, sizes: &'a Sizes) -> Self {
        let across = sizes.direction == Direction::Across;
        let bands = count(drawing.bands.len());
        let (width, height) = if across {
            let rows = drawing.across + bands * NAME;
            (sizes.length, TICKS_ABOVE + rows)
        } else {
            let room = drawing.across.max(sizes.lane);
            (TICKS_BESIDE + room, NAME + sizes.length)
        };
        Self {
            sizes,
            across,
            width,
            height,
        }
    }

    pub(super) fn line(&self, tick: &Tick) -> Line {
        let path = if self.across {
            let (x, down) = (number(tick.at), number(self.height));
            format!("M{x} {}V{down}", number(TICKS_ABOVE - 6.0))
        } else {
            let (y, right) = (number(NAME + tick.at), number(self.width));
            format!("M{} {y}H{right}", number(TICKS_BESIDE - 6.0))
        };
        let class = if tick.major {
            "tl-line__major"
        } else {
            "tl-line__minor"
        };
        Line { path, class }
    }

    /// The pale band of a row from one moment to another, as far as it lies in the window; none where rows have no bands of their
    /// own.
    pub(super) fn gap(
        &self,
        drawing: &Drawing,
        (row, from, to): &(RowOf, DateTime, DateTime),
    ) -> Option<Line> {
        if drawing.bands.len() != drawing.rows.len() {
            return None;
        }
        let at = drawing.rows.iter().position(|one| one == row)?;
        let band = drawing.bands.get(at)?;
        let position = |moment: DateTime| {
            let position = drawing.window.position(moment, self.sizes.length);
            position.clamp(0.0, self.sizes.length)
        };
        let (start, end) = (position(*from), position(*to));
        let beside = self.band(at, band);
        let (x, y, w, h) = if self.across {
            (start, beside, end - start, band.size)
        } else {
            (beside, NAME + start, band.size, end - start)
        };
        let path = rectangle(Place { x, y, w, h });
        let class = "tl-line__gap";
        (end - start >= 1.0).then_some(Line { path, class })
    }

    /// Where the lanes of a band begin.
    pub(super) fn band(&self, number: usize, band: &Band) -> f64 {
        if self.across {
            TICKS_ABOVE + band.start + count(number + 1) * NAME
        } else {
            TICKS_BESIDE + band.start
        }
    }

    pub(super) fn mark(&self, drawing: &Drawing, mark: &Mark) -> Option<Place> {
        let band = self.band(mark.band, drawing.bands.get(mark.band)?);
        let lane = band + count(mark.lane) * self.sizes.lane;
        let long = mark.end - mark.start;
        Some(if self.across {
            Place {
                x: mark.start,
                y: lane,
                w: long,
                h: self.sizes.mark,
            }
        } else {
            Place {
                x: lane,
                y: NAME + mark.start,
                w: self.sizes.mark,
                h: long,
            }
        })
    }
}

/// Numbers of bands and lanes, exactly.
pub(super) fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

/// A circle for a moment, a bar for a time with a length, an arrow where one end is open, an octagon for several.
pub(super) fn path(place: Place, mark: &Mark, across: bool) -> String {
    let Place { x, y, w, h } = place;
    match mark.shape {
        Shape::Point => {
            let r = w.min(h) / 2.0;
            let (left, middle) = (number(x + w / 2.0 - r), number(y + h / 2.0));
            let (r, d) = (number(r), number(r * 2.0));
            format!("M{left} {middle}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0z")
        }
        Shape::Bar => rectangle(place),
        Shape::Open => arrow(place, across, mark.from.is_none()),
        Shape::Cluster => {
            let cut = w.min(h) / 4.0;
            polygon(&[
                (x + cut, y),
                (x + w - cut, y),
                (x + w, y + cut),
                (x + w, y + h - cut),
                (x + w - cut, y + h),
                (x + cut, y + h),
                (x, y + h - cut),
                (x, y + cut),
            ])
        }
    }
}

fn rectangle(place: Place) -> String {
    let Place { x, y, w, h } = place;
    let (x, y, w, h) = (number(x), number(y), number(w), number(h));
    format!("M{x} {y}h{w}v{h}h-{w}z")
}

/// Points to where its end is not known.
pub(super) fn arrow(place: Place, across: bool, back: bool) -> String {
    let Place { x, y, w, h } = place;
    let tip = w.min(h) / 2.0;
    let (right, bottom) = (x + w, y + h);
    let (middle_x, middle_y) = (x + w / 2.0, y + h / 2.0);
    let points = match (across, back) {
        (true, false) => [
            (x, y),
            (right - tip, y),
            (right, middle_y),
            (right - tip, bottom),
            (x, bottom),
        ],
        (true, true) => [
            (right, y),
            (x + tip, y),
            (x, middle_y),
            (x + tip, bottom),
            (right, bottom),
        ],
        (false, false) => [
            (x, y),
            (x, bottom - tip),
            (middle_x, bottom),
            (right, bottom - tip),
            (right, y),
        ],
        (false, true) => [
            (x, bottom),
            (x, y + tip),
            (middle_x, y),
            (right, y + tip),
            (right, bottom),
        ],
    };
    polygon(&points)
}

pub(super) fn polygon(points: &[(f64, f64)]) -> String {
    let mut path = String::new();
    for (at, (x, y)) in points.iter().enumerate() {
        let to = if at == 0 { 'M' } else { 'L' };
        // Writing to a text cannot fail.
        _ = write!(path, "{to}{} {}", number(*x), number(*y));
    }
    path.push('z');
    path
}
