//! A document that an entry came from, as its agency lets the review read it.

use app::returns::sources::signed_source;
use app::vault::Stored;
use askama::Template;
use axum::extract::{Path, State};
use model::case::ReturnSource;
use model::chronology::Source;

use super::{Seen, seen};
use crate::frame::{Frame, show};
use crate::problem::{Answer, PageError};
use crate::texts::{t, t_code, t1};
use crate::{Signed, WebState};

type Here = Path<(String, String, String, String)>;

/// A piece of the text, and where the page jumps to for it.
struct Piece {
    number: usize,
    page: Option<i64>,
    words: String,
}

#[derive(Template)]
#[template(path = "requests/document.html")]
struct DocumentPage {
    frame: Frame,
    caption: String,
    name: String,
    warnings: Vec<String>,
    pieces: Vec<Piece>,
}

pub(super) async fn read(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id, document)): Here,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id)).await?;
    let document = document.parse().map_err(|_| PageError::NotFound)?;
    let found = signed_source(state.app(), &signed.ctx, (seen.id(), document)).await?;
    let warnings = found.body.warnings.iter();
    show(&DocumentPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("signed-document"))
            .back(format!("{}/return", seen.here())),
        caption: t1("signed-document-of", "agency", seen.agency()),
        name: found.body.name.0.clone(),
        warnings: warnings.map(|code| t_code("file", code)).collect(),
        pieces: pieces(&found),
    })
}

fn pieces(found: &Stored<ReturnSource>) -> Vec<Piece> {
    let mut page = None;
    let texts = (1..).zip(&found.body.pieces).map(|(number, piece)| {
        let turned = piece.page.filter(|here| page != Some(*here));
        page = piece.page.or(page);
        Piece {
            number,
            page: turned.map(i64::from),
            words: piece.text.0.clone(),
        }
    });
    let rows = found.body.tables.iter().flat_map(|table| &table.rows);
    let rows = rows.filter_map(|row| {
        let cells: Vec<&str> = row.cells.iter().map(|cell| cell.text.0.trim()).collect();
        Some(Piece {
            number: usize::try_from(row.piece?).ok()?,
            page: None,
            words: cells.join(" · "),
        })
    });
    let all = texts.chain(rows);
    all.filter(|one| one.page.is_some() || !one.words.trim().is_empty())
        .collect()
}

/// The address of the passage of an entry, where the reader may read its document.
pub(super) fn passage(
    seen: &Seen<'_>,
    source: &Source,
    readable: &[model::RecordId],
) -> Option<String> {
    let document = source
        .document
        .filter(|document| readable.contains(document))?;
    let piece = source.paragraph.unwrap_or(1);
    Some(format!(
        "{}/documents/{document}#piece-{piece}",
        seen.here()
    ))
}
