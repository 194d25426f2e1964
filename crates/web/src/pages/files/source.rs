//! Open the source: our own rendering of a file's text, with a number for each paragraph to refer to.

use app::files::{SourceView, source};
use app::vault::Reading;
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use govuk::{Html, PageLink, Pagination};

use super::{Here, base, facts, file_id, list_instead, reading};
use crate::frame::{Frame, show};
use crate::pages::people::reference;
use crate::problem::{Answer, PageError};
use crate::texts::{t, t_code, t_with};
use crate::{Signed, WebState};

/// Paragraphs and letters on one page; one paragraph stands on it however long it is.
const MOST_PARTS: usize = 200;
const MOST_LETTERS: usize = 60_000;

/// A piece of the text with its number. Pages of the original have none.
struct Piece {
    number: usize,
    page: Option<i64>,
    heading: bool,
    text: String,
    cells: Vec<String>,
}

#[derive(Template)]
#[template(path = "files/text.html")]
struct TextPage {
    frame: Frame,
    name: String,
    facts: String,
    download: String,
    state: Option<String>,
    warnings: Vec<String>,
    pieces: Vec<Piece>,
    part: Option<String>,
    before: Option<String>,
    after: Option<String>,
}

impl TextPage {
    /// The links to the pages before and after; nothing for a text that stands on one page.
    fn pages(&self) -> Html {
        let mut pages = Pagination::new(t("file-text-pages"));
        if let Some(before) = &self.before {
            pages = pages.previous(PageLink::new(t("file-text-before"), before));
        }
        if let Some(after) = &self.after {
            pages = pages.next(PageLink::new(t("file-text-after"), after));
        }
        if self.before.is_none() && self.after.is_none() {
            return Html::default();
        }
        pages.render()
    }
}

pub(super) async fn text(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record)): Here,
    RawQuery(query): RawQuery,
) -> Answer {
    let reference = reference(&text)?;
    let file = file_id(&record)?;
    let from = match query.as_deref() {
        None | Some("") => 1,
        Some(query) => query
            .strip_prefix("from=")
            .and_then(|number| number.parse().ok())
            .ok_or(PageError::NotFound)?,
    };
    let found = source(state.app(), &signed.ctx, &reference, file).await;
    let failed = found.as_ref().err();
    if let Some(list) = list_instead(&state, &signed, &reference, file, failed).await? {
        return Ok(list);
    }
    let view = found?;
    let href = format!("{}/{file}", base(&signed, &reference));
    let all = pieces(&view);
    let (shown, starts) = page_of(&all, from).ok_or(PageError::NotFound)?;
    let link = |start: usize| format!("{href}/text?from={start}");
    let last = shown.start + shown.len();
    let part = (shown.len() < all.len()).then(|| {
        let number = |at: usize| {
            let number = all.get(at).map_or(0, |piece| piece.number);
            i64::try_from(number).unwrap_or(i64::MAX).into()
        };
        let values = [
            ("from", number(shown.start)),
            ("to", number(last.saturating_sub(1))),
            ("of", number(all.len().saturating_sub(1))),
        ];
        t_with("file-text-part", &values)
    });
    let before = starts.0.map(link);
    let after = starts.1.map(link);
    let warnings = view.text.iter().flat_map(|text| &text.warnings);
    show(&TextPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("file-text-title"))
            .back(base(&signed, &reference)),
        name: view.file.name.0.clone(),
        facts: facts(&view.file),
        download: href,
        state: (view.file.reading != Reading::Read).then(|| reading(&view.file.reading)),
        warnings: warnings
            .map(|warning| t_code("file", warning.code()))
            .collect(),
        pieces: all
            .into_iter()
            .skip(shown.start)
            .take(shown.len())
            .collect(),
        part,
        before,
        after,
    })
}

/// Every piece of the text, numbered.
fn pieces(view: &SourceView) -> Vec<Piece> {
    use app::files::Part;
    let mut pieces = Vec::new();
    let mut number = 0;
    for part in view.text.iter().flat_map(|text| &text.parts) {
        let mut piece = Piece {
            number,
            page: None,
            heading: false,
            text: String::new(),
            cells: Vec::new(),
        };
        match part {
            Part::Page(page) => {
                piece.page = Some(i64::from(*page));
                pieces.push(piece);
                continue;
            }
            Part::Heading { text, .. } => {
                piece.heading = true;
                piece.text.clone_from(text);
            }
            Part::Paragraph(text) | Part::Note(text) => piece.text.clone_from(text),
            Part::TableRow(cells) => piece.cells.clone_from(cells),
        }
        number += 1;
        piece.number = number;
        pieces.push(piece);
    }
    pieces
}

/// First paragraphs of the pages before and after, where there are any.
type Beside = (Option<usize>, Option<usize>);

/// The page on which the paragraph `from` stands: always the same pages, so that a link into one stays good.
fn page_of(pieces: &[Piece], from: usize) -> Option<(std::ops::Range<usize>, Beside)> {
    let mut starts = vec![0];
    let (mut many, mut letters) = (0, 0);
    for (at, piece) in pieces.iter().enumerate() {
        let long = piece.text.len() + piece.cells.iter().map(String::len).sum::<usize>();
        if many > 0 && (many == MOST_PARTS || letters + long > MOST_LETTERS) {
            starts.push(at);
            (many, letters) = (0, 0);
        }
        many += 1;
        letters += long;
    }
    let first = |start: usize| {
        pieces
            .get(start..)?
            .iter()
            .find(|piece| piece.page.is_none())
    };
    let number = |page: Option<usize>| {
        let start = *starts.get(page?)?;
        first(start).map(|piece| piece.number)
    };
    let at = pieces
        .iter()
        .position(|piece| piece.page.is_none() && piece.number == from);
    let at = match at {
        Some(at) => at,
        None if from == 1 => 0,
        None => return None,
    };
    let page = starts.iter().rposition(|start| *start <= at)?;
    let end = starts.get(page + 1).copied().unwrap_or(pieces.len());
    let beside = (number(page.checked_sub(1)), number(Some(page + 1)));
    Some((*starts.get(page)?..end, beside))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    fn paragraphs(many: usize, letters: usize) -> Vec<Piece> {
        (1..=many)
            .map(|number| Piece {
                number,
                page: None,
                heading: false,
                text: "a".repeat(letters),
                cells: Vec::new(),
            })
            .collect()
    }

    #[test]
    fn long_texts_come_in_pages_that_stay_the_same() {
        let pieces = paragraphs(450, 10);
        assert_eq!(page_of(&pieces, 1), Some((0..200, (None, Some(201)))));
        assert_eq!(page_of(&pieces, 200).unwrap().0, 0..200);
        assert_eq!(
            page_of(&pieces, 201),
            Some((200..400, (Some(1), Some(401))))
        );
        assert_eq!(page_of(&pieces, 450), Some((400..450, (Some(201), None))));
        assert_eq!(page_of(&pieces, 451), None);
        assert_eq!(page_of(&[], 1), Some((0..0, (None, None))));
    }

    #[test]
    fn long_paragraphs_stand_alone() {
        let pieces = paragraphs(3, MOST_LETTERS + 1);
        assert_eq!(page_of(&pieces, 2), Some((1..2, (Some(1), Some(3)))));
    }
}
