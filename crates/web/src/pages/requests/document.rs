//! A document that an entry came from, as its agency lets the review read it.

use app::returns::sources::signed_source;
use app::vault::Stored;
use askama::Template;
use axum::extract::{Path, State};
use axum_extra::extract::Query;
use govuk::Html;
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
    words: Html,
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
    Query(asked): Query<Vec<(String, String)>>,
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
        pieces: pieces(&found, Passage::asked(&asked)),
    })
}

/// The letters of a piece that an address asks to be marked.
#[derive(Clone, Copy)]
struct Passage {
    piece: usize,
    from: usize,
    to: usize,
}

impl Passage {
    fn asked(asked: &[(String, String)]) -> Option<Self> {
        let number = |name: &str| {
            let found = asked.iter().find(|(known, _)| known == name);
            found.and_then(|(_, value)| value.parse().ok())
        };
        Some(Self {
            piece: number("piece")?,
            from: number("from")?,
            to: number("to")?,
        })
    }
}

/// The words of a piece, with exactly the letters of the passage marked where it stands in this piece.
fn with_passage(words: &str, number: usize, passage: Option<Passage>) -> Html {
    let own = passage.filter(|one| one.piece == number && one.from < one.to);
    let Some(own) = own else {
        return Html::escape(words);
    };
    let letters = |from: usize, to: usize| -> Html {
        let part: String = words.chars().skip(from).take(to - from).collect();
        Html::escape(part)
    };
    let marked = letters(own.from, own.to);
    if marked.is_empty() {
        return Html::escape(words);
    }
    let rest = words.chars().skip(own.to).collect::<String>();
    Html::join([
        letters(0, own.from),
        Html::element("mark", "tl-passage", marked),
        Html::escape(rest),
    ])
}

fn pieces(found: &Stored<ReturnSource>, passage: Option<Passage>) -> Vec<Piece> {
    let mut page = None;
    let texts = (1..).zip(&found.body.pieces).map(|(number, piece)| {
        let turned = piece.page.filter(|here| page != Some(*here));
        page = piece.page.or(page);
        Piece {
            number,
            page: turned.map(i64::from),
            words: with_passage(&piece.text.0, number, passage),
        }
    });
    let rows = found.body.tables.iter().flat_map(|table| &table.rows);
    let rows = rows.filter_map(|row| {
        let cells: Vec<&str> = row.cells.iter().map(|cell| cell.text.0.trim()).collect();
        let number = usize::try_from(row.piece?).ok()?;
        Some(Piece {
            number,
            page: None,
            words: with_passage(&cells.join(" · "), number, passage),
        })
    });
    let all = texts.chain(rows);
    all.filter(|one| one.page.is_some() || !one.words.as_str().trim().is_empty())
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
    Some(passage_in(&seen.here(), document, source))
}

/// The address of a passage in a document of a request: the page marks its letters and opens at their piece.
pub(crate) fn passage_in(request: &str, document: model::RecordId, source: &Source) -> String {
    let piece = source.paragraph.unwrap_or(1);
    let (from, to) = (source.start, source.end);
    format!("{request}/documents/{document}?piece={piece}&from={from}&to={to}#piece-{piece}")
}

#[cfg(test)]
mod tests {
    use super::{Passage, with_passage};

    fn marked(words: &str, number: usize, (from, to): (usize, usize)) -> String {
        let passage = Passage { piece: 2, from, to };
        with_passage(words, number, Some(passage)).into_string()
    }

    #[test]
    fn exactly_the_letters_of_the_passage_are_marked() {
        let words = "Né <b> 8 December";
        assert_eq!(
            marked(words, 2, (3, 6)),
            "Né <mark class=\"tl-passage\">&lt;b&gt;</mark> 8 December"
        );
        assert!(!marked(words, 1, (3, 6)).contains("<mark"), "another piece");
        assert!(
            !marked(words, 2, (40, 50)).contains("<mark"),
            "past its end"
        );
        assert!(!marked(words, 2, (6, 3)).contains("<mark"), "backwards");
        assert!(marked(words, 2, (7, 900)).ends_with("8 December</mark>"));
    }
}
