//! Drawings: as large as a page takes, in letters that the fonts have, and as points for programs that show no SVG.

use std::sync::LazyLock;

use model::paper::{Block, Paper, Picture, Shape};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{Options, Tree};

use crate::ReportError;
use crate::legible::Legible;
use crate::world::{SPARE_FAMILY, TEXT_FAMILY, fonts};

/// Width between the margins of a page, in points.
const PAGE_WIDTH: f64 = 453.0;
/// Height that a drawing may have on a page, in points.
const PAGE_HEIGHT: f64 = 620.0;
/// Points of a CSS pixel.
const POINTS: f64 = 0.75;
/// Dots for each CSS pixel of a drawing.
const DOTS: f32 = 2.0;
/// Most dots on a side: a larger drawing is drawn with fewer.
const MOST_DOTS: f32 = 6_000.0;

static DATABASE: LazyLock<std::sync::Arc<Database>> = LazyLock::new(|| {
    let mut database = Database::new();
    for font in fonts() {
        database.load_font_data(font.data().to_vec());
    }
    database.set_serif_family(TEXT_FAMILY);
    database.set_sans_serif_family(SPARE_FAMILY);
    std::sync::Arc::new(database)
});

/// Width and height on a page, in points: its own size, or less where the page is smaller.
pub fn size_on_page(picture: &Picture) -> (f64, f64) {
    let (width, height) = (
        f64::from(picture.width) * POINTS,
        f64::from(picture.height) * POINTS,
    );
    let fits = (PAGE_WIDTH / width).min(PAGE_HEIGHT / height).min(1.0);
    (width * fits, height * fits)
}

/// The drawing with a box for every letter that no font has.
pub fn printed(legible: &mut Legible, picture: &Picture) -> Picture {
    let mut printed = picture.clone();
    for shape in &mut printed.shapes {
        if let Shape::Text { text, .. } = shape {
            *text = legible.paragraphs(text, usize::MAX).concat().join(" ");
        }
    }
    printed
}

/// Every drawing of a document as a PNG, in their order.
///
/// # Errors
/// [`ReportError::Drawing`] when one is no drawing.
pub fn pngs(paper: &Paper) -> Result<Vec<Vec<u8>>, ReportError> {
    let drawn = paper.blocks.iter().filter_map(|block| match block {
        Block::Picture(picture) => Some(png(picture)),
        _ => None,
    });
    drawn.collect()
}

/// A drawing as a PNG.
///
/// # Errors
/// [`ReportError::Drawing`] when it is no drawing: its course of a line cannot be read, or it has no width.
pub fn png(picture: &Picture) -> Result<Vec<u8>, ReportError> {
    let svg = printed(&mut Legible::default(), picture).svg(TEXT_FAMILY);
    let options = Options {
        font_family: TEXT_FAMILY.to_owned(),
        fontdb: DATABASE.clone(),
        ..Options::default()
    };
    let tree = Tree::from_str(&svg, &options).map_err(|_| ReportError::Drawing)?;
    let size = tree.size();
    let longer = size.width().max(size.height());
    let scale = DOTS.min(MOST_DOTS / longer);
    let dots = size
        .scale_by(scale)
        .ok_or(ReportError::Drawing)?
        .to_int_size();
    let mut pixmap = Pixmap::new(dots.width(), dots.height()).ok_or(ReportError::Drawing)?;
    pixmap.fill(resvg::tiny_skia::Color::WHITE);
    resvg::render(
        &tree,
        Transform::from_scale(scale, scale),
        &mut pixmap.as_mut(),
    );
    pixmap.encode_png().map_err(|_| ReportError::Drawing)
}
