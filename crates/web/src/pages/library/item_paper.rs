//! An item of shared learning as a document.

use app::library::ItemView;
use model::Date;
use model::paper::{Block, Paper};
use model::scheme::Scheme;

use super::words::{about, says};
use crate::texts::{t, t1};

/// The document: what the item says, what others did with it until this day, where it comes from, and that it may be taken back.
pub(super) fn item_paper(
    (view, others): (&ItemView, Vec<String>),
    (scheme, site): (&Scheme, &str),
    today: Date,
) -> Paper {
    let mut paper = Paper::new(t("shared-item-title"), today);
    paper.subtitle = t1("shared-paper-id", "id", view.item.id.to_string());
    let heading = |key: &str| Block::Heading {
        level: 1,
        text: t(key),
    };
    paper.blocks = vec![
        heading("shared-says"),
        Block::Facts(says(view, scheme)),
        heading("others-heading"),
        Block::List(others),
        heading("shared-about"),
        Block::Facts(about(view, site)),
        Block::Note(t("shared-paper-note")),
    ];
    paper
}
