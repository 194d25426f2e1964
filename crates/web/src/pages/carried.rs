//! What a document carries beside the text that people see: told in sentences and shown piece by piece, with the box for who looked.

use app::files::{CarriedPiece, Carries};
use govuk::{Html, TableCell};

use crate::draw::{Columns, bullets, paragraph, strong};
use crate::form::{Field, field};
use crate::sheet::Offer;
use crate::texts::{t, t_code, t_code_with, t_with};

/// Whether somebody looked; its answer is the digest of the file.
pub(super) const LOOKED: Field = field("looked", "carried-looked");

/// Pieces that are shown; whoever has more to look at needs a clean file.
const SHOWN: usize = 100;

/// The box: it counts for this file alone.
pub(super) fn offer(carries: &Carries) -> Offer {
    Offer::new(carries.file.clone(), t("carried-looked-yes"))
}

/// The sentences and the table.
pub(super) fn told(carries: &Carries) -> Html {
    let mut kinds: Vec<(&str, i64)> = Vec::new();
    for one in &carries.pieces {
        match kinds.iter_mut().find(|(what, _)| *what == one.what) {
            Some((_, many)) => *many += 1,
            None => kinds.push((one.what, 1)),
        }
    }
    let sentences = kinds.into_iter().map(|(what, many)| {
        let values = [("many", many.into())];
        Html::from(t_code_with("carried-many", what, &values))
    });
    let columns = Columns::of(&["carried-what-key", "carried-says-key", "carried-place-key"]);
    let shown = carries.pieces.iter().take(SHOWN).map(row);
    let table = columns.table(t("carried-title"), shown);
    let left = carries.pieces.len().saturating_sub(SHOWN);
    let left = i64::try_from(left).unwrap_or(i64::MAX);
    let more = (left > 0).then(|| paragraph(t_with("carried-more", &[("many", left.into())])));
    let parts = [
        Some(bullets(sentences)),
        Some(table.render()),
        more,
        Some(paragraph(t("carried-clean"))),
    ];
    Html::join(parts.into_iter().flatten())
}

fn row(one: &CarriedPiece) -> Vec<TableCell> {
    let words = Html::from(one.words.0.as_str());
    let says = match one.known {
        true => Html::join([paragraph(words), paragraph(strong(t("carried-known")))]),
        false => words,
    };
    vec![
        TableCell::new(t_code("carried-what", one.what)).header(),
        TableCell::new(says),
        TableCell::new(one.place.as_str()),
    ]
}
