//! A document as the values that the template reads: strings stay strings.

use model::paper::{Block, Paper, PaperFault, Picture, SYNTHETIC_MARK, column_weights};
use typst::foundations::{Array, Bytes, Dict, IntoValue, Value};

use crate::legible::Legible;
use crate::world::TEXT_FAMILY;

/// Letters of running text that fit on one line of the page.
const LINE_LETTERS: usize = 60;

/// Letters of table text that fit across the page.
const TABLE_LETTERS: usize = 72;

/// A label longer than this stands on a line of its own.
const LABEL_LETTERS: usize = 26;

/// The template's inputs.
///
/// # Errors
/// When the document's language is not a language tag.
pub fn inputs(paper: &Paper) -> Result<Dict, PaperFault> {
    let mut legible = Legible::default();
    let (language, region) = paper.language_parts()?;
    let mut inputs = Dict::new();
    let mut put = |key: &str, value: Value| inputs.insert(key.into(), value);
    put("title", one_line(&mut legible, &paper.title));
    put(
        "subtitle",
        text(&mut legible, &paper.subtitle, LINE_LETTERS),
    );
    put("language", language.into_value());
    put("region", region.into_value());
    put("marking", one_line(&mut legible, &paper.marking));
    put(
        "synthetic",
        if paper.synthetic { SYNTHETIC_MARK } else { "" }.into_value(),
    );
    let opening = paper.opening();
    let opening: Array = opening
        .iter()
        .map(|line| one_line(&mut legible, line))
        .collect();
    put("opening", opening.into_value());
    put("year", i64::from(paper.prepared_on.year()).into_value());
    put("month", i64::from(paper.prepared_on.month()).into_value());
    put("day", i64::from(paper.prepared_on.day()).into_value());
    let mut blocks: Array = paper
        .blocks
        .iter()
        .map(|content| block(&mut legible, content))
        .collect();
    if legible.unprintable() > 0 {
        blocks.push(unprintable_note(legible.unprintable()));
    }
    put("blocks", blocks.into_value());
    Ok(inputs)
}

fn unprintable_note(count: usize) -> Value {
    let (subject, verb) = if count == 1 {
        ("1 character", "is")
    } else {
        ("Some characters", "are")
    };
    let note = format!(
        "{subject} of this document {verb} not in the fonts of this PDF and {verb} shown as a box. \
         The Word version has the text as it was entered."
    );
    keyed(
        "note",
        [("text", text(&mut Legible::default(), &note, LINE_LETTERS))],
    )
}

fn block(legible: &mut Legible, content: &Block) -> Value {
    match content {
        Block::Heading { level, text } => {
            let level = i64::from(*level).into_value();
            keyed(
                "heading",
                [("level", level), ("text", one_line(legible, text))],
            )
        }
        Block::Paragraph(content) => keyed(
            "paragraph",
            [("text", text(legible, content, LINE_LETTERS))],
        ),
        Block::Note(content) => keyed("note", [("text", text(legible, content, LINE_LETTERS))]),
        Block::NewPage => keyed("new-page", []),
        Block::List(items) => {
            let items: Array = items
                .iter()
                .map(|item| text(legible, item, LINE_LETTERS))
                .collect();
            keyed("list", [("items", items.into_value())])
        }
        Block::Facts(facts) => {
            let facts: Array = facts
                .iter()
                .map(|(label, value)| fact(legible, label, value))
                .collect();
            keyed("facts", [("facts", facts.into_value())])
        }
        Block::Table {
            caption,
            head,
            rows,
        } => table(legible, caption, head, rows),
        Block::Picture(content) => picture(legible, content),
    }
}

/// A drawing in the letters of the fonts, no larger than a page.
fn picture(legible: &mut Legible, content: &Picture) -> Value {
    let printed = crate::picture::printed(legible, content);
    let (width, _) = crate::picture::size_on_page(content);
    let svg = Bytes::new(printed.svg(TEXT_FAMILY).into_bytes());
    keyed(
        "picture",
        [
            ("svg", svg.into_value()),
            ("width", width.into_value()),
            ("words", one_line(legible, &content.words)),
        ],
    )
}

fn fact(legible: &mut Legible, label: &str, value: &str) -> Value {
    let label = legible.paragraphs(label, LABEL_LETTERS).concat().join(" ");
    let fits_beside = label.chars().count() <= LABEL_LETTERS;
    keyed(
        "fact",
        [
            ("label", label.into_value()),
            ("beside", fits_beside.into_value()),
            ("value", text(legible, value, LINE_LETTERS - LABEL_LETTERS)),
        ],
    )
}

fn table(legible: &mut Legible, caption: &str, head: &[String], rows: &[Vec<String>]) -> Value {
    let widths = column_weights(head, rows);
    let whole: usize = widths.iter().sum();
    let longest_words: Vec<usize> = widths
        .iter()
        .map(|width| (TABLE_LETTERS * width / whole.max(1)).max(4))
        .collect();
    let mut cells = |row: &[String]| -> Array {
        row.iter()
            .zip(&longest_words)
            .map(|(cell, longest)| text(legible, cell, *longest))
            .collect()
    };
    let head_cells = cells(head);
    let mut body_cells = Array::new();
    for row in rows {
        body_cells.extend(cells(row));
    }
    let widths: Array = widths
        .iter()
        .map(|width| i64::try_from(*width).unwrap_or(1).into_value())
        .collect();
    keyed(
        "table",
        [
            ("caption", one_line(legible, caption)),
            ("widths", widths.into_value()),
            ("head", head_cells.into_value()),
            ("cells", body_cells.into_value()),
        ],
    )
}

/// A text as an array of paragraphs, each an array of lines.
fn text(legible: &mut Legible, content: &str, longest_word: usize) -> Value {
    let paragraphs = legible.paragraphs(content, longest_word).into_iter();
    let arrays = paragraphs.map(|lines| {
        lines
            .into_iter()
            .map(IntoValue::into_value)
            .collect::<Array>()
            .into_value()
    });
    arrays.collect::<Array>().into_value()
}

/// A text whose line breaks become spaces.
fn one_line(legible: &mut Legible, content: &str) -> Value {
    legible
        .paragraphs(content, LINE_LETTERS / 2)
        .concat()
        .join(" ")
        .into_value()
}

fn keyed<const COUNT: usize>(kind: &str, fields: [(&str, Value); COUNT]) -> Value {
    let mut dict = Dict::new();
    dict.insert("kind".into(), kind.into_value());
    for (key, value) in fields {
        dict.insert(key.into(), value);
    }
    dict.into_value()
}
