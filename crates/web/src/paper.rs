//! A document as a part of a page: the same blocks in the same order as in the file; drawings as their words.

use govuk::{Html, SummaryList, TableCell};
use model::paper::{Block, Paper};

use crate::draw::{Columns, bullets, inset, paragraph, row};

/// The content of a document.
pub(crate) fn drawn(paper: &Paper) -> Html {
    Html::join(paper.blocks.iter().map(block))
}

/// A whole document: its title, what it says of itself, and its content.
pub(crate) fn whole(paper: &Paper) -> Html {
    let title = Html::element("h3", "govuk-heading-m", &paper.title);
    let opening = paper.opening();
    let opening = opening.iter().map(|line| paragraph(line.as_str()));
    let inside = Html::join(std::iter::once(title).chain(opening).chain([drawn(paper)]));
    Html::element("div", "tl-paper", inside)
}

/// Text with its lines as they were typed.
fn words(text: &str) -> Html {
    Html::element("span", "tl-words", text)
}

fn block(block: &Block) -> Html {
    match block {
        Block::Heading { level, text } => match level {
            1 => Html::element("h2", "govuk-heading-m", text),
            2 => Html::element("h3", "govuk-heading-s", text),
            _ => Html::element("h4", "govuk-heading-s", text),
        },
        Block::Paragraph(text) => paragraph(words(text)),
        Block::List(points) => bullets(points.iter().map(|point| words(point))),
        Block::Facts(facts) => SummaryList::new()
            .rows(facts.iter().map(|(label, value)| row(label, value)))
            .render(),
        Block::Table {
            caption,
            head,
            rows,
        } => {
            let cells = |row: &Vec<String>| -> Vec<TableCell> {
                let cells = row.iter().map(|cell| TableCell::new(words(cell)));
                cells.collect()
            };
            Columns::named(head)
                .table(caption, rows.iter().map(cells))
                .render()
        }
        Block::Note(text) => inset(words(text)).render(),
        Block::Picture(picture) => paragraph(words(&picture.words)),
        Block::NewPage => Html::default(),
    }
}
